package model_test

import (
	"fmt"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// announce puts a campaign into the mailbox, about an entry or none, to ring now.
func announce(t *testing.T, m *model.Mailbox, campaign model.CampaignID, about model.EntryID, now time.Time) *model.Push {
	t.Helper()
	a := model.Announcement{Campaign: campaign, Sender: sender, Text: "Kies voor digitale post.", PushText: "Uw post digitaal?", ExpiresAt: now.AddDate(0, 1, 0)}
	if err := m.Announce("Uw post van de stad digitaal ontvangen?", a, about, now, now); err != nil {
		t.Fatal(err)
	}
	p, err := m.PushByID(model.NewPushID(m.ID, model.AnnouncementID(m.ID, campaign), model.StepAnnounced))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rings settles a round in which FCM takes everything, and answers how many messages there were.
func rings(m *model.Mailbox, now time.Time) int {
	round := m.Wake(now)
	var results []model.Result
	for _, send := range round.Sends {
		results = append(results, answer(send, model.PhoneAccepted, now))
	}
	m.Settle(round, results, now)
	m.Seal(now)
	return len(round.Sends)
}

// A campaign that is about nothing that the citizen has rings only for who asked; its entry is there anyway.
func TestCampaignsAreOffUntilAskedFor(t *testing.T) {
	t.Parallel()
	noon := model.Day("2026-05-20").At(12, 0)
	m := mailboxWithPhone(t)
	p := announce(t, m, "digitaal", "", noon)
	if n := rings(m, noon); n != 0 || p.Reason != model.ReasonOptedOut {
		t.Errorf("it rang %d times, %s %s", n, p.State, p.Reason)
	}
	if feed := m.Feed(model.FeedFilter{}, noon); len(feed) != 1 {
		t.Errorf("the feed has %d entries", len(feed))
	}
	if feed := m.Feed(model.FeedFilter{}, noon.AddDate(0, 1, 0)); len(feed) != 0 {
		t.Errorf("it is still shown when it has expired")
	}
	prefs := m.Preferences
	prefs.Campaigns = true
	m.SetPreferences(prefs, noon)
	announce(t, m, "tweede", "", noon)
	if n := rings(m, noon); n != 1 {
		t.Errorf("for who asked it rang %d times", n)
	}
}

// One that reminds of an entry is on, goes with the reminders about entries, and is of no use once that is opened.
func TestCampaignAboutAnEntry(t *testing.T) {
	t.Parallel()
	noon := model.Day("2026-05-20").At(12, 0)
	m := mailboxWithPhone(t)
	l := letterOf(model.KindTaxBill, "1")
	if err := m.Deliver(l, noon); err != nil {
		t.Fatal(err)
	}
	rings(m, noon)
	later := noon.Add(time.Hour)
	p := announce(t, m, "wacht", l.ID, later)
	if err := m.Open(l.ID, later); err != nil {
		t.Fatal(err)
	}
	if p.State != model.PushDropped || p.Reason != model.ReasonOpened {
		t.Errorf("the letter is opened and the push %s %s", p.State, p.Reason)
	}
	if err := m.Announce("Uw brief wacht", model.Announcement{Campaign: "weg", ExpiresAt: later}, "lnope", later, later); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("about an entry that is not there: %v", err)
	}
}

// One campaign push a day and two in seven days, whoever sends them.
func TestCampaignCap(t *testing.T) {
	t.Parallel()
	noon := model.Day("2026-05-20").At(12, 0)
	m := mailboxWithPhone(t)
	prefs := m.Preferences
	prefs.Campaigns = true
	m.SetPreferences(prefs, noon)
	for day, want := range []int{1, 1, 0, 0, 0, 0, 0, 1} {
		at := noon.AddDate(0, 0, day)
		got := 0
		for i := range 3 {
			announce(t, m, model.CampaignID(fmt.Sprint(day, i)), "", at)
		}
		got += rings(m, at)
		late := announce(t, m, model.CampaignID(fmt.Sprint(day, "late")), "", at.Add(time.Hour))
		got += rings(m, at.Add(time.Hour))
		if got != want {
			t.Errorf("on day %d campaigns rang %d times, not %d", day, got, want)
		}
		if late.Reason != model.ReasonCap || late.Explanation() == "" {
			t.Errorf("on day %d the last one is %s %s", day, late.State, late.Reason)
		}
	}
}

// A campaign that reminds of an entry says and does no more than a push about the entry itself would.
func TestACampaignIsAsDiscreetAsWhatItRemindsOf(t *testing.T) {
	t.Parallel()
	now := noon().Add(time.Hour)
	guardianship := dossierOf("bewind")
	guardianship.Procedure = model.ProcedureAdministration
	for name, about := range map[string]func(m *model.Mailbox) model.EntryID{
		"guardianship": func(m *model.Mailbox) model.EntryID {
			return report(t, m, guardianship, statusAt(noon(), model.NotifySilent), noon()).ID
		},
		"sensitive letter": func(m *model.Mailbox) model.EntryID {
			return deliver(t, m, letterOf(model.KindGASFine, "gas"), noon()).ID
		},
	} {
		m := mailboxWithPhone(t)
		m.SetPreferences(with(func(p *model.Preferences) { p.Detail = model.DetailDetailed }), noon())
		entry := about(m)
		ring(m, noon())
		p := announce(t, m, "campagne", entry, now)
		for _, send := range m.Wake(now).Sends {
			if send.Words.Sender != "" || send.Words.Subject != "" {
				t.Errorf("%s: a push says %+v", name, send.Words)
			}
		}
		rings(m, now)
		if name == "guardianship" && p.Reason != model.ReasonConfidential {
			t.Errorf("%s: its push is %s %s", name, p.State, p.Reason)
		}
	}
}

func TestACampaignDoesNotRemindOfWhatNeedsNoPush(t *testing.T) {
	t.Parallel()
	now := noon().Add(time.Hour)
	for reason, end := range map[model.Reason]func(m *model.Mailbox, id model.EntryID) error{
		model.ReasonOpened:    func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, now) },
		model.ReasonWithdrawn: func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, now) },
		model.ReasonPaid:      func(m *model.Mailbox, id model.EntryID) error { return m.SettlePayment(id, now, now) },
		model.ReasonOptedOut: func(m *model.Mailbox, _ model.EntryID) error {
			m.SetPreferences(with(func(p *model.Preferences) { p.MutedKinds = []model.LetterKind{model.KindInvoice} }), now)
			return nil
		},
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, billOf(model.KindInvoice, "factuur", "2026-07-01"), noon())
		ring(m, noon())
		p := announce(t, m, "campagne", l.ID, now)
		must(t, m, end(m, l.ID), now)
		ring(m, now)
		wantPush(t, p, model.PushDropped, reason)
	}
}

// The cap is of the day on which it would ring, and not of the evening before.
func TestTheCapCountsOnTheDayOfTheRing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Campaigns = true }), noon())
	announce(t, m, "een", "", noon())
	rings(m, noon())
	p := announce(t, m, "twee", "", night())
	rings(m, night())
	wantPush(t, p, model.PushDeferred, model.ReasonQuiet)
	if n := rings(m, morning().Add(time.Hour)); n != 1 {
		t.Errorf("the next day it rang %d times: %s %s", n, p.State, p.Reason)
	}
}
