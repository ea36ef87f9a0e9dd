package model

import (
	"crypto/hmac"
	"crypto/sha256"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Device is one phone of a citizen, as registered with a mailbox.
type Device struct {
	Registration   string       `bson:"id"` // RegistrationID; named in each push so that the app drops an earlier account's
	InstallationID string       `bson:"installation"`
	Token          FCMToken     `bson:"token"`
	Generation     int64        `bson:"generation"` // of the claim that this registration rests on
	Platform       Platform     `bson:"platform"`
	AppVersion     string       `bson:"appVersion"`
	OSVersion      OptionalText `bson:"osVersion,omitempty"`
	Permission     bool         `bson:"permission"` // whether the citizen lets the app show notifications
	AppLanguage    Language     `bson:"language"`   // of buttons and the neutral sentence; belongs to the phone
	RegisteredAt   time.Time    `bson:"registeredAt"`
}

// FCMToken is the address of an app on a phone. It is a secret: who knows it cannot send without
// our credentials, but it tells phones apart, so that it is redacted wherever it is printed.
type FCMToken string

// LogValue redacts the token.
func (FCMToken) LogValue() slog.Value { return slog.StringValue("FCMToken(redacted)") }

// String redacts the token.
func (FCMToken) String() string { return "FCMToken(redacted)" }

// GoString redacts the token.
func (FCMToken) GoString() string { return "FCMToken(redacted)" }

// MarshalJSON redacts the token, also where a log writes a value that holds one as JSON.
func (FCMToken) MarshalJSON() ([]byte, error) { return []byte(`"FCMToken(redacted)"`), nil }

// Secret is the token itself, for sending and storing only.
func (t FCMToken) Secret() string { return string(t) }

// Hash is the id of the token's DeviceClaim.
func (t FCMToken) Hash() string { return HashID("fcm-token", string(t)) }

// Platform is what a phone runs.
type Platform string

// The platforms.
const (
	PlatformAndroid Platform = "ANDROID"
	PlatformIOS     Platform = "IOS"
	PlatformWeb     Platform = "WEB"
)

// Platforms lists the platforms.
func Platforms() []Platform { return []Platform{PlatformAndroid, PlatformIOS, PlatformWeb} }

// MarshalGQL writes the platform as GraphQL does.
func (p Platform) MarshalGQL(w io.Writer) { writeEnum(w, p) }

// UnmarshalGQL reads a platform.
func (p *Platform) UnmarshalGQL(v any) error {
	return readEnum(p, v, Platforms())
}

// RegistrationID names the registration of one installation of the app with one mailbox.
func RegistrationID(citizen CitizenID, installationID string) string {
	return HashID("registration", string(citizen), installationID)
}

// DeviceClaim says whose a phone is. A phone has one owner: claiming it by compare-and-swap comes
// before writing the owner's mailbox, and a push whose registration does not match is not sent.
type DeviceClaim struct {
	ID           string    `bson:"_id"` // hash of the FCM token
	Rev          int64     `bson:"rev"`
	Generation   int64     `bson:"generation"`       // one more with each new owner
	Owner        CitizenID `bson:"owner,omitempty"`  // empty once unregistered
	Former       CitizenID `bson:"former,omitempty"` // who owned it before
	Installation string    `bson:"installation"`     // hash of the installation id
}

// Collection implements Record.
func (*DeviceClaim) Collection() string { return devicesCollection }

// Key implements Record.
func (c *DeviceClaim) Key() string { return c.ID }

// Revision implements Record.
func (c *DeviceClaim) Revision() *int64 { return &c.Rev }

// Lists implements Record: none.
func (*DeviceClaim) Lists() []string { return nil }

// Take makes citizen the owner, with an installation of the app. It answers whether anything
// changed.
func (c *DeviceClaim) Take(citizen CitizenID, installationID string) bool {
	installation := InstallationKey(installationID)
	if c.Owner == citizen && c.Installation == installation {
		return false
	}
	if c.Owner != "" {
		c.Former = c.Owner
	}
	c.Owner, c.Installation = citizen, installation
	c.Generation++
	return true
}

// Leave makes the phone nobody's. It answers whether anything changed.
func (c *DeviceClaim) Leave() bool {
	if c.Owner == "" {
		return false
	}
	c.Former, c.Owner = c.Owner, ""
	return true
}

// IsOf tells whether the claim is of that installation of the app.
func (c *DeviceClaim) IsOf(installationID string) bool {
	return c.Installation == InstallationKey(installationID)
}

// Holds tells whether a registration in a mailbox is the phone's present one.
func (c *DeviceClaim) Holds(owner CitizenID, d *Device) bool {
	return c != nil && c.Owner == owner && c.Generation == d.Generation
}

// Secret is what the phone shows to unregister without being signed in: the claim's id and a MAC
// under key that only this generation of the claim has. The same registration gives the same
// secret.
func (c *DeviceClaim) Secret(key []byte) string {
	hash := hmac.New(sha256.New, key)
	_, _ = io.WriteString(hash, HashID("device-secret", c.ID, c.Installation, strconv.FormatInt(c.Generation, 10)))
	return c.ID + "." + idEncoding.EncodeToString(hash.Sum(nil))
}

// OpenedBy tells whether secret is the claim's, in constant time.
func (c *DeviceClaim) OpenedBy(secret string, key []byte) bool {
	return hmac.Equal([]byte(secret), []byte(c.Secret(key)))
}

// ClaimIDOf is the id of the claim that a device secret is about; false when it is no secret.
func ClaimIDOf(secret string) (string, bool) {
	id, _, ok := strings.Cut(secret, ".")
	return id, ok && id != ""
}

// MaxDevices is how many phones one citizen may register; the longest unseen one makes room.
const MaxDevices = 10
