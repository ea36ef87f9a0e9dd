package notify

import (
	"context"
	"time"

	"burgerbode/graph/model"
)

// survey counts from time to time what is due in our slots, for Figures, until ctx ends. What the
// store does not answer stays as it was: Figures.Surveyed says how old it is.
func (n *Notifier) survey(ctx context.Context) {
	for pause := n.cfg.Idle; wait(ctx, pause); {
		slots := n.work.slots()
		if len(slots) == 0 {
			n.figures.noSlots()
			pause = n.cfg.Idle // we may just be taking some
			continue
		}
		pause = n.cfg.Survey
		if err := n.count(ctx, slots); err != nil && ctx.Err() == nil {
			n.log.Debug("what is due could not be counted", "error", err) // the stages that need the store say so louder
		}
	}
}

func (n *Notifier) count(ctx context.Context, slots []int) error {
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	var found [lanes]backlog
	now := n.now()
	for l := range lanes {
		var err error
		if found[l].due, found[l].oldest, err = n.mailboxes.Store.Backlog(ctx, slots, l == mass, now); err != nil {
			return err
		}
	}
	n.figures.mu.Lock()
	defer n.figures.mu.Unlock()
	n.figures.due, n.figures.surveyed = found, now
	return nil
}

// noSlots forgets what was due in slots that others hold now.
func (f *figures) noSlots() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.due = [lanes]backlog{}
}

// depth is how many mailboxes wait to be read and are in flight, and how many messages wait.
func (n *Notifier) depth() (waiting, inFlight, messages [lanes]int) {
	n.work.mu.Lock()
	for _, f := range n.work.flights { // a queue may also hold what waits in another one by now
		inFlight[f.lane]++
		if f.waits {
			waiting[f.lane]++
		}
	}
	n.work.mu.Unlock()
	n.sends.mu.Lock()
	defer n.sends.mu.Unlock()
	for l := range lanes {
		messages[l] = len(n.sends.queues[l])
	}
	return waiting, inFlight, messages
}

// heldSlots is how many slots are ours.
func (w *work) heldSlots() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	held := 0
	for slot := range model.Slots {
		if w.held[slot] {
			held++
		}
	}
	return held
}

// heldUntil is until when all sends are stopped; zero or past: they are not.
func (g *gate) heldUntil() time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.until
}
