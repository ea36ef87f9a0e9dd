package webhook

import "time"

// jitterShare is the part of a wait that chance may add: a fifth. Without it, endpoints that went down together would all
// be tried again in the same second.
const jitterShare = 5

// schedule is the specification's example, "Deliverability and reliability": ten attempts within 76 hours, so that a
// receiver which breaks on a Friday evening is tried until Monday night. Kept in a function so that nobody can change it.
func schedule() []time.Duration {
	return []time.Duration{
		0, 5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour,
		5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
	}
}

// Next is how long to wait before the next attempt at an event that has failed attempt times: nothing for 0, then 5 s,
// 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each longer by at most a fifth. random(n) draws from [0, n), as
// math/rand/v2's Int64N does. An Outcome's RetryAfter that is longer goes before the wait.
//
// After the tenth attempt giveUp is true: the webhook is marked as failing. Nothing is lost, as the events stay in the
// sender's feed.
func Next(attempt int, random func(n int64) int64) (wait time.Duration, giveUp bool) {
	waits := schedule()
	if attempt >= len(waits) {
		return 0, true
	}
	wait = waits[max(attempt, 0)]
	if most := int64(wait / jitterShare); most > 0 {
		wait += time.Duration(min(max(random(most+1), 0), most))
	}
	return wait, false
}
