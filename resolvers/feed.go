package resolvers

import (
	"context"
	"sync"
)

// feed is what a subscription's resolver tells its transport beside the values in the channel.
type feed struct {
	mu    sync.Mutex
	err   error
	begin func(tell func() bool)
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

// drives says, before the resolver returns, that nobody has to wait at the channel. Begin is called once when
// the transport is ready, with what tells the client of the value that stands in the channel: it is called
// after each, and after the channel was closed, by one goroutine at a time. It answers whether the
// subscription goes on.
func (f *feed) drives(begin func(tell func() bool)) { f.begin = begin }
