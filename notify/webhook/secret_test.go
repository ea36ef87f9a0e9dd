package webhook_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"burgerbode/notify/webhook"
)

func TestSecretsComeBackFromTheirText(t *testing.T) {
	t.Parallel()
	for _, size := range []int{24, 25, 32, 64} {
		text := "whsec_" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xfb}, size))
		if got, err := webhook.ParseSecret(text); err != nil || got.Text() != text {
			t.Errorf("%d bytes come back as %q, %v", size, got.Text(), err)
		}
	}
	made := secret(t, "a")
	if got, err := webhook.ParseSecret(made.Text()); err != nil || got != made {
		t.Errorf("a new secret does not come back: %v", err)
	}
	if made == secret(t, "b") || (webhook.Secret{}).Text() != "" {
		t.Error("secrets are not told apart")
	}
}

func TestNoSecretIsMadeOfTooLittleChance(t *testing.T) {
	t.Parallel()
	if got, err := webhook.NewSecret(strings.NewReader(strings.Repeat("a", 31))); !errors.Is(err, io.ErrUnexpectedEOF) || got != (webhook.Secret{}) {
		t.Errorf("31 bytes make a secret: %v", err)
	}
}

func TestParseSecretRejects(t *testing.T) {
	t.Parallel()
	encode := func(size int) string { return base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xfb}, size)) }
	for name, text := range map[string]string{
		"nothing": "", "no prefix": encode(32), "another prefix": "whsk_" + encode(32), "prefix in capitals": "WHSEC_" + encode(32),
		"nothing behind": "whsec_", "too short": "whsec_" + encode(23), "too long": "whsec_" + encode(65),
		"a space": "whsec_" + encode(32) + " ", "a line end": "whsec_" + encode(32) + "\n", "no padding": "whsec_" + strings.TrimRight(encode(32), "="),
		"url alphabet": "whsec_" + base64.URLEncoding.EncodeToString(bytes.Repeat([]byte{0xfb}, 32)), "loose bits": "whsec_" + strings.Repeat("A", 42) + "B=",
	} {
		got, err := webhook.ParseSecret(text)
		if !errors.Is(err, webhook.ErrSecret) || got != (webhook.Secret{}) {
			t.Errorf("%s: accepted, %v", name, err)
		}
		if err != nil && len(text) > 20 && strings.Contains(err.Error(), text[8:]) {
			t.Errorf("%s: the error has the text: %v", name, err)
		}
	}
}

// What holds a secret, a receiver's address or an event shows neither, wherever it is printed.
func TestNothingShowsASecret(t *testing.T) {
	t.Parallel()
	const inAddress, inEvent = "Geheim-pad", "Geheim-bericht"
	current, previous := secret(t, "a"), secret(t, "b")
	to := webhook.Endpoint{URL: "https://hooks.example.com/" + inAddress + "?key=" + inAddress, Secret: current, Previous: previous}
	message := webhook.Message{ID: "evt_1", Body: []byte(inEvent)}
	client := newClient(t, webhook.Config{})
	outcome := client.Send(t.Context(), webhook.Endpoint{URL: "https://127.0.0.1/" + inAddress, Secret: current}, message)

	var out bytes.Buffer
	values := []any{current, &current, to, &to, message, &message, outcome, outcome.Kind, struct{ S webhook.Secret }{current}}
	for _, value := range values {
		slog.New(slog.NewTextHandler(&out, nil)).Info("seen", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("seen", "value", value)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			_, _ = fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	_, _ = fmt.Fprintf(&out, "%+v %#v\n", struct{ s webhook.Secret }{current}, struct{ s webhook.Secret }{current})
	for _, value := range []any{current, webhook.Endpoint{Secret: current, Previous: previous}} {
		asJSON, jsonErr := json.Marshal(value)
		asXML, xmlErr := xml.Marshal(value)
		if err := errors.Join(jsonErr, xmlErr); err != nil {
			t.Error(err)
		}
		out.Write(append(asJSON, asXML...))
	}
	shown := out.String()
	for name, kept := range map[string]string{
		"secret": current.Text()[6:20], "raw secret": strings.Repeat("a", 8), "secret in hexadecimal": strings.Repeat("61", 8),
		"previous secret": previous.Text()[6:20], "raw previous secret": strings.Repeat("b", 8), "address": inAddress, "event": inEvent,
		"event in hexadecimal": fmt.Sprintf("%x", inEvent),
	} {
		if strings.Contains(shown, kept) {
			t.Errorf("the %s shows:\n%s", name, shown)
		}
	}
	for _, useful := range []string{"hooks.example.com", "evt_1"} {
		if !strings.Contains(shown, useful) {
			t.Errorf("%s does not show", useful)
		}
	}
}
