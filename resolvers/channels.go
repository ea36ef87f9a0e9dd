package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// reaches tells how each recipient can be reached, where a letter's channel depends on it.
func (r *Resolver) reaches(ctx context.Context, call *sending, deliveries []*delivery) (map[model.CitizenID]model.Reach, error) {
	asked := map[model.CitizenID]bool{}
	var ids []model.CitizenID
	for _, d := range deliveries {
		if d.err == nil && !d.letter.Kind.Rules().Call && !asked[d.citizen] {
			asked[d.citizen] = true
			ids = append(ids, d.citizen)
		}
	}
	reaches := map[model.CitizenID]model.Reach{}
	if len(ids) == 0 {
		return reaches, nil
	}
	boxes, err := r.store.Mailboxes(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the recipients' choices: %w", err)
	}
	var unseen []model.CitizenID
	for id, box := range boxes {
		reach := box.Reach(call.sender.Code, false, r.now())
		if reaches[id] = reach; reach.Digital && !reach.Rings && !reach.Seen {
			unseen = append(unseen, id)
		}
	}
	seen, err := r.seenLately(ctx, unseen)
	if err != nil {
		return nil, err
	}
	for id := range seen {
		reach := reaches[id]
		reach.Seen = true
		reaches[id] = reach
	}
	return reaches, nil
}

// seenLately tells which citizens signed in within model.UnseenLimit.
func (r *Resolver) seenLately(ctx context.Context, citizens []model.CitizenID) (map[model.CitizenID]bool, error) {
	seen := map[model.CitizenID]bool{}
	for part := range slices.Chunk(model.SeenIDs(citizens), store.MaxBatch) {
		found, err := store.Find[model.Receipt](ctx, r.store, part)
		if err != nil {
			return nil, fmt.Errorf("look for sign-ins: %w", err)
		}
		for _, last := range found {
			if last.Lately(r.now()) {
				seen[last.Citizen] = true
			}
		}
	}
	return seen, nil
}

// sawToday notes that a citizen is here, once a day. It is of use for a letter's channel only, so that
// the app is answered also where it could not be noted.
func (r *Resolver) sawToday(ctx context.Context, citizen model.CitizenID) {
	now := r.now()
	day := model.DayOf(now)
	if noted, _ := r.seen.Get(citizen); noted == day {
		return
	}
	if err := r.noteSeen(ctx, model.NewSeen(citizen, now)); err != nil {
		r.log.WarnContext(ctx, "that a citizen was here could not be noted", "error", err)
		return
	}
	r.seen.Add(citizen, day)
}

// noteSeen overwrites an earlier sign-in by this one, unless that was the same day.
func (r *Resolver) noteSeen(ctx context.Context, seen *model.Receipt) error {
	found, err := store.Find[model.Receipt](ctx, r.store, []string{seen.ID})
	if err != nil {
		return err
	}
	if last := found[seen.ID]; last != nil {
		if model.DayOf(last.At) >= model.DayOf(seen.At) {
			return nil
		}
		seen.Rev = last.Rev
	}
	if err := store.Save(ctx, r.store, seen); !errors.Is(err, store.ErrConflict) { // another request of the same citizen was faster
		return err
	}
	return nil
}
