package model

import (
	"cmp"
	"iter"
	"reflect"
	"slices"
	"time"
)

// unopenedFor is how long a letter that still stands and was never opened is not settled: its sender may
// look for those who did not open it.
const unopenedFor = 2 * 365 * 24 * time.Hour

// changing is what a mailbox knows of its entries while rules change it.
type changing struct {
	kept   int                // how many settled entries stay
	missed bool               // a rule looked for what stands in an archive
	before *Archive           // the entries as they were, in their order
	leave  *Archive           // entries that leave with the next save; they are not in the mailbox any more
	read   map[EntryID]*entry // what came from archives, as it was read
	packed bool               // Pack moved entries
	back   []*Archive         // after Pack: what stands there, by archive that the mailbox names
}

// entry is a letter, a dossier or a reminder on its way into an archive or out of it.
type entry struct {
	id      EntryID
	links   []EntryID // what it names; empty ones too
	at      time.Time // where it stands in a list
	rev     int64
	content any // *Letter, *Dossier or *Reminder
}

// nodes visits the entries.
func (a *Archive) nodes() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for _, l := range a.Letters {
			if !yield(&entry{l.ID, []EntryID{l.Supersedes, l.SupersededBy, l.Dossier}, l.ReceivedAt, l.Rev, l}) {
				return
			}
		}
		for _, d := range a.Dossiers {
			if !yield(&entry{d.ID, nil, d.SortAt, d.Rev, d}) {
				return
			}
		}
		for _, r := range a.Reminders {
			if !yield(&entry{r.ID, []EntryID{r.Entry}, r.DueAt, r.Rev, r}) {
				return
			}
		}
	}
}

// add adds one entry.
func (a *Archive) add(e *entry) {
	switch content := e.content.(type) {
	case *Letter:
		a.Letters = append(a.Letters, content)
	case *Dossier:
		a.Dossiers = append(a.Dossiers, content)
	case *Reminder:
		a.Reminders = append(a.Reminders, content)
	}
}

// entries are those that stand in the mailbox; they are shared with it.
func (m *Mailbox) entries() *Archive {
	return &Archive{Letters: m.Letters.Entries, Dossiers: m.Dossiers.Entries, Reminders: m.Reminders.Entries}
}

// group is entries of which each is linked with another one; they stand in the mailbox or in archives together.
type group struct {
	members []*entry
	newest  time.Time
}

// oldestFirst sorts groups.
func oldestFirst(groups []*group) []*group {
	slices.SortFunc(groups, func(a, b *group) int { return newestFirst(b.newest, a.newest, a.members[0].id, b.members[0].id) })
	return groups
}

// archive are the entries of the group.
func (g *group) archive() *Archive {
	a := &Archive{}
	for _, e := range g.members {
		a.add(e)
	}
	return a
}

// groups divides entries into groups, by what they name.
func (a *Archive) groups() []*group {
	leads := map[EntryID]EntryID{} // to another one of the same group; the last one to itself
	find := func(id EntryID) EntryID {
		for leads[id] != "" && leads[id] != id {
			leads[id], id = cmp.Or(leads[leads[id]], leads[id]), leads[id]
		}
		return id
	}
	for e := range a.nodes() {
		for _, link := range e.links {
			if link != "" {
				leads[find(e.id)] = find(link)
			}
		}
	}
	byLast, all := map[EntryID]*group{}, []*group{}
	for e := range a.nodes() {
		last := find(e.id)
		if byLast[last] == nil {
			byLast[last] = &group{}
			all = append(all, byLast[last])
		}
		byLast[last].members = append(byLast[last].members, e)
		byLast[last].newest = later(byLast[last].newest, e.at)
	}
	return all
}

// Begin prepares a mailbox that was just read for rules that may change it. Of one that was not read as a whole,
// with many more than kept settled entries, the oldest ones are set aside; they leave it if it is saved. After the rules,
// Missed tells whether they are to be applied anew to the whole mailbox; then come Pack, Seal and, after the
// save or without one, End.
func (m *Mailbox) Begin(kept int, now time.Time) {
	entries := m.entries()
	m.changing = &changing{kept: kept, before: entries, leave: &Archive{}}
	for _, archive := range m.held {
		if m.changing.read == nil {
			m.changing.read = map[EntryID]*entry{}
		}
		for e := range archive.nodes() {
			m.changing.read[e.id] = e.clone()
		}
	}
	if m.held == nil {
		m.setAside(now)
	}
}

// setAside takes settled entries out of the mailbox, the oldest first, where they are too many or too large.
func (m *Mailbox) setAside(now time.Time) {
	entries, kept, full := m.entries(), m.changing.kept, m.Size() > MaxSize/2
	if entries.count() <= kept+kept/3 && !full {
		return
	}
	settled := &Archive{}
	var groups []*group
	busy := m.busy()
	for _, g := range entries.groups() {
		if !slices.ContainsFunc(g.members, func(e *entry) bool { return busy[e.id] || !e.settled(now) }) {
			groups = append(groups, g)
			settled.take(g.archive())
		}
	}
	left, size := settled.count(), settled.size()
	if left <= kept+kept/3 && (!full || size <= keptSize) {
		return
	}
	leaves := map[EntryID]bool{}
	for _, g := range oldestFirst(groups) {
		if left <= kept && (!full || size <= keptSize/2) {
			break
		}
		leave := g.archive()
		m.changing.leave.take(leave)
		left, size = left-leave.count(), size-leave.size()
		for _, e := range g.members {
			leaves[e.id] = true
		}
	}
	m.without(leaves)
}

// without takes entries out of the mailbox. The lists are new ones: others may share the old.
func (m *Mailbox) without(ids map[EntryID]bool) {
	stay := &Archive{}
	for e := range m.entries().nodes() {
		if !ids[e.id] {
			stay.add(e)
		}
	}
	m.Letters.Entries, m.Dossiers.Entries, m.Reminders.Entries = stay.Letters, stay.Dossiers, stay.Reminders
}

// busy are the entries about which there is something under way or on record that is shown with them.
func (m *Mailbox) busy() map[EntryID]bool {
	busy := map[EntryID]bool{}
	for _, p := range slices.Concat(m.Push.Outbox, m.Push.Record) {
		busy[p.Entry] = true
		for _, member := range p.Members {
			busy[member.Entry] = true
		}
	}
	for _, n := range m.Notices {
		busy[n.Letter] = true
	}
	for i := range m.Told {
		busy[m.Told[i].About] = true // the campaign's effect is counted by it
	}
	return busy
}

// settled tells whether nothing is expected of the entry any more, nor of time.
func (e *entry) settled(now time.Time) bool {
	switch content := e.content.(type) {
	case *Letter:
		unopened := content.standing() && content.FirstOpenedAt.IsZero() && now.Sub(content.ReceivedAt) < unopenedFor
		waits := content.paperWaits() && !content.openedInTime()
		return (content.Read || content.Archived) && !content.toDo() && !unopened && !waits && past(content.turns(), now)
	case *Dossier:
		return (content.Read || content.Archived) && !content.toDo() && !content.Open() && past(content.turns(), now)
	case *Reminder:
		return content.Completed() && content.Announcement == nil
	default:
		return false
	}
}

// past tells whether no moment lies ahead.
func past(turns []time.Time, now time.Time) bool {
	return !slices.ContainsFunc(turns, func(t time.Time) bool { return t.After(now) })
}

// miss notes that a rule looked for an entry that is not here.
func (m *Mailbox) miss(id EntryID) {
	if m.changing != nil && !m.changing.missed {
		m.changing.missed = m.Elsewhere(id) || m.leaves(id)
	}
}

// missAll notes that a rule looked at all entries, those in archives too.
func (m *Mailbox) missAll() {
	if m.changing != nil && (m.Partial() || m.changing.leave.count() > 0) {
		m.changing.missed = true
	}
}

// leaves tells whether an entry is set aside, or named by one that is.
func (m *Mailbox) leaves(id EntryID) bool {
	for e := range m.changing.leave.nodes() {
		if e.id == id || slices.Contains(e.links, id) {
			return true
		}
	}
	return false
}

// Missed tells whether the rules that were applied since Begin need what is not here: they looked for it, or
// changed an entry that leads to it.
func (m *Mailbox) Missed() bool {
	if m.changing.missed || m.held != nil || (len(m.Archives) == 0 && m.changing.leave.count() == 0) {
		return m.changing.missed
	}
	for e := range m.entries().nodes() {
		if e.rev <= m.Rev {
			continue
		}
		for _, id := range append(e.links, e.id) {
			if id != "" {
				m.miss(id)
			}
		}
	}
	return m.changing.missed
}

// Pack takes out of a changed mailbox what is to stand in archives: what rules left as it was read from there,
// what was set aside, and what is too much of what was brought back. It answers the archives to write, which the
// save makes the mailbox's own, and whether to look for abandoned ones after it. nonce is the same for each attempt
// of one call. Archives that are of no use after the save are added to Replaced.
func (m *Mailbox) Pack(nonce string, now time.Time) (write []*Archive, look bool) {
	if m.held == nil && m.changing.leave.count() == 0 {
		return nil, false
	}
	m.changing.packed = true
	var refs []ArchiveRef
	file := func(entries *Archive) {
		archive, ref := m.newArchive(entries, nonce, now)
		write, refs = append(write, archive), append(refs, ref)
		m.changing.back = append(m.changing.back, entries)
	}
	unchanged := m.unchanged()
	for i, archive := range m.held {
		stays := &Archive{}
		for e := range archive.nodes() {
			if unchanged[e.id] {
				stays.add(e)
			}
		}
		if stays.count() == archive.count() {
			refs, m.changing.back = append(refs, m.Archives[i]), append(m.changing.back, archive)
			continue
		}
		m.Replaced = append(m.Replaced, m.Archives[i].ID)
		if stays.count() > 0 {
			file(stays)
		}
	}
	m.without(unchanged)
	if m.held == nil {
		refs = slices.Clone(m.Archives)
	} else {
		m.setAside(now)
	}
	for _, some := range m.changing.leave.parts() {
		file(some)
	}
	m.Archives, m.changing.leave = slices.Clip(refs), &Archive{}
	return write, true
}

// unchanged is what came from archives and may go back: groups that are as they were read.
func (m *Mailbox) unchanged() map[EntryID]bool {
	same := map[EntryID]bool{}
	if m.held == nil {
		return same
	}
	for _, g := range m.entries().groups() {
		changed := slices.ContainsFunc(g.members, func(e *entry) bool {
			read := m.changing.read[e.id]
			return read == nil || !reflect.DeepEqual(read.content, e.content)
		})
		for _, e := range g.members {
			if !changed {
				same[e.id] = true
			}
		}
	}
	return same
}

// parts divides entries into what one archive may hold, the oldest first. A group stays together, so that who
// reads one archive alone finds where its entries lead.
func (a *Archive) parts() []*Archive {
	var parts []*Archive
	size := 0
	for _, g := range oldestFirst(a.groups()) {
		some := g.archive()
		more, last := some.size(), len(parts)-1
		if last < 0 || parts[last].count()+some.count() > maxArchived || size+more > maxArchiveSize {
			parts, size = append(parts, some), more
			continue
		}
		parts[last].take(some)
		size += more
	}
	return parts
}

// End ends what Begin began: the mailbox is for reading again, a whole one with all its entries.
func (m *Mailbox) End() {
	switch {
	case m.changing == nil:
		return
	case m.changing.leave.count() > 0: // nothing was saved
		m.Letters.Entries, m.Dossiers.Entries, m.Reminders.Entries = m.changing.before.Letters, m.changing.before.Dossiers, m.changing.before.Reminders
	case m.held != nil && m.changing.packed:
		whole := &Archive{}
		for _, archive := range m.changing.back {
			whole.take(archive)
		}
		whole.take(m.entries())
		m.show(whole)
		m.held = append([]*Archive{}, m.changing.back...)
	}
	m.changing = nil
}

// clone copies an entry, so that it can be told whether rules changed it.
func (e *entry) clone() *entry {
	copied := *e
	switch content := e.content.(type) {
	case *Letter:
		l := *content
		l.Deadline, l.Payment, l.Call, l.Documents = copyOf(l.Deadline), copyOf(l.Payment), copyOf(l.Call), slices.Clone(l.Documents)
		copied.content = &l
	case *Dossier:
		d := *content
		d.History = slices.Clone(d.History)
		copied.content = &d
	case *Reminder:
		r := *content
		copied.content = &r
	}
	return &copied
}

// copyOf copies what is pointed to; nil for nothing.
func copyOf[T any](of *T) *T {
	if of == nil {
		return nil
	}
	copied := *of
	return &copied
}
