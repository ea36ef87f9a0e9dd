package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func (s *suite) letters(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first := letterRecords(0, 3)
	added, err := store.Add(ctx, db, first)
	must(t, err)
	same(t, "first", added, letterRecords(0, 3))

	// The same ids again, with the same and with other content, among new ones.
	other := letterRecord(1)
	other.Fingerprint, other.Body = "1:other", nil
	added, err = store.Add(ctx, db, []*model.LetterRecord{letterRecord(4), other, letterRecord(0), letterRecord(3)})
	must(t, err)
	same(t, "again", added, []*model.LetterRecord{letterRecord(4), letterRecord(1), letterRecord(0), letterRecord(3)})

	// The same id within one call: the first one counts.
	one, two := letterRecord(9), letterRecord(9)
	two.Fingerprint = "1:other"
	added, err = store.Add(ctx, db, []*model.LetterRecord{one, two, letterRecord(8), letterRecord(8)})
	must(t, err)
	same(t, "within one call", added, []*model.LetterRecord{letterRecord(9), letterRecord(9), letterRecord(8), letterRecord(8)})

	found, err := store.Find[model.LetterRecord](ctx, db, []model.EntryID{letterRecord(1).ID, letterRecord(99).ID, letterRecord(9).ID, letterRecord(1).ID})
	must(t, err)
	same(t, "found", found, map[model.EntryID]*model.LetterRecord{
		letterRecord(1).ID: letterRecord(1), letterRecord(9).ID: letterRecord(9),
	})

	many := letterRecords(0, store.MaxBatch)
	added, err = store.Add(ctx, db, many)
	must(t, err)
	same(t, "a full batch", added, letterRecords(0, store.MaxBatch))
}

// Competing senders of the same letters all learn the same records.
func (s *suite) lettersCompeting(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const senders, letters = 8, 40
	var answers [senders][]*model.LetterRecord
	var errs [senders]error
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			records := letterRecords(0, letters)
			for _, r := range records {
				r.Fingerprint = fmt.Sprint(i)
			}
			if i%2 == 1 {
				slices.Reverse(records)
			}
			answers[i], errs[i] = store.Add(ctx, db, records)
			if i%2 == 1 {
				slices.Reverse(answers[i])
			}
		})
	}
	wg.Wait()
	must(t, errors.Join(errs[:]...))
	for i := range senders {
		same(t, "answer "+strconv.Itoa(i), answers[i], answers[0])
	}
}

// smallSave is a document beside the mailbox, as far as its saving goes.
type smallSave struct {
	save func(ctx context.Context) error
	rev  *int64
	data *string
}

// checkSmallSaves runs the rules of saving over a kind of document. fresh makes a new copy, read
// answers what is stored.
func checkSmallSaves(ctx context.Context, t *testing.T, fresh func() smallSave, read func() (rev int64, data string)) {
	t.Helper()
	stored := func(what string, rev int64, data string) {
		t.Helper()
		if gotRev, gotData := read(); gotRev != rev || gotData != data {
			t.Errorf("%s: stored %q at %d, want %q at %d", what, gotData, gotRev, data, rev)
		}
	}
	first := fresh()
	*first.data = "one"
	must(t, first.save(ctx))
	if *first.rev != 1 {
		t.Errorf("after the first save Rev is %d", *first.rev)
	}
	stored("first", 1, "one")

	second := fresh()
	*second.data = "another"
	wantConflict(t, "a second insert", second.save(ctx))
	if *second.rev != 0 {
		t.Errorf("a conflict left Rev at %d, want 0", *second.rev)
	}
	stored("second insert", 1, "one")

	*first.data = "two"
	must(t, first.save(ctx))
	stored("replaced", 2, "two")

	*second.rev = 1
	wantConflict(t, "a late save", second.save(ctx))
	*second.rev = 3
	wantConflict(t, "a revision left out", second.save(ctx))
	if *second.rev != 3 {
		t.Errorf("a conflict left Rev at %d, want 3", *second.rev)
	}
	stored("late save", 2, "two")
}

func (s *suite) dossiers(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	checkSmallSaves(ctx, t, func() smallSave {
		d := dossierRecord(1)
		return smallSave{func(ctx context.Context) error { return db.SaveDossier(ctx, d) }, &d.Rev, &d.NewestID}
	}, func() (int64, string) {
		found, err := db.Dossiers(ctx, []model.EntryID{dossierRecord(1).ID})
		must(t, err)
		d := found[dossierRecord(1).ID]
		return d.Rev, d.NewestID
	})
	wantConflict(t, "a save of an absent one", db.SaveDossier(ctx, &model.DossierRecord{ID: "absent", Rev: 1}))
	other := dossierRecord(2)
	must(t, db.SaveDossier(ctx, other))
	found, err := db.Dossiers(ctx, []model.EntryID{other.ID, "absent"})
	must(t, err)
	same(t, "found", found, map[model.EntryID]*model.DossierRecord{other.ID: other})
}

func (s *suite) organisations(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	list := func() []*model.Organisation {
		all, err := db.Organisations(ctx)
		must(t, err)
		return all
	}
	checkSmallSaves(ctx, t, func() smallSave {
		o := organisation(1)
		return smallSave{func(ctx context.Context) error { return db.SaveOrganisation(ctx, o) }, &o.Rev, &o.Name}
	}, func() (int64, string) { return list()[0].Rev, list()[0].Name })
	want := list()
	for n := 600; n > 1; n-- { // more than one batch
		o := organisation(n)
		must(t, db.SaveOrganisation(ctx, o))
		want = append(want, o)
	}
	slices.Reverse(want[1:])
	same(t, "by code", list(), want)
}

func (s *suite) claims(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	checkSmallSaves(ctx, t, func() smallSave {
		c := claim(1)
		return smallSave{func(ctx context.Context) error { return db.SaveClaim(ctx, c) }, &c.Rev, &c.Installation}
	}, func() (int64, string) {
		found, err := db.Claims(ctx, []string{claim(1).ID})
		must(t, err)
		return found[claim(1).ID].Rev, found[claim(1).ID].Installation
	})
	two, three := claim(2), claim(3)
	must(t, db.SaveClaim(ctx, two))
	three.Owner = ""
	must(t, db.SaveClaim(ctx, three))
	found, err := db.Claims(ctx, []string{two.ID, three.ID, "absent"})
	must(t, err)
	same(t, "found", found, map[string]*model.DeviceClaim{two.ID: two, three.ID: three})
}

func (s *suite) sheet(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	var latest *store.Sheet
	checkSmallSaves(ctx, t, func() smallSave {
		latest = newSheet()
		return smallSave{func(sheet *store.Sheet) func(context.Context) error {
			return func(ctx context.Context) error { return db.SaveSheet(ctx, sheet) }
		}(latest), &latest.Rev, &latest.Holders[7]}
	}, func() (int64, string) {
		sheet, err := db.Sheet(ctx)
		must(t, err)
		return sheet.Rev, sheet.Holders[7]
	})
	sheet, err := db.Sheet(ctx)
	must(t, err)
	sheet.Beats = map[string]int64{"host.example.org:8081/a$b": 1 << 40, "second": 2}
	must(t, db.SaveSheet(ctx, sheet))
	got, err := db.Sheet(ctx)
	must(t, err)
	same(t, "sheet", got, sheet)
}

// Writers of one small document lose nothing.
func (s *suite) competingSmallSaves(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const writers = 6
	changes := shorter(20, 8)
	errs := make(chan error, writers)
	for w := range writers {
		go func() { errs <- beat(ctx, db, strconv.Itoa(w), changes) }()
	}
	for range writers {
		must(t, <-errs)
	}
	sheet, err := db.Sheet(ctx)
	must(t, err)
	for w := range writers {
		if got := sheet.Beats[strconv.Itoa(w)]; got != int64(changes) {
			t.Errorf("writer %d: %d beats are left of %d", w, got, changes)
		}
	}
	if sheet.Rev != int64(writers*changes) {
		t.Errorf("revision %d after %d saves", sheet.Rev, writers*changes)
	}
}

func beat(ctx context.Context, db store.Store, name string, times int) error {
	for done := 0; done < times; {
		sheet, err := db.Sheet(ctx)
		if errors.Is(err, store.ErrNotFound) {
			sheet, err = newSheet(), nil
		}
		if err != nil {
			return err
		}
		sheet.Beats[name]++
		switch err := db.SaveSheet(ctx, sheet); {
		case err == nil:
			done++
		case !errors.Is(err, store.ErrConflict):
			return err
		}
	}
	return nil
}

func (s *suite) citizens(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first := map[string]model.CitizenID{"a": citizen(1), "b": citizen(2)}
	held, err := db.AddCitizens(ctx, first)
	must(t, err)
	same(t, "first", held, first)
	held, err = db.AddCitizens(ctx, map[string]model.CitizenID{"b": citizen(9), "c": citizen(3)})
	must(t, err)
	same(t, "again", held, map[string]model.CitizenID{"b": citizen(2), "c": citizen(3)})
	found, err := db.Citizens(ctx, []string{"a", "c", "absent", "a"})
	must(t, err)
	same(t, "found", found, map[string]model.CitizenID{"a": citizen(1), "c": citizen(3)})

	many := map[string]model.CitizenID{}
	for n := range store.MaxBatch {
		many["key "+strconv.Itoa(n)] = citizen(n)
	}
	held, err = db.AddCitizens(ctx, many)
	must(t, err)
	same(t, "a full batch", held, many)
}

// Whoever adds a citizen at the same time as others learns the same id as they do.
func (s *suite) citizensCompeting(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const callers, rounds, keys = 8, 5, 20
	for round := range rounds {
		var answers [callers]map[string]model.CitizenID
		var errs [callers]error
		var wg sync.WaitGroup
		for c := range callers {
			wg.Go(func() {
				mine := map[string]model.CitizenID{}
				for k := range keys {
					mine[fmt.Sprint(round, " ", k)] = citizen(c*keys + k)
				}
				answers[c], errs[c] = db.AddCitizens(ctx, mine)
			})
		}
		wg.Wait()
		must(t, errors.Join(errs[:]...))
		found, err := db.Citizens(ctx, slices.Collect(maps.Keys(answers[0])))
		must(t, err)
		for c := range callers {
			same(t, "answer "+strconv.Itoa(c), answers[c], found)
		}
		if len(found) != keys {
			t.Errorf("%d of %d keys", len(found), keys)
		}
	}
}

// Receipts cannot be read by this interface: that a second insert is no error is all there is.
func (s *suite) receipts(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	must(t, db.AddReceipts(ctx, []model.Receipt{receipt(1), receipt(2)}))
	must(t, db.AddReceipts(ctx, []model.Receipt{receipt(2), receipt(3), receipt(3), receipt(1)}))
	many := make([]model.Receipt, store.MaxBatch)
	for n := range many {
		many[n] = receipt(n)
	}
	var wg sync.WaitGroup
	var errs [4]error
	for i := range errs {
		wg.Go(func() { errs[i] = db.AddReceipts(ctx, many) })
	}
	wg.Wait()
	must(t, errors.Join(errs[:]...))
}
