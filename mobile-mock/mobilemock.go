// Package mobilemock is the mock phone, SEEING: the citizen's app as a web page, which rings only for what FCM accepted
// for its own token. Start reading at src/app.tsx (the screens) and src/ring.ts (the rules of ringing). How an app follows its
// mailbox and works without a connection: src/mailbox.ts (what it holds), src/sync.ts and src/live.ts (how it stays equal to
// the service), src/queue.ts (what the citizen did) and src/api.ts (how it asks).
//
// The bundle in dist is built from src with "npm ci && npm run build" and is committed, so that Go alone serves the
// phone. The operations are what the app asks for, and FeedPage for apps that keep no mailbox; what they share stands in
// fragments.graphql.
package mobilemock

import (
	"embed"
	"net/http"

	"burgerbode/graph/bundle"
)

// Path is where the phone is served. The bundle's own addresses begin with it.
const Path = "/phone/"

// Operations holds the app's GraphQL operations, one operations/Name.graphql for each, and operations/fragments.graphql
// with the fragments that they share.
//
//go:embed operations/*.graphql
var Operations embed.FS

//go:embed dist
var files embed.FS

// policy lets the page load and ask nothing but what this server has, and show pictures that it draws
// itself, such as the code of a bill.
const policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'"

// Handler serves the phone below [Path]. It panics if the bundle was not built well.
func Handler() http.Handler {
	return bundle.Handler(bundle.Config{Files: files, Path: Path, Policy: policy})
}
