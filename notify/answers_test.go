package notify_test

import (
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// behave makes the fake answer every message so.
func (w *world) behave(outcome fcmtest.Outcome, retryAfter int) {
	w.t.Helper()
	if err := w.fake.SetBehaviour(fcmtest.Behaviour{
		Shares: map[fcmtest.Outcome]float64{outcome: 1}, RetryAfterSeconds: retryAfter,
	}); err != nil {
		w.t.Fatal(err)
	}
}

func TestUnregisteredPhoneIsRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid, model.PlatformAndroid)
	w.fake.Unregister(token(id, 0).Secret())
	w.run(w.config("n"))
	w.deliver(id, bill("b"))
	p := w.untilState(id, bill("b"), model.PushSent)
	devices := w.mailbox(id).Devices()
	if len(devices) != 1 || devices[0].Token != token(id, 1) {
		t.Errorf("%d phones are left", len(devices))
	}
	if len(p.Phones) != 2 || p.Phones[0].State == p.Phones[1].State {
		t.Errorf("got %+v", p.Phones)
	}
	w.once(2)
}

func TestInvalidMessageIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.InvalidArgument, 0)
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	w.deliver(id, bill("b"))
	p := w.untilState(id, bill("b"), model.PushFailed)
	if p.Phones[0].State != model.PhoneGivenUp || p.Phones[0].Code != "INVALID_ARGUMENT" || len(w.mailbox(id).Devices()) != 1 {
		t.Errorf("got %+v and %d phones", p.Phones, len(w.mailbox(id).Devices()))
	}
	w.once(1)
	if n := w.logs.count(`"ERROR"`, "given up", `"INVALID_ARGUMENT"`, "message.token: Invalid registration token"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, w.logs)
	}
}

// A notifier with the credentials of another project gives up what it sends, and costs no phone.
func TestAnotherProjectsCredentialsCostNoPhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.SenderIDMismatch, 0)
	for range 5 {
		w.citizen(model.PlatformAndroid, model.PlatformIOS)
	}
	w.run(w.config("n"))
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	for _, id := range w.citizens {
		p := w.untilState(id, bill("b"), model.PushFailed)
		for _, phone := range p.Phones {
			if phone.State != model.PhoneGivenUp || phone.Code != "SENDER_ID_MISMATCH" {
				t.Errorf("got %+v", phone)
			}
		}
		if n := len(w.mailbox(id).Devices()); n != 2 {
			t.Errorf("%d phones are left", n)
		}
	}
	w.once(2)
	if n := w.logs.count(`"ERROR"`, "given up", `"SENDER_ID_MISMATCH"`); n != 1 {
		t.Errorf("logged %d times:\n%s", n, w.logs)
	}
	w.behave(fcmtest.Accepted, 0)
	w.advance(model.DigestWindow)
	w.deliver(w.citizens[0], bill("c"))
	w.untilState(w.citizens[0], bill("c"), model.PushSent)
}

// What FCM could not take is tried again, not before FCM's time and under the same id.
func TestRetry(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		outcome    fcmtest.Outcome
		retryAfter int // seconds
		notBefore  time.Duration
		latest     time.Duration
	}{
		"unavailable":    {fcmtest.Unavailable, 0, 10 * time.Second, 15 * time.Second},
		"retry after":    {fcmtest.Bare503, 120, 120 * time.Second, 120 * time.Second},
		"internal":       {fcmtest.Internal, 0, 10 * time.Second, 15 * time.Second},
		"reset":          {fcmtest.Reset, 0, 10 * time.Second, 15 * time.Second},
		"device's quota": {fcmtest.QuotaExceeded, 30, 30 * time.Second, 30 * time.Second},
		"APNs' key":      {fcmtest.ThirdPartyAuthError, 0, 10 * time.Second, 15 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			w.behave(c.outcome, c.retryAfter)
			id := w.citizen(model.PlatformAndroid)
			w.run(w.config("n"))
			w.deliver(id, bill("b"))
			phone := w.untilState(id, bill("b"), model.PushRetrying).Phones[0]
			// The clock of the rules stands still, so the wait can be read to the millisecond.
			if wait := phone.At.Sub(w.now()); wait < c.notBefore || wait > c.latest {
				t.Errorf("the next attempt is after %v", wait)
			}
			w.behave(fcmtest.Accepted, 0)
			w.advance(c.notBefore - time.Second)
			w.pass(100 * time.Millisecond)
			if n := len(w.requests()); n != 1 {
				t.Errorf("%d requests before the time", n)
			}
			w.setClock(phone.At)
			phone = w.untilState(id, bill("b"), model.PushSent).Phones[0]
			rings := w.requests()
			if len(rings) != 2 || phone.Attempts != 2 || rings[0].pushID() != rings[1].pushID() {
				t.Errorf("got %d requests after %d attempts", len(rings), phone.Attempts)
			}
		})
	}
}

// A lost answer is a repeat with the same push id.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.Lost, 0)
	id := w.citizen(model.PlatformIOS)
	w.run(w.config("n"))
	w.deliver(id, bill("b"))
	at := w.untilState(id, bill("b"), model.PushRetrying).Phones[0].At
	w.behave(fcmtest.Accepted, 0)
	w.setClock(at)
	w.untilState(id, bill("b"), model.PushSent)
	rings := w.requests()
	if len(rings) != 2 || rings[0].message.APNS.Headers["apns-collapse-id"] != rings[1].message.APNS.Headers["apns-collapse-id"] {
		t.Errorf("got %d requests", len(rings))
	}
}

// When the project's rate is used up nothing is sent until FCM's time has passed.
func TestQuotaStopsAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.RateLimitExceeded, 1)
	one, two := w.citizen(model.PlatformAndroid), w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	w.deliver(one, bill("b"))
	w.untilState(one, bill("b"), model.PushRetrying)
	w.behave(fcmtest.Accepted, 0)
	w.deliver(two, bill("b"))
	w.untilState(two, bill("b"), model.PushSent)
	rings := w.requests()
	if gap := rings[1].at.Sub(rings[0].at); gap < time.Second {
		t.Errorf("the next message came after %v", gap)
	}
	if n := w.logs.count(`"WARN"`, "quota"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, w.logs)
	}
}

// When FCM refuses our set-up everything slows down, one line says what to do, and nothing is lost.
func TestUnauthorisedSlowsDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.Unauthenticated, 0)
	for range 5 {
		w.citizen(model.PlatformAndroid)
	}
	cfg := w.config("n")
	cfg.Concurrency = 1
	w.run(cfg)
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	w.until("the second attempt", func() bool { return len(w.requests()) >= 2 })
	rings := w.requests()
	if gap := rings[1].at.Sub(rings[0].at); gap < time.Second {
		t.Errorf("the second message came after %v", gap)
	}
	w.behave(fcmtest.Accepted, 0)
	for _, id := range w.citizens {
		w.until("all rang", func() bool {
			w.advance(time.Second)
			return w.push(id, bill("b")).State == model.PushSent
		})
	}
	if n := w.logs.count(`"ERROR"`, "set-up", "credentials"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, w.logs)
	}
	if n := w.logs.count(`"INFO"`, "takes our messages again"); n != 1 {
		t.Errorf("recovery logged %d times:\n%s", n, w.logs)
	}
}

// A push that had to wait beyond its end is not sent.
func TestNeverAfterExpiry(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.behave(fcmtest.Unavailable, 0)
	id := w.citizen(model.PlatformAndroid)
	w.run(w.config("n"))
	letter := bill("b")
	letter.ExpiresAt = w.now().Add(time.Hour)
	w.deliver(id, letter)
	w.untilState(id, letter, model.PushRetrying)
	w.behave(fcmtest.Accepted, 0)
	w.advance(time.Hour)
	if p := w.untilState(id, letter, model.PushDropped); p.Reason != model.ReasonExpired {
		t.Errorf("got %s", p.Reason)
	}
	if n := len(w.requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// A phone that was handed over does not ring for its former owner, and leaves the mailbox.
func TestHandedOverPhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid, model.PlatformAndroid)
	w.take(token(id, 0), "another", "app")
	w.run(w.config("n"))
	w.deliver(id, bill("b"))
	p := w.untilState(id, bill("b"), model.PushSent)
	rings := w.requests()
	if len(rings) != 1 || rings[0].token != token(id, 1).Secret() {
		t.Errorf("%d phones rang", len(rings))
	}
	if devices := w.mailbox(id).Devices(); len(devices) != 1 || devices[0].Token != token(id, 1) {
		t.Errorf("%d phones are left", len(devices))
	}
	codes := map[model.OptionalText]model.PhoneState{}
	for _, phone := range p.Phones {
		codes[phone.Code] = phone.State
	}
	if codes["NOT_OWNER"] != model.PhoneRemoved || codes[""] != model.PhoneAccepted {
		t.Errorf("got %+v", p.Phones)
	}
}

// A phone that its own citizen is just registering anew waits for that, and is not thrown out.
func TestRegistrationUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	claim := w.take(token(id, 0), id, "the app, installed anew")
	w.run(w.config("n"))
	w.deliver(id, bill("b"))
	phone := w.untilState(id, bill("b"), model.PushRetrying).Phones[0]
	w.update(id, func(m *model.Mailbox) error {
		device := m.Devices()[0]
		device.Generation = claim.Generation
		m.RegisterDevice(device, w.now())
		return nil
	})
	w.setClock(phone.At)
	w.untilState(id, bill("b"), model.PushSent)
	w.once(1)
}

// A phone that came back to its citizen while its old registration was looked at keeps the new one,
// and rings.
func TestPhoneComesBackMeanwhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	w.take(token(id, 0), "another", "app")
	cfg := w.config("n")
	var once sync.Once
	cfg.AtStep = func(step model.ChainStep) {
		if step != model.ChainSent {
			return
		}
		once.Do(func() {
			claim := w.take(token(id, 0), id, "app")
			w.update(id, func(m *model.Mailbox) error {
				device := m.Devices()[0]
				device.Generation = claim.Generation
				m.RegisterDevice(device, w.now())
				return nil
			})
		})
	}
	w.run(cfg)
	w.deliver(id, bill("b"))
	phone := w.untilState(id, bill("b"), model.PushRetrying).Phones[0]
	w.setClock(phone.At)
	w.untilState(id, bill("b"), model.PushSent)
	w.once(1)
}
