package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/hookrules"
	"burgerbode/cmd/internal/pushfigures"
	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/mobile-mock"
	"burgerbode/notify"
	"burgerbode/notify/campaign"
	"burgerbode/notify/campaign/console"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

// beginning is what a world begins with: the flags say it first, a reset may say it anew.
type beginning struct {
	Citizens int    `json:"citizens"` // how many to make
	Town     int    `json:"town"`     // how many more people live in the lead city
	Seed     uint64 `json:"seed"`     // another one makes other people
	Clock    string `json:"clock"`    // as the flag
}

// world is everything that a reset replaces: the store and its data, the clock, the API, the notifier, the
// fake FCM. The address and the issuer's key are the demo's own, so that apps keep both.
type world struct {
	demo  *demo
	began beginning
	clock *clock
	day   model.Day // of the election

	store  *awayStore
	seeded *seed.Result
	bell   *store.Bell
	boxes  *store.Mailboxes
	issuer *devissuer.Server
	api    *resolvers.API
	fake   *fcmtest.Server
	sender *fcm.Client
	hooks  *webhook.Client
	faults *faults
	mux    *http.ServeMux
	runs   map[string]*finished // scenarios that were run, by their id; guarded by the demo's turn

	life     context.Context // of the API and of requests
	end      context.CancelFunc
	requests sync.WaitGroup

	stopNotifier    context.CancelFunc
	notifierStopped chan error // one each of the notifier and the campaign engine
}

// newWorld opens the store and fills it.
func (d *demo) newWorld(ctx context.Context, began beginning) (*world, error) {
	w := &world{demo: d, began: began, faults: &faults{}, mux: http.NewServeMux(), runs: map[string]*finished{}}
	w.life, w.end = context.WithCancel(context.WithoutCancel(ctx))
	var err error
	if w.clock, err = newClock(began.Clock, time.Now()); err != nil {
		return w, err
	}
	opened, err := stores.Open(ctx, string(d.config.Store), d.log)
	if err != nil {
		return w, err
	}
	w.store = &awayStore{Store: opened}
	now := w.clock.Now()
	w.day = sample.ElectionDay(now)
	w.seeded, err = seed.Run(ctx, seed.Config{
		Store: w.store, Keys: d.keys, Now: now, Count: began.Citizens, Town: began.Town, Seed: began.Seed, Log: d.log,
	})
	if err != nil {
		return w, err
	}
	w.bell = store.NewBell(10_000)
	w.boxes = &store.Mailboxes{Store: w.store, Now: w.clock.Now, Log: d.log, Saved: func(m *model.Mailbox) {
		d.watch.saved(m) // before the bell: the notifier may be quick
		w.bell.Ring(m)
	}}
	w.issuer, err = devissuer.New(devissuer.Config{
		Now: w.clock.Now, Organisations: seed.Organisations(), Citizens: w.seeded.Citizens, Callback: console.CallbackPath, Key: d.key, Log: d.log,
	})
	if err != nil {
		return w, err
	}
	w.mux.Handle("/dev/", w.issuer)
	return w, nil
}

// prepare makes the API and mounts everything. The issuer's keys must be read at the demo's address by now.
func (w *world) prepare(ctx context.Context) error {
	d := w.demo
	var err error
	// Receivers of webhooks compare with their own clocks, so that these go by the machine's.
	if w.hooks, err = webhook.New(webhook.Config{Now: time.Now, AllowPrivate: true}); err != nil {
		return fmt.Errorf("prepare webhooks: %w", err)
	}
	auth, err := resolvers.NewAuth(w.life, resolvers.AuthConfig{ //nolint:contextcheck // it lives as long as the world
		Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: d.url + devissuer.KeysPath,
	}, d.keys, w.store, w.clock.Now, d.log)
	if err != nil {
		return fmt.Errorf("prepare sign-in: %w", err)
	}
	documents, err := mobilemock.All()
	if err != nil {
		return err
	}
	w.api, err = resolvers.New(w.life, resolvers.Config{ //nolint:contextcheck // likewise
		Mailboxes: w.boxes, Keys: d.keys, Auth: auth, Webhooks: hookrules.With(w.hooks, d.ring), Log: d.log, AtStep: d.watch.passed,
		Documents: documents, SensitiveACR: d.config.SensitiveACR, Development: true, Origins: thisMachine(),
	})
	if err != nil {
		return fmt.Errorf("prepare the API: %w", err)
	}
	w.fake = fcmtest.New(fcmtest.Options{MaxLog: maxLog, Now: w.clock.Now, OnRequest: d.watch.requested})
	if w.sender, err = fcm.New(ctx, fcm.Config{Project: project, Endpoint: d.url + "/fcm/v1"}, d.log); err != nil {
		return fmt.Errorf("prepare FCM: %w", err)
	}
	return w.mount()
}

func (w *world) mount() error {
	start, err := startHandler(page{
		URL: w.demo.url, Store: w.store.Name(), Clock: w.clockShown(), Organisations: seed.Organisations(), Citizens: len(w.seeded.Citizens),
	})
	if err != nil {
		return fmt.Errorf("prepare the start page: %w", err)
	}
	w.mux.Handle("/graphql", w.faults.before(w.demo.pass, w.api.Handler()))
	w.mux.Handle("/", w.api.Handler()) // all its other paths
	w.mux.Handle("/fcm/", http.StripPrefix("/fcm", w.fake))
	w.mux.Handle(mobilemock.Path, mobilemock.Handler())
	w.mux.Handle(console.Path, console.Handler(console.Config{Now: w.clock.Now, SignIn: console.SignIn{
		Issuer: devissuer.Issuer, AuthorizeURL: devissuer.AuthorizePath, TokenURL: devissuer.TokenPath, ClientID: devissuer.ConsoleClient, Scope: "openid",
	}}))
	w.mux.Handle("GET /{$}", start)
	return nil
}

// start starts telling: over real HTTP, to the fake FCM at the demo's own address, at which this world
// must be served by now.
func (w *world) start(ctx context.Context) error {
	d := w.demo
	book := campaign.NewBook(w.store, 0)
	notifier, err := notify.New(notify.Config{
		Name: "demo", Mailboxes: w.boxes, Sender: w.sender, Bell: w.bell, OrgName: w.api.Organisation, Log: d.log, Webhooks: w.hooks, WebhookKeys: d.ring, Campaigns: book,
	})
	if err != nil {
		return fmt.Errorf("prepare the notifier: %w", err)
	}
	engine, err := campaign.New(campaign.Config{Mailboxes: w.boxes, Book: book, Holds: notifier.Holds, Wait: d.config.CanaryWait.Value(), Log: d.log})
	if err != nil {
		return fmt.Errorf("prepare campaigns: %w", err)
	}
	w.mux.Handle("GET /dev/push", pushfigures.Handler(notifier, w.store, d.log))
	// It has a context of its own: it stops before the HTTP server, to which it sends, does.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	w.stopNotifier, w.notifierStopped = stop, make(chan error, 2)
	go func() { w.notifierStopped <- notifier.Run(running) }()
	go func() { w.notifierStopped <- engine.Run(running) }()
	if err := w.sender.SelfTest(ctx); err != nil {
		return fmt.Errorf("try the fake FCM: %w", err)
	}
	return nil
}

// stop ends what runs by itself, and the streams of the fake FCM.
func (w *world) stop() error {
	var failed []error
	if w.stopNotifier != nil {
		w.stopNotifier()
		failed = append(failed, <-w.notifierStopped, <-w.notifierStopped)
		w.stopNotifier = nil
	}
	if w.fake != nil {
		w.fake.Close()
	}
	return errors.Join(failed...)
}

// close gives back what the world took. Nothing of it is under way any more.
func (w *world) close(ctx context.Context) {
	w.end()
	w.requests.Wait()
	if w.api != nil {
		if err := w.api.Drain(context.WithoutCancel(ctx)); err != nil {
			w.demo.log.Warn("not every phone was told that the world ends", "error", err)
		}
	}
	if w.sender != nil {
		w.sender.Close()
	}
	if w.hooks != nil {
		w.hooks.Close()
	}
	if w.store != nil {
		if err := w.store.Close(context.WithoutCancel(ctx)); err != nil {
			w.demo.log.Error("the store did not close well", "error", err)
		}
	}
}

// clockShown is when the world's clock began; empty when it is the machine's.
func (w *world) clockShown() string {
	if w.clock.shift() == 0 {
		return ""
	}
	return w.clock.Now().In(model.Brussels()).Format("2006-01-02 15:04 MST")
}

// ServeHTTP serves a request for as long as the world lives. Answers are dated by its clock, with which an
// app corrects its phone's.
func (w *world) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(w.life, cancel)() //nolint:contextcheck // it ends with the world too
	to.Header().Set("Date", w.clock.Now().UTC().Format(http.TimeFormat))
	w.mux.ServeHTTP(to, r.WithContext(ctx))
}
