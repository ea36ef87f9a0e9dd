package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"burgerbode/graph/model"
)

const (
	maxEvent = 1 << 20         // bytes of a line
	silence  = 1 * time.Minute // a service that says nothing for so long is gone; it gives a sign of life each 15 s
)

// Follow subscribes, and hands each event's data to each until the service ends the subscription: nil then,
// or once each gives an error, which is answered. The service ends one also when the token expires, after an
// hour, and when it stops: who wants more subscribes again. Other errors are as Do's.
func (c *Client) Follow(ctx context.Context, query string, variables any, each func(data json.RawMessage) error) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return fmt.Errorf("write the request: %w", err)
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	request, err := c.request(inner, "/graphql", body, "text/event-stream")
	if err != nil {
		return err
	}
	quiet := time.AfterFunc(silence, cancel)
	defer quiet.Stop()
	sender := &http.Client{} // a client's timeout would cut the answer
	if c.HTTP != nil {
		sender.Transport = c.HTTP.Transport
	}
	response, err := sender.Do(request)
	if err != nil {
		return c.unreached(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	if kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); kind != "text/event-stream" {
		text, err := io.ReadAll(io.LimitReader(response.Body, maxEvent))
		if err != nil {
			return c.unreached(ctx, err)
		}
		return read(response.StatusCode, response.Header, text, &json.RawMessage{})
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, maxEvent)
	for lines.Scan() {
		quiet.Reset(silence)
		name, text, _ := strings.Cut(lines.Text(), ":")
		switch text = strings.TrimPrefix(text, " "); {
		case name == "event" && text == "complete":
			return nil
		case name == "data":
			var data json.RawMessage
			if err := read(response.StatusCode, response.Header, []byte(text), &data); err != nil {
				return err
			}
			if err := each(data); err != nil {
				return err
			}
		}
	}
	return c.broken(ctx, lines.Err())
}

// broken is why a subscription ended without its end.
func (c *Client) broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("nothing came for %s", silence)
	}
	return &Error{Code: model.CodeUnavailable, Message: "the events of " + c.URL + " broke off: " + err.Error(), cause: err}
}
