package main

import (
	"context"
	"fmt"
	"time"

	"burgerbode/graph/model"
)

// runCommands are about runs of letters.
type runCommands struct {
	Open openRun  `cmd:"" help:"Open a run. The same again is the same run."`
	List listRuns `cmd:"" help:"List the runs, the newest first."`
	Show showRun  `cmd:"" help:"Show what became of a run: its counts and its batches for the printer."`
}

// letterRun is a run as it is shown.
type letterRun struct {
	Name         string
	Organisation struct{ Code string }
	OpenedBy     struct{ Code string }
	OpenedAt     time.Time
	Service      *string
	Kind         *model.LetterKind
	Policy       model.PaperPolicy
	Days         *int
	Sandbox      bool
}

const runFields = `name organisation { code } openedBy { code } openedAt service kind policy days sandbox`

// String is the run on one line.
func (r letterRun) String() string {
	line := fmt.Sprintf("run name=%q organisation=%s by=%s opened=%s policy=%s", r.Name, r.Organisation.Code, r.OpenedBy.Code, r.OpenedAt.Format(time.RFC3339), r.Policy)
	if r.Days != nil {
		line += fmt.Sprintf(" days=%d", *r.Days)
	}
	if r.Kind != nil {
		line += fmt.Sprintf(" kind=%s", *r.Kind)
	}
	if r.Service != nil {
		line += fmt.Sprintf(" service=%q", *r.Service)
	}
	if r.Sandbox {
		line += " sandbox=true"
	}
	return line
}

// openRun opens a run.
type openRun struct {
	Name    string `arg:"" help:"Your name for the run, such as oproepingsbrieven-2026."`
	Kind    string `help:"Kind of all its letters, such as TAX_BILL; empty: any."`
	Service string `help:"Department that sends all of it; empty: each letter names its own."`
	Policy  string `default:"IF_NOT_ACTIVATED" enum:"ALWAYS,IF_NOT_ACTIVATED,IF_UNOPENED,NEVER" help:"What is done on paper beside it: ${enum}."`
	Days    int    `help:"With IF_UNOPENED: how many days a citizen has to open a letter, 1 to 60."`
	service
	behalf
}

// Run prints the run.
func (c *openRun) Run(ctx context.Context, to streams) error {
	input := map[string]any{"name": c.Name, "policy": c.Policy, "onBehalfOf": c.given()}
	if c.Kind != "" {
		input["kind"] = c.Kind
	}
	if c.Service != "" {
		input["service"] = c.Service
	}
	if c.Days != 0 {
		input["days"] = c.Days
	}
	var answer struct{ OpenRun struct{ Run letterRun } }
	query := `mutation ($input: OpenRunInput!) { openRun(input: $input) { run { ` + runFields + ` } } }`
	if err := c.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	_, err := fmt.Fprintln(to.out, answer.OpenRun.Run)
	return err
}

// listRuns lists runs.
type listRuns struct {
	service
	behalf
}

// Run prints one run a line.
func (c *listRuns) Run(ctx context.Context, to streams) error {
	query := `query ($onBehalfOf: ID, $after: String) { runs(onBehalfOf: $onBehalfOf, first: 100, after: $after) {
		nodes { ` + runFields + ` } pageInfo { hasNextPage endCursor } } }`
	var after *string
	for {
		var answer struct {
			Runs struct {
				Nodes    []letterRun
				PageInfo struct {
					HasNextPage bool
					EndCursor   *string
				}
			}
		}
		if err := c.ask(ctx, query, map[string]any{"onBehalfOf": c.given(), "after": after}, &answer); err != nil {
			return err
		}
		for _, run := range answer.Runs.Nodes {
			if _, err := fmt.Fprintln(to.out, run); err != nil {
				return err
			}
		}
		if after = answer.Runs.PageInfo.EndCursor; !answer.Runs.PageInfo.HasNextPage {
			return nil
		}
	}
}

// showRun shows one run.
type showRun struct {
	Name string `arg:"" help:"The run's name."`
	service
	behalf
}

// Run prints the run, its counts, and one batch a line.
func (c *showRun) Run(ctx context.Context, to streams) error {
	query := `query ($name: String!, $onBehalfOf: ID) { run(name: $name, onBehalfOf: $onBehalfOf) { ` + runFields + `
		counts { accepted digital paper both withdrawn superseded paid toPrint handedOut printed opened pushed } batches { id count at printedAt } } }`
	var answer struct {
		Run struct {
			letterRun
			Counts struct {
				Accepted, Digital, Paper, Both, Withdrawn, Superseded, Paid, ToPrint, HandedOut, Printed, Opened, Pushed int
			}
			Batches []paperBatch
		}
	}
	if err := c.ask(ctx, query, map[string]any{"name": c.Name, "onBehalfOf": c.given()}, &answer); err != nil {
		return err
	}
	n := answer.Run.Counts
	_, err := fmt.Fprintf(to.out, "%s\ncounts accepted=%d digital=%d paper=%d both=%d withdrawn=%d superseded=%d paid=%d toPrint=%d handedOut=%d printed=%d opened~%d pushed~%d\n",
		answer.Run.letterRun, n.Accepted, n.Digital, n.Paper, n.Both, n.Withdrawn, n.Superseded, n.Paid, n.ToPrint,
		n.HandedOut, n.Printed, n.Opened, n.Pushed)
	for _, batch := range answer.Run.Batches {
		if err == nil {
			_, err = fmt.Fprintln(to.out, batch)
		}
	}
	return err
}
