package resolvers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	documentFresh   = 30 * time.Second // for so long a registered document is not read again: a retired one is noticed then
	absentFresh     = 10 * time.Second // for so long one that is not registered is not looked for again
	knownDocuments  = 2_000
	absentDocuments = 10_000
	missesAMinute   = 120 // looks into the store for hashes that nobody asked for lately; an app has some thirty documents
)

// listedDocument is a document of the list; no text: it is not on it.
type listedDocument struct {
	text    string
	retired bool // no version of an app that is served asks for it
	readAt  time.Time
}

// documents is the list of what apps may ask: what came with the program, and what was registered,
// which every process reads from the store when it is asked for.
type documents struct {
	own    map[string]string // hash → text
	store  store.Recorder
	now    func() time.Time
	known  *lru.Cache[string, listedDocument]
	absent *lru.Cache[string, time.Time] // apart: made up hashes push no document out
	misses *buckets[string]              // by who asks: nobody's made up hashes keep another's new app from being known
	uses   *uses                         // learns the names of apps
}

// newDocuments makes the list. The error says that a cache could not be made.
func newDocuments(texts []string, s store.Recorder, now func() time.Time, uses *uses) (*documents, error) {
	d := &documents{own: make(map[string]string, len(texts)), store: s, now: now, uses: uses}
	for _, text := range texts {
		d.own[model.OperationHash(text)] = text
	}
	var err error
	if d.known, err = lru.New[string, listedDocument](knownDocuments); err != nil {
		return nil, fmt.Errorf("prepare the registered documents: %w", err)
	}
	if d.misses, err = newBuckets[string]("documents", "unknown documents", missesAMinute); err != nil {
		return nil, err
	}
	if d.absent, err = lru.New[string, time.Time](absentDocuments); err != nil {
		return nil, fmt.Errorf("prepare the unknown documents: %w", err)
	}
	return d, nil
}

// find looks a document up: RATE_LIMITED when the same viewer or address asks for too many unknown ones, UNAVAILABLE when it
// is not known and the store is away.
func (d *documents) find(ctx context.Context, hash string) (listedDocument, error) {
	if text, ok := d.own[hash]; ok {
		return listedDocument{text: text}, nil
	}
	now := d.now()
	held, known := d.known.Get(hash)
	if known && recent(held.readAt, now, documentFresh) {
		return held, nil
	}
	if at, ok := d.absent.Get(hash); ok && recent(at, now, absentFresh) {
		return listedDocument{}, nil
	}
	if !known {
		if err := take(ctx, d.misses, askerOf(ctx), 1, now); err != nil {
			return listedDocument{}, &unfit{error: err, status: http.StatusTooManyRequests}
		}
	}
	registered, err := store.Get[model.OperationDocument](ctx, d.store, hash)
	switch {
	case errors.Is(err, store.ErrNotFound):
		d.known.Remove(hash)
		d.absent.Add(hash, now)
		return listedDocument{}, nil
	case err != nil && known: // better a retired one for a while than none
		return held, nil
	case err != nil:
		return listedDocument{}, fmt.Errorf("find a registered document: %w", err)
	}
	return d.keep(registered), nil
}

// keep holds a registered document as the store has it.
func (d *documents) keep(registered *model.OperationDocument) listedDocument {
	held := listedDocument{text: registered.Text, retired: !registered.Served(), readAt: d.now()}
	d.uses.knowApps(registered)
	d.absent.Remove(registered.ID)
	d.known.Add(registered.ID, held)
	return held
}

// recent tells whether at is not longer ago than span; a clock that was set back makes it long ago.
func recent(at, now time.Time, span time.Duration) bool {
	age := now.Sub(at)
	return age >= 0 && age < span
}
