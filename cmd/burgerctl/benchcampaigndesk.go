package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/hookrules"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/pushload"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/mobile-mock"
	"burgerbode/notify"
	engine "burgerbode/notify/campaign"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

// benchDesk is the API over real HTTP, and who asks it.
type benchDesk struct {
	server   *process.Server
	author   *client.Client
	citizens []*client.Client
}

func (d *benchDesk) close(ctx context.Context) { _ = d.server.Drain(ctx, 10*time.Second) }

// desk starts the API, with an issuer of tokens beside it.
func (b *campaignBench) desk(ctx context.Context) (*benchDesk, error) {
	keys, err := model.NewKeyring([]byte("a bench, whose citizens do not exist"))
	if err != nil {
		return nil, err
	}
	issuer, err := devissuer.New(devissuer.Config{Now: b.now, Organisations: []*model.Organisation{b.organisation()}, Log: b.log})
	if err != nil {
		return nil, err
	}
	listener, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	url := "http://" + listener.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/dev/", issuer)
	d := &benchDesk{server: process.Serve(ctx, listener, mux, b.log)}
	auth, err := resolvers.NewAuth(ctx, resolvers.AuthConfig{Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: url + devissuer.KeysPath},
		keys, b.store, b.now, b.log)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare sign-in: %w", err), d.server.Drain(ctx, time.Second))
	}
	api, err := resolvers.New(ctx, resolvers.Config{
		Mailboxes: &store.Mailboxes{Store: b.store, Now: b.now, Log: b.log}, Keys: keys, Auth: auth,
		Webhooks: hookrules.With(webhook.CheckURL), Development: true, Log: b.log,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare the API: %w", err), d.server.Drain(ctx, time.Second))
	}
	mux.Handle("/", api.Handler())
	return d, d.signIn(ctx, b, url, issuer, keys)
}

// signIn makes an author and some citizens.
func (d *benchDesk) signIn(ctx context.Context, b *campaignBench, url string, issuer *devissuer.Server, keys model.Keyring) error {
	transport := &http.Transport{MaxIdleConns: 2 * openers, MaxIdleConnsPerHost: 2 * openers}
	as := func(wish devissuer.Wish) (*client.Client, error) {
		token, err := issuer.Token(wish)
		return &client.Client{
			URL: url, Token: func() (string, error) { return token, nil }, HTTP: &http.Client{Transport: transport, Timeout: 10 * time.Minute},
		}, err
	}
	var err error
	if d.author, err = as(devissuer.Wish{As: "communicator", Org: string(campaignOrg), Role: "author"}); err != nil {
		return err
	}
	for i := range openers {
		number, err := model.DemoINSZ(1950+i, 1, 1, 0)
		if err != nil {
			return err
		}
		id, err := b.load.Citizen(i)
		if err != nil {
			return err
		}
		held, err := b.store.AddCitizens(ctx, map[string]model.CitizenID{keys.CitizenKey(number): id})
		if err != nil {
			return err
		}
		if held[keys.CitizenKey(number)] != id {
			return errors.New("the store has citizens of an earlier bench: use an empty one")
		}
		citizen, err := as(devissuer.Wish{As: "citizen", INSZ: number.Digits()})
		if err != nil {
			return err
		}
		d.citizens = append(d.citizens, citizen)
	}
	return nil
}

const (
	benchDraft = `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }`
	benchDry   = `mutation ($input: CampaignDryRunInput!) { campaignDryRun(input: $input) { people rings feedOnly unreachable
		unreachableBy { count } reasons { reason count } curve { from until count } problems { path } } }`
	dryRuns = 3
)

// dryRun measures the dry run of a campaign for everybody, and a bare read of the same mailboxes.
func (b *campaignBench) dryRun(ctx context.Context, desk *benchDesk) (f dryRunFigures, err error) {
	var made struct {
		CreateCampaign struct{ Campaign struct{ ID string } }
	}
	err = desk.author.Do(ctx, benchDraft, map[string]any{"input": map[string]any{"clientId": b.load.Name, "draft": map[string]any{
		"title": "Uw pas ligt klaar", "text": "U kunt uw pas afhalen in het stadhuis.", "pushText": "{afzender} heeft nieuws voor u.",
		"rule": map[string]any{"born": []model.BirthBand{planBand, paceBand, openBand}}, "perMinute": model.MaxPerMinute,
		"expiresAt": b.now().AddDate(0, 0, 30),
	}}}, &made)
	if err != nil {
		return f, err
	}
	for range dryRuns {
		bare, err := b.readAll(ctx)
		if err != nil {
			return f, err
		}
		var run struct{ CampaignDryRun struct{ People int } }
		began := time.Now()
		if err := desk.author.Do(ctx, benchDry, map[string]any{"input": map[string]any{"id": made.CreateCampaign.Campaign.ID}}, &run); err != nil {
			return f, err
		}
		took := time.Since(began).Seconds()
		if run.CampaignDryRun.People != model.RoundCount(b.Mailboxes) {
			return f, fmt.Errorf("it counted %d people, not %d", run.CampaignDryRun.People, b.Mailboxes)
		}
		if f.Seconds == 0 || took < f.Seconds {
			f.Seconds = took
		}
		if f.Bare == 0 || bare < f.Bare {
			f.Bare = bare
		}
	}
	f.OfBare = f.Seconds / f.Bare
	return f, nil
}

// readAll reads every mailbox, as many slots at once as there are processors, and answers the seconds.
func (b *campaignBench) readAll(ctx context.Context) (float64, error) {
	began := time.Now()
	var read atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for slot := range model.Slots {
		group.Go(func() error {
			walk := store.WalkAudience(b.store, nil, slot, "")
			for {
				boxes, err := walk.Mailboxes(ctx, store.MaxBatch)
				if err != nil || len(boxes) == 0 {
					return err
				}
				read.Add(int64(len(boxes)))
			}
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	if read.Load() != int64(b.Mailboxes) {
		return 0, fmt.Errorf("the store has %d mailboxes, not %d: use an empty one", read.Load(), b.Mailboxes)
	}
	return time.Since(began).Seconds(), nil
}

// openApp measures how long citizens wait for the app's first screen: with nothing else to do, and while a campaign
// runs at half of the pace that the machine can do.
func (b *campaignBench) openApp(ctx context.Context, fake *fakeFCM, desk *benchDesk) (f openingFigures, err error) {
	rings := &ringCount{}
	stop, err := b.runAll(ctx, fake, rings)
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

// ringCount counts what FCM took.
type ringCount struct {
	taken       atomic.Int64
	first, last atomic.Int64 // in nanoseconds since 1970
}

func (r *ringCount) note(_ model.Send, result model.Result) {
	if result.State != model.PhoneAccepted {
		return
	}
	now := time.Now().UnixNano()
	r.taken.Add(1)
	r.first.CompareAndSwap(0, now)
	r.last.Store(now)
}

// runAll starts a notifier and an engine, as they run together. The answer ends them.
func (b *campaignBench) runAll(ctx context.Context, fake *fakeFCM, rings *ringCount) (stop func() error, err error) {
	sender, err := b.client(ctx, fake, false, benchProject, b.log)
	if err != nil {
		return nil, err
	}
	bell, book := store.NewBell(10_000), engine.NewBook(b.store, 0)
	boxes := &store.Mailboxes{Store: b.store, Now: b.now, Log: b.log, Saved: bell.Ring}
	config := b.notifier(b.store, sender, b.log)
	config.Mailboxes, config.Bell, config.Campaigns, config.OnAnswer = boxes, bell, book, rings.note
	n, err := notify.New(config)
	if err != nil {
		return nil, err
	}
	teller, err := engine.New(engine.Config{Mailboxes: boxes, Book: book, Holds: n.Holds, Log: b.log})
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(ctx)
	ended := make(chan error, 2)
	go func() { ended <- n.Run(running) }()
	go func() { ended <- teller.Run(running) }()
	return func() error {
		cancel()
		err := errors.Join(<-ended, <-ended)
		sender.Close()
		return err
	}, nil
}

// ringAll has a campaign ring for a band, and answers how many FCM took a second.
func (b *campaignBench) ringAll(ctx context.Context, rings *ringCount, band model.BirthBand, perMinute float64) (float64, error) {
	ids, err := b.part(band)
	if err != nil {
		return 0, err
	}
	rings.taken.Store(0)
	rings.first.Store(0)
	if _, err := b.begin(ctx, band, len(ids), perMinute); err != nil {
		return 0, err
	}
	if err := b.reach(ctx, &rings.taken, len(ids)); err != nil {
		return 0, fmt.Errorf("ring for a campaign: %w", err)
	}
	return float64(len(ids)-1) / (time.Duration(rings.last.Load()-rings.first.Load()) * time.Nanosecond).Seconds(), nil
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
