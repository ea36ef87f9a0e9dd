package campaign

import (
	"context"
	"reflect"
	"slices"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// tally is what a recount of mailboxes found.
type tally struct {
	model.EffectCount
	toldAt []time.Time // of a canary: when each was told
	trying int         // told, with a push of which it is not known yet whether FCM takes it
	left   int         // still to be told; who cannot be told is planned, and neither told nor left
}

// pending tells whether there is anybody for whom something is still to be done.
func (t *tally) pending() bool { return t.left+t.Waiting > 0 }

// same tells whether another recount came to the same.
func (t *tally) same(other *tally) bool {
	return t.left == other.left && t.trying == other.trying && reflect.DeepEqual(t.EffectCount, other.EffectCount)
}

// seen is when a part of those who were told, 0 to 1, had been told; zero when nobody was.
func (t *tally) seen(part float64) time.Time {
	if len(t.toldAt) == 0 {
		return time.Time{}
	}
	slices.SortFunc(t.toldAt, time.Time.Compare)
	return t.toldAt[max(int(part*float64(len(t.toldAt))+0.5), 1)-1]
}

// add takes a mailbox in. It is not to be used afterwards.
func (t *tally) add(p *page, m *model.Mailbox, now time.Time) {
	if effect, err := p.Effect(m, p.audience, now); err == nil {
		t.Add(effect)
		if p.inCanary() {
			t.toldAt = append(t.toldAt, effect.At)
		}
		if !effect.Accepted && (effect.State == model.PushPlanned || effect.State == model.PushRetrying) {
			t.trying++
		}
		return
	}
	if !p.audience.Matches(m, now) {
		return
	}
	t.AddUntold()
	if err := p.Tell(m, p.audience, now, now); err == nil && m.Changed() {
		t.left++ // others' mailboxes are full, or they removed the entry long ago
	}
}

// part says which citizens a recount is of.
type part func(model.CitizenID) bool

// everybody is all of them.
func everybody(model.CitizenID) bool { return true }

// count recounts a part of those who were told or are to be told, from their mailboxes, found by tags. With first
// it ends with the first for whom something is still to be done; the last slots are walked last, so that it begins
// with them.
func (e *Engine) count(ctx context.Context, p *page, tags []string, of part, first bool) (*tally, error) {
	t := &tally{}
	for slot := model.Slots - 1; slot >= 0 && (!first || !t.pending()); slot-- {
		walk, err := e.book.walk(ctx, p, tags, slot)
		if err != nil {
			return nil, err
		}
		for !first || !t.pending() {
			ids, err := walk.Next(ctx, store.MaxBatch)
			if err != nil {
				return nil, err
			}
			if len(ids) == 0 {
				break
			}
			found, err := e.boxes.Store.Mailboxes(ctx, keep(ids, of))
			if err != nil {
				return nil, err
			}
			now := e.boxes.Now()
			for _, m := range found {
				_ = e.safely(ctx, p, m, func(m *model.Mailbox) error {
					t.add(p, m, now)
					return nil
				})
			}
		}
	}
	return t, nil
}
