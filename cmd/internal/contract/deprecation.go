package contract

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// The form of every reason: what to use instead, what else there is to say, and the month from which on the element may
// be gone.
var reason = regexp.MustCompile("^Use `([A-Za-z_.]+)` instead\\.( .+)? Removed in (20[0-9]{2}-(?:0[1-9]|1[0-2]))\\.$")

func (c *comparison) deprecation(typeName, path string, before, after ast.DirectiveList) {
	was, is := deprecated(before), deprecated(after)
	switch {
	case was == is:
	case is == "":
		c.add(Safe, DeprecationRemoved, typeName, path, "It is no longer deprecated.")
	case was == "":
		c.add(Deprecated, DeprecationAdded, typeName, path, is)
	default:
		c.add(Deprecated, DeprecationChanged, typeName, path, is)
	}
}

// deprecated is the reason why, empty when it is not.
func deprecated(directives ast.DirectiveList) string {
	directive := directives.ForName("deprecated")
	if directive == nil {
		return ""
	}
	if given := directive.Arguments.ForName("reason"); given != nil {
		return given.Value.Raw
	}
	return "No longer supported"
}

// CheckDeprecations lists every deprecation that does not say "Use `x` instead. Removed in 2027-06.", or whose
// replacement does not exist: x is a field of the same type, a value of the same enum, an argument of the same field, or
// stands with its type, as `Letter.kind` does.
func CheckDeprecations(whole *ast.Schema) (problems []string) {
	check := func(path string, directives ast.DirectiveList, exists func(name string) bool) {
		why := deprecated(directives)
		if why == "" {
			return
		}
		parts := reason.FindStringSubmatch(why)
		if parts == nil {
			problems = append(problems, fmt.Sprintf("%s: %q is not of the form \"Use `x` instead. Removed in 2027-06.\"", path, why))
		} else if name := parts[1]; !exists(name) && !stands(whole, name) {
			problems = append(problems, fmt.Sprintf("%s: there is no %#q to use instead", path, name))
		}
	}
	for name, definition := range whole.Types {
		inside := func(other string) bool { return definition.Fields.ForName(other) != nil }
		for _, field := range definition.Fields {
			check(name+"."+field.Name, field.Directives, inside)
			for _, argument := range field.Arguments {
				check(fmt.Sprintf("%s.%s(%s:)", name, field.Name, argument.Name), argument.Directives,
					func(other string) bool { return field.Arguments.ForName(other) != nil })
			}
		}
		for _, value := range definition.EnumValues {
			check(name+"."+value.Name, value.Directives,
				func(other string) bool { return definition.EnumValues.ForName(other) != nil })
		}
	}
	return problems
}

// stands: is there such a Type.field or Enum.VALUE?
func stands(whole *ast.Schema, path string) bool {
	name, inside, found := strings.Cut(path, ".")
	definition := whole.Types[name]
	if definition == nil || !found {
		return false
	}
	return definition.Fields.ForName(inside) != nil || definition.EnumValues.ForName(inside) != nil
}

// Due marks as [Announced] what was removed in or after the month that its deprecation in the release before named. What
// was deprecated and goes before its month stays breaking, and no version allows it: early lists those.
func Due(before *ast.Schema, changes []Change, on time.Time) (marked, early []Change) {
	for _, change := range changes {
		if month := removalMonth(before, change); month != "" {
			if on.Format("2006-01") >= month {
				change.Level = Announced
			} else {
				change.Text = fmt.Sprintf("It was removed before %s, as its deprecation says.", month)
				early = append(early, change)
			}
		}
		marked = append(marked, change)
	}
	return marked, early
}

// removalMonth is the month that a removed element's deprecation named, such as 2027-06; empty for anything else.
func removalMonth(before *ast.Schema, change Change) string {
	definition := before.Types[change.Type]
	if definition == nil {
		return ""
	}
	name, argument, _ := strings.Cut(strings.TrimPrefix(change.Path, change.Type+"."), "(")
	var directives ast.DirectiveList
	switch change.Code {
	case FieldRemoved:
		directives = definition.Fields.ForName(name).Directives
	case ValueRemovedFromEnum:
		directives = definition.EnumValues.ForName(name).Directives
	case ArgRemoved:
		argument = strings.TrimSuffix(argument, ":)")
		directives = definition.Fields.ForName(name).Arguments.ForName(argument).Directives
	default:
		return ""
	}
	if parts := reason.FindStringSubmatch(deprecated(directives)); parts != nil {
		return parts[3]
	}
	return ""
}
