package notify_test

import (
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// phone is one of several, told apart by its token.
func phone(token model.FCMToken) model.Device {
	return model.Device{Registration: "r", Token: token, Platform: model.PlatformAndroid}
}

// closedFor is for how long a gate that was open stays closed from noon on, to the second.
func closedFor(g *notify.Gate) time.Duration {
	for wait := time.Duration(0); ; wait += time.Second {
		if g.Open(noon().Add(wait)) {
			return wait
		}
	}
}

func newGate() *notify.Gate { return notify.NewGate(slog.New(slog.DiscardHandler)) }

// FCM's own time counts in full where a quota is used up.
func TestGateHonoursRetryAfter(t *testing.T) {
	t.Parallel()
	for _, wait := range []time.Duration{time.Second, time.Minute, 7 * time.Minute, time.Hour} {
		g := newGate()
		g.Note(fcm.Result{Class: fcm.Quota, Code: "HTTP_429", RetryAfter: wait}, phone("a"), noon())
		g.Note(fcm.Result{Class: fcm.Quota, Code: "HTTP_429", RetryAfter: time.Second}, phone("b"), noon())
		if got := closedFor(g); got != wait {
			t.Errorf("asked for %v: closed for %v", wait, got)
		}
		g = newGate()
		for _, token := range []model.FCMToken{"a", "b", "c"} {
			g.Note(fcm.Result{Class: fcm.Quota, Code: "QUOTA_EXCEEDED", RetryAfter: wait}, phone(token), noon())
		}
		if got := closedFor(g); got != wait {
			t.Errorf("three phones, asked for %v: closed for %v", wait, got)
		}
	}
}

// Where our set-up is refused a minute is the most.
func TestGateOfRefusedSetUp(t *testing.T) {
	t.Parallel()
	g, now := newGate(), noon()
	for want := range 100 {
		g.Note(fcm.Result{Class: fcm.Unauthorised, Code: "HTTP_401", RetryAfter: time.Hour}, phone("a"), now)
		closed := min(time.Second<<min(want, 10), time.Minute)
		if g.Open(now.Add(closed-1)) || !g.Open(now.Add(closed)) {
			t.Fatalf("after %d refusals it is not closed for %v", want+1, closed)
		}
		now = now.Add(closed)
	}
}

// Phones that ring too often stop nobody else's pushes; three of them in a row are taken for the
// project's rate.
func TestGateCountsPhones(t *testing.T) {
	t.Parallel()
	g := newGate()
	quota := func(token model.FCMToken, at time.Time) {
		g.Note(fcm.Result{Class: fcm.Quota, Code: "QUOTA_EXCEEDED", RetryAfter: time.Minute}, phone(token), at)
	}
	for range 20 {
		quota("a", noon())
		quota("b", noon())
	}
	if !g.Open(noon()) {
		t.Error("two phones have closed it")
	}
	g.Note(fcm.Result{Class: fcm.Accepted}, phone("d"), noon())
	quota("c", noon())
	quota("a", noon())
	if !g.Open(noon()) {
		t.Error("they are not in a row: a message was taken between them")
	}
	quota("b", noon())
	if got := closedFor(g); got != time.Minute {
		t.Errorf("three phones have closed it for %v", got)
	}
	for range 20 { // one that is tried again does not close it anew
		quota("a", noon().Add(time.Minute))
	}
	if got := closedFor(g); got != time.Minute {
		t.Errorf("one phone keeps it closed for %v", got)
	}
}

// A reason is logged once a minute for each code, and then how many were not.
func TestRefusalsAreLoggedOnceAMinute(t *testing.T) {
	t.Parallel()
	logs := &logbook{}
	note := notify.Refusals(slog.New(slog.NewJSONHandler(logs, nil)))
	s := send(model.PlatformWeb, func(*model.Send) {})
	for second := range 120 {
		note("INVALID_ARGUMENT", s, errors.New("message.webpush: wrong"), noon().Add(time.Duration(second)*time.Second))
	}
	note("SENDER_ID_MISMATCH", s, errors.New("mismatch"), noon())
	if n := logs.count(`"ERROR"`, `"INVALID_ARGUMENT"`, "message.webpush: wrong", string(s.Push)); n != 2 {
		t.Errorf("logged %d times:\n%s", n, logs)
	}
	if logs.count(`"more":0`) != 2 || logs.count(`"more":59`) != 1 || logs.count(`"SENDER_ID_MISMATCH"`) != 1 {
		t.Errorf("got\n%s", logs)
	}
}

// When FCM answers nobody any more, everything waits, each try as long as the one before twice over up to ten
// seconds; the first answer ends it.
func TestGateOfFCMAway(t *testing.T) {
	t.Parallel()
	g, now := newGate(), noon()
	fails := func(token string) {
		g.Note(fcm.Result{Class: fcm.Retry, Code: "NETWORK", Err: errors.New("refused")}, phone(model.FCMToken(token)), now)
	}
	for range 50 {
		fails("always the same")
	}
	if !g.Open(now) {
		t.Error("one phone that gets no answer has closed it")
	}
	for i := range 9 {
		fails(fmt.Sprint(i))
	}
	for want := range 20 {
		closed := min(time.Second<<want, 10*time.Second)
		if g.Open(now.Add(closed-1)) || !g.Open(now.Add(closed)) {
			t.Fatalf("after %d failures it is not closed for %v", want+1, closed)
		}
		now = now.Add(closed)
		fails("probe")
	}
	g.Note(fcm.Result{Class: fcm.Invalid, Code: "SDK_REFUSED", Err: errors.New("too bad to be sent")}, phone("here"), now)
	now = now.Add(9 * time.Second)
	if g.Open(now) {
		t.Error("a message that never reached FCM has opened it")
	}
	now = now.Add(time.Second)
	g.Note(fcm.Result{Class: fcm.Accepted}, phone("back"), now)
	for i := range 9 {
		fails(fmt.Sprint(i))
	}
	if !g.Open(now) {
		t.Error("it is closed although FCM answers again")
	}
}

// FCM is away for a while. Only few messages are tried meanwhile, and all ring soon after it is back, long before
// each would be tried again by itself.
func TestPushesGoWhenFCMIsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{RefuseAll: true}})
	const many = 200
	for range many {
		w.deliver(w.citizen(model.PlatformAndroid), bill("b"))
	}
	cfg := w.config("n")
	cfg.Batch, cfg.Concurrency = 10, 32
	w.run(cfg)
	w.until("FCM counts as away", func() bool { return w.logs.count("FCM does not answer") == 1 })
	w.until("it is probed", func() bool { return len(w.fake.Log()) > 10 })
	w.pass(1500 * time.Millisecond)
	tried := len(w.fake.Log())
	w.behave(fcmtest.Accepted, 0)
	w.until("FCM answers again", func() bool { return w.logs.count("FCM answers again") == 1 })
	w.advance(15 * time.Second) // for those that were tried once
	for _, id := range w.citizens {
		w.untilState(id, bill("b"), model.PushSent)
	}
	if tried > many/2 {
		t.Errorf("%d of %d messages were tried while FCM was away", tried, many)
	}
}
