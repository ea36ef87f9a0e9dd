package seed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// papers are the kinds of letters that come with a PDF, and what that is.
func papers() map[model.LetterKind]model.DocumentType {
	return map[model.LetterKind]model.DocumentType{model.KindTaxBill: model.DocumentTaxBill, model.KindInvoice: model.DocumentInvoice}
}

// handOver has each town hand its PDFs over. It may be done again.
func handOver(ctx context.Context, to store.Store, at time.Time) error {
	var records []*model.DocumentRecord
	var contents []*model.DocumentBytes
	for kind := range papers() {
		content, hash, err := paper(kind)
		if err != nil {
			return err
		}
		for _, t := range towns() {
			key := model.ContentKey(t.code, hash)
			contents = append(contents, &model.DocumentBytes{ID: key, Bytes: content})
			records = append(records, &model.DocumentRecord{
				ID: key, Org: t.code, By: t.code, SHA256: hash, Size: int64(len(content)), At: model.Moment(at),
			})
		}
	}
	if _, err := store.Add(ctx, to, contents); err != nil {
		return fmt.Errorf("seed documents: %w", err)
	}
	if _, err := store.Add(ctx, to, records); err != nil {
		return fmt.Errorf("seed documents: %w", err)
	}
	return nil
}

// documentOf names the PDF that a letter of a kind comes with; nil for none.
func documentOf(kind model.LetterKind) []*graph.DocumentInput {
	what, comes := papers()[kind]
	if !comes {
		return nil
	}
	_, hash, err := paper(kind)
	if err != nil {
		return nil // handOver has told why
	}
	return []*graph.DocumentInput{{Sha256: hash, Type: what, Title: kind.Rules().Title + " (pdf)"}}
}

// paper is the PDF of a kind, the same each time, and its SHA-256.
func paper(kind model.LetterKind) (content []byte, hash string, err error) {
	long := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	page := fpdf.New("P", "mm", "A4", "")
	page.SetCreationDate(long)
	page.SetModificationDate(long)
	page.SetCatalogSort(true)
	page.SetTitle(kind.Rules().Title, true)
	page.AddPage()
	page.SetFont("Helvetica", "B", 22)
	page.Cell(0, 14, kind.Rules().Title)
	page.Ln(18)
	page.SetFont("Helvetica", "", 12)
	page.MultiCell(0, 7, "Dit is een voorbeeld. U hoeft niets te betalen.", "", "", false)
	var text bytes.Buffer
	if err := page.Output(&text); err != nil {
		return nil, "", fmt.Errorf("draw an example of a document: %w", err)
	}
	sum := sha256.Sum256(text.Bytes())
	return text.Bytes(), hex.EncodeToString(sum[:]), nil
}
