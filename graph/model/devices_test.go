package model_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestAPhoneIsRegisteredOnce(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.RegisterDevice(phoneOf("pixel"), noon().Add(-time.Hour))
	if m.Changed() {
		t.Error("the same registration again changed something")
	}
	refreshed := phoneOf("pixel")
	refreshed.Token = "pixel-2"
	m.RegisterDevice(refreshed, noon())
	if d, err := m.Device("pixel"); err != nil || len(m.Push.Devices) != 1 || d.Token != "pixel-2" ||
		d.Registration != model.RegistrationID(m.ID, "pixel") {
		t.Errorf("registered are %v, %v", m.Push.Devices, err)
	}
}

// A phone that is opened every day must not make room for one that was tried once.
func TestAPhoneInUseOutlivesOnesThatAreNot(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.RegisterDevice(phoneOf("in use"), noon())
	for i := range model.MaxDevices - 1 {
		m.RegisterDevice(phoneOf(fmt.Sprint("tried once ", i)), noon())
	}
	m.RegisterDevice(phoneOf("in use"), noon().Add(25*time.Hour))
	m.RegisterDevice(phoneOf("one more"), noon().Add(26*time.Hour))
	if d, err := m.Device("in use"); err != nil || !d.RegisteredAt.Equal(noon().Add(25*time.Hour)) {
		t.Errorf("the phone in use is %v, %v", d, err)
	}
	if _, err := m.Device("tried once 0"); err == nil {
		t.Error("the phone that was seen longest ago is still there")
	}
}

func TestAPhoneIsTestedAtMostOnceAMinute(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	if _, err := m.RequestTestPush("first", "pixel", noon()); err != nil {
		t.Fatal(err)
	}
	if _, err := m.RequestTestPush("first", "pixel", noon()); err != nil {
		t.Errorf("the same test again: %v", err)
	}
	_, err := m.RequestTestPush("second", "pixel", noon().Add(20*time.Second))
	if limited, ok := errors.AsType[*model.Error](err); !ok || limited.Code != model.CodeRateLimited || limited.After != time.Minute {
		t.Errorf("another one at once: %v", err)
	}
	ring(m, noon())
	if _, err := m.RequestTestPush("third", "pixel", noon().Add(time.Minute)); err != nil {
		t.Errorf("another one a minute later: %v", err)
	}
}

func TestTheOldestOfTooManyPhonesGoes(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	for i := range model.MaxDevices + 1 {
		m.RegisterDevice(phoneOf(fmt.Sprint(i)), noon().Add(time.Duration(i)))
	}
	if _, err := m.Device("0"); len(m.Push.Devices) != model.MaxDevices || err == nil {
		t.Errorf("%d phones are registered, the first: %v", len(m.Push.Devices), err)
	}
}

// Another citizen signed in on the phone: the claim's next generation is theirs. What this citizen
// registered after that stays.
func TestAHandedOverPhoneIsReleasedOnlyUpToItsGeneration(t *testing.T) {
	t.Parallel()
	for generation, stays := range map[int64]bool{1: true, 2: false, 3: false} {
		m := newMailbox(t)
		device := phoneOf("pixel")
		device.Generation = 2
		m.RegisterDevice(device, noon())
		save(m, noon())
		m.ReleaseDevice(device.Token.Hash(), generation, noon())
		if _, err := m.Device("pixel"); (err == nil) != stays || m.Changed() == stays {
			t.Errorf("released up to generation %d: %v, changed %t", generation, err, m.Changed())
		}
	}
	m := mailboxWithPhone(t)
	m.ReleaseDevice(model.FCMToken("another").Hash(), 9, noon())
	if m.Changed() {
		t.Error("releasing another phone changed something")
	}
}

// A phone that is gone is not tried again, whether it went before or after FCM asked to wait.
func TestAPhoneThatIsGoneIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	release := func(m *model.Mailbox) { m.ReleaseDevice(model.FCMToken("pixel").Hash(), 1, noon()) }
	crowdOut := func(m *model.Mailbox) {
		for i := range model.MaxDevices {
			other := phoneOf(fmt.Sprint(i))
			other.Permission = false
			m.RegisterDevice(other, noon())
		}
	}
	for name, leave := range map[string]func(m *model.Mailbox){"released": release, "crowded out": crowdOut} {
		for _, before := range []bool{true, false} {
			m := mailboxWithPhone(t)
			l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
			round := m.Wake(noon())
			if before {
				leave(m)
			}
			settle(m, round, model.PhoneRetry, noon())
			if !before {
				leave(m)
				save(m, noon())
			}
			if p := pushOf(t, m, l.ID, model.StepDelivered); p.State != model.PushFailed || !m.Derived.Due.IsZero() {
				t.Errorf("%s: the push is %s, due at %s", name, p.State, m.Derived.Due)
			}
		}
	}
}

func TestATestPushRingsOnePhoneAtAnyHour(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.RegisterDevice(phoneOf("iphone"), noon())
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	ring(m, night().Add(-12*time.Hour)) // so that a digest would wait
	id, err := m.RequestTestPush("een", "iphone", night())
	must(t, m, err, night())
	again, err := m.RequestTestPush("een", "iphone", night())
	if err != nil || again != id || m.Changed() {
		t.Errorf("asked again: %s, %v, changed %t", again, err, m.Changed())
	}
	sends := ring(m, night())
	if len(sends) != 1 || sends[0].Push != id || sends[0].Device.InstallationID != "iphone" ||
		sends[0].Words.Topic != model.TopicTest || !sends[0].ExpiresAt.Equal(night().Add(10*time.Minute)) {
		t.Errorf("sent %+v", sends)
	}
	_, err = m.RequestTestPush("twee", "nope", night())
	wantCode(t, err, model.CodeNotFound)
}

func TestATokenIsNeverPrinted(t *testing.T) {
	t.Parallel()
	const secret = "s3cr3t"
	m := mailboxWithPhone(t)
	device := phoneOf("pixel")
	device.Token = secret
	m.RegisterDevice(device, noon())
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	registered, err := m.Device("pixel")
	if err != nil {
		t.Fatal(err)
	}
	round := m.Wake(noon())
	for _, value := range []any{device.Token, &device.Token, *registered, registered, round.Sends, round, m, m.Push} {
		var log bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			_, _ = fmt.Fprintf(&log, verb, value)
		}
		slog.New(slog.NewTextHandler(&log, nil)).Info("text", "value", value)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("json", "value", value)
		if printed := log.String(); strings.Contains(printed, secret) || strings.Contains(printed, fmt.Sprintf("%x", secret)) {
			t.Errorf("%T prints its token: %s", value, printed)
		}
	}
	if registered.Token.Secret() != secret || len(round.Sends) != 1 {
		t.Error("for sending, the token is what it is")
	}
}

func TestADeviceSecretOpensOnlyItsClaim(t *testing.T) {
	t.Parallel()
	key := []byte("key")
	claim := model.DeviceClaim{ID: model.FCMToken("pixel").Hash()}
	claim.Take(citizen, "pixel")
	secret := claim.Secret(key)
	if id, ok := model.ClaimIDOf(secret); !ok || id != claim.ID || !claim.OpenedBy(secret, key) {
		t.Errorf("its own secret %q does not open it", secret)
	}
	left := claim
	left.Leave()
	if !left.OpenedBy(secret, key) {
		t.Error("who unregistered may say so again")
	}
	again := claim
	if again.Take(citizen, "pixel") || again.Secret(key) != secret {
		t.Error("the same registration gives the same secret")
	}
	handedOver, reinstalled, otherPhone := claim, claim, claim
	handedOver.Take("somebodyelse", "pixel")
	reinstalled.Take(citizen, "pixel-2")
	otherPhone.ID = model.FCMToken("iphone").Hash()
	for _, other := range []model.DeviceClaim{handedOver, reinstalled, otherPhone} {
		if other.OpenedBy(secret, key) {
			t.Errorf("it opens %+v", other)
		}
	}
	if claim.OpenedBy(secret, []byte("another key")) || claim.OpenedBy("", key) || claim.OpenedBy(claim.ID+".", key) {
		t.Error("it is opened without its secret")
	}
	for _, text := range []string{"", ".", ".mac", "id"} {
		if id, ok := model.ClaimIDOf(text); ok {
			t.Errorf("%q is about claim %q", text, id)
		}
	}
}

func TestAClaimKnowsWhoseThePhoneIs(t *testing.T) {
	t.Parallel()
	var claim model.DeviceClaim
	if claim.Leave() || !claim.Take("a", "pixel") || claim.Take("a", "pixel") || !claim.IsOf("pixel") || claim.IsOf("iphone") {
		t.Errorf("first taken: %+v", claim)
	}
	ofA := model.Device{Generation: claim.Generation}
	if !claim.Holds("a", &ofA) || claim.Holds("b", &ofA) {
		t.Error("it is of its owner only")
	}
	if !claim.Take("b", "pixel") || claim.Former != "a" || claim.Holds("a", &ofA) || claim.Holds("b", &ofA) {
		t.Errorf("handed over: %+v", claim)
	}
	if !claim.Leave() || claim.Leave() || claim.Former != "b" || claim.Owner != "" {
		t.Errorf("unregistered: %+v", claim)
	}
	if !claim.Take("a", "pixel") || claim.Holds("a", &ofA) {
		t.Error("the registration of long ago holds again")
	}
	var none *model.DeviceClaim
	if none.Holds("a", &ofA) {
		t.Error("no claim holds something")
	}
}
