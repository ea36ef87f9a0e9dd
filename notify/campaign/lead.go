package campaign

import (
	"context"
	"time"

	"burgerbode/graph/model"
)

const (
	// sample is of how many citizens a campaign's figures are counted while it runs, where there are more.
	sample = 5000

	// calmest is how much less often is recounted at most where nothing changes: 2 to that power.
	calmest = 4

	// settled is which part of a canary was told for the whole wait when it passes, and of which part it is known
	// whether FCM takes their push. Some join late.
	settled = 0.9
)

// lead decides how a campaign goes on, where its slot is ours. It is one goroutine's.
type lead struct {
	engine   *Engine
	id       model.CampaignID
	progress *progress // by the walker beside it

	counts rhythm    // of the recounts by which it may have to stop
	last   *tally    // the last of them
	passes rhythm    // of the looks whether it is done
	rounds int64     // of the walker, at the last recount or look
	ready  time.Time // by the clock of the rules: when the canary may pass; zero: not known
	ended  bool      // it is done by a recount of all, which needs no other
}

// rhythm is how often something is done that takes a while.
type rhythm struct {
	ended time.Time
	took  time.Duration
	calm  int // how often it came to the same
}

// due tells whether it is time to do it again.
func (r *rhythm) due(cfg *Config, every time.Duration) bool {
	return time.Since(r.ended) >= cfg.after(every, r.took)<<r.calm
}

func (r *rhythm) note(began time.Time, same bool) {
	r.ended, r.took = time.Now(), time.Since(began)
	r.calm++
	if !same {
		r.calm = 0
	}
	r.calm = min(r.calm, calmest)
}

// run leads until the campaign is not live any more.
func (l *lead) run(ctx context.Context) {
	for {
		p, err := l.engine.book.campaign(ctx, l.id)
		if err == nil && p == nil {
			l.end(ctx)
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
	case p.State == model.CampaignInCanary:
		return l.canary(ctx, p, now)
	case p.State == model.CampaignRunning:
		return l.running(ctx, p, now)
	case !p.Confirm && l.countDue(p, now): // paused: what was told is opened meanwhile
		_, err := l.figures(ctx, p)
		return err
	default:
		return nil
	}
}

// start begins once the campaign's moment has come and its window is open.
func (l *lead) start(ctx context.Context, p *page, now time.Time) error {
	switch {
	case p.Expired(now):
		return l.stop(ctx, model.StopExpired, now)
	case now.Before(p.StartsAt) || !p.Draft.Window.Open(now):
		return nil
	}
	t, err := l.engine.count(ctx, p, p.tags, everybody, false)
	if err != nil {
		return err
	}
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) {
		if c.Rev != p.Rev { // edited, or scheduled for later
			return false, nil
		}
		return c.StartCanary(t.Planned, l.engine.cfg.Wait, l.engine.boxes.Now())
	})
}

// countDue tells whether it is time for a recount. While citizens are told, nothing that was calm until then says
// that it stays so: such as a night before the window opens.
func (l *lead) countDue(p *page, now time.Time) bool {
	if p.State.Telling() && p.Draft.Window.Open(now) && !l.progress.idle.Load() {
		l.counts.calm = 0
	}
	return l.counts.due(&l.engine.cfg, l.engine.cfg.Count)
}

// count recounts the part of the campaign's citizens that of says, which is share of them, and saves what it found.
func (l *lead) count(ctx context.Context, p *page, of part, share float64) (*tally, error) {
	began, rounds := time.Now(), l.progress.rounds.Load()
	t, err := l.engine.count(ctx, p, p.wide, of, false)
	if err != nil {
		l.counts.note(began, true)
		return nil, err
	}
	same := l.last != nil && t.same(l.last)
	l.counts.note(began, same)
	l.rounds, l.last = rounds, t
	if !same {
		l.engine.save(ctx, p, t, share)
	}
	return t, nil
}

// canary looks at how it goes with those who were told, and goes on or stops.
func (l *lead) canary(ctx context.Context, p *page, now time.Time) error {
	due := l.countDue(p, now) || l.progress.rounds.Load() != l.rounds
	if !due && (l.ready.IsZero() || now.Before(l.ready)) {
		return nil
	}
	l.ready = time.Time{}
	t, err := l.figures(ctx, p)
	if err != nil {
		return err
	}
	now = l.engine.boxes.Now()
	if why := t.Figures().Stops(); why != "" {
		return l.stop(ctx, why, now)
	}
	if t.left > 0 || float64(t.trying) > (1-settled)*float64(t.Told) {
		return nil
	}
	ready := t.seen(settled).Add(p.Canary.Wait)
	if ready.Before(p.Canary.Until) {
		ready = p.Canary.Until
	}
	if now.Before(ready) {
		l.ready = ready
		return nil
	}
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) { return c.Pass(now) })
}

// running looks whether the campaign has to stop, and whether it is done.
func (l *lead) running(ctx context.Context, p *page, now time.Time) error {
	switch {
	case l.countDue(p, now):
		found, err := l.figures(ctx, p)
		if err != nil {
			return err
		}
		return l.judge(ctx, p, found)
	case l.progress.rounds.Load() != l.rounds || (l.progress.idle.Load() && l.passes.due(&l.engine.cfg, l.engine.cfg.Look)):
		return l.pass(ctx, p)
	default:
		return nil
	}
}

// found is what a recount found, of all or of a sample.
type found struct {
	*tally
	all bool
}

// figures counts how it goes, by a sample where there are many.
func (l *lead) figures(ctx context.Context, p *page) (found, error) {
	if p.inCanary() {
		t, err := l.count(ctx, p, p.canary, p.Canary.Share)
		return found{t, false}, err
	}
	share := model.SampleShare(p.Canary.Audience, sample)
	if share < 1 {
		t, err := l.count(ctx, p, func(id model.CitizenID) bool { return model.InSample(p.ID, id, share) }, share)
		if err != nil || !p.Grown(t.Scale(share).Planned) {
			return found{t, false}, err
		}
	} // it seems to have grown: look closer
	t, err := l.count(ctx, p, everybody, 1)
	return found{t, true}, err
}

// pass looks at everybody until it finds somebody for whom something is still to be done. The walker has nobody
// left: how far those of other engines have come, nobody says.
func (l *lead) pass(ctx context.Context, p *page) error {
	began, rounds := time.Now(), l.progress.rounds.Load()
	t, err := l.engine.count(ctx, p, p.wide, everybody, true)
	l.passes.note(began, rounds == l.rounds)
	if err != nil || t.pending() {
		l.rounds = rounds
		return err
	}
	l.rounds, l.last = rounds, t
	l.engine.save(ctx, p, t, 1)
	return l.judge(ctx, p, found{t, true})
}

// judge stops a campaign or ends it by what a recount found.
func (l *lead) judge(ctx context.Context, p *page, t found) error {
	now := l.engine.boxes.Now()
	switch why := t.Figures().Stops(); {
	case why != "":
		return l.stop(ctx, why, now)
	case t.all && p.Grown(t.Planned):
		return l.stop(ctx, model.StopGrown, now)
	case !t.all || t.pending():
		return nil
	}
	finished := false
	err := l.engine.change(ctx, l.id, func(c *model.Campaign) (_ bool, err error) {
		if c.Rev != p.Rev { // such as a pause meanwhile, which handed somebody back
			return false, nil
		}
		finished, err = c.Finish(l.engine.boxes.Now())
		return finished, err
	})
	l.ended = err == nil && finished
	return err
}

func (l *lead) stop(ctx context.Context, why model.CampaignStop, now time.Time) error {
	return l.engine.change(ctx, l.id, func(c *model.Campaign) (bool, error) { return c.Stop(why, now) })
}
