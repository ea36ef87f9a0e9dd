package resolvers_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"burgerbode/graph/model"
)

// A letter that has not the contract's types is refused alike over GraphQL and as a line of a stream, and both
// name the field.
func TestWrongTypesAreNamedByBothWaysIn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	plain := change(bill("1", an), "documents", []any{})
	for path, row := range map[string]struct {
		value any
		field string // "" where both take it
	}{
		"reference":           {123, "reference"},
		"subject":             {true, "subject"},
		"preview":             {1.5, "preview"},
		"why":                 {[]any{"omdat"}, "why"},
		"kind":                {7, "kind"},
		"recipient":           {[]any{m{"insz": string(an)}}, "recipient"},
		"recipient.insz":      {85010100016, "recipient.insz"},
		"body":                {m{"language": "NL", "markdown": "Beste,"}, ""}, // one for a list of one, as GraphQL has it
		"body.0":              {nil, "body[0]"},
		"body.0.markdown":     {12, "body[0].markdown"},
		"body.0.colour":       {"red", "body[0].colour"},
		"colour":              {"red", "colour"},
		"about":               {"iets", "about"},
		"payment.amountCents": {"12345", "payment.amountCents"},
		"payment.beneficiary": {nil, "payment.beneficiary"},
		"payment.iban":        {absent{}, "payment.iban"},
		"payment.dueOn":       {20260601, "payment.dueOn"},
		"supersedes":          {m{"run": run, "reference": 4}, "supersedes.reference"},
		"deadline":            {m{"date": "2026-07-01", "consequence": 1}, "deadline.consequence"},
		"documents":           {m{"sha256": "00", "type": "LETTER", "title": 1}, "documents[0].title"},
		"callLetter":          {"", "callLetter"},
		"ladder":              {false, "ladder[0]"},
		"payment":             {json.RawMessage(`{"amountCents": 12345.5}`), "payment.amountCents"},
		"dossier":             {m{"source": source, "number": 17}, "dossier.number"},
		"expiresAt":           {17, "expiresAt"},
		"nis":                 {12025, "nis"},
		"service":             {m{}, "service"},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			wrong := change(plain, path, row.value)
			streamed, _ := city.stream(t, linesOf(t, wrong))
			asked := city.try(t, deliverLetters, m{"input": m{"run": run, "letters": []m{wrong}}})
			if row.field == "" {
				if streamed[0].Error != nil || len(asked.problems()) > 0 {
					t.Errorf("a stream answers %+v, GraphQL %s", streamed[0], asked.raw)
				}
				return
			}
			wantError(t, asked, model.CodeInvalid, "letters[0]."+row.field)
			if streamed[0].Error == nil {
				t.Fatalf("the stream took it: %+v", streamed[0])
			}
			wantFields(t, streamed[0].Error.Fields, []string{row.field})
		})
	}
}

// JSON's own freedoms are left as they are, in both ways: of a key that stands twice the last one holds.
func TestOfAKeyThatStandsTwiceTheLastHolds(t *testing.T) {
	t.Parallel()
	s := newService(t)
	twice := bytes.Replace(linesOf(t, letter("een", an)), []byte(`"reference":`), []byte(`"reference":"nul","reference":`), 1)
	answers, _ := s.sender(mechelen).stream(t, twice)
	want(t, answers[0].Reference, "een")
}

// An id may be written as a whole number, which GraphQL allows; an amount may not be a text.
func TestVariablesHaveTheContractsTypes(t *testing.T) {
	t.Parallel()
	c := newService(t).as(an)
	const byID, page = `query ($id: ID!) { node(id: $id) { id } }`, `query ($first: Int) { viewer { feed(first: $first) { totalCount } } }`
	wantError(t, c.try(t, `query ($text: String!) { viewer { search(text: $text) { totalCount } } }`, m{"text": 12}), model.CodeInvalid, "text")
	wantError(t, c.try(t, page, m{"first": "3"}), model.CodeInvalid, "first")
	wantError(t, c.try(t, byID, m{"id": 1.5}), model.CodeInvalid, "id")
	wantError(t, c.try(t, byID, m{"id": 12}), model.CodeNotFound)
	want(t, c.ask(t, page, m{"first": 3}).at("viewer.feed.totalCount"), 0)
}
