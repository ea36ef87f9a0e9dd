package model

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
)

// MinSecret is the shortest secret that a Keyring is made of, in bytes.
const MinSecret = 32

// Keyring makes the keyed hashes that stand in the store in place of what they hash. Store and keys
// together can be tried out in half a minute, so the secret lives elsewhere than the store.
type Keyring struct{ citizen, device, letter, link []byte }

// NewKeyring derives one key for each purpose from secret, which has at least MinSecret bytes.
func NewKeyring(secret []byte) (Keyring, error) {
	if len(secret) < MinSecret {
		return Keyring{}, fmt.Errorf("the secret has %d bytes and needs at least %d", len(secret), MinSecret)
	}
	derive := func(purpose string) []byte { return mac(secret, "burgerbode/"+purpose) }
	return Keyring{citizen: derive("citizen"), device: derive("device"), letter: derive("letter"), link: derive("link")}, nil
}

// CitizenKey is the keyed hash by which a citizen is found (HMAC-SHA-256 of type and number).
func (k Keyring) CitizenKey(number INSZ) string {
	return idEncoding.EncodeToString(mac(k.citizen, "insz:"+number.Digits()))
}

// EnterpriseKey is the keyed hash by which an enterprise is found (HMAC-SHA-256 of type and number).
// The type keeps it apart from every CitizenKey.
func (k Keyring) EnterpriseKey(number EnterpriseNumber) string {
	return idEncoding.EncodeToString(mac(k.citizen, "kbo:"+number.Digits()))
}

// DeviceKey is the key of the secrets with which phones unregister.
func (k Keyring) DeviceKey() []byte { return k.device }

// Fingerprint is the keyed hash of what a sender sent. It is keyed because what was sent can be
// guessed.
func (k Keyring) Fingerprint(sent []byte) string {
	return idEncoding.EncodeToString(mac(k.letter, string(sent)))
}

// LinkKey is the key of the links with which a document can be fetched without a token.
func (k Keyring) LinkKey() []byte { return k.link }

// LogValue redacts the keys.
func (Keyring) LogValue() slog.Value { return slog.StringValue("Keyring(redacted)") }

// String redacts the keys.
func (Keyring) String() string { return "Keyring(redacted)" }

// GoString redacts the keys.
func (Keyring) GoString() string { return "Keyring(redacted)" }

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = io.WriteString(h, text)
	return h.Sum(nil)
}
