package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
)

// enclosure is a document that goes with a letter or a status, with {placeholders}.
type enclosure struct {
	kind   model.DocumentType
	title  string
	issuer string   // empty: the sender
	days   int      // for how long it counts; 0: for ever
	text   []string // paragraphs; none: those of the letter
}

// enclose draws the document, notes that it is handed over with the event, and answers how a letter
// or a status names it.
func (s *script) enclose(e *event, what *enclosure, from string, day model.Day, values *strings.Replacer) []*graph.DocumentInput {
	title := values.Replace(what.title)
	content, err := sample.Document(title, from, day, values.Replace(strings.Join(what.text, "\n")))
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("draw %s: %w", what.kind, err)
	}
	e.papers = append(e.papers, content)
	sum := sha256.Sum256(content)
	input := &graph.DocumentInput{Sha256: hex.EncodeToString(sum[:]), Type: what.kind, Title: title}
	if what.issuer != "" {
		input.Issuer = new(values.Replace(what.issuer))
	}
	if what.days > 0 {
		input.ValidUntil = new(day.AddDays(what.days))
	}
	return []*graph.DocumentInput{input}
}
