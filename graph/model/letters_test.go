package model_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestALetterIsDeliveredOnce(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := letterOf(model.KindInvoice, "factuur")
	l.Read, l.Archived, l.FirstOpenedAt, l.WithdrawnAt = true, true, noon(), noon() // a sender cannot set these
	got := deliver(t, m, l, noon())
	if got.Read || got.Archived || !got.FirstOpenedAt.IsZero() || got.Withdrawn() || got.Rev != m.Rev || m.Counts().Unread != 1 {
		t.Errorf("delivered as %+v", got.Letter)
	}
	l.Subject = "Iets anders"
	if err := m.Deliver(l, noon().Add(time.Hour)); err != nil || m.Changed() || got.Subject == l.Subject {
		t.Errorf("delivered again: %v, changed %t", err, m.Changed())
	}
}

func TestSupersedingIsTheSameWhicheverLetterComesFirst(t *testing.T) {
	t.Parallel()
	old, moved := callLetter("kiesbrief"), callLetter("verplaatst")
	moved.Supersedes = old.ID
	var boxes []*model.Mailbox
	for _, order := range [][]model.Letter{{old, moved}, {moved, old}} {
		m := mailboxWithPhone(t)
		for _, l := range order {
			deliver(t, m, l, noon())
		}
		sends := ring(m, noon())
		if len(sends) != 1 || sends[0].Entry != moved.ID {
			t.Errorf("rang %v, want only the letter that holds", sends)
		}
		for at := noon(); at.Before(election.Day.At(14, 0)); at = at.Add(10 * time.Minute) {
			for _, send := range ring(m, at) {
				if send.Entry != moved.ID {
					t.Errorf("at %s the superseded letter rang", at)
				}
			}
		}
		for _, l := range m.Letters.Entries {
			l.Rev = 0
		}
		slices.SortFunc(m.Letters.Entries, func(a, b *model.Letter) int { return cmp.Compare(a.ID, b.ID) })
		boxes = append(boxes, m)
	}
	if diff := difference(boxes[0].Letters, boxes[1].Letters); diff != "" {
		t.Errorf("the letters differ: %s", diff)
	}
	if diff := difference(boxes[0].Derived, boxes[1].Derived); diff != "" {
		t.Errorf("what is derived differs: %s", diff)
	}
	if l, _ := boxes[0].Letter(old.ID); l.SupersededBy != moved.ID || !l.Read || boxes[0].Counts().Unread != 1 {
		t.Errorf("the superseded letter is %+v", l)
	}
}

func TestOfTwoSuccessorsTheFirstHolds(t *testing.T) {
	t.Parallel()
	old, first, second := callLetter("oud"), callLetter("eerste"), callLetter("tweede")
	first.Supersedes, second.Supersedes = old.ID, old.ID
	for _, order := range [][]model.Letter{{old, first, second}, {first, old, second}, {first, second, old}} {
		m := newMailbox(t)
		for _, l := range order {
			deliver(t, m, l, noon())
		}
		if l, _ := m.Letter(old.ID); l.SupersededBy != first.ID {
			t.Errorf("order %s, %s, %s: superseded by another", order[0].Reference, order[1].Reference, order[2].Reference)
		}
	}
}

func TestFirstOpenedIsSetOnce(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	must(t, m, m.MarkRead([]model.EntryID{l.ID}, true, noon()), noon())
	if !l.FirstOpenedAt.IsZero() || !l.Read {
		t.Error("marking as read counts as opening")
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepDayBefore), model.PushPlanned, "")
	must(t, m, m.Open(l.ID, noon()), noon())
	must(t, m, m.MarkRead([]model.EntryID{l.ID}, false, noon()), noon())
	must(t, m, m.Open(l.ID, noon().Add(time.Hour)), noon())
	if !l.FirstOpenedAt.Equal(noon()) || !l.Read {
		t.Errorf("first opened at %s, read %t", l.FirstOpenedAt, l.Read)
	}
}

func TestWhatStopsALadder(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		stop   func(m *model.Mailbox, id model.EntryID) error
		reason model.Reason
	}{
		"opening":     {func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) }, model.ReasonOpened},
		"withdrawing": {func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) }, model.ReasonWithdrawn},
		"superseding": {func(m *model.Mailbox, id model.EntryID) error {
			successor := letterOf(model.KindInformation, "vervangt")
			successor.Supersedes = id
			return m.Deliver(successor, noon())
		}, model.ReasonSuperseded},
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, callLetter("kiesbrief"), noon())
		must(t, m, row.stop(m, l.ID), noon())
		for _, step := range []model.Step{model.StepDelivered, model.StepUnopened, model.StepDayBefore, model.StepSameDay} {
			if p := pushOf(t, m, l.ID, step); p.State != model.PushDropped || p.Reason != row.reason {
				t.Errorf("%s: step %s is %s %s", name, step, p.State, p.Reason)
			}
		}
		if slices.ContainsFunc(m.Push.Outbox, func(p *model.Push) bool { return p.Entry == l.ID || p.Mass }) {
			t.Errorf("%s: something is still to ring for it: %+v", name, m.Push.Outbox)
		}
	}
}

func TestMarksOnSomethingUnknownChangeNothing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	r := reminderOf("paspoort", noon().Add(time.Hour))
	must(t, m, m.CreateReminder(r, noon()), noon())
	for _, unknown := range []model.EntryID{"lnope", r.ID} { // a reminder is not read or archived
		wantCode(t, m.MarkRead([]model.EntryID{l.ID, unknown}, true, noon()), model.CodeNotFound)
		wantCode(t, m.Archive([]model.EntryID{l.ID, unknown}, true, noon()), model.CodeNotFound)
		wantCode(t, m.Open(unknown, noon()), model.CodeNotFound)
		wantCode(t, m.Withdraw(unknown, noon()), model.CodeNotFound)
	}
	if m.Changed() || l.Read || l.Archived {
		t.Error("something changed")
	}
}

func TestMarkFeedReadLeavesWhatCameLater(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	seen := deliver(t, m, letterOf(model.KindInvoice, "gezien"), noon())
	missed := deliver(t, m, letterOf(model.KindInvoice, "gemist"), noon().Add(time.Millisecond))
	m.MarkFeedRead(noon(), noon().Add(time.Hour))
	if !seen.Read || missed.Read {
		t.Errorf("seen: %t, missed: %t", seen.Read, missed.Read)
	}
}

func TestALadderRemindsUntilTheElection(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	for _, rung := range []struct {
		step    model.Step
		planned time.Time
		mass    bool
	}{
		{model.StepDelivered, noon(), false},
		{model.StepUnopened, model.Day("2026-05-23").At(18, 0), true},
		{model.StepDayBefore, model.Day("2026-06-06").At(18, 0), true},
		{model.StepSameDay, model.Day("2026-06-07").At(8, 0), true},
	} {
		p := pushOf(t, m, l.ID, rung.step)
		spread := p.PlannedAt.Sub(rung.planned)
		if p.Mass != rung.mass || spread < 0 || spread > 32*time.Minute || (!rung.mass && spread != 0) {
			t.Errorf("step %s is planned at %s, mass %t", rung.step, p.PlannedAt, p.Mass)
		}
	}
}

func TestALadderLeavesOutWhatWouldComeTooLate(t *testing.T) {
	t.Parallel()
	for at, want := range map[time.Time][]model.Step{
		model.Day("2026-06-03").At(12, 0): {model.StepDayBefore, model.StepSameDay}, // three days later is the day before
		model.Day("2026-06-06").At(19, 0): {model.StepSameDay},
		model.Day("2026-06-07").At(12, 0): nil,
		model.Day("2026-06-08").At(12, 0): nil,
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, callLetter("kiesbrief"), at)
		var steps []model.Step
		for _, p := range m.Push.Outbox {
			if p.Step != model.StepDelivered {
				steps = append(steps, p.Step)
			}
		}
		if !slices.Equal(steps, want) {
			t.Errorf("delivered at %s, %s rings at %v, want %v", at, l.Reference, steps, want)
		}
	}
}

// FCM asks senders to keep quiet around the quarters of an hour.
func TestMassPushesKeepAwayFromTheQuarters(t *testing.T) {
	t.Parallel()
	planned := election.Day.At(8, 0)
	seen := map[time.Time]bool{}
	for i := range 5_000 {
		at := model.SpreadMass(planned, model.CitizenID(model.HashID("citizen", string(rune(i)))))
		into := at.Sub(at.Truncate(15 * time.Minute))
		if into < 2*time.Minute || into > 13*time.Minute || at.Before(planned) || at.Sub(planned) > 30*time.Minute {
			t.Fatalf("a push is planned at %s", at)
		}
		seen[at] = true
	}
	if len(seen) < 1_000 {
		t.Errorf("5000 citizens share %d moments", len(seen))
	}
}

func TestACallLetterIsOfUseUntilThePollsClose(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	closing := election.Day.At(14, 0)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	for _, p := range m.PushesAbout(l.ID) {
		if !p.ExpiresAt.Equal(closing) {
			t.Errorf("step %s expires at %s", p.Step, p.ExpiresAt)
		}
	}
	justInTime := m.Wake(closing.Add(-time.Millisecond))
	if len(justInTime.Sends) != 1 || !justInTime.Sends[0].ExpiresAt.Equal(closing) || justInTime.Sends[0].Words.Total != 4 {
		t.Errorf("before the polls close: %+v", justInTime.Sends)
	}
	if sends := ring(m, closing); len(sends) > 0 {
		t.Errorf("when the polls close, %d messages are sent", len(sends))
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepSameDay), model.PushDropped, model.ReasonExpired)
	if l.Active(closing) || !l.Active(closing.Add(-time.Millisecond)) {
		t.Error("the letter is active until the polls close, and no longer")
	}
}

func TestALetterWithoutAnEndIsPushedForSevenDays(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	soon := letterOf(model.KindInvoice, "met einde")
	soon.ExpiresAt = noon().Add(time.Hour)
	for _, row := range []struct {
		letter model.Letter
		want   time.Time
	}{
		{letterOf(model.KindInvoice, "zonder einde"), noon().AddDate(0, 0, 7)},
		{soon, noon().Add(time.Hour)},
	} {
		l := deliver(t, m, row.letter, noon())
		if p := pushOf(t, m, l.ID, model.StepDelivered); !p.ExpiresAt.Equal(row.want) {
			t.Errorf("%s expires at %s, want %s", l.Reference, p.ExpiresAt, row.want)
		}
	}
}

func TestAFullMailboxTakesNothingNew(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	head, first := dossierOf("1"), letterOf(model.KindInformation, "eerste")
	report(t, m, head, statusAt(noon(), model.NotifyFeed), noon())
	deliver(t, m, first, noon())
	for i := len(m.Letters.Entries) + 1; i < model.MaxEntries; i++ {
		m.Letters.Entries = append(m.Letters.Entries, &model.Letter{ID: model.LetterID(sender, "vol", string(rune(i)))})
	}
	wantCode(t, m.Deliver(letterOf(model.KindInformation, "te veel"), noon()), model.CodeInvalid)
	wantCode(t, m.ReportStatus(dossierOf("2"), statusAt(noon(), model.NotifyFeed), noon()), model.CodeInvalid)
	wantCode(t, m.CreateReminder(reminderOf("nog een", noon()), noon()), model.CodeInvalid)
	if m.Changed() {
		t.Error("a refusal changed the mailbox")
	}
	if err := m.Deliver(first, noon()); err != nil {
		t.Errorf("a letter that is there already: %v", err)
	}
	if err := m.ReportStatus(head, statusAt(noon().Add(time.Hour), model.NotifyFeed), noon()); err != nil {
		t.Errorf("a further status of a dossier that is there: %v", err)
	}
}

func TestAMailboxOfTwoMegabytesIsFull(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	long := letterOf(model.KindInformation, "lang")
	long.Preview = string(make([]byte, model.MaxSize))
	deliver(t, m, long, noon())
	wantCode(t, m.Deliver(letterOf(model.KindInformation, "kort"), noon()), model.CodeInvalid)
}

func TestWhichEntriesArePinned(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	withDeadline := letterOf(model.KindTaxBill, "aanslag")
	withDeadline.Deadline = &model.Deadline{Date: "2026-05-21", Consequence: "Daarna …"}
	call := deliver(t, m, callLetter("kiesbrief"), noon())
	bill := deliver(t, m, withDeadline, noon().Add(time.Second))
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	asks := statusAt(noon().Add(time.Minute), model.NotifyFeed)
	asks.ActionRequired = true
	d := report(t, m, dossierOf("1"), model.NewStatus(asks), noon())
	report(t, m, dossierOf("2"), statusAt(noon(), model.NotifyFeed), noon())

	pinned := func(at time.Time) []model.EntryID {
		var ids []model.EntryID
		for _, e := range m.Pinned(at) {
			ids = append(ids, e.EntryID())
		}
		return ids
	}
	midnight := model.Day("2026-05-22").At(0, 0)
	for _, row := range []struct {
		at   time.Time
		want []model.EntryID
	}{
		{noon(), []model.EntryID{d.ID, bill.ID, call.ID}}, // newest first
		{midnight.Add(-time.Millisecond), []model.EntryID{d.ID, bill.ID, call.ID}},
		{midnight, []model.EntryID{d.ID, call.ID}},
		{election.Day.At(14, 0), []model.EntryID{d.ID}},
	} {
		if got := pinned(row.at); !slices.Equal(got, row.want) {
			t.Errorf("at %s pinned are %v, want %v", row.at, got, row.want)
		}
	}
	must(t, m, m.Archive([]model.EntryID{call.ID, d.ID}, true, noon()), noon())
	must(t, m, m.Withdraw(bill.ID, noon()), noon())
	if got := pinned(noon()); len(got) > 0 {
		t.Errorf("archived and withdrawn, but pinned: %v", got)
	}
}

// A sender's mistake must not silence both.
func TestOfTwoLettersThatSupersedeEachOtherTheLaterStands(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	first, second := callLetter("een"), callLetter("twee")
	first.Supersedes, second.Supersedes = second.ID, first.ID
	deliver(t, m, first, noon())
	deliver(t, m, second, noon())
	old, err := m.Letter(first.ID)
	if err != nil || old.SupersededBy != second.ID {
		t.Errorf("the first is %+v, %v", old, err)
	}
	if l, err := m.Letter(second.ID); err != nil || l.SupersededBy != "" {
		t.Errorf("the second is %+v, %v", l, err)
	}
	if sends := ring(m, noon()); len(sends) != 1 || sends[0].Entry != second.ID {
		t.Errorf("sent %+v", sends)
	}
}
