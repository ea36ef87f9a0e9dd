package model

import (
	"cmp"
	"slices"
	"time"
)

// MaxAhead is how far the clock of a phone may be ahead of ours; where it matters, it may be as far behind.
const MaxAhead = 5 * time.Minute

// Stamp says as which change, and when, the citizen did something on a phone that may have been
// offline. The zero stamp: now, online.
type Stamp struct {
	ID string    // chosen by the app, the same for each repetition
	At time.Time // by the phone's clock, in whole milliseconds
}

// Mark is the last change of one of the citizen's own marks (read, archived, ticked off): a register
// in which the last writer wins, by (moment, stamp). What it says of one that was never changed is
// nothing. So stamped changes may come late, repeated and in any order, and the end is the same.
type Mark struct {
	At time.Time `bson:"at"`
	By string    `bson:"by,omitempty"` // the stamp's id; empty: online, or what happened to the entry
}

// IsZero tells whether the mark was never changed; stores leave it out then.
func (k Mark) IsZero() bool { return k == Mark{} }

// beats tells whether k is later than other.
func (k Mark) beats(other Mark) bool {
	return cmp.Or(k.At.Compare(other.At), cmp.Compare(k.By, other.By)) > 0
}

// size is what the mark takes in the stored form, in bytes.
func (k Mark) size() int {
	const perMark = 50
	return one(!k.IsZero())*perMark + len(k.By)
}

// Stamped applies what a phone did under a stamp: the marks that rule changes are of that moment, and
// none is undone that is later. INVALID, at stamp.at, when that lies more than MaxAhead after now.
func (m *Mailbox) Stamped(stamp Stamp, now time.Time, rule func() error) error {
	if stamp.At.After(now.Add(MaxAhead)) {
		return Invalid([]FieldError{{Path: "stamp.at", Message: "lies in the future: correct the phone's clock by the header Date of an answer"}})
	}
	m.stamp = Stamp{ID: stamp.ID, At: moment(stamp.At)}
	defer func() { m.stamp = Stamp{} }()
	return rule()
}

// stamped tells whether the change that is being made has a stamp.
func (m *Mailbox) stamped() bool { return m.stamp != Stamp{} }

// doneAt is when the change that is being made was made, and never before since.
func (m *Mailbox) doneAt(since, now time.Time) time.Time {
	if !m.stamped() {
		return moment(now)
	}
	return later(m.stamp.At, since)
}

// sets tells whether a change by the citizen holds, and writes it down. Without a stamp it holds in any case,
// and what changes nothing leaves nothing behind.
func (m *Mailbox) sets(mark *Mark, is, wanted bool, now time.Time) bool {
	made := Mark{At: m.doneAt(time.Time{}, now), By: m.stamp.ID}
	switch {
	case m.stamped() && !made.beats(*mark):
		return false
	case !m.stamped() && is == wanted:
		return true
	case !m.stamped() && mark.beats(made): // a phone whose clock is ahead
		return true
	}
	*mark = made
	m.touch()
	return true
}

// befalls changes a mark by what happens to its entry at now, unless the citizen changed it later.
func befalls(mark *Mark, flag *bool, wanted bool, now time.Time) {
	made := Mark{At: moment(now)}
	if !mark.beats(made) {
		*mark, *flag = made, wanted
	}
}

// markable are the letters and dossiers with these ids. All must be there, except under a stamp: then what is
// not there is passed over, whether it was removed or is unknown, as long as anything is there. The two cannot
// be told apart for good, since a removal is forgotten some day, perhaps by the very save that is made here;
// and what else the phone did is not to be lost with it.
//
// Else GONE when one was removed (under a stamp: one of them), NOT_FOUND when one is not there.
func (m *Mailbox) markable(ids []EntryID) ([]flagged, error) {
	entries := make([]flagged, 0, len(ids))
	var missing error
	for _, id := range ids {
		if l, err := m.Letter(id); err == nil {
			entries = append(entries, l)
			continue
		}
		d, err := m.Dossier(id)
		switch {
		case err == nil:
			entries = append(entries, d)
		case !m.stamped():
			return nil, m.missing(id, "entry: "+string(id))
		case CodeOf(missing) != CodeGone:
			missing = m.missing(id, "entry: "+string(id))
		}
	}
	if len(entries) == 0 && missing != nil {
		return nil, missing
	}
	return entries, nil
}

// missing is why something is not there: GONE when it was and was removed, as long as that is
// remembered, else NOT_FOUND.
func (m *Mailbox) missing(id EntryID, what string) error {
	m.miss(id)
	if m.deleted(id) {
		return Errorf(CodeGone, "this was removed: %s", id)
	}
	return NotFound(what)
}

// Remaining are those of ids that are letters and dossiers of the mailbox, now.
func (m *Mailbox) Remaining(ids []EntryID) []EntryID {
	return slices.DeleteFunc(slices.Clone(ids), func(id EntryID) bool { return !m.has(id) })
}

// maxEarly is how many ticks are kept of reminders that have not come yet.
const maxEarly = 200

// EarlyTick is that a reminder was ticked off, or back on, which has not come yet. It is forgotten with
// TombstoneAge.
type EarlyTick struct {
	ID        EntryID   `bson:"id"`
	Completed bool      `bson:"completed,omitempty"`
	Mark      Mark      `bson:"mark"`
	KeptAt    time.Time `bson:"keptAt"`
}

// keepTick keeps a tick for a reminder that has not come yet; the oldest falls out where there are too many.
func (m *Mailbox) keepTick(id EntryID, completed bool, now time.Time) {
	early := m.early(id)
	if early == nil {
		if over := len(m.Reminders.Early) - maxEarly + 1; over > 0 {
			m.Reminders.Early = slices.Delete(m.Reminders.Early, 0, over)
		}
		m.Reminders.Early = append(m.Reminders.Early, EarlyTick{ID: id, KeptAt: moment(now)})
		early = &m.Reminders.Early[len(m.Reminders.Early)-1]
		m.touch()
	}
	if m.sets(&early.Mark, early.Completed, completed, now) && early.Completed != completed {
		early.Completed = completed
		m.touch()
	}
}

// early is the tick that is kept for a reminder; nil for none.
func (m *Mailbox) early(id EntryID) *EarlyTick {
	at := slices.IndexFunc(m.Reminders.Early, func(e EarlyTick) bool { return e.ID == id })
	if at < 0 {
		return nil
	}
	return &m.Reminders.Early[at]
}

// dropEarly forgets the ticks of which that is true.
func (m *Mailbox) dropEarly(old func(EarlyTick) bool) {
	m.Reminders.Early = slices.DeleteFunc(m.Reminders.Early, old)
	if len(m.Reminders.Early) == 0 {
		m.Reminders.Early = nil
	}
}
