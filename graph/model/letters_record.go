package model

import (
	"io"
	"slices"
	"time"
)

// LetterRecord is what became of one letter that a sender handed over: its text, to whom it goes
// and by which channel. All that is written once; only Facts grow.
type LetterRecord struct {
	ID          EntryID       `bson:"_id"` // LetterID(Sender, Run, Reference)
	Rev         int64         `bson:"rev"`
	Sender      OrgCode       `bson:"sender"`
	Run         string        `bson:"run"` // its name
	Reference   string        `bson:"reference"`
	By          OrgCode       `bson:"by"`                // who handed it over: the sender itself, or its supplier
	Sandbox     bool          `bson:"sandbox,omitempty"` // the run's
	Kind        LetterKind    `bson:"kind"`
	Service     OptionalText  `bson:"service,omitempty"`
	Recipient   CitizenID     `bson:"recipient"`
	Supersedes  EntryID       `bson:"supersedes,omitempty"` // the letter whose place it takes
	Fingerprint string        `bson:"fingerprint"`          // version and hash of the fields sent; tells "same" from CONFLICT
	Policy      PaperPolicy   `bson:"policy"`               // the run's, when the channel was decided
	Channel     Channel       `bson:"channel"`
	Reason      ChannelReason `bson:"reason"`
	PaperDue    time.Time     `bson:"paperDue,omitempty"` // with UNTIL_OPENED: when it is to be printed unless it was opened
	Body        []Text        `bson:"body,omitempty"`     // Dutch first; absent when the channel is PAPER
	AcceptedAt  time.Time     `bson:"acceptedAt"`
	Facts       LetterFacts   `bson:"facts"`
}

// LetterFacts is what became known of a letter later. Each is set once and never taken back.
type LetterFacts struct {
	Opened      bool      `bson:"opened,omitempty"`      // for counts only
	OpenedAt    time.Time `bson:"openedAt,omitempty"`    // set only where the citizen shares it with the sender
	PaidAt      time.Time `bson:"paidAt,omitempty"`      // as the sender reported
	WithdrawnAt time.Time `bson:"withdrawnAt,omitempty"` // as the sender asked
	PaperDueAt  time.Time `bson:"paperDueAt,omitempty"`  // it was not opened in time, so it is to be printed
	Batch       string    `bson:"batch,omitempty"`       // the batch in which it was handed out to be printed
	PrintedAt   time.Time `bson:"printedAt,omitempty"`   // the sender confirmed that it is printed

	SupersededAt time.Time `bson:"supersededAt,omitempty"` // another letter took its place
	SupersededBy EntryID   `bson:"supersededBy,omitempty"`

	// Told are the events that may be in the sender's feed already: one stands here before it is there.
	Told []LetterEvent `bson:"told,omitempty"`
}

// LetterMark is something that is true of a letter, by which a run's letters are listed and counted.
type LetterMark string

// The marks.
const (
	MarkPaper     LetterMark = "PAPER"      // its channel; those of no channel's mark are DIGITAL
	MarkBoth      LetterMark = "BOTH"       // likewise
	MarkToPrint   LetterMark = "TO_PRINT"   // is to be printed and not handed out yet
	MarkHandedOut LetterMark = "HANDED_OUT" // is in a batch for the printer
	MarkPrinted   LetterMark = "PRINTED"    // the sender confirmed that it is printed
	MarkOpened    LetterMark = "OPENED"     // was opened
	MarkPaid      LetterMark = "PAID"       // was paid
	MarkWithdrawn LetterMark = "WITHDRAWN"  // was taken back
	MarkReplaced  LetterMark = "SUPERSEDED" // another letter took its place
)

// Collection implements Record.
func (*LetterRecord) Collection() string { return lettersCollection }

// Key implements Record.
func (r *LetterRecord) Key() string { return string(r.ID) }

// Revision implements Record.
func (r *LetterRecord) Revision() *int64 { return &r.Rev }

// RunID is the run that it belongs to.
func (r *LetterRecord) RunID() RunID { return NewRunID(r.Sender, r.Run) }

// Lists implements Record: the run's letters, those of each mark, and the sender's of the day, or its sandbox's.
func (r *LetterRecord) Lists() []string {
	run := r.RunID()
	lists := []string{RunList(run, ""), DayList(r.Sender, r.Sandbox, DayOf(r.AcceptedAt))}
	for _, mark := range r.Marks() {
		lists = append(lists, RunList(run, mark))
	}
	if r.Facts.Batch != "" {
		lists = append(lists, BatchList(run, r.Facts.Batch))
	}
	slices.Sort(lists)
	return lists
}

// Marks is what is true of the letter.
func (r *LetterRecord) Marks() []LetterMark {
	var marks []LetterMark
	add := func(mark LetterMark, holds bool) {
		if holds {
			marks = append(marks, mark)
		}
	}
	facts := &r.Facts
	add(MarkPaper, r.Channel == ChannelPaper)
	add(MarkBoth, r.Channel == ChannelBoth)
	add(MarkToPrint, r.ToPrint())
	add(MarkHandedOut, facts.Batch != "")
	add(MarkPrinted, !facts.PrintedAt.IsZero())
	add(MarkOpened, facts.Opened)
	add(MarkPaid, !facts.PaidAt.IsZero())
	add(MarkWithdrawn, !facts.WithdrawnAt.IsZero())
	add(MarkReplaced, !facts.SupersededAt.IsZero())
	return marks
}

// ToPrint tells whether the letter is to be printed and is in no batch for the printer yet. What was
// withdrawn, replaced or paid needs no paper any more, and with NEVER nothing is printed for who has not
// chosen digital post.
func (r *LetterRecord) ToPrint() bool {
	paper := r.Channel == ChannelBoth || (r.Channel == ChannelPaper && r.Policy != PaperNever) || !r.Facts.PaperDueAt.IsZero()
	return paper && r.Facts.Batch == "" && !r.over()
}

// over tells whether the letter needs no paper any more: it was withdrawn, replaced or paid.
func (r *LetterRecord) over() bool {
	return !r.Facts.WithdrawnAt.IsZero() || !r.Facts.SupersededAt.IsZero() || !r.Facts.PaidAt.IsZero()
}

// HandOut puts the letter into a batch for the printer, unless it is in another one or needs no
// printing any more. It answers whether that changed anything.
func (r *LetterRecord) HandOut(batch string) bool {
	if !r.ToPrint() {
		return false
	}
	r.Facts.Batch = batch
	return true
}

// Note notes what happened to the letter. It answers whether that was news: the same again, also
// at another moment, is none.
func (r *LetterRecord) Note(event LetterEvent, at time.Time, shared bool) bool {
	set := func(fact *time.Time) bool {
		if !fact.IsZero() {
			return false
		}
		*fact = moment(at)
		return true
	}
	facts := &r.Facts
	switch event {
	case EventOpened:
		news := !facts.Opened
		if facts.Opened = true; news && shared {
			set(&facts.OpenedAt)
		}
		return news
	case EventPaperDue:
		return set(&facts.PaperDueAt)
	case EventPaid:
		return set(&facts.PaidAt)
	case EventWithdrawn:
		return set(&facts.WithdrawnAt)
	}
	return false
}

// Tell notes what a notice says, and that the sender's feed is about to tell it. It answers whether
// that changed anything, and whether the feed may tell it already.
func (r *LetterRecord) Tell(n Notice) (changed, before bool) {
	changed = r.Note(n.Event, n.At, n.Shared)
	if !n.Shared {
		return changed, false
	}
	if slices.Contains(r.Facts.Told, n.Event) {
		return changed, true
	}
	r.Facts.Told = append(r.Facts.Told, n.Event)
	return true, false
}

// LetterEvent is something that happens to a letter and that its sender may learn.
type LetterEvent string

// The events.
const (
	EventOpened    LetterEvent = "OPENED"    // told of one letter only where the citizen shares it
	EventPaperDue  LetterEvent = "PAPER_DUE" // it was not opened in time: print it
	EventPaid      LetterEvent = "PAID"
	EventWithdrawn LetterEvent = "WITHDRAWN"
)

// LetterEvents lists the events.
func LetterEvents() []LetterEvent {
	return []LetterEvent{EventOpened, EventPaperDue, EventPaid, EventWithdrawn}
}

// MarshalGQL writes the event as GraphQL does.
func (e LetterEvent) MarshalGQL(w io.Writer) { writeEnum(w, e) }

// UnmarshalGQL reads an event.
func (e *LetterEvent) UnmarshalGQL(v any) error { return readEnum(e, v, LetterEvents()) }
