package model

import (
	"fmt"
	"strings"
	"time"
)

// nothingToDo ends what is said of an entry that asks nothing.
const nothingToDo = "U hoeft niets te doen."

// WhyText says why the letter reached the citizen, in Dutch: in the sender's words, or by its kind.
func (l InboxLetter) WhyText() string {
	switch {
	case l.Why != "":
		return l.Why
	case l.Call != nil:
		if town := l.Call.Municipality(); town != nil {
			return fmt.Sprintf("U staat op de kiezerslijst van %s.", town.Name)
		}
	case l.Kind.Rules().NeedsDigital:
		return "U koos voor digitale post." // true also of who took that back since
	}
	return "Deze brief is aan u gericht."
}

// StateText says in Dutch why the letter does not count any more; empty while it does. sender is the
// sender's name.
func (l InboxLetter) StateText(sender string, now time.Time) OptionalText {
	text := ""
	switch l.StateAt(now) {
	case LetterWithdrawn:
		text = fmt.Sprintf("%s heeft deze brief op %s ingetrokken. %s", sender, DayOf(l.WithdrawnAt).Dutch(), nothingToDo)
	case LetterSuperseded:
		text = "Deze brief is vervangen door een nieuwere brief."
		if successor := l.Replacement(); successor != nil {
			text = fmt.Sprintf("Deze brief is vervangen door een nieuwere brief van %s.", DayOf(successor.ReceivedAt).Dutch())
		}
	case LetterExpired:
		text = fmt.Sprintf("Deze brief gold tot %s om %s.", DayOf(l.ExpiresAt).Dutch(), DutchTime(l.ExpiresAt))
		if l.voted(now) {
			text = pollsClosed
		}
	case LetterActive:
	}
	return OptionalText(text)
}

const pollsClosed = "De stembureaus zijn gesloten. " + nothingToDo

// voted tells whether the polls that the letter calls to are closed.
func (l *Letter) voted(now time.Time) bool { return l.Call != nil && !now.Before(l.Call.ClosesAt()) }

// NextText says what comes next, in Dutch, as it is true at now.
func (l InboxLetter) NextText(now time.Time) string {
	text, paper := l.nextStep(now), l.OnPaper()
	switch {
	case l.Paper.Due.IsZero() || l.Paper.Sent:
		return text
	case paper.ByPost() || !now.Before(paper.Due):
		return text + " U krijgt deze brief ook met de post."
	default:
		return text + " " + string(paper.TextAt(now))
	}
}

// nextStep is what comes next, apart from paper.
func (l InboxLetter) nextStep(now time.Time) string {
	next := l.Box.nextLadderStep(l.ID)
	switch promise := next.promise(); {
	case l.Withdrawn():
		return nothingToDo
	case l.SupersededBy != "":
		return "Een nieuwe brief vervangt deze brief. " + nothingToDo
	case l.voted(now):
		return pollsClosed
	case l.Call != nil && next != nil && next.Step.stopsAtOpening():
		return promise
	case l.Call != nil && l.Call.Compulsory:
		return join(fmt.Sprintf("Op %s stemt u.", l.Call.Election.Day.Dutch()), promise)
	case l.Call != nil:
		return join(fmt.Sprintf("Op %s kunt u stemmen.", l.Call.Election.Day.Dutch()), promise)
	case l.Payment != nil:
		return l.payText(promise, now)
	case l.Deadline != nil && l.Deadline.Passed(now):
		return join(fmt.Sprintf("De termijn liep tot en met %s.", l.Deadline.Date.Dutch()), l.Deadline.Consequence)
	case l.Deadline != nil && l.Active(now):
		text := join(fmt.Sprintf("Doe dit ten laatste op %s.", l.Deadline.Date.Dutch()), l.Deadline.Consequence)
		return join(text, promise)
	case l.Active(now) && !l.Kind.Rules().Informs: // such as a card that waits at the counter
		return join("Lees in de brief of u iets moet doen.", promise)
	default:
		return join(nothingToDo, promise)
	}
}

// promise says when the step of a ladder rings; empty for none.
func (p *Push) promise() string {
	switch {
	case p == nil:
		return ""
	case p.Step.stopsAtOpening():
		return fmt.Sprintf("Opent u deze brief niet, dan herinneren we u er op %s aan.", DayOf(p.At).Dutch())
	default:
		return fmt.Sprintf("We herinneren u er op %s aan.", DayOf(p.At).Dutch())
	}
}

// join is two texts after each other, each of which may be empty.
func join(text, more string) string { return strings.TrimSpace(text + " " + more) }

// payText is what comes next of a bill. promise says when it rings next.
func (l InboxLetter) payText(promise string, now time.Time) string {
	due := l.Payment.DueOn
	var text string
	switch {
	case l.paid():
		return fmt.Sprintf("Deze rekening is betaald op %s. %s", DayOf(l.Payment.PaidAt).Dutch(), nothingToDo)
	case !now.Before(l.Payment.Ends()):
		text = fmt.Sprintf("De laatste dag om te betalen was %s. Betaal zo snel mogelijk. "+
			"Hebt u intussen betaald? Dan hoeft u niets te doen.", due.Dutch())
	default:
		text = join(fmt.Sprintf("Betaal ten laatste op %s.", due.Dutch()), promise)
	}
	switch {
	case l.Deadline == nil || l.Deadline.Passed(now):
		return text
	case l.dueByDeadline():
		return join(text, l.Deadline.Consequence)
	default: // such as the one to object
		return text + fmt.Sprintf(" Er loopt ook een termijn tot en met %s. %s", l.Deadline.Date.Dutch(), l.Deadline.Consequence)
	}
}

// dueByDeadline tells whether the sender's deadline is the last day to pay.
func (l *Letter) dueByDeadline() bool {
	return l.Payment != nil && l.Deadline != nil && l.Payment.DueOn == l.Deadline.Date
}
