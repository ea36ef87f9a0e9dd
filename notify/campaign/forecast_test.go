package campaign_test

import (
	"errors"
	"maps"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// With the clock standing still, the dry run's numbers are those of what the mailboxes have afterwards, reason by
// reason.
func TestForecastIsWhatComes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, few)
	w.frozen = true
	letter := &model.LetterCriterion{Kind: model.KindInformation}
	rule := &model.Rule{Any: []model.Rule{{Born: []model.BirthBand{meant}}, {Letter: letter}}}
	w.vary()
	id := w.scheduleFor(rule, nil, quick)
	expected := w.forecast(id)
	for _, reason := range []model.Reason{
		model.ReasonNoPhone, model.ReasonNoPermission, model.ReasonOptedOut, model.ReasonOpened, model.ReasonCap, model.ReasonQuiet, model.ReasonDigest,
	} {
		if expected.Reasons[reason] < 5 {
			t.Fatalf("the forecast has nobody of %s: %v", reason, expected.Reasons)
		}
	}
	w.run("one")
	w.confirm(id)
	happened := &model.Totals{}
	w.until("everything is decided", func() (decided bool) {
		happened, decided = w.happened(id)
		return decided && happened.People == expected.People
	})
	t.Logf("%d people, %v", happened.People, happened.Reasons)
	silent := happened.Outcomes[model.OutcomeFeedOnly]
	if !maps.Equal(expected.Reasons, happened.Reasons) || expected.Outcomes[model.OutcomeRings] != happened.Outcomes[model.OutcomeRings] ||
		expected.Outcomes[model.OutcomeFeedOnly]+expected.Outcomes[model.OutcomeUnreachable] != silent {
		t.Errorf("the forecast was %v, %v; it came to %v, %v", expected.Outcomes, expected.Reasons, happened.Outcomes, happened.Reasons)
	}
	w.until("the engine has counted the same", func() bool {
		count, dropped := w.tally(id).Count, 0
		for reason, silent := range count.Silent {
			if silent != happened.Reasons[reason] {
				return false
			}
			dropped += silent
		}
		return dropped == silent && count.Planned == expected.People && count.Waiting == happened.Reasons[model.ReasonQuiet]+happened.Reasons[model.ReasonDigest]
	})
}

// vary gives each of the audience who would be rung some reason to be, or not to be.
func (w *world) vary() {
	w.t.Helper()
	now, n := w.now(), 0
	found, err := w.store.Mailboxes(w.t.Context(), w.audience)
	if err != nil {
		w.t.Fatal(err)
	}
	var changed []*model.Mailbox
	for _, citizen := range w.audience {
		if !w.rings[citizen] {
			continue
		}
		m, at := found[citizen], now.AddDate(0, 0, -1)
		switch n++; n % 6 {
		case 0:
			m.Push.Devices[0].Permission = false
		case 1:
			m.Push.Campaigns = []model.CampaignRing{{Push: "another", At: now.Add(-time.Hour)}}
		case 2:
			m.Preferences.Quiet = model.QuietHours{On: true, From: "11:00", Until: "14:00"}
		case 3:
			m.Push.RangAt = now.Add(-time.Minute)
		case 4:
			letter := model.Letter{ID: model.LetterID(stad, "folder", string(citizen)), Sender: stad, Run: "folder", Kind: model.KindInformation}
			if err := errors.Join(m.Deliver(letter, at), m.Open(letter.ID, at)); err != nil {
				w.t.Fatal(err)
			}
		}
		m.Seal(now)
		changed = append(changed, m)
	}
	if _, err := w.store.SaveMailboxes(w.t.Context(), changed); err != nil {
		w.t.Fatal(err)
	}
}

// forecast adds up what the campaign will come to.
func (w *world) forecast(id model.CampaignID) *model.Totals {
	w.t.Helper()
	c, totals := w.campaign(id), &model.Totals{}
	audience, err := c.Draft.Audience(scope(nil))
	if err != nil {
		w.t.Fatal(err)
	}
	for slot := range model.Slots {
		pace, walk := c.Draft.Pace(slot, w.now()), store.WalkAudience(w.store, audience.Tags(), slot, "")
		for {
			page, err := walk.Mailboxes(w.t.Context(), store.MaxBatch)
			if err != nil {
				w.t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, m := range page {
				if !audience.Matches(m, w.now()) {
					continue
				}
				forecast, err := c.Forecast(m, audience, false, pace.Next(), w.now())
				if err != nil {
					w.t.Fatal(err)
				}
				totals.Add(forecast, m.Preferences.Residence)
			}
		}
	}
	return totals
}

// happened adds up what the mailboxes have of it; false while it is not decided for all who were told.
func (w *world) happened(id model.CampaignID) (*model.Totals, bool) {
	w.t.Helper()
	totals := &model.Totals{}
	for _, m := range w.told(id) {
		push, err := m.PushByID(model.NewPushID(m.ID, model.AnnouncementID(m.ID, id), model.StepAnnounced))
		if err != nil {
			w.t.Fatal(err)
		}
		switch push.State {
		case model.PushSent, model.PushDeferred:
			totals.Add(model.Forecast{Outcome: model.OutcomeRings, Reason: push.Reason}, m.Preferences.Residence)
		case model.PushDropped:
			totals.Add(model.Forecast{Outcome: model.OutcomeFeedOnly, Reason: push.Reason}, m.Preferences.Residence)
		default:
			return totals, false
		}
	}
	return totals, true
}
