package fcmtest_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"burgerbode/notify/fcm/fcmtest"
)

// phone is a connection to /stream.
type phone struct {
	t     *testing.T
	lines *bufio.Scanner
	leave context.CancelFunc
}

func connect(t *testing.T, endpoint, query, lastEventID string) *phone {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(endpoint, "/v1")+"/stream?"+query, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		req.Header.Set("Last-Event-ID", lastEventID)
	}
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		leave()
		_ = resp.Body.Close()
	})
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%s %v", resp.Status, resp.Header)
	}
	return &phone{t: t, lines: bufio.NewScanner(resp.Body), leave: leave}
}

// next returns the next event or comment, or "" at the end of the stream.
func (p *phone) next() string {
	p.t.Helper()
	var block []string
	for p.lines.Scan() {
		if p.lines.Text() == "" {
			return strings.Join(block, "\n")
		}
		block = append(block, p.lines.Text())
	}
	return ""
}

func (p *phone) expect(wants ...string) {
	p.t.Helper()
	for _, want := range wants {
		if got := p.next(); got != want {
			p.t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestStream(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Tokens: map[string]fcmtest.Outcome{"bad": fcmtest.Internal},
	}})
	p := connect(t, endpoint, "token=mine", "")
	p.expect(": connected")
	post(fake, `{"message":{ "token":"mine", "data":{"text":"a\nb"}}}`)
	p.expect("id: 1\ndata: " + `{"token":"mine","data":{"text":"a\nb"}}`)
	post(fake, body("another"))
	post(fake, body("bad"))
	post(fake, `{"validate_only":true,"message":{"token":"mine"}}`)
	post(fake, body("mine"))
	p.expect(`id: 5` + "\n" + `data: {"token":"mine"}`)
	p.leave()

	// While the phone is away two more come; it gets them when it is back.
	post(fake, body("mine"))
	post(fake, body("mine"))
	back := connect(t, endpoint, "token=mine", "5")
	back.expect(": connected", "id: 6\ndata: "+`{"token":"mine"}`, "id: 7\ndata: "+`{"token":"mine"}`)
	post(fake, body("mine"))
	back.expect("id: 8\ndata: " + `{"token":"mine"}`)

	// A page that was loaded anew names the id in its address.
	connect(t, endpoint, "token=mine&lastEventId=7", "").expect(": connected", "id: 8\ndata: "+`{"token":"mine"}`)

	fake.Close()
	if rest := back.next(); rest != "" {
		t.Errorf("after Close: %q", rest)
	}
}

// A message whose answer was lost was delivered all the same.
func TestStreamDeliversLost(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Shares: map[fcmtest.Outcome]float64{fcmtest.Lost: 1},
	}})
	p := connect(t, endpoint, "token=mine", "")
	if status, text := call(t, http.MethodPost, endpoint+"/projects/p/messages:send", body("mine")); status != 0 {
		t.Errorf("%d %s", status, text)
	}
	p.expect(": connected", "id: 1\ndata: "+`{"token":"mine"}`)
}

func TestStreamHeartbeat(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{Heartbeat: time.Millisecond})
	connect(t, endpoint, "token=mine", "").expect(": connected", ": alive", ": alive")
}

func TestStreamWithoutToken(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	for _, query := range []string{"", "?token=", "?token=t&lastEventId=x"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			strings.TrimSuffix(endpoint, "/v1")+"/stream"+query, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %s", query, resp.Status)
		}
	}
}

// Many phones and many messages: each phone gets its own, in order, once.
func TestManyPhones(t *testing.T) {
	t.Parallel()
	const phones, each = 8, 50
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	var connected []*phone
	for i := range phones {
		connected = append(connected, connect(t, endpoint, "token=t"+string(rune('a'+i)), ""))
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		for range each {
			for i := range phones {
				post(fake, body("t"+string(rune('a'+i))))
			}
		}
	}()
	for i, p := range connected {
		p.expect(": connected")
		previous := ""
		for range each {
			event := p.next()
			if event == previous || !strings.HasSuffix(event, `{"token":"t`+string(rune('a'+i))+`"}`) {
				t.Fatalf("phone %d got %q", i, event)
			}
			previous = event
		}
	}
	<-sent
}
