package model

import "time"

// earlyLead is how long before quiet hours begin what cannot wait for their end begins to ring: the 32
// minutes over which SpreadMass spreads, and some to get it done.
const earlyLead = 40 * time.Minute

// ringAt is when a push that is planned is to ring: when it was meant to, unless it would then wait in
// quiet hours until it is of no use. It rings shortly before they begin then, if that is still ahead.
func (m *Mailbox) ringAt(p *Push, now time.Time) time.Time {
	if !m.silenced(p, p.PlannedAt) {
		return p.PlannedAt
	}
	begin := m.Preferences.Quiet.BeginFor(p.PlannedAt, m.eventOf(p.Entry))
	if !begin.After(now) {
		return p.PlannedAt
	}
	at := later(SpreadMass(begin.Add(-earlyLead), m.ID), moment(now))
	if end, quiet := m.quiet(p, at); quiet { // of the quiet hours before these
		at = end
	}
	return at
}

// silenced tells whether p, due at that moment, would wait in quiet hours until it is of no use.
func (m *Mailbox) silenced(p *Push, at time.Time) bool {
	end, quiet := m.quiet(p, at)
	return quiet && !end.Before(p.expiry())
}

// eventOf is the day of the event that an entry is about; "" when it is about none.
func (m *Mailbox) eventOf(entry EntryID) Day {
	if l, err := m.Letter(entry); err == nil && l.Call != nil {
		return l.Call.Election.Day
	}
	return ""
}
