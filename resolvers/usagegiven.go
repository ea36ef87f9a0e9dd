package resolvers

import (
	"maps"
	"reflect"

	"github.com/vektah/gqlparser/v2/ast"
)

// maxGiven is how many values in the variables of one request are looked at for what is deprecated.
const maxGiven = 2_000

// deprecatedInputs finds what of the contract's deprecated input fields and enum values a request gives in its
// variables. Values of types that hold neither, at any depth, are not looked at: mostly that is all.
type deprecatedInputs struct {
	schema *ast.Schema
	holds  map[string]bool // the types that hold any
}

func newDeprecatedInputs(schema *ast.Schema) deprecatedInputs {
	d := deprecatedInputs{schema: schema, holds: map[string]bool{}}
	for before := -1; before < len(d.holds); { // again, until no type is found by those that are found
		before = len(d.holds)
		for name, definition := range schema.Types {
			if d.holdsAny(definition) {
				d.holds[name] = true
			}
		}
	}
	return d
}

func (d deprecatedInputs) holdsAny(definition *ast.Definition) bool {
	for _, value := range definition.EnumValues {
		if deprecated(value.Directives) {
			return true
		}
	}
	if definition.Kind != ast.InputObject {
		return false
	}
	for _, field := range definition.Fields {
		if deprecated(field.Directives) || d.holds[field.Type.Name()] {
			return true
		}
	}
	return false
}

// given is what the variables of an operation give of it, each once: an input's field as `Input.field`, an enum's
// value as `Enum.VALUE`. What the document itself names is left out: that is known of all its requests.
func (d deprecatedInputs) given(operation *ast.OperationDefinition, variables map[string]any) map[string]bool {
	found, left := map[string]bool{}, maxGiven
	for _, variable := range operation.VariableDefinitions {
		d.note(found, variable.Type, variables[variable.Variable], &left)
	}
	if len(found) > 0 {
		named := usedBy(operation)
		maps.DeleteFunc(found, func(name string, _ bool) bool { return named[name] })
	}
	return found
}

func (d deprecatedInputs) note(found map[string]bool, of *ast.Type, value any, left *int) {
	if value == nil || *left <= 0 || !d.holds[of.Name()] {
		return
	}
	*left--
	if of.Elem != nil {
		items := reflect.ValueOf(value) // of one that stands for a list, gqlgen makes a list of its kind
		if items.Kind() != reflect.Slice {
			d.note(found, of.Elem, value, left)
			return
		}
		for i := range items.Len() {
			d.note(found, of.Elem, items.Index(i).Interface(), left)
		}
		return
	}
	definition := d.schema.Types[of.NamedType]
	if text, ok := value.(string); ok {
		if one := definition.EnumValues.ForName(text); one != nil && deprecated(one.Directives) {
			found[definition.Name+"."+text] = true
		}
	}
	fields, _ := value.(map[string]any)
	for _, field := range definition.Fields {
		given, is := fields[field.Name]
		if is && deprecated(field.Directives) {
			found[definition.Name+"."+field.Name] = true
		}
		d.note(found, field.Type, given, left)
	}
}
