package resolvers_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph/model"
)

// Which answers carry an ETag is held to what they really read, and to whether they really stay the same. Both
// tests take the fields from the contract: a new one is tried without being named here.

// place is a field of what a citizen sees.
type place struct {
	owner, name string
	call        string                    // the field with its arguments and, where it needs one, a selection
	wrap        func(inner string) string // makes a query of fields of the owner
}

// places are all fields below the viewer, each by the shortest way there, with the arguments that it needs.
func places(t *testing.T) []place {
	t.Helper()
	types := contract(t)
	type way struct {
		definition *ast.Definition
		wrap       func(inner string) string
	}
	ways := []way{{types.Types["Viewer"], func(inner string) string { return "{ viewer { " + inner + " } }" }}}
	seen := map[string]bool{"Viewer": true}
	var all []place
	for len(ways) > 0 {
		at := ways[0]
		ways = ways[1:]
		last := func(field *ast.FieldDefinition) int { return strings.Index(field.Name, "pinned") } // not all types stand there
		for _, field := range slices.SortedStableFunc(slices.Values(at.definition.Fields), func(a, b *ast.FieldDefinition) int { return last(a) - last(b) }) {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			inner := types.Types[field.Type.Name()]
			call := field.Name + arguments(field)
			if !inner.IsCompositeType() {
				all = append(all, place{at.definition.Name, field.Name, call, at.wrap})
				continue
			}
			all = append(all, place{at.definition.Name, field.Name, call + " { __typename }", at.wrap})
			for _, possible := range types.GetPossibleTypes(inner) {
				if seen[possible.Name] {
					continue
				}
				seen[possible.Name] = true
				ways = append(ways, way{possible, func(deeper string) string {
					if inner.IsAbstractType() {
						deeper = "... on " + possible.Name + " { " + deeper + " }"
					}
					return at.wrap(call + " { " + deeper + " }")
				}})
			}
		}
	}
	return all
}

// arguments are those that a field cannot do without.
func arguments(field *ast.FieldDefinition) string {
	var given []string
	for _, argument := range field.Arguments {
		value, known := map[string]string{"installationId": phone, "text": "straat"}[argument.Name]
		if known && argument.Type.NonNull {
			given = append(given, fmt.Sprintf("%s: %q", argument.Name, value))
		}
	}
	if given == nil {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// rich is a mailbox with something of everything, so that every field is reached.
func rich(t *testing.T, options ...option) *service {
	t.Helper()
	s := newService(t, options...)
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	_, hash := s.sender(mechelen).handOver(t, "een factuur")
	s.sender(mechelen).deliver(t,
		change(callLetter("oproep", an), "dossier", m{"source": source, "number": "1"}), withDocument(bill("factuur", an), hash),
		change(letter("over", an), "about", m{"displayName": "Lou", "relation": "CHILD"}),
		change(letter("termijn", an), "deadline", m{"date": "2026-06-20", "consequence": "Daarna kan het niet meer."}))
	s.clock.advance(time.Hour)
	s.sender(mechelen).deliverRun(t, "verplaatst", change(callLetter("oproep", an), "supersedes", m{"reference": "oproep", "run": run}))
	dossier := s.sender(mechelen).reportAll(t, change(toDo("1", "2026-06-20"), "manager", m{"name": "Dienst Bevolking"}))
	s.as(an).ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Bel de straat", "dueAt": "2026-06-01T12:00:00Z", "entryId": dossier}})
	_, err := s.mailboxes.Update(t.Context(), s.citizen(t, an), func(box *model.Mailbox) error {
		return box.Announce("Uw post digitaal?", model.Announcement{
			Campaign: "digitaal", Sender: mechelen, Text: "Kies zelf.", ExpiresAt: s.clock.now().AddDate(0, 1, 0),
		}, "", s.clock.now(), s.clock.now())
	})
	must(t, err)
	s.as(an).ask(t, `mutation { updatePreferences(input: {municipality: "12025", mutedSenders: ["`+rival+`"], sharesReceiptsWith: ["`+mechelen+`"]}) { rev } }`)
	s.ring(t, an)
	s.clock.advance(time.Hour)
	return s
}

// toDo is a status that waits for the citizen.
func toDo(number, before string) m {
	s := status(number, "DossierOnvolledig", an)
	s["actionRequired"], s["actionText"], s["actionBefore"] = true, "Bezorg ons een pasfoto.", before
	return s
}

// An answer with an ETag was read from the mailbox, and from what is written once: letters' texts. What the
// directory says of organisations is held in memory, and its print is in the tag.
func TestWhatHasAnETagReadsTheMailboxAlone(t *testing.T) {
	t.Parallel()
	s := rich(t)
	who := s.as(an)
	who.ask(t, viewerID)
	tagged, empty := 0, map[string]bool{}
	for _, place := range places(t) {
		var tag, body string
		var status int
		query := place.wrap(place.call)
		calls := s.store.counted(func() { status, tag, body = who.getQuery(t, query, nil, "") })
		if status != http.StatusOK || strings.Contains(body, `"errors"`) {
			t.Errorf("HTTP %d %s for %s", status, body, query)
		}
		if !strings.Contains(body, `"`+place.name+`"`) {
			empty[place.owner] = true // nothing of the sort is in the mailbox
		}
		if tag == "" {
			continue
		}
		tagged++
		once := calls["Mailboxes"]
		delete(calls, "Mailboxes")
		delete(calls, "FindRecords letters")
		if once != 1 || len(calls) > 0 {
			t.Errorf("%s has an ETag and reads mailboxes %d times and %v", query, once, calls)
		}
		calls = s.store.counted(func() { status, _, _ = who.getQuery(t, query, nil, tag) })
		want(t, []any{status, calls}, []any{http.StatusNotModified, map[string]int{"States": 1}})
	}
	// What the organisations of this test have none of, what is of pushes of long ago, and what phones reported.
	want(t, slices.Sorted(maps.Keys(empty)), []string{"DigitalPhase", "PushCount", "PushReceipt", "PushSummary", "Service"})
	if tagged < 250 {
		t.Errorf("only %d fields have an ETag", tagged)
	}
}

// Two answers under the same tag are the same bytes, at whatever moments they were given. Mailboxes live at
// random; every field with an ETag is looked at on the way, those of a type together, and the app's queries too.
func TestWhatHasTheSameETagIsTheSame(t *testing.T) {
	t.Parallel()
	rounds := 15
	if testing.Short() {
		rounds = 5
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 7))
			s := rich(t)
			queries := taggedQueries(t, s.as(an))
			known, same := map[string]string{}, 0
			look := func(wait time.Duration) {
				s.clock.advance(time.Duration(random.Int64N(int64(wait))))
				who := s.as(an)
				for name, query := range queries {
					status, tag, body := who.getQuery(t, query.text, query.variables, "")
					if status != http.StatusOK || tag == "" {
						t.Fatalf("%s: HTTP %d, tag %q: %s", name, status, tag, body)
					}
					before, held := known[name+tag]
					if held {
						same++
					}
					if held && before != body {
						t.Fatalf("%s at %s, under the same tag:\n%s\n%s", name, s.clock.now(), before, body)
					}
					known[name+tag] = body
				}
			}
			for range rounds {
				s.happen(t, random)
				for range 2 + random.IntN(3) {
					look([]time.Duration{time.Minute, time.Hour, 40 * time.Hour}[random.IntN(3)])
				}
			}
			s.as(an).register(t, phone, token)
			for i := range 16 { // then nothing happens for half a year or more
				look(time.Duration(4+2*i) * 24 * time.Hour)
			}
			t.Logf("%d answers had the tag of an earlier one, of %d tags", same, len(known))
		})
	}
}

type asked struct {
	text      string
	variables m
}

// taggedQueries are the fields with an ETag, those of each type in one query; and the app's.
func taggedQueries(t *testing.T, who caller) map[string]asked {
	t.Helper()
	queries, calls := map[string]asked{}, map[string]string{}
	for _, place := range places(t) {
		if _, tag, _ := who.getQuery(t, place.wrap(place.call), nil, ""); tag != "" {
			calls[place.owner] += " " + place.call
			queries[place.owner] = asked{text: place.wrap(calls[place.owner])}
		}
	}
	held := who.ask(t, `{ viewer { letters { nodes { id } } dossiers { nodes { id } } } }`)
	for name, text := range appOperations(t) {
		for _, id := range []string{held.text("viewer.letters.nodes.0.id"), held.text("viewer.dossiers.nodes.0.id")} {
			variables := m{"id": id, "installationId": phone, "first": 50, "language": "NL", "text": "straat"}
			if !strings.HasPrefix(text, "query") {
				continue
			}
			if _, tag, _ := who.getQuery(t, text, variables, ""); tag != "" {
				queries[name+id[:1]] = asked{text, variables}
			}
		}
	}
	return queries
}

// happen is one thing that changes a mailbox, or none.
func (s *service) happen(t *testing.T, random *rand.Rand) {
	t.Helper()
	who, name := s.as(an), fmt.Sprint("nieuw-", random.Uint32())
	entry := func() string {
		all := who.ask(t, `{ viewer { letters(first: 100) { nodes { id } } } }`).each("viewer.letters.nodes", "id")
		return all[random.IntN(len(all))]
	}
	day := func() string {
		return string(model.DayOf(s.clock.now().Add(time.Duration(1+random.IntN(20)) * 24 * time.Hour)))
	}
	switch random.IntN(9) {
	case 0:
		s.sender(mechelen).deliver(t, change(letter(name, an), "deadline", m{"date": day(), "consequence": "Daarna kan het niet meer."}))
	case 1:
		s.sender(mechelen).deliver(t, change(bill(name, an), "payment.dueOn", day()))
	case 2:
		s.sender(mechelen).report(t, change(toDo(name, day()), "at", s.clock.now()))
	case 3:
		at := s.clock.now().Add(time.Duration(random.Int64N(int64(72 * time.Hour)))).Truncate(time.Minute)
		who.ask(t, createReminder, m{"input": m{"clientId": name, "title": "Bel", "dueAt": at, "entryId": entry()}})
	case 4:
		who.try(t, `mutation ($ids: [ID!]!) { archiveEntries(input: {ids: $ids, archived: true}) { rev } }`, m{"ids": []string{entry()}})
	case 5:
		who.try(t, openLetter, m{"id": entry()})
	case 6:
		who.ask(t, `mutation ($on: Boolean!) { updatePreferences(input: {
			quietHours: {on: $on, from: "21:00", until: "08:00", weekendUntil: "10:00"}, ladderPushes: $on}) { rev } }`, m{"on": random.IntN(2) == 0})
	case 7:
		s.ring(t, an)
	}
}
