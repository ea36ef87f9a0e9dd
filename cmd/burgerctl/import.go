package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/importer"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// importLetters sends a file of letters.
type importLetters struct {
	File string `arg:"" type:"existingfile" help:"The letters, one JSON object a line."`
	service
	behalf
	RunName   string        `name:"run" required:"" help:"Your name for the run, such as oproepingsbrieven-2026. A reference is unique within it."`
	State     string        `type:"path" help:"Note of what was acknowledged, to go on from; by default the file's name with .progress."`
	Again     bool          `help:"Forget that note and send all lines again. Harmless: no letter arrives twice."`
	Paper     string        `type:"path" help:"File to which the reference of each letter that is not in the app is added, one a line: print these. After an end in the middle a reference may be there twice. Letters with channel BOTH are not listed: they come beside the paper that you print anyway."`
	Batch     int           `default:"200" help:"Letters in a request, 1 to 500."`
	Parallel  int           `default:"2" help:"Requests at the same time."`
	MaxErrors int           `default:"1000" help:"Give up after so many failed lines; 0: never."`
	Patience  time.Duration `default:"5m" help:"How long to try again while the service is away."`
	Progress  bool          `help:"Show a progress bar also where standard error is no terminal."`
}

// Validate checks the numbers.
func (c *importLetters) Validate() error {
	var problems []error
	if c.Batch < 1 || c.Batch > store.MaxBatch {
		problems = append(problems, fmt.Errorf("--batch is 1 to %d", store.MaxBatch))
	}
	if c.Parallel < 1 || c.Parallel > 64 {
		problems = append(problems, errors.New("--parallel is 1 to 64"))
	}
	return errors.Join(problems...)
}

// Run sends the file and prints a summary. The error says that a line was not accepted, or that
// the import did not come to the end.
func (c *importLetters) Run(ctx context.Context, to streams) error {
	asks, err := c.client()
	if err != nil {
		return err
	}
	if c.State == "" {
		c.State = c.File + ".progress"
	}
	bar, err := c.bar(to.err)
	if err != nil {
		return err
	}
	paper, closePaper, err := c.paper()
	if err != nil {
		return err
	}
	defer closePaper()
	summary, err := importer.Run(ctx, importer.Config{
		File: c.File, State: c.State, Again: c.Again, API: asks.URL, Run: c.RunName,
		Batch: c.Batch, Parallel: c.Parallel, MaxErrors: c.MaxErrors, Patience: c.Patience,
		Deliver: func(ctx context.Context, run string, letters []json.RawMessage) ([]importer.Result, error) {
			return deliver(ctx, asks, run, c.behalf, letters)
		},
		Paper: paper,
		Failed: func(failure importer.Failure) {
			_ = bar.Clear() // a bar that cannot be drawn is no reason to stop
			_, _ = fmt.Fprintln(to.err, failure)
		},
		Progress: func(done, _ int64) { _ = bar.Set64(done) },
	})
	_ = bar.Clear()
	_, _ = fmt.Fprintln(to.out, summary)
	if summary.Repeated > 0 {
		_, _ = fmt.Fprintf(to.err, "%d lines were acknowledged earlier, as %s says; --again sends them anyway\n", summary.Repeated, c.State)
	}
	if summary.Unlisted > 0 {
		_, _ = fmt.Fprintf(to.err, "%d letters go by post: --paper FILE lists them, with --again those that were acknowledged already\n", summary.Unlisted)
	}
	return c.ended(summary, err)
}

// ended says what can be done where not every letter was accepted.
func (c *importLetters) ended(summary importer.Summary, err error) error {
	command := "the same command"
	if c.Again {
		command += " without --again"
	}
	failure, answered := errors.AsType[*client.Error](err)
	switch {
	case errors.Is(err, context.Canceled), answered && failure.Again():
		return fmt.Errorf("the import did not come to the end; %s goes on where it was: %w", command, err)
	case err != nil: // repeating it changes nothing
		return fmt.Errorf("the import did not come to the end: %w", err)
	case summary.Errors > 0:
		return fmt.Errorf("%d lines were not accepted; %s tries them again", summary.Errors, command)
	}
	return nil
}

// paper adds references to the file of what is to be printed; nil where none was asked for.
func (c *importLetters) paper() (list func(references []string) error, closeList func(), err error) {
	if c.Paper == "" {
		return nil, func() {}, nil
	}
	file, err := os.OpenFile(c.Paper, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open the list of letters that go by post: %w", err)
	}
	list = func(references []string) error {
		if _, err := file.WriteString(strings.Join(references, "\n") + "\n"); err != nil {
			return err
		}
		return file.Sync()
	}
	return list, func() { _ = file.Close() }, nil // each addition is on the disk already
}

// bar shows how far the file is, on a terminal or where it is asked for.
func (c *importLetters) bar(to io.Writer) (*progressbar.ProgressBar, error) {
	info, err := os.Stat(c.File)
	if err != nil {
		return nil, fmt.Errorf("look at the letters: %w", err)
	}
	file, isFile := to.(*os.File)
	shown := c.Progress || (isFile && term.IsTerminal(int(file.Fd())))
	return progressbar.NewOptions64(info.Size(), progressbar.OptionSetWriter(to), progressbar.OptionSetVisibility(shown),
		progressbar.OptionSetDescription("letters"), progressbar.OptionShowBytes(true), progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(40)), nil
}

const deliverMutation = `mutation Deliver($input: DeliverLettersInput!) {
  deliverLetters(input: $input) {
    results { reference letterId channel reason error { code message fields { path message } } }
  }
}`

// delivery is the answer for one letter.
type delivery struct {
	Reference string              `json:"reference"`
	LetterID  string              `json:"letterId"`
	Channel   model.Channel       `json:"channel"`
	Reason    model.ChannelReason `json:"reason"`
	Error     *struct {
		Code    model.Code         `json:"code"`
		Message string             `json:"message"`
		Fields  []model.FieldError `json:"fields"`
	} `json:"error"`
}

// deliverAll hands letters over and answers one delivery for each.
func deliverAll(ctx context.Context, asks *client.Client, run string, whom behalf, letters []json.RawMessage) ([]delivery, error) {
	var data struct {
		DeliverLetters struct {
			Results []delivery `json:"results"`
		} `json:"deliverLetters"`
	}
	variables := map[string]any{"input": map[string]any{"run": run, "letters": letters, "onBehalfOf": whom.given()}}
	if err := asks.Do(ctx, deliverMutation, variables, &data); err != nil {
		return nil, err
	}
	return data.DeliverLetters.Results, nil
}

// deliver is deliverAll for the importer.
func deliver(ctx context.Context, asks *client.Client, run string, whom behalf, letters []json.RawMessage) ([]importer.Result, error) {
	deliveries, err := deliverAll(ctx, asks, run, whom, letters)
	if err != nil {
		return nil, err
	}
	results := make([]importer.Result, len(deliveries))
	for i, one := range deliveries {
		results[i].Channel = one.Channel
		if one.Error != nil {
			results[i].Err = &importer.Problem{Code: one.Error.Code, Message: one.Error.Message, Fields: one.Error.Fields}
		}
	}
	return results, nil
}
