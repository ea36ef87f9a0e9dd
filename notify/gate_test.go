package notify_test

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
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
