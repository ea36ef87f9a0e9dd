package resolvers

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// switchPart is one part of a count: how it is called, and what counts it.
type switchPart struct {
	name  string
	count func(ctx context.Context, tally *model.SwitchTally) error
}

// countSwitch counts how far an organisation's citizens are: the mailboxes slot by slot and the letters
// month by month, with no more than a page of each in memory. at is when the oldest part of it was counted.
//
// A part that took long is kept for an hour. So where all of it takes longer than a request may, such as
// for an organisation that is all of Flanders, each time that it is asked for again goes on where the one
// before ended.
func (r *Resolver) countSwitch(ctx context.Context, org *model.Organisation, months []model.Month) (tally *model.SwitchTally, at time.Time, err error) {
	parts := r.switchParts(org, months)
	ids := make([]string, len(parts))
	for i, part := range parts {
		ids[i] = model.SwitchPartID(org.Code, part.name)
	}
	kept, err := store.Find[model.SwitchPart](ctx, r.store, ids)
	if err != nil {
		return nil, at, fmt.Errorf("read what was counted before: %w", err)
	}
	tally, at = &model.SwitchTally{}, model.Moment(r.now())
	mu := sync.Mutex{}
	err = everyPart(ctx, len(parts), func(ctx context.Context, i int) (err error) {
		counted := kept[ids[i]]
		if counted == nil || !counted.Fresh(r.now()) {
			if counted, err = r.countPart(ctx, ids[i], parts[i], counted); err != nil {
				return err
			}
		}
		mu.Lock()
		defer mu.Unlock()
		tally.Add(counted)
		if counted.CountedAt.Before(at) {
			at = counted.CountedAt
		}
		return nil
	})
	return tally, at, err
}

// countPart counts a part anew, and keeps it where that took long. before is what was kept of it.
func (r *Resolver) countPart(ctx context.Context, id string, part switchPart, before *model.SwitchPart) (*model.SwitchPart, error) {
	tally := &model.SwitchTally{}
	now := r.now()
	if err := part.count(ctx, tally); err != nil {
		return nil, err
	}
	counted := tally.Part(id, now)
	if !counted.Long() {
		return counted, nil
	}
	if before != nil {
		counted.Rev = before.Rev
	}
	if err := store.Save(ctx, r.store, counted); err != nil && !errors.Is(err, store.ErrConflict) { // somebody else's is as good
		return nil, fmt.Errorf("keep what was counted: %w", err)
	}
	return counted, nil
}

// switchParts are the slots of the mailboxes, and the months of the letters.
func (r *Resolver) switchParts(org *model.Organisation, months []model.Month) []switchPart {
	var parts []switchPart
	for slot := range model.Slots {
		parts = append(parts, switchPart{fmt.Sprintf("slot-%02d", slot), func(ctx context.Context, tally *model.SwitchTally) error {
			return r.countCitizens(ctx, org, slot, tally)
		}})
	}
	for _, month := range months {
		parts = append(parts, switchPart{string(month), func(ctx context.Context, tally *model.SwitchTally) error {
			return r.countLetters(ctx, org, month, tally)
		}})
	}
	return parts
}

// countCitizens counts the mailboxes of one slot.
func (r *Resolver) countCitizens(ctx context.Context, org *model.Organisation, slot int, tally *model.SwitchTally) error {
	return visitSlot(ctx, tagged(r.store, org.TerritoryTags())(slot), func(boxes []*model.Mailbox) error {
		now := r.now()
		for _, m := range boxes {
			tally.Citizen(m, org, now)
		}
		return nil
	})
}

// countLetters counts the letters of one month, those that were tried out in the sandbox aside.
func (r *Resolver) countLetters(ctx context.Context, org *model.Organisation, month model.Month, tally *model.SwitchTally) error {
	today := model.DayOf(r.now())
	for _, day := range month.Days() {
		for after := ""; day <= today; {
			letters, err := store.List[model.LetterRecord](ctx, r.store, model.DayList(org.Code, false, day), after, store.MaxBatch)
			if err != nil {
				return fmt.Errorf("list the letters: %w", err)
			}
			if len(letters) == 0 {
				break
			}
			if err := r.countLettersOf(ctx, org, letters, tally); err != nil {
				return err
			}
			after = letters[len(letters)-1].Key()
		}
	}
	return nil
}

// countLettersOf counts a page of letters. Where a citizen lives, the mailbox says.
func (r *Resolver) countLettersOf(ctx context.Context, org *model.Organisation, letters []*model.LetterRecord, tally *model.SwitchTally) error {
	var citizens []model.CitizenID
	seen := map[model.CitizenID]bool{}
	for _, letter := range letters {
		if !seen[letter.Recipient] {
			seen[letter.Recipient], citizens = true, append(citizens, letter.Recipient)
		}
	}
	boxes, err := r.store.Mailboxes(ctx, citizens)
	if err != nil {
		return fmt.Errorf("look where citizens live: %w", err)
	}
	for _, letter := range letters {
		var home model.NIS
		if box := boxes[letter.Recipient]; box != nil {
			home = box.Preferences.Residence
		}
		if !letter.Sandbox { // those of earlier releases stand among the others
			tally.Letter(letter, home, org)
		}
	}
	return nil
}
