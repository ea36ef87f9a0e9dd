package resolvers_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// canary stands in what is sent, and may stand in no answer.
const canary = "85010100016"

// hostile is a request that nobody should send.
type hostile struct {
	name   string
	method string // default POST
	header map[string]string
	query  string // of the address
	body   string
	code   model.Code
	status int // in application/graphql-response+json
}

// posted is a query with variables as their JSON, in a body.
func posted(query, variables string) string {
	text, _ := json.Marshal(query)
	return fmt.Sprintf(`{"query": %s, "variables": %s}`, text, variables)
}

func compressed(text string) string {
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	_, _ = writer.Write([]byte(text))
	_ = writer.Close()
	return out.String()
}

// hostileRequests are all that we thought of.
func hostileRequests() []hostile {
	const ofFeed = `query ($first: Int) { viewer { feed(first: $first) { totalCount } } }`
	const ofNode = `query ($id: ID!) { node(id: $id) { id } }`
	const register = `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { rev } }`
	const invalid, complicated = model.CodeInvalid, model.CodeTooComplex
	const bad = http.StatusBadRequest
	long := strings.Repeat(canary, 10_000)
	ids := `[` + strings.Repeat(`"`+canary+`",`, 10_000) + `"x"]`
	body := func(name, text string, code model.Code, status int) hostile {
		return hostile{name: name, body: text, code: code, status: status}
	}
	header := func(name string, header map[string]string, text string, status int) hostile {
		return hostile{name: name, header: header, body: text, code: invalid, status: status}
	}
	get := func(name, query string, code model.Code, status int) hostile {
		return hostile{name: name, method: http.MethodGet, query: query, code: code, status: status}
	}
	const small = `{"query": "{ __typename }"}`
	return []hostile{
		body("nothing", ``, invalid, bad),
		body("half an object", `{"query": "{ viewer`, invalid, bad),
		body("half with a person", `{"variables": {"insz": "`+canary+`"`, invalid, bad),
		body("two objects", small+small, invalid, bad),
		body("something after it", small+canary, invalid, bad),
		body("a text", `"`+canary+`"`, invalid, bad),
		body("a batch", `[`+small+`,`+small+`]`, invalid, bad),
		body("no query", `{}`, invalid, bad),
		body("a query that is null", `{"query": null}`, invalid, bad),
		body("a query twice", `{"query": "{ __typename }", "query": "`+canary+`"}`, invalid, bad),
		body("variables twice", `{"query": "{ __typename }", "variables": {}, "variables": {"a": "`+canary+`"}}`, invalid, bad),
		body("a query that is an object", `{"query": {"a": "`+canary+`"}}`, invalid, bad),
		body("an operation name that is a number", `{"query": "{ __typename }", "operationName": `+canary+`}`, invalid, bad),
		body("variables that are a text", `{"query": "{ __typename }", "variables": "`+canary+`"}`, invalid, bad),
		body("extensions that are a list", `{"query": "{ __typename }", "extensions": ["`+canary+`"]}`, invalid, bad),
		body("an operation that is not there", `{"query": "query A { __typename }", "operationName": "`+canary+`"}`, invalid, bad),
		body("an operation with a long name", `{"query": "query A { __typename }", "operationName": "`+long+`"}`, invalid, bad),
		body("no operation chosen", `{"query": "query A { __typename } query B { __typename }"}`, invalid, bad),
		body("bytes that are no text", "{\"query\": \"{ \xff\xfe }\"}", invalid, bad),
		body("a NUL byte", "{\"query\": \"{ __typename }\x00\"}", invalid, bad),
		body("a NUL byte in the query", `{"query": "{ __typename \u0000 }"}`, invalid, bad),
		body("a NUL byte in an id", posted(register, `{"input": {"installationId": "\u0000", "token": "`+strings.Repeat("t", 40)+`", "platform": "WEB", "appVersion": "1.0", "pushPermission": true}}`), invalid, http.StatusOK),
		body("half a surrogate", `{"query": "{ `+`\ud800`+` }"}`, invalid, bad),
		body("not the wanted type", posted(ofFeed, `{"first": "`+canary+`"}`), invalid, bad),
		body("an object for a number", posted(ofFeed, `{"first": {"a": "`+canary+`"}}`), invalid, bad),
		body("a list for an id", posted(ofNode, `{"id": ["`+canary+`", "`+canary+`"]}`), invalid, bad),
		body("no value for what needs one", posted(ofNode, `{}`), invalid, bad),
		body("1e999", posted(ofFeed, `{"first": 1e999}`), invalid, bad),
		body("1.5", posted(ofFeed, `{"first": 1.5}`), invalid, bad),
		body("2^63", posted(ofFeed, `{"first": 9223372036854775808}`), invalid, bad),
		body("a boolean for a number", posted(ofFeed, `{"first": true}`), invalid, bad),
		body("a half number", posted(ofFeed, `{"first": 1e}`), invalid, bad),
		body("2^31", posted(ofFeed, `{"first": 2147483648}`), invalid, http.StatusOK),
		body("a number of 100 kB", posted(ofFeed, `{"first": 1`+strings.Repeat("0", 100_000)+`}`), invalid, bad),
		body("a number as id", posted(ofNode, `{"id": `+canary+`}`), "", http.StatusOK),
		body("2^63 in the query", posted(`{ viewer { feed(first: 9223372036854775808) { totalCount } } }`, `null`), invalid, bad),
		body("a person in the query", posted(`{ viewer { feed(first: "`+canary+`") { totalCount } } }`, `null`), invalid, bad),
		body("a value that is none of the list", posted(`{ appStatus(platform: P`+canary+`, version: "1.0") { supported } }`, `null`), invalid, bad),
		body("a text that is none of the list", posted(`query ($p: Platform!) { appStatus(platform: $p, version: "1.0") { supported } }`, `{"p": "`+canary+`"}`), invalid, bad),
		body("an unknown input field", posted(register, `{"input": {"`+strings.Repeat("x", 100_000)+`": 1}}`), invalid, bad),
		body("10,000 ids", posted(`mutation ($input: MarkReadInput!) { markRead(input: $input) { rev } }`, `{"input": {"read": true, "ids": `+ids+`}}`), invalid, http.StatusOK),
		body("a text of 100 kB", posted(register, `{"input": {"installationId": "`+long+`", "token": "`+long+`", "platform": "WEB", "appVersion": "1.0", "pushPermission": true}}`), invalid, http.StatusOK),
		body("a body of 300 kB", `{"query": "`+strings.Repeat(" ", 300<<10)+`{ __typename }"}`, complicated, http.StatusRequestEntityTooLarge),
		body("a query of 40 kB", posted(`{ __typename } # `+strings.Repeat("x", 40<<10), `null`), complicated, bad),
		body("deep JSON", `{"query": "{ __typename }", "variables": {"a": `+strings.Repeat(`[`, 20_000)+strings.Repeat(`]`, 20_000)+`}}`, complicated, bad),
		body("deep JSON in an input", posted(ofNode, `{"id": `+strings.Repeat(`{"a":`, 200)+`1`+strings.Repeat(`}`, 200)+`}`), complicated, bad),
		body("a deep query", posted(`{ viewer { letters { nodes `+strings.Repeat("{ supersedes ", 100)+"{ id }"+strings.Repeat("}", 100)+"} } }", `null`), complicated, bad),
		body("many braces", posted(strings.Repeat("{a", 5000), `null`), complicated, bad),
		body("an alias bomb", posted(`{ viewer { `+repeat(200, func(i int) string { return fmt.Sprintf("a%d: id ", i) })+`} }`, `null`), complicated, bad),
		body("a directive bomb", posted(`{ viewer `+strings.Repeat("@skip(if: false) ", 200)+`{ id } }`, `null`), complicated, bad),
		body("unknown directives", posted(`{ viewer `+strings.Repeat("@a ", 20)+`{ id } }`, `null`), invalid, bad),
		body("a fragment cycle", posted(`{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }`, `null`), invalid, bad),
		body("a spread bomb", posted(`{ viewer { ...F0 } } `+repeat(60, func(i int) string {
			return fmt.Sprintf("fragment F%d on Viewer { ...F%d ...F%d } ", i, i+1, i+1)
		})+`fragment F60 on Viewer { id }`, `null`), complicated, bad),
		body("unused fragments", posted(`{ __typename } `+repeat(100, func(i int) string { return fmt.Sprintf("fragment F%d on Viewer { id } ", i) }), `null`), invalid, bad),
		body("590 unknown fields", posted(`{ viewer { `+repeat(590, func(i int) string { return fmt.Sprintf("nothing%d ", i) })+`} }`, `null`), invalid, bad),
		body("a field with a long name", posted(`{ viewer { `+strings.Repeat("x", 12_000)+` } }`, `null`), invalid, bad),
		body("the same field in conflict", posted(`{ viewer { `+strings.Repeat("a: id a: rev ", 14)+` } }`, `null`), invalid, bad),
		header("no type", map[string]string{"Content-Type": ""}, small, http.StatusUnsupportedMediaType),
		header("plain text", map[string]string{"Content-Type": "text/plain"}, small, http.StatusUnsupportedMediaType),
		header("a form", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, "query=%7B__typename%7D", http.StatusUnsupportedMediaType),
		header("a form in parts", map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, "--x--", http.StatusUnsupportedMediaType),
		header("GraphQL as such", map[string]string{"Content-Type": "application/graphql"}, "{ __typename }", http.StatusUnsupportedMediaType),
		header("another charset", map[string]string{"Content-Type": "application/json; charset=utf-16"}, small, http.StatusUnsupportedMediaType),
		header("a gzip bomb", map[string]string{"Content-Encoding": "gzip"}, compressed(`{"query": "`+strings.Repeat(" ", 8<<20)+`{ __typename }"}`), http.StatusUnsupportedMediaType),
		header("a wish for HTML", map[string]string{"Accept": "text/html"}, small, http.StatusNotAcceptable),
		header("no wish for JSON", map[string]string{"Accept": "application/json;q=0"}, small, http.StatusNotAcceptable),
		{name: "PUT", method: http.MethodPut, body: small, code: invalid, status: http.StatusMethodNotAllowed},
		{name: "DELETE", method: http.MethodDelete, code: invalid, status: http.StatusMethodNotAllowed},
		get("GET of nothing", "", invalid, bad),
		get("GET of a mutation", "query="+url.QueryEscape(`mutation { activateDigitalPost(input: {understood: true}) { rev } }`), invalid, http.StatusMethodNotAllowed),
		get("GET of no text", "query=%ff%fe", invalid, bad),
		get("GET of half a letter", "query=%f", invalid, bad),
		get("GET with two queries", "query=%7B__typename%7D&query=%7B__typename%7D", invalid, bad),
		get("GET with variables that are a list", "query=%7B__typename%7D&variables=%5B%22"+canary+"%22%5D", invalid, bad),
		get("GET with variables twice in one", "query=%7B__typename%7D&variables=%7B%7D%7B%7D", invalid, bad),
		get("GET with deep variables", "query=%7B__typename%7D&variables="+strings.Repeat("%5B", 2000), complicated, bad),
		get("GET of 20 kB", "query=%7B__typename%7D&a="+strings.Repeat("a", 20_000), complicated, http.StatusRequestURITooLong),
	}
}

// send sends it to a service and answers the status, the media type and the body.
func (h hostile) send(t testing.TB, c caller, accept string) (*http.Response, []byte) {
	t.Helper()
	method := h.method
	if method == "" {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(t.Context(), method, c.url+"/graphql?"+h.query, strings.NewReader(h.body))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	request.Header.Set("Authorization", "Bearer "+c.token)
	for name, value := range h.header {
		request.Header.Set(name, value)
	}
	response, err := c.http.Do(request)
	must(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(t, err)
	return response, text
}

// check looks at an answer: small, clear, of the contract, and without anything that was sent.
func (h hostile) check(t *testing.T, response *http.Response, text []byte) {
	t.Helper()
	var got answer
	if err := json.Unmarshal(text, &got); err != nil {
		t.Errorf("%s: HTTP %d is no JSON: %s", h.name, response.StatusCode, short(text))
		return
	}
	if len(text) > 64<<10 {
		t.Errorf("%s: the answer has %d bytes", h.name, len(text))
	}
	for _, hidden := range []string{canary, "goroutine", ".go:", "strconv", "json:", "Did you mean"} {
		if bytes.Contains(text, []byte(hidden)) {
			t.Errorf("%s: the answer tells %q: %s", h.name, hidden, short(text))
		}
	}
	if h.code == "" {
		return
	}
	if len(got.Errors) == 0 || len(got.Errors) > 50 {
		t.Errorf("%s: %d errors: %s", h.name, len(got.Errors), short(text))
		return
	}
	for _, each := range got.Errors {
		if each.Extensions.Code != string(h.code) || each.Message == "" {
			t.Errorf("%s: want %s, got %s", h.name, h.code, short(text))
			return
		}
	}
}

// Whatever is sent, the answer is small and clear, and the memory stays as it was. It measures, so that it is
// not run beside other tests.
func TestHostileRequests(t *testing.T) { //nolint:paralleltest // it measures memory
	s := newService(t)
	logbook.hide(canary)
	c := s.as(bram)
	rows := hostileRequests()
	for _, h := range rows {
		response, text := h.send(t, c, "application/graphql-response+json, application/json;q=0.9")
		h.check(t, response, text)
		if response.StatusCode != h.status {
			t.Errorf("%s: HTTP %d, want %d: %s", h.name, response.StatusCode, h.status, short(text))
		}
		if kind := response.Header.Get("Content-Type"); h.header["Accept"] == "" && kind != "application/graphql-response+json; charset=utf-8" {
			t.Errorf("%s: the answer is %s", h.name, kind)
		}
		if h.status == http.StatusMethodNotAllowed && response.Header.Get("Allow") == "" {
			t.Errorf("%s: nothing says which method is right", h.name)
		}
	}
	if calls := s.store.counted(func() {}); len(s.log.errors()) > 0 {
		t.Errorf("a hostile request is no fault of ours: %v, %v", s.log.errors(), calls)
	}
	before := memory()
	for range 3 {
		for _, h := range rows {
			response, text := h.send(t, c, "application/json")
			h.check(t, response, text)
		}
	}
	after := memory()
	spent := (after.TotalAlloc - before.TotalAlloc) / uint64(3*len(rows))
	t.Logf("%d requests: %d KiB each, client and server, and %d KiB more are held", len(rows), spent>>10, int64(after.HeapAlloc-before.HeapAlloc)>>10)
	if spent > 2<<20 {
		t.Errorf("a request takes %d KiB", spent>>10)
	}
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 4<<20 {
		t.Errorf("%d KiB are held for nothing", held>>10)
	}
}

func memory() (stats runtime.MemStats) {
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats
}

// failing answers mailboxes but no letters: what an entry needs beside the mailbox fails.
type failing struct{ store.Store }

func (f failing) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	if collection == "letters" {
		return nil, errors.New("the letters are away")
	}
	return f.Store.FindRecords(ctx, collection, keys)
}

// One optional field that fails leaves the others.
func TestAnErrorInOneOptionalFieldLeavesTheOthers(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := s.seven(t, an)
	broken := s.again(t, wrapped(func(inner store.Store) store.Store { return failing{inner} }))
	got := broken.as(an).try(t, `query ($id: ID!) { viewer { id feed(first: 100) { nodes { ... on Letter { subject } } } }
		node(id: $id) { ... on Letter { subject body { markdown } } } }`, m{"id": ids[0]})
	if got.text("viewer.id") == "" || got.text("node.subject") == "" || got.at("node.body") != nil || len(got.list("viewer.feed.nodes")) != 7 {
		t.Errorf("the other fields are gone: %s", short(got.raw))
	}
	wantError(t, got, model.CodeInternal)
	want(t, got.status, http.StatusOK)
}

// A list whose items all fail is a small answer, and few lines in the log; so is one of 10,000 wrong items.
func TestThousandsOfErrors(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.seven(t, an)
	broken := s.again(t, wrapped(func(inner store.Store) store.Store { return failing{inner} }))
	lines := len(s.log.errors())
	got := broken.as(an).try(t, `{ viewer { `+repeat(25, func(i int) string {
		return fmt.Sprintf("a%d: letters(first: 7) { nodes { body { markdown } files { id } } } ", i)
	})+`} }`)
	if len(got.Errors) == 0 || len(got.Errors) > 50 || len(got.raw) > 64<<10 {
		t.Errorf("%d errors in %d bytes: %s", len(got.Errors), len(got.raw), short(got.raw))
	}
	if lines = len(s.log.errors()) - lines; lines > 50 {
		t.Errorf("%d lines in the log", lines)
	}
	for _, count := range []int{500, 10_000} {
		wrong := make([]m, count)
		for i := range wrong {
			wrong[i] = change(change(letter("x", an), "subject", strings.Repeat("\n", 500)), "reference", "")
		}
		got := s.sender(mechelen).try(t, deliverLetters, m{"input": m{"run": run, "letters": wrong}})
		if len(got.Errors) == 0 && len(got.list("deliverLetters.results")) != count || count > 500 && len(got.raw) > 64<<10 {
			t.Errorf("%d wrong letters: %d bytes: %s", count, len(got.raw), short(got.raw))
		}
	}
	s.as(an).ask(t, `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { rev } }`,
		m{"input": m{"mutedKinds": slices.Repeat([]string{"TAX_BILL"}, 20_000)}})
	want(t, s.mailbox(t, an).Preferences.MutedKinds, []string{"TAX_BILL"})
}

// Who sends a byte now and then is not waited for.
func TestABodyThatDoesNotArrive(t *testing.T) {
	t.Parallel()
	s := newService(t, func(s *setup) {
		s.around = func(inner http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { inner.ServeHTTP(hasty{w}, r) })
		}
	})
	reader, writer := io.Pipe()
	defer writer.Close()
	go func() { _, _ = writer.Write([]byte(`{"query": `)) }()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", reader)
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	got := s.anonymous().send(t, request)
	wantError(t, got, model.CodeInvalid)
	want(t, got.status, http.StatusRequestTimeout)
}

// hasty waits a moment where the service would wait long.
type hasty struct{ http.ResponseWriter }

func (h hasty) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h hasty) SetReadDeadline(time.Time) error {
	return http.NewResponseController(h.ResponseWriter).SetReadDeadline(time.Now().Add(50 * time.Millisecond))
}

// What a page on another site can make a browser send without asking is refused, with nothing changed.
func TestNoOtherSiteCanChangeAnything(t *testing.T) {
	t.Parallel()
	s := newService(t)
	change := `mutation { activateDigitalPost(input: {understood: true}) { rev } }`
	for _, h := range []hostile{
		{name: "text", header: map[string]string{"Content-Type": "text/plain"}, body: posted(change, "null")},
		{name: "form", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, body: "query=" + url.QueryEscape(change)},
		{name: "parts", header: map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, body: posted(change, "null")},
		{name: "address", method: http.MethodGet, query: "query=" + url.QueryEscape(change)},
		{name: "question", method: http.MethodOptions, header: map[string]string{"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}},
	} {
		response, text := h.send(t, s.as(an), "*/*")
		if response.StatusCode < 400 && h.method != http.MethodOptions || response.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: HTTP %d: %s", h.name, response.StatusCode, short(text))
		}
	}
	want(t, s.mailbox(t, an).Rev, 0)
}

// In production nobody learns names by guessing; while developing, GraphQL helps.
func TestSuggestionsInDevelopmentOnly(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		`{ viewr { id } }`, `{ viewer { feed(frist: 1) { totalCount } } }`, `{ viewer { ...A } } fragment A on Viewr { id }`,
		`{ viewer }`, `{ appStatus(platform: ANDROIDD, version: "1.0") { supported } }`,
	} {
		silent := newService(t).as(an).try(t, query)
		helpful := newService(t, development).as(an).try(t, query)
		if bytes.Contains(silent.raw, []byte("Did you mean")) || !bytes.Contains(helpful.raw, []byte("Did you mean")) {
			t.Errorf("%s\nin production: %s\nin development: %s", query, short(silent.raw), short(helpful.raw))
		}
	}
}

// FuzzGraphQLDoor sends whatever a fuzzer thinks of: it is always answered with JSON, and never our fault.
func FuzzGraphQLDoor(f *testing.F) {
	for _, body := range []string{
		``, `{}`, `[]`, `null`, `{"query": "{ __typename }"}`, `{"query": "{ viewer { id } }", "variables": {"a": [1e999]}}`,
		`{"query": "query A($id: ID!) { node(id: $id) { id } }", "variables": {"id": 1}, "operationName": "A"}`,
		`{"documentId": "x", "extensions": {"persistedQuery": {"version": 1}}}`, "{\"query\": \"\xff\"}", `{"query": "{a:b@c...d}"}`,
	} {
		f.Add("application/json", "*/*", "", body)
	}
	f.Add("text/plain", "application/json;q=0.5, application/graphql-response+json", "query={__typename}&variables={}", "")
	s := newService(f)
	c := s.as(bram)
	f.Fuzz(func(t *testing.T, kind, accept, query, body string) {
		printable := func(text string) string {
			return strings.Map(func(r rune) rune {
				if r < ' ' || r > '~' {
					return -1
				}
				return r
			}, text)
		}
		h := hostile{body: body, header: map[string]string{"Content-Type": printable(kind)}, query: url.QueryEscape(query)}
		if query != "" {
			h.method, h.query = http.MethodGet, strings.NewReplacer("%3D", "=", "%26", "&").Replace(h.query)
		}
		response, text := h.send(t, c, printable(accept))
		if response.StatusCode >= 500 && response.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("HTTP %d: %s", response.StatusCode, short(text))
		}
		if strings.Contains(response.Header.Get("Content-Type"), "event-stream") {
			return
		}
		if !json.Valid(text) || !slices.Contains([]string{"{"}, string(text[:min(1, len(text))])) {
			t.Errorf("HTTP %d is no JSON: %s", response.StatusCode, short(text))
		}
	})
}
