package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"burgerbode/cmd/internal/client"
	"burgerbode/graph/model"
)

// send delivers a batch and answers one outcome for each line. While the service is away it tries
// again; what the service calls wrong as a whole is halved until the wrong line is found. The error
// is one that no line is to blame for.
func (i *importing) send(ctx context.Context, b batch) ([]Result, error) {
	outcomes := make([]Result, len(b.lines))
	var left []int // the lines, by their place in the batch, that have no outcome yet
	for at := range b.lines {
		if problem := b.lines[at].problem; problem != nil {
			outcomes[at].Err = problem
			continue
		}
		left = append(left, at)
	}
	deadline := time.Now().Add(i.Patience)
	for attempt := 0; len(left) > 0; attempt++ {
		var err error
		left, err = i.try(ctx, b, left, outcomes)
		failure, known := errors.AsType[*client.Error](err)
		switch {
		case len(left) == 0 && err == nil:
			return outcomes, nil
		case known && !failure.Again(), err != nil && !known:
			return nil, err
		case time.Now().After(deadline):
			return nil, fmt.Errorf("the service was away for %v: %w", i.Patience, errors.Join(err, errLeft))
		}
		if err := pause(ctx, attempt, failure); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

// errLeft says that single letters got UNAVAILABLE until the end.
var errLeft = errors.New("some letters have no answer yet")

// try sends some lines once and answers those that must be sent again.
func (i *importing) try(ctx context.Context, b batch, lines []int, outcomes []Result) ([]int, error) {
	letters := make([]json.RawMessage, len(lines))
	for n, at := range lines {
		letters[n] = b.lines[at].raw
	}
	results, err := i.Deliver(ctx, i.Run, letters)
	failure, known := errors.AsType[*client.Error](err)
	switch {
	case known && wrongInput(failure) && len(lines) == 1:
		outcomes[lines[0]].Err = problemOf(failure)
		return nil, nil
	case known && wrongInput(failure):
		half := len(lines) / 2
		first, err := i.try(ctx, b, lines[:half], outcomes)
		if err != nil {
			return append(first, lines[half:]...), err
		}
		second, err := i.try(ctx, b, lines[half:], outcomes)
		return append(first, second...), err
	case err != nil:
		return lines, err
	case len(results) != len(lines):
		return lines, fmt.Errorf("the service answered %d results for %d letters", len(results), len(lines))
	}
	var again []int
	for n, at := range lines {
		if problem := results[n].Err; problem != nil && problem.Code == model.CodeUnavailable {
			again = append(again, at)
			continue
		}
		outcomes[at] = results[n]
	}
	return again, nil
}

// problemOf is what is wrong with the one letter of a request that was refused as a whole. GraphQL
// itself names the field by its path in the variables.
func problemOf(failure *client.Error) *Problem {
	problem := &Problem{Code: failure.Code, Message: failure.Message, Fields: failure.Fields}
	if _, field, found := strings.Cut(failure.Path, "letters.0."); found {
		problem.Message, problem.Fields = "the letter does not follow the contract", []model.FieldError{{Path: field, Message: failure.Message}}
	}
	return problem
}

// wrongInput tells whether a request was refused for what it says, so that a part of it may be
// good.
func wrongInput(failure *client.Error) bool {
	for _, field := range failure.Fields {
		if field.Path == "run" { // wrong for every letter
			return false
		}
	}
	switch failure.Code {
	case model.CodeInvalid, model.CodeTooComplex:
		return true
	default:
		return false
	}
}

// pause waits before another attempt: half a second at first, doubled each time up to half a
// minute, with jitter; or as long as the service asks.
func pause(ctx context.Context, attempt int, failure *client.Error) error {
	wait := min(500*time.Millisecond<<min(attempt, 6), 30*time.Second)
	wait = wait/2 + rand.N(wait) //nolint:gosec // jitter, not a secret
	if failure != nil {
		wait = max(wait, failure.RetryAfter)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
