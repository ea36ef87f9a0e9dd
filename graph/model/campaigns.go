package model

import (
	"io"
	"time"
)

// Campaign is what an organisation's communication team tells a part of the citizens: one entry in each
// feed, and a push as each citizen wants it.
//
// It passes from state to state as CampaignTransitions says. Who approves it is not who wrote it, and
// what is approved is one content: any edit makes it a draft again.
type Campaign struct {
	ID     CampaignID    `bson:"_id"` // NewCampaignID(Org, the client's id)
	Rev    int64         `bson:"rev"`
	Org    OrgCode       `bson:"org"`
	Author PersonID      `bson:"author"` // who made it
	Draft  CampaignDraft `bson:"draft"`
	State  CampaignState `bson:"state"`

	CreatedAt time.Time         `bson:"createdAt"`
	Editors   []PersonID        `bson:"editors,omitempty"`   // whose words are in it: none of them approves it; sorted
	Submitted *CampaignStep     `bson:"submitted,omitempty"` // nil while it is a draft
	Approval  *CampaignApproval `bson:"approval,omitempty"`
	StartsAt  time.Time         `bson:"startsAt,omitempty"` // as scheduled
	Canary    *CampaignCanary   `bson:"canary,omitempty"`   // since it started
	Resumes   CampaignState     `bson:"resumes,omitempty"`  // with PAUSED: what it goes on as
	Confirm   bool              `bson:"confirm,omitempty"`  // with PAUSED: nobody was told yet, and somebody must say that it may go
	EndedAt   time.Time         `bson:"endedAt,omitempty"`
	Why       OptionalText      `bson:"why,omitempty"` // with FAILED: English
	// With FAILED: the same as Why, for a client to say in its own words. Empty for what failed before there were codes.
	StoppedFor CampaignStop   `bson:"stoppedFor,omitempty"`
	Log        []CampaignStep `bson:"log,omitempty"` // oldest first, never changed
}

// PersonID names who acts for an organisation: the subject of a communicator's token. Empty: the engine
// itself.
type PersonID string

// CampaignDraft is what people write of a campaign. An approval holds for one content of it.
type CampaignDraft struct {
	Title      string         `bson:"title" json:"title"`           // of the entry, in Dutch
	Text       string         `bson:"text" json:"text"`             // of the entry, in Dutch
	Link       OptionalText   `bson:"link,omitempty" json:"link"`   // https
	PushText   string         `bson:"pushText" json:"pushText"`     // shown to who wants details, in Dutch
	Rule       RuleText       `bson:"rule" json:"rule"`             // whom it is for
	Minus      []CampaignID   `bson:"minus,omitempty" json:"minus"` // not those whom these campaigns of the organisation reached
	References string         `bson:"references,omitempty" json:"references"`
	Window     CampaignWindow `bson:"window" json:"window"`
	PerMinute  int            `bson:"perMinute" json:"perMinute"` // the pace: citizens a minute
	ExpiresAt  time.Time      `bson:"expiresAt" json:"expiresAt"` // from then on the entry is not shown and nobody is told
}

// CampaignWindow is when a campaign may tell: on which days and between which hours, Europe/Brussels.
type CampaignWindow struct {
	Days  []Weekday `bson:"days" json:"days"`
	From  ClockTime `bson:"from" json:"from"`
	Until ClockTime `bson:"until" json:"until"` // the same day; not told from then on
}

// CampaignApproval says who approved which content, and for how many citizens.
type CampaignApproval struct {
	By       PersonID  `bson:"by"`
	At       time.Time `bson:"at"`
	Hash     string    `bson:"hash"`     // of the content: CampaignDraft.Hash
	Audience int       `bson:"audience"` // how many it was for then
}

// CampaignCanary is how a campaign starts: with a few of its audience, and a look at how that goes.
type CampaignCanary struct {
	StartedAt time.Time     `bson:"startedAt"`
	Audience  int           `bson:"audience"` // counted at the start
	Share     float64       `bson:"share"`    // of the audience, 0 to 1; 0: too few people, who are confirmed instead
	Wait      time.Duration `bson:"wait"`     // how long it is looked at
	Until     time.Time     `bson:"until"`    // the end of the wait; later after a pause
	PassedAt  time.Time     `bson:"passedAt,omitempty"`
}

// CampaignStep is something that was done with a campaign.
type CampaignStep struct {
	At   time.Time     `bson:"at"`
	By   PersonID      `bson:"by,omitempty"`
	Did  string        `bson:"did"` // the operation, such as "Approve"
	To   CampaignState `bson:"to"`
	Hash string        `bson:"hash"` // of the content that it was done with
	Note OptionalText  `bson:"note,omitempty"`
}

// NewCampaignID is the id of the campaign that an organisation's client calls clientID.
func NewCampaignID(org OrgCode, clientID string) CampaignID {
	return CampaignID(HashID("campaign", string(org), clientID))
}

// NewCampaign is a draft that nobody saved yet.
func NewCampaign(org OrgCode, clientID string, author PersonID, draft CampaignDraft, now time.Time) *Campaign {
	c := &Campaign{
		ID: NewCampaignID(org, clientID), Org: org, Author: author, Draft: draft.normal(), State: CampaignDrafted, CreatedAt: moment(now),
		Editors: []PersonID{author},
	}
	c.log("Create", author, "", now)
	return c
}

// Collection implements Record.
func (*Campaign) Collection() string { return campaignsCollection }

// Key implements Record.
func (c *Campaign) Key() string { return string(c.ID) }

// Revision implements Record.
func (c *Campaign) Revision() *int64 { return &c.Rev }

// Lists implements Record: the organisation's, and that of those that the engine works on.
func (c *Campaign) Lists() []string {
	if c.State.Live() {
		return []string{LiveCampaigns, CampaignList(c.Org)}
	}
	return []string{CampaignList(c.Org)}
}

// LiveCampaigns is the list of the campaigns that the engine works on: scheduled ones and those under way.
const LiveCampaigns = "live"

// CampaignList names the list of an organisation's campaigns.
func CampaignList(org OrgCode) string { return "org:" + string(org) }

// CampaignState is how far a campaign has come.
type CampaignState string

// The states.
const (
	CampaignDrafted   CampaignState = "DRAFT"     // being written
	CampaignSubmitted CampaignState = "SUBMITTED" // waits for somebody else to approve it
	CampaignApproved  CampaignState = "APPROVED"  // may be scheduled
	CampaignScheduled CampaignState = "SCHEDULED" // starts at its moment
	CampaignInCanary  CampaignState = "CANARY"    // a few are told, and how that goes is looked at
	CampaignRunning   CampaignState = "RUNNING"   // all others are told
	CampaignPaused    CampaignState = "PAUSED"    // nobody is told until it is resumed
	CampaignDone      CampaignState = "DONE"      // all were told, or it expired
	CampaignCancelled CampaignState = "CANCELLED" // somebody ended it
	CampaignFailed    CampaignState = "FAILED"    // it stopped by itself, to be safe
)

// CampaignStates lists the states.
func CampaignStates() []CampaignState {
	return []CampaignState{
		CampaignDrafted, CampaignSubmitted, CampaignApproved, CampaignScheduled, CampaignInCanary, CampaignRunning, CampaignPaused,
		CampaignDone, CampaignCancelled, CampaignFailed,
	}
}

// Ended tells whether the state is final.
func (s CampaignState) Ended() bool {
	return s == CampaignDone || s == CampaignCancelled || s == CampaignFailed
}

// Telling tells whether citizens are told in that state.
func (s CampaignState) Telling() bool { return s == CampaignInCanary || s == CampaignRunning }

// Live tells whether the engine has to look at a campaign in that state.
func (s CampaignState) Live() bool {
	return s.Telling() || s == CampaignScheduled || s == CampaignPaused
}

// MarshalGQL writes the state as GraphQL does.
func (s CampaignState) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a state.
func (s *CampaignState) UnmarshalGQL(v any) error { return readEnum(s, v, CampaignStates()) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id CampaignID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *CampaignID) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id PersonID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *PersonID) UnmarshalGQL(v any) error { return readText(id, v) }
