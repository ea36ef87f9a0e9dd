package contract

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// constraint is the directive by which the contract shows what is checked of an input field beside its type. In the source
// those rules are Go's tags, which the service goes by: Print translates them, so that there is one of each.
const constraint = "constraint"

// limits are what must hold of an input field, by the arguments of the directive.
type limits map[string]string

// limitNames are the arguments, in the order in which they are printed: of those that begin with min more is narrower, of
// those that begin with max less is.
func limitNames() []string {
	return []string{"minItems", "maxItems", "minLength", "maxLength", "min", "max", "pattern", "format"}
}

// limitsOf are the limits of a field, in the source or as they are printed.
func limitsOf(field *ast.FieldDefinition) limits {
	shown := field.Directives.ForName(constraint)
	if shown == nil {
		return taggedLimits(field)
	}
	found := limits{}
	for _, argument := range shown.Arguments {
		found[argument.Name] = argument.Value.Raw
	}
	return found
}

// taggedLimits reads the rules for go-playground/validator.
func taggedLimits(field *ast.FieldDefinition) limits {
	found := limits{}
	for _, tag := range field.Directives.ForNames("goTag") {
		key, value := tag.Arguments.ForName("key"), tag.Arguments.ForName("value")
		if key == nil || key.Value.Raw != "validate" || value == nil {
			continue
		}
		about := field.Type
		for rule := range strings.SplitSeq(value.Value.Raw, ",") {
			name, parameter, _ := strings.Cut(rule, "=")
			switch name {
			case "omitempty": // for Go: what is left out is well
			case "dive":
				about = about.Elem
			case "required":
				if counted(about) == "Length" {
					found["minLength"] = "1"
				}
			case "min", "max":
				found[name+counted(about)] = parameter
			case "eq":
				found["pattern"] = "^" + regexp.QuoteMeta(parameter) + "$"
			default:
				found["format"] = rule
			}
		}
	}
	return found
}

// counted is what a bound of a value counts, as its name ends: the items of a list, a text's characters, a number itself.
func counted(of *ast.Type) string {
	switch {
	case of.Elem != nil:
		return "Items"
	case of.NamedType == "String" || of.NamedType == "ID":
		return "Length"
	default:
		return ""
	}
}

// directive shows the limits; nil where there are none.
func (l limits) directive() *ast.Directive {
	if len(l) == 0 {
		return nil
	}
	shown := &ast.Directive{Name: constraint}
	for _, name := range limitNames() {
		if l[name] == "" {
			continue
		}
		kind := ast.IntValue
		if bound(name) == 0 {
			kind = ast.StringValue
		}
		shown.Arguments = append(shown.Arguments, &ast.Argument{Name: name, Value: &ast.Value{Raw: l[name], Kind: kind}})
	}
	return shown
}

// bound is 1 for a lower bound, -1 for an upper one, 0 for what is neither.
func bound(name string) int {
	switch {
	case strings.HasPrefix(name, "min"):
		return 1
	case strings.HasPrefix(name, "max"):
		return -1
	default:
		return 0
	}
}

// limits compares what is checked of an input field. What a release did not show cannot be compared.
func (c *comparison) limits(typeName, path string, before, after *ast.FieldDefinition) {
	if c.before.Directives[constraint] == nil {
		return
	}
	was, is := limitsOf(before), limitsOf(after)
	names := slices.Concat(slices.Collect(maps.Keys(was)), slices.Collect(maps.Keys(is)))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if was[name] == is[name] {
			continue
		}
		level, code := Safe, ConstraintLoosened
		if narrower(name, was[name], is[name]) {
			level, code = Breaking, ConstraintTightened
		}
		c.add(level, code, typeName, path, fmt.Sprintf("%#q was %s and is %s now.", name, orNone(was[name]), orNone(is[name])))
	}
}

// narrower tells whether less may be sent by a limit than before. Of texts it is not known: then it may be.
func narrower(name, was, is string) bool {
	if was == "" || is == "" {
		return was == ""
	}
	before, beforeErr := strconv.Atoi(was)
	after, afterErr := strconv.Atoi(is)
	return beforeErr != nil || afterErr != nil || bound(name) == 0 || (after-before)*bound(name) > 0
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
