package resolvers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

// In production a citizen gets an answer by no path to what is not on the list: nor by a socket, as events, by the
// name of an operation, or by sending a text once to have its hash known.
func TestNoPathLeadsPastTheList(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	who := s.as(an)
	forbidden, unknown := "FORBIDDEN", "NOT_FOUND"
	listed, line := documentID(ownDocument), who.line(t)
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

// An answer is whole: no part of it may be put off, which only some transports could tell later.
func TestNoAnswerIsPutOff(t *testing.T) {
	t.Parallel()
	s := newService(t, development)
	const put = `query Put { viewer { id ... @defer { feed { totalCount } } } }`
	wantError(t, s.as(an).try(t, put), model.CodeInvalid)
	for _, directive := range s.as(an).ask(t, `{ __schema { directives { name } } }`).list("__schema.directives") {
		if directive.(m)["name"] == "defer" {
			t.Error("the contract offers @defer")
		}
	}
	registered := s.operator().ask(t, register, registration("thuis", "1.0", put))
	want(t, registered.text("registerOperations.operations.0.error.code"), "INVALID")
}

// What a strong sign-in was shown is not said to be the same to a weak one, nor what one app was to another.
func TestATagIsOfOneSignInAndOneApp(t *testing.T) {
	t.Parallel()
	s := newService(t, stepUp)
	withAFine(t, s)
	const subjects = `{ viewer { letters { nodes { kind subject } } } }`
	_, tag, _ := s.signedInBy(an, strong).getQuery(t, subjects, m{}, "")
	if tag == "" {
		t.Fatal("there is no tag")
	}
	status, _, _ := s.signedInBy(an, strong).getQuery(t, subjects, m{}, tag)
	want(t, status, http.StatusNotModified)
	for _, acr := range []string{weak, other, ""} {
		status, second, _ := s.signedInBy(an, acr).getQuery(t, subjects, m{}, tag)
		want(t, []any{status, second != tag}, []any{http.StatusOK, true})
	}
	status, _, _ = s.signedInBy(bram, strong).getQuery(t, subjects, m{}, tag)
	want(t, status, http.StatusOK)
	status, second, body := s.anonymous().getQuery(t, subjects, m{}, "*")
	want(t, []any{status, second, strings.Contains(body, "UNAUTHENTICATED")}, []any{http.StatusOK, "", true})
	// A text that this sign-in may not see is refused each time, whatever is held.
	_, tag, _ = s.signedInBy(an, strong).getQuery(t, texts, m{}, "")
	want(t, tag, "") // it has addresses that expire
	const bodies = `{ viewer { letters { nodes { body { markdown } } } } }`
	_, tag, _ = s.signedInBy(an, strong).getQuery(t, bodies, m{}, "")
	status, second, body = s.signedInBy(an, weak).getQuery(t, bodies, m{}, tag)
	want(t, []any{status, second, strings.Contains(body, "STEP_UP_REQUIRED")}, []any{http.StatusOK, "", true})
}

// An old app is told so over a socket too, by the name that connection_init or the request gives.
func TestAnOldAppGetsNoSubscription(t *testing.T) {
	t.Parallel()
	s := newService(t, production, appOf("2.4.0"), func(s *setup) { s.config.Documents = append(s.config.Documents, changed) })
	line := s.dial(t)
	line.says(t, frame{Type: "connection_init", Payload: payload(t, m{"Authorization": "Bearer " + s.as(an).token, "Burgerbode-App": "phone/2.3.9"})})
	want(t, line.hears(t).Type, "connection_ack")
	line.subscribes(t, "a", changed, nil)
	if f := line.hears(t); f.Type != "error" || !strings.Contains(string(f.Payload), "UPGRADE_REQUIRED") || !strings.Contains(string(f.Payload), "https://store.example/app") {
		t.Errorf("heard %s %s", f.Type, f.Payload)
	}
}

// A socket costs memory also where nothing is asked over it: one viewer holds few, and may open others when some end.
func TestOneViewerHoldsFewSockets(t *testing.T) {
	t.Parallel()
	s := newService(t)
	first := s.as(an).line(t)
	for range 9 {
		s.as(an).line(t)
	}
	open := frame{Type: "connection_init", Payload: payload(t, m{"Authorization": "Bearer " + s.as(an).token})}
	refused := s.dial(t)
	refused.says(t, open)
	refused.wantClosed(t, 1013)
	s.as(bram).line(t)
	must(t, first.conn.Close(1000, ""))
	waitFor(t, func() bool {
		line := s.dial(t)
		line.says(t, open)
		_, _, err := line.conn.Read(t.Context())
		return err == nil
	})
}
