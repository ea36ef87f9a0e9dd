// Command notifier makes phones ring: it finds what is due in the store that cmd/api fills, and
// sends it through FCM. It also tells citizens of the campaigns that are under way. Several may run
// beside each other; they share the work through the store.
//
// Once it runs it prints "ready". Start reading at run; config.Notifier is what it can be told.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"burgerbode/cmd/internal/admin"
	"burgerbode/cmd/internal/config"
	"burgerbode/cmd/internal/crash"
	"burgerbode/cmd/internal/orgnames"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/pushfigures"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/campaign"
	"burgerbode/notify/fcm"
	"burgerbode/notify/webhook"
)

func main() {
	process.Main(func(ctx context.Context) error { return run(ctx, os.Args[1:], os.Stdout, os.Stderr) })
}

// run is the notifier from its arguments to its end: nil when it was told to end and what FCM
// answered is saved.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (failed error) {
	var cfg config.Notifier
	if err := config.Parse(&cfg, "notifier", "Burgerbode's notifier: it makes phones ring.", args); err != nil {
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
	names, err := orgnames.Load(ctx, opened)
	if err != nil {
		return err
	}
	go names.Refresh(ctx, 5*time.Minute, log)
	sender, err := fcm.New(ctx, fcm.Config{
		Project: cfg.FCMProject, Endpoint: cfg.FCMEndpoint, CredentialsFile: cfg.FCMCredentials,
		Timeout: cfg.Timeout.Value(), MaxIdleConns: 2 * cfg.Concurrency.Value(),
	}, log)
	if err != nil {
		return err
	}
	defer sender.Close()
	if err := selfTest(ctx, sender, log); err != nil {
		return err
	}
	hooks, err := webhook.New(webhook.Config{Now: time.Now, Timeout: cfg.Timeout.Value()})
	if err != nil {
		return fmt.Errorf("prepare webhooks: %w", err)
	}
	defer hooks.Close()
	notifier, engine, err := newParts(&cfg, opened, sender, hooks, names, log)
	if err != nil {
		return err
	}
	registry := admin.NewRegistry()
	registry.MustRegister(pushfigures.Collector(notifier))
	pages := admin.Handler(registry)
	pages.Handle("GET /push", pushfigures.Handler(notifier, opened, log))
	watched, err := process.ServeAdmin(ctx, cfg.AdminAddr, pages, log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, watched.Drain(ctx, time.Second)) }()
	_, _ = fmt.Fprintln(stdout, "ready")
	return runBoth(ctx, engine.Run, notifier.Run)
}

// runBoth runs two parts until both have ended.
func runBoth(ctx context.Context, one, other func(context.Context) error) error {
	ended := make(chan error, 1)
	go func() { ended <- one(ctx) }()
	err := other(ctx)
	return errors.Join(err, <-ended)
}

// selfTest refuses to start with a set-up that FCM refuses: every push would wait for somebody to look
// at the log. FCM that is away is no reason: it will be back.
func selfTest(ctx context.Context, sender *fcm.Client, log *slog.Logger) error {
	err := sender.SelfTest(ctx)
	switch {
	case errors.Is(err, fcm.ErrRefused):
		return err
	case err != nil:
		log.WarnContext(ctx, "FCM does not answer; starting without knowing whether it takes our set-up", "error", err)
	default:
		log.InfoContext(ctx, "FCM takes our project and credentials")
	}
	return nil
}

// newParts makes the notifier, and the engine that tells of campaigns in the slots that it holds.
func newParts(
	cfg *config.Notifier, opened store.Store, sender notify.Sender, hooks *webhook.Client, names *orgnames.Names, log *slog.Logger,
) (*notify.Notifier, *campaign.Engine, error) {
	name := cfg.Name
	if name == "" {
		var err error
		if name, err = os.Hostname(); err != nil {
			return nil, nil, fmt.Errorf("--name is missing, and the machine has none: %w", err)
		}
	}
	ring, err := cfg.Ring()
	if err != nil {
		return nil, nil, err
	}
	boxes := &store.Mailboxes{Store: opened, Now: crash.Now(), Log: log}
	book := campaign.NewBook(opened, 0)
	notifier, err := notify.New(notify.Config{
		Name: name, Mailboxes: boxes, Sender: sender, OrgName: names.Name, Log: log, Webhooks: hooks, WebhookKeys: ring, Campaigns: book,
		Quota: cfg.FCMQuota.Value(), Share: float64(cfg.FCMShare.Value()) / 100, Ramp: cfg.Ramp.Value(), AvoidQuarters: cfg.AvoidQuarters,
		Concurrency: cfg.Concurrency.Value(), Batch: cfg.Batch.Value(),
		Beat: cfg.Beat.Value(), Fence: cfg.Fence.Value(), Dead: cfg.Dead.Value(), Timeout: cfg.Timeout.Value(), Idle: cfg.Idle.Value(),
		AtStep: crash.AtStep(),
	})
	if err != nil {
		return nil, nil, err
	}
	engine, err := campaign.New(campaign.Config{Mailboxes: boxes, Book: book, Holds: notifier.Holds, Wait: cfg.CanaryWait.Value(), Log: log})
	if err != nil {
		return nil, nil, fmt.Errorf("prepare campaigns: %w", err)
	}
	return notifier, engine, nil
}
