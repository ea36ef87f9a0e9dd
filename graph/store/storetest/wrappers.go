package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// DropAnswers wraps a store so that the answer of each write is lost once: the first time a write
// is made it takes effect, and the caller is told ErrUnavailable. The same write made again is
// answered as the store answers it. "The same" means the same method, ids and revisions.
//
// SaveMailboxes and SaveRecords lose their answers as a whole and per document in turns. Stamp belongs to the start of
// a process and keeps its answer.
func DropAnswers(s store.Store) store.Store {
	return &dropping{Store: s, dropped: map[string]bool{}}
}

type dropping struct {
	store.Store
	mu      sync.Mutex
	dropped map[string]bool // by write
}

// lose tells whether the answer of this write is lost now, and the how-manieth loss this is.
func (d *dropping) lose(method string, ids ...string) (int, bool) {
	key := method + " " + strings.Join(ids, " ")
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dropped[key] {
		return 0, false
	}
	d.dropped[key] = true
	return len(d.dropped), true
}

func lost(method string) error {
	return fmt.Errorf("answer of %s lost on purpose: %w", method, store.ErrUnavailable)
}

// after answers err, or that the answer is lost.
func (d *dropping) after(err error, method string, ids ...string) error {
	if err != nil {
		return err
	}
	if _, lose := d.lose(method, ids...); lose {
		return lost(method)
	}
	return nil
}

// SaveMailboxes implements store.Store.
func (d *dropping) SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error) {
	results, err := d.Store.SaveMailboxes(ctx, mailboxes)
	ids := make([]string, len(mailboxes))
	for i, m := range mailboxes {
		ids[i] = fmt.Sprintf("%s@%d", m.ID, m.Rev)
	}
	return d.bulk(results, err, "SaveMailboxes", ids)
}

// SaveRecords implements store.Store.
func (d *dropping) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	results, err := d.Store.SaveRecords(ctx, collection, rows)
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = fmt.Sprintf("%s@%d", row.Key, row.Rev)
	}
	return d.bulk(results, err, "SaveRecords "+collection, ids)
}

// bulk answers the results, or that they are lost: as a whole and one by one in turns.
func (d *dropping) bulk(results []error, err error, method string, ids []string) ([]error, error) {
	if err != nil || len(ids) == 0 {
		return results, err
	}
	n, lose := d.lose(method, ids...)
	switch {
	case !lose:
		return results, nil
	case n%2 == 1:
		return nil, lost(method)
	}
	for i := range results {
		results[i] = lost(method)
	}
	return results, nil
}

// RemoveRecords implements store.Store.
func (d *dropping) RemoveRecords(ctx context.Context, collection string, keys []string) error {
	return d.after(d.Store.RemoveRecords(ctx, collection, keys), "RemoveRecords "+collection, keys...)
}

// AddCitizens implements store.Store.
func (d *dropping) AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	held, err := d.Store.AddCitizens(ctx, citizens)
	if err := d.after(err, "AddCitizens", slices.Sorted(maps.Keys(citizens))...); err != nil {
		return nil, err
	}
	return held, nil
}
