package storetest

import (
	"context"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// everything is one document of each type.
type everything struct {
	Mailbox *model.Mailbox
	Records []model.Record // as recordTypes lists them
}

// write saves all of them for the first time.
func (e *everything) write(ctx context.Context, t *testing.T, s store.Store) {
	t.Helper()
	must(t, save(ctx, t, s, e.Mailbox))
	for i, kind := range recordTypes() {
		must(t, kind.save(ctx, s, e.Records[i]))
	}
}

// compare wants all of them to be stored.
func (e *everything) compare(ctx context.Context, t *testing.T, s store.Store) {
	t.Helper()
	same(t, "mailbox", load(ctx, t, s, e.Mailbox.ID), e.Mailbox)
	for i, kind := range recordTypes() {
		got, err := kind.get(ctx, s, e.Records[i].Key())
		must(t, err)
		same(t, kind.collection(), got, e.Records[i])
	}
}

// full is one document of each type with every field filled.
func full() *everything {
	e := &everything{Mailbox: fullMailbox()}
	for _, kind := range recordTypes() {
		e.Records = append(e.Records, kind.full())
	}
	return e
}

func fullMailbox() *model.Mailbox {
	m := &model.Mailbox{}
	fill(m)
	m.Rev, m.Layout, m.Derived.Slot = 1, model.LayoutVersion, m.ID.Slot()
	return m
}

func (s *suite) roundTripFull(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	m := fullMailbox()
	must(t, save(ctx, t, db, m))
	same(t, "mailbox", load(ctx, t, db, m.ID), m)
	// The same once more, through a replacement.
	m = next(m)
	note(m, "second")
	must(t, save(ctx, t, db, m))
	same(t, "mailbox", load(ctx, t, db, m.ID), m)
}

func (s *suite) roundTripBare(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	id := citizen(1)
	bare := &model.Mailbox{ID: id, Rev: 1, Layout: model.LayoutVersion, Derived: model.Derived{Slot: id.Slot()}}
	must(t, save(ctx, t, db, bare))
	same(t, "mailbox", load(ctx, t, db, id), bare)

	entries := &model.Mailbox{
		ID: citizen(2), Rev: 1, Layout: model.LayoutVersion, Derived: model.Derived{Slot: citizen(2).Slot()},
		Letters:  model.LetterSection{Entries: []*model.Letter{{ID: "letter", Call: &model.CallLetter{}, Deadline: &model.Deadline{}}}},
		Dossiers: model.DossierSection{Entries: []*model.Dossier{{ID: "dossier", Manager: &model.Contact{}}}},
		Reminders: model.ReminderSection{
			Entries: []*model.Reminder{{ID: "reminder", CompletedMark: model.Mark{By: "stamp"}}}, Early: []model.EarlyTick{{ID: "early"}},
		},
		Push: model.PushSection{Outbox: []*model.Push{{ID: "push", Phones: []model.Phone{{}}}}},
	}
	must(t, save(ctx, t, db, entries))
	same(t, "bare entries", load(ctx, t, db, entries.ID), entries)
}

// Times come back in UTC with whole milliseconds, whatever went in.
func (s *suite) roundTripTimes(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for name, in := range map[string]time.Time{
		"nanoseconds":        time.Date(2026, 6, 7, 6, 30, 0, 123_456_789, time.UTC),
		"another zone":       time.Date(2026, 6, 7, 8, 30, 0, 123e6, model.Brussels()),
		"before 1970":        time.Date(1904, 2, 29, 23, 59, 59, 999e6, time.UTC),
		"far ahead":          time.Date(2199, 12, 31, 23, 59, 59, 999e6, time.UTC),
		"with its own clock": time.Now(), // a monotonic part must not come back
		"the epoch":          time.UnixMilli(0),
		"none":               {},
	} {
		record := letterRecord(1)
		record.ID, record.AcceptedAt = model.EntryID(name), in
		_, err := store.Add(ctx, db, []*model.LetterRecord{record})
		must(t, err)
		found, err := store.Find[model.LetterRecord](ctx, db, []model.EntryID{record.ID})
		must(t, err)
		want := in.UTC().Truncate(time.Millisecond)
		if in.IsZero() {
			want = time.Time{}
		}
		same(t, name, found[record.ID].AcceptedAt, want)
	}
}

// A mailbox may have two mebibytes, and some more by its last entry.
func (s *suite) roundTripLarge(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	m := MailboxOf(citizen(1), model.MaxEntries)
	for _, l := range m.Letters.Entries {
		l.Why = strings.Repeat("w", model.MaxSize/model.MaxEntries)
	}
	must(t, save(ctx, t, db, m))
	same(t, "large mailbox", load(ctx, t, db, m.ID), m)
}

// What a store answers is the caller's own, and what it was given it does not keep.
func (s *suite) ownCopies(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	given, want := fullMailbox(), fullMailbox()
	must(t, save(ctx, t, db, given))
	given.Letters.Entries[0].Subject = "spoilt"
	for range 2 {
		got := load(ctx, t, db, want.ID)
		same(t, "mailbox", got, want)
		got.Letters.Entries[0].Subject = "spoilt"
	}
}
