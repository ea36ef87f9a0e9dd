package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// save saves one mailbox and answers its own error.
func save(ctx context.Context, t *testing.T, s store.Store, m *model.Mailbox) error {
	t.Helper()
	results, err := s.SaveMailboxes(ctx, []*model.Mailbox{m})
	must(t, err)
	if len(results) != 1 {
		t.Fatalf("got %d results for one mailbox", len(results))
	}
	return results[0]
}

// saveAll saves mailboxes that have no competitor, in bulks.
func saveAll(ctx context.Context, t *testing.T, s store.Store, mailboxes []*model.Mailbox) {
	t.Helper()
	for bulk := range slices.Chunk(mailboxes, store.MaxBatch) {
		results, err := s.SaveMailboxes(ctx, bulk)
		must(t, err)
		must(t, errors.Join(results...))
	}
}

// load reads one mailbox that must be there.
func load(ctx context.Context, t *testing.T, s store.Store, id model.CitizenID) *model.Mailbox {
	t.Helper()
	found, err := s.Mailboxes(ctx, []model.CitizenID{id})
	must(t, err)
	if found[id] == nil {
		t.Fatalf("mailbox %s is not there", id)
	}
	return found[id]
}

func wantConflict(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("%s: got %v, want ErrConflict", what, err)
	}
}

func (s *suite) absentAndEmpty(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	must(t, db.Ping(ctx))
	if db.Name() == "" {
		t.Error("a store has a name")
	}
	for _, n := range []int{0, 1, store.MaxBatch} {
		mailboxes, err := db.Mailboxes(ctx, citizenIDs(n))
		must(t, err)
		records, err := store.Find[slip](ctx, db, slipIDs(0, n))
		must(t, err)
		citizens, err := db.Citizens(ctx, make([]string, n))
		must(t, err)
		if found := len(mailboxes) + len(records) + len(citizens); found > 0 {
			t.Errorf("%d documents in an empty store", found)
		}
	}
	for _, kind := range recordTypes() {
		if _, err := kind.get(ctx, db, "absent"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", kind.collection(), err)
		}
	}
	due, err := db.Due(ctx, []int{0, 1}, false, at(0), 10)
	must(t, err)
	tagged, err := db.Tagged(ctx, 0, "push:on", "", 10)
	must(t, err)
	if found := len(due) + len(tagged) + len(listed(ctx, t, db, "list", 10)) + counted(ctx, t, db, "list"); found > 0 {
		t.Errorf("%d documents in an empty store", found)
	}
	// Writing nothing is allowed.
	results, err := db.SaveMailboxes(ctx, nil)
	must(t, err)
	records, err := store.Add[slip](ctx, db, nil)
	must(t, err)
	saved, err := store.SaveMany[slip](ctx, db, nil)
	must(t, err)
	citizens, err := db.AddCitizens(ctx, nil)
	must(t, err)
	must(t, store.Remove[slip, *slip, string](ctx, db, nil))
	must(t, db.RemoveRecords(ctx, slips(), nil))
	if len(results)+len(records)+len(saved)+len(citizens) > 0 {
		t.Error("writing nothing has results")
	}
}

func (s *suite) insertTwice(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first, second := newMailbox(citizen(1)), newMailbox(citizen(1))
	second.Life = "another life"
	must(t, save(ctx, t, db, first))
	wantConflict(t, "second insert", save(ctx, t, db, second))
	wantConflict(t, "the same insert again", save(ctx, t, db, first))
	same(t, "mailbox", load(ctx, t, db, citizen(1)), first)
}

func (s *suite) revisions(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first := newMailbox(citizen(1))
	must(t, save(ctx, t, db, first))
	second := next(first)
	must(t, save(ctx, t, db, second))
	wantConflict(t, "the same save again", save(ctx, t, db, second))
	ahead := next(next(second))
	ahead.Life = "ahead"
	wantConflict(t, "a revision left out", save(ctx, t, db, ahead))
	wantConflict(t, "an insert", save(ctx, t, db, first))
	same(t, "mailbox", load(ctx, t, db, citizen(1)), second)
	third := next(second)
	must(t, save(ctx, t, db, third))
	same(t, "mailbox", load(ctx, t, db, citizen(1)), third)
	if second.Rev != 2 {
		t.Error("SaveMailboxes must leave Rev as it is")
	}
}

// Writers that read, change and save the same mailbox lose nothing.
func (s *suite) competingSaves(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	compete(ctx, t, db, db)
}

// compete lets eight writers share two stores upon the same documents.
func compete(ctx context.Context, t *testing.T, one, two store.Store) {
	t.Helper()
	const writers = 8
	id, changes := citizen(1), shorter(15, 5)
	must(t, save(ctx, t, one, newMailbox(id)))
	errs := make(chan error, writers)
	for w := range writers {
		db := one
		if w%2 == 1 {
			db = two
		}
		go func() {
			for c := range changes {
				if err := change(ctx, db, id, fmt.Sprint(w, "/", c)); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range writers {
		must(t, <-errs)
	}
	m := load(ctx, t, two, id)
	titles := map[string]bool{}
	for _, r := range m.Reminders.Entries {
		titles[r.Title] = true
	}
	if want := writers * changes; len(titles) != want || m.Rev != int64(want+1) {
		t.Errorf("%d changes at revision %d, want %d and %d", len(titles), m.Rev, want, want+1)
	}
}

// change adds a note by compare-and-swap, until it is in.
func change(ctx context.Context, db store.Store, id model.CitizenID, title string) error {
	for {
		found, err := db.Mailboxes(ctx, []model.CitizenID{id})
		if err != nil {
			return err
		}
		m := next(found[id])
		note(m, title)
		results, err := db.SaveMailboxes(ctx, []*model.Mailbox{m})
		if err != nil {
			return err
		}
		if !errors.Is(results[0], store.ErrConflict) {
			return results[0]
		}
	}
}

func (s *suite) bulkInOrder(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	ids := citizenIDs(store.MaxBatch)
	var there []*model.Mailbox
	for i, id := range ids {
		if i%3 != 0 {
			there = append(there, newMailbox(id))
		}
	}
	saveAll(ctx, t, db, there)

	bulk := make([]*model.Mailbox, len(ids))
	for i, id := range ids {
		bulk[i] = newMailbox(id) // i%3 == 0: an insert; 1: a conflict; 2: a replacement
		bulk[i].Life = "second"
		if i%3 == 2 {
			bulk[i].Rev = 2
		}
	}
	results, err := db.SaveMailboxes(ctx, bulk)
	must(t, err)
	if len(results) != len(bulk) {
		t.Fatalf("%d results for %d mailboxes", len(results), len(bulk))
	}
	found, err := db.Mailboxes(ctx, ids)
	must(t, err)
	for i, id := range ids {
		wantErr, wantRev, wantLife := error(nil), int64(1), "second"
		switch i % 3 {
		case 1:
			wantErr, wantLife = store.ErrConflict, "life of "+string(id)
		case 2:
			wantRev = 2
		}
		if !errors.Is(results[i], wantErr) {
			t.Fatalf("result %d: got %v, want %v", i, results[i], wantErr)
		}
		if m := found[id]; m == nil || m.Rev != wantRev || m.Life != wantLife {
			t.Fatalf("mailbox %d: got %+v, want revision %d of %s", i, m, wantRev, wantLife)
		}
	}
}

// Two bulks over the same mailboxes in opposite orders: each mailbox is won by exactly one, and
// neither waits for the other for ever.
func (s *suite) crossingBulks(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	ids := citizenIDs(store.MaxBatch)
	for round := range shorter(4, 2) {
		bulks := [2][]*model.Mailbox{}
		for b := range bulks {
			for _, id := range ids {
				m := newMailbox(id)
				m.Rev, m.Life = int64(round+1), fmt.Sprint(b)
				bulks[b] = append(bulks[b], m)
			}
		}
		slices.Reverse(bulks[1])
		var results [2][]error
		var errs [2]error
		var wg sync.WaitGroup
		for b := range bulks {
			wg.Go(func() { results[b], errs[b] = db.SaveMailboxes(ctx, bulks[b]) })
		}
		wg.Wait()
		must(t, errors.Join(errs[:]...))
		slices.Reverse(results[1])
		found, err := db.Mailboxes(ctx, ids)
		must(t, err)
		for i, id := range ids {
			winner := "0"
			if results[0][i] != nil {
				winner = "1"
			}
			loser := errors.Join(results[0][i], results[1][i])
			if (results[0][i] == nil) == (results[1][i] == nil) || !errors.Is(loser, store.ErrConflict) || found[id].Life != winner {
				t.Fatalf("round %d, mailbox %d: %v and %v, stored %s", round, i, results[0][i], results[1][i], found[id].Life)
			}
		}
	}
}
