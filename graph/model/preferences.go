package model

import (
	"io"
	"slices"
	"time"
)

// Preferences are what a citizen wants of pushes.
type Preferences struct {
	Rev          int64        `bson:"rev"` // the mailbox revision that last changed them
	Quiet        QuietHours   `bson:"quiet"`
	Detail       Detail       `bson:"detail"`
	MutedKinds   []LetterKind `bson:"mutedKinds,omitempty"`   // sorted
	MutedSenders []OrgCode    `bson:"mutedSenders,omitempty"` // sorted
	MuteStatus   bool         `bson:"muteStatus,omitempty"`   // no pushes about dossiers
	MuteLadder   bool         `bson:"muteLadder,omitempty"`   // no reminders about entries one has
	Campaigns    bool         `bson:"campaigns,omitempty"`    // pushes of campaigns that are about no entry one has
	Stopped      bool         `bson:"stopped,omitempty"`      // had them, and switched them off: SetPreferences sees to it
	Residence    NIS          `bson:"residence,omitempty"`    // municipality, as the citizen set it; current at that time
	Sharing      []OrgCode    `bson:"sharing,omitempty"`      // senders that may learn when letters are opened, sorted
}

// Shares tells whether sender may learn when its letters are opened. It is off until the citizen
// turns it on, sender by sender.
func (p *Preferences) Shares(sender OrgCode) bool { return slices.Contains(p.Sharing, sender) }

// StatusPushes tells whether changes of dossiers ring.
func (p *Preferences) StatusPushes() bool { return !p.MuteStatus }

// LadderPushes tells whether reminders about entries that one has ring.
func (p *Preferences) LadderPushes() bool { return !p.MuteLadder }

// OptedOutOf tells whether the citizen switched campaigns off, or the sender. Who never asked for campaigns
// gets none either, and opted out of nothing.
func (p *Preferences) OptedOutOf(sender OrgCode) bool {
	return p.Stopped || slices.Contains(p.MutedSenders, sender)
}

// Municipality is the residence as it is today; nil when it is not set.
func (p *Preferences) Municipality() *Municipality { return municipality(p.Residence.Current()) }

// Detail is how much a push may say on a locked screen.
type Detail string

// The levels of detail. Call and invitation letters are PUBLIC by law's nature and may always name
// the letter and the election day.
const (
	DetailNeutral  Detail = "NEUTRAL"  // one sentence that is the same for every kind
	DetailDetailed Detail = "DETAILED" // sender and subject, never for sensitive kinds
)

// Details lists the levels of detail.
func Details() []Detail { return []Detail{DetailNeutral, DetailDetailed} }

// MarshalGQL writes the level as GraphQL does.
func (d Detail) MarshalGQL(w io.Writer) { writeEnum(w, d) }

// UnmarshalGQL reads a level.
func (d *Detail) UnmarshalGQL(v any) error {
	return readEnum(d, v, Details())
}

// DefaultPreferences are those of a citizen who never set any: quiet hours on, neutral pushes.
func DefaultPreferences() Preferences {
	return Preferences{Quiet: DefaultQuietHours(), Detail: DetailNeutral}
}

// DigitalPost tells whether the citizen has chosen to get post here instead of on paper. It is off
// by default, and a step of its own.
type DigitalPost struct {
	Rev         int64     `bson:"rev"` // the mailbox revision that last changed it
	Active      bool      `bson:"active,omitempty"`
	ActivatedAt time.Time `bson:"activatedAt,omitempty"` // of the last activation; zero: never
}
