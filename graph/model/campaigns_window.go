package model

import (
	"io"
	"slices"
	"time"
)

// Weekday is a day of the week.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "MONDAY"
	Tuesday   Weekday = "TUESDAY"
	Wednesday Weekday = "WEDNESDAY"
	Thursday  Weekday = "THURSDAY"
	Friday    Weekday = "FRIDAY"
	Saturday  Weekday = "SATURDAY"
	Sunday    Weekday = "SUNDAY"
)

// Weekdays lists the days, Monday first.
func Weekdays() []Weekday {
	return []Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}
}

// WeekdayOf is the day of the week of a day.
func WeekdayOf(day Day) Weekday { return Weekdays()[(int(day.Weekday())+6)%7] }

// MarshalGQL writes the day as GraphQL does.
func (d Weekday) MarshalGQL(w io.Writer) { writeEnum(w, d) }

// UnmarshalGQL reads a day.
func (d *Weekday) UnmarshalGQL(v any) error { return readEnum(d, v, Weekdays()) }

// DefaultWindow is the one that an editor begins with: working days, 10 to 19 o'clock.
func DefaultWindow() CampaignWindow {
	return CampaignWindow{Days: []Weekday{Monday, Tuesday, Wednesday, Thursday, Friday}, From: "10:00", Until: "19:00"}
}

// opens tells whether the window ever opens.
func (w CampaignWindow) opens() bool {
	_, fromErr := ParseClock(string(w.From))
	_, untilErr := ParseClock(string(w.Until))
	return fromErr == nil && untilErr == nil && w.From < w.Until &&
		slices.ContainsFunc(w.Days, func(d Weekday) bool { return slices.Contains(Weekdays(), d) })
}

// Next is the stretch in which the window is open at t or after it, and its end. Both are zero when it
// never opens.
func (w CampaignWindow) Next(t time.Time) (from, until time.Time) {
	if !w.opens() {
		return time.Time{}, time.Time{}
	}
	day := DayOf(t)
	for range 8 {
		until = w.Until.On(day)
		if slices.Contains(w.Days, WeekdayOf(day)) && t.Before(until) {
			return later(moment(t), w.From.On(day)), until
		}
		day = day.AddDays(1)
	}
	return time.Time{}, time.Time{} // eight days hold every day of the week
}

// Open tells whether citizens may be told at t.
func (w CampaignWindow) Open(t time.Time) bool {
	from, _ := w.Next(t)
	return !from.IsZero() && !from.After(moment(t))
}

// CurveStep is how many citizens are told within at most an hour.
type CurveStep struct {
	From, Until time.Time // UTC
	Count       int
}

// maxCurve bounds a curve: the hours of half a year.
const maxCurve = 180 * 24

// Curve is how an audience is told from a moment on, hour by hour, and how many of it the campaign's end
// leaves out.
func (d CampaignDraft) Curve(audience int, from time.Time) (steps []CurveStep, left int) {
	left = audience
	at := from
	for left > 0 && len(steps) < maxCurve && d.PerMinute > 0 {
		opens, closes := d.Window.Next(at)
		if opens.IsZero() || !opens.Before(d.ExpiresAt) {
			break
		}
		until := earliest(closes, opens.Truncate(time.Hour).Add(time.Hour), d.ExpiresAt)
		room := int(until.Sub(opens).Minutes() * float64(d.PerMinute))
		count := min(left, max(room, 1))
		steps = append(steps, CurveStep{From: opens, Until: until, Count: count})
		left -= count
		at = until
	}
	return steps, left
}

// MaxPerMinute is the largest pace of a campaign. What FCM and the notifiers can do bounds it further.
const MaxPerMinute = 100_000

// maxCampaignLife is how far ahead a campaign may expire: its records are kept for as long.
const maxCampaignLife = ToldFor

// MinAudience is the smallest audience of a campaign: counts are not told exactly below it.
const MinAudience = 5
