package model

import (
	"fmt"
	"slices"
	"time"
)

// MaxLadder is how many steps a sender may give a letter's ladder.
const MaxLadder = 6

// CheckLadder is every step of the letter's own ladder that the letter cannot have, by its path in
// what a sender hands over.
func (l *Letter) CheckLadder() []FieldError {
	var wrong []FieldError
	for i, step := range l.Ladder {
		path := fmt.Sprintf("ladder[%d]", i)
		fault := func(field, message string) {
			wrong = append(wrong, FieldError{Path: path + field, Message: message})
		}
		switch relative := step.Anchor != AnchorDelivery; {
		case step.Anchor == AnchorEvent && l.Call == nil:
			fault(".anchor", "is for call and invitation letters only")
		case step.Anchor == AnchorDue && l.dueOn() == "":
			fault(".anchor", "needs a payment or a deadline")
		case relative && step.Days > 0:
			fault(".days", "must not come after the day that it counts from")
		case !relative && step.Days < 0:
			fault(".days", "must not come before the delivery")
		case step.Anchor == AnchorEvent && step.Days == 0 && step.At >= l.Call.Closes:
			fault(".at", "must come before the polls close")
		}
		if step.While == WhileUnpaid && l.Payment == nil {
			fault(".while", "needs a payment")
		}
		if slices.Contains(l.Ladder[:i], step) {
			fault("", "is given twice")
		}
	}
	return wrong
}

// planLadder plans the letter's ladder, the sender's or else its kind's. Steps that the letter cannot
// have, and those that would come too late, are left out. What counts from the delivery gives way to
// what counts from the event or the last day: from the day of the first such step on it is left out.
func (m *Mailbox) planLadder(l *Letter, now time.Time) {
	steps := l.Ladder
	l.Ladder = nil
	if steps == nil {
		for _, step := range l.Kind.Rules().Ladder {
			is, _ := step.Ladder()
			steps = append(steps, is)
		}
	}
	var first time.Time // of those that do not count from the delivery
	for _, step := range steps {
		if at := step.meant(l); step.Anchor != AnchorDelivery && at.After(now) {
			first = earliest(first, at)
		}
	}
	for _, step := range steps {
		meant, expires := step.meant(l), step.expires(l)
		if meant.IsZero() || (step.Anchor == AnchorDelivery && !first.IsZero() && DayOf(meant) >= DayOf(first)) {
			continue
		}
		at := SpreadMass(meant, m.ID)
		if !at.Before(expires) {
			at = meant
		}
		if at.After(now) && at.Before(expires) {
			push := Push{Entry: l.ID, Step: step.Step(), Topic: TopicLetter, Mass: true, PlannedAt: at, ExpiresAt: expires}
			m.plan(push, now)
		}
	}
}

// meant is when the step of a letter is to ring, before it is spread; zero when the letter has not
// what the step counts from or depends on.
func (s LadderStep) meant(l *Letter) time.Time {
	if s.While == WhileUnpaid && l.Payment == nil {
		return time.Time{}
	}
	day := DayOf(l.ReceivedAt)
	switch {
	case s.Anchor == AnchorDue:
		day = l.dueOn()
	case s.Anchor == AnchorEvent && l.Call != nil:
		day = l.Call.Election.Day
	case s.Anchor == AnchorEvent:
		day = ""
	}
	return s.At.On(day.AddDays(s.Days))
}

// expires is when the step of a letter is of no use any more: after the event, after the last day, or
// where the letter has neither as long after its moment as the letter's first push after its own.
func (s LadderStep) expires(l *Letter) time.Time {
	switch due := l.dueOn(); {
	case l.Call != nil && s.Anchor != AnchorDue:
		return l.end()
	case due != "":
		return earliest(due.End(), l.end())
	default:
		return earliest(s.meant(l).Add(statusExpiry), l.end())
	}
}

// dueOn is the last day to do what the letter asks: to pay, or else by its deadline; "" for none.
func (l *Letter) dueOn() Day {
	switch {
	case l.Payment != nil:
		return l.Payment.DueOn
	case l.Deadline != nil:
		return l.Deadline.Date
	default:
		return ""
	}
}

// SwitchStep cancels a planned step of a letter's ladder, or puts it back. One that is on its way to a
// phone or settled stays as it is: the step itself says so. NOT_FOUND when there is no such step.
func (m *Mailbox) SwitchStep(id PushID, on bool) error {
	p := m.pushByID(id)
	if p == nil || !p.onLadder() {
		return NotFound("step of a ladder")
	}
	if p.switchable() && p.Cancelled == on {
		m.retell(func() {
			m.touch()
			p.Cancelled = !on
		})
	}
	return nil
}

// LadderStep is the step of a ladder with that id and its letter, or NOT_FOUND.
func (m *Mailbox) LadderStep(id PushID) (InboxStep, InboxLetter, error) {
	p := m.pushByID(id)
	if p == nil || !p.onLadder() {
		return InboxStep{}, InboxLetter{}, NotFound("step of a ladder")
	}
	l, err := m.Letter(p.Entry)
	return InboxStep{p, m}, InboxLetter{l, m}, err
}

// Steps are those of the letter's ladder, in the order in which they were meant to ring: those to come,
// and what became of the past ones that are still on record. None of a letter that is never pushed.
func (l InboxLetter) Steps() []InboxStep {
	steps := []InboxStep{}
	for _, p := range slices.Backward(l.Box.PushesAbout(l.ID)) {
		if p.onLadder() && !l.Box.confidential(p) {
			steps = append(steps, InboxStep{p, l.Box})
		}
	}
	return steps
}

// nextLadderStep is the push by which the letter rings next by itself; nil: not again, the citizen does
// not want that, or no phone may.
func (m *Mailbox) nextLadderStep(id EntryID) *Push {
	var next *Push
	if !m.mayRing() {
		return nil
	}
	for _, p := range m.Push.Outbox {
		promised := p.Entry == id && p.onLadder() && len(p.Phones) == 0 && !p.Cancelled && !m.optedOut(p) && !m.confidential(p)
		if promised && (next == nil || p.At.Before(next.At)) {
			next = p
		}
	}
	return next
}

// retell makes a change that is not one of a letter's own, and marks the letters of which it changed a
// step of the ladder, or whether they come by post: phones show both.
func (m *Mailbox) retell(change func()) {
	ladders, papers := map[PushID]toldStep{}, map[EntryID]OptionalText{}
	m.eachStep(func(p *Push) { ladders[p.ID] = m.toldStep(p) })
	for _, l := range m.Letters.Entries {
		if !l.Paper.Due.IsZero() || l.Paper.Reason == BecauseNotShared {
			papers[l.ID] = m.toldPaper(l)
		}
	}
	change()
	changed := map[EntryID]bool{}
	m.eachStep(func(p *Push) {
		if ladders[p.ID] != m.toldStep(p) {
			changed[p.Entry] = true
		}
		delete(ladders, p.ID)
	})
	for _, gone := range ladders { // it fell out of the record
		changed[gone.entry] = true
	}
	for _, l := range m.Letters.Entries {
		paper, told := papers[l.ID]
		if changed[l.ID] || (told && m.toldPaper(l) != paper) {
			l.Rev = m.touch()
		}
	}
}

// mayRing tells whether some phone may show what rings.
func (m *Mailbox) mayRing() bool {
	return slices.ContainsFunc(m.Push.Devices, func(d Device) bool { return d.Permission })
}

// toldPaper is what a phone shows of whether a letter comes by post, apart from what the clock changes.
func (m *Mailbox) toldPaper(l *Letter) OptionalText {
	return InboxLetter{l, m}.OnPaper().TextAt(time.Time{})
}

// toldStep is what a phone shows of a step of a ladder, and whether it is promised.
type toldStep struct {
	entry                               EntryID
	at                                  int64
	state                               PushState
	reason                              Reason
	cancelled, muted, switchable, rings bool
}

func (m *Mailbox) toldStep(p *Push) toldStep {
	return toldStep{p.Entry, p.At.UnixMilli(), p.State, p.Reason, p.Cancelled, InboxStep{p, m}.Muted(), p.switchable(), m.mayRing()}
}

// eachStep visits the steps of all ladders, those to come and those on record.
func (m *Mailbox) eachStep(visit func(p *Push)) {
	for _, pushes := range [][]*Push{m.Push.Outbox, m.Push.Record} {
		for _, p := range pushes {
			if p.onLadder() {
				visit(p)
			}
		}
	}
}
