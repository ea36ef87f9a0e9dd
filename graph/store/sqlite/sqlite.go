// Package sqlite keeps Burgerbode's documents in one SQLite file, or in memory: for the demo, for
// tests, and for one municipality on one machine.
//
// The documents are the same BSON as in MongoDB, each in a row of its own; beside the document
// stand the columns that are searched (see schema.go). Start reading at Open; writes pass through
// writer.go.
//
// An acknowledged write is on disk (WAL with synchronous=FULL). Writes that arrive while another
// one is being committed share the next commit.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"burgerbode/graph/store"
)

// readers is the number of connections that read a file side by side. Documents are decoded after
// their connection is given back, so that few suffice.
const readers = 4

// readerCache is how much of the file each of them keeps, in KiB; the system keeps the rest. Whatever the writer
// commits empties it, so that more would help in a quiet time only. It takes twice as much memory, since the
// driver's allocator gives powers of two and a page has a head.
const readerCache = "PRAGMA cache_size = -2000"

// Store is a store.Store in SQLite.
type Store struct {
	name string
	db   *sql.DB
	busy time.Duration // how long to wait for another process
	all  []*conn
	// Connections that nobody uses now. In memory there is one connection, and both are the same
	// channel; of a file writing has exactly one too, since SQLite has one writer at a time.
	reading, writing chan *conn
	jobs             chan *job
	closing          chan struct{} // closed when Close is called
	closed           chan struct{} // closed when all connections are
	close            func()
	closeErr         error // set before closed is closed
}

var _ store.Store = (*Store)(nil)

// Open opens the store at url, "sqlite:///path/file.db" or "sqlite::memory:", and makes it when it
// is not there. Only the owner of the process can read a file made so.
//
// A parameter "busy" (a duration, by default 5s) says how long a write waits for another process
// that writes to the same file.
//
// Errors: store.ErrLayout when the file was written by another version of the program or is no
// store at all; store.ErrUnavailable when it is locked or cannot be read now.
func Open(ctx context.Context, url string, log *slog.Logger) (*Store, error) {
	place, err := parse(url)
	if err != nil {
		return nil, err
	}
	if err := place.create(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", place.dsn())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", place.name(), err)
	}
	s := &Store{
		name: place.name(), db: db, busy: place.busy,
		jobs: make(chan *job), closing: make(chan struct{}), closed: make(chan struct{}),
	}
	s.close = sync.OnceFunc(func() { close(s.closing) })
	if err := s.connect(ctx, place.memory()); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", s.name, err), s.disconnect())
	}
	go s.run(context.WithoutCancel(ctx))
	log.InfoContext(ctx, "store opened", "store", s.name)
	return s, nil
}

// connect opens the connections, makes the schema on the first and checks its version.
func (s *Store) connect(ctx context.Context, memory bool) error {
	first, err := s.newConn(ctx)
	if err != nil {
		return err
	}
	if err := first.migrate(ctx); err != nil {
		return err
	}
	s.writing = make(chan *conn, 1)
	s.writing <- first
	if memory {
		s.reading = s.writing
		return nil
	}
	s.reading = make(chan *conn, readers)
	for range readers {
		c, err := s.newConn(ctx)
		if err != nil {
			return err
		}
		if _, err := c.sql.ExecContext(ctx, readerCache); err != nil {
			return classify(err)
		}
		s.reading <- c
	}
	return nil
}

func (s *Store) newConn(ctx context.Context) (*conn, error) {
	opened, err := s.patiently(ctx)
	if err != nil {
		return nil, classify(err)
	}
	c := &conn{sql: opened, statements: map[string]*sql.Stmt{}}
	s.all = append(s.all, c)
	return c, nil
}

// patiently opens a connection. While another process does so for the first time, SQLite answers
// "busy" at once instead of waiting: the change to WAL needs the file for itself.
func (s *Store) patiently(ctx context.Context) (*sql.Conn, error) {
	waiting, cancel := context.WithTimeout(ctx, s.busy)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		opened, err := s.db.Conn(ctx)
		if err == nil || !errors.Is(classify(err), store.ErrUnavailable) {
			return opened, err
		}
		select {
		case <-waiting.Done():
			return nil, err
		case <-again.C:
		}
	}
}

// disconnect closes all connections; none may be in use.
func (s *Store) disconnect() error {
	var errs []error
	for _, c := range s.all {
		errs = append(errs, c.close())
	}
	return errors.Join(append(errs, s.db.Close())...)
}

// Name implements store.Store.
func (s *Store) Name() string { return s.name }

// Ping implements store.Store.
func (s *Store) Ping(ctx context.Context) error {
	return s.read(ctx, "ping", func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(*sql.Rows) error { return nil }, "SELECT 1 FROM stamps")
	})
}

// Close implements store.Store. It lets calls under way finish.
func (s *Store) Close(ctx context.Context) error {
	s.close()
	select {
	case <-s.closed:
		return s.closeErr
	case <-ctx.Done():
		return fmt.Errorf("close %s: %w", s.name, ctx.Err())
	}
}

// shut takes back every connection and closes it. It is the writer's last deed.
func (s *Store) shut() {
	for range cap(s.writing) {
		<-s.writing
	}
	if s.reading != s.writing {
		for range cap(s.reading) {
			<-s.reading
		}
	}
	if err := s.disconnect(); err != nil {
		s.closeErr = fmt.Errorf("close %s: %w", s.name, err)
	}
	close(s.closed)
}

// read lends a connection to do. The context ends the wait for one; after that do runs to its
// end, which is near: interrupting SQLite costs more than any of our reads.
func (s *Store) read(ctx context.Context, what string, do func(ctx context.Context, c *conn) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	select {
	case <-s.closing:
		return fmt.Errorf("%s: %w", what, errClosed)
	default:
	}
	select {
	case c := <-s.reading:
		err := do(context.WithoutCancel(ctx), c)
		s.reading <- c
		if err != nil {
			return fmt.Errorf("%s: %w", what, classify(err))
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", what, ctx.Err())
	case <-s.closing:
		return fmt.Errorf("%s: %w", what, errClosed)
	}
}
