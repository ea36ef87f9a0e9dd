package notify

import (
	"context"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// lane is what a mailbox, or a send, is due for. Personal pushes go first, mass ones keep a tenth.
type lane int

const (
	personal lane = iota
	mass
	lanes
)

const (
	// maxRounds is how often in a row a mailbox may be due again right after its settle.
	maxRounds = 10

	// maxParked bounds how many mailboxes are parked. Those above it are tried again each round.
	maxParked = 10_000

	// firstPark and longPark are the shortest and the longest time for which a mailbox is parked.
	firstPark = time.Second
	longPark  = 10 * time.Minute
)

// work knows which slots are ours, which mailboxes are in flight and which are parked. What it
// admits is bounded, and all later stages hold nothing else.
type work struct {
	room   int // how many mailboxes of a lane may be in flight
	queues [lanes]chan model.CitizenID
	freed  chan struct{} // a signal that there is room again

	mu      sync.Mutex
	held    [model.Slots]bool
	tenures [model.Slots]int64 // how often we took a slot
	closing [model.Slots]bool  // to be given back once nothing is in flight there
	busy    [model.Slots]int   // how many are in flight
	counts  [lanes]int         // the same by lane
	flights map[model.CitizenID]*flight
	lot     map[model.CitizenID]*parked
}

// flight is a mailbox in work: from its admission until its settle is saved.
type flight struct {
	lane   lane
	waits  bool // in the queue of its lane, and not yet taken from there
	again  bool // it rang meanwhile: look again afterwards
	urgent bool // something personal is due in it
	rounds int  // how often in a row it was due again
}

// parked is a mailbox that failed, and is left alone for a while.
type parked struct {
	until    time.Time
	failures int
	job      *job // what is still to be settled; nil: nothing was sent
}

// rests tells whether the mailbox is to be left alone: until its time has come and, where something
// is still to be settled, until that is.
func (p *parked) rests(now time.Time) bool { return p.job != nil || now.Before(p.until) }

func newWork(room int) *work {
	w := &work{
		room: room, freed: make(chan struct{}, 1),
		flights: map[model.CitizenID]*flight{}, lot: map[model.CitizenID]*parked{},
	}
	for l := range w.queues {
		w.queues[l] = make(chan model.CitizenID, room)
	}
	return w
}

// admission is what became of a mailbox that asked for work.
type admission int

const (
	admitted admission = iota
	known              // in flight or parked already
	foreign            // in a slot that is not ours, or not for long
	full               // no room in its lane
)

// admit takes a mailbox into work. rang says that it changed just now, so that one in flight is
// looked at again after its settle.
func (w *work) admit(id model.CitizenID, l lane, rang bool, now time.Time) admission {
	w.mu.Lock()
	defer w.mu.Unlock()
	slot := id.Slot()
	f := w.flights[id]
	switch p := w.lot[id]; {
	case f != nil:
		f.again = f.again || rang
		f.urgent = f.urgent || l == personal
		if l == personal && f.late() {
			w.hasten(id, f)
		}
		return known
	case !w.held[slot] || w.closing[slot]:
		return foreign
	case p != nil && p.rests(now):
		return known
	case w.counts[l] >= w.room || !w.enqueue(id, l):
		return full
	}
	w.takeOff(id, l)
	w.flights[id].waits = true
	return admitted
}

// enqueue tells whether the lane's queue had room: beside what waits in it, it may hold what is in
// another one by now.
func (w *work) enqueue(id model.CitizenID, l lane) bool {
	select {
	case w.queues[l] <- id:
		return true
	default:
		return false
	}
}

// late tells whether the flight waits among the mass ones, behind which nothing personal should be.
func (f *flight) late() bool { return f.waits && f.lane == mass }

// hasten has a late flight wait among the personal ones, if they have room. It stays in the other queue
// too, where batch passes over it.
func (w *work) hasten(id model.CitizenID, f *flight) {
	if w.counts[personal] >= w.room || !w.enqueue(id, personal) {
		return
	}
	w.counts[f.lane]--
	f.lane = personal
	w.counts[f.lane]++
}

// knows tells whether the mailbox is in flight, in a lane that suits l, or parked.
func (w *work) knows(id model.CitizenID, l lane, now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, p := w.flights[id], w.lot[id]
	return (f != nil && (l == mass || !f.late())) || (p != nil && p.rests(now))
}

// takeOff begins a flight.
func (w *work) takeOff(id model.CitizenID, l lane) {
	w.flights[id] = &flight{lane: l}
	w.busy[id.Slot()]++
	w.counts[l]++
}

// land ends a flight.
func (w *work) land(id model.CitizenID, f *flight) {
	delete(w.flights, id)
	w.busy[id.Slot()]--
	w.counts[f.lane]--
	if w.counts[f.lane] <= w.room/2 {
		select {
		case w.freed <- struct{}{}:
		default:
		}
	}
}

// drop ends a flight that led nowhere; the next idle round finds the mailbox if it is still due.
func (w *work) drop(id model.CitizenID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if f := w.flights[id]; f != nil {
		w.land(id, f)
	}
}

// done ends a flight that went well, or starts the next round at once when the mailbox rang
// meanwhile or is due again. It answers false when a mailbox does not stop being due.
func (w *work) done(id model.CitizenID, due bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.flights[id]
	if f == nil {
		return true
	}
	if due && f.rounds >= maxRounds {
		return false
	}
	delete(w.lot, id)
	again := due || f.again
	rounds := f.rounds + 1
	if !due {
		rounds = 0
	}
	w.land(id, f)
	l := f.lane
	if f.urgent {
		l = personal
	}
	if again && w.held[id.Slot()] && !w.closing[id.Slot()] && w.enqueue(id, l) { // else the idle round finds it
		w.takeOff(id, l)
		w.flights[id].waits, w.flights[id].rounds = true, rounds
	}
	return true
}

// park ends a flight that failed. The mailbox is left alone for the time answered, which grows with
// each failure in a row. j is what is still to be settled, or nil.
func (w *work) park(id model.CitizenID, j *job, now time.Time) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if f := w.flights[id]; f != nil {
		w.land(id, f)
	}
	p := w.lot[id]
	if p == nil {
		p = &parked{}
		if len(w.lot) < maxParked {
			w.lot[id] = p
		}
	}
	p.failures++
	wait := grow(firstPark, longPark, p.failures)
	p.until, p.job = now.Add(wait), j
	return wait
}

// unpark answers the jobs whose settle is to be tried again, and forgets mailboxes that have not
// failed for long.
func (w *work) unpark(now time.Time) []*job {
	w.mu.Lock()
	defer w.mu.Unlock()
	var jobs []*job
	for id, p := range w.lot {
		switch {
		case now.Before(p.until):
		case p.job != nil && w.flights[id] == nil:
			w.takeOff(id, personal)
			jobs = append(jobs, p.job)
			p.job = nil
		case p.job == nil && now.Sub(p.until) > longPark:
			delete(w.lot, id)
		}
	}
	return jobs
}

// batch waits for a mailbox of the lane and answers it with all others that wait, at most most of
// them; none once ctx ended.
func (w *work) batch(ctx context.Context, l lane, most int) []model.CitizenID {
	var ids []model.CitizenID
	for len(ids) < most {
		var id model.CitizenID
		select {
		case id = <-w.queues[l]:
		default:
			if len(ids) > 0 {
				return ids
			}
			select {
			case <-ctx.Done():
				return nil
			case id = <-w.queues[l]:
			}
		}
		if w.begin(id, l) {
			ids = append(ids, id)
		}
	}
	return ids
}

// begin tells whether a mailbox that was taken from the lane's queue waited there.
func (w *work) begin(id model.CitizenID, l lane) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.flights[id]
	if f == nil || f.lane != l || !f.waits {
		return false
	}
	f.waits = false
	return true
}

// slots are those that work may start in.
func (w *work) slots() []int {
	w.mu.Lock()
	defer w.mu.Unlock()
	var slots []int
	for slot := range model.Slots {
		if w.held[slot] && !w.closing[slot] {
			slots = append(slots, slot)
		}
	}
	return slots
}

// space is how many more mailboxes of the lane may be admitted, and how many in slots (at most) are
// in flight or parked already.
func (w *work) space(l lane, slots []int) (room, taken int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, slot := range slots {
		taken += w.busy[slot]
	}
	return max(w.room-w.counts[l], 0), taken + len(w.lot)
}

// holds tells whether the slot is ours, so that a send for a mailbox in it may start.
func (w *work) holds(slot int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held[slot]
}

// tenure is how often we took the slot, and whether we hold it.
func (w *work) tenure(slot int) (int64, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tenures[slot], w.held[slot]
}

// share has the new sheet decided while nothing is admitted, and lets go at once of every slot that
// is not ours in both the sheet as it stands and the new one.
func (w *work) share(me string, sheet store.Sheet, decide func(busy func(int) bool) (store.Sheet, []int)) store.Sheet {
	w.mu.Lock()
	defer w.mu.Unlock()
	wanted, closing := decide(func(slot int) bool { return w.busy[slot] > 0 })
	w.closing = [model.Slots]bool{}
	for _, slot := range closing {
		w.closing[slot] = true
	}
	for slot := range w.held {
		w.held[slot] = w.held[slot] && holder(sheet, slot) == me && holder(wanted, slot) == me
	}
	return wanted
}

// hold takes the slots that a saved sheet gives us, and no others.
func (w *work) hold(me string, saved store.Sheet) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for slot := range w.held {
		ours := holder(saved, slot) == me
		if ours && !w.held[slot] {
			w.tenures[slot]++
		}
		w.held[slot] = ours
	}
}

func holder(sheet store.Sheet, slot int) string {
	if slot >= len(sheet.Holders) {
		return ""
	}
	return sheet.Holders[slot]
}
