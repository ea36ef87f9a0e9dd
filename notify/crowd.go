package notify

import (
	"math"
	"time"

	"burgerbode/notify/fcm"
)

const (
	// slowAfter is how long a message may take before others no longer wait for its place.
	slowAfter = time.Second

	// firstLimit and leastLimit are how many messages may be on their way at the same time at first, and
	// at least.
	firstLimit = 64
	leastLimit = 32
)

// crowd decides how many messages may be on their way at the same time. It learns that from how long
// FCM takes to answer: while more at once take no longer than few do, there may be more; when answers
// take more than twice as long, or do not come, they only wait in another queue, and there may be fewer
// (the gradient of https://github.com/Netflix/concurrency-limits). What few take is learnt anew whenever
// there are few. A message that takes very long gives its place to another: it waits by itself, within
// the bound of all.
type crowd struct {
	most         int
	probing      bool // one at a time
	limit        float64
	busy, slow   int     // messages that hold a place, and that have lost theirs
	calm, recent float64 // seconds until FCM took a message, of late: where there were few, and of all
}

func newCrowd(most int) crowd { return crowd{most: most, limit: float64(min(firstLimit, most))} }

func (c *crowd) room() bool {
	if c.probing {
		return c.busy+c.slow == 0
	}
	return c.busy < int(c.limit) && c.busy+c.slow < c.most
}

// learn takes in how long an answer took, to a message that was one of few or not.
func (c *crowd) learn(took time.Duration, few bool, answer fcm.Result) {
	switch answer.Class {
	case fcm.Accepted:
		seconds := max(took.Seconds(), 1e-6)
		if c.recent == 0 {
			c.calm, c.recent = seconds, seconds
		}
		c.recent += (seconds - c.recent) / 20
		if few {
			c.calm += (seconds - c.calm) / 20
		}
		c.calm = min(c.calm, c.recent)
		gradient := min(max(2*c.calm/c.recent, 0.5), 1)
		wanted := c.limit*gradient + math.Sqrt(c.limit)
		if wanted > c.limit && c.busy < int(c.limit)/2 {
			return // what there may be is not needed
		}
		c.limit += (wanted - c.limit) / c.limit // the whole of it once as many were answered
	case fcm.Retry:
		c.limit *= 0.99
	default: // says nothing about how busy FCM is
	}
	c.limit = min(max(c.limit, min(leastLimit, float64(c.most))), float64(c.most))
}

// ticket is the place of one message in the crowd, from its admission until it leaves.
type ticket struct {
	pace  *pace
	since time.Time
	few   bool // there were few when it was admitted
	slow  *time.Timer
	lost  bool // others have its place: it took long
	left  bool
}

// linger gives the place of a message that takes long to others.
func (t *ticket) linger() {
	t.pace.mu.Lock()
	defer t.pace.mu.Unlock()
	if t.left {
		return
	}
	t.lost = true
	t.pace.crowd.busy--
	t.pace.crowd.slow++
	t.pace.signal()
}

// leave gives the place back, once. An answer tells how long it took; nil: nothing was sent.
func (t *ticket) leave(answer *fcm.Result, now time.Time) {
	t.slow.Stop()
	t.pace.mu.Lock()
	defer t.pace.mu.Unlock()
	t.left = true
	if t.lost {
		t.pace.crowd.slow--
	} else {
		t.pace.crowd.busy--
	}
	if answer != nil {
		t.pace.crowd.learn(now.Sub(t.since), t.few, *answer)
	}
	t.pace.signal()
}

func (p *pace) signal() {
	select {
	case p.freed <- struct{}{}:
	default:
	}
}
