package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
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

// answerFault answers as the API does.
func answerFault(w http.ResponseWriter, r *http.Request, fault scenario.Fault) {
	status, extensions := http.StatusOK, map[string]any{"code": fault.Code}
	message := "the demo was told to answer this"
	switch fault.Code {
	case model.CodeInternal, model.CodeUnavailable:
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		extensions["requestId"] = id
	case model.CodeStepUpRequired:
		extensions["acr"] = either(fault.ACR != "", fault.ACR, "urn:be:vlaanderen:authmech:eid")
	case model.CodeUpgradeRequired:
		extensions["upgradeUrl"], extensions["helpPhone"] = "https://burgerbode.example/app", "1700"
	case model.CodeInvalid:
		extensions["fields"] = []model.FieldError{{Path: "input", Message: message}}
	case model.CodeRateLimited:
		status, fault.RetryAfter = http.StatusTooManyRequests, max(fault.RetryAfter, 1)
	default:
	}
	if fault.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(fault.RetryAfter))
		extensions["retryAfter"] = fault.RetryAfter
	}
	kind := "application/json"
	if strings.Contains(r.Header.Get("Accept"), "application/graphql-response+json") {
		kind = "application/graphql-response+json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	body := map[string]any{"errors": []any{map[string]any{"message": message, "extensions": extensions}}, "data": nil}
	if err := json.NewEncoder(w).Encode(body); err != nil {
		return // the client has left
	}
}
