package resolvers

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"burgerbode/graph/model"
)

// shapeLimit refuses documents that are too long, too wide or too deep before they are validated:
// validation takes time with the square of the fields, and counting complexity writes every
// fragment out, which few lines can make endless. A document that is known was looked at before.
type shapeLimit struct {
	known         graphql.Cache[*ast.QueryDocument]
	introspection bool
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = shapeLimit{}

// ExtensionName names the extension.
func (shapeLimit) ExtensionName() string { return "ShapeLimit" }

// Validate accepts every schema.
func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses a document that asks for too much.
func (l shapeLimit) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, known := l.known.Get(ctx, params.Query); known {
		return nil
	}
	if len(params.Query) > maxQuery {
		return refused(model.CodeTooComplex, fmt.Sprintf("the query has %d bytes and may have %d", len(params.Query), maxQuery))
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, maxTokens)
	if err != nil {
		return nil //nolint:nilerr // the executor finds the same and tells it
	}
	for _, operation := range document.Operations {
		shape := measure(document, operation)
		switch {
		case shape.depth > maxDepth:
			return refused(model.CodeTooComplex, fmt.Sprintf("the operation is nested deeper than %d fields", maxDepth))
		case shape.fields > maxFields:
			return refused(model.CodeTooComplex, fmt.Sprintf("the operation has more than %d fields", maxFields))
		case operation.Operation == ast.Mutation && shape.roots > maxMutations:
			return refused(model.CodeTooComplex, fmt.Sprintf("the operation has more than %d mutations", maxMutations))
		case shape.introspects && !l.introspection:
			return refused(model.CodeForbidden, "the schema cannot be asked for here")
		}
	}
	return nil
}

func refused(code model.Code, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Err: model.Errorf(code, "%s", message)}
}

// shape is how large an operation is with its fragments written out.
type shape struct {
	fields      int // and fragments; counted up to a bound that is far above maxFields
	depth       int // fields within fields, those that ask for the schema aside
	roots       int // fields that stand in none
	introspects bool
}

// measure is the shape of an operation. Each fragment is looked at once; one that contains itself,
// which validation refuses, counts as empty within itself.
func measure(document *ast.QueryDocument, operation *ast.OperationDefinition) shape {
	fragments := map[string]shape{}
	var of func(set ast.SelectionSet) shape
	of = func(set ast.SelectionSet) shape {
		var whole shape
		for _, selection := range set {
			var part shape
			switch selection := selection.(type) {
			case *ast.Field:
				if part = of(selection.SelectionSet); strings.HasPrefix(selection.Name, "__") {
					part.depth = 0
					part.introspects = selection.Name != "__typename"
				}
				part.depth++
				part.roots = 1
			case *ast.InlineFragment:
				part = of(selection.SelectionSet)
			case *ast.FragmentSpread:
				known, seen := fragments[selection.Name]
				if definition := document.Fragments.ForName(selection.Name); !seen && definition != nil {
					fragments[selection.Name] = shape{}
					known = of(definition.SelectionSet)
					fragments[selection.Name] = known
				}
				part = known
			}
			whole.fields = min(whole.fields+part.fields+1, 1<<20)
			whole.roots = min(whole.roots+part.roots, 1<<20)
			whole.depth = max(whole.depth, part.depth)
			whole.introspects = whole.introspects || part.introspects
		}
		return whole
	}
	return of(operation.SelectionSet)
}
