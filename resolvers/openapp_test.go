package resolvers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"
)

// lived is a mailbox with 20 letters, 5 dossiers, 3 reminders and a phone, and the app's request that
// opens it.
func lived(t testing.TB) (caller, m) {
	t.Helper()
	s := newService(t)
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	for i := range 20 {
		sent := letter(fmt.Sprint(i), an)
		if i%10 == 0 {
			sent = callLetter(fmt.Sprint(i), an)
		}
		s.sender(mechelen).deliverOne(t, sent)
		s.clock.advance(time.Minute)
	}
	for i := range 5 {
		s.sender(mechelen).reportAll(t, statusAt(fmt.Sprint(i), "Ingediend", 8+i, an), statusAt(fmt.Sprint(i), "InBehandeling", 9+i))
	}
	for i := range 3 {
		s.as(an).ask(t, createReminder, m{"input": m{"clientId": fmt.Sprintf("herinnering-%d", i), "title": "Niet vergeten", "dueAt": fmt.Sprintf("2026-06-0%dT10:00:00Z", 2+i)}})
	}
	caller := s.as(an)
	caller.ask(t, viewerID)
	return caller, m{"query": appOperations(t)["OpenApp"], "variables": m{"installationId": phone, "first": 20}}
}

// Opening the app is one read of one mailbox.
func TestOpeningTheAppReadsOneMailboxAndNothingElse(t *testing.T) {
	t.Parallel()
	caller, body := lived(t)
	calls := caller.store.counted(func() {
		shown := caller.ask(t, body["query"].(string), body["variables"].(m))
		want(t, len(shown.list("viewer.feed.edges")), 20)
		want(t, len(shown.list("viewer.dossiers.nodes")), 5)
		want(t, len(shown.list("viewer.reminders.nodes")), 3)
		want(t, shown.at("viewer.pinned.totalCount"), 2)
	})
	want(t, calls, map[string]int{"Mailboxes": 1})
	// Asking in several ways at once reads it no oftener.
	calls = caller.store.counted(func() {
		caller.ask(t, `{ viewer { id } me: viewer { rev } node(id: "`+caller.ask(t, viewerID).text("viewer.id")+`") { id } }`)
	})
	want(t, calls, map[string]int{"Mailboxes": 2})
}

func TestReadingALetterReadsItsTextOnce(t *testing.T) {
	t.Parallel()
	caller, _ := lived(t)
	id := caller.ask(t, page).text("viewer.feed.nodes.0.id")
	calls := caller.store.counted(func() {
		caller.ask(t, appOperations(t)["LetterDetail"], m{"id": id, "language": "NL"})
	})
	want(t, calls, map[string]int{"Mailboxes": 1, "FindRecords letters": 1})
	calls = caller.store.counted(func() {
		caller.ask(t, `{ viewer { letters { nodes { nl: body { markdown } fr: body(language: FR) { markdown } } } } }`)
	})
	t.Logf("the texts of 20 letters were read in %d calls", calls["FindRecords letters"])
	want(t, calls["Mailboxes"], 1)
}

// BenchmarkOpenApp is the app's first request, the token checked, through the whole handler.
func BenchmarkOpenApp(b *testing.B) {
	caller, body := lived(b)
	encoded, err := json.Marshal(body)
	must(b, err)
	b.SetBytes(int64(len(serve(b, caller.api.Handler(), caller.token, encoded))))
	b.ReportAllocs()
	for b.Loop() {
		serve(b, caller.api.Handler(), caller.token, encoded)
	}
}

// BenchmarkBareHandler answers the same bytes with the standard library alone: what is left to win.
func BenchmarkBareHandler(b *testing.B) {
	caller, body := lived(b)
	encoded, err := json.Marshal(body)
	must(b, err)
	wanted := serve(b, caller.api.Handler(), caller.token, encoded)
	decoder := json.NewDecoder(bytes.NewReader(wanted))
	decoder.UseNumber()
	frozen := freeze(b, decoder)
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var request struct {
			Query     string         `json:"query"`
			Variables map[string]any `json:"variables"`
		}
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil || request.Query == "" {
			http.Error(w, "no query", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(frozen); err != nil {
			panic(err)
		}
	})
	if got := serve(b, bare, caller.token, encoded); strings.TrimSpace(string(got)) != strings.TrimSpace(string(wanted)) {
		b.Fatalf("the bare handler answers\n%s\nwant\n%s", got, wanted)
	}
	b.SetBytes(int64(len(wanted)))
	b.ReportAllocs()
	for b.Loop() {
		serve(b, bare, caller.token, encoded)
	}
}

// serve asks a handler without a network between.
func serve(t testing.TB, handler http.Handler, token string, body []byte) []byte {
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK || bytes.Contains(recorder.Body.Bytes(), []byte(`"errors"`)) {
		t.Fatalf("HTTP %d: %s", recorder.Code, short(recorder.Body.Bytes()))
	}
	return recorder.Body.Bytes()
}

// freeze turns JSON into structs with the same fields in the same order, as a handler that is
// written by hand would have.
func freeze(t testing.TB, decoder *json.Decoder) any {
	t.Helper()
	token, err := decoder.Token()
	must(t, err)
	delimiter, ok := token.(json.Delim)
	if !ok {
		return token
	}
	if delimiter == '[' {
		list := []any{}
		for decoder.More() {
			list = append(list, freeze(t, decoder))
		}
		_, err = decoder.Token()
		must(t, err)
		return list
	}
	var fields []reflect.StructField
	var values []any
	for decoder.More() {
		name, err := decoder.Token()
		must(t, err)
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("F%d", len(fields)), Type: reflect.TypeFor[any](), Tag: reflect.StructTag(fmt.Sprintf(`json:%q`, name)),
		})
		values = append(values, freeze(t, decoder))
	}
	_, err = decoder.Token()
	must(t, err)
	frozen := reflect.New(reflect.StructOf(fields)).Elem()
	for i, value := range values {
		if value != nil {
			frozen.Field(i).Set(reflect.ValueOf(value))
		}
	}
	return frozen.Addr().Interface()
}
