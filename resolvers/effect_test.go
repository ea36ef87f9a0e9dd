package resolvers_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	effectFields = `{ countedAt sample planned told sent accepted waiting failed failures { code count } silent { reason count }
		received tapped opened acted optedOut curve { from until count } csv campaign { id } }`
	askReport = `query ($id: ID!) { campaignReport(id: $id) ` + effectFields + ` }`
)

// underway is a campaign of Mechelen's that runs, and its id.
func (s *service) underway(t testing.TB, draft m) *model.Campaign {
	t.Helper()
	id, hash := s.author().create(t, draft)
	wantState(t, s.author().does(t, "submitCampaign", id), "SUBMITTED")
	wantState(t, s.approver().does(t, "approveCampaign", id, m{"hash": hash}), "APPROVED")
	wantState(t, s.author().does(t, "scheduleCampaign", id, m{"at": s.clock.now()}), "SCHEDULED")
	return s.asEngine(t, id, func(c *model.Campaign) (bool, error) {
		if _, err := c.StartCanary(c.Approval.Audience, time.Minute, s.clock.now()); err != nil || !c.Confirm {
			return true, err
		}
		return c.Resume("piet", s.clock.now())
	})
}

// asEngine changes a campaign as the engine does.
func (s *service) asEngine(t testing.TB, id string, rule func(c *model.Campaign) (bool, error)) *model.Campaign {
	t.Helper()
	c, err := store.ChangeRecord(t.Context(), s.store, model.CampaignID(id), rule)
	must(t, err)
	return c
}

// fate is what becomes of one citizen in a campaign.
type fate struct {
	told, woken, received, tapped, opened, acted, optedOut bool
	code                                                   model.OptionalText // empty: FCM takes it
}

// meet makes it so for an inhabitant.
func (f fate) meet(t testing.TB, s *service, c *model.Campaign, audience *model.Audience, id model.CitizenID) {
	t.Helper()
	change := func(rule func(box *model.Mailbox)) {
		t.Helper()
		_, err := s.mailboxes.Update(t.Context(), id, func(box *model.Mailbox) error { rule(box); return nil })
		must(t, err)
	}
	now := s.clock.now()
	entry := model.AnnouncementID(id, c.ID)
	push := model.NewPushID(id, entry, model.StepAnnounced)
	if !f.told {
		return
	}
	change(func(box *model.Mailbox) { must(t, c.Tell(box, audience, now, now)) })
	if f.woken {
		change(func(box *model.Mailbox) {
			round := box.Wake(now)
			var results []model.Result
			for _, send := range round.Sends {
				result := model.Result{
					State: model.PhoneAccepted, Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(),
					Attempt: send.Attempt, At: now, Code: f.code,
				}
				if f.code != "" {
					result.State = model.PhoneGivenUp
				}
				results = append(results, result)
			}
			box.Settle(round, results, now)
		})
	}
	for event, happened := range map[model.ReceiptEvent]bool{model.ReceiptReceived: f.received, model.ReceiptOpened: f.tapped} {
		if happened {
			_, err := store.Add(t.Context(), s.store, []*model.Receipt{model.NewReceipt(id, push, "", event, now)})
			must(t, err)
		}
	}
	change(func(box *model.Mailbox) {
		if f.opened {
			must(t, box.OpenAnnouncement(entry, now))
		}
		if f.acted {
			box.SetDigitalPost(true, now)
		}
		if f.optedOut {
			preferences := box.Preferences
			preferences.Campaigns = false
			box.SetPreferences(preferences, now)
		}
	})
}

// The report's numbers are those of an audience that the test makes and counts by itself.
func TestTheReportCountsWhatHappened(t *testing.T) {
	t.Parallel()
	const people = 120
	s := newService(t)
	s.people(t, people) // every second one has a phone
	c := s.underway(t, campaignDraft())
	audience, err := c.Draft.Audience(model.Scope{Org: organisations()[0]})
	must(t, err)
	s.clock.advance(time.Hour)
	counted := map[string]int{}
	for i := range people {
		phone := i%2 == 0
		f := fate{told: i < 100, woken: i < 80, opened: i < 23, acted: i%7 == 1, optedOut: i >= 24 && i%5 == 1}
		if phone && i >= 50 {
			f.code = "INVALID_ARGUMENT"
		}
		if phone && i >= 66 {
			f.code = "UNREGISTERED"
		}
		f.received, f.tapped = phone && i < 36, phone && i < 16
		f.meet(t, s, c, audience, model.CitizenID(model.HashID("inhabitant", fmt.Sprint(i))))
		for what, is := range map[string]bool{
			"planned": f.told || !f.acted, "told": f.told, "sent": f.told && f.woken && phone, "waiting": f.told && !f.woken,
			"accepted": f.woken && phone && f.code == "", "failed": f.woken && phone && f.code != "", string(f.code): f.woken && f.code != "",
			"silent": f.woken && !phone, "received": f.received || f.tapped, "tapped": f.tapped, "opened": f.told && f.opened,
			"acted": f.told && f.acted, "optedOut": f.told && f.optedOut,
		} {
			if is {
				counted[what]++
			}
		}
	}
	s.clock.advance(2 * time.Hour)
	got := s.author().ask(t, askReport, m{"id": c.ID})
	for _, what := range []string{"planned", "told", "sent", "accepted", "waiting", "failed", "received", "tapped", "opened", "acted", "optedOut"} {
		if n, want := got.at("campaignReport."+what), model.RoundCount(counted[what]); fmt.Sprint(n) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %d of %d", what, n, want, counted[what])
		}
	}
	failures, silent := map[string]any{}, map[string]any{}
	for i, code := range got.each("campaignReport.failures", "code") {
		failures[code] = got.at(fmt.Sprintf("campaignReport.failures.%d.count", i))
	}
	for i, reason := range got.each("campaignReport.silent", "reason") {
		silent[reason] = got.at(fmt.Sprintf("campaignReport.silent.%d.count", i))
	}
	for _, code := range []string{"INVALID_ARGUMENT", "UNREGISTERED"} {
		want(t, failures[code], model.RoundCount(counted[code]))
	}
	want(t, []int{len(failures), len(silent)}, []int{len(model.FailureCodes()), len(model.SilentReasons())})
	want(t, []any{failures["NETWORK"], silent["CAP"], silent["NO_PHONE"]}, []int{5, 5, model.RoundCount(counted["silent"])})
	want(t, got.each("campaignReport.curve", "count"), []string{"5", "100", "5", "5"}) // hours at which the window was open
	want(t, []any{got.at("campaignReport.sample"), got.at("campaignReport.countedAt")}, []any{1, s.clock.now()})
	if !strings.Contains(got.text("campaignReport.csv"), fmt.Sprintf("\r\nBericht staat in de app;;%d\r\n", model.RoundCount(counted["told"]))) {
		t.Errorf("the CSV is\n%s", got.text("campaignReport.csv"))
	}
}

func TestWhoMayReadAReport(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 8)
	id, _ := s.author().create(t, campaignDraft())
	wantError(t, s.author().try(t, askReport, m{"id": id}), model.CodeConflict)
	effect := `query ($id: ID!) { campaign(id: $id) { effect ` + effectFields + ` } }`
	want(t, s.author().ask(t, effect, m{"id": id}).at("campaign"), m{"effect": nil})
	c := s.underway(t, campaignDraft())
	want(t, s.approver().ask(t, effect, m{"id": id}).at("campaign"), m{"effect": nil}) // nobody counted yet
	want(t, s.approver().ask(t, askReport, m{"id": id}).at("campaignReport.planned"), 10)
	wantError(t, s.communicator(kraainem, "author", "els").try(t, askReport, m{"id": id}), model.CodeNotFound)
	wantError(t, s.author().try(t, askReport, m{"id": "nergens"}), model.CodeNotFound)
	wantError(t, s.sender(mechelen).try(t, askReport, m{"id": id}), model.CodeForbidden)
	wantError(t, s.as(an).try(t, askReport, m{"id": id}), model.CodeForbidden)
	wantError(t, s.anonymous().try(t, askReport, m{"id": id}), model.CodeUnauthenticated)
	wantError(t, s.author().try(t, `query ($id: ID!) { a: campaignReport(id: $id) { told } b: campaignReport(id: $id) { told } c: campaignReport(id: $id) { told } }`,
		m{"id": id}), model.CodeTooComplex)

	for range 98 { // one stands in the audit, and the approval's count is the approver's
		s.clock.advance(time.Second)
		_, err := store.Add(t.Context(), s.store.Store, []*model.Audit{model.NewPersonAudit(mechelen, "els", model.AuditCounted, "eerder", s.clock.now())})
		must(t, err)
	}
	want(t, s.author().ask(t, askReport, m{"id": id}).at("campaignReport.planned"), 10)
	s.clock.advance(time.Second)
	s.author().ask(t, askReport, m{"id": id})
	s.clock.advance(time.Second)
	wantError(t, s.author().try(t, askReport, m{"id": id}), model.CodeRateLimited)
	audit := s.author().ask(t, askCampaignAudit)
	want(t, []any{audit.at("campaignAudit.nodes.0.action"), audit.at("campaignAudit.nodes.0.person")}, []any{"AUDIENCE_COUNTED", "els"})

	s.counted(t, c, model.EffectCount{Planned: 5000, Told: 1234, Failed: 12, Failures: map[string]int{"NETWORK": 12}})
	live := s.author().ask(t, effect, m{"id": id})
	for what, count := range map[string]any{"planned": 5000, "told": 1235, "failed": 10, "accepted": 5, "sample": 0.5} {
		want(t, live.at("campaign.effect."+what), count)
	}
}

// counted writes a count down as the engine does.
func (s *service) counted(t testing.TB, c *model.Campaign, count model.EffectCount) {
	t.Helper()
	_, err := store.ChangeRecord(t.Context(), s.store, c.ID, func(tally *model.CampaignTally) (bool, error) {
		tally.ID, tally.Org, tally.At, tally.Sample, tally.Count = c.ID, c.Org, s.clock.now(), 0.5, count
		return true, nil
	})
	if errors.Is(err, store.ErrNotFound) {
		err = store.Save(t.Context(), s.store, &model.CampaignTally{ID: c.ID, Org: c.Org, At: s.clock.now(), Sample: 0.5, Count: count})
	}
	must(t, err)
}

// What people write is text in a spreadsheet, never a formula; and it stays one cell.
func TestTheCSVIsWhatSpreadsheetsRead(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 8)
	title := "=HYPERLINK(\"x\");ja"
	c := s.underway(t, change(campaignDraft(), "title", title))
	text := s.author().ask(t, askReport, m{"id": c.ID}).text("campaignReport.csv")
	body, ok := strings.CutPrefix(text, "\ufeff")
	if !ok || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("it begins with %q, or its lines do not end as RFC 4180 has them", text[:3])
	}
	reader := csv.NewReader(strings.NewReader(body))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	must(t, err)
	want(t, rows[:4], [][]string{
		{"Onderwerp", "Detail", "Aantal burgers"}, {"Campagne", "'" + title, ""}, {"Organisatie", "Stad Mechelen", ""}, {"Geteld op", "2026-06-01 12:00", ""}})
	want(t, rows[6], []string{"Doelgroep", "", "10"})
	for _, row := range rows {
		if len(row) != 3 || row[0] == "" {
			t.Errorf("a line is %q", row)
		}
		if row[0] == "Geen melding, per reden" && strings.ToUpper(row[1]) == row[1] {
			t.Errorf("the reason %s is not told in Dutch", row[1])
		}
	}
}

// withCount makes a campaign that runs and was counted.
func (s *service) withCount(t *testing.T, id string) {
	t.Helper()
	s.withCampaign(t, model.CampaignRunning)
	c, err := store.Get[model.Campaign](t.Context(), s.store, id)
	must(t, err)
	s.counted(t, c, model.EffectCount{Told: 40})
}
