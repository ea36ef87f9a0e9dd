package model

import (
	"cmp"
	"slices"
	"time"
)

// Whole is the mailbox with the entries of its archives, for Begin; it shares with m what both hold. False: an
// archive is missing, since the mailbox was saved again after m was read.
func (m *Mailbox) Whole(archives map[string]*Archive) (*Mailbox, bool) {
	whole, ok := m.With(m.ArchiveKeys(), archives)
	if !ok {
		return nil, false
	}
	whole.Archives, whole.held = m.Archives, []*Archive{}
	for _, ref := range m.Archives {
		whole.held = append(whole.held, archives[ref.ID])
	}
	return whole, true
}

// With is the mailbox with the entries of some of its archives, for reading: it misses the others only. Else as
// Whole.
func (m *Mailbox) With(keys []string, archives map[string]*Archive) (*Mailbox, bool) {
	more := *m
	more.Archives = nil
	all := &Archive{}
	for _, ref := range m.Archives {
		switch archive := archives[ref.ID]; {
		case !slices.Contains(keys, ref.ID):
			more.Archives = append(more.Archives, ref)
		case archive == nil:
			return nil, false
		default:
			all.take(archive)
		}
	}
	all.take(m.entries())
	more.show(all)
	return &more, true
}

// show makes entries those of the mailbox.
func (m *Mailbox) show(all *Archive) {
	slices.SortStableFunc(all.Letters, func(a, b *Letter) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	m.Letters.Entries, m.Dossiers.Entries, m.Reminders.Entries = all.Letters, all.Dossiers, all.Reminders
}

// Unsynced are the archives without which page, the changes since then, may not be what the whole mailbox has
// beyond that token: those that come first, of at least that many entries if there are. None: it is.
func (m *Mailbox) Unsynced(since SyncToken, page Changes, entries int) []string {
	var lacks []lack
	for _, ref := range m.unread() {
		changed := ref.Rev > since.Rev || (ref.Rev == since.Rev && since.After != "")
		turned := ref.Turned.After(since.Turned) || (ref.Turned.Equal(since.Turned) && since.AfterTurn != "")
		// A page that is cut goes by revision, so that it says nothing of those beyond its end.
		if (changed || turned) && (!page.More || page.Token.Rev >= ref.First) {
			lacks = append(lacks, lack{ref, ref.entries()})
		}
	}
	slices.SortStableFunc(lacks, func(a, b lack) int { return cmp.Compare(a.ref.First, b.ref.First) })
	return firstOf(lacks, entries)
}

// lack is an archive that was not read, and how many of its entries are wanted.
type lack struct {
	ref     ArchiveRef
	entries int
}

// firstOf names the first archives, of at least that many entries if there are.
func firstOf(lacks []lack, entries int) []string {
	var keys []string
	for _, l := range lacks {
		if entries <= 0 {
			break
		}
		keys, entries = append(keys, l.ref.ID), entries-l.entries
	}
	return keys
}

// Unlisted is what a list lacks since it stands in archives that were not read.
type Unlisted struct {
	Count int // entries
	lacks []lack
}

// Above are the archives that hold what may stand above a moment in the list: those that come first, of at least
// that many entries if there are. The zero moment is the end of the list.
func (u Unlisted) Above(at time.Time, entries int) []string {
	return firstOf(slices.DeleteFunc(slices.Clone(u.lacks), func(l lack) bool { return l.ref.Newest.Before(at) }), entries)
}

// Unlisted is what a feed lacks.
func (m *Mailbox) Unlisted(filter FeedFilter) Unlisted {
	var shelves []int
	switch {
	case filter.ToDo || (filter.Unread && !filter.Archived): // of these none is settled
	case filter.Unread:
		shelves = []int{shelfAwayUnread}
	case filter.Archived:
		shelves = []int{shelfAway, shelfAwayUnread}
	default:
		shelves = []int{0}
	}
	var wanted []int
	for _, shelf := range shelves {
		if filter.wants(FeedLetter) {
			wanted = append(wanted, shelfLetters+shelf)
		}
		if filter.wants(FeedDossier) {
			wanted = append(wanted, shelfDossiers+shelf)
		}
	}
	return m.unlisted(wanted)
}

// UnlistedReminders is Unlisted for ReminderList.
func (m *Mailbox) UnlistedReminders(completed bool) Unlisted {
	if !completed {
		return Unlisted{}
	}
	return m.unlisted([]int{shelfReminders})
}

// unlisted is what stands on shelves, the archive with the newest entry first.
func (m *Mailbox) unlisted(shelves []int) Unlisted {
	var left Unlisted
	for _, ref := range m.unread() {
		if held := ref.on(shelves); held > 0 {
			left.Count, left.lacks = left.Count+held, append(left.lacks, lack{ref, held})
		}
	}
	slices.SortStableFunc(left.lacks, func(a, b lack) int { return b.ref.Newest.Compare(a.ref.Newest) })
	return left
}

// unread are the archives whose entries are left out of this mailbox.
func (m *Mailbox) unread() []ArchiveRef {
	if !m.Partial() {
		return nil
	}
	return m.Archives
}

// on is how many entries stand on shelves.
func (r ArchiveRef) on(shelves []int) int {
	held := 0
	for _, shelf := range shelves {
		held += r.Counts[shelf]
	}
	return held
}

// entries is how many it holds.
func (r ArchiveRef) entries() int {
	held := 0
	for _, count := range r.Counts {
		held += count
	}
	return held
}
