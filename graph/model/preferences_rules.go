package model

import (
	"slices"
	"time"
)

// SetPreferences replaces the preferences. A residence that ended in a merger is kept as what it is
// today. Pushes that wait for the end of the quiet hours, or to ring together with others, are looked
// at again at once; those to come ring before the new quiet hours where they would be lost in them.
func (m *Mailbox) SetPreferences(wanted Preferences, now time.Time) {
	wanted.Rev = m.Preferences.Rev
	wanted.Residence = wanted.Residence.Current()
	wanted.MutedKinds = sortedSet(wanted.MutedKinds)
	wanted.MutedSenders = sortedSet(wanted.MutedSenders)
	wanted.Sharing = sortedSet(wanted.Sharing)
	wanted.Stopped = !wanted.Campaigns && (m.Preferences.Campaigns || m.Preferences.Stopped)
	if wanted.equal(m.Preferences) {
		return
	}
	if !slices.Equal(wanted.Sharing, m.Preferences.Sharing) { // any letter may say now that it comes by post, or no more
		m.missAll()
	}
	wanted.Rev = m.touch()
	before := m.Preferences
	m.retell(func() {
		m.Preferences = wanted
		m.noteOptOuts(&before, now)
		for _, p := range m.Push.Outbox {
			switch p.State {
			case PushPlanned:
				p.At = m.ringAt(p, now)
			case PushDeferred:
				p.At = moment(now)
			default: // it is on its way to a phone
			}
		}
	})
}

func (p Preferences) equal(other Preferences) bool {
	return p.Rev == other.Rev && p.Quiet == other.Quiet && p.Detail == other.Detail &&
		slices.Equal(p.MutedKinds, other.MutedKinds) && slices.Equal(p.MutedSenders, other.MutedSenders) &&
		p.MuteStatus == other.MuteStatus && p.MuteLadder == other.MuteLadder && p.Campaigns == other.Campaigns && p.Residence == other.Residence &&
		slices.Equal(p.Sharing, other.Sharing)
}

// SetDigitalPost activates or deactivates digital post. What arrived stays.
func (m *Mailbox) SetDigitalPost(active bool, now time.Time) {
	if m.DigitalPost.Active == active {
		return
	}
	m.DigitalPost.Active, m.DigitalPost.Rev = active, m.touch()
	if active {
		m.DigitalPost.ActivatedAt = moment(now)
	}
}

// NoteDigitalPost is SetDigitalPost for a choice that was made elsewhere: that the owner looks here is not known by it.
func (m *Mailbox) NoteDigitalPost(active bool) {
	if m.DigitalPost.Active != active {
		m.DigitalPost.Active, m.DigitalPost.ActivatedAt, m.DigitalPost.Rev = active, time.Time{}, m.touch()
	}
}

// sortedSet is values sorted, each once; nil for none.
func sortedSet[E ~string](values []E) []E {
	if len(values) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(values))
	return slices.Compact(sorted)
}
