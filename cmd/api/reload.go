package main

import (
	"context"
	"log/slog"
	"time"
)

// reloadEvery reads the organisations again, so often, until ctx ends: others may have changed them
// in the store. After a failure those that were read before stay.
func reloadEvery(ctx context.Context, every time.Duration, reload func(context.Context) error, log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := reload(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "organisations stay as they were", "error", err)
			}
		}
	}
}
