package resolvers

import (
	"context"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// journal writes down who did what for an organisation, once for each entry.
type journal struct {
	store store.Store
	known *lru.Cache[string, struct{}] // entries that are there already
}

func newJournal(s store.Store) (*journal, error) {
	known, err := lru.New[string, struct{}](10_000)
	if err != nil {
		return nil, fmt.Errorf("prepare the audit: %w", err)
	}
	return &journal{store: s, known: known}, nil
}

func (j *journal) add(ctx context.Context, entry *model.Audit) error {
	if j.known.Contains(entry.ID) {
		return nil
	}
	if _, err := store.Add(ctx, j.store, []*model.Audit{entry}); err != nil {
		return fmt.Errorf("write the audit: %w", err)
	}
	j.known.Add(entry.ID, struct{}{})
	return nil
}
