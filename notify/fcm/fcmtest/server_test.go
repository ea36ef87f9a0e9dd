package fcmtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"burgerbode/notify/fcm/fcmtest"
)

func body(token string) string {
	return fmt.Sprintf(`{"message":{"token":%q}}`, token)
}

// call does a request against a running server and returns status and body.
func call(t *testing.T, method, url, text string) (int, string) {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestLogOverHTTP(t *testing.T) {
	t.Parallel()
	at := time.Date(2018, 10, 14, 6, 0, 0, 0, time.UTC)
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Now: func() time.Time { return at }})
	for i := range 5 {
		post(fake, body(fmt.Sprint("t", i)))
	}
	base := strings.TrimSuffix(endpoint, "/v1")
	status, text := call(t, http.MethodGet, base+"/log?after=2&limit=2", "")
	want := `{"seq":3,"at":"2018-10-14T06:00:00Z","project":"p","token":"t2","message":{"token":"t2"},` +
		`"outcome":"ACCEPTED","name":"projects/p/messages/0:1000000000000003"}` + "\n" +
		`{"seq":4,"at":"2018-10-14T06:00:00Z","project":"p","token":"t3","message":{"token":"t3"},` +
		`"outcome":"ACCEPTED","name":"projects/p/messages/0:1000000000000004"}` + "\n"
	if status != 200 || text != want {
		t.Errorf("%d\n%s\nwant\n%s", status, text, want)
	}
	for query, lines := range map[string]int{"": 5, "?after=5": 0, "?after=99": 0, "?after=-3": 5, "?limit=1": 1} {
		if _, text := call(t, http.MethodGet, base+"/log"+query, ""); strings.Count(text, "\n") != lines {
			t.Errorf("%q: %s", query, text)
		}
	}
	for _, query := range []string{"?after=x", "?limit=0", "?limit=x"} {
		if status, _ := call(t, http.MethodGet, base+"/log"+query, ""); status != 400 {
			t.Errorf("%q: %d", query, status)
		}
	}
}

func TestBoundedLog(t *testing.T) {
	t.Parallel()
	fake := fcmtest.New(fcmtest.Options{MaxLog: 3})
	for i := range 10 {
		post(fake, body([]string{"a", "b"}[i%2]))
		post(fake, "rubbish")
	}
	log := fake.Log()
	if len(log) != 3 || log[0].Seq != 18 || log[2].Seq != 20 {
		t.Errorf("log %+v", log)
	}
	if after := fake.LogAfter(19, 0); len(after) != 1 || after[0].Seq != 20 {
		t.Errorf("after 19: %+v", after)
	}
}

func TestBehaviourOverHTTP(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	base := strings.TrimSuffix(endpoint, "/v1")
	wanted := `{"shares":{"INTERNAL":1},"tokens":{"good":"ACCEPTED","gone":"UNREGISTERED"},"retryAfterSeconds":7}`
	if status, text := call(t, http.MethodPost, base+"/behaviour", wanted); status != 200 {
		t.Fatal(text)
	}
	_, text := call(t, http.MethodGet, base+"/behaviour", "")
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil || strings.TrimSpace(compact.String()) !=
		`{"shares":{"INTERNAL":1},"tokens":{"gone":"UNREGISTERED","good":"ACCEPTED"},"retryAfterSeconds":7}` {
		t.Errorf("behaviour %s", text)
	}
	for token, status := range map[string]int{"good": 200, "gone": 404, "other": 500} {
		if w := post(fake, body(token)); w.Code != status {
			t.Errorf("%s: %d", token, w.Code)
		}
	}
	for bad, problem := range map[string]string{
		`{"share":{}}`:                              "unknown field",
		`{"shares":{"NONSENSE":0.1}}`:               `no outcome is called "NONSENSE"`,
		`{"shares":{"REFUSED":0.1}}`:                `no outcome is called "REFUSED"`,
		`{"shares":{"HANG":1.5}}`:                   "not within 0 to 1",
		`{"shares":{"HANG":0.6,"RESET":0.6}}`:       "above 1",
		`{"tokens":{"t":"NONSENSE"}}`:               `no outcome is called "NONSENSE"`,
		`{"latencyMs":-1,"shares":{"NONSENSE":-1}}`: "a time is negative",
	} {
		if status, text := call(t, http.MethodPost, base+"/behaviour", bad); status != 400 || !strings.Contains(text, problem) {
			t.Errorf("%s: %d %s", bad, status, text)
		}
	}
	if fake.Behaviour().RetryAfterSeconds != 7 {
		t.Error("a refused behaviour changed something")
	}
	if status, _ := call(t, http.MethodPost, base+"/behaviour", "{}"); status != 200 || post(fake, body("gone")).Code != 200 {
		t.Error("the behaviour was not reset")
	}
}

func TestBehaviourIsACopy(t *testing.T) {
	t.Parallel()
	mine := fcmtest.Behaviour{Tokens: map[string]fcmtest.Outcome{"t": fcmtest.Internal}}
	fake := fcmtest.New(fcmtest.Options{Behaviour: mine})
	mine.Tokens["t"] = fcmtest.Accepted
	fake.Behaviour().Tokens["t"] = fcmtest.Accepted
	if w := post(fake, body("t")); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
	defer func() {
		if recover() == nil {
			t.Error("a bad behaviour in the options is not refused")
		}
	}()
	fcmtest.New(fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{
		fcmtest.Hang: math.NaN(),
	}}})
}

func TestUnregisterOverHTTP(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	if w := post(fake, body("a:b/c")); w.Code != 200 {
		t.Fatal(w.Body)
	}
	status, _ := call(t, http.MethodPost, strings.TrimSuffix(endpoint, "/v1")+"/tokens/a:b%2Fc/unregister", "")
	if w := post(fake, body("a:b/c")); status != 204 || w.Code != 404 {
		t.Errorf("%d, then %d %s", status, w.Code, w.Body)
	}
}

// Shares come out as asked for, and the same with the same seed.
func TestShares(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) (outcomes []fcmtest.Outcome, counts map[fcmtest.Outcome]int) {
		fake := fcmtest.New(fcmtest.Options{Seed: seed, Behaviour: fcmtest.Behaviour{
			Shares: map[fcmtest.Outcome]float64{fcmtest.Unregistered: 0.1, fcmtest.Internal: 0.3},
		}})
		counts = map[fcmtest.Outcome]int{}
		for range 2000 {
			post(fake, body("t"))
		}
		for _, r := range fake.Log() {
			outcomes = append(outcomes, r.Outcome)
			counts[r.Outcome]++
		}
		return outcomes, counts
	}
	first, counts := run(1)
	again, _ := run(1)
	other, _ := run(2)
	if fmt.Sprint(first) != fmt.Sprint(again) || fmt.Sprint(first) == fmt.Sprint(other) {
		t.Error("the seed does not decide")
	}
	for outcome, want := range map[fcmtest.Outcome]int{
		fcmtest.Unregistered: 200, fcmtest.Internal: 600, fcmtest.Accepted: 1200,
	} {
		if n := counts[outcome]; n < want*8/10 || n > want*12/10 {
			t.Errorf("%s: %d of 2000, want about %d", outcome, n, want)
		}
	}
}

func TestRefuseAllAndReset(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{RefuseAll: true}})
	send := endpoint + "/projects/p/messages:send"
	if status, text := call(t, http.MethodPost, send, body("t")); status != 0 {
		t.Errorf("answered %d %s", status, text)
	}
	if err := fake.SetBehaviour(fcmtest.Behaviour{Tokens: map[string]fcmtest.Outcome{"t": fcmtest.Reset}}); err != nil {
		t.Fatal(err)
	}
	if status, text := call(t, http.MethodPost, send, body("t")); status != 0 || !strings.Contains(text, "reset") {
		t.Errorf("answered %d %s", status, text)
	}
	log := fake.Log()
	if len(log) != 2 || log[0].Outcome != fcmtest.Refused || log[1].Outcome != fcmtest.Reset || !log[1].Withheld {
		t.Errorf("log %+v", log)
	}
}

// A hanging request ends by itself, and when the server closes.
func TestHangIsBounded(t *testing.T) {
	t.Parallel()
	hang := fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Hang: 1}}
	_, short := fcmtest.Start(t, fcmtest.Options{Behaviour: hang, MaxHang: time.Millisecond})
	if status, text := call(t, http.MethodPost, short+"/projects/p/messages:send", body("t")); status != 0 {
		t.Errorf("answered %d %s", status, text)
	}
	closer := make(chan func(), 1)
	fake, long := fcmtest.Start(t, fcmtest.Options{Behaviour: hang, OnRequest: func(fcmtest.Received) { (<-closer)() }})
	closer <- fake.Close
	if status, text := call(t, http.MethodPost, long+"/projects/p/messages:send", body("t")); status != 0 {
		t.Errorf("answered %d %s", status, text)
	}
}

// A client that leaves during the latency has no answer, and the log knows.
func TestLatency(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{LatencyMS: 20}})
	begin := time.Now()
	if status, text := call(t, http.MethodPost, endpoint+"/projects/p/messages:send", body("t")); status != 200 {
		t.Errorf("answered %d %s", status, text)
	}
	if took := time.Since(begin); took < 20*time.Millisecond {
		t.Errorf("answered after %v", took)
	}
	if err := fake.SetBehaviour(fcmtest.Behaviour{LatencyMS: 1e6}); err != nil {
		t.Fatal(err)
	}
	fake.Close()
	if status, text := call(t, http.MethodPost, endpoint+"/projects/p/messages:send", body("t")); status != 0 {
		t.Errorf("answered %d %s", status, text)
	}
	log := fake.Log()
	if len(log) != 2 || log[0].Withheld || log[1].Outcome != fcmtest.Accepted || !log[1].Withheld {
		t.Errorf("log %+v", log)
	}
}

func TestBelowAPrefix(t *testing.T) {
	t.Parallel()
	fake := fcmtest.New(fcmtest.Options{})
	mux := http.NewServeMux()
	mux.Handle("/fcm/", http.StripPrefix("/fcm", fake))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	if status, text := call(t, http.MethodPost, server.URL+"/fcm/v1/projects/p/messages:send", body("t")); status != 200 {
		t.Errorf("%d %s", status, text)
	}
	if status, text := call(t, http.MethodGet, server.URL+"/fcm/log", ""); status != 200 || !strings.Contains(text, `"seq":1`) {
		t.Errorf("%d %s", status, text)
	}
	for address, method := range map[string]string{
		"/fcm/v1/projects/p/messages:send": http.MethodGet, "/fcm/v2/projects/p/messages:send": http.MethodPost,
	} {
		if status, _ := call(t, method, server.URL+address, ""); status != 404 && status != 405 {
			t.Errorf("%s %s: %d", method, address, status)
		}
	}
}

func TestLogValuesHideTokens(t *testing.T) {
	t.Parallel()
	var written bytes.Buffer
	log := slog.New(slog.NewTextHandler(&written, nil))
	fake := fcmtest.New(fcmtest.Options{
		OnRequest: func(r fcmtest.Received) { log.Info("received", "request", r) },
		Behaviour: fcmtest.Behaviour{Tokens: map[string]fcmtest.Outcome{"SECRET": fcmtest.Internal}},
	})
	post(fake, `{"message":{"token":"SECRET","data":{"text":"SECRET"}}}`)
	log.Info("behaviour", "behaviour", fake.Behaviour())
	if text := written.String(); strings.Contains(text, "SECRET") || !strings.Contains(text, "request.outcome=INTERNAL") {
		t.Error(text)
	}
}

func ExampleServer() {
	fake := fcmtest.New(fcmtest.Options{})
	defer fake.Close()
	fake.Unregister("old-phone")
	for _, token := range []string{"new-phone", "old-phone"} {
		r := httptest.NewRequest(http.MethodPost, "/v1/projects/p/messages:send",
			strings.NewReader(`{"message":{"token":"`+token+`","data":{"push":"1"}}}`))
		fake.ServeHTTP(httptest.NewRecorder(), r)
	}
	for _, received := range fake.Log() {
		fmt.Println(received.Seq, received.Token, received.Outcome)
	}
	// Output:
	// 1 new-phone ACCEPTED
	// 2 old-phone UNREGISTERED
}
