package notify

import (
	"math"
	"time"

	"burgerbode/graph/model"
)

// maxRetry is the longest wait of our own before a message is tried again.
const maxRetry = 10 * time.Minute

// RetryAt is when a message is tried again after its attempt-th attempt (from 1) got no answer or
// was put off at now: not before 10 s (model.MinRetry), twice as long after each attempt, longer by
// up to half for a jitter within [0, 1], at most 10 min; and never before retryAfter, which FCM
// asked for, has passed (https://firebase.google.com/docs/cloud-messaging/scale-fcm). Where our own
// wait would pass the push's expiry there is a last try before that, if there is time for one.
//
// That page also advises to stop trying at some time, such as after 60 minutes. We stop when the
// push expires, which model.Settle sees to: each push knows until when it is of use, a call letter
// until the polls close, and FCM being away for an hour does not change that. With waits of 10 min
// a phone rings soon after FCM is back, and what is tried again until then stays a small load: six
// requests an hour for each phone, spread by the jitter.
func RetryAt(attempt int, retryAfter time.Duration, now, expires time.Time, jitter float64) time.Time {
	jitter = min(max(jitter, 0), 1)
	wait := min(time.Duration(float64(grow(model.MinRetry, maxRetry, attempt))*(1+jitter/2)), maxRetry)
	if left := expires.Sub(now); wait >= left {
		last := time.Duration(float64(model.MinRetry) * (1 + jitter)) // before the expiry, which many pushes may share
		wait = max(left-last, model.MinRetry)
	}
	return now.Add(max(wait, retryAfter))
}

// grow is first, doubled with each attempt after the first, and at most most.
func grow(first, most time.Duration, attempt int) time.Duration {
	doublings := min(max(attempt-1, 0), 62)
	if wait := float64(first) * math.Pow(2, float64(doublings)); wait < float64(most) {
		return time.Duration(wait)
	}
	return most
}
