package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// HTTPStatus is the status of a code: where a part that is not GraphQL answers it, and where an operation
// is refused with it before it runs.
func HTTPStatus(code model.Code) int {
	switch code {
	case model.CodeUnauthenticated, model.CodeStepUpRequired: // RFC 9470
		return http.StatusUnauthorized
	case model.CodeForbidden:
		return http.StatusForbidden
	case model.CodeNotFound:
		return http.StatusNotFound
	case model.CodeGone:
		return http.StatusGone
	case model.CodeInvalid, model.CodeTooComplex:
		return http.StatusBadRequest
	case model.CodeConflict, model.CodeResyncRequired:
		return http.StatusConflict
	case model.CodeRateLimited:
		return http.StatusTooManyRequests
	case model.CodeUpgradeRequired:
		return http.StatusUpgradeRequired
	case model.CodeUnavailable:
		return http.StatusServiceUnavailable
	case codeTooLarge:
		return http.StatusRequestEntityTooLarge
	case codeNotJSON:
		return http.StatusUnsupportedMediaType
	default:
		return http.StatusInternalServerError
	}
}

// refusal is how the parts that are not GraphQL say what went wrong.
type refusal struct {
	Code      model.Code          `json:"code"`
	Message   string              `json:"message"`
	Fields    []*model.FieldError `json:"fields,omitempty"`
	RequestID string              `json:"requestId,omitempty"`
}

// refuse answers an error: what the caller may know of it, as JSON, with the status of its code.
func (a *API) refuse(ctx context.Context, w http.ResponseWriter, err error) {
	a.refuseAs(ctx, w, err, func(item *graph.ItemError, requestID string) any {
		return map[string]refusal{"error": {Code: item.Code, Message: item.Message, Fields: item.Fields, RequestID: requestID}}
	})
}

// refuseAs is refuse in the words that say gives.
func (a *API) refuseAs(ctx context.Context, w http.ResponseWriter, err error, say func(item *graph.ItemError, requestID string) any) {
	if errors.Is(err, context.Canceled) { // the client went away
		return
	}
	item := a.resolver.itemError(ctx, err)
	waits(ctx, err)
	id, _ := ctx.Value(requestIDKey{}).(string)
	if HTTPStatus(item.Code) == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", challenge(err, false))
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(HTTPStatus(item.Code))
	_ = json.NewEncoder(w).Encode(say(item, id)) //nolint:errchkjson // plain texts; who has gone misses nothing
}
