package notify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm/fcmtest"
)

func TestConfigSaysAllThatIsWrong(t *testing.T) {
	t.Parallel()
	_, err := notify.New(notify.Config{Batch: 501, Beat: time.Hour, Concurrency: -1})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"name", "mailboxes", "sender", "log", "concurrency -1", "batch 501", "beat 1h0m0s"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("nothing about %s in: %v", part, err)
		}
	}
	w := newWorld(t, fcmtest.Options{})
	cfg := w.config("n")
	cfg.Dead = cfg.Fence + cfg.Timeout
	if _, err := notify.New(cfg); err == nil {
		t.Error("a fence and a timeout that reach the dead time pass")
	}
}

func TestCallLetterRingsEachPhoneOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 30 {
		w.citizen(model.PlatformAndroid, model.PlatformIOS)
	}
	w.run(w.config("n"))
	letter := callLetter("kiesbrief")
	for _, id := range w.citizens {
		w.deliver(id, letter)
	}
	for _, id := range w.citizens {
		p := w.untilState(id, letter, model.PushSent)
		for _, phone := range p.Phones {
			if phone.State != model.PhoneAccepted || phone.Name == "" || phone.Attempts != 1 {
				t.Errorf("got %+v", phone)
			}
		}
	}
	w.once(2)
	for _, r := range w.requests() {
		if want := "Uw kiesbrief staat klaar. Op zondag 7 juni 2026 zijn er verkiezingen."; r.body() != want {
			t.Errorf("got %q", r.body())
		}
	}
}

// What is settled is not lost on a restart, and what was delivered meanwhile rings afterwards.
func TestRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformWeb)
	first := w.run(w.config("n"))
	w.deliver(id, bill("one"))
	w.untilState(id, bill("one"), model.PushSent)
	first.halt()
	other := w.citizen(model.PlatformWeb)
	w.deliver(other, bill("two"))
	w.run(w.config("n"))
	w.untilState(other, bill("two"), model.PushSent)
	w.once(1)
}

func TestDigest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	w.deliver(id, bill("one"))
	w.untilState(id, bill("one"), model.PushSent)
	for _, reference := range []string{"two", "three", "four"} {
		w.deliver(id, bill(reference))
	}
	p := w.untilState(id, bill("four"), model.PushDeferred)
	if p.Reason != model.ReasonDigest || len(w.requests()) != 1 {
		t.Errorf("got %s and %d requests", p.Reason, len(w.requests()))
	}
	w.advance(model.DigestWindow)
	w.untilState(id, bill("two"), model.PushSent)
	w.untilState(id, bill("four"), model.PushMerged)
	rings := w.requests()
	if len(rings) != 2 || rings[1].body() != "U hebt 3 nieuwe berichten in Burgerbode." {
		t.Fatalf("got %d requests, the last one says %q", len(rings), rings[len(rings)-1].body())
	}
	if want := string(w.push(id, bill("two")).ID); rings[1].pushID() != want {
		t.Errorf("the digest has push id %s, not its oldest member's", rings[1].pushID())
	}
}

func TestQuietHours(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.setClock(model.Day("2026-05-20").At(23, 0))
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	w.deliver(id, bill("night"))
	p := w.untilState(id, bill("night"), model.PushDeferred)
	if morning := model.Day("2026-05-21").At(8, 0); p.Reason != model.ReasonQuiet || p.At.Before(morning) {
		t.Errorf("got %s until %v", p.Reason, p.At)
	}
	w.setClock(p.At)
	w.untilState(id, bill("night"), model.PushSent)
	w.once(1)
}

// Mass pushes ring too, and at their own moment.
func TestLadder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	letter := callLetter("kiesbrief")
	w.deliver(id, letter)
	w.untilState(id, letter, model.PushSent)
	w.setClock(model.Day("2026-06-06").At(18, 45))
	w.until("the reminder rang", func() bool { return len(w.requests()) == 2 })
	if want := "U hebt 2 nieuwe berichten in Burgerbode."; w.requests()[1].body() != want {
		t.Errorf("got %q", w.requests()[1].body()) // the third day's reminder was not sent in time
	}
}

func TestBellOverflow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 50 {
		w.citizen(model.PlatformAndroid)
	}
	small := store.NewBell(1)
	w.boxes.Saved = small.Ring
	for _, id := range w.citizens {
		w.deliver(id, bill("b")) // nobody listens yet
	}
	cfg := w.config("n")
	cfg.Bell = small
	cfg.Batch, cfg.Concurrency = 3, 2 // and there is room for few at a time
	w.run(cfg)
	for _, id := range w.citizens {
		w.untilState(id, bill("b"), model.PushSent)
	}
	w.once(1)
}

// A phone that FCM does not answer about holds up neither other phones nor other mailboxes.
func TestSlowPhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	slow := w.citizen(model.PlatformAndroid)
	if err := w.fake.SetBehaviour(fcmtest.Behaviour{Tokens: map[string]fcmtest.Outcome{token(slow, 0).Secret(): fcmtest.Hang}}); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		w.citizen(model.PlatformAndroid)
	}
	cfg := w.config("n")
	cfg.Sender, cfg.Timeout, cfg.Dead = w.sender(time.Hour), time.Hour, 2*time.Hour // it hangs until FCM goes
	w.run(cfg)
	t.Cleanup(w.fake.Close)
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	for _, id := range w.citizens[1:] {
		w.untilState(id, bill("b"), model.PushSent)
	}
	if p := w.push(slow, bill("b")); p.State != model.PushPlanned {
		t.Errorf("the slow one is %s already", p.State)
	}
	w.fake.Close()
	if p := w.untilState(slow, bill("b"), model.PushRetrying); p.Phones[0].Code != "NETWORK" {
		t.Errorf("got %+v", p.Phones)
	}
}

// Reminders of a letter that came while its mailbox was in flight are not forgotten.
func TestRingsDuringFlight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{LatencyMS: 100}})
	id := w.citizen(model.PlatformAndroid)
	cfg := w.config("n")
	cfg.Idle = time.Hour // only the bell
	n := w.figured(cfg)
	w.until("slots are held", func() bool { return n.Figures().Slots == model.Slots })
	w.deliver(id, bill("one"))
	w.until("the first is under way", func() bool { return len(w.requests()) == 1 })
	w.update(id, func(m *model.Mailbox) error {
		_, err := m.RequestTestPush("test-push-1", fmt.Sprintf("%s-0", id), w.now())
		return err
	})
	w.until("the test rang too", func() bool { return len(w.requests()) == 2 })
	w.untilState(id, bill("one"), model.PushSent)
}

// The log names no token and no text.
func TestLogKeepsSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Unauthenticated: 1}}})
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	w.deliver(id, bill("geheim"))
	w.untilState(id, bill("geheim"), model.PushRetrying)
	if text := w.logs.String(); strings.Contains(text, "token-") || strings.Contains(text, "geheim") {
		t.Error(text)
	}
}
