package devissuer

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// AuthorizePath is where the console sends people to sign in: OpenID Connect's authorization code flow with PKCE. In
// place of a password it shows who there is. TokenPath takes the code.
const AuthorizePath = "/dev/authorize"

// ConsoleClient is the client id of the web console, the only client that may send people here.
const ConsoleClient = "burgerbode-console"

// codeValidity is how long a code waits to become a token.
const codeValidity = time.Minute

// maxCodes is how many codes wait at most: above that the page has to be asked again.
const maxCodes = 1000

//go:embed authorize.html
var authorizePage string

// person is somebody of a communication team whom the demo offers.
type person struct {
	Name, Does string
	Subject    string
	Link       string // where choosing this one leads

	wish Wish
}

// team is an organisation with its people.
type team struct {
	Name   string
	People []person
}

// grant is what a code stands for.
type grant struct {
	person    person
	nonce     string
	challenge string // of PKCE, S256
	redirect  string
	ends      time.Time
}

// grants are the codes that wait, each for one use.
type grants struct {
	mu      sync.Mutex
	waiting map[string]grant
}

// put keeps a grant and makes its code; none where too many wait.
func (g *grants) put(given grant, now time.Time) (code string, kept bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for old, waiting := range g.waiting {
		if !now.Before(waiting.ends) {
			delete(g.waiting, old)
		}
	}
	if len(g.waiting) >= maxCodes {
		return "", false
	}
	code = rand.Text()
	g.waiting[code] = given
	return code, true
}

// take gives what a code stands for, once.
func (g *grants) take(code string, now time.Time) (given grant, valid bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	given, valid = g.waiting[code]
	delete(g.waiting, code)
	return given, valid && now.Before(given.ends)
}

// teams are the people of every organisation: two each, since whoever writes a campaign does not approve it.
func (s *Server) teams(asked url.Values) []team {
	names := []string{
		"An Peeters", "Bram De Smet", "Chloë Janssens", "Dirk Maes", "Els Willems", "Farid Haddad",
		"Greet Claes", "Hannes Wouters", "Ines Goossens", "Joris Mertens", "Karen De Cock", "Liam Pauwels",
	}
	var all []team
	for i, organisation := range s.config.Organisations {
		code := string(organisation.Code)
		_, host, _ := strings.Cut(string(organisation.Contact.Email), "@")
		shown := team{Name: organisation.Name}
		for j, role := range []string{"author", "approver"} {
			name := names[(2*i+j)%len(names)]
			subject := strings.ToLower(strings.ReplaceAll(name, " ", ".") + "@" + cmp.Or(host, code)) // colleagues read it in the log
			link := url.Values{}
			for _, kept := range []string{"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method"} {
				if value := asked.Get(kept); value != "" {
					link.Set(kept, value)
				}
			}
			link.Set("login_hint", role+":"+code)
			shown.People = append(shown.People, person{
				Name: name, Does: map[string]string{"author": "schrijft", "approver": "keurt goed"}[role], Subject: subject,
				Link: AuthorizePath + "?" + link.Encode(), wish: Wish{As: "communicator", Org: code, Role: role},
			})
		}
		all = append(all, shown)
	}
	return all
}

// serveAuthorize shows who there is; login_hint, such as "author:OVO002067", is the one who was chosen, and goes back
// with a code. What is wrong with the question itself is never sent on to an address that may not be the console's.
func (s *Server) serveAuthorize(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	if wrong := s.wrongQuestion(asked, r.Host); wrong != "" {
		http.Error(w, wrong, http.StatusBadRequest)
		return
	}
	teams := s.teams(asked)
	for _, team := range teams {
		for _, each := range team.People {
			if asked.Get("login_hint") == each.wish.Role+":"+each.wish.Org {
				s.sendBack(w, r, each)
				return
			}
		}
	}
	var page bytes.Buffer
	if err := s.page.Execute(&page, teams); err != nil {
		http.Error(w, "the page cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	_, _ = w.Write(page.Bytes())
}

// wrongQuestion says what is wrong with how the console asks; empty for nothing. The console lives at the address at
// which the issuer was asked, whatever name that has.
func (s *Server) wrongQuestion(asked url.Values, host string) string {
	back, err := url.Parse(asked.Get("redirect_uri"))
	switch {
	case err != nil || back.Host != host || back.Path != s.config.Callback || back.RawQuery != "" || back.Fragment != "" ||
		(back.Scheme != "http" && back.Scheme != "https"):
		return "redirect_uri: it must be the console's own, " + s.config.Callback
	case asked.Get("client_id") != ConsoleClient:
		return "client_id: the demo knows " + ConsoleClient
	case asked.Get("response_type") != "code":
		return "response_type: it must be code"
	case asked.Get("code_challenge_method") != "S256" || len(asked.Get("code_challenge")) != base64.RawURLEncoding.EncodedLen(sha256.Size):
		return "code_challenge: PKCE with S256 is needed"
	default:
		return ""
	}
}

func (s *Server) sendBack(w http.ResponseWriter, r *http.Request, chosen person) {
	asked, now := r.URL.Query(), s.config.Now()
	code, kept := s.grants.put(grant{
		person: chosen, nonce: asked.Get("nonce"), challenge: asked.Get("code_challenge"), redirect: asked.Get("redirect_uri"),
		ends: now.Add(codeValidity),
	}, now)
	if !kept {
		http.Error(w, "too many sign in at once: wait a minute", http.StatusServiceUnavailable)
		return
	}
	back := url.Values{"code": {code}, "state": {asked.Get("state")}}
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound) //nolint:gosec // the console's own: wrongQuestion has seen to it
}

// exchange gives tokens for a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). A code that was shown once, rightly
// or wrongly, is worth nothing any more.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request, form url.Values) {
	refuse := func(code string) { s.answer(w, r, http.StatusBadRequest, map[string]string{"error": code}) }
	if form.Get("grant_type") != "authorization_code" {
		refuse("unsupported_grant_type")
		return
	}
	given, valid := s.grants.take(form.Get("code"), s.config.Now())
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	proof := base64.RawURLEncoding.EncodeToString(sum[:])
	if !valid || form.Get("client_id") != ConsoleClient || form.Get("redirect_uri") != given.redirect ||
		subtle.ConstantTimeCompare([]byte(proof), []byte(given.challenge)) != 1 {
		refuse("invalid_grant")
		return
	}
	access, err := s.accessOf(given.person)
	if err != nil {
		refuse("server_error")
		return
	}
	identity, err := s.sign(jwt.MapClaims{
		"sub": given.person.Subject, "aud": ConsoleClient, "nonce": given.nonce, "name": given.person.Name,
	})
	if err != nil {
		refuse("server_error")
		return
	}
	s.answer(w, r, http.StatusOK, map[string]any{
		"access_token": access, "id_token": identity, "token_type": "Bearer", "expires_in": int(Validity.Seconds()), "scope": "openid",
	})
}

// accessOf is the access token of somebody of a team: what a Wish gives, with a subject of their own.
func (s *Server) accessOf(who person) (string, error) {
	claims, err := s.claims(who.wish)
	if err != nil {
		return "", err
	}
	claims["sub"], claims["aud"] = who.Subject, Audience
	return s.sign(claims)
}
