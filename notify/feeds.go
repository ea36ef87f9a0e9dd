package notify

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// feed is one part of a sender's feed: what is told from the mailboxes of one slot.
type feed struct {
	sender model.OrgCode
	slot   int
}

// entry is an outcome on its way into its feed.
type entry struct {
	feed    feed
	outcome *model.Outcome
	maybe   bool // it may be there already
}

// feeds writes outcomes, each once and numbered without gaps. That rests on one writer for each slot;
// should two write all the same, the one that finds its number taken looks again.
type feeds struct {
	store  store.Store
	tenure func(slot int) (int64, bool) // how often we took the slot, and whether it is ours
	fresh  func() bool                  // whether our beat is

	mu   sync.Mutex // held while outcomes are written, a batch at a time
	next map[feed]place
}

// place is the number of a feed's next entry, as long as we hold the slot for the tenure-th time.
type place struct{ number, tenure int64 }

// maxTaken is how often in a row numbers may be taken by somebody else.
const maxTaken = 10

// write writes the entries. With an error some may be written; doing it again finds them.
func (f *feeds) write(ctx context.Context, entries []*entry) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for taken := 0; len(entries) > 0; {
		var err error
		if entries, err = f.missing(ctx, entries); err != nil {
			return err
		}
		if err := f.find(ctx, entries); err != nil {
			return err
		}
		wave, rest := f.number(entries)
		lost, err := f.add(ctx, wave)
		if err != nil {
			return err
		}
		if len(lost) > 0 {
			taken++
			if taken > maxTaken {
				return fmt.Errorf("number outcomes: %w: others are faster", store.ErrUnavailable)
			}
		}
		entries = slices.Concat(lost, rest)
	}
	return nil
}

// missing leaves out the entries that are written already.
func (f *feeds) missing(ctx context.Context, entries []*entry) ([]*entry, error) {
	var left []*entry
	for _, e := range entries {
		if e.maybe {
			count, err := store.Count[model.Outcome](ctx, f.store, model.OutcomeList(e.outcome.Notice))
			if err != nil {
				return nil, fmt.Errorf("look for an outcome: %w", err)
			}
			if count > 0 {
				continue
			}
			e.maybe = false
		}
		left = append(left, e)
	}
	return left, nil
}

// number gives the next numbers to as many entries of each feed as may be written at a time.
func (f *feeds) number(entries []*entry) (wave, rest []*entry) {
	count := map[feed]int64{}
	for _, e := range entries {
		if count[e.feed] == model.OutcomeWindow || len(wave) == store.MaxBatch {
			rest = append(rest, e)
			continue
		}
		e.outcome.ID = model.OutcomeKey(e.feed.sender, e.feed.slot, f.next[e.feed].number+count[e.feed])
		count[e.feed]++
		wave = append(wave, e)
	}
	return wave, rest
}

// add writes entries under their numbers. It answers those whose number somebody else has taken.
func (f *feeds) add(ctx context.Context, wave []*entry) (lost []*entry, err error) {
	outcomes := make([]*model.Outcome, len(wave))
	for i, e := range wave {
		outcomes[i] = e.outcome
		if tenure, held := f.tenure(e.feed.slot); !held || tenure != f.next[e.feed].tenure || !f.fresh() {
			return nil, fmt.Errorf("write outcomes: %w: %w", store.ErrUnavailable, errUntold)
		}
	}
	held, err := store.Add(ctx, f.store, outcomes)
	if err != nil {
		for _, e := range wave {
			delete(f.next, e.feed)
		}
		return nil, fmt.Errorf("write outcomes: %w", err)
	}
	taken := map[feed]bool{}
	for i, e := range wave {
		if held[i].Notice != e.outcome.Notice {
			e.maybe, taken[e.feed] = true, true
			lost = append(lost, e)
			continue
		}
		at := f.next[e.feed]
		at.number++
		f.next[e.feed] = at
	}
	for feed := range taken {
		delete(f.next, feed)
	}
	return lost, nil
}

// find makes the next number of each entry's feed known, once for each time that we hold its slot.
func (f *feeds) find(ctx context.Context, entries []*entry) error {
	unknown := map[feed]*search{}
	for _, e := range entries {
		tenure, _ := f.tenure(e.feed.slot)
		if at, known := f.next[e.feed]; !known || at.tenure != tenure {
			unknown[e.feed] = &search{tenure: tenure}
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	for {
		probes := map[feed][]int64{}
		for feed, s := range unknown {
			if numbers := s.probes(); len(numbers) > 0 {
				probes[feed] = numbers
			}
		}
		if len(probes) == 0 {
			break
		}
		there, err := f.there(ctx, probes)
		if err != nil {
			return err
		}
		for feed, numbers := range probes {
			unknown[feed].narrow(numbers, there[feed])
		}
	}
	return f.fill(ctx, unknown)
}

// fill closes the gaps that a write left which was cut off, so that readers get past them: whoever
// was to be told of there is told of under a later number.
func (f *feeds) fill(ctx context.Context, ends map[feed]*search) error {
	windows := map[feed][]int64{}
	for feed, s := range ends {
		for number := max(1, s.low-model.OutcomeWindow+1); number <= s.low+model.OutcomeWindow; number++ {
			windows[feed] = append(windows[feed], number)
		}
	}
	there, err := f.there(ctx, windows)
	if err != nil {
		return err
	}
	var gaps []*model.Outcome
	next := map[feed]place{}
	for feed, numbers := range windows {
		last := max(slices.Max(append(slices.Collect(maps.Keys(there[feed])), 0)), ends[feed].low)
		for _, number := range numbers {
			if number < last && !there[feed][number] {
				gaps = append(gaps, &model.Outcome{ID: model.OutcomeKey(feed.sender, feed.slot, number), Sender: feed.sender})
			}
		}
		next[feed] = place{number: last + 1, tenure: ends[feed].tenure}
	}
	for part := range slices.Chunk(gaps, store.MaxBatch) {
		if _, err := store.Add(ctx, f.store, part); err != nil {
			return fmt.Errorf("fill gaps among outcomes: %w", err)
		}
	}
	maps.Copy(f.next, next)
	return nil
}

// there tells which of the numbers of feeds are taken.
func (f *feeds) there(ctx context.Context, numbers map[feed][]int64) (map[feed]map[int64]bool, error) {
	type spot struct {
		feed   feed
		number int64
	}
	spots := map[string]spot{}
	for feed, some := range numbers {
		for _, number := range some {
			spots[model.OutcomeKey(feed.sender, feed.slot, number)] = spot{feed, number}
		}
	}
	there := map[feed]map[int64]bool{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(spots)), store.MaxBatch) {
		found, err := store.Find[model.Outcome](ctx, f.store, part)
		if err != nil {
			return nil, fmt.Errorf("read outcomes: %w", err)
		}
		for key := range found {
			at := spots[key]
			if there[at.feed] == nil {
				there[at.feed] = map[int64]bool{}
			}
			there[at.feed][at.number] = true
		}
	}
	return there, nil
}

// search looks for the end of a numbered feed: in ever longer strides until a number is missing, and
// then between. The number low is taken and high is not, 0 and 0 at first.
type search struct{ low, high, tenure int64 }

// fan is how many numbers a search asks about at a time.
const fan = 8

// probes are the numbers to ask about next, ascending; none once the end is found.
func (s *search) probes() []int64 {
	var numbers []int64
	if s.high == 0 {
		for number := max(1, 4*s.low); len(numbers) < fan; number *= 4 {
			numbers = append(numbers, number)
		}
		return numbers
	}
	step := max(1, (s.high-s.low+fan-1)/fan)
	for number := s.low + step; number < s.high; number += step {
		numbers = append(numbers, number)
	}
	return numbers
}

// narrow takes in which of the numbers are taken.
func (s *search) narrow(numbers []int64, there map[int64]bool) {
	for _, number := range numbers {
		if !there[number] {
			s.high = number
			return
		}
		s.low = number
	}
}
