package model

import (
	"fmt"
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
		if town, ok := LookupMunicipality(string(l.Call.NIS)); ok {
			return fmt.Sprintf("U staat op de kiezerslijst van %s.", town.Name)
		}
	case l.Kind.Rules().NeedsDigital:
		return "U hebt gekozen voor digitale post."
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
	text, paper := l.nextStep(now), l.PaperNow()
	switch {
	case l.Paper.Due.IsZero() || l.Paper.Sent:
		return text
	case paper.ByPost() || !now.Before(paper.Due):
		return text + " U krijgt deze brief ook met de post."
	default:
		return text + " " + paper.Text()
	}
}

// nextStep is what comes next, apart from paper.
func (l InboxLetter) nextStep(now time.Time) string {
	switch step := l.Box.nextLadderStep(l.ID); {
	case l.Withdrawn():
		return nothingToDo
	case l.SupersededBy != "":
		return "Een nieuwe brief vervangt deze brief. " + nothingToDo
	case l.voted(now):
		return pollsClosed
	case l.Call != nil && !step.IsZero():
		return fmt.Sprintf("Opent u deze brief niet, dan herinneren we u er op %s aan.", DayOf(step).Dutch())
	case l.Call != nil && l.Call.Compulsory:
		return fmt.Sprintf("Op %s stemt u.", l.Call.Election.Day.Dutch())
	case l.Call != nil:
		return fmt.Sprintf("Op %s kunt u stemmen.", l.Call.Election.Day.Dutch())
	case l.Payment != nil:
		return l.payText(step, now)
	case l.Deadline != nil && l.Deadline.Passed(now):
		return fmt.Sprintf("De termijn liep tot en met %s. %s", l.Deadline.Date.Dutch(), l.Deadline.Consequence)
	case l.Deadline != nil && l.Active(now):
		return fmt.Sprintf("Doe dit ten laatste op %s. %s", l.Deadline.Date.Dutch(), l.Deadline.Consequence)
	default:
		return nothingToDo
	}
}

// payText is what comes next of a bill. step is when it rings next.
func (l InboxLetter) payText(step, now time.Time) string {
	due := l.Payment.DueOn
	var text string
	switch {
	case l.paid():
		return fmt.Sprintf("Deze rekening is betaald op %s. %s", DayOf(l.Payment.PaidAt).Dutch(), nothingToDo)
	case !now.Before(l.Payment.Ends()):
		text = fmt.Sprintf("De laatste dag om te betalen was %s. Betaal zo snel mogelijk. "+
			"Hebt u intussen betaald? Dan hoeft u niets te doen.", due.Dutch())
	case step.IsZero():
		text = fmt.Sprintf("Betaal ten laatste op %s.", due.Dutch())
	default:
		text = fmt.Sprintf("Betaal ten laatste op %s. We herinneren u er op %s aan.", due.Dutch(), DayOf(step).Dutch())
	}
	if l.Deadline != nil && !l.Deadline.Passed(now) { // such as the one to object
		text += fmt.Sprintf(" Er loopt ook een termijn tot en met %s. %s", l.Deadline.Date.Dutch(), l.Deadline.Consequence)
	}
	return text
}
