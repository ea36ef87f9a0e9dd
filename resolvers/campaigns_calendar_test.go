package resolvers_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const askCalendar = `query ($from: Day!, $until: Day!) { campaignCalendar(from: $from, until: $until) { capPerDay capPerWeek
	spans { campaign { id } from until days overlaps { id } } } }`

func TestACalendarShowsCampaignsThatOverlap(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 10)
	plan := func(name string, at time.Time) string {
		t.Helper()
		made := s.author().ask(t, createCampaign, m{"input": m{"clientId": "kalender-" + name, "draft": change(campaignDraft(), "perMinute", 1)}})
		id, hash := made.text("createCampaign.campaign.id"), made.text("createCampaign.campaign.hash")
		wantState(t, s.author().does(t, "submitCampaign", id), "SUBMITTED")
		wantState(t, s.approver().does(t, "approveCampaign", id, m{"hash": hash}), "APPROVED")
		if !at.IsZero() {
			wantState(t, s.author().does(t, "scheduleCampaign", id, m{"at": at}), "SCHEDULED")
		}
		s.clock.advance(time.Second)
		return id
	}
	tomorrow, nextDay := opening.AddDate(0, 0, 1), opening.AddDate(0, 0, 2)
	late := plan("laat", nextDay)
	over := plan("over", tomorrow.Add(7*time.Hour-5*time.Minute)) // 18:55, and five people are left for the day after
	plan("nooit", time.Time{})
	calendar := s.approver().ask(t, askCalendar, m{"from": "2026-06-01", "until": "2026-06-30"})
	want(t, calendar.at("campaignCalendar"), m{"capPerDay": 1, "capPerWeek": 2, "spans": []m{
		{"campaign": m{"id": over}, "from": tomorrow.Add(7*time.Hour - 5*time.Minute), "until": nextDay.Add(-2*time.Hour + 5*time.Minute), "days": []string{"2026-06-02", "2026-06-03"}, "overlaps": []m{{"id": late}}},
		{"campaign": m{"id": late}, "from": nextDay, "until": nextDay.Add(10 * time.Minute), "days": []string{"2026-06-03"}, "overlaps": []m{{"id": over}}},
	}})
	day := s.author().ask(t, askCalendar, m{"from": "2026-06-02", "until": "2026-06-02"})
	want(t, []any{len(day.list("campaignCalendar.spans")), day.at("campaignCalendar.spans.0.campaign.id")}, []any{1, over})
	want(t, s.author().ask(t, askCalendar, m{"from": "2026-06-04", "until": "2027-06-04"}).list("campaignCalendar.spans"), []m{})
	want(t, s.communicator(kraainem, "author", "an").ask(t, askCalendar, m{"from": "2026-06-01", "until": "2026-06-30"}).list("campaignCalendar.spans"), []m{})

	s.clock.moveTo(nextDay)
	_, err := store.ChangeRecord(t.Context(), s.store, model.CampaignID(late), func(c *model.Campaign) (bool, error) { // as the engine does
		return c.StartCanary(10, time.Hour, s.clock.now())
	})
	must(t, err)
	wantState(t, s.author().does(t, "resumeCampaign", late), "RUNNING")
	s.clock.advance(3 * time.Minute)
	wantState(t, s.author().does(t, "cancelCampaign", late), "CANCELLED")
	ended := s.author().ask(t, askCalendar, m{"from": "2026-06-03", "until": "2026-06-03"})
	want(t, ended.at("campaignCalendar.spans.0.until"), nextDay.Add(3*time.Minute))

	wantAdvice(t, s.author().try(t, askCalendar, m{"from": "2026-06-02", "until": "2026-06-01"}), "until")
	wantAdvice(t, s.author().try(t, askCalendar, m{"from": "2026-06-01", "until": "2027-06-02"}), "until")
	wantError(t, s.author().try(t, askCalendar, m{"from": "2026-06-31", "until": "2027-06-02"}), model.CodeInvalid, "from")
	wantError(t, s.sender(mechelen).try(t, askCalendar, m{"from": "2026-06-01", "until": "2026-06-30"}), model.CodeForbidden)
}
