// Package importer sends a file of letters to Burgerbode: one letter a line, in batches, with what
// was acknowledged written beside the file, so that an import that ended in the middle goes on
// where it was. Without that note it may send everything again: delivering is idempotent. The note
// knows a service by its address: one that has lost its store since, as a demo that keeps it in
// memory does at its end, needs Again.
//
// Start reading at Run. Lines are cut from the file in lines.go, what was acknowledged is kept in
// state.go, and a batch on its way is in send.go.
package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/graph/model"
)

// Config says what is imported, and how.
type Config struct {
	File  string // one JSON object a line, as GraphQL's DeliverLetterInput
	State string // what was acknowledged; beside the file
	Again bool   // forget what was acknowledged, and send everything
	API   string // where it goes: the state is of one service and one run
	Run   string

	Batch     int           // letters in a request
	Parallel  int           // requests at the same time
	MaxErrors int           // failed lines after which the import gives up; 0: never
	Patience  time.Duration // how long one batch is tried while the service is away

	// Deliver sends letters and answers one result for each, in order. Its error is for the call as
	// a whole.
	Deliver func(ctx context.Context, run string, letters []json.RawMessage) ([]Result, error)
	// Paper is told the references of letters that go by post, before they are noted as
	// acknowledged: after an end in the middle it may be told some again, and misses none. Its error
	// ends the import. nil: nobody is told.
	Paper func(references []string) error
	// Failed is told of each line that was not accepted, in the order of the file.
	Failed func(Failure)
	// Progress is told how far the file is acknowledged, in bytes; nil: nobody is.
	Progress func(done, size int64)
}

// Result is what became of one letter.
type Result struct {
	Channel model.Channel
	Err     *Problem // nil when it was accepted
}

// Problem is why a letter was not accepted.
type Problem struct {
	Code    model.Code
	Message string
	Fields  []model.FieldError
}

// Failure is a line that was not accepted.
type Failure struct {
	Line      int
	Reference string // as far as it can be read
	Problem   Problem
}

func (f Failure) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "line %d", f.Line)
	if f.Reference != "" {
		fmt.Fprintf(&text, " (%s)", f.Reference)
	}
	if f.Problem.Code != "" {
		text.WriteString(": " + string(f.Problem.Code))
	}
	text.WriteString(": " + f.Problem.Message)
	for _, field := range f.Problem.Fields {
		fmt.Fprintf(&text, "; %s %s", field.Path, field.Message)
	}
	return text.String()
}

// Summary is how an import ended. Lines is New + Repeated + Errors.
type Summary struct {
	Lines                int // that are not blank, up to where it came
	Digital, Paper, Both int // the channels of all accepted lines
	New                  int // accepted in this run
	Repeated             int // accepted in an earlier run, and not sent again
	Errors               int // not accepted
	Unlisted             int // of Paper: those that Config.Paper was not told of
}

func (s Summary) String() string {
	return fmt.Sprintf("lines=%d digital=%d paper=%d both=%d new=%d repeated=%d errors=%d",
		s.Lines, s.Digital, s.Paper, s.Both, s.New, s.Repeated, s.Errors)
}

// errTooMany ends an import whose lines keep failing.
var errTooMany = errors.New("too many lines were not accepted; nothing after them was sent")

// Run imports the file. Lines that failed in an earlier run are tried again first. The summary says
// how far it came, also beside an error; what is in it is acknowledged and noted.
func Run(ctx context.Context, config Config) (Summary, error) {
	file, err := os.Open(config.File)
	if err != nil {
		return Summary{}, fmt.Errorf("open the letters: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return Summary{}, fmt.Errorf("look at the letters: %w", err)
	}
	kept, err := loadState(config, file)
	if err != nil {
		return Summary{}, err
	}
	i := &importing{Config: config, file: file, size: info.Size(), state: kept}
	i.summary.Repeated = kept.accepted()
	err = i.again(ctx)
	if err == nil {
		err = i.rest(ctx)
	}
	i.summary.Lines, i.summary.Errors = kept.Lines, len(kept.Failed)
	i.summary.Digital, i.summary.Paper, i.summary.Both = kept.Digital, kept.Paper, kept.Both
	i.summary.Unlisted = kept.Paper - kept.Listed
	return i.summary, err
}

// importing is one import under way. Only one goroutine changes state and summary.
type importing struct {
	Config
	file    *os.File
	size    int64
	state   *state
	summary Summary
}

// again sends the lines that failed before. Their places in the file are known.
func (i *importing) again(ctx context.Context) error {
	failed := i.state.Failed
	i.state.Failed = nil
	for len(failed) > 0 {
		batch := batch{}
		for _, place := range failed[:min(i.Batch, len(failed))] {
			line, err := lineAt(i.file, place)
			if err != nil {
				return err
			}
			batch.lines = append(batch.lines, line)
		}
		outcomes, err := i.send(ctx, batch)
		if err != nil {
			i.state.Failed = append(i.state.Failed, failed...) // as they were
			return err
		}
		if err := i.list(batch, outcomes); err != nil {
			i.state.Failed = append(i.state.Failed, failed...) // as they were
			return err
		}
		failed = failed[len(batch.lines):]
		i.note(batch, outcomes)
		// What is still to be tried stays noted as failed, in case this is the end.
		tried := len(i.state.Failed)
		i.state.Failed = append(i.state.Failed, failed...)
		err = i.state.save(i.State)
		i.state.Failed = i.state.Failed[:tried]
		if err != nil {
			return err
		}
	}
	return nil
}

// rest sends what lies beyond the acknowledged part: one goroutine reads, some send, this one
// notes the answers in the order of the file.
func (i *importing) rest(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	work, done := make(chan batch), make(chan answered)
	group.Go(func() error {
		defer close(work)
		return i.read(ctx, work)
	})
	senders, sending := errgroup.WithContext(ctx)
	for range i.Parallel {
		senders.Go(func() error {
			for batch := range work {
				outcomes, err := i.send(sending, batch)
				if err != nil {
					return err
				}
				select {
				case done <- answered{batch, outcomes}:
				case <-sending.Done():
					return sending.Err()
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(done)
		return senders.Wait()
	})
	group.Go(func() error { return i.collect(ctx, done) })
	return group.Wait()
}

// answered is a batch with its outcomes.
type answered struct {
	batch    batch
	outcomes []Result
}

// collect notes batches in the order of the file, whatever order their answers come in.
func (i *importing) collect(ctx context.Context, done <-chan answered) error {
	waiting := map[int]answered{}
	next := 0
	for {
		select {
		case one, open := <-done:
			if !open {
				return nil
			}
			waiting[one.batch.number] = one
		case <-ctx.Done():
			return ctx.Err()
		}
		for one, found := waiting[next]; found; one, found = waiting[next] {
			delete(waiting, next)
			next++
			if err := i.list(one.batch, one.outcomes); err != nil {
				return err
			}
			i.note(one.batch, one.outcomes)
			i.state.advance(one.batch)
			if err := i.state.save(i.State); err != nil {
				return err
			}
			if i.Progress != nil {
				i.Progress(i.state.Offset, i.size)
			}
			if i.MaxErrors > 0 && len(i.state.Failed) >= i.MaxErrors {
				return errTooMany
			}
		}
	}
}

// list tells of the letters that go by post.
func (i *importing) list(b batch, outcomes []Result) error {
	if i.Paper == nil {
		return nil
	}
	var references []string
	for at, outcome := range outcomes {
		if outcome.Err == nil && onPaper(outcome.Channel) {
			references = append(references, b.lines[at].reference())
		}
	}
	if len(references) == 0 {
		return nil
	}
	if err := i.Paper(references); err != nil {
		return fmt.Errorf("list the letters that go by post: %w", err)
	}
	i.state.Listed += len(references)
	return nil
}

// note counts the outcomes of a batch and tells of those that failed.
func (i *importing) note(b batch, outcomes []Result) {
	for at, outcome := range outcomes {
		line := b.lines[at]
		if outcome.Err != nil {
			i.state.Failed = append(i.state.Failed, line.place)
			i.Failed(Failure{Line: line.Line, Reference: line.reference(), Problem: *outcome.Err})
			continue
		}
		i.summary.New++
		i.state.count(outcome.Channel)
	}
}
