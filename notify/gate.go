package notify

import (
	"log/slog"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm"
)

const (
	// maxPause is the longest wait before the store is asked again.
	maxPause = 5 * time.Second

	// maxHold is the longest time for which FCM can stop all sends at once.
	maxHold = time.Minute

	// quotaRun is how many QUOTA_EXCEEDED in a row stop all sends. A single one may be about one
	// phone that rings too often.
	quotaRun = 3
)

// codes of answers that the gate tells apart; package fcm says where they come from.
const (
	codeProjectRate = "HTTP_429"
	codeThirdParty  = "THIRD_PARTY_AUTH_ERROR"
)

// gate stops all sends for a while when FCM refuses more than one message would explain. While it is
// closed nothing new is woken either: what is woken late would be sent on an old decision.
type gate struct {
	log *slog.Logger

	mu      sync.Mutex
	until   time.Time
	quotas  int                     // QUOTA_EXCEEDED since the last message that was taken
	refused int                     // how often in a row the gate closed because we are refused
	alarms  map[model.Platform]bool // what was logged and not yet called off; "" is about all platforms
}

// open tells whether sends may start at now.
func (g *gate) open(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !now.Before(g.until)
}

// note takes in an answer that came at now.
func (g *gate) note(answer fcm.Result, platform model.Platform, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch answer.Class {
	case fcm.Accepted:
		g.accepted(platform)
	case fcm.Quota:
		g.quotas++
		if answer.Code == codeProjectRate || g.quotas >= quotaRun {
			g.close(now.Add(min(answer.RetryAfter, maxHold)), answer.Code)
		}
	case fcm.Unauthorised:
		g.unauthorised(answer, platform, now)
	default: // says nothing about other messages
	}
}

func (g *gate) accepted(platform model.Platform) {
	g.quotas, g.refused = 0, 0
	for _, about := range []model.Platform{"", platform} {
		if g.alarms[about] {
			delete(g.alarms, about)
			g.log.Info("FCM takes our messages again", "platform", about)
		}
	}
}

// unauthorised slows everything down, but for a platform whose own service refuses FCM: that one's
// messages are tried again with growing waits each, and the others go on.
func (g *gate) unauthorised(answer fcm.Result, platform model.Platform, now time.Time) {
	about, advice := model.Platform(""), "check the credentials, the project and the endpoint of FCM"
	if answer.Code == codeThirdParty {
		about, advice = platform, "check the APNs key or the web push certificate in the Firebase console"
	}
	if !g.alarms[about] {
		g.alarms[about] = true
		g.log.Error("FCM refuses our set-up; pushes wait", "code", answer.Code, "platform", about, "do", advice, "error", answer.Err)
	}
	if about == "" && !now.Before(g.until) { // answers of requests that were under way count once
		g.refused++
		g.until = now.Add(grow(time.Second, maxHold, g.refused))
	}
}

// close logs once for all answers of one moment.
func (g *gate) close(until time.Time, code string) {
	if until.Before(g.until) {
		return
	}
	if until.Sub(g.until) >= time.Second {
		g.log.Warn("FCM's quota is used up; all pushes wait", "until", until, "code", code)
	}
	g.until = until
}

// trouble logs when one stage of the work gets no answer from the store, and when it does again; at
// most once a minute, so that a store that answers now and then does not fill the log.
type trouble struct {
	log   *slog.Logger
	stage string

	mu   sync.Mutex
	row  int       // failures in a row
	told bool      // logged, and not yet called off
	last time.Time // when that was last logged
}

// note takes in how a call went and says how long to wait before the next: growing to maxPause
// while the store is away.
func (t *trouble) note(err error) (pause time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	switch {
	case err == nil:
		if t.told {
			t.log.Info("the store answers again", "stage", t.stage)
		}
		t.row, t.told = 0, false
		return 0
	case !t.told && (t.last.IsZero() || now.Sub(t.last) >= time.Minute):
		t.log.Error("the store does not answer; trying again until it does", "stage", t.stage, "error", err)
		t.told, t.last = true, now
	}
	t.row++
	return grow(50*time.Millisecond, maxPause, t.row)
}
