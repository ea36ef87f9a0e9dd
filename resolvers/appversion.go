package resolvers

import (
	"context"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// appHeader names the app that asks and its version, such as `phone/2.4.0`.
const appHeader = "Burgerbode-App"

// The headers in which Apollo's clients say the same.
const (
	apolloName    = "apollographql-client-name"
	apolloVersion = "apollographql-client-version"
)

// maxAppText bounds what is looked at of a header: a name of 40, a stroke and a version.
const maxAppText = 80

// ownApp is the name of the service's own app, whose documents come with the service.
const ownApp = "phone"

// appVersion is an app and its version; both empty when it did not say.
type appVersion struct{ name, version string }

type appKey struct{}

// parseApp reads NAME/VERSION; the zero value for what is not of that form.
func (v *inputValidator) parseApp(text string) appVersion {
	name, version, _ := strings.Cut(text, "/")
	if len(text) > maxAppText || !v.rules["appname"].valid(name) || !v.rules["appversion"].valid(version) {
		return appVersion{}
	}
	return appVersion{name, version}
}

// withApp keeps which app asks, by its own header, else by Apollo's. What is not of the form counts as
// absent: an app that cannot name itself is served, and is not counted by version.
func (r *Resolver) withApp(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		text := request.Header.Get(appHeader)
		if text == "" && request.Header.Get(apolloName) != "" {
			text = request.Header.Get(apolloName) + "/" + request.Header.Get(apolloVersion)
		}
		next.ServeHTTP(w, request.WithContext(r.withAppText(request.Context(), text)))
	})
}

// withAppText keeps which app asks, by the text of its header. A WebSocket gives it in connection_init.
func (r *Resolver) withAppText(ctx context.Context, text string) context.Context {
	app := r.validate.parseApp(text)
	if app == (appVersion{}) {
		return ctx
	}
	return context.WithValue(ctx, appKey{}, app)
}

// appFrom is the app that asks; the zero value when it did not say.
func appFrom(ctx context.Context) appVersion {
	app, _ := ctx.Value(appKey{}).(appVersion)
	return app
}

// upgradeLimit refuses versions of the app that are no longer served.
type upgradeLimit struct{ app AppConfig }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = upgradeLimit{}

// ExtensionName names the extension.
func (upgradeLimit) ExtensionName() string { return "UpgradeLimit" }

// Validate accepts every schema.
func (upgradeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation of a version that is too old, unless it asks what to do then.
func (l upgradeLimit) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	if !l.tooOld(ctx) || onlyAsksStatus(operation.Operation.SelectionSet) {
		return nil
	}
	return gqlerror.Wrap(l.outdated())
}

// tooOld tells whether a citizen's app asks whose version is below the lowest that works. Organisations'
// programs and the desk have versions of their own.
func (l upgradeLimit) tooOld(ctx context.Context) bool {
	app := appFrom(ctx)
	return app.version != "" && l.app.MinimumVersion != "" && !writesOwnSoftware(ctx) && olderVersion(app.version, l.app.MinimumVersion)
}

// outdated says that the app is too old, and where to get a newer one.
func (l upgradeLimit) outdated() error {
	hints := map[string]string{"helpPhone": l.app.HelpPhone}
	if l.app.UpgradeURL != "" {
		hints["upgradeUrl"] = l.app.UpgradeURL
	}
	return &model.Error{Code: model.CodeUpgradeRequired, Message: "this version of the app is no longer served", Hints: hints}
}

// onlyAsksStatus tells whether all that is asked is `appStatus`.
func onlyAsksStatus(set ast.SelectionSet) bool {
	for _, selection := range set {
		field, ok := selection.(*ast.Field)
		if !ok || (field.Name != "appStatus" && field.Name != "__typename") {
			return false
		}
	}
	return true
}
