package model

import (
	"io"
	"slices"
	"time"
)

// Letter is a letter as it stands in a mailbox: what the feed shows, without the text. The text
// is in the LetterRecord of the same id.
type Letter struct {
	ID            EntryID      `bson:"id"`
	Rev           int64        `bson:"rev"` // the mailbox revision that last changed it
	Sender        OrgCode      `bson:"sender"`
	Run           string       `bson:"run"`
	Reference     string       `bson:"reference"`
	Kind          LetterKind   `bson:"kind"`
	Subject       string       `bson:"subject"`
	Preview       string       `bson:"preview,omitempty"`
	Service       OptionalText `bson:"service,omitempty"` // the sender's department, such as "Burgerzaken"
	NIS           NIS          `bson:"nis,omitempty"`     // the municipality that the letter concerns
	About         About        `bson:"about"`
	Languages     []Language   `bson:"languages"`                   // in which the text was supplied, Dutch first
	Why           string       `bson:"why,omitempty"`               // why this reached the citizen, in Dutch, as the sender says it
	ReceivedAt    time.Time    `bson:"receivedAt"`                  // when it was delivered, UTC
	FirstOpenedAt time.Time    `bson:"firstOpenedAt,omitempty"`     // when the letter itself was first shown; only a phone that was offline then makes it earlier
	Read          bool         `bson:"read,omitempty"`              // the inbox flag that the citizen toggles
	ReadMark      Mark         `bson:"readMark,omitempty" json:"-"` // the last change of Read
	Archived      bool         `bson:"archived,omitempty"`          // put away by the citizen
	ArchivedMark  Mark         `bson:"archivedMark,omitempty" json:"-"`
	ExpiresAt     time.Time    `bson:"expiresAt,omitempty"`          // from then on it is of no use; zero: never
	Deadline      *Deadline    `bson:"deadline,omitempty"`           // the sender's, never counted from "read"
	WithdrawnAt   time.Time    `bson:"withdrawnAt,omitempty"`        // when the sender took it back
	SupersededBy  EntryID      `bson:"supersededBy,omitempty"`       // the letter that took its place
	Supersedes    EntryID      `bson:"supersedes,omitempty"`         // the letter whose place it took
	Dossier       EntryID      `bson:"dossier,omitempty"`            // the dossier that it belongs to
	Sensitive     Procedure    `bson:"sensitive,omitempty" json:"-"` // of a dossier that was removed: the letter stays as discreet as it was
	Paper         Paper        `bson:"paper"`                        // whether it comes by post too, and why
	Pushed        bool         `bson:"pushed,omitempty" json:"-"`    // FCM took a push about it for a phone; no app sees this
	Documents     []Document   `bson:"documents,omitempty"`          // at most MaxDocuments
	Payment       *Payment     `bson:"payment,omitempty"`            // what a bill asks to pay; nil: nothing
	Ladder        []LadderStep `bson:"-" json:"-"`                   // what Deliver plans in place of the kind's; nil: the kind's. Its pushes are all that is kept of it
	Call          *CallLetter  `bson:"call,omitempty"`               // the voter's block of a call letter
}

// About is whom an entry concerns, seen from the owner of the mailbox.
type About struct {
	DisplayName OptionalText `bson:"name,omitempty"` // given name, as "Voor {voornaam}" shows it; empty for SELF
	Relation    Relation     `bson:"relation"`
}

// Relation is how the person that an entry concerns relates to the owner of the mailbox.
type Relation string

// The relations.
const (
	RelationSelf        Relation = "SELF"
	RelationChild       Relation = "CHILD"
	RelationPartner     Relation = "PARTNER"
	RelationRepresented Relation = "REPRESENTED"
)

// MarshalGQL writes the relation as GraphQL does.
func (r Relation) MarshalGQL(w io.Writer) { writeEnum(w, r) }

// UnmarshalGQL reads a relation.
func (r *Relation) UnmarshalGQL(v any) error {
	return readEnum(r, v, []Relation{RelationSelf, RelationChild, RelationPartner, RelationRepresented})
}

// Language is a language of a text or of a phone: ISO 639-1, in lower case within the store.
type Language string

// The languages.
const (
	Dutch   Language = "NL"
	French  Language = "FR"
	German  Language = "DE"
	English Language = "EN"
)

// MarshalGQL writes the language as GraphQL does.
func (l Language) MarshalGQL(w io.Writer) { writeEnum(w, l) }

// UnmarshalGQL reads a language.
func (l *Language) UnmarshalGQL(v any) error {
	return readEnum(l, v, []Language{Dutch, French, German, English})
}

// Deadline is a day by which the citizen must act, as the sender set it.
type Deadline struct {
	Date        Day    `bson:"date"`        // the last day, Europe/Brussels
	Consequence string `bson:"consequence"` // what happens otherwise, in Dutch
}

// Passed tells whether the day is over at now.
func (d Deadline) Passed(now time.Time) bool { return !now.Before(d.Date.End()) }

// CallLetter is all that a voter needs at the polling station, so that the app can show it
// without a connection. At most 1.5 KB.
type CallLetter struct {
	VoterName      string       `bson:"voterName"`
	VoterAddress   string       `bson:"voterAddress"`
	VoterNumber    string       `bson:"voterNumber"` // on the list of voters
	Election       Election     `bson:"election"`
	Arrondissement OptionalText `bson:"arrondissement,omitempty"`
	NIS            NIS          `bson:"nis"`    // where the voter is registered; not always today's residence
	Bureau         string       `bson:"bureau"` // number of the polling station
	PlaceName      string       `bson:"placeName"`
	PlaceAddress   string       `bson:"placeAddress"`
	Opens          ClockTime    `bson:"opens"`                   // Europe/Brussels, on the day of the election
	Closes         ClockTime    `bson:"closes"`                  // Europe/Brussels, on the day of the election
	SuggestedFrom  ClockTime    `bson:"suggestedFrom,omitempty"` // a quiet hour; not binding
	SuggestedUntil ClockTime    `bson:"suggestedUntil,omitempty"`
	Compulsory     bool         `bson:"compulsory,omitempty"`  // federal yes, local no
	Assemblies     []string     `bson:"assemblies"`            // which are elected, in Dutch
	Seats          []int        `bson:"seats,omitempty"`       // of each of them; none where the sender did not say
	Bring          []string     `bson:"bring"`                 // what to bring, in Dutch
	Proxy          string       `bson:"proxy"`                 // how to give a proxy, in Dutch
	Duplicate      string       `bson:"duplicate"`             // how and until when to get a duplicate, in Dutch
	Signatories    []string     `bson:"signatories,omitempty"` // who signs for the college, in Dutch
}

// Election is what is voted for, and when.
type Election struct {
	ID   string `bson:"id"`   // such as "2026-06-07-voorbeeld"
	Name string `bson:"name"` // in Dutch
	Day  Day    `bson:"day"`  // Europe/Brussels
}

// OpensAt is the moment at which the polling station opens, UTC.
func (c *CallLetter) OpensAt() time.Time { return c.Opens.On(c.Election.Day) }

// ClosesAt is the moment at which the polls close, UTC.
func (c *CallLetter) ClosesAt() time.Time { return c.Closes.On(c.Election.Day) }

// Municipality is where the voter is registered, as it is on the day of the election; nil for a code that is
// not known.
func (c *CallLetter) Municipality() *Municipality { return municipality(c.NIS.On(c.Election.Day)) }

// Withdrawn tells whether the sender took the letter back.
func (l *Letter) Withdrawn() bool { return !l.WithdrawnAt.IsZero() }

// Active tells whether the letter still says what it said: not withdrawn, not superseded, not
// past its end.
func (l *Letter) Active(now time.Time) bool { return l.StateAt(now) == LetterActive }

// LetterState is whether a letter still says what it said.
type LetterState string

// The states. A letter that was withdrawn stays so, whatever else happens to it.
const (
	LetterActive     LetterState = "ACTIVE"
	LetterSuperseded LetterState = "SUPERSEDED" // another letter took its place
	LetterWithdrawn  LetterState = "WITHDRAWN"  // the sender took it back
	LetterExpired    LetterState = "EXPIRED"    // it has served its purpose
)

// MarshalGQL writes the state as GraphQL does.
func (s LetterState) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a state.
func (s *LetterState) UnmarshalGQL(v any) error {
	return readEnum(s, v, []LetterState{LetterActive, LetterSuperseded, LetterWithdrawn, LetterExpired})
}

// StateAt is the letter's state at now.
func (l *Letter) StateAt(now time.Time) LetterState {
	end := l.end()
	switch {
	case l.Withdrawn():
		return LetterWithdrawn
	case l.SupersededBy != "":
		return LetterSuperseded
	case !end.IsZero() && !now.Before(end):
		return LetterExpired
	default:
		return LetterActive
	}
}

// standing is Active without the clock.
func (l *Letter) standing() bool { return !l.Withdrawn() && l.SupersededBy == "" }

// end is when the letter has served its purpose by itself; zero: never.
func (l *Letter) end() time.Time {
	if l.Call != nil {
		return earliest(l.ExpiresAt, l.Call.ClosesAt())
	}
	return l.ExpiresAt
}

// turns are the moments at which what is shown of the letter changes by itself.
func (l *Letter) turns() []time.Time {
	turns := []time.Time{l.ExpiresAt, l.Paper.Due}
	if l.Deadline != nil {
		turns = append(turns, l.Deadline.Date.End())
	}
	if l.Call != nil {
		turns = append(turns, l.Call.ClosesAt())
	}
	if l.Payment != nil {
		turns = append(turns, l.Payment.Ends())
	}
	return slices.DeleteFunc(turns, time.Time.IsZero)
}

// Asks tells whether the letter asks something of the citizen: something by a day, or to pay. Of a
// bill that was paid nothing is asked any more. Time plays no part in it.
func (l *Letter) Asks() bool {
	return (l.Deadline != nil || l.Payment != nil) && !l.paid() && l.standing()
}

// toDo tells whether the letter counts among those that ask something.
func (l *Letter) toDo() bool { return l.Asks() && !l.Archived }

// presses tells whether the last day for what the letter asks lies ahead.
func (l *Letter) presses(now time.Time) bool {
	deadline := l.Deadline != nil && !l.Deadline.Passed(now)
	bill := l.Payment != nil && now.Before(l.Payment.Ends())
	return l.toDo() && (deadline || bill)
}

// Text is a text in one language.
type Text struct {
	Language Language `bson:"language"`
	Text     string   `bson:"text"` // CommonMark: paragraphs, headings, lists, emphasis and https links
}
