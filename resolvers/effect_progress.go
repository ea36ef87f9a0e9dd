package resolvers

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	progressPoll  = time.Second // between two looks at a campaign that is followed
	maxFollowing  = 10          // subscriptions of one viewer at the same time, in one process
	maxEvents     = time.Hour   // the life of a subscription; a client subscribes again
	watcherReturn = 10 * time.Second
)

// watchers counts how many subscriptions, or sockets for them, each viewer has.
type watchers struct {
	mu    sync.Mutex
	count map[watcher]int
}

// watcher is who subscribes.
type watcher struct {
	org     model.OrgCode
	person  model.PersonID
	citizen model.CitizenID
}

func newWatchers() *watchers { return &watchers{count: map[watcher]int{}} }

// enter takes a place, and answers how to leave it. RATE_LIMITED when the viewer has maxFollowing.
func (w *watchers) enter(viewer *model.Viewer) (leave func(), err error) {
	who := watcher{viewer.Org, viewer.Person, viewer.Citizen}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.count[who] >= maxFollowing {
		return nil, model.RateLimited(watcherReturn, fmt.Sprintf("at most %d subscriptions at the same time", maxFollowing))
	}
	w.count[who]++
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.count[who]--
		if w.count[who] == 0 {
			delete(w.count, who)
		}
	}, nil
}

// campaignProgress follows a campaign until it has ended, or the token has.
func (r *Resolver) campaignProgress(ctx context.Context, id string) (<-chan *model.Campaign, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	first, err := r.progressOf(ctx, t, id)
	if err != nil {
		return nil, err
	}
	leave, err := r.watchers.enter(t.viewer)
	if err != nil {
		return nil, err
	}
	f := &following{resolver: r, team: t, id: id, out: make(chan *model.Campaign), until: r.now().Add(maxEvents)}
	if in, ok := ctx.Value(viewerKey{}).(signedIn); ok && in.expires.Before(f.until) {
		f.until = in.expires
	}
	go func() {
		defer leave()
		defer close(f.out)
		defer func() { // a panic here would end the process
			if value := recover(); value != nil {
				id, _ := ctx.Value(requestIDKey{}).(string)
				logFailure(ctx, r.log, id, model.CodeInternal, "campaignProgress", recovered(ctx, value))
			}
		}()
		f.run(ctx, first)
	}()
	return f.out, nil
}

// progress is a campaign and how far it was counted.
type progress struct {
	campaign     *model.Campaign
	rev, counted int64
}

// progressOf reads it: two reads by key.
func (r *Resolver) progressOf(ctx context.Context, t *team, id string) (progress, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxRequestTime)
	defer cancel()
	c, err := r.campaign(ctx, t, id)
	if err != nil {
		return progress{}, err
	}
	tally, err := store.Get[model.CampaignTally](ctx, r.store, c.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return progress{campaign: c, rev: c.Rev}, nil
	case err != nil:
		return progress{}, fmt.Errorf("read how the campaign goes: %w", err)
	}
	return progress{campaign: c, rev: c.Rev, counted: tally.Rev}, nil
}

// following is one subscription to a campaign.
type following struct {
	resolver *Resolver
	team     *team
	id       string
	out      chan *model.Campaign
	until    time.Time // by the resolver's clock
}

// run tells of the campaign at once and after each change. A store that is away for a moment is met by
// looking again.
func (f *following) run(ctx context.Context, now progress) {
	ticker := time.NewTicker(progressPoll)
	defer ticker.Stop()
	told, answered := progress{}, time.Now()
	for {
		if now.rev != told.rev || now.counted != told.counted {
			select {
			case f.out <- now.campaign:
				told = now
			case <-ctx.Done():
				return
			}
		}
		if told.campaign.State.Ended() {
			return
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
		if !f.resolver.now().Before(f.until) {
			return
		}
		next, err := f.resolver.progressOf(ctx, f.team, f.id)
		switch {
		case err == nil:
			now, answered = next, time.Now()
		case model.CodeOf(err) == model.CodeNotFound, time.Since(answered) > MaxRequestTime:
			return
		}
	}
}
