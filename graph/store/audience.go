package store

import (
	"context"
	"fmt"
	"slices"

	"burgerbode/graph/model"
)

// AudienceWalk walks the mailboxes of one slot in which an audience may be: each once, by id, however many
// tags it carries, with no more in memory than a page of each tag. Whether a mailbox belongs to the
// audience, Audience.Matches says. It is for one goroutine.
//
// A place is a slot and an id, so that a walk may go on behind any mailbox, by anybody.
type AudienceWalk struct {
	store   Mailboxer
	slot    int
	after   model.CitizenID
	unread  []model.CitizenID // passed, and to be passed again
	sources []*walkSource
}

// walkSource is one tag of a walk, or all mailboxes of the slot.
type walkSource struct {
	tag   string
	all   bool
	page  []model.CitizenID // what was read and not passed
	after model.CitizenID   // the last id read
	ended bool
}

// WalkAudience begins a walk over slot behind the mailbox after; "" is the beginning. tags are
// Audience.Tags: none means all mailboxes of the slot.
func WalkAudience(s Mailboxer, tags []string, slot int, after model.CitizenID) *AudienceWalk {
	w := &AudienceWalk{store: s, slot: slot, after: after}
	for _, tag := range tags {
		w.sources = append(w.sources, &walkSource{tag: tag, after: after})
	}
	if len(tags) == 0 {
		w.sources = []*walkSource{{all: true, after: after}}
	}
	return w
}

// Addressees are the citizens to whom the letters of an uploaded list were sent. Nobody changes them.
type Addressees struct {
	slots   [model.Slots][]model.CitizenID // each sorted, each citizen once
	missing []model.EntryID                // letters that are not there
}

// FindAddressees finds them by the letters' records. known are those found before, nil for none: only letters
// that were missing then are looked for.
func FindAddressees(ctx context.Context, s Recorder, list *model.ReferenceList, known *Addressees) (*Addressees, error) {
	found, letters := &Addressees{}, list.All()
	if known != nil {
		letters = slices.Values(known.missing)
		for slot, citizens := range known.slots {
			found.slots[slot] = slices.Clone(citizens)
		}
	}
	var part []model.EntryID
	look := func() error {
		records, err := Find[model.LetterRecord](ctx, s, part)
		if err != nil {
			return fmt.Errorf("find letters of a list: %w", err)
		}
		for _, id := range part {
			if records[id] == nil {
				found.missing = append(found.missing, id)
				continue
			}
			citizen := records[id].Recipient
			found.slots[citizen.Slot()] = append(found.slots[citizen.Slot()], citizen)
		}
		part = part[:0]
		return nil
	}
	for id := range letters {
		if part = append(part, id); len(part) == MaxBatch {
			if err := look(); err != nil {
				return nil, err
			}
		}
	}
	if err := look(); err != nil {
		return nil, err
	}
	for slot := range found.slots {
		found.slots[slot] = slices.Compact(slices.Sorted(slices.Values(found.slots[slot])))
	}
	return found, nil
}

// Complete tells whether every letter of the list was there.
func (a *Addressees) Complete() bool { return len(a.missing) == 0 }

// WalkAddressees begins a walk over those of a slot.
func WalkAddressees(s Mailboxer, a *Addressees, slot int) *AudienceWalk {
	return &AudienceWalk{store: s, slot: slot, sources: []*walkSource{{page: a.slots[slot], ended: true}}}
}

// Next are the next mailboxes of the walk, at most limit; none at its end. After an error the same call
// may be made again.
func (w *AudienceWalk) Next(ctx context.Context, limit int) ([]model.CitizenID, error) {
	ids := w.unread
	for w.unread = nil; len(ids) < limit; {
		next, found, err := w.first(ctx)
		switch {
		case err != nil && len(ids) == 0:
			return nil, err
		case err != nil: // it comes back with the next call, if it stays
			return ids, nil //nolint:nilerr // what was found is not lost
		case !found:
			return ids, nil
		}
		w.after = next
		ids = append(ids, next)
	}
	return ids, nil
}

// Mailboxes reads the next mailboxes of the walk, in its order, at most limit, which is at most MaxBatch;
// none at its end. After an error the same call may be made again.
func (w *AudienceWalk) Mailboxes(ctx context.Context, limit int) ([]*model.Mailbox, error) {
	for {
		ids, err := w.Next(ctx, limit)
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		found, err := w.store.Mailboxes(ctx, ids)
		if err != nil {
			w.unread = ids
			return nil, fmt.Errorf("read an audience: %w", err)
		}
		mailboxes := make([]*model.Mailbox, 0, len(found))
		for _, id := range ids {
			if found[id] != nil {
				mailboxes = append(mailboxes, found[id])
			}
		}
		if len(mailboxes) > 0 {
			return mailboxes, nil
		}
	}
}

// first is the first mailbox that is not passed yet.
func (w *AudienceWalk) first(ctx context.Context) (first model.CitizenID, found bool, err error) {
	for _, s := range w.sources {
		if err := w.fill(ctx, s); err != nil {
			return "", false, err
		}
		if len(s.page) > 0 && (!found || s.page[0] < first) {
			first, found = s.page[0], true
		}
	}
	return first, found, nil
}

// fill leaves what is passed, and reads on where nothing is left.
func (w *AudienceWalk) fill(ctx context.Context, s *walkSource) (err error) {
	for {
		for len(s.page) > 0 && s.page[0] <= w.after {
			s.page = s.page[1:]
		}
		if len(s.page) > 0 || s.ended {
			return nil
		}
		from := max(s.after, w.after)
		if s.all {
			s.page, err = w.store.InSlot(ctx, w.slot, from, MaxBatch)
		} else {
			s.page, err = w.store.Tagged(ctx, w.slot, s.tag, from, MaxBatch)
		}
		if err != nil {
			s.page = nil
			return fmt.Errorf("walk an audience: %w", err)
		}
		s.ended = len(s.page) < MaxBatch
		if len(s.page) > 0 {
			s.after = s.page[len(s.page)-1]
		}
	}
}
