package resolvers_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

func limited(rates resolvers.Rates) option {
	return func(s *setup) { s.config.Rates = rates }
}

// via sends `{ __typename }`, in the newest media type, as coming over proxies.
func via(t testing.TB, c caller, path, forwarded string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+path, strings.NewReader(`{"query": "{ __typename }"}`))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	if forwarded != "" {
		request.Header.Set("X-Forwarded-For", forwarded)
	}
	return c.send(t, request)
}

// A citizen who asks too often waits, and nobody else does; what is left stands in each answer.
func TestACitizenWhoAsksTooOften(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Viewer: 6}))
	for left := 5; left >= 0; left-- {
		got := via(t, s.as(an), "/graphql", "")
		want(t, got.status, http.StatusOK)
		want(t, got.header.Get("RateLimit-Policy"), `"viewer";q=6;w=60`)
		want(t, got.header.Get("RateLimit"), fmt.Sprintf(`"viewer";r=%d;t=%d`, left, (6-left)*10))
	}
	calls := s.store.counted(func() {
		got := via(t, s.as(an), "/graphql", "")
		wantError(t, got, model.CodeRateLimited)
		want(t, []any{got.status, got.header.Get("Retry-After"), got.Errors[0].Extensions.After, got.header.Get("RateLimit"), got.Data},
			[]any{http.StatusTooManyRequests, "10", 10, `"viewer";r=0;t=60`, nil})
	})
	want(t, calls, m{})
	want(t, via(t, s.as(bram), "/graphql", "").status, http.StatusOK)
	want(t, via(t, s.anonymous(), "/graphql", "").status, http.StatusOK)
	want(t, via(t, s.sender(mechelen), "/graphql", "").header.Get("RateLimit"), "") // senders have a quota of letters
	s.clock.advance(10 * time.Second)
	want(t, via(t, s.as(an), "/graphql", "").status, http.StatusOK)
	want(t, via(t, s.as(an), "/graphql", "").status, http.StatusTooManyRequests)
}

// What a citizen asks for counts by its cost; what is refused for it is not looked up.
func TestACitizenWhoAsksForTooMuch(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Points: resolvers.MaxPoints()}))
	const large = `{ viewer { feed(first: 100) { nodes { ... on Letter { subject preview sender { name } } ... on Dossier { id title } } } } }`
	first := s.as(an).ask(t, large)
	cost, _ := first.cost()["complexity"].(float64)
	want(t, first.cost(), m{"complexity": cost, "maximum": 8000, "depth": 5, "fields": 11})
	left := resolvers.MaxPoints() - int(cost)
	want(t, first.header.Get("RateLimit-Policy"), fmt.Sprintf(`"points";q=%d;w=60;qu="points"`, resolvers.MaxPoints()))
	if !strings.HasPrefix(first.header.Get("RateLimit"), fmt.Sprintf(`"points";r=%d;t=`, left)) {
		t.Errorf("%d points are left: %s", left, first.header.Get("RateLimit"))
	}
	for ; left >= int(cost); left -= int(cost) {
		s.as(an).ask(t, large)
	}
	calls := s.store.counted(func() {
		got := s.as(an).try(t, large)
		wantError(t, got, model.CodeRateLimited)
		want(t, got.status, http.StatusTooManyRequests)
		if got.header.Get("Retry-After") == "" || got.Errors[0].Extensions.After < 1 {
			t.Errorf("nothing says how long to wait: %s", got.raw)
		}
	})
	want(t, calls, m{})
	s.as(bram).ask(t, large)
	s.as(an).ask(t, viewerID) // little is left, and enough for little
}

func (a answer) cost() m {
	cost, _ := a.Extensions["cost"].(m)
	return cost
}

// Addresses are counted as they are, but for those that a trusted proxy tells; of IPv6 a network counts.
func TestAnAddressThatAsksTooOften(t *testing.T) {
	t.Parallel()
	trusted := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	status := func(s *service, forwarded string) int {
		return via(t, s.anonymous(), "/graphql", forwarded).status
	}
	const ok, refused = http.StatusOK, http.StatusTooManyRequests
	proxied := newService(t, limited(resolvers.Rates{Anonymous: 1, TrustedProxies: trusted}))
	for _, row := range []struct {
		forwarded string
		status    int
	}{
		{"192.0.2.1", ok},
		{"192.0.2.1", refused},
		{"192.0.2.2", ok},
		{"192.0.2.9, 192.0.2.2", refused}, // what stands left of an address that is not trusted may be invented
		{"192.0.2.9, 10.1.2.3", ok},
		{"192.0.2.9", refused},
		{"2001:db8:1:2::1", ok},
		{"2001:db8:1:2:ffff::1", refused},
		{"2001:db8:1:3::1", ok},
		{"::ffff:192.0.2.1", refused},
		{"192.0.2.1:4711", refused}, // some proxies write the port too
		{"[2001:db8:1:3::2]:4711", refused},
		{"[2001:db8:1:3::3]", refused},
		{"nonsense", ok}, // the proxy itself
		{"", refused},
	} {
		if got := status(proxied, row.forwarded); got != row.status {
			t.Errorf("from %q: HTTP %d, want %d", row.forwarded, got, row.status)
		}
	}
	want(t, via(t, proxied.as(an), "/graphql", "192.0.2.1").status, ok)
	want(t, via(t, proxied.with("nonsense"), "/graphql", "192.0.2.1").status, refused)
	direct := newService(t, limited(resolvers.Rates{Anonymous: 1}))
	want(t, []int{status(direct, "192.0.2.1"), status(direct, "192.0.2.2")}, []int{ok, refused})
}

// The bound of an address holds for every path and viewer, but those that tell whether the process lives.
func TestAnAddressIsBoundedOnEveryPath(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Address: 2, Viewer: 100}))
	want(t, via(t, s.as(an), "/graphql", "").header.Get("RateLimit"), `"address";r=1;t=30, "viewer";r=99;t=1`)
	want(t, via(t, s.sender(mechelen), "/graphql", "").status, http.StatusOK)
	calls := s.store.counted(func() {
		for _, path := range []string{"/graphql", "/documents", "/dosis/v2/dossiers", "/bulk/letters"} {
			want(t, via(t, s.as(cleo), path, "").status, http.StatusTooManyRequests)
		}
	})
	want(t, calls, m{}) // not even who is signed in was looked up
	for _, path := range []string{"/healthz", "/readyz"} {
		response, err := s.http.Get(s.url + path)
		must(t, err)
		must(t, response.Body.Close())
		want(t, response.StatusCode, http.StatusNoContent)
	}
}

// Many who ask at the same time get together what they may, and no more.
func TestRatesHoldUnderConcurrency(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Viewer: 40}))
	s.as(an).ask(t, viewerID)
	statuses := make(chan int, 80)
	var group sync.WaitGroup
	for range 80 {
		group.Go(func() { statuses <- via(t, s.as(an), "/graphql", "").status })
	}
	group.Wait()
	close(statuses)
	let := 0
	for status := range statuses {
		if status == http.StatusOK {
			let++
		}
	}
	want(t, let, 39)
}

// A socket is one request; what is asked over it counts all the same, refused or not, and by its cost.
func TestWhatIsAskedOverASocketCounts(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Viewer: 6, Points: resolvers.MaxPoints()}))
	line := s.as(an).line(t)
	for range 5 {
		line.subscribes(t, "a", "subscription { rubbish }", nil)
		if f := line.hears(t); !strings.Contains(string(f.Payload), `"INVALID"`) {
			t.Errorf("heard %s %s", f.Type, f.Payload)
		}
	}
	calls := s.store.counted(func() {
		line.subscribes(t, "a", changed, nil)
		if f := line.hears(t); f.Type != "error" || !strings.Contains(string(f.Payload), `"retryAfter":10`) {
			t.Errorf("heard %s %s", f.Type, f.Payload)
		}
	})
	want(t, calls, m{})
	want(t, via(t, s.as(an), "/graphql", "").status, http.StatusTooManyRequests)
	want(t, via(t, s.as(bram), "/graphql", "").status, http.StatusOK)
	again := s.dial(t)
	again.says(t, frame{Type: "connection_init", Payload: payload(t, m{"Authorization": "Bearer " + s.as(an).token})})
	again.wantClosed(t, 1013)
}

// Operations on one socket, and fields of one answer, run at the same time and have one header.
func TestOneHeaderForManyAtTheSameTime(t *testing.T) {
	t.Parallel()
	s := newService(t, limited(resolvers.Rates{Viewer: 1000, Points: 1_000_000}))
	line := s.as(an).line(t)
	for i := range 200 {
		line.subscribes(t, fmt.Sprint("s", i), "subscription { rubbish }", nil)
	}
	for range 200 {
		want(t, line.hears(t).Type, "error")
	}
}
