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
	Mailboxes     map[model.CitizenID]*model.Mailbox
	Letters       map[model.EntryID]*model.LetterRecord
	Dossiers      map[model.EntryID]*model.DossierRecord
	Citizens      map[string]model.CitizenID
	Claims        map[string]*model.DeviceClaim
	Organisations []*model.Organisation
	Sheet         *store.Sheet
	Due, Tagged   []model.CitizenID
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
		func() error { return db.AddReceipts(ctx, []model.Receipt{receipt(1), receipt(2)}) },
	}
	for n := range 5 {
		steps = append(steps,
			func() error { _, err := boxes.Update(ctx, ids[0], remind(fmt.Sprint(n))); return err },
			func() error { return addRecipient(ctx, db, citizen(n)) },
			func() error { return own(ctx, db, citizen(n)) },
			func() error { return rename(ctx, db, n) },
			func() error { return scenarioBeat(ctx, db, fmt.Sprint(n)) },
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

func addRecipient(ctx context.Context, db store.Store, id model.CitizenID) error {
	dossier := dossierRecord(1)
	found, err := db.Dossiers(ctx, []model.EntryID{dossier.ID})
	if err != nil {
		return err
	}
	if found[dossier.ID] != nil {
		dossier = found[dossier.ID]
	}
	if dossier.Rev > 0 && slices.Contains(dossier.Recipients, id) {
		return nil
	}
	dossier.Recipients = append(dossier.Recipients, id)
	return db.SaveDossier(ctx, dossier)
}

func own(ctx context.Context, db store.Store, id model.CitizenID) error {
	mine := claim(1)
	found, err := db.Claims(ctx, []string{mine.ID})
	if err != nil {
		return err
	}
	if found[mine.ID] != nil {
		mine = found[mine.ID]
	}
	if mine.Rev > 0 && mine.Owner == id {
		return nil
	}
	mine.Owner = id
	return db.SaveClaim(ctx, mine)
}

func rename(ctx context.Context, db store.Store, n int) error {
	org, name := organisation(1), fmt.Sprint("name ", n)
	all, err := db.Organisations(ctx)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		org = all[0]
	}
	if org.Name == name {
		return nil
	}
	org.Name = name
	return db.SaveOrganisation(ctx, org)
}

func scenarioBeat(ctx context.Context, db store.Store, name string) error {
	sheet, err := db.Sheet(ctx)
	if errors.Is(err, store.ErrNotFound) {
		sheet, err = newSheet(), nil
	}
	if err != nil || sheet.Beats[name] > 0 {
		return err
	}
	sheet.Beats[name] = 1
	return db.SaveSheet(ctx, sheet)
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
	var letters []model.EntryID
	for _, l := range letterRecords(0, scenarioSize) {
		letters = append(letters, l.ID)
	}
	got.Letters, err = store.Find[model.LetterRecord](ctx, db, letters)
	must(t, err)
	got.Dossiers, err = db.Dossiers(ctx, []model.EntryID{dossierRecord(1).ID})
	must(t, err)
	var keys []string
	for _, id := range ids {
		keys = append(keys, "key of "+string(id))
	}
	got.Citizens, err = db.Citizens(ctx, keys)
	must(t, err)
	got.Claims, err = db.Claims(ctx, []string{claim(1).ID})
	must(t, err)
	got.Organisations, err = db.Organisations(ctx)
	must(t, err)
	got.Sheet, err = db.Sheet(ctx)
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
	if len(want.Mailboxes) != scenarioSize || len(want.Due) == 0 || want.Sheet.Rev != 5 {
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
