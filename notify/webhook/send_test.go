package webhook_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"burgerbode/notify/webhook"
)

// "Delivery success and failure" of the specification, status by status.
func TestWhatAnAnswerMeans(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct {
		kind   webhook.Kind
		reason string
	}{
		200: {webhook.Accepted, ""}, 201: {webhook.Accepted, ""}, 202: {webhook.Accepted, ""}, 204: {webhook.Accepted, ""}, 299: {webhook.Accepted, ""},
		301: {webhook.Refused, "redirected"}, 304: {webhook.Refused, "redirected"}, 307: {webhook.Refused, "redirected"},
		400: {webhook.Refused, "refused"}, 401: {webhook.Refused, "refused"}, 404: {webhook.Refused, "refused"}, 422: {webhook.Refused, "refused"},
		408: {webhook.Retry, "try again"}, 425: {webhook.Retry, "try again"}, 429: {webhook.Retry, "fewer requests"},
		410: {webhook.Gone, "gone"},
		500: {webhook.Retry, "error of its own"}, 502: {webhook.Retry, "error of its own"}, 503: {webhook.Retry, "error of its own"},
		599: {webhook.Retry, "error of its own"}, 600: {webhook.Retry, "error of its own"},
	} {
		receiver := newEndpoint(t, answer(status))
		expect(t, receiver.send(t), want.kind, status, want.reason)
		if n := receiver.requests.Load(); n != 1 {
			t.Errorf("%d: %d requests were sent", status, n)
		}
	}
}

func TestAnEndpointIsLeftAloneAsLongAsItAsks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		status     int
		retryAfter string
		want       time.Duration
	}{
		{429, "120", 2 * time.Minute}, {503, "7", 7 * time.Second}, {404, "60", time.Minute}, {302, "60", time.Minute},
		{429, "999999999999", 24 * time.Hour}, {429, "-5", 0}, {429, "soon", 0}, {429, "", 0}, {200, "60", 0}, {410, "60", 0},
		{429, "Thu, 01 Jan 2026 10:00:30 GMT", 30 * time.Second}, {429, "Thu, 01 Jan 2026 09:00:00 GMT", 0}, {503, "Thu, 01 Jan 2099 10:00:00 GMT", 24 * time.Hour},
	} {
		receiver := newEndpoint(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Thu, 01 Jan 2026 10:00:00 GMT")
			w.Header().Set("Retry-After", row.retryAfter)
			w.WriteHeader(row.status)
		})
		if got := receiver.send(t).RetryAfter; got != row.want {
			t.Errorf("%d with Retry-After %q: it is left alone for %v, not %v", row.status, row.retryAfter, got, row.want)
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	private := newEndpoint(t, answer(http.StatusOK))
	for _, status := range []int{301, 302, 303, 307, 308} {
		receiver := newEndpoint(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, private.URL, status) })
		expect(t, receiver.send(t), webhook.Refused, status, "redirected")
	}
	if n := private.requests.Load(); n != 0 {
		t.Errorf("%d redirects were followed", n)
	}
}

func TestANameMayNotLeadToAPrivateAddress(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, answer(http.StatusOK))
	for _, addresses := range [][]string{
		{"127.0.0.1"}, {"::1"}, {"127.0.0.1", "::1"}, {"::ffff:127.0.0.1"}, {"10.0.0.1"}, {"169.254.169.254"}, {"100.64.0.1"}, {"0.0.0.0"}, {"fd00:ec2::254"},
	} {
		client := newClient(t, webhook.Config{RootCAs: receiver.trusted(), Resolver: names(t, always(addresses...))})
		got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.named(t), Secret: secret(t, "a")}, event())
		expect(t, got, webhook.Refused, 0, "not one of the public internet")
	}
	if n := receiver.requests.Load(); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
	// The same name and address, and only the permission differs.
	client := newClient(t, webhook.Config{RootCAs: receiver.trusted(), Resolver: names(t, always("127.0.0.1")), AllowPrivate: true})
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.named(t), Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Accepted, http.StatusOK, "")
}

// Whoever owns a name may let it lead to a public address while it is looked at, and to us when we connect.
func TestANameMayNotChangeItsMind(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, answer(http.StatusOK))
	resolver := names(t, func(n int64) []netip.Addr {
		if n == 1 {
			return []netip.Addr{netip.MustParseAddr("93.184.216.34")}
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	})
	client := newClient(t, webhook.Config{RootCAs: receiver.trusted(), Resolver: resolver})
	looked, err := resolver.LookupNetIP(t.Context(), "ip4", endpointName)
	if err != nil || len(looked) != 1 || looked[0].Unmap().IsLoopback() || client.CheckURL(receiver.named(t)) != nil {
		t.Fatalf("the first look-up gives %v, %v", looked, err)
	}
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.named(t), Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Refused, 0, "not one of the public internet")
	if n := receiver.requests.Load(); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

func TestAnAddressThatIsNotAllowedIsNotCalled(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, answer(http.StatusOK))
	client := newClient(t, webhook.Config{RootCAs: receiver.trusted()})
	for _, text := range []string{receiver.URL, strings.Replace(receiver.URL, "127.0.0.1", "localhost", 1), "", "http://example.com/"} {
		expect(t, client.Send(t.Context(), webhook.Endpoint{URL: text, Secret: secret(t, "a")}, event()), webhook.Refused, 0, "not a webhook address")
	}
	if n := receiver.requests.Load(); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

func TestADemoDeliversOverPlainHTTP(t *testing.T) {
	t.Parallel()
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if err := verifier(t, secret(t, "a").Text()).Verify(read(t, r), r.Header); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(receiver.Close)
	to := webhook.Endpoint{URL: receiver.URL, Secret: secret(t, "a")}
	expect(t, newClient(t, webhook.Config{AllowPrivate: true}).Send(t.Context(), to, event()), webhook.Accepted, http.StatusOK, "")
	expect(t, newClient(t, webhook.Config{}).Send(t.Context(), to, event()), webhook.Refused, 0, "not a webhook address")
}

func TestAnEndpointThatDoesNotAnswerIsTriedAgain(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted(), Timeout: 200 * time.Millisecond})
	patient, stop := context.WithTimeout(t.Context(), 2*webhook.DefaultTimeout) // a stop would have another reason
	defer stop()
	got := client.Send(patient, webhook.Endpoint{URL: receiver.URL, Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Retry, 0, "did not answer in time")
}

// The status decides: an endpoint that has answered and then stalls costs us the timeout and nothing more.
func TestASlowBodyDoesNotUndoTheAnswer(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "o")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted(), Timeout: 5 * time.Second}) // in which the answer comes
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.URL, Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Accepted, http.StatusAccepted, "")
}

// The handler ends when nobody reads any more, which is long before a hundred MiB: what it has written by then lies in
// buffers on the way.
func TestAnEndlessBodyIsNotRead(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	receiver := newEndpoint(t, func(w http.ResponseWriter, _ *http.Request) {
		var err error
		page := make([]byte, 64<<10)
		for written := 0; err == nil && written < 100<<20; written += len(page) {
			_, err = w.Write(page)
		}
		ended <- err
	})
	expect(t, receiver.send(t), webhook.Accepted, http.StatusOK, "")
	if err := <-ended; err == nil {
		t.Error("a hundred MiB of an answer were taken")
	}
}

func TestEndlessHeadersAreNotRead(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Long", strings.Repeat("a", 1<<20)) })
	expect(t, receiver.send(t), webhook.Retry, 0, "the connection failed")
}

func TestWhoeverStopsADeliveryLearnsNothingAboutTheEndpoint(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	receiver := newEndpoint(t, func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() })
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted()})
	got := client.Send(ctx, webhook.Endpoint{URL: receiver.URL, Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Retry, 0, "was stopped")
}

func TestEndpointsThatCannotBeReachedAreTriedAgain(t *testing.T) {
	t.Parallel()
	receiver := newEndpoint(t, answer(http.StatusOK))
	receiver.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // it complains of handshakes that end early
	plain := httptest.NewServer(answer(http.StatusOK))
	t.Cleanup(plain.Close)
	old := httptest.NewUnstartedServer(answer(http.StatusOK))
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11}
	old.Config.ErrorLog = receiver.Config.ErrorLog
	old.StartTLS()
	t.Cleanup(old.Close)
	silent := rude(t, "")
	port := func(address string) string {
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return at.Port()
	}
	trusting := webhook.Config{RootCAs: receiver.trusted(), AllowPrivate: true}
	elsewhere := webhook.Config{RootCAs: receiver.trusted(), AllowPrivate: true, Resolver: names(t, always("127.0.0.1"))}
	for name, row := range map[string]struct {
		config webhook.Config
		url    string
		reason string
	}{
		"no name":               {webhook.Config{AllowPrivate: true, Resolver: names(t, always())}, receiver.named(t), "host was not found"},
		"another authority":     {webhook.Config{AllowPrivate: true}, receiver.URL, "certificate is not trusted"},
		"another name":          {elsewhere, "https://hooks.gent.be:" + port(receiver.URL), "certificate is not trusted"},
		"plain http":            {trusting, "https://127.0.0.1:" + port(plain.URL), "does not speak tls"},
		"tls 1.1":               {trusting, old.URL, "the connection failed"},
		"nobody listens":        {trusting, "https://" + closed(t), "refused the connection"},
		"ends at once":          {trusting, "http://" + silent, "the connection failed"},
		"answers something":     {trusting, "http://" + rude(t, "220 mail.gent.be Geheim\r\n"), "the connection failed"},
		"answers half a header": {trusting, "http://" + rude(t, "HTTP/1.1 200 OK\r\nGeheim"), "the connection failed"},
	} {
		got := newClient(t, row.config).Send(t.Context(), webhook.Endpoint{URL: row.url, Secret: secret(t, "a")}, event())
		if got.Kind != webhook.Retry || !strings.Contains(got.Reason, row.reason) || strings.Contains(got.Reason, "Geheim") {
			t.Errorf("%s: the outcome is %+v, not %q", name, got, row.reason)
		}
	}
	if n := receiver.requests.Load(); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

// Not parallel: it changes the environment.
func TestTheEnvironmentsProxyIsNotUsed(t *testing.T) {
	proxy := newEndpoint(t, answer(http.StatusOK))
	t.Setenv("HTTPS_PROXY", proxy.URL)
	t.Setenv("ALL_PROXY", proxy.URL)
	receiver := newEndpoint(t, answer(http.StatusOK))
	client := newClient(t, webhook.Config{AllowPrivate: true, RootCAs: receiver.trusted(), Resolver: names(t, always("127.0.0.1"))})
	got := client.Send(t.Context(), webhook.Endpoint{URL: receiver.named(t), Secret: secret(t, "a")}, event())
	expect(t, got, webhook.Accepted, http.StatusOK, "")
	if asked, arrived := proxy.requests.Load(), receiver.requests.Load(); asked != 0 || arrived != 1 {
		t.Errorf("the proxy got %d requests and the endpoint %d", asked, arrived)
	}
}

func TestAConfigurationNamesAllItsProblems(t *testing.T) {
	t.Parallel()
	_, err := webhook.New(webhook.Config{Timeout: -time.Second})
	if err == nil || !strings.Contains(err.Error(), "clock") || !strings.Contains(err.Error(), "timeout") {
		t.Errorf("the error is %v", err)
	}
}

// rude accepts connections, says something that is no HTTP answer, and hangs up.
func rude(t *testing.T, says string) string {
	t.Helper()
	listener := listen(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			_, _ = io.WriteString(conn, says)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return listener.Addr().String()
}

// closed is an address where nobody listens any more.
func closed(t *testing.T) string {
	t.Helper()
	listener := listen(t)
	_ = listener.Close()
	return listener.Addr().String()
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}
