package resolvers

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// everySlot does something for each slot of the mailboxes, for as many at once as there are processors. The
// first error ends it.
func everySlot(ctx context.Context, do func(ctx context.Context, slot int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for slot := range model.Slots {
		group.Go(func() (err error) {
			defer func() { // a panic here would end the process
				if value := recover(); value != nil {
					err = recovered(ctx, value)
				}
			}()
			return do(ctx, slot)
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
