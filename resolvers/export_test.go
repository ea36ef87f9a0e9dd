package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/complexity"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph"
)

// The limits, for the test that measures the app's operations.
const (
	MaxQuery      = maxQuery
	MaxTokens     = maxTokens
	MaxFields     = maxFields
	MaxDepth      = maxDepth
	MaxComplexity = maxComplexity
)

// Measure is how much of the limits an operation takes.
func Measure(ctx context.Context, document *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) (depth, fields, cost int) {
	settings := graph.Config{}
	limitPages(&settings.Complexity)
	shape := measure(document, operation)
	return shape.depth, shape.fields, complexity.Calculate(ctx, graph.NewExecutableSchema(settings), operation, variables)
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
