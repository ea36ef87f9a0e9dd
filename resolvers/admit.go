package resolvers

import (
	"context"
	"fmt"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// recordStatuses writes down whom the dossiers concern, before the mailboxes, so that a status that
// names nobody finds them. Each status has its own error afterwards.
func (r *Resolver) recordStatuses(ctx context.Context, reports []*report) {
	byID := map[model.EntryID][]*report{}
	var left []model.EntryID
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		if byID[one.head.ID] == nil {
			left = append(left, one.head.ID)
		}
		byID[one.head.ID] = append(byID[one.head.ID], one)
	}
	err := store.Retry(ctx, func() error {
		found, err := store.Find[model.DossierRecord](ctx, r.store, left)
		if err != nil {
			return err
		}
		var bulk []*model.DossierRecord
		for _, id := range left {
			if record, changed := admit(found[id], byID[id]); changed {
				bulk = append(bulk, record)
			}
		}
		results, err := store.SaveMany(ctx, r.store, bulk)
		if err != nil {
			return err
		}
		left = nil
		for i, result := range results {
			if result != nil { // somebody was faster, or nobody knows
				left, err = append(left, bulk[i].ID), result
			}
		}
		return err
	})
	for _, id := range left {
		for _, one := range byID[id] {
			if err != nil && one.err == nil {
				one.err = err
			}
		}
	}
}

// admit takes the statuses of one dossier into its record, which is nil for a dossier that is new, one
// after the other. It answers the record and whether there is anything to save. A status is INVALID
// when nobody is known whom it concerns, NOT_FOUND when the dossier is another organisation's, CONFLICT
// when it was removed, or is of test citizens and the token is not for those, or the reverse. A status
// that names nobody is answered alike for another's dossier and for none, so that nobody learns which
// there are by asking.
func admit(record *model.DossierRecord, reports []*report) (*model.DossierRecord, bool) {
	changed := false
	for _, one := range reports {
		one.err = nil
		head := &one.head
		foreign := record != nil && record.Org != head.Org
		switch {
		case (record == nil || foreign) && len(one.named) == 0:
			one.err = model.Invalid([]model.FieldError{{Path: "recipients", Message: "is needed at a dossier's first status"}})
			continue
		case record == nil:
			record = &model.DossierRecord{ID: head.ID, Org: head.Org, Sandbox: head.Sandbox, Source: head.Source, Number: head.Number}
		case foreign:
			one.err = model.NotFound("dossier")
			continue
		case record.Sandbox != head.Sandbox:
			one.err = model.Errorf(model.CodeConflict, "a dossier is for test citizens only or for others only")
			continue
		}
		var news bool
		news, one.err = record.Admit(one.named, one.status)
		one.recipients, changed = record.Recipients, changed || news
	}
	return record, changed
}

// sharedDossiers are the dossiers that concern several, as each of these has them: what one of them
// missed before being named is brought to all.
func (r *Resolver) sharedDossiers(ctx context.Context, reports []*report) (map[model.EntryID][]*model.Dossier, error) {
	concerned := map[model.EntryID][]model.CitizenID{}
	var ids []model.CitizenID
	for _, one := range reports {
		if one.err == nil && len(one.recipients) > 1 {
			concerned[one.head.ID] = one.recipients
			ids = append(ids, one.recipients...)
		}
	}
	slices.Sort(ids)
	shared := map[model.EntryID][]*model.Dossier{}
	for part := range slices.Chunk(slices.Compact(ids), store.MaxBatch) {
		boxes, err := r.store.Mailboxes(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("read who shares the dossiers: %w", err)
		}
		for id, recipients := range concerned {
			for _, citizen := range recipients {
				if box := boxes[citizen]; box != nil {
					if box, err = r.holding(ctx, box, id); err != nil {
						return nil, err
					}
					if d, err := box.Dossier(id); err == nil {
						shared[id] = append(shared[id], d)
					}
				}
			}
		}
	}
	return shared, nil
}
