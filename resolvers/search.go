package resolvers

import (
	"fmt"
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

// folded is a text as a search compares it: without case and accents, with ligatures written out.
func folded(text string) string {
	plain := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	result, _, err := transform.String(plain, strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L").Replace(text))
	if err != nil {
		return strings.ToLower(text) // not valid UTF-8: nothing that was checked on its way in
	}
	return result
}

// search finds entries in which every word of the text stands somewhere.
func (r *Resolver) search(m *model.Mailbox, text string, first *int, after *string) (*graph.FeedConnection, error) {
	text = strings.Join(strings.Fields(text), " ")
	if length := utf8.RuneCountInString(text); length < minSearch || length > maxSearch {
		return nil, model.Invalid([]model.FieldError{{
			Path: "text", Message: fmt.Sprintf("must have %d to %d characters", minSearch, maxSearch),
		}})
	}
	text = folded(text)
	words := strings.Fields(text)
	found := m.Search(r.directory.name, func(texts []string) bool {
		whole := folded(strings.Join(texts, "\n"))
		for _, word := range words {
			if !strings.Contains(whole, word) {
				return false
			}
		}
		return true
	})
	return entryConnection(m, found, "search "+model.HashID("search", text), first, after)
}
