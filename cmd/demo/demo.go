package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"burgerbode/cmd/internal/config"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/hookrules"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/pushfigures"
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

const (
	// demoSecret makes the keyed hashes. Everybody can read it here: the demo has nobody's data.
	demoSecret = "burgerbode demo, not a secret at all"
	project    = "demo"
	maxLog     = 100_000 // requests that the fake FCM keeps
	drain      = resolvers.MaxRequestTime + 5*time.Second
)

// demo is the parts and how they begin and end.
type demo struct {
	config config.Demo
	log    *slog.Logger
	clock  clock
	watch  *stopwatch
	url    string

	listener net.Listener
	store    store.Store
	seeded   *seed.Result
	bell     *store.Bell
	boxes    *store.Mailboxes
	server   *process.Server
	fake     *fcmtest.Server
	sender   *fcm.Client
	hooks    *webhook.Client

	stopNotifier    context.CancelFunc
	notifierStopped chan error // one each of the notifier and the campaign engine
}

// open makes what the parts stand on: the address, and the store with its data.
func (d *demo) open(ctx context.Context) error {
	var err error
	if d.listener, err = process.Listen(ctx, d.config.Addr); err != nil {
		return err
	}
	d.url = "http://" + reachable(d.listener.Addr())
	if d.store, err = stores.Open(ctx, string(d.config.Store), d.log); err != nil {
		return err
	}
	keys, err := model.NewKeyring([]byte(demoSecret))
	if err != nil {
		return err
	}
	d.seeded, err = seed.Run(ctx, seed.Config{
		Store: d.store, Keys: keys, Now: d.clock.Now(), Count: d.config.Citizens.Value(), Town: d.config.Town.Value(), Log: d.log,
	})
	if err != nil {
		return err
	}
	d.bell = store.NewBell(10_000)
	d.boxes = &store.Mailboxes{Store: d.store, Now: d.clock.Now, Log: d.log, Saved: func(m *model.Mailbox) {
		d.watch.saved(m) // before the bell: the notifier may be quick
		d.bell.Ring(m)
	}}
	return nil
}

// start serves. The issuer comes first, since the API reads its keys from it.
func (d *demo) start(ctx context.Context) error {
	keys, err := model.NewKeyring([]byte(demoSecret))
	if err != nil {
		return err
	}
	issuer, err := devissuer.New(devissuer.Config{
		Now: d.clock.Now, Organisations: seed.Organisations(), Citizens: d.seeded.Citizens, Callback: console.CallbackPath, Log: d.log,
	})
	if err != nil {
		return err
	}
	if d.hooks, err = webhook.New(webhook.Config{Now: time.Now, AllowPrivate: true}); err != nil {
		return fmt.Errorf("prepare webhooks: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/dev/", issuer)
	d.server = process.Serve(ctx, d.listener, mux, d.log)
	auth, err := resolvers.NewAuth(ctx, resolvers.AuthConfig{
		Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: d.url + devissuer.KeysPath,
	}, keys, d.store, d.clock.Now, d.log)
	if err != nil {
		return fmt.Errorf("prepare sign-in: %w", err)
	}
	documents, err := mobilemock.All()
	if err != nil {
		return err
	}
	api, err := resolvers.New(ctx, resolvers.Config{
		Mailboxes: d.boxes, Keys: keys, Auth: auth, Documents: documents, SensitiveACR: d.config.SensitiveACR, Webhooks: hookrules.With(d.hooks.CheckURL), Development: true, Log: d.log, AtStep: d.watch.passed,
	})
	if err != nil {
		return fmt.Errorf("prepare the API: %w", err)
	}
	d.fake = fcmtest.New(fcmtest.Options{MaxLog: maxLog, Now: d.clock.Now, OnRequest: d.watch.requested})
	if err := d.startNotifier(ctx, mux, api); err != nil {
		return err
	}
	if err := d.mount(mux, api); err != nil {
		return err
	}
	if err := d.sender.SelfTest(ctx); err != nil {
		return fmt.Errorf("try the fake FCM: %w", err)
	}
	return nil
}

// startNotifier starts telling: over real HTTP, to the fake FCM at the demo's own address.
func (d *demo) startNotifier(ctx context.Context, mux *http.ServeMux, api *resolvers.API) error {
	var err error
	if d.sender, err = fcm.New(ctx, fcm.Config{Project: project, Endpoint: d.url + "/fcm/v1"}, d.log); err != nil {
		return fmt.Errorf("prepare FCM: %w", err)
	}
	book := campaign.NewBook(d.store, 0)
	notifier, err := notify.New(notify.Config{
		Name: "demo", Mailboxes: d.boxes, Sender: d.sender, Bell: d.bell, OrgName: api.Organisation, Log: d.log, Webhooks: d.hooks, Campaigns: book,
	})
	if err != nil {
		return fmt.Errorf("prepare the notifier: %w", err)
	}
	engine, err := campaign.New(campaign.Config{Mailboxes: d.boxes, Book: book, Holds: notifier.Holds, Wait: d.config.CanaryWait.Value(), Log: d.log})
	if err != nil {
		return fmt.Errorf("prepare campaigns: %w", err)
	}
	// It has a context of its own: it stops before the HTTP server, to which it sends, does.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	d.stopNotifier, d.notifierStopped = stop, make(chan error, 2)
	go func() { d.notifierStopped <- notifier.Run(running) }()
	go func() { d.notifierStopped <- engine.Run(running) }()
	mux.Handle("GET /dev/push", pushfigures.Handler(notifier, d.store, d.log))
	return nil
}

func (d *demo) mount(mux *http.ServeMux, api *resolvers.API) error {
	start, err := startHandler(page{
		URL: d.url, Store: d.store.Name(), Clock: d.clockShown(), Organisations: seed.Organisations(), Citizens: len(d.seeded.Citizens),
	})
	if err != nil {
		return fmt.Errorf("prepare the start page: %w", err)
	}
	mux.Handle("/", api.Handler()) // /graphql and all its other paths
	mux.Handle("/fcm/", http.StripPrefix("/fcm", d.fake))
	mux.Handle(mobilemock.Path, mobilemock.Handler())
	mux.Handle(console.Path, console.Handler(console.Config{Now: d.clock.Now, SignIn: console.SignIn{
		Issuer: devissuer.Issuer, AuthorizeURL: devissuer.AuthorizePath, TokenURL: devissuer.TokenPath, ClientID: devissuer.ConsoleClient, Scope: "openid",
	}}))
	mux.Handle("GET /{$}", start)
	return nil
}

// stop ends what runs, each part before the one that it uses: the notifier, the fake FCM's streams,
// the requests under way.
func (d *demo) stop(ctx context.Context) error {
	var failed []error
	if d.stopNotifier != nil {
		d.stopNotifier()
		failed = append(failed, <-d.notifierStopped, <-d.notifierStopped)
	}
	if d.fake != nil {
		d.fake.Close()
	}
	if d.server != nil {
		failed = append(failed, d.server.Drain(ctx, drain))
	}
	return errors.Join(failed...)
}

// close gives back what open and start took.
func (d *demo) close(ctx context.Context) {
	if d.sender != nil {
		d.sender.Close()
	}
	if d.hooks != nil {
		d.hooks.Close()
	}
	if d.listener != nil {
		_ = d.listener.Close() // the server has closed it already, where there was one
	}
	if d.store != nil {
		if err := d.store.Close(context.WithoutCancel(ctx)); err != nil {
			d.log.Error("the store did not close well", "error", err)
		}
	}
}

// reachable is the address as one reaches it from this machine.
func reachable(address net.Addr) string {
	host, port, err := net.SplitHostPort(address.String())
	if err != nil {
		return address.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
