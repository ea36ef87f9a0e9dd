package model

import (
	"io"
	"time"
)

// Dossier is a citizen's file with an authority, and how far it has come.
type Dossier struct {
	ID        EntryID      `bson:"id"`
	Rev       int64        `bson:"rev"` // the mailbox revision that last changed it
	Org       OrgCode      `bson:"org"`
	Source    string       `bson:"source"` // URI of the system that keeps it
	Number    string       `bson:"number"` // within the source
	Procedure Procedure    `bson:"procedure"`
	Title     string       `bson:"title"` // Dutch
	Level     Level        `bson:"level"`
	NIS       NIS          `bson:"nis,omitempty"`
	About     About        `bson:"about"`
	History   []Status     `bson:"history"` // newest first by (At, ID), at most MaxHistory
	Manager   *Contact     `bson:"manager,omitempty"`
	Link      OptionalText `bson:"link,omitempty"`    // https, where the citizen goes on
	Product   OptionalText `bson:"product,omitempty"` // number in the Flemish catalogue of products and services (IPDC)
	AsOf      time.Time    `bson:"asOf"`              // when the source last said something new of it, by our clock
	Sandbox   bool         `bson:"sandbox,omitempty"` // reported with a token that reaches test citizens only
	Stated    StatedBy     `bson:"stated"`            // by which status Procedure holds
	SortAt    time.Time    `bson:"sortAt"`            // the newest status that was not silent
	Read      bool         `bson:"read,omitempty"`
	Archived  bool         `bson:"archived,omitempty"`

	ReadMark     Mark `bson:"readMark,omitempty" json:"-"` // the last change of Read
	ArchivedMark Mark `bson:"archivedMark,omitempty" json:"-"`
}

// Status is one step of a dossier, in the terms of DOSIS: a Flemish phase and code, and the
// sender's own words.
type Status struct {
	ID             string       `bson:"id"` // hash of all that the sender said; a repetition has the same
	At             time.Time    `bson:"at"` // when it changed at the source, UTC
	Phase          Phase        `bson:"phase"`
	Code           string       `bson:"code"`             // such as "InBehandeling"; pairs with a phase are not enforced
	Label          string       `bson:"label"`            // as the citizen reads it, in Dutch
	Detail         OptionalText `bson:"detail,omitempty"` // Dutch
	ActionRequired bool         `bson:"actionRequired,omitempty"`
	ActionText     OptionalText `bson:"actionText,omitempty"`   // what is expected of the citizen, in Dutch
	ActionBefore   Day          `bson:"actionBefore,omitempty"` // the last day for it, Europe/Brussels
	Notify         Notify       `bson:"notify"`
	Documents      []Document   `bson:"documents,omitempty"` // that came with it, at most MaxDocuments
}

// StatedBy is the newest status that named the dossier's procedure. Not every status does: what DOSIS
// hands over has none.
type StatedBy struct {
	At time.Time `bson:"at,omitempty"`
	ID string    `bson:"id,omitempty"`
}

// Phase is a Flemish phase ("Vlaamse fase") of DOSIS.
type Phase string

// The phases.
const (
	PhaseComposition Phase = "SAMENSTELLING"
	PhaseTreatment   Phase = "BEHANDELING"
	PhaseDecision    Phase = "BESLISSING"
	PhaseAppeal      Phase = "BEROEP"
	PhaseExecution   Phase = "UITVOERING"
	PhaseDone        Phase = "AFGEROND"
)

// Phases lists the phases in the order in which a dossier passes them.
func Phases() []Phase {
	return []Phase{PhaseComposition, PhaseTreatment, PhaseDecision, PhaseAppeal, PhaseExecution, PhaseDone}
}

// MarshalGQL writes the phase as GraphQL does.
func (p Phase) MarshalGQL(w io.Writer) { writeEnum(w, p) }

// UnmarshalGQL reads a phase.
func (p *Phase) UnmarshalGQL(v any) error { return readEnum(p, v, Phases()) }

// Notify is how loudly a status arrives.
type Notify string

// The ways in which a status arrives.
const (
	NotifySilent Notify = "SILENT" // in the history only: the entry neither moves up nor becomes unread
	NotifyFeed   Notify = "FEED"   // up in the feed and unread, no push
	NotifyPush   Notify = "PUSH"   // and the phone rings
)

// Notifies are all ways in which a status arrives.
func Notifies() []Notify { return []Notify{NotifySilent, NotifyFeed, NotifyPush} }

// MarshalGQL writes the value as GraphQL does.
func (n Notify) MarshalGQL(w io.Writer) { writeEnum(w, n) }

// UnmarshalGQL reads a value.
func (n *Notify) UnmarshalGQL(v any) error {
	return readEnum(n, v, Notifies())
}

// MaxHistory is how many statuses of one dossier a mailbox keeps; older ones fall out.
const MaxHistory = 60

// Status is the newest status. A dossier always has one.
func (d *Dossier) Status() *Status { return &d.History[0] }

// Asks tells whether the ball is in the citizen's court.
func (d *Dossier) Asks() bool { return d.Status().ActionRequired }

// toDo tells whether the dossier counts among those that ask something.
func (d *Dossier) toDo() bool { return d.Asks() && !d.Archived }

// Open tells whether the dossier has not ended.
func (d *Dossier) Open() bool { return d.Status().Phase != PhaseDone }

// DossierRecord tells which mailboxes hold a dossier, so that a status that names no citizen finds
// them. It is written before the mailboxes, by compare-and-swap.
type DossierRecord struct {
	ID         EntryID     `bson:"_id"` // DossierID(Source, Number)
	Rev        int64       `bson:"rev"`
	Org        OrgCode     `bson:"org"`               // who may report on it: the first that did
	Sandbox    bool        `bson:"sandbox,omitempty"` // it concerns test citizens only
	Source     string      `bson:"source"`
	Number     string      `bson:"number"`
	Recipients []CitizenID `bson:"recipients"` // sorted
	NewestAt   time.Time   `bson:"newestAt"`   // the newest status, by (time, id)
	NewestID   string      `bson:"newestId"`
	RemovedAt  time.Time   `bson:"removedAt,omitempty"` // when the source removed it, for good; zero: it stands
}

// Collection implements Record.
func (*DossierRecord) Collection() string { return dossiersCollection }

// Key implements Record.
func (d *DossierRecord) Key() string { return string(d.ID) }

// Revision implements Record.
func (d *DossierRecord) Revision() *int64 { return &d.Rev }

// Lists implements Record: none.
func (*DossierRecord) Lists() []string { return nil }

// Level is a level of government.
type Level string

// The levels.
const (
	LevelMunicipal  Level = "MUNICIPAL"
	LevelProvincial Level = "PROVINCIAL"
	LevelFlemish    Level = "FLEMISH"
	LevelFederal    Level = "FEDERAL"
)

// MarshalGQL writes the level as GraphQL does.
func (l Level) MarshalGQL(w io.Writer) { writeEnum(w, l) }

// UnmarshalGQL reads a level.
func (l *Level) UnmarshalGQL(v any) error {
	return readEnum(l, v, []Level{LevelMunicipal, LevelProvincial, LevelFlemish, LevelFederal})
}
