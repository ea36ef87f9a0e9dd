package seed_test

import (
	"context"
	"errors"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// failing is a store that fails for good after some saves of mailboxes.
type failing struct {
	store.Store
	after int
}

func (f *failing) SaveMailboxes(ctx context.Context, boxes []*model.Mailbox) ([]error, error) {
	f.after--
	if f.after < 0 {
		return nil, errors.New("the disk is full")
	}
	return f.Store.SaveMailboxes(ctx, boxes)
}
