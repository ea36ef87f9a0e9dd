package resolvers

import (
	"context"
	"sync"
)

// feed is what a subscription's resolver tells its transport beside the values in the channel.
type feed struct {
	mu     sync.Mutex
	err    error
	driver driver
}

// driver is a resolver that has its transport tell, where others are waited for.
type driver interface {
	// start is called once, when the transport is ready. The context is the subscription's; tell is to be called, by one goroutine at a time, after
	// each value that was put in the channel and after the channel was closed: it has the resolver answer the
	// channel once more, tells the client, and answers whether the subscription goes on.
	start(ctx context.Context, tell func() bool)
}

type feedKey struct{}

// withFeed gives a subscription its feed.
func withFeed(ctx context.Context) (context.Context, *feed) {
	f := &feed{}
	return context.WithValue(ctx, feedKey{}, f), f
}

// feedFrom is the feed that withFeed gave; without one, all is said to nobody.
func feedFrom(ctx context.Context) *feed {
	f, ok := ctx.Value(feedKey{}).(*feed)
	if !ok {
		return &feed{}
	}
	return f
}

// because says why the subscription ended that did not end by itself, before its channel is closed: its
// transport tells the client.
func (f *feed) because(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

// why is the error to tell; nil: it ended by itself.
func (f *feed) why() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// drives says, before the resolver returns, that nobody has to wait at its channel.
func (f *feed) drives(d driver) { f.driver = d }
