package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
)

// clock is a world's: the machine's, shifted by what it was set to. It never goes back.
type clock struct{ offset atomic.Int64 } // nanoseconds

// Now is the moment by the world's clock.
func (c *clock) Now() time.Time { return time.Now().Add(c.shift()) }

// shift is how far the clock is ahead of the machine's.
func (c *clock) shift() time.Duration { return time.Duration(c.offset.Load()) }

// forward moves the clock.
func (c *clock) forward(by time.Duration) { c.offset.Add(int64(max(by, 0))) }

// newClock sets the clock: "now" is the machine's, a moment in RFC 3339 is where it starts, and
// "auto" is the machine's too unless phones would not ring now; then it starts at the next 10:00 of
// a working day.
func newClock(wish string, now time.Time) (*clock, error) {
	c := &clock{}
	switch wish {
	case "now":
	case "auto":
		if _, quiet := model.DefaultQuietHours().EndsAt(now, false); quiet {
			c.offset.Store(int64(nextWorkingMorning(now).Sub(now)))
		}
	default:
		start, err := time.Parse(time.RFC3339, wish)
		if err != nil {
			return nil, fmt.Errorf("clock: %w", err)
		}
		c.offset.Store(int64(start.Sub(now)))
	}
	return c, nil
}

func nextWorkingMorning(now time.Time) time.Time {
	day := model.DayOf(now)
	for day.Weekend() || !day.At(10, 0).After(now) {
		day = day.AddDays(1)
	}
	return day.At(10, 0)
}
