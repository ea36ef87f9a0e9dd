package resolvers

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// enterTerritory waits for room to walk through all who live in a territory, and answers how to leave: only
// a few do at the same time, so that citizens do not wait for them. UNAVAILABLE when there is none in time.
func (r *Resolver) enterTerritory(ctx context.Context) (leave func(), err error) {
	select {
	case r.walks <- struct{}{}:
		return func() { <-r.walks }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for others' reports: %w", ctx.Err())
	}
}

// everySlot does something for each slot of the mailboxes, as everyPart does.
func everySlot(ctx context.Context, do func(ctx context.Context, slot int) error) error {
	return everyPart(ctx, model.Slots, do)
}

// everyPart does something for each of so many parts, for as many at once as there are processors. The first
// error ends it.
func everyPart(ctx context.Context, parts int, do func(ctx context.Context, part int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for part := range parts {
		group.Go(func() (err error) {
			defer func() { // a panic here would end the process
				if value := recover(); value != nil {
					err = recovered(ctx, value)
				}
			}()
			return do(ctx, part)
		})
	}
	return group.Wait()
}

// slotWalk begins a walk over one slot.
type slotWalk func(slot int) *store.AudienceWalk

// tagged walks over those who carry one of the tags.
func tagged(db store.Store, tags []string) slotWalk {
	return func(slot int) *store.AudienceWalk { return store.WalkAudience(db, tags, slot, "") }
}

// meant walks over those for whom a campaign may be: where all of them have a letter of an uploaded list, over
// whom that is about; otherwise over those who carry one of the tags.
func meant(ctx context.Context, db store.Store, audience *model.Audience, tags []string) (slotWalk, error) {
	list := audience.List()
	if list == nil {
		return tagged(db, tags), nil
	}
	addressees, err := store.FindAddressees(ctx, db, list, nil)
	if err != nil {
		return nil, fmt.Errorf("find whom a list is about: %w", err)
	}
	return func(slot int) *store.AudienceWalk { return store.WalkAddressees(db, addressees, slot) }, nil
}

// visitSlot visits the mailboxes of a walk over one slot, some hundreds at a time.
func visitSlot(ctx context.Context, walk *store.AudienceWalk, visit func(boxes []*model.Mailbox) error) error {
	for {
		boxes, err := walk.Mailboxes(ctx, store.MaxBatch)
		if err != nil || len(boxes) == 0 {
			return err
		}
		if err := visit(boxes); err != nil {
			return err
		}
	}
}
