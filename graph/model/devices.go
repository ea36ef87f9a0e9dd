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

// MarshalGQL writes the platform as GraphQL does.
func (p Platform) MarshalGQL(w io.Writer) { writeEnum(w, p) }

// UnmarshalGQL reads a platform.
func (p *Platform) UnmarshalGQL(v any) error {
	return readEnum(p, v, []Platform{PlatformAndroid, PlatformIOS, PlatformWeb})
}

// RegistrationID names the registration of one installation of the app with one mailbox.
func RegistrationID(citizen CitizenID, installationID string) string {
	return HashID("registration", string(citizen), installationID)
}

// DeviceClaim says whose a phone is. A phone has one owner: claiming it by compare-and-swap comes
// before writing the owner's mailbox, and a push whose registration does not match is not sent.
type DeviceClaim struct {
	ID           string    `bson:"_id"`             // hash of the FCM token
	Rev          int64     `bson:"rev"`             // the generation: one more with each new owner
	Owner        CitizenID `bson:"owner,omitempty"` // empty once unregistered
	Installation string    `bson:"installation"`    // hash of the installation id
}

// Secret is what the phone shows to unregister without being signed in: the claim's id and a MAC
// under key that only this generation of the claim has. The same registration gives the same
// secret.
func (c *DeviceClaim) Secret(key []byte) string {
	mac := hmac.New(sha256.New, key)
	_, _ = io.WriteString(mac, HashID("device-secret", c.ID, c.Installation, strconv.FormatInt(c.Rev, 10)))
	return c.ID + "." + idEncoding.EncodeToString(mac.Sum(nil))
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
