package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// mailboxWithPhones is a saved mailbox with a pixel and a tablet.
func mailboxWithPhones(t *testing.T) *model.Mailbox {
	t.Helper()
	m := mailboxWithPhone(t)
	m.RegisterDevice(phoneOf("tablet"), noon().AddDate(0, 0, -1))
	save(m, noon().AddDate(0, 0, -1))
	return m
}

// withdrawals are the phones from which the withdrawals in the outbox take a push's notification.
func withdrawals(m *model.Mailbox, p *model.Push) []string {
	var phones []string
	for _, w := range m.Push.Outbox {
		if w.Takes == p.ID {
			for _, d := range m.Push.Devices {
				if d.Registration == w.Device {
					phones = append(phones, d.InstallationID)
				}
			}
		}
	}
	return phones
}

func wantWithdrawals(t *testing.T, m *model.Mailbox, p *model.Push, want ...string) {
	t.Helper()
	if got := withdrawals(m, p); !slices.Equal(got, want) {
		t.Errorf("push %q is taken away from %q, want %q", p.Step, got, want)
	}
}

func TestWhatIsSeenOnOnePhoneGoesFromTheOthers(t *testing.T) {
	t.Parallel()
	for name, see := range map[string]func(m *model.Mailbox, id model.EntryID) error{
		"opened":      func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) },
		"marked read": func(m *model.Mailbox, id model.EntryID) error { return m.MarkRead([]model.EntryID{id}, true, noon()) },
		"all read":    func(m *model.Mailbox, _ model.EntryID) error { m.MarkFeedRead(noon(), noon()); return nil },
	} {
		m := mailboxWithPhones(t)
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		ring(m, noon())
		for range 2 {
			m.From("pixel")
			must(t, m, see(m, l.ID), noon())
		}
		p := pushOf(t, m, l.ID, model.StepDelivered)
		wantWithdrawals(t, m, p, "tablet")
		rangAt := m.Push.RangAt
		sends := ring(m, noon().Add(time.Second))
		if len(sends) != 1 || sends[0].Takes != p.ID || sends[0].Entry != l.ID || sends[0].Device.InstallationID != "tablet" || sends[0].Badge != 0 || !sends[0].Mass {
			t.Errorf("%s: sent %+v", name, sends)
		}
		if len(m.Push.Outbox) > 0 || len(m.PushesAbout("")) != 1 || !m.Push.RangAt.Equal(rangAt) {
			t.Errorf("%s: the withdrawal counts as a push: %+v", name, m.Push)
		}
		if down := p.Takedown; len(down.Phones) != 1 || down.Phones[0].State != model.PhoneAccepted || down.By != model.RegistrationID(m.ID, "pixel") {
			t.Errorf("%s: it says of the withdrawal %+v", name, down)
		}
	}
}

func TestAWithdrawalGoesToEveryPhoneWhereNobodyKnowsWhoCausedIt(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(m *model.Mailbox, id model.EntryID) error{
		"opened somewhere": func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) },
		"withdrawn":        func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) },
		"superseded": func(m *model.Mailbox, id model.EntryID) error {
			successor := letterOf(model.KindInformation, "vervangt")
			successor.Supersedes = id
			return m.Deliver(successor, noon())
		},
	} {
		m := mailboxWithPhones(t)
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		ring(m, noon())
		must(t, m, end(m, l.ID), noon())
		if got := withdrawals(m, pushOf(t, m, l.ID, model.StepDelivered)); !slices.Equal(got, []string{"pixel", "tablet"}) {
			t.Errorf("%s: it is taken away from %q", name, got)
		}
	}
}

func TestOnlyThePhoneThatSawItHasNothingToWithdraw(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	ring(m, noon())
	m.From("pixel")
	must(t, m, m.Open(l.ID, noon()), noon())
	if p := pushOf(t, m, l.ID, model.StepDelivered); p.Takedown == nil || len(m.Push.Outbox) > 0 {
		t.Errorf("taken down %+v, still to go %+v", p.Takedown, m.Push.Outbox)
	}
}

func TestADigestGoesOnceAllOfItIsSeen(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	first := deliver(t, m, letterOf(model.KindInvoice, "een"), noon())
	second := deliver(t, m, letterOf(model.KindInvoice, "twee"), noon())
	ring(m, noon())
	lead := pushOf(t, m, first.ID, model.StepDelivered)
	m.From("pixel")
	must(t, m, m.Open(second.ID, noon()), noon())
	wantWithdrawals(t, m, lead)
	m.From("pixel")
	must(t, m, m.MarkRead([]model.EntryID{first.ID}, true, noon()), noon())
	wantWithdrawals(t, m, lead, "pixel", "tablet") // the pixel cannot know what the digest was about
}

// A bill that was opened and not paid is reminded of: that is taken away by opening it again, and not
// by what was done before.
func TestAReminderOfABillStandsUntilItIsSeenItself(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	ring(m, noon())
	must(t, m, m.Open(l.ID, noon()), noon())
	soon := model.Day("2026-05-29").At(18, 40)
	ring(m, soon)
	p := pushOf(t, m, l.ID, model.StepPaySoon)
	must(t, m, m.Archive([]model.EntryID{l.ID}, true, soon), soon)
	wantWithdrawals(t, m, p)
	m.From("tablet")
	must(t, m, m.Open(l.ID, soon), soon)
	wantWithdrawals(t, m, p, "pixel")
}

// What a phone did before the reminder rang takes nothing away, however late and often it is told.
func TestALateOpeningLeavesALaterReminderOfABill(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	ring(m, noon())
	open := func(at, now time.Time) {
		m.From("tablet")
		stamped(t, m, "daad-1", at, now, func() error { return m.Open(l.ID, now) })
		m.From("tablet")
		stamped(t, m, "daad-1", at, now, func() error { return m.MarkRead([]model.EntryID{l.ID}, true, now) })
	}
	soon := model.Day("2026-05-29").At(18, 40)
	ring(m, soon)
	p := pushOf(t, m, l.ID, model.StepPaySoon)
	later := soon.Add(time.Hour)
	open(noon().Add(time.Hour), later)
	open(noon().Add(time.Hour), later)
	wantWithdrawals(t, m, p)
	wantWithdrawals(t, m, pushOf(t, m, l.ID, model.StepDelivered), "pixel")
	open(soon.Add(-time.Minute), later) // by a clock that is behind
	wantWithdrawals(t, m, p, "pixel")
}

func TestADossierAndAReminderGoToo(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyPush), noon())
	ring(m, noon())
	older := pushOf(t, m, d.ID, model.Step(d.History[0].ID))
	report(t, m, dossierOf("1"), statusAt(noon().Add(time.Minute), model.NotifyPush), noon().Add(time.Minute))
	wantWithdrawals(t, m, older) // as unread as before
	m.RemoveDossier(d.ID, noon().Add(time.Minute))
	save(m, noon().Add(time.Minute))
	wantWithdrawals(t, m, older, "pixel", "tablet")

	r := reminderOf("bellen", noon().Add(time.Hour))
	must(t, m, m.CreateReminder(r, noon()), noon())
	ring(m, noon().Add(time.Hour))
	m.From("pixel")
	must(t, m, m.CompleteReminder(r.ID, true, noon().Add(time.Hour)), noon().Add(time.Hour))
	wantWithdrawals(t, m, pushOf(t, m, r.ID, model.StepDue), "tablet")
}

// A push that one phone has and another does not yet is settled by opening its letter, and goes.
func TestAPushThatIsTriedAgainGoesFromThePhoneThatHasIt(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	round := m.Wake(noon())
	m.Settle(round, []model.Result{
		answer(round.Sends[0], model.PhoneAccepted, noon()), answer(round.Sends[1], model.PhoneRetry, noon()),
	}, noon())
	save(m, noon())
	must(t, m, m.Open(l.ID, noon()), noon())
	p := pushOf(t, m, l.ID, model.StepDelivered)
	wantPush(t, p, model.PushSent, "")
	wantWithdrawals(t, m, p, "pixel")
	// The other one had it after all.
	m.Settle(round, []model.Result{answer(round.Sends[1], model.PhoneAccepted, noon())}, noon())
	save(m, noon())
	wantWithdrawals(t, m, p, "pixel", "tablet")
}

func TestAWithdrawalIsOfUseForADayAndAsLongAsWhatItTakesAway(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		letter  model.Letter
		expires time.Time
	}{
		"a day": {func() model.Letter {
			l := letterOf(model.KindInvoice, "kort")
			l.ExpiresAt = noon().Add(time.Hour)
			return l
		}(), noon().Add(24 * time.Hour)},
		"until the election": {callLetter("kiesbrief"), election.Day.At(14, 0)},
		"as FCM keeps at most": {func() model.Letter {
			l := callLetter("ver")
			l.Call = callFor(model.Election{ID: "ver", Name: "Ver", Day: "2026-10-25"})
			return l
		}(), noon().Add(28 * 24 * time.Hour)},
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, row.letter, noon())
		ring(m, noon())
		must(t, m, m.Open(l.ID, noon()), noon())
		at := slices.IndexFunc(m.Push.Outbox, func(p *model.Push) bool { return p.Takes != "" })
		if at < 0 || !m.Push.Outbox[at].ExpiresAt.Equal(row.expires) {
			t.Errorf("%s: the outbox is %+v", name, m.Push.Outbox)
		}
	}
}

func TestAWithdrawalIsSentAtAnyHourAndDroppedWithItsPhone(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhones(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	ring(m, noon())
	m.From("pixel")
	must(t, m, m.Open(l.ID, night()), night())
	if sends := m.Wake(night().Add(time.Second)).Sends; len(sends) != 1 {
		t.Errorf("in the quiet hours, sent %+v", sends)
	}
	m.ReleaseDevice(model.FCMToken("tablet").Hash(), 1, night())
	save(m, night())
	if sends := ring(m, night().Add(time.Second)); len(sends) > 0 || len(m.Push.Outbox) > 0 {
		t.Errorf("without the phone, sent %+v and left %+v", sends, m.Push.Outbox)
	}
	if phones := pushOf(t, m, l.ID, model.StepDelivered).Takedown.Phones; len(phones) != 1 || phones[0].State != model.PhoneGivenUp {
		t.Errorf("it says of the withdrawal %+v", phones)
	}
}
