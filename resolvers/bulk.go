package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The bounds of a stream of letters. A stream as a whole has no end by the clock but maxStream.
const (
	bulkBatch     = store.MaxBatch         // letters that are taken in together
	bulkAhead     = 3                      // batches under way at the same time: the others wait with their sender
	maxLine       = 512 << 10              // bytes: a letter with long texts in four languages
	endlessLine   = 32 << 20               // bytes: what comes without a line break for so long is no stream of lines
	bulkPause     = 200 * time.Millisecond // without a line for so long, what came is taken in
	bulkPatience  = time.Minute            // a sender who neither sends nor reads for so long is gone
	maxStream     = 2 * time.Hour
	linesMimeType = "application/x-ndjson"
)

// bulkLetters takes letters in as they stream by: `POST /bulk/letters?run=NAME&onBehalfOf=CODE`, one
// JSON object a line as DeliverLetterInput, with a sender's token. It answers a line for each, in
// their order, while the stream is still coming, and a last one that counts them: an answer without
// it was cut, and whoever sends everything again loses nothing and doubles nothing.
//
// A bad line is answered with its number and fields, and stops no other. A sender who does not read
// the answers is not read from either, so that memory stays flat however long the stream is.
func (a *API) bulkLetters(w http.ResponseWriter, req *http.Request) {
	ctx, cancel := context.WithTimeout(req.Context(), maxStream)
	defer cancel()
	call, err := a.bulkCall(ctx, req)
	if err != nil {
		a.refuse(ctx, w, err)
		return
	}
	conn := http.NewResponseController(w)
	if err := conn.EnableFullDuplex(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		a.refuse(ctx, w, fmt.Errorf("answer while reading: %w", err))
		return
	}
	body := &idleReader{body: req.Body, conn: conn}
	answers := &lineWriter{w: w, conn: conn}
	err = a.stream(ctx, call, body, answers)
	if err != nil && !answers.begun {
		a.refuse(ctx, w, err)
		return
	}
	answers.end(a.bulkErrorOf(ctx, err))
}

// bulkCall finds out who sends, for whom, in which run.
func (a *API) bulkCall(ctx context.Context, req *http.Request) (*sending, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if encoding := req.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, model.Invalid([]model.FieldError{{Path: "Content-Encoding", Message: "must not be there: the lines may not be compressed"}})
	}
	query := req.URL.Query()
	input := graph.DeliverLettersInput{Run: query.Get("run"), Letters: []*graph.DeliverLetterInput{{}}}
	if behalf := query.Get("onBehalfOf"); behalf != "" {
		input.OnBehalfOf = &behalf
	}
	if err := model.Invalid(a.resolver.validate.check(input)); err != nil {
		return nil, err
	}
	return a.resolver.sending(ctx, viewer, query.Get("onBehalfOf"), input.Run)
}

// bulkLine is one letter of a stream, and the answer to it.
type bulkLine struct {
	Line      int                 `json:"line"` // from 1
	Reference string              `json:"reference,omitempty"`
	LetterID  model.EntryID       `json:"letterId,omitempty"`
	Channel   model.Channel       `json:"channel,omitempty"`
	Reason    model.ChannelReason `json:"reason,omitempty"`
	Error     *bulkError          `json:"error,omitempty"`

	input *graph.DeliverLetterInput
}

// bulkError says why a line was not accepted.
type bulkError struct {
	Code       model.Code          `json:"code"`
	Message    string              `json:"message"`
	Fields     []*model.FieldError `json:"fields,omitempty"`
	RetryAfter int                 `json:"retryAfter,omitempty"` // seconds
}

// bulkJob is a batch under way.
type bulkJob struct {
	lines []*bulkLine
	done  chan error // why nothing is known of the batch
}

// stream reads, takes in and answers, each at its own pace but never far from the others.
func (a *API) stream(ctx context.Context, call *sending, body *idleReader, answers *lineWriter) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines := make(chan []byte, bulkBatch) // nil for one that is too long
	read := make(chan error, 1)
	go func() { read <- readLines(ctx, body, lines) }()
	jobs := make(chan *bulkJob, bulkAhead-1)
	go a.batches(ctx, call, lines, jobs)
	var failed error
	for job := range jobs {
		err := <-job.done
		if model.CodeOf(err) == model.CodeRateLimited && answers.begun { // too late for a status: say it line by line
			job.refused(a.bulkErrorOf(ctx, err))
			err = nil
		}
		if failed == nil {
			failed = err
		}
		if failed == nil {
			failed = answers.answer(job.lines)
		}
		if failed != nil {
			cancel() // go on only until the jobs under way have ended
		}
	}
	if failed != nil {
		body.stop()
	}
	if err := <-read; failed == nil {
		failed = err
	}
	return failed
}

// refused gives every line of the job that could be read the same error.
func (j *bulkJob) refused(why *bulkError) {
	for _, line := range j.lines {
		if line.Error == nil {
			line.Error = why
		}
	}
}

// batches makes jobs of the lines and starts them. What does not fill a batch is taken in when nothing
// follows soon: its sender may be waiting for the answer.
func (a *API) batches(ctx context.Context, call *sending, lines <-chan []byte, jobs chan<- *bulkJob) {
	defer close(jobs)
	number := 0
	for open := true; open; {
		var batch []*bulkLine
		var pause <-chan time.Time
		for full := false; !full && open; full = full || len(batch) == bulkBatch {
			select {
			case line, more := <-lines:
				if open = more; more {
					number++
					if line == nil || len(bytes.TrimSpace(line)) > 0 {
						batch = append(batch, a.readLine(ctx, number, line))
						pause = time.After(bulkPause)
					}
				}
			case <-pause:
				full = true
			case <-ctx.Done():
				open = false
			}
		}
		if len(batch) == 0 {
			continue
		}
		job := &bulkJob{lines: batch, done: make(chan error, 1)}
		jobs <- job // waits while bulkAhead are under way
		go func() { job.done <- a.takeLines(ctx, call, job.lines) }()
	}
}

// takeLines takes a batch in, as what holds now allows: a stream lasts longer than a mandate may. A store that is away for a moment is met by trying again; the error says
// that nothing is known of the batch.
func (a *API) takeLines(ctx context.Context, call *sending, lines []*bulkLine) error {
	var read []*bulkLine
	var letters []*graph.DeliverLetterInput
	for _, line := range lines {
		if line.Error == nil {
			read, letters = append(read, line), append(letters, line.input)
		}
	}
	var deliveries []*delivery
	now := *call
	err := store.Retry(ctx, func() (err error) {
		within, cancel := context.WithTimeout(ctx, MaxRequestTime)
		defer cancel()
		if now.sender, err = a.resolver.sender(within, call.viewer, call.behalf); err == nil {
			deliveries, err = a.resolver.takeIn(within, &now, letters)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i, d := range deliveries {
		if d.err != nil {
			read[i].Error = a.bulkErrorOf(ctx, d.err)
			continue
		}
		read[i].LetterID, read[i].Channel, read[i].Reason = d.letter.ID, d.record.Channel, d.record.Reason
	}
	return nil
}

// readLine reads a letter by the contract's types.
func (a *API) readLine(ctx context.Context, number int, text []byte) *bulkLine {
	line := &bulkLine{Line: number}
	bad := func(message string) *bulkLine {
		line.Error = &bulkError{Code: model.CodeInvalid, Message: message}
		return line
	}
	switch {
	case text == nil:
		return bad(fmt.Sprintf("the line has more than %d bytes", maxLine))
	case !utf8.Valid(text): // encoding/json would put other characters in their place, and nobody would notice
		return bad("the line is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var decoded map[string]any
	err := decoder.Decode(&decoded)
	if err == nil && decoder.More() {
		err = errors.New("more than one value")
	}
	if err != nil || decoded == nil {
		return bad("the line is not one JSON object")
	}
	line.Reference, _ = decoded["reference"].(string)
	input, wrong := a.letters.Read(ctx, decoded)
	if line.input = input; len(wrong) > 0 {
		line.Error = unreadable(wrong)
	}
	return line
}

// bulkErrorOf is an error as a line of the answer says it; nil for none.
func (a *API) bulkErrorOf(ctx context.Context, err error) *bulkError {
	if err == nil {
		return nil
	}
	item := a.resolver.itemError(ctx, err)
	shown := &bulkError{Code: item.Code, Message: item.Message, Fields: item.Fields}
	shown.RetryAfter, _ = waits(ctx, err)
	return shown
}
