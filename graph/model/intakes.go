package model

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// The bounds of what is remembered of intakes.
const (
	MaxOutcomes = 10 // changes of one dossier; the longest ago fall out
	OutcomeDays = 90 // for so long what became of a change is remembered
)

// Intake is what became of the changes that were handed over for one dossier, so that its source can
// ask afterwards: the newest outcome of each change. There is one for each dossier, of bounded size,
// and it goes when nothing was handed over for OutcomeDays. It holds nothing of whom a dossier concerns.
type Intake struct {
	ID       string    `bson:"_id"` // IntakeKey(Org, Sandbox, Source, Number)
	Rev      int64     `bson:"rev"`
	Org      OrgCode   `bson:"org"`
	Sandbox  bool      `bson:"sandbox,omitempty"`
	Source   string    `bson:"source"`
	Number   string    `bson:"number"`
	Outcomes []Handled `bson:"outcomes"` // the latest change first, at most MaxOutcomes
}

// Handled is what became of one change of a dossier.
type Handled struct {
	Change time.Time    `bson:"change,omitempty"` // when it changed at the source; zero: that could not be read
	At     time.Time    `bson:"at"`               // when it was handled
	By     OrgCode      `bson:"by"`               // who handed it over: the organisation itself, or its supplier
	Upload OptionalText `bson:"upload,omitempty"` // what who handed it over calls it
	Faults []Fault      `bson:"faults,omitempty"` // why it was not taken in; none: it was
}

// Fault is one reason why a change was not taken in.
type Fault struct {
	Field   string `bson:"field,omitempty"` // as DOSIS calls it; empty: the change as a whole
	Message string `bson:"message"`
}

// IntakeKey names what became of the changes of a dossier that an organisation handed over.
func IntakeKey(org OrgCode, sandbox bool, source, number string) string {
	return HashID("intake", string(org), strconv.FormatBool(sandbox), source, number)
}

// NewIntake is an intake of which nothing is known yet.
func NewIntake(org OrgCode, sandbox bool, source, number string) *Intake {
	return &Intake{ID: IntakeKey(org, sandbox, source, number), Org: org, Sandbox: sandbox, Source: source, Number: number}
}

// Collection implements Record.
func (*Intake) Collection() string { return intakesCollection }

// Key implements Record.
func (i *Intake) Key() string { return i.ID }

// Revision implements Record.
func (i *Intake) Revision() *int64 { return &i.Rev }

// Lists implements Record: by month for forgetting, by source where something was not taken in, and by
// what they are called.
func (i *Intake) Lists() []string {
	var lists []string
	var last time.Time
	for _, o := range i.Outcomes {
		last = later(last, o.At)
		if len(o.Faults) > 0 {
			lists = append(lists, FaultList(i.Org, i.Org, i.Sandbox, i.Source), FaultList(i.Org, o.By, i.Sandbox, i.Source))
		}
		if o.Upload != "" {
			lists = append(lists, UploadList(i.Org, i.Sandbox, string(o.Upload)))
		}
	}
	return sortedSet(append(lists, IntakeMonth(last)))
}

// FaultList names the list of the dossiers of a source of which something was not taken in: all of
// them for the organisation itself, for a supplier its own.
func FaultList(org, by OrgCode, sandbox bool, source string) string {
	return "faults:" + HashID(string(org), string(by), strconv.FormatBool(sandbox), source)
}

// UploadList names the list of the one dossier with a change that who handed it over called so.
func UploadList(org OrgCode, sandbox bool, upload string) string {
	return "upload:" + HashID(string(org), strconv.FormatBool(sandbox), upload)
}

// IntakeMonth names the list of the intakes of which the latest was handled in the month of t.
func IntakeMonth(t time.Time) string { return "month:" + t.UTC().Format("2006-01") }

// Note takes in what became of a change. It answers whether anything is new: the same again at another
// moment is not.
func (i *Intake) Note(outcome Handled, now time.Time) bool {
	outcome.Change, outcome.At = moment(outcome.Change), moment(now)
	at := slices.IndexFunc(i.Outcomes, func(o Handled) bool { return o.Change.Equal(outcome.Change) })
	switch {
	case at < 0:
		i.Outcomes = append(slices.Clone(i.Outcomes), outcome)
	case i.Outcomes[at].says(outcome):
		return false
	default:
		i.Outcomes = slices.Clone(i.Outcomes)
		i.Outcomes[at] = outcome
	}
	slices.SortFunc(i.Outcomes, func(a, b Handled) int { return cmp.Or(b.At.Compare(a.At), b.Change.Compare(a.Change)) })
	i.Outcomes = i.Outcomes[:min(len(i.Outcomes), MaxOutcomes)]
	i.Outcomes = slices.DeleteFunc(i.Outcomes, func(o Handled) bool { return o.Forgotten(now) })
	slices.SortFunc(i.Outcomes, func(a, b Handled) int { return b.Change.Compare(a.Change) })
	return true
}

// says tells whether the two say the same, whenever that was.
func (h Handled) says(other Handled) bool {
	return h.By == other.By && h.Upload == other.Upload && slices.Equal(h.Faults, other.Faults)
}

// Forgotten tells whether the outcome is too long ago to be told at now.
func (h Handled) Forgotten(now time.Time) bool { return now.Sub(h.At) > OutcomeDays*24*time.Hour }

// Told are the outcomes that a viewer may know at now, the latest change first: the organisation all of
// them, a supplier its own.
func (i *Intake) Told(viewer OrgCode, now time.Time) []Handled {
	return slices.DeleteFunc(slices.Clone(i.Outcomes), func(o Handled) bool {
		return o.Forgotten(now) || (viewer != i.Org && viewer != o.By)
	})
}
