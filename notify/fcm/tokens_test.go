package fcm_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// credentials writes a service account's file whose access tokens come from a
// server with the given handler.
func credentials(t *testing.T, issue http.HandlerFunc) (file string) {
	t.Helper()
	server := httptest.NewServer(issue)
	t.Cleanup(server.Close)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]string{
		"type":         "service_account",
		"project_id":   "burgerbode",
		"client_email": "notifier@burgerbode.example",
		"private_key":  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		"token_uri":    server.URL,
	})
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "account.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func issueToken(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprint(w, `{"access_token":"secret","token_type":"Bearer","expires_in":3600}`)
}

func TestAccessTokenIsSentAndKept(t *testing.T) {
	t.Parallel()
	var issued, bearer atomic.Int64
	file := credentials(t, func(w http.ResponseWriter, r *http.Request) {
		issued.Add(1)
		issueToken(w, r)
	})
	fake := fcmtest.New(fcmtest.Options{})
	endpoint, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer secret" {
			bearer.Add(1)
		}
		fake.ServeHTTP(w, r)
	})
	c := client(t, endpoint, func(c *fcm.Config) { c.CredentialsFile = file })
	sendMany(t, c, 16, 2)
	if issued.Load() != 1 || bearer.Load() != 32 {
		t.Errorf("%d tokens issued, %d of 32 requests had one", issued.Load(), bearer.Load())
	}
}

func TestRefusedCredentials(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		400: "UNAUTHORISED NO_TOKEN", 401: "UNAUTHORISED NO_TOKEN", 429: "RETRY NO_TOKEN", 503: "RETRY NO_TOKEN",
	} {
		file := credentials(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, `{"error":"invalid_grant"}`)
		})
		fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
		c := client(t, endpoint, func(c *fcm.Config) { c.CredentialsFile = file })
		r := c.Send(t.Context(), message())
		if got := string(r.Class) + " " + r.Code; got != want || len(fake.Log()) != 0 {
			t.Errorf("%d: got %q, want %q; %v", status, got, want, r.Err)
		}
	}
}

// A server that issues no tokens must not hold up senders beyond their time,
// however many there are.
func TestHangingTokenServer(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	file := credentials(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	const timeout = time.Second
	c := client(t, endpoint, func(c *fcm.Config) {
		c.CredentialsFile = file
		c.Timeout = timeout
	})
	begin := time.Now()
	var wait sync.WaitGroup
	for range 32 {
		wait.Go(func() {
			if r := c.Send(t.Context(), message()); r.Class != fcm.Retry || r.Code != "TIMEOUT" && r.Code != "NO_TOKEN" {
				t.Errorf("got %+v", r)
			}
		})
	}
	wait.Wait()
	// In turn they would take 32 times as long.
	if took := time.Since(begin); took > 16*timeout {
		t.Errorf("32 senders took %v", took)
	}
}

func TestMissingCredentialsFile(t *testing.T) {
	t.Parallel()
	_, err := fcm.New(t.Context(), fcm.Config{
		Project: "p", CredentialsFile: filepath.Join(t.TempDir(), "none.json"),
	}, slog.New(slog.DiscardHandler))
	if err == nil {
		t.Error("no error")
	}
}
