package resolvers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/coder/websocket"
)

const changed = `subscription ($since: String) { mailboxChanged(since: $since) { entries { entry { ... on Node { id } } inFeed } removed counts { unread } rev token hasMore } }`

// phoneLine is a WebSocket of an app.
type phoneLine struct{ conn *websocket.Conn }

type frame struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// dial opens a WebSocket without a token in its request.
func (s *service) dial(t testing.TB) *phoneLine {
	t.Helper()
	conn, response, err := websocket.Dial(t.Context(), s.url+"/graphql", &websocket.DialOptions{
		HTTPClient: s.http, Subprotocols: []string{"graphql-transport-ws"},
	})
	must(t, err)
	want(t, response.StatusCode, http.StatusSwitchingProtocols)
	conn.SetReadLimit(1 << 20)
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &phoneLine{conn}
}

// line is an open line of a viewer.
func (c caller) line(t testing.TB) *phoneLine {
	t.Helper()
	line := c.dial(t)
	line.says(t, frame{Type: "connection_init", Payload: payload(t, m{"Authorization": "Bearer " + c.token})})
	want(t, line.hears(t), frame{Type: "connection_ack"})
	return line
}

func payload(t testing.TB, value any) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(value)
	must(t, err)
	return text
}

func (l *phoneLine) says(t testing.TB, f frame) {
	t.Helper()
	must(t, l.conn.Write(t.Context(), websocket.MessageText, payload(t, f)))
}

func (l *phoneLine) subscribes(t testing.TB, id, query string, variables m) {
	t.Helper()
	l.says(t, frame{ID: id, Type: "subscribe", Payload: payload(t, m{"query": query, "variables": variables})})
}

func (l *phoneLine) hears(t testing.TB) (f frame) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	_, text, err := l.conn.Read(ctx)
	must(t, err)
	must(t, json.Unmarshal(text, &f))
	return f
}

// hearsNext is the next answer to a subscription.
func (l *phoneLine) hearsNext(t testing.TB, id string) (got answer) {
	t.Helper()
	f := l.hears(t)
	if f.ID != id || f.Type != "next" {
		t.Fatalf("heard %s of %s: %s", f.Type, f.ID, f.Payload)
	}
	must(t, json.Unmarshal(f.Payload, &got))
	return got
}

// wantClosed wants the service to hang up so.
func (l *phoneLine) wantClosed(t testing.TB, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	_, text, err := l.conn.Read(ctx)
	if err == nil {
		t.Fatalf("heard %s, want the end", text)
	}
	want(t, int(websocket.CloseStatus(err)), code)
}

// A letter is told over both transports, by the process that takes it in and by another.
func TestALetterIsToldToWhoFollowsTheMailbox(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.sender(mechelen).deliver(t, letter("oud", an))
	held := s.as(an).ask(t, `{ viewer { syncToken } }`).text("viewer.syncToken")
	s.sender(mechelen).deliver(t, letter("nieuw", an))
	other := s.again(t)
	line, far := s.as(an).line(t), other.with(s.as(an).token).line(t)
	line.subscribes(t, "a", changed, m{"since": held})
	far.subscribes(t, "b", changed, m{"since": held})
	events := s.as(an).subscribe(t, changed, m{"since": held})
	for round := range 3 { // what changed before, and then what does meanwhile
		_, told := events.next(t)
		for _, got := range []answer{told, line.hearsNext(t, "a"), far.hearsNext(t, "b")} {
			want(t, len(got.list("mailboxChanged.entries")), 1)
			want(t, got.at("mailboxChanged.counts.unread"), round+2)
		}
		s.sender(mechelen).deliver(t, letter(fmt.Sprint("meer-", round), an))
	}
}

// From now on: what was there is not told.
func TestWithoutATokenOnlyWhatIsNewIsTold(t *testing.T) {
	t.Parallel()
	s := newService(t)
	line := s.as(an).line(t) // of somebody who has no mailbox yet
	line.subscribes(t, "a", changed, nil)
	waitFor(t, func() bool { return s.api.Followed() == 1 })
	s.as(an).activate(t)
	s.sender(mechelen).deliver(t, letter("nieuw", an))
	got := line.hearsNext(t, "a")
	for len(got.list("mailboxChanged.entries")) == 0 { // that digital post is on may be told before
		got = line.hearsNext(t, "a")
	}
	want(t, got.at("mailboxChanged.counts.unread"), 1)
}
