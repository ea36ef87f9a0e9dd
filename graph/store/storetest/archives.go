package storetest

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// updateArchiving has callers change the reminders of one mailbox, of which all but a few stand in archives,
// through a store that fails and drops answers, while others read it as a whole: nothing is lost, and what
// stands in archives is what the mailbox names.
func (s *suite) updateArchiving(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const callers = 4
	rounds := shorter(30, 12)
	id := citizen(1)
	boxes := func(inner store.Store) *store.Mailboxes {
		return &store.Mailboxes{Store: inner, Now: func() time.Time { return at(0) }, Log: slog.New(slog.DiscardHandler), Kept: 3}
	}
	var wg sync.WaitGroup
	errs := make(chan error, 2*callers)
	for c := range callers {
		wg.Go(func() {
			for round := range rounds {
				title := fmt.Sprintf("%d of %d", round, c)
				if err := repeated(func() error { return ticked(ctx, boxes(Failing(DropAnswers(db), EveryNth(11))), id, title) }); err != nil {
					errs <- err
					return
				}
				whole, err := readWhole(ctx, boxes(db), id)
				if err == nil {
					_, err = whole.Reminder(model.ReminderID(id, title))
				}
				if err != nil {
					errs <- fmt.Errorf("read %s: %w", title, err)
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	// With the next archive what overtaken attempts left is removed.
	for i := range 6 {
		must(t, ticked(ctx, boxes(db), id, fmt.Sprint("last ", i)))
	}
	whole, err := readWhole(ctx, boxes(db), id)
	must(t, err)
	hot := load(ctx, t, db, id)
	if got := len(whole.Reminders.Entries); got != callers*rounds+6 || len(hot.Reminders.Entries) > 5 {
		t.Errorf("%d reminders, %d of them in the mailbox, want %d and few", got, len(hot.Reminders.Entries), callers*rounds+6)
	}
	held, err := store.ListAll[model.Archive](ctx, db, model.ArchiveList(id))
	must(t, err)
	for _, archive := range held {
		if !slices.Contains(hot.ArchiveKeys(), archive.ID) {
			t.Errorf("archive %s is nobody's", archive.ID)
		}
	}
	if len(held) != len(hot.Archives) {
		t.Errorf("%d archives, %d named", len(held), len(hot.Archives))
	}
}

// ticked makes a reminder and ticks it off, and ticks the oldest one back on and off: that one may stand in an archive.
func ticked(ctx context.Context, boxes *store.Mailboxes, id model.CitizenID, title string) error {
	reminder := model.Reminder{ID: model.ReminderID(id, title), Title: title, DueAt: at(1)}
	for _, rule := range []store.Change{
		func(m *model.Mailbox) error { return m.CreateReminder(reminder, at(0)) },
		func(m *model.Mailbox) error {
			m.Push.Outbox, m.Push.Record = nil, nil // what is under way would keep it
			return m.CompleteReminder(reminder.ID, true, at(0))
		},
		func(m *model.Mailbox) error { return m.CompleteReminder(model.ReminderID(id, "0 of 0"), false, at(0)) },
		func(m *model.Mailbox) error { return m.CompleteReminder(model.ReminderID(id, "0 of 0"), true, at(0)) },
	} {
		if _, err := boxes.Update(ctx, id, rule); err != nil && model.CodeOf(err) != model.CodeNotFound {
			return err
		}
	}
	return nil
}

func readWhole(ctx context.Context, boxes *store.Mailboxes, id model.CitizenID) (*model.Mailbox, error) {
	m, err := boxes.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return boxes.Whole(ctx, m)
}
