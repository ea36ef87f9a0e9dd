package model

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// ErrClock says that a text is not a time of the day.
var ErrClock = errors.New("not a time such as 21:00")

// eventMorning is when quiet hours end on the day of an event itself: what has to be known
// that day, such as "today you vote", is told in the morning.
const eventMorning ClockTime = "07:00"

// ClockTime is what a Belgian clock shows, written 15:04, from 00:00 to 23:59. Times compare
// and sort as texts. The empty ClockTime is no time at all.
type ClockTime string

// ParseClock reads a time written 15:04, both numbers with two digits. Anything else is ErrClock.
func ParseClock(text string) (ClockTime, error) {
	if _, _, ok := ClockTime(text).read(); !ok {
		return "", ErrClock
	}
	return ClockTime(text), nil
}

// read reads the time by hand: quiet hours are asked about for each push and each citizen of a dry run.
func (c ClockTime) read() (hour, minute int, ok bool) {
	if len(c) != len("15:04") || c[2] != ':' {
		return 0, 0, false
	}
	for _, at := range []int{0, 1, 3, 4} {
		if c[at] < '0' || c[at] > '9' {
			return 0, 0, false
		}
	}
	hour, minute = int(c[0]-'0')*10+int(c[1]-'0'), int(c[3]-'0')*10+int(c[4]-'0')
	return hour, minute, hour < 24 && minute < 60
}

// ClockOf is what Belgian clocks show at t, without the seconds.
func ClockOf(t time.Time) ClockTime { return ClockTime(t.In(Brussels()).Format("15:04")) }

// On is the moment, in UTC, at which clocks show c on the day; see Day.At. It is the zero time
// when c is not a time or day is not a day.
func (c ClockTime) On(day Day) time.Time {
	hour, minute, ok := c.read()
	if !ok {
		return time.Time{}
	}
	return day.At(hour, minute)
}

// Dutch writes the time as citizens read it: "8 uur", "13.30 uur".
func (c ClockTime) Dutch() string {
	hour, minute, ok := c.read()
	switch {
	case !ok:
		return string(c)
	case minute == 0:
		return fmt.Sprintf("%d uur", hour)
	default:
		return fmt.Sprintf("%d.%02d uur", hour, minute)
	}
}

// MarshalGQL writes the time as a GraphQL value; the empty ClockTime is null.
func (c ClockTime) MarshalGQL(w io.Writer) { marshalText(w, string(c)) }

// UnmarshalGQL reads a GraphQL value. Anything but a text that ParseClock accepts is ErrClock.
func (c *ClockTime) UnmarshalGQL(v any) error {
	text, ok := v.(string)
	if !ok {
		return ErrClock
	}
	clock, err := ParseClock(text)
	if err != nil {
		return err
	}
	*c = clock
	return nil
}

// QuietHours is when a citizen's phone does not ring: every night (or any other part of the
// day) from From until Until, Belgian time. When From is later than Until they end on the next
// day. When both are the same there are none, whatever the weekend says.
type QuietHours struct {
	// On tells whether they are kept at all.
	On bool `bson:"on"`
	// From is when they begin, every day.
	From ClockTime `bson:"from"`
	// Until is when they end on the mornings of Monday to Friday.
	Until ClockTime `bson:"until"`
	// WeekendUntil is when they end on Saturday and Sunday. Empty: as on other days.
	WeekendUntil ClockTime `bson:"weekendUntil"`
}

// DefaultQuietHours are those of a citizen who chose nothing: 21:00 to 08:00, and until 09:00
// on Saturday and Sunday mornings.
func DefaultQuietHours() QuietHours {
	return QuietHours{On: true, From: "21:00", Until: "08:00", WeekendUntil: "09:00"}
}

// Validate says what is wrong with the times; the error wraps ErrClock.
func (q QuietHours) Validate() error {
	for _, field := range []struct {
		name     string
		clock    ClockTime
		optional bool
	}{{"from", q.From, false}, {"until", q.Until, false}, {"weekendUntil", q.WeekendUntil, true}} {
		if field.optional && field.clock == "" {
			continue
		}
		if _, err := ParseClock(string(field.clock)); err != nil {
			return fmt.Errorf("quiet hours, %s: %w", field.name, err)
		}
	}
	return nil
}

// EndsAt tells whether t falls in quiet hours and at which moment, in UTC, it will be quiet no
// more; that moment itself is never quiet. dayItself says that t is on the day of the event
// that the message is about: then quiet hours end at 07:00 that morning, if not earlier.
// Who asks on an earlier day about an event uses EndsFor, which knows about the next morning.
func (q QuietHours) EndsAt(t time.Time, dayItself bool) (end time.Time, quiet bool) {
	if dayItself {
		return q.EndsFor(t, DayOf(t))
	}
	return q.EndsFor(t, "")
}

// EndsFor is EndsAt for a message about an event on a day known beforehand: on that morning
// quiet hours end at 07:00, also when t is the evening before. The empty day is no event.
// Times that are not valid keep nothing quiet.
func (q QuietHours) EndsFor(t time.Time, event Day) (end time.Time, quiet bool) {
	if !q.On || q.From == q.Until || q.Validate() != nil {
		return time.Time{}, false
	}
	end = t
	for range maxStretches {
		_, next, found := q.stretchAt(end, event)
		if !found {
			break
		}
		end, quiet = next, true
	}
	if !quiet {
		return time.Time{}, false
	}
	return end.UTC(), true
}

// BeginFor is the moment, in UTC, since when it has been quiet without a pause at t, for a message
// about an event on that day as EndsFor has it. It is the zero time when t is not in quiet hours.
func (q QuietHours) BeginFor(t time.Time, event Day) time.Time {
	if _, quiet := q.EndsFor(t, event); !quiet {
		return time.Time{}
	}
	begin, at := time.Time{}, t
	for range maxStretches {
		start, _, found := q.stretchAt(at, event)
		if !found {
			break
		}
		begin, at = start, start.Add(-time.Nanosecond)
	}
	return begin.UTC()
}

// maxStretches bounds how many stretches can run into each other: one runs into the next when the
// weekend's end is later than From. From Monday to Friday there is always a gap, so four would do;
// seven is a limit, not a rule.
const maxStretches = 7

// stretchAt is the one stretch of quiet hours that t falls in; the later one where two overlap.
func (q QuietHours) stretchAt(t time.Time, event Day) (start, end time.Time, found bool) {
	today := DayOf(t)
	for _, last := range []Day{today.AddDays(1), today} {
		first := last
		if q.From > q.Until {
			first = last.AddDays(-1)
		}
		start, end = q.From.On(first), q.untilOn(last, event).On(last)
		if !t.Before(start) && t.Before(end) {
			return start, end, true
		}
	}
	return time.Time{}, time.Time{}, false
}

// untilOn is when quiet hours end on the day.
func (q QuietHours) untilOn(day, event Day) ClockTime {
	until := q.Until
	if day.Weekend() && q.WeekendUntil != "" {
		until = q.WeekendUntil
	}
	if day == event {
		until = min(until, eventMorning)
	}
	return until
}
