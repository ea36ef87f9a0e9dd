package model

import (
	"slices"
	"time"
)

// MaxPaperBatch is how many letters one batch for the printer holds.
const MaxPaperBatch = 500

// MaxPaperBatches is how many batches one run may have, so that its record stays small.
const MaxPaperBatches = 5_000

// PaperBatch is a set of letters that is handed out to be printed, each in one batch only. It is begun
// with the letters chosen for it, so that no other batch takes them; then the letters are told; then
// it is sealed, and which letters are in it, the letters alone say. A batch that a crash left unsealed
// keeps its letters until it is asked for again.
type PaperBatch struct {
	ID        string    `bson:"id"`                  // the sender's own
	Chosen    []EntryID `bson:"chosen,omitempty"`    // until it is sealed
	Count     int       `bson:"count"`               // how many letters, once it is sealed
	At        time.Time `bson:"at"`                  // when it was begun
	Sealed    bool      `bson:"sealed,omitempty"`    // no letter is added any more
	PrintedAt time.Time `bson:"printedAt,omitempty"` // when the sender confirmed that they are printed
}

// Batch is the batch with that id; nil when it was not begun.
func (r *LetterRun) Batch(id string) *PaperBatch {
	at := slices.IndexFunc(r.Batches, func(b PaperBatch) bool { return b.ID == id })
	if at < 0 {
		return nil
	}
	return &r.Batches[at]
}

// Chosen are the letters that batches hold which are not sealed yet: no other batch may take them.
func (r *LetterRun) Chosen() map[EntryID]bool {
	chosen := map[EntryID]bool{}
	for _, batch := range r.Batches {
		for _, id := range batch.Chosen {
			chosen[id] = true
		}
	}
	return chosen
}

// BeginBatch begins a batch with letters that no other one holds. CONFLICT when the run has too many
// batches already.
func (r *LetterRun) BeginBatch(id string, letters []EntryID, now time.Time) error {
	if len(r.Batches) >= MaxPaperBatches {
		return Errorf(CodeConflict, "the run has %d batches and may have no more: choose a higher limit", len(r.Batches))
	}
	r.Batches = append(r.Batches, PaperBatch{ID: id, Chosen: letters, At: moment(now)})
	return nil
}

// SealBatch seals a batch that holds so many letters. It answers whether that is news.
func (r *LetterRun) SealBatch(id string, count int) bool {
	batch := r.Batch(id)
	if batch == nil || batch.Sealed {
		return false
	}
	batch.Chosen, batch.Count, batch.Sealed = nil, count, true
	return true
}

// ConfirmBatch notes that a batch is printed. It answers whether that is news. NOT_FOUND for a batch
// that was never handed out.
func (r *LetterRun) ConfirmBatch(id string, now time.Time) (bool, error) {
	batch := r.Batch(id)
	switch {
	case batch == nil || !batch.Sealed:
		return false, NotFound("batch: " + id)
	case !batch.PrintedAt.IsZero():
		return false, nil
	}
	batch.PrintedAt = moment(now)
	return true, nil
}

// Printed notes that the letter is printed. It answers whether that is news.
func (r *LetterRecord) Printed(now time.Time) bool {
	if r.Facts.Batch == "" || !r.Facts.PrintedAt.IsZero() {
		return false
	}
	r.Facts.PrintedAt = moment(now)
	return true
}

// Pull tells whether a letter that was handed out needs no printing any more: the sender took it back,
// another one took its place, or it is paid.
func (r *LetterRecord) Pull() bool { return r.Facts.Batch != "" && r.over() }

// Letters is how many letters are in the batch; nil until it is sealed.
func (b PaperBatch) Letters() *int {
	if !b.Sealed {
		return nil
	}
	return &b.Count
}
