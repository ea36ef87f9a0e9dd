package main

import (
	"fmt"
	"time"

	"burgerbode/graph/model"
)

// clock is the demo's: the machine's, or shifted.
type clock struct{ offset time.Duration }

// Now is the moment by the demo's clock.
func (c clock) Now() time.Time { return time.Now().Add(c.offset) }

// newClock sets the clock: "now" is the machine's, a moment in RFC 3339 is where it starts, and
// "auto" is the machine's too unless phones would not ring now; then it starts at the next 10:00 of
// a working day.
func newClock(wish string, now time.Time) (clock, error) {
	switch wish {
	case "now":
		return clock{}, nil
	case "auto":
		if _, quiet := model.DefaultQuietHours().EndsAt(now, false); !quiet {
			return clock{}, nil
		}
		return clock{offset: nextWorkingMorning(now).Sub(now)}, nil
	default:
		start, err := time.Parse(time.RFC3339, wish)
		if err != nil {
			return clock{}, fmt.Errorf("clock: %w", err)
		}
		return clock{offset: start.Sub(now)}, nil
	}
}

func nextWorkingMorning(now time.Time) time.Time {
	day := model.DayOf(now)
	for day.Weekend() || !day.At(10, 0).After(now) {
		day = day.AddDays(1)
	}
	return day.At(10, 0)
}
