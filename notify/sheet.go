package notify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// pulse is when our beat was last saved. Sends stop when it is too long ago, so that whoever takes
// over our slots comes after our last send.
type pulse struct {
	fence time.Duration

	mu   sync.Mutex
	last time.Time // when the save of the last saved beat began; zero: never
}

func (p *pulse) beat(began time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = began
}

// fresh tells whether a send may start at now. It asks both of Go's clocks: the monotonic one stands
// still while a machine is suspended, the other one can be set.
func (p *pulse) fresh(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.last.IsZero() && now.Sub(p.last) < p.fence && now.Round(0).Sub(p.last.Round(0)) < p.fence
}

// keep beats until stop is closed, and once before it returns the first time. Then it gives back
// all slots.
func (n *Notifier) keep(ctx context.Context, stop <-chan struct{}) {
	tick := time.NewTicker(n.cfg.Beat)
	defer tick.Stop()
	for {
		err := n.beat(ctx)
		n.sheetTrouble.note(err)
		select {
		case <-stop:
			n.leave(ctx)
			return
		case <-tick.C:
		}
	}
}

// beat raises our beat and takes our share, in one save.
func (n *Notifier) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	return n.swap(ctx, func(sheet store.Sheet) (store.Sheet, func(began time.Time)) {
		now := time.Now()
		n.watch.look(sheet, now, n.pulse.fresh(now))
		for name, wait := range sheet.Waits {
			if name != n.life && n.watch.moved(name) && n.gate.hear(now.Add(time.Duration(wait)*time.Millisecond), now) {
				n.pace.halve() // ours is a part of the rate that was too high
			}
		}
		n.beats++
		wanted := n.work.share(n.life, sheet, func(busy func(int) bool) (store.Sheet, []int) {
			return Share(sheet, n.life, n.beats, n.watch.dead, busy)
		})
		wanted.SetWait(n.life, n.gate.asked(now).Milliseconds())
		return wanted, func(began time.Time) {
			n.work.hold(n.life, wanted)
			n.pace.own(float64(len(n.work.slots()))/model.Slots, time.Now())
			n.pulse.beat(began)
			n.atStep(model.ChainBeatSaved)
		}
	})
}

// leave gives back all slots, or says that others will take them over in a while.
func (n *Notifier) leave(ctx context.Context) {
	n.work.hold(n.life, store.Sheet{})
	if n.beats == 0 {
		return
	}
	for attempt := 1; ; attempt++ {
		err := n.swap(ctx, func(sheet store.Sheet) (store.Sheet, func(time.Time)) {
			return Leave(sheet, n.life), func(time.Time) {}
		})
		if err == nil {
			return
		}
		if !wait(ctx, grow(n.cfg.Collect, maxPause, attempt)) {
			n.log.Error("the slots could not be given back; others take them over once they find this notifier dead",
				"error", err, "after", n.cfg.Dead)
			return
		}
	}
}

// swap reads the sheet, has it changed and saves it, again while others are faster. saved is called
// after the save with the time at which that began.
func (n *Notifier) swap(ctx context.Context, change func(store.Sheet) (wanted store.Sheet, saved func(began time.Time))) error {
	for {
		sheet, err := store.Get[store.Sheet](ctx, n.mailboxes.Store, store.SheetID)
		if errors.Is(err, store.ErrNotFound) {
			sheet, err = store.NewSheet(), nil
		}
		if err != nil {
			return fmt.Errorf("read the notifiers' sheet: %w", err)
		}
		wanted, saved := change(*sheet)
		began := time.Now()
		err = store.Save(ctx, n.mailboxes.Store, &wanted)
		switch {
		case err == nil:
			saved(began)
			return nil
		case !errors.Is(err, store.ErrConflict):
			return fmt.Errorf("save the notifiers' sheet: %w", err)
		case !wait(ctx, time.Millisecond+rand.N(20*time.Millisecond)): //nolint:gosec // jitter, not a secret
			return fmt.Errorf("save the notifiers' sheet: %w", ctx.Err())
		}
	}
}

// wait passes d. It tells whether ctx let it.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
