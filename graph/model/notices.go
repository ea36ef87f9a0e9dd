package model

import (
	"slices"
	"time"
)

// Notice is something about a letter that its sender is to learn. It waits in the mailbox like a
// push, so that it changes together with what it tells; whoever holds the mailbox's slot writes it
// down (as a fact of the letter's record and, where the sender may know it of one letter, as an
// Outcome) before it leaves.
type Notice struct {
	ID     string      `bson:"id"` // hash of letter and event: the same thing happens once
	Letter EntryID     `bson:"letter"`
	Sender OrgCode     `bson:"sender"`
	Event  LetterEvent `bson:"event"`
	At     time.Time   `bson:"at"`               // when it happened
	Due    time.Time   `bson:"due"`              // when it is to be written down
	Shared bool        `bson:"shared,omitempty"` // the sender may learn it of this one letter
}

// NoticeID names the event of a letter.
func NoticeID(letter EntryID, event LetterEvent) string {
	return HashID("notice", string(letter), string(event))
}

// told notes that the sender is to learn of something that happened at now.
func (m *Mailbox) told(letter EntryID, sender OrgCode, event LetterEvent, shared bool, now time.Time) {
	m.tell(Notice{Letter: letter, Sender: sender, Event: event, At: moment(now), Due: moment(now), Shared: shared})
}

func (m *Mailbox) tell(n Notice) {
	n.ID = NoticeID(n.Letter, n.Event)
	if slices.ContainsFunc(m.Notices, func(other Notice) bool { return other.ID == n.ID }) {
		return
	}
	m.touch()
	m.Notices = append(m.Notices, n)
}

// untell takes back what is not due yet.
func (m *Mailbox) untell(letter EntryID, event LetterEvent) {
	id := NoticeID(letter, event)
	before := len(m.Notices)
	m.Notices = slices.DeleteFunc(m.Notices, func(n Notice) bool { return n.ID == id })
	if len(m.Notices) < before {
		m.touch()
	}
	if len(m.Notices) == 0 {
		m.Notices = nil
	}
}

// NoteForSender has the sender of a letter told what the sender itself reported or asked for, also
// of a letter that is on paper and has no entry here. The record of the letter knows it already;
// whoever writes it down finds a repetition.
func (m *Mailbox) NoteForSender(letter EntryID, sender OrgCode, event LetterEvent, now time.Time) {
	m.told(letter, sender, event, true, now)
}

// dueNotices are those that are to be written down at now.
func (m *Mailbox) dueNotices(now time.Time) []Notice {
	var due []Notice
	for _, n := range m.Notices {
		if !n.Due.After(now) {
			due = append(due, n)
		}
	}
	return due
}

// settleNotices lets go of what was written down.
func (m *Mailbox) settleNotices(written []Notice) {
	for _, n := range written {
		m.untell(n.Letter, n.Event)
		if l, err := m.Letter(n.Letter); err == nil && n.Event == EventPaperDue && !l.Paper.Sent {
			l.Paper.Sent, l.Rev = true, m.touch()
		}
	}
}

// Rung says that a phone rang for a letter, or said so, the first time: a record of its own, since it is
// written for every letter of a run and the letter's own record is large. For counts only.
type Rung struct {
	ID    EntryID      `bson:"_id"` // the letter, with the event where there is one
	Rev   int64        `bson:"rev"`
	Run   RunID        `bson:"run"`
	Event ReceiptEvent `bson:"event,omitempty"` // what a phone reported; empty: FCM took the push
}

// Collection implements Record.
func (*Rung) Collection() string { return rungsCollection }

// Key implements Record.
func (r *Rung) Key() string { return string(r.ID) }

// Revision implements Record.
func (r *Rung) Revision() *int64 { return &r.Rev }

// Lists implements Record.
func (r *Rung) Lists() []string { return []string{RungList(r.Run, r.Event)} }

// RungList names the list of the letters of a run for which a phone rang or, with an event, reported it.
func RungList(run RunID, event ReceiptEvent) string {
	if event == "" {
		return RunList(run, "")
	}
	return RunList(run, LetterMark(event))
}

// Reported are the letters that a phone's report is about: each of a digest. None for a push that is not
// here, and for a notification that was wiped away, which nobody counts.
func (m *Mailbox) Reported(id PushID, event ReceiptEvent) []*Rung {
	p := m.pushByID(id)
	if p == nil || event == ReceiptDismissed {
		return nil
	}
	var rungs []*Rung
	for _, member := range p.all() {
		if l, err := m.Letter(member.Entry); err == nil && member.Topic == TopicLetter {
			rungs = append(rungs, &Rung{ID: l.ID + EntryID(":"+event), Run: NewRunID(l.Sender, l.Run), Event: event})
		}
	}
	return rungs
}

// unrung is the letter that a member is about, where no phone rang for it before; otherwise nil.
func (m *Mailbox) unrung(member Member) *Letter {
	l, err := m.Letter(member.Entry)
	if err != nil || member.Topic != TopicLetter || l.Pushed {
		return nil
	}
	return l
}

// ringing are the letters among members for which no phone rang before.
func (m *Mailbox) ringing(members []Member) []Rung {
	var rungs []Rung
	for _, member := range members {
		if l := m.unrung(member); l != nil {
			rungs = append(rungs, Rung{ID: l.ID, Run: NewRunID(l.Sender, l.Run)})
		}
	}
	return rungs
}

// rang notes that a phone rang for the letters that p is about.
func (m *Mailbox) rang(p *Push) {
	for _, member := range append([]Member{p.member()}, p.Members...) {
		if l := m.unrung(member); l != nil {
			l.Pushed = true
			m.touch()
		}
	}
}

// opened notes that a letter was shown for the first time, at FirstOpenedAt. Where the sender may know it,
// no paper follows.
func (m *Mailbox) opened(l *Letter, now time.Time) {
	shared := m.Preferences.Shares(l.Sender)
	if l.Paper.Reason == BecauseUntilOpened && shared && !l.Paper.Sent {
		m.needsNoPaper(l)
	}
	m.tell(Notice{Letter: l.ID, Sender: l.Sender, Event: EventOpened, At: l.FirstOpenedAt, Due: moment(now), Shared: shared})
}

// openedEarlier corrects when a letter was first shown, where that is not told yet. What was told stays told.
func (m *Mailbox) openedEarlier(l *Letter) {
	for i := range m.Notices {
		if n := &m.Notices[i]; n.ID == NoticeID(l.ID, EventOpened) {
			n.At = l.FirstOpenedAt
		}
	}
}
