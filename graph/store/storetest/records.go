package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"burgerbode/graph/store"
)

// slipAt is a slip as it is stored at a revision.
func slipAt(rev int64, n int, text string, lists ...string) *slip {
	one := newSlip(n, text, lists...)
	one.Rev = rev
	return one
}

func (s *suite) recordsAdd(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first, err := store.Add(ctx, db, newSlips(0, 3, "one"))
	must(t, err)
	same(t, "first", first, []*slip{slipAt(1, 0, "one"), slipAt(1, 1, "one"), slipAt(1, 2, "one")})

	// The same keys again, with other content, among new ones.
	held, err := store.Add(ctx, db, []*slip{newSlip(4, "two"), newSlip(1, "two"), newSlip(0, "one"), newSlip(3, "two")})
	must(t, err)
	same(t, "again", held, []*slip{slipAt(1, 4, "two"), slipAt(1, 1, "one"), slipAt(1, 0, "one"), slipAt(1, 3, "two")})

	// The same key within one call: the first one counts.
	held, err = store.Add(ctx, db, []*slip{newSlip(9, "one"), newSlip(9, "two"), newSlip(8, "one"), newSlip(8, "one")})
	must(t, err)
	same(t, "within one call", held, []*slip{slipAt(1, 9, "one"), slipAt(1, 9, "one"), slipAt(1, 8, "one"), slipAt(1, 8, "one")})
	stored(ctx, t, db, "stored", 8, slipAt(1, 8, "one"), slipAt(1, 9, "one"))

	found, err := store.Find[slip](ctx, db, []string{slipID(1), slipID(99), slipID(9), slipID(1)})
	must(t, err)
	same(t, "found", found, map[string]*slip{slipID(1): slipAt(1, 1, "one"), slipID(9): slipAt(1, 9, "one")})
	one, err := store.Get[slip](ctx, db, slipID(9))
	must(t, err)
	same(t, "one", one, slipAt(1, 9, "one"))
	if none, err := store.Get[slip](ctx, db, slipID(99)); !errors.Is(err, store.ErrNotFound) || none != nil {
		t.Errorf("an absent one: got %v and %v, want ErrNotFound", none, err)
	}

	many, err := store.Add(ctx, db, newSlips(1000, store.MaxBatch, "many"))
	must(t, err)
	for i, one := range many {
		same(t, "a full batch", one, slipAt(1, 1000+i, "many"))
	}
}

// Whoever adds the same records at the same time as others learns the same ones as they do.
func (s *suite) recordsAddCompeting(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const callers, slips = 8, 40
	var answers [callers][]*slip
	var errs [callers]error
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			mine := newSlips(0, slips, fmt.Sprint(i))
			if i%2 == 1 {
				slices.Reverse(mine)
			}
			answers[i], errs[i] = store.Add(ctx, db, mine)
			if i%2 == 1 {
				slices.Reverse(answers[i])
			}
		})
	}
	wg.Wait()
	must(t, errors.Join(errs[:]...))
	for i := range callers {
		same(t, "answer "+strconv.Itoa(i), answers[i], answers[0])
	}
	stored(ctx, t, db, "stored", 0, answers[0]...)
}

func (s *suite) recordsRevisions(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first := newSlip(1, "one")
	must(t, store.Save(ctx, db, first))
	if first.Rev != 1 {
		t.Errorf("after the first save Rev is %d", first.Rev)
	}
	stored(ctx, t, db, "first", 1, slipAt(1, 1, "one"))

	second := newSlip(1, "another")
	wantConflict(t, "a second insert", store.Save(ctx, db, second))
	if second.Rev != 0 {
		t.Errorf("a conflict left Rev at %d, want 0", second.Rev)
	}
	stored(ctx, t, db, "second insert", 1, slipAt(1, 1, "one"))

	first.Text = "two"
	must(t, store.Save(ctx, db, first))
	stored(ctx, t, db, "replaced", 1, slipAt(2, 1, "two"))

	second.Rev = 1
	wantConflict(t, "a late save", store.Save(ctx, db, second))
	second.Rev = 3
	wantConflict(t, "a revision left out", store.Save(ctx, db, second))
	if second.Rev != 3 {
		t.Errorf("a conflict left Rev at %d, want 3", second.Rev)
	}
	stored(ctx, t, db, "late save", 1, slipAt(2, 1, "two"))
	wantConflict(t, "a save of an absent one", store.Save(ctx, db, slipAt(1, 2, "absent")))
	stored(ctx, t, db, "absent", 2, nil)
}

// Every seventh slip of a bulk is one of each sort, and each gets its own answer.
func (s *suite) recordsBulkInOrder(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	bulk := make([]*slip, store.MaxBatch)
	var there []*slip
	for i := range bulk {
		bulk[i] = newSlip(i, "new", "new")
		switch i % 7 {
		case 1, 2: // an insert of one that is there; a replacement
			there = append(there, newSlip(i, "old", "old"))
			bulk[i].Rev = int64(i%7 - 1)
		case 3: // a replacement that comes too late
			there = append(there, newSlip(i, "old", "old"))
			bulk[i].Rev = 4
		case 4: // the same key as the insert before
			bulk[i].ID = slipID(i - 4)
		case 5: // as the replacement before, ready for the revision after it
			bulk[i].ID, bulk[i].Rev = slipID(i-3), 2
		}
	}
	added(ctx, t, db, there...)
	before := make([]int64, len(bulk))
	for i, one := range bulk {
		before[i] = one.Rev
	}
	results, err := store.SaveMany(ctx, db, bulk)
	must(t, err)
	if len(results) != len(bulk) {
		t.Fatalf("%d results for %d slips", len(results), len(bulk))
	}
	for i, one := range bulk {
		var wantErr error
		want := slipAt(before[i]+1, i, "new", "new")
		switch i % 7 {
		case 1, 3:
			wantErr, want = store.ErrConflict, slipAt(1, i, "old", "old")
		case 4, 5:
			wantErr, want = store.ErrConflict, nil
		}
		if !errors.Is(results[i], wantErr) {
			t.Fatalf("result %d: got %v, want %v", i, results[i], wantErr)
		}
		if saved := one.Rev - before[i]; saved != 1 && wantErr == nil || saved != 0 && wantErr != nil {
			t.Fatalf("slip %d with result %v has revision %d, before %d", i, results[i], one.Rev, before[i])
		}
		stored(ctx, t, db, "after the bulk", i, want)
	}
}

// Two bulks over the same records in opposite orders: each record is won by exactly one, and
// neither waits for the other for ever.
func (s *suite) recordsCrossing(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for round := range shorter(4, 2) {
		var bulks [2][]*slip
		var results [2][]error
		var errs [2]error
		var wg sync.WaitGroup
		for b := range bulks {
			bulks[b] = newSlips(0, store.MaxBatch, fmt.Sprint(b), fmt.Sprint(b))
			for _, one := range bulks[b] {
				one.Rev = int64(round)
			}
		}
		slices.Reverse(bulks[1])
		for b := range bulks {
			wg.Go(func() { results[b], errs[b] = store.SaveMany(ctx, db, bulks[b]) })
		}
		wg.Wait()
		must(t, errors.Join(errs[:]...))
		slices.Reverse(bulks[1])
		slices.Reverse(results[1])
		won := map[string]int{}
		for i := range store.MaxBatch {
			winner := 0
			if results[0][i] != nil {
				winner = 1
			}
			loser := errors.Join(results[0][i], results[1][i])
			if (results[0][i] == nil) == (results[1][i] == nil) || !errors.Is(loser, store.ErrConflict) {
				t.Fatalf("round %d, slip %d: %v and %v", round, i, results[0][i], results[1][i])
			}
			won[fmt.Sprint(winner)]++
		}
		for _, list := range []string{"0", "1"} {
			if got := counted(ctx, t, db, list); got != won[list] {
				t.Errorf("round %d: %d slips on list %s, won %d", round, got, list, won[list])
			}
		}
	}
}

// Writers that change the same records by compare-and-swap lose nothing, one by one and in bulk.
func (s *suite) recordsChanging(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const writers, size = 4, 30
	changes := shorter(8, 4)
	added(ctx, t, db, newSlips(0, size, "shared")...)
	errs := make(chan error, writers)
	for w := range writers {
		go func() {
			for c := range changes {
				err := repeated(func() error { return changeSlips(ctx, db, size, fmt.Sprint(w, "/", c), w%2 == 0) })
				if err != nil {
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
	found, err := store.Find[slip](ctx, db, slipIDs(0, size))
	must(t, err)
	for i := range size {
		want := 1 + changes*writers/2 // by those who change all
		if i == 0 {
			want = 1 + changes*writers
		}
		if one := found[slipID(i)]; one == nil || len(one.Done) != want-1 || one.Rev != int64(want) {
			t.Fatalf("slip %d: got %+v, want revision %d", i, one, want)
		}
	}
}

// changeSlips notes a change on the first slip, or, in bulk, on all of them and an absent one.
func changeSlips(ctx context.Context, db store.Recorder, size int, change string, bulk bool) error {
	note := func(one *slip) (bool, error) {
		if slices.Contains(one.Done, change) {
			return false, nil
		}
		one.Done = append(one.Done, change)
		return true, nil
	}
	if !bulk {
		_, err := store.ChangeRecord(ctx, db, slipID(0), note)
		return err
	}
	changed, failed, err := store.ChangeRecords(ctx, db, append(slipIDs(0, size), "absent"), note)
	if err == nil && len(changed) != size {
		err = fmt.Errorf("%d of %d changed, %v", len(changed), size, failed)
	}
	return err
}

// A record may have eight mebibytes, and is found by its key; others of its list are listed
// without reading it.
func (s *suite) recordsLarge(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	large := newSlip(1, "large", "files")
	large.Data = []byte(strings.Repeat("01234567", 1<<20))
	must(t, store.Save(ctx, db, large))
	large.Data[0] = 'x'
	must(t, store.Save(ctx, db, large))
	found, err := store.Get[slip](ctx, db, large.ID)
	must(t, err)
	if !slices.Equal(found.Data, large.Data) {
		t.Errorf("%d bytes come back otherwise than as %d", len(found.Data), len(large.Data))
	}
	found.Data, large.Data = nil, nil
	same(t, "beside the data", found, large)
	same(t, "listed", listed(ctx, t, db, "files", 10), []string{large.ID})
	must(t, store.Remove[slip](ctx, db, []string{large.ID}))
	stored(ctx, t, db, "removed", 1, nil)
}
