package cmd_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
)

// An app follows its mailbox at one process of the API while letters come in at another, on each store. It changes
// from process to process with the token that it holds, and hears every letter once.
func TestAMailboxIsFollowedAcrossProcesses(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		followAcross(t, "sqlite://"+filepath.Join(t.TempDir(), "live.db"))
	})
	if uri := os.Getenv("BURGERBODE_TEST_MONGODB"); uri != "" {
		t.Run("mongodb", func(t *testing.T) {
			t.Parallel()
			followAcross(t, freshDatabase(t, uri, "live"))
		})
	}
}

func followAcross(t *testing.T, storeURL string) {
	w := newCrashWorld(t, storeURL)
	who := w.residents(t, 1)[0]
	near, takes := w.api(t, "")
	far, tells := w.api(t, "")
	app := &follower{w: w, who: who}
	var opened struct{ Viewer struct{ SyncToken string } }
	if err := who.ask(t, w, tells, `{ viewer { syncToken } }`, nil, &opened); err != nil {
		t.Fatal(err)
	}
	app.token = opened.Viewer.SyncToken
	letter := sample.CallLetter(who.Person, false, w.election)
	deliver := func(reference string) model.EntryID {
		letter.Reference = reference
		query := `mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { letterId error { message } } } }`
		var data struct {
			DeliverLetters struct {
				Results []struct {
					LetterID model.EntryID
					Error    any
				}
			}
		}
		input := map[string]any{"run": crashRun, "letters": []any{letter}}
		if err := takes.Do(t.Context(), query, map[string]any{"input": input}, &data); err != nil {
			t.Fatal(err)
		}
		if data.DeliverLetters.Results[0].Error != nil {
			t.Fatalf("%s was refused: %v", reference, data.DeliverLetters.Results[0].Error)
		}
		return data.DeliverLetters.Results[0].LetterID
	}
	before := deliver("before") // it opened the app, and is not there yet
	app.follow(t, tells, func() {}, before)
	var during []model.EntryID
	app.follow(t, tells, func() { during = append(during, deliver("during")) }, model.LetterID("OVO002067", crashRun, "during"))
	far.stop(t)
	away := deliver("away")
	app.follow(t, takes, func() {}, away)
	if want := append([]model.EntryID{before}, append(during, away)...); !slices.Equal(app.heard, want) {
		t.Errorf("heard %v, want %v", app.heard, want)
	}
	near.stop(t)
}

// follower is an app that holds what it was told last.
type follower struct {
	w     *crashWorld
	who   *resident
	token string
	heard []model.EntryID
}

var errHeard = errors.New("heard")

// follow subscribes at an API from where the app is, lets something happen meanwhile, and stays until an entry is told.
func (f *follower) follow(t *testing.T, at *client.Client, then func(), until model.EntryID) {
	t.Helper()
	asks := client.Client{URL: at.URL, Token: func() (string, error) {
		return f.w.issuer.Token(devissuer.Wish{As: "citizen", INSZ: f.who.Number.Digits()})
	}}
	query := `subscription ($since: String) { mailboxChanged(since: $since) { token entries { entry { ... on Node { id } } } } }`
	take := func(data json.RawMessage) error {
		var told struct {
			MailboxChanged struct {
				Token   string
				Entries []struct{ Entry struct{ ID model.EntryID } }
			}
		}
		if err := json.Unmarshal(data, &told); err != nil {
			return err
		}
		f.token = told.MailboxChanged.Token
		for _, changed := range told.MailboxChanged.Entries {
			f.heard = append(f.heard, changed.Entry.ID)
			if changed.Entry.ID == until {
				return errHeard
			}
		}
		return nil
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- asks.Follow(ctx, query, map[string]any{"since": f.token}, take) }()
	then()
	if err := <-ended; !errors.Is(err, errHeard) {
		t.Fatalf("%s was not told: %v", until, err)
	}
}
