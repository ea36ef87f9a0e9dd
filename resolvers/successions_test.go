package resolvers_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func replacing(successor m, reference string) m {
	return change(successor, "supersedes", m{"reference": reference})
}

// A letter that another one replaced is not printed any more, whichever came first, on paper or not; one
// that names a letter of somebody else replaces nothing.
func TestAReplacedLetterIsNotPrinted(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		letters []m
		print   []string
	}{
		{"call letters", []m{callLetter("oud", an), replacing(callLetter("nieuw", an), "oud")}, []string{"nieuw"}},
		{"the successor first", []m{replacing(callLetter("nieuw", an), "oud"), callLetter("oud", an)}, []string{"nieuw"}},
		{"on paper only", []m{letter("oud", bram), replacing(letter("nieuw", bram), "oud")}, []string{"nieuw"}},
		{"on paper only, the successor first", []m{replacing(letter("nieuw", bram), "oud"), letter("oud", bram)}, []string{"nieuw"}},
		{"a letter of somebody else", []m{letter("oud", bram), replacing(letter("nieuw", cleo), "oud")}, []string{"nieuw", "oud"}},
		{"somebody else's first, then its own", []m{replacing(letter("vreemd", cleo), "oud"), letter("oud", bram), replacing(letter("nieuw", bram), "oud")}, []string{"nieuw", "vreemd"}},
		{"three in a row", []m{letter("a", bram), replacing(letter("b", bram), "a"), replacing(letter("c", bram), "b")}, []string{"c"}},
		{"each the other, the later stands", []m{replacing(letter("a", bram), "b"), replacing(letter("b", bram), "a")}, []string{"b"}},
	} {
		for _, atOnce := range []bool{false, true} {
			if atOnce && row.name == "each the other, the later stands" {
				continue // none is later
			}
			s := newService(t)
			city := s.sender(mechelen)
			for range 2 { // again, from the beginning
				if atOnce {
					city.deliver(t, row.letters...)
					continue
				}
				for _, one := range row.letters {
					city.deliverOne(t, one)
					s.clock.advance(time.Minute)
				}
			}
			if got := sorted(city.toPrint(t, 10)); !slices.Equal(got, row.print) {
				t.Errorf("%s, at once %t: to print are %v, want %v", row.name, atOnce, got, row.print)
			}
		}
	}
}

// What is replaced after it was handed out is taken off the pile.
func TestAReplacedLetterIsPulled(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	city.deliverOne(t, callLetter("oud", an))
	city.batch(t, "partij", 500)
	city.deliverOne(t, replacing(callLetter("nieuw", an), "oud"))
	a := city.ask(t, `mutation ($input: HandOutPaperInput!) { handOutPaper(input: $input) { letters { reference pull supersededAt } } }`,
		m{"input": m{"run": run, "batch": "partij"}})
	want(t, a.at("handOutPaper.letters"), []any{m{"reference": "oud", "pull": true, "supersededAt": "2026-06-01T10:00:00Z"}})
	status := city.ask(t, `query ($run: String!) { letterStatus(run: $run, reference: "oud") { supersededAt }
		run(name: $run) { counts { superseded toPrint } letters(mark: SUPERSEDED) { nodes { reference } } } }`, m{"run": run})
	want(t, []any{status.at("letterStatus.supersededAt"), status.at("run.letters.nodes.0.reference"), status.at("run.counts")},
		[]any{"2026-06-01T10:00:00Z", "oud", m{"superseded": 1, "toPrint": 1}})
}

// Who went back to paper gets the new letter by post; the old one in the mailbox says that it is replaced.
func TestALetterOnPaperReplacesOneInTheMailbox(t *testing.T) {
	t.Parallel()
	for _, oldFirst := range []bool{true, false} {
		s := newService(t)
		city := s.sender(mechelen)
		off := func() { s.as(an).ask(t, `mutation { deactivateDigitalPost(input: {clientMutationId: "x"}) { rev } }`) }
		old, successor := bill("oud", an), replacing(bill("nieuw", an), "oud")
		if oldFirst {
			s.as(an).activate(t)
			city.deliverOne(t, old)
			off()
			city.deliverOne(t, successor)
		} else {
			city.deliverOne(t, successor)
			s.as(an).activate(t)
			city.deliverOne(t, old)
		}
		shown := s.as(an).ask(t, `query ($id: ID!) { viewer { counts { unread toDo } } node(id: $id) { ... on Letter { state stateText next supersededBy { id } payment { status } } } }`,
			m{"id": string(model.LetterID(mechelen, run, "oud"))})
		want(t, []any{shown.at("node"), shown.at("viewer.counts")}, []any{m{
			"state": "SUPERSEDED", "stateText": "Deze brief is vervangen door een nieuwere brief.", "supersededBy": nil,
			"next": "Een nieuwe brief vervangt deze brief. U hoeft niets te doen.", "payment": m{"status": "CANCELLED"},
		}, m{"unread": 0, "toDo": 0}})
		if got := city.toPrint(t, 10); !slices.Equal(got, []string{"nieuw"}) {
			t.Errorf("old first %t: to print are %v", oldFirst, got)
		}
	}
}
