package model

import (
	"slices"
	"time"
)

// reminderExpiry is how long after its moment the push of a reminder is of use.
const reminderExpiry = 24 * time.Hour

// CreateReminder adds a reminder of the citizen's own and plans its push. The same id again is
// left as it is when it says the same. Under a stamp it may be about what was removed meanwhile: it leads
// nowhere then, as one that came before.
//
// Errors: CONFLICT when the id is taken by another reminder, GONE when it was deleted already or what it is
// about is gone, NOT_FOUND when the entry that it is about is not there, INVALID when the mailbox is full.
func (m *Mailbox) CreateReminder(reminder Reminder, now time.Time) error {
	reminder.DueAt = moment(reminder.DueAt)
	switch old, err := m.Reminder(reminder.ID); {
	case CodeOf(err) == CodeGone:
		return err
	case err != nil:
	case old.Title == reminder.Title && old.DueAt.Equal(reminder.DueAt) && old.Entry == reminder.Entry:
		return nil
	default:
		return Errorf(CodeConflict, "this id is taken by another reminder")
	}
	if reminder.Entry != "" && !m.has(reminder.Entry) && (!m.stamped() || !m.deleted(reminder.Entry)) {
		return m.missing(reminder.Entry, "entry: "+string(reminder.Entry))
	}
	if err := m.room(); err != nil {
		return err
	}
	r := &reminder
	r.Rev, r.CreatedAt, r.CompletedAt, r.CompletedMark = m.touch(), m.doneAt(time.Time{}, now), time.Time{}, Mark{}
	if early := m.early(r.ID); early != nil {
		if r.CompletedMark = early.Mark; early.Completed {
			r.CompletedAt = early.Mark.At
		}
		m.dropEarly(func(e EarlyTick) bool { return e.ID == r.ID })
	}
	m.Reminders.Entries = append(m.Reminders.Entries, r)
	m.plan(Push{
		Entry: r.ID, Step: StepDue, Topic: TopicReminder,
		PlannedAt: later(r.DueAt, moment(now)), ExpiresAt: r.DueAt.Add(reminderExpiry), // it may come weeks late
	}, now)
	if r.Completed() {
		m.dropStale(now)
	}
	return nil
}

// CompleteReminder ticks a reminder off, or back on; it rings at most once either way. One that is gone
// stays so, which is no error here, as with OpenAnnouncement: a campaign's may go with the very save.
// NOT_FOUND when there never was one.
func (m *Mailbox) CompleteReminder(id EntryID, completed bool, now time.Time) error {
	if m.deleted(id) {
		return nil
	}
	r, err := m.Reminder(id)
	if err != nil {
		return err
	}
	if !m.sets(&r.CompletedMark, r.Completed(), completed, now) {
		return nil
	}
	at := time.Time{}
	if completed {
		at = r.CompletedMark.At
	}
	if m.stamped() || r.Completed() != completed {
		if !at.Equal(r.CompletedAt) {
			r.CompletedAt, r.Rev = at, m.touch()
		}
	}
	m.dropStale(now)
	return nil
}

// CompleteOwnReminder is CompleteReminder by the id that the app chose. Where the reminder has not come
// yet, the tick is kept for it, and there is no error.
func (m *Mailbox) CompleteOwnReminder(id EntryID, completed bool, now time.Time) error {
	err := m.CompleteReminder(id, completed, now)
	if CodeOf(err) != CodeNotFound {
		return err
	}
	m.keepTick(id, completed, now)
	return nil
}

// DeleteReminder removes a reminder. A deleted one may be deleted again; one that never was is
// NOT_FOUND.
func (m *Mailbox) DeleteReminder(id EntryID, now time.Time) error {
	if m.deleted(id) {
		return nil
	}
	r, err := m.Reminder(id)
	if err != nil {
		return err
	}
	m.Reminders.Entries = slices.DeleteFunc(m.Reminders.Entries, func(other *Reminder) bool { return other == r })
	m.bury(id, now)
	m.dropStale(now)
	return nil
}

// DeleteOwnReminder is DeleteReminder by the id that the app chose. Where the reminder has not come yet, it
// is refused when it comes.
func (m *Mailbox) DeleteOwnReminder(id EntryID, now time.Time) {
	if CodeOf(m.DeleteReminder(id, now)) != CodeNotFound {
		return
	}
	m.dropEarly(func(e EarlyTick) bool { return e.ID == id })
	m.bury(id, now)
}

// bury marks an entry as removed, and answers the revision of that.
func (m *Mailbox) bury(id EntryID, now time.Time) int64 {
	rev := m.touch()
	m.Tombstones = append(m.Tombstones, Tombstone{ID: id, Rev: rev, At: moment(now)})
	return rev
}

// turns are when the feed changes by itself on account of the reminder.
func (r *Reminder) turns() []time.Time {
	if r.Completed() {
		return nil
	}
	if r.Announcement != nil {
		return []time.Time{r.DueAt, r.Announcement.ExpiresAt}
	}
	return []time.Time{r.DueAt}
}

func (m *Mailbox) deleted(id EntryID) bool {
	return slices.ContainsFunc(m.Tombstones, func(t Tombstone) bool { return t.ID == id })
}

// has tells whether a letter or a dossier with that id is in the mailbox.
func (m *Mailbox) has(id EntryID) bool {
	_, letterErr := m.Letter(id)
	_, dossierErr := m.Dossier(id)
	return letterErr == nil || dossierErr == nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
