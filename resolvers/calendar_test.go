package resolvers_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"burgerbode/graph/model"
)

// calendar asks for an entry's calendar file and reads it back; nil when it has none.
func (c caller) calendar(t *testing.T, id string) []*ics.VEvent {
	t.Helper()
	a := c.ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { calendar { fileName content } } ... on Dossier { calendar { fileName content } } } }`, m{"id": id})
	if a.at("node.calendar") == nil {
		return nil
	}
	content := a.text("node.calendar.content")
	for line := range strings.SplitSeq(strings.TrimSuffix(content, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("a line of %d bytes is not folded: %q", len(line), line)
		}
	}
	if strings.Contains(content, string(an)) {
		t.Error("the file has the citizen's number")
	}
	read, err := ics.ParseCalendar(strings.NewReader(content))
	must(t, err)
	events := read.Events()
	if day := eventDay(t, events[0]); a.text("node.calendar.fileName") != "burgerbode-"+day+".ics" {
		t.Errorf("the file of %s is called %s", day, a.text("node.calendar.fileName"))
	}
	return events
}

func eventText(event *ics.VEvent, property ics.ComponentProperty) string {
	if found := event.GetProperty(property); found != nil {
		return found.Value
	}
	return ""
}

func eventDay(t *testing.T, event *ics.VEvent) string {
	t.Helper()
	start, err := event.GetStartAt()
	must(t, err)
	if value := eventText(event, ics.ComponentPropertyDtStart); !strings.Contains(value, "T") {
		return value[:4] + "-" + value[4:6] + "-" + value[6:]
	}
	return string(model.DayOf(start))
}

// wantEvent wants texts of an event, and answers its sequence.
func wantEvent(t *testing.T, event *ics.VEvent, want map[ics.ComponentProperty]string) string {
	t.Helper()
	for property, text := range want {
		if got := eventText(event, property); got != text {
			t.Errorf("%s is %q, not %q", property, got, text)
		}
	}
	alarms := event.Alarms()
	if confirmed := want[ics.ComponentPropertyStatus] == "CONFIRMED"; confirmed != (len(alarms) == 1) {
		t.Errorf("%d alarms of an event that is %s", len(alarms), want[ics.ComponentPropertyStatus])
	}
	return eventText(event, ics.ComponentPropertySequence)
}

func TestTheElectionStandsInTheCalendar(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).deliverOne(t, callLetter("KB-1", an))
	event := s.as(an).calendar(t, id)[0]
	first := wantEvent(t, event, map[ics.ComponentProperty]string{
		ics.ComponentPropertyUniqueId: id + "-vote@burgerbode", ics.ComponentPropertyDtStart: "20260607T060000Z", ics.ComponentPropertyDtEnd: "20260607T120000Z",
		ics.ComponentPropertySummary: "Stemmen: Voorbeeldverkiezing", ics.ComponentPropertyLocation: "Voorbeeldschool, Schoolstraat 2, 2800 Mechelen",
		ics.ComponentPropertyDescription: "Stembureau 12 is open van 8 uur tot 14 uur.\nRustig moment: van 10 uur tot 11 uur.\nBreng mee: Uw identiteitskaart; Deze brief.",
		ics.ComponentPropertyStatus:      "CONFIRMED", ics.ComponentPropertyUrl: "burgerbode://entry/" + id, ics.ComponentPropertyDtstamp: opening.Format("20060102T150405Z"),
	})
	if trigger := event.Alarms()[0].GetProperty(ics.ComponentPropertyTrigger).Value; trigger != "20260606T160000Z" {
		t.Errorf("the alarm is at %s, not at 18:00 the evening before", trigger)
	}
	s.clock.advance(time.Hour)
	moved := change(change(callLetter("KB-2", an), "callLetter.placeName", "Sporthal; zaal 2"), "supersedes", m{"reference": "KB-1"})
	next := s.sender(mechelen).deliverOne(t, moved)
	wantEvent(t, s.as(an).calendar(t, next)[0], map[ics.ComponentProperty]string{
		ics.ComponentPropertyLocation: "Sporthal; zaal 2, Schoolstraat 2, 2800 Mechelen", ics.ComponentPropertyStatus: "CONFIRMED",
	})
	later := wantEvent(t, s.as(an).calendar(t, id)[0], map[ics.ComponentProperty]string{
		ics.ComponentPropertyUniqueId: id + "-vote@burgerbode", ics.ComponentPropertyStatus: "CANCELLED",
		ics.ComponentPropertyDtstamp: opening.Add(time.Hour).Format("20060102T150405Z"),
	})
	if later <= first {
		t.Errorf("the sequence went from %s to %s", first, later)
	}
}

func TestLastDaysStandInTheCalendar(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	plain := s.sender(mechelen).deliverOne(t, letter("I-1", an))
	if events := s.as(an).calendar(t, plain); events != nil {
		t.Errorf("a letter without a day has %d", len(events))
	}
	dated := change(letter("I-2", an), "deadline", m{"date": "2026-07-01", "consequence": "Daarna vervalt het."})
	wantEvent(t, s.as(an).calendar(t, s.sender(mechelen).deliverOne(t, dated))[0], map[ics.ComponentProperty]string{
		ics.ComponentPropertyDtStart: "20260701", ics.ComponentPropertyDtEnd: "20260702", ics.ComponentPropertySummary: "Laatste dag: Werken in uw straat",
		ics.ComponentPropertyDescription: "Doe dit ten laatste op woensdag 1 juli 2026. Daarna vervalt het.", ics.ComponentPropertyStatus: "CONFIRMED",
	})
	secret := change(change(dated, "reference", "I-3"), "kind", "JURY_CARD")
	wantEvent(t, s.as(an).calendar(t, s.sender(mechelen).deliverOne(t, secret))[0], map[ics.ComponentProperty]string{
		ics.ComponentPropertySummary: "Laatste dag: een bericht in Burgerbode", ics.ComponentPropertyDescription: "", ics.ComponentPropertyStatus: "CONFIRMED",
	})
	owed := s.sender(mechelen).deliverOne(t, bill("F-1", an))
	wantEvent(t, s.as(an).calendar(t, owed)[0], map[ics.ComponentProperty]string{
		ics.ComponentPropertySummary: "Laatste dag om te betalen: Factuur zaalhuur", ics.ComponentPropertyDtStart: strings.ReplaceAll(billDue, "-", ""), ics.ComponentPropertyStatus: "CONFIRMED",
	})
	s.sender(mechelen).tryPayments(t, paid("F-1"))
	wantEvent(t, s.as(an).calendar(t, owed)[0], map[ics.ComponentProperty]string{ics.ComponentPropertyStatus: "CANCELLED"})
}

func TestADossiersLastDayStandsInTheCalendar(t *testing.T) {
	t.Parallel()
	s := newService(t)
	asks := status("1", "DossierOnvolledig", an)
	asks["actionRequired"], asks["actionText"], asks["actionBefore"] = true, "Bezorg ons een pasfoto.", "2026-06-20"
	id := s.sender(mechelen).reportAll(t, asks)
	want := map[ics.ComponentProperty]string{
		ics.ComponentPropertySummary: "Laatste dag: Aanvraag identiteitskaart", ics.ComponentPropertyDescription: "Bezorg ons een pasfoto.",
		ics.ComponentPropertyDtStart: "20260620", ics.ComponentPropertyStatus: "CONFIRMED",
	}
	wantEvent(t, s.as(an).calendar(t, id)[0], want)
	s.sender(mechelen).reportAll(t, change(status("1", "InBehandeling", an), "at", "2026-06-01T09:30:00Z"))
	want[ics.ComponentPropertyStatus] = "CANCELLED"
	wantEvent(t, s.as(an).calendar(t, id)[0], want)
	other := s.sender(mechelen).reportAll(t, status("2", "InBehandeling", an))
	if events := s.as(an).calendar(t, other); events != nil {
		t.Errorf("a dossier that asks nothing has %d days", len(events))
	}
}
