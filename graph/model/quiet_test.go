package model

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestParseClock(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"00:00", "08:00", "21:30", "23:59"} {
		if clock, err := ParseClock(text); err != nil || string(clock) != text {
			t.Errorf("ParseClock(%q) = %q, %v", text, clock, err)
		}
	}
	for _, text := range []string{"", "8:00", "24:00", "12:60", "08.00", "08:00:00", " 8:00", "-1:00", "8:000", "08:0x"} {
		if clock, err := ParseClock(text); !errors.Is(err, ErrClock) || clock != "" {
			t.Errorf("ParseClock(%q) = %q, %v", text, clock, err)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	for _, seed := range []string{"00:00", "23:59", "7:05", "24:00", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clock, err := ParseClock(text)
		if err == nil && (string(clock) != text || ClockOf(clock.On("2026-06-15")) != clock) {
			t.Fatalf("%q became %q", text, clock)
		}
	})
}

func TestClockReads(t *testing.T) {
	t.Parallel()
	for clock, want := range map[ClockTime]string{"08:00": "8 uur", "21:30": "21.30 uur", "00:05": "0.05 uur", "x": "x"} {
		if got := clock.Dutch(); got != want {
			t.Errorf("%s reads %q, want %q", clock, got, want)
		}
	}
	var out strings.Builder
	ClockTime("21:00").MarshalGQL(&out)
	ClockTime("").MarshalGQL(&out)
	if out.String() != `"21:00"null` {
		t.Errorf("written as %s", out.String())
	}
	var clock ClockTime
	if err := clock.UnmarshalGQL("07:15"); err != nil || clock != "07:15" {
		t.Errorf("read %q, %v", clock, err)
	}
	for _, bad := range []any{nil, 7, "7:15", "", "noon"} {
		if err := clock.UnmarshalGQL(bad); !errors.Is(err, ErrClock) || clock != "07:15" {
			t.Errorf("%v is read as %q, %v", bad, clock, err)
		}
	}
}

func TestQuietHoursValidate(t *testing.T) {
	t.Parallel()
	for _, good := range []QuietHours{DefaultQuietHours(), {From: "21:00", Until: "08:00"}} {
		if err := good.Validate(); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for _, bad := range []QuietHours{{}, {From: "21:00"}, {From: "21", Until: "08:00"}, {From: "21:00", Until: "08:00", WeekendUntil: "9"}} {
		if err := bad.Validate(); !errors.Is(err, ErrClock) {
			t.Errorf("%+v: %v", bad, err)
		}
		bad.On = true
		if _, quiet := bad.EndsAt(readTime(t, "2026-06-15T22:00:00Z"), false); quiet {
			t.Errorf("%+v keeps the phone quiet", bad)
		}
	}
}

// The days: 2026-06-12 is a Friday; 2026-03-29 and 2026-10-25 are the Sundays on which clocks change.
func TestQuietHoursEnd(t *testing.T) {
	t.Parallel()
	normal := DefaultQuietHours()
	late := QuietHours{On: true, From: "00:30", Until: "07:30", WeekendUntil: "10:00"}
	evening := QuietHours{On: true, From: "18:00", Until: "00:00"}
	long := QuietHours{On: true, From: "08:30", Until: "08:00", WeekendUntil: "09:00"}
	for _, row := range []struct {
		name  string
		hours QuietHours
		at    string // Belgian clock
		event Day
		want  string // Belgian clock; empty: not quiet
	}{
		{"just before", normal, "2026-06-11 20:59", "", ""},
		{"begins", normal, "2026-06-11 21:00", "", "2026-06-12 08:00"},
		{"after midnight", normal, "2026-06-12 00:00", "", "2026-06-12 08:00"},
		{"last minute", normal, "2026-06-12 07:59", "", "2026-06-12 08:00"},
		{"ends", normal, "2026-06-12 08:00", "", ""},
		{"Friday evening", normal, "2026-06-12 21:00", "", "2026-06-13 09:00"},
		{"Saturday at eight", normal, "2026-06-13 08:00", "", "2026-06-13 09:00"},
		{"Saturday at nine", normal, "2026-06-13 09:00", "", ""},
		{"Saturday evening", normal, "2026-06-13 23:00", "", "2026-06-14 09:00"},
		{"Sunday evening", normal, "2026-06-14 23:00", "", "2026-06-15 08:00"},
		{"event morning", normal, "2026-06-14 06:59", "2026-06-14", "2026-06-14 07:00"},
		{"event at seven", normal, "2026-06-14 07:00", "2026-06-14", ""},
		{"evening before the event", normal, "2026-06-13 22:00", "2026-06-14", "2026-06-14 07:00"},
		{"evening of the event", normal, "2026-06-14 21:00", "2026-06-14", "2026-06-15 08:00"},
		{"event later", normal, "2026-06-13 22:00", "2026-06-15", "2026-06-14 09:00"},
		{"event, quiet ends earlier anyway", QuietHours{On: true, From: "21:00", Until: "06:00"}, "2026-06-14 05:00", "2026-06-14", "2026-06-14 06:00"},
		{"same day, before", late, "2026-06-12 00:29", "", ""},
		{"same day, in", late, "2026-06-12 00:30", "", "2026-06-12 07:30"},
		{"same day, weekend", late, "2026-06-13 08:00", "", "2026-06-13 10:00"},
		{"same day, event", late, "2026-06-13 06:00", "2026-06-13", "2026-06-13 07:00"},
		{"same day, evening", late, "2026-06-12 23:00", "", ""},
		{"until midnight", evening, "2026-06-12 23:59", "", "2026-06-13 00:00"},
		{"from midnight on", evening, "2026-06-13 00:00", "", ""},
		{"no weekend time given", QuietHours{On: true, From: "21:00", Until: "08:00"}, "2026-06-13 08:00", "", ""},
		{"stretches overlap: through to Monday", long, "2026-06-12 09:00", "", "2026-06-15 08:00"},
		{"stretches overlap: the gap on a weekday", long, "2026-06-12 08:15", "", ""},
		{"work, weekend time before its start", QuietHours{On: true, From: "09:00", Until: "17:00", WeekendUntil: "08:00"}, "2026-06-13 12:00", "", ""},
		{"off", QuietHours{From: "21:00", Until: "08:00"}, "2026-06-12 23:00", "", ""},
		{"same times", QuietHours{On: true, From: "08:00", Until: "08:00", WeekendUntil: "09:00"}, "2026-06-13 08:30", "", ""},
		{"spring forward", normal, "2026-03-28 22:00", "", "2026-03-29 09:00"},
		{"fall back", normal, "2026-10-24 22:00", "", "2026-10-25 09:00"},
		{"event as clocks go back", normal, "2026-10-25 03:00", "2026-10-25", "2026-10-25 07:00"},
	} {
		at := onClock(t, row.at)
		end, quiet := row.hours.EndsFor(at, row.event)
		got := ""
		if quiet {
			got = end.In(Brussels()).Format("2006-01-02 15:04")
		}
		if got != row.want {
			t.Errorf("%s: at %s quiet until %q, want %q", row.name, row.at, got, row.want)
		}
		if quiet && end.Location() != time.UTC {
			t.Errorf("%s: the end is not in UTC", row.name)
		}
	}
}

func TestQuietNightsAreAsLongAsTheClocksMakeThem(t *testing.T) {
	t.Parallel()
	for evening, hours := range map[string]float64{"2026-03-21 21:00": 12, "2026-03-28 21:00": 11, "2026-10-24 21:00": 13} {
		at := onClock(t, evening)
		if end, quiet := DefaultQuietHours().EndsAt(at, false); !quiet || end.Sub(at).Hours() != hours {
			t.Errorf("the night of %s lasts %v, want %v hours", evening, end.Sub(at), hours)
		}
	}
}

func TestQuietHoursOnTheDayItself(t *testing.T) {
	t.Parallel()
	q := DefaultQuietHours()
	if _, quiet := q.EndsAt(onClock(t, "2026-06-14 07:30"), false); !quiet {
		t.Error("Sunday 7:30 is not quiet")
	}
	if _, quiet := q.EndsAt(onClock(t, "2026-06-14 07:30"), true); quiet {
		t.Error("Sunday 7:30 is quiet on the day of the event")
	}
	if end, quiet := q.EndsAt(onClock(t, "2026-06-14 05:00"), true); !quiet || !end.Equal(onClock(t, "2026-06-14 07:00")) {
		t.Errorf("on the day of the event quiet until %s", end)
	}
}

// TestQuietWeekendMinuteByMinute compares with what the clock on the wall says, for an ordinary
// weekend and for the two on which clocks change.
func TestQuietWeekendMinuteByMinute(t *testing.T) {
	t.Parallel()
	q := DefaultQuietHours()
	for _, friday := range []Day{"2026-06-12", "2026-03-27", "2026-10-23"} {
		stop := friday.AddDays(4).At(0, 0)
		for at := friday.At(0, 0); at.Before(stop); at = at.Add(time.Minute) {
			wall := at.In(Brussels())
			morning := 8
			if wall.Weekday() == time.Saturday || wall.Weekday() == time.Sunday {
				morning = 9
			}
			want := wall.Hour() >= 21 || wall.Hour() < morning
			end, quiet := q.EndsAt(at, false)
			if quiet != want {
				t.Fatalf("at %s quiet is %v", wall, quiet)
			}
			if !quiet {
				continue
			}
			if last := end.Add(-time.Minute); end.Sub(at) > 14*time.Hour || ClockOf(last) != "07:59" && ClockOf(last) != "08:59" {
				t.Fatalf("at %s quiet until %s", wall, end.In(Brussels()))
			}
		}
	}
}

func TestQuietHoursHoldForAnyHours(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	clock := func() ClockTime { return ClockTime(fmt.Sprintf("%02d:%02d", random.IntN(24), random.IntN(60))) }
	start := Day("2026-01-01").At(0, 0)
	for range 10_000 {
		q := QuietHours{On: true, From: clock(), Until: clock(), WeekendUntil: clock()}
		switch random.IntN(10) {
		case 0:
			q.Until = q.From
		case 1:
			q.WeekendUntil = ""
		case 2, 3, 4:
			q = DefaultQuietHours()
		}
		at := start.Add(time.Duration(random.Int64N(int64(2 * 365 * 24 * time.Hour))))
		event := Day("")
		if random.IntN(2) == 0 {
			event = DayOf(at).AddDays(random.IntN(3) - 1)
		}
		end, quiet := q.EndsFor(at, event)
		if !quiet {
			if !end.IsZero() || !q.BeginFor(at, event).IsZero() {
				t.Fatalf("%+v at %s: a begin or an end without quiet", q, at)
			}
			continue
		}
		if q.From == q.Until || !end.After(at) {
			t.Fatalf("%+v at %s: quiet until %s", q, at, end)
		}
		begin := q.BeginFor(at, event)
		if same, quiet := q.EndsFor(begin, event); begin.After(at) || !quiet || !same.Equal(end) {
			t.Fatalf("%+v at %s: quiet since %s, but then until %s", q, at, begin, same)
		}
		if _, before := q.EndsFor(begin.Add(-time.Nanosecond), event); before {
			t.Fatalf("%+v at %s: quiet since %s, and before that", q, at, begin)
		}
		if again, still := q.EndsFor(end, event); still {
			t.Fatalf("%+v at %s: the end %s is itself quiet, until %s", q, at, end, again)
		}
		between := at.Add(time.Duration(random.Int64N(int64(end.Sub(at)))))
		if other, quiet := q.EndsFor(between, event); !quiet || !other.Equal(end) {
			t.Fatalf("%+v: quiet from %s until %s, but at %s until %s", q, at, end, between, other)
		}
	}
}

// onClock is the moment at which Belgian clocks show the text.
func onClock(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, Brussels())
	if err != nil {
		t.Fatal(err)
	}
	return at
}
