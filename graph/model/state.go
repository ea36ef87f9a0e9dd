package model

import (
	"slices"
	"time"
)

// unborn stands in tokens for the life of a mailbox that was never saved: each time somebody looks it gets
// another one. It is the beginning: all is new to who saw nothing.
const unborn = "new"

// MailboxState is what tells two states of a mailbox apart, without what is in it.
type MailboxState struct {
	Life  string      `bson:"life"`
	Rev   int64       `bson:"rev"`
	Turns []time.Time `bson:"turns,omitempty"` // sorted: when an answer changes by itself
}

// State is the mailbox's, as it is saved.
func (m *Mailbox) State() MailboxState {
	return NewMailboxState(m.Life, m.Rev, m.Letters.Turns, m.Dossiers.Turns, m.Reminders.Turns)
}

// NewMailboxState is the state of a mailbox of that life and revision; its sections have these turns.
func NewMailboxState(life string, rev int64, turns ...[]time.Time) MailboxState {
	s := MailboxState{Life: life, Rev: rev, Turns: slices.Concat(turns...)}
	slices.SortFunc(s.Turns, time.Time.Compare)
	return s
}

// Token is the state at now: Mailbox.Token of the mailbox.
func (s MailboxState) Token(now time.Time) SyncToken {
	if s.Rev == 0 {
		return SyncToken{Life: unborn}
	}
	return SyncToken{Life: s.Life, Rev: s.Rev, Turned: turned(now, s.Turns)}
}

// NextTurn is the first moment after now at which the token changes by itself; zero: never.
func (s MailboxState) NextTurn(now time.Time) time.Time {
	at, found := slices.BinarySearchFunc(s.Turns, now, time.Time.Compare)
	for found && at < len(s.Turns) && s.Turns[at].Equal(now) {
		at++
	}
	if at == len(s.Turns) {
		return time.Time{}
	}
	return s.Turns[at]
}

// turned is the latest of sorted lists of turns up to now; zero: none.
func turned(now time.Time, lists ...[]time.Time) time.Time {
	var last time.Time
	for _, turns := range lists {
		at, found := slices.BinarySearchFunc(turns, now, time.Time.Compare)
		if found {
			return moment(now)
		}
		if at > 0 {
			last = later(last, turns[at-1])
		}
	}
	return last
}
