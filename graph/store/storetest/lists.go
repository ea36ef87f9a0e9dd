package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// listed walks through all pages of a list of slips.
func listed(ctx context.Context, t *testing.T, db store.Recorder, list string, size int) []string {
	t.Helper()
	var all []string
	after := ""
	for {
		page, err := store.List[slip](ctx, db, list, after, size)
		must(t, err)
		if len(page) > size {
			t.Fatalf("a page of %d has %d", size, len(page))
		}
		for _, one := range page {
			all = append(all, one.ID)
		}
		if len(page) < size {
			return all
		}
		after = page[len(page)-1].ID
	}
}

// counted is how many slips stand on a list.
func counted(ctx context.Context, t *testing.T, db store.Recorder, list string) int {
	t.Helper()
	n, err := store.Count[slip](ctx, db, list)
	must(t, err)
	return n
}

func (s *suite) lists(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	want := map[string][]string{} // list → keys
	var all []*slip
	for i := range 60 {
		one := newSlip(i, "")
		for every, list := range []string{2: "even", 5: "fifth", 59: "seldom"} {
			if list != "" && i%every == 0 {
				one.On = append(one.On, list)
				want[list] = append(want[list], one.ID)
			}
		}
		all = append(all, one)
	}
	slices.Reverse(all)
	added(ctx, t, db, all...)
	for _, list := range []string{"even", "fifth", "seldom", "eve", ""} {
		slices.Sort(want[list])
		if got := counted(ctx, t, db, list); got != len(want[list]) {
			t.Errorf("list %q: counted %d, want %d", list, got, len(want[list]))
		}
		for _, size := range []int{1, 4, 100} {
			if got := listed(ctx, t, db, list, size); !slices.Equal(got, want[list]) {
				t.Errorf("list %q, pages of %d: got %v, want %v", list, size, got, want[list])
			}
		}
	}
	// The key to begin after need not be there.
	after, err := db.ListRecords(ctx, slips(), "fifth", want["fifth"][0]+" x", 100)
	must(t, err)
	same(t, "after an absent key", after, want["fifth"][1:])
	none, err := db.ListRecords(ctx, slips(), "fifth", "", 0)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("limit 0: got %v", none)
	}
}

// listAll reads more than one batch.
func (s *suite) listAll(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const more = 5
	added(ctx, t, db, newSlips(0, store.MaxBatch, "first", "all")...)
	added(ctx, t, db, newSlips(store.MaxBatch, more, "second", "all")...)
	all, err := store.ListAll[slip](ctx, db, "all")
	must(t, err)
	if len(all) != store.MaxBatch+more || !slices.IsSortedFunc(all, compareKeys) {
		t.Errorf("%d slips, or not in their order, want %d", len(all), store.MaxBatch+more)
	}
	none, err := store.ListAll[slip](ctx, db, "none")
	must(t, err)
	if len(none) > 0 {
		t.Errorf("an empty list has %v", none)
	}
}

func compareKeys(a, b *slip) int {
	return strings.Compare(a.ID, b.ID)
}

// Lists follow saves and removals, and saves that lose do not touch them.
func (s *suite) listsFollow(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	on := func(what string, want ...string) {
		t.Helper()
		var got []string
		for _, list := range []string{"a", "b", "c", "d"} {
			keys := listed(ctx, t, db, list, 10)
			if len(keys) != counted(ctx, t, db, list) {
				t.Errorf("%s: list %s has %v and counts %d", what, list, keys, counted(ctx, t, db, list))
			}
			if slices.Contains(keys, slipID(1)) {
				got = append(got, list)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: on %v, want %v", what, got, want)
		}
	}
	other := newSlip(2, "stays", "a", "b", "c", "d")
	one := newSlip(1, "moves")
	added(ctx, t, db, other)
	for i, want := range [][]string{{"a", "b"}, {"a", "b"}, {"b", "c", "d"}, {"d"}, nil, {"a"}} {
		one.On = want
		if i%2 == 0 {
			must(t, store.Save(ctx, db, one))
		} else { // in company, which is another way into a store
			added(ctx, t, db, one, newSlip(100+i, "company"))
		}
		on(fmt.Sprint("revision ", one.Rev), want...)
		late := slipAt(one.Rev-1, 1, "late", "b")
		wantConflict(t, "a save that loses", store.Save(ctx, db, late))
		on(fmt.Sprint("revision ", one.Rev, " after a save that lost"), want...)
	}
	must(t, store.Remove[slip](ctx, db, []string{one.ID, "absent", one.ID}))
	on("removed")
	stored(ctx, t, db, "removed", 1, nil, other)
	must(t, store.Remove[slip](ctx, db, []string{one.ID}))
	wantConflict(t, "a save of what was removed", store.Save(ctx, db, one))
	stored(ctx, t, db, "still removed", 1, nil)
	on("still removed")
	one = newSlip(1, "again", "c")
	must(t, store.Save(ctx, db, one))
	on("added again", "c")
	stored(ctx, t, db, "added again", 1, one)
}

// A key or a list of one collection is none of another.
func (s *suite) collectionsApart(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	organisation := &model.Organisation{Code: model.OrgCode(slipID(1)), Name: "Stad"}
	must(t, store.Save(ctx, db, organisation))
	one := newSlip(1, "slip", model.AllOrganisations)
	must(t, store.Save(ctx, db, one))
	must(t, store.Save(ctx, db, one))
	all, err := store.ListAll[model.Organisation](ctx, db, model.AllOrganisations)
	must(t, err)
	same(t, "organisations", all, []*model.Organisation{organisation})
	must(t, store.Remove[slip](ctx, db, []string{one.ID}))
	got, err := store.Get[model.Organisation](ctx, db, organisation.Code)
	must(t, err)
	same(t, "organisation", got, organisation)
	if n, err := store.Count[model.Organisation](ctx, db, model.AllOrganisations); err != nil || n != 1 {
		t.Errorf("counted %d (%v), want 1", n, err)
	}
}
