package campaign

import (
	"context"
	"fmt"
	"slices"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// leastWaiting is how many mass pushes may wait in our slots whatever the pace: some always do.
const leastWaiting = 100

// pulse is for how long a walker that may tell nobody waits. What may be told meanwhile is told in one bulk, not in
// bulks of a few, each of which has the store write while citizens read.
const pulse = 100 * time.Millisecond

// walker walks the slots that are ours for one campaign. It is one goroutine's.
type walker struct {
	engine   *Engine
	id       model.CampaignID
	progress *progress

	rev    int64 // of the campaign that is walked for; with another one every slot is walked anew
	slot   int
	walk   *store.AudienceWalk // of slot; nil: none is under way
	found  []model.CitizenID   // to be told, in order; what they are is looked at again then
	walked [model.Slots]bool   // in this round, which ends when all slots that are ours were
	looked time.Duration       // at mailboxes, in this round
	next   time.Time           // when another round begins; zero: one is under way

	bucket  float64 // how many may be told now
	filled  time.Time
	counted time.Time // what waits
	waiting int
}

func newWalker(e *Engine, id model.CampaignID, shared *progress) *walker {
	return &walker{engine: e, id: id, progress: shared}
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
	slots := w.share()
	if !p.State.Telling() || p.Expired(now) || !p.Draft.Window.Open(now) || len(slots) == 0 {
		w.filled = time.Time{}
		return look, nil
	}
	if w.rev != p.Rev {
		w.rev, w.walk, w.found = p.Rev, nil, nil
		w.begin()
		w.progress.idle.Store(false)
	}
	if !w.next.IsZero() && !time.Now().Before(w.next) {
		w.begin()
	}
	if w.walk != nil && !w.engine.cfg.Holds(w.slot) { // whoever has it now walks it
		w.again(nil)
	}
	room, err := w.room(ctx, p, slots)
	if err != nil || room == 0 {
		return min(look, pulse), err
	}
	if len(w.found) > 0 {
		ids := w.found[:min(room, len(w.found))]
		ours := keep(ids, func(id model.CitizenID) bool { return w.engine.cfg.Holds(id.Slot()) })
		if err := w.tell(ctx, p, ours, nil); err != nil {
			return 0, err
		}
		w.found = w.found[len(ids):]
		return 0, nil
	}
	ids, err := w.gather(ctx, p, slots)
	switch {
	case err != nil:
		return 0, err
	case len(ids) == 0:
		w.rest()
		return look, nil
	default:
		return 0, w.visit(ctx, p, ids, room)
	}
}

// share are the slots that are ours. Of others it is not known how far whoever has them comes.
func (w *walker) share() []int {
	var slots []int
	for slot := range model.Slots {
		if w.engine.cfg.Holds(slot) {
			slots = append(slots, slot)
		} else {
			w.walked[slot] = false
		}
	}
	return slots
}

// begin begins a round. A slot is walked once in it, however long all of them take: none keeps the others waiting.
func (w *walker) begin() { w.walked, w.looked, w.next = [model.Slots]bool{}, 0, time.Time{} }

// rest ends the round. Looking at everybody once more, for those who joined, is to take a small part of the time.
func (w *walker) rest() {
	if w.next.IsZero() {
		w.next = time.Now().Add(w.engine.cfg.after(w.engine.cfg.Rest, w.looked))
	}
	if !w.progress.idle.Swap(true) {
		w.progress.rounds.Add(1)
	}
}

// gather goes on in the slot, and in further ones where it has few left: a bulk costs the store about the same
// however few are in it. None means that every slot was walked in this round.
func (w *walker) gather(ctx context.Context, p *page, slots []int) (ids []model.CitizenID, err error) {
	began := time.Now()
	defer func() { w.looked += time.Since(began) }()
	for len(ids) < store.MaxBatch {
		if w.walk == nil {
			switch begun, err := w.enter(ctx, p, slots); {
			case err != nil:
				w.again(ids)
				return nil, err
			case !begun:
				return ids, nil
			}
		}
		found, err := w.walk.Next(ctx, store.MaxBatch-len(ids))
		if err != nil {
			w.again(ids)
			return nil, err
		}
		if len(found) == 0 {
			w.walked[w.slot], w.walk = true, nil
		}
		ids = append(ids, found...)
	}
	return ids, nil
}

// again has the slots of the citizens, of those kept for later and of the walk under way walked from the beginning:
// who was told is known.
func (w *walker) again(ids []model.CitizenID) {
	for _, id := range slices.Concat(ids, w.found) {
		w.walked[id.Slot()] = false
	}
	w.walked[w.slot], w.walk, w.found = false, nil, nil
}

// enter begins with a slot that was not walked in this round.
func (w *walker) enter(ctx context.Context, p *page, slots []int) (begun bool, err error) {
	for _, slot := range slots {
		if !w.walked[slot] {
			w.slot = slot
			w.walk, err = w.engine.book.walk(ctx, p, p.tags, slot)
			return err == nil, err
		}
	}
	return false, nil
}

// visit reads mailboxes, tells as many of them as there is room for and keeps the others for later.
func (w *walker) visit(ctx context.Context, p *page, ids []model.CitizenID, room int) error {
	place, began := ids[0], time.Now()
	ids = keep(ids, p.Tells)
	mailboxes, err := w.engine.boxes.Store.Mailboxes(ctx, ids)
	if err != nil {
		w.again(ids)
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
	w.looked += time.Since(began)
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
	w.progress.idle.Store(false)
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
		w.again(ids)
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
	if now.Sub(w.counted) >= w.engine.cfg.Look/2 {
		waiting, _, err := w.engine.boxes.Store.Backlog(ctx, slots, true, w.engine.boxes.Now())
		if err != nil {
			return 0, fmt.Errorf("count what waits to be sent: %w", err)
		}
		w.waiting, w.counted = waiting, now
	}
	room := min(w.bucket, max(most, leastWaiting)-float64(w.waiting), store.MaxBatch)
	if room < min(rate*pulse.Seconds(), store.MaxBatch) {
		return 0, nil
	}
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
