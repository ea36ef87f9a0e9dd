package model

import (
	"cmp"
	"slices"
	"time"
)

// Changes are what a phone must take over to come nearer to the mailbox: first what is removed, then
// what changed. Once More is false it is equal.
type Changes struct {
	Entries     []Entry   // new, changed, or shown differently because of the time; each once
	Removed     []EntryID // gone
	Preferences bool      // the preferences changed
	DigitalPost bool      // digital post changed
	Token       SyncToken // for the next question
	More        bool      // a page was not enough
}

// Token is the state of the mailbox at now.
func (m *Mailbox) Token(now time.Time) SyncToken {
	return m.State().Token(now)
}

// A page is filled in two parts, each in an order in which whatever changes meanwhile goes to the end:
// first what was changed or removed, by (revision, id), then what time alone changed, by (latest turn,
// id). A token names a place in each. So nothing is skipped however the mailbox changes between pages;
// some entries are told twice.

// change is an entry or a removal at its place in one of the two orders.
type change struct {
	rev   int64
	turn  time.Time // the latest, up to now; zero: none
	id    EntryID
	entry Entry // nil: it was removed
}

// Changes is a page of all that changed or was removed since, at now: at most first entries and removals
// together, at least one. The zero token is the beginning: all entries, and no removals.
//
// RESYNC_REQUIRED when the token is of another life of the mailbox, ahead of it, or older than what is
// remembered.
func (m *Mailbox) Changes(since SyncToken, first int, now time.Time) (Changes, error) {
	fresh := since == SyncToken{} || since == SyncToken{Life: unborn}
	if fresh {
		since = SyncToken{Life: m.Life, Base: m.Rev, Turned: m.Turned(now)}
	}
	if since.Life != m.Life || since.lost(m.Floor) || max(since.Rev, since.Base) > m.Rev {
		return Changes{}, errResync()
	}
	if since.Turned.After(now) { // another process, whose clock is ahead, answered before
		since.Turned, since.AfterTurn = m.Turned(now), ""
	}
	changes := Changes{
		Preferences: fresh || m.Preferences.Rev > since.Rev,
		DigitalPost: fresh || m.DigitalPost.Rev > since.Rev,
		Token:       m.Token(now),
	}
	changed, turned := m.beyond(since, now)
	room := max(1, first)
	if page := changed[:min(room, len(changed))]; len(page) < len(changed) {
		last := page[len(page)-1]
		changes.take(page)
		changes.Token, changes.More = since, true
		changes.Token.Rev, changes.Token.After = last.rev, last.id
		if since.Base < last.rev {
			changes.Token.Base = 0
		}
		return changes, nil
	}
	room -= len(changed)
	changes.take(changed)
	changes.take(turned[:min(room, len(turned))])
	if room < len(turned) {
		changes.More = true
		if changes.Token.Turned = since.Turned; room > 0 {
			changes.Token.Turned, changes.Token.AfterTurn = turned[room-1].turn, turned[room-1].id
		} else {
			changes.Token.AfterTurn = since.AfterTurn
		}
	}
	return changes, nil
}

// beyond is what lies beyond the token, each in its order: what was changed or removed, and of the rest
// what time alone changed.
func (m *Mailbox) beyond(since SyncToken, now time.Time) (changed, turned []change) {
	look := func(entry Entry, rev int64, turns []time.Time) {
		c := change{rev: rev, id: entry.EntryID(), entry: entry, turn: latest(turns, now)}
		switch {
		case since.changed(c.rev, c.id):
			changed = append(changed, c)
		case since.turned(c.turn, c.id):
			turned = append(turned, c)
		}
	}
	for _, l := range m.Letters.Entries {
		look(InboxLetter{l, m}, l.Rev, l.turns())
	}
	for _, d := range m.Dossiers.Entries {
		look(InboxDossier{d, m}, d.Rev, d.turns())
	}
	for _, r := range m.Reminders.Entries {
		look(InboxReminder{r, m}, r.Rev, r.turns())
	}
	for _, t := range m.Tombstones {
		if t.Rev > since.Base && since.changed(t.Rev, t.ID) {
			changed = append(changed, change{rev: t.Rev, id: t.ID})
		}
	}
	slices.SortFunc(changed, func(a, b change) int { return cmp.Or(cmp.Compare(a.rev, b.rev), cmp.Compare(a.id, b.id)) })
	slices.SortFunc(turned, func(a, b change) int { return cmp.Or(a.turn.Compare(b.turn), cmp.Compare(a.id, b.id)) })
	return changed, turned
}

func (c *Changes) take(page []change) {
	for _, one := range page {
		if one.entry == nil {
			c.Removed = append(c.Removed, one.id)
			continue
		}
		c.Entries = append(c.Entries, one.entry)
	}
}

// latest is the last of turns that is not after now; zero for none.
func latest(turns []time.Time, now time.Time) time.Time {
	var last time.Time
	for _, t := range turns {
		if !t.After(now) {
			last = later(last, t)
		}
	}
	return last
}
