package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const memory = "sqlite::memory:"

// open opens a store and closes it after the test.
func open(t testing.TB, url string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// files knows where the file of each store is.
type files struct{ paths sync.Map }

func (f *files) open(t *testing.T) store.Store {
	return f.openAt(t, filepath.Join(t.TempDir(), "burger bode#1?.db"))
}

func (f *files) again(t *testing.T, s store.Store) store.Store {
	path, _ := f.paths.Load(s)
	return f.openAt(t, path.(string))
}

func (f *files) openAt(t *testing.T, path string) store.Store {
	s := open(t, urlOf(path))
	f.paths.Store(s, path)
	return s
}

func urlOf(path string) string {
	return "sqlite://" + strings.NewReplacer("#", "%23", "?", "%3F", " ", "%20").Replace(path)
}

func TestStoreInFile(t *testing.T) {
	t.Parallel()
	var f files
	storetest.Run(t, storetest.Backend{
		Open: f.open, Again: f.again, Outage: outage, Explain: explain,
		OldLayout: func(t *testing.T, version int) error {
			path := filepath.Join(t.TempDir(), "old.db")
			if err := open(t, urlOf(path)).Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			execute(t, raw(t, path), fmt.Sprintf("PRAGMA user_version = %d", version))
			return refused(t, urlOf(path))
		},
	})
}

func TestStoreInMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, storetest.Backend{
		Open:    func(t *testing.T) store.Store { return open(t, memory) },
		Explain: explain,
	})
}

// raw is a connection of another program to the file.
func raw(t *testing.T, path string) *sql.Conn {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(c.Close(), db.Close()); err != nil {
			t.Error(err)
		}
	})
	return c
}

func execute(t *testing.T, c *sql.Conn, statement string) {
	t.Helper()
	if _, err := c.ExecContext(t.Context(), statement); err != nil {
		t.Error(err)
	}
}

// refused opens a store that cannot be opened, and answers why.
func refused(t *testing.T, url string) error {
	t.Helper()
	s, err := sqlite.Open(t.Context(), url, slog.New(slog.DiscardHandler))
	if err == nil {
		_ = s.Close(t.Context())
	}
	return err
}

// outage has another program hold the file's write lock. Reading goes on: that is what WAL is for.
func outage(t *testing.T) storetest.Outage {
	path := filepath.Join(t.TempDir(), "away.db")
	s := open(t, urlOf(path)+"?busy=100ms")
	other := raw(t, path)
	return storetest.Outage{
		Store: s,
		Down: func() {
			execute(t, other, "PRAGMA busy_timeout = 10000")
			execute(t, other, "BEGIN IMMEDIATE")
		},
		Up: func() { execute(t, other, "ROLLBACK") },
	}
}

func explain(t *testing.T, s store.Store, query storetest.Query) (string, bool) {
	var plan string
	var err error
	index := "USING INDEX"
	db := s.(*sqlite.Store)
	switch query {
	case storetest.QueryMailboxes:
		plan, err = db.Explain(t.Context(), sqlite.FindQuery, `["a","b"]`)
	case storetest.QueryRecords:
		plan, err = db.Explain(t.Context(), sqlite.RecordsQuery, "letters", `["a","b"]`)
	case storetest.QueryListed:
		plan, err = db.Explain(t.Context(), sqlite.ListedQuery, "letters", "run:a", "a", 10)
		index = "USING PRIMARY KEY (collection=? AND list=? AND key>?)"
	case storetest.QueryCounted:
		plan, err = db.Explain(t.Context(), sqlite.CountQuery, "letters", "run:a")
		index = "USING PRIMARY KEY (collection=? AND list=?)"
	case storetest.QueryDue:
		plan, err = db.Explain(t.Context(), sqlite.DueQuery, "[1,2]", 1, 10)
		index = "USING COVERING INDEX mailboxes_due (slot=? AND due<?)"
	case storetest.QueryDueMass:
		plan, err = db.Explain(t.Context(), sqlite.DueMassQuery, "[1,2]", 1, 10)
		index = "USING COVERING INDEX mailboxes_due_mass (slot=? AND due_mass<?)"
	case storetest.QueryOldest:
		plan, err = db.Explain(t.Context(), sqlite.BacklogQuery, "[1,2]", 1)
		index = "USING COVERING INDEX mailboxes_due (slot=? AND due<?)"
	case storetest.QueryTagged:
		plan, err = db.Explain(t.Context(), sqlite.TaggedQuery, "push:on", 1, "a", 10)
		index = "USING PRIMARY KEY (tag=? AND slot=? AND id>?)"
	case storetest.QueryInSlot:
		plan, err = db.Explain(t.Context(), sqlite.InSlotQuery, 1, "a", 10)
		index = "USING COVERING INDEX mailboxes_slot (slot=? AND id>?)"
	default:
		t.Fatalf("unknown query %s", query)
	}
	if err != nil {
		t.Fatal(err)
	}
	scans := strings.Contains(strings.ReplaceAll(plan, "SCAN json_each", ""), "SCAN") || strings.Contains(plan, "TEMP B-TREE")
	return plan, strings.Contains(plan, index) && !scans
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for url, want := range map[string]string{
		"":                              "want sqlite::memory: or sqlite:///path/file.db",
		"sqlite:":                       "want sqlite::memory: or sqlite:///path/file.db",
		"sqlite:///":                    "want sqlite::memory: or sqlite:///path/file.db",
		"sqlite://file.db":              "want sqlite::memory: or sqlite:///path/file.db",
		"sqlite:file.db":                "want sqlite::memory: or sqlite:///path/file.db",
		"mongodb://localhost/":          "want sqlite::memory: or sqlite:///path/file.db",
		memory + "?sync=off":            `unknown parameter "sync"`,
		memory + "?busy=soon":           "parameter busy",
		urlOf(dir + "/absent/file.db"):  "no such file or directory",
		urlOf(dir):                      "is a directory",
		"sqlite:///%zz":                 "want sqlite::memory: or sqlite:///path/file.db",
		"sqlite://user:secret@host/x/y": "want sqlite::memory: or sqlite:///path/file.db",
	} {
		if err := refused(t, url); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: got %v, want %q", url, err, want)
		}
	}
}

// A database of another program is left alone, and so is a file that is no database.
func TestForeignFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "foreign.db")
	execute(t, raw(t, path), "CREATE TABLE theirs (x)")
	if err := refused(t, urlOf(path)); !errors.Is(err, store.ErrLayout) {
		t.Errorf("got %v, want ErrLayout", err)
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is not a database. ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := refused(t, urlOf(text)); err == nil || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want an error that no repetition can help", err)
	}
}

// What is kept is nobody else's to read.
func TestFileMode(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "private.db")
	s := open(t, urlOf(path))
	save(t, s, storetest.MailboxOf(model.CitizenID("citizen"), 1))
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", path+suffix, info.Mode())
		}
	}
}

// A full disk answers ErrUnavailable, takes nothing half, and is over when there is room again.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	s := open(t, urlOf(filepath.Join(t.TempDir(), "full.db")))
	small, large := storetest.MailboxOf("small", 1), storetest.MailboxOf("large", 1000)
	save(t, s, small)
	if err := s.LimitPages(t.Context(), 1); err != nil { // no smaller than it is now
		t.Fatal(err)
	}
	if _, err := s.SaveMailboxes(t.Context(), []*model.Mailbox{large}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
	if found, err := s.Mailboxes(t.Context(), []model.CitizenID{"small", "large"}); err != nil || len(found) != 1 {
		t.Errorf("got %v and %v, want the small mailbox only", found, err)
	}
	if err := s.LimitPages(t.Context(), 1<<30); err != nil {
		t.Fatal(err)
	}
	save(t, s, large)
}

func save(t *testing.T, s *sqlite.Store, m *model.Mailbox) {
	t.Helper()
	results, err := s.SaveMailboxes(t.Context(), []*model.Mailbox{m})
	if err := errors.Join(err, errors.Join(results...)); err != nil {
		t.Fatal(err)
	}
}

// Calls that meet Close either succeed or answer ErrUnavailable; what succeeded is there.
func TestCloseMeanwhile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "closing.db")
	s := open(t, urlOf(path))
	const writers = 8
	acknowledged := make([]int64, writers)
	started := make(chan struct{}, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			m := storetest.MailboxOf(model.CitizenID(fmt.Sprint(w)), 1)
			for ; ; m.Rev++ {
				results, err := s.SaveMailboxes(t.Context(), []*model.Mailbox{m})
				if err := errors.Join(err, errors.Join(results...)); err != nil {
					if !errors.Is(err, store.ErrUnavailable) {
						t.Errorf("writer %d: %v", w, err)
					}
					return
				}
				acknowledged[w] = m.Rev
				if m.Rev == 3 {
					started <- struct{}{}
				}
			}
		})
	}
	for range writers {
		<-started
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if _, err := s.Mailboxes(t.Context(), []model.CitizenID{"0"}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("after Close: got %v, want ErrUnavailable", err)
	}
	again := open(t, urlOf(path))
	for w := range writers {
		id := model.CitizenID(fmt.Sprint(w))
		found, err := again.Mailboxes(t.Context(), []model.CitizenID{id})
		if err != nil || found[id].Rev < acknowledged[w] {
			t.Errorf("writer %d: found %v (%v), acknowledged %d", w, found[id], err, acknowledged[w])
		}
	}
}
