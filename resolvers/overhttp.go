package resolvers

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// overHTTP answers queries and mutations by the rules of GraphQL over HTTP
// (https://graphql.github.io/graphql-over-http/draft/), in place of gqlgen's GET and POST, which echo the
// body of a request that they cannot read, answer 200 where the request never arrived, and know no status
// but 400 for what was refused. What may be wrong with a request is found in request.go.
//
// It is the last of the transports: it answers also what none of them takes.
type overHTTP struct{}

var _ graphql.Transport = overHTTP{}

// The media types of an answer. In the first a status tells whether the operation ran; in the second,
// which older clients want, only whether the request could be read.
const (
	responseMimeType = "application/graphql-response+json"
	jsonMimeType     = "application/json"
)

// unfit is an error of the request itself, or of asking too often: its status is told in every media type.
type unfit struct {
	error
	status int
	allow  string // the methods that are right, where the method is wrong
}

// Unwrap gives the error of the contract.
func (u *unfit) Unwrap() error { return u.error }

// unfitf is an unfit request with a code of the contract and what would be right.
func unfitf(status int, code model.Code, format string, args ...any) *unfit {
	return &unfit{error: model.Errorf(code, format, args...), status: status}
}

// Supports implements graphql.Transport.
func (overHTTP) Supports(*http.Request) bool { return true }

// Do implements graphql.Transport.
func (overHTTP) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	ctx := r.Context()
	kind, acceptable := answerType(r.Header.Values("Accept"))
	d := door{w: w, kind: kind, exec: exec, signed: r.Header.Get("Authorization") != ""}
	d.begin()
	if !acceptable {
		d.refuse(ctx, unfitf(http.StatusNotAcceptable, model.CodeInvalid, "the answer is %s or %s", responseMimeType, jsonMimeType))
		return
	}
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	params, err := readRequest(w, r)
	if err != nil {
		d.refuse(ctx, err)
		return
	}
	operation, refusals := exec.CreateOperationContext(ctx, params)
	ctx = graphql.WithOperationContext(ctx, operation)
	if len(refusals) > 0 {
		d.refuseAll(ctx, refusals)
		return
	}
	if r.Method == http.MethodGet && operation.Operation.Operation != ast.Query {
		err := unfitf(http.StatusMethodNotAllowed, model.CodeInvalid, "GET is for queries only: a mutation is a POST")
		err.allow = http.MethodPost
		d.refuse(ctx, err)
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil { // the time is up, or the client has gone
		d.refuse(ctx, context.DeadlineExceeded)
		return
	}
	d.write(http.StatusOK, response)
}

// allMethods are those that the door knows.
const allMethods = "GET, POST, OPTIONS"

// door is where one answer leaves.
type door struct {
	w      http.ResponseWriter
	kind   string // media type of the answer
	exec   graphql.GraphExecutor
	signed bool // the request has a token, right or wrong
}

func (d door) begin() {
	d.w.Header().Set("Content-Type", d.kind+"; charset=utf-8")
	d.w.Header().Add("Vary", "Accept")
}

// refuse answers an operation that does not run.
func (d door) refuse(ctx context.Context, err error) {
	d.refuseAll(ctx, gqlerror.List{gqlerror.Wrap(err)})
}

// refuseAll answers an operation that does not run: errors, and no data.
func (d door) refuseAll(ctx context.Context, refusals gqlerror.List) {
	response := d.exec.DispatchError(ctx, refusals)
	code, _ := response.Errors[0].Extensions["code"].(string)
	status := http.StatusOK
	if d.kind == responseMimeType {
		status = HTTPStatus(model.Code(code))
	}
	if wrong, ok := errors.AsType[*unfit](refusals[0]); ok {
		status = wrong.status
		if wrong.allow != "" {
			d.w.Header().Set("Allow", wrong.allow)
		}
	}
	if status == http.StatusUnauthorized && d.w.Header().Get("WWW-Authenticate") == "" {
		d.w.Header().Set("WWW-Authenticate", challenge(refusals[0], d.signed))
	}
	d.write(status, refusedAnswer{Errors: response.Errors, Extensions: response.Extensions})
}

// refusedAnswer is the answer to an operation that did not run, which has no `data` at all.
type refusedAnswer struct {
	Errors     gqlerror.List  `json:"errors"`
	Extensions map[string]any `json:"extensions,omitempty"`
}

func (d door) write(status int, answer any) {
	text := encoded(answer)
	d.w.WriteHeader(status)
	_, _ = d.w.Write(text) // who has gone misses nothing
}

// answerType chooses the media type of an answer out of those that a client accepts, by their weight and
// then their order; JSON where none is named. It is false where the client accepts neither.
func answerType(accept []string) (kind string, acceptable bool) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return jsonMimeType, true
	}
	best := 0.0
	kind = jsonMimeType
	for part := range strings.SplitSeq(header, ",") {
		name, weight := mediaRange(part)
		switch name {
		case "*/*", "application/*":
			name = jsonMimeType
		case responseMimeType, jsonMimeType:
		default:
			continue
		}
		if weight > best {
			best, kind = weight, name
		}
	}
	return kind, best > 0
}

// refuseEarly answers a request before GraphQL looks at it, in the words of its path.
func (a *API) refuseEarly(w http.ResponseWriter, r *http.Request, err error) {
	if r.URL.Path != "/graphql" {
		a.refuse(r.Context(), w, err)
		return
	}
	d := door{w: w}
	d.kind, _ = answerType(r.Header.Values("Accept"))
	d.begin()
	d.write(HTTPStatus(model.CodeOf(err)), refusedAnswer{Errors: gqlerror.List{a.present(r.Context(), err)}})
}

// permitted refuses an operation as a whole where the viewer may ask for none of its fields, so that its
// status says so (401, 403): a client that sees 401 signs in again before it reads any answer. Where one
// field may be asked for, the others have errors of their own, as always.
type permitted struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = permitted{}

// ExtensionName names the extension.
func (permitted) ExtensionName() string { return "Permitted" }

// Validate accepts every schema.
func (permitted) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext looks at the @auth of each root field.
func (permitted) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	if operation.Operation.Operation == ast.Subscription {
		return nil
	}
	root := "Query"
	if operation.Operation.Operation == ast.Mutation {
		root = "Mutation"
	}
	var first error
	for _, field := range graphql.CollectFields(operation, operation.Operation.SelectionSet, []string{root}) {
		if field.Definition == nil {
			return nil
		}
		rule := field.Definition.Directives.ForName("auth")
		if rule == nil {
			return nil
		}
		var roles []model.Role
		for _, role := range rule.Arguments.ForName("as").Value.Children {
			roles = append(roles, model.Role(role.Value.Raw))
		}
		err := authorise(ctx, roles)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		return nil
	}
	return gqlerror.Wrap(first)
}
