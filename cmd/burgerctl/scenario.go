package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"text/tabwriter"

	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
)

// scenarioCommands are for app teams, with the demo.
type scenarioCommands struct {
	List listScenarios `cmd:"" help:"List the scenarios that come with the tool."`
	Show showScenario  `cmd:"" help:"Print the file of one of them, to begin one's own from."`
	Run  runScenario   `cmd:"" help:"Let a scenario happen in the demo, and print what each step did."`
}

// listScenarios lists scenarios.
type listScenarios struct{}

// Run prints one scenario a line.
func (c *listScenarios) Run(to streams) error {
	all, err := scenario.Builtin()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(to.out, 0, 0, 2, ' ', 0)
	for _, one := range all {
		_, _ = fmt.Fprintf(table, "%s\t%s\n", one.Name, one.About)
	}
	return table.Flush()
}

// showScenario shows a scenario's file.
type showScenario struct {
	Name string `arg:"" help:"As list has it."`
}

// Run prints the file.
func (c *showScenario) Run(to streams) error {
	text, err := scenario.Named(c.Name)
	if err != nil {
		return err
	}
	_, err = to.out.Write(text)
	return err
}

// runScenario runs a scenario.
type runScenario struct {
	Scenario string `arg:"" help:"A file, - for standard input, or a name as list has it."`
	API      string `name:"api" env:"BURGERBODE_API" default:"http://127.0.0.1:8080" help:"Where the demo is."`
	Citizen  string `help:"Demo number of whom it is about, in place of the file's; An Peeters where neither says."`
	ID       string `name:"id" help:"Id of this run: the same again does nothing twice. By default a new one."`
	JSON     bool   `name:"json" help:"Print the demo's answer as it is."`
}

// Run prints one step a line. What is wrong with a file is told before the demo is asked.
func (c *runScenario) Run(ctx context.Context, to streams) error {
	body, err := c.body(to)
	if err != nil {
		return err
	}
	asks, err := reach(c.API)
	if err != nil {
		return err
	}
	status, _, text, err := asks.Post(ctx, "/dev/scenario", body)
	if err != nil {
		return err
	}
	var answer struct {
		scenario.Result
		Error string           `json:"error"`
		Done  *scenario.Result `json:"done"`
	}
	switch {
	case json.Unmarshal(text, &answer) != nil:
		return fmt.Errorf("%s has no /dev/scenario: only the demo runs scenarios (status %d)", c.API, status)
	case status != http.StatusOK:
		if answer.Done != nil {
			printDone(to.out, answer.Done)
		}
		return errors.New(answer.Error)
	case c.JSON:
		_, err := to.out.Write(text)
		return err
	default:
		printDone(to.out, &answer.Result)
		return nil
	}
}

func printDone(out io.Writer, done *scenario.Result) {
	_, _ = fmt.Fprintf(out, "scenario name=%s id=%s\n", done.Name, done.Run)
	for _, step := range done.Steps {
		line := fmt.Sprintf("%s: %s", step.Step, step.Did)
		if id := step.IDs["entryId"]; id != "" {
			line += " entry=" + id
		}
		_, _ = fmt.Fprintln(out, line)
	}
}

// body is the file with what the flags say.
func (c *runScenario) body(to streams) ([]byte, error) {
	text, err := c.file(to)
	if err != nil {
		return nil, err
	}
	if _, err := scenario.Read(text); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Scenario, err)
	}
	var file map[string]any
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Scenario, err)
	}
	if c.Citizen != "" {
		file["citizen"] = c.Citizen
	}
	if c.ID != "" {
		file["run"] = c.ID
	}
	return json.Marshal(file)
}

// file is a file of that path, else the scenario of that name.
func (c *runScenario) file(to streams) ([]byte, error) {
	if c.Scenario == "-" {
		text, err := io.ReadAll(to.in)
		return bytes.TrimSpace(text), err
	}
	text, err := os.ReadFile(c.Scenario)
	if err == nil {
		return text, nil
	}
	named, missing := scenario.Named(c.Scenario)
	if model.CodeOf(missing) == model.CodeNotFound {
		return nil, fmt.Errorf("no file: %w; and %w", err, missing)
	}
	return named, missing
}
