package model_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
)

// wanting is a saved mailbox of somebody who wants campaigns, with one of them told.
func wanting(t *testing.T) (*model.Mailbox, model.EntryID) {
	t.Helper()
	m := mailboxWithPhone(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Campaigns = true }), noon())
	announce(t, m, "digitaal", "", noon())
	save(m, noon())
	return m, model.AnnouncementID(m.ID, "digitaal")
}

// Paused before a phone has it, the campaign leaves nothing; resumed it is told again, with the same push id, and
// phones see it go and come.
func TestAPausedCampaignIsTakenBackAndToldAgain(t *testing.T) {
	t.Parallel()
	m, id := wanting(t)
	token, before := m.Token(noon()), pushOf(t, m, id, model.StepAnnounced).ID
	if waiting := m.WaitingCampaigns(noon()); len(waiting) != 1 || waiting[0] != "digitaal" {
		t.Errorf("waiting: %v", waiting)
	}
	if !m.TakeBack("digitaal", noon()) || m.TakeBack("digitaal", noon()) {
		t.Fatal("it is not taken back once")
	}
	save(m, noon())
	if len(m.Feed(model.FeedFilter{}, noon())) != 0 || len(m.Push.Outbox) != 0 || len(m.Told) != 0 || len(m.WaitingCampaigns(noon())) != 0 {
		t.Errorf("something is left: %+v", m)
	}
	changes, err := m.Changes(token, 100, noon())
	if err != nil || len(changes.Removed) != 1 || changes.Removed[0] != id {
		t.Errorf("a phone learns %+v, %v", changes, err)
	}
	announce(t, m, "digitaal", "", noon())
	save(m, noon())
	if changes, err = m.Changes(token, 100, noon()); err != nil || len(changes.Removed) != 0 || len(changes.Entries) != 1 {
		t.Errorf("a phone learns %+v, %v", changes, err)
	}
	if sends := ring(m, noon()); len(sends) != 1 || sends[0].Push != before {
		t.Errorf("it rings %+v", sends)
	}
	if m.TakeBack("digitaal", noon()) {
		t.Error("what a phone has is taken back")
	}
}

// An answer that comes after that brings it back: the phone has it, and it is not told again.
func TestALateAnswerBringsBackWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	m, id := wanting(t)
	round := m.Wake(noon())
	m.TakeBack("digitaal", noon())
	save(m, noon())
	settle(m, round, model.PhoneAccepted, noon())
	wantPush(t, pushOf(t, m, id, model.StepAnnounced), model.PushSent, "")
	if feed := m.Feed(model.FeedFilter{}, noon()); len(feed) != 1 || len(m.Told) != 1 || len(m.Tombstones) != 0 {
		t.Errorf("feed %v, told %v, tombstones %v", feed, m.Told, m.Tombstones)
	}
	announce(t, m, "digitaal", "", noon().Add(time.Hour))
	if sends := ring(m, noon().Add(time.Hour)); len(sends) != 0 {
		t.Errorf("it rings again: %+v", sends)
	}
}

// The same in a digest, under the push id of the letter that leads it; and where that was refused, the letter
// rings without it.
func TestWhatIsTakenBackFromADigest(t *testing.T) {
	t.Parallel()
	for _, state := range []model.PhoneState{model.PhoneAccepted, model.PhoneRetry} {
		m := mailboxWithPhone(t)
		m.SetPreferences(with(func(p *model.Preferences) { p.Campaigns = true }), noon())
		l := deliver(t, m, callLetter("1"), noon())
		announce(t, m, "digitaal", "", noon())
		save(m, noon())
		round := m.Wake(noon())
		if len(round.Sends) != 1 || round.Sends[0].Words.Total != 2 {
			t.Fatalf("no digest: %+v", round.Sends)
		}
		m.TakeBack("digitaal", noon())
		save(m, noon())
		settle(m, round, state, noon())
		announce(t, m, "digitaal", "", noon())
		save(m, noon())
		digest := pushOf(t, m, l.ID, model.StepDelivered)
		campaign := pushOf(t, m, model.AnnouncementID(m.ID, "digitaal"), model.StepAnnounced)
		if state == model.PhoneAccepted {
			wantPush(t, campaign, model.PushMerged, model.ReasonDigest)
			continue
		}
		if len(digest.Members) != 1 || campaign.State != model.PushPlanned {
			t.Errorf("the letter rings with %+v, the campaign is %s", digest.Members, campaign.State)
		}
	}
}

// What was decided stays: who wants none of it keeps the entry.
func TestWhatIsDecidedIsNotTakenBack(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	announce(t, m, "digitaal", "", noon())
	rings(m, noon())
	if m.TakeBack("digitaal", noon()) || len(m.Feed(model.FeedFilter{}, noon())) != 1 || m.TakeBack("nooit", noon()) {
		t.Error("an entry that stands is taken back")
	}
}

// Who is not meant any more when the push is due has the entry, and nothing rings.
func TestWhoIsNotMeantAnyMoreIsExcused(t *testing.T) {
	t.Parallel()
	m, id := wanting(t)
	if !m.Excuse("digitaal", noon()) || m.Excuse("digitaal", noon()) {
		t.Error("it is not excused once")
	}
	save(m, noon())
	p := pushOf(t, m, id, model.StepAnnounced)
	wantPush(t, p, model.PushDropped, model.ReasonNotMeant)
	if len(m.Feed(model.FeedFilter{}, noon())) != 1 || p.Explanation() == "" {
		t.Error("the entry is gone, or nothing explains")
	}
}

// The record says when the entry was opened and whether the citizen wanted no more soon after, and outlives the entry.
func TestTheRecordOfACampaign(t *testing.T) {
	t.Parallel()
	m, id := wanting(t)
	if err := m.OpenAnnouncement(id, noon().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	wantPush(t, pushOf(t, m, id, model.StepAnnounced), model.PushDropped, model.ReasonOpened)
	r, err := m.Reminder(id)
	if err != nil || !r.Announcement.FirstOpenedAt.Equal(noon().Add(time.Hour)) {
		t.Errorf("opened at %s, %v", r.Announcement.FirstOpenedAt, err)
	}
	wantCode(t, m.OpenAnnouncement("rnope", noon()), model.CodeNotFound)
	m.SetPreferences(model.DefaultPreferences(), noon().Add(2*time.Hour))
	if err := m.DeleteReminder(id, noon().Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	save(m, noon().AddDate(0, 0, 100))
	told, err := m.ToldOf("digitaal")
	if err != nil || !told.OpenedAt.Equal(noon().Add(time.Hour)) || !told.OptedOutAt.Equal(noon().Add(2*time.Hour)) {
		t.Errorf("the record says %+v, %v", told, err)
	}
	announce2 := m.Announce("Nog eens", model.Announcement{Campaign: "digitaal", Sender: sender, ExpiresAt: noon().AddDate(1, 0, 0)}, "", noon(), noon().AddDate(0, 0, 100))
	if announce2 != nil || len(m.Feed(model.FeedFilter{}, noon().AddDate(0, 0, 100))) != 0 {
		t.Errorf("it is told again: %v", announce2)
	}
	m.Seal(noon().Add(model.ToldFor + time.Hour))
	_, err = m.ToldOf("digitaal")
	wantCode(t, err, model.CodeNotFound)
}

// The report is a recount: what became of the push, and what the citizen did since.
func TestTheEffectOfACampaign(t *testing.T) {
	t.Parallel()
	var count model.EffectCount
	rule := unopenedCall()
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(rule), noon())
	audience := audienceOf(t, rule, model.Scope{Org: &model.Organisation{Code: sender}})
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("1"), noon())
	rings(m, noon())
	_, err := c.Effect(m, audience, noon())
	wantCode(t, err, model.CodeNotFound)
	at := noon().Add(time.Hour)
	if err := c.Tell(m, audience, at, at); err != nil {
		t.Fatal(err)
	}
	rings(m, at)
	e, err := c.Effect(m, audience, at)
	if err != nil || e.State != model.PushSent || e.Opened || e.Acted || e.OptedOut {
		t.Errorf("told: %+v, %v", e, err)
	}
	if err := m.Open(l.ID, at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	m.SetPreferences(with(func(p *model.Preferences) { p.MutedSenders = []model.OrgCode{sender} }), at.Add(2*time.Hour))
	e, err = c.Effect(m, audience, at.Add(3*time.Hour))
	if err != nil || e.State != model.PushSent || !e.Opened || !e.Acted || !e.OptedOut {
		t.Errorf("afterwards: %+v, %v", e, err)
	}
	count.Add(e)
	if figures := count.Figures(); figures != (model.CampaignFigures{Tried: 1, Told: 1, OptedOut: 1}) {
		t.Errorf("figures are %+v", figures)
	}
}
