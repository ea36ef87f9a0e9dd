package resolvers

import (
	"context"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph/model"
)

// How much of the contract is used, by which version of which app, so that it can be decided when a
// deprecated part goes. A request costs one count of its document; what the document uses is written out
// when somebody looks. What stands in variables is looked at with each request, where it can be deprecated.

const (
	maxUses     = 2_000 // documents by version that are counted apart, until they are added up
	maxApps     = 50    // names of apps
	maxVersions = 20    // of one app
	otherName   = "other"
	unnamedApp  = "unnamed"
)

// Use is how often something of the contract was asked for since the process began.
type Use struct {
	Name       string // of an operation; of a field, `Type.field`; of an argument, `Type.field(argument:)`; of an input's field, `Input.field`; of an enum's value, `Enum.VALUE`
	App        string // unnamed where the header is missing, other where the name is not known
	Version    string // empty without an app; other past maxVersions
	Deprecated bool
	Count      int64
}

// useKey is what is counted.
type useKey struct {
	hash, operation string
	app             appVersion
}

// used is a document that was asked.
type used struct {
	operation *ast.OperationDefinition
	name      string // of the operation; other where the document is not on the list
	count     int64
}

// uses counts.
type uses struct {
	mu         sync.Mutex
	fresh      map[useKey]*used
	fields     map[Use]int64 // added up, by a Use without its count
	operations map[Use]int64
	apps       map[string]map[string]bool // names that are shown, with their versions
	deprecated deprecatedInputs
}

// newUses counts what is used of a schema, by those apps from the start; others become known when they are
// registered.
func newUses(schema *ast.Schema, apps ...string) *uses {
	u := &uses{deprecated: newDeprecatedInputs(schema), fresh: map[useKey]*used{}, fields: map[Use]int64{}, operations: map[Use]int64{}, apps: map[string]map[string]bool{}}
	for _, app := range apps {
		u.know(app)
	}
	return u
}

// know shows an app by its name from now on, and the given versions of it.
func (u *uses) know(app string, versions ...string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	known := u.apps[app]
	if known == nil && len(u.apps) < maxApps {
		known = map[string]bool{}
		u.apps[app] = known
	}
	for _, version := range versions {
		if known != nil && len(known) < maxVersions {
			known[version] = true
		}
	}
}

// shown is under which name and version an app is counted. Who is not signed in makes no version known:
// anybody could use all of them up.
func (u *uses) shown(app appVersion, signedIn bool) appVersion {
	if app.name == "" {
		return appVersion{name: unnamedApp}
	}
	versions, known := u.apps[app.name]
	if !known {
		return appVersion{otherName, otherName}
	}
	if !versions[app.version] {
		if !signedIn || len(versions) >= maxVersions {
			return appVersion{app.name, otherName}
		}
		versions[app.version] = true
	}
	return app
}

// count notes the operation under way.
func (u *uses) count(ctx context.Context) {
	asked, whole := documentFrom(ctx), graphql.GetOperationContext(ctx)
	operation := whole.Operation
	if operation == nil || asked.hash == "" {
		return
	}
	name := otherName
	if asked.listed && operation.Name != "" {
		name = operation.Name
	}
	_, err := viewerFrom(ctx)
	given := u.deprecated.given(operation, whole.Variables)
	u.mu.Lock()
	defer u.mu.Unlock()
	key := useKey{hash: asked.hash, operation: operation.Name, app: u.shown(appFrom(ctx), err == nil)}
	for name := range given {
		u.fields[Use{Name: name, App: key.app.name, Version: key.app.version, Deprecated: true}]++
	}
	if held := u.fresh[key]; held != nil {
		held.count++
		return
	}
	if len(u.fresh) >= maxUses {
		u.addUp()
	}
	u.fresh[key] = &used{operation: operation, name: name, count: 1}
}

// addUp writes out what was counted since the last time.
func (u *uses) addUp() {
	for key, held := range u.fresh {
		u.operations[Use{Name: held.name, App: key.app.name, Version: key.app.version}] += held.count
		for name, deprecated := range usedBy(held.operation) {
			u.fields[Use{Name: name, App: key.app.name, Version: key.app.version, Deprecated: deprecated}] += held.count
		}
	}
	clear(u.fresh)
}

// all is what was used so far.
func (u *uses) all() (operations, fields []Use) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.addUp()
	list := func(counted map[Use]int64) (all []Use) {
		for use, count := range counted {
			use.Count = count
			all = append(all, use)
		}
		return all
	}
	return list(u.operations), list(u.fields)
}

// Uses is how often each operation and each field was asked for since the process began. Of arguments,
// fields of inputs and enum values only deprecated ones are counted, in documents and in variables (of these,
// the first 2,000 values of a request).
func (a *API) Uses() (operations, fields []Use) { return a.resolver.uses.all() }

// usedBy is what an operation that was validated uses, each once, and whether that is deprecated.
func usedBy(operation *ast.OperationDefinition) map[string]bool {
	found, seen := map[string]bool{}, map[string]bool{}
	var walk func(set ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch selection := selection.(type) {
			case *ast.Field:
				noteField(found, selection)
				walk(selection.SelectionSet)
			case *ast.InlineFragment:
				walk(selection.SelectionSet)
			case *ast.FragmentSpread:
				if selection.Definition != nil && !seen[selection.Name] {
					seen[selection.Name] = true
					walk(selection.Definition.SelectionSet)
				}
			}
		}
	}
	walk(operation.SelectionSet)
	return found
}

func noteField(found map[string]bool, field *ast.Field) {
	if field.ObjectDefinition == nil || field.Definition == nil || strings.HasPrefix(field.Name, "__") {
		return
	}
	name := field.ObjectDefinition.Name + "." + field.Name
	found[name] = deprecated(field.Definition.Directives)
	for _, argument := range field.Arguments {
		if definition := field.Definition.Arguments.ForName(argument.Name); definition != nil && deprecated(definition.Directives) {
			found[name+"("+argument.Name+":)"] = true
		}
		noteValue(found, argument.Value)
	}
}

// noteValue notes the deprecated fields of inputs and values of enums that stand in a document.
func noteValue(found map[string]bool, value *ast.Value) {
	if value == nil {
		return
	}
	for _, child := range value.Children {
		if value.Kind == ast.ObjectValue && value.Definition != nil {
			if definition := value.Definition.Fields.ForName(child.Name); definition != nil && deprecated(definition.Directives) {
				found[value.Definition.Name+"."+child.Name] = true
			}
		}
		noteValue(found, child.Value)
	}
	if value.Kind == ast.EnumValue && value.Definition != nil {
		if definition := value.Definition.EnumValues.ForName(value.Raw); definition != nil && deprecated(definition.Directives) {
			found[value.Definition.Name+"."+value.Raw] = true
		}
	}
}

func deprecated(directives ast.DirectiveList) bool { return directives.ForName("deprecated") != nil }

// knowApps shows the apps of a registered document by name.
func (u *uses) knowApps(document *model.OperationDocument) {
	for _, use := range document.Versions {
		if use.RetiredAt.IsZero() {
			u.know(use.App, use.Version)
		}
	}
}
