package contract

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// answersStill: does an app that reads the old type of a field understand the new one? A value that was perhaps null may
// always be there from now on, never the other way round.
func answersStill(before, after *ast.Type) bool {
	if before.NonNull && !after.NonNull {
		return false
	}
	if before.Elem != nil || after.Elem != nil {
		return before.Elem != nil && after.Elem != nil && answersStill(before.Elem, after.Elem)
	}
	return before.NamedType == after.NamedType
}

// takesStill: does what an app sends for the old type of an argument fit the new one?
func takesStill(before, after *ast.Type) bool {
	if !before.NonNull && after.NonNull {
		return false
	}
	if before.Elem != nil || after.Elem != nil {
		return before.Elem != nil && after.Elem != nil && takesStill(before.Elem, after.Elem)
	}
	return before.NamedType == after.NamedType
}

// given is what an app may send: an argument's or an input field's type and default.
type given struct {
	kind     *ast.Type
	fallback *ast.Value
}

func (g given) required() bool { return g.kind.NonNull && g.fallback == nil }

func (g given) defaultText() string {
	if g.fallback == nil {
		return "none"
	}
	return "`" + g.fallback.String() + "`"
}

// given compares what an app may send at a path.
func (c *comparison) given(typeName, path string, retypedCode, defaultCode Code, before, after given) {
	switch {
	case !takesStill(before.kind, after.kind):
		c.add(Breaking, retypedCode, typeName, path, retyped(before.kind, after.kind))
		return
	case before.kind.String() != after.kind.String():
		c.add(Safe, ArgMadeOptional, typeName, path, retyped(before.kind, after.kind))
	}
	if after.required() && !before.required() {
		c.add(Breaking, DefaultNowRequired, typeName, path, "Its default was removed, so that it must be given.")
	}
	if before.fallback != nil && before.defaultText() != after.defaultText() {
		text := fmt.Sprintf("Its default was %s and is %s now.", before.defaultText(), after.defaultText())
		c.add(Dangerous, defaultCode, typeName, path, text)
	}
}

func retyped(before, after *ast.Type) string {
	return fmt.Sprintf("It was %#q and is %#q now.", before.String(), after.String())
}

// auth compares who may ask for a field: the roles in @auth, everybody with @public. A field with neither is asked for
// through another one, and whoever reaches it may have it.
func (c *comparison) auth(typeName, path string, before, after ast.DirectiveList) {
	was, is := mayAsk(before), mayAsk(after)
	gone := slices.DeleteFunc(slices.Clone(was), func(role string) bool { return slices.Contains(is, role) })
	more := slices.DeleteFunc(slices.Clone(is), func(role string) bool { return slices.Contains(was, role) })
	switch {
	case is != nil && (was == nil || len(gone) > 0):
		c.add(Breaking, AuthNarrowed, typeName, path, fmt.Sprintf("Only %v may ask for it now.", is))
	case was != nil && (is == nil || len(more) > 0):
		c.add(Safe, AuthWidened, typeName, path, "More may ask for it now.")
	}
}

// mayAsk are the roles that may; nil when everybody.
func mayAsk(directives ast.DirectiveList) []string {
	auth := directives.ForName("auth")
	if auth == nil {
		return nil
	}
	roles := []string{}
	if as := auth.Arguments.ForName("as"); as != nil {
		for _, role := range as.Value.Children {
			roles = append(roles, role.Value.Raw)
		}
	}
	return roles
}
