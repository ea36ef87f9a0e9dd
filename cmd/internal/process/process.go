// Package process is what every command does around its work: begin, log, listen, and end on a
// signal without dropping what is under way. Start reading at Main.
package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

// Main runs a command until it ends or the process is told to end (SIGINT, SIGTERM), which ends
// the context, and exits: with 0 when run has no error, with 1 and the error on stderr when it has.
// A second signal ends the process at once.
func Main(run func(ctx context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // from now on a signal has its usual effect
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // answers and messages are small and short-lived: memory is cheaper than collecting
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Level reads a level of logging: debug, info, warn or error.
func Level(text string) (slog.Level, error) {
	var parsed slog.Level
	if err := parsed.UnmarshalText([]byte(text)); err != nil {
		return 0, fmt.Errorf("%q is not one of debug, info, warn, error", text)
	}
	return parsed, nil
}

// Logger makes the logger of a command: of a Level, as text or json.
func Logger(w io.Writer, level, format string) (*slog.Logger, error) {
	parsed, err := Level(level)
	if err != nil {
		return nil, fmt.Errorf("log level: %w", err)
	}
	options := slog.HandlerOptions{Level: parsed}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, &options)), nil
	}
	return slog.New(slog.NewTextHandler(w, &options)), nil
}

// Listen opens a TCP address such as 127.0.0.1:8080; port 0 is any free one.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return listener, nil
}

// Server is an HTTP server that ends gracefully.
type Server struct {
	server *http.Server
	ended  chan error
	spare  spare
}

// Serve starts serving a listener. Requests get contexts that outlive ctx: they are drained, not cut.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) *Server {
	s := &Server{ended: make(chan error, 1), server: &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,                                          // a token is some kilobytes
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // what clients do to connections
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}}
	s.server.ConnState = s.spare.note
	go func() { s.ended <- s.server.Serve(listener) }()
	return s
}

// Ended tells when the server fails by itself.
func (s *Server) Ended() <-chan error { return s.ended }

// Drain takes no more connections and waits for the requests under way, at most so long; then it
// cuts them. A connection over which nothing was asked is not waited for.
func (s *Server) Drain(ctx context.Context, patience time.Duration) error {
	if s.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	closing := time.AfterFunc(min(patience/2, spareTime), s.spare.close)
	defer closing.Stop()
	if err := s.server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("requests were still under way after %v: %w", patience, err), s.server.Close())
	}
	return nil
}

// spareTime is how long a connection has for its first request when the server ends: one that is on its way
// is answered.
const spareTime = time.Second

// spare are the connections over which nothing was asked yet. Browsers and Go's own client open some in
// advance, and http.Server.Shutdown waits 5 seconds for each as for a request.
type spare struct {
	mu    sync.Mutex
	conns map[net.Conn]struct{}
}

// note is the server's ConnState.
func (s *spare) note(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != http.StateNew {
		delete(s.conns, conn)
		return
	}
	if s.conns == nil {
		s.conns = map[net.Conn]struct{}{}
	}
	s.conns[conn] = struct{}{}
}

func (s *spare) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.conns {
		_ = conn.Close()
	}
}

// ServeAdmin serves what operators look at on an address of its own; without an address it serves
// nothing, and Drain has nothing to do.
func ServeAdmin(ctx context.Context, address string, handler http.Handler, log *slog.Logger) (*Server, error) {
	if address == "" {
		return &Server{}, nil
	}
	listener, err := Listen(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("the admin address: %w", err)
	}
	log.Info("serving metrics and profiles", "address", listener.Addr().String())
	return Serve(ctx, listener, handler, log), nil
}
