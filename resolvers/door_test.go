package resolvers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// In production a citizen gets an answer by no path to what is not on the list: nor by a socket, as events, by the
// name of an operation, or by sending a text once to have its hash known.
func TestNoPathLeadsPastTheList(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	who := s.as(an)
	forbidden, unknown := "FORBIDDEN", "NOT_FOUND"
	listed := documentID(ownDocument)
	several := ownDocument + ` query Other { viewer { counts { unread } } }`
	for name, row := range map[string]struct {
		body m
		code string
	}{
		"its text":                          {m{"query": otherDocument}, forbidden},
		"more than one operation":           {m{"query": several, "operationName": "Own"}, forbidden},
		"the listed id with another text":   {m{"documentId": listed, "query": otherDocument}, "INVALID"},
		"the same, the id last":             {m{"query": otherDocument, "extensions": m{"documentId": listed}}, "INVALID"},
		"the listed hash, another id":       {m{"documentId": documentID(otherDocument), "extensions": persisted(ownDocument)}, "INVALID"},
		"its hash with its text, as Apollo": {m{"query": otherDocument, "extensions": persisted(otherDocument)}, forbidden},
		"its hash, after that":              {m{"extensions": persisted(otherDocument)}, unknown},
		"the contract":                      {m{"query": `{ __schema { types { name } } }`}, forbidden},
		"a type of the contract":            {m{"query": `{ __type(name: "Query") { name } }`}, forbidden},
		"a field that is nearly one":        {m{"query": `{ viewr { id } }`}, forbidden},
		"a text that is none":               {m{"query": `{ viewer { `}, forbidden},
	} {
		got := who.sends(t, row.body)
		if len(got.Errors) == 0 || got.Errors[0].Extensions.Code != row.code || got.Data != nil || strings.Contains(string(got.raw), "Did you mean") {
			t.Errorf("POST, %s: %s", name, short(got.raw))
		}
		query := url.Values{}
		for key, value := range row.body {
			if text, plain := value.(string); plain {
				query.Set(key, text)
				continue
			}
			query.Set(key, string(payload(t, value)))
		}
		got = who.gets(t, query)
		if len(got.Errors) == 0 || got.Errors[0].Extensions.Code != row.code || got.Data != nil {
			t.Errorf("GET, %s: %s", name, short(got.raw))
		}
		line := who.line(t)
		line.says(t, frame{ID: "a", Type: "subscribe", Payload: payload(t, row.body)})
		if f := line.hears(t); f.Type != "error" || !strings.Contains(string(f.Payload), row.code) {
			t.Errorf("socket, %s: %s %s", name, f.Type, f.Payload)
		}
		events := who.postEvents(t, payload(t, row.body))
		if _, told := events.next(t); len(told.Errors) == 0 || told.Errors[0].Extensions.Code != row.code || told.Data != nil {
			t.Errorf("events, %s: %s", name, short(told.raw))
		}
	}
}

// Values nested deeper than any input are refused before they are read, over each transport.
func TestDeepJSONOverEachTransport(t *testing.T) {
	t.Parallel()
	s := newService(t)
	deep := []byte(`{"query":"` + changed + `","variables":{"since":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`)
	want(t, s.as(an).post(t, deep).status, http.StatusBadRequest)
	line := s.as(an).line(t)
	line.says(t, frame{ID: "a", Type: "subscribe", Payload: deep})
	line.wantClosed(t, 4400)
	want(t, s.as(an).postEvents(t, deep).response.StatusCode, http.StatusBadRequest)
}
