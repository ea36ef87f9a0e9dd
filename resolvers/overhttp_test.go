package resolvers_test

import (
	"net/http"
	"testing"

	"burgerbode/graph/model"
)

// The media type of the answer is the one that a client likes best of ours; what ran is 200 in each.
func TestTheMediaTypeOfAnAnswer(t *testing.T) {
	t.Parallel()
	s := newService(t)
	const legacy, newest = "application/json; charset=utf-8", "application/graphql-response+json; charset=utf-8"
	for accept, kind := range map[string]string{
		"": legacy, "*/*": legacy, "application/*": legacy, "application/json": legacy, "application/json; charset=utf-8": legacy,
		"application/graphql-response+json": newest, "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8": newest,
		"application/graphql-response+json,application/json;q=0.9":                                         newest, // Apollo Client
		"application/json, application/graphql-response+json;q=0.5":                                        legacy,
		"application/json;q=0.5, application/graphql-response+json":                                        newest,
		"multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json":          newest, // Apollo Kotlin
		"application/graphql-response+json, application/graphql+json, application/json, text/event-stream": newest, // urql
		"application/json, text/plain, */*":                                                                legacy, // axios
		"text/html, */*;q=0.1":                                                                             legacy, // a browser
	} {
		h := hostile{name: accept, body: `{"query": "{ __typename }"}`}
		response, text := h.send(t, s.as(an), accept)
		if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != kind || response.Header.Get("Vary") != "Accept" ||
			response.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%q: HTTP %d, %s: %s", accept, response.StatusCode, response.Header.Get("Content-Type"), short(text))
		}
	}
}

// An operation of which nothing may run is refused as a whole, with a status for the newest media type; older
// clients find the code alone. Where a part may run, the answer is 200 with what there is.
func TestStatusesOfRefusedOperations(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, row := range map[string]struct {
		who       caller
		query     string
		status    int
		challenge string
		code      model.Code
	}{
		"not signed in":       {s.anonymous(), `{ viewer { id } }`, http.StatusUnauthorized, "Bearer", model.CodeUnauthenticated},
		"a token of yore":     {s.with("nonsense"), `{ viewer { id } }`, http.StatusUnauthorized, `Bearer error="invalid_token"`, model.CodeUnauthenticated},
		"by a fragment":       {s.anonymous(), `{ ...A } fragment A on Query { viewer { id } }`, http.StatusUnauthorized, "Bearer", model.CodeUnauthenticated},
		"a mutation":          {s.anonymous(), `mutation { activateDigitalPost(input: {understood: true}) { rev } }`, http.StatusUnauthorized, "Bearer", model.CodeUnauthenticated},
		"not allowed":         {s.as(an), `{ campaigns { totalCount } }`, http.StatusForbidden, "", model.CodeForbidden},
		"a part is public":    {s.anonymous(), `{ viewer { id } appStatus(platform: WEB, version: "1.0") { supported } }`, http.StatusOK, "", model.CodeUnauthenticated},
		"a part is skipped":   {s.anonymous(), `{ __typename viewer @skip(if: true) { id } }`, http.StatusOK, "", ""},
		"too complex":         {s.as(an), `{ viewer { feed(first: 100) { nodes { ... on Letter { ` + repeat(28, letterPart) + `} } } } }`, http.StatusBadRequest, "", model.CodeTooComplex},
		"the schema":          {s.as(an), introspection, http.StatusForbidden, "", model.CodeForbidden},
		"an entry not there":  {s.as(an), `{ node(id: "nergens") { id } }`, http.StatusOK, "", model.CodeNotFound},
		"an argument too far": {s.as(an), `{ viewer { feed(first: 1000) { totalCount } } }`, http.StatusOK, "", model.CodeInvalid},
	} {
		h := hostile{name: name, body: posted(row.query, "null"), code: row.code}
		if row.who.token == "" {
			h.header = map[string]string{"Authorization": ""}
		}
		response, text := h.send(t, row.who, "application/graphql-response+json")
		h.check(t, response, text)
		want(t, []any{name, response.StatusCode, response.Header.Get("WWW-Authenticate")}, []any{name, row.status, row.challenge})
		response, text = h.send(t, row.who, "application/json")
		h.check(t, response, text)
		want(t, []any{name, response.StatusCode}, []any{name, http.StatusOK})
	}
}

func letterPart(i int) string {
	return string(rune('a'+i%26)) + string(rune('a'+i/26)) + ": sender { name code } "
}

// A document may be named in place of a query.
func TestADocumentThatIsNotKnown(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, h := range []hostile{
		{name: "POST", body: `{"documentId": "sha256:x"}`, code: model.CodeNotFound, status: http.StatusNotFound},
		{name: "GET", method: http.MethodGet, query: "documentId=x", code: model.CodeNotFound, status: http.StatusNotFound},
		{name: "with extensions", body: `{"documentId": "x", "extensions": null}`, code: model.CodeNotFound, status: http.StatusNotFound},
		{name: "no text", body: `{"documentId": 7}`, code: model.CodeInvalid, status: http.StatusBadRequest},
		{name: "none", body: `{"documentId": null}`, code: model.CodeInvalid, status: http.StatusBadRequest},
	} {
		response, text := h.send(t, s.as(an), "application/graphql-response+json")
		h.check(t, response, text)
		want(t, []any{h.name, response.StatusCode}, []any{h.name, h.status})
	}
}

// What passes a limit says which one, for programs to read.
func TestWhichLimitIsPassed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, query := range map[string]string{
		"complexity": `{ viewer { feed(first: 100) { nodes { ... on Letter { ` + repeat(28, letterPart) + `} } } } }`,
		"depth":      `{ viewer { letters { nodes ` + repeat(15, func(int) string { return "{ supersedes " }) + "{ id }" + repeat(15, func(int) string { return "}" }) + "} } }",
		"roots":      `{ a: __typename b: __typename c: __typename d: __typename e: __typename f: __typename }`,
		"bytes":      `{ __typename } #` + repeat(13_000, func(int) string { return "x" }),
	} {
		got := s.as(an).try(t, query)
		wantError(t, got, model.CodeTooComplex)
		if limit := got.Errors[0].Extensions.Limit; limit.Name != name || limit.Value <= limit.Maximum || limit.Maximum == 0 {
			t.Errorf("%s: %s", name, short(got.raw))
		}
		if cost := got.cost(); name == "complexity" && (cost["maximum"] != 8000. || cost["complexity"].(float64) <= 8000) {
			t.Errorf("the cost is %v", cost)
		}
	}
}

// Who sends letters may send much at once; an app may not.
func TestOnlySendersHaveLargeBodies(t *testing.T) {
	t.Parallel()
	s := newService(t)
	large := []byte(`{"query": "{ __typename }", "variables": {"a": "` + repeat(300<<10, func(int) string { return "x" }) + `"}}`)
	for who, row := range map[string]struct {
		caller
		status int
	}{
		"citizen": {s.as(an), http.StatusRequestEntityTooLarge}, "nobody": {s.anonymous(), http.StatusRequestEntityTooLarge},
		"sender": {s.sender(mechelen), http.StatusOK}, "author": {s.author(), http.StatusOK},
	} {
		if got := row.post(t, large); got.status != row.status {
			t.Errorf("%s: HTTP %d: %s", who, got.status, short(got.raw))
		}
	}
}
