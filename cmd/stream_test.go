package cmd_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	streamRun = "stroom"
	streamOrg = "OVO002067"
)

// A municipality streams its letters in, the service is killed in the middle, everything is sent again: the store ends
// as one that was not cut, document by document. BURGERBODE_STREAM_LETTERS says how many letters, 3,000 without it. It
// also tells how much memory the service took for a tenth of them and for all.
func TestAStreamThatIsKilledAndSentAgainEndsAsOneThatWasNot(t *testing.T) {
	t.Parallel()
	letters := 3_000
	if text := os.Getenv("BURGERBODE_STREAM_LETTERS"); text != "" {
		var err error
		if letters, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		streamAndKill(t, letters, "sqlite://"+filepath.Join(folder, "uncut.db"), "sqlite://"+filepath.Join(folder, "cut.db"))
	})
	if uri := os.Getenv("BURGERBODE_TEST_MONGODB"); uri != "" {
		t.Run("mongodb", func(t *testing.T) {
			t.Parallel()
			streamAndKill(t, letters, freshDatabase(t, uri, "uncut"), freshDatabase(t, uri, "cut"))
		})
	}
}

func streamAndKill(t *testing.T, letters int, uncutURL, cutURL string) {
	t.Helper()
	began := time.Now()
	uncut := newCrashWorld(t, uncutURL)
	cut := *uncut // the same programs and the same sign-in, on another store
	cut.store = cutURL
	cut.seed(t)
	crowd := newCrowd(t, letters)
	for _, w := range []*crashWorld{uncut, &cut} {
		w.withStore(t, crowd.know)
	}
	api, _ := uncut.api(t, "")
	few := uncut.streamed(t, api, crowd, letters)
	t.Logf("the service took %d MiB at most until %d letters were answered, %d MiB until all %d were", few, letters/10, peakMemory(t, api), letters)
	api.stop(t)

	api, _ = cut.api(t, "")
	answered := cut.cutAfter(t, api, crowd, letters/3)
	api, _ = cut.api(t, "")
	cut.streamed(t, api, crowd, letters)
	api.stop(t)
	t.Logf("killed when %d of %d letters were answered; then all were sent again", answered, letters)

	want, got := uncut.dump(t, crowd, began), cut.dump(t, crowd, began)
	t.Logf("the dump of the uncut store has %d documents, SHA-256 %s", want.documents, want.sum)
	t.Logf("the dump of the cut store has   %d documents, SHA-256 %s", got.documents, got.sum)
	if want != got {
		t.Error("the two stores differ")
	}
}

// crowd is the voters of a municipality, several where one has not enough demo numbers.
type crowd struct {
	t        *testing.T
	people   []sample.Person
	keys     model.Keyring
	election model.Election
}

func newCrowd(t *testing.T, letters int) *crowd {
	t.Helper()
	c := &crowd{t: t, election: sample.ElectionOn(sample.ElectionDay(time.Now()))}
	var err error
	if c.keys, err = model.NewKeyring([]byte(strings.Repeat("s", model.MinSecret))); err != nil {
		t.Fatal(err)
	}
	if c.people, err = sample.People("12025", min(letters, sample.MaxPeople), 7); err != nil {
		t.Fatal(err)
	}
	return c
}

// id is the mailbox of the n-th voter, the same in every store.
func (c *crowd) id(n int) model.CitizenID {
	return model.CitizenID(model.HashID("stream", strconv.Itoa(n)))
}

// know gives the voters their mailboxes.
func (c *crowd) know(ctx context.Context, opened store.Store) {
	for part := range slices.Chunk(c.people, store.MaxBatch) {
		ids := map[string]model.CitizenID{}
		for _, person := range part {
			ids[c.keys.CitizenKey(person.Number)] = c.id(person.Voter)
		}
		if _, err := opened.AddCitizens(ctx, ids); err != nil {
			c.t.Fatal(err)
		}
	}
}

// letter is the n-th letter: to each voter in turn, with a reference of its own.
func (c *crowd) letter(n int) *graph.DeliverLetterInput {
	letter := sample.CallLetter(c.people[n%len(c.people)], false, c.election)
	letter.Reference = fmt.Sprintf("%s-%d", letter.Reference, n)
	return letter
}

// reader makes the lines of the first letters of the crowd as they are read.
func (c *crowd) reader(letters int) io.Reader {
	read, write := io.Pipe()
	go func() {
		lines := bufio.NewWriterSize(write, 256<<10)
		encoder := json.NewEncoder(lines)
		for n := range letters {
			if err := encoder.Encode(c.letter(n)); err != nil {
				_ = write.CloseWithError(err)
				return
			}
		}
		_ = write.CloseWithError(lines.Flush())
	}()
	return read
}

func (w *crashWorld) startStream(t *testing.T, api *program, lines io.Reader) *bufio.Scanner {
	t.Helper()
	token, err := w.issuer.Token(senderWish())
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimPrefix(api.ready, "ready ") + "/bulk/letters?run=" + streamRun
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, lines)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(response.Body)
		t.Fatalf("HTTP %d: %s", response.StatusCode, text)
	}
	return bufio.NewScanner(response.Body)
}

// streamed streams letters in, all of which must be accepted. It tells how much memory the service had taken when a
// tenth was answered.
func (w *crashWorld) streamed(t *testing.T, api *program, c *crowd, letters int) (memory int) {
	t.Helper()
	answers, last := w.startStream(t, api, c.reader(letters)), ""
	for n := 1; answers.Scan(); n++ {
		if last = answers.Text(); n == letters/10 {
			memory = peakMemory(t, api)
		}
	}
	if want := fmt.Sprintf(`{"done":true,"lines":%d,"accepted":%d,"errors":0}`, letters, letters); last != want {
		t.Fatalf("the last line is %s, want %s", last, want)
	}
	return memory
}

// cutAfter kills the service once so many letters are answered. It tells how many were.
func (w *crashWorld) cutAfter(t *testing.T, api *program, c *crowd, letters int) (answered int) {
	t.Helper()
	answers := w.startStream(t, api, c.reader(len(c.people)*2))
	for answers.Scan() {
		answered++
		if answered == letters {
			if err := api.command.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	<-api.ended
	if answered < letters {
		t.Fatalf("%d letters were answered: %v", answered, answers.Err())
	}
	return answered
}

// peakMemory is the most memory that a process held so far, in MiB.
func peakMemory(t *testing.T, p *program) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if errors.Is(err, os.ErrNotExist) {
		return 0 // not on this system
	}
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kilobytes, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes >> 10
}

// dump is a fingerprint of what a store holds of the run: every letter's record and every mailbox, without what depends
// on when, and in how many saves, it came.
type dump struct {
	documents int
	sum       string
}

func (w *crashWorld) dump(t *testing.T, c *crowd, began time.Time) dump {
	t.Helper()
	hash := sha256.New()
	documents := 0
	write := func(document any) {
		documents++
		plain, err := json.Marshal(timeless(t, document, began))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = hash.Write(append(plain, '\n'))
	}
	w.withStore(t, func(ctx context.Context, opened store.Store) {
		list, after := model.RunList(model.NewRunID(streamOrg, streamRun), ""), ""
		for {
			records, err := store.List[model.LetterRecord](ctx, opened, list, after, store.MaxBatch)
			if err != nil {
				t.Fatal(err)
			}
			if len(records) == 0 {
				break
			}
			for _, record := range records {
				write(record)
			}
			after = records[len(records)-1].Key()
		}
		for part := range slices.Chunk(c.people, 100) {
			ids := make([]model.CitizenID, len(part))
			for i, person := range part {
				ids[i] = c.id(person.Voter)
			}
			found, err := opened.Mailboxes(ctx, ids)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids {
				box := found[id]
				if box == nil {
					continue
				}
				slices.SortFunc(box.Letters.Entries, func(a, b *model.Letter) int { return strings.Compare(string(a.ID), string(b.ID)) })
				slices.SortFunc(box.Push.Outbox, func(a, b *model.Push) int { return strings.Compare(string(a.ID), string(b.ID)) })
				write(box)
			}
		}
	})
	return dump{documents, hex.EncodeToString(hash.Sum(nil))}
}

// timeless is a document without revisions, the mailbox's random life, and the moments of the test itself.
func timeless(t *testing.T, document any, began time.Time) any {
	t.Helper()
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	var clean func(value any) any
	clean = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			delete(value, "Rev")
			delete(value, "Life")
			for name, inner := range value {
				value[name] = clean(inner)
			}
		case []any:
			for i, inner := range value {
				value[i] = clean(inner)
			}
		case string:
			if at, err := time.Parse(time.RFC3339Nano, value); err == nil && at.After(began.Add(-time.Minute)) && at.Before(time.Now().Add(time.Minute)) {
				return "during the test"
			}
		}
		return value
	}
	return clean(plain)
}
