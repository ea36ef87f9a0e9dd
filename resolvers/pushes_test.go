package resolvers_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

const (
	openLetter  = `mutation ($id: ID!) { openLetter(input: {id: $id}) { rev } }`
	reportAbout = `mutation ($input: ReportPushesInput!) { reportPushes(input: $input) { accepted } }`
	pushesOf    = `query ($first: Int, $after: ID, $entry: ID) { viewer { pushes(first: $first, after: $after, entryId: $entry) {
		id entryId topic takenDownAt receipts { event at registration } } pushSummary { since until counts { state reason count } } } }`
)

// withTwoPhones is a service in which both phones of a citizen rang for a letter.
func withTwoPhones(t *testing.T) (s *service, letterID string) {
	t.Helper()
	s = newService(t)
	s.as(an).register(t, phone, token)
	s.as(an).register(t, "installatie-2", "fcm-token-van-toestel-2")
	letterID = s.sender(mechelen).deliverOne(t, callLetter("1", an))
	s.ring(t, an)
	return s, letterID
}

// takenFrom are the phones from which the withdrawals that wait take a notification away.
func (s *service) takenFrom(t *testing.T, p person) []string {
	t.Helper()
	from := []string{}
	box := s.mailbox(t, p)
	for _, push := range box.Push.Outbox {
		for _, d := range box.Push.Devices {
			if push.Takes != "" && push.Device == d.Registration {
				from = append(from, d.InstallationID)
			}
		}
	}
	return from
}

func TestThePhoneThatNamesItselfIsSentNoWithdrawal(t *testing.T) {
	t.Parallel()
	for header, taken := range map[string][]string{
		phone: {"installatie-2"}, "installatie-2": {phone}, "": {phone, "installatie-2"}, "installatie-9": {phone, "installatie-2"},
	} {
		s, letterID := withTwoPhones(t)
		s.clock.advance(time.Minute)
		s.as(an).on(header).ask(t, openLetter, m{"id": letterID})
		want(t, s.takenFrom(t, an), taken)
		shown := s.as(an).ask(t, pushesOf, m{"entry": letterID})
		want(t, shown.each("viewer.pushes", "topic"), []string{"LETTER", "LETTER", "LETTER", "LETTER"})
		want(t, shown.at("viewer.pushes.3.takenDownAt"), "2026-06-01T10:01:00Z")
		want(t, shown.at("viewer.pushes.2.takenDownAt"), nil)
	}
}

func TestReceiptsAreShownWithTheirPush(t *testing.T) {
	t.Parallel()
	s, letterID := withTwoPhones(t)
	pushID := string(model.NewPushID(s.citizen(t, an), model.EntryID(letterID), model.StepDelivered))
	event := func(event, at string) m {
		return m{"input": m{"events": []m{{"pushId": pushID, "event": event, "at": at}}}}
	}
	for range 2 {
		s.as(an).on(phone).ask(t, reportAbout, event("RECEIVED", "2026-06-01T10:00:01Z"))
		s.as(an).on("installatie-2").ask(t, reportAbout, event("RECEIVED", "2026-06-01T10:00:02Z"))
		s.as(an).ask(t, reportAbout, event("OPENED", "2026-06-01T10:00:03Z"))
	}
	want(t, len(s.store.written["receipts"]), 3)
	counts := s.sender(mechelen).ask(t, `{ run(name: "`+run+`") { counts { pushed received tapped } } }`)
	want(t, counts.at("run.counts"), m{"pushed": 5, "received": 5, "tapped": 5})
	want(t, len(s.store.written["rungs"]), 2)
	var failing *storetest.FailingStore
	counted := s.again(t, wrapped(func(inner store.Store) store.Store {
		failing = storetest.Failing(inner, func(int, string) bool { return false })
		return failing
	}))
	ask := func(query string) (answer, int) {
		before := failing.Calls()
		a := counted.as(an).ask(t, query)
		return a, failing.Calls() - before
	}
	ask(`{ viewer { id } }`) // notes the sign-in of the day
	_, without := ask(`{ viewer { pushes { id } } }`)
	shown, with := ask(`{ viewer { pushes { id receipts { event at registration } } } }`)
	want(t, with, without+1)
	pushes := shown.at("viewer.pushes").([]any)
	want(t, pushes[len(pushes)-1], m{"id": pushID, "receipts": []m{
		{"event": "RECEIVED", "at": "2026-06-01T10:00:01Z", "registration": model.RegistrationID(s.citizen(t, an), phone)},
		{"event": "RECEIVED", "at": "2026-06-01T10:00:02Z", "registration": model.RegistrationID(s.citizen(t, an), "installatie-2")},
		{"event": "OPENED", "at": "2026-06-01T10:00:03Z", "registration": nil},
	}})
}

func TestPushesArePagedAndFoundByEntry(t *testing.T) {
	t.Parallel()
	s, letterID := withTwoPhones(t)
	s.sender(mechelen).report(t, status("1", "Ingediend", an))
	all := s.as(an).ask(t, pushesOf).each("viewer.pushes", "id")
	want(t, len(all), 5)
	var paged []string
	for after := any(nil); ; after = paged[len(paged)-1] {
		part := s.as(an).ask(t, pushesOf, m{"first": 2, "after": after}).each("viewer.pushes", "id")
		if len(part) == 0 {
			break
		}
		paged = append(paged, part...)
	}
	want(t, paged, all)
	want(t, len(s.as(an).ask(t, pushesOf, m{"entry": letterID}).list("viewer.pushes")), 4)
	want(t, s.as(an).ask(t, pushesOf, m{"entry": "weg"}).at("viewer.pushes"), []any{})
	want(t, s.as(an).ask(t, pushesOf).at("viewer.pushSummary"), nil)
}

func TestPushesThatAreNotKeptAreAddedUp(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	for n := range model.MaxRecord + 3 {
		s.clock.advance(time.Hour)
		input := m{"clientId": "proef-" + time.Duration(n).String() + "-0001", "installationId": phone}
		s.as(an).ask(t, testPush, m{"input": input})
		s.ring(t, an)
	}
	want(t, s.as(an).ask(t, pushesOf).at("viewer.pushSummary"), m{
		"since": "2026-06-01T11:00:00Z", "until": "2026-06-01T13:00:00Z", "counts": []m{{"state": "SENT", "reason": nil, "count": 3}},
	})
}

func TestAPhoneThatIsNotUsedIsNotCountedOn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	s.as(an).activate(t)
	ask := func() (stale, reachable any) {
		a := s.as(an).ask(t, `{ viewer { devices { stale } digitalPost { reachable } } }`)
		return a.at("viewer.devices.0.stale"), a.at("viewer.digitalPost.reachable")
	}
	if stale, reachable := ask(); stale != false || reachable != true {
		t.Errorf("fresh: stale %v, reachable %v", stale, reachable)
	}
	s.clock.advance(model.StaleAfter)
	if stale, reachable := ask(); stale != true || reachable != false {
		t.Errorf("after a month: stale %v, reachable %v", stale, reachable)
	}
}
