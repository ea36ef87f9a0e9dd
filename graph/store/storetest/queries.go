package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// due asks for mailboxes that are due, and sorts the answer.
func dueIn(ctx context.Context, t *testing.T, db store.Store, slots []int, mass bool, now time.Time, limit int) []model.CitizenID {
	t.Helper()
	ids, err := db.Due(ctx, slots, mass, now, limit)
	must(t, err)
	slices.Sort(ids)
	return ids
}

func (s *suite) due(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	var mailboxes []*model.Mailbox
	want := map[string][]model.CitizenID{} // slot and queue → ids due by at(0)
	for slot := range 4 {
		for i, id := range citizensIn(slot, 12) {
			m := newMailbox(id)
			personal, mass := fmt.Sprint(slot, false), fmt.Sprint(slot, true)
			switch i % 6 {
			case 0: // due now, personally
				m.Derived.Due = at(0)
				want[personal] = append(want[personal], id)
			case 1: // later than now
				m.Derived.Due, m.Derived.DueMass = at(0).Add(time.Millisecond), at(1)
			case 2: // due in mass
				m.Derived.DueMass = at(-1)
				want[mass] = append(want[mass], id)
			case 3: // both
				m.Derived.Due, m.Derived.DueMass = at(-10), at(-20)
				want[personal], want[mass] = append(want[personal], id), append(want[mass], id)
			case 4: // one now, one later
				m.Derived.Due, m.Derived.DueMass = at(-10), at(20)
				want[personal] = append(want[personal], id)
			}
			mailboxes = append(mailboxes, m)
		}
	}
	saveAll(ctx, t, db, mailboxes)
	for _, slots := range [][]int{{0}, {1, 3}, {3, 2, 1, 0}, {2, 60}, {61}, {}} {
		for _, mass := range []bool{false, true} {
			var all []model.CitizenID
			for _, slot := range slots {
				all = append(all, want[fmt.Sprint(slot, mass)]...)
			}
			slices.Sort(all)
			name := fmt.Sprintf("slots %v, mass %v", slots, mass)
			count, oldest, err := db.Backlog(ctx, slots, mass, at(0))
			must(t, err)
			first := map[bool]time.Time{false: at(-10), true: at(-20)}[mass]
			if len(all) == 0 {
				first = time.Time{}
			}
			if count != len(all) || !oldest.Equal(first) || oldest.Location() != time.UTC {
				t.Errorf("%s: %d are due since %v, want %d since %v", name, count, oldest, len(all), first)
			}
			got := dueIn(ctx, t, db, slots, mass, at(0), 500)
			if !slices.Equal(got, all) {
				t.Errorf("%s: got %v, want %v", name, got, all)
			}
			for limit := range min(len(all), 4) {
				part := dueIn(ctx, t, db, slots, mass, at(0), limit)
				if len(slices.Compact(part)) != limit {
					t.Errorf("%s, limit %d: got %v", name, limit, part)
				}
				for _, id := range part {
					if !slices.Contains(all, id) {
						t.Errorf("%s, limit %d: %s is not due", name, limit, id)
					}
				}
			}
		}
	}
	if got := dueIn(ctx, t, db, []int{0, 1, 2, 3}, false, at(-60), 500); len(got) > 0 {
		t.Errorf("an hour earlier: got %v", got)
	}
	everySlot := make([]int, model.Slots)
	for i := range everySlot {
		everySlot[i] = i
	}
	if got := dueIn(ctx, t, db, everySlot, false, at(0).Add(999*time.Microsecond), 500); len(got) != 24 {
		t.Errorf("all slots: got %d, want 24", len(got))
	}
}

func (s *suite) dueFollowsSaves(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	m := newMailbox(citizen(1))
	slots := []int{m.Derived.Slot}
	check := func(what string, personal, mass bool) {
		t.Helper()
		gotPersonal := len(dueIn(ctx, t, db, slots, false, at(0), 5)) == 1
		gotMass := len(dueIn(ctx, t, db, slots, true, at(0), 5)) == 1
		if gotPersonal != personal || gotMass != mass {
			t.Errorf("%s: due %v and in mass %v, want %v and %v", what, gotPersonal, gotMass, personal, mass)
		}
	}
	must(t, save(ctx, t, db, m))
	check("at first", false, false)
	m = next(m)
	m.Derived.Due = at(0)
	must(t, save(ctx, t, db, m))
	check("due set", true, false)
	lost := *m
	lost.Derived.Due = time.Time{}
	wantConflict(t, "a save that loses", save(ctx, t, db, &lost))
	check("after a save that lost", true, false)
	m = next(m)
	m.Derived.Due, m.Derived.DueMass = at(1), at(-1)
	must(t, save(ctx, t, db, m))
	check("mass set, due later", false, true)
	m = next(m)
	m.Derived.Due, m.Derived.DueMass = time.Time{}, time.Time{}
	must(t, save(ctx, t, db, m))
	check("none", false, false)
}

func (s *suite) tagged(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	want := map[string][]model.CitizenID{} // slot and tag → ids
	var mailboxes []*model.Mailbox
	for slot := range 3 {
		for i, id := range citizensIn(slot, 30) {
			m := newMailbox(id)
			if i%2 == 0 {
				m.Derived.Tags = append(m.Derived.Tags, "nis:12025")
			}
			if i%5 == 0 {
				m.Derived.Tags = append(m.Derived.Tags, "push:on")
			}
			for _, tag := range m.Derived.Tags {
				key := fmt.Sprint(slot, tag)
				want[key] = append(want[key], id)
			}
			mailboxes = append(mailboxes, m)
		}
	}
	slices.Reverse(mailboxes)
	saveAll(ctx, t, db, mailboxes)
	for _, slot := range []int{0, 1, 2, 63} {
		for _, tag := range []string{"nis:12025", "push:on", "nis:1202", "nis", ""} {
			for _, size := range []int{1, 4, 100} {
				got := pages(ctx, t, db, slot, tag, size)
				if !slices.Equal(got, want[fmt.Sprint(slot, tag)]) {
					t.Errorf("slot %d, tag %q, pages of %d: got %v, want %v", slot, tag, size, got, want[fmt.Sprint(slot, tag)])
				}
			}
		}
	}
	// The id to begin after need not be there.
	after, err := db.Tagged(ctx, 1, "push:on", want["1push:on"][0]+"x", 100)
	must(t, err)
	if !slices.Equal(after, want["1push:on"][1:]) {
		t.Errorf("after an absent id: got %v, want %v", after, want["1push:on"][1:])
	}
	none, err := db.Tagged(ctx, 1, "push:on", "", 0)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("limit 0: got %v", none)
	}
}

// pages walks through all pages of a tag.
func pages(ctx context.Context, t *testing.T, db store.Store, slot int, tag string, size int) []model.CitizenID {
	t.Helper()
	var all []model.CitizenID
	var after model.CitizenID
	for {
		page, err := db.Tagged(ctx, slot, tag, after, size)
		must(t, err)
		if len(page) > size {
			t.Fatalf("a page of %d has %d", size, len(page))
		}
		all = append(all, page...)
		if len(page) < size {
			return all
		}
		after = page[len(page)-1]
	}
}

// inSlot wants all mailboxes of a slot, with tags or without, whatever the size of the pages.
func (s *suite) inSlot(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	var mailboxes []*model.Mailbox
	want := map[int][]model.CitizenID{}
	for slot := range 3 {
		want[slot] = citizensIn(slot, 30)
		for i, id := range want[slot] {
			m := newMailbox(id)
			if i%2 == 0 {
				m.Derived.Tags = []string{"nis:12025", "push:on"}
			}
			mailboxes = append(mailboxes, m)
		}
	}
	slices.Reverse(mailboxes)
	saveAll(ctx, t, db, mailboxes)
	for _, slot := range []int{0, 1, 2, 63} {
		for _, size := range []int{1, 4, 100} {
			var got []model.CitizenID
			for after := model.CitizenID(""); ; after = got[len(got)-1] {
				page, err := db.InSlot(ctx, slot, after, size)
				must(t, err)
				if got = append(got, page...); len(page) < size {
					break
				}
			}
			if !slices.Equal(got, want[slot]) {
				t.Errorf("slot %d, pages of %d: got %v, want %v", slot, size, got, want[slot])
			}
		}
	}
	none, err := db.InSlot(ctx, 1, "", 0)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("limit 0: got %v", none)
	}
}

func (s *suite) taggedFollowsSaves(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	m := newMailbox(citizen(1))
	tags := []string{"a", "b", "c", "d"}
	check := func(what string, want ...string) {
		t.Helper()
		var got []string
		for _, tag := range tags {
			if len(pages(ctx, t, db, m.Derived.Slot, tag, 10)) == 1 {
				got = append(got, tag)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: found by %v, want %v", what, got, want)
		}
	}
	for _, want := range [][]string{{"a", "b"}, {"a", "b"}, {"b", "c", "d"}, {"d"}, nil, {"a"}} {
		m.Derived.Tags = want
		must(t, save(ctx, t, db, m))
		check(fmt.Sprintf("revision %d", m.Rev), want...)
		lost := *m
		lost.Derived.Tags = []string{"b"}
		wantConflict(t, "a save that loses", save(ctx, t, db, &lost))
		check(fmt.Sprintf("revision %d after a save that lost", m.Rev), want...)
		m = next(m)
	}
}

// indexes wants each query to be served by an index.
func (s *suite) indexes(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	var mailboxes []*model.Mailbox
	for i, id := range citizenIDs(shorter(2000, 1000)) {
		m := newMailbox(id)
		m.Derived.Tags = []string{"push:on"}
		if i%50 == 0 {
			m.Derived.Due, m.Derived.DueMass = at(i), at(i)
		}
		mailboxes = append(mailboxes, m)
	}
	saveAll(ctx, t, db, mailboxes)
	_, err := store.Add(ctx, db, letterRecords(0, store.MaxBatch))
	must(t, err)
	for _, query := range Queries() {
		plan, indexed := s.Explain(t, db, query)
		if !indexed {
			t.Errorf("%s is not served by an index:\n%s", query, plan)
		}
	}
}
