// Package admin serves what operators look at, on an address of its own that the public never
// reaches: GET /metrics in Prometheus' text format, /healthz, and Go's profiles below /debug/pprof/.
// Start reading at Handler.
package admin

import (
	"fmt"
	"io"
	"net/http"
	"net/http/pprof"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Counters count what a command does. The zero value is ready; all methods are safe for many
// goroutines at once.
type Counters struct{ held sync.Map } // series, such as name{label="value"} → *atomic.Int64

// Add counts one more of a series. Labels come as name, value, name, value; their values are words
// of the program's own, never a citizen's data.
func (c *Counters) Add(name string, labels ...string) { c.of(name, labels).Add(1) }

// Declare shows a series, as 0, before anything of it is counted.
func (c *Counters) Declare(name string, labels ...string) { c.of(name, labels) }

// of is the counter of a series.
func (c *Counters) of(name string, labels []string) *atomic.Int64 {
	series := name
	if len(labels) > 1 {
		var pairs []string
		for pair := range slices.Chunk(labels, 2) {
			pairs = append(pairs, fmt.Sprintf("%s=%q", pair[0], pair[1]))
		}
		series += "{" + strings.Join(pairs, ",") + "}"
	}
	held, found := c.held.Load(series)
	if !found {
		held, _ = c.held.LoadOrStore(series, new(atomic.Int64))
	}
	counter, ok := held.(*atomic.Int64)
	if !ok {
		return new(atomic.Int64) // never: only counters are held
	}
	return counter
}

// write writes the counters, sorted, each name with its type once.
func (c *Counters) write(w io.Writer) {
	lines := map[string]int64{}
	var series []string
	c.held.Range(func(key, value any) bool {
		name, isText := key.(string)
		counter, isCounter := value.(*atomic.Int64)
		if isText && isCounter {
			series, lines[name] = append(series, name), counter.Load()
		}
		return true
	})
	slices.Sort(series)
	last := ""
	for _, one := range series {
		name, _, _ := strings.Cut(one, "{")
		if name != last {
			_, _ = fmt.Fprintf(w, "# TYPE %s counter\n", name)
			last = name
		}
		_, _ = fmt.Fprintf(w, "%s %d\n", one, lines[one])
	}
}

// runtimeSeries are the figures of Go's runtime that are shown, by the names that Prometheus' own
// client gives them.
func runtimeSeries() map[string]string {
	return map[string]string{
		"go_goroutines":                   "/sched/goroutines:goroutines",
		"go_memory_total_bytes":           "/memory/classes/total:bytes",
		"go_memory_heap_objects_bytes":    "/memory/classes/heap/objects:bytes",
		"go_gc_cycles_total":              "/gc/cycles/total:gc-cycles",
		"go_gc_heap_allocs_bytes_total":   "/gc/heap/allocs:bytes",
		"go_cpu_classes_user_seconds":     "/cpu/classes/user:cpu-seconds",
		"go_cpu_classes_gc_total_seconds": "/cpu/classes/gc/total:cpu-seconds",
	}
}

func writeRuntime(w io.Writer) {
	shown := runtimeSeries()
	names := make([]string, 0, len(shown))
	for name := range shown {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		sample := []metrics.Sample{{Name: shown[name]}}
		metrics.Read(sample)
		kind := "gauge"
		if strings.HasSuffix(name, "_total") {
			kind = "counter"
		}
		switch value := sample[0].Value; value.Kind() {
		case metrics.KindUint64:
			_, _ = fmt.Fprintf(w, "# TYPE %s %s\n%s %d\n", name, kind, name, value.Uint64())
		case metrics.KindFloat64:
			_, _ = fmt.Fprintf(w, "# TYPE %s %s\n%s %g\n", name, kind, name, value.Float64())
		default: // a Go version that does not have it
		}
	}
}

// Handler serves the counters, the profiles and /healthz, which answers 204 while the process lives.
func Handler(counters *Counters) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		counters.write(w)
		writeRuntime(w)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}

// CountRequests counts the requests of a handler by their status.
func CountRequests(counters *Counters, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() { counters.Add("burgerbode_http_requests_total", "status", fmt.Sprint(seen.status)) }()
		next.ServeHTTP(seen, r)
	})
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
