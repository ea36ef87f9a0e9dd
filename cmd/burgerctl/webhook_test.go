package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// A sender's developer sets a webhook, tests it, changes its secret, and removes it.
func TestAWebhookIsSetTestedRotatedAndRemoved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var verify atomic.Pointer[standardwebhooks.Webhook]
	var signatures atomic.Int64
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = verify.Load().Verify(body, r.Header)
		}
		if err != nil || !strings.Contains(string(body), `"type":"test.v1"`) {
			t.Errorf("got %s, %v", body, err)
		}
		signatures.Store(int64(len(strings.Fields(r.Header.Get("Webhook-Signature")))))
		if r.URL.Path == "/fout" {
			w.WriteHeader(http.StatusTeapot)
		}
	}))
	t.Cleanup(receiver.Close)
	call := func(args ...string) (string, error) {
		out, _, err := b.call(t.Context(), append([]string{"webhook"}, append(args, "--api", b.url, "--token-file", b.token)...)...)
		return strings.TrimSpace(out), err
	}
	trust := func(secret string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		known, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		verify.Store(known)
	}
	trust(call("set", "zaak", receiver.URL+"/goed"))
	if out, err := call("test", "zaak"); err != nil || !strings.Contains(out, "accepted=true status=200") {
		t.Errorf("tested: %q, %v", out, err)
	}
	if _, err := call("test", "zaak"); err == nil || !strings.Contains(err.Error(), "RATE_LIMITED") {
		t.Errorf("tested again at once: %v", err)
	}
	trust(call("set", "tweede", receiver.URL+"/fout"))
	trust(call("rotate", "tweede"))
	if out, err := call("test", "tweede"); err == nil || !strings.Contains(out, "accepted=false status=418") || signatures.Load() != 2 {
		t.Errorf("with another secret: %q, %v, %d signatures", out, err, signatures.Load())
	}
	if out, err := call("replay", "tweede"); err != nil || !strings.Contains(out, "tweede "+receiver.URL+"/fout active=true failures=0") {
		t.Errorf("replayed: %q, %v", out, err)
	}
	if out, err := call("set", "zaak", receiver.URL+"/elders"); err != nil || !strings.HasPrefix(out, "zaak "+receiver.URL+"/elders") {
		t.Errorf("changed: %q, %v", out, err)
	}
	if out, err := call("remove", "zaak"); err != nil || out != "removed zaak" {
		t.Errorf("removed: %q, %v", out, err)
	}
	if out, err := call("list"); err != nil || strings.Count(out, "\n") > 0 || !strings.HasPrefix(out, "tweede ") {
		t.Errorf("left: %q, %v", out, err)
	}
}
