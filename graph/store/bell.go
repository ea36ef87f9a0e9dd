package store

import (
	"time"

	"burgerbode/graph/model"
)

// Bell tells a notifier in the same process what was just saved and when it is due, so that a
// letter rings at once. It is a hint and no queue: a signal that finds no room is dropped, and the
// notifier finds the mailbox on its next idle round, as it does for what other processes save.
type Bell struct{ signals chan Signal }

// Signal says when a mailbox is due after its save.
type Signal struct {
	Mailbox model.CitizenID
	Due     time.Time // for personal pushes; zero: nothing is
	DueMass time.Time // for mass pushes; zero: nothing is
}

// NewBell makes a bell that holds up to size signals, for one notifier.
func NewBell(size int) *Bell { return &Bell{signals: make(chan Signal, size)} }

// Ring passes on when m is due. It never blocks, and it keeps nothing of m: it is made for
// Mailboxes.Saved.
func (b *Bell) Ring(m *model.Mailbox) {
	if m.Derived.Due.IsZero() && m.Derived.DueMass.IsZero() {
		return
	}
	select {
	case b.signals <- Signal{Mailbox: m.ID, Due: m.Derived.Due, DueMass: m.Derived.DueMass}:
	default: // the idle round finds it
	}
}

// C is where the signals come out. It is never closed.
func (b *Bell) C() <-chan Signal { return b.signals }
