package resolvers_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
	"burgerbode/resolvers"
	"burgerbode/schema"
)

const (
	viewerID  = `{ viewer { id rev } }`
	appStatus = `{ appStatus(platform: ANDROID, version: "2.4.0") { supported minimumVersion upgradeUrl maintenance helpPhone } }`
)

func TestTokensOfEveryAlgorithmAreTaken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, key := range issuerKeys() {
		got := s.with(key.sign(citizenClaims(s.clock.now(), an))).ask(t, viewerID)
		if id := got.text("viewer.id"); id == "" || id != string(s.citizen(t, an)) {
			t.Errorf("%s: the viewer is %q", name, id)
		}
	}
	withAudiences := citizenClaims(s.clock.now(), an)
	withAudiences["aud"] = []string{"another", audience}
	s.with(issuerKeys()["RS256"].sign(withAudiences)).ask(t, viewerID)
}

func TestTokensThatAreNotValid(t *testing.T) {
	t.Parallel()
	now := opening
	es := issuerKeys()["ES256"]
	citizen := func(name string, value any) string {
		claims := citizenClaims(now, an)
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
		return es.sign(claims)
	}
	valid := es.sign(citizenClaims(now, an))
	header, rest, _ := strings.Cut(valid, ".")
	claims, signature, _ := strings.Cut(rest, ".")
	for name, token := range map[string]string{
		"none":                        "",
		"garbage":                     "garbage",
		"three parts of garbage":      "a.b.c",
		"expired":                     citizen("exp", now.Add(-31*time.Second).Unix()),
		"not yet valid":               citizen("nbf", now.Add(time.Minute).Unix()),
		"no expiry":                   citizen("exp", nil),
		"another issuer":              citizen("iss", "https://other.example"),
		"no issuer":                   citizen("iss", nil),
		"another audience":            citizen("aud", "another"),
		"no audience":                 citizen("aud", nil),
		"a citizen without a number":  citizen("rrn", nil),
		"a citizen with a bad number": citizen("rrn", "85010100017"),
		"a number that is no text":    citizen("rrn", 85010100016),
		"unsigned":                    unsigned(now),
		"unsigned, others' signature": unsigned(now) + signature,
		"a public key as the secret":  signedWithPublicKey(t, now, x509PEM(t, es)),
		"its bytes as the secret":     signedWithPublicKey(t, now, x509DER(t, es)),
		"no signature":                header + "." + claims + ".",
		"claims of another token":     header + "." + segment(`{"iss":"`+issuerName+`","aud":"`+audience+`","exp":9999999999,"rrn":"70010199960","vo_doelgroepcode":"BUR"}`) + "." + signature,
		"signed by nobody we know":    strangersKey(t, "es").sign(citizenClaims(now, an)),
		"an unknown key":              strangersKey(t, "unknown").sign(citizenClaims(now, an)),
		"a key of another algorithm":  signingKey{"ps", jwt.SigningMethodRS256, issuerKeys()["RS256"].private}.sign(citizenClaims(now, an)),
		"a stronger algorithm":        signingKey{"rs", jwt.SigningMethodRS512, issuerKeys()["RS256"].private}.sign(citizenClaims(now, an)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			logbook.hide(token)
			refused := s.with(token).try(t, viewerID)
			wantError(t, refused, model.CodeUnauthenticated)
			if strings.Contains(string(refused.raw), "85010100") {
				t.Errorf("the answer gives the number away: %s", refused.raw)
			}
			wantError(t, s.with(token).try(t, deliverLetters, m{"input": m{"run": "", "letters": []m{}}}), model.CodeUnauthenticated)
			s.with(token).ask(t, appStatus)
			want(t, s.citizen(t, bram), "")
		})
	}
}

func segment(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }

func unsigned(now time.Time) string {
	token, err := jwt.NewWithClaims(jwt.SigningMethodNone, citizenClaims(now, an)).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		panic(err)
	}
	return token
}

func x509DER(t *testing.T, key signingKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key.private.Public())
	must(t, err)
	return der
}

func x509PEM(t *testing.T, key signingKey) []byte {
	t.Helper()
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: x509DER(t, key)})
}

func signedWithPublicKey(t *testing.T, now time.Time, public []byte) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, citizenClaims(now, an))
	token.Header["kid"] = "es"
	signed, err := token.SignedString(public)
	must(t, err)
	return signed
}

func strangersKey(t *testing.T, id string) signingKey {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	return signingKey{id, jwt.SigningMethodES256, private}
}

// Clocks differ by some seconds.
func TestATokenIsTakenUntilShortlyAfterItsEnd(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	s.clock.advance(validity + 29*time.Second)
	caller.ask(t, viewerID)
	s.clock.advance(2 * time.Second)
	wantError(t, caller.try(t, viewerID), model.CodeUnauthenticated)
}

func TestOnlyBearerTokensAreTaken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	token := s.as(an).token
	for scheme, works := range map[string]bool{"Bearer ": true, "bearer ": true, "BEARER  ": true, "Basic ": false, "": false, "Bearer": false} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", strings.NewReader(`{"query":"{viewer{id}}"}`))
		must(t, err)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", scheme+token)
		if got := s.anonymous().send(t, request); (len(got.Errors) == 0) != works {
			t.Errorf("%q: %s", scheme, got.raw)
		}
	}
}

func TestANewKeyIsFoundWithoutARestart(t *testing.T) {
	t.Parallel()
	s := newService(t)
	key := strangersKey(t, "new")
	caller := s.with(key.sign(citizenClaims(s.clock.now(), an)))
	wantError(t, caller.try(t, viewerID), model.CodeUnauthenticated)
	s.issuer.publish(t, key)
	caller.ask(t, viewerID)
	s.as(an).ask(t, viewerID) // the old ones stay good
}

// An app that is told UNAUTHENTICATED signs the citizen out: for an issuer that is away that would
// be everybody at once.
func TestAnIssuerThatIsAwaySignsNobodyOut(t *testing.T) {
	t.Parallel()
	down := newIssuer(t)
	down.setDown(true)
	s := newService(t, func(s *setup) { s.issuer = down })
	wantError(t, s.as(an).try(t, viewerID), model.CodeUnavailable)
	s.anonymous().ask(t, appStatus)
	down.setDown(false)
	s.as(an).ask(t, viewerID)
	down.setDown(true)
	s.as(bram).ask(t, viewerID) // by the keys that are known
}

func TestRoles(t *testing.T) {
	t.Parallel()
	s := newService(t)
	token := func(changes jwt.MapClaims) caller {
		return s.with(issuerKeys()["ES256"].sign(claimsAt(s.clock.now(), changes)))
	}
	statuses := `mutation ($input: ReportDossierStatusesInput!) { reportDossierStatuses(input: $input) { results { dossierId } } }`
	letters := m{"input": m{"run": run, "letters": []m{letter("1", bram)}}}
	for name, test := range map[string]struct {
		caller         caller
		citizen, sends bool
	}{
		"citizen":                        {s.as(an), true, false},
		"sender":                         {s.sender(mechelen), false, true},
		"organisation without the scope": {token(jwt.MapClaims{"vo_doelgroepcode": "LB", "vo_orgcode": mechelen, "scope": "openid burgerbode_sender"}), false, false},
		"author":                         {token(jwt.MapClaims{"vo_doelgroepcode": "LB", "vo_orgcode": mechelen, "burgerbode_role": "author"}), false, false},
		"operator":                       {token(jwt.MapClaims{"vo_doelgroepcode": "LB", "vo_orgcode": mechelen, "burgerbode_role": "operator"}), false, false},
		"scope without an organisation":  {token(jwt.MapClaims{"vo_doelgroepcode": "LB", "scope": "burgerbode_send"}), false, false},
		"number without the group":       {token(jwt.MapClaims{"rrn": string(an)}), false, false},
		"number of a civil servant":      {token(jwt.MapClaims{"rrn": string(an), "vo_doelgroepcode": "LB", "vo_orgcode": mechelen}), false, false},
		"citizen who claims to send": {token(jwt.MapClaims{"rrn": string(an), "vo_doelgroepcode": "BUR", "vo_orgcode": mechelen,
			"scope": "burgerbode_send", "burgerbode_role": "operator"}), true, false},
	} {
		check := func(a answer, allowed bool) {
			t.Helper()
			if allowed != (len(a.Errors) == 0) {
				t.Errorf("%s: %s", name, a.raw)
			} else if !allowed {
				wantError(t, a, model.CodeForbidden)
			}
		}
		check(test.caller.try(t, viewerID), test.citizen)
		if !test.citizen {
			check(test.caller.try(t, `{ node(id: "x") { id } }`), false)
		}
		check(test.caller.try(t, deliverLetters, letters), test.sends)
		if !test.sends {
			check(test.caller.try(t, statuses, m{"input": m{"statuses": []m{status("1", "InBehandeling")}}}), false)
			check(test.caller.try(t, deliverLetters, m{"input": m{"run": "", "letters": []m{}}}), false) // FORBIDDEN before INVALID
		}
		test.caller.ask(t, appStatus)
	}
}

func TestClaimNamesAreConfiguration(t *testing.T) {
	t.Parallel()
	s := newService(t, func(s *setup) {
		s.auth = func(c *resolvers.AuthConfig) {
			c.NumberClaim, c.GroupClaim, c.OrgClaim, c.SendScope = "nrn", "group", "org", "send"
		}
	})
	es := issuerKeys()["ES256"]
	logbook.hide(string(an))
	s.with(es.sign(claimsAt(s.clock.now(), jwt.MapClaims{"nrn": string(an), "group": "BUR"}))).ask(t, viewerID)
	s.with(es.sign(claimsAt(s.clock.now(), jwt.MapClaims{"group": "LB", "org": mechelen, "scope": "send"}))).deliver(t, letter("1", an))
	wantError(t, s.as(an).try(t, viewerID), model.CodeForbidden)
}

func TestMissingConfigurationIsToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := resolvers.NewAuth(t.Context(), resolvers.AuthConfig{}, keyring(t), nil, time.Now, nil)
	for _, name := range []string{"issuer", "audience", "jwks url"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name the %s: %v", name, err)
		}
	}
}

func TestAStoreThatIsAwaySignsNobodyOut(t *testing.T) {
	t.Parallel()
	s := newService(t, wrapped(func(inner store.Store) store.Store {
		return storetest.Failing(inner, func(_ int, method string) bool { return method == "Citizens" })
	}))
	wantError(t, s.as(an).try(t, viewerID), model.CodeUnavailable)
	s.as(an).ask(t, appStatus)
}

// Two phones of a citizen who is new sign in at the same time: both see the same mailbox.
func TestFirstSignInsAtOnceFindTheSameMailbox(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := make(chan string, 8)
	for range cap(ids) {
		go func() { ids <- s.as(an).try(t, viewerID).text("viewer.id") }()
	}
	first := <-ids
	for range cap(ids) - 1 {
		if id := <-ids; id != first || id == "" {
			t.Errorf("the ids are %q and %q", first, id)
		}
	}
	s.sender(mechelen).deliverOne(t, callLetter("1", an))
	want(t, s.as(an).ask(t, viewerID).at("viewer"), m{"id": first, "rev": 1})
}

func contract(t *testing.T) *ast.Schema {
	t.Helper()
	names, err := fs.Glob(schema.Files, "*.graphqls")
	must(t, err)
	var sources []*ast.Source
	for _, name := range names {
		text, err := schema.Files.ReadFile(name)
		must(t, err)
		sources = append(sources, &ast.Source{Name: name, Input: string(text)})
	}
	parsed, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestEveryRootFieldSaysWhoMayAsk(t *testing.T) {
	t.Parallel()
	contract := contract(t)
	for _, root := range []*ast.Definition{contract.Query, contract.Mutation, contract.Subscription} {
		if root == nil {
			continue
		}
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			auth, public := field.Directives.ForName("auth"), field.Directives.ForName("public")
			if (auth == nil) == (public == nil) {
				t.Errorf("%s.%s has not exactly one of @auth and @public", root.Name, field.Name)
			}
			if public != nil && !slices.Contains([]string{"appStatus", "procedures", "unregisterDevice"}, field.Name) {
				t.Errorf("%s.%s is open to everybody: is that meant?", root.Name, field.Name)
			}
			if auth != nil && len(auth.Arguments.ForName("as").Value.Children) == 0 {
				t.Errorf("%s.%s lets nobody in", root.Name, field.Name)
			}
		}
	}
}

func TestEverythingInTheContractIsDescribed(t *testing.T) {
	t.Parallel()
	contract := contract(t)
	described := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	arguments := func(what string, arguments ast.ArgumentDefinitionList) {
		for _, argument := range arguments {
			described(what+"("+argument.Name+")", argument.Description)
		}
	}
	for name, definition := range contract.Types {
		if definition.BuiltIn {
			continue
		}
		described(name, definition.Description)
		for _, field := range definition.Fields {
			if !strings.HasPrefix(field.Name, "__") {
				described(name+"."+field.Name, field.Description)
				arguments(name+"."+field.Name, field.Arguments)
			}
		}
		for _, value := range definition.EnumValues {
			described(name+"."+value.Name, value.Description)
		}
	}
	for name, directive := range contract.Directives {
		if directive.Position.Src.BuiltIn {
			continue
		}
		described("@"+name, directive.Description)
		arguments("@"+name, directive.Arguments)
	}
}
