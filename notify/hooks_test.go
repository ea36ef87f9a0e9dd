package notify_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm/fcmtest"
	"burgerbode/notify/webhook"
)

// receiver is a sender's own server, which checks signatures with the specification's library.
type receiver struct {
	t      *testing.T
	url    string
	verify *standardwebhooks.Webhook

	mu     sync.Mutex
	status int // what it answers; 0: it hangs
	took   []delivery
	failed []delivery
}

// delivery is one request.
type delivery struct {
	id     string
	body   string
	events []string // reference and event
}

func newReceiver(t *testing.T, secret string) *receiver {
	t.Helper()
	verify, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{t: t, verify: verify, status: http.StatusNoContent}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	r.url = server.URL + "/uitkomsten"
	return r
}

// ServeHTTP implements http.Handler.
func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err == nil {
		err = r.verify.Verify(body, req.Header)
	}
	var message struct {
		Type string
		Data struct {
			Events []struct{ Reference, Event string }
			Cursor string
		}
	}
	if err == nil {
		err = json.NewDecoder(bytes.NewReader(body)).Decode(&message)
	}
	if err != nil || message.Type != "outcomes.v1" || message.Data.Cursor == "" {
		r.t.Errorf("a message is wrong: %v, %s", err, body)
	}
	got := delivery{id: req.Header.Get("webhook-id"), body: string(body)}
	for _, event := range message.Data.Events {
		got.events = append(got.events, event.Reference+" "+event.Event)
	}
	if status := r.note(got); status > 0 {
		w.WriteHeader(status)
		return
	}
	<-req.Context().Done()
}

// note takes a request in, and says what to answer.
func (r *receiver) note(got delivery) (status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.status > 0 && r.status < 300 {
		r.took = append(r.took, got)
	} else {
		r.failed = append(r.failed, got)
	}
	return r.status
}

func (r *receiver) answer(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

func (r *receiver) seen() (took, failed []delivery) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.took), slices.Clone(r.failed)
}

// events are all that it took, sorted.
func (r *receiver) events() []string {
	var all []string
	took, _ := r.seen()
	for _, one := range took {
		all = append(all, one.events...)
	}
	slices.Sort(all)
	return all
}

// hook sets a webhook of the city, with a receiver for it.
func (w *world) hook() *receiver {
	w.t.Helper()
	return w.hookNamed("zaak")
}

// hookNamed is hook, under a name of its own.
func (w *world) hookNamed(name string) *receiver {
	w.t.Helper()
	secret, err := webhook.NewSecret(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	r := newReceiver(w.t, secret.Text())
	hook := &model.Webhook{
		ID: model.WebhookKey(stad, model.FeedReader{Org: stad}, name), Org: stad, By: stad, Name: name, URL: r.url,
		Secret: model.WebhookSecret(secret.Text()), Active: true, CreatedAt: w.now(),
	}
	if _, err := store.Add(w.t.Context(), w.store, []*model.Webhook{hook}); err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) hookNow() *model.Webhook {
	w.t.Helper()
	hook, err := store.Get[model.Webhook](w.t.Context(), w.store, model.WebhookKey(stad, model.FeedReader{Org: stad}, "zaak"))
	if err != nil {
		w.t.Fatal(err)
	}
	return hook
}

// hooking is a notifier that sends to webhooks too.
func (w *world) hooking(name string) notify.Config {
	w.t.Helper()
	client, err := webhook.New(webhook.Config{Now: time.Now, AllowPrivate: true, Timeout: time.Minute})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(client.Close)
	cfg := w.config(name)
	cfg.Webhooks = client
	return cfg
}

// paidBills has so many bills paid; the events are what a receiver is to learn.
func (w *world) paidBills(prefix string, count int) (events []string) {
	w.t.Helper()
	for i := range count {
		id := w.citizen()
		letter := bill(fmt.Sprintf("%s-%03d", prefix, i))
		w.hand(id, letter)
		w.report(id, letter, model.EventPaid)
		events = append(events, letter.Reference+" PAID")
	}
	return events
}

func TestWebhooksGetEachEventOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	w.run(w.hooking("one"))
	want := w.paidBills("a", 130) // more than one message holds
	w.until("all events arrived", func() bool { return len(r.events()) >= len(want) })
	if got := r.events(); !slices.Equal(got, want) {
		t.Errorf("arrived\n%v\nwant\n%v", got, want)
	}
	w.until("the place is saved", func() bool { return w.hookNow().Pending == nil })
	if hook := w.hookNow(); hook.Failures != 0 || hook.LastError != "" || !hook.Active {
		t.Errorf("the webhook is %+v", hook)
	}
}

func TestAFailedMessageIsTheSameWhenItIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	r.answer(http.StatusInternalServerError)
	first := w.run(w.hooking("one"))
	want := w.paidBills("a", 3)
	w.until("all three are told", func() bool { return len(w.events()) == len(want) && w.hookNow().Failures > 0 })
	first.halt() // another takes over, with the message under way
	hook := w.hookNow()
	if hook.LastError == "" || hook.FailingSince.IsZero() || !hook.NextAt.After(w.now()) {
		t.Errorf("the failing webhook is %+v", hook)
	}
	r.answer(http.StatusOK)
	w.advance(10 * time.Second)
	w.run(w.hooking("two"))
	w.until("all events arrived", func() bool { return slices.Equal(r.events(), want) })
	took, failed := r.seen()
	if took[0].id != failed[0].id || took[0].body != failed[0].body {
		t.Errorf("sent again is %+v, first it was %+v", took[0], failed[0])
	}
	w.until("all is well", func() bool { return w.hookNow().Failures == 0 && w.hookNow().FailingSince.IsZero() })
}

func TestAWebhookThatIsGoneIsSwitchedOffAndMayBeReplayed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	r.answer(http.StatusGone)
	w.run(w.hooking("one"))
	want := w.paidBills("a", 2)
	w.until("it is switched off", func() bool { return !w.hookNow().Active && len(w.events()) == 2 })
	r.answer(http.StatusOK)
	_, err := store.ChangeRecord(t.Context(), w.store, w.hookNow().ID, func(h *model.Webhook) (bool, error) {
		h.Replay(model.FeedCursor{})
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.until("all events arrived", func() bool { return slices.Equal(r.events(), want) })
	if _, failed := r.seen(); len(failed) != 1 {
		t.Errorf("it was asked %d times while it was gone", len(failed))
	}
}

// After a restore the store may lack what a message was to hold: what is left of it is sent.
func TestAMessageThatCannotBeMadeIsMadeAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	_, err := store.ChangeRecord(t.Context(), w.store, w.hookNow().ID, func(h *model.Webhook) (bool, error) {
		beyond := h.Cursor
		beyond[5] = 7
		return h.Begin(h.Cursor, beyond, w.now()), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.run(w.hooking("one"))
	want := w.paidBills("a", 2)
	w.until("all events arrived", func() bool { return slices.Equal(r.events(), want) })
}

// Endpoints that take a request and never answer it hold up nobody but themselves.
func TestWebhooksThatHangDoNotHoldUpOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	const count = 30
	hang := make([]*receiver, count)
	for i := range hang {
		hang[i] = w.hookNamed(fmt.Sprintf("hangt-%02d", i))
		hang[i].answer(0)
	}
	client, err := webhook.New(webhook.Config{Now: time.Now, AllowPrivate: true, Timeout: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	cfg := w.hooking("one")
	cfg.Webhooks = client
	w.run(cfg)
	w.paidBills("a", 1)
	w.until("all of them hang", func() bool {
		return !slices.ContainsFunc(hang, func(r *receiver) bool { _, failed := r.seen(); return len(failed) == 0 })
	})
	healthy := w.hookNamed("gezond")
	want := append([]string{"a-000 PAID"}, w.paidBills("b", 130)...) // more than one message holds
	w.until("all events arrived", func() bool { return slices.Equal(healthy.events(), want) })
}

// Secrets of before there were keys, and those of a key that is to go, are sealed anew by whoever looks
// after the webhook; what they sign stays the same.
func TestSecretsAreSealedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	cfg := w.hooking("one")
	ring, err := webhook.NewRing("a key of the tests, which has 32 bytes")
	if err != nil {
		t.Fatal(err)
	}
	cfg.WebhookKeys = ring
	want := w.paidBills("a", 1)
	w.run(cfg)
	w.until("all events arrived", func() bool { return slices.Equal(r.events(), want) })
	w.until("the secret is sealed", func() bool { return strings.HasPrefix(string(w.hookNow().Secret), "sealed") })
	want = append(want, w.paidBills("b", 1)...)
	w.until("signed with what was sealed", func() bool { return slices.Equal(r.events(), want) })
}

// A secret whose key is not here signs nothing: the owner is told, and nothing is lost.
func TestASecretThatCannotBeOpenedIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	r := w.hook()
	change := func(rule func(*model.Webhook)) {
		_, err := store.ChangeRecord(t.Context(), w.store, w.hookNow().ID, func(h *model.Webhook) (bool, error) {
			rule(h)
			return true, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	secret := w.hookNow().Secret
	change(func(h *model.Webhook) { h.Secret = "sealed1:0123abcd:AAAA" })
	w.run(w.hooking("one"))
	want := w.paidBills("a", 1)
	w.until("it is told", func() bool { return w.hookNow().Failures == 1 })
	if hook := w.hookNow(); !strings.Contains(string(hook.LastError), "rotate") || !hook.Active || len(r.events()) > 0 {
		t.Errorf("the webhook is %+v", hook)
	}
	change(func(h *model.Webhook) { h.Secret, h.NextAt = secret, time.Time{} })
	w.until("all events arrived", func() bool { return slices.Equal(r.events(), want) })
}
