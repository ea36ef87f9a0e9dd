package model

import (
	"encoding/binary"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Settled entries beyond KeptSettled leave the mailbox for archives, so that it stays small for ever. Whoever
// asks for one of them gets it all the same: its mailbox is read as a whole then. What is changed, and all
// that it is linked with, comes back into the mailbox with that change, and leaves it again as any other.

// KeptSettled is how many settled entries stay in a mailbox. There may be a third more before some leave: an
// archive for each would be many.
const KeptSettled = 300

// keptSize is how much settled entries may take, as Mailbox.Size counts, of a mailbox that is full by half.
const keptSize = MaxSize / 4

// The bounds of one archive. Entries that are linked with each other stand together, and may be more.
const (
	maxArchived    = 500     // entries
	maxArchiveSize = 1 << 20 // bytes, as Mailbox.Size counts them
)

// Archive holds entries that left a mailbox. It is written once and never changed; the mailbox names its
// archives, so that its compare-and-swap decides about both. What no mailbox names is the rest of an attempt
// that was overtaken, or was replaced.
type Archive struct {
	ID      string    `bson:"_id"` // ends with the revision of the mailbox that was read for the save; see Abandoned
	Rev     int64     `bson:"rev"`
	Citizen CitizenID `bson:"citizen"`

	Letters   []*Letter   `bson:"letters,omitempty"`
	Dossiers  []*Dossier  `bson:"dossiers,omitempty"`
	Reminders []*Reminder `bson:"reminders,omitempty"`
}

// Collection implements Record.
func (*Archive) Collection() string { return archivesCollection }

// Key implements Record.
func (a *Archive) Key() string { return a.ID }

// Revision implements Record.
func (a *Archive) Revision() *int64 { return &a.Rev }

// Lists implements Record: all of a citizen, also those that the mailbox does not name.
func (a *Archive) Lists() []string { return []string{ArchiveList(a.Citizen)} }

// ArchiveList names the list of a citizen's archives.
func ArchiveList(citizen CitizenID) string { return "of:" + string(citizen) }

// ArchiveRef is what the mailbox knows of an archive without reading it.
type ArchiveRef struct {
	ID     string    `bson:"id"`
	First  int64     `bson:"first"`        // the lowest revision of its entries,
	Rev    int64     `bson:"rev"`          // and the highest
	Turned time.Time `bson:"turned"`       // when one of them last changed by itself; zero: never
	Newest time.Time `bson:"newest"`       // none of them stands above this in a list
	Counts [7]int    `bson:"counts"`       // by shelf
	Index  []byte    `bson:"ids" json:"-"` // 4 bytes for each id that it holds or names, sorted
}

// The shelves, by which an ArchiveRef counts: letters and dossiers stand on three each, in this order.
const (
	shelfLetters    = 0 // in the inbox
	shelfDossiers   = 3
	shelfAway       = 1 // put away by the citizen, read
	shelfAwayUnread = 2
	shelfReminders  = 6
)

// shelf is where an entry stands among those of its sort.
func shelf(archived, read bool) int {
	switch {
	case !archived:
		return 0
	case read:
		return shelfAway
	default:
		return shelfAwayUnread
	}
}

// ArchiveKeys names the archives of the mailbox.
func (m *Mailbox) ArchiveKeys() []string {
	keys := make([]string, len(m.Archives))
	for i, ref := range m.Archives {
		keys[i] = ref.ID
	}
	return keys
}

// Partial tells whether entries are left out of this mailbox, since they stand in archives that were not read.
func (m *Mailbox) Partial() bool { return len(m.Archives) > 0 && m.held == nil }

// Elsewhere tells whether an entry that is not here may stand in an archive, or be named by an entry that
// does. It is wrong once in some million times.
func (m *Mailbox) Elsewhere(id EntryID) bool {
	return m.Partial() && slices.ContainsFunc(m.Archives, func(ref ArchiveRef) bool { return ref.names(id) })
}

// archivesTurned is when an entry in an archive last changed by itself; zero: none did.
func (m *Mailbox) archivesTurned() time.Time {
	var last time.Time
	for _, ref := range m.Archives {
		last = later(last, ref.Turned)
	}
	return last
}

// Abandoned are those of keys, of archives of this citizen, that the mailbox does not name and never will: they
// were made for a save at a revision that it has passed. That holds of a mailbox that was changed meanwhile too.
// No clock could tell it, since two processes have two.
func (m *Mailbox) Abandoned(keys []string) []string {
	named := m.ArchiveKeys()
	return slices.DeleteFunc(slices.Clone(keys), func(id string) bool {
		rev, err := strconv.ParseInt(id[strings.LastIndex(id, archiveRev)+1:], 10, 64)
		return err != nil || rev >= m.Rev || slices.Contains(named, id)
	})
}

// archiveRev stands before the revision in the id of an archive.
const archiveRev = "."

// newArchive makes an archive of entries, and what the mailbox is to know of it. Who tries to save again finds the
// same one, by its id. nonce is of the call: two at the same revision may change the entries each in its own way.
func (m *Mailbox) newArchive(entries *Archive, nonce string, now time.Time) (*Archive, ArchiveRef) {
	parts := []string{"archive", string(m.ID), nonce}
	for e := range entries.nodes() {
		parts = append(parts, string(e.id))
	}
	a := &Archive{ID: HashID(parts...) + archiveRev + strconv.FormatInt(m.Rev, 10), Citizen: m.ID}
	a.take(entries)
	ref := ArchiveRef{ID: a.ID}
	note := func(shelf int, rev int64, turns []time.Time, sorted time.Time) {
		ref.Counts[shelf]++
		if ref.First == 0 || rev < ref.First {
			ref.First = rev
		}
		ref.Rev, ref.Turned, ref.Newest = max(ref.Rev, rev), later(ref.Turned, latest(turns, now)), later(ref.Newest, sorted)
	}
	for _, l := range a.Letters {
		note(shelfLetters+shelf(l.Archived, l.Read), l.Rev, l.turns(), InboxLetter{Letter: l}.SortedAt())
	}
	for _, d := range a.Dossiers {
		note(shelfDossiers+shelf(d.Archived, d.Read), d.Rev, d.turns(), InboxDossier{Dossier: d}.SortedAt())
	}
	for _, r := range a.Reminders {
		note(shelfReminders, r.Rev, r.turns(), InboxReminder{Reminder: r}.SortedAt())
	}
	ref.Index = indexOf(a)
	return a, ref
}

// take adds the entries of another one.
func (a *Archive) take(entries *Archive) {
	a.Letters = append(a.Letters, entries.Letters...)
	a.Dossiers = append(a.Dossiers, entries.Dossiers...)
	a.Reminders = append(a.Reminders, entries.Reminders...)
}

// count is how many entries it holds.
func (a *Archive) count() int { return len(a.Letters) + len(a.Dossiers) + len(a.Reminders) }

// indexOf is the Index of an archive: what it holds, and what that leads to, which may not have come yet.
func indexOf(a *Archive) []byte {
	marks := map[uint32]bool{}
	for e := range a.nodes() {
		for _, id := range append(e.links, e.id) {
			if id != "" {
				marks[indexMark(id)] = true
			}
		}
	}
	index := make([]byte, 0, 4*len(marks))
	for _, mark := range slices.Sorted(maps.Keys(marks)) {
		index = binary.BigEndian.AppendUint32(index, mark)
	}
	return index
}

// names tells whether the archive holds or names an entry.
func (r ArchiveRef) names(id EntryID) bool {
	mark := indexMark(id)
	at := func(i int) uint32 { return binary.BigEndian.Uint32(r.Index[4*i:]) }
	found := sort.Search(len(r.Index)/4, func(i int) bool { return at(i) >= mark })
	return found < len(r.Index)/4 && at(found) == mark
}

func indexMark(id EntryID) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, string(id))
	return h.Sum32()
}
