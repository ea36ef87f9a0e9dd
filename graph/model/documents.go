package model

import (
	"io"
	"slices"
	"time"
)

// The bounds of documents.
const (
	MaxDocuments    = 6       // of one letter or one status
	MaxDocumentSize = 8 << 20 // bytes
)

// Document is a PDF that belongs to an entry: what the app shows of it. Its bytes are in the
// DocumentBytes with the key Content.
type Document struct {
	ID         DocumentID   `bson:"id"`               // NewDocumentID(entry, Content)
	Content    string       `bson:"content"`          // ContentKey(owner, SHA256); empty: rendered when it is asked for
	Type       DocumentType `bson:"type"`             // what it is
	Title      string       `bson:"title"`            // Dutch
	Issuer     OptionalText `bson:"issuer,omitempty"` // who drew it up, where that is not the sender
	ValidUntil Day          `bson:"valid,omitempty"`  // the last day on which it counts, Europe/Brussels
	Size       int64        `bson:"size"`             // bytes
	SHA256     string       `bson:"sha256"`           // of its bytes, hexadecimal
}

// DocumentID names a document of one entry.
type DocumentID string

// documentPrefix is the first character of a DocumentID.
const documentPrefix = "f"

// NewDocumentID is the id of the document with that content on an entry.
func NewDocumentID(entry EntryID, content string) DocumentID {
	return DocumentID(documentPrefix + HashID("document", string(entry), content))
}

// ContentKey names the bytes that an organisation handed over.
func ContentKey(org OrgCode, sha256 string) string { return HashID("content", string(org), sha256) }

// LooseDays is for how many days a document waits for the letter or status that it belongs to.
const LooseDays = 7

// DocumentRecord is a PDF that an organisation handed over, without its bytes. One that no letter or
// status took up within LooseDays is removed.
type DocumentRecord struct {
	ID     string    `bson:"_id"` // ContentKey(Org, SHA256)
	Rev    int64     `bson:"rev"`
	Org    OrgCode   `bson:"org"`
	By     OrgCode   `bson:"by"` // who handed it over: Org itself, or its supplier
	SHA256 string    `bson:"sha256"`
	Size   int64     `bson:"size"`
	At     time.Time `bson:"at"`             // when it was handed over last
	Kept   bool      `bson:"kept,omitempty"` // a letter or status took it up
	Gone   bool      `bson:"gone,omitempty"` // it is about to be removed
}

// DocumentBytes are the bytes of a DocumentRecord. They are written before it and removed after it.
type DocumentBytes struct {
	ID    string `bson:"_id"`
	Rev   int64  `bson:"rev"`
	Bytes []byte `bson:"bytes"`
}

// Collection implements Record.
func (*DocumentRecord) Collection() string { return documentsCollection }

// Key implements Record.
func (d *DocumentRecord) Key() string { return d.ID }

// Revision implements Record.
func (d *DocumentRecord) Revision() *int64 { return &d.Rev }

// Lists implements Record: those that nothing took up yet stand under the day of their arrival.
func (d *DocumentRecord) Lists() []string {
	if d.Kept {
		return nil
	}
	return []string{LooseList(DayOf(d.At))}
}

// Collection implements Record.
func (*DocumentBytes) Collection() string { return bytesCollection }

// Key implements Record.
func (d *DocumentBytes) Key() string { return d.ID }

// Revision implements Record.
func (d *DocumentBytes) Revision() *int64 { return &d.Rev }

// Lists implements Record.
func (*DocumentBytes) Lists() []string { return nil }

// Keep notes that a letter or a status took the document up. It answers whether that is new; an error
// when it is being removed.
func (d *DocumentRecord) Keep() (bool, error) {
	if d.Gone {
		return false, Errorf(CodeUnavailable, "a document is being removed; hand it over again")
	}
	news := !d.Kept
	d.Kept = true
	return news, nil
}

// Again notes that the document was handed over once more: it waits for its letter from now on. It
// answers whether that changed anything; an error when it is being removed.
func (d *DocumentRecord) Again(now time.Time) (bool, error) {
	if d.Gone {
		return false, Errorf(CodeUnavailable, "the document is being removed; hand it over again")
	}
	if d.Kept || DayOf(d.At) == DayOf(now) {
		return false, nil
	}
	d.At = moment(now)
	return true, nil
}

// LooseList names the list of the documents of a day that nothing took up yet.
func LooseList(day Day) string { return "loose:" + string(day) }

// DocumentType is what a document is. The list may grow: a client shows an unknown one as OTHER.
type DocumentType string

// The types.
const (
	DocumentLetter     DocumentType = "LETTER"      // the letter itself
	DocumentCallLetter DocumentType = "CALL_LETTER" // the digital duplicate of a call letter
	DocumentAttest     DocumentType = "ATTEST"
	DocumentInvoice    DocumentType = "INVOICE"
	DocumentTaxBill    DocumentType = "TAX_BILL"
	DocumentReport     DocumentType = "REPORT"   // of an official, such as that of an offence
	DocumentDecision   DocumentType = "DECISION" // of an authority
	DocumentForm       DocumentType = "FORM"     // to be filled in
	DocumentOther      DocumentType = "OTHER"
)

// DocumentTypes lists the types.
func DocumentTypes() []DocumentType {
	return []DocumentType{
		DocumentLetter, DocumentCallLetter, DocumentAttest, DocumentInvoice, DocumentTaxBill, DocumentReport, DocumentDecision,
		DocumentForm, DocumentOther,
	}
}

// MarshalGQL writes the type as GraphQL does.
func (t DocumentType) MarshalGQL(w io.Writer) { writeEnum(w, t) }

// UnmarshalGQL reads a type.
func (t *DocumentType) UnmarshalGQL(v any) error { return readEnum(t, v, DocumentTypes()) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id DocumentID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *DocumentID) UnmarshalGQL(v any) error { return readText(id, v) }

// Valid tells whether the document still counts at now.
func (d *Document) Valid(now time.Time) bool {
	return d.ValidUntil == "" || now.Before(d.ValidUntil.End())
}

// InboxDocument is a document on its entry.
type InboxDocument struct {
	*Document
	Entry Entry     // the letter or dossier that it belongs to
	Box   *Mailbox  // whose
	At    time.Time // when it arrived
}

// EntryID names the document, for its place in a list.
func (d InboxDocument) EntryID() EntryID { return EntryID(d.ID) }

// SortedAt is when the document arrived.
func (d InboxDocument) SortedAt() time.Time { return d.At }

// Bytes is the size; nil for a document that is rendered when it is asked for.
func (d InboxDocument) Bytes() *int64 {
	if d.Content == "" {
		return nil
	}
	return &d.Size
}

// Files are the documents of the letter as it stands: the digital duplicate of a call letter first.
func (l InboxLetter) Files() []*InboxDocument {
	files := make([]*InboxDocument, 0, len(l.Documents)+1)
	if duplicate := l.Duplicate(); duplicate != nil {
		files = append(files, &InboxDocument{duplicate, l, l.Box, l.ReceivedAt})
	}
	for i := range l.Documents {
		files = append(files, &InboxDocument{&l.Documents[i], l, l.Box, l.ReceivedAt})
	}
	return files
}

// Duplicate is the digital duplicate of a call letter, rendered from its data when it is asked for;
// nil for other letters.
func (l *Letter) Duplicate() *Document {
	if l.Call == nil {
		return nil
	}
	return &Document{
		ID: NewDocumentID(l.ID, ""), Type: DocumentCallLetter, Title: l.Kind.Rules().Title + " (digitaal duplicaat)",
		ValidUntil: l.Call.Election.Day,
	}
}

// Files are the documents that came with the dossier's statuses, the newest first, each once.
func (d InboxDossier) Files() []*InboxDocument {
	files := []*InboxDocument{}
	seen := map[DocumentID]bool{}
	for i := range d.History {
		status := &d.History[i]
		for j := range status.Documents {
			if document := &status.Documents[j]; !seen[document.ID] {
				seen[document.ID] = true
				files = append(files, &InboxDocument{document, d, d.Box, status.At})
			}
		}
	}
	return files
}

// DocumentFilter narrows a list of documents down. The zero value is all of them.
type DocumentFilter struct {
	Types []DocumentType // only these; none means all
	Valid bool           // only those that still count, on entries that stand
	Entry EntryID        // only those of this letter or dossier
}

// Documents are all the documents of the mailbox, of archived entries too, the newest first by
// (moment, id).
func (m *Mailbox) Documents(filter DocumentFilter, now time.Time) []InboxDocument {
	var all []InboxDocument
	add := func(files []*InboxDocument, stands bool) {
		for _, file := range files {
			wanted := (len(filter.Types) == 0 || slices.Contains(filter.Types, file.Type)) &&
				(!filter.Valid || (stands && file.Valid(now))) &&
				(filter.Entry == "" || filter.Entry == file.Entry.EntryID())
			if wanted {
				all = append(all, *file)
			}
		}
	}
	for _, l := range m.Letters.Entries {
		add(InboxLetter{l, m}.Files(), l.Active(now))
	}
	for _, d := range m.Dossiers.Entries {
		add(InboxDossier{d, m}.Files(), true)
	}
	slices.SortFunc(all, func(a, b InboxDocument) int { return newestFirst(a.At, b.At, a.ID, b.ID) })
	return all
}

// Document is the document with that id, or NOT_FOUND.
func (m *Mailbox) Document(id DocumentID, now time.Time) (*InboxDocument, error) {
	for _, d := range m.Documents(DocumentFilter{}, now) {
		if d.ID == id {
			return &d, nil
		}
	}
	return nil, NotFound("document")
}
