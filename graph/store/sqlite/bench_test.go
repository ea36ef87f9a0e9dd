package sqlite_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
)

// entries is the size of the mailboxes below: about 5 KB each.
const entries = 20

// places runs a benchmark in a file and in memory, on a store with mailboxes at revision 1.
func places(b *testing.B, run func(*testing.B, *sqlite.Store, []*model.Mailbox)) {
	for _, place := range []string{"file", "memory"} {
		b.Run(place, func(b *testing.B) {
			url := memory
			if place == "file" {
				url = urlOf(filepath.Join(b.TempDir(), "bench.db"))
			}
			s := open(b, url)
			mailboxes := make([]*model.Mailbox, store.MaxBatch)
			for i := range mailboxes {
				id := model.CitizenID(model.HashID("bench", fmt.Sprint(i)))
				mailboxes[i] = storetest.MailboxOf(id, entries)
			}
			saveBulk(b, s, mailboxes)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, s, mailboxes)
		})
	}
}

func saveBulk(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
	b.Helper()
	results, err := s.SaveMailboxes(b.Context(), mailboxes)
	if err := errors.Join(err, errors.Join(results...)); err != nil {
		b.Fatal(err)
	}
}

func perSecond(b *testing.B, what string, each int) {
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), what+"/s")
}

func BenchmarkRead(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		for i := range b.N {
			id := mailboxes[i%len(mailboxes)].ID
			if found, err := s.Mailboxes(b.Context(), []model.CitizenID{id}); err != nil || found[id] == nil {
				b.Fatal(found, err)
			}
		}
		perSecond(b, "mailboxes", 1)
	})
}

func BenchmarkReadParallel(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		var next atomic.Int64
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				id := mailboxes[int(next.Add(1))%len(mailboxes)].ID
				if found, err := s.Mailboxes(b.Context(), []model.CitizenID{id}); err != nil || found[id] == nil {
					b.Error(found, err)
					return
				}
			}
		})
		perSecond(b, "mailboxes", 1)
	})
}

func BenchmarkReadBulk(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		ids := make([]model.CitizenID, len(mailboxes))
		for i, m := range mailboxes {
			ids[i] = m.ID
		}
		for range b.N {
			if found, err := s.Mailboxes(b.Context(), ids); err != nil || len(found) != len(ids) {
				b.Fatal(len(found), err)
			}
		}
		perSecond(b, "mailboxes", len(ids))
	})
}

func BenchmarkSave(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		for i := range b.N {
			m := mailboxes[i%len(mailboxes)]
			m.Rev++
			saveBulk(b, s, []*model.Mailbox{m})
		}
		perSecond(b, "mailboxes", 1)
	})
}

// Savers that come at the same time share their commits.
func BenchmarkSaveParallel(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		var next atomic.Int64
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			m := mailboxes[int(next.Add(1))] // one each
			for pb.Next() {
				m.Rev++
				results, err := s.SaveMailboxes(b.Context(), []*model.Mailbox{m})
				if err := errors.Join(err, errors.Join(results...)); err != nil {
					b.Error(err)
					return
				}
			}
		})
		perSecond(b, "mailboxes", 1)
	})
}

func BenchmarkSaveBulk(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		for range b.N {
			for _, m := range mailboxes {
				m.Rev++
			}
			saveBulk(b, s, mailboxes)
		}
		perSecond(b, "mailboxes", len(mailboxes))
	})
}

// A bulk change as the program makes it: read 500, decode, change, save.
func BenchmarkUpdateBulk(b *testing.B) {
	places(b, func(b *testing.B, s *sqlite.Store, mailboxes []*model.Mailbox) {
		ids := make([]model.CitizenID, len(mailboxes))
		for i, m := range mailboxes {
			ids[i] = m.ID
		}
		for range b.N {
			found, err := s.Mailboxes(b.Context(), ids)
			if err != nil {
				b.Fatal(err)
			}
			changed := make([]*model.Mailbox, 0, len(found))
			for _, m := range found {
				m.Rev++
				changed = append(changed, m)
			}
			saveBulk(b, s, changed)
		}
		perSecond(b, "mailboxes", len(ids))
	})
}
