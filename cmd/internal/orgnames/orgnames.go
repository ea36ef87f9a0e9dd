// Package orgnames knows what organisations are called, for the words of a push, in a process that
// has no API, and reads organisations again from time to time. Start reading at Load.
package orgnames

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Names are the names of all organisations, as they were last read.
type Names struct {
	store store.Store
	held  atomic.Pointer[map[model.OrgCode]string]
}

// Load reads the names.
func Load(ctx context.Context, from store.Store) (*Names, error) {
	n := &Names{store: from}
	if err := n.read(ctx); err != nil {
		return nil, err
	}
	return n, nil
}

// Name is what an organisation is called; empty when it is not known.
func (n *Names) Name(code model.OrgCode) string { return (*n.held.Load())[code] }

// Refresh reads the names again, so often, until ctx ends.
func (n *Names) Refresh(ctx context.Context, every time.Duration, log *slog.Logger) {
	ReadEvery(ctx, every, n.read, log)
}

// ReadEvery reads the organisations again, so often, until ctx ends: others may have changed them in
// the store. After a failure those that were read before stay.
func ReadEvery(ctx context.Context, every time.Duration, read func(context.Context) error, log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := read(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "organisations stay as they were", "error", err)
			}
		}
	}
}

func (n *Names) read(ctx context.Context) error {
	organisations, err := store.ListAll[model.Organisation](ctx, n.store, model.AllOrganisations)
	if err != nil {
		return fmt.Errorf("read the organisations: %w", err)
	}
	names := make(map[model.OrgCode]string, len(organisations))
	for _, organisation := range organisations {
		names[organisation.Code] = organisation.Name
	}
	n.held.Store(&names)
	return nil
}
