package resolvers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const removeDossiers = `mutation ($input: RemoveDossiersInput!) { removeDossiers(input: $input) { results {
	source number dossierId error { code message fields { path message } } } } }`

// remove removes dossiers, by their numbers.
func (c caller) remove(t testing.TB, numbers ...string) []reported {
	t.Helper()
	refs := []m{}
	for _, number := range numbers {
		refs = append(refs, m{"source": source, "number": number})
	}
	var got struct {
		RemoveDossiers struct{ Results []reported } `json:"removeDossiers"`
	}
	into(t, c.ask(t, removeDossiers, m{"input": m{"dossiers": refs}}).Data, &got)
	if len(got.RemoveDossiers.Results) != len(numbers) {
		t.Fatalf("%d results for %d dossiers", len(got.RemoveDossiers.Results), len(numbers))
	}
	return got.RemoveDossiers.Results
}

// dossiersShown is all that a citizen's app sees of dossiers and of what leads to them, and the pushes
// that are to come: what became of past ones depends on the order in which things came.
func (s *service) dossiersShown(t testing.TB, p person) any {
	t.Helper()
	var pushes []m
	into(t, s.as(p).ask(t, `{ viewer { pushes { entryId topic state } } }`).at("viewer.pushes"), &pushes)
	pushes = slices.DeleteFunc(pushes, func(push m) bool { return push["state"] != "PLANNED" })
	return []any{pushes, s.as(p).ask(t, `{ viewer { counts { unread toDo } feed { nodes { __typename ... on Dossier { id number title procedure level product read changedAt asOf
		status { at phase code label detail actionRequired actionText } history { at code label } manager { name address } link documents { id title }
		organisation { code } letters { reference } } ... on Letter { reference dossier { id } } } } } }`).Data}
}

func TestARemovedDossierIsGoneAndStaysGone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).ask(t, registerDevice, m{"input": device("toestel-van-an", "token-van-an")})
	id := s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an, bram))
	s.sender(mechelen).reportAll(t, statusAt("2", "Ingediend", 8, an))
	s.sender(mechelen).deliverOne(t, change(callLetter("brief", an), "dossier", m{"source": source, "number": "1"}))
	s.as(an).ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Bellen", "dueAt": "2026-06-02T10:00:00Z", "entryId": id}})

	results := s.sender(mechelen).remove(t, "1", "404", "1")
	want(t, []any{results[0].DossierID, results[0].Error, results[2].Error}, []any{id, nil, nil})
	wantRefused(t, results[1].Error, model.CodeNotFound)
	for p, left := range map[person][]string{an: {"2"}, bram: {}} {
		want(t, s.as(p).ask(t, `{ viewer { dossiers { nodes { number } } } }`).each("viewer.dossiers.nodes", "number"), left)
	}
	wantError(t, s.as(an).try(t, `query ($id: ID!) { node(id: $id) { id } }`, m{"id": id}), model.CodeGone)
	shown := s.as(an).ask(t, `{ viewer { pushes { topic state reason } letters { nodes { reference dossier { id } } }
		reminders { nodes { title entry { __typename } } } } }`)
	want(t, shown.at("viewer.letters.nodes"), []m{{"reference": "brief", "dossier": nil}})
	want(t, shown.at("viewer.reminders.nodes"), []m{{"title": "Bellen", "entry": nil}})

	// Nothing brings it back: neither a repetition, nor what comes late, nor something new.
	s.clock.advance(200 * 24 * time.Hour) // the mailbox has forgotten by then, the record has not
	before := s.store.dump(t)
	for _, late := range []m{statusAt("1", "Ingediend", 8, an), statusAt("1", "InBehandeling", 7), statusAt("1", "Beslist", 12, an)} {
		wantRefused(t, s.sender(mechelen).report(t, late)[0].Error, model.CodeConflict)
	}
	want(t, s.store.dump(t), before)
	want(t, s.sender(mechelen).remove(t, "1")[0].Error, nil)
}

func TestOnlyItsOwnOrganisationRemovesADossier(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an))
	before := s.store.dump(t)
	wantRefused(t, s.sender(agency).remove(t, "1")[0].Error, model.CodeNotFound)
	wantRefused(t, s.sender(mechelen).remove(t, " ")[0].Error, model.CodeInvalid, "number")
	wantError(t, s.sender(stranger).try(t, removeDossiers, m{"input": m{"dossiers": []m{{"source": source, "number": "1"}}}}), model.CodeForbidden)
	wantError(t, s.as(an).try(t, removeDossiers, m{"input": m{"dossiers": []m{{"source": source, "number": "1"}}}}), model.CodeForbidden)
	for _, refs := range [][]m{{}, slices.Repeat([]m{{"source": source, "number": "1"}}, 101)} {
		wantError(t, s.sender(mechelen).try(t, removeDossiers, m{"input": m{"dossiers": refs}}), model.CodeInvalid, "dossiers")
	}
	want(t, s.store.dump(t), before)
}

// permuted are all orders of 0 to n-1.
func permuted(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permuted(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return all
}

func TestADossierOfTestCitizensIsForThemOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	claims := senderClaims(s.clock.now(), mechelen)
	claims["scope"] = "burgerbode_send burgerbode_sandbox"
	sandbox := s.with(issuerKeys()["ES256"].sign(claims))
	s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an))
	wantRefused(t, sandbox.report(t, statusAt("1", "Beslist", 9))[0].Error, model.CodeConflict)
	wantRefused(t, sandbox.remove(t, "1")[0].Error, model.CodeNotFound)
	sandbox.reportAll(t, statusAt("2", "Ingediend", 8, bram))
	wantRefused(t, s.sender(mechelen).report(t, statusAt("2", "Beslist", 9))[0].Error, model.CodeConflict)
	want(t, sandbox.remove(t, "2")[0].Error, nil)
}

func TestSeveralCitizensAndAnEnterpriseShareADossier(t *testing.T) {
	t.Parallel()
	s := newService(t)
	const enterprise = "0403170701"
	shared := statusAt("1", "Ingediend", 8, an, bram)
	shared["recipients"] = append(shared["recipients"].([]any), m{"enterpriseNumber": enterprise})
	id := s.sender(mechelen).reportAll(t, change(shared, "product", "200"))
	number, err := model.ParseEnterpriseNumber(enterprise)
	must(t, err)
	key := s.keys.EnterpriseKey(number)
	ids, err := s.store.Citizens(t.Context(), []string{key})
	must(t, err)
	holds := func(wanted bool) {
		t.Helper()
		box, err := s.mailboxes.Get(t.Context(), ids[key])
		must(t, err)
		if _, err := box.Dossier(model.EntryID(id)); (err == nil) != wanted {
			t.Errorf("the enterprise's mailbox holds the dossier: %v, want %t", err, wanted)
		}
	}
	holds(true)
	want(t, s.as(bram).ask(t, `{ viewer { dossiers { nodes { id product } } } }`).at("viewer.dossiers.nodes"), []m{{"id": id, "product": "200"}})
	wantRefused(t, s.sender(mechelen).report(t, change(shared, "product", "IPDC 200"))[0].Error, model.CodeInvalid, "product")
	wantRefused(t, s.sender(mechelen).report(t, change(shared, "recipients.2.enterpriseNumber", "0403170702"))[0].Error, model.CodeInvalid, "recipients[2].enterpriseNumber")
	s.sender(mechelen).remove(t, "1")
	holds(false)
}

func TestAStatusBringsDocuments(t *testing.T) {
	t.Parallel()
	s := newService(t)
	_, draft := s.sender(mechelen).handOver(t, "Ontwerp")
	_, final := s.sender(mechelen).handOver(t, "Besluit")
	document := func(hash, title string) m { return m{"sha256": hash, "type": "DECISION", "title": title} }
	early := change(statusAt("1", "InBehandeling", 8, an), "documents", []m{document(draft, "Ontwerp")})
	late := change(statusAt("1", "Beslist", 9, an), "documents", []m{document(final, "Besluit"), document(draft, "Bijlage")})
	s.sender(mechelen).reportAll(t, late, early, late)
	shown := func() answer {
		return s.as(an).ask(t, `{ viewer { dossiers { nodes { history { code } documents { id title url } } } documents { nodes { title entry { ... on Dossier { number } } } } } }`)
	}
	want(t, shown().each("viewer.dossiers.nodes.0.documents", "title"), []string{"Besluit", "Bijlage"})
	want(t, shown().each("viewer.dossiers.nodes.0.history", "code"), []string{"Beslist", "InBehandeling"})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+shown().text("viewer.dossiers.nodes.0.documents.0.url"), http.NoBody)
	must(t, err)
	if code, body := s.anonymous().fetchText(t, request); code != http.StatusOK || !strings.HasPrefix(body, "%PDF") {
		t.Errorf("the document answers HTTP %d", code)
	}
	wantRefused(t, s.sender(mechelen).report(t, change(late, "documents.0.sha256", sha(nil)))[0].Error, model.CodeInvalid, "documents[0].sha256")
	wantRefused(t, s.sender(agency).report(t, change(change(late, "source", "https://elders.example"), "documents", []m{document(final, "Besluit")}))[0].Error,
		model.CodeInvalid, "documents[0].sha256")
	seven := []m{}
	for i := range 7 {
		seven = append(seven, document(final, fmt.Sprint(i)))
	}
	wantRefused(t, s.sender(mechelen).report(t, change(late, "documents", seven))[0].Error, model.CodeInvalid, "documents")
}

// A loose paving stone, from the report to the end, by each level of government.
func TestAReportOfALoosePavingStone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).ask(t, registerDevice, m{"input": device("toestel-van-an", "token-van-an")})
	for number, step := range pavingStone() {
		sent := statusAt("tegel", step.code, 8+number, an)
		sent["procedure"], sent["title"], sent["phase"], sent["label"] = "REPORT", "Melding losliggende tegel", step.phase, step.label
		if step.action != "" {
			sent["actionRequired"], sent["actionText"] = true, step.action
		}
		s.sender(mechelen).reportAll(t, sent)
		shown := s.as(an).ask(t, `{ viewer { counts { toDo } pinned { totalCount } dossiers { nodes { procedure status { label actionRequired actionText } } } } }`)
		waits := 0
		var action any
		if step.action != "" {
			waits, action = 1, step.action
		}
		want(t, shown.at("viewer"), m{"counts": m{"toDo": waits}, "pinned": m{"totalCount": waits}, "dossiers": m{"nodes": []m{{
			"procedure": "REPORT", "status": m{"label": step.label, "actionRequired": step.action != "", "actionText": action}}}}})
	}
	want(t, len(s.as(an).ask(t, `{ viewer { dossiers { nodes { history { code } } } } }`).list("viewer.dossiers.nodes.0.history")), 5)
	others := []*model.Organisation{
		{Code: "OVO001006", Name: "Provincie Voorbeeld", Level: model.LevelProvincial}, {Code: "OVO001007", Name: "FOD Voorbeeld", Level: model.LevelFederal},
	}
	_, err := store.Add(t.Context(), s.store.Store, others)
	must(t, err)
	for _, org := range []string{mechelen, agency, string(others[0].Code), string(others[1].Code)} {
		s.sender(org).reportAll(t, change(statusAt("elk", "Ingediend", 8, bram), "source", "https://"+org+".example"))
	}
	levels := s.as(bram).ask(t, `{ viewer { dossiers { nodes { level } } } }`).each("viewer.dossiers.nodes", "level")
	slices.Sort(levels)
	want(t, slices.Compact(levels), []model.Level{model.LevelFederal, model.LevelFlemish, model.LevelMunicipal, model.LevelProvincial})
}

// step is one status of a report.
type step struct{ phase, code, label, action string }

func pavingStone() []step {
	return []step{
		{"SAMENSTELLING", "Ingediend", "Melding ontvangen: bedankt, we kijken ze na", ""},
		{"BEHANDELING", "DossierOnvolledig", "Actie nodig", "We vinden de plaats niet terug. Kunt u een foto of een huisnummer bezorgen?"},
		{"BEHANDELING", "InBehandeling", "Herstelling gepland in de week van 8 juni", ""},
		{"UITVOERING", "Uitgevoerd", "Hersteld op 10 juni", ""},
		{"AFGEROND", "Uitgevoerd", "Afgesloten", ""},
	}
}

const reportSource = `mutation ($input: ReportSourceInput!) { reportSource(input: $input) { source { uri asOf unavailableSince } } }`

func TestADossierSaysHowFreshItIs(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an), statusAt("2", "Ingediend", 8, an))
	s.sender(agency).reportAll(t, change(statusAt("1", "Ingediend", 7, an), "source", "https://elders.example"))
	say := func(asOf, since any) answer {
		return s.sender(mechelen).try(t, reportSource, m{"input": m{"source": source, "asOf": asOf, "unavailableSince": since}})
	}
	shown := func() (fresh []m) {
		calls := s.store.counted(func() {
			into(t, s.as(an).ask(t, `{ viewer { dossiers { nodes { asOf sourceUnavailableSince sourceText } } } }`).at("viewer.dossiers.nodes"), &fresh)
		})
		if calls["FindRecords sources"] > 2 { // one for each source at most, not for each dossier and field
			t.Errorf("sources were read %d times", calls["FindRecords sources"])
		}
		return fresh
	}
	fine := m{"asOf": "2026-06-01T10:00:00Z", "sourceUnavailableSince": nil, "sourceText": nil}
	want(t, shown(), []m{fine, fine, fine})

	s.clock.advance(2 * time.Hour)
	want(t, say("2026-06-01T11:30:00Z", nil).at("reportSource.source"), m{"uri": source, "asOf": "2026-06-01T11:30:00Z", "unavailableSince": nil})
	say("2026-06-01T11:30:00Z", "2026-06-01T11:45:00Z")
	say("2026-06-01T11:00:00Z", nil) // comes late
	away := m{"asOf": "2026-06-01T11:30:00Z", "sourceUnavailableSince": "2026-06-01T11:45:00Z",
		"sourceText": "We kunnen de dossiers van Stad Mechelen nu niet ophalen. Laatst bijgewerkt: 13.30 uur."}
	want(t, shown(), []m{away, away, fine})
	say("2026-06-01T12:00:00Z", nil)
	back := m{"asOf": "2026-06-01T12:00:00Z", "sourceUnavailableSince": nil, "sourceText": nil}
	want(t, shown(), []m{back, back, fine})

	wantError(t, say("2026-06-01T12:05:01Z", "2026-06-01T12:05:01Z"), model.CodeInvalid, "asOf", "unavailableSince")
	wantError(t, say("2026-06-01T12:00:00Z", "2026-06-01T11:59:00Z"), model.CodeInvalid, "unavailableSince")
	other := m{"input": m{"source": source, "asOf": "2026-06-01T12:01:00Z"}}
	wantError(t, s.sender(agency).try(t, reportSource, other), model.CodeForbidden)
	wantError(t, s.as(an).try(t, reportSource, other), model.CodeForbidden)
	want(t, shown(), []m{back, back, fine})
}
