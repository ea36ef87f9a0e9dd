package model

import (
	"io"
	"time"
)

// LetterMarks lists the marks by which a sender may list letters. Which letters were opened is not
// among them: without the citizen's consent that is for counts only.
func LetterMarks() []LetterMark {
	return []LetterMark{MarkPaper, MarkBoth, MarkToPrint, MarkHandedOut, MarkPrinted, MarkPaid, MarkWithdrawn, MarkReplaced}
}

// MarshalGQL writes the mark as GraphQL does.
func (m LetterMark) MarshalGQL(w io.Writer) { writeEnum(w, m) }

// UnmarshalGQL reads a mark.
func (m *LetterMark) UnmarshalGQL(v any) error { return readEnum(m, v, LetterMarks()) }

// OpenedAt is when the letter was opened; zero where the citizen does not share that with the sender.
func (r *LetterRecord) OpenedAt() time.Time { return r.Facts.OpenedAt }

// PaidAt is when the sender reported that it is paid; zero until then.
func (r *LetterRecord) PaidAt() time.Time { return r.Facts.PaidAt }

// WithdrawnAt is when the sender took it back; zero when not.
func (r *LetterRecord) WithdrawnAt() time.Time { return r.Facts.WithdrawnAt }

// PaperDueAt is when it was found unopened, so that it is to be printed; zero when not.
func (r *LetterRecord) PaperDueAt() time.Time { return r.Facts.PaperDueAt }

// PrintedAt is when the sender confirmed that it is printed; zero until then.
func (r *LetterRecord) PrintedAt() time.Time { return r.Facts.PrintedAt }

// Batch is the batch for the printer that it is in; empty for none.
func (r *LetterRecord) Batch() OptionalText { return OptionalText(r.Facts.Batch) }

// RunCounts stands for the counts of one run, each of which is counted when it is asked for.
type RunCounts struct{ Run RunID }

// RunEntry is a run's place among the runs of an organisation, the newest first. It is written before
// the run, and where two tried to open the same run, only the one of the moment that the run was
// opened at counts (Of).
type RunEntry struct {
	ID  string  `bson:"_id"` // the moment and the run: sorted by it, the newest is first
	Rev int64   `bson:"rev"`
	Run RunID   `bson:"run"`
	Org OrgCode `bson:"org"`
	By  OrgCode `bson:"by"`
}

// Entry is the run's place among others.
func (r *LetterRun) Entry() *RunEntry {
	return &RunEntry{ID: countdown(r.OpenedAt) + "/" + string(r.ID), Run: r.ID, Org: r.Org, By: r.By}
}

// Of tells whether the entry is the place of that run.
func (e *RunEntry) Of(run *LetterRun) bool { return run != nil && run.Entry().ID == e.ID }

// Collection implements Record.
func (*RunEntry) Collection() string { return runOrderCollection }

// Key implements Record.
func (e *RunEntry) Key() string { return e.ID }

// Revision implements Record.
func (e *RunEntry) Revision() *int64 { return &e.Rev }

// Lists implements Record: the organisation's, the supplier's, and the supplier's for that organisation.
func (e *RunEntry) Lists() []string {
	lists := []string{RunsBy(e.By, ""), RunsBy(e.By, e.Org), RunsOf(e.Org)}
	if e.By == e.Org {
		lists = lists[2:]
	}
	return lists
}

// RunsOf is the list of an organisation's runs.
func RunsOf(org OrgCode) string { return "org:" + string(org) }

// RunsBy is the list of the runs that a supplier opened for others, or for one of them.
func RunsBy(supplier, org OrgCode) string {
	if org == "" {
		return "by:" + string(supplier)
	}
	return "by:" + string(supplier) + ":" + string(org)
}
