package sqlite

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"
)

// defaultBusy is how long a write waits for another process that writes to the same file.
const defaultBusy = 5 * time.Second

// place is where a store is.
type place struct {
	path string // "" is in memory
	busy time.Duration
}

// parse reads a store's URL. Its errors do not repeat it, since another store's may hold a password.
func parse(text string) (place, error) {
	p := place{busy: defaultBusy}
	base, query, _ := strings.Cut(text, "?")
	if base != "sqlite::memory:" {
		u, err := url.Parse(base)
		if err != nil || u.Scheme != "sqlite" || u.Host != "" || u.Opaque != "" || len(u.Path) < 2 {
			return p, errors.New("store url: want sqlite::memory: or sqlite:///path/file.db")
		}
		p.path = u.Path
	}
	parameters, err := url.ParseQuery(query)
	if err != nil {
		return p, fmt.Errorf("store url: %w", err)
	}
	for name, values := range parameters {
		if name != "busy" {
			return p, fmt.Errorf("store url: unknown parameter %q; the only one is busy", name)
		}
		if p.busy, err = time.ParseDuration(values[0]); err != nil {
			return p, fmt.Errorf("store url, parameter busy: %w", err)
		}
	}
	return p, nil
}

func (p place) memory() bool { return p.path == "" }

// name says where the store is, for people.
func (p place) name() string {
	if p.memory() {
		return "sqlite in memory"
	}
	return "sqlite " + p.path
}

// create makes an empty file that others cannot read; SQLite's own companions follow its mode.
func (p place) create() error {
	if p.memory() {
		return nil
	}
	file, err := os.OpenFile(p.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", p.name(), err)
	}
	return file.Close()
}

// dsn is the driver's name of the place, with what each connection sets.
func (p place) dsn() string {
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", p.busy.Milliseconds()), // first: the next ones may have to wait
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"cache_size(-16000)",           // KiB; a bulk of the writer fits in. Readers have less
		"wal_autocheckpoint(4000)",     // pages; a bulk of 500 mailboxes alone is some 1000
		"journal_size_limit(67108864)", // bytes
		"trusted_schema(OFF)",
		"foreign_keys(OFF)",
	}
	query := url.Values{"_pragma": pragmas}.Encode()
	if p.memory() {
		return "file::memory:?" + query
	}
	return "file:" + (&url.URL{Path: p.path}).EscapedPath() + "?" + query
}
