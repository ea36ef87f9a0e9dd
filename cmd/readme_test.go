package cmd_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"burgerbode/cmd/internal/configdoc"
)

var update = flag.Bool("update", false, "rewrite the configuration tables in README.md")

// What the README says about flags and variables is made from the structs that the commands read.
func TestReadmeHasTheConfiguration(t *testing.T) {
	t.Parallel()
	const path, begin, end = "../README.md", "<!-- config -->\n", "<!-- /config -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(page), begin)
	held, after, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatalf("README.md has no place for the configuration, between %q and %q", begin, end)
	}
	want, err := configdoc.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case held == want:
	case *update:
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("README.md has other configuration tables than the commands: run go test ./cmd -update")
	}
}
