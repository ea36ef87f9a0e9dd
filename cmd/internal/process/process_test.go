package process_test

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/process"
)

func TestHeadersAreBounded(t *testing.T) {
	t.Parallel()
	listener, err := process.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	server := process.Serve(t.Context(), listener, handler, slog.New(slog.DiscardHandler))
	for size, want := range map[int]int{
		32 << 10: http.StatusNoContent,
		80 << 10: http.StatusRequestHeaderFieldsTooLarge,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String(), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+strings.Repeat("x", size))
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%d bytes of headers: %s", size, response.Status)
		}
	}
	if err := server.Drain(t.Context(), 10*time.Second); err != nil {
		t.Error(err)
	}
}

// net/http takes a connection over which nothing was asked for a request under way during its first 5 seconds.
func TestASpareConnectionIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	listener, err := process.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := process.Serve(t.Context(), listener, http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	spare, err := new(net.Dialer).DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = spare.Close() }()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request) // the one before it has been accepted then
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if err := server.Drain(t.Context(), 4*time.Second); err != nil {
		t.Error(err)
	}
}
