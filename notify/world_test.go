package notify_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// patience is how long anything may take before it counts as not happening, on a machine that has much else to do.
const patience = 2 * time.Minute

// world is a store, a fake FCM and a clock, with notifiers between them.
type world struct {
	t        *testing.T
	store    store.Store // the real one; notifiers may have it wrapped
	boxes    *store.Mailboxes
	bell     *store.Bell
	fake     *fcmtest.Server
	endpoint string
	logs     *logbook
	offset   atomic.Int64 // nanoseconds from noon
	citizens []model.CitizenID
}

// noon is 12:00 on a Wednesday, eighteen days before the election.
func noon() time.Time { return model.Day("2026-05-20").At(12, 0) }

func newWorld(t *testing.T, options fcmtest.Options) *world {
	t.Helper()
	w := &world{t: t, bell: store.NewBell(1000), logs: &logbook{}}
	s, err := sqlite.Open(t.Context(), "sqlite::memory:", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
	w.store = s
	w.fake, w.endpoint = fcmtest.Start(t, options)
	w.boxes = &store.Mailboxes{Store: s, Now: w.now, Saved: w.bell.Ring, Log: slog.New(slog.DiscardHandler)}
	return w
}

func (w *world) now() time.Time { return noon().Add(time.Duration(w.offset.Load())) }

// advance moves the clock of the rules on.
func (w *world) advance(d time.Duration) { w.offset.Add(int64(d)) }

// setClock moves the clock of the rules to a moment.
func (w *world) setClock(at time.Time) { w.offset.Store(int64(at.Sub(noon()))) }

// sender is a client of the fake with the usual timeout.
func (w *world) sender(timeout time.Duration) *fcm.Client {
	w.t.Helper()
	client, err := fcm.New(w.t.Context(), fcm.Config{Project: "burgerbode", Endpoint: w.endpoint, Timeout: timeout},
		slog.New(slog.DiscardHandler))
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(client.Close)
	return client
}

// config is that of a notifier in a hurry, on the world's own store. It is not taken for dead, and no send of it counts as
// lost, while the machine has much else to do.
func (w *world) config(name string) notify.Config {
	boxes := *w.boxes
	return notify.Config{
		Name: name, Mailboxes: &boxes, Sender: w.sender(time.Minute), Bell: w.bell,
		OrgName: func(model.OrgCode) string { return "Stad Voorbeeld" }, Log: slog.New(slog.NewJSONHandler(w.logs, nil)),
		Beat: 20 * time.Millisecond, Fence: 20 * time.Second, Dead: 100 * time.Second, Timeout: time.Minute,
		Idle: 20 * time.Millisecond, Collect: 5 * time.Millisecond,
	}
}

// running is a notifier at work.
type running struct {
	stop  context.CancelFunc // ends its context
	ended chan struct{}      // closed when Run has returned
}

// run starts a notifier; it is stopped at the end of the test, if not before.
func (w *world) run(cfg notify.Config) *running {
	w.t.Helper()
	n, err := notify.New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	r := &running{stop: cancel, ended: make(chan struct{})}
	go func() {
		defer close(r.ended)
		if err := n.Run(ctx); err != nil {
			w.t.Errorf("run: %v", err)
		}
	}()
	w.t.Cleanup(r.halt)
	return r
}

// halt stops a notifier and waits for its end.
func (r *running) halt() {
	r.stop()
	<-r.ended
}

// citizen is a new citizen with phones of those platforms, each claimed.
func (w *world) citizen(platforms ...model.Platform) model.CitizenID {
	w.t.Helper()
	id, err := model.NewCitizenID(strings.NewReader(fmt.Sprintf("%016d", len(w.citizens))))
	if err != nil {
		w.t.Fatal(err)
	}
	w.citizens = append(w.citizens, id)
	for i, platform := range platforms {
		device := model.Device{
			InstallationID: fmt.Sprintf("%s-%d", id, i), Token: token(id, i), Generation: w.claim(id, i),
			Platform: platform, AppVersion: "1.0", Permission: true, AppLanguage: model.Dutch,
		}
		w.update(id, func(m *model.Mailbox) error {
			m.RegisterDevice(device, noon())
			return nil
		})
	}
	return id
}

// token is that of a citizen's i-th phone.
func token(id model.CitizenID, i int) model.FCMToken {
	return model.FCMToken(fmt.Sprintf("token-%s-%d", id, i))
}

// claim makes the i-th phone of tokens the citizen's, and answers the generation.
func (w *world) claim(id model.CitizenID, i int) int64 {
	w.t.Helper()
	return w.take(token(id, i), id, "app").Generation
}

// take makes citizen the owner of a phone.
func (w *world) take(token model.FCMToken, citizen model.CitizenID, installation string) *model.DeviceClaim {
	w.t.Helper()
	claims, err := store.Find[model.DeviceClaim](w.t.Context(), w.store, []string{token.Hash()})
	if err != nil {
		w.t.Fatal(err)
	}
	claim := claims[token.Hash()]
	if claim == nil {
		claim = &model.DeviceClaim{ID: token.Hash()}
	}
	claim.Take(citizen, installation)
	if err := store.Save(w.t.Context(), w.store, claim); err != nil {
		w.t.Fatal(err)
	}
	return claim
}

func (w *world) update(id model.CitizenID, change store.Change) {
	w.t.Helper()
	if _, err := w.boxes.Update(w.t.Context(), id, change); err != nil {
		w.t.Fatal(err)
	}
}

// deliver puts a letter into a mailbox, as the API does.
func (w *world) deliver(id model.CitizenID, letter model.Letter) {
	w.t.Helper()
	w.update(id, func(m *model.Mailbox) error { return m.Deliver(letter, w.now()) })
}

// bill is a letter of the kind that rings once, without a name.
func bill(reference string) model.Letter {
	return model.Letter{
		ID: model.LetterID("OVO002067", "run", reference), Sender: "OVO002067", Run: "run", Reference: reference,
		Kind: model.KindTaxBill, Subject: "Aanslagbiljet " + reference, Languages: []model.Language{model.Dutch},
		About: model.About{Relation: model.RelationSelf},
	}
}

// callLetter is a call letter for an election on Sunday 7 June 2026.
func callLetter(reference string) model.Letter {
	l := bill(reference)
	l.Kind, l.Subject = model.KindCallLetter, "Oproepingsbrief"
	l.Call = call()
	return l
}

func call() *model.CallLetter {
	return &model.CallLetter{
		VoterName: "Voorbeeld", NIS: "12025", Bureau: "7", PlaceName: "De Kring", Opens: "08:00", Closes: "14:00",
		Election:   model.Election{ID: "2026-06-07-voorbeeld", Name: "Voorbeeldverkiezing", Day: "2026-06-07"},
		Compulsory: true,
	}
}

func (w *world) mailbox(id model.CitizenID) *model.Mailbox {
	w.t.Helper()
	m, err := w.boxes.Get(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// push is the first push of a letter.
func (w *world) push(id model.CitizenID, letter model.Letter) *model.Push {
	w.t.Helper()
	p, err := w.mailbox(id).PushByID(model.NewPushID(id, letter.ID, model.StepDelivered))
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// until waits for something to become so.
func (w *world) until(what string, is func() bool) {
	w.t.Helper()
	deadline, tick := time.After(patience), time.NewTicker(3*time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-deadline:
			w.t.Fatalf("still not so: %s\n%s\n%s", what, w.standing(), w.logs)
		case <-tick.C:
		}
	}
}

// standing says where the pushes that are not sent stand, for people.
func (w *world) standing() string {
	var b strings.Builder
	for _, id := range w.citizens {
		for _, p := range w.mailbox(id).PushesAbout("") {
			if p.State != model.PushSent {
				fmt.Fprintf(&b, "%s %s %s %s %+v\n", id, p.Step, p.State, p.Reason, p.Phones)
			}
		}
	}
	return b.String()
}

// await waits for a channel to be closed, or for something in it.
func await[T any](t *testing.T, what string, come <-chan T) {
	t.Helper()
	select {
	case <-come:
	case <-time.After(patience):
		t.Fatalf("still not so: %s", what)
	}
}

// pass lets real time go by; for what must not happen meanwhile.
func (w *world) pass(d time.Duration) { <-time.After(d) }

// untilState waits for the first push of a letter to be in a state.
func (w *world) untilState(id model.CitizenID, letter model.Letter, state model.PushState) *model.Push {
	w.t.Helper()
	var p *model.Push
	w.until(fmt.Sprintf("the push about %s is %s", letter.Reference, state), func() bool {
		p = w.push(id, letter)
		return p.State == state
	})
	return p
}

// requests are those that the fake has received, without those whose message it did not read.
func (w *world) requests() []ring {
	w.t.Helper()
	var rings []ring
	for _, r := range w.fake.Log() {
		if r.Message == nil {
			continue
		}
		one := ring{outcome: r.Outcome, token: r.Token, at: r.At}
		if err := json.Unmarshal(r.Message, &one.message); err != nil {
			w.t.Fatal(err)
		}
		rings = append(rings, one)
	}
	return rings
}

// ring is one request for a phone to ring.
type ring struct {
	outcome fcmtest.Outcome
	token   string
	at      time.Time
	message messaging.Message
}

func (r ring) pushID() string { return r.message.Data["pushId"] }

// body is what the phone shows.
func (r ring) body() string {
	if r.message.Notification != nil {
		return r.message.Notification.Body
	}
	return r.message.Data["body"]
}

// once fails the test unless each phone of each citizen got exactly one message and nobody else did.
func (w *world) once(phones int) {
	w.t.Helper()
	counts := map[string]int{}
	for _, r := range w.requests() {
		counts[r.token]++
	}
	for _, id := range w.citizens {
		for i := range phones {
			if n := counts[token(id, i).Secret()]; n != 1 {
				w.t.Errorf("a phone rang %d times", n)
			}
			delete(counts, token(id, i).Secret())
		}
	}
	if len(counts) > 0 {
		w.t.Errorf("%d phones rang that are nobody's", len(counts))
	}
}

// sheet is the notifiers' sheet; empty before the first save.
func (w *world) sheet() store.Sheet {
	sheet, err := store.Get[store.Sheet](w.t.Context(), w.store, store.SheetID)
	if err != nil {
		return store.Sheet{}
	}
	return *sheet
}

// shares are how many slots each notifier holds, sorted; what is missing of 64 is free.
func (w *world) shares() []int {
	counts := map[string]int{}
	for _, holder := range w.sheet().Holders {
		if holder != "" {
			counts[holder]++
		}
	}
	return slices.Sorted(maps.Values(counts))
}

// logbook keeps what was logged.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// count is how many lines have all of parts.
func (l *logbook) count(parts ...string) int {
	n := 0
	for line := range strings.Lines(l.String()) {
		if !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(line, part) }) {
			n++
		}
	}
	return n
}
