package storetest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"

	"burgerbode/graph/store"
)

// checkStamp stamps a store and compares what it holds then.
func checkStamp(ctx context.Context, t *testing.T, db store.Store, name, value, want string) {
	t.Helper()
	if held, err := db.Stamp(ctx, name, value); err != nil || held != want {
		t.Errorf("stamp %q with %q: got %q (%v), want %q", name, value, held, err, want)
	}
}

// The first value of a name stays, and a call whose context has ended writes none.
func (s *suite) stamps(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	checkStamp(ctx, t, db, "one", "first", "first")
	checkStamp(ctx, t, db, "one", "first", "first")
	checkStamp(ctx, t, db, "one", "second", "first")
	checkStamp(ctx, t, db, "two", "second", "second")
	checkStamp(ctx, t, db, "layout", "a name of the store's own", "a name of the store's own")
	checkStamp(ctx, t, db, "empty", "", "")
	checkStamp(ctx, t, db, "empty", "late", "")

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if held, err := db.Stamp(cancelled, "three", "cancelled"); held != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("got %q and %v, want context.Canceled", held, err)
	}
	checkStamp(ctx, t, db, "three", "third", "third")
}

// Whoever stamps at the same time as others learns the same value as they do.
func (s *suite) stampsCompeting(ctx context.Context, t *testing.T) {
	stores := []store.Store{s.Open(t)}
	if s.Again != nil {
		stores = append(stores, s.Again(t, stores[0])) // as another process
	}
	const callers, rounds = 8, 10
	for round := range rounds {
		name := strconv.Itoa(round)
		var held [callers]string
		var errs [callers]error
		begin := make(chan struct{})
		var wg sync.WaitGroup
		for c := range callers {
			wg.Go(func() {
				<-begin
				held[c], errs[c] = stores[c%len(stores)].Stamp(ctx, name, "by "+strconv.Itoa(c))
			})
		}
		close(begin)
		wg.Wait()
		must(t, errors.Join(errs[:]...))
		for c := range callers {
			if held[c] == "" || held[c] != held[0] {
				t.Errorf("round %d: caller %d learned %q, another %q", round, c, held[c], held[0])
			}
		}
		checkStamp(ctx, t, stores[0], name, "late", held[0])
	}
}

// A stamp outlives the process that made it.
func (s *suite) stampsAnother(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	checkStamp(ctx, t, db, "one", "first", "first")
	must(t, db.Close(ctx))
	db = s.Again(t, db)
	checkStamp(ctx, t, db, "one", "second", "first")
}
