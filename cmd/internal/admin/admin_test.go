package admin_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"burgerbode/cmd/internal/admin"
	"burgerbode/resolvers"
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

func TestMetricsShowWhatOfTheContractIsUsed(t *testing.T) {
	t.Parallel()
	registry := admin.NewRegistry()
	admin.CountUses(registry, func() (operations, fields []resolvers.Use) {
		return []resolvers.Use{{Name: "OpenApp", App: "phone", Version: "2.4.0", Count: 3}},
			[]resolvers.Use{{Name: "Letter.subject", App: "phone", Version: "2.4.0", Deprecated: true, Count: 2}}
	})
	answer := httptest.NewRecorder()
	admin.Handler(registry).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	for _, want := range []string{
		`burgerbode_operation_uses_total{app="phone",operation="OpenApp",version="2.4.0"} 3` + "\n",
		`burgerbode_field_uses_total{app="phone",deprecated="true",field="Letter.subject",version="2.4.0"} 2` + "\n",
	} {
		if !strings.Contains(answer.Body.String(), want) {
			t.Errorf("lacks %q", want)
		}
	}
}
