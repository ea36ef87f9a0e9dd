package resolvers_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"
)

const (
	issuerName = "https://issuer.example"
	audience   = "burgerbode"
	validity   = 24 * time.Hour // of a token
)

// issuer signs tokens and publishes its keys over HTTP, as an identity provider does.
type issuer struct {
	url string

	mu        sync.Mutex
	published []jwkset.JWKMarshal
	down      bool
}

// signingKey is a key of the issuer.
type signingKey struct {
	id      string
	method  jwt.SigningMethod
	private crypto.Signer
}

// Making an RSA key takes long, so that all tests share one set.
var issuerKeys = sync.OnceValue(func() map[string]signingKey {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return map[string]signingKey{
		"RS256": {"rs", jwt.SigningMethodRS256, rsaKey},
		"PS256": {"ps", jwt.SigningMethodPS256, rsaKey},
		"ES256": {"es", jwt.SigningMethodES256, ecKey},
		"EdDSA": {"ed", jwt.SigningMethodEdDSA, edKey},
	}
})

func newIssuer(t testing.TB) *issuer {
	t.Helper()
	i := &issuer{}
	for _, key := range issuerKeys() {
		i.publish(t, key)
	}
	server := httptest.NewServer(http.HandlerFunc(i.serve))
	t.Cleanup(server.Close)
	i.url = server.URL + "/keys"
	return i
}

func (i *issuer) serve(w http.ResponseWriter, _ *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.down {
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	_ = json.NewEncoder(w).Encode(jwkset.JWKSMarshal{Keys: i.published})
}

// publish adds the public half of a key.
func (i *issuer) publish(t testing.TB, key signingKey) {
	t.Helper()
	jwk, err := jwkset.NewJWKFromKey(key.private.Public(), jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{
		ALG: jwkset.ALG(key.method.Alg()), KID: key.id, USE: jwkset.UseSig,
	}})
	must(t, err)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.published = append(i.published, jwk.Marshal())
}

func (i *issuer) setDown(down bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.down = down
}

// sign makes a token of claims.
func (k signingKey) sign(claims jwt.MapClaims) string {
	token := jwt.NewWithClaims(k.method, claims)
	token.Header["kid"] = k.id
	signed, err := token.SignedString(k.private)
	if err != nil {
		panic(err)
	}
	return signed
}

// claimsAt are those that every token has; more are added.
func claimsAt(now time.Time, more jwt.MapClaims) jwt.MapClaims {
	claims := jwt.MapClaims{
		"iss": issuerName, "aud": audience, "sub": rand.Text(), "iat": now.Unix(), "exp": now.Add(validity).Unix(),
	}
	for name, value := range more {
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
	}
	return claims
}

func citizenClaims(now time.Time, p person) jwt.MapClaims {
	return claimsAt(now, jwt.MapClaims{"rrn": string(p), "vo_doelgroepcode": "BUR"})
}

func senderClaims(now time.Time, org string) jwt.MapClaims {
	return claimsAt(now, jwt.MapClaims{"vo_doelgroepcode": "LB", "vo_orgcode": org, "scope": "openid burgerbode_send"})
}

func (*issuer) citizen(now time.Time, p person) string {
	logbook.hide(string(p))
	return issuerKeys()["ES256"].sign(citizenClaims(now, p))
}

func (*issuer) sender(now time.Time, org string) string {
	return issuerKeys()["ES256"].sign(senderClaims(now, org))
}
