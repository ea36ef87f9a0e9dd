package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
	_ "time/tzdata" // the rules about days need Europe/Brussels on machines without zone files too
)

// ErrDay says that a text is not a day.
var ErrDay = errors.New("not a day such as 2024-06-09")

// The days that ParseDay accepts: wide enough for birthdays and narrow enough to catch typing errors.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Day is a calendar day in Belgium, written 2006-01-02. Days compare and sort as texts.
// The empty Day is no day at all. A Day has no time zone of its own: At and DayOf relate it
// to moments, always in Europe/Brussels.
type Day string

// Brussels is the time zone in which days begin and end.
func Brussels() *time.Location { return brussels() }

// The zone cannot fail to load, since time/tzdata is part of the program.
var brussels = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return zone
})

// ParseDay reads a day written 2006-01-02 in the years 1900 to 2199. Anything else is ErrDay.
func ParseDay(text string) (Day, error) {
	date, err := time.Parse(time.DateOnly, text)
	if err != nil || date.Year() < firstYear || date.Year() > lastYear {
		return "", ErrDay
	}
	return Day(text), nil
}

// DayOf is the day that it is in Belgium at t. The zero time has no day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return ""
	}
	return Day(t.In(Brussels()).Format(time.DateOnly))
}

// date is the day's midnight in UTC, where days can be counted without daylight saving.
// It is the zero time when d is not a day.
func (d Day) date() time.Time {
	date, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return date
}

// End is the moment, in UTC, at which the day is over. It is the zero time when d is not a day.
func (d Day) End() time.Time { return d.At(24, 0) }

// At is the moment, in UTC, at which Belgian clocks show hour:minute on the day; hour 24 is the
// next midnight. An hour that happens twice is the first of the two; one that is skipped is
// that much after the skip (02:30 becomes 03:30). It is the zero time when d is not a day.
func (d Day) At(hour, minute int) time.Time {
	date := d.date()
	if date.IsZero() {
		return time.Time{}
	}
	wall := time.Date(date.Year(), date.Month(), date.Day(), hour, minute, 0, 0, time.UTC)
	// time.Date leaves open which offset it takes around a change. No two changes lie within
	// a day, so the offsets of the day before and after are the only ones that can apply.
	before := wall.Add(-offsetAt(wall.Add(-24 * time.Hour)))
	if wall.Sub(before) == offsetAt(before) {
		return before
	}
	after := wall.Add(-offsetAt(wall.Add(24 * time.Hour)))
	if wall.Sub(after) == offsetAt(after) {
		return after
	}
	return before
}

// offsetAt is how far Belgian clocks are ahead of UTC at t.
func offsetAt(t time.Time) time.Duration {
	_, seconds := t.In(Brussels()).Zone()
	return time.Duration(seconds) * time.Second
}

// AddDays is the day n days later, or earlier when n is negative. What is not a day stays as it is.
func (d Day) AddDays(n int) Day {
	date := d.date()
	if date.IsZero() {
		return d
	}
	return Day(date.AddDate(0, 0, n).Format(time.DateOnly))
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.date().Weekday() }

// Weekend tells whether the day is a Saturday or a Sunday.
func (d Day) Weekend() bool {
	weekday := d.Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}

// Before tells whether d comes before other.
func (d Day) Before(other Day) bool { return d < other }

// After tells whether d comes after other.
func (d Day) After(other Day) bool { return d > other }

// Dutch writes the day as citizens read it: "zondag 9 juni 2024".
func (d Day) Dutch() string {
	date := d.date()
	if date.IsZero() {
		return string(d)
	}
	weekdays := [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	months := [...]string{"januari", "februari", "maart", "april", "mei", "juni",
		"juli", "augustus", "september", "oktober", "november", "december"}
	return fmt.Sprintf("%s %d %s %d", weekdays[date.Weekday()], date.Day(), months[date.Month()-1], date.Year())
}

// DutchTime writes what Belgian clocks show at t as citizens read it: "8 uur", "13.30 uur".
func DutchTime(t time.Time) string { return ClockOf(t).Dutch() }

// MarshalGQL writes the day as a GraphQL value; the empty Day is null.
func (d Day) MarshalGQL(w io.Writer) { marshalText(w, string(d)) }

// UnmarshalGQL reads a GraphQL value. Anything but a text that ParseDay accepts is ErrDay.
func (d *Day) UnmarshalGQL(v any) error {
	text, ok := v.(string)
	if !ok {
		return ErrDay
	}
	day, err := ParseDay(text)
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// marshalText writes a GraphQL string, or null for the empty text. gqlgen gives it a buffer,
// which cannot fail.
func marshalText(w io.Writer, text string) {
	if text == "" {
		_, _ = io.WriteString(w, "null")
		return
	}
	quoted, err := json.Marshal(text)
	if err != nil { // a string always has a JSON form
		quoted = []byte("null")
	}
	_, _ = w.Write(quoted)
}
