package webhook_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/webhook"
)

func ring(t *testing.T, texts ...string) webhook.Ring {
	t.Helper()
	made, err := webhook.NewRing(texts...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

const (
	oldKey = "the old key of the tests: 32 bytes"
	newKey = "the new key of the tests: 32 bytes"
)

func TestSecretsAreSealedAndTheirKeyMayChange(t *testing.T) {
	t.Parallel()
	one := secret(t, "a")
	sealed, err := ring(t, oldKey).Seal(one, "hook")
	if err != nil || strings.Contains(string(sealed), "whsec_") || strings.Contains(string(sealed), strings.TrimPrefix(one.Text(), "whsec_")) {
		t.Fatalf("sealed as %s, %v", string(sealed), err)
	}
	both := ring(t, newKey, oldKey)
	for name, keys := range map[string]webhook.Ring{"the key itself": ring(t, oldKey), "another one in front": both} {
		if opened, err := keys.Open(sealed, "hook"); err != nil || opened.Text() != one.Text() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, open := range map[string]func() (webhook.Secret, error){
		"without its key":     func() (webhook.Secret, error) { return ring(t, newKey).Open(sealed, "hook") },
		"of another webhook":  func() (webhook.Secret, error) { return both.Open(sealed, "other") },
		"cut off":             func() (webhook.Secret, error) { return both.Open(sealed[:40], "hook") },
		"without its content": func() (webhook.Secret, error) { return both.Open(sealed[:18], "hook") },
	} {
		if opened, err := open(); !errors.Is(err, webhook.ErrSealed) || opened != (webhook.Secret{}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	hook := &model.Webhook{ID: "hook", Secret: sealed, Previous: model.WebhookSecret(secret(t, "b").Text()), PreviousTill: time.Now().Add(time.Hour)}
	anew, err := both.Reseal(hook)
	if err != nil || len(anew) != 2 {
		t.Fatalf("sealed anew: %d, %v", len(anew), err)
	}
	for old, made := range anew {
		if !hook.Reseal(old, made) || hook.Reseal(old, made) {
			t.Error("the webhook has not what was sealed anew")
		}
	}
	endpoint, err := ring(t, newKey).Endpoint(hook, time.Now())
	if err != nil || endpoint.Secret != one || endpoint.Previous != secret(t, "b") {
		t.Errorf("with the new key only: %v", err)
	}
	if anew, err := both.Reseal(hook); err != nil || len(anew) != 0 {
		t.Errorf("again: %d, %v", len(anew), err)
	}
}

func TestARingNeedsLongKeysAndShowsNone(t *testing.T) {
	t.Parallel()
	if _, err := webhook.NewRing(newKey, "short"); err == nil || strings.Contains(err.Error(), "short") || !strings.Contains(err.Error(), "key 2") {
		t.Errorf("a short key: %v", err)
	}
	if none := ring(t); !none.Empty() || none.Stale("whsec_x") {
		t.Error("a ring without keys seals")
	}
	if _, err := ring(t).Seal(secret(t, "a"), "hook"); err == nil {
		t.Error("sealed without a key")
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, ring(t, oldKey)); text != "Ring(redacted)" {
			t.Errorf("%s prints %s", verb, text)
		}
	}
}
