package resolvers_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// getQuery asks by GET, with what the client holds.
func (c caller) getQuery(t testing.TB, query string, variables m, held string) (status int, tag, body string) {
	t.Helper()
	encoded, err := json.Marshal(variables)
	must(t, err)
	asked := url.Values{"query": {query}, "variables": {string(encoded)}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+"/graphql?"+asked.Encode(), http.NoBody)
	must(t, err)
	request.Header.Set("Authorization", "Bearer "+c.token)
	if held != "" {
		request.Header.Set("If-None-Match", held)
	}
	response, err := c.http.Do(request)
	must(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(t, err)
	want(t, response.Header.Get("Cache-Control"), "private, no-cache")
	want(t, strings.Contains(response.Header.Get("Vary"), "Authorization"), true)
	return response.StatusCode, response.Header.Get("ETag"), string(text)
}

// Opening the app again when nothing changed reads no mailbox.
func TestWhatDidNotChangeIsAnsweredWithoutReadingTheMailbox(t *testing.T) {
	t.Parallel()
	caller, body := lived(t)
	open, variables := body["query"].(string), body["variables"].(m)
	status, tag, _ := caller.getQuery(t, open, variables, "")
	want(t, []any{status, tag != ""}, []any{http.StatusOK, true})
	calls := caller.store.counted(func() {
		status, again, text := caller.getQuery(t, open, variables, `"other", W/`+tag)
		want(t, []any{status, again, text}, []any{http.StatusNotModified, tag, ""})
	})
	want(t, calls, map[string]int{"States": 1})

	differs := func(what string) {
		t.Helper()
		status, other, text := caller.getQuery(t, open, variables, tag)
		if status != http.StatusOK || other == tag || other == "" || text == "" {
			t.Errorf("%s: %d, %s after %s", what, status, other, tag)
		}
		tag = other
	}
	caller.sender(mechelen).deliver(t, letter("nieuw", an))
	differs("a new letter")
	caller.clock.advance(24 * time.Hour)
	caller.token = caller.as(an).token
	differs("a reminder whose moment came")
	variables["first"] = 21
	differs("another page")
	status, _, _ = caller.as(bram).getQuery(t, open, variables, tag)
	want(t, status, http.StatusOK)
	_, tag, _ = caller.getQuery(t, `{ viewer { dossiers { nodes { asOf } } } }`, m{}, "")
	want(t, tag, "")
	_, tag, _ = caller.getQuery(t, `{ appStatus(platform: WEB, version: "1.0.0") { supported } viewer { rev } }`, m{}, "")
	want(t, tag, "")
	_, tag, _ = caller.getQuery(t, `{ viewer { letters { nodes { pushes { receipts { event } } } } } }`, m{}, "")
	want(t, tag, "")
}
