package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// schemaCommand runs a command on the contract, and gives back what it printed.
func schemaCommand(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	err := run(t.Context(), append([]string{"schema"}, args...), streams{in: strings.NewReader(""), out: &out, err: &out})
	return out.String(), err
}

func TestTheContractIsReleasedByOneCommand(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{"schema/npm/package.json", "schema/npm/package-lock.json",
		"mobile-mock/package-lock.json", "notify/campaign/console/package-lock.json"} {
		content, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := schemaCommand(t, "release", "7.0.0", "--date", "2027-03-01", "--root", root); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := schemaCommand(t, "changes", "--root", root); err != nil || out != "" {
		t.Errorf("right after a release: %q, %v", out, err)
	}
	if _, err := schemaCommand(t, "release", "7.1.0", "--root", root); err == nil || !strings.Contains(err.Error(), "nothing changed") {
		t.Errorf("a release of nothing: %v", err)
	}
	for _, name := range []string{"schema/npm/package.json", "schema/npm/package-lock.json",
		"mobile-mock/package-lock.json", "notify/campaign/console/package-lock.json"} {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || !strings.Contains(string(content), `"version": "7.0.0"`) {
			t.Errorf("%s is not of the release: %v", name, err)
		}
	}

	released := filepath.Join(root, "schema", "released.graphql")
	content, err := os.ReadFile(released)
	if err != nil {
		t.Fatal(err)
	}
	more := strings.Replace(string(content), "\ntype Counts {\n", "\ntype Counts {\n  \"Was once.\"\n  once: Int\n", 1)
	if err := os.WriteFile(released, []byte(more), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := schemaCommand(t, "changes", "--root", root); err == nil || !strings.Contains(out, "breaking   Counts.once: It was removed.") {
		t.Errorf("a field is gone: %q, %v", out, err)
	}
}
