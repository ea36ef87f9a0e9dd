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
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	removals, err := r.removeDossiers(ctx, viewer, sender, input.Dossiers)
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
	ctx context.Context, viewer *model.Viewer, sender *model.Organisation, inputs []*graph.DossierRefInput,
) ([]*removal, error) {
	removals := make([]*removal, len(inputs))
	for i, input := range inputs {
		one := &removal{input: input, id: model.DossierID(input.Source, input.Number), err: model.Invalid(r.validate.check(input))}
		if removals[i] = one; one.err == nil {
			one.record, one.err = r.markRemoved(ctx, viewer, sender, one.id)
		}
	}
	return removals, r.leaveMailboxes(ctx, removals)
}

// markRemoved marks the dossier's record: no status is taken in from then on. NOT_FOUND when there is
// no such dossier of the sender's.
func (r *Resolver) markRemoved(
	ctx context.Context, viewer *model.Viewer, sender *model.Organisation, id model.EntryID,
) (*model.DossierRecord, error) {
	record, err := store.ChangeRecord(ctx, r.store, id, func(d *model.DossierRecord) (bool, error) {
		if d.Org != sender.Code || d.Sandbox != viewer.Sandbox {
			return false, model.NotFound("dossier")
		}
		if err := r.noted(ctx, viewer, sender.Code, model.AuditDossierRemoved, d.Source+" "+d.Number); err != nil {
			return false, err
		}
		return d.Remove(r.now()), nil
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil, model.NotFound("dossier")
	}
	return record, err
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
	err := updateEach(ctx, r, byCitizen, func(m *model.Mailbox, own []*removal) error {
		for _, one := range own {
			m.RemoveDossier(one.id, r.now())
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take the dossiers out of the mailboxes: %w", err)
	}
	return nil
}

func (one *removal) failed(err error) { one.err = errors.Join(one.err, err) }
