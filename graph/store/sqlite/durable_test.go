package sqlite_test

import (
	"bufio"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
)

// childFile names the file that a child process writes to until it is killed.
const childFile = "BURGERBODE_TEST_CHILD_FILE"

// What a process acknowledged before it was killed is there afterwards.
func TestKilled(t *testing.T) {
	t.Parallel()
	if path := os.Getenv(childFile); path != "" {
		writeForEver(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "killed.db")
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), childFile+"="+path)
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[model.CitizenID]int64{}
	lines := bufio.NewScanner(output)
	for n := 0; lines.Scan(); n++ {
		if n == 50 { // the lines that are under way then count too
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		id, rev, whole := strings.Cut(lines.Text(), " ")
		number, err := strconv.ParseInt(strings.TrimSuffix(rev, "."), 10, 64)
		if !whole || err != nil || !strings.HasSuffix(rev, ".") {
			continue // cut off by the end
		}
		acknowledged[model.CitizenID(id)] = number
	}
	if err := child.Wait(); err == nil {
		t.Error("the child was not killed")
	}
	s := open(t, urlOf(path))
	if len(acknowledged) == 0 {
		t.Fatal("the child acknowledged nothing")
	}
	for id, rev := range acknowledged {
		found, err := s.Mailboxes(t.Context(), []model.CitizenID{id})
		if err != nil || found[id] == nil || found[id].Rev < rev {
			t.Errorf("mailbox %s: got %v (%v), acknowledged revision %d", id, found[id], err, rev)
		}
	}
}

// writeForEver saves mailboxes and writes each acknowledged revision on a line of its own.
func writeForEver(t *testing.T, path string) {
	s := open(t, urlOf(path))
	var printing sync.Mutex
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			m := storetest.MailboxOf(model.CitizenID(fmt.Sprint("citizen", w)), 20)
			for ; ; m.Rev++ {
				results, err := s.SaveMailboxes(t.Context(), []*model.Mailbox{m})
				if errors.Join(err, errors.Join(results...)) != nil {
					return
				}
				printing.Lock()
				_, _ = fmt.Fprintf(os.Stdout, "%s %d.\n", m.ID, m.Rev)
				printing.Unlock()
			}
		})
	}
	wg.Wait()
}

// Every connection waits for the disk, or an acknowledgement is worth nothing when power fails.
func TestEveryConnectionIsDurable(t *testing.T) {
	t.Parallel()
	s := open(t, urlOf(filepath.Join(t.TempDir(), "durable.db")))
	for name, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "busy_timeout": "5000"} {
		got, err := s.Pragmas(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		for i, value := range got {
			if value != want {
				t.Errorf("connection %d: %s is %s, want %s", i, name, value, want)
			}
		}
	}
}

// The memory of a process does not grow with the file: what all connections keep of it is bounded together.
func TestConnectionsKeepLittleOfTheFile(t *testing.T) {
	t.Parallel()
	s := open(t, urlOf(filepath.Join(t.TempDir(), "caches.db")))
	kept, err := s.Pragmas(t.Context(), "cache_size")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for i, value := range kept {
		pages, err := strconv.Atoi(value)
		if err != nil || pages >= 0 { // below 0 it is in KiB
			t.Errorf("connection %d: the cache is %s, %v", i, value, err)
		}
		total -= pages
	}
	if total > 24_000 {
		t.Errorf("%d connections keep up to %d KiB", len(kept), total)
	}
}

// Processes that open a file that is not there yet, all at once, make it once.
func TestOpenTogether(t *testing.T) {
	t.Parallel()
	for range 5 {
		url := urlOf(filepath.Join(t.TempDir(), "together.db"))
		const processes = 6
		var stores [processes]*sqlite.Store
		var errs [processes]error
		var wg sync.WaitGroup
		for i := range processes {
			wg.Go(func() { stores[i], errs[i] = sqlite.Open(t.Context(), url, slog.New(slog.DiscardHandler)) })
		}
		wg.Wait()
		for i, s := range stores {
			if errs[i] != nil {
				t.Error(errs[i])
				continue
			}
			if err := store.Save(t.Context(), s, &model.Organisation{Code: model.OrgCode(fmt.Sprint(i))}); err != nil {
				t.Error(err)
			}
		}
		for i, s := range stores {
			if errs[i] != nil {
				continue
			}
			if all, err := store.ListAll[model.Organisation](t.Context(), s, model.AllOrganisations); err != nil || len(all) != processes {
				t.Errorf("got %d organisations (%v), want %d", len(all), err, processes)
			}
		}
		for i, s := range stores {
			if errs[i] == nil {
				errs[i] = s.Close(t.Context())
			}
		}
		if err := errors.Join(errs[:]...); err != nil {
			t.Error(err)
		}
	}
}

// A document that cannot be read is an error that names it, and no repetition helps.
func TestBrokenDocument(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "broken.db")
	s := open(t, urlOf(path))
	save(t, s, storetest.MailboxOf("whole", 1))
	save(t, s, storetest.MailboxOf("broken", 1))
	execute(t, raw(t, path), "UPDATE mailboxes SET doc = x'0102030405' WHERE id = 'broken'")
	_, err := s.Mailboxes(t.Context(), []model.CitizenID{"broken"})
	if err == nil || errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v, want an error that names the mailbox", err)
	}
	if found, err := s.Mailboxes(t.Context(), []model.CitizenID{"whole"}); err != nil || len(found) != 1 {
		t.Errorf("got %v and %v, want the other mailbox", found, err)
	}
}
