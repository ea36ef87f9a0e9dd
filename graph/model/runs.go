package model

import (
	"strings"
	"time"
)

// LetterRun is a set of letters that an organisation sends together. A letter's reference is unique
// within it.
type LetterRun struct {
	ID       RunID        `bson:"_id"` // NewRunID(Org, Name)
	Rev      int64        `bson:"rev"`
	Org      OrgCode      `bson:"org"` // whose letters they are
	By       OrgCode      `bson:"by"`  // who opened it: Org itself, or its supplier
	Name     string       `bson:"name"`
	Service  OptionalText `bson:"service,omitempty"` // of the organisation; empty: each letter names its own
	Kind     LetterKind   `bson:"kind,omitempty"`    // of all its letters; empty: any
	Policy   PaperPolicy  `bson:"policy"`
	Days     int          `bson:"days,omitempty"`    // with IF_UNOPENED: how long a citizen has to open a letter
	Sandbox  bool         `bson:"sandbox,omitempty"` // reaches test citizens only
	OpenedAt time.Time    `bson:"openedAt"`
	Batches  []PaperBatch `bson:"batches,omitempty"` // handed out to the printer, in that order
}

// Collection implements Record.
func (*LetterRun) Collection() string { return runsCollection }

// Key implements Record.
func (r *LetterRun) Key() string { return string(r.ID) }

// Revision implements Record.
func (r *LetterRun) Revision() *int64 { return &r.Rev }

// Lists implements Record: none, as RunEntry lists runs.
func (r *LetterRun) Lists() []string { return nil }

// Same tells whether other is the same run opened again.
func (r *LetterRun) Same(other *LetterRun) bool {
	return r.Org == other.Org && r.By == other.By && r.Name == other.Name && r.Service == other.Service && r.Kind == other.Kind &&
		r.Policy == other.Policy && r.Days == other.Days && r.Sandbox == other.Sandbox
}

// SeenBy tells whether viewer may look into the run: the organisation itself, or who opened it.
func (r *LetterRun) SeenBy(viewer *Viewer) bool {
	return viewer.Org != "" && (viewer.Org == r.Org || viewer.Org == r.By)
}

// DaysToOpen is how long a citizen has to open a letter; nil unless paper depends on that.
func (r *LetterRun) DaysToOpen() *int {
	if r.Policy != PaperIfUnopened {
		return nil
	}
	return &r.Days
}

// OpenTo is SeenBy for looking into the run: a token for a sandbox sees sandboxes only.
func (r *LetterRun) OpenTo(viewer *Viewer) bool {
	return r.SeenBy(viewer) && (r.Sandbox || !viewer.Sandbox)
}

// FilledBy is SeenBy for delivering to the run: one for test citizens takes letters of a sandbox's token, and no other
// run does.
func (r *LetterRun) FilledBy(viewer *Viewer) bool {
	return r.SeenBy(viewer) && r.Sandbox == viewer.Sandbox
}

// RunList names a list of a run's letters: all of them, or those with a mark.
func RunList(run RunID, mark LetterMark) string {
	if mark == "" {
		return "run:" + string(run)
	}
	return "run:" + string(run) + ":" + strings.ToLower(string(mark))
}

// BatchList names the list of the letters that are in one batch for the printer.
func BatchList(run RunID, batch string) string {
	return "run:" + string(run) + ":batch:" + HashID("batch", batch)
}

// DayList names the list of the letters that an organisation handed over on one day, those of its sandbox apart.
func DayList(org OrgCode, sandbox bool, day Day) string {
	list := "day:" + string(org) + ":" + string(day)
	if sandbox {
		list += ":sandbox"
	}
	return list
}

// RoundCount rounds a number of citizens so that none of them can be told apart: to the nearest
// multiple of 5, and never less than 5.
func RoundCount(n int) int { return max(5, (n+2)/5*5) }
