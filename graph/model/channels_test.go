package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestCallLettersGoToEveryoneAndOtherPostOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	for _, policy := range model.PaperPolicies() {
		for _, kind := range append(model.LetterKinds(), "SOMETHING_NEW") {
			channel, reason := model.DecideChannel(kind, policy, true, model.Reach{})
			want := model.ChannelPaper
			if kind.Rules().Call {
				want = model.ChannelBoth
			}
			if channel != want {
				t.Errorf("%s under %s without digital post: %s because %s, want %s", kind, policy, channel, reason, want)
			}
		}
	}
}

func TestTheChannelFollowsFromPolicyAndReach(t *testing.T) {
	t.Parallel()
	reached := model.Reach{Digital: true, Rings: true}
	for _, row := range []struct {
		name    string
		policy  model.PaperPolicy
		digital bool
		reach   model.Reach
		channel model.Channel
		reason  model.ChannelReason
	}{
		{"chosen", model.PaperIfNotActivated, true, reached, model.ChannelDigital, model.BecauseActivated},
		{"seen, though nothing rings", model.PaperIfNotActivated, true, model.Reach{Digital: true, Seen: true}, model.ChannelDigital, model.BecauseActivated},
		{"nothing rings, nobody seen", model.PaperIfNotActivated, true, model.Reach{Digital: true}, model.ChannelBoth, model.BecauseUnreachable},
		{"the same, and never paper", model.PaperNever, true, model.Reach{Digital: true}, model.ChannelBoth, model.BecauseUnreachable},
		{"never paper", model.PaperNever, true, reached, model.ChannelDigital, model.BecauseActivated},
		{"never paper, not chosen", model.PaperNever, true, model.Reach{Rings: true}, model.ChannelPaper, model.BecauseNotActivated},
		{"always paper", model.PaperAlways, true, reached, model.ChannelBoth, model.BecausePaperAlways},
		{"always paper, not chosen", model.PaperAlways, true, model.Reach{Rings: true}, model.ChannelPaper, model.BecauseNotActivated},
		{"until opened", model.PaperIfUnopened, true, model.Reach{Digital: true, Rings: true, Shares: true}, model.ChannelDigital, model.BecauseUntilOpened},
		{"until opened, not shared", model.PaperIfUnopened, true, reached, model.ChannelBoth, model.BecauseNotShared},
		{"until opened, unreachable", model.PaperIfUnopened, true, model.Reach{Digital: true, Shares: true}, model.ChannelDigital, model.BecauseUntilOpened},
		{"not digital yet", model.PaperAlways, false, reached, model.ChannelPaper, model.BecauseNotYet},
	} {
		if channel, reason := model.DecideChannel(model.KindInvoice, row.policy, row.digital, row.reach); channel != row.channel || reason != row.reason {
			t.Errorf("%s: %s because %s, want %s because %s", row.name, channel, reason, row.channel, row.reason)
		}
	}
	if channel, reason := model.DecideChannel(model.KindCallLetter, model.PaperAlways, false, reached); channel != model.ChannelPaper || reason != model.BecauseNotYet {
		t.Errorf("a call letter of a town that is not digital yet goes by %s because %s", channel, reason)
	}
}

func TestReachKnowsPhonesAndSignIns(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	if reach := m.Reach(sender, false, noon()); reach != (model.Reach{}) {
		t.Errorf("an empty mailbox has %+v", reach)
	}
	m.SetDigitalPost(true, noon())
	if reach := m.Reach(sender, false, noon().Add(model.UnseenLimit)); reach != (model.Reach{Digital: true}) {
		t.Errorf("thirty days after the choice: %+v", reach)
	}
	if reach := m.Reach(sender, true, noon().Add(model.UnseenLimit)); !reach.Seen {
		t.Error("a sign-in that is known from elsewhere does not count")
	}
	silent := phoneOf("pixel")
	silent.Permission = false
	m.RegisterDevice(silent, noon().AddDate(0, 0, 10))
	if reach := m.Reach(sender, false, noon().AddDate(0, 0, 35)); reach.Rings || !reach.Seen {
		t.Errorf("with a phone that may not ring, registered 25 days ago: %+v", reach)
	}
	prefs := m.Preferences
	prefs.Sharing = []model.OrgCode{sender}
	m.SetPreferences(prefs, noon())
	if !m.Reach(sender, false, noon()).Shares || m.Reach("OVO000009", false, noon()).Shares {
		t.Error("sharing is not by sender")
	}
}

// untilOpened is an invoice that is printed unless it is opened within three days.
func untilOpened(reference string) model.Letter {
	l := letterOf(model.KindInvoice, reference)
	l.Paper = model.Paper{Reason: model.BecauseUntilOpened, Due: model.PaperDue(noon(), 3)}
	return l
}

func eventsOf(notices []model.Notice) []model.LetterEvent {
	var events []model.LetterEvent
	for _, n := range notices {
		events = append(events, n.Event)
	}
	return events
}

func sharingMailbox(t *testing.T) *model.Mailbox {
	t.Helper()
	m := newMailbox(t)
	prefs := m.Preferences
	prefs.Sharing = []model.OrgCode{sender}
	m.SetPreferences(prefs, noon())
	return m
}

func TestUnopenedLettersArePrintedAndOpenedOnesAreNot(t *testing.T) {
	t.Parallel()
	m := sharingMailbox(t)
	left, opened := untilOpened("left"), untilOpened("opened")
	deliver(t, m, left, noon())
	deliver(t, m, opened, noon())
	due := model.PaperDue(noon(), 3)
	if want := model.Day("2026-05-23").At(8, 0); !due.Equal(want) {
		t.Errorf("paper is due at %s, want %s", due, want)
	}
	must(t, m, m.Open(opened.ID, noon()), noon())
	if got := eventsOf(m.Wake(noon()).Notices); !slices.Equal(got, []model.LetterEvent{model.EventOpened}) {
		t.Errorf("at once the sender is told %v", got)
	}
	round := m.Wake(due)
	m.Settle(round, nil, due)
	save(m, due)
	if got := eventsOf(round.Notices); !slices.Equal(got, []model.LetterEvent{model.EventPaperDue, model.EventOpened}) {
		t.Errorf("when it is due the sender is told %v", got)
	}
	l, err := m.Letter(left.ID)
	if says := (model.InboxLetter{Letter: l, Box: m}).OnPaper().TextAt(due); err != nil || !l.Paper.ByPost() || !strings.Contains(string(says), "nog niet geopend") {
		t.Errorf("the letter says %q, %v", says, err)
	}
	if l, err := m.Letter(opened.ID); err != nil || l.Paper.ByPost() {
		t.Errorf("the opened letter comes by post: %+v, %v", l.Paper, err)
	}
	if len(m.Notices) > 0 || !m.Derived.DueMass.IsZero() {
		t.Errorf("left: %+v", m.Notices)
	}
}

// Who stops sharing gets the paper that depends on it: the sender does not learn that it is not needed.
func TestPaperComesWhereTheSenderMayNotKnow(t *testing.T) {
	t.Parallel()
	m := sharingMailbox(t)
	l := untilOpened("one")
	deliver(t, m, l, noon())
	m.SetPreferences(model.DefaultPreferences(), noon())
	must(t, m, m.Open(l.ID, noon()), noon())
	for _, n := range m.Wake(model.PaperDue(noon(), 3)).Notices {
		if n.Event == model.EventOpened && n.Shared {
			t.Error("the sender is told that it was opened")
		}
	}
	if got := eventsOf(m.Wake(model.PaperDue(noon(), 3)).Notices); !slices.Contains(got, model.EventPaperDue) {
		t.Errorf("the sender is told %v only", got)
	}
}

func TestWithdrawnLettersAreNotPrinted(t *testing.T) {
	t.Parallel()
	m := sharingMailbox(t)
	l := untilOpened("one")
	deliver(t, m, l, noon())
	must(t, m, m.Withdraw(l.ID, noon()), noon())
	if got := eventsOf(m.Wake(noon().AddDate(0, 1, 0)).Notices); !slices.Equal(got, []model.LetterEvent{model.EventWithdrawn}) {
		t.Errorf("the sender is told %v", got)
	}
}

func TestTheFirstRingOfALetterIsNotedOnce(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := callLetter("one")
	deliver(t, m, l, noon())
	at := noon()
	var rungs []model.Rung
	for range 20 {
		round := m.Wake(at)
		var results []model.Result
		for _, send := range round.Sends {
			rungs = append(rungs, send.Rungs...)
			results = append(results, answer(send, model.PhoneAccepted, at))
		}
		m.Settle(round, results, at)
		save(m, at)
		at = at.Add(24 * time.Hour)
	}
	if want := []model.Rung{{ID: l.ID, Run: model.NewRunID(sender, "run")}}; !slices.Equal(rungs, want) {
		t.Errorf("noted %+v, want %+v", rungs, want)
	}
}

func TestRecordsListWhatIsTrueOfALetter(t *testing.T) {
	t.Parallel()
	record := &model.LetterRecord{Sender: sender, Run: "run", Channel: model.ChannelPaper, Policy: model.PaperIfNotActivated, AcceptedAt: noon()}
	toPrint := model.RunList(record.RunID(), model.MarkToPrint)
	if !slices.Contains(record.Lists(), toPrint) || !slices.IsSorted(record.Lists()) {
		t.Errorf("stands on %v", record.Lists())
	}
	if !record.HandOut("a") || record.HandOut("b") || record.Facts.Batch != "a" || slices.Contains(record.Lists(), toPrint) {
		t.Errorf("handed out: %+v on %v", record.Facts, record.Lists())
	}
	if !record.Note(model.EventPaid, noon(), true) || record.Note(model.EventPaid, night(), true) || !record.Facts.PaidAt.Equal(noon()) {
		t.Errorf("paid: %+v", record.Facts)
	}
	record.Note(model.EventOpened, noon(), false)
	if !record.Facts.OpenedAt.IsZero() || !record.Facts.Opened {
		t.Errorf("opened without sharing: %+v", record.Facts)
	}
	never := &model.LetterRecord{Channel: model.ChannelPaper, Policy: model.PaperNever}
	paid := &model.LetterRecord{Channel: model.ChannelPaper, Facts: model.LetterFacts{PaidAt: noon()}}
	if never.ToPrint() || paid.ToPrint() {
		t.Error("prints what nobody needs printed")
	}
}

func TestCountsOfCitizensAreRounded(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{0: 5, 1: 5, 5: 5, 7: 5, 8: 10, 12: 10, 13: 15, 100: 100, 102: 100, 103: 105} {
		if got := model.RoundCount(n); got != want {
			t.Errorf("%d is shown as %d, want %d", n, got, want)
		}
	}
}

func TestASignInCountsForThirtyDays(t *testing.T) {
	t.Parallel()
	day := model.Day("2026-05-04")
	seen := model.NewSeen("an", day.At(23, 59))
	if seen.ID != model.NewSeen("an", day.At(8, 0).AddDate(0, 1, 0)).ID || seen.ID == model.NewSeen("bram", day.At(23, 59)).ID {
		t.Error("a citizen has one receipt of signing in")
	}
	for days, lately := range map[int]bool{0: true, 1: true, 29: true, 30: false, 31: false} {
		for _, hour := range []int{0, 23} {
			if at := day.AddDays(days).At(hour, 30); seen.Lately(at) != lately {
				t.Errorf("%d days later at %d: %t", days, hour, !lately)
			}
		}
	}
}
