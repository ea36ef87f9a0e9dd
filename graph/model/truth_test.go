package model_test

import (
	"maps"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

const (
	maybe  = "Deze brief kan ook met de post komen. "
	also   = "U krijgt deze brief ook met de post."
	unless = "Opent u deze brief niet voor zaterdag 23 mei 2026, dan krijgt u hem ook met de post."
	unseen = "U had deze brief nog niet geopend. Daarom stuurt de afzender hem ook met de post."
	hidden = also + " De afzender mag niet zien of u hem opent."
	hid    = also + " De afzender mocht toen niet zien of u hem opent."
	lost   = also + " Toen hij kwam, konden we u al 30 dagen niet bereiken. Geen telefoon liet meldingen toe en u meldde zich niet aan."
)

// What a letter says of its paper, and of what comes next, holds after each change, whatever way it went by.
func TestWhatIsSaidOfPaperStaysTrue(t *testing.T) {
	t.Parallel()
	const (
		digital     = model.BecauseActivated
		always      = model.BecausePaperAlways
		unreachable = model.BecauseUnreachable
		notShared   = model.BecauseNotShared
		waits       = model.BecauseUntilOpened
		sent        = "printed since" // of what waited
	)
	reasons := []model.ChannelReason{digital, always, unreachable, notShared, waits, sent}
	same := func(text string) map[model.ChannelReason]string {
		says := map[model.ChannelReason]string{digital: "", waits: ""}
		for _, reason := range []model.ChannelReason{always, unreachable, notShared, sent} {
			says[reason] = text
		}
		return says
	}
	stands := map[model.ChannelReason]string{digital: "", always: also, unreachable: lost, notShared: hidden, waits: unless, sent: unseen}
	with := func(reason model.ChannelReason, text string) map[model.ChannelReason]string {
		says := maps.Clone(stands)
		says[reason] = text
		return says
	}
	share := func(m *model.Mailbox, senders ...model.OrgCode) {
		prefs := m.Preferences
		prefs.Sharing = senders
		m.SetPreferences(prefs, noon())
	}
	shown := with(waits, "")
	shown[notShared], shown[sent] = hidden, also+" De afzender wist toen niet dat u hem al had geopend."
	closed := with(waits, hidden)
	closed[notShared] = hidden
	for _, row := range []struct {
		name   string
		change func(m *model.Mailbox, id model.EntryID) error
		says   map[model.ChannelReason]string
	}{
		{"nothing", func(*model.Mailbox, model.EntryID) error { return nil }, stands},
		{"opened before that", func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) }, shown},
		{"withdrawn", func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) }, same(maybe + "Ook dan geldt hij niet meer.")},
		{"replaced", func(m *model.Mailbox, id model.EntryID) error {
			l := letterOf(model.KindInformation, "nieuw")
			l.Supersedes = id
			return m.Deliver(l, noon())
		}, same(maybe + "Ook dan geldt de nieuwe brief.")},
		{"paid", func(m *model.Mailbox, id model.EntryID) error { return m.SettlePayment(id, noon(), noon()) }, same(maybe + "U hoeft niet nog eens te betalen.")},
		{"withdrawn and paid", func(m *model.Mailbox, id model.EntryID) error {
			_ = m.SettlePayment(id, noon(), noon())
			return m.Withdraw(id, noon())
		}, same(maybe + "Ook dan geldt hij niet meer.")},
		{"digital post switched off", func(m *model.Mailbox, _ model.EntryID) error { m.SetDigitalPost(false, noon()); return nil }, stands},
		{"sharing switched off", func(m *model.Mailbox, _ model.EntryID) error { share(m); return nil }, closed},
		{"sharing switched on", func(m *model.Mailbox, _ model.EntryID) error { share(m, sender, "OVO000009"); return nil }, with(notShared, hid)},
	} {
		for _, reason := range reasons {
			m := mailboxWithPhone(t)
			m.SetDigitalPost(true, noon())
			if reason != notShared {
				share(m, sender)
			}
			letter := billOf(model.KindInvoice, "factuur", dueOn)
			letter.Paper.Reason = reason
			at := noon()
			if reason == waits || reason == sent {
				letter.Paper = model.Paper{Reason: waits, Due: model.PaperDue(noon(), 3)}
			}
			l := deliver(t, m, letter, noon())
			if reason == sent {
				at = model.PaperDue(noon(), 3)
				m.Settle(m.Wake(at), nil, at)
			}
			save(m, at)
			rev := l.Rev
			must(t, m, row.change(m, l.ID), at)
			says := string(l.OnPaper().TextAt(at))
			if reason == sent && row.name == "sharing switched off" {
				row.says[sent] = unseen
			}
			if says != row.says[reason] {
				t.Errorf("%s, %s: the paper says\n%q, want\n%q", row.name, reason, says, row.says[reason])
			}
			if says != stands[reason] && l.Rev == rev {
				t.Errorf("%s, %s: no phone is told", row.name, reason)
			}
			over := row.name == "withdrawn" || row.name == "replaced" || row.name == "paid" || row.name == "withdrawn and paid"
			if next := l.NextText(at); over && strings.Contains(next, "post") || over && strings.Contains(next, "Betaal ") {
				t.Errorf("%s, %s: next is %q", row.name, reason, next)
			}
			if l.WhyText() != "U koos voor digitale post." {
				t.Errorf("%s, %s: why is %q", row.name, reason, l.WhyText())
			}
		}
	}
}

// After its end a letter says that its paper came, not that it comes.
func TestPaperOfAnEndedLetterCame(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	letter := callLetter("kiesbrief")
	letter.Paper.Reason = model.BecausePaperAlways
	l := deliver(t, m, letter, noon())
	if says := l.OnPaper().TextAt(noon()); says != also {
		t.Errorf("before: %q", says)
	}
	if says := l.OnPaper().TextAt(election.Day.At(14, 0)); says != "Deze brief kwam ook met de post." {
		t.Errorf("after: %q", says)
	}
}

// Where no phone may ring nobody is told that one will, and phones hear of the change.
func TestNothingIsPromisedThatNoPhoneCanDo(t *testing.T) {
	t.Parallel()
	const promised, plain = "Opent u deze brief niet, dan herinneren we u er op zaterdag 23 mei 2026 aan.", "Op zondag 7 juni 2026 stemt u."
	m := newMailbox(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	phone := phoneOf("pixel")
	silent := phone
	silent.Permission = false
	for _, step := range []struct {
		name   string
		change func()
		next   string
	}{
		{"no phone", func() {}, plain},
		{"a phone that may not", func() { m.RegisterDevice(silent, noon()) }, plain},
		{"it may now", func() { m.RegisterDevice(phone, noon()) }, promised},
		{"it may not any more", func() { m.RegisterDevice(silent, noon()) }, plain},
		{"again", func() { m.RegisterDevice(phone, noon()) }, promised},
		{"it is gone", func() { m.ReleaseDevice(phone.Token.Hash(), phone.Generation, noon()) }, plain},
	} {
		before, rev := l.NextText(noon()), l.Rev
		step.change()
		save(m, noon())
		if next := l.NextText(noon()); next != step.next || (next != before && l.Rev == rev) {
			t.Errorf("%s: %q, want %q; told: %t", step.name, next, step.next, l.Rev > rev)
		}
	}
}
