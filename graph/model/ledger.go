package model

import (
	"cmp"
	"slices"
	"time"
)

// PushSummary adds up the pushes that fell out of a mailbox's record.
type PushSummary struct {
	Since  time.Time   `bson:"since"`  // when the first of them was meant to ring
	Until  time.Time   `bson:"until"`  // when the last of them was settled
	Counts []PushCount `bson:"counts"` // by state and reason, sorted
}

// PushCount is how many pushes ended in a state for a reason.
type PushCount struct {
	State  PushState `bson:"state"`
	Reason Reason    `bson:"reason,omitempty"`
	Count  int       `bson:"count"`
}

// PushSummary adds up the pushes that are not kept one by one any more; nil while all are.
func (m *Mailbox) PushSummary() *PushSummary { return m.Push.Summary }

// record puts a settled push on record. The oldest one above MaxRecord is added up and forgotten.
func (s *PushSection) record(p *Push) {
	s.Record = append(s.Record, p)
	for over := len(s.Record) - MaxRecord; over > 0; over-- {
		s.addUp(s.Record[0])
		s.Record = slices.Delete(s.Record, 0, 1)
	}
}

func (s *PushSection) addUp(p *Push) {
	if s.Summary == nil {
		s.Summary = &PushSummary{}
	}
	sum := s.Summary
	sum.Since, sum.Until = earliest(sum.Since, p.PlannedAt), later(sum.Until, p.SettledAt)
	at, found := slices.BinarySearchFunc(sum.Counts, p, func(c PushCount, p *Push) int {
		return cmp.Or(cmp.Compare(c.State, p.State), cmp.Compare(c.Reason, p.Reason))
	})
	if !found {
		sum.Counts = slices.Insert(sum.Counts, at, PushCount{State: p.State, Reason: p.Reason})
	}
	sum.Counts[at].Count++
}

// PushPage is a page of the pushes about an entry ("" for all), newest first: at most size, after the
// one with that id ("" for the first page). Nothing follows one that is not kept any more.
func (m *Mailbox) PushPage(entry EntryID, after PushID, size int) []*Push {
	pushes := m.PushesAbout(entry)
	if after != "" {
		at := slices.IndexFunc(pushes, func(p *Push) bool { return p.ID == after })
		if at < 0 {
			return nil
		}
		pushes = pushes[at+1:]
	}
	return pushes[:min(size, len(pushes))]
}

// TakenDownAt is when the push's notification was taken away from the phones on which it was not seen;
// zero while it stands, and for one that never rang.
func (p *Push) TakenDownAt() time.Time {
	if p.Takedown == nil {
		return time.Time{}
	}
	return p.Takedown.At
}
