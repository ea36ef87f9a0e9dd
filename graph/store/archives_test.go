package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// archiving are mailboxes of which hardly anything settled stays, by a clock.
func archiving(s store.Store, at time.Time) *store.Mailboxes {
	boxes := mailboxes(s)
	boxes.Kept, boxes.Now = 3, func() time.Time { return at }
	return boxes
}

// ended adds reminders that were ticked off: they are settled.
func ended(titles ...string) store.Change {
	return func(m *model.Mailbox) error {
		for _, title := range titles {
			id := model.ReminderID(m.ID, title)
			if err := m.CreateReminder(model.Reminder{ID: id, Title: title, DueAt: now()}, now()); err != nil {
				return err
			}
			if err := m.CompleteReminder(id, true, now()); err != nil {
				return err
			}
		}
		m.Push.Outbox, m.Push.Record = nil, nil // what is under way would keep them
		return nil
	}
}

func numbered(from, to int) (titles []string) {
	for i := from; i < to; i++ {
		titles = append(titles, fmt.Sprint(i))
	}
	return titles
}

func change(t *testing.T, boxes *store.Mailboxes, change store.Change) *model.Mailbox {
	t.Helper()
	m, err := boxes.Update(t.Context(), citizen(1), change)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wantWhole wants the mailbox and its archives to hold so many entries, and no further archive to be there.
func wantWhole(t *testing.T, s store.Store, entries int) *model.Mailbox {
	t.Helper()
	boxes := mailboxes(s)
	m, err := boxes.Get(t.Context(), citizen(1))
	if err != nil {
		t.Fatal(err)
	}
	if m, err = boxes.Whole(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got := len(m.Reminders.Entries) + len(m.Letters.Entries); got != entries {
		t.Errorf("%d entries, want %d", got, entries)
	}
	held, err := store.Keys[model.Archive](t.Context(), s, model.ArchiveList(m.ID), "", store.MaxBatch)
	if err != nil || len(held) != len(m.Archives) || slices.ContainsFunc(held, func(id string) bool { return !slices.Contains(m.ArchiveKeys(), id) }) {
		t.Errorf("archives %v (%v), of which the mailbox names %v", held, err, m.ArchiveKeys())
	}
	return m
}

// halted stops its caller before some calls.
type halted struct {
	store.Store
	beforeList, beforeSave func()
}

func (h halted) ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error) {
	h.beforeList()
	return h.Store.ListRecords(ctx, collection, list, after, limit)
}

func (h halted) SaveMailboxes(ctx context.Context, bulk []*model.Mailbox) ([]error, error) {
	h.beforeSave()
	return h.Store.SaveMailboxes(ctx, bulk)
}

// Who looks for abandoned archives does not take for one what another process, whose clock is far behind, wrote
// just now and is about to name.
func TestArchivesOfASlowClockAreNotAbandoned(t *testing.T) {
	t.Parallel()
	s := memory(t)
	change(t, archiving(s, now()), ended(numbered(0, 6)...))
	wrote, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	slow := halted{s, func() {}, func() { close(wrote); <-goOn }}
	fast := halted{s, func() {
		go func() {
			_, err := archiving(slow, now().Add(-24*time.Hour)).Update(context.WithoutCancel(t.Context()), citizen(1), ended("last"))
			done <- err
		}()
		<-wrote
	}, func() {}}
	change(t, archiving(fast, now()), ended(numbered(6, 12)...))
	close(goOn)
	if err := <-done; err != nil {
		t.Error(err)
	}
	wantWhole(t, s, 13)
}

// failingRemoval removes nothing while it is broken.
type failingRemoval struct {
	store.Store
	broken bool
}

func (f *failingRemoval) RemoveRecords(ctx context.Context, collection string, keys []string) error {
	if f.broken {
		return store.ErrUnavailable
	}
	return f.Store.RemoveRecords(ctx, collection, keys)
}

// What was removed leaves its archive also where the process ends before that: with the repetition of the same
// change, which has nothing left to change, as with any other.
func TestReplacedArchivesAreRemovedLater(t *testing.T) {
	t.Parallel()
	for name, later := range map[string]store.Change{
		"the same again": func(m *model.Mailbox) error { return m.DeleteReminder(model.ReminderID(m.ID, "0"), now()) },
		"another change": mute("OVO1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &failingRemoval{Store: memory(t)}
			boxes := archiving(s, now())
			change(t, boxes, ended(numbered(0, 6)...))
			change(t, boxes, mute("OVO2"))
			s.broken = true
			change(t, boxes, func(m *model.Mailbox) error { return m.DeleteReminder(model.ReminderID(m.ID, "0"), now()) })
			s.broken = false
			change(t, boxes, later)
			wantWhole(t, s, 5)
		})
	}
}

// A change of all entries, such as marking everything as read under a stamp, does not bring all of them back into
// the mailbox.
func TestEntriesThatAllChangeStandInArchivesAfterIt(t *testing.T) {
	t.Parallel()
	const letters = 200
	s := memory(t)
	boxes := archiving(s, now())
	change(t, boxes, func(m *model.Mailbox) error {
		for i := range letters {
			id := model.LetterID("OVO1", "run", fmt.Sprint(i))
			letter := model.Letter{ID: id, Sender: "OVO1", Kind: model.KindInformation, Subject: fmt.Sprint(i)}
			if err := m.Deliver(letter, now().AddDate(0, 0, -letters+i)); err != nil {
				return err
			}
			if err := m.Open(id, now()); err != nil {
				return err
			}
		}
		m.Push.Outbox, m.Push.Record, m.Notices = nil, nil, nil
		return nil
	})
	change(t, boxes, mute("OVO1"))
	stamp := model.Stamp{ID: "stamp", At: now()}
	change(t, boxes, func(m *model.Mailbox) error {
		return m.Stamped(stamp, now(), func() error {
			m.MarkFeedRead(now(), now())
			return nil
		})
	})
	held, err := boxes.Get(t.Context(), citizen(1))
	if err != nil || len(held.Letters.Entries) > 4 {
		t.Errorf("%d letters are in the mailbox (%v)", len(held.Letters.Entries), err)
	}
	for _, l := range wantWhole(t, s, letters).Letters.Entries {
		if l.ReadMark.By != stamp.ID {
			t.Fatalf("letter %s is marked %+v", l.Subject, l.ReadMark)
		}
	}
}

// Few settled entries, if they are large, do not fill a mailbox for good.
func TestLargeEntriesLeaveAFullMailbox(t *testing.T) {
	t.Parallel()
	s := memory(t)
	title := strings.Repeat("x", model.MaxSize/22)
	for i := range 3 {
		var titles []string
		for _, number := range numbered(20*i, 20*i+20) {
			titles = append(titles, number+title)
		}
		change(t, mailboxes(s), ended(titles...))
	}
	if m := wantWhole(t, s, 60); len(m.Archives) == 0 || len(m.Archives) > 30 {
		t.Errorf("%d archives", len(m.Archives))
	}
}

// What is linked stands in one archive, so that who reads one finds where its entries lead.
func TestLinkedEntriesStandInOneArchive(t *testing.T) {
	t.Parallel()
	const letters = 400
	s := memory(t)
	boxes := archiving(s, now())
	change(t, boxes, func(m *model.Mailbox) error {
		for i := range letters {
			id, reminder := model.LetterID("OVO1", "run", fmt.Sprint(i)), model.ReminderID(m.ID, fmt.Sprint(i))
			sent := now().AddDate(0, 0, -letters+i)
			err := errors.Join(
				m.Deliver(model.Letter{ID: id, Sender: "OVO1", Kind: model.KindInformation}, sent), m.Open(id, now()),
				m.CreateReminder(model.Reminder{ID: reminder, DueAt: sent, Entry: id}, sent), m.CompleteReminder(reminder, true, now()),
			)
			if err != nil {
				return err
			}
		}
		m.Push.Outbox, m.Push.Record, m.Notices = nil, nil, nil
		return nil
	})
	change(t, boxes, mute("OVO1"))
	m := wantWhole(t, s, 2*letters)
	archives, err := store.ListAll[model.Archive](t.Context(), s, model.ArchiveList(m.ID))
	if err != nil || len(archives) < 2 {
		t.Fatalf("%d archives (%v)", len(archives), err)
	}
	for _, archive := range archives {
		for _, r := range archive.Reminders {
			if !slices.ContainsFunc(archive.Letters, func(l *model.Letter) bool { return l.ID == r.Entry }) {
				t.Fatalf("the letter of reminder %s is not in the archive of %d letters and %d reminders", r.ID, len(archive.Letters), len(archive.Reminders))
			}
		}
	}
}

// cut ends before each save.
type cut struct{ store.Store }

func (cut) SaveMailboxes(context.Context, []*model.Mailbox) ([]error, error) {
	return nil, errors.New("the process ended")
}

// What is removed stands nowhere any more, also where a process ended between archiving it and the save.
func TestWhatIsRemovedStandsInNoAbandonedArchive(t *testing.T) {
	t.Parallel()
	for entry := range 6 {
		t.Run(fmt.Sprint(entry), func(t *testing.T) {
			t.Parallel()
			s := memory(t)
			change(t, archiving(s, now()), ended(numbered(0, 6)...))
			if _, err := archiving(cut{s}, now()).Update(t.Context(), citizen(1), mute("OVO1")); err == nil {
				t.Fatal("it was saved")
			}
			held, err := store.Keys[model.Archive](t.Context(), s, model.ArchiveList(citizen(1)), "", store.MaxBatch)
			if err != nil || len(held) != 1 {
				t.Fatalf("archives %v (%v), want one", held, err)
			}
			change(t, archiving(s, now()), func(m *model.Mailbox) error {
				return m.DeleteReminder(model.ReminderID(m.ID, fmt.Sprint(entry)), now())
			})
			wantWhole(t, s, 5)
		})
	}
}
