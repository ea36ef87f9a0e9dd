package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unique"
)

// ErrSecret says that a text is not a signing secret. Errors that wrap it add which rule is broken and never the text.
var ErrSecret = errors.New("not a webhook secret")

const (
	secretPrefix   = "whsec_"
	minSecret      = 24 // bytes; the bounds are the specification's, "Signature scheme"
	maxSecret      = 64
	newSecretSize  = 32 // as many as HMAC-SHA-256 gives: more would not make it harder to guess
	redactedSecret = "Secret(redacted)"
)

// Secret is what an endpoint's deliveries are signed with: 24 to 64 bytes that we and the receiver know. The zero Secret
// is none. Anyone who has it can send in our name, so the type gives it away in one place only, Text. Printed, logged or
// encoded it is "Secret(redacted)".
type Secret struct {
	// A handle instead of bytes: fmt prints unexported fields of enclosing structs without asking the type, and of a
	// handle it sees only an address.
	key unique.Handle[string]
}

// NewSecret draws a secret of 32 bytes from random. The error is the reader's.
func NewSecret(random io.Reader) (Secret, error) {
	key := make([]byte, newSecretSize)
	if _, err := io.ReadFull(random, key); err != nil {
		return Secret{}, fmt.Errorf("draw a webhook secret: %w", err)
	}
	return Secret{unique.Make(string(key))}, nil
}

// ParseSecret reads what Text wrote: "whsec_" and the base64 of 24 to 64 bytes. An error wraps ErrSecret and never
// contains the text.
func ParseSecret(text string) (Secret, error) {
	encoded, ok := strings.CutPrefix(text, secretPrefix)
	if !ok {
		return Secret{}, fmt.Errorf("%w: it does not begin with %s", ErrSecret, secretPrefix)
	}
	// base64 skips line ends, and one secret must have one text.
	key, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || strings.ContainsAny(encoded, "\r\n") {
		return Secret{}, fmt.Errorf("%w: what follows %s is not base64", ErrSecret, secretPrefix)
	}
	if len(key) < minSecret || len(key) > maxSecret {
		return Secret{}, fmt.Errorf("%w: it has not %d to %d bytes", ErrSecret, minSecret, maxSecret)
	}
	return Secret{unique.Make(string(key))}, nil
}

// Text is the secret itself, as its receiver's library takes it ("whsec_…"); nothing for the zero Secret. It is the only
// way to the secret. It is shown to the endpoint's owner and sealed in the store; it must not be logged.
func (s Secret) Text() string {
	if s == (Secret{}) {
		return ""
	}
	return secretPrefix + base64.StdEncoding.EncodeToString([]byte(s.key.Value()))
}

// sign is one entry of the webhook-signature header: "v1," and the base64 of the HMAC-SHA-256 of id, timestamp and body
// with full stops between them. The Secret is not zero.
func (s Secret) sign(id, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(s.key.Value()))
	_, _ = io.WriteString(mac, id+"."+timestamp+".")
	_, _ = mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// String is the same redacted text for every secret.
func (Secret) String() string { return redactedSecret }

// GoString is the same redacted text for every secret.
func (Secret) GoString() string { return redactedSecret }

// Format prints the redacted text for every verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redactedSecret) }

// LogValue is the redacted text.
func (Secret) LogValue() slog.Value { return slog.StringValue(redactedSecret) }

// MarshalText is the redacted text, for JSON, XML and other encodings. There is no UnmarshalText: a secret does not come
// back from where it must not go.
func (Secret) MarshalText() ([]byte, error) { return []byte(redactedSecret), nil }

// MarshalJSON is the redacted text.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redactedSecret + `"`), nil }
