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
	begin := m.Preferences.Quiet.BeginFor(p.PlannedAt, m.dayOf(p))
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

// dayOf is the day that the push about an entry is for: of a call letter the election's, of a step of a
// ladder otherwise the last day to pay or to act; "" for none. On that morning it may ring from 07:00.
func (m *Mailbox) dayOf(p *Push) Day {
	l, err := m.Letter(p.Entry)
	switch {
	case err != nil:
		return ""
	case l.Call != nil:
		return l.Call.Election.Day
	case p.onLadder():
		return l.dueOn()
	default:
		return ""
	}
}
