package resolvers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// idleReader reads a body that may take long but never pauses for longer than bulkPatience.
type idleReader struct {
	body    io.Reader
	conn    *http.ResponseController
	mu      sync.Mutex
	stopped bool
}

var errStopped = errors.New("nothing more is read")

// Read implements io.Reader.
func (r *idleReader) Read(into []byte) (int, error) {
	if err := r.patience(time.Now().Add(bulkPatience)); err != nil {
		return 0, err
	}
	return r.body.Read(into)
}

// stop ends a read that waits, and all later ones.
func (r *idleReader) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = true
	_ = r.conn.SetReadDeadline(time.Unix(1, 0)) // where it cannot be set, closing the connection ends the read
}

func (r *idleReader) patience(until time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		return errStopped
	}
	if err := r.conn.SetReadDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("bound the wait for lines: %w", err)
	}
	return nil
}

// bulkTotal is the last line of an answer.
type bulkTotal struct {
	Done     bool       `json:"done"` // true: every line was answered
	Lines    int        `json:"lines"`
	Accepted int        `json:"accepted"`
	Errors   int        `json:"errors"`
	Error    *bulkError `json:"error,omitempty"` // why it is not done
}

// lineWriter writes answers, a JSON object a line.
type lineWriter struct {
	w     http.ResponseWriter
	conn  *http.ResponseController
	begun bool
	total bulkTotal
}

// answer writes and sends the answers to a batch. The error says that nobody reads them.
func (w *lineWriter) answer(lines []*bulkLine) error {
	var text []byte
	for _, line := range lines {
		w.total.Lines++
		if line.Error == nil {
			w.total.Accepted++
		} else {
			w.total.Errors++
		}
		encoded, err := json.Marshal(line)
		if err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
		text = append(append(text, encoded...), '\n')
	}
	return w.write(text)
}

// end writes the last line.
func (w *lineWriter) end(why *bulkError) {
	w.total.Done, w.total.Error = why == nil, why
	text, err := json.Marshal(w.total)
	if err == nil {
		_ = w.write(append(text, '\n')) // who has gone misses nothing
	}
}

func (w *lineWriter) write(text []byte) error {
	if !w.begun {
		w.w.Header().Set("Content-Type", linesMimeType)
		w.begun = true
	}
	if err := w.conn.SetWriteDeadline(time.Now().Add(bulkPatience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("bound the wait for a reader: %w", err)
	}
	if _, err := w.w.Write(text); err != nil {
		return fmt.Errorf("send the answers: %w", err)
	}
	if err := w.conn.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("send the answers: %w", err)
	}
	return nil
}

// unreadable says which fields of a letter have not the contract's type.
func unreadable(wrong gqlerror.List) *bulkError {
	shown := &bulkError{Code: model.CodeInvalid, Message: "the letter has not the form of DeliverLetterInput"}
	for _, fault := range wrong {
		shown.Fields = append(shown.Fields, &model.FieldError{Path: fault.Path.String(), Message: fault.Message})
	}
	return shown
}

// readLines cuts the body into lines. It waits while nobody takes them. A line that is too long comes as nil.
// What was torn by a cut is no line, and a byte order mark before the first no part of it.
func readLines(ctx context.Context, body io.Reader, lines chan<- []byte) error {
	defer close(lines)
	from := bufio.NewReaderSize(body, 64<<10)
	for first := true; ; {
		line, size, err := nextLine(from)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return err
		}
		if first {
			line, first = bytes.TrimPrefix(line, []byte(byteOrderMark)), false
		}
		if size > 0 {
			select {
			case lines <- line:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if last {
			return nil
		}
	}
}

// nextLine reads a line, with its break, whose size it answers. Of one that is longer than maxLine it keeps
// nothing, and INVALID says that there is no end to it.
func nextLine(from *bufio.Reader) (line []byte, size int, err error) {
	for {
		part, err := from.ReadSlice('\n')
		size += len(part)
		switch {
		case size > endlessLine:
			return nil, size, model.Errorf(model.CodeInvalid, "there is no line break within %d bytes", endlessLine)
		case size > maxLine:
			line = nil
		default:
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, size, err
		}
	}
}
