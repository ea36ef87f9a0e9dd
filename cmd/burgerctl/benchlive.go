package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// benchLive measures what following mailboxes costs the API, which runs in a process of its own, and how
// late it tells.
type benchLive struct {
	Subscribers int           `default:"1000" help:"Citizens who follow their mailboxes, over real connections."`
	Saves       int           `default:"100" help:"Letters that arrive in the API's own process, and as many again in another."`
	Every       time.Duration `default:"20ms" help:"Between two of them."`
	Idle        time.Duration `default:"10s" help:"How long nothing happens, to see what looking costs."`
	Store       string        `default:"sqlite::memory:" help:"Where the mailboxes are made: ${stores}. Use one that holds nothing else. In memory means a file that is removed: two processes share it."`
	JSON        bool          `name:"json" help:"Print one JSON object in place of a table."`
}

// liveSecret makes the keyed hashes of citizens who do not exist.
const liveSecret = "a bench, whose citizens do not exist"

// liveReport is what benchLive found.
type liveReport struct {
	Store       string    `json:"store"`
	Subscribers int       `json:"subscribers"`
	Rows        []liveRow `json:"rows"`
}

// liveRow is one transport. Memory is the API's for each subscriber, after a collection, beside what the store keeps
// of its file; times are from the
// moment at which the letter's save had returned until its subscriber had the event.
type liveRow struct {
	Transport string      `json:"transport"`
	Heap      float64     `json:"heapAndStackKiB"`
	RSS       float64     `json:"rssKiB"`       // 0: not known here
	CPU       float64     `json:"idleCPU"`      // of one processor, 0 to 1
	Reads     float64     `json:"idleReads"`    // questions to the store a second
	Same      liveLatency `json:"sameProcess"`  // letters that the API's process saved
	Other     liveLatency `json:"otherProcess"` // letters that another one did
}

// liveLatency is in milliseconds.
type liveLatency struct {
	P50  float64 `json:"p50ms"`
	P99  float64 `json:"p99ms"`
	Max  float64 `json:"maxms"`
	Lost int     `json:"lost"` // were not told within 30 s
}

// Run measures both transports and prints.
func (c *benchLive) Run(ctx context.Context, to streams) (failed error) {
	if c.Saves < 1 || c.Every <= 0 || c.Idle <= 0 || c.Subscribers < 4*c.Saves {
		return errors.New("--saves, --every and --idle must be above 0, and --subscribers at least four times --saves: each is told of one letter")
	}
	if err := stores.Check(c.Store); err != nil {
		return fmt.Errorf("--store: %w", err)
	}
	if (&benchWorld{Store: c.Store}).inMemory() {
		folder, err := os.MkdirTemp("", "burgerbode-bench-")
		if err != nil {
			return fmt.Errorf("make a folder for the store: %w", err)
		}
		defer func() { failed = errors.Join(failed, os.RemoveAll(folder)) }()
		c.Store = "sqlite://" + filepath.Join(folder, "bench.db")
	}
	to.err = &shared{to: to.err}
	opened, err := stores.Open(ctx, c.Store, quietLog(to.err))
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	b := &liveBench{benchLive: c, store: opened, load: liveLoad(&store.Mailboxes{Store: opened, Now: time.Now, Log: quietLog(to.err)})}
	stop, err := b.prepare(ctx, to)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, stop()) }()
	report := &liveReport{Store: stores.Redacted(c.Store), Subscribers: c.Subscribers}
	for i, transport := range []string{"WebSocket", "events"} {
		row, err := b.measure(ctx, transport, 2*i*c.Saves, to)
		if err != nil {
			return fmt.Errorf("measure %s: %w", transport, err)
		}
		report.Rows = append(report.Rows, *row)
	}
	if c.JSON {
		return json.NewEncoder(to.out).Encode(report)
	}
	return report.print(to.out)
}

// liveLoad are the citizens and their letters, the same ones in both processes.
func liveLoad(boxes *store.Mailboxes) pushload.Load {
	return pushload.Load{Name: "live", Phones: 1, Boxes: boxes}
}

// liveBench is a series of measurements.
type liveBench struct {
	*benchLive
	store  store.Store
	load   pushload.Load
	keys   string   // where the issuer's keys are
	tokens []string // of the citizens

	mu      sync.Mutex
	arrived map[int]time.Time // when the subscriber had an event, by citizen
}

// prepare makes the citizens and their tokens, and publishes the issuer's keys.
func (b *liveBench) prepare(ctx context.Context, to streams) (stop func() error, err error) {
	keys, err := model.NewKeyring([]byte(liveSecret))
	if err != nil {
		return nil, err
	}
	issuer, err := devissuer.New(devissuer.Config{Now: time.Now, Log: quietLog(to.err)})
	if err != nil {
		return nil, err
	}
	if err := b.people(ctx, keys, issuer); err != nil {
		return nil, err
	}
	if err := b.load.Register(ctx, 0, b.Subscribers); err != nil {
		return nil, err
	}
	listener, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b.keys = "http://" + listener.Addr().String() + devissuer.KeysPath
	server := process.Serve(ctx, listener, issuer, quietLog(to.err))
	return func() error { return server.Drain(ctx, 20*time.Second) }, nil
}

// people are citizens who can sign in.
func (b *liveBench) people(ctx context.Context, keys model.Keyring, issuer *devissuer.Server) error {
	known := map[string]model.CitizenID{}
	for i := range b.Subscribers {
		born := time.Date(1930, 1, 1+i/2, 0, 0, 0, 0, time.UTC)
		number, err := model.DemoINSZ(born.Year(), int(born.Month()), born.Day(), i%2*999)
		if err != nil {
			return err
		}
		if known[keys.CitizenKey(number)], err = b.load.Citizen(i); err != nil {
			return err
		}
		token, err := issuer.Token(devissuer.Wish{As: "citizen", INSZ: number.Digits()})
		if err != nil {
			return err
		}
		b.tokens = append(b.tokens, token)
	}
	for some := range slices.Chunk(slices.Collect(maps.Keys(known)), store.MaxBatch) {
		batch := map[string]model.CitizenID{}
		for _, key := range some {
			batch[key] = known[key]
		}
		held, err := b.store.AddCitizens(ctx, batch)
		if err != nil {
			return err
		}
		if !maps.Equal(held, batch) {
			return errors.New("the store has citizens of another bench: use an empty one")
		}
	}
	return nil
}

// measure measures one transport with an API of its own. Its letters are those of the citizens from first on.
func (b *liveBench) measure(ctx context.Context, transport string, first int, to streams) (row *liveRow, failed error) {
	api, ready, err := startChild(ctx, to.err, "", "bench", "live-api", "--store", b.Store, "--keys", b.keys)
	if err != nil {
		return nil, err
	}
	defer func() { failed = errors.Join(failed, api.stop()) }()
	at := ready[len("ready "):]
	if _, err := askBench(ctx, http.MethodPost, fmt.Sprintf("%s/bench/look/%d", at, b.Subscribers)); err != nil {
		return nil, err
	}
	b.arrived = map[int]time.Time{}
	followers := &liveFollowers{bench: b, url: at, events: transport == "events"}
	defer followers.leave()
	if err := followers.open(ctx, b.Subscribers-1, b.Subscribers); err != nil { // what is made once
		return nil, err
	}
	before, err := usageOf(ctx, at, 1)
	if err != nil {
		return nil, err
	}
	if err := followers.open(ctx, 0, b.Subscribers-1); err != nil {
		return nil, err
	}
	idle, err := usageOf(ctx, at, b.Subscribers)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	await(ctx, b.Idle)
	after, err := usageOf(ctx, at, 0)
	if err != nil {
		return nil, err
	}
	passed, others := time.Since(begun).Seconds(), float64(b.Subscribers-1)*1024
	row = &liveRow{
		Transport: transport, Heap: float64(idle.Heap-before.Heap) / others, RSS: float64(idle.RSS-before.RSS) / others,
		CPU: (after.CPU - idle.CPU).Seconds() / passed, Reads: float64(after.Reads-idle.Reads) / passed,
	}
	if row.Same, err = b.latency(ctx, first, func(ctx context.Context, i int) (time.Time, error) { return saveThere(ctx, at, i) }); err != nil {
		return nil, err
	}
	row.Other, err = b.latency(ctx, first+b.Saves, func(ctx context.Context, i int) (time.Time, error) {
		err := b.load.Deliver(ctx, i)
		return time.Now(), err
	})
	return row, err
}

// latency has letters arrive, whether or not those before were told.
func (b *liveBench) latency(ctx context.Context, first int, save func(context.Context, int) (time.Time, error)) (l liveLatency, err error) {
	saved := make([]time.Time, b.Saves)
	var saves sync.WaitGroup
	failures := make([]error, b.Saves)
	for i := range b.Saves {
		saves.Go(func() { saved[i], failures[i] = save(ctx, first+i) })
		await(ctx, b.Every)
	}
	saves.Wait()
	if err := errors.Join(failures...); err != nil {
		return l, err
	}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline) && ctx.Err() == nil; {
		if l = b.judge(first, saved); l.Lost == 0 {
			break
		}
		await(ctx, 20*time.Millisecond)
	}
	return l, ctx.Err()
}

func (r *liveReport) print(w io.Writer) error {
	_, _ = fmt.Fprintf(w, "store %s, %d subscribers\n\n", r.Store, r.Subscribers)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "transport\theap+stack KiB\tRSS KiB\tidle CPU %\tidle reads/s\tsame p50 ms\tp99\tmax\tlost\tother p50 ms\tp99\tmax\tlost\t")
	for _, row := range r.Rows {
		_, _ = fmt.Fprintf(table, "%s\t%.1f\t%.1f\t%.1f\t%.1f", row.Transport, row.Heap, row.RSS, 100*row.CPU, row.Reads)
		for _, l := range []liveLatency{row.Same, row.Other} {
			_, _ = fmt.Fprintf(table, "\t%.1f\t%.1f\t%.1f\t%d", l.P50, l.P99, l.Max, l.Lost)
		}
		_, _ = fmt.Fprintln(table, "\t")
	}
	return table.Flush()
}
