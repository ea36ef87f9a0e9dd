package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// campaignReport is what benchCampaign found. Rates are a second, times milliseconds where nothing else is said.
type campaignReport struct {
	Store     string         `json:"store"`
	Mailboxes int            `json:"mailboxes"`
	Writers   int            `json:"writers"`
	DryRun    dryRunFigures  `json:"dryRun"`
	Opening   openingFigures `json:"opening"`
	Plan      []planFigures  `json:"plan"`
	OfFloor   float64        `json:"planOfFloor"` // the median of the rounds
}

// dryRunFigures are of a dry run over all mailboxes, through the API.
type dryRunFigures struct {
	Seconds float64 `json:"seconds"` // the shortest of some
	Bare    float64 `json:"bareSeconds"`
	OfBare  float64 `json:"ofBare"` // in parts of the bare read of the same mailboxes
}

// openingFigures are of citizens who open the app.
type openingFigures struct {
	Pace       float64 `json:"pace"`    // pushes that FCM took, at full speed
	Running    float64 `json:"running"` // the same while the app was opened
	Idle       int     `json:"idleOpenings"`
	During     int     `json:"duringOpenings"`
	IdleP50    float64 `json:"idleP50ms"`
	IdleP99    float64 `json:"idleP99ms"`
	DuringP50  float64 `json:"duringP50ms"`
	DuringP99  float64 `json:"duringP99ms"`
	P99OfIdle  float64 `json:"p99OfIdle"`
	FailedOnes int     `json:"failed"`
}

// planFigures are of planning and queuing, once.
type planFigures struct {
	Citizens    int         `json:"citizens"`
	Rate        float64     `json:"rate"`
	FloorBefore float64     `json:"floorBefore"`
	FloorAfter  float64     `json:"floorAfter"`
	OfFloor     float64     `json:"ofFloor"`       // in parts of the mean of both floors
	CPUEach     float64     `json:"cpuMicrosEach"` // of this process, recounts of the engine included; 0: not known
	CPUFloor    float64     `json:"cpuMicrosFloorEach"`
	Memory      []memoryUse `json:"memory"`
}

// memoryUse is at so many percent of the citizens.
type memoryUse struct {
	At      int     `json:"atPercent"`
	HeapMiB float64 `json:"heapMiB"`
	RSSMiB  float64 `json:"rssMiB"`
}

// print prints for people.
func (r *campaignReport) print(w io.Writer) error {
	_, _ = fmt.Fprintf(w, "store %s, %d mailboxes\n\n", r.Store, r.Mailboxes)
	_, _ = fmt.Fprintf(w, "dry run            %.2f s, %.2f times the bare read of the same mailboxes (%.2f s)\n", r.DryRun.Seconds, r.DryRun.OfBare, r.DryRun.Bare)
	_, _ = fmt.Fprintf(w, "plan and queue     %.2f of the bare bulk saves, %d at once\n", r.OfFloor, r.Writers)
	for _, p := range r.Plan {
		_, _ = fmt.Fprintf(w, "  %d citizens     %.0f/s, %.2f of %.0f before and %.0f after; CPU %.0f µs each, %.0f; heap MiB", p.Citizens,
			p.Rate, p.OfFloor, p.FloorBefore, p.FloorAfter, p.CPUEach, p.CPUFloor)
		for _, use := range p.Memory {
			_, _ = fmt.Fprintf(w, " %.0f", use.HeapMiB)
		}
		_, _ = fmt.Fprintf(w, ", resident %.0f to %.0f\n", p.Memory[0].RSSMiB, p.Memory[len(p.Memory)-1].RSSMiB)
	}
	o := &r.Opening
	_, _ = fmt.Fprintf(w, "full pace          %.0f pushes/s; while the app was opened %.0f\n", o.Pace, o.Running)
	_, err := fmt.Fprintf(w, "opening the app    p99 %.2f times idle: %.1f ms of %d, idle %.1f ms of %d; p50 %.1f ms, idle %.1f ms; %d failed\n",
		o.P99OfIdle, o.DuringP99, o.During, o.IdleP99, o.Idle, o.DuringP50, o.IdleP50, o.FailedOnes)
	return err
}

// mostGrowth is by how much Go's heap may be larger at the end of planning than after its first quarter.
const mostGrowth = 1.5

// check says what is not good enough; with 0 all is.
func (r *campaignReport) check(least float64) error {
	if least <= 0 {
		return nil
	}
	var failed []error
	if r.OfFloor < least {
		failed = append(failed, fmt.Errorf("planning and queuing is %.2f of the bare bulk saves, not %.2f", r.OfFloor, least))
	}
	for _, p := range r.Plan {
		if first, last := p.Memory[0], p.Memory[len(p.Memory)-1]; last.HeapMiB > mostGrowth*first.HeapMiB {
			failed = append(failed, fmt.Errorf("the heap grew from %.0f to %.0f MiB while planning", first.HeapMiB, last.HeapMiB))
		}
	}
	if r.Opening.FailedOnes > 0 {
		failed = append(failed, fmt.Errorf("%d times the app could not be opened", r.Opening.FailedOnes))
	}
	return errors.Join(failed...)
}

// median is the middle of the rounds.
func median(rounds []planFigures) float64 {
	parts := make([]float64, len(rounds))
	for i, round := range rounds {
		parts[i] = round.OfFloor
	}
	slices.Sort(parts)
	return parts[len(parts)/2]
}
