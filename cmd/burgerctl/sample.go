package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/graph/model"
)

// sampleLetters makes a file for importLetters.
type sampleLetters struct {
	NIS   string `name:"nis" required:"" help:"NIS code of the municipality, such as 12025 for Mechelen."`
	Count int    `default:"5000" help:"How many letters."`
	Seed  uint64 `default:"1" help:"Another seed gives other people. The citizens that the demo shows are in none: they have a call letter."`
	Day   string `help:"Day of the election, such as 2027-06-13; by default the first Sunday at least fifteen days away, as in the demo."`
	Out   string `default:"-" type:"path" help:"File to write; - is standard output."`
}

// Run writes the letters.
func (c *sampleLetters) Run(to streams) error {
	day := sample.ElectionDay(time.Now())
	if c.Day != "" {
		day = model.Day(c.Day)
		if _, err := time.Parse(time.DateOnly, c.Day); err != nil {
			return fmt.Errorf("--day: %q is not a day such as 2027-06-13", c.Day)
		}
	}
	shown, err := seed.Numbers(seed.Citizens)
	if err != nil {
		return err
	}
	letters, err := sample.Letters(c.NIS, c.Count, c.Seed, day, shown)
	if err != nil {
		return err
	}
	out, closeOut := to.out, func() error { return nil }
	if c.Out != "-" {
		file, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("write the letters: %w", err)
		}
		out, closeOut = file, file.Close
	}
	buffered := bufio.NewWriter(out)
	lines := json.NewEncoder(buffered)
	lines.SetEscapeHTML(false)
	for _, letter := range letters {
		if err := lines.Encode(letter); err != nil {
			return errors.Join(fmt.Errorf("write the letters: %w", err), closeOut())
		}
	}
	if err := errors.Join(buffered.Flush(), closeOut()); err != nil {
		return fmt.Errorf("write the letters: %w", err)
	}
	if c.Out != "-" {
		_, _ = fmt.Fprintf(to.err, "%d letters in %s\n", len(letters), c.Out)
	}
	return nil
}

// sampleDocument makes a PDF to hand over.
type sampleDocument struct {
	Title string `default:"Factuur" help:"What it is called."`
	Text  string `default:"Buitenschoolse opvang." help:"What it says, in Dutch."`
	Out   string `required:"" type:"path" help:"File to write."`
}

// Run writes the document.
func (c *sampleDocument) Run(to streams) error {
	content, err := sample.Document(c.Title, "Stad Mechelen", model.DayOf(time.Now()), c.Text)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, content, 0o600); err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	_, _ = fmt.Fprintf(to.err, "%d bytes in %s\n", len(content), c.Out)
	return nil
}
