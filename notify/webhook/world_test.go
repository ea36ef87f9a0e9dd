package webhook_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"burgerbode/notify/webhook"
)

// The endpoints' certificate is httptest's: it is good for 127.0.0.1 and for this name.
const endpointName = "example.com"

func secret(t *testing.T, letter string) webhook.Secret {
	t.Helper()
	made, err := webhook.NewSecret(strings.NewReader(strings.Repeat(letter, 32)))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// endpoint is a receiver with TLS that counts its requests.
type endpoint struct {
	*httptest.Server
	requests atomic.Int64
}

func newEndpoint(t *testing.T, handle http.HandlerFunc) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.requests.Add(1)
		handle(w, r)
	}))
	e.EnableHTTP2 = true
	e.StartTLS()
	t.Cleanup(e.Close)
	return e
}

func answer(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

// trusted are the authorities for every endpoint of these tests.
func (e *endpoint) trusted() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(e.Certificate())
	return pool
}

// named is the endpoint's address with a name for its host.
func (e *endpoint) named(t *testing.T) string {
	t.Helper()
	at, err := url.Parse(e.URL)
	if err != nil {
		t.Fatal(err)
	}
	return "https://" + net.JoinHostPort(endpointName, at.Port())
}

func newClient(t *testing.T, c webhook.Config) *webhook.Client {
	t.Helper()
	c.Now = time.Now
	client, err := webhook.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// send delivers to e from a client that may, and that trusts it.
func (e *endpoint) send(t *testing.T) webhook.Outcome {
	t.Helper()
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: e.trusted()})
	return client.Send(t.Context(), webhook.Endpoint{URL: e.URL, Secret: secret(t, "a")}, event())
}

func event() webhook.Message {
	return webhook.Message{ID: "evt_1", Body: []byte(`{"type":"letter.accepted"}`)}
}

func expect(t *testing.T, got webhook.Outcome, kind webhook.Kind, status int, reason string) {
	t.Helper()
	if got.Kind != kind || got.Status != status || !strings.Contains(got.Reason, reason) || (reason == "") != (got.Reason == "") {
		t.Errorf("the outcome is %+v, not %s %d %q", got, kind, status, reason)
	}
}

// names is a name server that everybody may run: what it answers is up to the test. look gets the number of the look-up,
// from 1, and no address means that the name does not exist.
func names(t *testing.T, look func(n int64) []netip.Addr) *net.Resolver {
	t.Helper()
	var listen net.ListenConfig
	server, err := listen.ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var lookUps atomic.Int64 // one look-up asks twice, for IPv4 and IPv6 addresses; IPv4 counts
	go func() {
		defer close(done)
		for packet := make([]byte, 1500); ; {
			n, from, err := server.ReadFrom(packet)
			if err != nil {
				return
			}
			if reply, err := reply(packet[:n], &lookUps, look); err == nil {
				_, _ = server.WriteTo(reply, from)
			}
		}
	}()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

func reply(query []byte, lookUps *atomic.Int64, look func(n int64) []netip.Addr) ([]byte, error) {
	var message dnsmessage.Message
	if err := message.Unpack(query); err != nil {
		return nil, err
	}
	question := message.Questions[0]
	message.Response, message.Additionals = true, nil
	n := lookUps.Load()
	if question.Type == dnsmessage.TypeA {
		n = lookUps.Add(1)
	}
	addresses := look(max(n, 1))
	if len(addresses) == 0 {
		message.RCode = dnsmessage.RCodeNameError
	}
	for _, address := range addresses {
		header := dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class}
		switch {
		case address.Is4() && question.Type == dnsmessage.TypeA:
			message.Answers = append(message.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: address.As4()}})
		case address.Is6() && question.Type == dnsmessage.TypeAAAA:
			message.Answers = append(message.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: address.As16()}})
		}
	}
	return message.Pack()
}

// always answers every look-up with the same addresses.
func always(addresses ...string) func(int64) []netip.Addr {
	parsed := make([]netip.Addr, len(addresses))
	for i, address := range addresses {
		parsed[i] = netip.MustParseAddr(address)
	}
	return func(int64) []netip.Addr { return parsed }
}

func read(t *testing.T, r *http.Request) []byte {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Errorf("read the delivery: %v", err)
	}
	return bytes.Clone(body)
}
