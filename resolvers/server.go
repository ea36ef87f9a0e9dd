package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Config is what an API needs.
type Config struct {
	Mailboxes    *store.Mailboxes
	Keys         model.Keyring
	Auth         *Auth
	App          AppConfig
	Webhooks     WebhookRules
	Development  bool             // introspection and suggestions of fields are on, GraphiQL is served, and everybody may ask any document
	SensitiveACR model.Assurances // sign-ins that are shown what is sensitive; none: all are
	Rates        Rates            // how much may be asked; the zero value: as much as anybody likes
	// Documents are what citizens' apps may ask in production, beside what is registered: each as the app sends it.
	Documents []string
	// AnyDocument lets citizens ask any document in production too.
	AnyDocument bool
	// Origins are the hosts whose web pages may ask and open a WebSocket, as patterns of path.Match; the service's
	// own always may, and so may apps, which send no origin.
	Origins []string
	Log     *slog.Logger
	// AtStep, when set, is told when the chain from letter to phone has passed a step. The crash
	// tests end the process there.
	AtStep func(model.ChainStep)
}

// API is the GraphQL service.
type API struct {
	resolver *Resolver
	letters  *graph.LetterReader
	auth     *Auth
	checks   chan struct{}   // has room for the documents that are checked at the same time
	life     context.Context // ends when the service is told to
	handler  http.Handler
	present  graphql.ErrorPresenterFunc
	rates    *rates
	sockets  *watchers // who holds how many
	open     opened    // sockets and streams that are no requests of the server any more
	patience patience
}

// New makes an API. It checks the keys and reads the organisations, so the store must answer;
// store.ErrUnavailable otherwise. Keys of another secret than the store was made with are a plain
// error. Subscriptions end when ctx does.
func New(ctx context.Context, config Config) (*API, error) {
	if config.Mailboxes == nil || config.Auth == nil || config.Log == nil {
		return nil, errors.New("an API needs mailboxes, auth and a log")
	}
	if config.AtStep == nil {
		config.AtStep = func(model.ChainStep) {}
	}
	if config.App.HelpPhone == "" {
		config.App.HelpPhone = "1700"
	}
	validate, err := newInputValidator()
	if err != nil {
		return nil, err
	}
	if err := checkSecret(ctx, config.Mailboxes.Store, config.Keys); err != nil {
		return nil, err
	}
	directory := &directory{store: config.Mailboxes.Store}
	if err := directory.load(ctx); err != nil {
		return nil, err
	}
	api := &API{letters: graph.NewLetterReader(), auth: config.Auth, checks: make(chan struct{}, 2), life: ctx, resolver: &Resolver{
		mailboxes: config.Mailboxes, store: config.Mailboxes.Store, keys: config.Keys, directory: directory,
		app: config.App, hooks: config.Webhooks, validate: validate, quotas: &quotas{known: map[quotaKey]usage{}},
		sensitive: config.SensitiveACR, uses: newUses(contract(), ownApp), atStep: config.AtStep, log: config.Log, watchers: newWatchers(), walks: make(chan struct{}, 2),
		program: programVersion(), hub: newHub(config.Mailboxes.Store, config.Mailboxes.Now, ctx.Done(), config.Log),
	}}
	api.sockets = newWatchers()
	api.patience = patience{stream: eventPatience, slow: slowReader, socket: socketPatience}
	config.Mailboxes.Follow(api.resolver.hub.saved)
	if err := api.resolver.remember(); err != nil {
		return nil, err
	}
	if api.resolver.documents, err = newDocuments(config.Documents, config.Mailboxes.Store, config.Mailboxes.Now, api.resolver.uses); err != nil {
		return nil, err
	}
	if api.rates, err = newRates(config.Rates, api.resolver.now); err != nil {
		return nil, err
	}
	api.present = presenter(config.Log)
	api.handler = Pages(config.Origins)(requestID(api.byAddress(api.routes(config))))
	return api, nil
}

// routes are the paths of the service. All requests are bounded in time but streams, which bound
// themselves.
func (a *API) routes(config Config) http.Handler {
	quick, asked := http.NewServeMux(), a.resolver.withApp(a.graphQL(config))
	quick.Handle("/graphql", config.Auth.middleware(a.byViewer(withInstallation(conditional(asked)))))
	quick.Handle("POST /documents", config.Auth.middleware(http.HandlerFunc(a.upload)))
	quick.Handle("GET /documents/{id}", config.Auth.middleware(a.byViewer(http.HandlerFunc(a.download))))
	quick.Handle("/dosis/", http.MaxBytesHandler(config.Auth.middleware(a.dosis()), maxDosisBody))
	quick.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	quick.HandleFunc("GET /readyz", a.ready)
	mux := http.NewServeMux()
	bound, subscribed := bounded(quick), config.Auth.middleware(a.byViewer(withInstallation(a.events(asked))))
	mux.Handle("/", bound)
	mux.HandleFunc("POST /graphql", func(w http.ResponseWriter, r *http.Request) {
		if wantsEvents(r) {
			subscribed.ServeHTTP(w, r)
			return
		}
		bound.ServeHTTP(w, r)
	})
	mux.Handle("GET /graphql", upgrades(config.Auth.middleware(a.byViewer(withInstallation(onSocket(asked)))), bound))
	mux.Handle("POST /bulk/letters", config.Auth.middleware(http.HandlerFunc(a.bulkLetters)))
	mux.HandleFunc("/bulk/letters", func(w http.ResponseWriter, _ *http.Request) { // else it were one of those below /
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
	})
	if config.Development {
		return withGraphiQL(mux)
	}
	return mux
}

// checkSecret refuses keys of another secret than the store was made with. Under other keys nobody
// would be found: every citizen would see an empty mailbox, and a letter sent again would be a
// conflict. The first API to start on a store stamps it with a keyed hash, which tells nobody the
// secret.
func checkSecret(ctx context.Context, db store.Store, keys model.Keyring) error {
	mine := keys.Fingerprint([]byte("burgerbode"))
	held, err := db.Stamp(ctx, "secret", mine)
	if err != nil {
		return fmt.Errorf("check the secret: %w", err)
	}
	if held != mine {
		return errors.New("the secret is not the one that this store was made with")
	}
	return nil
}

// MaxRequestTime bounds a request, its body included: a caller who waits longer repeats it, and
// neither a store that is away nor a client that sends a byte now and then may gather requests.
const MaxRequestTime = 30 * time.Second

func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(MaxRequestTime)) // not every test's writer can
		ctx, cancel := context.WithTimeout(r.Context(), MaxRequestTime)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// Handler serves /graphql, /healthz (the process lives) and /readyz (the store answers).
func (a *API) Handler() http.Handler { return a.handler }

// Organisation is the name of an organisation; its code when it is not known.
func (a *API) Organisation(code model.OrgCode) string {
	return a.resolver.directory.name(code)
}

// Reload reads the organisations again, after some were added.
func (a *API) Reload(ctx context.Context) error { return a.resolver.directory.load(ctx) }

func (a *API) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.resolver.store.Ping(ctx); err != nil {
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// graphQL is the GraphQL handler with its transports and limits.
func (a *API) graphQL(config Config) http.Handler {
	settings := graph.Config{Schema: contract(), Resolvers: a.resolver, Directives: a.resolver.directives()}
	limitPages(&settings.Complexity)
	server := handler.New(graph.NewExecutableSchema(settings))
	server.AddTransport(socketTransport{a, config.Origins})
	server.AddTransport(eventTransport{a})
	server.AddTransport(overHTTP{})
	queries, upgrade := newParsedDocuments(), upgradeLimit{a.resolver.app}
	server.SetQueryCache(queries)
	server.SetParserTokenLimit(maxTokens)
	server.Use(bySocket{a.rates})
	server.Use(trustLimit{documents: a.resolver.documents, upgrade: upgrade, any: config.Development || config.AnyDocument})
	server.Use(shapeLimit{known: queries, introspection: config.Development})
	server.Use(typed{settings.Schema})
	server.Use(complexityLimit())
	server.Use(upgrade)
	server.Use(permitted{})
	server.Use(subscriptionsOnly{})
	server.Use(byPoints{a.rates})
	if !config.Development {
		server.SetDisableSuggestion(true)
		server.SetValidationRulesFn(withoutSuggestions)
	}
	if config.Development {
		server.Use(extension.Introspection{})
	}
	server.SetErrorPresenter(a.present)
	server.SetRecoverFunc(recovered)
	server.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		if feedFrom(ctx).driver == nil { // an answer of a subscription is no use of its own
			a.resolver.uses.count(ctx)
		}
		return next(countingFailures(a.resolver.withOperation(ctx)))
	})
	server.AroundOperations(a.resolver.taggedAnswers)
	server.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		tellCost(ctx)
		response := next(a.resolver.withEvent(ctx))
		if response != nil {
			response.Errors = response.Errors[:min(len(response.Errors), maxErrors)]
		}
		return response
	})
	return server
}
