package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
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
	RunName   string        `name:"run" required:"" help:"Your name for the run, such as oproepingsbrieven-2026. A reference is unique within it."`
	State     string        `type:"path" help:"Note of what was acknowledged, to go on from; by default the file's name with .progress."`
	Again     bool          `help:"Forget that note and send all lines again. Harmless: no letter arrives twice."`
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
	summary, err := importer.Run(ctx, importer.Config{
		File: c.File, State: c.State, Again: c.Again, API: asks.URL, Run: c.RunName,
		Batch: c.Batch, Parallel: c.Parallel, MaxErrors: c.MaxErrors, Patience: c.Patience,
		Deliver: func(ctx context.Context, run string, letters []json.RawMessage) ([]importer.Result, error) {
			return deliver(ctx, asks, run, letters)
		},
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
	command := "the same command"
	if c.Again {
		command += " without --again"
	}
	switch {
	case err != nil:
		return fmt.Errorf("the import did not come to the end; %s goes on where it was: %w", command, err)
	case summary.Errors > 0:
		return fmt.Errorf("%d lines were not accepted; %s tries them again", summary.Errors, command)
	}
	return nil
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
    results { reference letterId channel error { code message fields { path message } } }
  }
}`

// delivery is the answer for one letter.
type delivery struct {
	Reference string        `json:"reference"`
	LetterID  string        `json:"letterId"`
	Channel   model.Channel `json:"channel"`
	Error     *struct {
		Code    model.Code         `json:"code"`
		Message string             `json:"message"`
		Fields  []model.FieldError `json:"fields"`
	} `json:"error"`
}

// deliverAll hands letters over and answers one delivery for each.
func deliverAll(ctx context.Context, asks *client.Client, run string, letters []json.RawMessage) ([]delivery, error) {
	var data struct {
		DeliverLetters struct {
			Results []delivery `json:"results"`
		} `json:"deliverLetters"`
	}
	variables := map[string]any{"input": map[string]any{"run": run, "letters": letters}}
	if err := asks.Do(ctx, deliverMutation, variables, &data); err != nil {
		return nil, err
	}
	return data.DeliverLetters.Results, nil
}

// deliver is deliverAll for the importer.
func deliver(ctx context.Context, asks *client.Client, run string, letters []json.RawMessage) ([]importer.Result, error) {
	deliveries, err := deliverAll(ctx, asks, run, letters)
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
