package notify_test

import (
	"context"
	"math"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// figured runs a notifier whose figures are asked for.
func (w *world) figured(cfg notify.Config) *notify.Notifier {
	w.t.Helper()
	n, err := notify.New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("run: %v", err)
		}
	})
	return n
}

func answers(f notify.Figures, class fcm.Class, code string) int64 {
	for _, a := range f.Answers {
		if a.Class == class && a.Code == code {
			return a.Count
		}
	}
	return -1
}

func decisions(f notify.Figures, state model.PushState, reason model.Reason) int64 {
	for _, d := range f.Decisions {
		if d.State == state && d.Reason == reason {
			return d.Count
		}
	}
	return -1
}

func TestFiguresCountWhatWasDone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	n := w.figured(w.config("n"))
	rings, gone, phoneless := w.citizen(model.PlatformAndroid, model.PlatformIOS), w.citizen(model.PlatformWeb), w.citizen()
	w.fake.Unregister(token(gone, 0).Secret())
	before := n.Figures()
	if answers(before, fcm.Quota, "HTTP_429") != 0 || decisions(before, model.PushDropped, model.ReasonQuietExpiry) != 0 {
		t.Errorf("what never happened has no count of 0: %+v", before)
	}
	for _, id := range []model.CitizenID{rings, gone, phoneless} {
		w.deliver(id, bill("one"))
	}
	w.untilState(rings, bill("one"), model.PushSent)
	w.untilState(gone, bill("one"), model.PushFailed)
	w.untilState(phoneless, bill("one"), model.PushDropped)
	w.deliver(rings, bill("two")) // within the digest's window
	w.untilState(rings, bill("two"), model.PushDeferred)
	var f notify.Figures
	w.until("the figures tell of all", func() bool { f = n.Figures(); return f.Settled >= 4 })
	for what, is := range map[string]bool{
		"accepted":       answers(f, fcm.Accepted, "") == 2,
		"unregistered":   answers(f, fcm.Unregistered, "UNREGISTERED") == 1,
		"dropped":        decisions(f, model.PushDropped, model.ReasonNoPhone) == 1,
		"deferred":       decisions(f, model.PushDeferred, model.ReasonDigest) == 1,
		"read":           f.Read >= 4,
		"slots":          f.Slots == model.Slots,
		"latency":        f.Latency.Counts[len(f.Latency.Counts)-1] == 2,
		"accepted, rate": math.Round(f.Recent.Accepted*60) >= 2,
		"no requests":    f.Sending == 0,
		"limit":          f.Pace.Limit == 64,
	} {
		if !is {
			t.Errorf("%s: %+v", what, f)
		}
	}
}

func TestFiguresShowWhatWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Hang: 1}}})
	for range 5 {
		w.deliver(w.citizen(model.PlatformAndroid), bill("b"))
	}
	w.advance(time.Minute)
	cfg := w.config("n")
	cfg.Survey, cfg.Concurrency = 10*time.Millisecond, 3
	cfg.Sender, cfg.Timeout, cfg.Dead = w.sender(time.Minute), time.Minute, 2*time.Minute // they hang for long enough
	n := w.figured(cfg)
	t.Cleanup(w.fake.Close) // what hangs ends with it, and the notifier is not waited for
	var f notify.Figures
	w.until("all hang", func() bool {
		f = n.Figures()
		return f.Sending == 3 && f.Lanes[0].Due == 5 && f.Lanes[0].InFlight == 5
	})
	lane := f.Lanes[0]
	if lane.Name != "personal" || lane.InFlight != 5 || !lane.Oldest.Equal(noon()) || f.Surveyed.IsZero() || f.Lanes[1].Due != 0 {
		t.Errorf("%+v", f)
	}
}

func TestLatencyIsReadFromItsBuckets(t *testing.T) {
	t.Parallel()
	l := notify.Latency{Bounds: []float64{1, 2, 4}, Counts: []int64{50, 90, 98, 100}}
	for share, want := range map[float64]float64{0.25: 0.5, 0.5: 1, 0.7: 1.5, 0.98: 4, 0.99: 4, 1: 4} {
		if got, some := l.Within(share); !some || math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %v, want %v", share, got, want)
		}
	}
	if _, some := (&notify.Latency{}).Within(0.5); some {
		t.Error("none has a median")
	}
}
