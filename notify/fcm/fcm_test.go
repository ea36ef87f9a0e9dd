package fcm_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"

	"firebase.google.com/go/v4/messaging"
)

const token = "fGh1:APA91bTokenThatNobodyMayLog"

func message() *messaging.Message {
	return &messaging.Message{Token: token, Data: map[string]string{"push": "p1"}}
}

// client returns a client for an endpoint; change may alter its configuration.
func client(t *testing.T, endpoint string, change ...func(*fcm.Config)) *fcm.Client {
	t.Helper()
	config := fcm.Config{Project: "burgerbode", Endpoint: endpoint}
	for _, f := range change {
		f(&config)
	}
	c, err := fcm.New(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// answering serves one handler and counts its requests.
func answering(t *testing.T, h http.HandlerFunc) (endpoint string, requests *atomic.Int64) {
	t.Helper()
	requests = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		h(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/v1", requests
}

func TestAccepted(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	r := client(t, endpoint).Send(t.Context(), message())
	if r.Class != fcm.Accepted || r.Err != nil || r.Code != "" || r.RetryAfter != 0 {
		t.Fatalf("got %+v", r)
	}
	log := fake.Log()
	if len(log) != 1 || log[0].Outcome != fcmtest.Accepted || log[0].Token != token || log[0].Name != r.MessageName {
		t.Fatalf("result %+v, log %+v", r, log)
	}
	if want := `{"data":{"push":"p1"},"token":"` + token + `"}`; string(log[0].Message) != want {
		t.Errorf("message %s, want %s", log[0].Message, want)
	}
}

// Every way in which FCM can fail becomes its class, after one request.
func TestClasses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		outcome    fcmtest.Outcome
		retryAfter int // seconds, sent by the fake
		class      fcm.Class
		code       string
		wait       time.Duration
	}{
		{fcmtest.Unregistered, 0, fcm.Unregistered, "UNREGISTERED", 0},
		{fcmtest.SenderIDMismatch, 0, fcm.Invalid, "SENDER_ID_MISMATCH", 0},
		{fcmtest.QuotaExceeded, 0, fcm.Quota, "QUOTA_EXCEEDED", time.Minute},
		{fcmtest.QuotaExceeded, 7, fcm.Quota, "QUOTA_EXCEEDED", 7 * time.Second},
		{fcmtest.QuotaExceeded, 1e9, fcm.Quota, "QUOTA_EXCEEDED", time.Hour},
		{fcmtest.RateLimitExceeded, 0, fcm.Quota, "HTTP_429", time.Minute},
		{fcmtest.Unavailable, 0, fcm.Retry, "UNAVAILABLE", 0},
		{fcmtest.Unavailable, 1, fcm.Retry, "UNAVAILABLE", time.Second},
		{fcmtest.Bare503, 0, fcm.Retry, "HTTP_503", 0},
		{fcmtest.Bare503, 200, fcm.Retry, "HTTP_503", 200 * time.Second},
		{fcmtest.Internal, 0, fcm.Retry, "INTERNAL", 0},
		{fcmtest.InvalidArgument, 0, fcm.Invalid, "INVALID_ARGUMENT", 0},
		{fcmtest.ThirdPartyAuthError, 0, fcm.Unauthorised, "THIRD_PARTY_AUTH_ERROR", 0},
		{fcmtest.Unauthenticated, 0, fcm.Unauthorised, "HTTP_401", 0},
		{fcmtest.PermissionDenied, 0, fcm.Unauthorised, "HTTP_403", 0},
		{fcmtest.Reset, 0, fcm.Retry, "NETWORK", 0},
		{fcmtest.Lost, 0, fcm.Retry, "NETWORK", 0},
	} {
		t.Run(string(row.outcome), func(t *testing.T) {
			t.Parallel()
			fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{
				Shares: map[fcmtest.Outcome]float64{row.outcome: 1}, RetryAfterSeconds: row.retryAfter,
			}})
			r := client(t, endpoint).Send(t.Context(), message())
			if r.Class != row.class || r.Code != row.code || r.RetryAfter != row.wait {
				t.Errorf("got %s %s, wait %v", r.Class, r.Code, r.RetryAfter)
			}
			if e, ok := errors.AsType[*fcm.Error](r.Err); !ok || e.Class != r.Class || e.Code != r.Code {
				t.Errorf("error %v does not tell class and code", r.Err)
			}
			if n := len(fake.Log()); n != 1 {
				t.Errorf("%d requests, want 1", n)
			}
			t.Log(r.Err)
		})
	}
}

func TestLostAnswerWasAccepted(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Tokens: map[string]fcmtest.Outcome{token: fcmtest.Lost},
	}})
	r := client(t, endpoint).Send(t.Context(), message())
	log := fake.Log()
	if r.Class != fcm.Retry || len(log) != 1 || log[0].Outcome != fcmtest.Accepted || !log[0].Withheld {
		t.Errorf("result %+v, log %+v", r, log)
	}
}

func TestHangEndsAtTheTimeout(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Shares: map[fcmtest.Outcome]float64{fcmtest.Hang: 1},
	}})
	c := client(t, endpoint, func(c *fcm.Config) { c.Timeout = 3 * time.Second }) // in which the request arrives
	r := c.Send(t.Context(), message())
	if r.Class != fcm.Retry || r.Code != "TIMEOUT" || !errors.Is(r.Err, context.DeadlineExceeded) {
		t.Errorf("got %+v", r)
	}
	if log := fake.Log(); len(log) != 1 || log[0].Outcome != fcmtest.Hang || !log[0].Withheld {
		t.Errorf("log %+v", log)
	}
}

func TestHangEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{
		Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Hang: 1}},
		OnRequest: func(fcmtest.Received) { cancel() },
	})
	c := client(t, endpoint)
	for range 2 { // the second time the context has ended before the request
		if r := c.Send(ctx, message()); r.Class != fcm.Retry || r.Code != "CANCELLED" {
			t.Errorf("got %+v", r)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	endpoint := "http://" + listener.Addr().String() + "/v1"
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if r := client(t, endpoint).Send(t.Context(), message()); r.Class != fcm.Retry || r.Code != "NETWORK" {
		t.Errorf("got %+v", r)
	}
}

// An address that is not FCM's must never cost a device.
func TestWrongAddress(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	r := client(t, strings.TrimSuffix(endpoint, "/v1")+"/elsewhere/v1").Send(t.Context(), message())
	if r.Class != fcm.Unauthorised || r.Code != "HTTP_404" {
		t.Errorf("got %+v", r)
	}
}

// What proxies and half-dead servers answer.
func TestStrangeAnswers(t *testing.T) {
	t.Parallel()
	body := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(text))
		}
	}
	page := "<html>" + strings.Repeat("é", 1000)
	for name, row := range map[string]struct {
		answer http.HandlerFunc
		class  fcm.Class
		code   string
	}{
		"bad gateway":     {body(502, page), fcm.Retry, "HTTP_502"},
		"request timeout": {body(408, ""), fcm.Retry, "HTTP_408"},
		"too large":       {body(413, ""), fcm.Invalid, "HTTP_413"},
		"bare 400":        {body(400, `{"error":{"status":"INVALID_ARGUMENT"}}`), fcm.Invalid, "HTTP_400"},
		"unknown code": {body(500, `{"error":{"details":[{"@type":`+
			`"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"UNSPECIFIED_ERROR"}]}}`), fcm.Retry, "HTTP_500"},
		"page":          {body(200, page), fcm.Retry, "BAD_RESPONSE"},
		"no name":       {body(200, "{}"), fcm.Retry, "BAD_RESPONSE"},
		"nothing":       {body(204, ""), fcm.Retry, "BAD_RESPONSE"},
		"sees other":    {body(303, "{}"), fcm.Unauthorised, "HTTP_303"},
		"redirect":      {http.RedirectHandler("/login", http.StatusTemporaryRedirect).ServeHTTP, fcm.Unauthorised, "HTTP_307"},
		"cut in middle": {cutInTheMiddle, fcm.Retry, "NETWORK"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoint, requests := answering(t, row.answer)
			r := client(t, endpoint).Send(t.Context(), message())
			if r.Class != row.class || r.Code != row.code || r.Err == nil || len(r.Err.Error()) > 400 {
				t.Errorf("got %+v", r)
			}
			if requests.Load() != 1 {
				t.Errorf("%d requests, want 1", requests.Load())
			}
		})
	}
}

func cutInTheMiddle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = w.Write([]byte(`{"name":`))
	panic(http.ErrAbortHandler)
}

// A Retry-After may be a date, which counts from the answer's own.
func TestRetryAfterDate(t *testing.T) {
	t.Parallel()
	endpoint, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", "Sun, 14 Oct 2018 06:00:00 GMT")
		w.Header().Set("Retry-After", "Sun, 14 Oct 2018 06:01:30 GMT")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	if r := client(t, endpoint).Send(t.Context(), message()); r.Class != fcm.Quota || r.RetryAfter != 90*time.Second {
		t.Errorf("got %+v", r)
	}
}

func TestTokensStayOutOfTexts(t *testing.T) {
	t.Parallel()
	endpoint, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":{"message":"bad ` + token + `","details":[{"fieldViolations":` +
			`[{"field":"message.token","description":"no ` + token + `"}]}]}}`))
	})
	var written bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c, err := fcm.New(t.Context(), fcm.Config{Project: "p", Endpoint: endpoint}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	r := c.Send(t.Context(), message())
	log.Info("sent", "result", r, "error", r.Err)
	if strings.Contains(written.String(), token) || strings.Contains(r.Err.Error(), token) {
		t.Errorf("the token is in %s", written.String())
	}
	if want := "send to fcm: INVALID HTTP_400: bad [token]; message.token: no [token]"; r.Err.Error() != want {
		t.Errorf("error %q, want %q", r.Err, want)
	}
}

func TestMessagesThatTheSDKRefuses(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	c := client(t, endpoint)
	for _, m := range []*messaging.Message{nil, {}, {Token: token, Android: &messaging.AndroidConfig{Priority: "urgent"}}} {
		if r := c.Send(t.Context(), m); r.Class != fcm.Invalid || r.Code != "SDK_REFUSED" || r.Err == nil {
			t.Errorf("got %+v", r)
		}
	}
	if n := len(fake.Log()); n != 0 {
		t.Errorf("%d requests, want none", n)
	}
}

func TestValidateOnly(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	c := client(t, endpoint)
	if err := c.ValidateOnly(t.Context(), message()); err != nil {
		t.Error(err)
	}
	fake.Unregister(token)
	e, ok := errors.AsType[*fcm.Error](c.ValidateOnly(t.Context(), message()))
	if !ok || e.Class != fcm.Unregistered {
		t.Errorf("got %v", e)
	}
	log := fake.Log()
	if len(log) != 2 || log[0].Outcome != fcmtest.Validated || !log[0].ValidateOnly {
		t.Errorf("log %+v", log)
	}
}

func TestConfigurationNamesAllProblems(t *testing.T) {
	t.Parallel()
	for endpoint, problem := range map[string]string{
		"http://127.0.0.1:8080":  "does not end in /v1",
		"ftp://fcm.example/v1":   "no http or https address",
		"http://[::1/v1":         "endpoint",
		"http://fcm.example/v1":  "unencrypted",
		"http://localhost/v1/":   "does not end in /v1",
		"https://fcm.example/v2": "does not end in /v1",
	} {
		_, err := fcm.New(t.Context(), fcm.Config{
			Endpoint: endpoint, CredentialsFile: "none.json", Timeout: -1, MaxIdleConns: -1,
		}, slog.New(slog.DiscardHandler))
		for _, want := range []string{problem, "project is empty", "timeout", "idle connections"} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", endpoint, err, want)
			}
		}
	}
}
