package notify

import (
	"maps"
	"slices"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Share says what the sheet is to be once me has taken its part in it, with beat as its beat: the
// dead are gone, free slots are taken up to the fair share, slots above it are given back. A slot
// that is busy is not given back yet but named in closing: no new work may start there, so that it
// can be given back next time. The slots of all notifiers that live come to model.Slots whatever
// the order in which they do this.
func Share(sheet store.Sheet, me string, beat int64, dead func(name string) bool, busy func(slot int) bool) (
	wanted store.Sheet, closing []int,
) {
	wanted = store.Sheet{ID: sheet.ID, Rev: sheet.Rev, Beats: map[string]int64{}, Holders: make([]string, model.Slots)}
	for name, count := range sheet.Beats {
		if name != me && !dead(name) {
			wanted.Beats[name] = count
			wanted.SetWait(name, sheet.Waits[name])
		}
	}
	wanted.Beats[me] = beat
	var mine, free []int
	for slot, holder := range slices.All(sheet.Holders[:min(len(sheet.Holders), model.Slots)]) {
		if _, lives := wanted.Beats[holder]; lives {
			wanted.Holders[slot] = holder
		}
	}
	for slot, holder := range wanted.Holders {
		switch holder {
		case me:
			mine = append(mine, slot)
		case "":
			free = append(free, slot)
		}
	}
	share := fairShare(slices.Sorted(maps.Keys(wanted.Beats)), me)
	excess := len(mine) - share
	for _, slot := range slices.Backward(mine) {
		if excess > 0 && !busy(slot) {
			wanted.Holders[slot] = ""
			excess--
		}
	}
	for _, slot := range slices.Backward(mine) {
		if excess > 0 && wanted.Holders[slot] == me {
			closing = append(closing, slot)
			excess--
		}
	}
	for _, slot := range free[:min(max(share-len(mine), 0), len(free))] {
		wanted.Holders[slot] = me
	}
	return wanted, closing
}

// Leave says what the sheet is to be once me has gone: its slots are free, its beat is removed.
func Leave(sheet store.Sheet, me string) store.Sheet {
	left := store.Sheet{ID: sheet.ID, Rev: sheet.Rev, Beats: maps.Clone(sheet.Beats), Holders: slices.Clone(sheet.Holders), Waits: maps.Clone(sheet.Waits)}
	delete(left.Beats, me)
	delete(left.Waits, me)
	for slot, holder := range left.Holders {
		if holder == me {
			left.Holders[slot] = ""
		}
	}
	return left
}

// fairShare is how many slots me ought to hold: the first by name hold one more where the slots do
// not come out even. names are sorted and include me.
func fairShare(names []string, me string) int {
	share := model.Slots / len(names)
	if slices.Index(names, me) < model.Slots%len(names) {
		share++
	}
	return share
}

// watch tells which notifiers are dead: those whose beat it has seen unmoved for long. It compares
// beats with beats and our own clock with itself, never a clock with another one.
type watch struct {
	after time.Duration
	seen  map[string]sight
}

// sight is a beat, and when it was first seen.
type sight struct {
	beat  int64
	since time.Time
}

// look takes in the sheet as it was read at now.
func (w *watch) look(sheet store.Sheet, now time.Time) {
	seen := make(map[string]sight, len(sheet.Beats))
	for name, beat := range sheet.Beats {
		last, known := w.seen[name]
		if !known || last.beat != beat {
			last = sight{beat: beat, since: now}
		}
		seen[name] = last
	}
	w.seen = seen
}

// moved tells whether the beat of a notifier is one that was first seen at now.
func (w *watch) moved(name string, now time.Time) bool { return w.seen[name].since.Equal(now) }

// forget starts all over. While our own beat could not be saved the store may have been away for the
// others too: that theirs did not move says nothing, and none of them could send either.
func (w *watch) forget() { w.seen = nil }

func (w *watch) dead(name string, now time.Time) bool {
	last, known := w.seen[name]
	return known && now.Sub(last.since) >= w.after
}
