package resolvers

import (
	"context"
	"sync"
)

// ending is why a subscription ended that did not end by itself: its transport tells the client.
type ending struct {
	mu  sync.Mutex
	err error
}

type endingKey struct{}

// withEnding gives a subscription a place to say why it ended.
func withEnding(ctx context.Context) (context.Context, *ending) {
	e := &ending{}
	return context.WithValue(ctx, endingKey{}, e), e
}

// endingFrom is the place that withEnding gave; without one, it is said to nobody.
func endingFrom(ctx context.Context) *ending {
	e, ok := ctx.Value(endingKey{}).(*ending)
	if !ok {
		return &ending{}
	}
	return e
}

// because says why, before the subscription's channel is closed.
func (e *ending) because(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.err = err
}

// why is the error to tell; nil: it ended by itself.
func (e *ending) why() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.err
}
