package webhook_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"burgerbode/notify/webhook"
)

// verifier is what a receiver runs: the specification's own library.
func verifier(t *testing.T, text string) *standardwebhooks.Webhook {
	t.Helper()
	made, err := standardwebhooks.NewWebhook(text)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestAReceiverVerifiesADeliveryWithTheSpecificationsLibrary(t *testing.T) {
	t.Parallel()
	message := webhook.Message{ID: "evt_1:x-2", Body: []byte("{\"name\":\"Zoë.\\n\"}  ")}
	current := secret(t, "a")
	receiver := newEndpoint(t, func(w http.ResponseWriter, r *http.Request) {
		body := read(t, r)
		if !bytes.Equal(body, message.Body) {
			t.Errorf("the body came as %q", body)
		}
		if err := verifier(t, current.Text()).Verify(body, r.Header); err != nil {
			t.Error(err)
		}
		if err := verifier(t, secret(t, "b").Text()).Verify(body, r.Header); err == nil {
			t.Error("another secret verifies too")
		}
		if err := verifier(t, current.Text()).Verify(append(body, ' '), r.Header); err == nil {
			t.Error("another body verifies too")
		}
		for name, want := range map[string]string{
			"webhook-id": message.ID, "Content-Type": "application/json", "User-Agent": "Burgerbode-Webhook/1", "Accept-Encoding": "",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s is %q, not %q", name, got, want)
			}
		}
		if r.Method != http.MethodPost || r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("it came as %s with %v", r.Method, r.Header)
		}
	})
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted()})
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.URL, Secret: current}, message)
	expect(t, got, webhook.Accepted, http.StatusOK, "")
}

func TestWhileTheSecretChangesBothVerify(t *testing.T) {
	t.Parallel()
	now, before := secret(t, "a"), secret(t, "b")
	receiver := newEndpoint(t, func(w http.ResponseWriter, r *http.Request) {
		body := read(t, r)
		for _, known := range []webhook.Secret{now, before} {
			if err := verifier(t, known.Text()).Verify(body, r.Header); err != nil {
				t.Error(err)
			}
		}
		if err := verifier(t, secret(t, "c").Text()).Verify(body, r.Header); err == nil {
			t.Error("a third secret verifies too")
		}
		if signatures := strings.Split(r.Header.Get("webhook-signature"), " "); len(signatures) != 2 {
			t.Errorf("the signatures are %q", signatures)
		}
	})
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted()})
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.URL, Secret: now, Previous: before}, event())
	expect(t, got, webhook.Accepted, http.StatusOK, "")
}

// The example of the specification's library.
func TestSignatureIsThePublishedOne(t *testing.T) {
	t.Parallel()
	known, err := webhook.ParseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	receiver := newEndpoint(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("webhook-signature"); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
			t.Errorf("the signature is %q", got)
		}
		if got := r.Header.Get("webhook-timestamp"); got != "1614265330" {
			t.Errorf("the timestamp is %q", got)
		}
	})
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted()})
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.URL, Secret: known}, webhook.Message{
		ID: "msg_p5jXN8AQM9LWM0D4loKWxJek", At: time.Unix(1614265330, 0), Body: []byte(`{"test": 2432232314}`),
	})
	expect(t, got, webhook.Accepted, http.StatusOK, "")
}

func TestWhatCannotBeSignedIsNotSent(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, answer(http.StatusOK))
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted()})
	to := webhook.Endpoint{URL: receiver.URL, Secret: secret(t, "a")}
	for _, id := range []string{"", "evt.1", "evt 1", "evt\r\nX-Evil: 1", "évt", strings.Repeat("e", 257)} {
		expect(t, client.Send(t.Context(), to, webhook.Message{ID: id}), webhook.Refused, 0, "id cannot be signed")
	}
	to.Secret = webhook.Secret{}
	expect(t, client.Send(t.Context(), to, event()), webhook.Refused, 0, "no secret")
	if n := receiver.requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
