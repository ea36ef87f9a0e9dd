package model

import "time"

// SettlePayment notes that a bill was paid: it asks nothing any more, no longer rings, and needs no
// paper. The first report holds. A bill that names no amount (the start of a procedure, or a letter of
// before there were bills) only needs no paper. NOT_FOUND when there is no such letter.
func (m *Mailbox) SettlePayment(id EntryID, paidAt, now time.Time) error {
	l, err := m.Letter(id)
	if err != nil {
		return err
	}
	m.settlePayment(l, paidAt, now)
	return nil
}

func (m *Mailbox) settlePayment(l *Letter, paidAt, now time.Time) {
	if l.paid() {
		return
	}
	m.needsNoPaper(l)
	if l.Payment == nil {
		return
	}
	l.Payment.PaidAt, l.Rev = moment(paidAt), m.touch()
	m.told(l.ID, l.Sender, EventPaid, true, paidAt)
	m.dropStale(now)
}

// Learn applies what the record of a letter learned from its sender: event, which is PAID or WITHDRAWN.
// A letter that is on paper has no entry here, one that was cut off on its way gets it later, by
// CatchUp, and one that names no amount has nowhere to note a payment: of those the sender's feed is
// told at each repetition, and whoever writes it down finds that it knows.
func (m *Mailbox) Learn(record *LetterRecord, event LetterEvent, now time.Time) error {
	at := record.Facts.WithdrawnAt
	if event == EventPaid {
		at = record.Facts.PaidAt
	}
	letter := m.inboxLetter(record.ID)
	if letter == nil || (event == EventPaid && letter.Payment == nil) {
		m.NoteForSender(record.ID, record.Sender, event, at)
	}
	if letter == nil {
		return nil
	}
	return m.CatchUp(record, now)
}

// needsNoPaper takes back that the letter is to be printed.
func (m *Mailbox) needsNoPaper(l *Letter) {
	m.untell(l.ID, EventPaperDue)
	if !l.Paper.Due.IsZero() {
		l.Paper.Due, l.Rev = time.Time{}, m.touch()
	}
}

// paid tells whether the letter asked to pay and was paid.
func (l *Letter) paid() bool { return l.Payment != nil && l.Payment.Paid() }
