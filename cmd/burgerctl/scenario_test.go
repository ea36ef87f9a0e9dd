package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestScenariosAreListedAndShown(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	out, _, err := b.call(t.Context(), "scenario", "list")
	if err != nil || !strings.Contains(out, "polling-station-moves") || strings.Contains(out, "  \n") {
		t.Errorf("%v: %s", err, out)
	}
	if out, _, err = b.call(t.Context(), "scenario", "show", "bill-paid"); err != nil || !strings.Contains(out, `"pay"`) {
		t.Errorf("%v: %s", err, out)
	}
}

func TestAWrongScenarioIsToldBeforeTheDemoIsAsked(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	file := filepath.Join(t.TempDir(), "wrong.json")
	if err := os.WriteFile(file, []byte(`{"name": "x", "steps": [{"fly": {}}, {"pay": {"letter": "a"}}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := b.call(t.Context(), "scenario", "run", file, "--api", "http://127.0.0.1:1")
	if err == nil || !strings.Contains(err.Error(), "steps[0].fly") {
		t.Errorf("%v", err)
	}
	_, _, err = b.call(t.Context(), "scenario", "run", "no-such", "--api", "http://127.0.0.1:1")
	if err == nil || !strings.Contains(err.Error(), "bill-paid") {
		t.Errorf("%v", err)
	}
	_, _, err = b.call(t.Context(), "scenario", "run", "bill-paid", "--api", b.url)
	if err == nil || !strings.Contains(err.Error(), "only the demo") {
		t.Errorf("%v", err)
	}
}
