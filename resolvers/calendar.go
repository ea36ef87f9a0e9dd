package resolvers

import (
	"fmt"

	ics "github.com/arran4/golang-ical"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// icsMoment is a moment in UTC as calendars write it (RFC 5545, section 3.3.5).
const icsMoment = "20060102T150405Z"

// limitCalendars counts a calendar's file as what it is: a text that is written for this answer.
func limitCalendars(root *graph.ComplexityRoot) {
	root.Letter.Calendar = func(child int) int { return 10 + child }
	root.Dossier.Calendar = func(child int) int { return 10 + child }
}

// calendarFile writes events down as one file; nil for none.
func calendarFile(events []model.CalendarEvent) *graph.CalendarFile {
	if len(events) == 0 {
		return nil
	}
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//Burgerbode//Burgerbode//NL")
	for _, event := range events {
		addEvent(calendar, event)
	}
	return &graph.CalendarFile{
		FileName: fmt.Sprintf("burgerbode-%s.ics", events[0].Starts()),
		Content:  calendar.Serialize(ics.WithNewLineWindows),
	}
}

// addEvent writes one event. Moments are in UTC and days are dates, so that the file needs no table of a
// time zone.
func addEvent(calendar *ics.Calendar, event model.CalendarEvent) {
	written := calendar.AddEvent(event.UID)
	written.SetDtStampTime(event.StampedAt)
	written.SetSequence(int(event.Revision))
	if event.Day != "" {
		written.SetProperty(ics.ComponentPropertyDtStart, icsDate(event.Day), ics.WithValue(string(ics.ValueDataTypeDate)))
		written.SetProperty(ics.ComponentPropertyDtEnd, icsDate(event.Day.AddDays(1)), ics.WithValue(string(ics.ValueDataTypeDate)))
		written.SetTimeTransparency(ics.TransparencyTransparent) // the citizen is not busy all day
	} else {
		written.SetStartAt(event.From)
		written.SetEndAt(event.Until)
	}
	written.SetSummary(event.Summary)
	if event.Description != "" {
		written.SetDescription(event.Description)
	}
	if event.Location != "" {
		written.SetLocation(event.Location)
	}
	written.SetURL(event.Link)
	if event.Cancelled {
		written.SetStatus(ics.ObjectStatusCancelled)
		return
	}
	written.SetStatus(ics.ObjectStatusConfirmed)
	alarm := written.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(event.AlarmAt.UTC().Format(icsMoment), ics.WithValue(string(ics.ValueDataTypeDateTime)))
	alarm.SetProperty(ics.ComponentPropertyDescription, event.Summary)
}

// icsDate is a day as calendars write it.
func icsDate(day model.Day) string {
	return day.At(12, 0).In(model.Brussels()).Format("20060102")
}
