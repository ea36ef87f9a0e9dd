package resolvers_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const setService = `mutation ($input: SetServiceInput!) { setService(input: $input) { organisation { organisation { services {
	id name contact { desk phone } digital { kind from } } } } } }`

const setDigitalFrom = `mutation ($input: SetDigitalFromInput!) { setDigitalFrom(input: $input) { organisation { organisation { services {
	id digital { kind from } } } } } }`

const askOrganisation = `query ($behalf: ID) { organisation(onBehalfOf: $behalf) { organisation { code initials logo services { id } } territory { nis name }
	quota { lettersPerDay usedToday } mandates { supplier { code } revokedAt } audit { nodes { at by { code } action subject } } } }`

// withOrganisation is a service in which an organisation differs.
func withOrganisation(t testing.TB, code string, change func(o *model.Organisation)) *service {
	t.Helper()
	s := newService(t)
	_, err := store.ChangeRecord(t.Context(), s.store, model.OrgCode(code), func(o *model.Organisation) (bool, error) {
		change(o)
		return true, nil
	})
	must(t, err)
	must(t, s.api.Reload(t.Context()))
	return s
}

func TestACityGoesDigitalInPhases(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	city := s.sender(mechelen)
	channel := func(reference, kind, service string) string {
		t.Helper()
		sent := change(change(letter(reference, an), "kind", kind), "service", service)
		if service == "" {
			sent = change(sent, "service", absent{})
		}
		a := city.ask(t, `mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { channel reason error { message } } } }`,
			m{"input": m{"run": run, "letters": []m{sent}}})
		return a.text("deliverLetters.results.0.channel") + " " + a.text("deliverLetters.results.0.reason")
	}
	const digital, paper = "DIGITAL ACTIVATED", "PAPER NOT_DIGITAL_YET"
	if got := channel("1", "INVOICE", "Financiën"); got != digital {
		t.Errorf("without departments a letter goes by %s", got)
	}
	a := city.ask(t, setService, m{"input": m{"id": "financien", "name": "Financiën", "contact": m{"phone": "015 00 00 00"}}})
	want(t, a.at("setService.organisation.organisation.services"),
		[]m{{"id": "financien", "name": "Financiën", "contact": m{"desk": nil, "phone": "015 00 00 00"}, "digital": []any{}}})
	from := func(kind string, day any) answer {
		t.Helper()
		return city.ask(t, setDigitalFrom, m{"input": m{"service": "financien", "kind": kind, "from": day}})
	}
	from("INVOICE", "2026-06-01")
	first := from("TAX_BILL", "2026-06-03")
	want(t, from("TAX_BILL", "2026-06-03").Data, first.Data)
	for reference, letter := range map[string]struct{ kind, service, channel string }{
		"2": {"INVOICE", "Financiën", digital}, "3": {"INVOICE", "financien", digital}, "4": {"TAX_BILL", "Financiën", paper},
		"5": {"INVOICE", "", paper}, "6": {"DUNNING", "Financiën", paper},
	} {
		if got := channel(reference, letter.kind, letter.service); got != letter.channel {
			t.Errorf("%s of %q goes by %s, want %s", letter.kind, letter.service, got, letter.channel)
		}
	}
	s.clock.advance(2 * 24 * time.Hour)
	city = s.sender(mechelen)
	if now, before := channel("7", "TAX_BILL", "Financiën"), channel("4", "TAX_BILL", "Financiën"); now != digital || before != paper {
		t.Errorf("from the day on a tax bill goes by %s, and one of before by %s", now, before)
	}
	from("TAX_BILL", nil)
	if got := channel("8", "TAX_BILL", "Financiën"); got != paper {
		t.Errorf("taken back, it goes by %s", got)
	}

	// A department may get another name; letters and runs may call it by the old one.
	city.openRun(t, m{"name": "facturen", "service": "Financiën"})
	city.ask(t, setService, m{"input": m{"id": "financien", "name": "Geldzaken"}})
	if a := city.openRun(t, m{"name": "facturen", "service": "Financiën"}); len(a.Errors) > 0 {
		t.Errorf("the run opened again: %s", a.raw)
	}
	if got := channel("9", "INVOICE", "Financiën"); got != digital {
		t.Errorf("by its former name it goes by %s", got)
	}
	if held := s.record(t, mechelen, run, "9"); held.Service != "Geldzaken" {
		t.Errorf("the letter comes from %q", held.Service)
	}
	wrong := change(change(letter("10", an), "kind", "INVOICE"), "service", "Parkeren")
	wantRefused(t, city.deliver(t, wrong)[0].Error, model.CodeInvalid, "service")
}

func TestWhatIsWrongWithADepartmentIsSaid(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	city.ask(t, setService, m{"input": m{"id": "gas", "name": "GAS"}})
	wantError(t, city.try(t, setService, m{"input": m{"id": "Geld zaken", "name": " ", "contact": m{"website": "ftp://x"}}}), model.CodeInvalid, "id", "name", "contact.website")
	wantError(t, city.try(t, setService, m{"input": m{"id": "boetes", "name": "gas"}}), model.CodeConflict)
	wantError(t, city.try(t, setDigitalFrom, m{"input": m{"service": "gas", "kind": "GAS_FINE"}}), model.CodeInvalid, "from")
	wantError(t, city.try(t, setDigitalFrom, m{"input": m{"service": "parkeren", "kind": "GAS_FINE", "from": nil}}), model.CodeNotFound)
	for code, field := range map[string]string{mechelen: "supplier", stranger: "supplier"} {
		wantError(t, city.try(t, grant, m{"input": m{"supplier": code}}), model.CodeInvalid, field)
	}
	wantError(t, s.sender(stranger).try(t, grant, m{"input": m{"supplier": supplier}}), model.CodeForbidden)
	bound := s.senderWith(supplier, m{"burgerbode_on_behalf_of": mechelen})
	city.grant(t, supplier)
	wantError(t, bound.try(t, setService, m{"input": m{"id": "x", "name": "X"}}), model.CodeForbidden)
}

func TestAnOrganisationSeesWhatWasDoneForIt(t *testing.T) {
	t.Parallel()
	s := withOrganisation(t, mechelen, func(o *model.Organisation) {
		o.Logo, o.Quota.LettersPerDay = "https://mechelen.example/logo.svg", 100
	})
	city, maker := s.sender(mechelen), s.sender(supplier)
	city.grant(t, supplier)
	s.clock.advance(time.Minute)
	city.grant(t, rival)
	for range 2 { // repeated calls are one entry a day
		maker.deliverFor(t, mechelen, run, letter("1", an), letter("2", an))
		s.clock.advance(time.Minute)
	}
	city.ask(t, revoke, m{"input": m{"supplier": rival}})
	own := city.ask(t, askOrganisation)
	want(t, own.at("organisation.organisation"), m{"code": mechelen, "initials": "SM", "logo": "https://mechelen.example/logo.svg", "services": []any{}})
	want(t, own.at("organisation.territory"), []m{{"nis": "12025", "name": "Mechelen"}})
	want(t, own.at("organisation.quota"), m{"lettersPerDay": 100, "usedToday": 2})
	want(t, own.at("organisation.mandates"), []m{
		{"supplier": m{"code": supplier}, "revokedAt": nil}, {"supplier": m{"code": rival}, "revokedAt": "2026-06-01T10:03:00Z"},
	})
	entry := func(at, by, action, subject string) m {
		return m{"at": at, "by": m{"code": by}, "action": action, "subject": subject}
	}
	audit := []m{
		entry("2026-06-01T10:03:00Z", mechelen, "MANDATE_REVOKED", rival),
		entry("2026-06-01T10:01:00Z", mechelen, "MANDATE_GRANTED", rival),
		entry("2026-06-01T10:00:00Z", mechelen, "MANDATE_GRANTED", supplier),
	}
	nodes := own.list("organisation.audit.nodes")
	if len(nodes) != 5 {
		t.Fatalf("the audit is %s", own.raw)
	}
	want(t, nodes[:3], audit)
	midnight := "2026-05-31T22:00:00Z"
	ours := []string{canonical(t, entry(midnight, supplier, "RUN_OPENED", run)), canonical(t, entry(midnight, supplier, "DELIVERED", run))}
	theirs := maker.ask(t, askOrganisation, m{"behalf": mechelen})
	for _, list := range [][]any{nodes[3:], theirs.list("organisation.audit.nodes")} {
		var got []string
		for _, node := range list {
			got = append(got, canonical(t, node))
		}
		if !slices.Equal(sorted(got), sorted(ours)) {
			t.Errorf("what the supplier did is %s", got)
		}
	}
	want(t, theirs.at("organisation.mandates"), []m{{"supplier": m{"code": supplier}, "revokedAt": nil}})
	wantError(t, s.sender(rival).try(t, askOrganisation, m{"behalf": mechelen}), model.CodeForbidden)
	wantError(t, maker.try(t, askOrganisation), model.CodeForbidden) // a supplier sends for nobody but others
}

func TestAQuotaIsOfTheDay(t *testing.T) {
	t.Parallel()
	s := withOrganisation(t, mechelen, func(o *model.Organisation) { o.Quota.LettersPerDay = 5 })
	city, maker := s.sender(mechelen), s.sender(supplier)
	city.grant(t, supplier)
	send := func(who caller, references ...string) answer {
		letters := make([]m, len(references))
		for i, reference := range references {
			letters[i] = letter(reference, an)
		}
		return who.deliverFor(t, mechelen, run, letters...)
	}
	if a := send(maker, "1", "2", "3", "4"); len(a.problems()) > 0 {
		t.Fatalf("within the quota: %s", a.raw)
	}
	for _, who := range []caller{city, maker, s.again(t).sender(mechelen)} {
		limited := send(who, "4", "5", "6")
		wantError(t, limited, model.CodeRateLimited)
		// It is noon in Belgium: twelve hours to go.
		if after := limited.Errors[0].Extensions.After; after != 12*3600 || limited.header.Get("Retry-After") != fmt.Sprint(after) {
			t.Errorf("wait %d seconds, or %q", after, limited.header.Get("Retry-After"))
		}
		if a := send(who, "1", "2", "3", "4"); len(a.problems()) > 0 { // what is in already is let through
			t.Errorf("again: %s", a.raw)
		}
	}
	if a := send(city, "4", "5"); len(a.problems()) > 0 {
		t.Errorf("the last one: %s", a.raw)
	}
	want(t, city.ask(t, askOrganisation).at("organisation.quota"), m{"lettersPerDay": 5, "usedToday": 5})
	wantError(t, send(city, "6"), model.CodeRateLimited)
	trial := s.sandbox(mechelen) // what is tried out has a quota of its own
	try := func(references ...string) answer {
		letters := make([]m, len(references))
		for i, reference := range references {
			letters[i] = letter(reference, an)
		}
		return trial.deliverFor(t, mechelen, "proef", letters...)
	}
	if a := try("1", "2", "3", "4"); len(a.problems()) > 0 {
		t.Errorf("in the sandbox: %s", a.raw)
	}
	wantError(t, try("5", "6"), model.CodeRateLimited)
	want(t, trial.ask(t, askOrganisation).at("organisation.quota"), m{"lettersPerDay": 5, "usedToday": 4})
	want(t, city.ask(t, askOrganisation).at("organisation.quota"), m{"lettersPerDay": 5, "usedToday": 5})
	s.clock.advance(12 * time.Hour)
	if a := send(s.sender(mechelen), "6", "7", "8"); len(a.problems()) > 0 {
		t.Errorf("the day after: %s", a.raw)
	}
	if a := send(s.sender(agency), "1"); len(a.Errors) == 0 {
		t.Errorf("another organisation sends for Mechelen: %s", a.raw)
	}
}

func TestCitizensChooseWhoLearnsThatALetterIsOpened(t *testing.T) {
	t.Parallel()
	s := newService(t)
	update := func(codes ...any) answer {
		return s.as(an).try(t, `mutation ($codes: [String!]) { updatePreferences(input: {sharesReceiptsWith: $codes}) { preferences {
			sharesReceiptsWith { code name } mutedSenders { code } } } }`, m{"codes": append([]any{}, codes...)})
	}
	shares := func(a answer) []string { return a.each("updatePreferences.preferences.sharesReceiptsWith", "code") }
	if before := s.as(an).ask(t, `{ viewer { preferences { sharesReceiptsWith { code } } } }`); len(before.list("viewer.preferences.sharesReceiptsWith")) != 0 {
		t.Errorf("without a choice: %s", before.raw)
	}
	if got := shares(update(mechelen, agency, mechelen)); !slices.Equal(got, []string{mechelen, agency}) {
		t.Errorf("shared with %q", got)
	}
	wantError(t, update(mechelen, stranger), model.CodeInvalid, "sharesReceiptsWith[1]")
	if got := shares(update()); len(got) != 0 {
		t.Errorf("after all were taken back, shared with %q", got)
	}
}

func TestWhoChoseDigitalPostAndCannotBeReachedIsTold(t *testing.T) {
	t.Parallel()
	s := newService(t)
	digital := func() (reachable, warning any) {
		t.Helper()
		a := s.as(an).ask(t, `{ viewer { digitalPost { active reachable warning senders { code } } } }`)
		if codes := a.each("viewer.digitalPost.senders", "code"); slices.Contains(codes, supplier) {
			t.Errorf("a supplier is listed as a sender: %q", codes)
		}
		return a.at("viewer.digitalPost.reachable"), a.at("viewer.digitalPost.warning")
	}
	if reachable, warning := digital(); reachable != false || warning != nil {
		t.Errorf("on paper: %v, %v", reachable, warning)
	}
	activated := s.as(an).ask(t, `mutation { activateDigitalPost(input: {understood: true}) { digitalPost { active reachable warning } } }`)
	if text := activated.text("activateDigitalPost.digitalPost.warning"); len(text) < 20 || text[:27] != "U koos voor digitale post, " {
		t.Errorf("without a phone: %s", activated.raw)
	}
	s.as(an).register(t, phone, token)
	if reachable, warning := digital(); reachable != true || warning != nil {
		t.Errorf("with a phone: %v, %v", reachable, warning)
	}
}

// Several processes serve one store: what an organisation decides through one of them holds at the others soon.
func TestGoingBackToPaperHoldsInEveryProcess(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.sender(mechelen).ask(t, `mutation { setService(input: {id: "communicatie", name: "Communicatie"}) { organisation { organisation { code } } } }`)
	set := func(from any) {
		s.sender(mechelen).ask(t, setDigitalFrom, m{"input": m{"service": "communicatie", "kind": "INFORMATION", "from": from}})
	}
	set("2026-01-01")
	elsewhere := s.again(t)
	send := func(reference string) model.Channel {
		return elsewhere.sender(mechelen).deliver(t, change(letter(reference, an), "service", "Communicatie"))[0].Channel
	}
	want(t, send("een"), model.ChannelDigital)
	set(nil)
	s.clock.advance(5 * time.Second)
	want(t, send("twee"), model.ChannelPaper)
}
