package main

import (
	"errors"
	"fmt"
	"io"
)

// campaignReport is what benchCampaign found. Rates are a second, times milliseconds where nothing else is said.
type campaignReport struct {
	Store     string         `json:"store"`
	Mailboxes int            `json:"mailboxes"`
	Writers   int            `json:"writers"`
	DryRun    dryRunFigures  `json:"dryRun"`
	Opening   openingFigures `json:"opening"`
	Plan      planFigures    `json:"plan"`
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

// planFigures are of planning and queuing.
type planFigures struct {
	Citizens    int         `json:"citizens"`
	Rate        float64     `json:"rate"`
	FloorBefore float64     `json:"floorBefore"`
	FloorAfter  float64     `json:"floorAfter"`
	OfFloor     float64     `json:"ofFloor"` // in parts of the mean of both floors
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
	p := &r.Plan
	_, _ = fmt.Fprintf(w, "plan and queue     %.0f citizens/s, %.2f of the bare bulk saves (%.0f before, %.0f after, %d at once)\n",
		p.Rate, p.OfFloor, p.FloorBefore, p.FloorAfter, r.Writers)
	for _, use := range p.Memory {
		_, _ = fmt.Fprintf(w, "  at %3d %%         heap %.0f MiB, resident %.0f MiB\n", use.At, use.HeapMiB, use.RSSMiB)
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
	if r.Plan.OfFloor < least {
		failed = append(failed, fmt.Errorf("planning and queuing is %.2f of the bare bulk saves, not %.2f", r.Plan.OfFloor, least))
	}
	if first, last := r.Plan.Memory[0], r.Plan.Memory[len(r.Plan.Memory)-1]; last.HeapMiB > mostGrowth*first.HeapMiB {
		failed = append(failed, fmt.Errorf("the heap grew from %.0f to %.0f MiB while planning", first.HeapMiB, last.HeapMiB))
	}
	if r.Opening.FailedOnes > 0 {
		failed = append(failed, fmt.Errorf("%d times the app could not be opened", r.Opening.FailedOnes))
	}
	return errors.Join(failed...)
}
