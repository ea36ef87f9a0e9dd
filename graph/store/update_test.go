package store_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func now() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// memory is an empty store.
func memory(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), "sqlite::memory:", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func mailboxes(s store.Store) *store.Mailboxes {
	return &store.Mailboxes{Store: s, Now: now, Log: slog.New(slog.DiscardHandler)}
}

func citizen(n int) model.CitizenID {
	return model.CitizenID(model.HashID("citizen", strconv.Itoa(n)))
}

// mute is a change that is safe to apply twice.
func mute(sender model.OrgCode) store.Change {
	return func(m *model.Mailbox) error {
		wanted := m.Preferences
		wanted.MutedSenders = append([]model.OrgCode{sender}, wanted.MutedSenders...)
		m.SetPreferences(wanted, now())
		return nil
	}
}

// rival saves a change of its own just before each save that it is given, so that it always wins.
type rival struct {
	store.Store
	wins atomic.Int64
}

func (r *rival) SaveMailboxes(ctx context.Context, bulk []*model.Mailbox) ([]error, error) {
	for _, m := range bulk {
		sender := model.OrgCode(fmt.Sprint("rival ", r.wins.Add(1)))
		if _, err := mailboxes(r.Store).Update(ctx, m.ID, mute(sender)); err != nil {
			return nil, err
		}
	}
	return r.Store.SaveMailboxes(ctx, bulk)
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	s := memory(t)
	boxes := mailboxes(s)
	fresh, err := boxes.Get(t.Context(), citizen(1))
	if err != nil || fresh.ID != citizen(1) || fresh.Rev != 0 || fresh.Life == "" {
		t.Fatalf("got %+v and %v, want an empty mailbox", fresh, err)
	}
	saved, err := boxes.Update(t.Context(), citizen(1), mute("OVO1"))
	if err != nil || saved.Rev != 1 {
		t.Fatalf("got %+v and %v, want revision 1", saved, err)
	}
	stored, err := boxes.Get(t.Context(), citizen(1))
	if err != nil || stored.Rev != 1 || len(stored.Preferences.MutedSenders) != 1 || stored.Derived.Slot != citizen(1).Slot() {
		t.Errorf("stored %+v (%v)", stored, err)
	}
}

func TestUpdateWithoutChangeIsNotSaved(t *testing.T) {
	t.Parallel()
	boxes := mailboxes(memory(t))
	nothing := func(*model.Mailbox) error { return nil }
	boxes.Saved = func(m *model.Mailbox) { t.Errorf("Saved was told of %s", m.ID) }
	m, err := boxes.Update(t.Context(), citizen(1), nothing)
	if err != nil || m.Rev != 0 {
		t.Errorf("got %+v and %v, want revision 0", m, err)
	}
	if found, err := boxes.Store.Mailboxes(t.Context(), []model.CitizenID{citizen(1)}); err != nil || len(found) > 0 {
		t.Errorf("stored %v (%v), want nothing", found, err)
	}
	boxes.Saved = nil
	for range 3 { // the second and third find that it is done
		if m, err = boxes.Update(t.Context(), citizen(1), mute("OVO1")); err != nil || m.Rev != 1 {
			t.Errorf("got %+v and %v, want revision 1", m, err)
		}
	}
}

func TestUpdateLeavesMailboxWhenChangeFails(t *testing.T) {
	t.Parallel()
	boxes := mailboxes(memory(t))
	if _, err := boxes.Update(t.Context(), citizen(1), mute("OVO1")); err != nil {
		t.Fatal(err)
	}
	calls := 0
	refusal := errors.New("refused")
	_, err := boxes.Update(t.Context(), citizen(1), func(m *model.Mailbox) error {
		calls++
		_ = mute("OVO2")(m)
		return refusal
	})
	if !errors.Is(err, refusal) || calls != 1 {
		t.Errorf("got %v after %d calls, want the change's own error after one", err, calls)
	}
	m, err := boxes.Get(t.Context(), citizen(1))
	if err != nil || m.Rev != 1 || len(m.Preferences.MutedSenders) != 1 {
		t.Errorf("stored %+v (%v), want it as it was", m, err)
	}
}

// Who always loses is told UNAVAILABLE after Attempts attempts, within three seconds.
func TestUpdateGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &rival{Store: memory(t)}
		attempts := 0
		begin := time.Now()
		_, err := mailboxes(r).Update(t.Context(), citizen(1), func(m *model.Mailbox) error {
			attempts++
			return mute("mine")(m)
		})
		if model.CodeOf(err) != model.CodeUnavailable || attempts != store.Attempts {
			t.Errorf("got %v after %d attempts, want UNAVAILABLE after %d", err, attempts, store.Attempts)
		}
		if took := time.Since(begin); took > 3*time.Second || took < 100*time.Millisecond {
			t.Errorf("gave up after %s", took)
		}
		m, err := mailboxes(r.Store).Get(t.Context(), citizen(1))
		if err != nil || m.Rev != store.Attempts || len(m.Preferences.MutedSenders) != store.Attempts {
			t.Errorf("stored %+v (%v), want the rival's changes only", m, err)
		}
	})
}

func TestUpdateWithoutStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		away := storetest.Failing(memory(t), storetest.From(1))
		_, err := mailboxes(away).Update(t.Context(), citizen(1), mute("OVO1"))
		if model.CodeOf(err) != model.CodeUnavailable || !errors.Is(err, store.ErrUnavailable) || away.Calls() != store.Attempts {
			t.Errorf("got %v after %d calls, want UNAVAILABLE after %d", err, away.Calls(), store.Attempts)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if _, err := mailboxes(away).Update(ctx, citizen(1), mute("OVO1")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's error", err)
		}
		if _, err := mailboxes(away).Get(t.Context(), citizen(1)); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("got %v, want ErrUnavailable", err)
		}
	})
}

// Whatever single call of the store fails, the change is there once in the end.
func TestUpdateThroughFaults(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 4; n++ {
		s := memory(t)
		for _, faulty := range []store.Store{storetest.Failing(s, storetest.Nth(n)), storetest.DropAnswers(s)} {
			m, err := mailboxes(faulty).Update(t.Context(), citizen(n), mute("OVO1"))
			if err != nil || m.Rev != 1 || len(m.Preferences.MutedSenders) != 1 {
				t.Errorf("call %d: got %+v and %v", n, m, err)
			}
		}
	}
}

func TestUpdateMany(t *testing.T) {
	t.Parallel()
	boxes := mailboxes(memory(t))
	told := map[model.CitizenID]int64{}
	boxes.Saved = func(m *model.Mailbox) { told[m.ID] = m.Rev }
	refusal := errors.New("refused")
	changes := map[model.CitizenID]store.Change{}
	for n := range store.MaxBatch {
		switch n % 5 {
		case 3:
			changes[citizen(n)] = func(*model.Mailbox) error { return refusal }
		case 4:
			changes[citizen(n)] = func(*model.Mailbox) error { return nil }
		default:
			changes[citizen(n)] = mute("OVO1")
		}
	}
	saved, failed, err := boxes.UpdateMany(t.Context(), changes)
	if err != nil {
		t.Fatal(err)
	}
	for n := range store.MaxBatch {
		id := citizen(n)
		wantRev, wantErr := int64(1), error(nil)
		switch n % 5 {
		case 3:
			wantRev, wantErr = 0, refusal
		case 4:
			wantRev = 0
		}
		if !errors.Is(failed[id], wantErr) || (saved[id] == nil) != (wantErr != nil) || told[id] != wantRev {
			t.Fatalf("mailbox %d: saved %v, failed %v, told of revision %d", n, saved[id], failed[id], told[id])
		}
		if m := saved[id]; m != nil && m.Rev != wantRev {
			t.Fatalf("mailbox %d is at revision %d, want %d", n, m.Rev, wantRev)
		}
	}
	many, err := boxes.GetMany(t.Context(), []model.CitizenID{citizen(0), citizen(3)})
	if err != nil || many[citizen(0)].Rev != 1 || many[citizen(3)].Rev != 0 {
		t.Errorf("got %v and %v", many, err)
	}
}

func TestUpdateManyTooMany(t *testing.T) {
	t.Parallel()
	changes := map[model.CitizenID]store.Change{}
	for n := range store.MaxBatch + 1 {
		changes[citizen(n)] = mute("OVO1")
	}
	_, _, err := mailboxes(memory(t)).UpdateMany(t.Context(), changes)
	if err == nil || errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "501") {
		t.Errorf("got %v, want that 501 are too many", err)
	}
}

func TestRetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plain := errors.New("plain")
		for _, c := range []struct {
			name    string
			answers []error // the last one stays
			want    error
			calls   int
		}{
			{"at once", []error{nil}, nil, 1},
			{"in the end", []error{store.ErrConflict, store.ErrUnavailable, store.ErrConflict, nil}, nil, 4},
			{"another error", []error{store.ErrConflict, plain}, plain, 2},
			{"never", []error{store.ErrConflict}, store.ErrConflict, store.Attempts},
		} {
			calls := 0
			err := store.Retry(t.Context(), func() error {
				calls++
				return c.answers[min(calls, len(c.answers))-1]
			})
			if !errors.Is(err, c.want) || calls != c.calls {
				t.Errorf("%s: got %v after %d calls, want %v after %d", c.name, err, calls, c.want, c.calls)
			}
			if c.calls == store.Attempts && model.CodeOf(err) != model.CodeUnavailable {
				t.Errorf("%s: got %v, want UNAVAILABLE", c.name, err)
			}
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := store.Retry(ended, func() error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the context's error", err)
		}
	})
}

// A mailbox that was just read is not read again, unless somebody else was faster.
func TestUpdateKnown(t *testing.T) {
	t.Parallel()
	reads := storetest.Failing(memory(t), func(int, string) bool { return false })
	boxes := mailboxes(reads)
	update := func(id model.CitizenID, sender model.OrgCode) *model.Mailbox {
		m, err := boxes.Update(t.Context(), id, mute(sender))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	fresh, stale := citizen(1), citizen(2)
	known := map[model.CitizenID]*model.Mailbox{fresh: update(fresh, "a"), stale: update(stale, "a")}
	update(stale, "b")
	before := reads.Calls()
	saved, failed, err := boxes.UpdateKnown(t.Context(), known, map[model.CitizenID]store.Change{fresh: mute("c"), stale: mute("c")})
	if err != nil || len(failed) > 0 {
		t.Fatal(err, failed)
	}
	if got := saved[fresh].Preferences.MutedSenders; len(got) != 2 {
		t.Errorf("the one that was known has %v", got)
	}
	if got := saved[stale].Preferences.MutedSenders; len(got) != 3 {
		t.Errorf("the one that others changed has %v", got)
	}
	if calls := reads.Calls() - before; calls != 3 { // save both, read the stale one, save it
		t.Errorf("%d calls of the store", calls)
	}
}
