package model

import (
	"cmp"
	"io"
	"slices"
	"time"
)

// Entry is what a feed shows: a letter, a dossier or a reminder, seen in its mailbox.
type Entry interface {
	IsFeedEntry()
	// EntryID names the entry.
	EntryID() EntryID
	// SortedAt is where the entry stands in the feed, UTC.
	SortedAt() time.Time
	// InFeed tells whether the entry stands in the inbox at now.
	InFeed(now time.Time) bool
	// Asks tells whether it asks something of the citizen, be it archived or not.
	Asks() bool
}

// Node is whatever has an id that can be looked up.
type Node interface{ IsNode() }

// AnyMailbox is a mailbox that the viewer may look into.
type AnyMailbox interface{ IsMailbox() }

// InboxLetter is a letter in its mailbox.
type InboxLetter struct {
	*Letter
	Box *Mailbox
}

// InboxDossier is a dossier in its mailbox.
type InboxDossier struct {
	*Dossier
	Box *Mailbox
}

// InboxReminder is a reminder in its mailbox.
type InboxReminder struct {
	*Reminder
	Box *Mailbox
}

// IsFeedEntry marks the letter as such for GraphQL's union.
func (InboxLetter) IsFeedEntry() {}

// IsFeedEntry marks the dossier as such for GraphQL's union.
func (InboxDossier) IsFeedEntry() {}

// IsFeedEntry marks the reminder as such for GraphQL's union.
func (InboxReminder) IsFeedEntry() {}

// IsNode marks the letter as such for GraphQL's interface.
func (InboxLetter) IsNode() {}

// IsNode marks the dossier as such for GraphQL's interface.
func (InboxDossier) IsNode() {}

// IsNode marks the reminder as such for GraphQL's interface.
func (InboxReminder) IsNode() {}

// EntryID names the letter.
func (l InboxLetter) EntryID() EntryID { return l.ID }

// EntryID names the dossier.
func (d InboxDossier) EntryID() EntryID { return d.ID }

// EntryID names the reminder.
func (r InboxReminder) EntryID() EntryID { return r.ID }

// SortedAt is when the letter was delivered.
func (l InboxLetter) SortedAt() time.Time { return l.ReceivedAt }

// SortedAt is when the dossier last had a status that was not silent.
func (d InboxDossier) SortedAt() time.Time { return d.SortAt }

// SortedAt is when the reminder is due.
func (r InboxReminder) SortedAt() time.Time { return r.DueAt }

// Asks is false: a reminder asks nothing that would be counted.
func (r InboxReminder) Asks() bool { return false }

// InFeed tells whether the letter is not archived.
func (l InboxLetter) InFeed(time.Time) bool { return !l.Archived }

// InFeed tells whether the dossier is not archived.
func (d InboxDossier) InFeed(time.Time) bool { return !d.Archived }

// InFeed tells whether the reminder is due and not ticked off; of an announcement, also whether it is still of use.
func (r InboxReminder) InFeed(now time.Time) bool {
	return !r.Completed() && !r.DueAt.After(now) && !r.over(now)
}

// FeedFilter narrows a feed down. The zero value is the inbox: all that is not archived.
type FeedFilter struct {
	Types    []FeedEntryType // only these sorts; none means all
	Unread   bool            // only what is not read
	ToDo     bool            // only what Counts.ToDo counts: letters with a deadline, unpaid bills, dossiers that wait
	Archived bool            // what was put away, instead of the inbox
}

// FeedEntryType is a sort of entry.
type FeedEntryType string

// The sorts of entries.
const (
	FeedLetter   FeedEntryType = "LETTER"
	FeedDossier  FeedEntryType = "DOSSIER"
	FeedReminder FeedEntryType = "REMINDER"
)

// MarshalGQL writes the sort as GraphQL does.
func (t FeedEntryType) MarshalGQL(w io.Writer) { writeEnum(w, t) }

// UnmarshalGQL reads a sort.
func (t *FeedEntryType) UnmarshalGQL(v any) error {
	return readEnum(t, v, []FeedEntryType{FeedLetter, FeedDossier, FeedReminder})
}

// wants tells whether the filter lets entries of a sort through.
func (f FeedFilter) wants(sort FeedEntryType) bool {
	return len(f.Types) == 0 || slices.Contains(f.Types, sort)
}

// Feed is the feed at now, newest first by (moment, id). Reminders are hidden until they are due,
// and once completed; announcements too once they are of no use any more.
func (m *Mailbox) Feed(filter FeedFilter, now time.Time) []Entry {
	var feed []Entry
	for _, l := range m.Letters.Entries {
		entry := InboxLetter{l, m}
		shown := entry.InFeed(now) != filter.Archived && (!filter.Unread || !l.Read) && (!filter.ToDo || l.toDo())
		if filter.wants(FeedLetter) && shown {
			feed = append(feed, entry)
		}
	}
	for _, d := range m.Dossiers.Entries {
		entry := InboxDossier{d, m}
		shown := entry.InFeed(now) != filter.Archived && (!filter.Unread || !d.Read) && (!filter.ToDo || d.toDo())
		if filter.wants(FeedDossier) && shown {
			feed = append(feed, entry)
		}
	}
	for _, r := range m.Reminders.Entries {
		entry := InboxReminder{r, m}
		shown := !filter.Archived && !filter.Unread && !filter.ToDo && entry.InFeed(now)
		if filter.wants(FeedReminder) && shown {
			feed = append(feed, entry)
		}
	}
	sortEntries(feed)
	return feed
}

// ReminderList are the citizen's own reminders, also those to come, the latest first.
func (m *Mailbox) ReminderList(completed bool) []InboxReminder {
	list := []InboxReminder{}
	for _, r := range m.Reminders.Entries {
		if r.Announcement == nil && (completed || !r.Completed()) {
			list = append(list, InboxReminder{r, m})
		}
	}
	slices.SortFunc(list, func(a, b InboxReminder) int { return newestFirst(a.DueAt, b.DueAt, a.ID, b.ID) })
	return list
}

// Find is the entry with that id, or NOT_FOUND; GONE when it was removed.
func (m *Mailbox) Find(id EntryID) (Entry, error) {
	if l, err := m.Letter(id); err == nil {
		return InboxLetter{l, m}, nil
	}
	if d, err := m.Dossier(id); err == nil {
		return InboxDossier{d, m}, nil
	}
	if r, err := m.Reminder(id); err == nil {
		return InboxReminder{r, m}, nil
	}
	return nil, m.missing(id, "entry: "+string(id))
}

func sortEntries(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int {
		return newestFirst(a.SortedAt(), b.SortedAt(), a.EntryID(), b.EntryID())
	})
}

// Municipality is the one that the letter concerns; nil when it concerns none.
func (l InboxLetter) Municipality() *Municipality { return municipality(l.NIS) }

// Municipality is the one that the dossier concerns; nil when it concerns none.
func (d InboxDossier) Municipality() *Municipality { return municipality(d.NIS) }

// KindTitle is the kind in Dutch.
func (l InboxLetter) KindTitle() string { return l.Kind.Rules().Title }

// Replacement is the letter that took this one's place; nil when there is none.
func (l InboxLetter) Replacement() *InboxLetter { return l.Box.inboxLetter(l.SupersededBy) }

// Replaced is the letter whose place this one took; nil when there is none, or it never came.
func (l InboxLetter) Replaced() *InboxLetter { return l.Box.inboxLetter(l.Supersedes) }

// File is the dossier that the letter belongs to; nil when that is not in the mailbox.
func (l InboxLetter) File() *InboxDossier {
	d, err := l.Box.Dossier(l.Dossier)
	if err != nil {
		return nil
	}
	return &InboxDossier{d, l.Box}
}

// maxDossierLetters is how many letters a dossier shows.
const maxDossierLetters = 50

// Letters are the latest of those that belong to the dossier, newest first.
func (d InboxDossier) Letters() []InboxLetter {
	var letters []InboxLetter
	for _, l := range slices.Backward(d.Box.Letters.Entries) {
		if l.Dossier == d.ID && len(letters) < maxDossierLetters {
			letters = append(letters, InboxLetter{l, d.Box})
		}
	}
	return letters
}

// maxReminders is how many reminders an entry shows.
const maxReminders = 50

// Reminders are the citizen's own about the letter: those to come first.
func (l InboxLetter) Reminders() []InboxReminder { return l.Box.remindersAbout(l.ID) }

// Reminders are the citizen's own about the dossier: those to come first.
func (d InboxDossier) Reminders() []InboxReminder { return d.Box.remindersAbout(d.ID) }

// remindersAbout are at most maxReminders about an entry: what is not ticked off first, then by
// moment.
func (m *Mailbox) remindersAbout(entry EntryID) []InboxReminder {
	list := []InboxReminder{}
	for _, r := range m.Reminders.Entries {
		if r.Entry == entry && r.Announcement == nil {
			list = append(list, InboxReminder{r, m})
		}
	}
	slices.SortFunc(list, func(a, b InboxReminder) int {
		return cmp.Or(one(a.Completed())-one(b.Completed()), a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), maxReminders)]
}

// Subject is what the reminder is about; nil when it is about no entry.
func (r InboxReminder) Subject() Entry {
	if entry, err := r.Box.Find(r.Entry); err == nil {
		return entry
	}
	return nil
}

// Pushes are those about the letter, newest first.
func (l InboxLetter) Pushes() []*Push { return l.Box.PushesAbout(l.ID) }

// Pushes are those about the dossier, newest first.
func (d InboxDossier) Pushes() []*Push { return d.Box.PushesAbout(d.ID) }

func (m *Mailbox) inboxLetter(id EntryID) *InboxLetter {
	l, err := m.Letter(id)
	if err != nil {
		return nil
	}
	return &InboxLetter{l, m}
}
