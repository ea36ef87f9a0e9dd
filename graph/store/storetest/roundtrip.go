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
	Mailbox      *model.Mailbox
	Letter       *model.LetterRecord
	Dossier      *model.DossierRecord
	Organisation *model.Organisation
	Claim        *model.DeviceClaim
	Sheet        *store.Sheet
}

// write saves all of them for the first time.
func (e *everything) write(ctx context.Context, t *testing.T, s store.Store) {
	t.Helper()
	results, err := s.SaveMailboxes(ctx, []*model.Mailbox{e.Mailbox})
	must(t, err)
	must(t, results[0])
	_, err = store.Add(ctx, s, []*model.LetterRecord{e.Letter})
	must(t, err)
	must(t, s.SaveDossier(ctx, e.Dossier))
	must(t, s.SaveOrganisation(ctx, e.Organisation))
	must(t, s.SaveClaim(ctx, e.Claim))
	must(t, s.SaveSheet(ctx, e.Sheet))
}

// read reads what is stored under the ids of e.
func (e *everything) read(ctx context.Context, t *testing.T, s store.Store) *everything {
	t.Helper()
	var got everything
	mailboxes, err := s.Mailboxes(ctx, []model.CitizenID{e.Mailbox.ID})
	must(t, err)
	got.Mailbox = mailboxes[e.Mailbox.ID]
	letters, err := store.Find[model.LetterRecord](ctx, s, []model.EntryID{e.Letter.ID})
	must(t, err)
	got.Letter = letters[e.Letter.ID]
	dossiers, err := s.Dossiers(ctx, []model.EntryID{e.Dossier.ID})
	must(t, err)
	got.Dossier = dossiers[e.Dossier.ID]
	organisations, err := s.Organisations(ctx)
	must(t, err)
	if len(organisations) != 1 {
		t.Fatalf("got %d organisations, want 1", len(organisations))
	}
	got.Organisation = organisations[0]
	claims, err := s.Claims(ctx, []string{e.Claim.ID})
	must(t, err)
	got.Claim = claims[e.Claim.ID]
	got.Sheet, err = s.Sheet(ctx)
	must(t, err)
	return &got
}

func (e *everything) compare(t *testing.T, got *everything) {
	t.Helper()
	same(t, "mailbox", got.Mailbox, e.Mailbox)
	same(t, "letter", got.Letter, e.Letter)
	same(t, "dossier", got.Dossier, e.Dossier)
	same(t, "organisation", got.Organisation, e.Organisation)
	same(t, "claim", got.Claim, e.Claim)
	same(t, "sheet", got.Sheet, e.Sheet)
}

// full is one document of each type with every field filled.
func full() *everything {
	e := &everything{}
	fill(e)
	e.Mailbox.Rev, e.Mailbox.Layout, e.Mailbox.Derived.Slot = 1, model.LayoutVersion, e.Mailbox.ID.Slot()
	e.Letter.Rev, e.Dossier.Rev, e.Organisation.Rev, e.Claim.Rev, e.Sheet.Rev = 1, 0, 0, 0, 0
	return e
}

func (s *suite) roundTripFull(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	e := full()
	e.write(ctx, t, db)
	if e.Dossier.Rev != 1 || e.Organisation.Rev != 1 || e.Claim.Rev != 1 || e.Sheet.Rev != 1 {
		t.Error("a first save must set Rev to 1")
	}
	e.compare(t, e.read(ctx, t, db))
	// The same once more, through a replacement.
	e.Mailbox = next(e.Mailbox)
	note(e.Mailbox, "second")
	results, err := db.SaveMailboxes(ctx, []*model.Mailbox{e.Mailbox})
	must(t, err)
	must(t, results[0])
	must(t, db.SaveDossier(ctx, e.Dossier))
	must(t, db.SaveOrganisation(ctx, e.Organisation))
	must(t, db.SaveClaim(ctx, e.Claim))
	must(t, db.SaveSheet(ctx, e.Sheet))
	e.compare(t, e.read(ctx, t, db))
}

func (s *suite) roundTripBare(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	id := citizen(1)
	e := &everything{
		Mailbox:      &model.Mailbox{ID: id, Rev: 1, Layout: model.LayoutVersion, Derived: model.Derived{Slot: id.Slot()}},
		Letter:       &model.LetterRecord{ID: "letter"},
		Dossier:      &model.DossierRecord{ID: "dossier"},
		Organisation: &model.Organisation{Code: "organisation"},
		Claim:        &model.DeviceClaim{ID: "claim"},
		Sheet:        &store.Sheet{},
	}
	e.write(ctx, t, db)
	e.compare(t, e.read(ctx, t, db))

	entries := &model.Mailbox{
		ID: citizen(2), Rev: 1, Layout: model.LayoutVersion, Derived: model.Derived{Slot: citizen(2).Slot()},
		Letters:  model.LetterSection{Entries: []*model.Letter{{ID: "letter", Call: &model.CallLetter{}, Deadline: &model.Deadline{}}}},
		Dossiers: model.DossierSection{Entries: []*model.Dossier{{ID: "dossier", Manager: &model.Contact{}}}},
		Push:     model.PushSection{Outbox: []*model.Push{{ID: "push", Phones: []model.Phone{{}}}}},
	}
	results, err := db.SaveMailboxes(ctx, []*model.Mailbox{entries})
	must(t, err)
	must(t, results[0])
	found, err := db.Mailboxes(ctx, []model.CitizenID{entries.ID})
	must(t, err)
	same(t, "bare entries", found[entries.ID], entries)
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
	results, err := db.SaveMailboxes(ctx, []*model.Mailbox{m})
	must(t, err)
	must(t, results[0])
	found, err := db.Mailboxes(ctx, []model.CitizenID{m.ID})
	must(t, err)
	same(t, "large mailbox", found[m.ID], m)
}

// What a store answers is the caller's own, and what it was given it does not keep.
func (s *suite) ownCopies(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	e, want := full(), full()
	e.write(ctx, t, db)
	e.Mailbox.Letters.Entries[0].Subject, e.Letter.Body[0].Text = "spoilt", "spoilt"
	e.Dossier.Recipients[0], e.Sheet.Holders[0] = "spoilt", "spoilt"
	for range 2 {
		got := e.read(ctx, t, db)
		want.Dossier.Rev, want.Organisation.Rev, want.Claim.Rev, want.Sheet.Rev = 1, 1, 1, 1
		want.compare(t, got)
		got.Mailbox.Letters.Entries[0].Subject, got.Letter.Body[0].Text = "spoilt", "spoilt"
		got.Dossier.Recipients[0], got.Sheet.Holders[0], got.Organisation.NIS[0] = "spoilt", "spoilt", "spoilt"
	}
	added, err := store.Add(ctx, db, []*model.LetterRecord{letterRecord(1)})
	must(t, err)
	added[0].Body[0].Text = "spoilt"
	found, err := store.Find[model.LetterRecord](ctx, db, []model.EntryID{letterRecord(1).ID})
	must(t, err)
	same(t, "letter", found[letterRecord(1).ID], letterRecord(1))
}
