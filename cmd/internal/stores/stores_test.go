package stores_test

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"burgerbode/cmd/internal/stores"
)

func TestOpenChoosesByURL(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"sqlite::memory:", "sqlite://" + filepath.Join(t.TempDir(), "store.db")} {
		opened, err := stores.Open(t.Context(), url, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatalf("open %s: %v", url, err)
		}
		if !strings.HasPrefix(opened.Name(), "sqlite") {
			t.Errorf("open %s: got %s", url, opened.Name())
		}
		if err := opened.Close(t.Context()); err != nil {
			t.Errorf("close %s: %v", url, err)
		}
	}
}

func TestOpenSaysWhatItWants(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "postgres://me:secret@host/db", "sqlite://", "sqlite://host/path", "mongodb:", "mongodb:///db", "/path"} {
		_, err := stores.Open(t.Context(), url, slog.New(slog.DiscardHandler))
		switch {
		case err == nil:
			t.Errorf("open %q: no error", url)
		case !strings.Contains(err.Error(), stores.Kinds):
			t.Errorf("open %q: %v does not say what is wanted", url, err)
		case strings.Contains(err.Error(), "secret"):
			t.Errorf("open %q: the error repeats the password", url)
		}
	}
}

func TestCheckTakesLists(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"mongodb://a:1,b:2/db?replicaSet=rs", "mongodb+srv://u:p@host/db", "mongodb://127.0.0.1:27018/"} {
		if err := stores.Check(url); err != nil {
			t.Errorf("check %q: %v", url, err)
		}
	}
}

func TestRedactedHidesPasswords(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"mongodb://me:geheim@host/db", "mongodb://me:geheim@a:1,b:2/db?replicaSet=rs", "mongodb+srv://me:geheim@host/"} {
		if shown := stores.Redacted(url); strings.Contains(shown, "geheim") || !strings.Contains(shown, "@") {
			t.Errorf("%s is shown as %s", url, shown)
		}
	}
	if shown := stores.Redacted("sqlite:///var/lib/a.db"); shown != "sqlite:///var/lib/a.db" {
		t.Errorf("a path is shown as %s", shown)
	}
}
