package main

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

// passHeader lets a scenario's own requests past the faults that it set.
const passHeader = "Burgerbode-Demo-Pass"

// faults are errors that the demo answers in place of the API, so that an app meets each one. Their
// shape is the API's own.
type faults struct {
	mu   sync.Mutex
	list []scenario.Fault
}

// add keeps a fault after those that are waiting.
func (f *faults) add(fault scenario.Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, fault)
}

// take is the first fault that is for the operation, once less then; false for none.
func (f *faults) take(operation string) (scenario.Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := slices.IndexFunc(f.list, func(fault scenario.Fault) bool { return fault.Operation == "" || fault.Operation == operation })
	if at < 0 {
		return scenario.Fault{}, false
	}
	fault := f.list[at]
	f.list[at].Times--
	if f.list[at].Times <= 0 {
		f.list = slices.Delete(f.list, at, at+1)
	}
	return fault, true
}

// none tells whether nothing waits.
func (f *faults) none() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.list) == 0
}

// before stands before the API.
func (f *faults) before(pass string, api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" || r.Header.Get(passHeader) == pass || f.none() {
			api.ServeHTTP(w, r)
			return
		}
		operation, err := operationOf(r)
		if err != nil {
			http.Error(w, "the request could not be read", http.StatusBadRequest)
			return
		}
		if fault, found := f.take(operation); found {
			answerFault(w, r, fault)
			return
		}
		api.ServeHTTP(w, r)
	})
}

// named finds the name of the first operation in a document.
var named = regexp.MustCompile(`\b(?:query|mutation|subscription)\s+([_A-Za-z]\w*)`)

// operationOf is the name of the operation that is asked for, empty when none is told, and leaves the body to
// be read again.
func operationOf(r *http.Request) (string, error) {
	asked := struct{ OperationName, Query string }{r.URL.Query().Get("operationName"), r.URL.Query().Get("query")}
	if r.Method == http.MethodPost {
		const most = 1 << 20 // what is longer is a sender's
		text, err := io.ReadAll(io.LimitReader(r.Body, most))
		if err != nil {
			return "", err
		}
		r.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(text), r.Body), r.Body}
		_ = json.Unmarshal(text, &asked) // what is no JSON has no name
	}
	if found := named.FindStringSubmatch(asked.Query); asked.OperationName == "" && found != nil {
		return found[1], nil
	}
	return asked.OperationName, nil
}

// wholly are the codes with which the API refuses an operation as a whole; the others are of fields of one that ran.
var wholly = []model.Code{
	model.CodeUnauthenticated, model.CodeForbidden, model.CodeTooComplex, model.CodeRateLimited, model.CodeUpgradeRequired, model.CodeUnavailable,
}

// refusedWith is the status with which the API refuses an operation as a whole, in the media type that tells it; 0 for
// codes of fields.
func refusedWith(code model.Code) int {
	if slices.Contains(wholly, code) {
		return resolvers.HTTPStatus(code)
	}
	return 0
}

// answerFault answers as the API does.
func answerFault(w http.ResponseWriter, r *http.Request, fault scenario.Fault) {
	if fault.Code == model.CodeRateLimited {
		fault.RetryAfter = max(fault.RetryAfter, 1)
	}
	if fault.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(fault.RetryAfter))
	}
	id := rand.Text()
	w.Header().Set("X-Request-Id", id)
	answer := map[string]any{"errors": []any{faultError(fault, id)}}
	refused, accepted := refusedWith(fault.Code), r.Header.Get("Accept")
	events := strings.Contains(accepted, "text/event-stream") && !strings.Contains(accepted, "json") && fault.Code != model.CodeRateLimited
	if refused == 0 || events {
		answer["data"] = nil
	}
	text, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, "the error cannot be told", http.StatusInternalServerError)
		return
	}
	if events {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = fmt.Fprintf(w, "event: next\ndata: %s\n\nevent: complete\n\n", text)
		return
	}
	status, kind := http.StatusOK, "application/json"
	if strings.Contains(accepted, "application/graphql-response+json") {
		status, kind = cmp.Or(refused, status), "application/graphql-response+json"
	}
	if fault.Code == model.CodeRateLimited { // told in each
		status = refused
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
	}
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// faultError is the error that a fault tells, with what its code has beside it.
func faultError(fault scenario.Fault, requestID string) map[string]any {
	message, extensions := "the demo was told to answer this", map[string]any{"code": fault.Code}
	switch fault.Code {
	case model.CodeInternal, model.CodeUnavailable:
		extensions["requestId"] = requestID
	case model.CodeStepUpRequired:
		extensions["acr"] = either(fault.ACR != "", fault.ACR, "urn:be:vlaanderen:authmech:eid")
	case model.CodeUpgradeRequired:
		extensions["upgradeUrl"], extensions["helpPhone"] = "https://burgerbode.example/app", "1700"
	case model.CodeInvalid:
		extensions["fields"] = []model.FieldError{{Path: "input", Message: message}}
	case model.CodeTooComplex:
		extensions["limit"] = map[string]any{"name": "complexity", "value": 9000, "maximum": 8000}
	default:
	}
	if fault.RetryAfter > 0 {
		extensions["retryAfter"] = fault.RetryAfter
	}
	return map[string]any{"message": message, "extensions": extensions}
}
