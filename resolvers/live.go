package resolvers

import (
	"context"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// mailboxChanged tells of each change of the viewer's mailbox since a state; without one, since now. The
// first page is read before it answers, so that a token that is too old is refused by the answer.
func (r *Resolver) mailboxChanged(ctx context.Context, since *string) (<-chan *graph.MailboxChanges, error) {
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
	leave, err := r.watchers.enter(viewer)
	if err != nil {
		return nil, err
	}
	until := r.now().Add(maxEvents)
	in, _ := ctx.Value(viewerKey{}).(signedIn)
	if in.expires.Before(until) {
		until = in.expires
	}
	l := &live{resolver: r, out: make(chan *graph.MailboxChanges), ending: endingFrom(ctx), expires: in.expires, told: told}
	l.follower = r.hub.join(viewer.Citizen, until) // before the read: what is saved after it wakes
	first, err := l.begin(ctx, since == nil)
	if err != nil {
		r.hub.leave(l.follower)
		leave()
		return nil, err
	}
	go func() {
		defer leave()
		defer close(l.out)
		defer r.hub.leave(l.follower)
		defer func() { // a panic here would end the process
			if value := recover(); value != nil {
				id, _ := ctx.Value(requestIDKey{}).(string)
				logFailure(ctx, r.log, id, model.CodeInternal, "mailboxChanged", recovered(ctx, value))
			}
		}()
		l.run(ctx, first)
	}()
	return l.out, nil
}

// live is one subscription to a mailbox.
type live struct {
	resolver *Resolver
	follower *follower
	out      chan *graph.MailboxChanges
	ending   *ending
	expires  time.Time       // of the token
	told     model.SyncToken // what the client holds; zero: nothing
}

// begin reads the first page; nil when there is nothing to tell. From now on means: from what is read here.
func (l *live) begin(ctx context.Context, fromNow bool) (*graph.MailboxChanges, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxRequestTime)
	defer cancel()
	if !fromNow {
		return l.page(ctx)
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

// page is what the client must take over next; nil when it is equal.
func (l *live) page(ctx context.Context) (*graph.MailboxChanges, error) {
	m, err := l.read(ctx)
	if err != nil {
		return nil, err
	}
	now := l.resolver.now()
	if m.Token(now).String() == l.told.String() {
		return nil, nil // there is nothing to tell
	}
	page, err := mailboxChanges(m, l.told, liveChanges, now)
	if err != nil {
		return nil, err
	}
	l.told, err = model.ParseSyncToken(page.Token)
	return page, err
}

// run tells until the client leaves, its time is over or the service ends. A store that is away is met by
// looking again: what changed meanwhile differs then too.
func (l *live) run(ctx context.Context, page *graph.MailboxChanges) {
	for {
		if page != nil {
			select {
			case l.out <- page:
				if page.HasMore {
					l.follower.wake()
				}
			case <-ctx.Done():
				return
			}
		}
		page = nil
		select {
		case <-l.follower.woken:
		case <-ctx.Done():
			return
		}
		if now := l.resolver.now(); !now.Before(l.follower.until) {
			if !now.Before(l.expires) {
				l.ending.because(model.Errorf(model.CodeUnauthenticated, "the access token has expired: subscribe again with a new one"))
			}
			return
		}
		var err error
		if page, err = l.next(ctx); err != nil {
			l.ending.because(err)
			return
		}
	}
}

// next is the next page, also after a while without the store.
func (l *live) next(ctx context.Context) (*graph.MailboxChanges, error) {
	reading, cancel := context.WithTimeout(ctx, MaxRequestTime)
	defer cancel()
	page, err := l.page(reading)
	switch {
	case err == nil, ctx.Err() != nil:
		return page, nil
	case model.CodeOf(err) == model.CodeResyncRequired:
		return nil, err
	}
	time.AfterFunc(hubPoll, l.follower.wake) // the hub has looked already
	return nil, nil                          // it is told later
}
