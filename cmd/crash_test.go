package cmd_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// The API and the notifier are killed at each step of the chain from letter to phone, as a power cut would: two processes
// on one store, started again, the sender sending again what was not acknowledged. Nothing may be lost, and what comes
// twice must carry the same push id. With a server in BURGERBODE_TEST_MONGODB it is shown on that as well.
func TestNothingIsLostWhereverAProcessIsKilled(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		killEverywhere(t, "sqlite://"+filepath.Join(t.TempDir(), "crash.db"))
	})
	if uri := os.Getenv("BURGERBODE_TEST_MONGODB"); uri != "" {
		t.Run("mongodb", func(t *testing.T) {
			t.Parallel()
			killEverywhere(t, freshDatabase(t, uri, "crash"))
		})
	}
}

func killEverywhere(t *testing.T, storeURL string) {
	w := newCrashWorld(t, storeURL)
	perStep, passes := 12, []int{1, 3}
	if testing.Short() {
		perStep, passes = 4, []int{1}
	}
	kill := map[model.ChainStep]func(*testing.T, string, []*resident){
		model.ChainLetterStored: w.killAPI, model.ChainMailboxSaved: w.killAPI,
		model.ChainInstallationMoved: w.killRegistration, model.ChainDeviceClaimed: w.killRegistration, model.ChainDeviceOwned: w.killRegistration,
		model.ChainBeatSaved: w.killNotifier, model.ChainWoken: w.killNotifier, model.ChainSent: w.killNotifier, model.ChainSettled: w.killNotifier,
		model.ChainTold: w.killTelling,
	}
	hit := 0
	for _, step := range model.ChainSteps() {
		test, known := kill[step]
		if !known {
			t.Errorf("nothing is killed at step %s", step)
			continue
		}
		for _, pass := range passes {
			often := step == model.ChainBeatSaved || step == model.ChainSent
			if pass > 1 && !often { // one request, or one bulk, passes the others once
				continue
			}
			test(t, fmt.Sprintf("%s:%d", step, pass), w.residents(t, perStep))
			if t.Failed() {
				return
			}
		}
		hit++
	}
	w.compare(t)
	t.Logf("killed at %d of %d steps; %d citizens, %d pushes expected, %d requests to FCM",
		hit, len(model.ChainSteps()), w.used, len(w.expected), len(w.fake.Log()))
}

// crashWorld is what the killed processes have around them.
type crashWorld struct {
	programs map[string]string // name → binary
	store    string
	issuer   *devissuer.Server
	issuerAt string
	fake     *fcmtest.Server
	endpoint string
	news     chan struct{} // the fake FCM received something
	people   []sample.Person
	used     int
	expected map[ring]bool
	boxes    []model.CitizenID
	election model.Election // of all call letters, whatever the day when they are made
}

// ring is one message that one phone must get.
type ring struct {
	Token        string       `json:"-"`
	Push         model.PushID `json:"pushId"`
	Entry        string       `json:"entryId"`
	Registration string       `json:"registration"`
}

const crashRun = "crash"

func newCrashWorld(t *testing.T, storeURL string) *crashWorld {
	t.Helper()
	folder := t.TempDir()
	w := &crashWorld{programs: map[string]string{}, store: storeURL, news: make(chan struct{}, 1), expected: map[ring]bool{}, election: sample.ElectionOn(sample.ElectionDay(time.Now()))}
	for _, name := range []string{"api", "notifier"} {
		w.programs[name] = build(t, folder, name)
	}
	w.seed(t)
	var err error
	if w.issuer, err = devissuer.New(devissuer.Config{Now: time.Now, Organisations: seed.Organisations(), Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.issuer)
	t.Cleanup(server.Close)
	w.issuerAt = server.URL
	w.fake, w.endpoint = fcmtest.Start(t, fcmtest.Options{OnRequest: func(fcmtest.Received) {
		select {
		case w.news <- struct{}{}:
		default:
		}
	}})
	if w.people, err = sample.People("12025", 1000, 99); err != nil {
		t.Fatal(err)
	}
	return w
}

// seed puts the organisations into the store.
func (w *crashWorld) seed(t *testing.T) {
	t.Helper()
	w.withStore(t, func(ctx context.Context, opened store.Store) {
		if _, err := seed.Run(ctx, seed.Config{Store: opened, Now: time.Now(), Log: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
	})
}

func (w *crashWorld) withStore(t *testing.T, use func(ctx context.Context, opened store.Store)) {
	t.Helper()
	opened, err := stores.Open(t.Context(), w.store, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	use(t.Context(), opened)
	if err := opened.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// api starts an API, to be killed at a step unless that is empty.
func (w *crashWorld) api(t *testing.T, crashAt string) (*program, *client.Client) {
	t.Helper()
	p := start(t, w.programs["api"], crashAt,
		"--addr", "127.0.0.1:0", "--admin-addr", "", "--store", w.store, "--secret", strings.Repeat("s", model.MinSecret),
		"--issuer", devissuer.Issuer, "--audience", devissuer.Audience, "--jwks-url", w.issuerAt+devissuer.KeysPath,
		"--development") // its citizens ask what the tests want to know
	return p, &client.Client{URL: strings.TrimPrefix(p.ready, "ready "), Token: func() (string, error) {
		return w.issuer.Token(senderWish())
	}}
}

// senderWish asks for a token of the municipality that sends.
func senderWish() devissuer.Wish { return devissuer.Wish{As: "sender", Org: "OVO002067"} }

// notifier starts a notifier with short times, to be killed at a step unless that is empty.
func (w *crashWorld) notifier(t *testing.T, crashAt string) *program {
	t.Helper()
	return start(t, w.programs["notifier"], crashAt,
		"--name", "crash", "--admin-addr", "", "--store", w.store, "--fcm-project", "demo", "--fcm-endpoint", w.endpoint,
		"--idle", "50ms", "--beat", "100ms", "--fence", "500ms", "--timeout", "1s", "--dead", "1600ms")
}

// killAPI kills the API while it takes letters in; then the sender sends them again.
func (w *crashWorld) killAPI(t *testing.T, crashAt string, residents []*resident) {
	notifier := w.notifier(t, "")
	api, asks := w.api(t, "")
	w.registerAll(t, asks, residents)
	api.stop(t)
	api, asks = w.api(t, crashAt)
	if err := w.deliver(t, asks, residents); !unreached(err) {
		t.Errorf("%s: the letters were answered: %v", crashAt, err)
	}
	api.killed(t, crashAt)
	api, asks = w.api(t, "")
	if err := w.deliver(t, asks, residents); err != nil {
		t.Errorf("%s: the letters could not be sent again: %v", crashAt, err)
	}
	w.allRang(t, crashAt)
	api.stop(t)
	notifier.stop(t)
}

// killRegistration kills the API while phones pass from one citizen to another, one with the token that
// it had and the app installed anew, one with a new token; then each registers again.
func (w *crashWorld) killRegistration(t *testing.T, crashAt string, residents []*resident) {
	notifier := w.notifier(t, "")
	api, asks := w.api(t, "")
	w.registerAll(t, asks, residents)
	api.stop(t)
	for n, fresh := range []bool{false, true} {
		before, after := residents[2*n], residents[2*n+1]
		token, app := before.tokens[0], installation(before.tokens[0], after)
		if fresh {
			token, app = "new-"+token, installation(token, before)
		}
		api, asks = w.api(t, crashAt)
		if err := after.registerAs(t, w, asks, app, token); !unreached(err) {
			t.Errorf("%s: the phone was registered: %v", crashAt, err)
		}
		api.killed(t, crashAt)
		api, asks = w.api(t, "")
		if err := after.registerAs(t, w, asks, app, token); err != nil {
			t.Errorf("%s: the phone could not be registered again: %v", crashAt, err)
		}
		before.tokens = before.tokens[1:]
		api.stop(t)
	}
	api, asks = w.api(t, "")
	if err := w.deliver(t, asks, residents); err != nil {
		t.Errorf("%s: the letters could not be sent: %v", crashAt, err)
	}
	w.allRang(t, crashAt)
	api.stop(t)
	notifier.stop(t)
}

// killNotifier kills the notifier while it tells phones; then another one goes on.
func (w *crashWorld) killNotifier(t *testing.T, crashAt string, residents []*resident) {
	api, asks := w.api(t, "")
	w.registerAll(t, asks, residents)
	if err := w.deliver(t, asks, residents); err != nil {
		t.Errorf("%s: the letters could not be sent: %v", crashAt, err)
	}
	w.notifier(t, crashAt).killed(t, crashAt)
	notifier := w.notifier(t, "")
	w.allRang(t, crashAt)
	api.stop(t)
	notifier.stop(t)
}

// killTelling kills the notifier while it writes down for the sender that letters were opened; then another one goes on.
func (w *crashWorld) killTelling(t *testing.T, crashAt string, residents []*resident) {
	notifier := w.notifier(t, "")
	api, asks := w.api(t, "")
	w.registerAll(t, asks, residents)
	if err := w.deliver(t, asks, residents); err != nil {
		t.Errorf("%s: the letters could not be sent: %v", crashAt, err)
	}
	w.allRang(t, crashAt)
	notifier.stop(t)
	for _, who := range residents {
		who.openShared(t, w, asks)
	}
	w.notifier(t, crashAt).killed(t, crashAt)
	notifier = w.notifier(t, "")
	w.allTold(t, crashAt, residents)
	api.stop(t)
	notifier.stop(t)
}

func unreached(err error) bool {
	failure, known := errors.AsType[*client.Error](err)
	return known && failure.Code == model.CodeUnavailable
}

// deliver sends each resident a call letter and notes which phones must ring for it.
func (w *crashWorld) deliver(t *testing.T, asks *client.Client, residents []*resident) error {
	t.Helper()
	var letters []*graph.DeliverLetterInput
	for _, who := range residents {
		letter := sample.CallLetter(who.Person, false, w.election)
		letters = append(letters, letter)
		entry := model.LetterID("OVO002067", crashRun, letter.Reference)
		for _, token := range who.tokens {
			w.expected[ring{
				Token: token, Push: model.NewPushID(who.id, entry, model.StepDelivered), Entry: string(entry),
				Registration: model.RegistrationID(who.id, who.apps[token]),
			}] = true
		}
	}
	var data struct {
		DeliverLetters struct{ Results []struct{ Error any } }
	}
	query := `mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { error { message } } } }`
	err := asks.Do(t.Context(), query, map[string]any{"input": map[string]any{"run": crashRun, "letters": letters}}, &data)
	for _, result := range data.DeliverLetters.Results {
		if result.Error != nil {
			t.Errorf("a letter was not accepted: %v", result.Error)
		}
	}
	return err
}
