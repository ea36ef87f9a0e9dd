package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// switchStep cancels a step of the letter's ladder, or puts it back, and saves.
func switchStep(t testing.TB, m *model.Mailbox, l model.InboxLetter, step model.Step, on bool) {
	t.Helper()
	must(t, m, m.SwitchStep(pushOf(t, m, l.ID, step).ID, on), noon())
}

// ladderOf are the steps that are planned for a letter.
func ladderOf(l model.InboxLetter) []model.Step {
	var steps []model.Step
	for _, step := range l.Steps() {
		steps = append(steps, step.Step)
	}
	return steps
}

func TestTheIdOfAStepSaysWhatItIs(t *testing.T) {
	t.Parallel()
	seen := map[model.Step]bool{}
	for _, anchor := range model.LadderAnchors() {
		for days := -40; days <= 40; days++ {
			for _, at := range []model.ClockTime{"00:00", "08:00", "18:00", "23:59"} {
				for _, while := range model.LadderConditions() {
					want := model.LadderStep{Anchor: anchor, Days: days, At: at, While: while}
					got, ok := want.Step().Ladder()
					if got != want || !ok || seen[want.Step()] {
						t.Fatalf("%+v has the id %q, which is %+v, %t", want, want.Step(), got, ok)
					}
					seen[want.Step()] = true
				}
			}
		}
	}
	for _, step := range []model.Step{model.StepUnopened, model.StepDayBefore, model.StepSameDay, model.StepPaySoon, model.StepPayToday} {
		if !seen[step] { // what stored pushes are called
			t.Errorf("%s is no step of a ladder any more", step)
		}
	}
	for _, step := range []model.Step{
		"", "delivered", "due", "test:abc", "-", "event", "event+", "event+1", "event+1d", "event+1d-", "event+1d-18:00", "event+1d-18:00-",
		"event+1d-18:00-often", "evening+1d-18:00-always", "event1d-18:00-always", "event+01d-18:00-always", "EVENT+1d-18:00-always",
		"event-1d-18:00-unopened", // has an older id
	} {
		if is, ok := step.Ladder(); ok {
			t.Errorf("%q passes as %+v", step, is)
		}
	}
}

// Every step counts from its day, at the time on Belgian clocks, also where they change.
func TestASendersOwnLadder(t *testing.T) {
	t.Parallel()
	spring := election
	spring.Day = "2026-03-29" // summer time begins
	call := callLetter("kiesbrief")
	call.Call = callFor(spring)
	call.Deadline = &model.Deadline{Date: "2026-03-20", Consequence: "Daarna …"}
	call.Ladder = []model.LadderStep{
		{Anchor: model.AnchorDelivery, Days: 2, At: "12:30", While: model.WhileAlways},
		{Anchor: model.AnchorDelivery, Days: 20, At: "12:30", While: model.WhileAlways}, // gives way to what counts from a day
		{Anchor: model.AnchorDue, Days: 0, At: "09:15", While: model.WhileUnopened},
		{Anchor: model.AnchorEvent, Days: -7, At: "18:00", While: model.WhileUnopened},
		{Anchor: model.AnchorEvent, Days: -1, At: "18:00", While: model.WhileUnopened},
		{Anchor: model.AnchorEvent, Days: 0, At: "13:50", While: model.WhileAlways}, // the polls close at 14:00
	}
	m := mailboxWithPhone(t)
	if wrong := call.CheckLadder(); len(wrong) > 0 {
		t.Fatalf("refused: %v", wrong)
	}
	l := deliver(t, m, call, model.Day("2026-03-10").At(10, 0))
	wants := []struct {
		step         model.Step
		meant, until time.Time
	}{
		{"delivery+2d-12:30-always", model.Day("2026-03-12").At(12, 30), spring.Day.At(14, 0)},
		{"due+0d-09:15-unopened", model.Day("2026-03-20").At(9, 15), model.Day("2026-03-20").End()},
		{"event-7d-18:00-unopened", model.Day("2026-03-22").At(18, 0), spring.Day.At(14, 0)},
		{model.StepDayBefore, model.Day("2026-03-28").At(18, 0), spring.Day.At(14, 0)},
		{"event+0d-13:50-always", spring.Day.At(13, 50), spring.Day.At(14, 0)},
	}
	steps := l.Steps()
	if len(steps) != len(wants) {
		t.Fatalf("planned %v", ladderOf(l))
	}
	for i, want := range wants {
		step := steps[i]
		spread := step.RingsAt().Sub(want.meant)
		if step.Step != want.step || spread < 0 || spread > 32*time.Minute || !step.ExpiresAt.Equal(want.until) || !step.RingsAt().Before(want.until) || !step.Mass {
			t.Errorf("step %s rings at %s until %s; want %+v", step.Step, step.RingsAt(), step.ExpiresAt, want)
		}
	}
	if l.Ladder != nil {
		t.Error("the mailbox keeps the ladder beside its pushes")
	}
}

func TestALadderOfNoSteps(t *testing.T) {
	t.Parallel()
	call := callLetter("kiesbrief")
	call.Ladder = []model.LadderStep{}
	m := mailboxWithPhone(t)
	if l := deliver(t, m, call, noon()); len(l.Steps()) > 0 || len(l.Pushes()) != 1 {
		t.Errorf("planned %v", ladderOf(l))
	}
}

func TestTheKindsOwnLadders(t *testing.T) {
	t.Parallel()
	for _, kind := range model.LetterKinds() {
		rules := kind.Rules()
		l := letterOf(kind, "brief")
		var want []model.Step
		if rules.Call {
			l.Call, want = callFor(election), []model.Step{model.StepUnopened, model.StepDayBefore, model.StepSameDay}
		}
		if rules.Bill {
			l.Payment, want = paymentOf(dueOn), []model.Step{model.StepPaySoon, model.StepPayToday}
		}
		m := mailboxWithPhone(t)
		if got := ladderOf(deliver(t, m, l, noon())); !slices.Equal(got, want) {
			t.Errorf("%s has the ladder %v", kind, got)
		}
		if rules.Bill { // the start of a procedure asks nothing to pay, and its deadline is not one to pay by
			l.ID, l.Payment, l.Deadline = "zonder", nil, &model.Deadline{Date: dueOn, Consequence: "Daarna …"}
			if got := ladderOf(deliver(t, m, l, noon())); len(got) > 0 {
				t.Errorf("%s without a payment has the ladder %v", kind, got)
			}
		}
	}
}

// A sender's own steps on a letter of a kind without a ladder: what stops them, and when they expire.
func TestTheConditionsOfALadder(t *testing.T) {
	t.Parallel()
	unopened := model.LadderStep{Anchor: model.AnchorDelivery, Days: 1, At: "12:00", While: model.WhileUnopened}
	unpaid := model.LadderStep{Anchor: model.AnchorDelivery, Days: 2, At: "12:00", While: model.WhileUnpaid}
	always := model.LadderStep{Anchor: model.AnchorDelivery, Days: 3, At: "12:00", While: model.WhileAlways}
	ladder := []model.LadderStep{unopened, unpaid, always}
	open := func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) }
	pay := func(m *model.Mailbox, id model.EntryID) error { return m.SettlePayment(id, noon(), noon()) }
	withdraw := func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) }
	read := func(m *model.Mailbox, id model.EntryID) error {
		return m.MarkRead([]model.EntryID{id}, true, noon())
	}
	for name, row := range map[string]struct {
		change func(*model.Mailbox, model.EntryID) error
		stays  []model.LadderStep
		reason model.Reason
	}{
		"opening":         {open, []model.LadderStep{unpaid, always}, model.ReasonOpened},
		"paying":          {pay, nil, model.ReasonPaid},
		"withdrawing":     {withdraw, nil, model.ReasonWithdrawn},
		"marking as read": {read, ladder, ""},
	} {
		m := mailboxWithPhone(t)
		bill := billOf(model.KindInvoice, "factuur", dueOn)
		bill.Ladder = ladder
		l := deliver(t, m, bill, noon())
		must(t, m, row.change(m, l.ID), noon())
		for _, step := range ladder {
			state, reason := model.PushDropped, row.reason
			if slices.Contains(row.stays, step) {
				state, reason = model.PushPlanned, ""
			}
			if p := pushOf(t, m, l.ID, step.Step()); p.State != state || p.Reason != reason {
				t.Errorf("after %s step %s is %s %s", name, step.Step(), p.State, p.Reason)
			}
		}
	}
	info := letterOf(model.KindInformation, "info")
	info.Ladder = []model.LadderStep{always}
	m := mailboxWithPhone(t)
	l := deliver(t, m, info, noon())
	if p := pushOf(t, m, l.ID, always.Step()); !p.ExpiresAt.Equal(noon().AddDate(0, 0, 10)) {
		t.Errorf("what has no last day is of use until %s", p.ExpiresAt)
	}
	if next := l.NextText(noon()); next != "U hoeft niets te doen. We herinneren u er op zaterdag 23 mei 2026 aan." {
		t.Errorf("it says %q", next)
	}
}

func TestALadderThatItsLetterCannotHave(t *testing.T) {
	t.Parallel()
	event := func(days int, at model.ClockTime) model.LadderStep {
		return model.LadderStep{Anchor: model.AnchorEvent, Days: days, At: at, While: model.WhileUnopened}
	}
	due := model.LadderStep{Anchor: model.AnchorDue, Days: -1, At: "12:00", While: model.WhileAlways}
	late, early := due, model.LadderStep{Anchor: model.AnchorDelivery, Days: -1, At: "12:00", While: model.WhileUnpaid}
	late.Days = 1
	info, call := letterOf(model.KindInformation, "info"), callLetter("kiesbrief")
	bill := billOf(model.KindInvoice, "factuur", dueOn)
	for _, row := range []struct {
		letter model.Letter
		ladder []model.LadderStep
		wrong  []string
	}{
		{info, []model.LadderStep{event(-1, "12:00"), due}, []string{"ladder[0].anchor", "ladder[1].anchor"}},
		{info, []model.LadderStep{early}, []string{"ladder[0].days", "ladder[0].while"}},
		{call, []model.LadderStep{event(0, "13:59"), event(0, "14:00"), event(1, "08:00")}, []string{"ladder[1].at", "ladder[2].days"}},
		{bill, []model.LadderStep{due, late, due}, []string{"ladder[1].days", "ladder[2]"}},
		{bill, nil, nil},
	} {
		row.letter.Ladder = row.ladder
		var got []string
		for _, fault := range row.letter.CheckLadder() {
			got = append(got, fault.Path)
		}
		if !slices.Equal(got, row.wrong) {
			t.Errorf("of %v wrong is %v, want %v", row.ladder, got, row.wrong)
		}
	}
}

func TestACancelledStepDoesNotRing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	ring(m, noon())
	rev := l.Rev
	switchStep(t, m, l, model.StepUnopened, false)
	p := pushOf(t, m, l.ID, model.StepUnopened)
	if p.State != model.PushPlanned || !p.Cancelled || p.Explanation() != "U hebt deze herinnering uitgezet." || l.Rev <= rev {
		t.Errorf("cancelled, it is %s: %s; the letter went from revision %d to %d", p.State, p.Explanation(), rev, l.Rev)
	}
	if next := l.NextText(noon()); next != "Opent u deze brief niet, dan herinneren we u er op zaterdag 6 juni 2026 aan." {
		t.Errorf("a cancelled step is promised: %s", next)
	}
	if sends := ring(m, p.At); len(sends) > 0 {
		t.Errorf("it rings: %+v", sends)
	}
	wantPush(t, p, model.PushDropped, model.ReasonCancelled)
	if p.Explanation() != "U hebt deze herinnering uitgezet." {
		t.Errorf("dropped, it says %q", p.Explanation())
	}
	switchStep(t, m, l, model.StepUnopened, true) // too late
	wantPush(t, p, model.PushDropped, model.ReasonCancelled)

	switchStep(t, m, l, model.StepDayBefore, false)
	switchStep(t, m, l, model.StepDayBefore, true)
	before := pushOf(t, m, l.ID, model.StepDayBefore)
	if sends := ring(m, before.At); len(sends) != 1 || sends[0].Push != before.ID {
		t.Errorf("put back, it sends %+v", sends)
	}
}

func TestWhatIsNoStepCannotBeSwitched(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	for _, id := range []model.PushID{"pnope", "", pushOf(t, m, l.ID, model.StepDelivered).ID} {
		wantCode(t, m.SwitchStep(id, false), model.CodeNotFound)
		_, _, err := m.LadderStep(id)
		wantCode(t, err, model.CodeNotFound)
	}
	ring(m, noon())
	p := pushOf(t, m, l.ID, model.StepUnopened)
	settle(m, m.Wake(p.At), model.PhoneRetry, p.At)
	switchStep(t, m, l, model.StepUnopened, false) // it is on its way
	step, letter, err := m.LadderStep(p.ID)
	if err != nil || letter.ID != l.ID || step.Cancelled || step.Switchable() || step.State != model.PushRetrying || m.Changed() {
		t.Errorf("on its way to a phone it is %+v, %v", step, err)
	}
}

// A step that leads a digest on its way to a phone is not alone: the others did not ask for silence.
func TestCancellingTheLeadOfADigestDoesNotSilenceTheOthers(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	ring(m, noon())
	p := pushOf(t, m, l.ID, model.StepUnopened)
	other := deliver(t, m, letterOf(model.KindInvoice, "factuur"), p.At.Add(time.Second))
	now := p.At.Add(time.Minute)
	round := m.Wake(now)
	switchStep(t, m, l, model.StepUnopened, false)
	settle(m, round, model.PhoneRetry, now)
	if p.State != model.PushRetrying || !p.Cancelled || len(p.Members) != 2 {
		t.Fatalf("the lead is %+v", p)
	}
	if sends := ring(m, now.Add(time.Hour)); len(sends) != 1 {
		t.Errorf("of %s it sends %+v", other.Reference, sends)
	}
}

// Whatever moves or settles a step, phones hear of its letter.
func TestPhonesHearOfEveryChangeOfAStep(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	ring(m, noon())
	at := pushOf(t, m, l.ID, model.StepUnopened).At
	settle(m, m.Wake(at), model.PhoneRetry, at)
	hears := func(what string, change func()) {
		t.Helper()
		rev, before := l.Rev, fmt.Sprint(len(l.Steps()), " ", l.Steps()[0].State)
		change()
		save(m, at)
		after := fmt.Sprint(len(l.Steps()))
		if len(l.Steps()) > 0 {
			after += fmt.Sprint(" ", l.Steps()[0].State)
		}
		if l.Rev == rev || before == after {
			t.Errorf("%s: revision %d became %d, %s became %s", what, rev, l.Rev, before, after)
		}
	}
	hears("the phone is gone", func() {
		device := m.Devices()[0]
		m.ReleaseDevice(device.Token.Hash(), device.Generation, at)
	})
	hears("it fell out of the record", func() {
		for i := range model.MaxRecord {
			other := deliver(t, m, letterOf(model.KindInvoice, fmt.Sprint(i)), at)
			must(t, m, m.Open(other.ID, at), at)
		}
	})
}

func TestAStepSaysWhenAndWhetherItRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	call, bill := deliver(t, m, callLetter("kiesbrief"), noon()), deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	m.SetPreferences(with(func(p *model.Preferences) { p.MutedKinds = []model.LetterKind{model.KindInvoice} }), noon())
	save(m, noon())
	for _, l := range []model.InboxLetter{call, bill} {
		want := "Als u de brief dan nog niet hebt geopend."
		if l.ID == bill.ID {
			want = "Als de rekening dan nog niet betaald is."
		}
		for _, step := range l.Steps() {
			if step.Text() != want || step.Muted() != (l.ID == bill.ID) || !step.Switchable() {
				t.Errorf("step %s: %q, muted %t", step.Step, step.Text(), step.Muted())
			}
		}
	}
	if text := model.WhileAlways.Dutch(); text != "Ook als u de brief al hebt geopend." {
		t.Error(text)
	}
}

func ExampleLadderStep() {
	step := model.LadderStep{Anchor: model.AnchorEvent, Days: -3, At: "18:00", While: model.WhileUnopened}
	fmt.Println(step.Step())
	// Output: event-3d-18:00-unopened
}

// What is never pushed promises no reminder, whichever of letter and dossier came first.
func TestALetterAboutGuardianshipHasNoLadder(t *testing.T) {
	t.Parallel()
	guardianship := dossierOf("bewind")
	guardianship.Procedure = model.ProcedureAdministration
	letter := letterOf(model.KindInformation, "brief")
	letter.Dossier = guardianship.ID
	letter.Ladder = []model.LadderStep{{Anchor: model.AnchorDelivery, Days: 2, At: "10:00", While: model.WhileUnopened}}
	m := mailboxWithPhone(t)
	l := deliver(t, m, letter, noon())
	if len(l.Steps()) != 1 {
		t.Fatalf("it has the steps %v", l.Steps())
	}
	token := m.Token(noon())
	report(t, m, guardianship, statusAt(noon(), model.NotifySilent), noon())
	if len(l.Steps()) > 0 || l.NextText(noon()) != "U hoeft niets te doen." {
		t.Errorf("it has the steps %v and says %q", l.Steps(), l.NextText(noon()))
	}
	changes, err := m.Changes(token, 100, noon())
	if err != nil || !slices.ContainsFunc(changes.Entries, func(e model.Entry) bool { return e.EntryID() == l.ID }) {
		t.Errorf("phones hear of %v, %v", changes.Entries, err)
	}
}
