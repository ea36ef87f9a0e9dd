package model

import (
	"slices"
	"time"
)

// seenEvery is how often a phone that registers again unchanged is noted as seen: often enough to
// tell which one is used, and no save at each opening of the app.
const seenEvery = 24 * time.Hour

// StaleAfter is how long after its last registration a phone counts as stale: FCM takes a token
// without contact for a month as such ("Manage FCM registration tokens",
// https://firebase.google.com/docs/cloud-messaging/manage-tokens). It still rings, but nothing may
// depend on it: an app that is used registers at least every seenEvery.
const StaleAfter = 30 * 24 * time.Hour

// DeadAfter is how long after its last registration a phone is forgotten: FCM ends a token of Android
// that was inactive for 270 days (the same page).
const DeadAfter = 270 * 24 * time.Hour

// Stale tells whether the phone was not registered again for StaleAfter.
func (d *Device) Stale(now time.Time) bool { return now.Sub(d.RegisteredAt) >= StaleAfter }

// Dead tells whether the phone was not registered again for DeadAfter: it does not ring any more, and
// the next Settle or RegisterDevice removes it.
func (d *Device) Dead(now time.Time) bool { return now.Sub(d.RegisteredAt) >= DeadAfter }

// dropDead removes the phones that nobody used for very long.
func (m *Mailbox) dropDead(now time.Time) {
	m.removeDevices(now, func(d Device) bool { return d.Dead(now) })
}

// RegisterDevice puts a phone into the mailbox, in place of an earlier registration of the same
// installation. With more than MaxDevices the one that was registered longest ago goes.
func (m *Mailbox) RegisterDevice(device Device, now time.Time) {
	device.Registration = RegistrationID(m.ID, device.InstallationID)
	device.RegisteredAt = moment(now)
	at := slices.IndexFunc(m.Push.Devices, func(d Device) bool { return d.Registration == device.Registration })
	if at >= 0 {
		same := device
		same.RegisteredAt = m.Push.Devices[at].RegisteredAt
		if same == m.Push.Devices[at] && now.Sub(same.RegisteredAt) < seenEvery {
			return
		}
	}
	m.touch()
	m.retell(func() {
		m.Push.Devices = append(slices.DeleteFunc(m.Push.Devices, func(d Device) bool { return d.Registration == device.Registration }), device)
		if over := len(m.Push.Devices) - MaxDevices; over > 0 {
			m.Push.Devices = slices.Delete(m.Push.Devices, 0, over)
		}
	})
	m.dropDead(now)
	m.dropOrphans(now)
}

// ReleaseDevice removes the registrations that rest on a claim at or below generation: the phone
// was unregistered, or has another owner.
func (m *Mailbox) ReleaseDevice(claimID string, generation int64, now time.Time) {
	m.removeDevices(now, func(d Device) bool { return d.Token.Hash() == claimID && d.Generation <= generation })
}

func (m *Mailbox) removeDevices(now time.Time, gone func(Device) bool) {
	if slices.ContainsFunc(m.Push.Devices, gone) {
		m.touch()
		m.retell(func() { m.Push.Devices = slices.DeleteFunc(m.Push.Devices, gone) })
		m.dropOrphans(now)
	}
}

// Device is the registration of an installation, or NOT_FOUND.
func (m *Mailbox) Device(installationID string) (*Device, error) {
	at := slices.IndexFunc(m.Push.Devices, func(d Device) bool { return d.InstallationID == installationID })
	if at < 0 {
		return nil, NotFound("device")
	}
	return &m.Push.Devices[at], nil
}

// registered is the device with that registration id; nil when it is gone.
func (m *Mailbox) registered(registration string) *Device {
	at := slices.IndexFunc(m.Push.Devices, func(d Device) bool { return d.Registration == registration })
	if at < 0 {
		return nil
	}
	return &m.Push.Devices[at]
}

// testExpiry is how long a test push is of use.
const testExpiry = 10 * time.Minute

// testEvery is how often a phone may be tested: FCM counts what it sends to one phone, and to all.
const testEvery = time.Minute

// RequestTestPush plans a push that the citizen asked for on one phone. The same clientID asks for
// the same push. NOT_FOUND when the installation is not registered here, RATE_LIMITED when that
// phone was tested less than testEvery ago.
func (m *Mailbox) RequestTestPush(clientID, installationID string, now time.Time) (PushID, error) {
	device, err := m.Device(installationID)
	if err != nil {
		return "", err
	}
	step := Step("test:" + clientID)
	id := NewPushID(m.ID, "", step)
	if err := m.mayTest(device, id, now); err != nil {
		return "", err
	}
	m.plan(Push{
		Step: step, Topic: TopicTest, Device: device.Registration,
		PlannedAt: moment(now), ExpiresAt: moment(now).Add(testExpiry),
	}, now)
	return id, nil
}

// mayTest refuses a test of a phone that was tested less than testEvery ago, or whose test is still on its way, unless
// by the same push.
func (m *Mailbox) mayTest(device *Device, id PushID, now time.Time) error {
	if m.pushByID(id) != nil {
		return nil
	}
	var wait time.Duration
	for _, p := range slices.Concat(m.Push.Outbox, m.Push.Record) {
		if p.Topic != TopicTest || p.Device != device.Registration {
			continue
		}
		wait = max(wait, p.PlannedAt.Add(testEvery).Sub(now))
		if !p.State.Settled() {
			wait = max(wait, testEvery)
		}
	}
	if wait > 0 {
		return RateLimited(wait, "this phone was tested just now")
	}
	return nil
}
