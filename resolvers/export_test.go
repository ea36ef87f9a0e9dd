package resolvers

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"burgerbode/graph"
)

// Need is how much of each limit an operation takes.
type Need map[string]int

// Limits are the limits by name, for the app or for those who work for an organisation.
func Limits(desk bool) Need {
	allowed := appAllowance
	if desk {
		allowed = deskAllowance
	}
	return Need{
		"bytes": maxQuery, "tokens": maxTokens, "aliases": maxAliases, "directives": maxDirectives, "variables": maxVariables,
		"roots": maxRoots, "mutations": maxMutations, "fields": allowed.fields, "depth": allowed.depth, "complexity": allowed.complexity,
	}
}

// Measure is how much of the limits an operation takes, but for its text.
func Measure(ctx context.Context, document *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) Need {
	settings := graph.Config{}
	limitPages(&settings.Complexity)
	shape := measure(document, operation)
	need := Need{
		"aliases": shape.aliases, "directives": shape.directives + len(operation.Directives), "variables": len(operation.VariableDefinitions),
		"fields": shape.fields, "depth": shape.depth,
		"complexity": complexity.Calculate(ctx, graph.NewExecutableSchema(settings), operation, variables),
	}
	if operation.Operation == ast.Mutation {
		need["mutations"] = shape.roots
	} else {
		need["roots"] = shape.roots
	}
	return need
}

// UsesOf is what is counted of requests with a document, which is valid, and these variables each.
func UsesOf(schema *ast.Schema, document *ast.QueryDocument, variables ...map[string]any) []Use {
	u := newUses(schema)
	for _, given := range variables {
		given, err := validator.VariableValues(schema, document.Operations[0], given) // as gqlgen does
		if err != nil {
			panic(err)
		}
		ctx := graphql.WithOperationContext(context.Background(), &graphql.OperationContext{Operation: document.Operations[0], Variables: given})
		noteDocument(ctx, "hash", true)
		u.count(ctx)
	}
	_, fields := u.all()
	return fields
}

// Followed is how many subscriptions follow a mailbox.
func (a *API) Followed() (n int) {
	a.resolver.hub.mu.Lock()
	defer a.resolver.hub.mu.Unlock()
	for _, at := range a.resolver.hub.citizens {
		n += len(at.followers)
	}
	return n
}

// Hurry has clients who do not read waited for so long only: a message that takes longer than slow ends its
// socket, and one that takes longer than most cuts it, or its stream.
func (a *API) Hurry(slow, most time.Duration) {
	a.patience = patience{stream: most, slow: slow, socket: most}
}

// Open is how many sockets and streams there are.
func (a *API) Open() int {
	a.open.mu.Lock()
	defer a.open.mu.Unlock()
	return a.open.count
}
