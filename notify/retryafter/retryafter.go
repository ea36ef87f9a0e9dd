// Package retryafter reads how long an HTTP answer asks to be left alone. FCM and the endpoints of senders ask it in the
// same header, so it is read in one place. Start reading at [Wait].
package retryafter

import (
	"net/http"
	"strconv"
	"time"
)

// Wait is the answer's Retry-After, a number of seconds or a date (RFC 9110, section 10.2.3), at most most. Without one,
// or with one that cannot be read or has passed, it is 0. A date is compared with the answer's own, so that no clock of
// ours takes part.
func Wait(answer http.Header, most time.Duration) time.Duration {
	asked := answer.Get("Retry-After")
	var wait time.Duration
	if seconds, err := strconv.ParseInt(asked, 10, 64); err == nil {
		wait = time.Duration(min(seconds, int64(most/time.Second))) * time.Second
	} else if until, err := http.ParseTime(asked); err == nil {
		if now, err := http.ParseTime(answer.Get("Date")); err == nil {
			wait = until.Sub(now)
		}
	}
	return max(0, min(wait, most))
}
