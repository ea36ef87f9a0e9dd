package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

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

// Each write takes effect, is answered ErrUnavailable once, and then as the store answers.
func TestDropAnswers(t *testing.T) {
	t.Parallel()
	ctx, inner := t.Context(), memory(t)
	s := storetest.DropAnswers(inner)
	letters := []*model.LetterRecord{{ID: "letter"}}
	if held, err := store.Add(ctx, s, letters); !errors.Is(err, store.ErrUnavailable) || held != nil {
		t.Errorf("got %v and %v, want a lost answer", held, err)
	}
	if held, err := store.Add(ctx, s, letters); err != nil || len(held) != 1 {
		t.Errorf("got %v and %v, want the letter", held, err)
	}
	for n := range 2 { // as a whole, then one by one
		claim := &model.DeviceClaim{ID: fmt.Sprint("claim ", n)}
		if err := store.Save(ctx, s, claim); !errors.Is(err, store.ErrUnavailable) || claim.Rev != 0 {
			t.Errorf("got %v and revision %d, want a lost answer", err, claim.Rev)
		}
		if found, err := store.Get[model.DeviceClaim](ctx, inner, claim.ID); err != nil || found.Rev != 1 {
			t.Errorf("stored %v (%v), want the claim", found, err)
		}
		if err := store.Save(ctx, s, claim); !errors.Is(err, store.ErrConflict) {
			t.Errorf("got %v, want that it is there", err)
		}
	}
	if err := store.Remove[model.LetterRecord](ctx, s, []string{"letter"}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want a lost answer", err)
	}
	if found, err := store.Find[model.LetterRecord](ctx, inner, []string{"letter"}); err != nil || len(found) > 0 {
		t.Errorf("stored %v (%v), want nothing", found, err)
	}
	if err := store.Remove[model.LetterRecord](ctx, s, []string{"letter"}); err != nil {
		t.Error(err)
	}

	// A bulk loses its answer as a whole and per mailbox in turns: the fifth and sixth write here.
	for n, id := range []model.CitizenID{"one", "two"} {
		m := storetest.MailboxOf(id, 1)
		results, err := s.SaveMailboxes(ctx, []*model.Mailbox{m})
		if whole := err != nil; whole != (n == 0) || !errors.Is(errors.Join(append(results, err)...), store.ErrUnavailable) {
			t.Errorf("bulk %d: got %v and %v", n, results, err)
		}
		results, err = s.SaveMailboxes(ctx, []*model.Mailbox{m})
		if err != nil || !errors.Is(results[0], store.ErrConflict) {
			t.Errorf("bulk %d again: got %v and %v, want that it is there", n, results, err)
		}
	}
}

func TestFailing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fails func(int, string) bool
		want  [6]bool
	}{
		"nth":       {storetest.Nth(2), [6]bool{false, true}},
		"from":      {storetest.From(4), [6]bool{false, false, false, true, true, true}},
		"every nth": {storetest.EveryNth(3), [6]bool{2: true, 5: true}},
		"by method": {func(_ int, method string) bool { return method == "Ping" }, [6]bool{true, true, true, true, true, true}},
	} {
		s := storetest.Failing(memory(t), c.fails)
		for i, want := range c.want {
			if err := s.Ping(t.Context()); errors.Is(err, store.ErrUnavailable) != want {
				t.Errorf("%s, call %d: got %v", name, i+1, err)
			}
		}
		if s.Calls() != len(c.want) {
			t.Errorf("%s: counted %d calls", name, s.Calls())
		}
	}
}

// A stamp passes through both wrappers: it takes effect, is answered and is not counted.
func TestStampPassesThrough(t *testing.T) {
	t.Parallel()
	inner := memory(t)
	failing := storetest.Failing(inner, storetest.From(1))
	for wrapper, s := range map[string]store.Store{"DropAnswers": storetest.DropAnswers(inner), "Failing": failing} {
		for _, value := range []string{"first", "second"} {
			if held, err := s.Stamp(t.Context(), wrapper, value); err != nil || held != "first" {
				t.Errorf("%s: got %q and %v for %q, want the first", wrapper, held, err, value)
			}
		}
		if held, err := inner.Stamp(t.Context(), wrapper, "third"); err != nil || held != "first" {
			t.Errorf("%s: the store holds %q (%v), want the first", wrapper, held, err)
		}
	}
	if failing.Calls() != 0 {
		t.Errorf("counted %d calls", failing.Calls())
	}
}
