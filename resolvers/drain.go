package resolvers

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// patience is how long clients are waited for that do not read what they are sent.
type patience struct {
	stream time.Duration // an event that takes longer to write ends the stream
	slow   time.Duration // a message that takes longer to write ends the socket
	socket time.Duration // and one that takes so long cuts it
}

// parting bounds how long clients are waited for when the service ends.
const parting = 10 * time.Second

// Drain waits until all WebSockets and streams of events that are no requests of the server any more have
// said why they end, which they do once the context of New has ended: 10 seconds at most, and not longer
// than ctx lives. Call it after the server has been drained, which begins no more of them, and before the
// store is closed. It is an error that some were still open.
func (a *API) Drain(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, parting)
	defer cancel()
	select {
	case <-a.open.none():
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for open subscriptions: %w", ctx.Err())
	}
}

// opened counts sockets and streams. It is no sync.WaitGroup: one may begin while the end is waited for, since
// the server forgets a connection when it gives it away.
type opened struct {
	mu    sync.Mutex
	count int
	gone  chan struct{} // closed when the last one leaves; nil: nobody waits for that
}

func (o *opened) enter() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.count++
}

func (o *opened) leave() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.count--
	if o.count == 0 && o.gone != nil {
		close(o.gone)
		o.gone = nil
	}
}

// none is closed when there are none.
func (o *opened) none() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.count == 0 {
		none := make(chan struct{})
		close(none)
		return none
	}
	if o.gone == nil {
		o.gone = make(chan struct{})
	}
	return o.gone
}
