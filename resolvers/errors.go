package resolvers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

type requestIDKey struct{}

// headerKey is where the header of the answer is, until the answer begins.
type headerKey struct{}

// answerHeader is the header of an answer. Fields are answered at the same time, and each may say how long to
// wait. Nil, which also takes everything, is that of an answer that has none of its own: a message on a socket.
type answerHeader struct {
	mu     sync.Mutex
	header http.Header
}

func headerOf(ctx context.Context) *answerHeader {
	header, _ := ctx.Value(headerKey{}).(*answerHeader)
	return header
}

func (h *answerHeader) set(name, text string) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.header != nil {
		h.header.Set(name, text)
	}
}

// add adds an item to a header that is a list.
func (h *answerHeader) add(name, item string) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if before := h.header.Get(name); before != "" {
		item = before + ", " + item
	}
	if h.header != nil {
		h.header.Set(name, item)
	}
}

// sent lets go of the header of an answer that has begun and goes on for long.
func (h *answerHeader) sent() {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.header = nil
}

// waits says in the answer's header how long to wait before trying again, in whole seconds.
func waits(ctx context.Context, err error) (seconds int, said bool) {
	limited, ok := errors.AsType[*model.Error](err)
	if !ok || limited.After <= 0 {
		return 0, false
	}
	seconds = int((limited.After + time.Second - 1) / time.Second)
	headerOf(ctx).set("Retry-After", strconv.Itoa(seconds))
	return seconds, true
}

// requestID gives each request an id, for the log and for the citizen to quote, and each answer what holds for all.
func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff") // what citizens and senders wrote stands in answers
		ctx := context.WithValue(r.Context(), requestIDKey{}, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, headerKey{}, &answerHeader{header: w.Header()})))
	})
}

// panicked is what a resolver that panicked answers: only the log sees why.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

func recovered(_ context.Context, value any) error {
	return &panicked{value: value, stack: debug.Stack()}
}

// presenter makes the error that the client sees: model errors with code and message, GraphQL's
// own with a code of the contract, all else INTERNAL with the request id and one line in the log.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		own := *graphql.DefaultErrorPresenter(ctx, err) // a copy: the log gets err as it is
		shown := &own
		shown.Locations = shown.Locations[:min(len(shown.Locations), maxLocations)]
		if wrong := wrongArgument(ctx, shown); wrong != nil {
			err, shown.Path = wrong, graphql.GetFieldContext(ctx).Path() // a path leads into the answer
		}
		code, message, fields := classify(err)
		if code == "" { // GraphQL's own
			passed := exceededBy(ctx, shown)
			shown.Message = clipped(withoutValues(shown.Message))
			shown.Extensions = map[string]any{"code": graphQLCode(shown)}
			if path := variablePath(shown.Path); path != "" {
				shown.Path = nil // it led into the input, not into the answer
				shown.Extensions["fields"] = []model.FieldError{{Path: clipped(path), Message: shown.Message}}
			}
			if passed != nil {
				shown.Extensions["limit"] = passed
			}
			return shown
		}
		passed := exceededBy(ctx, shown)
		shown.Message = clipped(message)
		shown.Extensions = map[string]any{"code": string(code)}
		if len(fields) > 0 {
			shown.Extensions["fields"] = fewer(fields)
		}
		if passed != nil {
			shown.Extensions["limit"] = passed
		}
		hints(err, shown.Extensions)
		if seconds, said := waits(ctx, err); said {
			shown.Extensions["retryAfter"] = seconds
		}
		if code == model.CodeInternal || code == model.CodeUnavailable {
			id, _ := ctx.Value(requestIDKey{}).(string)
			shown.Extensions["requestId"] = id
			if errors.Is(err, context.Canceled) { // the client went away: nobody's fault
				return shown
			}
			if fewFailures(ctx) {
				logFailure(ctx, log, id, code, shown.Path.String(), err)
			}
		}
		return shown
	}
}

// hints adds what an error of the model tells beside its code.
func hints(err error, extensions map[string]any) {
	if known, ok := errors.AsType[*model.Error](err); ok {
		for name, hint := range known.Hints {
			extensions[name] = hint
		}
	}
}

// wrongArgument says which argument could not be read, such as a day that does not exist; nil for
// any other error. GraphQL's own types are checked before, with errors of GraphQL's own.
func wrongArgument(ctx context.Context, err *gqlerror.Error) error {
	field := graphql.GetFieldContext(ctx)
	if field == nil || err.Err == nil || len(err.Path) <= len(field.Path()) {
		return nil
	}
	argument := err.Path[len(field.Path()):]
	if len(argument) > 1 {
		argument = argument[1:] // paths are told from the input on
	}
	return model.Invalid([]model.FieldError{{Path: argument.String(), Message: withoutValues(err.Err.Error())}})
}

// variablePath is the input field that GraphQL could not read, as the caller wrote it: the path of
// such an error is "variable", the variable's name, and the way into it.
func variablePath(path ast.Path) string {
	if len(path) < 2 || path[0] != ast.PathName("variable") {
		return ""
	}
	if len(path) > 2 {
		path = path[1:] // paths are told from the input on
	}
	return path[1:].String()
}

type failuresKey struct{}

// countingFailures counts the fields of one operation that could not be answered: thousands of items may fail
// for one reason, which the log needs to hear some times only.
func countingFailures(ctx context.Context) context.Context {
	return context.WithValue(ctx, failuresKey{}, &atomic.Int64{})
}

// fewFailures counts one more, and tells whether the log shall hear of it.
func fewFailures(ctx context.Context) bool {
	count, ok := ctx.Value(failuresKey{}).(*atomic.Int64)
	return !ok || count.Add(1) <= maxErrors
}

func logFailure(ctx context.Context, log *slog.Logger, id string, code model.Code, path string, err error) {
	attributes := []any{"request", id, "code", code, "path", path, "error", err}
	if crashed, ok := errors.AsType[*panicked](err); ok {
		attributes = append(attributes, "stack", string(crashed.stack))
	}
	log.ErrorContext(ctx, "a field could not be answered", attributes...)
}

// classify is what the client sees of an error; no code for one of GraphQL's own.
func classify(err error) (model.Code, string, []model.FieldError) {
	var known *model.Error
	var own *gqlerror.Error
	switch {
	case errors.As(err, &known):
		return known.Code, known.Message, known.Fields
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return model.CodeUnavailable, "the service is away for the moment; repeat the same call", nil
	case errors.As(err, &own) && own.Err == nil:
		return "", "", nil
	default:
		return model.CodeInternal, "something went wrong on our side", nil
	}
}

// graphQLCode turns a code of GraphQL's own into one of the contract.
func graphQLCode(err *gqlerror.Error) string {
	code, _ := err.Extensions["code"].(string)
	if code == "COMPLEXITY_LIMIT_EXCEEDED" {
		return string(model.CodeTooComplex)
	}
	return string(model.CodeInvalid)
}

// itemError is the error of one item of a bulk mutation; nil for nil. What is our own fault is
// masked, and stands in the log.
func (r *Resolver) itemError(ctx context.Context, err error) *graph.ItemError {
	if err == nil {
		return nil
	}
	code, message, fields := classify(err)
	if code == "" || code == model.CodeInternal {
		code, message = model.CodeInternal, "something went wrong on our side"
		r.log.ErrorContext(ctx, "an item could not be taken in", "error", err)
	}
	shown := &graph.ItemError{Code: code, Message: clipped(message), Fields: []*model.FieldError{}}
	for i := range fields {
		shown.Fields = append(shown.Fields, &fields[i])
	}
	return shown
}
