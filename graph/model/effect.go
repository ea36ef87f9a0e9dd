package model

import "time"

// Effect is what a campaign came to for one citizen, as the mailbox has it: EffectCount adds these up.
type Effect struct {
	Push     PushID
	At       time.Time // told
	State    PushState // empty: it fell out of the record
	Reason   Reason
	Sent     bool   // it was tried on a phone, by itself or in a digest
	Accepted bool   // FCM took it for one phone at least; another one may still be tried
	Code     string // with FAILED: why, of the last phone that was tried; one of FailureCodes
	Opened   bool   // the entry was opened, or what it reminded of since
	Acted    bool   // the rule does not hold for the citizen any more
	OptedOut bool   // the citizen wanted no more of it soon after

	Receipts []string // the ids of all receipts that phones may have sent of it; see Report
	Received bool     // a phone said that the notification arrived
	Tapped   bool     // a phone said that it was tapped
}

// Effect is what the campaign came to for the owner of the mailbox, without what phones reported: that
// stands beside the mailbox, and Report adds it. NOT_FOUND for who was not told.
func (c *Campaign) Effect(m *Mailbox, audience *Audience, now time.Time) (Effect, error) {
	told := m.record(c.ID)
	if told == nil {
		return Effect{}, NotFound("record of that campaign")
	}
	e := Effect{
		Push: NewPushID(m.ID, AnnouncementID(m.ID, c.ID), StepAnnounced), At: told.At, Opened: !told.OpenedAt.IsZero(),
		OptedOut: !told.OptedOutAt.IsZero(), Acted: !audience.rule.matches(m, audience.scope, now),
	}
	if l, err := m.Letter(told.About); err == nil && l.FirstOpenedAt.After(told.At) {
		e.Opened = true
	}
	if p := m.pushByID(e.Push); p != nil {
		e.went(m, p)
	}
	return e, nil
}

// went says how the push went. What rang in a digest went as the push that leads it, whose phones alone
// are known and whose id phones report.
func (e *Effect) went(m *Mailbox, p *Push) {
	e.State, e.Reason = p.State, p.Reason
	lead := p
	if p.Into != "" && len(p.Phones) == 0 {
		if found := m.pushByID(p.Into); found != nil {
			lead = found
		}
	}
	e.Accepted = p.accepted() || p.State == PushSent || p.State == PushMerged
	e.Sent = e.Accepted || len(p.Phones) > 0 || p.State == PushFailed
	if e.Accepted {
		e.Receipts = lead.ReceiptIDs(m.ID)
	}
	if p.State == PushFailed {
		e.Code = failureOf(lead.Phones)
	}
}

// Report adds what phones reported: found are receipts by id, those of Receipts among them.
func (e *Effect) Report(found map[string]*Receipt) {
	for _, id := range e.Receipts {
		if receipt := found[id]; receipt != nil { // one that was tapped or wiped away arrived
			e.Received = true
			e.Tapped = e.Tapped || receipt.Event == ReceiptOpened
		}
	}
}
