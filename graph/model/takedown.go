package model

import (
	"slices"
	"time"
)

// A withdrawal takes a shown notification away from the citizen's phones: what was seen on one phone,
// or taken back by its sender, must not go on asking for attention on another. It is a push of its
// own in the outbox, one for each phone, planned in the save that made the notification needless; it
// rings nowhere. How it went is written down with the push that it takes away and not by itself, so
// that the record has room for what rang.

// withdrawalLife is how long a withdrawal is of use at least: for a phone that is off overnight.
const withdrawalLife = 24 * time.Hour

// withdrawalPause is how long a withdrawal waits: what it takes away may be on its way to the phone
// that very moment.
const withdrawalPause = time.Second

// maxWithdrawalLife is FCM's longest time to keep a message for a phone that is off: 2,419,200 seconds
// (https://firebase.google.com/docs/cloud-messaging/concept-options#ttl).
const maxWithdrawalLife = 28 * 24 * time.Hour

// Takedown says that a shown notification was taken away, once.
type Takedown struct {
	At     time.Time `bson:"at"`               // when that became due
	By     string    `bson:"by,omitempty"`     // the registration of the phone on which it was seen; empty: not known, or no phone
	Phones []Phone   `bson:"phones,omitempty"` // the phones that it is taken away from, and how that went
}

// phone is how it went on one phone; nil for one that it is not taken away from.
func (t *Takedown) phone(registration string) *Phone {
	at := slices.IndexFunc(t.Phones, func(phone Phone) bool { return phone.Registration == registration })
	if at < 0 {
		return nil
	}
	return &t.Phones[at]
}

// From says on which installation of the app the citizen makes the changes that follow, up to the
// save; empty when that is not known. That phone knows what it shows, and is sent no withdrawal for
// it.
func (m *Mailbox) From(installationID string) {
	m.by = ""
	if installationID != "" {
		m.by = RegistrationID(m.ID, installationID)
	}
}

// saw notes that an entry was shown to the citizen, with every push that a phone has and that is about
// it. What rings later is another matter, also about the same entry: a bill that was opened and not
// paid is reminded of. So under a stamp, whose clock may be behind, only what rang by then counts.
func (m *Mailbox) saw(entry EntryID) {
	for _, p := range slices.Concat(m.Push.Outbox, m.Push.Record) {
		about := func(member Member) bool { return member.Entry == entry }
		had := func(phone Phone) bool {
			return phone.State == PhoneAccepted && (!m.stamped() || !phone.At.After(m.stamp.At.Add(MaxAhead)))
		}
		if p.Takedown == nil && slices.ContainsFunc(p.Phones, had) && !slices.Contains(p.Seen, entry) && slices.ContainsFunc(p.all(), about) {
			m.touch()
			p.Seen = append(p.Seen, entry)
		}
	}
}

// takeDown plans the withdrawals of the notifications that are needless by now: of a digest, once all
// that it is about is seen or gone. A phone that is known to have one only later, by an answer that
// was late, follows then.
func (m *Mailbox) takeDown(now time.Time) {
	for _, p := range m.Push.Record {
		switch {
		case p.State != PushSent || p.Topic == TopicTest:
			continue
		case p.Takedown == nil && !m.allOver(p, now):
			continue
		case p.Takedown == nil:
			m.touch()
			p.Takedown = &Takedown{At: moment(now), By: m.by}
		}
		for _, phone := range p.Phones {
			if phone.State == PhoneAccepted && p.Takedown.concerns(p, phone.Registration) {
				m.withdrawFrom(p, phone.Registration, now)
			}
		}
	}
}

// concerns tells whether the notification is still to be taken away from a phone. The one on which a
// letter was seen knows that by itself. It does not know what a digest was about, so that of one it
// hears like all others.
func (t *Takedown) concerns(p *Push, registration string) bool {
	return t.phone(registration) == nil && (registration != t.By || len(p.Members) > 1)
}

// withdrawFrom plans the withdrawal of p from one phone, where that is registered still. Its lane is
// that of mass pushes, though it is not spread: it is soon there and never makes a letter wait.
func (m *Mailbox) withdrawFrom(p *Push, registration string, now time.Time) {
	m.touch()
	phone := Phone{Registration: registration, State: PhoneRetry, At: moment(now)}
	if m.registered(registration) == nil {
		phone.State = PhoneRemoved
	}
	p.Takedown.Phones = append(p.Takedown.Phones, phone)
	if phone.State == PhoneRemoved {
		return
	}
	m.plan(Push{
		Entry: p.Entry, Step: Step("withdraw:" + string(p.ID) + ":" + registration), Topic: TopicWithdrawal,
		Takes: p.ID, Device: registration, Mass: true, PlannedAt: now.Add(withdrawalPause),
		ExpiresAt: earliest(later(p.expiry(), now.Add(withdrawalLife)), now.Add(maxWithdrawalLife)),
	}, now)
}

// allOver tells whether nothing that p is about needs a notification any more.
func (m *Mailbox) allOver(p *Push, now time.Time) bool {
	if len(p.Members) == 0 {
		return m.over(p, p.member(), now)
	}
	return !slices.ContainsFunc(p.Members, func(member Member) bool { return !m.over(p, member, now) })
}

// over tells whether a member of p needs no notification any more: seen since it rang, or gone. A
// newer status of a dossier does not take the older one's away: the dossier is as unread as it was. Nor does
// the end of a campaign, after which its entry goes.
func (m *Mailbox) over(p *Push, member Member, now time.Time) bool {
	if slices.Contains(p.Seen, member.Entry) {
		return true
	}
	if member.Topic == TopicStatus || member.Topic == TopicAction {
		d, err := m.Dossier(member.Entry)
		return err != nil || d.Read
	}
	if _, err := m.Reminder(member.Entry); err != nil && member.Topic == TopicCampaign && !now.Before(member.ExpiresAt) {
		return false
	}
	return m.staleMember(member) != ""
}

// all are the members of a digest; of a push by itself, itself.
func (p *Push) all() []Member {
	if len(p.Members) == 0 {
		return []Member{p.member()}
	}
	return p.Members
}

// withdraws tells whether the push takes another one's notification away.
func (p *Push) withdraws() bool { return p.Topic == TopicWithdrawal }

// fold writes down with the push that a withdrawal takes away how that went, and forgets the
// withdrawal.
func (m *Mailbox) fold(withdrawal *Push) {
	m.Push.Outbox = slices.DeleteFunc(m.Push.Outbox, func(other *Push) bool { return other == withdrawal })
	taken := m.pushByID(withdrawal.Takes)
	if taken == nil || taken.Takedown == nil {
		return
	}
	phone := taken.Takedown.phone(withdrawal.Device)
	if phone == nil {
		return
	}
	*phone = Phone{Registration: withdrawal.Device, State: PhoneGivenUp, At: withdrawal.SettledAt}
	if tried := withdrawal.phone(withdrawal.Device); tried != nil {
		*phone = *tried
	}
}
