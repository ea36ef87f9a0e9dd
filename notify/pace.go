package notify

import (
	"context"
	"sync"
	"time"

	"burgerbode/notify/fcm"
)

const (
	// idleLevel is the part of the rate at which sending begins after a quiet time: enough for letters
	// that come one by one, and far from all at once.
	idleLevel = 0.1

	// lowLevel is the part of the rate that is always left, however often FCM refuses.
	lowLevel = 0.01

	// burst is for how long the rate may be saved up.
	burst = 100 * time.Millisecond

	// nap is the shortest wait for the next token; several may be there afterwards.
	nap = time.Millisecond
)

// pace is the one place that knows how fast we send: how many messages a second (a token bucket over
// our share of the project's quota) and how many at the same time (crowd).
//
// The rate goes up to what is ours in the time of the ramp, as FCM asks, for as long as messages wait
// for it, and down again while they do not. Refusals lower it for all messages; it recovers by itself
// in the same way (https://firebase.google.com/docs/cloud-messaging/scale-fcm).
type pace struct {
	quota float64       // messages a second that all notifiers together may send
	ramp  time.Duration // from nothing to the full rate
	freed chan struct{} // a signal that a message has left the crowd

	mu     sync.Mutex
	part   float64 // of the quota that is ours: that of the slots that we hold
	level  float64 // of the rate that is ours
	tokens float64
	last   time.Time // when level and tokens were last counted
	short  bool      // a message waits for its token
	crowd  crowd
}

func newPace(quota float64, ramp time.Duration, most int) *pace {
	return &pace{quota: quota, ramp: ramp, freed: make(chan struct{}, 1), level: idleLevel, crowd: newCrowd(most)}
}

// own says which part of all slots is ours, and so of the quota.
func (p *pace) own(part float64, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count(now)
	p.part = part
}

// admit waits until one more message may be sent, and answers its place in the crowd. It answers nil
// once ctx has ended or ready says that nothing may be sent now, and where nothing is ours: a rate of 0
// would have messages wait until it is.
func (p *pace) admit(ctx context.Context, ready func() bool) *ticket {
	for ctx.Err() == nil && ready() && p.some() {
		taken, pause := p.take(time.Now())
		if taken != nil {
			return taken
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-p.freed:
		case <-timer.C:
		}
		timer.Stop()
	}
	p.rest(time.Now())
	return nil
}

// some tells whether any of the quota is ours.
func (p *pace) some() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.part > 0
}

// rest says that no message waits for its token any more.
func (p *pace) rest(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count(now)
	p.short = false
}

// take is one try: a place, or nil and when to try again at the latest.
func (p *pace) take(now time.Time) (*ticket, time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count(now)
	p.short = p.tokens < 1 && p.crowd.room()
	if !p.crowd.room() {
		return nil, slowAfter
	}
	if p.short {
		return nil, min(max(time.Duration((1-p.tokens)/max(p.rate(), 1)*float64(time.Second)), nap), time.Second)
	}
	p.tokens--
	taken := &ticket{pace: p, since: now, few: p.crowd.busy < leastLimit}
	p.crowd.busy++
	taken.slow = time.AfterFunc(slowAfter, taken.linger)
	return taken, 0
}

// rate is how many messages a second we may send now.
func (p *pace) rate() float64 { return p.quota * p.part * p.level }

// count brings level and tokens up to now.
func (p *pace) count(now time.Time) {
	if p.last.IsZero() {
		p.last, p.tokens = now, 1
	}
	passed := max(now.Sub(p.last), 0)
	wanted := time.Duration(0) // for how long of it the rate was too low
	if p.short {
		wanted = min(passed, time.Second) // the longest wait for a token
	}
	p.level = min(p.level+float64(wanted)/float64(p.ramp), 1)
	switch quiet := float64(passed-wanted) / float64(p.ramp); {
	case p.level < idleLevel:
		p.level = min(p.level+quiet, idleLevel)
	default:
		p.level = max(p.level-quiet, idleLevel)
	}
	p.last = now
	p.tokens = min(p.tokens+p.rate()*passed.Seconds(), max(p.rate()*burst.Seconds(), 1))
}

// note takes in an answer. Each message that was refused for its rate, or with a time to wait, lowers
// the rate by what two messages are of a second's: were all of a second refused, to about a seventh.
func (p *pace) note(answer fcm.Result) {
	if answer.Class != fcm.Quota && answer.RetryAfter == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.level = max(p.level*(1-2/max(p.rate(), 4)), lowLevel)
}

// halve lowers the rate at once: FCM had us stop.
func (p *pace) halve() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.level = max(p.level/2, lowLevel)
	p.tokens = min(p.tokens, 1)
}

// probe says whether only one message at a time is to be sent.
func (p *pace) probe(only bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.crowd.probing = only
	p.signal()
}

// pacing is how the pace stands, for figures.
type pacing struct {
	rate       float64 // messages a second that may be sent now
	limit      int     // messages on their way at the same time, slow ones aside
	busy, slow int     // that are
}

func (p *pace) now(now time.Time) pacing {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count(now)
	return pacing{rate: p.rate(), limit: int(p.crowd.limit), busy: p.crowd.busy, slow: p.crowd.slow}
}
