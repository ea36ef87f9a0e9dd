package resolvers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// The shortest and the longest text that can be looked for, in characters.
const (
	minSearch = 2
	maxSearch = 100
)

// folding makes texts alike that a search takes for the same: without case and accents, ligatures and
// strokes written out. The result is for one goroutine, and cheaper to use again than to make.
func folding() func(text string) string {
	// The ß is no accent but a matter of case: folding writes it out.
	written := strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L")
	plain := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	return func(text string) string {
		result, _, err := transform.String(plain, written.Replace(text))
		if err != nil {
			return strings.ToLower(text) // not valid UTF-8: nothing that was checked on its way in
		}
		return result
	}
}

// search finds entries in which every word of the text stands somewhere.
func (r *Resolver) search(ctx context.Context, m *model.Mailbox, text string, first *int, after *string) (*graph.FeedConnection, error) {
	folded := folding()
	length, words := utf8.RuneCountInString(strings.TrimSpace(text)), strings.Fields(folded(text))
	if length < minSearch || length > maxSearch || len(words) == 0 { // accents alone leave no word, and would find all
		return nil, model.Invalid([]model.FieldError{{
			Path: "text", Message: fmt.Sprintf("must have %d to %d characters", minSearch, maxSearch),
		}})
	}
	m, err := r.whole(ctx, m)
	if err != nil {
		return nil, err
	}
	previewed := func(id model.EntryID) bool { return r.shows(ctx, m, id) }
	found := m.Search(r.directory.name, previewed, func(texts []string) bool {
		whole := folded(strings.Join(texts, "\n"))
		return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(whole, word) })
	})
	part, err := paginate(found, "search "+model.HashID(append([]string{"search"}, words...)...), m, first, after)
	return entryConnection(part, err)
}
