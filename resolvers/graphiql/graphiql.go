// Package graphiql is GraphiQL, where developers of apps try the API out: in development only, with all
// that it needs served from here. Start reading at src/main.tsx.
//
// The bundle in dist is built from src with "npm ci && npm run build" and is committed, so that Go alone
// serves it.
package graphiql

import (
	"embed"
	"net/http"

	"burgerbode/graph/bundle"
)

// Path is where the bundle is served. Its own addresses begin with it.
const Path = "/graphiql/"

//go:embed dist
var files embed.FS

// policy lets the page load and ask nothing but what this server has. GraphiQL writes styles into the page
// and carries its fonts within its own.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

// Handler serves GraphiQL below [Path], and its page at every other address that it is asked. It panics if
// the bundle was not built well.
func Handler() http.Handler {
	return bundle.Handler(bundle.Config{Files: files, Path: Path, Policy: policy})
}
