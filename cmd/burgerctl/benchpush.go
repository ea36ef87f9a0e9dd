package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm/fcmtest"
)

const (
	// benchProject is the project under which the notifier's requests stand in the fake's log, and
	// floorProject that of the bare loop's.
	benchProject = "bench"
	floorProject = "floor"
)

// benchPush measures the rate of the notifier.
type benchPush struct {
	Mailboxes int           `default:"10000" help:"Mailboxes with one call letter each whose push is due."`
	Devices   []int         `default:"2" help:"Phones of each mailbox. Several numbers are measured one after the other."`
	Rounds    int           `default:"1" help:"How often it is measured, each time with as many new mailboxes."`
	Queued    []int         `help:"In place of --mailboxes and --rounds: numbers of mailboxes that are due, ascending, such as 10000,500000. Of each only the --first pushes are sent and measured."`
	First     int           `default:"20000" help:"With --queued: how many pushes are measured."`
	Floor     int           `default:"20000" help:"Messages that the bare loop sends before and after each measurement."`
	Patience  time.Duration `default:"30s" help:"Without any answer for so long a measurement ends; what is still due is lost then."`
	Least     float64       `default:"0" help:"Fail when a rate is a smaller part of the floor than this, such as 0.5, or anything is lost, doubled or strange; 0: only print."`
	TLS       bool          `name:"tls" help:"Send over TLS and HTTP/2, as to FCM itself."`
	benchWorld
}

// Run measures and prints.
func (c *benchPush) Run(ctx context.Context, to streams) (failed error) {
	if err := c.check(); err != nil {
		return err
	}
	to.err = &shared{to: to.err}
	fake, err := c.fake(ctx, to)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, fake.process.stop()) }()
	report := pushReport{Store: stores.Redacted(c.Store), Concurrency: c.Concurrency, TLS: c.TLS, FCMLatency: c.FCMLatency.String()}
	for _, devices := range c.Devices {
		rounds, err := c.measure(ctx, fake, devices, to)
		if err != nil {
			return fmt.Errorf("measure with %d phones a mailbox: %w", devices, err)
		}
		report.Rounds = append(report.Rounds, rounds...)
	}
	if c.JSON {
		err = json.NewEncoder(to.out).Encode(report)
	} else {
		err = report.print(to.out)
	}
	return errors.Join(err, report.check(c.Least))
}

func (c *benchPush) check() error {
	switch {
	case len(c.Queued) > 0 && len(c.Devices) > 1 && !c.inMemory():
		return errors.New("--queued leaves mailboxes that are due: in a store that stays, give one number of --devices")
	case c.Mailboxes < 1 || c.Rounds < 1 || c.First < 1 || c.Floor < 2 || len(c.Devices) == 0:
		return errors.New("--mailboxes, --rounds, --first and --devices must be at least 1, --floor at least 2")
	}
	for _, devices := range c.Devices {
		if devices < 1 || devices > model.MaxDevices {
			return fmt.Errorf("--devices: %d is not within 1 to %d", devices, model.MaxDevices)
		}
	}
	return c.benchWorld.check()
}

// sizes are how many mailboxes are due at the start of each measurement.
func (c *benchPush) sizes() []int {
	if len(c.Queued) > 0 {
		return c.Queued
	}
	sizes := make([]int, c.Rounds)
	for i := range sizes {
		sizes[i] = c.Mailboxes
	}
	return sizes
}

// pushBench is a series of measurements on one store.
type pushBench struct {
	*benchPush
	to    streams
	log   *slog.Logger
	store store.Store
	load  pushload.Load
	fake  *fakeFCM

	filled  int                    // mailboxes made so far
	rung    map[pushload.Ring]bool // what earlier measurements have sent
	read    int64                  // how far the fake's log was read
	current []*messaging.Message   // what the bare loop sends
}

func (c *benchPush) measure(ctx context.Context, fake *fakeFCM, devices int, to streams) (rounds []pushRound, failed error) {
	log := quietLog(to.err)
	opened, err := stores.Open(ctx, c.Store, log)
	if err != nil {
		return nil, err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	b := &pushBench{
		benchPush: c, to: to, log: log, store: opened, fake: fake, rung: map[pushload.Ring]bool{},
		load: pushload.Load{
			Name:   fmt.Sprintf("bench-%d-%d-%d", os.Getpid(), time.Now().UnixMilli(), devices),
			Phones: devices, Boxes: &store.Mailboxes{Store: opened, Now: time.Now, Log: log},
		},
	}
	if _, b.read, err = pushload.ReadLog(ctx, fake.address, 0); err != nil {
		return nil, err
	}
	for _, size := range c.sizes() {
		round, err := b.round(ctx, size)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, round)
	}
	return rounds, nil
}

// round makes mailboxes until so many are due, and measures bare loop, notifier, bare loop.
func (b *pushBench) round(ctx context.Context, size int) (pushRound, error) {
	due := b.filled - len(b.rung)/b.load.Phones
	started := time.Now()
	if err := b.load.Fill(ctx, b.filled, max(size-due, 0)); err != nil {
		return pushRound{}, err
	}
	first := b.filled
	if b.filled += max(size-due, 0); b.filled == first {
		return pushRound{}, fmt.Errorf("%d mailboxes are due already: numbers of --queued must ascend", due)
	}
	_, _ = fmt.Fprintf(b.to.err, "%d mailboxes made in %v\n", b.filled-first, time.Since(started).Round(time.Millisecond))
	if err := b.messages(ctx, first); err != nil {
		return pushRound{}, err
	}
	all := b.filled*b.load.Phones - len(b.rung)
	target := all
	if len(b.Queued) > 0 {
		target = min(b.First, all)
	}
	before, cpuBefore, err := b.floor(ctx)
	if err != nil {
		return pushRound{}, err
	}
	begun, cpu, err := b.pipeline(ctx, target, target == all)
	if err != nil {
		return pushRound{}, err
	}
	round, err := b.judge(ctx, begun, target, target == all)
	if err != nil {
		return pushRound{}, err
	}
	after, cpuAfter, err := b.floor(ctx)
	if err != nil {
		return pushRound{}, err
	}
	round.Queued, round.FloorBefore, round.FloorAfter = due+b.filled-first, before, after
	round.OfFloor = round.Rate / ((before + after) / 2)
	round.CPUEach, round.CPUFloor = micros(cpu)/float64(max(target, 1)), micros(cpuBefore+cpuAfter)/float64(2*b.Floor)
	return round, nil
}

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// messages makes what the bare loop sends: the very messages of the newest mailboxes.
func (b *pushBench) messages(ctx context.Context, first int) error {
	count := min(b.filled-first, (b.Floor+b.load.Phones-1)/b.load.Phones)
	sends, err := b.load.Sends(ctx, first, count)
	if err != nil {
		return err
	}
	b.current = b.current[:0]
	for _, send := range sends {
		m, err := notify.Message(send, time.Now(), benchOrgName)
		if err != nil {
			return err
		}
		b.current = append(b.current, m)
	}
	if len(b.current) == 0 {
		return errors.New("nothing is due in the mailboxes that were made")
	}
	return nil
}

// floor sends with the same client and nothing else, and answers the rate by the fake's log.
func (b *pushBench) floor(ctx context.Context) (rate float64, cpu time.Duration, err error) {
	sender, err := b.client(ctx, b.fake, b.TLS, floorProject, b.log)
	if err != nil {
		return 0, 0, err
	}
	defer sender.Close()
	started := cpuTime()
	var next atomic.Int64
	var loops sync.WaitGroup
	for range b.Concurrency {
		loops.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.Floor) && ctx.Err() == nil; i = next.Add(1) - 1 {
				sender.Send(ctx, b.current[i%int64(len(b.current))])
			}
		})
	}
	loops.Wait()
	cpu = cpuTime() - started
	received, read, err := pushload.ReadLog(ctx, b.fake.address, b.read)
	if err != nil {
		return 0, 0, err
	}
	b.read = read
	times := pushload.Tally{}
	for _, r := range received {
		if r.Project == floorProject && r.Outcome == fcmtest.Accepted {
			times.Times = append(times.Times, r.At)
		}
	}
	if rate = times.Rate(0); rate == 0 {
		return 0, 0, errors.New("the bare loop has no rate: nothing of it was accepted")
	}
	return rate, cpu, nil
}

// pipeline runs the notifier until so many phones have an outcome. With all it looks twice more
// whether it finds anything to send again.
func (b *pushBench) pipeline(ctx context.Context, target int, all bool) (begun time.Time, cpu time.Duration, err error) {
	sender, err := b.client(ctx, b.fake, b.TLS, benchProject, b.log)
	if err != nil {
		return time.Time{}, 0, err
	}
	defer sender.Close()
	var answers, outcomes atomic.Int64
	reached := make(chan struct{})
	config := b.notifier(b.store, sender, b.log)
	config.OnAnswer = func(_ model.Send, r model.Result) {
		answers.Add(1)
		if r.State != model.PhoneRetry && outcomes.Add(1) == int64(target) {
			close(reached)
		}
	}
	n, err := notify.New(config)
	if err != nil {
		return time.Time{}, 0, err
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	begun, started := time.Now(), cpuTime()
	go func() { ended <- n.Run(running) }()
	b.await(ctx, reached, &answers)
	if all {
		cpu = cpuTime() - started
		await(ctx, 3*time.Second)
	}
	stop()
	err = <-ended
	if !all {
		cpu = cpuTime() - started
	}
	return begun, cpu, errors.Join(err, ctx.Err())
}

// await returns once the target is reached, or when no answer comes any more.
func (b *pushBench) await(ctx context.Context, reached <-chan struct{}, answers *atomic.Int64) {
	tick := time.NewTicker(b.Patience)
	defer tick.Stop()
	before := int64(-1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-reached:
			return
		case <-tick.C:
			now := answers.Load()
			if now == before {
				_, _ = fmt.Fprintf(b.to.err, "no answer for %v\n", b.Patience)
				return
			}
			before = now
		}
	}
}

// await waits so long, or until ctx ends.
func await(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// judge reads the fake's log and holds it against what was to ring.
func (b *pushBench) judge(ctx context.Context, begun time.Time, target int, all bool) (pushRound, error) {
	received, read, err := pushload.ReadLog(ctx, b.fake.address, b.read)
	if err != nil {
		return pushRound{}, err
	}
	b.read = read
	expected, err := b.load.Expected(0, b.filled)
	if err != nil {
		return pushRound{}, err
	}
	for ring := range b.rung {
		delete(expected, ring)
	}
	tally := pushload.Compare(expected, received, benchProject)
	for _, r := range received {
		if r.Project == benchProject && r.Outcome == fcmtest.Accepted && expected[r.Ring] {
			b.rung[r.Ring] = true
		}
	}
	taken := make([]time.Duration, 0, target)
	for _, at := range tally.Times[:min(target, len(tally.Times))] {
		taken = append(taken, at.Sub(begun))
	}
	round := pushRound{
		Devices: b.load.Phones, Measured: len(taken), Rate: tally.Rate(target),
		P50: millis(pushload.Percentile(taken, 0.5)), P95: millis(pushload.Percentile(taken, 0.95)), P99: millis(pushload.Percentile(taken, 0.99)),
		Doubles: tally.Doubles, Repeats: tally.Repeats, Strange: tally.Strange, Outcomes: map[string]float64{},
	}
	if round.Rate > 0 {
		round.MicrosEach = 1e6 / round.Rate
	}
	if all {
		round.Lost = &tally.Lost
	}
	for outcome, n := range tally.Outcomes {
		round.Outcomes[string(outcome)] = float64(n)
	}
	return round, nil
}
