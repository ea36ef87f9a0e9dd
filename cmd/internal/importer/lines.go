package importer

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"
)

// maxLine is the longest line, in bytes: some ten times the longest letter.
const maxLine = 1 << 20

// place is where a line stands in the file.
type place struct {
	Line   int   `json:"line"` // from 1
	Offset int64 `json:"offset"`
	Length int   `json:"length"` // with its line break
}

// line is one letter of the file.
type line struct {
	place
	raw     []byte
	problem *Problem // it cannot be sent
}

// batch is lines that are sent together.
type batch struct {
	number int
	lines  []line
	end    int64 // where the file goes on
	last   int   // the line, blank ones too, that ends there
}

// check says why a line cannot be sent.
func (l *line) check() {
	if l.Line == 1 {
		l.raw = bytes.TrimPrefix(l.raw, []byte("\ufeff")) // some programs mark UTF-8 so
	}
	l.raw = bytes.TrimSpace(l.raw)
	switch {
	case l.Length > maxLine:
		l.problem = &Problem{Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)}
	case !utf8.Valid(l.raw):
		l.problem = &Problem{Message: "the line is no UTF-8"}
	case len(l.raw) > 0 && l.raw[0] != '{':
		l.problem = &Problem{Message: "the line is no JSON object"}
	default:
		var object map[string]json.RawMessage
		if err := json.Unmarshal(l.raw, &object); err != nil {
			l.problem = &Problem{Message: fmt.Sprintf("the line is no JSON object: %v", err)}
		}
	}
}

// reference is the letter's, as far as it can be read; it is no personal data.
func (l *line) reference() string {
	var letter struct {
		Reference string `json:"reference"`
	}
	if json.Unmarshal(l.raw, &letter) != nil {
		return ""
	}
	return letter.Reference
}

// read cuts what lies beyond the acknowledged part into batches.
func (i *importing) read(ctx context.Context, work chan<- batch) error {
	from := i.state.Offset
	input := bufio.NewReaderSize(io.NewSectionReader(i.file, from, max(i.size-from, 0)), 256<<10)
	next := batch{end: from, last: i.state.Last}
	hand := func() error {
		select {
		case work <- next:
			next = batch{number: next.number + 1, end: next.end, last: next.last}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for last := false; !last; {
		raw, length, err := readLine(input)
		if last = errors.Is(err, io.EOF); err != nil && !last {
			return fmt.Errorf("read the letters: %w", err)
		}
		if length > 0 {
			next.last++
			one := line{place: place{Line: next.last, Offset: next.end, Length: length}, raw: raw}
			next.end += int64(length)
			if len(bytes.TrimSpace(raw)) > 0 {
				one.check()
				next.lines = append(next.lines, one)
			}
		}
		if len(next.lines) == i.Batch || (last && next.end > from) {
			if err := hand(); err != nil {
				return err
			}
			from = next.end
		}
	}
	return nil
}

// readLine reads up to and including the next line break. Of a line that is too long it keeps the
// beginning only. length counts all that was read.
func readLine(input *bufio.Reader) (raw []byte, length int, err error) {
	for {
		part, err := input.ReadSlice('\n')
		length += len(part)
		if length <= maxLine {
			raw = append(raw, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return raw, length, err
		}
	}
}

// lineAt reads a line again.
func lineAt(file *os.File, at place) (line, error) {
	raw := make([]byte, min(at.Length, maxLine))
	if _, err := file.ReadAt(raw, at.Offset); err != nil {
		return line{}, fmt.Errorf("read line %d again: %w", at.Line, err)
	}
	one := line{place: at, raw: raw}
	one.check()
	return one, nil
}
