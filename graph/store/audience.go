package store

import (
	"context"
	"fmt"

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

// Next are the next mailboxes of the walk, at most limit; none at its end. After an error the same call
// may be made again.
func (w *AudienceWalk) Next(ctx context.Context, limit int) ([]model.CitizenID, error) {
	ids := w.unread
	for w.unread = nil; len(ids) < limit; {
		next, found, err := w.first(ctx)
		if err != nil && len(ids) == 0 {
			return nil, err
		}
		if err != nil || !found { // an error comes back with the next call
			break
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
