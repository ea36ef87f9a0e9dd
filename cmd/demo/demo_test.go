package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
	"burgerbode/mobile-mock"
)

// running is a demo in this process.
type running struct {
	url   string
	stop  context.CancelFunc
	ended chan error
	lines *bufio.Scanner
}

func start(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	r := &running{stop: stop, ended: make(chan error, 1), lines: bufio.NewScanner(out)}
	go func() {
		err := run(ctx, append([]string{"--addr", "127.0.0.1:0", "--town", "0"}, args...), in, io.Discard)
		_ = in.Close()
		r.ended <- err
	}()
	if !r.lines.Scan() {
		t.Fatal(<-r.ended)
	}
	address, found := strings.CutPrefix(r.lines.Text(), "ready ")
	if !found {
		t.Fatalf("the first line is %q", r.lines.Text())
	}
	r.url = address
	return r
}

// end stops the demo and returns what it printed after its first line.
func (r *running) end(t *testing.T) string {
	t.Helper()
	r.stop()
	var rest strings.Builder
	for r.lines.Scan() {
		rest.WriteString(r.lines.Text() + "\n")
	}
	if err := <-r.ended; err != nil {
		t.Errorf("the demo did not end well: %v", err)
	}
	return rest.String()
}

func (r *running) as(t *testing.T, wish devissuer.Wish) *client.Client {
	t.Helper()
	return &client.Client{URL: r.url, Token: func() (string, error) {
		body, err := json.Marshal(wish)
		if err != nil {
			return "", err
		}
		_, _, text, err := (&client.Client{URL: r.url}).Post(t.Context(), devissuer.TokenPath, body)
		var answer struct {
			Token string `json:"access_token"`
		}
		if err == nil {
			err = json.Unmarshal(text, &answer)
		}
		return answer.Token, err
	}}
}

func get(t *testing.T, address, accept string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", accept)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestALetterRingsThePhone(t *testing.T) {
	t.Parallel()
	demo := start(t, "--citizens", "3", "--clock", workday)
	an := demo.as(t, devissuer.Wish{As: "citizen", INSZ: sample.DemoCitizen})
	register := `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { rev } }`
	if err := an.Do(t.Context(), register, map[string]any{"input": map[string]any{
		"installationId": "demo-test", "token": "demo-test-token", "platform": "ANDROID", "appVersion": "1.0.0", "pushPermission": true,
	}}, new(any)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // for the phone to ring
	defer cancel()
	stream, err := http.NewRequestWithContext(ctx, http.MethodGet, demo.url+"/fcm/stream?token=demo-test-token", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := http.DefaultClient.Do(stream)
	if err != nil {
		t.Fatal(err)
	}
	defer phone.Body.Close()
	now, err := time.Parse(time.RFC3339, workday)
	if err != nil {
		t.Fatal(err)
	}
	letters, err := sample.Letters("12025", 1, sample.Seed, sample.ElectionDay(now), nil)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		DeliverLetters struct {
			Results []struct{ LetterID, Channel string }
		}
	}
	city := demo.as(t, devissuer.Wish{As: "sender", Org: "OVO002067"})
	deliver := `mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { letterId channel } } }`
	if err := city.Do(t.Context(), deliver, map[string]any{"input": map[string]any{"run": "demo-test", "letters": letters}}, &answer); err != nil {
		t.Fatal(err)
	}
	events, rang := bufio.NewScanner(phone.Body), false
	for !rang && events.Scan() {
		data, found := strings.CutPrefix(events.Text(), "data: ")
		if entry := answer.DeliverLetters.Results[0].LetterID; found && !strings.Contains(data, fmt.Sprintf("%q", entry)) {
			t.Errorf("the phone rings for %s, not for %s", data, entry)
		}
		rang = found
	}
	if !rang {
		t.Fatalf("the phone does not ring: %v", events.Err())
	}
	rest := demo.end(t) // with the phone's stream still open
	for _, want := range []string{"/phone/", "sqlite in memory, 3 citizens", "deliverLetters answered to FCM request: p50", "n 1; letter saved to FCM request: p50"} {
		if !strings.Contains(rest, want) {
			t.Errorf("the demo did not print %q:\n%s", want, rest)
		}
	}
}

func TestTheDemoShowsWhatThereIs(t *testing.T) {
	t.Parallel()
	demo := start(t, "--citizens", "0", "--clock", "2030-05-06T10:00:00+02:00")
	for path, want := range map[string]string{
		"/": "OVO002067", "/phone/": "<html", "/dev/citizens": `"now":"2030-05-06T10:0`, "/graphql": "GraphiQL", "/fcm/log": "", "/healthz": "", "/readyz": "", "/dev/push": `"notifier":"demo-`,
	} {
		if status, text := get(t, demo.url+path, "text/html"); status >= http.StatusBadRequest || !strings.Contains(text, want) {
			t.Errorf("%s: status %d: %.200s", path, status, text)
		}
	}
	if status, _ := get(t, demo.url+"/nothing", "text/html"); status != http.StatusNotFound {
		t.Errorf("/nothing: status %d", status)
	}
	if rest := demo.end(t); !strings.Contains(rest, "2030-05-06 10:00 CEST") {
		t.Errorf("the demo does not tell its clock:\n%s", rest)
	}
}

// An app in a browser is served from a port of its own while it is made.
func TestAPageOfThisMachineMayAsk(t *testing.T) {
	t.Parallel()
	d := start(t, "--citizens", "0")
	t.Cleanup(func() { d.end(t) })
	for origin, want := range map[string]string{"http://localhost:5173": "http://localhost:5173", "https://elders.example": ""} {
		for path, want := range map[string]string{"/graphql": want, devissuer.TokenPath: want, mobilemock.Path: ""} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, d.url+path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Origin", origin)
			request.Header.Set("Access-Control-Request-Method", http.MethodPost)
			request.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s from %s: %q in place of %q", path, origin, got, want)
			}
		}
	}
}

func TestThePhonesDocumentsAreAskedByTheirHash(t *testing.T) {
	t.Parallel()
	demo := start(t, "--citizens", "0")
	text, err := mobilemock.Operation("AppStatus")
	if err != nil {
		t.Fatal(err)
	}
	address := demo.url + "/graphql?documentId=sha256:" + model.OperationHash(text) + "&variables=%7B%22platform%22:%22IOS%22,%22version%22:%222.4.0%22%7D"
	if status, body := get(t, address, "application/json"); status != http.StatusOK || !strings.Contains(body, `"supported":true`) {
		t.Errorf("status %d: %s", status, body)
	}
	demo.end(t)
}

func TestWrongConfigurationsAreRefused(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := run(t.Context(), []string{"--addr", "x", "--store", "y", "--clock", "z"}, &out, io.Discard)
	for _, flag := range []string{"--addr", "--store", "--clock"} {
		if err == nil || !strings.Contains(err.Error(), flag) {
			t.Errorf("nothing about %s in %v", flag, err)
		}
	}
	if out.Len() > 0 {
		t.Errorf("something was ready: %s", out.String())
	}
}

func TestAutoClockStartsWherePhonesRing(t *testing.T) {
	t.Parallel()
	for moment, want := range map[string]string{
		"2026-03-03T12:00:00+01:00": "2026-03-03 12:00", // a Tuesday at noon: as it is
		"2026-03-03T22:00:00+01:00": "2026-03-04 10:00",
		"2026-03-03T05:00:00+01:00": "2026-03-03 10:00",
		"2026-03-06T23:00:00+01:00": "2026-03-09 10:00", // Friday night: on Monday
		"2026-03-07T11:00:00+01:00": "2026-03-07 11:00", // on Saturday phones ring too
		"2026-03-28T22:30:00+01:00": "2026-03-30 10:00", // over the change to summer time
	} {
		now, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		made, err := newClock("auto", now)
		if err != nil {
			t.Fatal(err)
		}
		if got := now.Add(made.shift()).In(model.Brussels()).Format("2006-01-02 15:04"); got != want {
			t.Errorf("at %s the clock starts at %s, not at %s", moment, got, want)
		}
	}
}
