package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// CalendarEvent is a day to remember, as a calendar takes it over. Either Day is set, and it lasts all
// day, or From and Until are.
type CalendarEvent struct {
	UID         string    // stays the same for this day of this entry: a calendar replaces what it has under it
	Revision    int64     // never goes back: a calendar keeps the highest
	StampedAt   time.Time // when it was made or last taken back, UTC
	Day         Day       // all of it, Europe/Brussels
	From, Until time.Time // UTC
	Summary     string    // Dutch
	Description string    // Dutch
	Location    string    // empty: nowhere in particular
	AlarmAt     time.Time // UTC
	Link        string    // by which the app opens the entry
	Cancelled   bool      // it does not count any more
}

// alarmHour is when a calendar reminds of a day: the evening before, by Belgian clocks.
const alarmHour = 18

// discreet is what a calendar says of an entry whose subject is nobody else's to see: calendars are
// shared, and shown on locked screens.
const discreet = "een bericht in Burgerbode"

// EntryLink is the address by which the app opens an entry. It says nothing but the id.
func EntryLink(id EntryID) string { return "burgerbode://entry/" + string(id) }

// CalendarEvents are the letter's days: the election, the last day to act, the last day to pay. They
// follow from the letter alone; what was withdrawn, replaced or paid is cancelled, never left out, so that
// a calendar that has it takes it away.
func (l InboxLetter) CalendarEvents() []CalendarEvent {
	var events []CalendarEvent
	if l.Call != nil {
		events = append(events, l.electionEvent())
	}
	if l.Payment != nil {
		text := fmt.Sprintf("U betaalt ten laatste op %s.", l.Payment.DueOn.Dutch())
		events = append(events, l.lastDay("pay", l.Payment.DueOn, "Laatste dag om te betalen: ", text))
	}
	if l.Deadline != nil && !l.dueByDeadline() {
		text := join(fmt.Sprintf("Doe dit ten laatste op %s.", l.Deadline.Date.Dutch()), l.Deadline.Consequence)
		events = append(events, l.lastDay("deadline", l.Deadline.Date, "Laatste dag: ", text))
	}
	return events
}

// electionEvent is the election from the opening of the polling station to its closing. It names the
// place, and not the voter.
func (l InboxLetter) electionEvent() CalendarEvent {
	call := l.Call
	event := l.calendarEvent("vote")
	event.From, event.Until = call.OpensAt(), call.ClosesAt()
	event.AlarmAt = call.Election.Day.AddDays(-1).At(alarmHour, 0)
	event.Summary = "Stemmen: " + call.Election.Name
	event.Location = call.PlaceName + ", " + call.PlaceAddress
	lines := []string{fmt.Sprintf("Stembureau %s is open van %s tot %s.", call.Bureau, call.Opens.Dutch(), call.Closes.Dutch())}
	if call.SuggestedFrom != "" && call.SuggestedUntil != "" {
		lines = append(lines, fmt.Sprintf("Rustig moment: van %s tot %s.", call.SuggestedFrom.Dutch(), call.SuggestedUntil.Dutch()))
	}
	lines = append(lines, "Breng mee: "+strings.Join(call.Bring, "; ")+".")
	event.Description = strings.Join(lines, "\n")
	return event
}

// lastDay is a day by which the citizen must have done something.
func (l InboxLetter) lastDay(what string, day Day, summary, text string) CalendarEvent {
	event := l.calendarEvent(what)
	event.Summary, event.Description = summary+l.Subject, text
	if l.Box.sensitive(l.ID) {
		event.Summary, event.Description = "Laatste dag: "+discreet, ""
	}
	return event.allOf(day)
}

// calendarEvent is what all events of a letter share.
func (l InboxLetter) calendarEvent(what string) CalendarEvent {
	event := CalendarEvent{
		UID: calendarUID(l.ID, what), Revision: l.Rev, StampedAt: l.ReceivedAt, Link: EntryLink(l.ID), Cancelled: !l.standing() || l.paid(),
	}
	switch successor := l.Replacement(); {
	case l.Withdrawn():
		event.StampedAt = l.WithdrawnAt
	case successor != nil && successor.ReceivedAt.After(l.ReceivedAt): // it may have come first
		event.StampedAt = successor.ReceivedAt
	case l.paid():
		event.StampedAt = l.Payment.PaidAt
	}
	return event
}

// CalendarEvents are the dossier's last day for the citizen, as the newest status that names one has it. It
// is cancelled once a later status names none.
func (d InboxDossier) CalendarEvents() []CalendarEvent {
	at := slices.IndexFunc(d.History, func(s Status) bool { return s.ActionRequired && s.ActionBefore != "" })
	if at < 0 {
		return nil
	}
	status := d.History[at]
	event := CalendarEvent{
		UID: calendarUID(d.ID, "action"), Revision: d.Rev, StampedAt: d.Status().At, Link: EntryLink(d.ID), Cancelled: at > 0,
		Summary: "Laatste dag: " + d.Title, Description: string(status.ActionText),
	}
	if d.Procedure.Sensitive() {
		event.Summary, event.Description = "Laatste dag: "+discreet, ""
	}
	return []CalendarEvent{event.allOf(status.ActionBefore)}
}

// allOf is the event for all of a day.
func (e CalendarEvent) allOf(day Day) CalendarEvent {
	e.Day, e.AlarmAt = day, day.AddDays(-1).At(alarmHour, 0)
	return e
}

// Starts is the day on which the event is, or begins.
func (e CalendarEvent) Starts() Day {
	if e.Day != "" {
		return e.Day
	}
	return DayOf(e.From)
}

func calendarUID(id EntryID, what string) string { return string(id) + "-" + what + "@burgerbode" }
