package model

import "time"

// Deliver puts a letter into the mailbox, plans its ladder of pushes and, where it takes another
// letter's place, marks that one as superseded. A letter that is there already is left as it is.
//
// The letter's Rev, ReceivedAt and the citizen's own marks are set here. Error: INVALID when the
// mailbox is full.
func (m *Mailbox) Deliver(letter Letter, now time.Time) error {
	if _, err := m.Letter(letter.ID); err == nil {
		return nil
	}
	if err := m.room(); err != nil {
		return err
	}
	l := &letter
	l.Rev = m.touch()
	l.ReceivedAt = moment(now)
	l.ExpiresAt = moment(l.ExpiresAt)
	l.FirstOpenedAt, l.WithdrawnAt = time.Time{}, time.Time{}
	if l.Payment != nil { // a copy of its own: the caller may deliver the same letter again
		payment := *l.Payment
		payment.PaidAt = time.Time{}
		l.Payment = &payment
	}
	l.ReadMark, l.ArchivedMark = Mark{}, Mark{}
	l.Read, l.Archived, l.SupersededBy, l.Sensitive, l.Pushed, l.Paper.Sent = false, false, "", "", false, false
	for _, other := range m.Letters.Entries { // its successor came first; of two that name each other, the later stands
		if other.Supersedes == l.ID && l.Supersedes != other.ID {
			l.SupersededBy = other.ID
			befalls(&l.ReadMark, &l.Read, true, now)
			break
		}
	}
	m.came(l.ID)
	m.Letters.Entries = append(m.Letters.Entries, l)
	if old, err := m.Letter(l.Supersedes); err == nil {
		m.supersede(old, l.ID, now)
	}
	m.planLetter(l, now)
	m.dropStale(now) // of a letter whose successor came first: the record says why it does not ring
	l.Paper.Due = moment(l.Paper.Due)
	if !l.standing() { // its successor has a paper of its own
		l.Paper.Due = time.Time{}
	}
	if !l.Paper.Due.IsZero() {
		m.tell(Notice{Letter: l.ID, Sender: l.Sender, Event: EventPaperDue, At: l.Paper.Due, Due: l.Paper.Due, Shared: true})
	}
	return nil
}

// came touches the letters that lead to an entry and came before it.
func (m *Mailbox) came(id EntryID) {
	for _, l := range m.Letters.Entries {
		if l.Supersedes == id || l.Dossier == id {
			l.Rev = m.touch()
		}
	}
}

// CatchUp applies to a delivered letter what its record knows already: it may have been paid, withdrawn or
// replaced before it arrived, by another call or before a crash. NOT_FOUND when there is no such
// letter.
func (m *Mailbox) CatchUp(record *LetterRecord, now time.Time) error {
	l, err := m.Letter(record.ID)
	if err != nil {
		return err
	}
	if paid := record.Facts.PaidAt; !paid.IsZero() {
		m.settlePayment(l, paid, now)
	}
	if withdrawn := record.Facts.WithdrawnAt; !withdrawn.IsZero() {
		m.withdraw(l, withdrawn, now)
	}
	if by := record.Facts.SupersededBy; by != "" { // which may be on paper only
		m.supersede(l, by, now)
	}
	return nil
}

// Replace marks a letter as replaced by one that has no entry here, as it goes by post only. Nothing
// happens where there is no such letter.
func (m *Mailbox) Replace(old, by EntryID, now time.Time) {
	if l, err := m.Letter(old); err == nil {
		m.supersede(l, by, now)
	}
}

// supersede marks old as replaced: it no longer rings and no longer counts as unread.
func (m *Mailbox) supersede(old *Letter, by EntryID, now time.Time) {
	if old.SupersededBy != "" {
		return
	}
	old.SupersededBy, old.Rev = by, m.touch()
	befalls(&old.ReadMark, &old.Read, true, now)
	m.needsNoPaper(old)
	m.dropStale(now)
}

// Withdraw takes a letter back: it stays in the feed, says so, and no longer rings. NOT_FOUND when
// there is no such letter.
func (m *Mailbox) Withdraw(id EntryID, now time.Time) error {
	l, err := m.Letter(id)
	if err != nil {
		return err
	}
	m.withdraw(l, now, now)
	return nil
}

// withdraw takes a letter back as of at, which is when the sender asked for it.
func (m *Mailbox) withdraw(l *Letter, at, now time.Time) {
	if l.Withdrawn() {
		return
	}
	l.WithdrawnAt, l.Rev = moment(at), m.touch()
	m.needsNoPaper(l)
	m.told(l.ID, l.Sender, EventWithdrawn, true, at)
	m.dropStale(now)
}

// Open notes that the letter itself was shown: the first time for ever, and read each time.
// Opening stops the letter's ladder, and takes away what other phones show of it. A phone that was
// offline then may say later that it was the first. NOT_FOUND when there is no such letter.
func (m *Mailbox) Open(id EntryID, now time.Time) error {
	l, err := m.Letter(id)
	if err != nil {
		return err
	}
	m.saw(id)
	switch at := m.doneAt(l.ReceivedAt, now); {
	case l.FirstOpenedAt.IsZero():
		l.FirstOpenedAt, l.Rev = at, m.touch()
		m.opened(l, now)
	case at.Before(l.FirstOpenedAt):
		l.FirstOpenedAt, l.Rev = at, m.touch()
		m.openedEarlier(l)
	}
	if m.sets(&l.ReadMark, l.Read, true, now) && !l.Read {
		l.Read, l.Rev = true, m.touch()
	}
	m.dropStale(now)
	return nil
}

// MarkRead sets or clears the unread flag of letters and dossiers. It never counts as opening, but
// what phones show of an entry that is marked as read goes.
// NOT_FOUND when one of ids is not there, GONE when one was removed; nothing is changed then. Under a stamp
// those that are not there are passed over, unless none is.
func (m *Mailbox) MarkRead(ids []EntryID, read bool, now time.Time) error {
	marked, err := m.mark(ids, read, now, flagged.readFlag)
	if err != nil || !read {
		return err
	}
	for _, e := range marked {
		if is, _ := e.readFlag(); *is { // else something came that was not seen yet
			m.saw(e.entryID())
		}
	}
	m.takeDown(now)
	return nil
}

// Archive puts letters and dossiers away, or back. Errors: as MarkRead.
func (m *Mailbox) Archive(ids []EntryID, archived bool, now time.Time) error {
	_, err := m.mark(ids, archived, now, flagged.archivedFlag)
	return err
}

// MarkedRead is what the save that made the mailbox's revision marked as read, up to and including
// before: the same however often the answer to that save was lost.
func (m *Mailbox) MarkedRead(before time.Time) []EntryID {
	var ids []EntryID
	for _, entry := range m.Feed(FeedFilter{}, before) {
		read, rev := false, int64(0)
		switch e := entry.(type) {
		case InboxLetter:
			read, rev = e.Read, e.Rev
		case InboxDossier:
			read, rev = e.Read, e.Rev
		}
		if read && rev == m.Rev && !entry.SortedAt().After(before) {
			ids = append(ids, entry.EntryID())
		}
	}
	return ids
}

// MarkFeedRead marks everything in the feed up to and including before as read. Under a stamp also what
// is put away: nobody knows any more what was at that moment.
func (m *Mailbox) MarkFeedRead(before, now time.Time) {
	if m.stamped() {
		before = earliest(before, m.stamp.At)
		m.missAll()
	}
	var ids []EntryID
	for _, l := range m.Letters.Entries {
		if (m.stamped() || !l.Read && !l.Archived) && !l.ReceivedAt.After(before) {
			ids = append(ids, l.ID)
		}
	}
	for _, d := range m.Dossiers.Entries {
		if (m.stamped() || !d.Read && !d.Archived) && !d.SortAt.After(before) {
			ids = append(ids, d.ID)
		}
	}
	_ = m.MarkRead(ids, true, now) // all of ids are there
}

// flagged is an entry with the citizen's own marks.
type flagged interface {
	readFlag() (*bool, *Mark)
	archivedFlag() (*bool, *Mark)
	entryID() EntryID
	setRev(rev int64)
}

func (l *Letter) readFlag() (*bool, *Mark)     { return &l.Read, &l.ReadMark }
func (l *Letter) archivedFlag() (*bool, *Mark) { return &l.Archived, &l.ArchivedMark }
func (l *Letter) entryID() EntryID             { return l.ID }
func (l *Letter) setRev(rev int64)             { l.Rev = rev }

func (d *Dossier) readFlag() (*bool, *Mark)     { return &d.Read, &d.ReadMark }
func (d *Dossier) archivedFlag() (*bool, *Mark) { return &d.Archived, &d.ArchivedMark }
func (d *Dossier) entryID() EntryID             { return d.ID }
func (d *Dossier) setRev(rev int64)             { d.Rev = rev }

// mark sets a mark of entries as wanted, and answers those that are there.
func (m *Mailbox) mark(ids []EntryID, wanted bool, now time.Time, flag func(flagged) (*bool, *Mark)) ([]flagged, error) {
	entries, err := m.markable(ids)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		is, mark := flag(e)
		if m.sets(mark, *is, wanted, now) && *is != wanted {
			*is = wanted
			e.setRev(m.touch())
		}
	}
	m.dropStale(now)
	return entries, nil
}

// planLetter plans the pushes of a letter: at once, and its ladder.
func (m *Mailbox) planLetter(l *Letter, now time.Time) {
	expires := earliest(moment(now).Add(statusExpiry), l.end())
	if l.Call != nil {
		expires = l.end()
	}
	m.plan(Push{Entry: l.ID, Step: StepDelivered, Topic: TopicLetter, PlannedAt: moment(now), ExpiresAt: expires}, now)
	m.planLadder(l, now)
}

// Pinned are the entries that belong above the feed at now: letters of a coming election, letters
// with a deadline ahead, bills until the last day to pay is over, and dossiers that wait for the
// citizen, newest first.
func (m *Mailbox) Pinned(now time.Time) []Entry {
	var pinned []Entry
	for _, l := range m.Letters.Entries {
		if asks := l.Call != nil || l.presses(now); asks && !l.Archived && l.Active(now) {
			pinned = append(pinned, InboxLetter{l, m})
		}
	}
	for _, d := range m.Dossiers.Entries {
		if d.toDo() {
			pinned = append(pinned, InboxDossier{d, m})
		}
	}
	sortEntries(pinned)
	return pinned
}
