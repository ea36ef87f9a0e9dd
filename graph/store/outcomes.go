package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"burgerbode/graph/model"
)

// maxFeedReads bounds the reads for one page of a feed: a reader who may see few of its entries gets
// a page with less than was asked for, and more to come.
const maxFeedReads = 10

// OutcomePage is a part of a sender's feed, in the order of the numbers within its parts, so that the
// part between two cursors is the same whenever it is read.
type OutcomePage struct {
	Outcomes []*model.Outcome
	Cursor   model.FeedCursor // behind all that was looked at, seen or not
	More     bool             // there may be more now
}

// ReadOutcomes reads what follows a place in sender's feed and is for reader, at most limit. It
// skips nothing: within each part it stops at the first number that is not there. Whatever order
// entries are written in, those that come later are found later, and no clock takes part.
func ReadOutcomes(ctx context.Context, s Recorder, sender model.OrgCode, reader model.FeedReader, after model.FeedCursor, limit int) (*OutcomePage, error) {
	page := &OutcomePage{Cursor: after}
	going := make([]int, model.Slots) // the parts of which all was there that was asked for
	for slot := range going {
		going[slot] = slot
	}
	width := int64(1) // most often there is nothing new, and that costs one key for each part
	for range maxFeedReads {
		var numbers []outcomeAt
		for _, slot := range going {
			for number := page.Cursor[slot] + 1; number <= page.Cursor[slot]+width; number++ {
				numbers = append(numbers, outcomeAt{slot, number})
			}
		}
		found, err := findOutcomes(ctx, s, sender, numbers)
		if err != nil {
			return nil, err
		}
		more, full := page.take(numbers, found, reader, width, limit)
		if going = full; more || len(going) == 0 || len(page.Outcomes) == limit {
			page.More = more || len(going) > 0
			return page, nil
		}
		width = int64(MaxBatch / len(going))
	}
	page.More = true
	return page, nil
}

// take moves the page on over what was found at numbers, the lowest numbers first. It answers whether
// something was left, and the parts that may have more.
func (p *OutcomePage) take(numbers []outcomeAt, found map[outcomeAt]*model.Outcome, reader model.FeedReader, width int64, limit int) (left bool, full []int) {
	from := p.Cursor
	slices.SortFunc(numbers, outcomeAt.compare)
	for _, at := range numbers {
		one := found[at]
		if one == nil || p.Cursor[at.slot] != at.number-1 {
			continue
		}
		if len(p.Outcomes) == limit {
			left = true
			break
		}
		if p.Cursor[at.slot] = at.number; one.SeenBy(reader) {
			p.Outcomes = append(p.Outcomes, one)
		}
	}
	sortOutcomes(p.Outcomes)
	for slot := range from {
		if p.Cursor[slot] == from[slot]+width {
			full = append(full, slot)
		}
	}
	return left, full
}

// OutcomesBetween reads what is for reader between two cursors of sender's feed. ErrNotFound when
// some of it is not there.
func OutcomesBetween(ctx context.Context, s Recorder, sender model.OrgCode, reader model.FeedReader, from, to model.FeedCursor) ([]*model.Outcome, error) {
	var seen []*model.Outcome
	var numbers []outcomeAt
	read := func() error {
		found, err := findOutcomes(ctx, s, sender, numbers)
		if err != nil {
			return err
		}
		if len(found) < len(numbers) {
			return fmt.Errorf("read a part of a feed: %w", ErrNotFound)
		}
		for _, one := range found {
			if one.SeenBy(reader) {
				seen = append(seen, one)
			}
		}
		numbers = numbers[:0]
		return nil
	}
	for slot := range from {
		for number := from[slot] + 1; number <= to[slot]; number++ {
			if numbers = append(numbers, outcomeAt{slot, number}); len(numbers) == MaxBatch {
				if err := read(); err != nil {
					return nil, err
				}
			}
		}
	}
	err := read()
	sortOutcomes(seen)
	return seen, err
}

// outcomeAt is a place in a sender's feed.
type outcomeAt struct {
	slot   int
	number int64
}

func (a outcomeAt) compare(b outcomeAt) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.slot, b.slot))
}

func findOutcomes(ctx context.Context, s Recorder, sender model.OrgCode, numbers []outcomeAt) (map[outcomeAt]*model.Outcome, error) {
	keys := make([]string, len(numbers))
	for i, at := range numbers {
		keys[i] = model.OutcomeKey(sender, at.slot, at.number)
	}
	found, err := Find[model.Outcome](ctx, s, keys)
	if err != nil {
		return nil, fmt.Errorf("read the feed: %w", err)
	}
	there := make(map[outcomeAt]*model.Outcome, len(found))
	for i, at := range numbers {
		if one := found[keys[i]]; one != nil {
			there[at] = one
		}
	}
	return there, nil
}

// sortOutcomes sorts by number and then by part, both of which the key ends with.
func sortOutcomes(outcomes []*model.Outcome) {
	slices.SortFunc(outcomes, func(a, b *model.Outcome) int {
		return cmp.Or(strings.Compare(lastDigits(a.ID), lastDigits(b.ID)), strings.Compare(a.ID, b.ID))
	})
}

// lastDigits is the number that a key ends with.
func lastDigits(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }
