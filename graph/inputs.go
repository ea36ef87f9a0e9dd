package graph

import (
	"context"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
)

// LetterReader reads letters that come outside of GraphQL by the contract's own rules, those of
// DeliverLetterInput: what it accepts and refuses is what the mutation would.
type LetterReader struct {
	schema    *ast.Schema
	operation *ast.OperationDefinition
	ec        *executionContext
}

// NewLetterReader makes a reader.
func NewLetterReader() *LetterReader {
	schema := NewExecutableSchema(Config{}).Schema()
	letter := &ast.VariableDefinition{Variable: "letter", Type: ast.NonNullNamedType("DeliverLetterInput", nil)}
	letter.Definition = schema.Types["DeliverLetterInput"]
	return &LetterReader{
		schema: schema, ec: &executionContext{},
		operation: &ast.OperationDefinition{Operation: ast.Mutation, VariableDefinitions: ast.VariableDefinitionList{letter}},
	}
}

// Read reads one letter out of decoded JSON (numbers as json.Number). The error is a *gqlerror.Error
// whose path leads, after "variable" and "letter", to the first field that has not the contract's type.
func (r *LetterReader) Read(ctx context.Context, decoded map[string]any) (*DeliverLetterInput, error) {
	checked, err := validator.VariableValues(r.schema, r.operation, map[string]any{"letter": decoded})
	if err != nil {
		return nil, err
	}
	letter, err := unmarshalInputDeliverLetterInput(ctx, r.ec, checked["letter"])
	if err != nil {
		return nil, fmt.Errorf("read a letter: %w", err)
	}
	return &letter, nil
}
