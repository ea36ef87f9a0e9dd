package campaign

import (
	"context"
	"fmt"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// leastWaiting is how many mass pushes may wait in our slots whatever the pace: some always do.
const leastWaiting = 100

// walker walks the slots that are ours for one campaign. It is one goroutine's.
type walker struct {
	engine *Engine
	id     model.CampaignID
	walks  *progress

	rev    int64 // of the campaign that is walked for; with another one every slot is walked anew
	slot   int
	walk   *store.AudienceWalk // of slot; nil: none is under way
	found  []model.CitizenID   // to be told, in order; what they are is looked at again then
	walked [model.Slots]time.Time

	bucket  float64 // how many may be told now
	filled  time.Time
	looked  time.Time // at what waits
	waiting int
}

func newWalker(e *Engine, id model.CampaignID, walks *progress) *walker {
	return &walker{engine: e, id: id, walks: walks}
}

// run walks until the campaign is not live any more.
func (w *walker) run(ctx context.Context) {
	for {
		p, err := w.engine.book.campaign(ctx, w.id)
		if err == nil && p == nil {
			return
		}
		pause := w.engine.cfg.Look
		if err == nil {
			pause, err = w.step(ctx, p)
		}
		if err != nil {
			w.engine.trouble(ctx, w.id, err)
			pause = w.engine.cfg.Look
		}
		if !wait(ctx, pause) {
			return
		}
	}
}

// step tells as many as may be told now, and answers how long to wait then.
func (w *walker) step(ctx context.Context, p *page) (time.Duration, error) {
	look, now := w.engine.cfg.Look, w.engine.boxes.Now()
	slots := w.engine.share()
	if !p.State.Telling() || p.Expired(now) || !p.Draft.Window.Open(now) || len(slots) == 0 {
		w.filled = time.Time{}
		return look, nil
	}
	if w.rev != p.Rev {
		w.rev, w.walk, w.found, w.walked = p.Rev, nil, nil, [model.Slots]time.Time{}
		w.walks.idle.Store(false)
	}
	if w.walk != nil && !w.engine.cfg.Holds(w.slot) { // whoever has it now walks it
		w.walked[w.slot], w.walk, w.found = time.Time{}, nil, nil
	}
	room, err := w.room(ctx, p, slots)
	if err != nil || room == 0 {
		return min(look, 100*time.Millisecond), err
	}
	if len(w.found) > 0 {
		ids := w.found[:min(room, len(w.found))]
		if err := w.tell(ctx, p, ids, nil); err != nil {
			return 0, err
		}
		w.found = w.found[len(ids):]
		return 0, nil
	}
	if w.walk == nil {
		switch begun, err := w.next(ctx, p, slots); {
		case err != nil:
			return 0, err
		case !begun:
			if !w.walks.idle.Swap(true) {
				w.walks.rounds.Add(1)
			}
			return look, nil
		}
	}
	return 0, w.visit(ctx, p, room)
}

// next begins with a slot that was not walked for a while.
func (w *walker) next(ctx context.Context, p *page, slots []int) (begun bool, err error) {
	for _, slot := range slots {
		if at := w.walked[slot]; at.IsZero() || time.Since(at) >= w.engine.cfg.Rest {
			w.slot = slot
			w.walk, err = w.engine.book.walk(ctx, p, p.tags, slot)
			return err == nil, err
		}
	}
	return false, nil
}

// visit goes on in the slot: it reads some mailboxes, tells as many of them as there is room for and keeps
// the others for later.
func (w *walker) visit(ctx context.Context, p *page, room int) error {
	ids, err := w.walk.Next(ctx, store.MaxBatch)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		w.walked[w.slot], w.walk = time.Now(), nil
		return nil
	}
	place := ids[0]
	ids = keep(ids, p.Tells)
	mailboxes, err := w.engine.boxes.Store.Mailboxes(ctx, ids)
	if err != nil {
		w.walk = nil // from the beginning: who was told is known
		return fmt.Errorf("read mailboxes after %s: %w", place, err)
	}
	now := w.engine.boxes.Now()
	ids = keep(ids, func(id model.CitizenID) bool {
		wanted := false
		_ = w.engine.safely(ctx, p, mailboxes[id], func(m *model.Mailbox) error {
			wanted = p.wants(m, now)
			return nil
		})
		return wanted
	})
	told := ids[:min(room, len(ids))]
	w.found = ids[len(told):]
	return w.tell(ctx, p, told, mailboxes)
}

// tell tells those of the citizens who are still to be told, in one bulk save. known are mailboxes as they were
// just read.
func (w *walker) tell(ctx context.Context, p *page, ids []model.CitizenID, known map[model.CitizenID]*model.Mailbox) error {
	if len(ids) == 0 {
		return nil
	}
	w.walks.idle.Store(false)
	now := w.engine.boxes.Now()
	changes := make(map[model.CitizenID]store.Change, len(ids))
	for _, id := range ids {
		changes[id] = func(m *model.Mailbox) error {
			return w.engine.safely(ctx, p, m, func(m *model.Mailbox) error {
				if !p.wants(m, now) {
					return nil
				}
				return p.Tell(m, p.audience, now, now)
			})
		}
	}
	w.bucket -= float64(len(ids))
	w.waiting += len(ids)
	_, failed, err := w.engine.boxes.UpdateKnown(ctx, known, changes)
	if err != nil {
		w.found = nil // the next walk meets them
		return fmt.Errorf("tell citizens: %w", err)
	}
	for id, err := range failed {
		if model.CodeOf(err) == model.CodeUnavailable {
			w.engine.trouble(ctx, w.id, fmt.Errorf("tell %s: %w", id, err))
		}
	}
	return nil
}

// room is how many citizens may be told now: by the pace, of which our part is that of the slots, and by what
// still waits to be sent.
func (w *walker) room(ctx context.Context, p *page, slots []int) (int, error) {
	now := time.Now()
	rate := float64(p.Draft.PerMinute) / 60 * float64(len(slots)) / model.Slots // a second
	most := max(rate*w.engine.cfg.Ahead.Seconds(), 1)
	if w.filled.IsZero() {
		w.bucket, w.filled = 0, now
	}
	w.bucket = min(w.bucket+rate*now.Sub(w.filled).Seconds(), most)
	w.filled = now
	if now.Sub(w.looked) >= w.engine.cfg.Look/2 {
		waiting, _, err := w.engine.boxes.Store.Backlog(ctx, slots, true, w.engine.boxes.Now())
		if err != nil {
			return 0, fmt.Errorf("count what waits to be sent: %w", err)
		}
		w.waiting, w.looked = waiting, now
	}
	room := min(w.bucket, max(most, leastWaiting)-float64(w.waiting), store.MaxBatch)
	return max(int(room), 0), nil
}

// wants tells whether the campaign is for the owner of the mailbox and still to be told.
func (p *page) wants(m *model.Mailbox, now time.Time) bool {
	_, err := m.ToldOf(p.ID)
	return err != nil && p.audience.Matches(m, now)
}

// keep are the ids for which is holds.
func keep(ids []model.CitizenID, is func(model.CitizenID) bool) []model.CitizenID {
	var kept []model.CitizenID
	for _, id := range ids {
		if is(id) {
			kept = append(kept, id)
		}
	}
	return kept
}
