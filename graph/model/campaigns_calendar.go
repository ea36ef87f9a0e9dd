package model

import (
	"math"
	"slices"
	"time"
)

// Telling is when a campaign tells citizens: as it went, and as far as is known now, as it will go.
type Telling struct {
	From, Until time.Time // UTC; Until is when it ended, or will have told everybody
	Days        []Day     // on which it tells, in their order
}

// Within tells whether some of it is on the days from the first to the last.
func (t Telling) Within(first, last Day) bool {
	return slices.ContainsFunc(t.Days, func(day Day) bool { return !day.Before(first) && !day.After(last) })
}

// Meets tells whether some of it is on a day of other's: who belongs to both is rung for once only.
func (t Telling) Meets(other Telling) bool {
	return slices.ContainsFunc(t.Days, func(day Day) bool { return slices.Contains(other.Days, day) })
}

// Telling is when the campaign tells citizens; false when it has not and, as it stands, will not. How
// many it is for is as rounded as where it is shown. What is to come follows from pace, window and expiry:
// a paused campaign as if it were resumed now, a scheduled one without the wait of its canary.
func (c *Campaign) Telling(now time.Time) (Telling, bool) {
	var told Telling
	left := RoundCount(c.planned())
	canary := 0
	if c.Canary != nil {
		canary = int(math.Ceil(c.Canary.Share * float64(left)))
	}
	for _, s := range c.stretches(now) {
		draft, most := c.Draft, left
		if s.canary {
			most = min(left, canary)
		}
		draft.ExpiresAt = earliest(draft.ExpiresAt, s.until)
		steps, over := draft.Curve(most, s.from)
		left, canary = left-(most-over), canary-(most-over)
		told.add(steps, draft.PerMinute)
	}
	if len(told.Days) == 0 {
		return Telling{}, false
	}
	switch {
	case c.State.Ended():
		told.Until = c.EndedAt
	case c.State.Telling() && told.Until.Before(now): // slower than planned
		told.Until = moment(now)
		told.note(DayOf(now))
	}
	return told, true
}

// planned is for how many citizens the campaign is, as it was counted last.
func (c *Campaign) planned() int {
	switch {
	case c.Canary != nil:
		return c.Canary.Audience
	case c.Approval != nil:
		return c.Approval.Audience
	default:
		return 0
	}
}

// stretch is a time in which a campaign tells; until is zero while it does not end by a step of somebody.
type stretch struct {
	from, until time.Time
	canary      bool
}

// stretches are the times in which the campaign told, by its log, and those to come.
func (c *Campaign) stretches(now time.Time) []stretch {
	if c.State == CampaignScheduled {
		return []stretch{{from: later(c.StartsAt, moment(now))}}
	}
	var all []stretch
	for i, step := range c.Log {
		if !step.To.Telling() {
			continue
		}
		s := stretch{from: step.At, canary: step.To == CampaignInCanary}
		switch {
		case i+1 < len(c.Log):
			s.until = c.Log[i+1].At
		case s.canary:
			s.until = c.Canary.Until
		}
		all = append(all, s)
	}
	switch c.State {
	case CampaignInCanary:
		all = append(all, stretch{from: c.Canary.Until})
	case CampaignPaused:
		all = append(all, stretch{from: moment(now)})
	default: // nothing is to come, or the last stretch goes on
	}
	return all
}

// add notes that it tells in these steps. The last one ends when the last of its citizens is told.
func (t *Telling) add(steps []CurveStep, perMinute int) {
	for _, step := range steps {
		if t.From.IsZero() {
			t.From = step.From
		}
		needs := time.Duration(step.Count) * time.Minute / time.Duration(perMinute)
		t.Until = later(t.Until, earliest(step.Until, step.From.Add(needs)))
		t.note(DayOf(step.From))
	}
}

func (t *Telling) note(day Day) {
	if !slices.Contains(t.Days, day) {
		t.Days = append(t.Days, day)
	}
}
