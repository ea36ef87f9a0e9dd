package resolvers_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

const askRuns = `query ($behalf: ID, $first: Int, $after: String) { runs(onBehalfOf: $behalf, first: $first, after: $after) {
	nodes { name organisation { code } openedBy { code } } edges { cursor } pageInfo { hasNextPage endCursor } } }`

const grant = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { organisation { mandates { supplier { code } grantedAt revokedAt } } } }`

const revoke = `mutation ($input: RevokeMandateInput!) { revokeMandate(input: $input) { organisation { mandates { supplier { code } grantedAt revokedAt } } } }`

func (c caller) grant(t testing.TB, org string) answer {
	t.Helper()
	return c.ask(t, grant, m{"input": m{"supplier": org}})
}

// deliverFor hands letters over on behalf of an organisation.
func (c caller) deliverFor(t testing.TB, org, run string, letters ...m) answer {
	t.Helper()
	return c.try(t, deliverLetters, m{"input": m{"run": run, "onBehalfOf": org, "letters": letters}})
}

func TestRunsAreListedTheNewestFirst(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	var opened []string
	for i := range 7 {
		name := fmt.Sprintf("run-%d", i)
		for range 2 {
			if a := city.openRun(t, m{"name": name}); len(a.Errors) > 0 {
				t.Fatalf("%s", a.raw)
			}
			s.clock.advance(time.Minute) // the second time it is found open
		}
		opened = append([]string{name}, opened...)
	}
	city.deliverRun(t, "vanzelf", letter("1", an))
	opened = append([]string{"vanzelf"}, opened...)
	var listed []string
	variables := m{"first": 3}
	for {
		a := city.ask(t, askRuns, variables)
		listed = append(listed, a.each("runs.nodes", "name")...)
		if a.at("runs.pageInfo.hasNextPage") != true {
			break
		}
		variables["after"] = a.text("runs.pageInfo.endCursor")
	}
	if !slices.Equal(listed, opened) {
		t.Errorf("the runs are %q, want %q", listed, opened)
	}
	wantError(t, s.sender(agency).try(t, askRuns, variables), model.CodeInvalid, "after") // a cursor of another list
	wantError(t, s.sender(agency).try(t, `{ run(name: "run-1") { name } }`), model.CodeNotFound)
	wantError(t, s.as(an).try(t, askRuns), model.CodeForbidden)
}

func TestARunSaysWhatItIs(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	first := city.openRun(t, m{"kind": "INFORMATION", "service": "Openbare werken"})
	want(t, first.at("openRun.run"), m{
		"name": run, "policy": "IF_NOT_ACTIVATED", "days": nil, "service": "Openbare werken", "kind": "INFORMATION", "sandbox": false,
		"organisation": m{"code": mechelen}, "openedBy": m{"code": mechelen},
	})
	for _, other := range []m{{"kind": "INVOICE", "service": "Openbare werken"}, {"kind": "INFORMATION"}, {"kind": "INFORMATION", "service": "Openbare werken", "policy": "NEVER"}} {
		wantError(t, city.openRun(t, other), model.CodeConflict)
	}
	for _, wrong := range []m{{"policy": "IF_UNOPENED"}, {"days": 5}} {
		wantError(t, city.openRun(t, wrong), model.CodeInvalid, "days")
	}
	// Call letters know one policy.
	call := city.openRun(t, m{"name": "verkiezingen", "kind": "CALL_LETTER", "policy": "NEVER"})
	want(t, call.at("openRun.run.policy"), "ALWAYS")

	results := city.deliver(t, letter("1", an), change(letter("2", an), "kind", "EID_RENEWAL"), change(letter("3", an), "service", "Financiën"))
	if results[0].Error != nil {
		t.Errorf("a letter of the run is refused: %+v", results[0].Error)
	}
	wantRefused(t, results[1].Error, model.CodeInvalid, "kind")
	wantRefused(t, results[2].Error, model.CodeInvalid, "service")
	if held := s.record(t, mechelen, run, "1"); held.Service != "Openbare werken" {
		t.Errorf("the letter's service is %q", held.Service)
	}
	wantRefused(t, city.deliver(t, change(letter("1", an), "subject", "Andere werken"))[0].Error, model.CodeConflict)
}

func TestASenderSeesWhatBecameOfALetter(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	s.as(an).activate(t)
	city.deliver(t, letter("1", an), letter("2", bram), callLetter("3", bram), letter("4", an))
	const query = `query ($reference: String!) { letterStatus(run: "` + run + `", reference: $reference) {
		reference letterId kind channel reason acceptedAt withdrawnAt paidAt paperDueAt batch printedAt openedAt } }`
	status := func(reference string) any { return city.ask(t, query, m{"reference": reference}).at("letterStatus") }
	wanted := m{
		"reference": "1", "letterId": string(model.LetterID(mechelen, run, "1")), "kind": "INFORMATION", "channel": "DIGITAL", "reason": "ACTIVATED",
		"acceptedAt": "2026-06-01T10:00:00Z", "withdrawnAt": nil, "paidAt": nil, "paperDueAt": nil, "batch": nil, "printedAt": nil, "openedAt": nil,
	}
	want(t, status("1"), wanted)
	s.clock.advance(time.Hour)
	s.learn(t, "1", model.EventOpened, false)
	want(t, status("1"), wanted) // not shared: nothing of this letter is told
	s.learn(t, "4", model.EventOpened, true)
	if opened := city.ask(t, query, m{"reference": "4"}).text("letterStatus.openedAt"); opened != "2026-06-01T11:00:00Z" {
		t.Errorf("shared, it was opened at %q", opened)
	}
	a := city.ask(t, `{ run(name: "`+run+`") { counts { accepted digital paper both opened pushed toPrint }
		all: letters(first: 3) { nodes { reference } edges { cursor } pageInfo { hasNextPage endCursor } }
		paper: letters(mark: PAPER) { nodes { reference channel } } both: letters(mark: BOTH) { nodes { reference } } } }`)
	want(t, a.at("run.counts"), m{"accepted": 4, "digital": 2, "paper": 1, "both": 1, "opened": 5, "pushed": 5, "toPrint": 2})
	want(t, a.at("run.paper.nodes"), []m{{"reference": "2", "channel": "PAPER"}})
	want(t, a.at("run.both.nodes"), []m{{"reference": "3"}})
	rest := city.ask(t, `query ($after: String) { run(name: "`+run+`") { letters(after: $after) { nodes { reference } pageInfo { hasNextPage hasPreviousPage } } } }`,
		m{"after": a.text("run.all.pageInfo.endCursor")})
	want(t, sorted(append(a.each("run.all.nodes", "reference"), rest.each("run.letters.nodes", "reference")...)), []string{"1", "2", "3", "4"})
	want(t, rest.at("run.letters.pageInfo"), m{"hasNextPage": false, "hasPreviousPage": true})

	// Which letters were opened is no list.
	wantError(t, city.try(t, `{ run(name: "`+run+`") { letters(mark: OPENED) { nodes { reference } } } }`), model.CodeInvalid)
	for _, reference := range []string{"5", ""} {
		wantError(t, city.try(t, query, m{"reference": reference}), model.CodeNotFound)
	}
	wantError(t, s.sender(agency).try(t, query, m{"reference": "1"}), model.CodeNotFound)
}

func TestASupplierSendsAsLongAsItsMandateHolds(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city, maker := s.sender(mechelen), s.sender(supplier)
	elsewhere := s.again(t) // another process on the same store
	remote := elsewhere.sender(supplier)
	wantError(t, maker.try(t, deliverLetters, m{"input": m{"run": run, "letters": []m{letter("0", an)}}}), model.CodeForbidden)
	wantError(t, maker.deliverFor(t, mechelen, run, letter("0", an)), model.CodeForbidden)
	wantError(t, remote.deliverFor(t, mechelen, run, letter("0", an)), model.CodeForbidden)

	first := city.grant(t, supplier)
	s.clock.advance(time.Minute)
	want(t, city.grant(t, supplier).Data, first.Data)
	want(t, first.at("grantMandate.organisation.mandates"), []m{{"supplier": m{"code": supplier}, "grantedAt": "2026-06-01T10:00:00Z", "revokedAt": nil}})
	for i, who := range []caller{maker, remote} {
		if a := who.deliverFor(t, mechelen, run, letter(fmt.Sprint(i), an)); len(a.problems()) > 0 {
			t.Errorf("with a mandate: %s", a.raw)
		}
	}
	if held := s.record(t, mechelen, run, "0"); held == nil || held.Sender != mechelen || held.By != supplier {
		t.Errorf("the letter is %+v", held)
	}
	city.ask(t, revoke, m{"input": m{"supplier": supplier}})
	wantError(t, maker.deliverFor(t, mechelen, run, letter("2", an)), model.CodeForbidden)
	s.clock.advance(4 * time.Second)
	_ = remote.deliverFor(t, mechelen, run, letter("3", an)) // whether it knows yet is not said
	s.clock.advance(time.Second)
	wantError(t, remote.deliverFor(t, mechelen, run, letter("4", an)), model.CodeForbidden)
	wantError(t, remote.try(t, `query ($name: String!, $org: ID) { run(name: $name, onBehalfOf: $org) { name } }`, m{"name": run, "org": mechelen}), model.CodeForbidden)
	if runs := remote.ask(t, askRuns); len(runs.list("runs.nodes")) != 0 {
		t.Errorf("after its mandate, it sees %s", runs.raw)
	}
	wantError(t, maker.try(t, grant, m{"input": m{"supplier": rival}}), model.CodeForbidden)
	again := city.ask(t, revoke, m{"input": m{"supplier": supplier}})
	if at := again.text("revokeMandate.organisation.mandates.0.revokedAt"); at != "2026-06-01T10:01:00Z" {
		t.Errorf("it was revoked at %q", at)
	}
}

// A letter takes the place of letters in runs that its sender may fill, and of no others.
func TestOnlyLettersOfOwnRunsAreReplaced(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, maker := range []string{supplier, rival} {
		s.sender(mechelen).grant(t, maker)
	}
	maker, other, city := s.sender(supplier), s.sender(rival), s.sender(mechelen)
	city.deliverRun(t, "city", letter("1", an))
	maker.deliverFor(t, mechelen, "maker", letter("1", an))
	replace := func(who caller, behalf, in, run string) []string {
		return who.deliverFor(t, behalf, in, change(letter("2", an), "supersedes", m{"run": run, "reference": "1"})).problems()
	}
	for _, wrong := range [][]string{
		replace(maker, mechelen, "maker-2", "city"),
		replace(other, mechelen, "other-2", "maker"),
		replace(other, mechelen, "other-3", "not there yet"),
		replace(s.sandbox(mechelen), mechelen, "sandbox-2", "city"),
	} {
		want(t, wrong, []string{"NOT_FOUND"})
	}
	states := `{ a: letterStatus(run: "city", reference: "1") { supersededAt } b: letterStatus(run: "maker", reference: "1") { supersededAt } }`
	want(t, city.ask(t, states).Data, any(m{"a": m{"supersededAt": nil}, "b": m{"supersededAt": nil}}))
	want(t, len(replace(maker, mechelen, "maker-3", "maker")), 0)
	want(t, len(replace(city, mechelen, "city-2", "city")), 0)
	want(t, len(replace(city, mechelen, "city-3", "comes later")), 0)
	maker.deliverFor(t, mechelen, "comes later", letter("3", an))
	want(t, len(replace(city, mechelen, "city-3", "comes later")), 0) // the same again
}

func TestASupplierSeesItsOwnRunsOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, org := range []string{mechelen, kraainem} {
		for _, maker := range []string{supplier, rival} {
			s.sender(org).grant(t, maker)
		}
	}
	maker, other, city := s.sender(supplier), s.sender(rival), s.sender(mechelen)
	for _, send := range []struct {
		who       caller
		org, name string
	}{{maker, mechelen, "a"}, {maker, kraainem, "b"}, {other, mechelen, "c"}} {
		if a := send.who.deliverFor(t, send.org, send.name, letter("1", an)); len(a.problems()) > 0 {
			t.Fatalf("%s", a.raw)
		}
	}
	city.deliverRun(t, "d", letter("1", an))
	for name, asked := range map[string]struct {
		who    caller
		behalf any
		runs   []string
	}{
		"supplier, for all":      {maker, nil, []string{"a", "b"}},
		"supplier, for Mechelen": {maker, mechelen, []string{"a"}},
		"supplier, by its token": {s.senderWith(supplier, m{"burgerbode_on_behalf_of": kraainem}), nil, []string{"b"}},
		"rival":                  {other, nil, []string{"c"}},
		"the city":               {city, nil, []string{"a", "c", "d"}},
	} {
		a := asked.who.ask(t, askRuns, m{"behalf": asked.behalf})
		if got := sorted(a.each("runs.nodes", "name")); !slices.Equal(got, asked.runs) {
			t.Errorf("%s sees %q, want %q", name, got, asked.runs)
		}
	}
	for _, query := range []string{
		`{ run(name: "c", onBehalfOf: "` + mechelen + `") { name } }`,
		`{ run(name: "d", onBehalfOf: "` + mechelen + `") { name } }`,
		`{ letterStatus(run: "c", reference: "1", onBehalfOf: "` + mechelen + `") { reference } }`,
		`mutation { handOutPaper(input: {run: "c", batch: "x", onBehalfOf: "` + mechelen + `"}) { complete } }`,
		`mutation { confirmPaper(input: {run: "c", batch: "x", onBehalfOf: "` + mechelen + `"}) { batch { id } } }`,
	} {
		wantError(t, maker.try(t, query), model.CodeNotFound)
	}
	wantError(t, maker.deliverFor(t, mechelen, "c", letter("2", an)), model.CodeConflict)
	// References are the organisation's: the same run and reference by the organisation itself is the same letter.
	if again := city.deliverRun(t, "a", letter("1", an))[0]; again.Error != nil || again.LetterID != string(model.LetterID(mechelen, "a", "1")) {
		t.Errorf("the city's own repetition is %+v", again)
	}
	bound := s.senderWith(supplier, m{"burgerbode_on_behalf_of": kraainem})
	wantError(t, bound.deliverFor(t, mechelen, "a", letter("2", an)), model.CodeForbidden)
}

func TestASandboxReachesTestCitizensOnly(t *testing.T) {
	t.Parallel()
	const somebody, enterprise, test = "85010100214", "0999999922", "0000000196"
	s := newService(t)
	trial, city := s.sandbox(mechelen), s.sender(mechelen)
	logbook.hide(somebody)
	to := func(reference, field, number string) m {
		sent := letter(reference, an)
		sent["recipient"] = m{field: number}
		return sent
	}
	results := trial.deliver(t, to("1", "insz", string(an)), to("2", "insz", somebody), to("3", "enterpriseNumber", enterprise), to("4", "enterpriseNumber", test))
	for i, refused := range []string{"", "recipient.insz", "recipient.enterpriseNumber", ""} {
		if refused != "" {
			wantRefused(t, results[i].Error, model.CodeInvalid, refused)
		} else if results[i].Error != nil {
			t.Errorf("letter %d is refused: %+v", i+1, results[i].Error)
		}
	}
	wantError(t, city.try(t, deliverLetters, m{"input": m{"run": run, "letters": []m{letter("5", an)}}}), model.CodeConflict)
	city.deliverRun(t, "echt", to("1", "insz", somebody))
	wantError(t, trial.try(t, deliverLetters, m{"input": m{"run": "echt", "letters": []m{letter("2", an)}}}), model.CodeConflict)
	wantError(t, trial.try(t, `{ letterStatus(run: "echt", reference: "1") { reference } }`), model.CodeNotFound)
	if runs := trial.ask(t, askRuns).each("runs.nodes", "name"); !slices.Equal(runs, []string{run}) {
		t.Errorf("a sandbox sees %q", runs)
	}
	wantError(t, trial.try(t, grant, m{"input": m{"supplier": supplier}}), model.CodeForbidden)
}

func TestAnEnterpriseHasAMailbox(t *testing.T) {
	t.Parallel()
	const enterprise = "0999999922"
	s := newService(t)
	sent := callLetter("1", an)
	sent["recipient"] = m{"enterpriseNumber": "BE 0999.999.922"}
	id := model.EntryID(s.sender(mechelen).deliverOne(t, sent))
	number, err := model.ParseEnterpriseNumber(enterprise)
	must(t, err)
	key := s.keys.EnterpriseKey(number)
	found, err := s.store.Store.Citizens(t.Context(), []string{key})
	must(t, err)
	box, err := s.mailboxes.Get(t.Context(), found[key])
	must(t, err)
	if _, err := box.Letter(id); err != nil {
		t.Errorf("the enterprise's mailbox has no letter: %v", err)
	}
	sent["recipient"] = m{"enterpriseNumber": enterprise} // another way to write the number
	if again := s.sender(mechelen).deliver(t, sent)[0]; again.Error != nil {
		t.Errorf("the same number, written otherwise: %+v", again.Error)
	}
	sent["recipient"] = m{"enterpriseNumber": "0999999923"}
	wantRefused(t, s.sender(mechelen).deliver(t, sent)[0].Error, model.CodeInvalid, "recipient.enterpriseNumber")
	sent["recipient"] = m{}
	wantRefused(t, s.sender(mechelen).deliver(t, sent)[0].Error, model.CodeInvalid, "recipient")
}
