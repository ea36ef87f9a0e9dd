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

	// maxHold is the longest time for which all sends stop when FCM refuses our set-up: nobody says
	// when that is mended. What FCM asks for when a quota is used up is honoured in full; package
	// fcm bounds it to an hour.
	maxHold = time.Minute

	// quotaRun is how many phones in a row must get QUOTA_EXCEEDED for all sends to stop. Fewer may
	// be phones that ring too often, however often they are tried.
	quotaRun = 3

	// outageRun is how many phones in a row must get no answer, or a failure of FCM's own, for FCM to
	// count as away. Then messages wait, and one at a time is tried to find out: the others keep their
	// attempts, and go as soon as it is back.
	outageRun = 10

	// maxProbe is the longest time between two such tries.
	maxProbe = 10 * time.Second

	// sayAgain is the shortest time between two lines about the same trouble.
	sayAgain = time.Minute
)

// codes of answers that the gate tells apart; package fcm says where they come from.
const (
	codeProjectRate = "HTTP_429"
	codeThirdParty  = "THIRD_PARTY_AUTH_ERROR"
	codeSDKRefused  = "SDK_REFUSED"
)

// gate stops all sends for a while when FCM refuses more than one message would explain. While it is
// closed nothing new is woken either: what is woken late would be sent on an old decision.
type gate struct {
	log *slog.Logger

	mu      sync.Mutex
	until   time.Time
	told    time.Time               // until when FCM itself had us wait for a quota; others are told of it
	quotas  map[string]bool         // phones, by token hash, with QUOTA_EXCEEDED since a message was taken or the gate closed
	failed  map[string]bool         // phones, by token hash, that FCM failed for since it last answered well; at most outageRun
	probes  int                     // how often in a row the gate closed because FCM is away
	refused int                     // how often in a row the gate closed because we are refused
	alarms  map[model.Platform]bool // what was logged and not yet called off; "" is about all platforms
}

func newGate(log *slog.Logger) gate {
	return gate{log: log, quotas: map[string]bool{}, failed: map[string]bool{}, alarms: map[model.Platform]bool{}}
}

// open tells whether sends may start at now.
func (g *gate) open(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !now.Before(g.until)
}

// note takes in an answer about a phone that came at now. It tells whether the gate was open and is
// closed by it because a quota is used up.
func (g *gate) note(answer fcm.Result, phone model.Device, now time.Time) (stopped bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	open := !now.Before(g.until)
	if answer.Class == fcm.Retry {
		g.unanswered(answer, phone, now)
		return false
	}
	if answer.Code != codeSDKRefused { // which never reached FCM
		g.answered()
	}
	switch answer.Class {
	case fcm.Accepted:
		g.accepted(phone.Platform)
	case fcm.Quota:
		g.quota(answer, phone, now)
		return open && now.Before(g.until)
	case fcm.Unauthorised:
		g.unauthorised(answer, phone.Platform, now)
	default: // says nothing about other messages
	}
	return false
}

// away tells whether FCM counts as away, so that one message at a time finds out whether it is back.
func (g *gate) away() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.probes > 0
}

// unanswered stops everything for a while once FCM fails for too many.
func (g *gate) unanswered(answer fcm.Result, phone model.Device, now time.Time) {
	if len(g.failed) < outageRun {
		g.failed[phone.Token.Hash()] = true
	}
	if len(g.failed) < outageRun || now.Before(g.until) { // answers of requests that were under way count once
		return
	}
	if g.probes == 0 {
		g.log.Error("FCM does not answer; pushes wait, and one at a time is tried", "code", answer.Code, "error", answer.Err)
	}
	g.probes++
	g.until = now.Add(grow(time.Second, maxProbe, g.probes))
}

// answered takes in that FCM said something about a message.
func (g *gate) answered() {
	clear(g.failed)
	if g.probes > 0 {
		g.probes = 0
		g.log.Info("FCM answers again")
	}
}

func (g *gate) accepted(platform model.Platform) {
	clear(g.quotas)
	g.refused = 0
	for _, about := range []model.Platform{"", platform} {
		if g.alarms[about] {
			delete(g.alarms, about)
			g.log.Info("FCM takes our messages again", "platform", about)
		}
	}
}

// quota stops everything when the project's rate is used up: FCM says so, or as many phones as
// quotaRun in a row do.
func (g *gate) quota(answer fcm.Result, phone model.Device, now time.Time) {
	if answer.Code != codeProjectRate {
		g.quotas[phone.Token.Hash()] = true
		if len(g.quotas) < quotaRun {
			return
		}
		clear(g.quotas) // the next hold needs as many again
	}
	g.close(now.Add(answer.RetryAfter), answer.Code)
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

// asked is for how long FCM itself still has us wait because a quota is used up, in whole milliseconds.
func (g *gate) asked(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(g.told.Sub(now), 0).Round(time.Millisecond)
}

// hear closes the gate because another notifier was told to wait: the quota is everybody's. It tells
// nobody else, since those hear it too. It tells whether the gate was open and is closed by it.
func (g *gate) hear(until, now time.Time) (stopped bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	open := !now.Before(g.until)
	if until.Sub(g.until) >= time.Second && until.After(now) {
		g.log.Warn("another notifier was told that FCM's quota is used up; all pushes wait", "until", until)
	}
	g.until = later(g.until, until)
	return open && now.Before(g.until)
}

// close logs once for all answers of one moment.
func (g *gate) close(until time.Time, code string) {
	g.told = later(g.told, until)
	if until.Before(g.until) {
		return
	}
	if until.Sub(g.until) >= time.Second {
		g.log.Warn("FCM's quota is used up; all pushes wait", "until", until, "code", code)
	}
	g.until = until
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// refusals logs why messages are given up, so that somebody can see which field was wrong; at most
// one line a minute for each code.
type refusals struct {
	log *slog.Logger

	mu   sync.Mutex
	said map[string]refusal // by code, of which there are few
}

// refusal is what was said about one code.
type refusal struct {
	last time.Time
	more int // how many came since without a line
}

// note takes in that a message was given up at now. err has no token in its text.
func (r *refusals) note(code string, send model.Send, err error, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, known := r.said[code]
	if known && now.Sub(before.last) < sayAgain {
		before.more++
		r.said[code] = before
		return
	}
	r.said[code] = refusal{last: now}
	r.log.Error("a message is given up", "code", code, "push", send.Push, "platform", send.Device.Platform,
		"more", before.more, "error", err)
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
	case !t.told && (t.last.IsZero() || now.Sub(t.last) >= sayAgain):
		t.log.Error("the store does not answer; trying again until it does", "stage", t.stage, "error", err)
		t.told, t.last = true, now
	}
	t.row++
	return grow(50*time.Millisecond, maxPause, t.row)
}
