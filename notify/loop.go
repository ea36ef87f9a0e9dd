package notify

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// readers is how many batches of one lane are read and decided at the same time.
const readers = 2

// Run tells phones what is due until ctx ends. Then it starts no further sends, waits for those
// under way, saves what became of them and gives its slots back, all within twice the timeout. It
// always answers nil: what goes wrong meanwhile is logged and tried again.
func (n *Notifier) Run(ctx context.Context) error {
	drain, cancel := n.outlast(ctx)
	defer cancel()
	var seekers, senders, settler, keeper sync.WaitGroup
	gone := make(chan struct{})
	keeper.Go(func() { n.keep(drain, gone) })
	settler.Go(func() { n.settleAll(drain) })
	senders.Go(func() { n.sendAll(ctx) })
	for l := range lanes {
		for range readers {
			seekers.Go(func() { n.wakeAll(ctx, l) })
		}
	}
	seekers.Go(func() { n.look(ctx) })
	seekers.Go(func() { n.listen(ctx) })
	seekers.Go(func() { n.sendHooks(ctx) })
	seekers.Go(func() { n.survey(ctx) })
	n.log.Info("notifier runs", "store", n.mailboxes.Store.Name(), "concurrency", n.cfg.Concurrency)

	seekers.Wait() // they end with ctx; each stage ends once nothing can come to it any more
	n.sends.close()
	senders.Wait()
	close(n.finished)
	settler.Wait()
	close(gone)
	keeper.Wait()
	n.log.Info("notifier has stopped")
	return nil
}

// outlast answers a context that ends twice the timeout after ctx does.
func (n *Notifier) outlast(ctx context.Context) (context.Context, context.CancelFunc) {
	drain, cancel := context.WithCancel(context.WithoutCancel(ctx))
	unwatch := context.AfterFunc(ctx, func() {
		wait(drain, 2*n.cfg.Timeout)
		cancel()
	})
	return drain, func() {
		unwatch()
		cancel()
	}
}

// now is the moment by the clock of the rules.
func (n *Notifier) now() time.Time { return n.mailboxes.Now() }

func (n *Notifier) atStep(step model.ChainStep) { n.cfg.AtStep(step) }

// ready tells whether sends may start: our beat is fresh, and FCM has not asked us to wait.
func (n *Notifier) ready() bool {
	now := time.Now()
	return n.pulse.fresh(now) && n.gate.open(now)
}

// beating tells whether our beat is fresh.
func (n *Notifier) beating() bool { return n.pulse.fresh(time.Now()) }

// listen takes in what rang in this process.
func (n *Notifier) listen(ctx context.Context) {
	var rings <-chan store.Signal
	if n.cfg.Bell != nil {
		rings = n.cfg.Bell.C()
	}
	for {
		select {
		case <-ctx.Done():
			return
		case ring := <-rings:
			n.heard(ring)
		}
	}
}

func (n *Notifier) heard(ring store.Signal) {
	now := n.now()
	switch {
	case !n.ready():
	case passed(ring.Due, now):
		n.work.admit(ring.Mailbox, personal, true, time.Now())
	case passed(ring.DueMass, now) && n.begins(mass):
		n.work.admit(ring.Mailbox, mass, true, time.Now())
	}
}

// begins tells whether the lane's pushes may begin at this time of the hour.
func (n *Notifier) begins(l lane) bool {
	return l == personal || !n.cfg.AvoidQuarters || !model.AroundQuarter(n.now())
}

// passed tells whether t has come at now; the zero time never does.
func passed(t, now time.Time) bool { return !t.IsZero() && !t.After(now) }

// isDue tells whether a mailbox, as it was saved, is due at now.
func isDue(m *model.Mailbox, now time.Time) bool {
	return passed(m.Derived.Due, now) || passed(m.Derived.DueMass, now)
}

// look finds what is due: every idle time, and sooner while there is more than there was room for.
func (n *Notifier) look(ctx context.Context) {
	tick := time.NewTicker(n.cfg.Idle)
	defer tick.Stop()
	more := false
	for turn := 0; ; turn++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-n.work.freed:
			if !more {
				continue
			}
		}
		more = n.round(ctx, turn)
	}
}

// round looks once over all our slots, and tells whether it left something for want of room. Which
// slot comes first differs from turn to turn.
func (n *Notifier) round(ctx context.Context, turn int) (more bool) {
	for _, j := range n.work.unpark(time.Now()) {
		n.finished <- j
	}
	slots := n.work.slots()
	if len(slots) == 0 || !n.ready() {
		return false
	}
	first := turn % len(slots)
	slots = append(slots[first:len(slots):len(slots)], slots[:first]...)
	for l := range lanes {
		if !n.begins(l) || !n.probe(ctx, l, slots) {
			continue
		}
		for _, slot := range slots {
			more = n.admitDue(ctx, l, slot) || more
		}
	}
	return more
}

// probe asks once for all slots whether anything is due that is not known already.
func (n *Notifier) probe(ctx context.Context, l lane, slots []int) bool {
	_, taken := n.work.space(l, slots)
	limit := min(taken+1, store.MaxBatch)
	ids := n.due(ctx, l, slots, limit)
	return len(ids) == limit || slices.ContainsFunc(ids, func(id model.CitizenID) bool { return !n.work.knows(id, l, time.Now()) })
}

// admitDue admits what is due in one slot, and tells whether it left something for want of room.
func (n *Notifier) admitDue(ctx context.Context, l lane, slot int) (more bool) {
	room, taken := n.work.space(l, []int{slot})
	if room == 0 {
		return true
	}
	limit := min(min(room, n.cfg.Batch)+taken, store.MaxBatch)
	ids := n.due(ctx, l, []int{slot}, limit)
	some := false
	for _, id := range ids {
		switch n.work.admit(id, l, false, time.Now()) {
		case admitted:
			some = true
		case full:
			return true
		case known, foreign:
		}
	}
	return some && len(ids) == limit
}

// due asks the store, again and again while it does not answer; none once ctx ended.
func (n *Notifier) due(ctx context.Context, l lane, slots []int, limit int) []model.CitizenID {
	ask := func() ([]model.CitizenID, error) {
		ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
		defer cancel()
		return n.mailboxes.Store.Due(ctx, slots, l == mass, n.now(), limit)
	}
	ids, err := ask()
	for err != nil && ctx.Err() == nil && wait(ctx, n.lookTrouble.note(err)) {
		ids, err = ask()
	}
	if err != nil {
		return nil
	}
	n.lookTrouble.note(nil)
	return ids
}

// away tells whether err may go by itself: the store did not answer, or others were faster for too
// long.
func away(err error) bool {
	return errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, context.Canceled) || model.CodeOf(err) == model.CodeUnavailable
}
