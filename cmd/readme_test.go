package cmd_test

import (
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"burgerbode/cmd/internal/configdoc"
	"burgerbode/cmd/internal/pushfigures"
)

var update = flag.Bool("update", false, "rewrite the tables in README.md")

// What the README says about flags and variables is made from the structs that the commands read.
func TestReadmeHasTheConfiguration(t *testing.T) {
	t.Parallel()
	want, err := configdoc.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	inReadme(t, "config", want)
}

// What the README says about metrics is made from what is shown to Prometheus.
func TestReadmeHasTheMetrics(t *testing.T) {
	t.Parallel()
	inReadme(t, "metrics", pushfigures.Markdown())
}

// updating is held while the README is rewritten: the tests run at the same time.
var updating sync.Mutex

// inReadme compares what stands in the README between the two comments of a name, or rewrites it.
func inReadme(t *testing.T, name, want string) {
	t.Helper()
	updating.Lock()
	defer updating.Unlock()
	const path = "../README.md"
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(page), begin)
	held, after, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatalf("README.md has no place for it between %q and %q", begin, end)
	}
	switch {
	case held == want:
	case *update:
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("README.md has another text about %s than the commands: run go test ./cmd -update", name)
	}
}
