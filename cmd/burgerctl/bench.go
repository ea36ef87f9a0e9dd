package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	engine "burgerbode/notify/campaign"
	"burgerbode/notify/fcm/fcmtest"
)

// benchCommands measure the notifier on this machine. What stands for FCM, and where it is asked for
// a second notifier, are processes of their own: this program again, with one of the hidden commands.
type benchCommands struct {
	Push     benchPush     `cmd:"" help:"Measure how many pushes a second the notifier sends, beside a bare loop of the same client without a store."`
	Latency  benchLatency  `cmd:"" help:"Measure how long a letter takes from its arrival until FCM has its push."`
	Campaign benchCampaign `cmd:"" help:"Measure campaigns: planning beside bare bulk saves, a dry run, and how the app opens meanwhile."`
	Live     benchLive     `cmd:"" help:"Measure what citizens who follow their mailboxes cost the API, and how late it tells them."`
	FCM      benchFCM      `cmd:"" hidden:"" help:"Be a fake FCM until standard input ends."`
	LiveAPI  benchLiveAPI  `cmd:"" hidden:"" help:"Be an API until standard input ends."`
	Notifier benchNotifier `cmd:"" hidden:"" help:"Be a notifier until standard input ends."`
}

// benchWorld is what all measurements are told about what they measure.
type benchWorld struct {
	Store       string             `default:"sqlite::memory:" help:"Where the mailboxes are made: ${stores}. Use one that holds nothing else: what is due there is sent too."`
	Concurrency int                `default:"64" help:"Messages on their way to FCM at the same time, of the notifier and of the bare loop."`
	Batch       int                `default:"200" help:"Mailboxes that the notifier reads or saves at once."`
	FCMLatency  time.Duration      `name:"fcm-latency" default:"0" help:"How long the fake FCM takes to answer, such as 50ms."`
	FCMShare    map[string]float64 `name:"fcm-share" placeholder:"OUTCOME=SHARE" help:"Shares of requests that the fake FCM does not accept, such as UNAVAILABLE=0.05;RESET=0.01."`
	RetryAfter  int                `name:"fcm-retry-after" default:"0" help:"Retry-After of its 429 and 503, in seconds; 0: none."`
	JSON        bool               `name:"json" help:"Print one JSON object in place of a table."`
}

// check says what is wrong with the flags.
func (w *benchWorld) check() error {
	if err := stores.Check(w.Store); err != nil {
		return fmt.Errorf("--store: %w", err)
	}
	if w.Concurrency < 1 || w.Batch < 1 || w.Batch > store.MaxBatch {
		return fmt.Errorf("--concurrency %d must be at least 1, and --batch %d within 1 to %d", w.Concurrency, w.Batch, store.MaxBatch)
	}
	return nil
}

// inMemory tells whether the store ends with this process, and no other one can open it.
func (w *benchWorld) inMemory() bool { return strings.HasPrefix(w.Store, "sqlite::memory:") }

// behaviour is how the fake FCM is to answer.
func (w *benchWorld) behaviour() fcmtest.Behaviour {
	b := fcmtest.Behaviour{LatencyMS: int(w.FCMLatency.Milliseconds()), RetryAfterSeconds: w.RetryAfter}
	for outcome, share := range w.FCMShare {
		if b.Shares == nil {
			b.Shares = map[fcmtest.Outcome]float64{}
		}
		b.Shares[fcmtest.Outcome(outcome)] = share
	}
	return b
}

// notifier is the configuration of a notifier as cmd/notifier makes it, with the defaults of the rest.
func (w *benchWorld) notifier(opened store.Store, sender notify.Sender, log *slog.Logger) notify.Config {
	return notify.Config{
		Name: "bench", Mailboxes: &store.Mailboxes{Store: opened, Now: time.Now, Log: log}, Sender: sender, Log: log,
		OrgName: benchOrgName, Concurrency: w.Concurrency, Batch: w.Batch,
		Quota: 1_000_000_000, Share: 1, Ramp: time.Millisecond, // as fast as it can
	}
}

// benchOrgName is what every organisation is called here.
func benchOrgName(model.OrgCode) string { return "Stad Voorbeeld" }

// quietLog tells what goes wrong and nothing else.
func quietLog(to io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// shared lets the bench, its logs and the processes that it started write to one place.
type shared struct {
	mu sync.Mutex
	to io.Writer
}

// Write implements io.Writer.
func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to.Write(p)
}

// child is a process that this one started. It ends by itself when this one does, however that is:
// its standard input ends then.
type child struct {
	command *exec.Cmd
	input   io.Closer
	ended   chan error
}

// startChild starts a process and answers the line with which it says that it is ready. Without a
// path it is this program.
func startChild(ctx context.Context, stderr io.Writer, path string, args ...string) (*child, string, error) {
	if path == "" {
		var err error
		if path, err = os.Executable(); err != nil {
			return nil, "", fmt.Errorf("find this program, to start it once more: %w", err)
		}
	}
	// It outlives ctx a little: stop tells it to end once nobody needs it any more.
	command := exec.CommandContext(context.WithoutCancel(ctx), path, args...) //nolint:gosec // this program, or one that the user names
	command.Stderr = stderr
	input, err := command.StdinPipe()
	if err != nil {
		return nil, "", fmt.Errorf("start %s: %w", args[:2], err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, "", fmt.Errorf("start %s: %w", args[:2], err)
	}
	if err := command.Start(); err != nil {
		return nil, "", fmt.Errorf("start %s: %w", args[:2], err)
	}
	c := &child{command: command, input: input, ended: make(chan error, 1)}
	lines := bufio.NewScanner(out)
	ready := ""
	if lines.Scan() {
		ready = lines.Text()
	}
	go func() {
		for lines.Scan() { // a process that nobody listens to would stop
			continue
		}
		c.ended <- command.Wait()
	}()
	if !strings.HasPrefix(ready, "ready") {
		return nil, "", fmt.Errorf("start %s: it said %q and not that it is ready: %w", args[:2], ready, c.stop())
	}
	return c, ready, nil
}

// stop ends the process and waits for it; one that does not end by itself is killed.
func (c *child) stop() error {
	_ = c.input.Close()
	select {
	case err := <-c.ended:
		return err
	case <-time.After(30 * time.Second):
		return errors.Join(fmt.Errorf("process %d did not end and was killed", c.command.Process.Pid), c.command.Process.Kill(), <-c.ended)
	}
}

// end tells the process to end, as Ctrl+C does, and waits for it.
func (c *child) end() error {
	if err := c.command.Process.Signal(os.Interrupt); err != nil {
		return errors.Join(fmt.Errorf("end process %d: %w", c.command.Process.Pid, err), c.stop())
	}
	return c.stop()
}

// untilInputEnds ends with ctx, or when standard input does: whoever started this process is gone or
// needs it no longer.
func untilInputEnds(ctx context.Context, in io.Reader) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		_, _ = io.Copy(io.Discard, in)
		cancel()
	}()
	return ctx, cancel
}

// benchNotifier is a notifier in a process of its own.
type benchNotifier struct {
	Endpoint  string        `required:"" help:"Address of FCM, without /v1."`
	Campaigns bool          `help:"Tell citizens of campaigns too."`
	Shift     time.Duration `help:"By how much the clock of the rules is ahead."`
	benchWorld
}

// Run notifies until standard input ends.
func (c *benchNotifier) Run(ctx context.Context, to streams) (failed error) {
	if err := c.check(); err != nil {
		return err
	}
	ctx, cancel := untilInputEnds(ctx, to.in)
	defer cancel()
	log := quietLog(to.err)
	opened, err := stores.Open(ctx, c.Store, log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	sender, err := c.client(ctx, &fakeFCM{address: c.Endpoint}, false, benchProject, log)
	if err != nil {
		return err
	}
	defer sender.Close()
	boxes := &store.Mailboxes{Store: opened, Now: func() time.Time { return time.Now().Add(c.Shift) }, Log: log}
	notifying, err := c.notifying(boxes, sender, c.Campaigns)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintln(to.out, "ready")
	return notifying(ctx)
}

// notifying is a notifier, and with campaigns an engine beside it, to be run until a context ends.
func (w *benchWorld) notifying(boxes *store.Mailboxes, sender notify.Sender, campaigns bool) (run func(context.Context) error, err error) {
	config := w.notifier(boxes.Store, sender, boxes.Log)
	if !campaigns {
		config.Mailboxes = boxes
		n, err := notify.New(config)
		if err != nil {
			return nil, err
		}
		return n.Run, nil
	}
	bell, book := store.NewBell(10_000), engine.NewBook(boxes.Store, 0)
	boxes.Saved = bell.Ring
	config.Mailboxes, config.Bell, config.Campaigns = boxes, bell, book
	n, err := notify.New(config)
	if err != nil {
		return nil, err
	}
	teller, err := engine.New(engine.Config{Mailboxes: boxes, Book: book, Holds: n.Holds, Log: boxes.Log})
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return n.Run(ctx) })
		group.Go(func() error { return teller.Run(ctx) })
		return group.Wait()
	}, nil
}
