package sample

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"burgerbode/graph/model"
)

// Document makes a PDF, a page of A4 in a typeface that every viewer has. The same words on the same day give the
// same bytes, so that handing them over again hands nothing new over.
func Document(title, from string, day model.Day, text string) ([]byte, error) {
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
		return nil, fmt.Errorf("draw %q: %w", title, err)
	}
	return out.Bytes(), nil
}
