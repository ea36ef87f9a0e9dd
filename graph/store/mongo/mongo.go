// Package mongo keeps Burgerbode's documents in MongoDB, or in another server that speaks its
// protocol. Start reading at Open; the promises are those of package store, the methods stand in
// mailboxes.go, addresses.go and records.go, and what can go wrong is in errors.go.
//
// It asks little of the server: find by _id, by $in and by an indexed top-level field, insert,
// replace, unordered bulks of both, delete by _id and count. No transactions, change streams,
// $lookup or TTL. Every write is acknowledged by a majority, on disk; every read goes to the primary.
//
// On a sharded cluster, collection mailboxes is sharded by {slot: 1, _id: 1} (create that index
// when sharding it; a server of its own does without) and the others by _id. The slot follows from
// the _id and every operation on mailboxes names it, so that each visits the shards it must and no
// others; only the lists of records are asked of all shards.
//
// Doing again is the caller's: a stand-alone gateway has no set name, so that the driver repeats
// no write, and what a lost answer means only the caller knows.
package mongo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"burgerbode/graph/store"
)

// What holds unless the URI says otherwise.
const (
	defaultDatabase  = "burgerbode"
	defaultSelection = 3 * time.Second  // serverSelectionTimeoutMS: how long to look for a primary
	defaultPatience  = 10 * time.Second // timeoutMS: how long one operation may take, at most
)

// Store is a store.Store in a database of MongoDB's kind. Make one with Open.
type Store struct {
	client   *driver.Client
	database *driver.Database
	name     string
	patience time.Duration // 0: none but the caller's
}

var _ store.Store = (*Store)(nil)

// Open connects to the server at uri, mongodb:// or mongodb+srv://, and prepares the database: the
// one in the URI's path, or "burgerbode". The URI's options hold, except that writes always need a
// majority and reads the primary. Of note: serverSelectionTimeoutMS (3 s unless given) is how long
// an operation looks for a server, timeoutMS (10 s) how long it may take in all, 0 for ever.
//
// Errors: store.ErrLayout when another version of the program wrote the database,
// store.ErrUnavailable when the server does not answer, the context's. None of them holds the
// URI's credentials.
func Open(ctx context.Context, uri string, log *slog.Logger) (*Store, error) {
	place, err := parsePlace(uri)
	if err != nil {
		return nil, err
	}
	opts := options.Client().ApplyURI(uri)
	if err := opts.Validate(); err != nil {
		return nil, place.blame()
	}
	if opts.ServerSelectionTimeout == nil {
		opts.SetServerSelectionTimeout(defaultSelection)
	}
	patience := defaultPatience
	if opts.Timeout != nil {
		patience = *opts.Timeout
	}
	if opts.AppName == nil {
		opts.SetAppName("burgerbode")
	}
	journal := true
	opts.SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal})
	opts.SetReadPreference(readpref.Primary())
	opts.SetPoolMonitor(poolMonitor(log))
	client, err := driver.Connect(opts)
	if err != nil {
		return nil, place.blame()
	}
	s := &Store{client: client, database: client.Database(place.database), name: place.String(), patience: patience}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", s.name, err), s.Close(context.WithoutCancel(ctx)))
	}
	log.InfoContext(ctx, "store opened", "store", s.name)
	return s, nil
}

// poolMonitor tells of connections lost. The driver makes new ones by itself.
func poolMonitor(log *slog.Logger) *event.PoolMonitor {
	return &event.PoolMonitor{Event: func(e *event.PoolEvent) {
		if e.Type == event.ConnectionPoolCleared {
			log.Warn("connections to the store lost", "address", e.Address, "error", e.Error)
		}
	}}
}

// Ping tells whether the primary answers.
func (s *Store) Ping(ctx context.Context) error {
	within, cancel := s.within(ctx)
	defer cancel()
	return failure(ctx, "ping the store", s.client.Ping(within, readpref.Primary()))
}

// Name is the URI without credentials and options, and with the database.
func (s *Store) Name() string { return s.name }

// Close ends all connections; operations under way get an error. Closing again does nothing.
func (s *Store) Close(ctx context.Context) error {
	within, cancel := s.within(ctx)
	defer cancel()
	err := s.client.Disconnect(within)
	if errors.Is(err, driver.ErrClientDisconnected) {
		return nil
	}
	return failure(ctx, "close the store", err)
}

// within bounds one operation. Without it an operation on a server that hangs would take as long as
// the caller has, although another server might long have become the primary.
func (s *Store) within(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.patience <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.patience)
}

// place is where a URI points, without its secrets.
type place struct {
	scheme   string
	hosts    string
	database string
	options  string
}

// parsePlace takes a URI apart as far as this package needs. The standard library's parser knows no
// lists of hosts.
func parsePlace(uri string) (place, error) {
	scheme, rest, ok := strings.Cut(uri, "://")
	if !ok || scheme != "mongodb" && scheme != "mongodb+srv" {
		return place{}, errors.New("a MongoDB URI starts with mongodb:// or mongodb+srv://")
	}
	authority, tail := rest, ""
	if end := strings.IndexAny(rest, "/?"); end >= 0 {
		authority, tail = rest[:end], rest[end:]
	}
	if strings.Contains(tail, "@") { // then what looks like the host is part of a password
		return place{}, errors.New("in a MongoDB URI the characters / ? @ of a user name, password or option are percent-encoded")
	}
	path, opts, _ := strings.Cut(strings.TrimPrefix(tail, "/"), "?")
	hosts := authority[strings.LastIndex(authority, "@")+1:]
	database, err := url.PathUnescape(path)
	if err != nil {
		return place{}, errors.New("the database name in the MongoDB URI is not percent-encoded as it should be")
	}
	if database == "" {
		database = defaultDatabase
	}
	return place{scheme: scheme, hosts: hosts, database: database, options: opts}, nil
}

// String is the place for people.
func (p place) String() string { return p.scheme + "://" + p.hosts + "/" + p.database }

// blame says what is wrong with the URI. The driver's own words may quote a password, so it is asked
// again without the credentials.
func (p place) blame() error {
	if p.scheme != "mongodb" { // parsing mongodb+srv asks the DNS: once is enough
		return fmt.Errorf("connect to %s: the URI is not valid or its host cannot be looked up", p)
	}
	bare := options.Client().ApplyURI(p.scheme + "://" + p.hosts + "/?" + p.options).Validate()
	if bare == nil {
		return fmt.Errorf("connect to %s: the credentials in the URI are not percent-encoded or not complete", p)
	}
	return fmt.Errorf("connect to %s: %w", p, bare)
}
