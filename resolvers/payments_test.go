package resolvers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

// billDue is the last day to pay of a bill: a Wednesday, sixteen days after the opening.
const billDue = "2026-06-17"

// bill is an invoice that is to be paid.
func bill(reference string, to person) m {
	b := letter(reference, to)
	b["kind"], b["subject"] = "INVOICE", "Factuur zaalhuur"
	b["payment"] = m{
		"amountCents": 12_345, "iban": "BE71 0961 2345 6769", "beneficiary": "Stad Mechelen",
		"structuredReference": "+++123/4567/89002+++", "dueOn": billDue,
	}
	return b
}

// learned is what became of one thing that a sender reported.
type learned struct {
	Reference string           `json:"reference"`
	LetterID  string           `json:"letterId"`
	Error     *graph.ItemError `json:"error"`
}

const learnedFields = `{ results { reference letterId error { code message fields { path message } } } }`

func paid(reference string) m { return m{"reference": reference, "paidAt": "2026-06-01T09:30:00Z"} }

func (c caller) tryPayments(t testing.TB, payments ...m) answer {
	t.Helper()
	return c.try(t, `mutation ($input: ReportPaymentsInput!) { reportPayments(input: $input) `+learnedFields+` }`,
		m{"input": m{"run": run, "payments": payments}})
}

func (c caller) tryWithdraw(t testing.TB, references ...string) answer {
	t.Helper()
	return c.try(t, `mutation ($input: WithdrawLettersInput!) { withdrawLetters(input: $input) `+learnedFields+` }`,
		m{"input": m{"run": run, "references": references}})
}

func (a answer) learned(t testing.TB) []learned {
	t.Helper()
	var got map[string]struct{ Results []learned }
	into(t, a.Data, &got)
	for _, payload := range got {
		return payload.Results
	}
	t.Fatalf("no results: %s", a.raw)
	return nil
}

// wantLearned wants every item to be taken in.
func wantLearned(t testing.TB, a answer, references ...string) {
	t.Helper()
	for i, result := range a.learned(t) {
		if result.Error != nil || result.LetterID == "" || result.Reference != references[i] {
			t.Errorf("%s was not taken in: %+v", result.Reference, result.Error)
		}
	}
}

const billFields = `query ($id: ID!) { viewer { counts { toDo } pinned { totalCount } } node(id: $id) { ... on Letter {
	state stateText next withdrawnAt payment { amountCents currency iban beneficiary structuredReference dueOn status paidAt epcQr } pushes { state reason } } } }`

func TestABillIsPaid(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	id := s.sender(mechelen).deliverOne(t, bill("1", an))
	shown := s.as(an).ask(t, billFields, m{"id": id})
	want(t, shown.at("viewer"), m{"counts": m{"toDo": 1}, "pinned": m{"totalCount": 1}})
	want(t, shown.at("node.payment"), m{
		"amountCents": 12_345, "currency": "EUR", "iban": "BE71096123456769", "beneficiary": "Stad Mechelen",
		"structuredReference": "+++123/4567/89002+++", "dueOn": billDue, "status": "OPEN", "paidAt": nil,
		"epcQr": "BCD\n002\n1\nSCT\n\nStad Mechelen\nBE71096123456769\nEUR123.45\n\n123456789002",
	})
	want(t, shown.at("node.next"), "Betaal ten laatste op woensdag 17 juni 2026. We herinneren u er op vrijdag 12 juni 2026 aan.")

	wantLearned(t, s.sender(mechelen).tryPayments(t, paid("1")), "1")
	shown = s.as(an).ask(t, billFields, m{"id": id})
	want(t, shown.at("viewer"), m{"counts": m{"toDo": 0}, "pinned": m{"totalCount": 0}})
	want(t, []any{shown.at("node.payment.status"), shown.at("node.payment.paidAt"), shown.at("node.payment.epcQr"), shown.at("node.state")},
		[]any{"PAID", "2026-06-01T09:30:00Z", nil, "ACTIVE"})
	want(t, shown.at("node.next"), "Deze rekening is betaald op maandag 1 juni 2026. U hoeft niets te doen.")
	want(t, shown.each("node.pushes", "reason"), []string{"PAID", "PAID", "PAID"})

	// The same again, and the letter again, change nothing.
	before := s.store.dump(t)
	later := change(paid("1"), "paidAt", "2026-06-01T09:45:00Z")
	wantLearned(t, s.sender(mechelen).tryPayments(t, later, paid("1")), "1", "1")
	s.sender(mechelen).deliverOne(t, change(bill("1", an), "payment.iban", "be71096123456769"))
	s.sender(mechelen).deliverOne(t, change(bill("1", an), "payment.structuredReference", "123456789002"))
	want(t, s.store.dump(t), before)
	wantRefused(t, s.sender(mechelen).deliver(t, change(bill("1", an), "payment.amountCents", 1))[0].Error, model.CodeConflict)

	s.clock.moveTo(model.Day(billDue).AddDays(1).At(0, 0))
	want(t, s.as(an).ask(t, billFields, m{"id": id}).at("node.payment.status"), "PAID")
}

func TestABillBecomesOverdueByItself(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	id := s.sender(mechelen).deliverOne(t, bill("1", an))
	s.clock.moveTo(model.Day(billDue).AddDays(1).At(0, 0))
	shown := s.as(an).ask(t, billFields, m{"id": id})
	want(t, []any{shown.at("node.payment.status"), shown.at("viewer.counts.toDo"), shown.at("viewer.pinned.totalCount")}, []any{"OVERDUE", 1, 0})
	if !strings.HasPrefix(shown.text("node.payment.epcQr"), "BCD\n002\n") {
		t.Errorf("an overdue bill cannot be paid by its code: %s", shown.raw)
	}
}

func TestABillOnPaperIsPaidAndWithdrawn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	want(t, s.sender(mechelen).deliver(t, bill("1", bram))[0].Channel, model.ChannelPaper)
	if !s.record(t, mechelen, run, "1").ToPrint() {
		t.Fatal("it is not to be printed")
	}
	wantLearned(t, s.sender(mechelen).tryPayments(t, paid("1")), "1")
	wantLearned(t, s.sender(mechelen).tryWithdraw(t, "1"), "1")
	record := s.record(t, mechelen, run, "1")
	if record.ToPrint() || !record.Facts.PaidAt.Equal(opening.Add(-30*time.Minute)) || !record.Facts.WithdrawnAt.Equal(opening) {
		t.Errorf("the record says %+v", record.Facts)
	}
	m := s.mailbox(t, bram)
	if len(m.Letters.Entries) > 0 || len(m.Notices) != 2 || m.Notices[0].Event != model.EventPaid || m.Notices[1].Event != model.EventWithdrawn {
		t.Errorf("the mailbox holds %d letters, and tells %+v", len(m.Letters.Entries), m.Notices)
	}
}

func TestWhatASenderMayReport(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.sender(mechelen).deliver(t, bill("1", an), letter("2", an), change(bill("3", an), "payment", absent{}))
	future := change(paid("1"), "paidAt", s.clock.now().Add(time.Hour))
	before := s.store.dump(t)
	results := s.sender(mechelen).tryPayments(t, future, paid("2"), paid("nope"), change(paid("1"), "reference", " ")).learned(t)
	wantRefused(t, results[0].Error, model.CodeInvalid, "paidAt")
	wantRefused(t, results[1].Error, model.CodeInvalid, "reference")
	wantRefused(t, results[2].Error, model.CodeNotFound)
	wantRefused(t, results[3].Error, model.CodeInvalid, "reference")
	wantRefused(t, s.sender(mechelen).tryWithdraw(t, "nope").learned(t)[0].Error, model.CodeNotFound)

	sandbox := s.with(issuerKeys()["ES256"].sign(claimsAt(s.clock.now(), jwt.MapClaims{
		"vo_doelgroepcode": "LB", "vo_orgcode": mechelen, "scope": "burgerbode_send burgerbode_sandbox",
	})))
	for name, other := range map[string]caller{"another organisation": s.sender(kraainem), "the sandbox": sandbox} {
		for _, refused := range []answer{other.tryPayments(t, paid("1")), other.tryWithdraw(t, "1")} {
			wantError(t, refused, model.CodeNotFound)
			if strings.Contains(string(refused.raw), "letterId\":\"") {
				t.Errorf("%s learns %s", name, refused.raw)
			}
		}
	}
	wantError(t, s.as(an).tryPayments(t, paid("1")), model.CodeForbidden)
	wantError(t, s.as(an).tryWithdraw(t, "1"), model.CodeForbidden)
	wantError(t, s.sender(mechelen).tryPayments(t), model.CodeInvalid, "payments")
	wantError(t, s.sender(mechelen).tryWithdraw(t, slices.Repeat([]string{"1"}, 501)...), model.CodeInvalid, "references")
	want(t, s.store.dump(t), before)

	// One bad item does not stop the others, and a bill without an amount can be paid too.
	results = s.sender(mechelen).tryPayments(t, paid("nope"), paid("1"), paid("3")).learned(t)
	want(t, []any{results[0].Error != nil, results[1].Error, results[2].Error}, []any{true, nil, nil})
	if s.record(t, mechelen, run, "3").Facts.PaidAt.IsZero() {
		t.Error("the bill without an amount is not paid")
	}
	audit, err := store.List[model.Audit](t.Context(), s.store.Store, model.AuditOf(mechelen, ""), "", 100)
	must(t, err)
	var actions []model.AuditAction
	for _, entry := range audit {
		actions = append(actions, entry.Action)
	}
	if !slices.Contains(actions, model.AuditPaymentsNoted) || !slices.Contains(actions, model.AuditWithdrawn) {
		t.Errorf("written down are %v", actions)
	}
}

func TestBillsThatAreWrong(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, row := range map[string]struct {
		letter m
		fields []string
	}{
		"not a bill":                {change(bill("x", an), "kind", "INFORMATION"), []string{"payment"}},
		"nothing to pay":            {change(bill("x", an), "payment.amountCents", 0), []string{"payment.amountCents"}},
		"less than nothing":         {change(bill("x", an), "payment.amountCents", -5), []string{"payment.amountCents"}},
		"dollars":                   {change(bill("x", an), "payment.currency", "USD"), []string{"payment.currency"}},
		"an account that is wrong":  {change(bill("x", an), "payment.iban", "BE71 0961 2345 6768"), []string{"payment.iban"}},
		"an account that is short":  {change(bill("x", an), "payment.iban", "BE71 0961 2345 67"), []string{"payment.iban"}},
		"nobody to pay":             {change(bill("x", an), "payment.beneficiary", " "), []string{"payment.beneficiary"}},
		"a long name":               {change(bill("x", an), "payment.beneficiary", strings.Repeat("x", 71)), []string{"payment.beneficiary"}},
		"a name of too many bytes":  {change(change(bill(strings.Repeat("x", 80), an), "payment.beneficiary", strings.Repeat("😀", 70)), "payment.structuredReference", absent{}), []string{"payment.beneficiary"}},
		"a reference that is wrong": {change(bill("x", an), "payment.structuredReference", "+++123/4567/89003+++"), []string{"payment.structuredReference"}},
		"ends before it is due":     {change(bill("x", an), "expiresAt", "2026-06-17T20:00:00Z"), []string{"expiresAt"}},
		"everything at once": {change(bill("x", an), "payment", m{"amountCents": 0, "currency": "X", "iban": "BE", "beneficiary": "", "structuredReference": "1", "dueOn": billDue}),
			[]string{"payment.amountCents", "payment.currency", "payment.iban", "payment.beneficiary", "payment.structuredReference"}},
	} {
		result := s.sender(mechelen).deliver(t, row.letter)[0]
		if result.Error == nil {
			t.Fatalf("%s: it was accepted", name)
		}
		wantRefused(t, result.Error, model.CodeInvalid, row.fields...)
	}
}

func TestALetterIsWithdrawn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	id := s.sender(mechelen).deliverOne(t, bill("1", an))
	other := s.sender(mechelen).deliverOne(t, bill("2", an))
	s.clock.advance(24 * time.Hour)
	wantLearned(t, s.sender(mechelen).tryWithdraw(t, "1"), "1")
	shown := s.as(an).ask(t, billFields, m{"id": id})
	want(t, []any{shown.at("node.state"), shown.at("node.stateText"), shown.at("node.next"), shown.at("node.payment.status"), shown.at("viewer.counts.toDo")},
		[]any{"WITHDRAWN", "Stad Mechelen heeft deze brief op dinsdag 2 juni 2026 ingetrokken. U hoeft niets te doen.", "U hoeft niets te doen.", "CANCELLED", 1})
	want(t, shown.each("node.pushes", "reason"), []string{"WITHDRAWN", "WITHDRAWN", "WITHDRAWN"})
	before := s.store.dump(t)
	s.clock.advance(time.Hour)
	wantLearned(t, s.sender(mechelen).tryWithdraw(t, "1", "1"), "1", "1")
	s.sender(mechelen).deliverOne(t, bill("1", an))
	want(t, s.store.dump(t), before)
	want(t, s.as(an).ask(t, billFields, m{"id": other}).at("node.state"), "ACTIVE")
}

// A call that is cut off between the letters' records and the mailboxes is made good by the same call
// again, and for a letter that is not in its mailbox yet by its delivery.
func TestWhatIsCutOffBetweenRecordAndMailboxIsMadeGood(t *testing.T) {
	t.Parallel()
	noMailbox := func(inner store.Store) store.Store {
		return storetest.Failing(inner, func(_ int, method string) bool { return method == "SaveMailboxes" })
	}
	for name, order := range map[string]func(t *testing.T, s, cut *service){
		"the report is cut off, and comes again": func(t *testing.T, s, cut *service) {
			s.sender(mechelen).deliverOne(t, bill("1", an))
			wantRefused(t, cut.sender(mechelen).tryPayments(t, paid("1")).learned(t)[0].Error, model.CodeUnavailable)
			wantLearned(t, s.sender(mechelen).tryPayments(t, paid("1")), "1")
			wantLearned(t, s.sender(mechelen).tryWithdraw(t, "1"), "1")
		},
		"the report is cut off, and the letter comes again": func(t *testing.T, s, cut *service) {
			s.sender(mechelen).deliverOne(t, bill("1", an))
			wantRefused(t, cut.sender(mechelen).tryPayments(t, paid("1")).learned(t)[0].Error, model.CodeUnavailable)
			wantRefused(t, cut.sender(mechelen).tryWithdraw(t, "1").learned(t)[0].Error, model.CodeUnavailable)
			s.sender(mechelen).deliverOne(t, bill("1", an))
		},
		"the letter is cut off, and comes after the reports": func(t *testing.T, s, cut *service) {
			wantRefused(t, cut.sender(mechelen).deliver(t, bill("1", an))[0].Error, model.CodeUnavailable)
			wantLearned(t, s.sender(mechelen).tryWithdraw(t, "1"), "1")
			wantLearned(t, s.sender(mechelen).tryPayments(t, paid("1")), "1")
			s.sender(mechelen).deliverOne(t, bill("1", an))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			s.as(an).activate(t)
			order(t, s, s.again(t, wrapped(noMailbox)))
			box := s.mailbox(t, an)
			l := box.Letters.Entries[0]
			if len(box.Letters.Entries) != 1 || !l.Payment.PaidAt.Equal(opening.Add(-30*time.Minute)) || !l.WithdrawnAt.Equal(opening) {
				t.Errorf("the letter is %+v, its bill %+v", l, l.Payment)
			}
			var events []string
			for _, n := range box.Notices {
				events = append(events, fmt.Sprint(n.Event, " ", n.At.Sub(opening)))
			}
			slices.Sort(events)
			want(t, events, []string{"PAID -30m0s", "WITHDRAWN 0s"})
			for _, p := range box.PushesAbout(l.ID) {
				if p.State != model.PushDropped {
					t.Errorf("push %s is %s", p.Step, p.State)
				}
			}
		})
	}
}

// A polling station that moved, or a bill that is replaced: the new letter rings, the old one says so
// and no longer rings.
func TestALetterThatReplacesAnotherRingsInItsPlace(t *testing.T) {
	t.Parallel()
	moved := change(change(callLetter("nieuw", an), "callLetter.placeName", "Voorbeeldzaal"), "supersedes", m{"reference": "oud"})
	dunning := change(change(bill("nieuw", an), "kind", "DUNNING"), "supersedes", m{"reference": "oud"})
	for name, row := range map[string]struct {
		old, successor m
		payment        any
		rings          int
		next           string
	}{
		"a polling station that moved": {callLetter("oud", an), moved, nil, 4,
			"Opent u deze brief niet, dan herinneren we u er op donderdag 4 juni 2026 aan."},
		"a bill": {bill("oud", an), dunning, m{"status": "CANCELLED", "epcQr": nil}, 3,
			"Betaal ten laatste op woensdag 17 juni 2026. We herinneren u er op vrijdag 12 juni 2026 aan."},
	} {
		for _, order := range [][]m{{row.old, row.successor}, {row.successor, row.old}} {
			s := newService(t)
			s.as(an).activate(t)
			s.as(an).register(t, phone, token)
			for _, one := range order {
				s.sender(mechelen).deliverOne(t, one)
			}
			old, successor := string(model.LetterID(mechelen, run, "oud")), string(model.LetterID(mechelen, run, "nieuw"))
			shown := s.as(an).ask(t, `query ($old: ID!, $new: ID!) { viewer { counts { unread } }
				old: node(id: $old) { ... on Letter { state stateText next supersededBy { id } pushes { state reason } payment { status epcQr } } }
				new: node(id: $new) { ... on Letter { state stateText next supersedes { id } pushes { state } } } }`, m{"old": old, "new": successor})
			want(t, []any{shown.at("old.state"), shown.at("old.stateText"), shown.at("old.next"), shown.at("old.supersededBy.id"), shown.at("new.state"), shown.at("new.stateText"), shown.at("new.supersedes.id")},
				[]any{"SUPERSEDED", "Deze brief is vervangen door een nieuwere brief van maandag 1 juni 2026.",
					"Een nieuwe brief vervangt deze brief. U hoeft niets te doen.", successor, "ACTIVE", nil, old})
			for i := range shown.list("old.pushes") {
				want(t, shown.at(fmt.Sprintf("old.pushes.%d", i)), m{"state": "DROPPED", "reason": "SUPERSEDED"})
			}
			want(t, []any{name, shown.at("old.payment"), shown.at("new.next"), shown.at("viewer.counts.unread")}, []any{name, row.payment, row.next, 1})
			want(t, shown.each("new.pushes", "state"), slices.Repeat([]string{"PLANNED"}, row.rings))
		}
	}
}

// Which entry a letter, a dossier or a reminder belongs to is told from both sides, also when one of
// them comes later.
func TestEntriesNameEachOther(t *testing.T) {
	t.Parallel()
	s := newService(t)
	letterID := s.sender(mechelen).deliverOne(t, change(callLetter("brief", an), "dossier", m{"source": source, "number": "1"}))
	const query = `query ($id: ID!) { node(id: $id) { ... on Letter { dossier { id why next letters { id } reminders { title } }
		reminders { id title why next entry { ... on Letter { id } } } } } }`
	want(t, s.as(an).ask(t, query, m{"id": letterID}).at("node"), m{"dossier": nil, "reminders": []m{}})
	dossierID := s.sender(mechelen).reportAll(t, status("1", "InBehandeling", an))
	for i, entry := range []string{letterID, dossierID} {
		s.as(an).ask(t, createReminder, m{"input": m{"clientId": fmt.Sprint("herinnering-", i), "title": fmt.Sprint("Bel ", i), "dueAt": "2026-06-05T08:00:00Z", "entryId": entry}})
	}
	reminderID := string(model.ReminderID(s.citizen(t, an), "herinnering-0"))
	want(t, s.as(an).ask(t, query, m{"id": letterID}).at("node"), m{
		"dossier": m{
			"id": dossierID, "why": "U hebt een dossier bij Stad Mechelen.", "next": "Dit dossier loopt nog. U hoeft nu niets te doen.",
			"letters": []m{{"id": letterID}}, "reminders": []m{{"title": "Bel 1"}},
		},
		"reminders": []m{{
			"id": reminderID, "title": "Bel 0", "why": "U hebt deze herinnering op maandag 1 juni 2026 zelf ingesteld bij een brief.",
			"next": "Deze herinnering verschijnt op vrijdag 5 juni 2026 om 10 uur.", "entry": m{"id": letterID},
		}},
	})
}
