package model

import (
	"slices"
	"time"
)

// RegisterDevice puts a phone into the mailbox, in place of an earlier registration of the same
// installation. With more than MaxDevices the one that was registered longest ago goes.
func (m *Mailbox) RegisterDevice(device Device, now time.Time) {
	device.Registration = RegistrationID(m.ID, device.InstallationID)
	device.RegisteredAt = moment(now)
	at := slices.IndexFunc(m.Push.Devices, func(d Device) bool { return d.Registration == device.Registration })
	if at >= 0 {
		same := device
		same.RegisteredAt = m.Push.Devices[at].RegisteredAt
		if same == m.Push.Devices[at] {
			return
		}
		m.Push.Devices = slices.Delete(m.Push.Devices, at, at+1)
	}
	m.touch()
	m.Push.Devices = append(m.Push.Devices, device)
	if over := len(m.Push.Devices) - MaxDevices; over > 0 {
		m.Push.Devices = slices.Delete(m.Push.Devices, 0, over)
	}
	m.dropOrphans(now)
}

// ReleaseDevice removes the registrations that rest on a claim at or below generation: the phone
// was unregistered, or has another owner.
func (m *Mailbox) ReleaseDevice(claimID string, generation int64, now time.Time) {
	m.removeDevices(now, func(d Device) bool { return d.Token.Hash() == claimID && d.Generation <= generation })
}

func (m *Mailbox) removeDevices(now time.Time, gone func(Device) bool) {
	before := len(m.Push.Devices)
	m.Push.Devices = slices.DeleteFunc(m.Push.Devices, gone)
	if len(m.Push.Devices) < before {
		m.touch()
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

// RequestTestPush plans a push that the citizen asked for on one phone. The same clientID asks for
// the same push. NOT_FOUND when the installation is not registered here.
func (m *Mailbox) RequestTestPush(clientID, installationID string, now time.Time) (PushID, error) {
	device, err := m.Device(installationID)
	if err != nil {
		return "", err
	}
	step := Step("test:" + clientID)
	m.plan(Push{
		Step: step, Topic: TopicTest, Device: device.Registration,
		PlannedAt: moment(now), ExpiresAt: moment(now).Add(testExpiry),
	})
	return NewPushID(m.ID, "", step), nil
}
