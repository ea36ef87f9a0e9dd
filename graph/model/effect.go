package model

import "time"

// Effect is what a campaign came to for one citizen, as the mailbox has it: the final report adds these up.
// What phones reported of its push is in the receipts.
type Effect struct {
	Push     PushID // to look receipts up by
	State    PushState
	Reason   Reason
	Code     OptionalText // with FAILED: FCM's error code, of the last phone that was tried
	Opened   bool         // the entry was opened, or what it reminded of since
	Acted    bool         // the rule does not hold for the citizen any more
	OptedOut bool         // the citizen wanted no more of it soon after
}

// Effect is what the campaign came to for the owner of the mailbox. NOT_FOUND for who was not told. The
// state of a push that fell out of the record is empty.
func (c *Campaign) Effect(m *Mailbox, audience *Audience, now time.Time) (Effect, error) {
	told := m.record(c.ID)
	if told == nil {
		return Effect{}, NotFound("record of that campaign")
	}
	e := Effect{
		Push: NewPushID(m.ID, AnnouncementID(m.ID, c.ID), StepAnnounced), Opened: !told.OpenedAt.IsZero(), OptedOut: !told.OptedOutAt.IsZero(),
		Acted: !audience.rule.matches(m, audience.scope, now),
	}
	if l, err := m.Letter(told.About); err == nil && l.FirstOpenedAt.After(told.At) {
		e.Opened = true
	}
	p := m.pushByID(e.Push)
	if p == nil {
		return e, nil
	}
	e.State, e.Reason = p.State, p.Reason
	if p.State == PushFailed {
		for _, phone := range p.Phones {
			e.Code = phone.Code
		}
	}
	return e, nil
}

// Count adds the citizen to the figures by which the campaign may have to stop.
func (f *CampaignFigures) Count(e Effect) {
	f.Told++
	f.OptedOut += one(e.OptedOut)
	f.Failed += one(e.State == PushFailed)
	f.Tried += one(e.State == PushFailed || e.State == PushSent || e.State == PushMerged)
}
