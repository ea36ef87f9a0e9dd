package cmd_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// patience is how long anything may take before it counts as not happening, on a machine that has much else to do.
const patience = 2 * time.Minute

// freshDatabase is the URI of a database of its own on the server, which is removed at the end.
func freshDatabase(t *testing.T, uri, purpose string) string {
	t.Helper()
	name := fmt.Sprintf("burgerbode_%s_%d", purpose, os.Getpid())
	server, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.Background() // the test's own has ended
		if err := errors.Join(server.Database(name).Drop(ctx), server.Disconnect(ctx)); err != nil {
			t.Errorf("remove the database: %v", err)
		}
	})
	scheme, rest, _ := strings.Cut(uri, "://")
	rest, query, asked := strings.Cut(rest, "?")
	hosts, _, _ := strings.Cut(rest, "/")
	if asked {
		query = "?" + query
	}
	return scheme + "://" + hosts + "/" + name + query
}

// program is a command that runs as a process of its own.
type program struct {
	command *exec.Cmd
	ready   string // its first line
	ended   chan error
	stderr  *strings.Builder // to be read once it has ended
}

// build builds a command with crash points into a folder, and answers where it is.
func build(t *testing.T, folder, name string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "crashpoints", "-o", path, "./"+name).CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", name, err, out)
	}
	return path
}

// start starts a program, to be killed at a step unless that is empty, and waits for the line that says that it is ready.
func start(t *testing.T, path, crashAt string, args ...string) *program {
	t.Helper()
	return startWith(t, path, []string{"BURGERBODE_CRASH_AT=" + crashAt}, args...)
}

// startWith is start with variables of the environment.
func startWith(t *testing.T, path string, environment []string, args ...string) *program {
	t.Helper()
	p := &program{command: exec.CommandContext(t.Context(), path, args...), ended: make(chan error, 1), stderr: new(strings.Builder)}
	p.command.Env = append(os.Environ(), environment...)
	p.command.Stderr = p.stderr
	out, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	late := time.AfterFunc(patience, func() { _ = p.command.Process.Kill() })
	if lines.Scan() {
		p.ready = lines.Text()
	}
	late.Stop()
	go func() {
		for lines.Scan() { // until it ends
			continue
		}
		p.ended <- p.command.Wait()
	}()
	if !strings.HasPrefix(p.ready, "ready") {
		err := <-p.ended
		t.Fatalf("%s did not get ready: %v\n%s", path, err, p.stderr)
	}
	return p
}

// stop tells the program to end, and insists that it does well.
func (p *program) stop(t *testing.T) {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("end %s: %v", p.command.Path, err)
	}
	select {
	case err := <-p.ended:
		if err != nil {
			t.Errorf("%s did not end well: %v\n%s", p.command.Path, err, p.stderr)
		}
	case <-time.After(patience):
		t.Errorf("%s does not end", p.command.Path)
	}
}

// killed waits for the end that the program makes itself at a crash point.
func (p *program) killed(t *testing.T, crashAt string) {
	t.Helper()
	select {
	case <-p.ended:
		if status, ok := p.command.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
			t.Errorf("%s: %s ended with %v, not by a kill\n%s", crashAt, p.command.Path, p.command.ProcessState, p.stderr)
		}
	case <-time.After(patience):
		t.Errorf("%s: %s never came to that step", crashAt, p.command.Path)
		p.stop(t)
	}
}

// resident is a citizen with phones.
type resident struct {
	sample.Person
	id     model.CitizenID
	tokens []string
	apps   map[string]string // token → the installation of the app that registered it
}

// residents are citizens whom nobody has written to yet: a second letter would wait to ring with others.
func (w *crashWorld) residents(t *testing.T, count int) []*resident {
	t.Helper()
	var all []*resident
	for _, person := range w.people[w.used : w.used+count] {
		all = append(all, &resident{Person: person})
	}
	w.used += count
	return all
}

func installation(token string, who *resident) string {
	return fmt.Sprintf("installation-%d-%s", who.Voter, token)
}

// ask asks the API as the resident.
func (r *resident) ask(t *testing.T, w *crashWorld, asks *client.Client, query string, input, into any) error {
	t.Helper()
	own := client.Client{URL: asks.URL, Token: func() (string, error) {
		return w.issuer.Token(devissuer.Wish{As: "citizen", INSZ: r.Number.Digits()})
	}}
	return own.Do(t.Context(), query, map[string]any{"input": input}, into)
}

func (r *resident) register(t *testing.T, w *crashWorld, asks *client.Client, token string) error {
	t.Helper()
	return r.registerAs(t, w, asks, installation(token, r), token)
}

// registerAs registers a phone on which the app is installed under that id.
func (r *resident) registerAs(t *testing.T, w *crashWorld, asks *client.Client, app, token string) error {
	t.Helper()
	err := r.ask(t, w, asks, `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { rev } }`, map[string]any{
		"installationId": app, "token": token, "platform": "ANDROID", "appVersion": "1.0.0", "pushPermission": true,
	}, new(any))
	if err == nil {
		r.tokens = append(r.tokens, token)
		if r.apps == nil {
			r.apps = map[string]string{}
		}
		r.apps[token] = app
	}
	return err
}

// registerAll gives every resident a phone, every third one two, and no quiet hours: the test runs at any hour.
func (w *crashWorld) registerAll(t *testing.T, asks *client.Client, residents []*resident) {
	t.Helper()
	for n, who := range residents {
		var data struct {
			UpdatePreferences struct{ Rev int }
		}
		err := who.ask(t, w, asks, `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { rev } }`, map[string]any{
			"quietHours": map[string]any{"on": false, "from": "21:00", "until": "08:00", "weekendUntil": "09:00"},
		}, &data)
		if err != nil {
			t.Fatal(err)
		}
		var viewer struct{ Viewer struct{ ID model.CitizenID } }
		if err := who.ask(t, w, asks, `{ viewer { id } }`, nil, &viewer); err != nil {
			t.Fatal(err)
		}
		who.id = viewer.Viewer.ID
		w.boxes = append(w.boxes, who.id)
		for phone := range 1 + (n+2)%3/2 {
			if err := who.register(t, w, asks, fmt.Sprintf("token-%d-%d", who.Voter, phone)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// received counts what the fake FCM took.
func (w *crashWorld) received(t *testing.T) map[ring]int {
	t.Helper()
	got := map[ring]int{}
	for _, request := range w.fake.Log() {
		if request.ValidateOnly { // a notifier that starts
			continue
		}
		if request.Outcome != fcmtest.Accepted {
			t.Errorf("FCM did not accept a message: %s %s", request.Outcome, request.Reason)
			continue
		}
		var message struct {
			Data struct {
				ring

				Action string `json:"action"`
			} `json:"data"`
		}
		if err := json.Unmarshal(request.Message, &message); err != nil {
			t.Fatal(err)
		}
		if message.Data.Action != "" { // it takes a notification away and rings nowhere
			continue
		}
		message.Data.Token = request.Token
		got[message.Data.ring]++
	}
	return got
}

// allRang waits until every phone has what it must have.
func (w *crashWorld) allRang(t *testing.T, crashAt string) {
	t.Helper()
	late := time.After(patience)
	for {
		got, missing := w.received(t), 0
		for want := range w.expected {
			if got[want] == 0 {
				missing++
			}
		}
		if missing == 0 {
			w.allSettled(t, crashAt)
			return
		}
		select {
		case <-w.news:
		case <-late:
			t.Errorf("%s: %d of %d pushes are lost", crashAt, missing, len(w.expected))
			return
		}
	}
}

// allSettled waits until it is written down that every phone rang: a send whose answer was late is tried again.
func (w *crashWorld) allSettled(t *testing.T, crashAt string) {
	t.Helper()
	late, tick := time.After(patience), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	w.withStore(t, func(ctx context.Context, opened store.Store) {
		for {
			waiting := 0
			for part := range slices.Chunk(w.boxes, store.MaxBatch) {
				boxes, err := opened.Mailboxes(ctx, part)
				if err != nil {
					t.Fatal(err)
				}
				for _, box := range boxes {
					waiting += unsettled(box)
				}
			}
			if waiting == 0 {
				return
			}
			select {
			case <-tick.C:
			case <-late:
				t.Errorf("%s: %d pushes are not settled", crashAt, waiting)
				return
			}
		}
	})
}

// unsettled counts the pushes of a delivery that a mailbox is still to send.
func unsettled(box *model.Mailbox) (count int) {
	for _, push := range box.Push.Outbox {
		if push.Step == model.StepDelivered {
			count++
		}
	}
	return count
}

// compare looks at the end: everything was written down, nothing came that must not, and what came twice was the same.
func (w *crashWorld) compare(t *testing.T) {
	t.Helper()
	w.withStore(t, func(ctx context.Context, opened store.Store) {
		for _, id := range w.boxes {
			found, err := opened.Mailboxes(ctx, []model.CitizenID{id})
			if err != nil {
				t.Fatal(err)
			}
			box := found[id]
			if len(box.Letters.Entries) != 1 {
				t.Errorf("a mailbox has %d letters, not 1", len(box.Letters.Entries))
			}
			for _, push := range box.Push.Outbox {
				if push.Step == model.StepDelivered {
					t.Errorf("a push is %s and not settled", push.State)
				}
			}
		}
	})
	repeats := 0
	for one, times := range w.received(t) {
		if !w.expected[one] {
			t.Errorf("a phone rang that must not: push %s", one.Push)
		}
		repeats += times - 1
	}
	t.Logf("%d repeats, each with the same push id", repeats)
}

// openShared has the resident share with the sender when letters are opened, and open the letter.
func (r *resident) openShared(t *testing.T, w *crashWorld, asks *client.Client) {
	t.Helper()
	err := errors.Join(
		r.ask(t, w, asks, `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { rev } }`,
			map[string]any{"sharesReceiptsWith": []string{"OVO002067"}}, new(any)),
		r.ask(t, w, asks, `mutation ($input: OpenLetterInput!) { openLetter(input: $input) { rev } }`,
			map[string]any{"id": r.letter()}, new(any)))
	if err != nil {
		t.Fatal(err)
	}
}

// letter is the one that the resident got.
func (r *resident) letter() model.EntryID {
	return model.LetterID("OVO002067", crashRun, sample.CallLetter(r.Person, false, model.Election{}).Reference)
}

// allTold waits until the sender's feed tells of each resident, which it does once.
func (w *crashWorld) allTold(t *testing.T, crashAt string, residents []*resident) {
	t.Helper()
	late, tick := time.After(patience), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	w.withStore(t, func(ctx context.Context, opened store.Store) {
		for {
			page, err := store.ReadOutcomes(ctx, opened, "OVO002067", model.FeedReader{Org: "OVO002067"}, model.FeedCursor{}, 1000)
			if err != nil {
				t.Fatal(err)
			}
			told := map[model.EntryID]int{}
			for _, one := range page.Outcomes {
				told[one.Letter]++
			}
			missing := 0
			for _, who := range residents {
				if told[who.letter()] == 0 {
					missing++
				}
			}
			if missing == 0 {
				if len(page.Outcomes) != len(residents) {
					t.Errorf("%s: %d entries tell of %d letters", crashAt, len(page.Outcomes), len(residents))
				}
				return
			}
			select {
			case <-tick.C:
			case <-late:
				t.Errorf("%s: %d of %d letters are not told of", crashAt, missing, len(residents))
				return
			}
		}
	})
}
