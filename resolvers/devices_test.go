package resolvers_test

import (
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	registerDevice = `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) {
		device { registration platform appVersion osVersion pushPermission appLanguage registeredAt } secret counts { unread toDo } rev } }`
	unregisterDevice = `mutation ($input: UnregisterDeviceInput!) { unregisterDevice(input: $input) { unregistered } }`
	devicesOf        = `query ($installation: String!) { viewer { rev devices { registration appVersion } thisDevice(installationId: $installation) { registration } } }`
)

const (
	phone = "installatie-1" // an installation of the app
	token = "fcm-token-van-toestel-1"
)

func device(installation, token string) m {
	return m{
		"installationId": installation, "token": token, "platform": "ANDROID", "appVersion": "2.4.0", "osVersion": "16",
		"pushPermission": true, "appLanguage": "FR",
	}
}

// register registers a phone and answers its secret.
func (c caller) register(t testing.TB, installation, token string) string {
	t.Helper()
	return c.ask(t, registerDevice, m{"input": device(installation, token)}).text("registerDevice.secret")
}

func (c caller) unregister(t testing.TB, installation, secret string) answer {
	t.Helper()
	return c.try(t, unregisterDevice, m{"input": m{"installationId": installation, "secret": secret}})
}

// devices is how many phones ring for a citizen.
func (c caller) devices(t testing.TB) int {
	t.Helper()
	return len(c.ask(t, devicesOf, m{"installation": phone}).list("viewer.devices"))
}

func TestRegisteringTwiceIsRegisteringOnce(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliverOne(t, callLetter("1", an))
	first := s.as(an).ask(t, registerDevice, m{"input": device(phone, token)})
	want(t, first.at("registerDevice.device"), m{
		"registration": model.RegistrationID(s.citizen(t, an), phone), "platform": "ANDROID", "appVersion": "2.4.0", "osVersion": "16",
		"pushPermission": true, "appLanguage": "FR", "registeredAt": "2026-06-01T10:00:00Z",
	})
	want(t, first.at("registerDevice.counts"), m{"unread": 1, "toDo": 0})
	want(t, first.at("registerDevice.rev"), 2)
	before := s.store.dump(t)
	s.clock.advance(time.Minute)
	want(t, s.as(an).ask(t, registerDevice, m{"input": device(phone, token)}).Data, first.Data)
	want(t, s.store.dump(t), before)
	want(t, s.as(an).ask(t, devicesOf, m{"installation": phone}).at("viewer.thisDevice.registration"), first.at("registerDevice.device.registration"))
	want(t, s.as(an).ask(t, devicesOf, m{"installation": "installatie-2"}).at("viewer.thisDevice"), nil)
	want(t, s.as(bram).ask(t, devicesOf, m{"installation": phone}).at("viewer.thisDevice"), nil)
}

func TestWhatChangesOnAPhoneIsTakenOver(t *testing.T) {
	t.Parallel()
	s := newService(t)
	secret := s.as(an).register(t, phone, token)
	newer := change(change(device(phone, token), "appVersion", "2.5.0"), "pushPermission", false)
	want(t, s.as(an).ask(t, registerDevice, m{"input": newer}).text("registerDevice.secret"), secret)
	shown := s.as(an).ask(t, devicesOf, m{"installation": phone})
	want(t, shown.each("viewer.devices", "appVersion"), []string{"2.5.0"})
}

func TestANewTokenTakesTheOldOnesPlace(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	secret := s.as(an).register(t, phone, "fcm-token-nieuw")
	want(t, s.as(an).devices(t), 1)
	want(t, s.mailbox(t, an).Push.Devices[0].Token.Secret(), "fcm-token-nieuw")
	want(t, s.anonymous().unregister(t, phone, secret).at("unregisterDevice.unregistered"), true)
	want(t, s.as(an).devices(t), 0)
}

// The answer with the newer secret was lost: the phone signs out with the one that it has.
func TestTheSecretBeforeANewTokenStillStopsThePhone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	known := s.as(an).register(t, phone, token)
	s.as(an).register(t, phone, "fcm-token-nieuw")
	s.as(an).register(t, "installatie-2", "fcm-token-van-toestel-2")
	for range 2 {
		want(t, s.anonymous().unregister(t, phone, known).at("unregisterDevice.unregistered"), true)
		want(t, s.as(an).devices(t), 1)
	}
	// Used once, it does not stop what is registered later.
	s.as(an).register(t, phone, "fcm-token-nog-nieuwer")
	want(t, s.anonymous().unregister(t, phone, known).at("unregisterDevice.unregistered"), true)
	want(t, s.as(an).devices(t), 2)
	s.wantHeld(t, an, phone, true)
}

func TestAnAppThatIsInstalledAnewIsOnePhone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, "installatie-0", token)
	s.as(an).register(t, phone, token)
	want(t, s.as(an).devices(t), 1)
	s.wantHeld(t, an, phone, true)
}

func TestAPhoneHasOneOwner(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ofAn := s.as(an).register(t, phone, token)
	s.as(an).register(t, "installatie-2", "fcm-token-van-toestel-2")
	ofBram := s.as(bram).register(t, phone, token)
	want(t, s.as(an).devices(t), 1)
	want(t, s.as(bram).devices(t), 1)
	if ofAn == ofBram {
		t.Error("two owners have the same secret")
	}
	wantError(t, s.anonymous().unregister(t, phone, ofAn), model.CodeNotFound)
	want(t, s.as(bram).devices(t), 1)
	s.wantHeld(t, bram, phone, true)
	// And back again.
	s.as(an).register(t, phone, token)
	want(t, s.as(an).devices(t), 2)
	want(t, s.as(bram).devices(t), 0)
	s.wantHeld(t, an, phone, true)
}

// wantHeld wants a registration to be the phone's present one, or not: only then is a push sent.
func (s *service) wantHeld(t testing.TB, p person, installation string, wanted bool) {
	t.Helper()
	box := s.mailbox(t, p)
	device, err := box.Device(installation)
	held := false
	if err == nil {
		claims, err := store.Find[model.DeviceClaim](t.Context(), s.store, []string{device.Token.Hash()})
		must(t, err)
		held = claims[device.Token.Hash()].Holds(box.ID, device)
	}
	if held != wanted {
		t.Errorf("whether the phone rings for %s is %t, want %t", p[:6], held, wanted)
	}
}

func TestAPhoneRingsAgainAfterEachRegistration(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for range 3 {
		secret := s.as(an).register(t, phone, token)
		s.wantHeld(t, an, phone, true)
		want(t, s.anonymous().unregister(t, phone, secret).at("unregisterDevice.unregistered"), true)
		s.wantHeld(t, an, phone, false)
		want(t, s.as(an).devices(t), 0)
		// The secret of an earlier registration does not end a later one.
		again := s.as(an).register(t, phone, token)
		if again == secret {
			t.Error("the secret outlives the registration")
		}
		wantError(t, s.anonymous().unregister(t, phone, secret), model.CodeNotFound)
		s.wantHeld(t, an, phone, true)
	}
}

func TestUnregisteringNeedsNothingButTheSecret(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	secret := caller.register(t, phone, token)
	s.as(bram).register(t, "installatie-2", "fcm-token-van-toestel-2")
	id, mac, _ := strings.Cut(secret, ".")
	for name, wrong := range map[string]m{
		"another secret":       {"installationId": phone, "secret": id + "." + strings.Repeat("a", len(mac))},
		"no secret at all":     {"installationId": phone, "secret": "geheim"},
		"another phone":        {"installationId": "installatie-2", "secret": secret},
		"an unknown phone":     {"installationId": phone, "secret": "x" + secret},
		"half a secret":        {"installationId": phone, "secret": id + "."},
		"another installation": {"installationId": "installatie-9", "secret": secret},
	} {
		if refused := s.anonymous().try(t, unregisterDevice, m{"input": wrong}); len(refused.Errors) != 1 || refused.Errors[0].Extensions.Code != "NOT_FOUND" {
			t.Errorf("%s: %s", name, refused.raw)
		}
	}
	wantError(t, s.anonymous().unregister(t, "kort", ""), model.CodeInvalid, "installationId", "secret")
	want(t, caller.devices(t), 1)
	s.clock.advance(validity + time.Hour) // the sign-in has run out
	for range 2 {
		want(t, caller.unregister(t, phone, secret).at("unregisterDevice.unregistered"), true)
		want(t, s.as(an).devices(t), 0)
	}
	want(t, s.as(bram).devices(t), 1)
}

func TestThePhoneThatIsRegisteredLongestAgoMakesRoom(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for i := range 11 {
		s.as(an).register(t, "installatie-"+string(rune('a'+i)), "fcm-token-"+string(rune('a'+i)))
		s.clock.advance(time.Minute)
	}
	want(t, s.as(an).devices(t), model.MaxDevices)
	want(t, s.as(an).ask(t, devicesOf, m{"installation": "installatie-a"}).at("viewer.thisDevice"), nil)
}

func TestBadDevicesAreRefused(t *testing.T) {
	t.Parallel()
	s := newService(t)
	bad := m{"installationId": "kort", "token": "", "platform": "IOS", "appVersion": "twee", "osVersion": " ", "pushPermission": true}
	wantError(t, s.as(an).try(t, registerDevice, m{"input": bad}), model.CodeInvalid, "installationId", "token", "appVersion", "osVersion")
	want(t, s.as(an).devices(t), 0)
}

const testPush = `mutation ($input: SendTestPushInput!) { sendTestPush(input: $input) { push { id entryId topic state reason explanation
	plannedAt nextAt expiresAt settledAt phones { registration state attempts code } } rev } }`

func TestATestPushRingsOnePhoneOnce(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	s.as(an).register(t, "installatie-2", "fcm-token-van-toestel-2")
	input := m{"input": m{"clientId": "proef-0001", "installationId": phone}}
	s.clock.moveTo(opening.Add(12 * time.Hour)) // in the middle of the quiet hours
	first := s.as(an).ask(t, testPush, input)
	push := m{
		"id": first.at("sendTestPush.push.id"), "entryId": nil, "topic": "TEST", "state": "PLANNED", "reason": nil,
		"explanation": "Deze melding is gepland voor dinsdag 2 juni 2026 om 0 uur.", "plannedAt": "2026-06-01T22:00:00Z",
		"nextAt": "2026-06-01T22:00:00Z", "expiresAt": "2026-06-01T22:10:00Z", "settledAt": nil, "phones": []m{},
	}
	want(t, first.at("sendTestPush"), m{"push": push, "rev": 3})
	s.clock.advance(time.Second)
	want(t, s.as(an).ask(t, testPush, input).Data, first.Data)
	s.ring(t, an)
	want(t, s.as(an).ask(t, testPush, input).at("sendTestPush.push"), change(change(change(change(change(push,
		"state", "SENT"), "explanation", "De melding is verstuurd."), "nextAt", nil), "settledAt", "2026-06-01T22:00:01Z"),
		"phones", []m{{"registration": model.RegistrationID(s.citizen(t, an), phone), "state": "ACCEPTED", "attempts": 1, "code": nil}}))
	want(t, s.as(an).ask(t, `{ viewer { pushes { topic } } }`).at("viewer.pushes"), []m{{"topic": "TEST"}})
	wantError(t, s.as(bram).try(t, testPush, input), model.CodeNotFound)
}

func TestPushesAreReportedOnceEach(t *testing.T) {
	t.Parallel()
	s := newService(t)
	report := func(events ...any) answer {
		return s.as(an).try(t, `mutation ($input: ReportPushesInput!) { reportPushes(input: $input) { accepted } }`, m{"input": m{"events": append([]any{}, events...)}})
	}
	event := func(push, event string) m { return m{"pushId": push, "event": event, "at": "2026-06-01T09:59:00Z"} }
	for range 2 {
		got := report(event("a", "RECEIVED"), event("a", "OPENED"), event("a", "OPENED"), event("b", "DISMISSED"))
		want(t, got.at("reportPushes.accepted"), 4)
	}
	want(t, len(s.store.written["receipts"]), 3)
	want(t, s.mailbox(t, an).Rev, 0) // receipts never touch the mailbox
	wantError(t, report(), model.CodeInvalid, "events")
	wantError(t, report(event("", "OPENED"), event(strings.Repeat("x", 65), "OPENED")), model.CodeInvalid, "events[0].pushId", "events[1].pushId")
}
