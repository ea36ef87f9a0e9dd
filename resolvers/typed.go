package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph"
)

// typed refuses variables that have not the contract's type where gqlgen would turn them into it.
type typed struct{ schema *ast.Schema }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = typed{}

// ExtensionName names the extension.
func (typed) ExtensionName() string { return "Typed" }

// Validate accepts every schema.
func (typed) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation.
func (t typed) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	return graph.Mistyped(t.schema, operation.Operation, operation.Variables)
}
