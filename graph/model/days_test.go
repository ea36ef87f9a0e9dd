package model

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestParseDay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2024-06-09", "2024-02-29", "1900-01-01", "2199-12-31"} {
		if day, err := ParseDay(text); err != nil || string(day) != text {
			t.Errorf("ParseDay(%q) = %q, %v", text, day, err)
		}
	}
	for _, text := range []string{"", "2023-02-29", "2024-13-01", "2024-6-9", "09-06-2024", "2024-06-09T00:00:00Z",
		" 2024-06-09", "1899-12-31", "2200-01-01", "0000-01-01", "20240609", "2024-06-31"} {
		if day, err := ParseDay(text); !errors.Is(err, ErrDay) || day != "" {
			t.Errorf("ParseDay(%q) = %q, %v", text, day, err)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, seed := range []string{"2024-06-09", "2026-03-29", "2026-10-25", "1900-01-01", "2024-02-30", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, err := ParseDay(text)
		if err != nil {
			if day != "" || !errors.Is(err, ErrDay) {
				t.Fatalf("rejected with %q, %v", day, err)
			}
			return
		}
		if string(day) != text {
			t.Fatalf("%q became %q", text, day)
		}
		if DayOf(day.At(12, 0)) != day || DayOf(day.At(0, 0)) != day || day.AddDays(1).AddDays(-1) != day {
			t.Fatalf("%q does not survive there and back", day)
		}
		if !day.Before(day.AddDays(1)) || !day.After(day.AddDays(-1)) {
			t.Fatalf("%q does not lie between its neighbours", day)
		}
		if !strings.HasSuffix(day.Dutch(), text[:4]) {
			t.Fatalf("%q reads %q", day, day.Dutch())
		}
	})
}

func TestDayOfFollowsBelgianMidnight(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]Day{
		"2026-01-15T22:59:59Z": "2026-01-15", "2026-01-15T23:00:00Z": "2026-01-16", // winter: UTC+1
		"2026-07-15T21:59:59Z": "2026-07-15", "2026-07-15T22:00:00Z": "2026-07-16", // summer: UTC+2
		"2026-03-28T23:00:00Z": "2026-03-29", "2026-03-29T22:00:00Z": "2026-03-30",
		"2026-10-24T22:00:00Z": "2026-10-25", "2026-10-25T22:59:59Z": "2026-10-25",
	} {
		if got := DayOf(readTime(t, at)); got != want {
			t.Errorf("DayOf(%s) = %s, want %s", at, got, want)
		}
	}
	if got := DayOf(time.Time{}); got != "" {
		t.Errorf("the zero time is on %q", got)
	}
}

func TestDayAt(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		day          Day
		hour, minute int
		want         string
	}{
		{"2026-01-15", 8, 0, "2026-01-15T07:00:00Z"},
		{"2026-07-15", 8, 30, "2026-07-15T06:30:00Z"},
		{"2026-03-29", 0, 0, "2026-03-28T23:00:00Z"},
		{"2026-03-29", 1, 59, "2026-03-29T00:59:00Z"},
		{"2026-03-29", 2, 30, "2026-03-29T01:30:00Z"}, // skipped: clocks show 03:30
		{"2026-03-29", 3, 0, "2026-03-29T01:00:00Z"},
		{"2026-03-29", 8, 0, "2026-03-29T06:00:00Z"},
		{"2026-03-29", 24, 0, "2026-03-29T22:00:00Z"},
		{"2026-10-25", 1, 59, "2026-10-24T23:59:00Z"},
		{"2026-10-25", 2, 30, "2026-10-25T00:30:00Z"}, // twice: the first
		{"2026-10-25", 3, 0, "2026-10-25T02:00:00Z"},
		{"2026-10-25", 8, 0, "2026-10-25T07:00:00Z"},
		{"2026-10-25", 24, 0, "2026-10-25T23:00:00Z"},
	} {
		got := row.day.At(row.hour, row.minute)
		if !got.Equal(readTime(t, row.want)) || got.Location() != time.UTC {
			t.Errorf("%s at %d:%02d = %s, want %s", row.day, row.hour, row.minute, got, row.want)
		}
	}
}

func TestDayAtShowsTheClockAsked(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		day := Day("2025-01-01").AddDays(random.IntN(3 * 365))
		hour, minute := random.IntN(24), random.IntN(60)
		skipped := hour == 2 && day.Weekday() == time.Sunday && strings.Contains(string(day), "-03-") && day.AddDays(7)[5:7] == "04"
		if got := day.At(hour, minute).In(Brussels()); !skipped && (got.Hour() != hour || got.Minute() != minute || DayOf(got) != day) {
			t.Fatalf("%s at %d:%02d is %s", day, hour, minute, got)
		}
	}
}

func TestDaysOfDifferentLength(t *testing.T) {
	t.Parallel()
	for day, hours := range map[Day]float64{"2026-03-28": 24, "2026-03-29": 23, "2026-10-24": 24, "2026-10-25": 25} {
		if got := day.AddDays(1).At(0, 0).Sub(day.At(0, 0)).Hours(); got != hours {
			t.Errorf("%s lasts %v hours, want %v", day, got, hours)
		}
	}
}

func TestDayCalendar(t *testing.T) {
	t.Parallel()
	for day, want := range map[Day]string{
		"2024-06-09": "zondag 9 juni 2024", "2024-02-29": "donderdag 29 februari 2024",
		"2026-03-28": "zaterdag 28 maart 2026", "2025-01-01": "woensdag 1 januari 2025", "gisteren": "gisteren", "": "",
	} {
		if got := day.Dutch(); got != want {
			t.Errorf("%s reads %q, want %q", day, got, want)
		}
	}
	if Day("2024-06-09").AddDays(-10) != "2024-05-30" || Day("2024-12-31").AddDays(1) != "2025-01-01" || Day("x").AddDays(1) != "x" {
		t.Error("days are counted wrongly")
	}
	for day, weekend := range map[Day]bool{"2026-03-27": false, "2026-03-28": true, "2026-03-29": true, "2026-03-30": false} {
		if day.Weekend() != weekend {
			t.Errorf("weekend of %s is %v", day, !weekend)
		}
	}
	if got := DutchTime(readTime(t, "2026-07-15T11:30:00Z")) + ", " + DutchTime(readTime(t, "2026-01-15T07:00:00Z")); got != "13.30 uur, 8 uur" {
		t.Errorf("times read %q", got)
	}
}

func TestDayInGraphQL(t *testing.T) {
	t.Parallel()
	for day, want := range map[Day]string{"2024-06-09": `"2024-06-09"`, "": "null"} {
		var out strings.Builder
		day.MarshalGQL(&out)
		if out.String() != want {
			t.Errorf("%q is written %s", day, out.String())
		}
	}
	var day Day
	if err := day.UnmarshalGQL("2024-06-09"); err != nil || day != "2024-06-09" {
		t.Errorf("read %q, %v", day, err)
	}
	for _, bad := range []any{nil, 20240609, "", "9 juni", true} {
		if err := day.UnmarshalGQL(bad); !errors.Is(err, ErrDay) || day != "2024-06-09" {
			t.Errorf("%v is read as %q, %v", bad, day, err)
		}
	}
}

// readTime reads a time written as in RFC 3339.
func readTime(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
