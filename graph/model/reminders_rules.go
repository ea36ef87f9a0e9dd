package model

import (
	"slices"
	"time"
)

// reminderExpiry is how long after its moment the push of a reminder is of use.
const reminderExpiry = 24 * time.Hour

// CreateReminder adds a reminder of the citizen's own and plans its push. The same id again is
// left as it is when it says the same.
//
// Errors: CONFLICT when the id is taken by another reminder or by a deleted one, NOT_FOUND when
// the entry that it is about is not there, INVALID when the mailbox is full.
func (m *Mailbox) CreateReminder(reminder Reminder, now time.Time) error {
	reminder.DueAt = moment(reminder.DueAt)
	if old, err := m.Reminder(reminder.ID); err == nil {
		if old.Title == reminder.Title && old.DueAt.Equal(reminder.DueAt) && old.Entry == reminder.Entry {
			return nil
		}
		return Errorf(CodeConflict, "this id is taken by another reminder")
	}
	if m.deleted(reminder.ID) {
		return Errorf(CodeConflict, "this reminder was deleted")
	}
	if reminder.Entry != "" && !m.has(reminder.Entry) {
		return NotFound("entry: " + string(reminder.Entry))
	}
	if err := m.room(); err != nil {
		return err
	}
	r := &reminder
	r.Rev, r.CreatedAt, r.CompletedAt = m.touch(), moment(now), time.Time{}
	m.Reminders.Entries = append(m.Reminders.Entries, r)
	m.plan(Push{
		Entry: r.ID, Step: StepDue, Topic: TopicReminder,
		PlannedAt: later(r.DueAt, moment(now)), ExpiresAt: later(r.DueAt, moment(now)).Add(reminderExpiry),
	}, now)
	return nil
}

// CompleteReminder ticks a reminder off, or back on; it rings at most once either way. NOT_FOUND
// when there is none.
func (m *Mailbox) CompleteReminder(id EntryID, completed bool, now time.Time) error {
	r, err := m.Reminder(id)
	if err != nil || r.Completed() == completed {
		return err
	}
	r.CompletedAt, r.Rev = time.Time{}, m.touch()
	if completed {
		r.CompletedAt = moment(now)
	}
	m.dropStale(now)
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
	m.Tombstones = append(m.Tombstones, Tombstone{ID: id, Rev: m.touch(), At: moment(now)})
	m.dropStale(now)
	return nil
}

// turns are when the feed changes by itself on account of the reminder.
func (r *Reminder) turns() []time.Time {
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
