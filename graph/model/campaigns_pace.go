package model

import "time"

// Pace is when the citizens of one slot are told: one after another, as the campaign's pace and window
// allow. All slots together keep the pace.
type Pace struct {
	draft *CampaignDraft
	next  time.Time
	wait  time.Duration
}

// Pace is that of a slot, from a moment on. The draft must have a pace.
func (d *CampaignDraft) Pace(slot int, from time.Time) *Pace {
	each := time.Minute / time.Duration(d.PerMinute)
	return &Pace{draft: d, next: from.Add(time.Duration(slot) * each), wait: Slots * each}
}

// Next is when the next citizen is told. Once the campaign has ended first, that is its end.
func (p *Pace) Next() time.Time {
	opens, _ := p.draft.Window.Next(p.next)
	if opens.IsZero() || !opens.Before(p.draft.ExpiresAt) {
		return p.draft.ExpiresAt
	}
	p.next = opens.Add(p.wait)
	return opens
}

// Plan is how many citizens are told hour by hour if all goes as it was approved and scheduled: what really
// happens is drawn beside it. The audience is rounded, as everything that people read of it. None until the
// campaign is scheduled.
func (c *Campaign) Plan() []CurveStep {
	if c.Approval == nil || c.StartsAt.IsZero() {
		return nil
	}
	steps, _ := c.Draft.Curve(RoundCount(c.Approval.Audience), c.StartsAt)
	return steps
}
