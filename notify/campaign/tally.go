package campaign

import (
	"context"
	"slices"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// tally is what a recount of mailboxes found.
type tally struct {
	figures model.CampaignFigures
	toldAt  []time.Time // when each was told
	left    int         // still to be told
	waiting int         // whose push waits
	refused int         // for whom it is, and who cannot be told
}

// audience is how many the campaign is for, those included who were told and do not meet the rule any more.
func (t *tally) audience() int { return t.figures.Told + t.left + t.refused }

// pending tells whether there is anybody for whom something is still to be done.
func (t *tally) pending() bool { return t.left+t.waiting > 0 }

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
	if told, err := m.ToldOf(p.ID); err == nil {
		effect, err := p.Effect(m, p.audience, now)
		if err != nil {
			return
		}
		t.figures.Count(effect)
		t.toldAt = append(t.toldAt, told.At)
		if effect.State != "" && !effect.State.Settled() {
			t.waiting++
		}
		return
	}
	if !p.audience.Matches(m, now) {
		return
	}
	if err := p.Tell(m, p.audience, now, now); err == nil && m.Changed() {
		t.left++
		return
	}
	t.refused++ // the mailbox is full, or the citizen removed the entry long ago
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
	for slot := model.Slots - 1; slot >= 0 && !(first && t.pending()); slot-- {
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
