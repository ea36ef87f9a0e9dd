package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"burgerbode/cmd/internal/pushload"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/mobile-mock"
	"burgerbode/notify/fcm/fcmtest"
)

// openApp measures how long citizens wait for the app's first screen: with nothing else to do, and while a campaign
// runs at half of the pace that the machine can do. Where other processes can open the store, the notifier with the
// engine is one, as in production.
func (b *campaignBench) openApp(ctx context.Context, fake *fakeFCM, desk *benchDesk, to streams) (f openingFigures, err error) {
	rings := &ringCount{address: fake.address}
	if _, rings.read, err = pushload.ReadLog(ctx, rings.address, 0); err != nil {
		return f, err
	}
	stop, err := b.runAll(ctx, fake, to)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if f.Pace, err = b.ringAll(ctx, rings, paceBand, noPace); err != nil {
		return f, err
	}
	query, err := mobilemock.Operation("OpenApp")
	if err != nil {
		return f, err
	}
	o := &opening{bench: b, desk: desk, query: query}
	o.times(ctx, openers, nil) // the first one of a day notes that the citizen was there
	idle := o.times(ctx, b.Openings, nil)
	told := make(chan struct{})
	var running error
	go func() {
		defer close(told)
		f.Running, running = b.ringAll(ctx, rings, openBand, 60*f.Pace/2)
	}()
	during := o.times(ctx, 0, told)
	<-told
	if running != nil {
		return f, running
	}
	idle = append(idle, o.times(ctx, b.Openings, nil)...)
	f.Idle, f.During, f.FailedOnes = len(idle), len(during), int(o.failed.Load())
	f.IdleP50, f.IdleP99 = spread(idle)
	f.DuringP50, f.DuringP99 = spread(during)
	f.P99OfIdle = f.DuringP99 / f.IdleP99
	return f, ctx.Err()
}

// runAll starts a notifier and an engine, as they run together. The answer ends them.
func (b *campaignBench) runAll(ctx context.Context, fake *fakeFCM, to streams) (stop func() error, err error) {
	if !b.inMemory() {
		other, _, err := startChild(ctx, to.err, "", "bench", "notifier", "--campaigns", "--shift", b.shift.String(), "--endpoint", fake.address,
			"--store", b.Store, "--concurrency", fmt.Sprint(b.Concurrency), "--batch", fmt.Sprint(b.Batch))
		if err != nil {
			return nil, err
		}
		return other.stop, nil
	}
	sender, err := b.client(ctx, fake, false, benchProject, b.log)
	if err != nil {
		return nil, err
	}
	notifying, err := b.notifying(&store.Mailboxes{Store: b.store, Now: b.now, Log: b.log}, sender, true)
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- notifying(running) }()
	return func() error {
		cancel()
		err := <-ended
		sender.Close()
		return err
	}, nil
}

// ringCount counts what the fake FCM took.
type ringCount struct {
	address string
	read    int64 // how far its log was read
}

// ringAll has a campaign ring for a band, and answers how many FCM took a second.
func (b *campaignBench) ringAll(ctx context.Context, rings *ringCount, band model.BirthBand, perMinute float64) (float64, error) {
	ids, err := b.part(band)
	if err != nil {
		return 0, err
	}
	id, err := b.begin(ctx, band, len(ids), perMinute)
	if err != nil {
		return 0, err
	}
	tally := pushload.Tally{}
	await(ctx, time.Duration(0.95*float64(len(ids))/perMinute*float64(time.Minute))) // reading the log costs what the app could use
	since := time.Now()
	for tick := 500 * time.Millisecond; len(tally.Times) < len(ids); await(ctx, tick) {
		received, read, err := pushload.ReadLog(ctx, rings.address, rings.read)
		if err != nil {
			return 0, err
		}
		if rings.read = read; len(received) > 0 {
			since = time.Now()
		}
		for _, r := range received {
			if r.Outcome == fcmtest.Accepted {
				tally.Times = append(tally.Times, r.At)
			}
		}
		if time.Since(since) > b.Patience {
			return 0, fmt.Errorf("ring for a campaign: it stands still at %d of %d", len(tally.Times), len(ids))
		}
	}
	slices.SortFunc(tally.Times, time.Time.Compare)
	return tally.Rate(0), b.end(ctx, id)
}

// opening opens the app, for one citizen after another.
type opening struct {
	bench  *campaignBench
	desk   *benchDesk
	query  string
	next   int
	failed atomic.Int64
}

// times opens the app count times, or until done where that is given, and answers how long each took from the
// moment at which it was to begin: one that waits for others waits for the citizen too.
func (o *opening) times(ctx context.Context, count int, done <-chan struct{}) []time.Duration {
	tick := time.NewTicker(o.bench.Every)
	defer tick.Stop()
	var mu sync.Mutex
	var taken []time.Duration
	var asking sync.WaitGroup
	defer asking.Wait()
	for i := 0; done != nil || i < count; i++ {
		var at time.Time
		select {
		case <-ctx.Done():
			i, done = count, nil
			continue
		case <-done:
			asking.Wait()
			return taken
		case at = <-tick.C:
		}
		citizen := o.next % len(o.desk.citizens)
		o.next++
		asking.Go(func() {
			var answer json.RawMessage
			variables := map[string]any{"installationId": fmt.Sprintf("%s-%d-0", o.bench.load.Name, citizen), "first": 20}
			if err := o.desk.citizens[citizen].Do(ctx, o.query, variables, &answer); err != nil {
				o.failed.Add(1)
				o.bench.log.WarnContext(ctx, "the app could not be opened", "error", err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			taken = append(taken, time.Since(at))
		})
	}
	asking.Wait()
	return taken
}

// spread is the median and the 99th percentile, in milliseconds.
func spread(taken []time.Duration) (p50, p99 float64) {
	slices.Sort(taken)
	return millis(pushload.Percentile(taken, 0.50)), millis(pushload.Percentile(taken, 0.99))
}
