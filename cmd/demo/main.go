// Command demo is all of Burgerbode in one process: the API, a notifier, a fake FCM, the mock phone
// and an issuer of tokens, with citizens, letters and dossiers of three weeks. It needs nothing
// beside it and keeps everything in memory unless --store says otherwise.
//
// The first line on standard output is "ready http://127.0.0.1:8080", with the real address. Start
// reading at run; demo.go puts the parts together.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"burgerbode/cmd/internal/config"
	"burgerbode/cmd/internal/process"
	"burgerbode/mobile-mock"
	"burgerbode/notify/campaign/console"
)

func main() {
	process.Main(func(ctx context.Context) error { return run(ctx, os.Args[1:], os.Stdout, os.Stderr) })
}

// run is the demo from its arguments to its end: nil when it was told to end and everything under
// way was finished.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var cfg config.Demo
	if err := config.Parse(&cfg, "demo", "All of Burgerbode in one process, with data to look at.", args); err != nil {
		return err
	}
	log, err := process.Logger(stderr, cfg.LogLevel, "text")
	if err != nil {
		return err
	}
	d := &demo{config: cfg, log: log, watch: newStopwatch(), pass: rand.Text()}
	defer d.close(ctx)
	if err := d.open(ctx); err != nil {
		return err
	}
	if err := d.start(ctx); err != nil {
		return errors.Join(err, d.stop(ctx))
	}
	d.greet(stdout)
	reporting, stopReporting := context.WithCancel(ctx)
	reported := make(chan struct{})
	go func() { defer close(reported); d.watch.reportEvery(reporting, 10*time.Second, stdout) }()
	var failed error
	select {
	case <-ctx.Done():
	case err := <-d.server.Ended():
		failed = fmt.Errorf("serve: %w", err)
	}
	failed = errors.Join(failed, d.stop(ctx))
	stopReporting()
	<-reported
	return failed
}

// greet prints the line that scripts wait for, and some for people.
func (d *demo) greet(to io.Writer) {
	w := d.world()
	lines := fmt.Sprintf("ready %s\n\n  phone  %s%s\n  desk   %s%s\n  start  %s/\n  store  %s, %d citizens%s\n", d.url, d.url, mobilemock.Path, d.url, console.Path, d.url,
		w.store.Name(), len(w.seeded.Citizens), either(w.seeded.Already, " (from an earlier start)", ""))
	if start := w.clockShown(); start != "" {
		lines += fmt.Sprintf("  clock  the demo's own, it started at %s%s\n", start, either(d.config.Clock == "auto", ", since phones do not ring at this hour", ""))
	}
	_, _ = io.WriteString(to, lines+"  stop   Ctrl+C\n\n")
}

func either(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}
