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
//
// Time counts only while our own beat can be saved, and no more than most between two looks: while
// the store is away, or we stand still, that the others' beats do not move says nothing about them.
type watch struct {
	after, most time.Duration
	last        time.Time // of the last look
	seen        map[string]sight
}

// sight is a beat as it was last looked at, and for how long it was seen unmoved.
type sight struct {
	beat    int64
	fresh   bool // it was another one at the look before
	unmoved time.Duration
}

// look takes in the sheet as it was read at now. beating tells whether our own beat is saved.
func (w *watch) look(sheet store.Sheet, now time.Time, beating bool) {
	var passed time.Duration
	if beating && !w.last.IsZero() {
		passed = min(now.Sub(w.last), w.most)
	}
	w.last = now
	seen := make(map[string]sight, len(sheet.Beats))
	for name, beat := range sheet.Beats {
		next := sight{beat: beat, fresh: true}
		if last, known := w.seen[name]; known && last.beat == beat {
			next = sight{beat: beat, unmoved: last.unmoved + passed}
		}
		seen[name] = next
	}
	w.seen = seen
}

// moved tells whether the last look found another beat of a notifier than the one before.
func (w *watch) moved(name string) bool { return w.seen[name].fresh }

func (w *watch) dead(name string) bool {
	last, known := w.seen[name]
	return known && last.unmoved >= w.after
}
