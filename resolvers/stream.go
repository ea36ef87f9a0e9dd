package resolvers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

const (
	heartbeat     = 15 * time.Second // between two signs of life; proxies cut what is still for a minute
	eventPatience = 30 * time.Second // a client who does not read for so long is gone
	lastWords     = time.Second      // for a client to hang up after the end of its stream
)

// eventTransport answers what wantsEvents says. It is ours because gqlgen's keeps a goroutine for each stream
// and cannot say why one ends.
type eventTransport struct{ api *API }

// Supports implements graphql.Transport.
func (eventTransport) Supports(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return eventsAsked(r.Context()) != nil && err == nil && kind == jsonMimeType
}

// Do implements graphql.Transport. Over HTTP/1.1 it takes the connection from the server once the subscription
// has begun: the buffers and the stack of a request are most of what an idle one would take.
func (t eventTransport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params := eventsAsked(r.Context())
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", eventsMimeType)
	ctx, cancel := context.WithTimeout(lasting(r.Context()), maxEvents+eventPatience)
	stays := context.AfterFunc(t.api.life, cancel)   // it ends with the service too
	leaves := context.AfterFunc(r.Context(), cancel) // until the connection is ours
	s := &stream{api: t.api, ctx: ctx, release: func() { stays(); cancel() }}
	defer func() {
		if s.own == nil {
			s.close()
			_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // the connection may carry other requests
		}
	}()
	s.answer(w)
	sub := t.api.operate(ctx, exec, params, s.next, s.next)
	if sub == nil {
		s.send(completed)
		return
	}
	if !s.take(w, r) {
		told := make(chan struct{})
		s.begin(sub, func() { close(told) })
		<-told
		return
	}
	leaves()
	headerOf(ctx).sent()
	left := s.listen()
	s.begin(sub, func() {
		defer s.api.open.leave()
		defer func() { _ = s.own.Close() }()
		s.hangUp(left)
	})
}

// completed is the last event of every stream.
const completed = "event: complete\n\n"

// stream is an answer as events.
type stream struct {
	api     *API
	ctx     context.Context // of the subscription
	release func()          // ends ctx
	own     net.Conn        // the connection, once it is the stream's; nil: it is the server's

	mu    sync.Mutex
	write func(text string) error // nil: the stream has ended
	beats *time.Timer             // nil before it begins
}

// answer has events written as the answer of a request.
func (s *stream) answer(w http.ResponseWriter) {
	conn := http.NewResponseController(w)
	s.write = func(text string) error {
		_ = conn.SetWriteDeadline(time.Now().Add(s.api.patience.stream)) // not every test's writer can
		if _, err := io.WriteString(w, text); err != nil {
			return fmt.Errorf("send an event: %w", err)
		}
		if err := conn.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return fmt.Errorf("send an event: %w", err)
		}
		return nil
	}
}

// take makes the connection the stream's own, and tells whether it is. Over HTTP/2 it carries other requests.
func (s *stream) take(w http.ResponseWriter, r *http.Request) bool {
	if r.ProtoMajor != 1 || r.ProtoMinor < 1 {
		return false
	}
	s.api.open.enter()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		s.api.open.leave()
		return false
	}
	head := w.Header().Clone()
	if head.Get("Date") == "" {
		head.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	}
	head.Set("Connection", "close")
	head.Set("Transfer-Encoding", "chunked")
	s.own = conn
	s.write = func(text string) error { return s.put(fmt.Sprintf("%x\r\n%s\r\n", len(text), text)) }
	if err := s.put(headText(head)); err != nil {
		s.release() // it has gone: what begins ends at once
	}
	return true
}

// headText is the head of an answer.
func headText(head http.Header) string {
	var text bytes.Buffer
	_, _ = text.WriteString("HTTP/1.1 200 OK\r\n")
	_ = head.Write(&text) // a buffer does not fail
	return text.String() + "\r\n"
}

// put writes to the stream's own connection.
func (s *stream) put(text string) error {
	if err := s.own.SetWriteDeadline(time.Now().Add(s.api.patience.stream)); err != nil {
		return fmt.Errorf("bound a write: %w", err)
	}
	if _, err := io.WriteString(s.own, text); err != nil {
		return fmt.Errorf("send an event: %w", err)
	}
	return nil
}

// send sends an event, if the stream has not ended. A client that does not read ends it.
func (s *stream) send(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write == nil {
		return
	}
	if err := s.write(text); err != nil {
		s.write = nil
		s.release()
	}
}

func (s *stream) next(response *graphql.Response) {
	s.send("event: next\ndata: " + string(encoded(response)) + "\n\n")
}

// listen hears whether the client leaves. It answers a channel that is closed then.
func (s *stream) listen() <-chan struct{} {
	left := make(chan struct{})
	go func() {
		defer close(left)
		defer s.release()
		for some := make([]byte, 16); ; { // a client has nothing more to say
			if _, err := s.own.Read(some); err != nil {
				return
			}
		}
	}()
	return left
}

// hangUp ends the answer and leaves the client a while to read it: what a connection still holds may be
// lost when it is closed.
func (s *stream) hangUp(left <-chan struct{}) {
	whole := s.close()
	if half, ok := s.own.(interface{ CloseWrite() error }); !whole || !ok || s.put("0\r\n\r\n") != nil || half.CloseWrite() != nil {
		return
	}
	if s.own.SetReadDeadline(time.Now().Add(lastWords)) == nil {
		<-left
	}
}

// begin has the client told what there is to tell, and calls over after that.
func (s *stream) begin(sub *subscription, over func()) {
	s.mu.Lock()
	s.beats = time.AfterFunc(heartbeat, s.beat) // costs an idle stream less than a goroutine
	s.mu.Unlock()
	s.send(":\n\n")
	sub.start(func(last *graphql.Response) {
		defer over()
		if last != nil {
			s.next(last)
		}
		s.send(completed)
	})
}

func (s *stream) beat() {
	s.send(": ping\n\n")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write != nil {
		s.beats.Reset(heartbeat)
	}
}

// close ends the stream, also where a heartbeat was about to be written, and tells whether all was written.
func (s *stream) close() (whole bool) {
	s.release()
	s.mu.Lock()
	defer s.mu.Unlock()
	whole = s.write != nil
	s.write = nil
	if s.beats != nil {
		s.beats.Stop()
	}
	return whole
}
