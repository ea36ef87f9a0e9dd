package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func TestOutcomesGoOnWhereTheyWere(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	tell := func(number int64, reference string) {
		letter := model.LetterID("OVO002067", "post", reference)
		_, err := store.Add(t.Context(), b.store, []*model.Outcome{{
			ID: model.OutcomeKey("OVO002067", 9, number), Notice: model.NoticeID(letter, model.EventPaid), Sender: "OVO002067", By: "OVO002067",
			Run: "post", Reference: reference, Letter: letter, Event: model.EventPaid, At: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	flags := []string{"outcomes", "--api", b.url, "--token-file", b.token, "--cursor", filepath.Join(b.folder, "cursor")}
	tell(1, "een")
	tell(2, "twee")
	for _, want := range []string{"een twee", "", "drie"} {
		if want == "drie" {
			tell(3, "drie")
		}
		out, _, err := b.call(t.Context(), flags...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(out) {
			_, rest, _ := strings.Cut(line, `"reference":"`)
			reference, _, _ := strings.Cut(rest, `"`)
			got = append(got, reference)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("printed %q, want %q", out, want)
		}
	}
}

// A supplier sets one variable, and every command acts for that organisation. Only the command that gets a token
// in the first place asks each time whether it is to be bound.
func TestEveryCommandReadsForWhomASupplierActs(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&cli{}, kong.Vars{"stores": stores.Kinds})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, command := range parser.Model.Leaves(true) {
		for _, flag := range command.Flags {
			if flag.Name != "on-behalf-of" || command.Name == "token" {
				continue
			}
			found++
			if !slices.Equal(flag.Envs, []string{"BURGERBODE_ON_BEHALF_OF"}) {
				t.Errorf("%s reads --on-behalf-of from %v", command.FullPath(), flag.Envs)
			}
		}
	}
	if found < 8 {
		t.Errorf("only %d commands have the flag", found)
	}
}
