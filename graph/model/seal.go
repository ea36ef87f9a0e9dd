package model

import (
	"hash/fnv"
	"io"
	"slices"
	"time"
)

// MaxTags is the largest number of tags of a mailbox. Each costs speed on every save.
const MaxTags = 16

// Seal makes the mailbox ready for a save: the next revision, and all derived fields. It is called
// once before each save, and by nothing else.
func (m *Mailbox) Seal(now time.Time) {
	m.Rev++
	m.Layout = LayoutVersion
	m.changed, m.by = false, ""
	m.prune(now)
	m.derive(now)
}

// derive makes every field that follows from the content, as it is at the save.
func (m *Mailbox) derive(now time.Time) {
	m.Letters.Unread, m.Letters.ToDo, m.Letters.Turns = 0, 0, nil
	for _, l := range m.Letters.Entries {
		m.Letters.Unread += one(!l.Read && !l.Archived)
		m.Letters.ToDo += one(l.toDo())
		m.Letters.Turns = append(m.Letters.Turns, l.turns()...)
	}
	m.Dossiers.Unread, m.Dossiers.ToDo, m.Dossiers.Turns = 0, 0, nil
	for _, d := range m.Dossiers.Entries {
		m.Dossiers.Unread += one(!d.Read && !d.Archived)
		m.Dossiers.ToDo += one(d.toDo())
		m.Dossiers.Turns = append(m.Dossiers.Turns, d.turns()...)
	}
	m.Reminders.Turns = nil
	for _, r := range m.Reminders.Entries {
		m.Reminders.Turns = append(m.Reminders.Turns, r.turns()...)
	}
	if at := m.archivesTurned(); !at.IsZero() { // so that the state does not go back when entries leave
		m.Letters.Turns = append(m.Letters.Turns, at)
	}
	slices.SortFunc(m.Letters.Turns, time.Time.Compare)
	slices.SortFunc(m.Dossiers.Turns, time.Time.Compare)
	slices.SortFunc(m.Reminders.Turns, time.Time.Compare)

	m.Derived = Derived{Slot: m.ID.Slot(), Tags: m.tags(now)}
	for _, p := range m.Push.Outbox {
		if p.mass() {
			m.Derived.DueMass = earliest(m.Derived.DueMass, p.next())
		} else {
			m.Derived.Due = earliest(m.Derived.Due, p.next())
		}
	}
	for _, n := range m.Notices { // a sender can wait, a phone cannot
		m.Derived.DueMass = earliest(m.Derived.DueMass, n.Due)
	}
}

// Turned is the latest moment up to now at which an answer changed by itself: a reminder appeared,
// the polls closed, a deadline passed. With Rev it is the state of a mailbox. Zero: none yet.
func (m *Mailbox) Turned(now time.Time) time.Time {
	return turned(now, m.Letters.Turns, m.Dossiers.Turns, m.Reminders.Turns)
}

// tags are what an audience can be narrowed down by, those of older letters and dossiers dropped
// first; one that has more than it keeps says so. A phone that
// becomes stale takes push:on away with the next save only: who is told, the rules decide.
func (m *Mailbox) tags(now time.Time) []string {
	var tags []string
	if m.Preferences.Residence != "" {
		tags = append(tags, tagNIS+string(m.Preferences.Residence.Current()))
	}
	if m.rings(now) {
		tags = append(tags, tagPhone)
	}
	if m.DigitalPost.Active {
		tags = append(tags, tagDigital)
	}
	if m.Born != "" {
		tags = append(tags, tagBorn+string(m.Born))
	}
	for _, l := range slices.Backward(m.Letters.Entries) {
		if l.standing() && l.FirstOpenedAt.IsZero() && !l.Kind.Rules().Sensitive && !m.procedureOf(l.ID).Sensitive() {
			event := l.Run
			if l.Call != nil && l.Kind.Rules().Call {
				event = l.Call.Election.ID
			}
			tags = append(tags, letterTag(l.Sender, l.Kind, event))
		}
	}
	for _, d := range slices.Backward(m.Dossiers.Entries) {
		if d.Open() && !d.Procedure.Sensitive() {
			tags = append(tags, dossierTag(d.Org, d.Procedure, d.Status().Phase))
		}
	}
	seen := map[string]bool{}
	tags = slices.DeleteFunc(tags, func(tag string) bool {
		repeated := seen[tag]
		seen[tag] = true
		return repeated
	})
	if len(tags) > MaxTags {
		tags = append(tags[:MaxTags-1], tagMore)
	}
	slices.Sort(tags)
	return slices.Clip(tags)
}

// prune forgets what campaigns left, and tombstones that are older than TombstoneAge or more than
// MaxTombstones, and remembers up to which revision.
func (m *Mailbox) prune(now time.Time) {
	m.pruneCampaigns(now)
	m.dropEarly(func(e EarlyTick) bool { return now.Sub(e.KeptAt) > TombstoneAge })
	if over := len(m.Tombstones) - MaxTombstones; over > 0 {
		m.Floor = max(m.Floor, m.Tombstones[over-1].Rev)
		m.Tombstones = slices.Delete(m.Tombstones, 0, over)
	}
	m.Tombstones = slices.DeleteFunc(m.Tombstones, func(t Tombstone) bool {
		old := now.Sub(t.At) > TombstoneAge
		if old {
			m.Floor = max(m.Floor, t.Rev)
		}
		return old
	})
	if len(m.Tombstones) == 0 {
		m.Tombstones = nil
	}
}

// What the fixed fields of these take in the stored form at most, in bytes.
const perEntry, perStatus, perTombstone, perNotice, perDocument, perPayment, perArchive = 600, 250, 80, 250, 350, 200, 300

// Size estimates the stored size in bytes: the texts, and an allowance for each entry's fixed
// fields that is above what the stores use.
func (m *Mailbox) Size() int {
	size := m.Push.size() + len(m.Push.Devices)*perEntry + len(m.Tombstones)*perTombstone + len(m.Notices)*perNotice + len(m.Told)*perTombstone
	for _, e := range m.Reminders.Early {
		size += perTombstone + len(e.ID) + e.Mark.size()
	}
	for _, t := range m.Tombstones {
		size += one(t.Back != nil) * 2 * perEntry // the entry and its push
	}
	size += len(m.Replaced) * perTombstone
	for _, ref := range m.Archives {
		size += perArchive + len(ref.Index)
	}
	return size + m.entries().size()
}

// size estimates the stored size of entries in bytes.
func (a *Archive) size() int {
	size := 0
	for _, l := range a.Letters {
		size += perEntry + len(l.Subject) + len(l.Preview) + len(l.Why) + len(l.Run) + len(l.Reference)
		if l.Deadline != nil {
			size += len(l.Deadline.Consequence)
		}
		size += len(l.Documents)*perDocument + l.ReadMark.size() + l.ArchivedMark.size()
		if l.Payment != nil {
			size += perPayment + len(l.Payment.Beneficiary)
		}
		if l.Call != nil {
			size += l.Call.Size()
		}
	}
	for _, d := range a.Dossiers {
		size += perEntry + len(d.Title) + len(d.Source) + len(d.Number) + len(d.Link) + d.ReadMark.size() + d.ArchivedMark.size()
		for _, s := range d.History {
			size += perStatus + len(s.Label) + len(s.Detail) + len(s.ActionText) + len(s.Documents)*perDocument
		}
	}
	for _, r := range a.Reminders {
		size += perEntry + len(r.Title) + r.CompletedMark.size()
		if a := r.Announcement; a != nil {
			size += len(a.Text) + len(a.Link) + len(a.PushText)
		}
	}
	return size
}

// size estimates the stored size of the pushes in bytes: with many phones, how it went on each is most
// of it.
func (s *PushSection) size() int {
	const perPush, perMember, perPhone, perSeen = 450, 240, 260, 50
	size := 0
	for _, pushes := range [][]*Push{s.Outbox, s.Record} {
		for _, p := range pushes {
			size += perPush + len(p.Members)*perMember + len(p.Phones)*perPhone + len(p.Seen)*perSeen
			if p.Takedown != nil {
				size += (1 + len(p.Takedown.Phones)) * perPhone
			}
		}
	}
	return size
}

// Size estimates the stored size of the voter's block in bytes.
func (c *CallLetter) Size() int {
	size := 400 + len(c.VoterName) + len(c.VoterAddress) + len(c.VoterNumber) + len(c.Election.ID) + len(c.Election.Name) +
		len(c.Bureau) + len(c.PlaceName) + len(c.PlaceAddress) + len(c.Proxy) + len(c.Duplicate) +
		len(c.Arrondissement) + 12*len(c.Seats)
	for _, text := range slices.Concat(c.Assemblies, c.Bring, c.Signatories) {
		size += len(text) + 8
	}
	return size
}

// FCM asks senders to keep quiet around the quarters of an hour, when everybody sends: for guard before
// and after each (https://firebase.google.com/docs/cloud-messaging/scale-fcm).
const quarter, guard = 15 * time.Minute, 2 * time.Minute

// AroundQuarter tells whether t lies within 2 minutes of a quarter of an hour, before or after.
func AroundQuarter(t time.Time) bool {
	into := t.Sub(t.Truncate(quarter))
	return into < guard || into > quarter-guard
}

// SpreadMass moves the planned moment of a mass push by up to 30 minutes, by a hash of the citizen,
// and away from the quarters of an hour: never less than 2 minutes before or after one. It never
// answers a moment before planned.
func SpreadMass(planned time.Time, citizen CitizenID) time.Time {
	h := fnv.New64a()
	_, _ = io.WriteString(h, string(citizen))
	spread := moment(planned).Add(time.Duration(h.Sum64()%1800) * time.Second)
	switch into := spread.Sub(spread.Truncate(quarter)); {
	case into < guard:
		return spread.Add(guard)
	case into > quarter-guard && spread.Add(-guard).Before(moment(planned)):
		return spread.Truncate(quarter).Add(quarter + guard)
	case into > quarter-guard:
		return spread.Add(-guard)
	default:
		return spread
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
