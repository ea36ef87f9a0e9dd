package callpdf

import (
	"fmt"
	"slices"
	"strings"

	"burgerbode/graph/model"
)

// What the page says in Dutch, beside the sender's own words.
const (
	mark      = "DIGITAAL DUPLICAAT"
	pageCount = "{pages}" // stands for the number of pages while it is not known

	phoneText = "U mag deze brief ook op uw smartphone tonen, samen met uw identiteitskaart."
	proxyText = "Wie met een volmacht in uw plaats stemt, heeft deze brief op papier nodig."
	printText = "Een afdruk van deze brief is ook goed. Een smartphone tonen volstaat dan niet."
)

// headline is the one word for a letter that does not stand; empty for one that does.
func (s State) headline() string {
	switch s {
	case Superseded:
		return "VERVANGEN"
	case Withdrawn:
		return "INGETROKKEN"
	case Expired:
		return "VERLOPEN"
	case Stands:
	}
	return ""
}

// explanation says what the headline means for the voter.
func (l Letter) explanation() string {
	const nothing = "U hoeft niets te doen."
	switch l.State {
	case Superseded:
		return "Een nieuwe brief vervangt deze brief. Gebruik de nieuwe brief: u vindt hem in Burgerbode."
	case Withdrawn:
		day := model.DayOf(l.Letter.WithdrawnAt)
		if day == "" {
			return fmt.Sprintf("%s heeft deze brief ingetrokken. %s", l.Sender.Name, nothing)
		}
		return fmt.Sprintf("%s heeft deze brief op %s ingetrokken. %s", l.Sender.Name, day.Dutch(), nothing)
	case Expired:
		return "Deze brief geldt niet meer. " + nothing
	case Stands:
	}
	return ""
}

// duty says whether the voter must vote. A letter for a vote that is not compulsory never says "moet".
func (l Letter) duty() string {
	if l.Letter.Call.Compulsory {
		return "Stemmen is verplicht."
	}
	return "U kunt stemmen. Stemmen is niet verplicht."
}

// town is the municipality whose list of voters holds the voter, such as "Mechelen (2800)".
func (l Letter) town() string {
	town := l.Letter.Call.Municipality()
	if town == nil {
		return string(l.Letter.Call.NIS)
	}
	return fmt.Sprintf("%s (%s)", town.Name, town.Postcode)
}

// assemblies are what is elected, each with its number of seats where the sender said so.
func (l Letter) assemblies() []string {
	call := l.Letter.Call
	rows := slices.Clone(call.Assemblies)
	for i, seats := range call.Seats {
		switch {
		case i >= len(rows):
		case seats == 1:
			rows[i] += " (1 zetel)"
		default:
			rows[i] += fmt.Sprintf(" (%d zetels)", seats)
		}
	}
	return rows
}

// hours is when the polling station is open.
func (l Letter) hours() string {
	call := l.Letter.Call
	return fmt.Sprintf("van %s tot %s", call.Opens.Dutch(), call.Closes.Dutch())
}

// quiet is the suggested hour; empty when the sender named none.
func (l Letter) quiet() string {
	call := l.Letter.Call
	switch {
	case call.SuggestedFrom == "":
		return ""
	case call.SuggestedUntil == "":
		return "vanaf " + call.SuggestedFrom.Dutch()
	default:
		return fmt.Sprintf("van %s tot %s", call.SuggestedFrom.Dutch(), call.SuggestedUntil.Dutch())
	}
}

// department is the part of the sender that wrote: the letter's service, or else the sender's desk.
func (l Letter) department() string {
	if l.Letter.Service != "" {
		return string(l.Letter.Service)
	}
	return string(l.Sender.Contact.Desk)
}

// contacts are the ways to ask a question, each a line.
func (l Letter) contacts() []string {
	contact := l.Sender.Contact
	var lines []string
	for _, line := range []string{
		joined(", ", string(contact.Name), string(contact.Desk)),
		string(contact.Address),
		string(contact.Phone),
		string(contact.Email),
		string(contact.Website),
		string(contact.OpeningHours),
	} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// joined is the parts that are there, with the mark between them.
func joined(between string, parts ...string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, between)
}
