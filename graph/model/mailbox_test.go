package model_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// What the tests of the rules share: moments, mailboxes and what is in them.

const (
	citizen = model.CitizenID("aaaaaaaaaaaaaaaaaaaaaaaaaa")
	sender  = model.OrgCode("OVO002067")
	source  = "https://dossiers.example.be/bron"
)

// election is on a Sunday; the polls close at 14:00.
var election = model.Election{ID: "2026-06-07-voorbeeld", Name: "Voorbeeldverkiezing", Day: "2026-06-07"}

// noon is 12:00 on a Wednesday in spring, eighteen days before the election.
func noon() time.Time { return model.Day("2026-05-20").At(12, 0) }

// night is 23:00 on that Wednesday, in the quiet hours that everyone has by default.
func night() time.Time { return model.Day("2026-05-20").At(23, 0) }

// morning is when the quiet hours after night end.
func morning() time.Time { return model.Day("2026-05-21").At(8, 0) }

// newMailbox is a mailbox without anything in it, not even a phone.
func newMailbox(t testing.TB) *model.Mailbox {
	t.Helper()
	m, err := model.NewMailbox(citizen, bytes.NewReader(make([]byte, 16)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mailboxWithPhone is a saved mailbox with one phone that may ring.
func mailboxWithPhone(t testing.TB) *model.Mailbox {
	t.Helper()
	m := newMailbox(t)
	m.RegisterDevice(phoneOf("pixel"), noon().AddDate(0, 0, -1))
	save(m, noon().AddDate(0, 0, -1))
	return m
}

// phoneOf is a phone that may ring; its token is its name.
func phoneOf(installation string) model.Device {
	return model.Device{
		InstallationID: installation, Token: model.FCMToken(installation), Generation: 1,
		Platform: model.PlatformAndroid, AppVersion: "1.0", Permission: true, AppLanguage: model.Dutch,
	}
}

// letterOf is a letter of that kind, without a voter's block.
func letterOf(kind model.LetterKind, reference string) model.Letter {
	return model.Letter{
		ID: model.LetterID(sender, "run", reference), Sender: sender, Run: "run", Reference: reference,
		Kind: kind, Subject: "Onderwerp van " + reference, Languages: []model.Language{model.Dutch},
		About: model.About{Relation: model.RelationSelf},
	}
}

// callLetter is a call letter for the election.
func callLetter(reference string) model.Letter {
	l := letterOf(model.KindCallLetter, reference)
	l.Call = callFor(election)
	return l
}

// billOf is a bill that is to be paid by that day.
func billOf(kind model.LetterKind, reference string, due model.Day) model.Letter {
	l := letterOf(kind, reference)
	l.Payment = paymentOf(due)
	return l
}

func paymentOf(due model.Day) *model.Payment {
	return &model.Payment{
		AmountCents: 12_345, Currency: model.Currency, IBAN: "BE71096123456769", Beneficiary: "Stad Voorbeeld",
		Structured: "123456789002", DueOn: due,
	}
}

func callFor(e model.Election) *model.CallLetter {
	return &model.CallLetter{
		VoterName: "Voorbeeld", Election: e, NIS: "12025", Bureau: "7", PlaceName: "De Kring",
		Opens: "08:00", Closes: "14:00", Compulsory: true, Assemblies: []string{"Vlaams Parlement"},
		Bring: []string{"uw identiteitskaart"}, Proxy: "Een volmacht …", Duplicate: "Een duplicaat …",
	}
}

// dossierOf is a dossier as its source describes it.
func dossierOf(number string) model.Dossier {
	return model.Dossier{
		ID: model.DossierID(source, number), Org: sender, Source: source, Number: number,
		Procedure: model.ProcedurePassport, Title: "Dossier " + number, Level: model.LevelMunicipal,
		About: model.About{Relation: model.RelationSelf},
	}
}

// statusAt is a status that the source reached at that moment.
func statusAt(at time.Time, notify model.Notify) model.Status {
	return model.NewStatus(model.Status{
		At: at, Phase: model.PhaseTreatment, Code: "InBehandeling", Label: "In behandeling", Notify: notify,
	})
}

// reminderOf is a reminder of the citizen's own.
func reminderOf(clientID string, due time.Time) model.Reminder {
	return model.Reminder{ID: model.ReminderID(citizen, clientID), Title: "Bel " + clientID, DueAt: due}
}

// deliver puts a letter into the mailbox and saves.
func deliver(t testing.TB, m *model.Mailbox, letter model.Letter, now time.Time) model.InboxLetter {
	t.Helper()
	if err := m.Deliver(letter, now); err != nil {
		t.Fatalf("deliver %s: %v", letter.Reference, err)
	}
	save(m, now)
	l, err := m.Letter(letter.ID)
	if err != nil {
		t.Fatal(err)
	}
	return model.InboxLetter{Letter: l, Box: m}
}

// report takes in a status and saves.
func report(t testing.TB, m *model.Mailbox, head model.Dossier, status model.Status, now time.Time) *model.Dossier {
	t.Helper()
	if err := m.ReportStatus(head, status, now); err != nil {
		t.Fatalf("report a status of %s: %v", head.Number, err)
	}
	save(m, now)
	d, err := m.Dossier(head.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// must fails the test on an error, and saves otherwise.
func must(t testing.TB, m *model.Mailbox, err error, now time.Time) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	save(m, now)
}

// save seals the mailbox when something changed, as the store does.
func save(m *model.Mailbox, now time.Time) {
	if m.Changed() {
		m.Seal(now)
	}
}

// ring wakes the mailbox, has FCM accept every message, saves, and answers what was sent.
func ring(m *model.Mailbox, now time.Time) []model.Send {
	round := m.Wake(now)
	settle(m, round, model.PhoneAccepted, now)
	return round.Sends
}

// settle writes down a round of which every message got the same answer, and saves.
func settle(m *model.Mailbox, round model.Round, state model.PhoneState, now time.Time) {
	m.Settle(round, answers(round, state, now), now)
	save(m, now)
}

// answers are the results of a round of which every message got the same answer.
func answers(round model.Round, state model.PhoneState, now time.Time) []model.Result {
	results := make([]model.Result, len(round.Sends))
	for i, send := range round.Sends {
		results[i] = answer(send, state, now)
	}
	return results
}

// answer is the result of one message. A retry is asked for after the shortest wait.
func answer(send model.Send, state model.PhoneState, now time.Time) model.Result {
	result := model.Result{
		Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(),
		Attempt: send.Attempt, State: state, At: now,
	}
	if state == model.PhoneRetry {
		result.RetryAt = now.Add(model.MinRetry)
	}
	return result
}

// pushOf is the push for one step of an entry.
func pushOf(t testing.TB, m *model.Mailbox, entry model.EntryID, step model.Step) *model.Push {
	t.Helper()
	p, err := m.PushByID(model.NewPushID(m.ID, entry, step))
	if err != nil {
		t.Fatalf("push for step %q: %v", step, err)
	}
	return p
}

// wantPush fails unless the push stands at state for reason.
func wantPush(t testing.TB, p *model.Push, state model.PushState, reason model.Reason) {
	t.Helper()
	if p.State != state || p.Reason != reason {
		t.Errorf("push for step %q is %s %q, want %s %q", p.Step, p.State, p.Reason, state, reason)
	}
}

// wantCode fails unless err has that code.
func wantCode(t testing.TB, err error, code model.Code) {
	t.Helper()
	if err == nil || model.CodeOf(err) != code {
		t.Errorf("answered %v, want %s", err, code)
	}
}

// clone copies a value in depth, as a store would give it back: no elements are none at all.
func clone[T any](v T) T {
	detach(reflect.ValueOf(&v).Elem())
	return v
}

// detach replaces every pointer and slice within v by a copy of its own.
func detach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			v.Set(own)
			detach(own.Elem())
		}
	case reflect.Slice:
		own := reflect.Zero(v.Type())
		if v.Len() > 0 {
			own = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
		}
		v.Set(own)
		for i := range own.Len() {
			detach(own.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				detach(v.Field(i))
			}
		}
	default:
	}
}

// difference says where two values differ; "" when a store would keep them the same way.
func difference[T any](a, b T) string {
	if kept(reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()) {
		return ""
	}
	was, is := dump(clone(a)), dump(clone(b))
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			return fmt.Sprintf("was %q, is %q", around(was, i), around(is, i))
		}
	}
	return "something that is not printed"
}

// kept tells whether a store would keep two values the same way: no slice and an empty one are one.
func kept(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Pointer:
		return a.Pointer() == b.Pointer() || (!a.IsNil() && !b.IsNil() && kept(a.Elem(), b.Elem()))
	case reflect.Slice:
		for i := range min(a.Len(), b.Len()) {
			if !kept(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Struct:
		for i := range a.NumField() {
			if !kept(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		for _, key := range a.MapKeys() {
			if other := b.MapIndex(key); !other.IsValid() || !kept(a.MapIndex(key), other) {
				return false
			}
		}
		return a.Len() == b.Len()
	default:
		return a.Equal(b)
	}
}

// dump writes a value as lines of JSON.
func dump(v any) []string {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return []string{err.Error()}
	}
	return strings.Split(string(text), "\n")
}

func around(lines []string, i int) []string {
	return lines[max(0, min(i-4, len(lines))):min(i+2, len(lines))]
}
