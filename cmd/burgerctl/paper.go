package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// paperCommands are about letters that go by post.
type paperCommands struct {
	Take    takePaper    `cmd:"" help:"Take a batch of letters to print. The same batch again is the same letters: repeat it after any failure."`
	Confirm confirmPaper `cmd:"" help:"Confirm that a batch is printed."`
}

// paperBatch is a batch as it is shown.
type paperBatch struct {
	ID        string
	Count     *int
	At        time.Time
	PrintedAt *time.Time
}

// String is the batch on one line.
func (b paperBatch) String() string {
	if b.Count == nil {
		return fmt.Sprintf("batch id=%q incomplete: take it again", b.ID)
	}
	return fmt.Sprintf("batch id=%q letters=%d taken=%s printed=%s", b.ID, *b.Count, b.At.Format(time.RFC3339), moment(b.PrintedAt))
}

// takePaper takes a batch.
type takePaper struct {
	RunName string `arg:"" name:"run" help:"The run's name."`
	Batch   string `required:"" help:"Your name for the batch, unique within the run."`
	Out     string `required:"" type:"path" help:"CSV file for the letters: reference, letterId, reason, and pull, which is true for what was withdrawn or paid since. - is standard output."`
	Limit   int    `default:"500" help:"Letters at most, 1 to 500."`
	service
	behalf
}

type paperLetter struct {
	Reference, LetterID, Reason string
	Pull                        bool
}

// Run writes the file and prints how many letters there are.
func (c *takePaper) Run(ctx context.Context, to streams) error {
	input := map[string]any{"run": c.RunName, "batch": c.Batch, "limit": c.Limit, "onBehalfOf": c.given()}
	query := `mutation ($input: HandOutPaperInput!) { handOutPaper(input: $input) { complete letters { reference letterId reason pull } } }`
	var answer struct {
		HandOutPaper struct {
			Complete bool
			Letters  []paperLetter
		}
	}
	if err := c.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	letters, pull := answer.HandOutPaper.Letters, 0
	for _, letter := range letters {
		if letter.Pull {
			pull++
		}
	}
	if c.Out == "-" {
		return writePaper(to.out, letters)
	}
	if err := replaceFile(c.Out, func(out io.Writer) error { return writePaper(out, letters) }); err != nil {
		return fmt.Errorf("write the letters: %w", err)
	}
	_, err := fmt.Fprintf(to.out, "letters=%d pull=%d complete=%v\n", len(letters), pull, answer.HandOutPaper.Complete)
	return err
}

func writePaper(out io.Writer, letters []paperLetter) error {
	table := csv.NewWriter(out)
	rows := [][]string{{"reference", "letterId", "reason", "pull"}}
	for _, letter := range letters {
		rows = append(rows, []string{letter.Reference, letter.LetterID, letter.Reason, strconv.FormatBool(letter.Pull)})
	}
	return table.WriteAll(rows)
}

// replaceFile writes a file so that it is there whole or as it was.
func replaceFile(path string, write func(out io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".burgerctl-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already when all went well
	err = write(file)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// confirmPaper confirms a batch.
type confirmPaper struct {
	RunName string `arg:"" name:"run" help:"The run's name."`
	Batch   string `required:"" help:"The batch that was taken."`
	service
	behalf
}

// Run prints the batch.
func (c *confirmPaper) Run(ctx context.Context, to streams) error {
	query := `mutation ($input: ConfirmPaperInput!) { confirmPaper(input: $input) { batch { id count at printedAt } } }`
	var answer struct{ ConfirmPaper struct{ Batch paperBatch } }
	input := map[string]any{"run": c.RunName, "batch": c.Batch, "onBehalfOf": c.given()}
	if err := c.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	_, err := fmt.Fprintln(to.out, answer.ConfirmPaper.Batch)
	return err
}
