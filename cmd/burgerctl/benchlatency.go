package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm/fcmtest"
)

// benchLatency measures how long a letter takes to ring.
type benchLatency struct {
	Idle    int           `default:"50" help:"Letters that arrive one at a time, each when the one before has rung."`
	Rate    float64       `default:"200" help:"Letters a second that arrive after that."`
	For     time.Duration `default:"10s" help:"For how long."`
	Devices int           `default:"1" help:"Phones of each mailbox."`
	Across  string        `name:"notifier" type:"path" placeholder:"FILE" help:"A built cmd/notifier for the measurement across processes; by default this program is one."`
	benchWorld
}

// latencyReport is what benchLatency found.
type latencyReport struct {
	Rows []latencyRow `json:"rows"`
}

// latencyRow is one measurement. Times are milliseconds from the moment at which the letter's save
// had returned until the fake FCM had received its first push in full; 0 where that was before.
type latencyRow struct {
	Store   string  `json:"store"`
	Across  bool    `json:"acrossProcesses"`
	Load    string  `json:"load"`
	Letters int     `json:"letters"`
	Rate    float64 `json:"rate"` // letters that arrived a second
	P50     float64 `json:"p50ms"`
	P99     float64 `json:"p99ms"`
	Max     float64 `json:"maxms"`
	Lost    int     `json:"lost"`
	Doubles int     `json:"doubles"`
}

// Run measures in one process and across two, and prints.
func (c *benchLatency) Run(ctx context.Context, to streams) (failed error) {
	if err := c.check(); err != nil {
		return err
	}
	if c.Idle < 1 || c.Rate <= 0 || c.For <= 0 || c.Devices < 1 {
		return errors.New("--idle, --rate, --for and --devices must be above 0")
	}
	to.err = &shared{to: to.err}
	fake, err := c.fake(ctx, to)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, fake.process.stop()) }()
	var report latencyReport
	for _, across := range []bool{false, true} {
		rows, err := c.measure(ctx, fake, across, to)
		if err != nil {
			return err
		}
		report.Rows = append(report.Rows, rows...)
	}
	if c.JSON {
		return json.NewEncoder(to.out).Encode(report)
	}
	return report.print(to.out)
}

// measure measures on one store. A store in memory that two processes are to share is a file that is
// removed afterwards.
func (c *benchLatency) measure(ctx context.Context, fake *fakeFCM, across bool, to streams) (rows []latencyRow, failed error) {
	log, world := quietLog(to.err), c.benchWorld
	if across && c.inMemory() {
		folder, err := os.MkdirTemp("", "burgerbode-bench-")
		if err != nil {
			return nil, fmt.Errorf("make a folder for the store: %w", err)
		}
		defer func() { failed = errors.Join(failed, os.RemoveAll(folder)) }()
		world.Store = "sqlite://" + filepath.Join(folder, "bench.db")
	}
	opened, err := stores.Open(ctx, world.Store, log)
	if err != nil {
		return nil, err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	bell := store.NewBell(10_000)
	boxes := &store.Mailboxes{Store: opened, Now: time.Now, Log: log}
	b := &latencyBench{benchLatency: c, address: fake.address, load: pushload.Load{
		Name: fmt.Sprintf("latency-%d-%d", os.Getpid(), time.Now().UnixMilli()), Phones: c.Devices, Boxes: boxes,
	}}
	if err := b.load.Register(ctx, 0, b.letters()); err != nil {
		return nil, err
	}
	if !across {
		boxes.Saved = bell.Ring
	}
	if _, b.read, err = pushload.ReadLog(ctx, fake.address, 0); err != nil {
		return nil, err
	}
	stop, err := c.start(ctx, world, opened, bell, fake, across, to, log)
	if err != nil {
		return nil, err
	}
	defer func() { failed = errors.Join(failed, stop()) }()
	return b.rows(ctx, latencyRow{Store: opened.Name(), Across: across})
}

// start starts the notifier, here or in a process of its own, and answers what ends it.
func (c *benchLatency) start(
	ctx context.Context, world benchWorld, opened store.Store, bell *store.Bell, fake *fakeFCM, across bool, to streams, log *slog.Logger,
) (stop func() error, err error) {
	if across {
		args := []string{
			"bench", "notifier", "--endpoint", fake.address, "--store", world.Store,
			"--concurrency", fmt.Sprint(c.Concurrency), "--batch", fmt.Sprint(c.Batch),
		}
		if c.Across != "" {
			args = []string{
				"--store", world.Store, "--admin-addr", "", "--fcm-project", benchProject, "--fcm-endpoint", fake.address + "/v1", "--log-level", "warn",
				"--concurrency", fmt.Sprint(c.Concurrency), "--batch", fmt.Sprint(c.Batch),
			}
		}
		other, _, err := startChild(ctx, to.err, c.Across, args...)
		if err != nil {
			return nil, err
		}
		if c.Across != "" {
			return other.end, nil
		}
		return other.stop, nil
	}
	sender, err := c.client(ctx, fake, false, benchProject, log)
	if err != nil {
		return nil, err
	}
	config := c.notifier(opened, sender, log)
	config.Bell = bell
	n, err := notify.New(config)
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan error, 1)
	go func() { ended <- n.Run(running) }()
	return func() error {
		cancel()
		err := <-ended
		sender.Close()
		return err
	}, nil
}

// latencyBench is a series of measurements with one notifier.
type latencyBench struct {
	*benchLatency
	address  string
	load     pushload.Load
	next     int                // citizen
	read     int64              // how far the fake's log was read
	received []pushload.Request // what stands there of the row that is being measured

	mu      sync.Mutex
	arrived map[int]time.Time // by citizen
	failed  error
}

// warm is how many letters come first, while the notifier takes its slots.
const warm = 5

func (c *benchLatency) letters() int { return warm + c.Idle + c.steady() }

func (c *benchLatency) steady() int { return max(int(c.Rate*c.For.Seconds()), 1) }

// rows measures idle, then with a steady stream of letters.
func (b *latencyBench) rows(ctx context.Context, row latencyRow) (rows []latencyRow, err error) {
	for _, load := range []struct {
		name string
		send func(context.Context) error
	}{
		{"", func(ctx context.Context) error { return b.single(ctx, warm) }},
		{"one at a time", func(ctx context.Context) error { return b.single(ctx, b.Idle) }},
		{fmt.Sprintf("%g a second", b.Rate), b.stream},
	} {
		first, begun := b.next, time.Now()
		b.arrived, b.received = map[int]time.Time{}, nil
		if err := load.send(ctx); err != nil {
			return nil, err
		}
		row.Load, row.Rate = load.name, float64(b.next-first)/time.Since(begun).Seconds()
		if err := b.await(ctx, first, 100*time.Millisecond); err != nil {
			return nil, err
		}
		measured, err := b.judge(row, first)
		if err != nil {
			return nil, err
		}
		if load.name != "" {
			rows = append(rows, measured)
		}
	}
	return rows, nil
}

// single delivers letters, each once the one before has rung and then a while that differs, so that
// what the notifier does by the clock is met at every moment of it.
func (b *latencyBench) single(ctx context.Context, count int) error {
	for range count {
		first := b.next
		b.next++
		b.deliver(ctx, first)
		if err := b.await(ctx, first, 2*time.Millisecond); err != nil {
			return err
		}
		await(ctx, time.Duration(30+(first*37)%170)*time.Millisecond)
	}
	return ctx.Err()
}

// stream delivers letters at the rate, each from a goroutine of its own: one that is slow to save
// holds up no other.
func (b *latencyBench) stream(ctx context.Context) error {
	tick := time.NewTicker(time.Duration(float64(time.Second) / b.Rate))
	defer tick.Stop()
	var saves sync.WaitGroup
	for range b.steady() {
		select {
		case <-ctx.Done():
		case <-tick.C:
			i := b.next
			b.next++
			saves.Go(func() { b.deliver(ctx, i) })
		}
	}
	saves.Wait()
	return ctx.Err()
}

func (b *latencyBench) deliver(ctx context.Context, i int) {
	err := b.load.Deliver(ctx, i)
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.arrived[i] = now
	b.failed = errors.Join(b.failed, err)
}

// await waits until all rings of the letters from first on are in the fake's log, 30 s at most: what
// is missing then is lost.
func (b *latencyBench) await(ctx context.Context, first int, pause time.Duration) error {
	expected, err := b.load.Expected(first, b.next-first)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) && ctx.Err() == nil {
		some, last, err := pushload.ReadLog(ctx, b.address, b.read)
		if err != nil {
			return err
		}
		b.received, b.read = append(b.received, some...), last
		if tally := pushload.Compare(expected, b.received, benchProject); tally.Lost == 0 {
			break
		}
		await(ctx, pause)
	}
	return errors.Join(ctx.Err(), b.failed)
}

// judge fills in a row about the letters from first on.
func (b *latencyBench) judge(row latencyRow, first int) (latencyRow, error) {
	rung := map[pushload.Ring]time.Time{}
	for _, r := range b.received {
		if _, before := rung[r.Ring]; !before && r.Outcome == fcmtest.Accepted {
			rung[r.Ring] = r.At
		}
	}
	expected, err := b.load.Expected(first, b.next-first)
	if err != nil {
		return row, err
	}
	var times []time.Duration
	for i := first; i < b.next; i++ {
		of, err := b.load.Expected(i, 1)
		if err != nil {
			return row, err
		}
		var at time.Time // of the letter's first ring
		for ring := range of {
			if rang := rung[ring]; at.IsZero() || (!rang.IsZero() && rang.Before(at)) {
				at = rang
			}
		}
		if !at.IsZero() {
			times = append(times, max(at.Sub(b.arrived[i]), 0))
		}
	}
	slices.Sort(times)
	tally := pushload.Compare(expected, b.received, benchProject)
	row.Letters, row.Lost, row.Doubles = b.next-first, tally.Lost, tally.Doubles
	row.P50, row.P99, row.Max = millis(pushload.Percentile(times, 0.5)), millis(pushload.Percentile(times, 0.99)), millis(pushload.Percentile(times, 1))
	return row, nil
}

func (r *latencyReport) print(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "store\tnotifier\tletters\tn\tper second\tp50 ms\tp99 ms\tmax ms\tlost\tdoubles")
	for _, row := range r.Rows {
		where := "same process"
		if row.Across {
			where = "other process"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%.0f\t%.1f\t%.1f\t%.1f\t%d\t%d\n",
			row.Store, where, row.Load, row.Letters, row.Rate, row.P50, row.P99, row.Max, row.Lost, row.Doubles)
	}
	return table.Flush()
}
