package resolvers_test

import (
	"errors"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// BenchmarkDryRun counts what a campaign would come to for everybody, through the API, beside a bare read of the
// same mailboxes in the same run, by as many goroutines. "of-bare" is the one time by the other.
//
//	go test ./resolvers -run '^$' -bench DryRun -benchtime 3x
//
// BURGERBODE_BENCH_MAILBOXES says how many mailboxes, 20,000 without it.
func BenchmarkDryRun(b *testing.B) {
	count := 20_000
	if text := os.Getenv("BURGERBODE_BENCH_MAILBOXES"); text != "" {
		var err error
		count, err = strconv.Atoi(text)
		must(b, err)
	}
	s := newService(b)
	direct := s.again(b, wrapped(func(store.Store) store.Store { return s.store.Store }))
	s.inhabit(b, count)
	id, _ := direct.author().create(b, change(campaignDraft(), "perMinute", 60_000))
	var bare, dry time.Duration
	for b.Loop() {
		began := time.Now()
		if read := readEverybody(b, s.store.Store); read != count {
			b.Fatalf("read %d mailboxes", read)
		}
		bare += time.Since(began)
		began = time.Now()
		run := direct.author().ask(b, dryRun, m{"input": m{"id": id}})
		dry += time.Since(began)
		want(b, run.at("campaignDryRun.people"), count)
	}
	b.ReportMetric(bare.Seconds()/float64(b.N), "bare-s")
	b.ReportMetric(dry.Seconds()/float64(b.N), "dry-s")
	b.ReportMetric(dry.Seconds()/bare.Seconds(), "of-bare")
	b.ReportMetric(0, "ns/op")
}

// inhabit gives so many citizens of Mechelen a mailbox with a letter or two. Of five, two have a phone that rings, one
// has a phone that may not, and one has none and signed in last week.
func (s *service) inhabit(b *testing.B, count int) {
	b.Helper()
	for from := 0; from < count; from += store.MaxBatch {
		_, boxes := readyDocuments(b, from, min(store.MaxBatch, count-from))
		var seen []*model.Receipt
		for i, box := range boxes {
			preferences := box.Preferences
			preferences.Residence, preferences.Campaigns = "12025", i%7 > 0
			box.SetPreferences(preferences, opening)
			if i%5 < 3 {
				device := model.Device{InstallationID: phone, Token: model.FCMToken(box.ID), Platform: model.PlatformAndroid, Permission: i%5 < 2, AppVersion: "1.0.0"}
				box.RegisterDevice(device, opening.AddDate(0, 0, -10))
			}
			if i%5 == 3 {
				seen = append(seen, model.NewSeen(box.ID, opening.AddDate(0, 0, -7)))
			}
			box.Rev--
			box.Seal(opening)
		}
		results, err := s.store.Store.SaveMailboxes(b.Context(), boxes)
		must(b, errors.Join(append(results, err)...))
		_, err = store.Add(b.Context(), s.store.Store, seen)
		must(b, err)
	}
}

// readEverybody reads each mailbox of the store and does nothing with it.
func readEverybody(b *testing.B, from store.Store) int {
	b.Helper()
	counts := make([]int, model.Slots)
	group, ctx := errgroup.WithContext(b.Context())
	group.SetLimit(runtime.GOMAXPROCS(0))
	for slot := range model.Slots {
		group.Go(func() error {
			walk := store.WalkAudience(from, nil, slot, "")
			for {
				boxes, err := walk.Mailboxes(ctx, store.MaxBatch)
				if err != nil || len(boxes) == 0 {
					return err
				}
				counts[slot] += len(boxes)
			}
		})
	}
	must(b, group.Wait())
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}
