// Package devissuer signs people in to the demo: an issuer of access tokens that asks for no
// password. It stands in for ACM/IDM, the Flemish sign-in, and its tokens have the same claims, so
// that the API checks them as it checks real ones. Its key is made when it starts and dies with it.
//
// Only the demo and tests have it. It gives tokens for demo numbers alone, which no one has, so
// that nobody types in a real one. Start reading at New.
package devissuer

import (
	"bytes"
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph/model"
)

// The names that the tokens carry unless told otherwise.
const (
	Issuer   = "https://demo.burgerbode.example"
	Audience = "burgerbode"
)

// Paths below which the issuer answers.
const (
	KeysPath     = "/dev/jwks.json"
	TokenPath    = "/dev/token"
	CitizensPath = "/dev/citizens"
)

// StrongACR is the acr of a sign-in with the identity card, as ACM/IDM writes it.
const StrongACR = "urn:be:vlaanderen:authmech:eid"

// Validity is how long a token holds.
const Validity = time.Hour

const keyID = "demo"

// Citizen is somebody whom the demo offers to sign in as.
type Citizen struct {
	INSZ         string `json:"insz"`
	Name         string `json:"name"`
	Municipality string `json:"municipality"`
	About        string `json:"about"` // what there is to see in the mailbox, in Dutch
}

// Config says for whom there are tokens.
type Config struct {
	// Now is the clock by which tokens begin and end.
	Now func() time.Time
	// Organisations may send and run campaigns.
	Organisations []*model.Organisation
	// Citizens are offered for signing in; any other demo number is taken too.
	Citizens []Citizen
	// Callback is the path at which the web console takes people back, at the address at which the issuer is asked.
	Callback string
	// Key signs the tokens, so that an issuer that takes the place of another takes its tokens; nil: a new one.
	Key *ecdsa.PrivateKey
	Log *slog.Logger
}

// Server is the issuer. It is an http.Handler for KeysPath, TokenPath, AuthorizePath and CitizensPath.
type Server struct {
	config Config
	key    *ecdsa.PrivateKey
	mux    *http.ServeMux
	page   *template.Template // of AuthorizePath
	grants grants
}

// New makes an issuer with a key of its own.
func New(config Config) (*Server, error) {
	key := config.Key
	if key == nil {
		var err error
		if key, err = NewKey(); err != nil {
			return nil, err
		}
	}
	page, err := template.New("authorize").Parse(authorizePage)
	if err != nil {
		return nil, fmt.Errorf("read the demo's sign-in page: %w", err)
	}
	s := &Server{config: config, key: key, mux: http.NewServeMux(), page: page, grants: grants{waiting: map[string]grant{}}}
	s.mux.HandleFunc("GET "+KeysPath, s.serveKeys)
	s.mux.HandleFunc("POST "+TokenPath, s.serveToken)
	s.mux.HandleFunc("GET "+AuthorizePath, s.serveAuthorize)
	s.mux.HandleFunc("GET "+CitizensPath, s.serveCitizens)
	return s, nil
}

// NewKey makes a key for Config.Key.
func NewKey() (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the demo's signing key: %w", err)
	}
	return key, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Wish is what a token is asked for.
type Wish struct {
	As   string `json:"as"`             // citizen, sender, communicator or operator
	INSZ string `json:"insz,omitempty"` // of a citizen: a demo number
	Org  string `json:"org,omitempty"`  // of a sender, communicator or operator
	Role string `json:"role,omitempty"` // of a communicator: author or approver

	// ACR is how strongly a citizen signs in; empty: with the identity card, StrongACR.
	ACR string `json:"acr,omitempty"`

	OnBehalfOf string `json:"onBehalfOf,omitempty"` // of a sender: the organisation that a supplier sends for
	Sandbox    bool   `json:"sandbox,omitempty"`    // of a sender: reaches test citizens only
}

// LogValue leaves out the number.
func (w Wish) LogValue() slog.Value {
	return slog.GroupValue(slog.String("as", w.As), slog.String("org", w.Org), slog.String("role", w.Role), slog.String("onBehalfOf", w.OnBehalfOf), slog.Bool("sandbox", w.Sandbox))
}

// Token signs a token. The error says what is wrong with the wish.
func (s *Server) Token(wish Wish) (string, error) {
	claims, err := s.claims(wish)
	if err != nil {
		return "", err
	}
	claims["aud"] = Audience
	return s.sign(claims)
}

// sign makes a token that ends Validity from now. It says nothing of when it begins: a demo that is reset goes
// back in time, and the tokens that apps hold go on.
func (s *Server) sign(claims jwt.MapClaims) (string, error) {
	now := s.config.Now().Truncate(time.Second)
	claims["iss"] = Issuer
	claims["iat"], claims["exp"] = now.Unix(), now.Add(Validity).Unix()
	claims["jti"] = rand.Text()
	token := jwt.NewWithClaims(jwt.SigningMethodES256, claims)
	token.Header["kid"] = keyID
	signed, err := token.SignedString(s.key)
	if err != nil {
		return "", fmt.Errorf("sign the token: %w", err)
	}
	return signed, nil
}

// claims are those that tell who somebody is.
func (s *Server) claims(wish Wish) (jwt.MapClaims, error) {
	if wish.As == "citizen" {
		number, err := DemoNumber(wish.INSZ)
		if err != nil {
			return nil, err
		}
		// ACM/IDM's subject is opaque; so is this one.
		return jwt.MapClaims{
			"sub": model.HashID("demo-subject", number.Digits()), "vo_doelgroepcode": "BUR", "rrn": number.Digits(),
			"acr": cmp.Or(wish.ACR, StrongACR),
		}, nil
	}
	if !slices.Contains([]string{"sender", "communicator", "operator"}, wish.As) {
		return nil, errors.New(`"as" is "citizen", "sender", "communicator" or "operator"`)
	}
	organisation, err := s.organisation(wish.Org)
	if err != nil {
		return nil, err
	}
	claims := jwt.MapClaims{
		"sub": wish.As + ":" + string(organisation.Code), "vo_orgcode": string(organisation.Code),
		"vo_orgnaam": organisation.Name, "vo_doelgroepcode": group(organisation.Level),
	}
	switch wish.As {
	case "sender":
		return claims, s.sends(claims, wish)
	case "communicator":
		if wish.Role != "author" && wish.Role != "approver" {
			return nil, errors.New(`the role of a communicator is "author" or "approver"`)
		}
		claims["burgerbode_role"] = wish.Role
		claims["sub"] = wish.As + ":" + wish.Role + ":" + string(organisation.Code) // who approves is not who wrote
	case "operator":
		claims["burgerbode_role"] = "operator"
	}
	return claims, nil
}

// sends adds what a sender's token says of how it may send.
func (s *Server) sends(claims jwt.MapClaims, wish Wish) error {
	claims["scope"] = "burgerbode_send"
	if wish.Sandbox {
		claims["scope"] = "burgerbode_send burgerbode_sandbox"
	}
	if wish.OnBehalfOf == "" {
		return nil
	}
	other, err := s.organisation(wish.OnBehalfOf)
	if err != nil {
		return fmt.Errorf("onBehalfOf: %w", err)
	}
	claims["burgerbode_on_behalf_of"] = string(other.Code)
	return nil
}

// DemoNumber reads a number that no one has: its serial is 000 or 999. The error never repeats it.
func DemoNumber(text string) (model.INSZ, error) {
	number, err := model.ParseINSZ(text)
	if err != nil {
		return model.INSZ{}, fmt.Errorf("insz: %w", err)
	}
	if serial := number.Digits()[6:9]; serial != "000" && serial != "999" {
		return model.INSZ{}, errors.New("insz: the demo takes demo numbers only, whose serial is 000 or 999")
	}
	return number, nil
}

func (s *Server) organisation(code string) (*model.Organisation, error) {
	var known []string
	for _, organisation := range s.config.Organisations {
		if string(organisation.Code) == code {
			return organisation, nil
		}
		known = append(known, fmt.Sprintf("%s (%s)", organisation.Code, organisation.Name))
	}
	slices.Sort(known)
	return nil, fmt.Errorf("org: the demo knows %s", strings.Join(known, ", "))
}

// group is ACM/IDM's target group of an organisation: local authorities, the Flemish ones, others.
func group(level model.Level) string {
	switch level {
	case model.LevelMunicipal, model.LevelProvincial:
		return "LB"
	case model.LevelFlemish:
		return "GID"
	default:
		return "OV"
	}
}

func (s *Server) serveToken(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(io.LimitReader(r.Body, 4<<10))                                 // what is cut off, or cut short, is no JSON
	if form, err := url.ParseQuery(string(text)); err == nil && form.Has("grant_type") { // curl sends JSON as a form too
		s.exchange(w, r, form)
		return
	}
	var wish Wish
	body := json.NewDecoder(bytes.NewReader(text))
	body.DisallowUnknownFields()
	if err := body.Decode(&wish); err != nil {
		// The decoder's own words may repeat what was sent, which may be a number.
		s.answer(w, r, http.StatusBadRequest, map[string]string{"error": `send {"as":"citizen","insz":"…"} or {"as":"sender","org":"…"}`})
		return
	}
	token, err := s.Token(wish)
	if err != nil {
		s.answer(w, r, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	s.answer(w, r, http.StatusOK, map[string]any{
		"access_token": token, "token_type": "Bearer", "expires_in": int(Validity.Seconds()),
	})
}

func (s *Server) serveCitizens(w http.ResponseWriter, r *http.Request) {
	s.answer(w, r, http.StatusOK, map[string]any{
		"citizens": append([]Citizen{}, s.config.Citizens...),
		"now":      s.config.Now().In(model.Brussels()).Format(time.RFC3339), // the demo's clock may be shifted
	})
}

// serveKeys publishes the public half of the key as a JWK set (RFC 7517, RFC 7518 section 6.2).
func (s *Server) serveKeys(w http.ResponseWriter, r *http.Request) {
	point, err := s.key.PublicKey.Bytes() // 0x04, x, y
	if err != nil {
		http.Error(w, "the key cannot be written", http.StatusInternalServerError)
		return
	}
	x, y := point[1:33], point[33:]
	s.answer(w, r, http.StatusOK, map[string]any{"keys": []map[string]string{{
		"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": keyID,
		"x": base64.RawURLEncoding.EncodeToString(x), "y": base64.RawURLEncoding.EncodeToString(y),
	}}})
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		s.config.Log.DebugContext(r.Context(), "an answer of the demo's issuer was not taken", "error", err)
	}
}
