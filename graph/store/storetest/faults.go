package storetest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// prompt is how long a call may take that has nothing to wait for.
const prompt = 30 * time.Second

// call is one call of a store's method with size documents or ids; n tells calls apart.
type call struct {
	name  string
	write bool
	size  bool // whether the call takes any number of documents or ids
	do    func(ctx context.Context, db store.Store, n, size int) error
}

// calls lists a call of every method that reaches the store.
func calls() []call {
	return append(bulkCalls(), []call{
		{"Due", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, err := db.Due(ctx, []int{1, 2}, false, at(0), 10)
			return err
		}},
		{"Backlog", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, _, err := db.Backlog(ctx, []int{1, 2}, true, at(0))
			return err
		}},
		{"Tagged", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, err := db.Tagged(ctx, 1, "push:on", "", 10)
			return err
		}},
		{"InSlot", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, err := db.InSlot(ctx, 1, "", 10)
			return err
		}},
		{"ListRecords", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, err := store.List[slip](ctx, db, "list", "", 10)
			return err
		}},
		{"CountRecords", false, false, func(ctx context.Context, db store.Store, _, _ int) error {
			_, err := store.Count[slip](ctx, db, "list")
			return err
		}},
		{"Stamp", true, false, func(ctx context.Context, db store.Store, n, _ int) error {
			_, err := db.Stamp(ctx, strconv.Itoa(n), "value")
			return err
		}},
		{"Ping", false, false, func(ctx context.Context, db store.Store, _, _ int) error { return db.Ping(ctx) }},
	}...)
}

// bulkCalls lists the methods that take many documents or ids.
func bulkCalls() []call {
	return []call{
		{"Mailboxes", false, true, func(ctx context.Context, db store.Store, _, size int) error {
			_, err := db.Mailboxes(ctx, citizenIDs(size))
			return err
		}},
		{"SaveMailboxes", true, true, func(ctx context.Context, db store.Store, n, size int) error {
			mailboxes := make([]*model.Mailbox, size)
			for i := range mailboxes {
				mailboxes[i] = newMailbox(citizen(1000*(n+1) + i))
			}
			results, err := db.SaveMailboxes(ctx, mailboxes)
			return errors.Join(err, errors.Join(results...))
		}},
		{"Citizens", false, true, func(ctx context.Context, db store.Store, n, size int) error {
			_, err := db.Citizens(ctx, keys(n, size))
			return err
		}},
		{"AddCitizens", true, true, func(ctx context.Context, db store.Store, n, size int) error {
			citizens := map[string]model.CitizenID{}
			for i, key := range keys(n, size) {
				citizens[key] = citizen(i)
			}
			_, err := db.AddCitizens(ctx, citizens)
			return err
		}},
		{"FindRecords", false, true, func(ctx context.Context, db store.Store, n, size int) error {
			_, err := store.Find[slip](ctx, db, keys(n, size))
			return err
		}},
		{"SaveRecords", true, true, func(ctx context.Context, db store.Store, n, size int) error {
			results, err := store.SaveMany(ctx, db, newSlips(1000*(n+1), size, "saved", "list"))
			return errors.Join(err, errors.Join(results...))
		}},
		{"RemoveRecords", true, true, func(ctx context.Context, db store.Store, n, size int) error {
			return store.Remove[slip](ctx, db, keys(n, size))
		}},
	}
}

func keys(n, size int) []string {
	all := make([]string, size)
	for i := range all {
		all[i] = strconv.Itoa(n) + " " + strconv.Itoa(i)
	}
	return all
}

func (s *suite) batchTooLarge(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for n, c := range bulkCalls() {
		err := c.do(ctx, db, 2*n, store.MaxBatch+1)
		switch {
		case err == nil:
			t.Errorf("%s took %d", c.name, store.MaxBatch+1)
		case errors.Is(err, store.ErrUnavailable), errors.Is(err, store.ErrConflict), !strings.Contains(err.Error(), "501"):
			t.Errorf("%s: %q does not say that 501 are too many", c.name, err)
		}
		if err := c.do(ctx, db, 2*n+1, store.MaxBatch); err != nil {
			t.Errorf("%s refused %d: %v", c.name, store.MaxBatch, err)
		}
	}
}

// A context that has ended ends every call with the context's own error, and nothing is written.
func (s *suite) contextEnded(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	late, cancel := context.WithDeadline(ctx, time.Unix(1, 0))
	defer cancel()
	for n, c := range calls() {
		begin := time.Now()
		if err := c.do(cancelled, db, n, 2); !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: got %v, want context.Canceled", c.name, err)
		}
		if err := c.do(late, db, n, 2); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: got %v, want context.DeadlineExceeded", c.name, err)
		}
		if took := time.Since(begin); took > prompt {
			t.Errorf("%s took %s to notice", c.name, took)
		}
	}
	found, err := db.Mailboxes(ctx, citizenIDs(10))
	must(t, err)
	if n := counted(ctx, t, db, "list"); n+len(found) > 0 {
		t.Errorf("something was written: %v and %d slips", found, n)
	}
}

// A context that ends while calls are under way ends them, and the store works on for others.
func (s *suite) contextEndsMeanwhile(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for round := range shorter(6, 3) {
		short, cancel := context.WithTimeout(ctx, time.Duration(round)*3*time.Millisecond)
		var wg sync.WaitGroup
		for n, c := range calls() {
			wg.Go(func() {
				for i := 0; ; i++ {
					err := c.do(short, db, 100*(round+1)+10_000*n+i, 50)
					if short.Err() != nil {
						if err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, store.ErrConflict) {
							t.Errorf("%s: got %v, want the context's error", c.name, err)
						}
						return
					}
					if err != nil && !errors.Is(err, store.ErrConflict) && !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("%s: %v", c.name, err)
						return
					}
				}
			})
		}
		wg.Wait()
		cancel()
	}
	for n, c := range calls() {
		if err := c.do(ctx, db, 9_000_000+n, 3); err != nil {
			t.Errorf("%s afterwards: %v", c.name, err)
		}
	}
}

// Two stores upon the same documents compete like two writers of one.
func (s *suite) another(ctx context.Context, t *testing.T) {
	one := s.Open(t)
	compete(ctx, t, one, s.Again(t, one))
}

// What was acknowledged is there after closing and opening again.
func (s *suite) reopen(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	e := full()
	e.write(ctx, t, db)
	citizens := map[string]model.CitizenID{"key": citizen(1)}
	_, err := db.AddCitizens(ctx, citizens)
	must(t, err)
	must(t, db.Close(ctx))
	if err := db.Ping(ctx); err == nil {
		t.Error("a closed store answers")
	}
	db = s.Again(t, db)
	e.compare(ctx, t, db)
	found, err := db.Citizens(ctx, []string{"key"})
	must(t, err)
	same(t, "citizens", found, citizens)
	ids, err := db.Tagged(ctx, e.Mailbox.Derived.Slot, e.Mailbox.Derived.Tags[0], "", 5)
	must(t, err)
	same(t, "tagged", ids, []model.CitizenID{e.Mailbox.ID})
}

// While a store is away its calls answer ErrUnavailable; when it is back they work again.
func (s *suite) outage(ctx context.Context, t *testing.T) {
	away := s.Outage(t)
	e := full()
	e.write(ctx, t, away.Store)
	away.Down()
	for n, c := range calls() {
		if !c.write && !away.Reads {
			continue
		}
		begin := time.Now()
		err := c.do(ctx, away.Store, 100+n, 2)
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s while away: got %v, want ErrUnavailable", c.name, err)
		}
		if took := time.Since(begin); took > 2*prompt {
			t.Errorf("%s took %s to notice", c.name, took)
		}
	}
	brief, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	err := store.Save(brief, away.Store, newSlip(1, "brief"))
	if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("with little time: got %v", err)
	}
	away.Up()
	eventually(ctx, t, "the store is back", func() error { return away.Store.Ping(ctx) })
	for n, c := range calls() {
		eventually(ctx, t, c.name, func() error { return c.do(ctx, away.Store, 200+n, 2) })
	}
	e.compare(ctx, t, away.Store)
}

// Saves that were acknowledged before, during or after an outage are all there.
func (s *suite) outageKeeps(ctx context.Context, t *testing.T) {
	away := s.Outage(t)
	const writers = 4
	working, stop := context.WithCancel(ctx)
	defer stop()
	acknowledged := make([]int64, writers)
	progress := make(chan struct{}, 1)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for working.Err() == nil {
				if rev, err := saveNext(ctx, away.Store, citizen(w)); err == nil {
					acknowledged[w] = rev
					select {
					case progress <- struct{}{}:
					case <-working.Done():
					}
				}
			}
		})
	}
	await := func(what string, saves int) {
		for range saves {
			select {
			case <-progress:
			case <-ctx.Done():
				t.Fatalf("no saves %s", what)
			}
		}
	}
	await("before", 20)
	away.Down()
	if err := store.Save(ctx, away.Store, newSlip(1, "away")); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("while away: got %v, want ErrUnavailable", err)
	}
	away.Up()
	await("after", 20)
	stop()
	wg.Wait()
	for w := range writers {
		m := load(ctx, t, away.Store, citizen(w))
		if m.Rev < acknowledged[w] || len(m.Reminders.Entries) != int(m.Rev) {
			t.Errorf("writer %d: revision %d with %d changes, acknowledged %d", w, m.Rev, len(m.Reminders.Entries), acknowledged[w])
		}
	}
}

// saveNext adds one note and answers the revision that was acknowledged.
func saveNext(ctx context.Context, db store.Store, id model.CitizenID) (int64, error) {
	found, err := db.Mailboxes(ctx, []model.CitizenID{id})
	if err != nil {
		return 0, err
	}
	m := newMailbox(id)
	if found[id] != nil {
		m = next(found[id])
	}
	note(m, fmt.Sprint(m.Rev))
	results, err := db.SaveMailboxes(ctx, []*model.Mailbox{m})
	if err != nil {
		return 0, err
	}
	return m.Rev, results[0]
}

// eventually repeats do until it succeeds.
func eventually(ctx context.Context, t *testing.T, what string, do func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := do()
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s: %v", what, err)
		case <-tick.C:
		}
	}
}

func (s *suite) oldLayout(_ context.Context, t *testing.T) {
	const other = 4711
	err := s.OldLayout(t, other)
	if !errors.Is(err, store.ErrLayout) {
		t.Fatalf("got %v, want ErrLayout", err)
	}
	for _, version := range []int{other, model.LayoutVersion} {
		if !strings.Contains(err.Error(), strconv.Itoa(version)) {
			t.Errorf("%q does not name version %d", err, version)
		}
	}
}
