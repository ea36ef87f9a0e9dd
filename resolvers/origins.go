package resolvers

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/rs/cors"
)

// pageAge is for how long a browser need not ask again what a page may send, in seconds.
const pageAge = 600

// Pages lets web pages of other hosts ask, and read what an app needs of the answers: of the hosts that are given, as
// patterns of path.Match. Nothing is known of who looks at a page but the token that the page itself sends: there are
// no cookies, so that a page can do no more than any other client. Without hosts browsers allow the service's own only.
func Pages(hosts []string) func(http.Handler) http.Handler {
	if len(hosts) == 0 {
		return func(next http.Handler) http.Handler { return next }
	}
	return cors.New(cors.Options{
		AllowOriginFunc: func(origin string) bool { return isPageOf(hosts, origin) },
		AllowedMethods:  []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{
			"Accept", "Authorization", "Content-Type", "If-None-Match", "Range", appHeader, installationHeader,
			apolloName, apolloVersion,
		},
		// Date is what the stamps of offline writes are corrected by.
		ExposedHeaders: []string{"Content-Range", "Date", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate", "X-Request-Id"},
		MaxAge:         pageAge,
	}).Handler
}

// isPageOf tells whether an origin is one of the hosts, as a WebSocket's origin is judged too.
func isPageOf(hosts []string, origin string) bool {
	page, err := url.Parse(origin)
	if err != nil || page.Host == "" {
		return false
	}
	return slices.ContainsFunc(hosts, func(pattern string) bool {
		matched, err := path.Match(strings.ToLower(pattern), strings.ToLower(page.Host))
		return err == nil && matched
	})
}
