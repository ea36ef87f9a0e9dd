package notify_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// sent sends as fast as the pace allows for a time, each message answered after latency, and answers how
// many were sent in each second of it.
func sent(ctx context.Context, p *notify.Pacer, during, latency time.Duration, answer func(n int) fcm.Result) []int {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	seconds := make([]int, int(during/time.Second))
	began := time.Now()
	var under sync.WaitGroup
	for n := 0; ; n++ {
		leave := p.Admit(ctx)
		if leave == nil {
			under.Wait()
			return seconds
		}
		if second := int(time.Since(began) / time.Second); second < len(seconds) {
			seconds[second]++
		}
		under.Go(func() {
			time.Sleep(latency) // in the bubble's time
			leave(answer(n))
		})
	}
}

func accepted(int) fcm.Result { return fcm.Result{Class: fcm.Accepted} }

// The rate goes up to the quota over the ramp and not above it, and down again in a quiet time.
func TestPaceRampsUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const quota = 200
		p := notify.NewPacer(quota, 20*time.Second, 100)
		seconds := sent(t.Context(), p, 30*time.Second, 10*time.Millisecond, accepted)
		for at, n := range seconds {
			ramp := float64(quota) * min(0.1+float64(at+1)/20, 1)
			if float64(n) > ramp+quota/10+1 || float64(n) < 0.8*min(ramp, quota)-quota/20 {
				t.Errorf("second %d: %d messages, not about %.0f", at, n, ramp)
			}
		}
		time.Sleep(time.Minute)
		if rate := p.Rate(); rate != quota/10 {
			t.Errorf("after a quiet minute the rate is %v", rate)
		}
		p.Own(0.25) // others took slots over
		if rate := p.Rate(); rate != quota/40 {
			t.Errorf("with a quarter of the slots the rate is %v", rate)
		}
	})
}

// The rate goes up while messages wait, however often somebody looks at it meanwhile.
func TestPaceRampsUpWhileItIsWatched(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := notify.NewPacer(2, 20*time.Second, 100)
		ctx, cancel := context.WithCancel(t.Context())
		var watchers sync.WaitGroup
		watchers.Go(func() {
			for ctx.Err() == nil {
				time.Sleep(20 * time.Millisecond)
				p.Own(1) // as each beat does
			}
		})
		seconds := sent(ctx, p, time.Minute, time.Millisecond, accepted)
		cancel()
		watchers.Wait()
		if last := seconds[58] + seconds[59]; last < 3 {
			t.Errorf("after a minute with messages that wait %d go in two seconds, not 4", last)
		}
	})
}

// Letters that come one by one never wait.
func TestPaceLetsSingleLettersThrough(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := notify.NewPacer(1000, time.Minute, 100)
		for range 100 {
			time.Sleep(20 * time.Millisecond)
			began := time.Now()
			p.Admit(t.Context())(accepted(0))
			if waited := time.Since(began); waited > 0 {
				t.Errorf("a letter waited for %v", waited)
			}
		}
	})
}

// Refusals lower the rate for everything, the more the more there are, and it recovers.
func TestPaceYieldsToRefusals(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const quota = 200
		p := notify.NewPacer(quota, 20*time.Second, 100)
		sent(t.Context(), p, 30*time.Second, time.Millisecond, accepted)
		refuse := func(every int) func(int) fcm.Result {
			return func(n int) fcm.Result {
				if n%every == 0 {
					return fcm.Result{Class: fcm.Quota, Code: "QUOTA_EXCEEDED", RetryAfter: time.Second}
				}
				return accepted(n)
			}
		}
		some := sent(t.Context(), p, 10*time.Second, time.Millisecond, refuse(10))[9]
		all := sent(t.Context(), p, 10*time.Second, time.Millisecond, refuse(1))[9]
		if some >= quota/2 || some < quota/20 || all >= some {
			t.Errorf("%d messages a second where one in ten is refused, %d where all are", some, all)
		}
		back := sent(t.Context(), p, 30*time.Second, time.Millisecond, accepted)[29]
		if back < quota*9/10 {
			t.Errorf("%d messages a second long after", back)
		}
	})
}

// While more at once take no longer, more are under way; when they only take longer, fewer are.
func TestCrowdFollowsFCM(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := notify.NewPacer(1e6, time.Millisecond, 400)
		sent(t.Context(), p, 10*time.Second, 100*time.Millisecond, accepted)
		wide, _, _ := p.Crowd()
		if wide < 300 {
			t.Errorf("FCM takes all at once, and only %d are under way", wide)
		}
		// This FCM takes 100 at once, and the others wait in its queue.
		p = notify.NewPacer(1e6, time.Millisecond, 400)
		fcmQueue := make(chan struct{}, 100)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		var under sync.WaitGroup
		for {
			leave := p.Admit(ctx)
			if leave == nil {
				break
			}
			under.Go(func() {
				fcmQueue <- struct{}{}
				time.Sleep(10 * time.Millisecond)
				<-fcmQueue
				leave(accepted(0))
			})
		}
		under.Wait()
		if narrow, _, _ := p.Crowd(); narrow > 300 || narrow < 100 {
			t.Errorf("FCM takes 100 at once, and %d are under way", narrow)
		}
	})
}

// Messages that are not answered lose their places to others after a second, within the bound of all.
func TestCrowdPassesSlowOnes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := notify.NewPacer(1e6, time.Millisecond, 100)
		var held []func(fcm.Result)
		for range 64 {
			held = append(held, p.Admit(t.Context()))
		}
		began := time.Now()
		for range 36 {
			held = append(held, p.Admit(t.Context()))
		}
		if waited := time.Since(began); waited != time.Second {
			t.Errorf("waited for %v", waited)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if p.Admit(ctx) != nil {
			t.Error("there are more messages under way than there may ever be")
		}
		if _, busy, slow := p.Crowd(); busy != 0 || slow != 100 {
			t.Errorf("%d busy, %d slow", busy, slow)
		}
		for _, leave := range held {
			leave(fcm.Result{Class: fcm.Retry, Code: "TIMEOUT"})
		}
		if _, busy, slow := p.Crowd(); busy != 0 || slow != 0 {
			t.Errorf("at the end %d busy, %d slow", busy, slow)
		}
	})
}

// However many mass pushes are due, a letter that comes rings before all but a few of them, and they go
// on meanwhile.
func TestMassHoldsUpNoLetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.setClock(model.Day("2026-05-20").At(22, 0))
	const many = 400
	for range many {
		w.deliver(w.citizen(model.PlatformAndroid), bill("night"))
	}
	cfg := w.config("n")
	cfg.Quota, cfg.Share, cfg.Ramp, cfg.Batch = 60*30, 1, time.Millisecond, 20 // 30 a second
	w.run(cfg)
	for _, id := range w.citizens {
		w.untilState(id, bill("night"), model.PushDeferred)
	}
	w.setClock(model.Day("2026-05-21").At(8, 45)) // all of them are due at once
	w.until("the morning's pushes go out", func() bool { return len(w.requests()) > 10 })
	fresh := w.citizen(model.PlatformAndroid)
	w.deliver(fresh, bill("fresh"))
	before := len(w.requests())
	w.untilState(fresh, bill("fresh"), model.PushSent)
	at := slices.IndexFunc(w.requests(), func(r ring) bool { return r.token == token(fresh, 0).Secret() })
	if at > before+100 {
		t.Errorf("it was message %d after %d of %d", at, before, many)
	}
	w.until("all have rung", func() bool { return len(w.requests()) == many+1 })
	w.once(1)
}

// A letter for somebody whose mass push waits for its turn does not wait for that turn.
func TestMassHoldsUpNoLetterOfTheSameCitizen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.setClock(model.Day("2026-05-20").At(22, 0))
	const many = 400
	for range many {
		w.deliver(w.citizen(model.PlatformAndroid), bill("night"))
	}
	cfg := w.config("n")
	cfg.Bell = nil                                                             // the letters come through another process
	cfg.Quota, cfg.Share, cfg.Ramp, cfg.Batch = 60*20, 1, time.Millisecond, 20 // 20 a second
	w.run(cfg)
	for _, id := range w.citizens {
		w.untilState(id, bill("night"), model.PushDeferred)
	}
	w.setClock(model.Day("2026-05-21").At(8, 45)) // all of them are due at once
	w.until("the morning's pushes go out", func() bool { return len(w.requests()) > 10 })
	rung := map[string]bool{}
	for _, r := range w.requests() {
		rung[r.token] = true
	}
	var fresh []model.CitizenID
	for _, id := range w.citizens { // the last of those that wait, whatever the order
		if !rung[token(id, 0).Secret()] && len(fresh) < 20 {
			fresh = append(fresh, id)
			w.deliver(id, callLetter("fresh"))
		}
	}
	before, last := len(w.requests()), 0
	for _, id := range fresh {
		w.until("their phones ring", func() bool {
			return slices.ContainsFunc(w.requests(), func(r ring) bool { return r.token == token(id, 0).Secret() })
		})
		at := slices.IndexFunc(w.requests(), func(r ring) bool { return r.token == token(id, 0).Secret() })
		last = max(last, at)
	}
	if last > before+250 {
		t.Errorf("the last of %d letters was message %d after %d of %d", len(fresh), last, before, many)
	}
}

// Where it is wanted, mass pushes are not begun around a quarter of an hour.
func TestMassAvoidsQuarters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.setClock(model.Day("2026-05-20").At(22, 0))
	night := w.citizen(model.PlatformAndroid)
	w.deliver(night, bill("night"))
	cfg := w.config("n")
	cfg.AvoidQuarters = true
	w.run(cfg)
	w.untilState(night, bill("night"), model.PushDeferred)
	w.setClock(model.Day("2026-05-21").At(8, 45))
	letter := w.citizen(model.PlatformAndroid)
	w.deliver(letter, bill("letter"))
	w.untilState(letter, bill("letter"), model.PushSent)
	w.pass(100 * time.Millisecond) // several looks
	if state := w.push(night, bill("night")).State; state != model.PushDeferred {
		t.Errorf("it is %s at a quarter of an hour", state)
	}
	w.advance(3 * time.Minute)
	w.untilState(night, bill("night"), model.PushSent)
}
