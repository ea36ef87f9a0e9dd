package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// AuthConfig says which tokens are taken and what their claims are called. The defaults are those
// of ACM/IDM, the Flemish sign-in.
type AuthConfig struct {
	Issuer   string // must be the token's `iss`
	Audience string // must be in the token's `aud`
	JWKSURL  string // where the issuer publishes its keys; read again when an unknown key is named

	NumberClaim string // the national number; default `rrn`
	GroupClaim  string // the target group; default `vo_doelgroepcode`; BUR is a citizen
	OrgClaim    string // the organisation; default `vo_orgcode`
	RoleClaim   string // author, approver or operator; default `burgerbode_role`
	SendScope   string // lets an organisation send; default `burgerbode_send`

	SandboxScope string // with SendScope: reaches test citizens only; default `burgerbode_sandbox`
	BehalfClaim  string // the organisation that a supplier's token is for; default `burgerbode_on_behalf_of`
	ACRClaim     string // how strongly somebody signed in; default `acr`
}

// citizenGroup is ACM/IDM's target group of citizens.
const citizenGroup = "BUR"

// Auth turns access tokens into viewers. Tokens are OIDC JWTs signed with RS256, PS256, ES256 or
// EdDSA by a key of the issuer's JWKS; issuer, audience and expiry are checked.
type Auth struct {
	config   AuthConfig
	parser   *jwt.Parser
	keyfunc  keyfunc.Keyfunc
	keys     model.Keyring
	citizens store.Addresser
	known    *lru.Cache[string, model.CitizenID] // keyed hash → id; an id never changes
	away     *atomic.Bool                        // the issuer's keys could not be read last time
	log      *slog.Logger
	refusals rate.Sometimes // keeps a flood of bad tokens out of the log
}

// NewAuth makes an Auth. It keeps the issuer's keys fresh until ctx ends. The error says what is
// missing in the configuration; an issuer that does not answer yet is no error.
func NewAuth(
	ctx context.Context, config AuthConfig, keys model.Keyring, citizens store.Addresser, now func() time.Time, log *slog.Logger,
) (*Auth, error) {
	var missing []model.FieldError
	for _, field := range []struct{ name, value string }{
		{"issuer", config.Issuer}, {"audience", config.Audience}, {"jwks url", config.JWKSURL},
	} {
		if field.value == "" {
			missing = append(missing, model.FieldError{Path: field.name, Message: "is needed"})
		}
	}
	if err := model.Invalid(missing); err != nil {
		return nil, err
	}
	set := func(field *string, fallback string) {
		if *field == "" {
			*field = fallback
		}
	}
	set(&config.NumberClaim, "rrn")
	set(&config.GroupClaim, "vo_doelgroepcode")
	set(&config.OrgClaim, "vo_orgcode")
	set(&config.RoleClaim, "burgerbode_role")
	set(&config.SendScope, "burgerbode_send")
	set(&config.SandboxScope, "burgerbode_sandbox")
	set(&config.BehalfClaim, "burgerbode_on_behalf_of")
	set(&config.ACRClaim, "acr")
	away := &atomic.Bool{}
	published, err := keyfunc.NewDefaultOverrideCtx(ctx, []string{config.JWKSURL}, keyfunc.Override{
		Client:            &http.Client{Transport: answered{away}},
		HTTPTimeout:       5 * time.Second,
		RateLimitWaitMax:  time.Second,
		RefreshInterval:   10 * time.Minute,
		RefreshUnknownKID: rate.NewLimiter(rate.Every(5*time.Second), 3),
		RefreshErrorHandlerFunc: func(url string) func(ctx context.Context, err error) {
			return func(ctx context.Context, err error) {
				away.Store(true)
				log.WarnContext(ctx, "the issuer's keys could not be read", "error", err)
			}
		},
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the issuer's keys: %w", err)
	}
	known, err := lru.New[string, model.CitizenID](100_000)
	if err != nil {
		return nil, fmt.Errorf("prepare the cache of citizens: %w", err)
	}
	return &Auth{
		config: config, keyfunc: published, keys: keys, citizens: citizens, known: known, away: away, log: log,
		parser: jwt.NewParser(
			jwt.WithValidMethods([]string{"RS256", "PS256", "ES256", "EdDSA"}),
			jwt.WithIssuer(config.Issuer), jwt.WithAudience(config.Audience), jwt.WithExpirationRequired(),
			jwt.WithLeeway(30*time.Second), jwt.WithTimeFunc(now),
		),
	}, nil
}

// answered notes when the issuer gives its keys again.
type answered struct{ away *atomic.Bool }

// RoundTrip asks and notes whether there was an answer.
func (a answered) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(request)
	if err == nil && response.StatusCode == http.StatusOK {
		a.away.Store(false)
	}
	return response, err
}

// signedIn is what a request's token came to: a viewer, or why not.
type signedIn struct {
	viewer  *model.Viewer
	expires time.Time // of the token
	err     error
}

type viewerKey struct{}

// middleware notes who asks. A missing or wrong token is an error only for fields that need one.
func (a *Auth) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := a.fromHeader(r.Context(), r.Header.Get("Authorization"))
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), viewerKey{}, in)))
	})
}

// fromHeader reads the header Authorization.
func (a *Auth) fromHeader(ctx context.Context, header string) signedIn {
	scheme, token, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "bearer") {
		return signedIn{err: model.Errorf(model.CodeUnauthenticated, "sign in first: there is no bearer token")}
	}
	return a.signIn(ctx, strings.TrimSpace(token))
}

// signIn reads a token.
func (a *Auth) signIn(ctx context.Context, token string) signedIn {
	claims := jwt.MapClaims{}
	viewer, err := a.viewer(ctx, token, claims)
	if err != nil {
		return signedIn{err: err}
	}
	expires, err := claims.GetExpirationTime()
	if err != nil || expires == nil { // the parser wants one
		return signedIn{err: model.Errorf(model.CodeUnauthenticated, "the access token does not say when it expires")}
	}
	return signedIn{viewer: viewer, expires: expires.Time}
}

// viewer is whom a token stands for, and fills its claims in: UNAUTHENTICATED when the token is not valid,
// UNAVAILABLE when the store is away, or the issuer while its key is not known.
func (a *Auth) viewer(ctx context.Context, token string, claims jwt.MapClaims) (*model.Viewer, error) {
	_, err := a.parser.ParseWithClaims(token, claims, a.keyfunc.KeyfuncCtx(ctx))
	switch {
	case err == nil:
	case errors.Is(err, jwt.ErrTokenUnverifiable) && a.away.Load(): // the app must not sign the citizen out
		return nil, model.Because(err, model.CodeUnavailable, "the sign-in is away for the moment; repeat the same call")
	default:
		a.refusals.Do(func() {
			a.log.InfoContext(ctx, "a token was refused; others of this second are not told", "error", err)
		})
		return nil, model.Because(err, model.CodeUnauthenticated, "the access token is not valid: sign in again")
	}
	text := func(name string) string {
		value, _ := claims[name].(string)
		return value
	}
	viewer := &model.Viewer{Assurance: text(a.config.ACRClaim)}
	if org := text(a.config.OrgClaim); org != "" && text(a.config.GroupClaim) != citizenGroup {
		viewer.Org = model.OrgCode(org)
		scopes := strings.Fields(text("scope"))
		if slices.Contains(scopes, a.config.SendScope) {
			viewer.Roles = append(viewer.Roles, model.RoleSender)
			viewer.Sandbox = slices.Contains(scopes, a.config.SandboxScope)
			viewer.Behalf = model.OrgCode(text(a.config.BehalfClaim))
		}
		switch text(a.config.RoleClaim) {
		case "author", "approver":
			viewer.Roles = append(viewer.Roles, model.RoleCommunicator)
			viewer.Person, viewer.Approves = model.PersonID(text("sub")), text(a.config.RoleClaim) == "approver"
			if viewer.Person == "" { // nobody could tell author and approver apart
				return nil, model.Errorf(model.CodeUnauthenticated, "the access token does not say who it is for")
			}
		case "operator":
			viewer.Roles = append(viewer.Roles, model.RoleOperator)
		}
	}
	if text(a.config.GroupClaim) == citizenGroup {
		number, err := model.ParseINSZ(text(a.config.NumberClaim))
		if err != nil {
			return nil, model.Because(err, model.CodeUnauthenticated, "the access token carries no national number")
		}
		if viewer.Citizen, err = a.citizen(ctx, number); err != nil {
			return nil, err
		}
		viewer.Roles = append(viewer.Roles, model.RoleCitizen)
		viewer.Born = model.BirthBand(number.BirthYearBand())
	}
	return viewer, nil
}

// citizen finds the id of a citizen, or gives one to somebody who signs in before the first letter.
func (a *Auth) citizen(ctx context.Context, number model.INSZ) (model.CitizenID, error) {
	key := a.keys.CitizenKey(number)
	if id, ok := a.known.Get(key); ok {
		return id, nil
	}
	ids, err := citizenIDs(ctx, a.citizens, []string{key})
	if err != nil {
		return "", err
	}
	a.known.Add(key, ids[key])
	return ids[key], nil
}

// viewerFrom is who asks, or UNAUTHENTICATED.
func viewerFrom(ctx context.Context) (*model.Viewer, error) {
	in, ok := ctx.Value(viewerKey{}).(signedIn)
	if !ok {
		return nil, model.Errorf(model.CodeUnauthenticated, "sign in first")
	}
	return in.viewer, in.err
}

// directives let a field through to those who may ask for it, if its input is right.
func (r *Resolver) directives() graph.DirectiveRoot {
	return graph.DirectiveRoot{
		Auth: func(ctx context.Context, _ any, next graphql.Resolver, as []model.Role) (any, error) {
			if err := authorise(ctx, as); err != nil {
				return nil, err
			}
			return r.validate.field(ctx, next)
		},
		Public: func(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
			return r.validate.field(ctx, next)
		},
	}
}

// authorise lets viewers with one of the roles through.
func authorise(ctx context.Context, as []model.Role) error {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return err
	}
	if !viewer.Has(as...) {
		return model.Errorf(model.CodeForbidden, "this token does not allow that")
	}
	return nil
}
