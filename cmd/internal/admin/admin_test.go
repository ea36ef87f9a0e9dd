package admin_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"burgerbode/cmd/internal/admin"
)

func TestMetricsShowCountersAndRuntime(t *testing.T) {
	t.Parallel()
	registry := admin.NewRegistry()
	work := admin.CountRequests(registry, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/no" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	for _, path := range []string{"/", "/no", "/no"} {
		work.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, http.NoBody))
	}
	server := httptest.NewServer(admin.Handler(registry))
	defer server.Close()
	for path, wanted := range map[string][]string{
		"/metrics": {
			"# TYPE burgerbode_http_requests_total counter\n", `burgerbode_http_requests_total{status="200"} 1` + "\n",
			`burgerbode_http_requests_total{status="404"} 2` + "\n", "\ngo_goroutines ", "\nprocess_cpu_seconds_total ",
		},
		"/debug/pprof/":          {"goroutine"},
		"/debug/pprof/goroutine": nil,
		"/healthz":               nil,
	} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		if err := response.Body.Close(); err != nil {
			t.Error(err)
		}
		if err != nil || response.StatusCode >= http.StatusMultipleChoices {
			t.Errorf("%s: %s %v", path, response.Status, err)
		}
		for _, want := range wanted {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s lacks %q:\n%s", path, want, text)
			}
		}
	}
}
