package resolvers

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// reportPushes writes down what a phone saw of pushes, for the citizen and, without the citizen, for the
// figures of the runs. The mailbox does not change.
func (r *Resolver) reportPushes(ctx context.Context, input graph.ReportPushesInput) (*graph.ReportPushesPayload, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	m, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	if err := model.May(viewer, viewer.Citizen, model.OperationChange); err != nil {
		return nil, err
	}
	registration := ""
	if installation := installationFrom(ctx); installation != "" {
		registration = model.RegistrationID(viewer.Citizen, installation)
	}
	receipts := make([]*model.Receipt, len(input.Events))
	var rungs []*model.Rung
	for i, event := range input.Events {
		rungs = append(rungs, m.Reported(model.PushID(event.PushID), event.Event)...)
		receipts[i] = model.NewReceipt(viewer.Citizen, model.PushID(event.PushID), registration, event.Event, event.At)
	}
	if _, err := store.Add(ctx, r.store, receipts); err != nil {
		return nil, err
	}
	for part := range slices.Chunk(rungs, store.MaxBatch) {
		if _, err := store.Add(ctx, r.store, part); err != nil {
			return nil, fmt.Errorf("count what the phone reported: %w", err)
		}
	}
	return &graph.ReportPushesPayload{Accepted: len(receipts)}, nil
}

// receipts are what phones reported of a push, in the order of their clocks. With the first that is
// asked for, those of all pushes of the mailbox are read: one question to the store for as many as a
// page has.
func (r *Resolver) receipts(ctx context.Context, push *model.Push) ([]*model.Receipt, error) {
	m, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]*model.Receipt{}
	kept, ok := ctx.Value(requestKey{}).(*request)
	if ok {
		kept.reading.Lock()
		defer kept.reading.Unlock()
		found = kept.receipts
	}
	if found == nil {
		found = map[string]*model.Receipt{}
		if err := r.readReceipts(ctx, m.ID, m.PushesAbout(""), found); err != nil {
			return nil, err
		}
		kept.receipts = found
	}
	if err := r.readReceipts(ctx, m.ID, []*model.Push{push}, found); err != nil { // it may be newer than the mailbox
		return nil, err
	}
	receipts := []*model.Receipt{}
	for _, id := range push.ReceiptIDs(m.ID) {
		if receipt := found[id]; receipt != nil {
			receipts = append(receipts, receipt)
		}
	}
	slices.SortFunc(receipts, func(a, b *model.Receipt) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return receipts, nil
}

// readReceipts adds to found the receipts of pushes that are not known to be there or not; nil stands
// for one that is not.
func (r *Resolver) readReceipts(ctx context.Context, citizen model.CitizenID, pushes []*model.Push, found map[string]*model.Receipt) error {
	var ids []string
	for _, push := range pushes {
		for _, id := range push.ReceiptIDs(citizen) {
			if _, known := found[id]; !known {
				ids = append(ids, id)
			}
		}
	}
	for part := range slices.Chunk(ids, store.MaxBatch) {
		held, err := store.Find[model.Receipt](ctx, r.store, part)
		if err != nil {
			return fmt.Errorf("read what phones reported: %w", err)
		}
		for _, id := range part {
			found[id] = nil
		}
		maps.Copy(found, held)
	}
	return nil
}
