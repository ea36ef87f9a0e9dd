// Package client asks Burgerbode's GraphQL API, as a sender's or a citizen's program does. Start
// reading at Client.Do.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"burgerbode/graph/model"
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 64 << 20

// Client asks one API.
type Client struct {
	// URL is where the service is, without /graphql: http://127.0.0.1:8080.
	URL string
	// Token gives the bearer token for each request; nil: none is sent.
	Token func() (string, error)
	// HTTP sends the requests; nil: one with a timeout of a minute.
	HTTP *http.Client
}

// Error is why a request as a whole was not answered with data.
type Error struct {
	Code       model.Code // of the first error; UNAVAILABLE when the service was not reached; empty when it is none of ours
	Message    string
	Fields     []model.FieldError
	Path       string // where in the variables GraphQL itself found it, such as input.letters.0.kind; empty: nowhere
	RequestID  string
	RetryAfter time.Duration // how long the service asks to wait; 0: it does not say
	cause      error
}

func (e *Error) Error() string {
	var text strings.Builder
	if e.Code != "" {
		text.WriteString(string(e.Code) + ": ")
	}
	text.WriteString(e.Message)
	for _, field := range e.Fields {
		fmt.Fprintf(&text, "; %s %s", field.Path, field.Message)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&text, " (request %s)", e.RequestID)
	}
	return text.String()
}

// Unwrap gives what went wrong below, for a service that was not reached.
func (e *Error) Unwrap() error { return e.cause }

// Again tells whether repeating the same request can help.
func (e *Error) Again() bool {
	return e.Code == model.CodeUnavailable || e.Code == model.CodeRateLimited
}

// answer is what GraphQL over HTTP says.
type answer struct {
	Data   json.RawMessage `json:"data"`
	Errors []struct {
		Message    string `json:"message"`
		Path       []any  `json:"path"`
		Extensions struct {
			Code      model.Code         `json:"code"`
			Fields    []model.FieldError `json:"fields"`
			RequestID string             `json:"requestId"`
		} `json:"extensions"`
	} `json:"errors"`
}

// Do sends an operation and reads its data. Any error of the answer is an *Error, as is a service
// that is not reached; else it is the context's or the token's.
func (c *Client) Do(ctx context.Context, query string, variables, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return fmt.Errorf("write the request: %w", err)
	}
	status, header, text, err := c.Post(ctx, "/graphql", body)
	if err != nil {
		return err
	}
	return read(status, header, text, into)
}

// read takes an answer apart.
func read(status int, header http.Header, text []byte, into any) error {
	var got answer
	if json.Unmarshal(text, &got) != nil || (got.Data == nil && got.Errors == nil) {
		failure := &Error{Message: fmt.Sprintf("the answer is no GraphQL: status %d", status), RetryAfter: retryAfter(header)}
		switch {
		case status == http.StatusTooManyRequests:
			failure.Code = model.CodeRateLimited
		case status >= http.StatusInternalServerError:
			failure.Code = model.CodeUnavailable
		}
		return failure
	}
	if len(got.Errors) > 0 {
		first := got.Errors[0]
		return &Error{
			Code: first.Extensions.Code, Message: first.Message, Fields: first.Extensions.Fields, Path: variablePath(first.Path),
			RequestID: first.Extensions.RequestID, RetryAfter: retryAfter(header),
		}
	}
	if err := json.Unmarshal(got.Data, into); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}

// variablePath is a path that leads into the variables; empty for one that leads into the answer.
func variablePath(path []any) string {
	if len(path) < 2 || path[0] != "variable" {
		return ""
	}
	steps := make([]string, len(path)-1)
	for i, step := range path[1:] {
		steps[i] = fmt.Sprint(step)
	}
	return strings.Join(steps, ".")
}

// Post sends a JSON body to a path of the service, with the token.
func (c *Client) Post(ctx context.Context, path string, body []byte) (status int, header http.Header, answer []byte, err error) {
	request, err := c.request(ctx, path, body, "application/json")
	if err != nil {
		return 0, nil, nil, err
	}
	sender := c.HTTP
	if sender == nil {
		sender = &http.Client{Timeout: time.Minute}
	}
	response, err := sender.Do(request)
	if err != nil {
		return 0, nil, nil, c.unreached(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return 0, nil, nil, c.unreached(ctx, err)
	}
	return response.StatusCode, response.Header, answer, nil
}

// request is a POST of JSON with the token.
func (c *Client) request(ctx context.Context, path string, body []byte, accept string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(c.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	if c.Token != nil {
		token, err := c.Token()
		if err != nil {
			return nil, fmt.Errorf("the token: %w", err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return request, nil
}

// unreached is the context's error where that is why, else UNAVAILABLE.
func (c *Client) unreached(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &Error{Code: model.CodeUnavailable, Message: fmt.Sprintf("%s was not reached: %v", c.URL, errors.Unwrap(err)), cause: err}
}

// retryAfter reads the seconds that a service asks to wait.
func retryAfter(header http.Header) time.Duration {
	seconds, err := strconv.Atoi(header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
