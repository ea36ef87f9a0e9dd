package resolvers

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// handOut hands letters out to be printed. The run's record says which letters a batch has chosen
// before any of them is told, so that wherever the process ends, the same call goes on with the same
// letters and no other batch takes them.
func (r *Resolver) handOut(ctx context.Context, input graph.HandOutPaperInput) (*graph.HandOutPaperPayload, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	run, err := r.run(ctx, viewer, value(input.OnBehalfOf, ""), input.Run)
	if err != nil {
		return nil, err
	}
	if err := r.noted(ctx, viewer, run.Org, model.AuditHandedOut, run.Name+"/"+input.Batch); err != nil {
		return nil, err
	}
	if run, err = r.beginBatch(ctx, run.ID, input.Batch, input.Limit); err != nil {
		return nil, err
	}
	if run, err = r.sealBatch(ctx, run, input.Batch); err != nil {
		return nil, err
	}
	payload := &graph.HandOutPaperPayload{Letters: []*model.LetterRecord{}}
	if run.Batch(input.Batch) != nil {
		payload.Letters, err = store.List[model.LetterRecord](ctx, r.store, model.BatchList(run.ID, input.Batch), "", model.MaxPaperBatch)
		if err != nil {
			return nil, fmt.Errorf("read the batch: %w", err)
		}
	}
	left, err := r.toPrint(ctx, run, 1)
	payload.Complete = len(left) == 0
	return payload, err
}

// beginBatch chooses letters for a batch, unless it has some already. A run without such a batch is
// answered when there is nothing to print.
func (r *Resolver) beginBatch(ctx context.Context, id model.RunID, batch string, limit int) (run *model.LetterRun, err error) {
	err = store.Retry(ctx, func() (err error) {
		if run, err = store.Get[model.LetterRun](ctx, r.store, id); err != nil || run.Batch(batch) != nil {
			return err
		}
		chosen, err := r.toPrint(ctx, run, limit)
		if err != nil || len(chosen) == 0 {
			return err
		}
		if err := run.BeginBatch(batch, chosen, r.now()); err != nil {
			return err
		}
		return store.Save(ctx, r.store, run)
	})
	if err != nil {
		return nil, fmt.Errorf("begin the batch: %w", err)
	}
	return run, nil
}

// toPrint are letters that are to be printed and that no batch of the run holds, at most limit. What
// it answers holds for the revision of the run that it is given.
func (r *Resolver) toPrint(ctx context.Context, run *model.LetterRun, limit int) ([]model.EntryID, error) {
	taken, after := run.Chosen(), ""
	var found []model.EntryID
	for len(found) < limit {
		keys, err := store.Keys[model.LetterRecord](ctx, r.store, model.RunList(run.ID, model.MarkToPrint), after, store.MaxBatch)
		if err != nil {
			return nil, fmt.Errorf("list what is to be printed: %w", err)
		}
		for _, key := range keys {
			if id := model.EntryID(key); !taken[id] && len(found) < limit {
				found = append(found, id)
			}
			after = key
		}
		if len(keys) < store.MaxBatch {
			break
		}
	}
	return found, nil
}

// sealBatch tells the letters that were chosen for a batch, and seals it. Those that were withdrawn or
// paid meanwhile are left out.
func (r *Resolver) sealBatch(ctx context.Context, run *model.LetterRun, id string) (*model.LetterRun, error) {
	batch := run.Batch(id)
	if batch == nil || batch.Sealed {
		return run, nil
	}
	told, failed, err := store.ChangeRecords(ctx, r.store, batch.Chosen, func(l *model.LetterRecord) (bool, error) { return l.HandOut(id), nil })
	for _, failure := range failed {
		err = errors.Join(err, failure)
	}
	if err != nil {
		return nil, fmt.Errorf("put the letters into the batch: %w", err)
	}
	count := 0
	for _, letter := range told {
		if letter.Facts.Batch == id {
			count++
		}
	}
	sealed, err := store.ChangeRecord(ctx, r.store, run.ID, func(run *model.LetterRun) (bool, error) { return run.SealBatch(id, count), nil })
	if err != nil {
		return nil, fmt.Errorf("seal the batch: %w", err)
	}
	return sealed, nil
}

// confirmPrinted notes that a batch is printed, first on its letters.
func (r *Resolver) confirmPrinted(ctx context.Context, input graph.ConfirmPaperInput) (*model.PaperBatch, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	run, err := r.run(ctx, viewer, value(input.OnBehalfOf, ""), input.Run)
	if err != nil {
		return nil, err
	}
	now := r.now()
	if _, err := run.ConfirmBatch(input.Batch, now); err != nil { // this copy only: whether it can be
		return nil, err
	}
	if err := r.noted(ctx, viewer, run.Org, model.AuditPrinted, run.Name+"/"+input.Batch); err != nil {
		return nil, err
	}
	keys, err := store.Keys[model.LetterRecord](ctx, r.store, model.BatchList(run.ID, input.Batch), "", model.MaxPaperBatch)
	if err != nil {
		return nil, fmt.Errorf("list the batch: %w", err)
	}
	_, failed, err := store.ChangeRecords(ctx, r.store, keys, func(l *model.LetterRecord) (bool, error) { return l.Printed(now), nil })
	for _, failure := range failed {
		err = errors.Join(err, failure)
	}
	if err != nil {
		return nil, fmt.Errorf("note that letters are printed: %w", err)
	}
	run, err = store.ChangeRecord(ctx, r.store, run.ID, func(run *model.LetterRun) (bool, error) { return run.ConfirmBatch(input.Batch, now) })
	if err != nil {
		return nil, fmt.Errorf("confirm the batch: %w", err)
	}
	return run.Batch(input.Batch), nil
}
