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
)

// readOutcomes prints what became of the sender's letters.
type readOutcomes struct {
	service
	behalf
	Cursor string        `type:"path" help:"File that keeps the place: it goes on from there, and what was printed is noted in it."`
	Follow bool          `help:"Go on asking for what comes."`
	Every  time.Duration `default:"5s" help:"With --follow: how often to ask while nothing comes."`
}

const outcomesQuery = `query Outcomes($after: String, $org: ID) {
  outcomes(after: $after, first: 500, onBehalfOf: $org) { events { id event at run reference letterId service } cursor hasMore }
}`

// Run prints the events, one JSON object a line, and notes after each part where it is.
func (c *readOutcomes) Run(ctx context.Context, to streams) error {
	asks, err := c.client()
	if err != nil {
		return err
	}
	after, err := c.place()
	if err != nil {
		return err
	}
	for {
		var data struct {
			Outcomes struct {
				Events  []json.RawMessage `json:"events"`
				Cursor  string            `json:"cursor"`
				HasMore bool              `json:"hasMore"`
			} `json:"outcomes"`
		}
		variables := map[string]any{"org": c.given()}
		if after != "" {
			variables["after"] = after
		}
		if err := asks.Do(ctx, outcomesQuery, variables, &data); err != nil {
			return fmt.Errorf("read the feed: %w", err)
		}
		for _, event := range data.Outcomes.Events {
			if _, err := fmt.Fprintf(to.out, "%s\n", event); err != nil {
				return fmt.Errorf("print an event: %w", err)
			}
		}
		after = data.Outcomes.Cursor
		if err := c.note(after); err != nil {
			return err
		}
		switch {
		case data.Outcomes.HasMore:
		case !c.Follow:
			return nil
		default:
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(c.Every):
			}
		}
	}
}

// place is where an earlier call ended; the beginning where there was none.
func (c *readOutcomes) place() (string, error) {
	if c.Cursor == "" {
		return "", nil
	}
	text, err := os.ReadFile(c.Cursor)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read where an earlier call ended: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// note keeps the place, so that a call that is cut prints a part again rather than never.
func (c *readOutcomes) note(after string) error {
	if c.Cursor == "" {
		return nil
	}
	err := replaceFile(c.Cursor, func(out io.Writer) error {
		_, err := fmt.Fprintln(out, after)
		return err
	})
	if err != nil {
		return fmt.Errorf("note the place: %w", err)
	}
	return nil
}
