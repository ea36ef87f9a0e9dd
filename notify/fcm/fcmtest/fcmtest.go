// Package fcmtest is a fake Firebase Cloud Messaging: a real HTTP server that
// speaks FCM's HTTP v1 API, for tests and for a demo without a Firebase project.
//
// It promises to check requests and shape answers as FCM does, so far as FCM's
// behaviour is documented or has been observed; the package's tests prove it
// with Google's own Go SDK as the client. What is known to differ:
//
//   - it takes every registration token that is not empty, no topics and no
//     conditions, and asks for no credentials;
//   - it does not know a token's platform, so it holds the payload of every
//     platform in the message to that platform's size limit;
//   - it delivers at once and in order, but for a phone that is said to be off.
//
// For a phone that is off it keeps messages as the platforms do, each until its TTL or expiration
// by the clock of [Options], and delivers what is kept once the phone is back:
//
//   - Android: all without a collapse key, but above 100 everything is dropped and the phone is told
//     to ask the server; of those with a collapse key the newest of each of four keys, and all
//     notifications have one. What comes after a drop is kept again, which FCM does not promise.
//   - iOS: the newest only. What has apns-expiration 0 is not kept, and puts no other one out.
//   - web push: all, but of one Topic the newest.
//
// The address of messages is POST /v1/projects/{project}/messages:send. Beside
// it the fake has an address for whoever watches or disturbs:
//
//	GET  /log?after=N&limit=L        requests after sequence number N, as NDJSON (see [Received])
//	GET  /stream?token=T             a phone: accepted messages for T, as Server-Sent Events
//	GET  /behaviour                  how requests are answered (see [Behaviour])
//	POST /behaviour                  the same, replaced as a whole
//	POST /tokens/{token}/unregister  from now on this token is UNREGISTERED
//	POST /phones/{token}/offline     the phone is off; ?platform= ANDROID, IOS or WEB
//	POST /phones/{token}/online      it is back, and gets what was kept for it
//	GET  /phones/{token}             what it got, what it showed, how often it rang (see [Phone])
//
// A stream says "event: resync" where a phone is told to ask the server.
//
// To mount a [Server] below a prefix use [http.StripPrefix]; the endpoint for a
// client is then the prefix followed by /v1. Start reading at send.go.
package fcmtest

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Options are fixed for a Server's life. The zero value is good for a test.
type Options struct {
	// Behaviour is how the server starts out. New panics if it is not valid.
	Behaviour Behaviour

	// Seed is for the random choice among the shares of the behaviour. The
	// same seed and the same order of requests give the same choices.
	Seed uint64

	// MaxLog bounds the number of requests kept; the oldest go first, and with
	// them what a phone could still get. 0 means no bound.
	MaxLog int

	// Heartbeat is the time between comments on a quiet stream. 0 means 15 s.
	Heartbeat time.Duration

	// MaxHang bounds how long a hanging request is held. 0 means 60 s.
	MaxHang time.Duration

	// Now is the clock for the times in the log. Nil means [time.Now].
	Now func() time.Time

	// OnRequest, if not nil, is called for each request as it is received,
	// after it is in the log and before it is answered. Calls come from many
	// goroutines at once; [Received.Seq] has the order.
	OnRequest func(Received)
}

// Server is a fake FCM. It is an [http.Handler] and starts no goroutines.
type Server struct {
	options Options
	mux     *http.ServeMux
	schema  *shape
	done    chan struct{}
	closing sync.Once

	mu           sync.Mutex // guards everything below
	behaviour    Behaviour
	random       *rand.Rand
	unregistered map[string]bool
	log          log
	phones       map[string]*handset // by token
}

// New makes a server. It panics on a behaviour that [Server.SetBehaviour] would
// refuse, since that is a mistake in the program.
func New(o Options) *Server {
	if o.Heartbeat == 0 {
		o.Heartbeat = 15 * time.Second
	}
	if o.MaxHang == 0 {
		o.MaxHang = time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{
		options:      o,
		mux:          http.NewServeMux(),
		schema:       requestShape(),
		done:         make(chan struct{}),
		random:       rand.New(rand.NewPCG(o.Seed, o.Seed)),
		unregistered: map[string]bool{},
		log:          log{max: o.MaxLog},
		phones:       map[string]*handset{},
	}
	if err := s.SetBehaviour(o.Behaviour); err != nil {
		panic("fcmtest: " + err.Error())
	}
	s.mux.HandleFunc("POST /v1/projects/{project}/messages:send", s.serveSend)
	s.mux.HandleFunc("GET /log", s.serveLog)
	s.mux.HandleFunc("GET /stream", s.serveStream)
	s.mux.HandleFunc("GET /behaviour", s.serveBehaviour)
	s.mux.HandleFunc("POST /behaviour", s.serveSetBehaviour)
	s.mux.HandleFunc("POST /tokens/{token}/unregister", s.serveUnregister)
	s.mux.HandleFunc("POST /phones/{token}/offline", s.serveOffline)
	s.mux.HandleFunc("POST /phones/{token}/online", s.serveOnline)
	s.mux.HandleFunc("GET /phones/{token}", s.servePhone)
	return s
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mux.ServeHTTP(w, r)
}

// Close ends all streams and hanging requests, now and in future. Call it
// before, or registered with, the shutdown of the HTTP server around it. It may
// be called more than once.
func (s *Server) Close() {
	s.closing.Do(func() { close(s.done) })
}

// Log returns every request kept, oldest first.
func (s *Server) Log() []Received {
	return s.LogAfter(0, 0)
}

// LogAfter returns the requests kept with a sequence number above after, oldest
// first and at most limit; a limit of 0 means all.
func (s *Server) LogAfter(after int64, limit int) []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.after(after, limit)
}

// Unregister makes every later message for the token fail with UNREGISTERED, as
// if the app had been removed from the phone.
func (s *Server) Unregister(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unregistered[token] = true
}

func (s *Server) serveUnregister(w http.ResponseWriter, r *http.Request) {
	s.Unregister(r.PathValue("token"))
	w.WriteHeader(http.StatusNoContent)
}

// serveLog answers at most 10,000 requests a page.
func (s *Server) serveLog(w http.ResponseWriter, r *http.Request) {
	const maxPage = 10_000
	after, err := number(r.FormValue("after"), 0)
	if err != nil {
		http.Error(w, "after is not a number", http.StatusBadRequest)
		return
	}
	limit, err := number(r.FormValue("limit"), maxPage)
	if err != nil || limit < 1 {
		http.Error(w, "limit is not a positive number", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	lines := json.NewEncoder(w)
	for _, received := range s.LogAfter(after, int(min(limit, maxPage))) {
		if lines.Encode(received) != nil {
			return // the reader left
		}
	}
}

func number(text string, otherwise int64) (int64, error) {
	if text == "" {
		return otherwise, nil
	}
	return strconv.ParseInt(text, 10, 64)
}

// TB is what [Start] needs of [testing.TB].
type TB interface {
	Helper()
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Start runs a server on a free local port until the test ends, and returns it
// with the endpoint for a client, "http://127.0.0.1:<port>/v1".
func Start(tb TB, o Options) (s *Server, endpoint string) {
	tb.Helper()
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("fake FCM: %v", err)
	}
	s = New(o)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener)
	}()
	tb.Cleanup(func() {
		s.Close()
		_ = server.Close()
		<-ended
	})
	return s, "http://" + listener.Addr().String() + "/v1"
}
