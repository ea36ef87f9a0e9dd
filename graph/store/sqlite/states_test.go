package sqlite_test

import (
	"database/sql"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store/sqlite"
)

// A file that was made before mailboxes had a column for their state opens, and its states are right: of
// mailboxes saved before, and after by a program that does not know the column.
func TestStatesInAFileOfAnOlderProgram(t *testing.T) {
	t.Parallel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "old.db")
	log := slog.New(slog.DiscardHandler)
	now := model.Day("2026-05-20").At(12, 0)
	m, err := model.NewMailbox("c", strings.NewReader(strings.Repeat("random", 20)))
	must(err)
	must(m.CreateReminder(model.Reminder{ID: "r", Title: "Niet vergeten", DueAt: now.Add(time.Hour)}, now))
	m.Seal(now)
	for _, before := range []string{"", "ALTER TABLE mailboxes DROP COLUMN state", "UPDATE mailboxes SET state = x''"} {
		if before != "" {
			db, err := sql.Open("sqlite", path)
			must(err)
			_, err = db.ExecContext(t.Context(), before)
			must(err)
			must(db.Close())
		}
		s, err := sqlite.Open(t.Context(), "sqlite://"+path, log)
		must(err)
		if before == "" {
			_, err = s.SaveMailboxes(t.Context(), []*model.Mailbox{m})
			must(err)
		}
		found, err := s.States(t.Context(), []model.CitizenID{"c", "nobody"})
		must(err)
		if want := map[model.CitizenID]model.MailboxState{"c": m.State()}; !reflect.DeepEqual(found, want) {
			t.Errorf("after %q: %+v, want %+v", before, found, want)
		}
		must(s.Close(t.Context()))
	}
}
