package resolvers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"

	"burgerbode/graph/model"
)

// Subscriptions over a WebSocket: the protocol graphql-transport-ws, on GET /graphql. The transport is ours
// because gqlgen's keeps four goroutines for each socket, writes without a bound to who does not read, and
// closes with codes that are not the protocol's; the client libraries decide by the code whether to come back.

const (
	socketProtocol   = "graphql-transport-ws"
	maxSocketMessage = 64 << 10 // bytes, of what a client sends
	maxOperations    = 10       // subscriptions on one socket at the same time
	initPatience     = 10 * time.Second
	socketPing       = 20 * time.Second // between two signs of life
	slowReader       = 10 * time.Second // a message that takes longer to write ends the socket
	socketPatience   = 20 * time.Second // and one that takes so long cuts it
)

// The codes with which sockets are closed. The client library graphql-ws comes back by itself after the
// second half of them; the first half says that doing the same again cannot help.
const (
	closeInvalid      websocket.StatusCode = 4400 // the message is none of the protocol's
	closeUnauthorized websocket.StatusCode = 4401 // no token, or a subscription before connection_init
	closeProtocol     websocket.StatusCode = 4406 // the client speaks another protocol
	closeDuplicate    websocket.StatusCode = 4409 // a subscription with that id goes on
	closeInitTwice    websocket.StatusCode = 4429 // connection_init came twice

	closeForbidden websocket.StatusCode = 4403                           // the token is wrong or has expired: come back with a new one
	closeLate      websocket.StatusCode = 4408                           // connection_init did not come in initPatience
	closeEnding    websocket.StatusCode = websocket.StatusGoingAway      // 1001: the service stops
	closeOld       websocket.StatusCode = websocket.StatusServiceRestart // 1012: an hour has passed
	closeAway      websocket.StatusCode = websocket.StatusTryAgainLater  // 1013: the sign-in is away, or the client reads too slowly
)

// socketTransport answers requests to become a WebSocket.
type socketTransport struct {
	api     *API
	origins []string
}

// upgrades has requests to become a WebSocket answered by sockets: they are not bounded in time.
func upgrades(sockets, others http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wantsSocket(r) {
			sockets.ServeHTTP(w, r)
			return
		}
		others.ServeHTTP(w, r)
	})
}

func wantsSocket(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// Supports implements graphql.Transport.
func (socketTransport) Supports(r *http.Request) bool { return wantsSocket(r) }

// Do implements graphql.Transport. It leaves the socket to a goroutine of its own: that of the request has a
// large stack and buffers, and thousands of sockets are idle.
func (t socketTransport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	t.api.open.enter()
	conn, err := websocket.Accept(frugal{w}, r, &websocket.AcceptOptions{
		Subprotocols: []string{socketProtocol}, OriginPatterns: t.origins, CompressionMode: websocket.CompressionDisabled,
	})
	if err != nil { // answered: the page is of another origin, or the request is wrong
		t.api.open.leave()
		return
	}
	ctx, cancel := context.WithCancel(context.WithValue(lasting(r.Context()), eventsKey{}, true))
	s := &socket{api: t.api, exec: exec, conn: conn, asked: r.Header.Get("Authorization") != "", ctx: ctx, cancel: cancel, active: map[string]context.CancelFunc{}}
	stays := context.AfterFunc(t.api.life, func() { s.close(closeEnding, "the service stops: come back") })
	conn.SetReadLimit(maxSocketMessage)
	begun := false
	if conn.Subprotocol() != socketProtocol {
		s.close(closeProtocol, "this service speaks "+socketProtocol)
	} else {
		begun = s.begin()
	}
	go func() {
		defer t.api.open.leave()
		defer stays()
		defer s.wait()
		if begun {
			s.run()
		}
	}()
}

// frugal gives away a connection with small buffers.
type frugal struct{ http.ResponseWriter }

// Hijack implements http.Hijacker. Who has sent more than the request has it read from where it is.
func (f frugal) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(f.ResponseWriter).Hijack()
	if err != nil || buffers.Reader.Buffered() > 0 {
		return conn, buffers, err
	}
	return conn, bufio.NewReadWriter(bufio.NewReaderSize(conn, 128), bufio.NewWriterSize(conn, 128)), nil
}

// socket is one connection.
type socket struct {
	api     *API
	exec    graphql.GraphExecutor
	conn    *websocket.Conn
	asked   bool // the request that became it had a token
	ctx     context.Context
	cancel  func()
	until   time.Time // by the service's clock
	expires bool      // until is when the token expires

	writing sync.Mutex
	once    sync.Once // closes
	closing sync.WaitGroup

	mu     sync.Mutex
	active map[string]context.CancelFunc // subscriptions, by the client's ids
	pings  *time.Timer                   // nil before it runs
}

// envelope is a message of the protocol.
type envelope struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// begin waits for connection_init and takes the token in.
func (s *socket) begin() bool {
	late := time.AfterFunc(initPatience, func() { s.close(closeLate, "Connection initialisation timeout") })
	defer late.Stop()
	for {
		message, ok := s.read()
		switch {
		case !ok:
			return false
		case message.Type == "ping":
			s.write(envelope{Type: "pong", Payload: message.Payload})
		case message.Type == "pong":
		case message.Type == "connection_init":
			return s.signIn(message.Payload)
		default:
			s.close(closeUnauthorized, "Unauthorized")
			return false
		}
	}
}

// signIn takes the token of the message, or else that of the request.
func (s *socket) signIn(payload json.RawMessage) bool {
	given := map[string]any{}
	if len(payload) > 0 && !bytes.Equal(payload, []byte("null")) && json.Unmarshal(payload, &given) != nil {
		s.close(closeInvalid, "the payload of connection_init is an object")
		return false
	}
	text := func(name string) string {
		for key, value := range given {
			if found, ok := value.(string); ok && strings.EqualFold(key, name) {
				return found
			}
		}
		return ""
	}
	in, _ := s.ctx.Value(viewerKey{}).(signedIn)
	auth, header := s.api.auth, text("Authorization")
	if header != "" {
		in = auth.fromHeader(s.ctx, header)
	}
	switch {
	case in.err == nil:
	case model.CodeOf(in.err) == model.CodeUnavailable:
		s.close(closeAway, "the sign-in is away for the moment")
		return false
	case header == "" && !s.asked:
		s.close(closeUnauthorized, "Unauthorized")
		return false
	default:
		s.close(closeForbidden, "Forbidden: the access token is not valid")
		return false
	}
	if header != "" && s.api.rates.count(s.ctx, in.viewer) != nil { // the request has not said whose it is
		s.close(closeAway, "too much at once: come back in a minute")
		return false
	}
	leave, err := s.api.sockets.enter(in.viewer) // also one that nothing is asked over costs memory
	if err != nil {
		s.close(closeAway, "too many sockets at the same time: come back later")
		return false
	}
	context.AfterFunc(s.ctx, leave)
	s.ctx = context.WithValue(s.ctx, viewerKey{}, in)
	s.ctx = s.api.resolver.withAppText(s.ctx, text(appHeader))
	if id := text(installationHeader); isInstallation(id) {
		s.ctx = context.WithValue(s.ctx, installationKey{}, id)
	}
	s.until = s.api.resolver.now().Add(maxEvents)
	if s.expires = in.expires.Before(s.until); s.expires {
		s.until = in.expires
	}
	return s.write(envelope{Type: "connection_ack"})
}

// over tells whether the socket's time has passed.
func (s *socket) over(now time.Time) bool { return !now.Before(s.until) }

// end closes a socket whose time is over.
func (s *socket) end() {
	if s.expires {
		s.close(closeForbidden, "Forbidden: the access token has expired")
		return
	}
	s.close(closeOld, "an hour has passed: come back")
}

// run takes messages until the client leaves.
func (s *socket) run() {
	s.api.resolver.hub.watch(s)
	defer s.api.resolver.hub.unwatch(s)
	s.mu.Lock()
	s.pings = time.AfterFunc(socketPing, s.beat)
	s.mu.Unlock()
	for {
		kind, text, err := s.conn.Read(context.WithoutCancel(s.ctx))
		if err != nil {
			s.cancel()
			return
		}
		handled := make(chan struct{})
		go func() { // a stack that grew in the goroutine that waits would stay as large
			defer close(handled)
			if message, ok := s.parse(kind, text); ok {
				s.handle(message)
			}
		}()
		<-handled
	}
}

func (s *socket) handle(message envelope) {
	switch message.Type {
	case "subscribe":
		s.subscribe(message)
	case "complete":
		s.leave(message.ID)
	case "ping":
		s.write(envelope{Type: "pong", Payload: message.Payload})
	case "pong":
	case "connection_init":
		s.close(closeInitTwice, "Too many initialisation requests")
	default:
		s.close(closeInvalid, "no message of "+socketProtocol)
	}
}

// read is the client's next message.
func (s *socket) read() (envelope, bool) {
	kind, text, err := s.conn.Read(context.WithoutCancel(s.ctx))
	if err != nil {
		s.cancel()
		return envelope{}, false
	}
	return s.parse(kind, text)
}

// parse reads a message. What is none ends the socket.
func (s *socket) parse(kind websocket.MessageType, text []byte) (envelope, bool) {
	var message envelope
	if kind != websocket.MessageText || json.Unmarshal(text, &message) != nil {
		s.close(closeInvalid, "no message of "+socketProtocol)
		return envelope{}, false
	}
	return message, true
}

// write sends a message, to a client that reads.
func (s *socket) write(message envelope) bool {
	text := encoded(message)
	s.writing.Lock()
	defer s.writing.Unlock()
	begun := time.Now()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), s.api.patience.socket)
	defer cancel()
	if s.ctx.Err() != nil {
		return false
	}
	if err := s.conn.Write(ctx, websocket.MessageText, text); err != nil {
		s.cancel()
		return false
	}
	if time.Since(begun) > s.api.patience.slow {
		s.close(closeAway, "the client reads too slowly: come back")
		return false
	}
	return true
}

// beat shows every so often that the service is there, and looks whether the client is.
func (s *socket) beat() {
	s.ping()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() == nil {
		s.pings.Reset(socketPing)
	}
}

// ping looks whether the client is there, unless a message is under way, which shows that too.
func (s *socket) ping() {
	if !s.writing.TryLock() {
		return
	}
	s.writing.Unlock()
	ctx, cancel := context.WithTimeout(s.ctx, s.api.patience.socket)
	defer cancel()
	if s.conn.Ping(ctx) != nil {
		s.cancel()
		_ = s.conn.CloseNow()
	}
}

// close says goodbye, once, and does not wait for the answer. No subscription tells anything more: the
// client, who hears the code, begins each again where it was.
func (s *socket) close(code websocket.StatusCode, reason string) {
	s.once.Do(func() {
		s.cancel()
		s.closing.Go(func() { _ = s.conn.Close(code, reason) })
	})
}

// wait is until nothing is under way any more.
func (s *socket) wait() {
	s.cancel()
	s.once.Do(func() {}) // who closes it from now on comes too late
	s.closing.Wait()
	_ = s.conn.CloseNow()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pings != nil {
		s.pings.Stop()
	}
}
