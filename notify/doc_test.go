package notify_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

// drawing draws model.Transitions as an indented block of a comment: under each state those that
// can follow it, and by which rules.
func drawing() string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(strings.TrimRight("//	"+fmt.Sprintf(format, args...), " \t") + "\n")
	}
	for i, from := range append([]model.PushState{""}, model.PushStates()...) {
		var ways []model.Transition
		for _, way := range model.Transitions() {
			if way.From == from {
				ways = append(ways, way)
			}
		}
		if len(ways) == 0 {
			continue
		}
		name := string(from)
		if from == "" {
			name = "(new)"
		}
		if i > 0 {
			line("")
		}
		line("%s", name)
		for i, way := range ways {
			branch := "├─▶"
			if i == len(ways)-1 {
				branch = "└─▶"
			}
			line("%s %-9s %s", branch, way.To, way.By)
		}
	}
	return b.String()
}

// The package comment has the drawing; go test ./notify -update writes it anew.
func TestDrawingIsOfTheTransitions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "What is SENT stays so.\n//\n", "package notify\n"
	head, rest, found := strings.Cut(string(text), before)
	if !found {
		t.Fatalf("doc.go has no line %q to draw below", before)
	}
	_, tail, _ := strings.Cut(rest, after)
	want := head + before + drawing() + after + tail
	if *update {
		if err := os.WriteFile("doc.go", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("the drawing in doc.go is not of model.Transitions; run go test ./notify -run %s -update", t.Name())
	}
}
