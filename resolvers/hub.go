package resolvers

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	hubPoll  = time.Second // between two looks at the mailboxes that are followed
	hubReads = 8           // mailboxes that are read at the same time for those who follow them
)

// hub knows who follows which mailbox in this process and wakes them when its state is another: at once
// when this process saved it, at the next look when another did or time alone made the difference. A look is one read
// of states for each 500 citizens who are followed, however many phones each has.
//
// A wake is a hint. Who is woken reads the mailbox and compares; so nothing is lost that a hint comes too
// early, twice, or late because the store was away.
type hub struct {
	store store.Mailboxer
	now   func() time.Time
	ended <-chan struct{} // the service's
	log   *slog.Logger
	reads chan struct{} // has room for those who read at the same time

	mu       sync.Mutex
	citizens map[model.CitizenID]*followed
	sockets  map[*socket]struct{}
	running  bool // somebody looks
}

// followed is a mailbox that somebody follows.
type followed struct {
	seen      model.SyncToken // of the last look; its Turned is not used
	next      time.Time       // the next turn after it; zero: none
	followers []*follower
}

// follower is one subscription.
type follower struct {
	citizen model.CitizenID
	until   time.Time // by the hub's clock: when its time is over
	wake    func()    // waits for nobody, and knows no hub
}

func newHub(db store.Mailboxer, now func() time.Time, ended <-chan struct{}, log *slog.Logger) *hub {
	return &hub{
		store: db, now: now, ended: ended, log: log,
		reads: make(chan struct{}, hubReads), citizens: map[model.CitizenID]*followed{}, sockets: map[*socket]struct{}{},
	}
}

// join follows a mailbox until leave.
func (h *hub) join(citizen model.CitizenID, until time.Time, wake func()) *follower {
	f := &follower{citizen: citizen, until: until, wake: wake}
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.citizens[citizen]
	if at == nil {
		at = &followed{}
		h.citizens[citizen] = at
	}
	at.followers = append(at.followers, f)
	h.start()
	return f
}

// start has somebody look. The caller holds mu.
func (h *hub) start() {
	if !h.running {
		h.running = true
		go h.run()
	}
}

// watch has a socket closed when its time is over, until unwatch.
func (h *hub) watch(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sockets[s] = struct{}{}
	h.start()
}

func (h *hub) unwatch(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sockets, s)
}

func (h *hub) leave(f *follower) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.citizens[f.citizen]
	at.followers = slices.DeleteFunc(at.followers, func(other *follower) bool { return other == f })
	if len(at.followers) == 0 {
		delete(h.citizens, f.citizen)
	}
}

// saw notes a state that a follower has read, and wakes nobody: the next look would find it otherwise.
func (h *hub) saw(citizen model.CitizenID, state model.MailboxState) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := h.citizens[citizen]; at != nil && at.seen.Rev <= state.Rev {
		at.note(state, h.now())
	}
}

func (f *followed) note(state model.MailboxState, now time.Time) {
	f.seen, f.next = model.SyncToken{Life: state.Life, Rev: state.Rev}, state.NextTurn(now)
}

// wake tells all followers that there may be something.
func (f *followed) wake() {
	for _, one := range f.followers {
		one.wake()
	}
}

// saved is for Mailboxes.Follow.
func (h *hub) saved(m *model.Mailbox) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := h.citizens[m.ID]; at != nil {
		at.note(m.State(), h.now())
		at.wake()
	}
}

// run looks until nobody follows anything or the service ends.
func (h *hub) run() {
	ticker := time.NewTicker(hubPoll)
	defer ticker.Stop()
	for away := false; ; {
		select {
		case <-ticker.C:
		case <-h.ended:
			h.mu.Lock()
			h.running = false
			h.mu.Unlock()
			return
		}
		h.mu.Lock()
		ids := slices.Collect(maps.Keys(h.citizens))
		h.running = len(ids)+len(h.sockets) > 0
		running := h.running
		h.mu.Unlock()
		if !running {
			return
		}
		err := h.look(ids)
		if err != nil && !away { // said once: it may last
			h.log.Warn("the mailboxes that are followed could not be looked at; looking again", "error", err)
		}
		away = err != nil
	}
}

// look compares what the store holds with what was seen, and wakes whose time is over.
func (h *hub) look(ids []model.CitizenID) error {
	h.expire()
	for batch := range slices.Chunk(ids, store.MaxBatch) {
		ctx, cancel := context.WithTimeout(context.Background(), MaxRequestTime)
		states, err := h.store.States(ctx, batch)
		cancel()
		if err != nil {
			return err
		}
		h.compare(batch, states)
	}
	return nil
}

func (h *hub) compare(ids []model.CitizenID, states map[model.CitizenID]model.MailboxState) {
	now := h.now()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range ids {
		at, state := h.citizens[id], states[id]
		if at == nil || state.Rev < at.seen.Rev && state.Life == at.seen.Life { // a save of ours was faster than the look
			continue
		}
		turned := !at.next.IsZero() && !at.next.After(now)
		if differs := state.Rev != at.seen.Rev || state.Life != at.seen.Life; differs || turned {
			at.note(state, now)
			at.wake()
		}
	}
}

// expire wakes those whose time is over, also while the store is away.
func (h *hub) expire() {
	now := h.now()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, at := range h.citizens {
		for _, one := range at.followers {
			if !now.Before(one.until) {
				one.wake()
			}
		}
	}
	for s := range h.sockets {
		if s.over(now) {
			s.end()
		}
	}
}
