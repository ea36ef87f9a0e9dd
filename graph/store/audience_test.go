package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// tagged fills a store with mailboxes that carry tags by the remainder of their number, and answers the ids
// of one slot by tag, and all of them under "".
func tagged(t *testing.T, s store.Store, slot, count int) map[string][]model.CitizenID {
	t.Helper()
	held := map[string][]model.CitizenID{}
	var bulk []*model.Mailbox
	for n := 0; len(held[""]) < count; n++ {
		id := citizen(n)
		m := &model.Mailbox{ID: id, Rev: 1, Layout: model.LayoutVersion, Life: "life", Derived: model.Derived{Slot: id.Slot()}}
		for tag, every := range map[string]int{"a": 2, "b": 3, "c": 7} {
			if n%every == 0 {
				m.Derived.Tags = append(m.Derived.Tags, tag)
			}
		}
		slices.Sort(m.Derived.Tags)
		if id.Slot() == slot {
			for _, tag := range append([]string{""}, m.Derived.Tags...) {
				held[tag] = append(held[tag], id)
			}
		} else if n%10 > 0 {
			continue
		}
		bulk = append(bulk, m)
	}
	for part := range slices.Chunk(bulk, store.MaxBatch) {
		if _, err := s.SaveMailboxes(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	return held
}

func union(held map[string][]model.CitizenID, tags ...string) []model.CitizenID {
	var all []model.CitizenID
	for _, tag := range tags {
		all = append(all, held[tag]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func walkAll(t *testing.T, w *store.AudienceWalk, limit int) []model.CitizenID {
	t.Helper()
	var all []model.CitizenID
	for {
		ids, err := w.Next(t.Context(), limit)
		if err != nil {
			t.Fatal(err)
		}
		if len(ids) == 0 {
			return all
		}
		all = append(all, ids...)
	}
}

// A mailbox with several of the tags is walked once, in the order of the ids, whatever the page; and a walk
// goes on from any place.
func TestAudienceIsWalkedOnce(t *testing.T) {
	t.Parallel()
	const slot = 9
	s := memory(t)
	held := tagged(t, s, slot, 3*store.MaxBatch)
	for _, tags := range [][]string{nil, {"a"}, {"a", "b", "c"}, {"c", "absent"}, {"absent"}} {
		want := union(held, tags...)
		if tags == nil {
			want = union(held, "")
		}
		for _, limit := range []int{33, store.MaxBatch} {
			if got := walkAll(t, store.WalkAudience(s, tags, slot, ""), limit); !slices.Equal(got, want) {
				t.Errorf("tags %v, %d at a time: walked %d, want %d", tags, limit, len(got), len(want))
			}
		}
		if len(want) == 0 {
			continue
		}
		middle := len(want) / 2
		if got := walkAll(t, store.WalkAudience(s, tags, slot, want[middle]), 100); !slices.Equal(got, want[middle+1:]) {
			t.Errorf("tags %v from the middle: walked %d, want %d", tags, len(got), len(want)-middle-1)
		}
	}
}

// sometimes fails every second call.
type sometimes struct {
	store.Store
	calls int
}

func (s *sometimes) fail() error {
	if s.calls++; s.calls%2 == 0 {
		return store.ErrUnavailable
	}
	return nil
}

func (s *sometimes) Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	if err := s.fail(); err != nil {
		return nil, err
	}
	return s.Store.Tagged(ctx, slot, tag, after, limit)
}

func (s *sometimes) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	if err := s.fail(); err != nil {
		return nil, err
	}
	return s.Store.Mailboxes(ctx, ids)
}

// What could not be read is read again: an outage leaves nobody out.
func TestAudienceIsWalkedOnceThroughAnOutage(t *testing.T) {
	t.Parallel()
	const slot = 9
	s := memory(t)
	held := tagged(t, s, slot, store.MaxBatch)
	walk := store.WalkAudience(&sometimes{Store: s}, []string{"a", "b"}, slot, "")
	var got []model.CitizenID
	for failures := 0; failures < 1000; {
		page, err := walk.Mailboxes(t.Context(), 20)
		if errors.Is(err, store.ErrUnavailable) {
			failures++
			continue
		}
		if len(page) == 0 {
			break
		}
		for _, m := range page {
			got = append(got, m.ID)
		}
	}
	if want := union(held, "a", "b"); !slices.Equal(got, want) {
		t.Errorf("walked %d, want %d", len(got), len(want))
	}
}
