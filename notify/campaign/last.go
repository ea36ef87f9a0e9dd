package campaign

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// lasts is how often what a campaign came to is counted after its end at most: pushes under way then are settled or
// handed back within seconds.
const lasts = 5

// end counts a last time what a campaign has come to.
func (l *lead) end(ctx context.Context) {
	for range lasts {
		if l.ended || !l.engine.cfg.Holds(leads(l.id)) {
			return
		}
		pending, err := l.lastly(ctx)
		if err != nil {
			l.engine.trouble(ctx, l.id, err)
		}
		if (err == nil && !pending) || !wait(ctx, l.engine.cfg.after(l.engine.cfg.Count, l.counts.took)) {
			return
		}
	}
}

// lastly tells whether a push of the campaign still waits.
func (l *lead) lastly(ctx context.Context) (pending bool, err error) {
	pages, err := l.engine.book.find(ctx, []model.CampaignID{l.id})
	if err != nil {
		return false, err
	}
	p := pages[l.id]
	if p == nil || !p.State.Ended() || p.Canary == nil { // edited, or cancelled before anybody was told
		return false, nil
	}
	t, err := l.count(ctx, p, everybody, 1)
	return err == nil && t.Waiting > 0, err
}

// save keeps what a recount of a share of the campaign's citizens found, for who looks at the campaign. Those of
// a canary are all that were told. A campaign goes on without it.
func (e *Engine) save(ctx context.Context, p *page, t *tally, share float64) {
	count := t.Scale(share)
	if p.inCanary() {
		count = t.EffectCount
		count.Planned, share = p.Canary.Audience, 1
	}
	held := func(r *model.CampaignTally) (bool, error) {
		r.At, r.Sample, r.Count = model.Moment(e.boxes.Now()), share, count
		return true, nil
	}
	_, err := store.ChangeRecord(ctx, e.boxes.Store, p.ID, held)
	if errors.Is(err, store.ErrNotFound) {
		first := &model.CampaignTally{ID: p.ID, Org: p.Org}
		_, _ = held(first)
		_, err = store.Add(ctx, e.boxes.Store, []*model.CampaignTally{first})
	}
	if err != nil {
		e.trouble(ctx, p.ID, fmt.Errorf("save what it has come to: %w", err))
	}
}
