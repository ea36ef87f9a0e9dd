package resolvers

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"golang.org/x/time/rate"

	"burgerbode/graph/model"
)

// Rates are how much may be asked in a minute; 0 is no bound. Each process counts for itself, so that
// several processes together let through several times as much. Senders have a daily quota in place of
// the first two.
type Rates struct {
	Viewer    int // requests of one citizen, or of one person of an organisation
	Points    int // complexity of what one of those asks, together; at least MaxPoints, or 0
	Anonymous int // requests without a valid token from one address
	Address   int // requests from one address, whoever asks; mobile networks hide thousands behind one
	// TrustedProxies are the addresses whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
}

// MaxPoints is the complexity of the costliest operation that anybody may ask for: fewer points a minute
// would refuse it for ever.
func MaxPoints() int { return max(appAllowance.complexity, deskAllowance.complexity) }

// maxBuckets is how many viewers and how many addresses are remembered. Who is forgotten begins anew.
const maxBuckets = 50_000

// rates counts who asks how much, in token buckets that a minute fills.
type rates struct {
	viewer, points     *buckets[string]
	anonymous, address *buckets[netip.Addr]
	trusted            []netip.Prefix
	now                func() time.Time
}

func newRates(config Rates, now func() time.Time) (*rates, error) {
	r := &rates{trusted: config.TrustedProxies, now: now}
	var problems [4]error
	r.viewer, problems[0] = newBuckets[string]("viewer", "", config.Viewer)
	r.points, problems[1] = newBuckets[string]("points", "points", config.Points)
	r.anonymous, problems[2] = newBuckets[netip.Addr]("anonymous", "", config.Anonymous)
	r.address, problems[3] = newBuckets[netip.Addr]("address", "", config.Address)
	for _, err := range problems {
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// byAddress refuses an address that asks too much, before anything else is done for it. Whether the
// process lives is always told.
func (a *API) byAddress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" && r.URL.Path != "/readyz" {
			if err := take(r.Context(), a.rates.address, a.rates.addressOf(r), 1, a.rates.now()); err != nil {
				a.refuseEarly(w, r, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// byViewer refuses a viewer who asks too often, and an address from which too much is asked without a
// valid token.
func (a *API) byViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		viewer, err := viewerFrom(ctx)
		if err != nil {
			address := a.rates.addressOf(r)
			r = r.WithContext(context.WithValue(ctx, addressKey{}, address))
			err = take(ctx, a.rates.anonymous, address, 1, a.rates.now())
		} else {
			err = a.rates.count(ctx, viewer)
		}
		if err != nil {
			a.refuseEarly(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// addressKey is where the address is that a request without a valid token comes from.
type addressKey struct{}

// askerOf names who asks, whoever that is: the viewer, else the address.
func askerOf(ctx context.Context) string {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		address, _ := ctx.Value(addressKey{}).(netip.Addr)
		return "a " + address.String()
	}
	if key := bucketOf(viewer); key != "" {
		return key
	}
	return "s " + string(viewer.Org)
}

// count takes a request of a viewer.
func (r *rates) count(ctx context.Context, viewer *model.Viewer) error {
	key := bucketOf(viewer)
	if key == "" {
		return nil
	}
	return take(ctx, r.viewer, key, 1, r.now())
}

// bucketOf names whose requests are counted together; empty for a sender, whose letters are counted.
func bucketOf(viewer *model.Viewer) string {
	switch {
	case viewer.Has(model.RoleCitizen):
		return "c " + string(viewer.Citizen)
	case viewer.Has(model.RoleSender):
		return ""
	default:
		return "o " + string(viewer.Org) + " " + string(viewer.Person)
	}
}

// onSocketKey is set where many operations arrive with one request.
type onSocketKey struct{}

// onSocket tells what comes over a socket from other requests. The header of the answer has been sent by then, once
// for all that follows, so nothing is noted in it any more.
func onSocket(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), headerKey{}, nil)
		next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, onSocketKey{}, true)))
	})
}

// bySocket counts each operation that comes over a socket as a request of its viewer, also one that is refused
// for what it asks: a socket is one request, and would let any number in.
type bySocket struct{ rates *rates }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = bySocket{}

// ExtensionName names the extension.
func (bySocket) ExtensionName() string { return "BySocket" }

// Validate accepts every schema.
func (bySocket) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters takes a request.
func (s bySocket) MutateOperationParameters(ctx context.Context, _ *graphql.RawParams) *gqlerror.Error {
	viewer, err := viewerFrom(ctx)
	if err != nil || ctx.Value(onSocketKey{}) == nil {
		return nil //nolint:nilerr // nobody has a socket without a token
	}
	if err := s.rates.count(ctx, viewer); err != nil {
		return gqlerror.Wrap(err)
	}
	return nil
}

// byPoints refuses an operation whose complexity a viewer has no points left for, before it runs. Who is
// not signed in may ask for little, and is counted by address.
type byPoints struct{ rates *rates }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = byPoints{}

// ExtensionName names the extension.
func (byPoints) ExtensionName() string { return "ByPoints" }

// Validate accepts every schema.
func (byPoints) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext takes the points.
func (p byPoints) MutateOperationContext(ctx context.Context, _ *graphql.OperationContext) *gqlerror.Error {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil //nolint:nilerr // a field that needs a viewer says so
	}
	counted, key := extension.GetComplexityStats(ctx), bucketOf(viewer)
	if counted == nil || key == "" {
		return nil
	}
	if err := take(ctx, p.rates.points, key, max(1, counted.Complexity), p.rates.now()); err != nil {
		return gqlerror.Wrap(&unfit{error: err, status: http.StatusTooManyRequests})
	}
	return nil
}

// addressOf is the address that a request comes from, of IPv6 the network of a subscriber (/64). What
// proxies say of it is believed as far as they are trusted.
func (r *rates) addressOf(request *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(request.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	address := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(request.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !r.isTrusted(address) {
			break
		}
		before, ok := hopOf(strings.TrimSpace(hop))
		if !ok {
			break
		}
		address = before
	}
	if address.Is6() {
		return netip.PrefixFrom(address.WithZone(""), 64).Masked().Addr()
	}
	return address
}

// hopOf reads an entry of X-Forwarded-For: an address, which some proxies write with its port.
func hopOf(text string) (netip.Addr, bool) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr().Unmap(), true
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap(), err == nil
}

func (r *rates) isTrusted(address netip.Addr) bool {
	return slices.ContainsFunc(r.trusted, func(p netip.Prefix) bool { return p.Contains(address) })
}

// buckets are those of one policy; nil is a policy without a bound.
type buckets[K comparable] struct {
	name, unit string
	quota      int
	known      *lru.Cache[K, *rate.Limiter]
}

func newBuckets[K comparable](name, unit string, quota int) (*buckets[K], error) {
	if quota <= 0 {
		return nil, nil // no policy
	}
	known, err := lru.New[K, *rate.Limiter](maxBuckets)
	if err != nil {
		return nil, fmt.Errorf("prepare the rate limit %s: %w", name, err)
	}
	return &buckets[K]{name: name, unit: unit, quota: quota, known: known}, nil
}

// take takes a number out of a bucket and tells in the answer's header what is left, as RateLimit and
// RateLimit-Policy have it (draft-ietf-httpapi-ratelimit-headers). It is RATE_LIMITED, with the time to
// wait, where there is not enough.
func take[K comparable](ctx context.Context, from *buckets[K], key K, number int, now time.Time) error {
	if from == nil {
		return nil
	}
	limiter, ok := from.known.Get(key)
	if !ok {
		fresh := rate.NewLimiter(rate.Limit(float64(from.quota)/60), from.quota)
		if before, held, _ := from.known.PeekOrAdd(key, fresh); held {
			fresh = before
		}
		limiter = fresh
	}
	enough := limiter.AllowN(now, number)
	left := math.Max(0, limiter.TokensAt(now))
	seconds := func(tokens float64) int { return int(math.Ceil(tokens * 60 / float64(from.quota))) }
	if header := headerOf(ctx); header != nil {
		unit := ""
		if from.unit != "" {
			unit = fmt.Sprintf(";qu=%q", from.unit)
		}
		header.add("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=60%s", from.name, from.quota, unit))
		header.add("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", from.name, int(left), seconds(float64(from.quota)-left)))
	}
	if enough {
		return nil
	}
	wait := time.Duration(max(1, seconds(float64(number)-left))) * time.Second
	return model.RateLimited(wait, fmt.Sprintf("more than %d %s a minute were asked", from.quota, from.counted()))
}

func (b *buckets[K]) counted() string {
	if b.unit != "" {
		return b.unit
	}
	return "requests"
}
