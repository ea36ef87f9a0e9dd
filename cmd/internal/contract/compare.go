package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

func (c *comparison) definitions(before, after *ast.Definition) {
	name := before.Name
	if after == nil {
		c.add(Breaking, TypeRemoved, name, name, "It was removed.")
		return
	}
	if before.Kind != after.Kind {
		c.add(Breaking, TypeChangedKind, name, name, fmt.Sprintf("It was %s and is %s now.", kind(before), kind(after)))
		return
	}
	switch before.Kind {
	case ast.Enum:
		c.enum(before, after)
	case ast.Union:
		c.union(before, after)
	case ast.InputObject:
		c.input(before, after)
	case ast.Object, ast.Interface:
		c.fields(before, after)
		c.implementors(before, after)
	case ast.Scalar: // a name and no more
	}
}

func (c *comparison) enum(before, after *ast.Definition) {
	for _, value := range before.EnumValues {
		path := before.Name + "." + value.Name
		if next := after.EnumValues.ForName(value.Name); next == nil {
			c.add(Breaking, ValueRemovedFromEnum, before.Name, path, "It was removed.")
		} else {
			c.deprecation(before.Name, path, value.Directives, next.Directives)
		}
	}
	for _, value := range after.EnumValues {
		if before.EnumValues.ForName(value.Name) == nil {
			c.add(Dangerous, ValueAddedToEnum, before.Name, before.Name+"."+value.Name, firstSentence(value.Description))
		}
	}
}

func (c *comparison) union(before, after *ast.Definition) {
	for _, member := range before.Types {
		if !slices.Contains(after.Types, member) {
			c.add(Breaking, TypeRemovedFromUnion, before.Name, before.Name, fmt.Sprintf("%#q no longer belongs to it.", member))
		}
	}
	for _, member := range after.Types {
		if !slices.Contains(before.Types, member) {
			c.add(Dangerous, TypeAddedToUnion, before.Name, before.Name, fmt.Sprintf("%#q belongs to it.", member))
		}
	}
}

func (c *comparison) input(before, after *ast.Definition) {
	for _, field := range before.Fields {
		path := before.Name + "." + field.Name
		next := after.Fields.ForName(field.Name)
		if next == nil {
			c.add(Breaking, FieldRemoved, before.Name, path, "It was removed.")
			continue
		}
		c.deprecation(before.Name, path, field.Directives, next.Directives)
		c.given(before.Name, path, FieldChangedKind, InputDefault,
			given{field.Type, field.DefaultValue}, given{next.Type, next.DefaultValue})
		c.limits(before.Name, path, field, next)
	}
	for _, field := range after.Fields {
		if before.Fields.ForName(field.Name) != nil {
			continue
		}
		level, code := Dangerous, OptionalInputFieldAdded
		if (given{field.Type, field.DefaultValue}).required() {
			level, code = Breaking, RequiredInputFieldAdded
		}
		c.add(level, code, before.Name, before.Name+"."+field.Name, firstSentence(field.Description))
	}
}

func (c *comparison) fields(before, after *ast.Definition) {
	for _, field := range before.Fields {
		if strings.HasPrefix(field.Name, "__") {
			continue
		}
		path := before.Name + "." + field.Name
		next := after.Fields.ForName(field.Name)
		if next == nil {
			c.add(Breaking, FieldRemoved, before.Name, path, "It was removed.")
			continue
		}
		c.deprecation(before.Name, path, field.Directives, next.Directives)
		c.auth(before.Name, path, field.Directives, next.Directives)
		c.arguments(before.Name, path, field.Arguments, next.Arguments, fieldArguments)
		switch {
		case !answersStill(field.Type, next.Type):
			c.add(Breaking, FieldChangedKind, before.Name, path, retyped(field.Type, next.Type))
		case field.Type.String() != next.Type.String():
			c.add(Safe, FieldMadeNonNull, before.Name, path, retyped(field.Type, next.Type))
		}
	}
	for _, field := range after.Fields {
		if before.Fields.ForName(field.Name) == nil && !strings.HasPrefix(field.Name, "__") {
			c.add(Safe, FieldAdded, before.Name, before.Name+"."+field.Name, firstSentence(field.Description))
		}
	}
}

// implementors compares what a type implements. An app that asks an interface meets the type there from then on.
func (c *comparison) implementors(before, after *ast.Definition) {
	if before == nil {
		for _, name := range after.Interfaces {
			if c.before.Types[name] != nil && after.Kind == ast.Object {
				c.add(Dangerous, ImplementorAdded, name, name, fmt.Sprintf("%#q implements it.", after.Name))
			}
		}
		return
	}
	for _, name := range before.Interfaces {
		if !slices.Contains(after.Interfaces, name) {
			c.add(Breaking, InterfaceRemoved, before.Name, before.Name, fmt.Sprintf("It no longer implements %#q.", name))
		}
	}
	for _, name := range after.Interfaces {
		if !slices.Contains(before.Interfaces, name) {
			c.add(Dangerous, InterfaceAdded, before.Name, before.Name, fmt.Sprintf("It implements %#q.", name))
		}
	}
}

// argumentCodes are how changes of arguments are called: those of a field and those of a directive differ.
type argumentCodes struct {
	removed, required Code
	whole             bool // graphql-js looks at all of the arguments; of a directive's only at which there are
}

var (
	fieldArguments     = argumentCodes{removed: ArgRemoved, required: RequiredArgAdded, whole: true}
	directiveArguments = argumentCodes{removed: DirectiveArgRemoved, required: RequiredDirectiveArgAdded}
)

func (c *comparison) arguments(typeName, path string, before, after ast.ArgumentDefinitionList, codes argumentCodes) {
	for _, argument := range before {
		at := fmt.Sprintf("%s(%s:)", path, argument.Name)
		next := after.ForName(argument.Name)
		if next == nil {
			c.add(Breaking, codes.removed, typeName, at, "It was removed.")
			continue
		}
		c.deprecation(typeName, at, argument.Directives, next.Directives)
		if codes.whole {
			c.given(typeName, at, ArgChangedKind, ArgDefaultChanged,
				given{argument.Type, argument.DefaultValue}, given{next.Type, next.DefaultValue})
		}
	}
	for _, argument := range after {
		if before.ForName(argument.Name) != nil {
			continue
		}
		at, text := fmt.Sprintf("%s(%s:)", path, argument.Name), firstSentence(argument.Description)
		switch {
		case (given{argument.Type, argument.DefaultValue}).required():
			c.add(Breaking, codes.required, typeName, at, text)
		case codes.whole:
			c.add(Dangerous, OptionalArgAdded, typeName, at, text)
		}
	}
}

func (c *comparison) directives() {
	for name, before := range c.before.Directives {
		if before.Position.Src.BuiltIn {
			continue
		}
		at, after := "@"+name, c.after.Directives[name]
		if after == nil {
			c.add(Breaking, DirectiveRemoved, at, at, "It was removed.")
			continue
		}
		c.arguments(at, at, before.Arguments, after.Arguments, directiveArguments)
		if before.IsRepeatable && !after.IsRepeatable {
			c.add(Breaking, DirectiveNotRepeatable, at, at, "It is no longer repeatable.")
		}
		for _, location := range before.Locations {
			if !slices.Contains(after.Locations, location) {
				c.add(Breaking, DirectiveLocationRemoved, at, at, fmt.Sprintf("It may no longer stand on %s.", location))
			}
		}
	}
	for name, after := range c.after.Directives {
		if c.before.Directives[name] == nil && !after.Position.Src.BuiltIn {
			c.add(Safe, DirectiveAdded, "@"+name, "@"+name, firstSentence(after.Description))
		}
	}
}

func kind(definition *ast.Definition) string {
	words := map[ast.DefinitionKind]string{
		ast.Scalar: "a scalar", ast.Object: "a type", ast.Interface: "an interface", ast.Union: "a union",
		ast.Enum: "an enum", ast.InputObject: "an input",
	}
	return words[definition.Kind]
}
