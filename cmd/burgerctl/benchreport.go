package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// pushReport is what benchPush found.
type pushReport struct {
	Store       string      `json:"store"`
	Concurrency int         `json:"concurrency"`
	TLS         bool        `json:"tls"`
	FCMLatency  string      `json:"fcmLatency"`
	Rounds      []pushRound `json:"rounds"`
}

// pushRound is one measurement. Rates are pushes a second, from the first to the last that the
// fake's log has as accepted; times are milliseconds from the start of the notifier.
type pushRound struct {
	Devices     int                `json:"devices"`
	Queued      int                `json:"queued"` // mailboxes due at the start
	Measured    int                `json:"measured"`
	Rate        float64            `json:"rate"`
	FloorBefore float64            `json:"floorBefore"`
	FloorAfter  float64            `json:"floorAfter"`
	OfFloor     float64            `json:"ofFloor"` // rate in parts of the mean of both floors
	MicrosEach  float64            `json:"microsEach"`
	CPUEach     float64            `json:"cpuMicrosEach"`      // of this process, user and system; 0: not known
	CPUFloor    float64            `json:"cpuMicrosFloorEach"` // the same of the bare loop
	P50         float64            `json:"p50ms"`
	P95         float64            `json:"p95ms"`
	P99         float64            `json:"p99ms"`
	Lost        *int               `json:"lost"` // null where not all were to be sent
	Doubles     int                `json:"doubles"`
	Repeats     int                `json:"repeats"` // after answers that the fake withheld
	Strange     int                `json:"strange"` // accepted, but not expected
	Outcomes    map[string]float64 `json:"outcomes"`
}

func millis(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}

// print prints a table for people.
func (r *pushReport) print(w io.Writer) error {
	over := "HTTP/1.1"
	if r.TLS {
		over = "HTTP/2 over TLS"
	}
	_, _ = fmt.Fprintf(w, "store %s, concurrency %d, %s, fake FCM answers after %s\n\n", r.Store, r.Concurrency, over, r.FCMLatency)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "phones\tdue\tpushes\tpush/s\tfloor/s\tof floor\tµs each\tCPU µs\tfloor CPU µs\tp50 ms\tp99 ms\tlost\tdoubles\trepeats\tstrange\t")
	for _, round := range r.Rounds {
		lost := "-"
		if round.Lost != nil {
			lost = fmt.Sprint(*round.Lost)
		}
		_, _ = fmt.Fprintf(table, "%d\t%d\t%d\t%.0f\t%.0f %.0f\t%.2f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%s\t%d\t%d\t%d\t\n",
			round.Devices, round.Queued, round.Measured, round.Rate, round.FloorBefore, round.FloorAfter, round.OfFloor, round.MicrosEach,
			round.CPUEach, round.CPUFloor, round.P50, round.P99, lost, round.Doubles, round.Repeats, round.Strange)
	}
	return table.Flush()
}

// check says which measurements are not good enough; with 0 all are.
func (r *pushReport) check(least float64) error {
	var failed []error
	for _, round := range r.Rounds {
		lost := 0
		if round.Lost != nil {
			lost = *round.Lost
		}
		if least > 0 && (round.OfFloor < least || lost+round.Doubles+round.Strange > 0) {
			failed = append(failed, fmt.Errorf("with %d phones a mailbox and %d due: %.2f of the floor, not %.2f, or something is lost (%d), doubled (%d) or strange (%d)",
				round.Devices, round.Queued, round.OfFloor, least, lost, round.Doubles, round.Strange))
		}
	}
	return errors.Join(failed...)
}
