package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// The limits of one request. The app's own operations are measured against them by a test, with
// room to spare.
const (
	maxBody       = 16 << 20 // bytes: 500 letters with long texts
	maxTokens     = 4_000    // of the query's text
	maxDepth      = 12       // fields within fields
	maxComplexity = 8_000    // fields, each as often as its list may be long
	maxPage       = 100      // entries of one page
	defaultPage   = 20
)

const depthCode = "DEPTH_LIMIT_EXCEEDED"

// pageSize is how many entries a page has: defaultPage unless asked otherwise, 1 to maxPage.
func pageSize(first *int) (int, error) {
	if first == nil {
		return defaultPage, nil
	}
	if *first < 1 || *first > maxPage {
		return 0, model.Invalid([]model.FieldError{{Path: "first", Message: "must be from 1 to 100"}})
	}
	return *first, nil
}

// limitPages counts what a page may hold as often as it may be long.
func limitPages(root *graph.ComplexityRoot) {
	page := func(child int, first *int) int {
		return 1 + child*max(1, min(maxPage, value(first, defaultPage)))
	}
	root.Viewer.Feed = func(child int, first *int, _ *string, _ model.FeedFilter) int { return page(child, first) }
	root.Viewer.Letters = func(child int, first *int, _ *string, _ *bool) int { return page(child, first) }
	root.Viewer.Dossiers = func(child int, first *int, _ *string, _ *bool) int { return page(child, first) }
	root.Viewer.Reminders = func(child int, first *int, _ *string, _ *bool) int { return page(child, first) }
	root.Viewer.Pushes = func(child int, first *int) int { return page(child, first) }
	root.Viewer.Pinned = func(child int) int { return 1 + child*maxPinned }
	root.Dossier.Letters = func(child int) int { return 1 + child*5 }
	root.Dossier.History = func(child int) int { return 1 + child*10 }
	root.Letter.Pushes = func(child int) int { return 1 + child*4 }
	root.Dossier.Pushes = func(child int) int { return 1 + child*4 }
}

// depthLimit refuses operations whose fields are nested deeper.
type depthLimit int

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = depthLimit(0)

// ExtensionName names the extension.
func (depthLimit) ExtensionName() string { return "DepthLimit" }

// Validate accepts every schema.
func (depthLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation that is too deep.
func (l depthLimit) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	if depth := depthOf(operation.Operation.SelectionSet, int(l)+1); depth > int(l) {
		err := gqlerror.Errorf("operation is nested deeper than %d fields", int(l))
		err.Extensions = map[string]any{"code": depthCode}
		return err
	}
	return nil
}

// depthOf is how deep fields are nested; it stops counting beyond limit.
func depthOf(set ast.SelectionSet, limit int) int {
	deepest := 0
	for _, selection := range set {
		depth := 0
		switch selection := selection.(type) {
		case *ast.Field:
			depth = 1
			if limit > 1 {
				depth += depthOf(selection.SelectionSet, limit-1)
			}
		case *ast.InlineFragment:
			depth = depthOf(selection.SelectionSet, limit)
		case *ast.FragmentSpread: // the validation before refuses fragments that contain themselves
			depth = depthOf(selection.Definition.SelectionSet, limit)
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

// value is what a pointer points to, or the fallback for nil.
func value[T any](pointer *T, fallback T) T {
	if pointer == nil {
		return fallback
	}
	return *pointer
}
