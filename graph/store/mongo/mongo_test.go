package mongo_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"os"
	"path"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/mongo"
	"burgerbode/graph/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// serverURI is the server that these tests need: any that speaks MongoDB's protocol.
func serverURI(tb testing.TB) string {
	tb.Helper()
	const name = "BURGERBODE_TEST_MONGODB"
	uri := os.Getenv(name)
	switch {
	case uri != "":
		return uri
	case os.Getenv("CI") == "true":
		tb.Fatal(name + " is not set: with CI=true these tests must run")
	default:
		tb.Skip("to run these tests: " + name + "=mongodb://127.0.0.1:27018/ go test ./graph/store/mongo; " +
			".ci/start-mongodb.sh starts such a server where there is none")
	}
	return ""
}

// withDatabase is the URI with another database.
func withDatabase(uri, database string) string {
	base, opts, hasOptions := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(base, "://")
	authority, _, _ := strings.Cut(rest, "/")
	uri = scheme + "://" + authority + "/" + database
	if hasOptions {
		uri += "?" + opts
	}
	return uri
}

// newDatabase is the URI of a database that is not there yet. It is dropped when the test ends.
func newDatabase(tb testing.TB) string {
	tb.Helper()
	uri := serverURI(tb)
	name := "burgerbode_test_" + strings.ToLower(rand.Text()[:12])
	tb.Cleanup(func() {
		raw(tb, uri, func(c *driver.Client) error { return c.Database(name).Drop(context.Background()) })
	})
	return withDatabase(uri, name)
}

// raw does something by a client of its own.
func raw(tb testing.TB, uri string, do func(c *driver.Client) error) {
	tb.Helper()
	ctx := context.Background() // also used when the test's has ended
	client, err := driver.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		tb.Fatal(err)
	}
	if err := errors.Join(do(client), client.Disconnect(ctx)); err != nil {
		tb.Error(err)
	}
}

func open(tb testing.TB, uri string) *mongo.Store {
	tb.Helper()
	s, err := mongo.Open(tb.Context(), uri, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// throughProxy is the URI of a database behind a proxy.
func throughProxy(t *testing.T) (string, *storetest.Proxy) {
	t.Helper()
	uri := newDatabase(t)
	base, opts, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(base, "://")
	authority, database, _ := strings.Cut(rest, "/")
	at := strings.LastIndex(authority, "@") + 1
	first, _, _ := strings.Cut(authority[at:], ",")
	if scheme != "mongodb" || !strings.Contains(first, ":") {
		t.Fatal("this test needs a URI like mongodb://host:port/, with the primary as the first host")
	}
	p := storetest.NewProxy(t, first)
	return "mongodb://" + authority[:at] + p.Address() + "/" + database +
		"?directConnection=true&serverSelectionTimeoutMS=2000&" + opts, p
}

func TestStore(t *testing.T) {
	t.Parallel()
	serverURI(t)
	storetest.Run(t, storetest.Backend{
		Open: func(t *testing.T) store.Store { return open(t, newDatabase(t)) },
		Again: func(t *testing.T, s store.Store) store.Store {
			return open(t, withDatabase(serverURI(t), path.Base(s.Name())))
		},
		Outage: func(t *testing.T) storetest.Outage {
			uri, p := throughProxy(t)
			return storetest.Outage{
				Store: open(t, uri), Down: func() { p.Cut(true) }, Up: func() { p.Cut(false) }, Reads: true,
			}
		},
		OldLayout: func(t *testing.T, version int) error {
			uri := newDatabase(t)
			raw(t, uri, func(c *driver.Client) error {
				_, err := c.Database(path.Base(uri)).Collection("meta").
					InsertOne(t.Context(), bson.D{{Key: "_id", Value: "layout"}, {Key: "version", Value: version}})
				return err
			})
			_, err := mongo.Open(t.Context(), uri, slog.New(slog.DiscardHandler))
			return err
		},
		Explain: explain,
	})
}

// explain reads plans of MongoDB ("IXSCAN", or the special cases for _id) and of DocumentDB ("Index
// Scan" and "Bitmap Index Scan", PostgreSQL's).
func explain(t *testing.T, s store.Store, query storetest.Query) (plan string, indexed bool) {
	t.Helper()
	ids := []model.CitizenID{"one", "two", "three"}
	answer, err := s.(*mongo.Store).Explain(t.Context(), query, ids)
	if err != nil {
		t.Fatal(err)
	}
	plan = answer.String()
	var parts struct {
		Planner bson.Raw `bson:"queryPlanner"`
	}
	if err := bson.Unmarshal(answer, &parts); err != nil {
		t.Fatal(err)
	}
	text := parts.Planner.String()
	for _, scan := range []string{`"COLLSCAN"`, `"Seq Scan"`} {
		if strings.Contains(text, scan) {
			return plan, false
		}
	}
	index := map[storetest.Query]string{
		storetest.QueryMailboxes: "_id_", storetest.QueryRecords: "_id_", storetest.QueryListed: "lists", storetest.QueryCounted: "lists",
		storetest.QueryTagged: "slot_tags", storetest.QueryInSlot: "slot_all",
		storetest.QueryDue: "slot_due", storetest.QueryDueMass: "slot_dueMass", storetest.QueryOldest: "slot_due",
	}[query]
	named := strings.Contains(text, `"Index Name": "`+index+`"`) || strings.Contains(text, `"indexName": "`+index+`"`)
	for _, scan := range []string{`"IXSCAN"`, `"IDHACK"`, `"EXPRESS_IXSCAN"`, `"Index Scan"`, `"Bitmap Index Scan"`} {
		if strings.Contains(text, scan) {
			return plan, named
		}
	}
	return plan, false
}

func TestOpenTwiceAtOnce(t *testing.T) {
	t.Parallel()
	uri := newDatabase(t)
	errs := make(chan error)
	const openers = 4
	for range openers {
		go func() {
			s, err := mongo.Open(t.Context(), uri, slog.New(slog.DiscardHandler))
			if err == nil {
				err = s.Close(t.Context())
			}
			errs <- err
		}()
	}
	for range openers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// The server does what it is asked and no answer arrives: the call ends by itself, as something to
// be tried again and not as if the caller had run out of time; and trying again finds the first.
func TestAnswerLost(t *testing.T) {
	t.Parallel()
	uri, p := throughProxy(t)
	s := open(t, uri+"&timeoutMS=2000")
	direct := open(t, withDatabase(serverURI(t), path.Base(s.Name())))
	m := storetest.MailboxOf("citizen", 1)
	p.Mute(true)
	results, err := s.SaveMailboxes(t.Context(), []*model.Mailbox{m})
	if !errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded) || results != nil {
		t.Errorf("got %v and %v, want ErrUnavailable for the whole", results, err)
	}
	o := &model.Organisation{Code: "OVO000001"}
	if err := store.Save(t.Context(), s, o); !errors.Is(err, store.ErrUnavailable) || o.Rev != 0 {
		t.Errorf("got %v and revision %d, want ErrUnavailable and 0", err, o.Rev)
	}
	p.Mute(false)
	results, err = direct.SaveMailboxes(t.Context(), []*model.Mailbox{m})
	if err != nil || !errors.Is(results[0], store.ErrConflict) {
		t.Errorf("again: got %v and %v, want ErrConflict for the mailbox", results, err)
	}
	found, err := direct.Mailboxes(t.Context(), []model.CitizenID{m.ID})
	if err != nil || found[m.ID] == nil || found[m.ID].Rev != 1 {
		t.Errorf("got %v and %v, want the mailbox as it was saved first", found, err)
	}
}

func TestOpenRefused(t *testing.T) {
	t.Parallel()
	p := storetest.NewProxy(t, "127.0.0.1:1")
	for _, c := range []struct {
		name, uri string
		want      error
	}{
		{"nobody answers", "mongodb://citizen:hunter2@" + p.Address() + "/?serverSelectionTimeoutMS=200", store.ErrUnavailable},
		{"another engine", "sqlite:///hunter2", nil},
		{"an option that is none", "mongodb://citizen:hunter2@localhost/?maxPoolSize=many", nil},
		{"a password with a slash", "mongodb://citizen:hunter2/@localhost/", nil},
		{"a password with a question mark", "mongodb://citizen:hunter2?@localhost/", nil},
		{"a password with an at sign", "mongodb://citizen:@hunter2@localhost/", nil},
		{"a password with a percent sign", "mongodb://citizen:%hunter2@localhost/", nil},
		{"a database that cannot be", "mongodb://citizen:hunter2@localhost/%zz", nil},
		{"no credentials at all", "mongodb://:hunter2@localhost/", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := mongo.Open(t.Context(), c.uri, slog.New(slog.DiscardHandler))
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the error tells the password: %v", err)
			}
			t.Log(err)
		})
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	uri, p := throughProxy(t)
	database := path.Base(strings.Split(uri, "?")[0])
	if got, want := open(t, uri).Name(), "mongodb://"+p.Address()+"/"+database; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
