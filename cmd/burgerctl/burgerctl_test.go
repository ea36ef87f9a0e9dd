package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/hookrules"
	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

// bench is a real API on a real store, whose answers can be disturbed.
type bench struct {
	url, folder, token string
	store              store.Store
	disturb            atomic.Pointer[func(w http.ResponseWriter, r *http.Request) bool] // true: the request is dealt with
}

func newBench(t *testing.T) *bench {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	b := &bench{folder: t.TempDir()}
	opened, err := stores.Open(t.Context(), "sqlite://"+filepath.Join(b.folder, "store.db"), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close(context.Background()) })
	b.store = opened
	keys, err := model.NewKeyring(bytes.Repeat([]byte("k"), model.MinSecret))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed.Run(t.Context(), seed.Config{Store: opened, Keys: keys, Log: log}); err != nil {
		t.Fatal(err)
	}
	issuer, err := devissuer.New(devissuer.Config{Now: time.Now, Organisations: seed.Organisations(), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/dev/", issuer)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if disturb := b.disturb.Load(); disturb == nil || !(*disturb)(w, r) {
			mux.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	b.url = server.URL
	auth, err := resolvers.NewAuth(t.Context(), resolvers.AuthConfig{
		Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: b.url + devissuer.KeysPath,
	}, keys, opened, time.Now, log)
	if err != nil {
		t.Fatal(err)
	}
	hooks, err := webhook.New(webhook.Config{Now: time.Now, AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hooks.Close)
	ring, err := webhook.NewRing("a key of the tests, which has 32 bytes")
	if err != nil {
		t.Fatal(err)
	}
	api, err := resolvers.New(t.Context(), resolvers.Config{
		Webhooks:  hookrules.With(hooks, ring),
		Mailboxes: &store.Mailboxes{Store: opened, Now: time.Now, Log: log}, Keys: keys, Auth: auth, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle("/graphql", api.Handler())
	out, _, err := b.call(t.Context(), "token", "--api", b.url)
	if err != nil {
		t.Fatal(err)
	}
	b.token = filepath.Join(b.folder, "token")
	b.write(t, b.token, out)
	return b
}

// call runs the tool.
func (b *bench) call(ctx context.Context, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	err = run(ctx, args, streams{in: strings.NewReader(""), out: &out, err: &errs})
	return out.String(), errs.String(), err
}

func (b *bench) write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// letters makes a file of call letters.
func (b *bench) letters(t *testing.T, count int) string {
	t.Helper()
	path := filepath.Join(b.folder, "letters.ndjson")
	if _, _, err := b.call(t.Context(), "sample", "letters", "--nis", "12025", "--count", fmt.Sprint(count), "--out", path); err != nil {
		t.Fatal(err)
	}
	return path
}

func (b *bench) importArgs(path string, more ...string) []string {
	return append([]string{"import", "letters", path, "--api", b.url, "--token-file", b.token, "--run", "test"}, more...)
}

// held counts the letters that the store holds.
func (b *bench) held(t *testing.T) int {
	t.Helper()
	shown, err := seed.Numbers(seed.Citizens)
	if err != nil {
		t.Fatal(err)
	}
	letters, err := sample.Letters("12025", 400, sample.Seed, sample.ElectionDay(time.Now()), shown)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]model.EntryID, len(letters))
	for i, letter := range letters {
		ids[i] = model.LetterID("OVO002067", "test", letter.Reference)
	}
	found, err := store.Find[model.LetterRecord](t.Context(), b.store, ids)
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func TestImportIsResumedWhereItWas(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 300)
	ctx, cancel := context.WithCancel(t.Context())
	var requests atomic.Int32
	cut := func(_ http.ResponseWriter, _ *http.Request) bool {
		if requests.Add(1) == 7 {
			cancel() // as Ctrl+C does, with requests under way
		}
		return false
	}
	b.disturb.Store(&cut)
	out, _, err := b.call(ctx, b.importArgs(path, "--batch", "20")...)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("the import ended with %v: %s", err, out)
	}
	first := summaryOf(t, out)
	if first["new"] < 60 || first["new"] >= 300 || first["errors"] != 0 {
		t.Errorf("the cut import says %s", out)
	}
	out, _, err = b.call(t.Context(), b.importArgs(path)...)
	second := summaryOf(t, out)
	if err != nil || second["new"] != 300-first["new"] || second["repeated"] != first["new"] || second["lines"] != 300 || second["both"] != 300 {
		t.Errorf("the resumed import says %s (%v)", out, err)
	}
	requests.Store(100)
	out, errs, err := b.call(t.Context(), b.importArgs(path)...)
	if want := "lines=300 digital=0 paper=0 both=300 new=0 repeated=300 errors=0\n"; out != want || err != nil {
		t.Errorf("the second import says %s (%v)", out, err)
	}
	if requests.Load() != 100 {
		t.Error("the second import sent something")
	}
	if want := "300 lines were acknowledged earlier, as " + path + ".progress says; --again sends them anyway\n"; errs != want {
		t.Errorf("that nothing was sent is told as %q", errs)
	}
	if held := b.held(t); held != 300 {
		t.Errorf("the store holds %d letters", held)
	}
}

func summaryOf(t *testing.T, out string) map[string]int {
	t.Helper()
	summary := map[string]int{}
	for field := range strings.FieldsSeq(out) {
		name, value, _ := strings.Cut(field, "=")
		number, err := strconv.Atoi(value)
		if err != nil {
			t.Fatalf("the summary is %q: %v", out, err)
		}
		summary[name] = number
	}
	return summary
}

func TestTheNoteCanBeForgotten(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 30)
	all := "lines=30 digital=0 paper=0 both=30 new=30 repeated=0 errors=0\n"
	for _, more := range [][]string{{"--again"}, {"--again", "--batch", "20"}} { // without a note, and with one
		if out, errs, err := b.call(t.Context(), b.importArgs(path, more...)...); out != all || errs != "" || err != nil {
			t.Errorf("%v says %s%s (%v)", more, out, errs, err)
		}
	}
	if held := b.held(t); held != 30 {
		t.Errorf("the store holds %d letters", held)
	}
	away := func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(http.StatusBadGateway); return true }
	b.disturb.Store(&away)
	_, _, err := b.call(t.Context(), b.importArgs(path, "--again", "--patience", "1ms")...)
	if err == nil || !strings.Contains(err.Error(), "the same command without --again goes on") {
		t.Errorf("with the service away the import ends with %v", err)
	}
	b.disturb.Store(nil)
	if out, _, err := b.call(t.Context(), b.importArgs(path)...); out != all || err != nil { // the note was forgotten at once
		t.Errorf("after --again that sent nothing, the import says %s (%v)", out, err)
	}
}

func TestBadLinesAreNamedAndTheOthersArrive(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 20)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines[2] = "{\"reference\": \"half\n"
	lines[4] = strings.Replace(lines[4], `"kind":"CALL_LETTER"`, `"kind":"POSTCARD"`, 1)
	lines[6] = strings.Replace(lines[6], `"nis":"12025"`, `"nis":"99999"`, 1)
	lines[8] = strings.Replace(lines[8], `"nis":"12025"`, `"colour":"red"`, 1)
	lines[10] = "\n"
	lines[12] = "[1]\n"
	b.write(t, path, strings.Join(lines, ""))
	out, errs, err := b.call(t.Context(), b.importArgs(path)...)
	if want := "lines=19 digital=0 paper=0 both=14 new=14 repeated=0 errors=5\n"; out != want || err == nil {
		t.Errorf("the import says %s (%v)", out, err)
	}
	for _, want := range []string{"line 3: ", "line 5 (KB-", "kind", "line 7 (KB-", "INVALID: ", "; nis ", "line 9 (KB-", "colour", "line 13: "} {
		if !strings.Contains(errs, want) {
			t.Errorf("nothing about %q in\n%s", want, errs)
		}
	}
	for _, line := range strings.Split(string(text), "\n")[:20] {
		var letter struct{ Recipient struct{ INSZ string } }
		if json.Unmarshal([]byte(line), &letter) == nil && strings.Contains(errs, letter.Recipient.INSZ) {
			t.Fatal("an error shows a national number")
		}
	}

	// The same command tries only the failed ones again.
	out, errs, err = b.call(t.Context(), b.importArgs(path)...)
	if want := "lines=19 digital=0 paper=0 both=14 new=0 repeated=14 errors=5\n"; out != want || err == nil || strings.Count(errs, "line ") < 5 {
		t.Errorf("the second import says %s (%v)\n%s", out, err, errs)
	}
}

// Programs for spreadsheets put a mark before UTF-8.
func TestAFileMayBeginWithAMark(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 3)
	b.write(t, path, "\ufeff"+mustRead(t, path))
	out, _, err := b.call(t.Context(), b.importArgs(path)...)
	if want := "lines=3 digital=0 paper=0 both=3 new=3 repeated=0 errors=0\n"; out != want || err != nil {
		t.Errorf("printed %q, %v", out, err)
	}
}

func TestImportOutlastsAnOutage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 60)
	var requests atomic.Int32
	outage := func(w http.ResponseWriter, _ *http.Request) bool {
		switch requests.Add(1) {
		case 2:
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		case 4:
			panic(http.ErrAbortHandler) // the connection is cut
		}
		return false
	}
	b.disturb.Store(&outage)
	out, _, err := b.call(t.Context(), b.importArgs(path, "--batch", "20", "--parallel", "1")...)
	if summary := summaryOf(t, out); err != nil || summary["new"] != 60 {
		t.Errorf("the import says %s (%v)", out, err)
	}
	away := func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(http.StatusBadGateway); return true }
	b.disturb.Store(&away)
	_, _, err = b.call(t.Context(), b.importArgs(path, "--state", path+".other", "--patience", "1ms")...)
	if err == nil || !strings.Contains(err.Error(), "goes on") {
		t.Errorf("with the service away the import ends with %v", err)
	}
}

func TestNotesAreNotMixedUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 10)
	if _, _, err := b.call(t.Context(), b.importArgs(path)...); err != nil {
		t.Fatal(err)
	}
	args := append(b.importArgs(path), "--run", "another")
	if _, _, err := b.call(t.Context(), args...); err == nil || !strings.Contains(err.Error(), "--state") {
		t.Errorf("the note of one run is taken for another: %v", err)
	}
	b.write(t, path, strings.Repeat("{}\n", 4000))
	if _, _, err := b.call(t.Context(), b.importArgs(path)...); err == nil || !strings.Contains(err.Error(), "changed") {
		t.Errorf("the note of one file is taken for another: %v", err)
	}
	if _, _, err := b.call(t.Context(), append(b.importArgs(path), "--state", path+".new", "--max-errors", "300")...); err == nil || !strings.Contains(err.Error(), "too many") {
		t.Errorf("a file of nonsense is read to the end: %v", err)
	}
}

func TestLettersThatGoByPostAreListed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	lines := strings.SplitAfter(mustRead(t, b.letters(t, 3)), "\n")[:3]
	for n := range 7 {
		lines = append(lines, fmt.Sprintf(`{"reference":"P-%d","recipient":{"insz":%q},"kind":"INFORMATION","subject":"Werken","body":[{"language":"NL","markdown":"Beste"}]}`+"\n",
			n, sample.DemoCitizen))
	}
	path, paper := filepath.Join(b.folder, "mixed.ndjson"), filepath.Join(b.folder, "paper")
	b.write(t, path, strings.Join(lines, ""))
	out, errs, err := b.call(t.Context(), b.importArgs(path)...)
	if summary := summaryOf(t, out); err != nil || summary["paper"] != 7 || !strings.HasPrefix(errs, "7 letters go by post: --paper FILE lists them") {
		t.Errorf("without a list the import says %s%s (%v)", out, errs, err)
	}
	_, errs, err = b.call(t.Context(), b.importArgs(path, "--again", "--batch", "4", "--paper", paper)...)
	if err != nil || errs != "" {
		t.Errorf("with a list the import says %s (%v)", errs, err)
	}
	if listed, want := mustRead(t, paper), "P-0\nP-1\nP-2\nP-3\nP-4\nP-5\nP-6\n"; listed != want {
		t.Errorf("the list is %q", listed)
	}
	_, errs, err = b.call(t.Context(), b.importArgs(path)...)
	if err != nil || strings.Contains(errs, "by post") {
		t.Errorf("after that the import says %s (%v)", errs, err)
	}
}

func TestDeliverSendsOneLetter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	flags := []string{"deliver", "--api", b.url, "--token-file", b.token, "--insz", sample.DemoCitizen}
	out, errs, err := b.call(t.Context(), flags...)
	if err != nil || !strings.HasSuffix(out, "channel=PAPER reason=NOT_ACTIVATED\n") || errs != "not in the app: print it\n" {
		t.Errorf("got %q and %q (%v)", out, errs, err)
	}
	_, _, err = b.call(t.Context(), append(flags, "--reference", "A-2", "--subject", "Werken", "--text", "<b>Beste</b>")...)
	if err == nil || !strings.Contains(err.Error(), "markdown") {
		t.Errorf("HTML is sent: %v", err)
	}
	letter := strings.SplitAfter(mustRead(t, b.letters(t, 1)), "\n")[0]
	file := filepath.Join(b.folder, "letter.json")
	b.write(t, file, letter)
	out, _, err = b.call(t.Context(), "deliver", "--api", b.url, "--token-file", b.token, "--run", "one", "--file", file)
	if err != nil || !strings.HasSuffix(out, "channel=BOTH reason=PAPER_ALWAYS\n") {
		t.Errorf("got %q (%v)", out, err)
	}
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWhatCannotBeDoneIsSaid(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := b.letters(t, 1)
	for says, args := range map[string][]string{
		"token is needed":   {"import", "letters", path, "--run", "x", "--api", b.url},
		"--batch":           b.importArgs(path, "--batch", "501"),
		"such as http://":   {"token", "--api", "127.0.0.1:18099"},
		"--insz is needed":  {"token", "--api", b.url, "--as", "citizen"},
		"--day":             {"sample", "letters", "--nis", "12025", "--day", "zondag"},
		"INVALID":           append(b.importArgs(path), "--run", " "),
		"UNAUTHENTICATED":   {"import", "letters", path, "--run", "x", "--api", b.url, "--token", "nonsense"},
		"NIS code":          {"sample", "letters", "--nis", "00000"},
		"demo numbers only": {"token", "--api", b.url, "--as", "citizen", "--insz", "93051822361"},
		"was not reached":   {"token", "--api", "http://127.0.0.1:1"},
		"unexpected":        {"explode"},
	} {
		if _, _, err := b.call(t.Context(), args...); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "goes on") {
			t.Errorf("%v: %v does not say %q alone", args, err, says)
		}
	}
}
