package resolvers_test

import (
	"slices"
	"strings"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const searchQuery = `query ($text: String!, $first: Int, $after: String) { viewer { search(text: $text, first: $first, after: $after) { totalCount
	pageInfo { endCursor hasNextPage } nodes { ... on Letter { subject } ... on Dossier { title } ... on Reminder { reminder: title } } } } }`

func TestSearchFindsWhereverTheWordsStand(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	_, hash := s.sender(mechelen).handOver(t, "Factuur")
	bill := change(withDocument(letter("F-2026-17", an), hash), "subject", "Fáctuur voor Zoë")
	s.sender(mechelen).deliverOne(t, bill)
	id := s.sender(mechelen).deliverOne(t, change(letter("wegenwerken", an), "subject", "Werken in de Hœtstraat"))
	s.sender(mechelen).deliverOne(t, callLetter("van bram", bram))
	s.sender(mechelen).report(t, status("2026/88", "Ingediend", an))
	s.as(an).ask(t, `mutation { createReminder(input: {clientId: "herinnering", title: "Factuur betalen", dueAt: "2026-06-02T10:00:00Z"}) { rev } }`)
	s.as(an).ask(t, `mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`, m{"id": id})
	find := func(text string) answer { return s.as(an).ask(t, searchQuery, m{"text": text}) }
	for text, want := range map[string]int{
		"factuur":            2, // the letter and the reminder, which is still to come
		"FÁCTUUR zoe":        1,
		"zoë factuur":        1, // in any order
		"f-2026-17":          1,
		"dienst":             0, // the issuer is not looked at
		"factuur 12/2026":    1, // the title of its document
		"hoetstraat":         1, // put away, and with a ligature
		"  stad   mechelen ": 3,
		"2026/88":            1,
		"oproepingsbrief":    0, // another citizen's
		"niets hiervan":      0,
	} {
		if got := find(text); got.at("viewer.search.totalCount") != float64(want) {
			t.Errorf("%q finds %s, want %d", text, got.raw, want)
		}
	}
	first := s.as(an).ask(t, searchQuery, m{"text": "mechelen", "first": 2})
	after := first.text("viewer.search.pageInfo.endCursor")
	rest := s.as(an).ask(t, searchQuery, m{"text": "Mechelén", "first": 2, "after": after}) // the same search
	if len(first.list("viewer.search.nodes")) != 2 || len(rest.list("viewer.search.nodes")) != 1 {
		t.Errorf("two pages: %s %s", first.raw, rest.raw)
	}
	wantError(t, s.as(an).try(t, searchQuery, m{"text": "factuur", "after": after}), model.CodeInvalid, "after")
	for _, text := range []string{"", "   ", " a ", "\u0301\u0308", strings.Repeat("x", 101)} {
		wantError(t, s.as(an).try(t, searchQuery, m{"text": text}), model.CodeInvalid, "text")
	}
	for _, text := range []string{"xx", " " + strings.Repeat("é", 100) + " "} {
		want(t, find(text).at("viewer.search.totalCount"), 0)
	}
	wantError(t, s.as(an).try(t, searchQuery, m{"text": "factuur", "first": 101}), model.CodeInvalid, "first")
}

func TestSearchKnowsNoCaseAccentOrLigature(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	for reference, subject := range map[string]string{
		"1": "Fáctuur voor Zoë", "2": "Zoe\u0308 komt", "3": "Vœu, ægis en Straße", "4": "ÎLE DE LA CITÉ",
	} {
		s.sender(mechelen).deliverOne(t, change(letter(reference, an), "subject", subject))
	}
	for text, want := range map[string][]string{
		"factuur": {"1"}, "Zoe": {"1", "2"}, "zoë": {"1", "2"}, "ZOE\u0308": {"1", "2"}, "voeu": {"3"}, "VŒU": {"3"}, "aegis": {"3"},
		"strasse": {"3"}, "STRASSE": {"3"}, "straße": {"3"}, "ile cite": {"4"}, "cité île": {"4"}, "zoe cite": nil, "a\u0301": {"1", "2", "3", "4"},
	} {
		a := s.as(an).ask(t, `query ($text: String!) { viewer { search(text: $text) { nodes { ... on Letter { reference } } } } }`, m{"text": text})
		got := a.each("viewer.search.nodes", "reference")
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

// Each citizen finds the own entries only, and a cursor holds for one search of one citizen.
func TestSearchKeepsCitizensApart(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, p := range []person{an, bram} {
		s.as(p).activate(t)
		for _, reference := range []string{"1", "2", "3"} {
			s.sender(mechelen).deliverOne(t, change(letter(string(p)[:4]+reference, p), "subject", "Dezelfde brief"))
		}
		s.sender(mechelen).reportAll(t, status("dossier "+string(p)[:4], "Ingediend", p))
	}
	for _, p := range []person{an, bram} {
		own, first := string(p)[:4], s.as(p).ask(t, searchQuery, m{"text": "dezelfde", "first": 2})
		want(t, first.at("viewer.search.totalCount"), 3)
		other := map[person]person{an: bram, bram: an}[p]
		want(t, s.as(p).ask(t, searchQuery, m{"text": own}).at("viewer.search.totalCount"), 4)
		want(t, s.as(other).ask(t, searchQuery, m{"text": own}).at("viewer.search.totalCount"), 0)
		after := first.at("viewer.search.pageInfo.endCursor")
		want(t, len(s.as(p).ask(t, searchQuery, m{"text": "DEZELFDE", "after": after}).list("viewer.search.nodes")), 1)
		wantError(t, s.as(other).try(t, searchQuery, m{"text": "dezelfde", "after": after}), model.CodeInvalid, "after")
		wantError(t, s.as(p).try(t, `query ($after: String) { viewer { feed(after: $after) { totalCount } } }`, m{"after": after}), model.CodeInvalid, "after")
	}
	wantError(t, s.anonymous().try(t, searchQuery, m{"text": "dezelfde"}), model.CodeUnauthenticated)
	wantError(t, s.sender(mechelen).try(t, searchQuery, m{"text": "dezelfde"}), model.CodeForbidden)
}

// Hasselt and Kortessem became 71072 in 2025; senders and citizens may still name the old codes.
func TestALetterForAnEndedMunicipalityReachesThePeopleOfTheNewOne(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	for org, own := range map[string]model.NIS{"OVO001071": "71072", "OVO001073": "71022"} {
		must(t, store.Save(t.Context(), s.store.Store, &model.Organisation{Code: model.OrgCode(org), Name: "Hasselt", Level: model.LevelMunicipal, NIS: []model.NIS{own}}))
		for _, nis := range []string{"71022", "73040", "71072"} {
			s.sender(org).deliverOne(t, change(letter(nis, an), "nis", nis))
		}
		wantRefused(t, s.sender(org).deliver(t, change(letter("elders", an), "nis", "12025"))[0].Error, model.CodeInvalid, "nis")
	}
	a := s.as(an).ask(t, `{ viewer { letters { nodes { reference municipality { nis name validUntil successor { nis name validFrom successor { nis } } } } } } }`)
	for i, reference := range a.each("viewer.letters.nodes", "reference") {
		town := a.at("viewer.letters.nodes").([]any)[i].(m)["municipality"].(m)
		heir, _ := town["successor"].(m)
		switch {
		case reference == "71072" && (heir != nil || town["validUntil"] != nil):
			t.Errorf("today's town is %v", town)
		case reference != "71072" && (heir["nis"] != "71072" || heir["name"] != "Hasselt" || heir["successor"] != nil || town["validUntil"] != "2025-01-01"):
			t.Errorf("%s is %v", reference, town)
		}
	}
	s.as(an).ask(t, `mutation { updatePreferences(input: {municipality: "73040"}) { rev } }`)
	box := s.mailbox(t, an)
	if box.Preferences.Residence != "71072" || !slices.Contains(box.Derived.Tags, "nis:71072") {
		t.Errorf("residence %s, tags %v", box.Preferences.Residence, box.Derived.Tags)
	}
}
