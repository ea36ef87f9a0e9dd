// Package console is the communication team's desk as a web page: campaigns from the first word to the report. Start
// reading at src/app.tsx (the pages) and src/signin.ts (who sits there).
//
// The bundle in dist is built from src with "npm ci && npm run build" and is committed, so that Go alone serves the
// console. It asks the GraphQL API of the same address for all that it shows; its operations are in operations.
package console

import (
	"embed"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"burgerbode/graph/bundle"
)

// Path is where the console is served. The bundle's own addresses begin with it.
const Path = "/console/"

// ConfigPath is where the console reads how people sign in.
const ConfigPath = Path + "config.json"

// CallbackPath is where the issuer sends people back to: its redirect_uri is this, below the console's own address.
const CallbackPath = Path + "signed-in"

// Operations holds the console's GraphQL operations, and operations/fragments.graphql with what they share.
//
//go:embed operations/*.graphql
var Operations embed.FS

//go:embed dist
var files embed.FS

// Config is what the console is told.
type Config struct {
	// SignIn is how people sign in; without a client id the console says that nobody can.
	SignIn SignIn
	// Now is the service's clock: a demo's may be far from that of whoever looks at it.
	Now func() time.Time
}

// SignIn says where people sign in: OpenID Connect's authorization code flow with PKCE, as a public client.
type SignIn struct {
	Issuer       string `json:"issuer"`       // the iss of its tokens
	AuthorizeURL string `json:"authorizeUrl"` // where the browser goes
	TokenURL     string `json:"tokenUrl"`     // where a code becomes a token
	ClientID     string `json:"clientId"`     // by which the issuer knows the console
	Scope        string `json:"scope"`        // what is asked for, openid among it
}

// shown is config.json.
type shown struct {
	SignIn *SignIn `json:"signIn"` // null: it is not set up
	Now    string  `json:"now"`    // RFC 3339
}

// Handler serves the console below [Path]. It panics if the bundle was not built well.
func Handler(config Config) http.Handler {
	app := bundle.Handler(bundle.Config{Files: files, Path: Path, Policy: policy(config.SignIn)})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != ConfigPath || r.Method != http.MethodGet {
			app.ServeHTTP(w, r)
			return
		}
		answer := shown{Now: config.Now().UTC().Format(time.RFC3339)}
		if config.SignIn.ClientID != "" {
			answer.SignIn = &config.SignIn
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_ = json.NewEncoder(w).Encode(answer) // whoever has gone misses nothing
	})
}

// policy lets the page load and ask nothing but what this server has, and ask the issuer for a token. Nobody may put it
// in a frame: one wrong click reaches many phones.
func policy(signIn SignIn) string {
	connect := "'self'"
	if issuer, err := url.Parse(signIn.TokenURL); err == nil && issuer.Host != "" {
		connect += " " + issuer.Scheme + "://" + issuer.Host
	}
	return "default-src 'self'; connect-src " + connect + "; img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
		"frame-ancestors 'none'; object-src 'none'"
}
