package model

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// maxSentence is how many words a sentence should have at most.
const maxSentence = 20

// StyleWarning is something that makes a text harder to read. It does not stop a campaign.
type StyleWarning struct {
	Path    string    // "title", "text" or "pushText"
	Kind    StyleKind // what it is about
	Excerpt string    // the words that it is about
	Message string    // Dutch, for who writes the text
}

// StyleKind is a sort of warning.
type StyleKind string

// The sorts of warnings.
const (
	StyleMixedAddress StyleKind = "MIXED_ADDRESS" // u and je in one campaign
	StyleLongSentence StyleKind = "LONG_SENTENCE"
	StyleOfficialese  StyleKind = "OFFICIALESE"
)

// StyleKinds lists the sorts.
func StyleKinds() []StyleKind {
	return []StyleKind{StyleMixedAddress, StyleLongSentence, StyleOfficialese}
}

// MarshalGQL writes the sort as GraphQL does.
func (k StyleKind) MarshalGQL(w io.Writer) { writeEnum(w, k) }

// UnmarshalGQL reads a sort.
func (k *StyleKind) UnmarshalGQL(v any) error { return readEnum(k, v, StyleKinds()) }

// officialese are words of officials, and what everybody says.
var officialese = []struct{ stiff, plain string }{
	{"gelieve", "wilt u …"}, {"indien", "als"}, {"teneinde", "om"}, {"dienen te", "moeten"}, {"dient te", "moet"}, {"dient u te", "moet u"},
	{"reeds", "al"},
}

var (
	polite     = regexp.MustCompile(`(?i)\b(u|uw|uwe|uzelf)\b`)
	familiar   = regexp.MustCompile(`(?i)\b(je|jij|jou|jouw|jezelf|jullie)\b`)
	sentenceOf = regexp.MustCompile(`[^.!?\n]+(?:[.!?]+[^\s.!?]+)*`) // a point within a word, as in 13.30, ends none
)

// Warnings say where the texts could be plainer: u and je mixed, sentences of more than 20 words,
// officials' words.
func (d CampaignDraft) Warnings() []StyleWarning {
	var warnings []StyleWarning
	fields := []struct{ path, text string }{{"title", d.Title}, {"text", d.Text}, {"pushText", d.PushText}}
	var address [2]struct{ path, word string }
	for _, field := range fields {
		for i, words := range []*regexp.Regexp{polite, familiar} {
			if word := words.FindString(field.text); word != "" && address[i].word == "" {
				address[i].path, address[i].word = field.path, word
			}
		}
	}
	if address[0].word != "" && address[1].word != "" {
		warnings = append(warnings, StyleWarning{
			Path: address[1].path, Kind: StyleMixedAddress, Excerpt: address[1].word,
			Message: fmt.Sprintf("U schrijft %q en ook %q. Kies één aanspreekvorm, liefst u.", address[0].word, address[1].word),
		})
	}
	for _, field := range fields {
		warnings = append(warnings, sentenceWarnings(field.path, field.text)...)
		for _, word := range officialese {
			found := regexp.MustCompile(`(?i)\b` + word.stiff + `\b`).FindString(field.text)
			if found != "" {
				warnings = append(warnings, StyleWarning{
					Path: field.path, Kind: StyleOfficialese, Excerpt: found,
					Message: fmt.Sprintf("Het woord %q is ambtelijk. Schrijf liever %q.", found, word.plain),
				})
			}
		}
	}
	return warnings
}

func sentenceWarnings(path, text string) []StyleWarning {
	var warnings []StyleWarning
	for _, sentence := range sentenceOf.FindAllString(text, -1) {
		words := slices.DeleteFunc(strings.Fields(sentence), func(word string) bool { return strings.Trim(word, "-–—*#·") == "" })
		if len(words) > maxSentence {
			warnings = append(warnings, StyleWarning{
				Path: path, Kind: StyleLongSentence, Excerpt: strings.Join(words[:5], " ") + " …",
				Message: fmt.Sprintf("Deze zin telt %d woorden. Maak er twee van: hoogstens %d woorden per zin.", len(words), maxSentence),
			})
		}
	}
	return warnings
}
