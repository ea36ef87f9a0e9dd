package model

import (
	"slices"
	"time"
)

// DigestWindow is how long after a ring further changes wait to become one push with the total.
const DigestWindow = 10 * time.Minute

// Round is what Wake decided at one moment about one revision of a mailbox.
type Round struct {
	Mailbox   CitizenID
	Rev       int64     // the revision that was looked at
	At        time.Time // when
	Decisions []Decision
	Sends     []Send
	Notices   []Notice // to be written down before the round is settled
}

// Decision is what becomes of a push without, or beside, sending it.
type Decision struct {
	Push    PushID
	State   PushState // DROPPED, DEFERRED or MERGED; RETRYING for the push that leads a digest
	Reason  Reason
	Until   time.Time // with DEFERRED: when to look again
	Into    PushID    // with MERGED: the push that it rings with
	Members []Member  // with RETRYING: all that ring with it, itself first
}

// Send is one message to one phone.
type Send struct {
	Push      PushID
	Entry     EntryID // the oldest entry that it is about; empty for a test
	Takes     PushID  // of a withdrawal: the push whose notification goes; a withdrawal is silent
	Device    Device
	Attempt   int       // 1 for the first
	DueAt     time.Time // when it was to ring; zero when it waited on purpose, or was tried before
	ExpiresAt time.Time // not sent from then on
	Badge     int       // Counts.Unread
	Rungs     []Rung    // the letters for which a phone rings for the first time
	Mass      bool
	Words     Words
}

// Words are what the message may say; Text puts them into the phone's language.
type Words struct {
	Topic   Topic
	Step    Step
	Total   int         // how many entries ring together; 1 without a digest
	Public  *CallLetter // set when the letter and the election day may be named
	Moved   bool        // with Public: the polling station moved
	Sender  OrgCode     // set when the citizen wants details and the kind allows them
	Subject string      // likewise
}

// Wake decides about every push that is due at now, in this order, keeping the first reason that
// applies: opened, withdrawn, superseded or paid; expired; confidential; cancelled; opted out; no phone;
// quiet hours; campaign cap; digest. What is left is sent. Wake changes nothing: Settle writes down what it decided
// and what became of the sends.
func (m *Mailbox) Wake(now time.Time) Round {
	now = moment(now)
	round := Round{Mailbox: m.ID, Rev: m.Rev, At: now, Notices: m.dueNotices(now)}
	var fresh []*Push
	for _, p := range m.Push.Outbox {
		if p.next().After(now) {
			continue
		}
		decision, decided := m.decide(p, now)
		switch {
		case decided:
			round.Decisions = append(round.Decisions, decision)
		case p.exempt() || len(p.Phones) > 0 || len(p.Members) > 0:
			round.Sends = append(round.Sends, m.sends(p, m.living(p, now), now)...)
		case p.Topic == TopicCampaign && slices.ContainsFunc(fresh, func(o *Push) bool { return o.Topic == TopicCampaign }):
			round.Decisions = append(round.Decisions, Decision{Push: p.ID, State: PushDropped, Reason: ReasonCap})
		default:
			fresh = append(fresh, p)
		}
	}
	m.ring(&round, fresh, now)
	return round
}

// ring sends the fresh pushes: the first change at once, further ones within the digest window
// later and together.
func (m *Mailbox) ring(round *Round, fresh []*Push, now time.Time) {
	if len(fresh) == 0 {
		return
	}
	if until := m.Push.RangAt.Add(DigestWindow); !m.Push.RangAt.IsZero() && now.Before(until) && !m.Push.RangAt.After(now) {
		var urgent []*Push // of no use any more when the window ends
		for _, p := range fresh {
			if !until.Before(p.expiry()) || m.silenced(p, until) {
				urgent = append(urgent, p)
				continue
			}
			round.Decisions = append(round.Decisions, Decision{Push: p.ID, State: PushDeferred, Reason: ReasonDigest, Until: until})
		}
		if fresh = urgent; len(fresh) == 0 {
			return
		}
	}
	slices.SortStableFunc(fresh, func(a, b *Push) int { return a.PlannedAt.Compare(b.PlannedAt) })
	lead := fresh[0]
	members := []Member{lead.member()}
	for _, p := range fresh[1:] {
		members = append(members, p.member())
		round.Decisions = append(round.Decisions, Decision{Push: p.ID, State: PushMerged, Reason: ReasonDigest, Into: lead.ID})
	}
	if len(members) > 1 {
		round.Decisions = append(round.Decisions, Decision{Push: lead.ID, State: PushRetrying, Members: members})
	}
	round.Sends = append(round.Sends, m.sends(lead, members, now)...)
}

// decide keeps the first reason for which a due push is not sent now.
func (m *Mailbox) decide(p *Push, now time.Time) (Decision, bool) {
	drop := func(reason Reason) (Decision, bool) {
		return Decision{Push: p.ID, State: PushDropped, Reason: reason}, true
	}
	if reason := m.stale(p); reason != "" {
		return drop(reason)
	}
	if !now.Before(p.expiry()) || len(m.living(p, now)) == 0 {
		return drop(ReasonExpired)
	}
	if !p.withdraws() && m.confidential(p) {
		return drop(ReasonConfidential)
	}
	if p.Cancelled && len(p.Members) == 0 { // what rings with it was not cancelled
		return drop(ReasonCancelled)
	}
	if m.optedOut(p) {
		return drop(ReasonOptedOut)
	}
	if reason := m.unreachable(p, now); reason != "" {
		return drop(reason)
	}
	if end, quiet := m.quiet(p, now); quiet {
		if !end.Before(p.expiry()) {
			return drop(ReasonQuietExpiry)
		}
		until := SpreadMass(end, m.ID)
		if _, again := m.quiet(p, until); again || !until.Before(p.expiry()) {
			until = end
		}
		return Decision{Push: p.ID, State: PushDeferred, Reason: ReasonQuiet, Until: until}, true
	}
	// Only now: what waits until tomorrow is another day's.
	if p.Topic == TopicCampaign && len(p.Phones) == 0 && len(p.Members) == 0 && m.capped(now) {
		return drop(ReasonCap)
	}
	return Decision{}, false
}

// stale is the reason for which nothing that p is about needs ringing for any more; "" when
// something does.
func (m *Mailbox) stale(p *Push) Reason {
	if len(p.Members) == 0 {
		return m.staleEntry(p.Topic, p.Entry, p.Step)
	}
	var reason Reason
	for _, member := range p.Members {
		if reason = m.staleMember(member); reason == "" {
			return ""
		}
	}
	return reason
}

func (m *Mailbox) staleMember(member Member) Reason {
	return m.staleEntry(member.Topic, member.Entry, member.Step)
}

func (m *Mailbox) staleEntry(topic Topic, id EntryID, step Step) Reason {
	switch topic {
	case TopicLetter:
		l, err := m.Letter(id)
		switch {
		case err != nil || l.Withdrawn():
			return ReasonWithdrawn
		case l.SupersededBy != "":
			return ReasonSuperseded
		case l.paid():
			return ReasonPaid
		case !l.FirstOpenedAt.IsZero() && step.stopsAtOpening():
			return ReasonOpened
		}
	case TopicStatus, TopicAction:
		d, err := m.Dossier(id)
		switch {
		case err != nil:
			return ReasonWithdrawn
		case d.Read:
			return ReasonOpened
		case topic == TopicAction && !d.Status().ActionRequired:
			return ReasonSuperseded
		case d.lastPushed() != string(step):
			return ReasonSuperseded
		}
	case TopicCampaign:
		return m.needlessCampaign(id)
	case TopicReminder:
		if r, err := m.Reminder(id); err != nil || r.Completed() {
			return ReasonCompleted
		}
	case TopicTest, TopicWithdrawal:
	}
	return ""
}

// lastPushed is the id of the newest status that is to be pushed; "" when there is none.
func (d *Dossier) lastPushed() string {
	at := slices.IndexFunc(d.History, func(s Status) bool { return s.Notify == NotifyPush })
	if at < 0 {
		return ""
	}
	return d.History[at].ID
}

// living are the members of a digest that still need ringing for; for a push by itself, itself.
func (m *Mailbox) living(p *Push, now time.Time) []Member {
	if len(p.Members) == 0 {
		return []Member{p.member()}
	}
	return slices.DeleteFunc(slices.Clone(p.Members), func(member Member) bool {
		return m.staleMember(member) != "" || !now.Before(member.ExpiresAt)
	})
}

// confidential tells whether p is never sent. A digest was asked about before it formed.
func (m *Mailbox) confidential(p *Push) bool {
	return len(p.Members) == 0 && m.procedureOf(m.subject(p.Entry)).Confidential()
}

// procedureOf is the procedure that a dossier, or a letter about one, belongs to; "" for none. Of one
// that was removed it is known where it was a sensitive one.
func (m *Mailbox) procedureOf(entry EntryID) Procedure {
	var removed Procedure
	if l, err := m.Letter(entry); err == nil {
		entry, removed = l.Dossier, l.Sensitive
	}
	if d, err := m.Dossier(entry); err == nil {
		return d.Procedure
	}
	return removed
}

// sensitive tells whether a push about an entry never names sender or subject.
func (m *Mailbox) sensitive(entry EntryID) bool {
	l, err := m.Letter(entry)
	return (err == nil && l.Kind.Rules().Sensitive) || m.procedureOf(entry).Sensitive()
}

// optedOut tells whether the citizen does not want p. A digest was asked about before it formed.
func (m *Mailbox) optedOut(p *Push) bool {
	if len(p.Members) > 0 {
		return false
	}
	prefs := &m.Preferences
	switch p.Topic {
	case TopicLetter:
		if len(prefs.MutedKinds) == 0 && len(prefs.MutedSenders) == 0 && !prefs.MuteLadder { // no need to look for the letter
			return false
		}
		l, err := m.Letter(p.Entry)
		if err != nil || (p.Step == StepDelivered && l.Kind.Rules().FirstAlways) {
			return false
		}
		return slices.Contains(prefs.MutedKinds, l.Kind) || slices.Contains(prefs.MutedSenders, l.Sender) ||
			(p.Step != StepDelivered && prefs.MuteLadder)
	case TopicCampaign:
		return m.declinesCampaign(p.Entry)
	case TopicStatus, TopicAction:
		d, err := m.Dossier(p.Entry)
		return err == nil && (prefs.MuteStatus || slices.Contains(prefs.MutedSenders, d.Org))
	default:
		return false
	}
}

// unreachable is why there is no phone to ring; "" when there is one.
func (m *Mailbox) unreachable(p *Push, now time.Time) Reason {
	if len(m.targets(p, now)) > 0 || slices.ContainsFunc(p.Phones, func(phone Phone) bool { return phone.State == PhoneRetry }) {
		return ""
	}
	if slices.ContainsFunc(m.Push.Devices, func(d Device) bool { return !d.Permission && !d.Dead(now) }) {
		return ReasonNoPermission
	}
	return ReasonNoPhone
}

// targets are the phones that p goes to when it is first sent.
func (m *Mailbox) targets(p *Push, now time.Time) []Device {
	return slices.DeleteFunc(slices.Clone(m.Push.Devices), func(d Device) bool {
		return d.Dead(now) || (!d.Permission && !p.withdraws()) || (p.Device != "" && p.Device != d.Registration)
	})
}

// quiet tells whether p must wait for the end of the quiet hours.
func (m *Mailbox) quiet(p *Push, now time.Time) (end time.Time, quiet bool) {
	if p.exempt() {
		return time.Time{}, false
	}
	return m.Preferences.Quiet.EndsFor(now, m.dayOf(p))
}

// exempt tells whether p rings at the citizen's own wish, or not at all: quiet hours and digest are
// nothing to it.
func (p *Push) exempt() bool {
	return p.Topic == TopicReminder || p.Topic == TopicTest || p.withdraws()
}

// sends are the messages for the phones that p is to be tried on at now.
func (m *Mailbox) sends(p *Push, members []Member, now time.Time) []Send {
	send := Send{
		Push: p.ID, Entry: members[0].Entry, Takes: p.Takes, Attempt: 1,
		Badge: m.Counts().Unread, Mass: p.mass(), Words: m.words(members), Rungs: m.ringing(members),
	}
	if p.State == PushPlanned && len(p.Phones) == 0 {
		send.DueAt = p.PlannedAt
	}
	for _, member := range members {
		send.ExpiresAt = later(send.ExpiresAt, member.ExpiresAt)
	}
	var sends []Send
	if len(p.Phones) == 0 {
		for _, device := range m.targets(p, now) {
			send.Device = device
			sends = append(sends, send)
		}
		return sends
	}
	for _, phone := range p.Phones {
		device := m.registered(phone.Registration)
		if phone.State == PhoneRetry && !phone.At.After(now) && device != nil {
			send.Device, send.Attempt = *device, phone.Attempts+1
			sends = append(sends, send)
		}
	}
	return sends
}

// words are what a push about members may say.
func (m *Mailbox) words(members []Member) Words {
	words := Words{Topic: members[0].Topic, Step: members[0].Step, Total: len(members)}
	if len(members) > 1 {
		return words
	}
	detailed := m.Preferences.Detail == DetailDetailed && !m.sensitive(m.subject(members[0].Entry))
	if l, err := m.Letter(members[0].Entry); err == nil {
		switch rules := l.Kind.Rules(); {
		case rules.Public && l.Call != nil:
			words.Public, words.Moved = l.Call, m.moved(l)
		case detailed:
			words.Sender, words.Subject = l.Sender, l.Subject
		}
	}
	if d, err := m.Dossier(members[0].Entry); err == nil && detailed {
		words.Sender, words.Subject = d.Org, d.Title
	}
	if r, err := m.Reminder(members[0].Entry); err == nil && detailed {
		words.Subject = r.Title
		if r.Announcement != nil {
			words.Sender, words.Subject = r.Announcement.Sender, r.Announcement.PushText
		}
	}
	return words
}

// moved tells whether a call letter sends the voter to another place than the one that it replaces:
// a duplicate or a correction of the name does not.
func (m *Mailbox) moved(l *Letter) bool {
	old, err := m.Letter(l.Supersedes)
	return err == nil && old.Call != nil &&
		(old.Call.Bureau != l.Call.Bureau || old.Call.PlaceName != l.Call.PlaceName || old.Call.PlaceAddress != l.Call.PlaceAddress)
}
