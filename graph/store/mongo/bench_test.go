package mongo_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/mongo"
	"burgerbode/graph/store/storetest"
)

// benchEntries is the size of the mailboxes measured: about 7 KB each.
const benchEntries = 20

// benchStore is a store with n saved mailboxes.
func benchStore(b *testing.B, n int) (*mongo.Store, []*model.Mailbox) {
	b.Helper()
	s := open(b, newDatabase(b))
	saved := make([]*model.Mailbox, n)
	for i := range saved {
		saved[i] = storetest.MailboxOf(model.CitizenID(model.HashID("bench", fmt.Sprint(i))), benchEntries)
	}
	mustSave(b, s, saved)
	return s, saved
}

func mustSave(b *testing.B, s *mongo.Store, mailboxes []*model.Mailbox) {
	b.Helper()
	results, err := s.SaveMailboxes(b.Context(), mailboxes)
	if err := errors.Join(err, errors.Join(results...)); err != nil {
		b.Fatal(err)
	}
}

func perSecond(b *testing.B, each int) {
	b.Helper()
	b.ReportMetric(float64(b.N*each)/b.Elapsed().Seconds(), "mailboxes/s")
}

func BenchmarkReadOne(b *testing.B) {
	s, saved := benchStore(b, 100)
	for n := 0; b.Loop(); n++ {
		if _, err := s.Mailboxes(b.Context(), []model.CitizenID{saved[n%len(saved)].ID}); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, 1)
}

// Sixteen callers at once, each reading one mailbox at a time.
func BenchmarkReadBy16(b *testing.B) {
	s, saved := benchStore(b, 100)
	const callers = 16
	var callersDone sync.WaitGroup
	work := make(chan model.CitizenID)
	for range callers {
		callersDone.Go(func() {
			for id := range work {
				if _, err := s.Mailboxes(b.Context(), []model.CitizenID{id}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for n := 0; b.Loop(); n++ {
		work <- saved[n%len(saved)].ID
	}
	close(work)
	callersDone.Wait()
	perSecond(b, 1)
}

func BenchmarkSave(b *testing.B) {
	s, saved := benchStore(b, 100)
	for n := 0; b.Loop(); n++ {
		m := saved[n%len(saved)]
		m.Rev++
		mustSave(b, s, []*model.Mailbox{m})
	}
	perSecond(b, 1)
}

func BenchmarkSave500(b *testing.B) {
	s, saved := benchStore(b, store.MaxBatch)
	for b.Loop() {
		for _, m := range saved {
			m.Rev++
		}
		mustSave(b, s, saved)
	}
	perSecond(b, store.MaxBatch)
}
