package resolvers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

const (
	askDesk = `{ campaignDesk { person writes approves countsLeft organisation { code name } municipalities { nis name } letterKinds procedures
		runs elections { id name day } born placeholders { word meaning example } limits { title text pushText } } }`
	countAudience = `mutation ($input: CountCampaignAudienceInput!) { countCampaignAudience(input: $input) { people countsLeft } }`
)

func TestADeskSaysWhoSitsThereAndWhatARuleIsMadeOf(t *testing.T) {
	t.Parallel()
	s := newService(t)
	desk := s.author().ask(t, askDesk)
	want(t, desk.at("campaignDesk.organisation"), m{"code": mechelen, "name": "Stad Mechelen"})
	want(t, desk.at("campaignDesk.municipalities"), []m{{"nis": "12025", "name": "Mechelen"}})
	want(t, []any{desk.at("campaignDesk.person"), desk.at("campaignDesk.writes"), desk.at("campaignDesk.approves"), desk.at("campaignDesk.countsLeft")},
		[]any{"els", true, false, 100})
	want(t, []any{desk.at("campaignDesk.runs"), desk.at("campaignDesk.elections")}, []any{[]string{}, []string{}})
	want(t, desk.at("campaignDesk.limits"), m{"title": 100, "text": 2000, "pushText": 178})
	want(t, desk.at("campaignDesk.placeholders.0"), m{"word": "{gemeente}", "meaning": "De gemeente waar de burger woont.", "example": "Mechelen"})
	want(t, desk.at("campaignDesk.placeholders.4.example"), "Stad Mechelen")
	born := desk.list("campaignDesk.born")
	want(t, []any{born[0], born[len(born)-1]}, []any{"1900-1904", "2025-2029"})
	for _, never := range []string{"GAS_FINE", "DUNNING", "ASSESSOR_LETTER", "JURY_CARD", "PROVISIONAL_ADMINISTRATION", "JURY_SELECTION"} {
		if slices.Contains(append(desk.list("campaignDesk.letterKinds"), desk.list("campaignDesk.procedures")...), any(never)) {
			t.Errorf("%s is offered", never)
		}
	}
	want(t, len(desk.list("campaignDesk.letterKinds")), len(model.LetterKinds())-4)

	approver := s.approver().ask(t, `{ campaignDesk { person writes approves } }`)
	want(t, approver.at("campaignDesk"), m{"person": "piet", "writes": false, "approves": true})
	all := s.communicator(agency, "author", "an").ask(t, `{ campaignDesk { municipalities { validUntil } } }`)
	want(t, len(all.list("campaignDesk.municipalities")), 285) // the Flemish municipalities since 2025
	wantError(t, s.sender(mechelen).try(t, askDesk), model.CodeForbidden)
	wantError(t, s.communicator(supplier, "author", "els").try(t, askDesk), model.CodeForbidden)
}

func TestADeskOffersTheRunsAndElectionsOfItsOrganisation(t *testing.T) {
	t.Parallel()
	s := newService(t)
	called := func(reference, id, day string) m {
		letter := callLetter(reference, an)
		letter["callLetter"] = change(letter["callLetter"].(m), "election", m{"id": id, "name": "Verkiezing " + id, "day": day})
		return letter
	}
	s.sender(mechelen).deliver(t, called("1", "later", "2026-10-11"), called("2", "eerst", electionDay), called("3", "later", "2026-10-11"))
	s.clock.advance(time.Minute)
	s.sender(mechelen).openRun(t, m{"name": "Herinneringen", "policy": "NEVER"})
	s.sandbox(mechelen).try(t, deliverLetters, m{"input": m{"run": "Proef", "letters": []m{called("4", "proef", electionDay)}}})
	desk := s.author().ask(t, askDesk)
	want(t, desk.at("campaignDesk.runs"), []string{"Herinneringen", run})
	want(t, desk.each("campaignDesk.elections", "id"), []string{"eerst", "later"})
	want(t, desk.at("campaignDesk.elections.0"), m{"id": "eerst", "name": "Verkiezing eerst", "day": electionDay})
	s.clock.advance(30 * 24 * time.Hour)
	want(t, s.author().ask(t, askDesk).each("campaignDesk.elections", "id"), []string{"later", "eerst"})
	want(t, s.communicator(kraainem, "author", "an").ask(t, askDesk).at("campaignDesk.elections"), []string{})
}

func TestARuleIsCountedWhileItIsMade(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 13)
	count := func(c caller, rule m, more ...any) answer {
		t.Helper()
		input := m{"rule": rule}
		for i := 0; i < len(more); i += 2 {
			input[more[i].(string)] = more[i+1]
		}
		return c.try(t, countAudience, m{"input": input})
	}
	digital := m{"not": m{"digital": true}}
	want(t, count(s.author(), digital).at("countCampaignAudience"), m{"people": 15, "countsLeft": 99})
	s.clock.advance(time.Second)
	want(t, count(s.author(), m{"all": []m{digital, {"phone": true}}}).at("countCampaignAudience"), m{"people": 5, "countsLeft": 98})
	want(t, s.author().ask(t, askDesk).at("campaignDesk.countsLeft"), 98)
	want(t, s.communicator(kraainem, "author", "an").ask(t, countAudience, m{"input": m{"rule": digital}}).at("countCampaignAudience.people"), 5)

	wantError(t, count(s.approver(), digital), model.CodeForbidden)
	for name, wrong := range map[string]struct {
		rule m
		path string
	}{
		"nothing":   {m{}, "rule"},
		"everybody": {m{"any": []m{digital, {"digital": true}}}, "rule"},
		"nobody":    {m{"all": []m{digital, {"digital": true}}}, "rule"},
		"a fine":    {m{"all": []m{digital, {"letter": m{"kind": "GAS_FINE"}}}}, "rule.all[1].letter.kind"},
		"elsewhere": {m{"municipality": "23099"}, "rule.municipality"},
		"the whole": {m{"municipality": "12025"}, "rule"},
		"no list":   {m{"listed": m{"run": run}}, "rule"},
	} {
		t.Run(name, func(t *testing.T) { wantAdvice(t, count(s.author(), wrong.rule), wrong.path) })
	}
	wantAdvice(t, count(s.author(), digital, "minus", []string{"nergens"}), "minus[0]")
	foreign, _ := s.communicator(kraainem, "author", "an").create(t, campaignDraft())
	wantAdvice(t, count(s.author(), digital, "minus", []string{foreign}), "minus[0]")
	wantAdvice(t, count(s.author(), digital, "references", "nergens"), "references")
	want(t, s.author().ask(t, askDesk).at("campaignDesk.countsLeft"), 98) // what is refused is not counted
	for i := range 98 {
		s.clock.advance(time.Second)
		count(s.author(), m{"all": []m{digital, {"born": []string{fmt.Sprintf("%d-%d", 1900+i%20*5, 1904+i%20*5)}}}})
	}
	wantError(t, count(s.author(), digital), model.CodeRateLimited)
	want(t, s.author().ask(t, askDesk).at("campaignDesk.countsLeft"), 0)
}

// wantAdvice wants a refusal of these fields that says in Dutch what to do.
func wantAdvice(t *testing.T, a answer, paths ...string) {
	t.Helper()
	wantError(t, a, model.CodeInvalid, paths...)
	if len(a.Errors) == 0 {
		return
	}
	for _, field := range a.Errors[0].Extensions.Fields {
		if field.Advice == "" {
			t.Errorf("%s: %q has no advice", field.Path, field.Message)
		}
	}
}

// What the editor and the API say of the same mistake is the same, in Dutch too.
func TestEachMistakeInACampaignIsAClearError(t *testing.T) {
	t.Parallel()
	s := newService(t)
	week := []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
	digital := m{"digital": true}
	for name, wrong := range map[string]struct {
		field   string
		value   any
		path    string
		message string // some of it
		advice  string // likewise
	}{
		"unknown placeholder":      {"text", "Dag {naam}", "text", "{naam}, which is no placeholder", "{naam} bestaat niet"},
		"empty Dutch text":         {"text", "", "text", "Dutch text", "De tekst is leeg."},
		"rule matching nobody":     {"rule", m{"all": []m{digital, {"not": digital}}}, "rule", "for nobody", "niemand"},
		"rule matching everybody":  {"rule", m{"any": []m{digital, {"not": digital}}}, "rule", "for everybody", "iedereen"},
		"window without days":      {"window", m{"days": []string{}, "from": "10:00", "until": "19:00"}, "window", "never opens", "Kies minstens één dag."},
		"window that never opens":  {"window", m{"days": week, "from": "19:00", "until": "10:00"}, "window", "never opens", "vóór het einduur"},
		"expiry within the window": {"expiresAt", opening.Add(time.Hour), "expiresAt", "end of the window", "te vroeg"},
		"expiry in the past":       {"expiresAt", opening.Add(-time.Hour), "expiresAt", "lie ahead", "al voorbij"},
		"push text with a URL":     {"pushText", "Kijk op www.mechelen.example", "pushText", "phishing", "website"},
		"with a phone number":      {"pushText", "Bel 015 29 76 54 10", "pushText", "phishing", "telefoonnummer"},
		"with an amount":           {"pushText", "U krijgt € 20", "pushText", "phishing", "bedrag"},
		"with an IBAN":             {"pushText", "Stort op BE71 0961 2345 6769", "pushText", "IBAN", "IBAN"},
		"with betaal":              {"pushText", "Betaal nu", "pushText", "paying", "betalen"},
		"push text over the limit": {"pushText", strings.Repeat("woord ", 31), "pushText", "up to 186 characters", "8 tekens te lang (hoogstens 178)"},
		"title over the limit":     {"title", strings.Repeat("x", 112), "title", "up to 112 characters", "12 tekens te lang (hoogstens 100)"},
	} {
		t.Run(name, func(t *testing.T) {
			made := s.author().ask(t, createCampaign, m{"input": m{"clientId": "fout: " + name, "draft": change(campaignDraft(), wrong.field, wrong.value)}})
			id := made.text("createCampaign.campaign.id")
			shown := s.author().ask(t, `query ($id: ID!) { campaign(id: $id) { problems { path message advice } } }`, m{"id": id})
			refused := s.author().does(t, "submitCampaign", id)
			paths := shown.each("campaign.problems", "path")
			wantError(t, refused, model.CodeInvalid, paths...)
			told := false
			for i, field := range refused.Errors[0].Extensions.Fields {
				want(t, shown.at(fmt.Sprintf("campaign.problems.%d", i)), m{"path": field.Path, "message": field.Message, "advice": field.Advice})
				told = told || (field.Path == wrong.path && strings.Contains(field.Message, wrong.message) && strings.Contains(string(field.Advice), wrong.advice))
			}
			if !told {
				t.Errorf("no clear error at %s: %s", wrong.path, refused.raw)
			}
		})
	}
	id, hash := s.author().create(t, change(campaignDraft(), "perMinute", 1))
	run := s.author().ask(t, `mutation ($input: CampaignDryRunInput!) { campaignDryRun(input: $input) { problems { path advice } } }`, m{"input": m{"id": id}})
	want(t, run.at("campaignDryRun.problems"), []m{{"path": "rule", "advice": "Deze campagne bereikt niemand, of minder dan 5 mensen. Maak de doelgroep ruimer."}})
	s.people(t, 6)
	wantState(t, s.author().does(t, "submitCampaign", id), "SUBMITTED")
	wantState(t, s.approver().does(t, "approveCampaign", id, m{"hash": hash}), "APPROVED")
	wantAdvice(t, s.author().does(t, "scheduleCampaign", id, m{"at": opening.Add(-time.Hour)}), "at")
	wantAdvice(t, s.author().try(t, dryRun, m{"input": m{"id": id, "startsAt": opening.Add(-time.Hour)}}), "startsAt")
	wantAdvice(t, s.approver().does(t, "rejectCampaign", id, m{"note": ""}), "note")
	wantAdvice(t, s.author().try(t, createCampaign, m{"input": m{"clientId": "kort", "draft": change(change(campaignDraft(), "title", strings.Repeat("x", 501)), "minus", slices.Repeat([]string{"x"}, 21))}}),
		"clientId", "draft.title", "draft.minus")
	wantAdvice(t, s.author().try(t, `mutation ($input: UploadCampaignReferencesInput!) { uploadCampaignReferences(input: $input) { id } }`,
		m{"input": m{"run": "nergens", "references": []string{"1"}}}), "run")
	other := s.sender(mechelen).openRun(t, m{"policy": "NEVER", "name": ""})
	wantError(t, other, model.CodeInvalid, "name")
	want(t, other.Errors[0].Extensions.Fields[0].Advice, "") // no form asks for it
}
