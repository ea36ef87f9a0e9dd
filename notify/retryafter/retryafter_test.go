package retryafter_test

import (
	"net/http"
	"testing"
	"time"

	"burgerbode/notify/retryafter"
)

func TestWait(t *testing.T) {
	t.Parallel()
	const date = "Thu, 01 Jan 2026 10:00:00 GMT"
	for _, row := range []struct {
		retryAfter, date string
		want             time.Duration
	}{
		{"", date, 0}, {"soon", date, 0}, {"1.5", date, 0}, {"-5", date, 0}, {"0", date, 0}, {"7", "", 7 * time.Second},
		{"3600", date, time.Hour}, {"3601", date, time.Hour}, {"9223372036854775807", date, time.Hour}, {"99999999999999999999", date, 0},
		{"Thu, 01 Jan 2026 10:00:30 GMT", date, 30 * time.Second}, {"Thu, 01 Jan 2026 09:59:59 GMT", date, 0},
		{"Fri, 01 Jan 2100 10:00:00 GMT", date, time.Hour}, {"Thu, 01 Jan 2026 10:00:30 GMT", "", 0},
	} {
		answer := http.Header{}
		answer.Set("Retry-After", row.retryAfter)
		answer.Set("Date", row.date)
		if got := retryafter.Wait(answer, time.Hour); got != row.want {
			t.Errorf("Retry-After %q on %q is %v, not %v", row.retryAfter, row.date, got, row.want)
		}
	}
}
