package resolvers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
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
	maxEventsBody  = 64 << 10 // bytes: a query and an id
)

// eventsKey is set where the answer is events: to what the request asks, over a WebSocket to nothing in particular.
type eventsKey struct{}

// eventsAsked is what the request of a subscription asks, as events has read it; nil for any other request.
func eventsAsked(ctx context.Context) *graphql.RawParams {
	params, _ := ctx.Value(eventsKey{}).(*graphql.RawParams)
	return params
}

// wantsEvents tells whether a request asks for events. A client that takes JSON too gets that.
func wantsEvents(r *http.Request) bool {
	accepted := r.Header.Get("Accept")
	return r.Method == http.MethodPost && strings.Contains(accepted, eventsMimeType) && !strings.Contains(accepted, "json")
}

// events lets a subscription live longer than other requests: until it ends, the client leaves or is not
// read from, the service ends, or maxEvents has passed. It ends with `complete` unless nobody is there to
// read it.
func (a *API) events(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		params, err := readOperation(http.NewResponseController(w), w, r)
		if err != nil {
			a.refuseAs(r.Context(), w, err, func(item *graph.ItemError, id string) any {
				extensions := map[string]any{"code": item.Code, "requestId": id}
				return graphql.Response{Errors: gqlerror.List{{Message: item.Message, Extensions: extensions}}}
			})
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), eventsKey{}, params))
		w.Header().Set("X-Accel-Buffering", "no") // a proxy that gathers an answer would show none of it
		next.ServeHTTP(w, r)
	})
}

// readOperation reads the body to its end, which lets the server notice that the client leaves. What is no
// operation is INVALID here, before the answer begins as events.
func readOperation(conn *http.ResponseController, w http.ResponseWriter, r *http.Request) (*graphql.RawParams, error) {
	params := &graphql.RawParams{Headers: r.Header}
	params.ReadTime.Start = graphql.Now()
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
	if err := fromJSON(body, params); err != nil {
		return nil, err
	}
	if err := conn.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, fmt.Errorf("lift the bound: %w", err)
	}
	params.ReadTime.End = graphql.Now()
	return params, nil
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
