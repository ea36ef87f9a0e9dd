package campaign_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the drawing in doc.go")

func TestMain(m *testing.M) { storetest.Main(m) }

// drawing draws model.CampaignTransitions as an indented block of a comment: under each state those that can
// follow it, and by which operations.
func drawing() string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(strings.TrimRight("//	"+fmt.Sprintf(format, args...), " \t") + "\n")
	}
	for i, from := range append([]model.CampaignState{""}, model.CampaignStates()...) {
		var to []model.CampaignState
		by := map[model.CampaignState][]string{}
		for _, way := range model.CampaignTransitions() {
			if way.From != from {
				continue
			}
			if by[way.To] == nil {
				to = append(to, way.To)
			}
			by[way.To] = append(by[way.To], way.By)
		}
		if i > 0 {
			line("")
		}
		switch {
		case from == "":
			line("(new)")
		case len(to) == 0:
			line("%s, for ever", from)
		default:
			line("%s", from)
		}
		for i, state := range to {
			branch := "├─▶"
			if i == len(to)-1 {
				branch = "└─▶"
			}
			line("%s %-9s %s", branch, state, strings.Join(by[state], ", "))
		}
	}
	return b.String()
}

// The package comment has the drawing; go test ./notify/campaign -update writes it anew.
func TestDrawingIsOfTheTransitions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "// there:\n//\n", "package campaign\n"
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
		t.Errorf("the drawing in doc.go is not of model.CampaignTransitions; run go test ./notify/campaign -run %s -update", t.Name())
	}
}
