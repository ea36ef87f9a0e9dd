package resolvers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// Subscriptions are answered over a WebSocket (socket.go) or as server-sent events: GraphQL over SSE in its
// distinct connections mode, one POST /graphql for each, with `Accept: text/event-stream`. All else is
// answered as JSON.

const (
	eventsMimeType = "text/event-stream"
	heartbeat      = 15 * time.Second // between two signs of life; proxies cut what is still for a minute
	eventPatience  = 30 * time.Second // a client who does not read for so long is gone
	maxEventsBody  = 64 << 10         // bytes: a query and an id
)

type eventsKey struct{}

// wantsEvents tells whether a request asks for events. A client that takes JSON too gets that.
func wantsEvents(r *http.Request) bool {
	accepted := r.Header.Get("Accept")
	return r.Method == http.MethodPost && strings.Contains(accepted, eventsMimeType) && !strings.Contains(accepted, "json")
}

// eventTransport answers what wantsEvents says. It is ours because gqlgen's keeps a goroutine for each stream
// and cannot say why one ends.
type eventTransport struct{}

// Supports implements graphql.Transport.
func (eventTransport) Supports(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return wantsEvents(r) && err == nil && kind == "application/json"
}

// Do implements graphql.Transport.
func (eventTransport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params := &graphql.RawParams{Headers: r.Header, ReadTime: graphql.TraceTiming{Start: graphql.Now(), End: graphql.Now()}}
	body, err := io.ReadAll(r.Body)
	if err != nil || fromJSON(body, params) != nil { // readOperation has tried
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", eventsMimeType)
	send := func(text string) {
		_, _ = io.WriteString(w, text) // the writer notes who does not read
		_ = http.NewResponseController(w).Flush()
	}
	send(":\n\n")
	next := func(response *graphql.Response) { send("event: next\ndata: " + string(encoded(response)) + "\n\n") }
	beats := make(chan *time.Timer, 1) // a timer costs an idle stream less than a goroutine
	beats <- time.AfterFunc(heartbeat, func() {
		beat := <-beats
		send(": ping\n\n")
		beat.Reset(heartbeat)
		beats <- beat
	})
	defer func() { beat := <-beats; beat.Stop(); close(beats) }()
	if run := operate(r.Context(), exec, params, next, next); run != nil {
		if last := run(); last != nil {
			next(last)
		}
	}
	send("event: complete\n\n")
}

// events lets a subscription live longer than other requests: until it ends, the client leaves or is not
// read from, the service ends, or maxEvents has passed. It ends with `complete` unless nobody is there to
// read it.
func (a *API) events(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn := http.NewResponseController(w)
		body, err := readOperation(conn, w, r)
		if err != nil {
			a.refuseAs(r.Context(), w, err, func(item *graph.ItemError, id string) any {
				extensions := map[string]any{"code": item.Code, "requestId": id}
				return graphql.Response{Errors: gqlerror.List{{Message: item.Message, Extensions: extensions}}}
			})
			return
		}
		ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), eventsKey{}, true), maxEvents+eventPatience)
		defer cancel()
		defer context.AfterFunc(a.life, cancel)()
		r = r.WithContext(ctx)
		r.Body = io.NopCloser(bytes.NewReader(body))
		w.Header().Set("X-Accel-Buffering", "no") // a proxy that gathers an answer would show none of it
		writer := &eventWriter{ResponseWriter: w, conn: conn, gone: cancel}
		defer writer.end()
		next.ServeHTTP(writer, r)
	})
}

// readOperation reads the body to its end, which lets the server notice that the client leaves. What is no
// operation is INVALID here: gqlgen's transport would write it into the log.
func readOperation(conn *http.ResponseController, w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if err := conn.SetReadDeadline(time.Now().Add(MaxRequestTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, fmt.Errorf("bound the wait for the request: %w", err)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxEventsBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, model.Errorf(model.CodeTooComplex, "a subscription may have at most %d bytes", maxEventsBody)
	}
	if err != nil {
		return nil, model.Because(err, model.CodeInvalid, "the request did not arrive as a whole")
	}
	if err := fromJSON(body, &graphql.RawParams{}); err != nil {
		return nil, err
	}
	if err := conn.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, fmt.Errorf("lift the bound: %w", err)
	}
	return body, nil
}

// eventWriter sends events to a client that reads them. It is silent once the answer has ended, also where a
// heartbeat was about to be written.
type eventWriter struct {
	http.ResponseWriter
	conn  *http.ResponseController
	gone  func() // the client does not read any more
	mu    sync.Mutex
	ended bool
}

// Write implements io.Writer.
func (w *eventWriter) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return 0, errStopped
	}
	_ = w.conn.SetWriteDeadline(time.Now().Add(eventPatience)) // not every test's writer can
	n, err := w.ResponseWriter.Write(text)
	if err != nil {
		w.gone()
		return n, fmt.Errorf("send an event: %w", err)
	}
	return n, nil
}

// Flush implements http.Flusher, also where the writer below is wrapped.
func (w *eventWriter) Flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return
	}
	if err := w.conn.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		w.gone()
	}
}

func (w *eventWriter) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	_ = w.conn.SetWriteDeadline(time.Time{}) // the connection may carry other requests
}

// subscriptionsOnly answers subscriptions as events and nothing else so: what ends at once is bounded in
// time as all requests are.
type subscriptionsOnly struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = subscriptionsOnly{}

// ExtensionName names the extension.
func (subscriptionsOnly) ExtensionName() string { return "SubscriptionsOnly" }

// Validate accepts every schema.
func (subscriptionsOnly) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation on the wrong path.
func (subscriptionsOnly) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	asEvents := ctx.Value(eventsKey{}) != nil
	switch subscribes := operation.Operation.Operation == ast.Subscription; {
	case subscribes && !asEvents:
		return refused(model.CodeInvalid, "a subscription is answered over a WebSocket, or to `Accept: "+eventsMimeType+"` only")
	case asEvents && !subscribes:
		return refused(model.CodeInvalid, "only a subscription is answered over a WebSocket or as "+eventsMimeType+": send this as a POST of its own")
	default:
		return nil
	}
}
