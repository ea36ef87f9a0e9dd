package model

import (
	"slices"
	"time"
)

// MinRetry is the shortest wait before a message is tried again (FCM, "Best practices when sending
// FCM messages at scale": not before 10 seconds).
const MinRetry = 10 * time.Second

// Result is what became of one Send.
type Result struct {
	Push         PushID
	Registration string
	TokenHash    string // of the token that was tried; a newer one of the same phone stays
	Attempt      int
	State        PhoneState
	At           time.Time    // of the answer
	RetryAt      time.Time    // with RETRY
	Code         OptionalText // FCM's error code
	Name         string       // FCM's name of the accepted message
}

// Transition is one way in which a push passes from one state to another.
type Transition struct {
	From, To PushState // From "" is the planning of a push
	By       string    // the rule that does it
	After    string    // the step of the chain after which a crash is survived; "" where the save is a citizen's own
}

// Transitions is every way in which a push passes from one state to another. The notify package
// draws it; nothing else may change a push's state. (TakeBack takes a push away altogether, and Settle
// brings it back where a phone has it after all.)
func Transitions() []Transition {
	return []Transition{
		{"", PushPlanned, "ReportStatus, Deliver, CreateReminder, RequestTestPush, Announce; withdrawals: Settle, ReleaseDevice, RegisterDevice, " + needless, "mailbox-saved"},
		{"", PushDropped, "Deliver", "mailbox-saved"},
		{"", PushRetrying, "Settle", "sent"},
		{"", PushSent, "Settle", "sent"},
		{"", PushMerged, "Settle", "sent"},
		{PushPlanned, PushDeferred, "Settle", "woken"},
		{PushPlanned, PushRetrying, "Settle", "sent"},
		{PushPlanned, PushSent, "Settle", "sent"},
		{PushPlanned, PushMerged, "Settle", "sent"},
		{PushPlanned, PushFailed, "Settle", "sent"},
		{PushPlanned, PushDropped, "Settle, " + needless, "woken"},
		{PushDeferred, PushDeferred, "Settle", "woken"},
		{PushDeferred, PushRetrying, "Settle", "sent"},
		{PushDeferred, PushSent, "Settle, ReleaseDevice, RegisterDevice, " + needless, "sent"},
		{PushDeferred, PushMerged, "Settle", "sent"},
		{PushDeferred, PushFailed, "Settle, ReleaseDevice, RegisterDevice", "sent"},
		{PushDeferred, PushDropped, "Settle, " + needless, "woken"},
		{PushRetrying, PushRetrying, "Settle", "sent"},
		{PushRetrying, PushDeferred, "Settle", "woken"},
		{PushRetrying, PushSent, "Settle, ReleaseDevice, RegisterDevice, " + needless, "sent"},
		{PushRetrying, PushFailed, "Settle, ReleaseDevice, RegisterDevice", "sent"},
		{PushRetrying, PushDropped, "Settle, " + needless, "woken"},
		{PushDropped, PushSent, "Settle", "sent"},
		{PushDropped, PushMerged, "Settle", "sent"},
		{PushMerged, PushSent, "Settle", "sent"},
		{PushMerged, PushFailed, "Settle, ReleaseDevice, RegisterDevice", "sent"},
		{PushMerged, PushDropped, "Settle, " + needless, "woken"},
		{PushFailed, PushSent, "Settle", "sent"},
		{PushFailed, PushMerged, "Settle", "sent"},
	}
}

// needless are the rules after which nobody needs ringing for an entry any more.
const needless = "Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse"

// plan puts a push into the outbox unless it is, or was, there.
func (m *Mailbox) plan(p Push, now time.Time) {
	p.ID = NewPushID(m.ID, p.Entry, p.Step)
	p.PlannedAt, p.ExpiresAt = moment(p.PlannedAt), moment(p.ExpiresAt)
	p.At, p.State = m.ringAt(&p, now), PushPlanned
	if m.pushByID(p.ID) != nil {
		return
	}
	m.touch()
	m.Push.Outbox = append(m.Push.Outbox, &p)
}

// PushByID finds a push, settled or not, or NOT_FOUND.
func (m *Mailbox) PushByID(id PushID) (*Push, error) {
	if p := m.pushByID(id); p != nil {
		return p, nil
	}
	return nil, NotFound("push")
}

// PushesAbout are the pushes about one entry, newest first; about "", all of them. Withdrawals are
// none: each is told of with the push that it takes away.
func (m *Mailbox) PushesAbout(entry EntryID) []*Push {
	pushes := slices.DeleteFunc(slices.Concat(m.Push.Outbox, m.Push.Record), (*Push).withdraws)
	if entry != "" {
		pushes = slices.DeleteFunc(pushes, func(p *Push) bool { return p.Entry != entry })
	}
	slices.SortStableFunc(pushes, func(a, b *Push) int { return newestFirst(a.PlannedAt, b.PlannedAt, a.ID, b.ID) })
	return pushes
}

// NextAt is when the push is looked at next; zero once it is settled.
func (p *Push) NextAt() time.Time {
	if p.State.Settled() {
		return time.Time{}
	}
	return p.next()
}

func (m *Mailbox) pushByID(id PushID) *Push {
	for _, pushes := range [][]*Push{m.Push.Outbox, m.Push.Record} {
		at := slices.IndexFunc(pushes, func(p *Push) bool { return p.ID == id })
		if at >= 0 {
			return pushes[at]
		}
	}
	return nil
}

// Settle writes down what a round decided and what became of its sends, and lets go of the notices
// that the caller has written down elsewhere before. It is never refused: it
// finds push and phone by id and merges on whatever revision it meets. Accepted wins, and what is
// settled stays. Decisions to wait or to drop hold only for the revision they were made on; on a
// later one the push is due again and is decided afresh.
func (m *Mailbox) Settle(round Round, results []Result, now time.Time) {
	m.retell(func() {
		m.recall(round, results)
		for _, d := range round.Decisions {
			m.settleDecision(d, m.Rev == round.Rev, results, now)
		}
		var answered []*Push
		for _, result := range results {
			if p := m.settlePhone(result, now); p != nil && !slices.Contains(answered, p) {
				answered = append(answered, p)
			}
		}
		for _, p := range answered { // only now: another phone's answer may follow the first
			m.conclude(p, now)
		}
		for _, d := range round.Decisions { // only now: the answers say what became of the lead
			m.settleMember(d, results, now)
		}
		m.removeDevices(now, func(d Device) bool {
			return slices.ContainsFunc(results, func(r Result) bool { return r.State == PhoneRemoved && r.triedOn(&d) })
		})
		m.dropDead(now)
		m.settleNotices(round.Notices)
		m.dropOrphans(now)
		m.dropStale(now)
	})
}

// settleDecision writes down one decision. same tells whether it was made on this very revision.
func (m *Mailbox) settleDecision(d Decision, same bool, results []Result, now time.Time) {
	p := m.pushByID(d.Push)
	if p == nil || p.State.Settled() {
		return
	}
	switch {
	case d.State == PushDropped && same:
		m.finish(p, PushDropped, d.Reason, now)
	case d.State == PushDeferred && same:
		m.touch()
		p.State, p.Reason, p.At = PushDeferred, d.Reason, d.Until
	case d.State == PushRetrying && rang(results, d.Push):
		for _, member := range d.Members {
			if !slices.Contains(p.Members, member) && m.pushByID(member.Push) != nil { // it may have been taken back
				m.touch()
				p.Members = append(p.Members, member)
			}
		}
	}
}

// settleMember writes down what became of a push that rang with another one, the lead: it shares
// its fate. One whose lead was settled meanwhile for a reason of the lead's own rings by itself.
func (m *Mailbox) settleMember(d Decision, results []Result, now time.Time) {
	if d.State != PushMerged {
		return
	}
	p, lead := m.pushByID(d.Push), m.pushByID(d.Into)
	if p == nil || p.State.Settled() || len(p.Phones) > 0 || lead == nil || !rang(results, d.Into) {
		return
	}
	switch {
	case !lead.State.Settled(), lead.accepted():
		p.Into = d.Into
		m.finish(p, PushMerged, d.Reason, now)
	case lead.State == PushFailed:
		p.Into = d.Into
		m.finish(p, PushFailed, lead.Reason, now)
	}
}

// rang tells whether a push was tried on a phone at all.
func rang(results []Result, id PushID) bool {
	return slices.ContainsFunc(results, func(r Result) bool { return r.Push == id })
}

// triedOn tells whether r is about d with the token that d has now.
func (r *Result) triedOn(d *Device) bool {
	return d.Registration == r.Registration && d.Token.Hash() == r.TokenHash
}

// settlePhone writes down one answer. It gives the push that this changed; nil when it says
// nothing new.
func (m *Mailbox) settlePhone(r Result, now time.Time) *Push {
	p := m.pushByID(r.Push)
	if p == nil {
		return nil
	}
	if d := m.registered(r.Registration); r.State == PhoneRemoved && d != nil && !r.triedOn(d) {
		r.State, r.RetryAt = PhoneRetry, moment(now).Add(MinRetry) // the phone has a newer token
	}
	phone := p.phone(r.Registration)
	if phone != nil && (phone.State == PhoneAccepted || (phone.State != PhoneRetry && r.State != PhoneAccepted) ||
		(phone.Attempts >= r.Attempt && r.State == PhoneRetry)) {
		return nil
	}
	m.touch()
	if phone == nil {
		p.Phones = append(p.Phones, Phone{Registration: r.Registration})
		phone = &p.Phones[len(p.Phones)-1]
	}
	phone.State, phone.Code, phone.Name, phone.At = r.State, r.Code, r.Name, moment(r.At)
	phone.Attempts = max(phone.Attempts, r.Attempt)
	if r.State == PhoneRetry {
		phone.At = later(moment(r.RetryAt), moment(now).Add(MinRetry))
		if p.State.Settled() || !phone.At.Before(p.expiry()) {
			phone.State, phone.At = PhoneGivenUp, moment(now)
		}
	}
	if r.State == PhoneAccepted && !p.exempt() {
		m.Push.RangAt = later(m.Push.RangAt, moment(r.At))
		m.noteCampaign(p, r.At)
		m.rang(p)
	}
	return p
}

// conclude settles a push when no phone is left to try; a settled one becomes SENT when a late
// answer says that it was.
func (m *Mailbox) conclude(p *Push, now time.Time) {
	accepted, retries := p.accepted(), !p.retryAt().IsZero()
	switch {
	case p.State.Settled() && accepted:
		p.State, p.Reason, p.Into = PushSent, "", ""
		m.shareFate(p, PushMerged, ReasonDigest)
	case p.State.Settled():
	case retries:
		p.State, p.Reason = PushRetrying, ""
	case accepted:
		m.finish(p, PushSent, "", now)
	default:
		m.finish(p, PushFailed, ReasonRefused, now)
	}
}

// finish moves a push from the outbox to the record. One that a phone has already is not dropped:
// it was sent.
func (m *Mailbox) finish(p *Push, state PushState, reason Reason, now time.Time) {
	m.touch()
	if state == PushDropped && p.accepted() {
		state, reason = PushSent, ""
	}
	p.State, p.Reason, p.SettledAt = state, reason, moment(now)
	for i := range p.Phones {
		if p.Phones[i].State == PhoneRetry {
			p.Phones[i].State, p.Phones[i].At = PhoneGivenUp, moment(now)
		}
	}
	if p.withdraws() {
		m.fold(p)
		return
	}
	if state == PushFailed || state == PushDropped {
		m.shareFate(p, state, reason)
	}
	m.Push.Outbox = slices.DeleteFunc(m.Push.Outbox, func(other *Push) bool { return other == p })
	m.Push.record(p)
}

// shareFate gives the members of a digest the state of the push that leads it: what was to ring with
// it did not ring either, or did after all.
func (m *Mailbox) shareFate(lead *Push, state PushState, reason Reason) {
	for _, p := range m.Push.Record {
		if p.Into == lead.ID && p.State != PushSent && p.State != state {
			p.State, p.Reason = state, reason
		}
	}
}

// dropStale settles every push that nothing needs ringing for any more, in the save that made it
// so.
func (m *Mailbox) dropStale(now time.Time) {
	stale := slices.DeleteFunc(slices.Clone(m.Push.Outbox), func(p *Push) bool { return m.stale(p) == "" })
	if len(stale) > 0 {
		m.retell(func() {
			for _, p := range stale {
				m.finish(p, PushDropped, m.stale(p), now)
			}
		})
	}
	m.takeDown(now)
}

// dropOrphans gives up retries on phones that are no longer registered.
func (m *Mailbox) dropOrphans(now time.Time) {
	for _, p := range slices.Clone(m.Push.Outbox) {
		orphaned := false
		for i := range p.Phones {
			if p.Phones[i].State == PhoneRetry && m.registered(p.Phones[i].Registration) == nil {
				p.Phones[i].State, p.Phones[i].At, orphaned = PhoneRemoved, moment(now), true
			}
		}
		if orphaned {
			m.touch()
			if p.retryAt().IsZero() {
				m.retell(func() { m.conclude(p, now) })
			}
		}
	}
	m.takeDown(now)
}

// next is when the push is to be looked at; never after its expiry.
func (p *Push) next() time.Time {
	at := p.At
	if retry := p.retryAt(); p.State == PushRetrying || retry.After(at) {
		at = retry
	}
	return earliest(at, p.expiry())
}

// retryAt is when the first of the phones that could not take the push is to be tried again; zero
// when there is none.
func (p *Push) retryAt() time.Time {
	var at time.Time
	for _, phone := range p.Phones {
		if phone.State == PhoneRetry {
			at = earliest(at, phone.At)
		}
	}
	return at
}

// expiry is the moment from which on the push is of no use: of a digest, the last of its members'.
func (p *Push) expiry() time.Time {
	expires := p.ExpiresAt
	for _, member := range p.Members {
		expires = later(expires, member.ExpiresAt)
	}
	return expires
}

// accepted tells whether FCM took the push for a phone.
func (p *Push) accepted() bool {
	return slices.ContainsFunc(p.Phones, func(phone Phone) bool { return phone.State == PhoneAccepted })
}

func (p *Push) member() Member {
	return Member{Push: p.ID, Entry: p.Entry, Topic: p.Topic, Step: p.Step, ExpiresAt: p.ExpiresAt}
}

func (p *Push) phone(registration string) *Phone {
	at := slices.IndexFunc(p.Phones, func(phone Phone) bool { return phone.Registration == registration })
	if at < 0 {
		return nil
	}
	return &p.Phones[at]
}
