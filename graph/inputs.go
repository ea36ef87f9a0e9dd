package graph

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
)

// LetterReader reads letters that come outside of GraphQL by the contract's own types, those of
// DeliverLetterInput: what it accepts and refuses is what the mutation would.
type LetterReader struct {
	schema *ast.Schema
	fields map[string]*ast.OperationDefinition // of DeliverLetterInput, each as the variable of an operation
	ec     *executionContext
}

// NewLetterReader makes a reader.
func NewLetterReader() *LetterReader {
	r := &LetterReader{schema: NewExecutableSchema(Config{}).Schema(), fields: map[string]*ast.OperationDefinition{}, ec: &executionContext{}}
	for _, field := range r.schema.Types["DeliverLetterInput"].Fields {
		variable := &ast.VariableDefinition{Variable: field.Name, Type: field.Type, Definition: r.schema.Types[field.Type.Name()]}
		r.fields[field.Name] = &ast.OperationDefinition{
			Operation: ast.Mutation, VariableDefinitions: ast.VariableDefinitionList{variable},
		}
	}
	return r
}

// Read reads one letter out of decoded JSON (numbers as json.Number). Where fields have not the
// contract's type it answers an error for each field of the letter, the first one within it; its path
// leads to what is wrong.
func (r *LetterReader) Read(ctx context.Context, decoded map[string]any) (*DeliverLetterInput, gqlerror.List) {
	var wrong gqlerror.List
	for name := range decoded {
		if r.fields[name] == nil {
			wrong = append(wrong, &gqlerror.Error{Message: "unknown field", Path: ast.Path{ast.PathName(name)}})
		}
	}
	checked := make(map[string]any, len(decoded))
	for name, operation := range r.fields {
		values, err := validator.VariableValues(r.schema, operation, decoded)
		if fault := Mistyped(r.schema, operation, values); err == nil && fault != nil {
			err = fault
		}
		if err != nil {
			wrong = append(wrong, located(err, 1)) // the path of a variable begins with the word
			continue
		}
		if value, given := values[name]; given {
			checked[name] = value
		}
	}
	if len(wrong) > 0 {
		slices.SortFunc(wrong, func(a, b *gqlerror.Error) int { return strings.Compare(a.Path.String(), b.Path.String()) })
		return nil, wrong
	}
	letter, err := unmarshalInputDeliverLetterInput(ctx, r.ec, checked)
	if err != nil {
		return nil, gqlerror.List{located(err, 0)}
	}
	return &letter, nil
}

// Mistyped is the first of an operation's variables that holds a number where the contract has a text, or a
// text where it has a number; nil when none does. Values are what VariableValues made of JSON whose numbers are
// json.Number, which is a string to it: it lets both pass, as GraphQL does not.
func Mistyped(schema *ast.Schema, operation *ast.OperationDefinition, values map[string]any) *gqlerror.Error {
	for _, variable := range operation.VariableDefinitions {
		if err := mistyped(schema, variable.Type, values[variable.Variable]); err != nil {
			return below(ast.PathName("variable"), below(ast.PathName(variable.Variable), err))
		}
	}
	return nil
}

func mistyped(schema *ast.Schema, expected *ast.Type, value any) *gqlerror.Error {
	if value == nil {
		return nil
	}
	if expected.Elem != nil {
		list := reflect.ValueOf(value) // of any type, where it was one value for a list
		for i := range list.Len() {
			if err := mistyped(schema, expected.Elem, list.Index(i).Interface()); err != nil {
				return below(ast.PathIndex(i), err)
			}
		}
		return nil
	}
	if fields, ok := value.(map[string]any); ok {
		for _, field := range schema.Types[expected.NamedType].Fields {
			if err := mistyped(schema, field.Type, fields[field.Name]); err != nil {
				return below(ast.PathName(field.Name), err)
			}
		}
		return nil
	}
	_, text := value.(string)
	number, _ := value.(json.Number)
	_, broken := number.Int64()
	switch name := expected.NamedType; {
	case name == "String" && !text, name == "ID" && number != "" && broken != nil:
		return gqlerror.Errorf("cannot use a number as %s", name)
	case (name == "Int" || name == "Float") && text:
		return gqlerror.Errorf("cannot use a text as %s", name)
	default:
		return nil
	}
}

// below is an error of what stands below a step.
func below(step ast.PathElement, err *gqlerror.Error) *gqlerror.Error {
	err.Path = slices.Insert(err.Path, 0, step)
	return err
}

// located is an error with the part of its path after the first steps.
func located(err error, skip int) *gqlerror.Error {
	if typed, ok := errors.AsType[*gqlerror.Error](err); ok {
		return &gqlerror.Error{Message: typed.Message, Path: typed.Path[min(skip, len(typed.Path)):]}
	}
	return &gqlerror.Error{Message: err.Error()}
}
