package model

import (
	"cmp"
	"io"
	"slices"
	"time"
)

// LayoutVersion is the version of the stored form of a mailbox. A store that holds another one is
// refused.
const LayoutVersion = 3

// The bounds that keep a mailbox small for ever.
const (
	MaxEntries    = 2000    // letters, dossiers and reminders together
	MaxSize       = 2 << 20 // bytes, by Size
	MaxTombstones = 1000
	TombstoneAge  = 90 * 24 * time.Hour
)

// Mailbox is everything about one citizen's inbox: one document, saved by compare-and-swap on Rev.
//
// Its methods are the rules. Each is pure (no clock, no randomness, no I/O), each is safe to apply
// twice, and each marks what it changes with the revision that the save will have. After the
// rules, Seal makes the derived fields and the new revision.
type Mailbox struct {
	ID      CitizenID `bson:"_id"`
	Rev     int64     `bson:"rev"`     // one more with each save; 0: never saved
	Layout  int       `bson:"layout"`  // LayoutVersion
	Life    string    `bson:"life"`    // random, renewed by erasure and restore; part of a sync token
	Derived Derived   `bson:",inline"` // made by Seal

	Letters     LetterSection   `bson:"letters"`
	Dossiers    DossierSection  `bson:"dossiers"`
	Reminders   ReminderSection `bson:"reminders"`
	Preferences Preferences     `bson:"preferences"`
	DigitalPost DigitalPost     `bson:"digitalPost"`
	Born        BirthBand       `bson:"born,omitempty"`
	Push        PushSection     `bson:"push"`
	Told        []Told          `bson:"told,omitempty"`    // campaigns of the last ToldFor, in order of telling, bounded as its rules say
	Notices     []Notice        `bson:"notices,omitempty"` // what senders are to learn, in the order in which it came up

	Tombstones []Tombstone `bson:"tombstones,omitempty"` // what was removed, oldest first
	Floor      int64       `bson:"floor,omitempty"`      // the highest revision whose tombstones are pruned

	Archives []ArchiveRef `bson:"archives,omitempty"` // where settled entries are that left the mailbox
	Replaced []string     `bson:"replaced,omitempty"` // archives that this revision or an earlier one gave up, and may be there still

	changed bool   // a rule changed something since the last Seal
	by      string // the registration of the phone on which the changes since then were made
	stamp   Stamp  // of the change that is being made; see Stamped

	held     []*Archive // the archives whose entries are among those of the mailbox; nil: none, see Whole
	changing *changing  // nil unless rules are being applied; see Begin
}

// Derived are the fields that follow from the content. They stand at the top of the document, so
// that a store can index them.
type Derived struct {
	Slot    int       `bson:"slot"`
	Due     time.Time `bson:"due,omitempty"`     // the next moment for personal pushes; zero: none
	DueMass time.Time `bson:"dueMass,omitempty"` // the next moment for mass pushes; zero: none
	Tags    []string  `bson:"tags,omitempty"`    // sorted, at most MaxTags
}

// LetterSection holds the letters, oldest delivery first, with what is derived from them.
type LetterSection struct {
	Entries []*Letter   `bson:"entries,omitempty"`
	Unread  int         `bson:"unread"`
	ToDo    int         `bson:"toDo"`
	Turns   []time.Time `bson:"turns,omitempty"`
}

// DossierSection holds the dossiers, in order of arrival, with what is derived from them.
type DossierSection struct {
	Entries []*Dossier  `bson:"entries,omitempty"`
	Unread  int         `bson:"unread"`
	ToDo    int         `bson:"toDo"`
	Turns   []time.Time `bson:"turns,omitempty"`
}

// ReminderSection holds the citizen's own reminders, in order of creation.
type ReminderSection struct {
	Entries []*Reminder `bson:"entries,omitempty"`
	Early   []EarlyTick `bson:"early,omitempty"` // ticks of reminders that have not come yet, oldest first
	Turns   []time.Time `bson:"turns,omitempty"`
}

// Tombstone marks an entry that was removed, for phones that still show it.
type Tombstone struct {
	ID  EntryID   `bson:"id"`
	Rev int64     `bson:"rev"`
	At  time.Time `bson:"at"`

	Back *TakenBack `bson:"back,omitempty" json:"-"` // a campaign took it back unsent and may tell it again
}

// Counts are the numbers on the badge and the tabs. Time alone never changes them.
type Counts struct {
	Unread int // letters and dossiers that the citizen has not read; the badge
	ToDo   int // letters with a deadline, unpaid bills and dossiers that wait for the citizen
}

// NewMailbox is the mailbox of a citizen who has none yet. The error is random's.
func NewMailbox(id CitizenID, random io.Reader) (*Mailbox, error) {
	life, err := randomID(random)
	if err != nil {
		return nil, err
	}
	return &Mailbox{ID: id, Layout: LayoutVersion, Life: life, Preferences: DefaultPreferences()}, nil
}

// Counts are the mailbox's counts.
func (m *Mailbox) Counts() Counts {
	return Counts{Unread: m.Letters.Unread + m.Dossiers.Unread, ToDo: m.Letters.ToDo + m.Dossiers.ToDo}
}

// IsMailbox marks a mailbox as such for GraphQL's interface.
func (*Mailbox) IsMailbox() {}

// IsNode marks a mailbox as such for GraphQL's interface.
func (*Mailbox) IsNode() {}

// Devices are the phones that ring for the citizen, in order of registration.
func (m *Mailbox) Devices() []Device { return m.Push.Devices }

// Changed tells whether a rule changed anything since the last Seal. Nothing else needs a save.
func (m *Mailbox) Changed() bool { return m.changed }

// touch notes a change and answers the revision that the save will have.
func (m *Mailbox) touch() int64 {
	m.changed = true
	return m.Rev + 1
}

// Letter is the letter with that id, or NOT_FOUND; GONE when it was removed.
func (m *Mailbox) Letter(id EntryID) (*Letter, error) {
	at := slices.IndexFunc(m.Letters.Entries, func(l *Letter) bool { return l.ID == id })
	if at < 0 {
		return nil, m.missing(id, "letter")
	}
	return m.Letters.Entries[at], nil
}

// Dossier is the dossier with that id, or NOT_FOUND; GONE when it was removed.
func (m *Mailbox) Dossier(id EntryID) (*Dossier, error) {
	at := slices.IndexFunc(m.Dossiers.Entries, func(d *Dossier) bool { return d.ID == id })
	if at < 0 {
		return nil, m.missing(id, "dossier")
	}
	return m.Dossiers.Entries[at], nil
}

// Reminder is the reminder with that id, or NOT_FOUND; GONE when it was removed.
func (m *Mailbox) Reminder(id EntryID) (*Reminder, error) {
	at := slices.IndexFunc(m.Reminders.Entries, func(r *Reminder) bool { return r.ID == id })
	if at < 0 {
		return nil, m.missing(id, "reminder")
	}
	return m.Reminders.Entries[at], nil
}

// room tells whether one more entry fits: INVALID when the mailbox is full. What stands in archives does not
// count.
func (m *Mailbox) room() error {
	entries, size := m.entries().count(), m.Size()
	for _, archive := range m.held {
		entries, size = entries-archive.count(), size-archive.size()
	}
	if entries >= MaxEntries {
		return Errorf(CodeInvalid, "the mailbox is full: it holds %d entries", entries)
	}
	if size >= MaxSize {
		return Errorf(CodeInvalid, "the mailbox is full: it holds %d bytes", size)
	}
	return nil
}

// moment is t as the stores keep it: UTC, in whole milliseconds.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}

// Moment is t as the stores keep it: UTC, in whole milliseconds.
func Moment(t time.Time) time.Time { return moment(t) }

// earliest is the first of moments that is not zero; zero when all are.
func earliest(moments ...time.Time) time.Time {
	var first time.Time
	for _, t := range moments {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// newestFirst orders by (time descending, id ascending).
func newestFirst[ID cmp.Ordered](aAt, bAt time.Time, aID, bID ID) int {
	return cmp.Or(bAt.Compare(aAt), cmp.Compare(aID, bID))
}
