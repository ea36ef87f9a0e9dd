package storetest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// mailboxes is how the rest of the program uses a store, with a clock that stands still.
func mailboxes(db store.Store) *store.Mailboxes {
	return &store.Mailboxes{Store: db, Now: fixed, Log: slog.New(slog.DiscardHandler)}
}

// remind is a change that adds one reminder, and finds it when applied again.
func remind(title string) store.Change {
	return func(m *model.Mailbox) error {
		return m.CreateReminder(model.Reminder{ID: model.ReminderID(m.ID, title), Title: title, DueAt: at(60)}, at(0))
	}
}

// mute is a change that adds one name to a list, and finds it when applied again. It is lighter
// than a reminder.
func mute(name string) store.Change {
	return func(m *model.Mailbox) error {
		wanted := m.Preferences
		wanted.MutedSenders = append(slices.Clone(wanted.MutedSenders), model.OrgCode(name))
		m.SetPreferences(wanted, at(0))
		return nil
	}
}

// repeated calls do again while it answers UNAVAILABLE, as callers are told to do.
func repeated(do func() error) error {
	for {
		if err := do(); model.CodeOf(err) != model.CodeUnavailable {
			return err
		}
	}
}

// Sixteen writers change one mailbox through the loop that everyone uses, and nothing is lost.
func (s *suite) updateWriters(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	boxes := mailboxes(db)
	const writers = 16
	changes := shorter(25, 6)
	id := citizen(1)
	errs := make(chan error, writers)
	for w := range writers {
		go func() {
			var err error
			for c := 0; c < changes && err == nil; c++ {
				err = repeated(func() error {
					_, err := boxes.Update(ctx, id, mute(fmt.Sprint(w, "/", c)))
					return err
				})
			}
			errs <- err
		}()
	}
	for range writers {
		must(t, <-errs)
	}
	m := load(ctx, t, db, id)
	want := writers * changes
	if got := len(m.Preferences.MutedSenders); got != want || m.Rev != int64(want) {
		t.Errorf("%d changes at revision %d, want %d and as many", got, m.Rev, want)
	}
}

// Bulk changes of the same mailboxes: the losers are found and done again.
func (s *suite) updateCrossing(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const callers = 2
	ids := citizenIDs(shorter(store.MaxBatch, 120))
	var wg sync.WaitGroup
	var errs [callers]error
	for c := range callers {
		wg.Go(func() {
			errs[c] = repeated(func() error {
				changes := map[model.CitizenID]store.Change{}
				for _, id := range ids {
					changes[id] = remind(fmt.Sprint("by ", c))
				}
				saved, failed, err := mailboxes(db).UpdateMany(ctx, changes)
				if err == nil && len(saved)+len(failed) != len(ids) {
					err = fmt.Errorf("%d saved and %d failed of %d", len(saved), len(failed), len(ids))
				}
				for _, failure := range failed {
					err = errors.Join(err, failure)
				}
				return err
			})
		})
	}
	wg.Wait()
	must(t, errors.Join(errs[:]...))
	found, err := db.Mailboxes(ctx, ids)
	must(t, err)
	for _, id := range ids {
		if m := found[id]; m == nil || len(m.Reminders.Entries) != callers || m.Rev != callers {
			t.Fatalf("mailbox %s has not both changes: %+v", id, m)
		}
	}
}

// state is what a scenario leaves behind, without what is drawn at random.
type state struct {
	Mailboxes   map[model.CitizenID]*model.Mailbox
	Citizens    map[string]model.CitizenID
	Letters     []*model.LetterRecord
	Slips       map[string]*slip
	Lists       map[string][]string
	Due, Tagged []model.CitizenID
}

const scenarioSize = 20

// scenario makes every kind of write, through the loops that the program uses.
func scenario(ctx context.Context, db store.Store) error {
	boxes := mailboxes(db)
	ids, letters := citizenIDs(scenarioSize), letterRecords(0, scenarioSize)
	bulk := map[model.CitizenID]store.Change{}
	for i, id := range ids {
		bulk[id] = func(m *model.Mailbox) error {
			l := letters[i]
			return m.Deliver(model.Letter{ID: l.ID, Sender: l.Sender, Reference: l.Reference, Kind: model.KindInformation}, at(i))
		}
	}
	steps := []func() error{
		func() error { return addScenarioCitizens(ctx, db, ids) },
		func() error { _, err := store.Add(ctx, db, letters); return err },
		func() error {
			_, failed, err := boxes.UpdateMany(ctx, bulk)
			for _, failure := range failed {
				err = errors.Join(err, failure)
			}
			return err
		},
		func() error { _, err := store.Add(ctx, db, newSlips(100, 2, "removed", "added")); return err },
		func() error { return store.Remove[slip](ctx, db, slipIDs(100, 1)) },
	}
	for n := range 5 {
		steps = append(steps,
			func() error { _, err := boxes.Update(ctx, ids[0], remind(fmt.Sprint(n))); return err },
			func() error { return write(ctx, db, fmt.Sprint("line ", n)) },
			func() error { return changeSlips(ctx, db, 1, fmt.Sprint("change ", n), true) },
			func() error { return changeSlips(ctx, db, 1, fmt.Sprint("another ", n), false) },
		)
	}
	for i, step := range steps {
		if err := store.Retry(ctx, step); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

func addScenarioCitizens(ctx context.Context, db store.Store, ids []model.CitizenID) error {
	citizens := map[string]model.CitizenID{}
	for _, id := range ids {
		citizens["key of "+string(id)] = id
	}
	_, err := db.AddCitizens(ctx, citizens)
	return err
}

// write adds a line to a slip that may not be there yet, and moves it to the list of that name.
func write(ctx context.Context, db store.Store, line string) error {
	one, err := store.Get[slip](ctx, db, slipID(0))
	if errors.Is(err, store.ErrNotFound) {
		one, err = newSlip(0, ""), nil
	}
	if err != nil || slices.Contains(one.On, line) {
		return err
	}
	one.Text, one.On = one.Text+line+"\n", []string{line}
	return store.Save(ctx, db, one)
}

// left reads what scenario left behind.
func left(ctx context.Context, t *testing.T, db store.Store) state {
	t.Helper()
	var got state
	var err error
	ids := citizenIDs(scenarioSize)
	got.Mailboxes, err = db.Mailboxes(ctx, ids)
	must(t, err)
	for _, m := range got.Mailboxes {
		m.Life = "" // drawn at random
	}
	got.Letters, err = store.ListAll[model.LetterRecord](ctx, db, letterRecord(0).Lists()[0])
	must(t, err)
	got.Slips, err = store.Find[slip](ctx, db, append(slipIDs(0, 1), slipIDs(100, 2)...))
	must(t, err)
	got.Lists = map[string][]string{}
	for _, list := range []string{"added", "line 0", "line 1", "line 2", "line 3", "line 4"} {
		got.Lists[list] = listed(ctx, t, db, list, 10)
	}
	var keys []string
	for _, id := range ids {
		keys = append(keys, "key of "+string(id))
	}
	got.Citizens, err = db.Citizens(ctx, keys)
	must(t, err)
	for slot := range model.Slots {
		due, err := db.Due(ctx, []int{slot}, false, at(24*60), 500)
		must(t, err)
		got.Due = append(got.Due, due...)
		for _, m := range got.Mailboxes {
			for _, tag := range m.Derived.Tags {
				tagged, err := db.Tagged(ctx, slot, tag, "", 500)
				must(t, err)
				got.Tagged = append(got.Tagged, tagged...)
			}
		}
	}
	slices.Sort(got.Due)
	slices.Sort(got.Tagged)
	return got
}

// sameEnd runs the scenario on a store and on another one behind a wrapper, and wants the same
// documents in both.
func (s *suite) sameEnd(ctx context.Context, t *testing.T, wrap func(store.Store) store.Store) {
	t.Helper()
	plain, wrapped := s.Open(t), s.Open(t)
	must(t, scenario(ctx, plain))
	must(t, scenario(ctx, wrap(wrapped)))
	want, got := left(ctx, t, plain), left(ctx, t, wrapped)
	if len(want.Mailboxes) != scenarioSize || len(want.Due) == 0 || len(want.Letters) != scenarioSize ||
		len(want.Slips) != 2 || want.Slips[slipID(0)].Rev != 15 || len(want.Lists["line 4"]) != 1 {
		t.Fatalf("the scenario did not happen: %s", show(want))
	}
	wanted, seen := reflect.ValueOf(want), reflect.ValueOf(got)
	for i := range wanted.NumField() {
		same(t, wanted.Type().Field(i).Name, seen.Field(i).Interface(), wanted.Field(i).Interface())
	}
}

func (s *suite) updateDropped(ctx context.Context, t *testing.T) { s.sameEnd(ctx, t, DropAnswers) }

func (s *suite) updateFailing(ctx context.Context, t *testing.T) {
	s.sameEnd(ctx, t, func(db store.Store) store.Store { return Failing(db, EveryNth(3)) })
}
