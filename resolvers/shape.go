package resolvers

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// shapeLimit refuses documents that are too long, too wide or too deep before they are validated:
// validation takes time with the square of the fields, and counting complexity writes every
// fragment out, which few lines can make endless.
//
// It is the first to need a query's text: what fills one in, for a document that is known by its id or
// hash, is used before it.
type shapeLimit struct {
	known         graphql.Cache[*ast.QueryDocument]
	introspection bool
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationContextMutator
} = shapeLimit{}

// ExtensionName names the extension.
func (shapeLimit) ExtensionName() string { return shapeExtension }

// shapeExtension is the name under which the shape of an operation is kept.
const shapeExtension = "ShapeLimit"

// Validate accepts every schema.
func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses a document that asks for too much.
func (l shapeLimit) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if params.Query == "" {
		return gqlerror.Wrap(wrongParameter("query", "is needed"))
	}
	if err := within("bytes", len(params.Query), maxQuery); err != nil {
		return err
	}
	if _, known := l.known.Get(ctx, params.Query); known {
		return nil // what depends on who asks is looked at below
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, maxTokens)
	if err != nil { // else the executor finds the same and tells it
		return within("tokens", countTokens(params.Query), maxTokens)
	}
	for _, operation := range document.Operations {
		if err := l.judge(ctx, operation, measure(document, operation)); err != nil {
			return err
		}
	}
	return nil
}

// contract is the schema without @defer, which gqlgen adds to each: an answer is whole here. Where it was let
// through, a part would be null with nothing to follow, and its goroutine would wait for ever for a reader.
func contract() *ast.Schema {
	schema := *graph.NewExecutableSchema(graph.Config{}).Schema()
	schema.Directives = maps.Clone(schema.Directives)
	delete(schema.Directives, "defer")
	return &schema
}

// countTokens counts the tokens of a text up to one more than a query may have, or to where it is none.
func countTokens(text string) int {
	tokens := lexer.New(&ast.Source{Input: text})
	for count := range maxTokens + 1 {
		if token, err := tokens.ReadToken(); err != nil || token.Kind == lexer.EOF {
			return count
		}
	}
	return maxTokens + 1
}

// withoutSuggestions are GraphQL's rules without the names that a wrong one resembles, where gqlgen's own
// switch leaves them: who does not know the contract shall not learn it by guessing.
func withoutSuggestions() *rules.Rules {
	all := rules.NewDefaultRules()
	for told, silent := range map[string]core.Rule{
		rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
		rules.ValuesOfCorrectTypeRule.Name: rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		all.ReplaceRule(told, silent.RuleFunc)
	}
	return all
}

// MutateOperationContext judges the operation for who asks now, and keeps its shape for the answer.
func (l shapeLimit) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	shape := measure(operation.Doc, operation.Operation)
	operation.Stats.SetExtension(shapeExtension, shape)
	return l.judge(ctx, operation.Operation, shape)
}

// judge compares the shape of an operation with what may be asked.
func (l shapeLimit) judge(ctx context.Context, operation *ast.OperationDefinition, shape shape) *gqlerror.Error {
	allowed, roots := allowedTo(ctx), maxRoots
	if operation.Operation == ast.Mutation {
		roots = maxMutations
	}
	for _, part := range []struct {
		name          string
		used, maximum int
	}{
		{"depth", shape.depth, allowed.depth},
		{"fields", shape.fields, allowed.fields},
		{"roots", shape.roots, roots},
		{"aliases", shape.aliases, maxAliases},
		{"directives", shape.directives + len(operation.Directives), maxDirectives},
		{"variables", len(operation.VariableDefinitions), maxVariables},
	} {
		if err := within(part.name, part.used, part.maximum); err != nil {
			return err
		}
	}
	if shape.introspects && !l.introspection {
		return refused(model.CodeForbidden, "the schema cannot be asked for here")
	}
	return nil
}

func refused(code model.Code, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Err: model.Errorf(code, "%s", message)}
}

// exceeded is the limit that an operation passes, for programs to read.
type exceeded struct {
	Name    string `json:"name"`
	Value   int    `json:"value"`
	Maximum int    `json:"maximum"`
}

// Error says it in words.
func (e *exceeded) Error() string {
	return fmt.Sprintf("the operation has %d %s and may have %d", e.Value, e.Name, e.Maximum)
}

// Unwrap gives the error of the contract.
func (e *exceeded) Unwrap() error { return model.Errorf(model.CodeTooComplex, "%s", e.Error()) }

// within refuses what passes a limit.
func within(name string, used, maximum int) *gqlerror.Error {
	if used <= maximum {
		return nil
	}
	return gqlerror.Wrap(&exceeded{Name: name, Value: used, Maximum: maximum})
}

// exceededBy is the limit that an error is about; nil for other errors.
func exceededBy(ctx context.Context, err *gqlerror.Error) *exceeded {
	if own, ok := err.Err.(*exceeded); ok { //nolint:errorlint // within made it
		return own
	}
	if code, _ := err.Extensions["code"].(string); code == complexityCode && graphql.HasOperationContext(ctx) {
		if stats := extension.GetComplexityStats(ctx); stats != nil {
			return &exceeded{Name: "complexity", Value: stats.Complexity, Maximum: stats.ComplexityLimit}
		}
	}
	return nil
}

// complexityCode is gqlgen's code of an operation that is too complex.
const complexityCode = "COMPLEXITY_LIMIT_EXCEEDED"

// complexityLimit is gqlgen's, with what the one who asks may use.
func complexityLimit() graphql.HandlerExtension {
	return &extension.ComplexityLimit{Func: func(ctx context.Context, _ *graphql.OperationContext) int {
		return allowedTo(ctx).complexity
	}}
}

// cost is what `extensions.cost` of an answer says, beside which apps plan: complexity is what the rate
// limit counts, and what may be at most maximum.
type cost struct {
	Complexity int `json:"complexity"`
	Maximum    int `json:"maximum"`
	Depth      int `json:"depth"`
	Fields     int `json:"fields"`
}

// tellCost puts the cost into the answer to a query or mutation that was counted.
func tellCost(ctx context.Context) {
	if !graphql.HasOperationContext(ctx) {
		return
	}
	operation := graphql.GetOperationContext(ctx)
	counted := extension.GetComplexityStats(ctx)
	if counted == nil || operation.Operation.Operation == ast.Subscription {
		return
	}
	shape, _ := operation.Stats.GetExtension(shapeExtension).(shape)
	graphql.RegisterExtension(ctx, "cost", cost{counted.Complexity, counted.ComplexityLimit, shape.depth, shape.fields})
}

// shape is how large an operation is with its fragments written out.
type shape struct {
	fields      int // and fragments; counted up to a bound that is far above what is allowed
	depth       int // fields within fields, those that ask for the schema aside
	roots       int // fields that stand in none
	aliases     int // fields with another name
	directives  int
	introspects bool
}

// most bounds each count: no more than this is told apart.
const most = 1 << 20

func (s *shape) add(part shape) {
	s.fields = min(s.fields+part.fields, most)
	s.roots = min(s.roots+part.roots, most)
	s.aliases = min(s.aliases+part.aliases, most)
	s.directives = min(s.directives+part.directives, most)
	s.depth = max(s.depth, part.depth)
	s.introspects = s.introspects || part.introspects
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
				part.directives += len(selection.Directives)
				if selection.Alias != selection.Name {
					part.aliases++
				}
			case *ast.InlineFragment:
				part = of(selection.SelectionSet)
				part.directives += len(selection.Directives)
			case *ast.FragmentSpread:
				known, seen := fragments[selection.Name]
				if definition := document.Fragments.ForName(selection.Name); !seen && definition != nil {
					fragments[selection.Name] = shape{}
					known = of(definition.SelectionSet)
					known.directives += len(definition.Directives)
					fragments[selection.Name] = known
				}
				part = known
				part.directives += len(selection.Directives)
			}
			part.fields++
			whole.add(part)
		}
		return whole
	}
	return of(operation.SelectionSet)
}
