package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
)

// workday is a Tuesday at ten: phones ring.
const workday = "2026-03-03T10:00:00+01:00"

// kit is a demo, and An Peeters with a phone.
type kit struct {
	*running
	an    *client.Client
	rings chan string // what the phone received, as JSON
}

func startKit(t *testing.T, args ...string) *kit {
	t.Helper()
	k := &kit{running: start(t, append([]string{"--citizens", "30", "--clock", workday}, args...)...)}
	t.Cleanup(func() { k.end(t) })
	k.an = k.as(t, devissuer.Wish{As: "citizen", INSZ: sample.DemoCitizen})
	k.register(t)
	return k
}

// register puts the phone on, and listens to it.
func (k *kit) register(t *testing.T) {
	t.Helper()
	k.ask(t, `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { rev } }`, map[string]any{
		"installationId": "kit-test", "token": "kit-test-token", "platform": "ANDROID", "appVersion": "1.0.0", "pushPermission": true,
	}, new(any))
	stream, err := http.NewRequestWithContext(t.Context(), http.MethodGet, k.url+"/fcm/stream?token=kit-test-token", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := http.DefaultClient.Do(stream)
	if err != nil {
		t.Fatal(err)
	}
	rings := make(chan string, 1000)
	k.rings = rings
	go func() {
		defer phone.Body.Close()
		for lines := bufio.NewScanner(phone.Body); lines.Scan(); {
			if data, found := strings.CutPrefix(lines.Text(), "data: "); found {
				rings <- data
			}
		}
	}()
}

// ask asks as An.
func (k *kit) ask(t *testing.T, query string, input, into any) {
	t.Helper()
	if err := k.an.Do(t.Context(), query, map[string]any{"input": input}, into); err != nil {
		t.Fatal(err)
	}
}

// code is with which code a query of An fails; empty: it does not.
func (k *kit) code(t *testing.T, query string) model.Code {
	t.Helper()
	err := k.an.Do(t.Context(), query, nil, new(any))
	if failed, ok := errors.AsType[*client.Error](err); ok {
		return failed.Code
	}
	if err != nil {
		t.Fatal(err)
	}
	return ""
}

// post sends to the kit, and answers the status and what came back.
func (k *kit) post(t *testing.T, path string, body any) (int, map[string]any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	status, _, answer, err := (&client.Client{URL: k.url}).Post(t.Context(), path, text)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatalf("%s: %v: %s", path, err, answer)
	}
	return status, got
}

// run runs a scenario that comes with the program, and answers the ids of what its steps made, by name.
func (k *kit) run(t *testing.T, name string) map[string]string {
	t.Helper()
	status, got := k.post(t, scenarioPath, map[string]any{"name": name})
	if status != http.StatusOK {
		t.Fatalf("%s: status %d: %v", name, status, got)
	}
	ids := map[string]string{}
	for _, step := range got["steps"].([]any) {
		if of, ok := step.(map[string]any)["ids"].(map[string]any); ok {
			ids[of["as"].(string)] = fmt.Sprint(of["entryId"])
		}
	}
	return ids
}

// rang waits until the phone has received something with all these words.
func (k *kit) rang(t *testing.T, words ...string) {
	t.Helper()
	var heard []string
	for {
		select {
		case ring := <-k.rings:
			heard = append(heard, ring)
			if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(ring, word) }) {
				return
			}
		case <-time.After(2 * time.Minute):
			t.Fatalf("the phone did not ring for %v; it received %v", words, heard)
		}
	}
}

const entryQuery = `query ($id: ID!) { node(id: $id) { ... on Letter { state payment { status } supersedes { id state } callLetter { placeName } next } ... on Dossier { status { label actionRequired } } } }`

// entry is what An sees of an entry, as JSON.
func (k *kit) entry(t *testing.T, id string) string {
	t.Helper()
	var answer json.RawMessage
	if err := k.an.Do(t.Context(), entryQuery, map[string]any{"id": id}, &answer); err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

func (k *kit) shows(t *testing.T, id string, wants ...string) {
	t.Helper()
	got := k.entry(t, id)
	for _, want := range wants {
		if !strings.Contains(got, want) {
			t.Errorf("nothing of %s in %s", want, got)
		}
	}
}

const counts = `query OpenApp { viewer { counts { unread } } }`

func TestScenariosOfLettersAndDossiers(t *testing.T) {
	t.Parallel()
	t.Run("letter-arrives", func(t *testing.T) {
		t.Parallel()
		k := startKit(t)
		ids := k.run(t, "letter-arrives")
		k.rang(t, ids["letter"])
		k.shows(t, ids["letter"], `"ACTIVE"`)
	})
	t.Run("status-needs-action", func(t *testing.T) {
		t.Parallel()
		k := startKit(t)
		ids := k.run(t, "status-needs-action")
		k.rang(t, ids["dossier"])
		k.shows(t, ids["dossier"], `"actionRequired":true`, "Wij wachten op uw pasfoto")
	})
	t.Run("polling-station-moves", func(t *testing.T) {
		t.Parallel()
		k := startKit(t)
		ids := k.run(t, "polling-station-moves")
		k.rang(t, ids["moved"])
		k.shows(t, ids["moved"], "Cultuurcentrum De Spil", `"state":"SUPERSEDED"`)
	})
	t.Run("letter-withdrawn", func(t *testing.T) {
		t.Parallel()
		k := startKit(t)
		ids := k.run(t, "letter-withdrawn")
		k.rang(t, ids["letter"])
		k.shows(t, ids["letter"], `"WITHDRAWN"`)
	})
	t.Run("bill-paid", func(t *testing.T) {
		t.Parallel()
		k := startKit(t)
		k.shows(t, k.run(t, "bill-paid")["bill"], `"PAID"`)
	})
	t.Run("campaign", func(t *testing.T) {
		t.Parallel()
		k := startKit(t, "--canary-wait", "1s", "--town", "60")
		k.ask(t, `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { rev } }`, map[string]any{"campaignPushes": true}, new(any))
		k.run(t, "campaign")
		k.rang(t, `"channel":"reminders"`)
	})
}

func TestScenariosOfTime(t *testing.T) {
	t.Parallel()
	k := startKit(t)
	ids := k.run(t, "election-day")
	k.rang(t, ids["call"]) // together with what else the days brought
	if _, got := k.post(t, clockPath, map[string]any{"forward": "1m"}); !strings.HasPrefix(fmt.Sprint(got["now"]), fmt.Sprint(got["election"], "T10:0")) {
		t.Errorf("after the day of the election came %v", got)
	}
	before := k.code(t, counts)
	held := *k.an
	token, err := k.an.Token()
	if err != nil {
		t.Fatal(err)
	}
	k.an.Token = func() (string, error) { return token, nil }
	k.run(t, "token-expires")
	if after := k.code(t, counts); before != "" || after != model.CodeUnauthenticated {
		t.Errorf("the token was answered %q, and %q after it expired", before, after)
	}
	k.an = &held
	for _, wrong := range []map[string]any{{"forward": "-1h"}, {"to": "yesterday"}, {"now": 5}, {}, {"forward": "1h", "to": "election-day"}, {"back": true}} {
		if status, got := k.post(t, clockPath, wrong); status != http.StatusBadRequest || got["fields"] == nil {
			t.Errorf("%v: status %d: %v", wrong, status, got)
		}
	}
	if status, got := k.post(t, clockPath, map[string]any{"now": workday}); status != http.StatusConflict || !strings.Contains(fmt.Sprint(got["error"]), "reset") {
		t.Errorf("the clock went back: status %d: %v", status, got)
	}
}

func TestScenariosOfTrouble(t *testing.T) {
	t.Parallel()
	k := startKit(t)
	ids := k.run(t, "fcm-down")
	k.shows(t, ids["letter"], `"ACTIVE"`)
	k.run(t, "fcm-up")
	k.rang(t, ids["letter"])
	k.run(t, "store-away")
	if code := k.code(t, counts); code != model.CodeUnavailable {
		t.Errorf("without a store: %q", code)
	}
	k.run(t, "store-back")
	if code := k.code(t, counts); code != "" {
		t.Errorf("with the store back: %q", code)
	}
	k.run(t, "errors")
	for _, want := range []model.Code{
		model.CodeUnavailable, model.CodeInternal, model.CodeRateLimited, model.CodeStepUpRequired, model.CodeUpgradeRequired, "",
	} {
		if code := k.code(t, counts); code != want {
			t.Errorf("%q in place of %q", code, want)
		}
	}
	fail := map[string]any{"name": "one", "steps": []any{map[string]any{"fail": map[string]any{"code": "GONE", "operation": "OpenApp", "times": 2}}}}
	if status, got := k.post(t, scenarioPath, fail); status != http.StatusOK {
		t.Fatal(got)
	}
	for i, want := range []struct {
		query string
		code  model.Code
	}{{`query Other { viewer { id } }`, ""}, {counts, model.CodeGone}, {counts, model.CodeGone}, {counts, ""}} {
		if code := k.code(t, want.query); code != want.code {
			t.Errorf("request %d: %q in place of %q", i, code, want.code)
		}
	}
}

// What the demo answers in the API's place must be what an app meets in production: the API's own refusals, side by side.
func TestFaultsLookLikeTheAPIsOwn(t *testing.T) {
	t.Parallel()
	k := startKit(t)
	token, err := k.an.Token()
	if err != nil {
		t.Fatal(err)
	}
	sender, err := k.as(t, devissuer.Wish{As: "sender", Org: "OVO002067"}).Token()
	if err != nil {
		t.Fatal(err)
	}
	ask := func(token, accept, query string) string {
		body, err := json.Marshal(map[string]any{"query": query})
		if err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, k.url+"/graphql", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Accept", accept)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		data, whole := strings.Contains(string(text), `"data":null`), strings.Contains(string(text), "event: complete")
		return fmt.Sprint(answer.StatusCode, answer.Header.Get("Content-Type"), answer.Header.Get("WWW-Authenticate"), data, whole)
	}
	const plain, live = `query Told { viewer { changes(since: "x") { rev } } }`, `subscription Told { mailboxChanged(since: "x") { rev } }`
	for _, test := range []struct {
		code         model.Code
		token, query string
	}{
		{model.CodeUnauthenticated, "wrong", plain}, {model.CodeForbidden, sender, plain}, {model.CodeInvalid, token, plain},
		{model.CodeUnauthenticated, "wrong", live}, {model.CodeInvalid, token, live},
	} {
		accepts := []string{"application/json", "application/graphql-response+json"}
		if test.query == live {
			accepts = []string{"text/event-stream"}
		}
		for _, accept := range accepts {
			want := ask(test.token, accept, test.query)
			k.post(t, scenarioPath, map[string]any{"name": "one", "steps": []any{map[string]any{"fail": map[string]any{"code": test.code, "operation": "Told"}}}})
			if got := ask(test.token, accept, test.query); got != want {
				t.Errorf("%s as %s: %s in place of %s", test.code, accept, got, want)
			}
		}
	}
}

func TestResetBeginsAgain(t *testing.T) {
	t.Parallel()
	k := startKit(t)
	token, err := k.an.Token()
	if err != nil {
		t.Fatal(err)
	}
	k.an.Token = func() (string, error) { return token, nil }
	letter := k.run(t, "letter-arrives")["letter"]
	k.rang(t, letter)
	var held struct{ Viewer struct{ SyncToken string } }
	if err := k.an.Do(t.Context(), `{ viewer { syncToken } }`, nil, &held); err != nil {
		t.Fatal(err)
	}
	k.post(t, clockPath, map[string]any{"forward": "36h"})
	people := func() string {
		_, text := get(t, k.url+devissuer.CitizensPath, "application/json")
		text, _, _ = strings.Cut(text, `"now"`)
		return text
	}
	first := people()
	status, got := k.post(t, resetPath, map[string]any{"citizens": 20, "seed": 7})
	if status != http.StatusOK || got["citizens"] != 20.0 || !strings.HasPrefix(fmt.Sprint(got["now"]), "2026-03-03T10:0") {
		t.Fatalf("status %d: %v", status, got)
	}
	if code := k.code(t, fmt.Sprintf(`{ node(id: %q) { id } }`, letter)); code != model.CodeNotFound {
		t.Errorf("a letter of before is still there: %q", code)
	}
	if code := k.code(t, fmt.Sprintf(`{ viewer { changes(since: %q) { token } } }`, held.Viewer.SyncToken)); code != model.CodeResyncRequired {
		t.Errorf("what an app holds of before is answered %q", code)
	}
	seven := people()
	k.post(t, resetPath, map[string]any{"citizens": 20, "seed": 7})
	if again := people(); again != seven || again == first {
		t.Error("the same seed makes other people, or another seed the same")
	}
	if status, got := k.post(t, resetPath, map[string]any{}); status != http.StatusOK || got["citizens"] != 30.0 || people() != first {
		t.Errorf("without a word it begins otherwise than at the start: %v", got)
	}
	k.register(t) // phones are forgotten
	k.rang(t, k.run(t, "letter-arrives")["letter"])
	if status, got := k.post(t, resetPath, map[string]any{"citizens": -1, "clock": "x"}); status != http.StatusBadRequest || len(got["fields"].([]any)) != 2 {
		t.Errorf("status %d: %v", status, got)
	}
}

func TestADemoOnAFileIsNotReset(t *testing.T) {
	t.Parallel()
	k := startKit(t, "--store", "sqlite://"+t.TempDir()+"/demo.db")
	if status, got := k.post(t, resetPath, map[string]any{}); status != http.StatusConflict || !strings.Contains(fmt.Sprint(got["error"]), "--store") {
		t.Errorf("status %d: %v", status, got)
	}
}

func TestAScenarioIsRunOnce(t *testing.T) {
	t.Parallel()
	k := startKit(t)
	file := map[string]any{"name": "letter-arrives", "run": "once"}
	_, first := k.post(t, scenarioPath, file)
	status, again := k.post(t, scenarioPath, file)
	if status != http.StatusOK || fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("status %d: %v, and first %v", status, again, first)
	}
	file["name"] = "bill-paid"
	if status, got := k.post(t, scenarioPath, file); status != http.StatusConflict {
		t.Errorf("another scenario as the same run: status %d: %v", status, got)
	}
	if status, got := k.post(t, scenarioPath, map[string]any{"name": "no-such"}); status != http.StatusNotFound || !strings.Contains(fmt.Sprint(got["error"]), "bill-paid") {
		t.Errorf("status %d: %v", status, got)
	}
}

func TestScenariosThatComeWithTheProgramAreListed(t *testing.T) {
	t.Parallel()
	all, err := scenario.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	demo := start(t, "--citizens", "0")
	_, text := get(t, demo.url+scenarioPath, "application/json")
	for _, one := range all {
		if !strings.Contains(text, fmt.Sprintf("%q", one.Name)) || one.About == "" {
			t.Errorf("%s is not listed, or says nothing", one.Name)
		}
	}
	demo.end(t)
}

func TestPagesOfOtherSitesChangeNothing(t *testing.T) {
	t.Parallel()
	demo := start(t, "--citizens", "0")
	for _, path := range []string{clockPath, resetPath, scenarioPath} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, demo.url+path, strings.NewReader(`{"forward":"1h"}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d", path, response.StatusCode)
		}
	}
	demo.end(t)
}
