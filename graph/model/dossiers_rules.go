package model

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// statusExpiry is how long the push about a status, or about a letter without an end, is of use.
const statusExpiry = 7 * 24 * time.Hour

// NewStatus gives a status its id: a hash of all that the source said, so that a repetition is
// found. Its documents count only where there are any: a status without keeps the id that it always
// had.
func NewStatus(s Status) Status {
	s.At = moment(s.At)
	parts := []string{
		"status", strconv.FormatInt(s.At.UnixMilli(), 10), string(s.Phase), s.Code, s.Label, string(s.Detail),
		strconv.FormatBool(s.ActionRequired), string(s.ActionText), string(s.ActionBefore), string(s.Notify),
	}
	for _, d := range s.Documents {
		parts = append(parts, d.Content, string(d.Type), d.Title, string(d.Issuer), string(d.ValidUntil))
	}
	s.ID = HashID(parts...)
	return s
}

// ReportStatus takes in one status of a dossier. head is the dossier as the source describes it
// with this status; its History is not looked at. Without a procedure the dossier keeps the one that
// the newest status with one names, and is of none in particular where no status does.
//
// Statuses may come repeated and in any order, the end is the same: the history is sorted by
// (time, id), and the newest status decides what the dossier says. Only a newest status that is
// not silent moves the dossier up and makes it unread, and only if it is to be pushed does the
// phone ring. Errors: INVALID when the mailbox is full, CONFLICT when the dossier was removed.
func (m *Mailbox) ReportStatus(head Dossier, status Status, now time.Time) error {
	if m.deleted(head.ID) {
		return errRemoved()
	}
	d, err := m.Dossier(head.ID)
	if err != nil {
		if err := m.room(); err != nil {
			return err
		}
		m.came(head.ID)
		d = &Dossier{ID: head.ID, Read: true}
		m.Dossiers.Entries = append(m.Dossiers.Entries, d)
	}
	if slices.ContainsFunc(d.History, func(s Status) bool { return s.ID == status.ID }) {
		return nil
	}
	history := append(slices.Clone(d.History), status)
	slices.SortFunc(history, func(a, b Status) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	history = keptHistory(history)
	if !slices.ContainsFunc(history, func(s Status) bool { return s.ID == status.ID }) {
		return nil // older than all that is kept
	}
	d.History, d.Rev = history, m.touch()
	d.AsOf = later(d.AsOf, moment(now))
	if history[0].ID == status.ID {
		d.describe(head)
	}
	m.state(d, head.Procedure, StatedBy{At: status.At, ID: status.ID})
	shown := d.lastShown()
	if d.SortAt = history[len(history)-1].At; shown != nil {
		d.SortAt = shown.At
	}
	if shown != nil && shown.ID == status.ID {
		befalls(&d.ReadMark, &d.Read, false, now)
		befalls(&d.ArchivedMark, &d.Archived, false, now)
		if status.Notify == NotifyPush {
			m.planStatus(d, status, now)
		}
	}
	m.dropStale(now)
	return nil
}

// ShareDossier takes over what another of those whom a dossier concerns knows of it: who is named by a
// later status sees the earlier ones too, in whatever order they came. Errors: as ReportStatus.
func (m *Mailbox) ShareDossier(other *Dossier, now time.Time) error {
	head := *other
	head.Procedure = ""
	for _, status := range other.History { // the newest first: no other rings
		if err := m.ReportStatus(head, status, now); err != nil {
			return err
		}
	}
	d, err := m.Dossier(other.ID)
	if err != nil {
		return err
	}
	if other.Stated.newer(d.Stated) {
		m.state(d, other.Procedure, other.Stated)
		d.Rev = m.touch()
		m.dropStale(now)
	}
	return nil
}

// keptHistory is the newest MaxHistory statuses, and always the newest that was shown: the dossier
// stands in the feed by it.
func keptHistory(history []Status) []Status {
	if len(history) <= MaxHistory {
		return history
	}
	shown := slices.IndexFunc(history, func(s Status) bool { return s.Notify != NotifySilent })
	if shown >= MaxHistory {
		history[MaxHistory-1] = history[shown]
	}
	return slices.Clip(history[:MaxHistory])
}

// describe takes over what the source says about the dossier itself.
func (d *Dossier) describe(head Dossier) {
	d.Org, d.Source, d.Number = head.Org, head.Source, head.Number
	d.Title, d.Level, d.NIS, d.Sandbox = head.Title, head.Level, head.NIS, head.Sandbox
	d.About, d.Manager, d.Link, d.Product = head.About, head.Manager, head.Link, head.Product
}

// state takes over the procedure that a status names, unless a newer status named one. The dossier's
// letters show no reminders while it is a confidential one.
func (m *Mailbox) state(d *Dossier, procedure Procedure, by StatedBy) {
	before := d.Procedure.Confidential()
	if procedure != "" && by.newer(d.Stated) {
		d.Procedure, d.Stated = procedure, by
	}
	if d.Procedure == "" {
		d.Procedure = ProcedureOther
	}
	if d.Procedure.Confidential() == before {
		return
	}
	for _, l := range m.Letters.Entries {
		if l.Dossier == d.ID {
			l.Rev = m.touch()
		}
	}
}

// newer tells whether s is of a newer status, by (time, id); nothing is newer than none.
func (s StatedBy) newer(than StatedBy) bool {
	if than.ID == "" {
		return s.ID != ""
	}
	return cmp.Or(s.At.Compare(than.At), cmp.Compare(than.ID, s.ID)) > 0
}

// lastShown is the newest status that was not silent; nil when all were.
func (d *Dossier) lastShown() *Status {
	at := slices.IndexFunc(d.History, func(s Status) bool { return s.Notify != NotifySilent })
	if at < 0 {
		return nil
	}
	return &d.History[at]
}

func (m *Mailbox) planStatus(d *Dossier, status Status, now time.Time) {
	topic := TopicStatus
	if status.ActionRequired {
		topic = TopicAction
	}
	if m.staleEntry(topic, d.ID, Step(status.ID)) != "" { // a newer one says that nothing is asked any more
		return
	}
	m.plan(Push{
		Entry: d.ID, Step: Step(status.ID), Topic: topic,
		PlannedAt: moment(now), ExpiresAt: status.At.Add(statusExpiry),
	}, now)
}

// errRemoved is what a status of a removed dossier is answered.
func errRemoved() error { return Errorf(CodeConflict, "this dossier was removed, for good") }

// RemoveDossier takes a dossier out of the mailbox, for good: it no longer rings, and phones hear
// that it is gone. Letters that belong to it and the citizen's reminders about it stay, and lead
// nowhere. It leaves its mark also where the dossier is not there: a status that was on its way when
// the dossier was removed is refused.
func (m *Mailbox) RemoveDossier(id EntryID, now time.Time) {
	if m.deleted(id) {
		return
	}
	procedure := m.procedureOf(id)
	m.Dossiers.Entries = slices.DeleteFunc(m.Dossiers.Entries, func(d *Dossier) bool { return d.ID == id })
	rev := m.bury(id, now)
	for _, l := range m.Letters.Entries {
		if l.Dossier != id {
			continue
		}
		if l.Rev = rev; procedure.Sensitive() {
			l.Sensitive = procedure
		}
	}
	for _, r := range m.Reminders.Entries {
		if r.Entry == id {
			r.Rev = rev
		}
	}
	m.dropStale(now)
}

// Admit notes whom the dossier concerns and its newest status. It answers whether anything changed.
// CONFLICT when the dossier was removed.
func (r *DossierRecord) Admit(recipients []CitizenID, status Status) (bool, error) {
	if r.Removed() {
		return false, errRemoved()
	}
	all := sortedSet(slices.Concat(r.Recipients, recipients))
	newer := cmp.Or(status.At.Compare(r.NewestAt), cmp.Compare(r.NewestID, status.ID)) > 0
	if slices.Equal(all, r.Recipients) && !newer {
		return false, nil
	}
	r.Recipients = all
	if newer {
		r.NewestAt, r.NewestID = status.At, status.ID
	}
	return true, nil
}

// Removed tells whether the source removed the dossier.
func (r *DossierRecord) Removed() bool { return !r.RemovedAt.IsZero() }

// Remove notes that the source removed the dossier, once and for good. It answers whether that is
// new.
func (r *DossierRecord) Remove(now time.Time) bool {
	if r.Removed() {
		return false
	}
	r.RemovedAt = moment(now)
	return true
}
