package resolvers

import (
	"context"
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

// walkSlot visits the mailboxes of one slot that carry one of the tags, some hundreds at a time.
func walkSlot(ctx context.Context, db store.Store, tags []string, slot int, visit func(boxes []*model.Mailbox) error) error {
	walk := store.WalkAudience(db, tags, slot, "")
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
