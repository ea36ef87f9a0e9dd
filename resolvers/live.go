package resolvers

import (
	"context"
	"sync"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// followMailbox tells of each change of the viewer's mailbox since a state; without one, since now. The
// first page is read before it answers, so that a token that is too old is refused by the answer.
func (r *Resolver) followMailbox(ctx context.Context, since *string) (<-chan *graph.MailboxChanges, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := model.May(viewer, viewer.Citizen, model.OperationRead); err != nil {
		return nil, err
	}
	told, err := sinceOf(since)
	if err != nil {
		return nil, err
	}
	feed := feedFrom(ctx)
	if begun, ok := feed.driver.(*live); ok { // it has put there what is to be told
		return begun.out, nil
	}
	leave, err := r.watchers.enter(viewer)
	if err != nil {
		return nil, err
	}
	until := r.now().Add(maxEvents)
	in, _ := ctx.Value(viewerKey{}).(signedIn)
	if in.expires.Before(until) {
		until = in.expires
	}
	l := &live{resolver: r, out: make(chan *graph.MailboxChanges, 1), feed: feed, expires: in.expires, told: told, leave: leave}
	l.running = true                                       // it tells nothing before it starts
	l.follower = r.hub.join(viewer.Citizen, until, l.wake) // before the read: what is saved after it wakes
	if l.page, err = l.begin(ctx, since == nil); err != nil {
		r.hub.leave(l.follower)
		leave()
		return nil, err
	}
	feed.drives(l)
	return l.out, nil
}

// live is one subscription to a mailbox. While there is nothing to tell it has no goroutine: thousands are idle.
type live struct {
	resolver *Resolver
	ctx      context.Context
	follower *follower
	leave    func()
	out      chan *graph.MailboxChanges // has room for one
	feed     *feed
	pass     func() bool // hands on what stands in out
	expires  time.Time   // of the token

	// Of the goroutine that tells, of which there is one at most:
	told model.SyncToken       // what the client holds; zero: nothing
	page *graph.MailboxChanges // to be told next; nil: none

	mu      sync.Mutex
	running bool // a goroutine tells, or the subscription has ended
	woken   bool // since it looked last
}

// start begins to tell.
func (l *live) start(ctx context.Context, tell func() bool) {
	l.ctx, l.pass = ctx, tell
	context.AfterFunc(ctx, l.wake)
	go l.run()
}

// begin reads the first page; nil when there is nothing to tell. From now on means: from what is read here.
func (l *live) begin(ctx context.Context, fromNow bool) (*graph.MailboxChanges, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxRequestTime)
	defer cancel()
	if !fromNow {
		return l.changes(ctx)
	}
	m, err := l.read(ctx)
	if err == nil {
		l.told = m.Token(l.resolver.now())
	}
	return nil, err
}

func (l *live) read(ctx context.Context) (*model.Mailbox, error) {
	select { // a campaign wakes thousands at once
	case l.resolver.hub.reads <- struct{}{}:
		defer func() { <-l.resolver.hub.reads }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	m, err := l.resolver.mailboxes.Get(ctx, l.follower.citizen)
	if err == nil && m.Rev > 0 {
		l.resolver.hub.saw(m.ID, m.State())
	}
	return m, err
}

// changes is what the client must take over next; nil when it is equal.
func (l *live) changes(ctx context.Context) (*graph.MailboxChanges, error) {
	m, err := l.read(ctx)
	if err != nil {
		return nil, err
	}
	now := l.resolver.now()
	if m.Token(now).String() == l.told.String() {
		return nil, nil // there is nothing to tell
	}
	page, err := l.resolver.changesPage(ctx, m, l.told, liveChanges, now)
	if err != nil {
		return nil, err
	}
	l.told, err = model.ParseSyncToken(page.Token)
	return page, err
}

// wake has the mailbox looked at. It waits for nobody.
func (l *live) wake() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.woken = true
	if !l.running {
		l.running = true
		go l.run()
	}
}

// rests tells that there is nothing to do until the next wake.
func (l *live) rests() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running = l.woken
	l.woken = false
	return !l.running
}

// run tells what there is to tell, and ends the subscription when the client has left, its time is over or
// the service ends.
func (l *live) run() {
	defer func() {
		if value := recover(); value != nil { // it would end the process
			id, _ := l.ctx.Value(requestIDKey{}).(string)
			logFailure(l.ctx, l.resolver.log, id, model.CodeInternal, "mailboxChanged", recovered(l.ctx, value))
			l.end()
		}
	}()
	for l.tell() {
		if l.rests() {
			return
		}
		var err error
		if l.page, err = l.next(); err != nil {
			l.feed.because(err)
			break
		}
	}
	l.end()
}

// end closes the channel, and has the client told. Nobody runs after it: running stays.
func (l *live) end() {
	l.resolver.hub.leave(l.follower)
	l.leave()
	close(l.out)
	l.pass()
}

// tell hands on the page that waits, and tells whether the subscription goes on.
func (l *live) tell() bool {
	if now := l.resolver.now(); !now.Before(l.follower.until) {
		if !now.Before(l.expires) {
			l.feed.because(model.Errorf(model.CodeUnauthenticated, "the access token has expired: subscribe again with a new one"))
		}
		return false
	}
	page := l.page
	if l.page = nil; page == nil {
		return l.ctx.Err() == nil
	}
	if page.HasMore {
		l.wake()
	}
	l.out <- page
	return l.pass()
}

// next is the next page, also after a while without the store: what changed meanwhile differs then too.
func (l *live) next() (*graph.MailboxChanges, error) {
	ctx, cancel := context.WithTimeout(l.ctx, MaxRequestTime)
	defer cancel()
	page, err := l.changes(ctx)
	switch {
	case err == nil, l.ctx.Err() != nil:
		return page, nil
	case model.CodeOf(err) == model.CodeResyncRequired:
		return nil, err
	}
	time.AfterFunc(hubPoll, l.wake) // the hub has looked already
	return nil, nil                 // it is told later
}
