package console_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"burgerbode/notify/campaign/console"
)

func now() time.Time { return time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC) }

func get(t *testing.T, config console.Config, path string) *httptest.ResponseRecorder {
	t.Helper()
	config.Now = now
	answer := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	console.Handler(config).ServeHTTP(answer, request)
	return answer
}

func TestThePageAndEveryFileItNamesAreServed(t *testing.T) {
	t.Parallel()
	page := get(t, console.Config{}, console.Path+"campaigns/abc/edit")
	if page.Code != http.StatusOK || page.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("the page: status %d, type %q", page.Code, page.Header().Get("Content-Type"))
	}
	named := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page.Body.String(), -1)
	if len(named) < 3 {
		t.Fatalf("the page names only %d files", len(named))
	}
	for _, match := range named {
		served := get(t, console.Config{}, match[1])
		if served.Code != http.StatusOK || strings.HasPrefix(served.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: status %d, type %q", match[1], served.Code, served.Header().Get("Content-Type"))
		}
	}
}

func TestThePageLearnsHowToSignInAndWhatTimeItIs(t *testing.T) {
	t.Parallel()
	signIn := console.SignIn{
		Issuer: "https://issuer.example", AuthorizeURL: "https://issuer.example/auth", TokenURL: "https://token.example/token",
		ClientID: "console", Scope: "openid",
	}
	for _, test := range []struct {
		config console.Config
		want   *console.SignIn
	}{{console.Config{SignIn: signIn}, &signIn}, {console.Config{SignIn: console.SignIn{Issuer: "https://issuer.example"}}, nil}} {
		answer := get(t, test.config, console.ConfigPath)
		var told struct {
			SignIn *console.SignIn
			Now    time.Time
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &told); err != nil {
			t.Fatalf("%v: %s", err, answer.Body)
		}
		if !told.Now.Equal(now()) {
			t.Errorf("it says that it is %v", told.Now)
		}
		if (told.SignIn == nil) != (test.want == nil) || (told.SignIn != nil && *told.SignIn != *test.want) {
			t.Errorf("it says %+v, not %+v", told.SignIn, test.want)
		}
		if caching := answer.Header().Get("Cache-Control"); caching != "no-store" {
			t.Errorf("it is cached: %q", caching)
		}
	}
}

func TestThePageAsksNobodyButTheIssuerAndStandsInNoFrame(t *testing.T) {
	t.Parallel()
	config := console.Config{SignIn: console.SignIn{TokenURL: "https://token.example/op/token", ClientID: "console"}}
	policy := get(t, config, console.Path).Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'self'", "connect-src 'self' https://token.example;", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy has no %q: %s", want, policy)
		}
	}
}
