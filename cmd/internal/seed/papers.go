package seed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

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
	content, err := draw(title, from, day, values.Replace(strings.Join(what.text, "\n")))
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

// draw makes a page of A4 in a typeface that every viewer has. The same words on the same day give the
// same bytes, so that playing the script again hands nothing new over.
func draw(title, from string, day model.Day, text string) ([]byte, error) {
	const margin, leading = 25, 6.0
	pdf := fpdf.New("P", "mm", "A4", "")
	latin := pdf.UnicodeTranslatorFromDescriptor("")
	drawn := day.At(12, 0).UTC().Truncate(time.Second)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(drawn)
	pdf.SetModificationDate(drawn)
	pdf.SetTitle(title, true)
	pdf.SetLang("nl-BE")
	pdf.SetMargins(margin, margin, margin)
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 10)
	pdf.MultiCell(0, leading, latin(from+"\n"+day.Dutch()), "", "R", false)
	pdf.Ln(leading)
	pdf.SetFont("Helvetica", "B", 16)
	pdf.MultiCell(0, leading*1.5, latin(title), "", "L", false)
	pdf.SetFont("Helvetica", "", 11)
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(text, "**", ""), "\n") {
		pdf.Ln(leading / 2)
		pdf.MultiCell(0, leading, latin(paragraph), "", "L", false)
	}
	pdf.Ln(2 * leading)
	pdf.SetFont("Helvetica", "I", 9)
	pdf.MultiCell(0, leading, latin("Dit is een voorbeeld. Alle namen, bedragen en adressen zijn verzonnen."), "", "L", false)
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
