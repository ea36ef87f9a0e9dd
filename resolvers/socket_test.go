package resolvers_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/golang-jwt/jwt/v5"
)

// The codes are those by which the client library graphql-ws decides whether to come back.
func TestWithWhatCodeASocketIsClosed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	bearer := m{"Authorization": "Bearer " + s.as(an).token}
	for name, row := range map[string]struct {
		says []frame
		code int
	}{
		"no token":                 {[]frame{{Type: "connection_init"}}, 4401},
		"a token that is none":     {[]frame{{Type: "connection_init", Payload: payload(t, m{"authorization": "Bearer geen.token.dus"})}}, 4403},
		"a subscription too early": {[]frame{{ID: "a", Type: "subscribe", Payload: payload(t, m{"query": changed})}}, 4401},
		"twice":                    {[]frame{{Type: "connection_init", Payload: payload(t, bearer)}, {Type: "connection_init"}}, 4429},
		"a message that is none":   {[]frame{{Type: "connection_init", Payload: payload(t, bearer)}, {Type: "start"}}, 4400},
		"no id":                    {[]frame{{Type: "connection_init", Payload: payload(t, bearer)}, {Type: "subscribe", Payload: payload(t, m{"query": changed})}}, 4400},
		"an id twice": {[]frame{
			{Type: "connection_init", Payload: payload(t, bearer)},
			{ID: "a", Type: "subscribe", Payload: payload(t, m{"query": changed})}, {ID: "a", Type: "subscribe", Payload: payload(t, m{"query": changed})},
		}, 4409},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line := s.dial(t)
			for i, f := range row.says {
				line.says(t, f)
				if f.Type == "connection_init" && i < len(row.says)-1 {
					want(t, line.hears(t).Type, "connection_ack")
				}
			}
			line.wantClosed(t, row.code)
		})
	}
}

// What is too long, speaks another protocol or comes from another site's page.
func TestWhoGetsNoSocket(t *testing.T) {
	t.Parallel()
	s := newService(t)
	long := s.as(an).line(t)
	long.says(t, frame{ID: "a", Type: "subscribe", Payload: payload(t, m{"query": strings.Repeat(" ", 64<<10)})})
	long.wantClosed(t, int(websocket.StatusMessageTooBig))
	conn, _, err := websocket.Dial(t.Context(), s.url+"/graphql", &websocket.DialOptions{HTTPClient: s.http, Subprotocols: []string{"graphql-ws"}})
	must(t, err)
	(&phoneLine{conn}).wantClosed(t, 4406)
	_, response, err := websocket.Dial(t.Context(), s.url+"/graphql", &websocket.DialOptions{
		HTTPClient: s.http, Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: http.Header{"Origin": {"https://elders.example"}},
	})
	if err == nil || response.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site got %v, %v", response, err)
	}
}

// A token that expires ends the socket, not the subscription: the client comes back with another token and goes on.
func TestASocketEndsWithItsToken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	now := s.clock.now()
	claims := claimsAt(now, jwt.MapClaims{"vo_doelgroepcode": "BUR", "rrn": string(an), "exp": now.Add(time.Minute).Unix()})
	short := s.with(issuerKeys()["ES256"].sign(claims))
	line := short.line(t)
	line.subscribes(t, "a", changed, nil)
	events := short.subscribe(t, changed, m{})
	s.clock.advance(time.Minute)
	line.wantClosed(t, 4403)
	_, got := events.next(t)
	wantError(t, got, "UNAUTHENTICATED")
	events.wantEnd(t)
	old := s.as(an).line(t)
	s.clock.advance(time.Hour)
	old.wantClosed(t, 1012) // it lives an hour at most
}

func TestSocketsEndWithTheProcess(t *testing.T) {
	t.Parallel()
	life, end := context.WithCancel(t.Context())
	defer end()
	s := newService(t, func(s *setup) { s.life = life })
	line := s.as(an).line(t)
	line.subscribes(t, "a", changed, nil)
	end()
	line.wantClosed(t, 1001)
}

// Over a socket the same limits hold, and only subscriptions are answered.
func TestWhatIsRefusedOverASocket(t *testing.T) {
	t.Parallel()
	s := newService(t)
	line := s.as(an).line(t)
	for _, row := range []struct{ query, code string }{
		{`{ viewer { rev } }`, "INVALID"},
		{`subscription { rubbish }`, "INVALID"},
		{`subscription { mailboxChanged { ` + strings.Repeat("rev ", 700) + `} }`, "TOO_COMPLEX"},
	} {
		line.subscribes(t, "a", row.query, nil)
		f := line.hears(t)
		if f.Type != "error" || !strings.Contains(string(f.Payload), row.code) {
			t.Errorf("%s: heard %s %s", row.query, f.Type, f.Payload)
		}
	}
	line.subscribes(t, "b", changed, m{"since": "rubbish"})
	want(t, line.hearsNext(t, "b").Errors[0].Extensions.Code, "INVALID")
	want(t, line.hears(t), frame{ID: "b", Type: "complete"})
	line.says(t, frame{Type: "ping"})
	want(t, line.hears(t).Type, "pong")
}
