package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	engine "burgerbode/notify/campaign"
)

// noPace is a pace, in citizens a minute, that holds nobody up.
const noPace = 1e9

// firstLook is after how long the engine looks at the campaigns first, and how often then: as in production.
const firstLook = time.Second

// plan measures how fast the engine tells a part of the citizens, which is planning and queuing: nothing is
// sent. Before and after each time the same mailboxes are saved in bulks with a change of one flag.
func (b *campaignBench) plan(ctx context.Context) (rounds []planFigures, err error) {
	ids, err := b.part(planBand)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(ids, func(a, b model.CitizenID) int { return cmp.Or(a.Slot()-b.Slot(), cmp.Compare(a, b)) })
	before, err := b.bare(ctx, ids)
	if err != nil {
		return nil, err
	}
	for range b.Rounds {
		id, err := b.begin(ctx, planBand, len(ids), noPace)
		if err != nil {
			return nil, err
		}
		ours, memory, err := b.queue(ctx, id, len(ids))
		if err != nil {
			return nil, err
		}
		if err := b.end(ctx, id); err != nil {
			return nil, err
		}
		after, err := b.bare(ctx, ids)
		if err != nil {
			return nil, err
		}
		count := float64(len(ids))
		rounds = append(rounds, planFigures{
			Citizens: len(ids), Rate: count / ours.wall.Seconds(), FloorBefore: count / before.wall.Seconds(), FloorAfter: count / after.wall.Seconds(),
			OfFloor: ((before.wall + after.wall) / 2).Seconds() / ours.wall.Seconds(),
			CPUEach: micros(ours.cpu) / count, CPUFloor: micros(before.cpu+after.cpu) / 2 / count, Memory: memory,
		})
		before = after
	}
	return rounds, nil
}

// cost is what something took.
type cost struct{ wall, cpu time.Duration }

// bare saves the mailboxes in bulks of as many as a store takes.
func (b *campaignBench) bare(ctx context.Context, ids []model.CitizenID) (cost, error) {
	began, used := time.Now(), cpuTime()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(b.Writers)
	for part := range slices.Chunk(ids, store.MaxBatch) {
		group.Go(func() error {
			changes := make(map[model.CitizenID]store.Change, len(part))
			for _, id := range part {
				changes[id] = func(m *model.Mailbox) error {
					flipped := m.Preferences
					flipped.MuteStatus = !flipped.MuteStatus
					m.SetPreferences(flipped, b.now())
					return nil
				}
			}
			_, failed, err := b.boxes.UpdateMany(ctx, changes)
			for _, one := range failed {
				err = errors.Join(err, one)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return cost{}, fmt.Errorf("save in bulks: %w", err)
	}
	return cost{time.Since(began), cpuTime() - used}, nil
}

// queue runs the engine, which has all slots, until it has told everybody. The time is from its first look to its
// last save. The memory is taken at each quarter.
func (b *campaignBench) queue(ctx context.Context, id model.CampaignID, audience int) (took cost, memory []memoryUse, err error) {
	var told atomic.Int64
	var last atomic.Int64
	boxes := &store.Mailboxes{Store: b.store, Now: b.now, Log: b.log, Saved: func(m *model.Mailbox) {
		if _, err := m.ToldOf(id); err == nil {
			told.Add(1)
			last.Store(time.Now().UnixNano())
		}
	}}
	teller, err := engine.New(engine.Config{
		Mailboxes: boxes, Book: engine.NewBook(b.store, 0), Holds: func(int) bool { return true }, Log: b.log, Look: firstLook,
	})
	if err != nil {
		return took, nil, err
	}
	running, stop := context.WithCancel(ctx)
	var ended sync.WaitGroup
	defer ended.Wait()
	defer stop()
	began, used := time.Now().Add(firstLook), cpuTime() // until then it waits
	ended.Go(func() { _ = teller.Run(running) })
	for quarter := 1; quarter <= 4; quarter++ {
		if err := b.reach(ctx, &told, audience*quarter/4); err != nil {
			return took, nil, err
		}
		memory = append(memory, memoryNow(quarter*25))
	}
	if told.Load() != int64(audience) {
		return took, nil, fmt.Errorf("%d of %d were told", told.Load(), audience)
	}
	return cost{time.Unix(0, last.Load()).Sub(began), cpuTime() - used}, memory, nil
}

// reach waits until a count is reached. It fails once the count stands still.
func (b *campaignBench) reach(ctx context.Context, count *atomic.Int64, target int) error {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	before, since := int64(-1), time.Now()
	for {
		now := count.Load()
		switch {
		case now >= int64(target):
			return nil
		case now != before:
			before, since = now, time.Now()
		case time.Since(since) > b.Patience:
			return fmt.Errorf("it stands still at %d of %d", now, target)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// memoryNow is what is held after a collection: of Go's heap, and, where the system says it, of all. A store in
// memory grows by itself and stands in the second.
func memoryNow(at int) memoryUse {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return memoryUse{At: at, HeapMiB: float64(stats.HeapAlloc) / (1 << 20), RSSMiB: residentMiB()}
}

// residentMiB is the process's resident memory; 0 where the system has no /proc.
func residentMiB() float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.Atoi(fields[1])
	if err != nil {
		return 0
	}
	return float64(pages) * float64(os.Getpagesize()) / (1 << 20)
}
