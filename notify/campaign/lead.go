package campaign

import (
	"context"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	// sample is of how many citizens a campaign's figures are counted while it runs, where there are more.
	sample = 5000

	// longest is which part of the time an engine recounts at most: a tenth.
	longest = 10

	// settled is which part of a canary was told for the whole wait when it passes. Some join late.
	settled = 0.9
)

// lead decides how a campaign goes on, where its slot is ours. It is one goroutine's.
type lead struct {
	engine  *Engine
	id      model.CampaignID
	rev     int64
	counted time.Time // when the last recount ended
	took    time.Duration
}

// run leads until the campaign is not live any more.
func (l *lead) run(ctx context.Context) {
	for {
		p, err := l.engine.book.campaign(ctx, l.id)
		if err == nil && p == nil {
			return
		}
		if err == nil && l.engine.cfg.Holds(leads(l.id)) {
			err = l.look(ctx, p)
		}
		if err != nil && model.CodeOf(err) != model.CodeConflict { // somebody else was faster, such as who paused it
			l.engine.trouble(ctx, l.id, err)
		}
		if !wait(ctx, l.engine.cfg.Look) {
			return
		}
	}
}

func (l *lead) look(ctx context.Context, p *page) error {
	now := l.engine.boxes.Now()
	switch {
	case p.State == model.CampaignScheduled:
		return l.start(ctx, p, now)
	case p.Expired(now):
		return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) { return c.Finish(now) })
	case !p.State.Telling() || !l.countAgain(p):
		return nil
	}
	defer l.note(p, time.Now())
	if p.State == model.CampaignInCanary {
		return l.canary(ctx, p)
	}
	return l.running(ctx, p)
}

// countAgain tells whether it is time for a recount: at once after a change of the campaign.
func (l *lead) countAgain(p *page) bool {
	return l.rev != p.Rev || time.Since(l.counted) >= max(l.engine.cfg.Count, longest*l.took)
}

func (l *lead) note(p *page, began time.Time) {
	l.rev, l.counted, l.took = p.Rev, time.Now(), time.Since(began)
}

// start begins once the campaign's moment has come and its window is open.
func (l *lead) start(ctx context.Context, p *page, now time.Time) error {
	switch {
	case p.Expired(now):
		return l.stop(ctx, "it expired before it could start", now)
	case now.Before(p.StartsAt) || !p.Draft.Window.Open(now):
		return nil
	}
	tally, err := l.count(ctx, p, p.tags, 1, time.Time{})
	if err != nil {
		return err
	}
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) {
		if c.Rev != p.Rev { // edited, or scheduled for later
			return false, nil
		}
		return c.StartCanary(tally.audience(), l.engine.cfg.Wait, l.engine.boxes.Now())
	})
}

// canary looks at how it goes with those who were told, and goes on or stops.
func (l *lead) canary(ctx context.Context, p *page) error {
	now := l.engine.boxes.Now()
	tally, err := l.count(ctx, p, p.wide, p.Canary.Share, now.Add(-p.Canary.Wait))
	if err != nil {
		return err
	}
	if why := tally.count.Figures().Stops(); why != "" {
		return l.stop(ctx, why, now)
	}
	seen := float64(tally.seen) >= settled*float64(tally.count.Told)
	if now.Before(p.Canary.Until) || tally.left > 0 || !seen {
		return nil
	}
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) { return c.Pass(now) })
}

// running looks whether the campaign has to stop, and whether it is done.
func (l *lead) running(ctx context.Context, p *page) error {
	share := min(1, max(p.Canary.Share, sample/float64(max(p.Canary.Audience, 1))))
	tally, err := l.count(ctx, p, p.wide, share, time.Time{})
	if err != nil {
		return err
	}
	if share < 1 && p.Grown(int(float64(tally.audience())/share)) { // it seems so: look closer
		if tally, err = l.count(ctx, p, p.wide, 1, time.Time{}); err != nil {
			return err
		}
		share = 1
	}
	now := l.engine.boxes.Now()
	switch why := tally.count.Figures().Stops(); {
	case why != "":
		return l.stop(ctx, why, now)
	case share == 1 && p.Grown(tally.audience()):
		return l.stop(ctx, whyGrown, now)
	case tally.left > 0 || tally.waiting > 0:
		return nil
	}
	if done, err := l.done(ctx, p); err != nil || !done {
		return err
	}
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) {
		if c.Rev != p.Rev { // such as a pause meanwhile, which handed somebody back
			return false, nil
		}
		return c.Finish(l.engine.boxes.Now())
	})
}

const whyGrown = "the audience grew by more than 10 % since the approval"

func (l *lead) stop(ctx context.Context, why string, now time.Time) error {
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) { return c.Stop(why, now) })
}

// tally is what a recount found.
type tally struct {
	early time.Time // see seen

	count   model.EffectCount
	seen    int // told at early or before
	left    int // still to be told
	waiting int // whose push waits
	refused int // for whom it is, and who cannot be told
}

// audience is how many the campaign is for, those included who were told and do not meet the rule any more.
func (t *tally) audience() int { return t.count.Told + t.left + t.refused }

// add takes a mailbox in. It is not to be used afterwards.
func (t *tally) add(p *page, m *model.Mailbox, now time.Time) {
	if told, err := m.ToldOf(p.ID); err == nil {
		effect, err := p.Effect(m, p.audience, now)
		if err != nil {
			return
		}
		t.count.Add(effect)
		if !told.At.After(t.early) {
			t.seen++
		}
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

// count recounts a share of the audience from its mailboxes, found by tags. It counts apart who was told at
// early or before.
func (l *lead) count(ctx context.Context, p *page, tags []string, share float64, early time.Time) (*tally, error) {
	t := &tally{early: early}
	for slot := range model.Slots {
		err := l.each(ctx, p, tags, slot, share, func(m *model.Mailbox, now time.Time) bool {
			t.add(p, m, now)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

// done tells whether nobody is to be told and no push waits, of everybody. It ends with the first that it
// finds; the last slots are walked last, so that it begins with them.
func (l *lead) done(ctx context.Context, p *page) (bool, error) {
	t := &tally{}
	for slot := model.Slots - 1; slot >= 0; slot-- {
		err := l.each(ctx, p, p.tags, slot, 1, func(m *model.Mailbox, now time.Time) bool {
			t.add(p, m, now)
			return t.left+t.waiting == 0
		})
		if err != nil || t.left+t.waiting > 0 {
			return false, err
		}
	}
	return true, nil
}

// each visits a share of a slot's mailboxes, the same as the canary's begins with, until visit answers false.
func (l *lead) each(
	ctx context.Context, p *page, tags []string, slot int, share float64, visit func(m *model.Mailbox, now time.Time) bool,
) error {
	walk := store.WalkAudience(l.engine.boxes.Store, tags, slot, "")
	for {
		ids, err := walk.Next(ctx, store.MaxBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		if share < 1 {
			ids = keep(ids, func(id model.CitizenID) bool { return model.InCanary(p.ID, id, share) })
		}
		found, err := l.engine.boxes.Store.Mailboxes(ctx, ids)
		if err != nil {
			return err
		}
		now := l.engine.boxes.Now()
		for _, m := range found {
			goOn := true
			_ = l.engine.safely(ctx, p, m, func(m *model.Mailbox) error {
				goOn = visit(m, now)
				return nil
			})
			if !goOn {
				return nil
			}
		}
	}
}
