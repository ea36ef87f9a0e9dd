package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// deliverLetter sends one letter, from a file or from flags.
type deliverLetter struct {
	service
	behalf
	RunName string `name:"run" default:"burgerctl" help:"Your name for the run."`
	File    string `type:"path" help:"The letter as one JSON object, as GraphQL's DeliverLetterInput; - is standard input. In place of the flags below."`

	INSZ      string `name:"insz" help:"National number of the recipient. Others on this machine can read flags: real numbers only in a file."`
	Reference string `help:"Your name for the letter, unique within the run; without it a new one, so that the same command sends another letter."`
	Kind      string `default:"INFORMATION" help:"Kind of letter, but not one with a voter's block."`
	Service   string `default:"Communicatie" help:"Department that sends it; empty for none. Where the sender lists departments it must be one of them."`
	Subject   string `default:"Werken in uw straat" help:"The subject, in Dutch."`
	Text      string `default:"Vanaf maandag werken we aan de riolering in uw straat. U hoeft niets te doen." help:"The text, in Dutch: CommonMark."`
}

// Run sends the letter and prints its id, its channel and why it goes by that. The error says why it was not accepted.
func (c *deliverLetter) Run(ctx context.Context, to streams) error {
	asks, err := c.client()
	if err != nil {
		return err
	}
	letter, err := c.letter(to.in)
	if err != nil {
		return err
	}
	deliveries, err := deliverAll(ctx, asks, c.RunName, c.behalf, []json.RawMessage{letter})
	if err != nil {
		return fmt.Errorf("the letter was not delivered: %w", err)
	}
	if len(deliveries) != 1 {
		return fmt.Errorf("the service answered %d results for one letter", len(deliveries))
	}
	one := deliveries[0]
	if one.Error != nil {
		var text strings.Builder
		fmt.Fprintf(&text, "%s: %s", one.Error.Code, one.Error.Message)
		for _, field := range one.Error.Fields {
			fmt.Fprintf(&text, "\n  %s %s", field.Path, field.Message)
		}
		return errors.New(text.String())
	}
	if one.Channel == model.ChannelPaper {
		_, _ = fmt.Fprintln(to.err, "not in the app: print it")
	}
	_, err = fmt.Fprintf(to.out, "letter=%s channel=%s reason=%s\n", one.LetterID, one.Channel, one.Reason)
	return err
}

// letter reads the file or puts the flags together.
func (c *deliverLetter) letter(in io.Reader) (json.RawMessage, error) {
	if c.File == "" {
		if c.INSZ == "" {
			return nil, errors.New("a letter needs --insz, or --file")
		}
		var department *string
		if c.Service != "" {
			department = &c.Service
		}
		return json.Marshal(graph.DeliverLetterInput{
			Service:   department,
			Reference: cmp.Or(c.Reference, rand.Text()), Recipient: &graph.RecipientInput{Insz: &c.INSZ}, Kind: model.LetterKind(c.Kind),
			Subject: c.Subject, Body: []*graph.TextInput{{Language: model.Dutch, Markdown: c.Text}},
		})
	}
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("open the letter: %w", err)
		}
		defer func() { _ = file.Close() }() // only read
		in = file
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read the letter: %w", err)
	}
	if !json.Valid(text) {
		return nil, errors.New("the letter is no JSON")
	}
	return text, nil
}
