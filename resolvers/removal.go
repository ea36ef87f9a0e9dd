package resolvers

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// removal is one dossier on its way out.
type removal struct {
	input  *graph.DossierRefInput
	id     model.EntryID
	record *model.DossierRecord
	err    error
}

// remove takes dossiers out, for good: each is marked in its record, then leaves the mailboxes. Each
// gets its own result; the error is for the call as a whole.
func (r *Resolver) remove(ctx context.Context, viewer *model.Viewer, input graph.RemoveDossiersInput) (*graph.RemoveDossiersPayload, error) {
	removals, err := r.removeDossiers(ctx, viewer, value(input.OnBehalfOf, ""), input.Dossiers)
	if err != nil {
		return nil, err
	}
	payload := &graph.RemoveDossiersPayload{Results: make([]*graph.DossierRemoval, len(removals))}
	for i, one := range removals {
		result := &graph.DossierRemoval{Source: one.input.Source, Number: one.input.Number, Error: r.itemError(ctx, one.err)}
		if one.err == nil {
			id := string(one.id)
			result.DossierID = &id
		}
		payload.Results[i] = result
	}
	return payload, nil
}

func (r *Resolver) removeDossiers(
	ctx context.Context, viewer *model.Viewer, onBehalfOf string, inputs []*graph.DossierRefInput,
) ([]*removal, error) {
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	removals := make([]*removal, len(inputs))
	for i, input := range inputs {
		one := &removal{input: input, id: model.DossierID(input.Source, input.Number), err: model.Invalid(r.validate.check(input))}
		if removals[i] = one; one.err == nil {
			one.err = store.Retry(ctx, func() error { return r.markRemoved(ctx, viewer, sender, one) })
		}
	}
	return removals, r.leaveMailboxes(ctx, removals)
}

// markRemoved marks the dossier's record: no status is taken in from then on. NOT_FOUND when there is
// no such dossier of the sender's.
func (r *Resolver) markRemoved(ctx context.Context, viewer *model.Viewer, sender *model.Organisation, one *removal) error {
	found, err := store.Find[model.DossierRecord](ctx, r.store, []model.EntryID{one.id})
	if err != nil {
		return err
	}
	record := found[one.id]
	if record == nil || record.Org != sender.Code || record.Sandbox != viewer.Sandbox {
		return model.NotFound("dossier")
	}
	if err := r.noted(ctx, viewer, sender.Code, model.AuditDossierRemoved, record.Source+" "+record.Number); err != nil {
		return err
	}
	one.record = record
	if !record.Remove(r.now()) {
		return nil
	}
	return store.Save(ctx, r.store, record)
}

// leaveMailboxes takes the dossiers out of the mailboxes, all of one citizen in one save.
func (r *Resolver) leaveMailboxes(ctx context.Context, removals []*removal) error {
	byCitizen := map[model.CitizenID][]*removal{}
	for _, one := range removals {
		if one.err != nil {
			continue
		}
		for _, id := range one.record.Recipients {
			byCitizen[id] = append(byCitizen[id], one)
		}
	}
	changes := map[model.CitizenID]func(m *model.Mailbox) error{}
	for id, own := range byCitizen {
		changes[id] = func(m *model.Mailbox) error {
			for _, one := range own {
				m.RemoveDossier(one.id, r.now())
			}
			return nil
		}
	}
	failed, err := r.updateAll(ctx, changes)
	if err != nil {
		return fmt.Errorf("take the dossiers out of the mailboxes: %w", err)
	}
	for id, failure := range failed {
		for _, one := range byCitizen[id] {
			one.err = errors.Join(one.err, failure)
		}
	}
	return nil
}
