package resolvers

import (
	"net/http"
	"strings"

	"burgerbode/resolvers/graphiql"
)

// withGraphiQL shows GraphiQL to whoever opens /graphql in a browser; all else goes on to the API.
func withGraphiQL(api http.Handler) http.Handler {
	page := graphiql.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		opened := r.Method == http.MethodGet && r.URL.Path == "/graphql" && r.URL.RawQuery == "" &&
			r.Header.Get("Upgrade") == "" && strings.Contains(r.Header.Get("Accept"), "text/html")
		if opened || strings.HasPrefix(r.URL.Path, graphiql.Path) {
			page.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
}
