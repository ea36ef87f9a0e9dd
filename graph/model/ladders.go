package model

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// LadderStep is one step of a letter's ladder: when its phone rings by itself to remind of it, and
// what must still be true then.
type LadderStep struct {
	Anchor LadderAnchor
	Days   int             // from the anchor's day; negative: before it
	At     ClockTime       // on that day, Europe/Brussels, before it is spread
	While  LadderCondition // looked at whenever the letter changes
}

// LadderAnchor is the day that a step of a ladder counts from.
type LadderAnchor string

// The anchors.
const (
	AnchorDelivery LadderAnchor = "DELIVERY" // when the letter was delivered
	AnchorEvent    LadderAnchor = "EVENT"    // of a call letter: the day of the election
	AnchorDue      LadderAnchor = "DUE"      // the last day to pay, or else the letter's deadline
)

// LadderAnchors lists the anchors.
func LadderAnchors() []LadderAnchor { return []LadderAnchor{AnchorDelivery, AnchorEvent, AnchorDue} }

// MarshalGQL writes the anchor as GraphQL does.
func (a LadderAnchor) MarshalGQL(w io.Writer) { writeEnum(w, a) }

// UnmarshalGQL reads an anchor.
func (a *LadderAnchor) UnmarshalGQL(v any) error { return readEnum(a, v, LadderAnchors()) }

// LadderCondition is what must be true for a step of a ladder to ring. Whatever it is, nothing rings
// for a letter that was withdrawn, replaced or paid, nor after what the letter is about.
type LadderCondition string

// The conditions.
const (
	WhileUnopened LadderCondition = "UNOPENED" // the letter itself was not shown yet
	WhileUnpaid   LadderCondition = "UNPAID"   // the bill was not reported as paid, opened or not
	WhileAlways   LadderCondition = "ALWAYS"   // opened or not
)

// LadderConditions lists the conditions.
func LadderConditions() []LadderCondition {
	return []LadderCondition{WhileUnopened, WhileUnpaid, WhileAlways}
}

// MarshalGQL writes the condition as GraphQL does.
func (c LadderCondition) MarshalGQL(w io.Writer) { writeEnum(w, c) }

// UnmarshalGQL reads a condition.
func (c *LadderCondition) UnmarshalGQL(v any) error { return readEnum(c, v, LadderConditions()) }

// Dutch says the condition as citizens read it.
func (c LadderCondition) Dutch() string {
	switch c {
	case WhileUnopened:
		return "Als u de brief dan nog niet hebt geopend."
	case WhileUnpaid:
		return "Als de rekening dan nog niet betaald is."
	case WhileAlways:
		return "Ook als u de brief al hebt geopend."
	}
	return ""
}

// namedStep is a step of a kind's own ladder.
type namedStep struct {
	step Step
	is   LadderStep
}

// namedSteps are the steps of the kinds' own ladders. Their ids are older than the ladders that senders
// choose, and push ids are made of them, so that they stay as they are.
var namedSteps = []namedStep{
	{StepUnopened, LadderStep{AnchorDelivery, 3, "18:00", WhileUnopened}},
	{StepDayBefore, LadderStep{AnchorEvent, -1, "18:00", WhileUnopened}},
	{StepSameDay, LadderStep{AnchorEvent, 0, "08:00", WhileUnopened}},
	{StepPaySoon, LadderStep{AnchorDue, -5, "18:00", WhileUnpaid}},
	{StepPayToday, LadderStep{AnchorDue, 0, "08:00", WhileUnpaid}},
}

// Step is the step's id, the same for the same step of any letter: "event-3d-18:00-unopened". It says
// all that the step is, so that nothing else of a ladder needs to be kept.
func (s LadderStep) Step() Step {
	at := slices.IndexFunc(namedSteps, func(named namedStep) bool { return named.is == s })
	if at >= 0 {
		return namedSteps[at].step
	}
	return Step(strings.ToLower(fmt.Sprintf("%s%+dd-%s-%s", s.Anchor, s.Days, s.At, s.While)))
}

// Ladder is what the step of a letter is when it is one of a ladder; false for any other.
func (s Step) Ladder() (LadderStep, bool) {
	at := slices.IndexFunc(namedSteps, func(named namedStep) bool { return named.step == s })
	if at >= 0 {
		return namedSteps[at].is, true
	}
	anchor := strings.IndexAny(string(s), "+-")
	if anchor < 0 {
		return LadderStep{}, false
	}
	text := strings.ToUpper(string(s))
	days, rest, _ := strings.Cut(text[anchor:], "D-")
	clock, while, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(days)
	step := LadderStep{Anchor: LadderAnchor(text[:anchor]), Days: n, At: ClockTime(clock), While: LadderCondition(while)}
	known := slices.Contains(LadderAnchors(), step.Anchor) && slices.Contains(LadderConditions(), step.While)
	return step, err == nil && known && step.Step() == s
}

// stopsAtOpening tells whether a push about a letter rings only until the letter was opened.
func (s Step) stopsAtOpening() bool {
	step, ladder := s.Ladder()
	return !ladder || step.While == WhileUnopened
}

// onLadder tells whether the push is a step of a letter's ladder.
func (p *Push) onLadder() bool {
	_, ladder := p.Step.Ladder()
	return ladder && p.Topic == TopicLetter
}

// InboxStep is a step of a letter's ladder in its mailbox: the push that it plans.
type InboxStep struct {
	*Push
	Box *Mailbox
}

// RingsAt is when it rings, UTC; once it is settled, when it was meant to.
func (s InboxStep) RingsAt() time.Time {
	if s.State.Settled() {
		return s.PlannedAt
	}
	return s.At
}

// Text says in Dutch under which condition it rings.
func (s InboxStep) Text() string {
	step, _ := s.Step.Ladder()
	return step.While.Dutch()
}

// Muted tells whether it will not ring, cancelled or not, since the citizen wants no such reminders.
func (s InboxStep) Muted() bool { return !s.State.Settled() && s.Box.optedOut(s.Push) }

// Explanation says in Dutch where it stands.
func (s InboxStep) Explanation() string {
	if s.Muted() && !s.Cancelled {
		return ReasonOptedOut.explain("")
	}
	return s.Push.Explanation()
}

// Switchable tells whether it can still be cancelled, or put back: not once it is on its way to a phone.
func (s InboxStep) Switchable() bool { return s.switchable() }

func (p *Push) switchable() bool {
	return !p.State.Settled() && len(p.Phones) == 0 && len(p.Members) == 0
}
