package model

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Audit is one thing that somebody did for an organisation. It is written once and never changed.
type Audit struct {
	ID      string      `bson:"_id"` // of organisation, moment and what was done: sorted by it, the newest is first
	Rev     int64       `bson:"rev"`
	Org     OrgCode     `bson:"org"`
	By      OrgCode     `bson:"by"` // the organisation whose token it was
	At      time.Time   `bson:"at"`
	Action  AuditAction `bson:"action"`
	Subject string      `bson:"subject"` // what it was done to: a run, a supplier, a webhook, a campaign
	Person  PersonID    `bson:"person,omitempty"`
}

// AuditAction is what somebody did.
type AuditAction string

// The actions.
const (
	AuditRunOpened      AuditAction = "RUN_OPENED"
	AuditDelivered      AuditAction = "DELIVERED" // letters, once for each run and day
	AuditWithdrawn      AuditAction = "WITHDRAWN"
	AuditPaymentsNoted  AuditAction = "PAYMENTS_REPORTED"
	AuditHandedOut      AuditAction = "PAPER_HANDED_OUT"
	AuditPrinted        AuditAction = "PAPER_CONFIRMED"
	AuditMandateGranted AuditAction = "MANDATE_GRANTED"
	AuditMandateRevoked AuditAction = "MANDATE_REVOKED"
	AuditServiceChanged AuditAction = "SERVICE_CHANGED"
	AuditWebhookChanged AuditAction = "WEBHOOK_CHANGED"
	AuditWebhookTested  AuditAction = "WEBHOOK_TESTED"
	AuditDossierRemoved AuditAction = "DOSSIER_REMOVED"
	AuditCounted        AuditAction = "AUDIENCE_COUNTED" // of a campaign
	AuditTested         AuditAction = "CAMPAIGN_TESTED"  // shown on test phones
	AuditListUploaded   AuditAction = "CAMPAIGN_LIST_UPLOADED"
	AuditCreated        AuditAction = "CAMPAIGN_CREATED"
	AuditEdited         AuditAction = "CAMPAIGN_EDITED"
	AuditSubmitted      AuditAction = "CAMPAIGN_SUBMITTED"
	AuditApproved       AuditAction = "CAMPAIGN_APPROVED"
	AuditRejected       AuditAction = "CAMPAIGN_REJECTED"
	AuditScheduled      AuditAction = "CAMPAIGN_SCHEDULED"
	AuditPaused         AuditAction = "CAMPAIGN_PAUSED"
	AuditResumed        AuditAction = "CAMPAIGN_RESUMED"
	AuditCancelled      AuditAction = "CAMPAIGN_CANCELLED"
)

// AuditActions lists the actions.
func AuditActions() []AuditAction {
	return append([]AuditAction{
		AuditRunOpened, AuditDelivered, AuditWithdrawn, AuditPaymentsNoted, AuditHandedOut, AuditPrinted, AuditMandateGranted,
		AuditMandateRevoked, AuditServiceChanged, AuditWebhookChanged, AuditWebhookTested, AuditDossierRemoved,
	}, campaignActions()...)
}

// campaignActions are those of an organisation's communication team.
func campaignActions() []AuditAction {
	return []AuditAction{
		AuditCounted, AuditTested, AuditListUploaded, AuditCreated, AuditEdited, AuditSubmitted, AuditApproved, AuditRejected,
		AuditScheduled, AuditPaused, AuditResumed, AuditCancelled,
	}
}

// Audited is what the audit calls the step of a campaign; false for one that the engine took by itself,
// which stands in the campaign's log only.
func (s *CampaignStep) Audited() (AuditAction, bool) {
	action, known := map[string]AuditAction{
		"Create": AuditCreated, "Edit": AuditEdited, "Submit": AuditSubmitted, "Approve": AuditApproved, "Reject": AuditRejected,
		"Schedule": AuditScheduled, "Pause": AuditPaused, "Resume": AuditResumed, "Cancel": AuditCancelled,
	}[s.Did]
	return action, known && s.By != ""
}

// MarshalGQL writes the action as GraphQL does.
func (a AuditAction) MarshalGQL(w io.Writer) { writeEnum(w, a) }

// UnmarshalGQL reads an action.
func (a *AuditAction) UnmarshalGQL(v any) error { return readEnum(a, v, AuditActions()) }

// NewAudit makes an entry. The same thing done again at the same moment is the same entry: who does
// something many times a day gives the beginning of the day.
func NewAudit(org, by OrgCode, action AuditAction, subject string, at time.Time) *Audit {
	at = moment(at)
	return &Audit{
		ID:  string(org) + "/" + countdown(at) + "/" + HashID("audit", string(org), string(by), string(action), subject),
		Org: org, By: by, At: at, Action: action, Subject: subject,
	}
}

// NewPersonAudit makes an entry that names who did it: what somebody of a communication team does.
func NewPersonAudit(org OrgCode, person PersonID, action AuditAction, subject string, at time.Time) *Audit {
	a := NewAudit(org, org, action, subject, at)
	a.ID += "/" + HashID("person", string(person))
	a.Person = person
	return a
}

// Collection implements Record.
func (*Audit) Collection() string { return auditCollection }

// Key implements Record.
func (a *Audit) Key() string { return a.ID }

// Revision implements Record.
func (a *Audit) Revision() *int64 { return &a.Rev }

// Lists implements Record.
func (a *Audit) Lists() []string {
	lists := []string{AuditOf(a.Org, ""), AuditOf(a.Org, a.By)}
	if slices.Contains(campaignActions(), a.Action) {
		lists = append(lists, AuditOfCampaigns(a.Org))
	}
	if a.Person != "" {
		lists = append(lists, AuditOfPerson(a.Org, a.Person, a.Action, DayOf(a.At)))
	}
	return lists
}

// AuditOfPerson is the list of what one person did of a sort on one day, Europe/Brussels.
func AuditOfPerson(org OrgCode, person PersonID, action AuditAction, day Day) string {
	return "person:" + HashID("person", string(org), string(person)) + ":" + string(action) + ":" + string(day)
}

// AuditOfCampaigns is the list of what was done with an organisation's campaigns, the newest first.
func AuditOfCampaigns(org OrgCode) string { return "org:" + string(org) + ":campaigns" }

// AuditOf is the list of what was done for an organisation, or of what one of those who act for it
// did, the newest first.
func AuditOf(org, by OrgCode) string {
	if by == "" {
		return "org:" + string(org)
	}
	return "org:" + string(org) + ":by:" + string(by)
}

// countdown writes a moment so that later ones sort before earlier ones.
func countdown(at time.Time) string { return fmt.Sprintf("%013d", 9_999_999_999_999-at.UnixMilli()) }
