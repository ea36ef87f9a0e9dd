package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	mathrand "math/rand/v2"
	"slices"
	"time"

	"burgerbode/graph/model"
)

// Attempts is how often a change is tried against competing ones before it answers UNAVAILABLE.
const Attempts = 20

// Change changes a mailbox by its rules. It may be called several times, each time with the
// mailbox as it then is, so it must not keep anything from one call to the next. An error leaves
// the mailbox as it was. Where it looks for an entry that stands in an archive, it is called again with
// the whole of the mailbox.
type Change func(m *model.Mailbox) error

// Mailboxes reads and changes mailboxes: the compare-and-swap loop is here and nowhere else.
type Mailboxes struct {
	Store Store
	Now   func() time.Time
	// Saved, when set, is told of each mailbox after its save; it must not block.
	Saved func(m *model.Mailbox)
	// Kept is how many settled entries stay in a mailbox before the oldest ones leave it for archives; 0 means
	// model.KeptSettled.
	Kept int
	// Log tells what went wrong and was met by trying again.
	Log *slog.Logger

	followers []func(*model.Mailbox) // told as Saved is
}

// Follow has tell told of each mailbox after its save, as Saved is: it must not block, and keeps nothing of
// the mailbox. It is for parts of a program that are made after its Mailboxes, and before anything saves with
// it or copies it.
func (s *Mailboxes) Follow(tell func(m *model.Mailbox)) { s.followers = append(s.followers, tell) }

// Get reads one mailbox; a citizen who has none yet gets an empty one at revision 0.
func (s *Mailboxes) Get(ctx context.Context, id model.CitizenID) (*model.Mailbox, error) {
	found, err := s.GetMany(ctx, []model.CitizenID{id})
	if err != nil {
		return nil, err
	}
	return found[id], nil
}

// GetMany reads mailboxes; citizens who have none yet get an empty one at revision 0.
func (s *Mailboxes) GetMany(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	found, err := s.Store.Mailboxes(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read mailboxes: %w", err)
	}
	for _, id := range ids {
		if found[id] != nil {
			continue
		}
		if found[id], err = model.NewMailbox(id, rand.Reader); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Update applies change to one mailbox and answers it as it was saved. A change that changes
// nothing is not saved.
//
// Errors: the change's own; UNAVAILABLE when the store is away or others were faster Attempts
// times; the context's.
func (s *Mailboxes) Update(ctx context.Context, id model.CitizenID, change Change) (*model.Mailbox, error) {
	saved, failed, err := s.UpdateMany(ctx, map[model.CitizenID]Change{id: change})
	if err != nil {
		return nil, err
	}
	if err := failed[id]; err != nil {
		return nil, err
	}
	return saved[id], nil
}

// UpdateMany applies one change to each of at most MaxBatch mailboxes, in bulk. It answers the
// mailboxes that are saved (or needed no save) and the errors of the others; every id is in
// exactly one of the two. The last error is for the call as a whole.
func (s *Mailboxes) UpdateMany(ctx context.Context, changes map[model.CitizenID]Change) (
	saved map[model.CitizenID]*model.Mailbox, failed map[model.CitizenID]error, err error,
) {
	return s.UpdateKnown(ctx, nil, changes)
}

// UpdateKnown is UpdateMany for a caller who has just read some of the mailboxes: the first attempt
// takes known ones as they are instead of reading them again. They are changed, and not the caller's
// any more, whatever becomes of the call.
func (s *Mailboxes) UpdateKnown(
	ctx context.Context, known map[model.CitizenID]*model.Mailbox, changes map[model.CitizenID]Change,
) (saved map[model.CitizenID]*model.Mailbox, failed map[model.CitizenID]error, err error) {
	work := &bulkChange{
		nonce: rand.Text(), changes: changes, known: known, unsure: map[model.CitizenID]bool{},
		saved: make(map[model.CitizenID]*model.Mailbox, len(changes)), failed: map[model.CitizenID]error{},
	}
	left := slices.Sorted(maps.Keys(changes))
	for attempt := range Attempts {
		if err := pause(ctx, attempt); err != nil {
			return nil, nil, err
		}
		err = s.attempt(ctx, left, work)
		left = slices.DeleteFunc(left, work.done)
		switch {
		case errors.Is(err, ErrUnavailable):
			s.Log.WarnContext(ctx, "store did not answer a bulk; trying again", "attempt", attempt+1, "error", err)
		case err != nil:
			return nil, nil, err
		case len(left) == 0:
			return work.saved, work.failed, nil
		}
	}
	for _, id := range left {
		work.failed[id] = model.Because(err, model.CodeUnavailable, "the mailbox could not be saved now; repeat the call")
	}
	return work.saved, work.failed, nil
}

// bulkChange is how far an UpdateMany has come.
type bulkChange struct {
	nonce   string // tells it from all others
	changes map[model.CitizenID]Change
	known   map[model.CitizenID]*model.Mailbox // read before; gone after the first attempt
	saved   map[model.CitizenID]*model.Mailbox
	failed  map[model.CitizenID]error
	unsure  map[model.CitizenID]bool // a save got no answer, so that it may have been done
}

func (w *bulkChange) done(id model.CitizenID) bool {
	_, saved := w.saved[id]
	_, failed := w.failed[id]
	return saved || failed
}

// attempt reads the mailboxes, changes them in memory and saves them. Those that others changed
// meanwhile are left for another attempt.
func (s *Mailboxes) attempt(ctx context.Context, ids []model.CitizenID, work *bulkChange) error {
	found, err := s.read(ctx, ids, work)
	if err != nil {
		return err
	}
	bulk, missed := s.apply(ctx, ids, found, work)
	if len(missed) > 0 {
		wholes, err := s.readWhole(ctx, missed)
		if err != nil {
			return err
		}
		more, _ := s.apply(ctx, missed, wholes, work)
		bulk = append(bulk, more...)
	}
	if len(bulk) == 0 {
		return nil
	}
	look, err := s.pack(ctx, work.nonce, bulk)
	if err != nil {
		return err
	}
	for _, m := range bulk {
		m.Seal(s.Now())
	}
	results, err := s.Store.SaveMailboxes(ctx, bulk)
	for i, m := range bulk {
		switch result := errors.Join(err, at(results, i)); {
		case result == nil:
			s.tidy(ctx, m, look[m.ID])
			m.End()
			work.saved[m.ID] = m
			s.tell(m)
		case errors.Is(result, ErrUnavailable):
			work.unsure[m.ID] = true
		case err == nil && !errors.Is(result, ErrConflict):
			work.failed[m.ID] = result
		default: // neither saved nor failed: somebody else was faster, or the whole call failed
		}
	}
	return err
}

// apply changes mailboxes in memory and answers those that are to be saved, and those whose change needs the
// whole of a mailbox that is partial.
func (s *Mailboxes) apply(
	ctx context.Context, ids []model.CitizenID, found map[model.CitizenID]*model.Mailbox, work *bulkChange,
) (changed []*model.Mailbox, missed []model.CitizenID) {
	for _, id := range ids {
		m := found[id]
		m.Begin(cmp.Or(s.Kept, model.KeptSettled), s.Now())
		err := work.changes[id](m)
		switch {
		case m.Missed():
			missed = append(missed, id)
		case err != nil:
			work.failed[id] = err
		case m.Changed():
			changed = append(changed, m)
		default:
			m.End()
			s.removeReplaced(ctx, m) // of a change that was made, and cut before this
			work.saved[id] = m
			if work.unsure[id] { // the save was done after all
				s.tell(m)
			}
		}
	}
	return changed, missed
}

// readWhole reads mailboxes with their archives.
func (s *Mailboxes) readWhole(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	found, err := s.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	return s.wholes(ctx, found)
}

// read reads the mailboxes, but for those that are known.
func (s *Mailboxes) read(ctx context.Context, ids []model.CitizenID, work *bulkChange) (map[model.CitizenID]*model.Mailbox, error) {
	found := work.known
	work.known = nil
	unknown := slices.DeleteFunc(slices.Clone(ids), func(id model.CitizenID) bool { return found[id] != nil })
	if len(unknown) == 0 {
		return found, ctx.Err()
	}
	others, err := s.GetMany(ctx, unknown)
	if err != nil {
		return nil, err
	}
	maps.Copy(others, found)
	return others, nil
}

// at is the error at i; nil beyond the end.
func at(errs []error, i int) error {
	if i < len(errs) {
		return errs[i]
	}
	return nil
}

func (s *Mailboxes) tell(m *model.Mailbox) {
	if s.Saved != nil {
		s.Saved(m)
	}
	for _, tell := range s.followers {
		tell(m)
	}
}

// pause waits before a further attempt: 1 to 3 ms at first, up to 150 ms, at random so that
// competitors come apart.
func pause(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return ctx.Err()
	}
	most := min(time.Duration(attempt*attempt)*3*time.Millisecond, 150*time.Millisecond)
	timer := time.NewTimer(time.Millisecond + mathrand.N(most)) //nolint:gosec // jitter, not a secret
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Retry does something again, with the same pauses as Update, while it answers ErrConflict or
// ErrUnavailable. It is for the small documents beside the mailbox.
//
// Errors: what do answers else; UNAVAILABLE after Attempts times; the context's.
func Retry(ctx context.Context, do func() error) error {
	var err error
	for attempt := range Attempts {
		if err := pause(ctx, attempt); err != nil {
			return err
		}
		err = do()
		if !errors.Is(err, ErrConflict) && !errors.Is(err, ErrUnavailable) {
			return err
		}
	}
	return model.Because(err, model.CodeUnavailable, "the store could not save this now; repeat the call")
}
