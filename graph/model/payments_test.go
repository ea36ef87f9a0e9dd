package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// dueOn is a Wednesday, two weeks after noon.
const dueOn = model.Day("2026-06-03")

func TestAccountNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"BE71 0961 2345 6769": "BE71096123456769", "be71096123456769": "BE71096123456769", "NL91 ABNA 0417 1643 00": "NL91ABNA0417164300",
		"MT84MALT011000012345MTLCAST001S": "MT84MALT011000012345MTLCAST001S",
	} {
		if got, err := model.ParseIBAN(text); err != nil || got != want {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "BE", "BE71", "BE71 0961 2345 6768", "BE17 0961 2345 6769", "BE71 0961 2345 676", "BE71 0961 2345 6769 0", "BE7109612345676é",
		"XX71096123456769", "BEBE096123456769", "SA0380000000608010167519", "BE71-0961-2345-6769", "BE71\t0961 2345 6769", "BE+1096123456769",
	} {
		if got, err := model.ParseIBAN(text); !errors.Is(err, model.ErrIBAN) || got != "" {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}

func TestStructuredReferences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+++123/4567/89002+++": "123456789002", "***123/4567/89002***": "123456789002", "123456789002": "123456789002",
		"+++000/0000/09797+++": "000000009797", // 97 goes into 97 without a rest
	} {
		got, err := model.ParseStructuredReference(text)
		if err != nil || got != want {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
		p := model.Payment{Structured: model.OptionalText(got)}
		if shown := string(p.StructuredReference()); shown != "+++"+want[:3]+"/"+want[3:7]+"/"+want[7:]+"+++" {
			t.Errorf("%q is shown as %q", got, shown)
		}
	}
	for _, text := range []string{
		"", "123456789003", "+++123/4567/89003+++", "+++123/4567/89002***", "+++1234/567/89002+++", "+++123-4567-89002+++", "12345678900", "1234567890021",
		"000000009700", "+++ 23/4567/89002+++", "RF18539007547034",
	} {
		if got, err := model.ParseStructuredReference(text); !errors.Is(err, model.ErrStructuredReference) || got != "" {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}

func FuzzParsePayment(f *testing.F) {
	for _, seed := range []string{"BE71 0961 2345 6769", "+++123/4567/89002+++", "", "+++", "BE"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if iban, err := model.ParseIBAN(text); err == nil {
			if again, err := model.ParseIBAN(iban); err != nil || again != iban {
				t.Errorf("%q is read as %q, and that as %q, %v", text, iban, again, err)
			}
		}
		if digits, err := model.ParseStructuredReference(text); err == nil {
			p := model.Payment{Structured: model.OptionalText(digits)}
			if again, err := model.ParseStructuredReference(string(p.StructuredReference())); err != nil || again != digits {
				t.Errorf("%q is read as %q, and that as %q, %v", text, digits, again, err)
			}
		}
	})
}

func TestTheQRCodeOfABill(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	free := billOf(model.KindInvoice, "2026-0042", dueOn)
	free.Payment.Structured, free.Payment.AmountCents = "", 5
	for _, row := range []struct {
		letter model.Letter
		want   string
	}{
		{billOf(model.KindInvoice, "factuur", dueOn), "BCD|002|1|SCT||Stad Voorbeeld|BE71096123456769|EUR123.45||123456789002"},
		{free, "BCD|002|1|SCT||Stad Voorbeeld|BE71096123456769|EUR0.05|||2026-0042"},
	} {
		l := deliver(t, m, row.letter, noon())
		if got := strings.ReplaceAll(string(l.Bill().EPCAt(noon())), "\n", "|"); got != row.want {
			t.Errorf("%s: %q, want %q", l.Reference, got, row.want)
		}
		must(t, m, m.SettlePayment(l.ID, noon(), noon()), noon())
		if got := l.Bill().EPCAt(noon()); got != "" {
			t.Errorf("a paid bill is to be paid by %q", got)
		}
	}
	long := paymentOf(dueOn)
	long.Beneficiary = strings.Repeat("é", 70)
	if !long.EPCFits(strings.Repeat("r", 80)) {
		t.Error("seventy letters with accents do not fit")
	}
	if long.Beneficiary = strings.Repeat("€", 70); long.Structured != "" {
		long.Structured = ""
	}
	if long.EPCFits(strings.Repeat("r", 80)) {
		t.Error("more than 331 bytes fit")
	}
}

func TestOnlyBillsMayAskToPay(t *testing.T) {
	t.Parallel()
	bills := []model.LetterKind{model.KindTaxBill, model.KindInvoice, model.KindDunning, model.KindGASFine}
	for _, kind := range model.LetterKinds() {
		if got := kind.Rules().Bill; got != slices.Contains(bills, kind) {
			t.Errorf("%s may ask to pay: %t", kind, got)
		}
	}
}

func TestABillRemindsUntilItIsPaid(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	ring(m, noon())
	must(t, m, m.Open(l.ID, noon()), noon()) // that does not stop it
	for step, planned := range map[model.Step]time.Time{
		model.StepPaySoon:  model.Day("2026-05-29").At(18, 0),
		model.StepPayToday: dueOn.At(8, 0),
	} {
		p := pushOf(t, m, l.ID, step)
		if spread := p.PlannedAt.Sub(planned); !p.Mass || spread < 0 || spread > 32*time.Minute || !p.ExpiresAt.Equal(dueOn.AddDays(1).At(0, 0)) {
			t.Errorf("step %s is planned at %s until %s, mass %t", step, p.PlannedAt, p.ExpiresAt, p.Mass)
		}
	}
	soon := model.Day("2026-05-29").At(18, 40)
	if sends := ring(m, soon); len(sends) != 1 || sends[0].Words.Step != model.StepPaySoon || sends[0].Words.Subject != "" {
		t.Errorf("five days before, sent %+v", sends)
	}
	must(t, m, m.SettlePayment(l.ID, soon, soon), soon)
	wantPush(t, pushOf(t, m, l.ID, model.StepPaySoon), model.PushSent, "")
	wantPush(t, pushOf(t, m, l.ID, model.StepPayToday), model.PushDropped, model.ReasonPaid)
	for at := soon; at.Before(dueOn.AddDays(3).At(0, 0)); at = at.Add(10 * time.Minute) {
		sends := slices.DeleteFunc(ring(m, at), func(s model.Send) bool { return s.Takes != "" })
		if len(sends) > 0 {
			t.Fatalf("at %s a paid bill rings: %+v", at, sends)
		}
	}
}

func TestWhatStopsTheRemindersOfABill(t *testing.T) {
	t.Parallel()
	successor := billOf(model.KindDunning, "aanmaning", dueOn.AddDays(20))
	for name, row := range map[string]struct {
		stop   func(m *model.Mailbox, id model.EntryID) error
		reason model.Reason
	}{
		"paying":      {func(m *model.Mailbox, id model.EntryID) error { return m.SettlePayment(id, noon(), noon()) }, model.ReasonPaid},
		"withdrawing": {func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) }, model.ReasonWithdrawn},
		"superseding": {func(m *model.Mailbox, id model.EntryID) error {
			l := successor
			l.Supersedes = id
			return m.Deliver(l, noon())
		}, model.ReasonSuperseded},
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
		must(t, m, row.stop(m, l.ID), noon())
		for _, step := range []model.Step{model.StepDelivered, model.StepPaySoon, model.StepPayToday} {
			if p := pushOf(t, m, l.ID, step); p.State != model.PushDropped || p.Reason != row.reason {
				t.Errorf("%s: step %s is %s %s", name, step, p.State, p.Reason)
			}
		}
		if status := l.Bill().StatusAt(noon()); status.ToPay() || l.Bill().EPCAt(noon()) != "" {
			t.Errorf("%s: the bill is %s", name, status)
		}
	}
}

func TestStepsOfABillThatWouldComeTooLateAreLeftOut(t *testing.T) {
	t.Parallel()
	for at, want := range map[time.Time][]model.Step{
		dueOn.AddDays(-9).At(12, 0): {model.StepPaySoon, model.StepPayToday},
		dueOn.AddDays(-5).At(19, 0): {model.StepPayToday},
		dueOn.At(9, 0):              nil,
	} {
		m := mailboxWithPhone(t)
		deliver(t, m, billOf(model.KindTaxBill, "aanslag", dueOn), at)
		var steps []model.Step
		for _, p := range m.Push.Outbox {
			if p.Step != model.StepDelivered {
				steps = append(steps, p.Step)
			}
		}
		if !slices.Equal(steps, want) {
			t.Errorf("delivered at %s, it rings at %v, want %v", at, steps, want)
		}
	}
}

func TestABillIsToDoUntilItIsPaid(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	objection := billOf(model.KindTaxBill, "aanslag", dueOn)
	objection.Deadline = &model.Deadline{Date: dueOn.AddDays(60), Consequence: "Tot dan kunt u bezwaar indienen."}
	l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	tax := deliver(t, m, objection, noon())
	overdue := dueOn.AddDays(1).At(0, 0)
	for _, row := range []struct {
		at     time.Time
		pinned int
		status model.PaymentStatus
	}{{noon(), 2, model.PaymentOpen}, {overdue.Add(-time.Millisecond), 2, model.PaymentOpen}, {overdue, 1, model.PaymentOverdue}} {
		if got, status := len(m.Pinned(row.at)), l.Bill().StatusAt(row.at); got != row.pinned || status != row.status || m.Counts().ToDo != 2 {
			t.Errorf("at %s %d pinned, %s, %d to do", row.at, got, status, m.Counts().ToDo)
		}
	}
	before := m.Token(overdue.Add(-time.Millisecond))
	if changes, err := m.Changes(before, 100, overdue); err != nil || len(changes.Entries) != 2 {
		t.Errorf("that it is overdue is told of %d entries, %v", len(changes.Entries), err)
	}
	must(t, m, m.SettlePayment(l.ID, noon(), noon()), noon())
	must(t, m, m.SettlePayment(tax.ID, noon(), noon()), noon())
	if got := m.Counts().ToDo; got != 0 || len(m.Pinned(noon())) > 0 || l.Bill().StatusAt(overdue) != model.PaymentPaid {
		t.Errorf("paid, and still %d to do", got)
	}
	must(t, m, m.SettlePayment(l.ID, noon().Add(time.Hour), noon()), noon())
	if !l.Payment.PaidAt.Equal(noon()) {
		t.Errorf("a second report moved the payment to %s", l.Payment.PaidAt)
	}
	wantCode(t, m.SettlePayment("lnope", noon(), noon()), model.CodeNotFound)
}

// What a sender tells may come before the letter, between the letter and its repetition, or after it.
func TestWhatASenderTellsHoldsInWhateverOrderItComes(t *testing.T) {
	t.Parallel()
	bill := billOf(model.KindInvoice, "factuur", dueOn)
	bill.Paper = model.Paper{Reason: model.BecauseUntilOpened, Due: model.PaperDue(noon(), 3)}
	steps := map[string]func(m *model.Mailbox, record *model.LetterRecord) error{
		"deliver": func(m *model.Mailbox, record *model.LetterRecord) error {
			if err := m.Deliver(bill, noon()); err != nil {
				return err
			}
			return m.CatchUp(record, noon())
		},
		"pay": func(m *model.Mailbox, record *model.LetterRecord) error {
			record.Note(model.EventPaid, noon().Add(-time.Hour), true)
			return m.Learn(record, model.EventPaid, noon())
		},
		"withdraw": func(m *model.Mailbox, record *model.LetterRecord) error {
			record.Note(model.EventWithdrawn, noon().Add(time.Hour), true)
			return m.Learn(record, model.EventWithdrawn, noon())
		},
	}
	var first *model.Mailbox
	for _, order := range [][]string{
		{"deliver", "pay", "withdraw"}, {"pay", "deliver", "withdraw"}, {"pay", "withdraw", "deliver"}, {"withdraw", "pay", "deliver"},
		{"deliver", "withdraw", "deliver", "pay", "deliver"}, {"withdraw", "deliver", "pay", "pay", "withdraw"},
	} {
		m := mailboxWithPhone(t)
		m.SetPreferences(model.Preferences{Detail: model.DetailNeutral, Sharing: []model.OrgCode{sender}}, noon())
		save(m, noon())
		record := &model.LetterRecord{ID: bill.ID, Sender: sender, Kind: bill.Kind}
		for _, step := range order {
			must(t, m, steps[step](m, record), noon())
		}
		if sends := ring(m, noon().Add(2*time.Hour)); len(sends) > 0 || len(m.Notices) > 0 {
			t.Errorf("%v: sent %+v, still to tell %+v", order, sends, m.Notices)
		}
		if first == nil {
			first = m
		}
		l, err := m.Letter(bill.ID)
		if err != nil {
			t.Fatal(err)
		}
		was, _ := first.Letter(bill.ID)
		l.Rev, was.Rev = 0, 0
		if diff := difference(was, l); diff != "" || m.Counts() != first.Counts() {
			t.Errorf("%v leads elsewhere: %s", order, diff)
		}
	}
}

func TestASenderIsToldWhatItReportedOfALetterOnPaper(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	record := &model.LetterRecord{ID: model.LetterID(sender, "run", "papier"), Sender: sender, Channel: model.ChannelPaper}
	record.Note(model.EventPaid, noon(), true)
	must(t, m, m.Learn(record, model.EventPaid, noon().Add(time.Hour)), noon())
	round := m.Wake(noon().Add(time.Hour))
	want := model.Notice{
		ID: model.NoticeID(record.ID, model.EventPaid), Letter: record.ID, Sender: sender, Event: model.EventPaid,
		At: noon(), Due: noon(), Shared: true,
	}
	if !slices.Equal(round.Notices, []model.Notice{want}) {
		t.Errorf("told %+v, want %+v", round.Notices, want)
	}
	settle(m, round, model.PhoneAccepted, noon())
	if len(m.Notices) > 0 || len(m.Letters.Entries) > 0 {
		t.Errorf("left are %+v", m.Notices)
	}
}

// Of a bill that was paid nothing is asked any more: a calendar that has its days takes them away.
func TestTheDaysOfAPaidBillAreCancelled(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	bill := billOf(model.KindInvoice, "factuur", dueOn)
	bill.Deadline = &model.Deadline{Date: dueOn.AddDays(7), Consequence: "Daarna volgt een aanmaning."}
	l := deliver(t, m, bill, noon())
	before, paidAt := l.CalendarEvents(), noon().Add(time.Hour)
	if len(before) != 2 || before[0].Cancelled || before[1].Cancelled {
		t.Fatalf("before it is paid: %+v", before)
	}
	must(t, m, m.SettlePayment(l.ID, paidAt, paidAt), paidAt)
	for i, day := range l.CalendarEvents() {
		if !day.Cancelled || day.UID != before[i].UID || day.Revision <= before[i].Revision || !day.StampedAt.Equal(paidAt) {
			t.Errorf("once it is paid: %+v", day)
		}
	}
}
