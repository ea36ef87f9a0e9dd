// Command api serves Burgerbode's GraphQL API: for citizens' apps, and for organisations that send
// letters and report on dossiers. It makes no phone ring; cmd/notifier does, from the same store.
//
// Once it serves it prints "ready http://host:port". Start reading at run; config.API is what it
// can be told.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"burgerbode/cmd/internal/admin"
	"burgerbode/cmd/internal/config"
	"burgerbode/cmd/internal/crash"
	"burgerbode/cmd/internal/hookrules"
	"burgerbode/cmd/internal/orgfile"
	"burgerbode/cmd/internal/orgnames"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/mobile-mock"
	"burgerbode/notify/campaign/console"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

func main() {
	process.Main(func(ctx context.Context) error { return run(ctx, os.Args[1:], os.Stdout, os.Stderr) })
}

// run is the service from its arguments to its end: nil when it was told to end and the requests
// under way were answered.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (failed error) {
	var cfg config.API
	if err := config.Parse(&cfg, "api", "Burgerbode's GraphQL API.", args); err != nil {
		return err
	}
	log, err := process.Logger(stderr, cfg.Level, cfg.Format)
	if err != nil {
		return err
	}
	config.Announce(log, &cfg, os.Environ())
	opened, err := stores.Open(ctx, string(cfg.Store), log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	if err := saveOrganisations(ctx, cfg.Organisations, opened, log); err != nil {
		return err
	}
	hooks, err := webhook.New(webhook.Config{Now: time.Now})
	if err != nil {
		return fmt.Errorf("prepare webhooks: %w", err)
	}
	defer hooks.Close()
	registry := admin.NewRegistry()
	api, err := newAPI(ctx, &cfg, opened, hooks, registry, log)
	if err != nil {
		return err
	}
	admin.CountUses(registry, api.Uses)
	watched, err := process.ServeAdmin(ctx, cfg.AdminAddr, admin.Handler(registry), log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, watched.Drain(ctx, time.Second)) }()
	listener, err := process.Listen(ctx, cfg.Addr)
	if err != nil {
		return err
	}
	reloading, stopReloading := context.WithCancel(ctx)
	defer stopReloading() // before the store closes, also where it is not ctx that ends
	go orgnames.ReadEvery(reloading, 5*time.Minute, api.Reload, log)
	server := process.Serve(ctx, listener, admin.CountRequests(registry, withConsole(&cfg, api.Handler())), log)
	_, _ = fmt.Fprintf(stdout, "ready http://%s\n", listener.Addr())
	select {
	case <-ctx.Done():
		log.Info("told to end: answering what is under way")
	case err := <-server.Ended():
		failed = fmt.Errorf("serve: %w", err)
	}
	failed = errors.Join(failed, server.Drain(ctx, cfg.Drain.Value()))
	if err := api.Drain(context.WithoutCancel(ctx)); err != nil {
		log.Warn("not every subscriber was told that the process ends", "error", err)
	}
	return failed
}

// withConsole serves the communication teams' web console beside the API.
func withConsole(cfg *config.API, api http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", api)
	mux.Handle(console.Path, console.Handler(console.Config{Now: time.Now, SignIn: console.SignIn{
		Issuer: cfg.Issuer, AuthorizeURL: cfg.AuthorizeURL, TokenURL: cfg.TokenURL, ClientID: cfg.ConsoleClientID, Scope: cfg.ConsoleScope,
	}}))
	return mux
}

// saveOrganisations puts those of the file, where there is one, into the store.
func saveOrganisations(ctx context.Context, path string, to store.Store, log *slog.Logger) error {
	if path == "" {
		return nil
	}
	organisations, err := orgfile.Read(path)
	if err != nil {
		return fmt.Errorf("--organisations: %w", err)
	}
	return orgfile.Save(ctx, to, organisations, log)
}

func newAPI(
	ctx context.Context, cfg *config.API, opened store.Store, hooks *webhook.Client, registry prometheus.Registerer, log *slog.Logger,
) (*resolvers.API, error) {
	keys, err := cfg.Keyring()
	if err != nil {
		return nil, err
	}
	ring, err := cfg.Ring()
	if err != nil {
		return nil, err
	}
	auth, err := resolvers.NewAuth(ctx, resolvers.AuthConfig{
		Issuer: cfg.Issuer, Audience: cfg.Audience, JWKSURL: cfg.JWKSURL, NumberClaim: cfg.NumberClaim, GroupClaim: cfg.GroupClaim,
		OrgClaim: cfg.OrgClaim, RoleClaim: cfg.RoleClaim, SendScope: cfg.SendScope, SandboxScope: cfg.SandboxScope, BehalfClaim: cfg.BehalfClaim,
		ACRClaim: cfg.ACRClaim,
	}, keys, opened, time.Now, log)
	if err != nil {
		return nil, fmt.Errorf("prepare sign-in: %w", err)
	}
	rates, err := cfg.Rates()
	if err != nil {
		return nil, fmt.Errorf("--trusted-proxies: %w", err)
	}
	saves := promauto.With(registry).NewCounter(prometheus.CounterOpts{
		Name: "burgerbode_mailbox_saves_total", Help: "Mailboxes that this process saved.",
	})
	documents, err := mobilemock.All()
	if err != nil {
		return nil, err
	}
	return resolvers.New(ctx, resolvers.Config{
		Mailboxes: &store.Mailboxes{Store: opened, Now: time.Now, Log: log, Saved: func(*model.Mailbox) {
			saves.Inc()
		}},
		Keys: keys, Auth: auth, Webhooks: hookrules.With(hooks, ring), Development: cfg.Development, Rates: rates, Log: log, AtStep: crash.AtStep(),
		Documents: documents, SensitiveACR: cfg.SensitiveACR, Origins: cfg.Origins,
		App: resolvers.AppConfig{
			MinimumVersion: cfg.MinimumVersion, UpgradeURL: cfg.UpgradeURL, Maintenance: cfg.Maintenance, HelpPhone: cfg.HelpPhone,
		},
	})
}
