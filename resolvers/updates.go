package resolvers

import (
	"context"
	"maps"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// updateEach applies a rule to each mailbox with all that a call has for it, one save for each and in
// bulks. Where a mailbox could not be changed, all that was for it has failed. The error is for the
// call as a whole.
func updateEach[E interface{ failed(err error) }](
	ctx context.Context, r *Resolver, byCitizen map[model.CitizenID][]E, rule func(m *model.Mailbox, own []E) error,
) error {
	failed := map[model.CitizenID]error{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(byCitizen)), store.MaxBatch) {
		bulk := make(map[model.CitizenID]store.Change, len(part))
		for _, id := range part {
			bulk[id] = func(m *model.Mailbox) error { return rule(m, byCitizen[id]) }
		}
		_, failedHere, err := r.mailboxes.UpdateMany(ctx, bulk)
		if err != nil {
			return err
		}
		maps.Copy(failed, failedHere)
	}
	for id, failure := range failed {
		for _, one := range byCitizen[id] {
			one.failed(failure)
		}
	}
	return nil
}
