package model

import (
	"io"
	"time"
)

// PushSection holds what concerns ringing: phones, pushes to come, and a record of the past ones.
type PushSection struct {
	Devices []Device  `bson:"devices,omitempty"` // in order of registration
	Outbox  []*Push   `bson:"outbox,omitempty"`  // not settled yet, in order of planning
	Record  []*Push   `bson:"record,omitempty"`  // settled, oldest first, at most MaxRecord
	RangAt  time.Time `bson:"rangAt,omitempty"`  // when a phone last rang for a change; the digest counts from it

	Campaigns []CampaignRing `bson:"campaigns,omitempty"` // of the last 7 days, oldest first
	Summary   *PushSummary   `bson:"summary,omitempty"`   // of those that fell out of the record; nil while none did
}

// MaxRecord is how many settled pushes a mailbox keeps; the oldest fall out and are added up.
const MaxRecord = 100

// Push is one occasion to ring: planned with an entry, decided by Wake, recorded by Settle.
type Push struct {
	ID        PushID    `bson:"id"`
	Entry     EntryID   `bson:"entry,omitempty"` // empty for a test push
	Step      Step      `bson:"step"`
	Topic     Topic     `bson:"topic"`
	PlannedAt time.Time `bson:"plannedAt"` // when it was meant to ring
	At        time.Time `bson:"at"`        // when it is looked at next
	ExpiresAt time.Time `bson:"expiresAt"` // never sent from then on
	Mass      bool      `bson:"mass,omitempty"`
	Device    string    `bson:"device,omitempty"` // ring this registration only; empty: all
	State     PushState `bson:"state"`
	Reason    Reason    `bson:"reason,omitempty"`  // why it waits, or why it was not sent
	Members   []Member  `bson:"members,omitempty"` // of a digest: the others that ring with it
	Phones    []Phone   `bson:"phones,omitempty"`  // how it went, phone by phone
	Into      PushID    `bson:"into,omitempty"`    // the push that it rang, or was to ring, with
	SettledAt time.Time `bson:"settledAt,omitempty"`
	Cancelled bool      `bson:"cancelled,omitempty"` // the citizen does not want this step of a ladder
	Seen      []EntryID `bson:"seen,omitempty"`      // what it is about and the citizen saw since it rang
	Takedown  *Takedown `bson:"takedown,omitempty"`  // that its notification was taken away; nil: it stands, or never did
	Takes     PushID    `bson:"takes,omitempty"`     // of a withdrawal: the push whose notification it takes away
}

// mass tells whether the push rings for many citizens at about the same moment: a step of a ladder,
// or one that waited for the end of the quiet hours.
func (p *Push) mass() bool { return p.Mass || (p.State == PushDeferred && p.Reason == ReasonQuiet) }

// Member is a push that rings as part of another one.
type Member struct {
	Push      PushID    `bson:"push"`
	Entry     EntryID   `bson:"entry"`
	Topic     Topic     `bson:"topic"`
	Step      Step      `bson:"step"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// Phone is how one push went on one phone.
type Phone struct {
	Registration string       `bson:"registration"`
	State        PhoneState   `bson:"state"`
	Attempts     int          `bson:"attempts"`
	At           time.Time    `bson:"at"`             // of the answer; with RETRY: of the next attempt
	Code         OptionalText `bson:"code,omitempty"` // FCM's error code
	Name         string       `bson:"name,omitempty"` // FCM's name of the accepted message
}

// Topic is what a push is about, as far as policy and wording care.
type Topic string

// The topics.
const (
	TopicLetter   Topic = "LETTER"
	TopicStatus   Topic = "STATUS"
	TopicAction   Topic = "ACTION"   // a status that waits for the citizen
	TopicReminder Topic = "REMINDER" // the citizen's own
	TopicTest     Topic = "TEST"     // asked for by the citizen
	TopicCampaign Topic = "CAMPAIGN" // an announcement of a sender's campaign

	TopicWithdrawal Topic = "WITHDRAWAL" // rings nowhere: takes a shown notification away
)

// MarshalGQL writes the topic as GraphQL does.
func (t Topic) MarshalGQL(w io.Writer) { writeEnum(w, t) }

// UnmarshalGQL reads a topic.
func (t *Topic) UnmarshalGQL(v any) error {
	return readEnum(t, v, []Topic{TopicLetter, TopicStatus, TopicAction, TopicReminder, TopicTest, TopicCampaign, TopicWithdrawal})
}

// Step is the step in an entry's life that a push belongs to. With the entry it makes the PushID.
type Step string

// The steps of a letter, those of a ladder as namedSteps says; see LadderStep.Step for further ones. A status push has the status' id as its step, a test push the client's.
const (
	StepDelivered Step = "delivered"
	StepUnopened  Step = "unopened-3d"
	StepDayBefore Step = "day-before"
	StepSameDay   Step = "same-day"
	StepPaySoon   Step = "pay-5d"
	StepPayToday  Step = "pay-today"
	StepDue       Step = "due"       // of a reminder
	StepAnnounced Step = "announced" // of a campaign's announcement
)

// PushState is where a push stands. The transitions are in Transitions.
type PushState string

// The states.
const (
	PushPlanned  PushState = "PLANNED"  // waits for its moment
	PushDeferred PushState = "DEFERRED" // its moment came, but it waits: see Reason
	PushRetrying PushState = "RETRYING" // FCM could not take it for every phone yet
	PushSent     PushState = "SENT"     // FCM accepted it for at least one phone
	PushMerged   PushState = "MERGED"   // it rang as part of a digest
	PushDropped  PushState = "DROPPED"  // it was not sent: see Reason
	PushFailed   PushState = "FAILED"   // FCM accepted it for no phone
)

// PushStates lists the states.
func PushStates() []PushState {
	return []PushState{PushPlanned, PushDeferred, PushRetrying, PushSent, PushMerged, PushDropped, PushFailed}
}

// Settled tells whether the state is final.
func (s PushState) Settled() bool {
	return s == PushSent || s == PushMerged || s == PushDropped || s == PushFailed
}

// MarshalGQL writes the state as GraphQL does.
func (s PushState) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a state.
func (s *PushState) UnmarshalGQL(v any) error { return readEnum(s, v, PushStates()) }

// Reason says why a push waits or was not sent.
type Reason string

// The reasons, in the order in which Wake looks at them.
const (
	ReasonOpened       Reason = "OPENED"             // the citizen opened the entry first
	ReasonCompleted    Reason = "COMPLETED"          // the reminder was completed or deleted first
	ReasonWithdrawn    Reason = "WITHDRAWN"          // the sender took the letter back
	ReasonSuperseded   Reason = "SUPERSEDED"         // another letter or a newer status took its place
	ReasonPaid         Reason = "PAID"               // the bill was paid first
	ReasonExpired      Reason = "EXPIRED"            // too late to be of use
	ReasonConfidential Reason = "CONFIDENTIAL"       // never pushed
	ReasonCancelled    Reason = "CANCELLED"          // the citizen cancelled this step of a ladder
	ReasonNotMeant     Reason = "NOT_MEANT"          // the campaign is not meant for the citizen any more
	ReasonOptedOut     Reason = "OPTED_OUT"          // the citizen does not want these
	ReasonNoPhone      Reason = "NO_PHONE"           // no phone is registered
	ReasonNoPermission Reason = "NO_PERMISSION"      // no phone may show notifications
	ReasonQuiet        Reason = "QUIET"              // waits for the end of the quiet hours
	ReasonQuietExpiry  Reason = "QUIET_UNTIL_EXPIRY" // the quiet hours last longer than it is of use
	ReasonCap          Reason = "CAP"                // enough campaigns rang lately
	ReasonDigest       Reason = "DIGEST"             // waits to ring together with others, or rang so
	ReasonRefused      Reason = "REFUSED"            // FCM refused it, or removed the phone
)

// Reasons lists the reasons.
func Reasons() []Reason {
	return []Reason{
		ReasonOpened, ReasonCompleted, ReasonWithdrawn, ReasonSuperseded, ReasonPaid, ReasonExpired, ReasonConfidential,
		ReasonCancelled, ReasonNotMeant, ReasonOptedOut, ReasonNoPhone, ReasonNoPermission, ReasonQuiet, ReasonQuietExpiry, ReasonCap, ReasonDigest, ReasonRefused,
	}
}

// MarshalGQL writes the reason as GraphQL does.
func (r Reason) MarshalGQL(w io.Writer) { writeEnum(w, r) }

// UnmarshalGQL reads a reason.
func (r *Reason) UnmarshalGQL(v any) error { return readEnum(r, v, Reasons()) }

// PhoneState is how a push stands on one phone.
type PhoneState string

// The states of a push on a phone.
const (
	PhoneAccepted PhoneState = "ACCEPTED" // FCM took it
	PhoneRetry    PhoneState = "RETRY"    // to be tried again
	PhoneRemoved  PhoneState = "REMOVED"  // the phone is no longer registered
	PhoneGivenUp  PhoneState = "GIVEN_UP" // refused, or too late
)

// MarshalGQL writes the state as GraphQL does.
func (s PhoneState) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a state.
func (s *PhoneState) UnmarshalGQL(v any) error {
	return readEnum(s, v, []PhoneState{PhoneAccepted, PhoneRetry, PhoneRemoved, PhoneGivenUp})
}
