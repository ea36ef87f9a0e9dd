package webhook

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"burgerbode/graph/model"
)

// MinKey is the shortest text that a Ring's key is made of, in bytes.
const MinKey = 32

// ErrSealed says that a sealed secret cannot be opened: it was sealed for another webhook, or with a key
// that is not on the ring. Errors that wrap it never contain the text.
var ErrSealed = errors.New("the secret cannot be opened")

const sealedPrefix = "sealed1:"

// Ring holds the keys with which the signing secrets of webhooks are sealed in the store (AES-256-GCM, with
// the webhook's id as what is authenticated beside): whoever reads the store alone can sign nothing. The first
// key seals and every key opens, so that a key is changed by putting another one before it, and dropped once
// the notifier has sealed all anew. The zero Ring has none.
type Ring struct{ keys []ringKey }

type ringKey struct {
	name string // the first bytes of a hash of it, as they stand in what it sealed
	aead cipher.AEAD
}

// NewRing makes a ring of texts of at least MinKey bytes, the one that seals first.
func NewRing(texts ...string) (Ring, error) {
	var ring Ring
	for i, text := range texts {
		if len(text) < MinKey {
			return Ring{}, fmt.Errorf("key %d has %d bytes and needs at least %d", i+1, len(text), MinKey)
		}
		key, err := hkdf.Key(sha256.New, []byte(text), nil, "burgerbode/webhook", 32)
		if err != nil {
			return Ring{}, fmt.Errorf("derive key %d: %w", i+1, err)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return Ring{}, fmt.Errorf("prepare key %d: %w", i+1, err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return Ring{}, fmt.Errorf("prepare key %d: %w", i+1, err)
		}
		sum := sha256.Sum256(key)
		ring.keys = append(ring.keys, ringKey{hex.EncodeToString(sum[:4]), aead})
	}
	return ring, nil
}

// Empty tells whether the ring has no key: nothing can be sealed then.
func (r Ring) Empty() bool { return len(r.keys) == 0 }

// Seal seals a secret of the webhook with that id.
func (r Ring) Seal(secret Secret, id string) (model.WebhookSecret, error) {
	if r.Empty() {
		return "", errors.New("seal a webhook's secret: there is no key")
	}
	key := r.keys[0]
	nonce := make([]byte, key.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("seal a webhook's secret: %w", err)
	}
	sealed := key.aead.Seal(nonce, nonce, []byte(secret.Text()), []byte(id))
	return model.WebhookSecret(sealedPrefix + key.name + ":" + base64.StdEncoding.EncodeToString(sealed)), nil
}

// Open is the secret of the webhook with that id, sealed by any key of the ring or, from before there were
// keys, not sealed. An error wraps ErrSealed or ErrSecret.
func (r Ring) Open(held model.WebhookSecret, id string) (Secret, error) {
	rest, sealed := strings.CutPrefix(string(held), sealedPrefix)
	if !sealed {
		return ParseSecret(string(held))
	}
	name, text, _ := strings.Cut(rest, ":")
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Secret{}, fmt.Errorf("%w: it is not base64", ErrSealed)
	}
	for _, key := range r.keys {
		if key.name != name || len(bytes) < key.aead.NonceSize() {
			continue
		}
		plain, err := key.aead.Open(nil, bytes[:key.aead.NonceSize()], bytes[key.aead.NonceSize():], []byte(id))
		if err != nil {
			return Secret{}, fmt.Errorf("%w: it is not what was sealed", ErrSealed)
		}
		return ParseSecret(string(plain))
	}
	return Secret{}, fmt.Errorf("%w: its key is not here", ErrSealed)
}

// Stale tells whether a secret is not sealed with the ring's first key.
func (r Ring) Stale(held model.WebhookSecret) bool {
	return held != "" && !r.Empty() && !strings.HasPrefix(string(held), sealedPrefix+r.keys[0].name+":")
}

// Endpoint is where the messages of a webhook go at now, and what signs them. An error wraps ErrSealed or
// ErrSecret.
func (r Ring) Endpoint(hook *model.Webhook, now time.Time) (Endpoint, error) {
	secret, err := r.Open(hook.Secret, hook.ID)
	endpoint := Endpoint{URL: hook.URL, Secret: secret}
	if err == nil && hook.Previous != "" && now.Before(hook.PreviousTill) {
		endpoint.Previous, err = r.Open(hook.Previous, hook.ID)
	}
	if err != nil {
		return Endpoint{}, fmt.Errorf("read a webhook's secret: %w", err)
	}
	return endpoint, nil
}

// Reseal is the same secrets of a webhook sealed with the first key, by what they are now; none where nothing
// is to be done. One that cannot be opened is left out: that is told when it is to sign something.
func (r Ring) Reseal(hook *model.Webhook) (map[model.WebhookSecret]model.WebhookSecret, error) {
	anew := map[model.WebhookSecret]model.WebhookSecret{}
	for _, held := range []model.WebhookSecret{hook.Secret, hook.Previous} {
		if !r.Stale(held) {
			continue
		}
		secret, err := r.Open(held, hook.ID)
		if err != nil {
			continue
		}
		if anew[held], err = r.Seal(secret, hook.ID); err != nil {
			return nil, err
		}
	}
	return anew, nil
}

// Format prints no key for any verb.
func (Ring) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "Ring(redacted)") }

// LogValue prints no key.
func (Ring) LogValue() slog.Value { return slog.StringValue("Ring(redacted)") }
