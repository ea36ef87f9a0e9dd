package notify_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// mortal is a process that can be killed: from then on its store and its sender do nothing.
type mortal struct {
	dead atomic.Bool
	next notify.Sender
}

func (p *mortal) Send(ctx context.Context, m *messaging.Message) fcm.Result {
	if p.dead.Load() {
		return fcm.Result{Class: fcm.Retry}
	}
	return p.next.Send(ctx, m)
}

// mortal gives a notifier a store and a sender that die together.
func (w *world) mortal(cfg *notify.Config) *mortal {
	p := &mortal{next: cfg.Sender}
	cfg.Sender = p
	cfg.Mailboxes.Store = storetest.Failing(w.store, func(int, string) bool { return p.dead.Load() })
	return p
}

// short makes a notifier that is found dead soon.
func short(cfg notify.Config) notify.Config {
	cfg.Fence, cfg.Timeout, cfg.Dead = 500*time.Millisecond, 3*time.Second, 4*time.Second
	return cfg
}

// Each notifier holds its fair share, and no phone rings twice while they share.
func TestNotifiersShareTheSlots(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 60 {
		w.citizen(model.PlatformAndroid)
	}
	names := []string{"a", "b", "c", "d"}
	var runs []*running
	deliver := func(reference string) {
		for _, id := range w.citizens {
			w.deliver(id, bill(reference))
		}
	}
	shared := func(want ...int) {
		w.until(fmt.Sprintf("the slots are shared %v", want), func() bool { return slices.Equal(w.shares(), want) })
	}
	for i, name := range names {
		runs = append(runs, w.run(w.config(name)))
		if i == 1 {
			shared(32, 32)
			deliver("with two") // and two more come meanwhile
		}
	}
	shared(16, 16, 16, 16)
	for _, id := range w.citizens {
		w.untilState(id, bill("with two"), model.PushSent)
	}
	w.once(1)
	runs[0].halt()
	shared(21, 21, 22)
	runs[1].halt()
	runs[2].halt()
	shared(64)
	runs[3].halt()
	if sheet := w.sheet(); len(sheet.Beats) != 0 || slices.ContainsFunc(sheet.Holders, func(h string) bool { return h != "" }) {
		t.Errorf("the last one left %v behind", sheet.Beats)
	}
}

// A notifier may be killed at every step: another one goes on, and a repeat has the same push id.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, step := range []model.ChainStep{model.ChainBeatSaved, model.ChainWoken, model.ChainSent, model.ChainSettled} {
		t.Run(string(step), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			for range 20 {
				w.citizen(model.PlatformAndroid)
			}
			for _, id := range w.citizens {
				w.deliver(id, bill("b"))
			}
			cfg := short(w.config("victim"))
			victim, killed := w.mortal(&cfg), make(chan struct{})
			kill := sync.OnceFunc(func() {
				victim.dead.Store(true)
				close(killed)
			})
			cfg.AtStep = func(at model.ChainStep) {
				if at == step {
					kill()
				}
			}
			n := w.run(cfg)
			await(t, "it comes to the step", killed)
			died := time.Now()
			n.stop()
			w.run(short(w.config("heir")))
			for _, id := range w.citizens {
				w.until("the push is sent", func() bool {
					w.advance(100 * time.Millisecond) // to when what had no answer in time is tried again
					return w.push(id, bill("b")).State == model.PushSent
				})
			}
			if held := time.Since(died); step != model.ChainSettled && held < cfg.Dead-cfg.Fence {
				t.Errorf("the slots were taken over after %v", held)
			}
			ids := map[string]string{}
			for _, r := range w.requests() {
				if before, rang := ids[r.token]; rang && before != r.pushID() {
					t.Errorf("a repeat has another push id")
				}
				ids[r.token] = r.pushID()
			}
			if len(ids) != len(w.citizens) {
				t.Errorf("%d of %d phones rang", len(ids), len(w.citizens))
			}
		})
	}
}

// blocking holds up saves of the sheet while it is shut.
type blocking struct {
	store.Store
	mu   sync.Mutex
	shut chan struct{} // nil: open
}

func (b *blocking) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if collection != model.NotifiersCollection {
		return b.Store.SaveRecords(ctx, collection, rows)
	}
	b.mu.Lock()
	shut := b.shut
	b.mu.Unlock()
	if shut != nil {
		select {
		case <-shut:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return b.Store.SaveRecords(ctx, collection, rows)
}

// A notifier whose beat is not saved starts no send once the fence has passed.
func TestFence(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	cfg := w.config("n")
	cfg.Fence = 500 * time.Millisecond
	frozen := &blocking{Store: w.store}
	cfg.Mailboxes.Store = frozen
	w.run(cfg)
	w.deliver(id, bill("before"))
	w.untilState(id, bill("before"), model.PushSent)
	frozen.mu.Lock()
	frozen.shut = make(chan struct{})
	frozen.mu.Unlock()
	w.pass(cfg.Fence + 2*cfg.Beat)
	w.advance(model.DigestWindow)
	w.deliver(id, bill("behind"))
	w.pass(cfg.Fence)
	if n := len(w.requests()); n != 1 {
		t.Errorf("%d requests behind the fence", n)
	}
	frozen.mu.Lock()
	close(frozen.shut)
	frozen.shut = nil
	frozen.mu.Unlock()
	w.untilState(id, bill("behind"), model.PushSent)
}

// Two notifiers, one of them frozen: the other takes over, and nothing is sent twice.
func TestFrozenNotifierIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 60 {
		w.citizen(model.PlatformAndroid)
	}
	cfg, other := w.config("frozen"), w.config("other")
	for _, one := range []*notify.Config{&cfg, &other} {
		one.Fence, one.Timeout, one.Dead = time.Second, 14*time.Second, 16*time.Second
	}
	frozen := &blocking{Store: w.store}
	cfg.Mailboxes.Store = frozen
	w.run(cfg)
	w.run(other)
	w.until("both hold slots", func() bool { return slices.Equal(w.shares(), []int{32, 32}) })
	frozen.mu.Lock()
	frozen.shut = make(chan struct{})
	frozen.mu.Unlock()
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	w.until("the other one has all", func() bool { return slices.Equal(w.shares(), []int{64}) })
	for _, id := range w.citizens {
		w.untilState(id, bill("b"), model.PushSent)
	}
	frozen.mu.Lock()
	close(frozen.shut)
	frozen.shut = nil
	frozen.mu.Unlock()
	w.until("the frozen one is back", func() bool { return slices.Equal(w.shares(), []int{32, 32}) })
	w.once(1)
}

// Nobody's beat can be saved for longer than it takes to be found dead: afterwards each has the slots that it had, so that
// what it sent meanwhile, and could not save, is sent by no other.
func TestNobodyIsReplacedWhileNoBeatIsSaved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	frozen := &blocking{Store: w.store}
	cfg := short(w.config("n"))
	cfg.Mailboxes.Store = frozen
	w.run(cfg)
	w.run(cfg)
	w.until("both hold slots", func() bool {
		return slices.Equal(w.shares(), []int{32, 32}) && !slices.Contains(w.sheet().Holders, "")
	})
	before := w.sheet()
	frozen.mu.Lock()
	frozen.shut = make(chan struct{})
	frozen.mu.Unlock()
	w.pass(cfg.Dead + 2*cfg.Timeout)
	frozen.mu.Lock()
	close(frozen.shut)
	frozen.shut = nil
	frozen.mu.Unlock()
	w.until("both beat again", func() bool {
		after := w.sheet()
		for name, beat := range before.Beats {
			if now, lives := after.Beats[name]; !lives || now < beat+3 {
				return false
			}
		}
		return true
	})
	if after := w.sheet(); !slices.Equal(before.Holders, after.Holders) {
		t.Errorf("slots passed from one to another: %v, then %v", before.Holders, after.Holders)
	}
}

// A notifier that is stopped saves what it sent, starts nothing more and gives its slots back.
func TestDrain(t *testing.T) {
	t.Parallel()
	under := make(chan struct{}, 100)
	w := newWorld(t, fcmtest.Options{
		Behaviour: fcmtest.Behaviour{LatencyMS: 300},
		OnRequest: func(fcmtest.Received) { under <- struct{}{} },
	})
	for range 20 {
		w.citizen(model.PlatformAndroid, model.PlatformAndroid)
	}
	cfg := w.config("n")
	cfg.Concurrency = 3
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	n := w.run(cfg)
	await(t, "one is under way", under)
	n.halt()
	if sheet := w.sheet(); len(sheet.Beats) != 0 || slices.ContainsFunc(sheet.Holders, func(h string) bool { return h != "" }) {
		t.Errorf("it left %v behind", sheet.Beats)
	}
	sent := len(w.requests())
	if sent > 3 {
		t.Errorf("%d requests", sent)
	}
	accepted := 0
	for _, id := range w.citizens {
		p := w.push(id, bill("b"))
		for _, phone := range p.Phones {
			if phone.State == model.PhoneAccepted {
				accepted++
			}
		}
		if p.State == model.PushSent && len(p.Phones) != 2 {
			t.Errorf("a push is settled with %d of 2 phones", len(p.Phones))
		}
	}
	if accepted != sent {
		t.Errorf("%d answers of %d are saved", accepted, sent)
	}
	if err := w.fake.SetBehaviour(fcmtest.Behaviour{}); err != nil {
		t.Fatal(err)
	}
	w.run(w.config("n"))
	w.advance(model.MinRetry) // for phones whose push rang on the other one already
	for _, id := range w.citizens {
		w.untilState(id, bill("b"), model.PushSent)
	}
	w.once(2)
}

// When FCM tells one notifier to wait for a quota, the others wait too: it is the project's.
func TestWaitIsForAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.bell = nil // each finds its own by looking
	first, second := w.config("first"), w.config("second")
	first.Ramp, second.Ramp = time.Hour, time.Hour // so that the rate, once lower, stays so for minutes
	rates := map[string]func() float64{}           // of each notifier
	var both []*notify.Notifier
	for _, cfg := range []notify.Config{first, second} {
		n := w.figured(cfg)
		both = append(both, n)
		rates[n.Figures().Notifier] = func() float64 { return n.Figures().Pace.Rate }
	}
	w.until("both know their slots and rates", func() bool { // the sheet has it before they do
		one, two := both[0].Figures(), both[1].Figures()
		return one.Slots == 32 && two.Slots == 32 && one.Pace.Rate > 0 && math.Abs(one.Pace.Rate/two.Pace.Rate-1) < 0.01
	})
	holders := map[string]model.CitizenID{} // one citizen of each
	for len(holders) < 2 {
		id := w.citizen(model.PlatformAndroid)
		holders[w.sheet().Holders[id.Slot()]] = id
	}
	var ids []model.CitizenID
	for _, id := range holders {
		ids = append(ids, id)
	}
	refused, other := ids[0], ids[1]
	err := w.fake.SetBehaviour(fcmtest.Behaviour{
		Tokens: map[string]fcmtest.Outcome{token(refused, 0).Secret(): fcmtest.RateLimitExceeded}, RetryAfterSeconds: 6,
	})
	if err != nil {
		t.Fatal(err)
	}
	before := map[string]float64{}
	for name, rate := range rates {
		before[name] = rate()
	}
	w.deliver(refused, bill("b"))
	w.until("one is told to wait", func() bool { return len(w.requests()) == 1 })
	w.until("the other has heard it", func() bool { return w.logs.count("another notifier was told") == 1 })
	for name, rate := range rates {
		if now := rate(); now > 0.9*before[name] {
			t.Errorf("%s may send %v messages a second, before it was %v", name, now, before[name])
		}
	}
	w.deliver(other, bill("b"))
	w.untilState(other, bill("b"), model.PushSent)
	rings := w.requests()
	if gap := rings[1].at.Sub(rings[0].at); gap < 6*time.Second {
		t.Errorf("the other one waited only %v", gap)
	}
	w.until("nobody waits any more", func() bool { return len(w.sheet().Waits) == 0 })
}
