package model

import "time"

// Reminder is a note that a citizen sets for a moment to come, or what a campaign announces. It is
// hidden from the feed until then.
type Reminder struct {
	ID          EntryID   `bson:"id"`
	Rev         int64     `bson:"rev"` // the mailbox revision that last changed it
	Title       string    `bson:"title"`
	DueAt       time.Time `bson:"dueAt"`
	Entry       EntryID   `bson:"entry,omitempty"` // the letter or dossier that it is about
	CreatedAt   time.Time `bson:"createdAt"`
	CompletedAt time.Time `bson:"completedAt,omitempty"`

	CompletedMark Mark `bson:"completedMark,omitempty" json:"-"` // the last change of CompletedAt

	Announcement *Announcement `bson:"announcement,omitempty"` // of a campaign; nil: the citizen's own
}

// Completed tells whether the citizen has ticked it off.
func (r *Reminder) Completed() bool { return !r.CompletedAt.IsZero() }
