package contract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Level is what a change does to an app in the field.
type Level string

// The levels, the worst first.
const (
	Breaking   Level = "breaking"   // an app that worked may stop working
	Announced  Level = "announced"  // breaks, but the month that its deprecation named has come
	Dangerous  Level = "dangerous"  // an app meets what it has never seen, and is told how to
	Deprecated Level = "deprecated" // an app is told to leave it
	Safe       Level = "safe"       // no app notices
)

// Code is the kind of a change. Those that graphql-js knows too have its names.
type Code string

// What breaks or is dangerous in graphql-js's findBreakingChanges and findDangerousChanges.
const (
	TypeRemoved               Code = "TYPE_REMOVED"
	TypeChangedKind           Code = "TYPE_CHANGED_KIND"
	TypeRemovedFromUnion      Code = "TYPE_REMOVED_FROM_UNION"
	ValueRemovedFromEnum      Code = "VALUE_REMOVED_FROM_ENUM"
	RequiredInputFieldAdded   Code = "REQUIRED_INPUT_FIELD_ADDED"
	InterfaceRemoved          Code = "IMPLEMENTED_INTERFACE_REMOVED"
	FieldRemoved              Code = "FIELD_REMOVED"
	FieldChangedKind          Code = "FIELD_CHANGED_KIND"
	RequiredArgAdded          Code = "REQUIRED_ARG_ADDED"
	ArgRemoved                Code = "ARG_REMOVED"
	ArgChangedKind            Code = "ARG_CHANGED_KIND"
	DirectiveRemoved          Code = "DIRECTIVE_REMOVED"
	DirectiveArgRemoved       Code = "DIRECTIVE_ARG_REMOVED"
	RequiredDirectiveArgAdded Code = "REQUIRED_DIRECTIVE_ARG_ADDED"
	DirectiveNotRepeatable    Code = "DIRECTIVE_REPEATABLE_REMOVED"
	DirectiveLocationRemoved  Code = "DIRECTIVE_LOCATION_REMOVED"

	ValueAddedToEnum        Code = "VALUE_ADDED_TO_ENUM"
	TypeAddedToUnion        Code = "TYPE_ADDED_TO_UNION"
	OptionalInputFieldAdded Code = "OPTIONAL_INPUT_FIELD_ADDED"
	OptionalArgAdded        Code = "OPTIONAL_ARG_ADDED"
	InterfaceAdded          Code = "IMPLEMENTED_INTERFACE_ADDED"
	ArgDefaultChanged       Code = "ARG_DEFAULT_VALUE_CHANGE"
)

// What graphql-js does not look at.
const (
	AuthNarrowed        Code = "AUTH_NARROWED"              // breaking: fewer may ask
	DefaultNowRequired  Code = "REQUIRED_DEFAULT_REMOVED"   // breaking: what could be left out no longer can
	ConstraintTightened Code = "CONSTRAINT_TIGHTENED"       // breaking: less may be sent
	InputDefault        Code = "INPUT_FIELD_DEFAULT_CHANGE" // dangerous
	ImplementorAdded    Code = "TYPE_ADDED_TO_INTERFACE"    // dangerous: an interface has one more type
	ArgMadeOptional     Code = "MADE_OPTIONAL"              // safe: an argument or input field
	ConstraintLoosened  Code = "CONSTRAINT_LOOSENED"        // safe
	FieldMadeNonNull    Code = "MADE_NON_NULL"              // safe: a field that always has a value now
	AuthWidened         Code = "AUTH_WIDENED"               // safe
	TypeAdded           Code = "TYPE_ADDED"                 // safe
	FieldAdded          Code = "FIELD_ADDED"                // safe
	DirectiveAdded      Code = "DIRECTIVE_ADDED"            // safe
	DeprecationAdded    Code = "DEPRECATED"                 // deprecated
	DeprecationChanged  Code = "DEPRECATION_CHANGED"        // deprecated: another month or replacement
	DeprecationRemoved  Code = "DEPRECATION_TAKEN_BACK"     // safe
)

// Change is one difference between two releases.
type Change struct {
	Level Level
	Code  Code
	Type  string // the type, or @name for a directive
	Path  string // what changed: Letter, Letter.kind, Query.node(id:), LetterKind.OTHER, @auth(as:)
	Text  string // what an app developer reads about it, in English
}

// Worst is the worst level among the changes; Safe when there are none.
func Worst(changes []Change) Level {
	worst := Safe
	for _, change := range changes {
		if slices.Index(levels, change.Level) < slices.Index(levels, worst) {
			worst = change.Level
		}
	}
	return worst
}

var levels = []Level{Breaking, Announced, Dangerous, Deprecated, Safe}

// Compare lists what changed from one schema to the next, by type and path. Announced is not among its levels: whether a
// removal's month has come depends on the day, see [Due].
func Compare(before, after *ast.Schema) []Change {
	c := &comparison{before: before, after: after}
	for name, definition := range before.Types {
		if !definition.BuiltIn {
			c.definitions(definition, after.Types[name])
		}
	}
	for name, definition := range after.Types {
		if before.Types[name] == nil && !definition.BuiltIn {
			c.add(Safe, TypeAdded, name, name, firstSentence(definition.Description))
			c.implementors(nil, definition)
		}
	}
	c.directives()
	slices.SortFunc(c.changes, func(a, b Change) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.Text, b.Text))
	})
	return c.changes
}

// comparison gathers the changes between two schemas.
type comparison struct {
	before, after *ast.Schema
	changes       []Change
}

func (c *comparison) add(level Level, code Code, typeName, path, text string) {
	c.changes = append(c.changes, Change{Level: level, Code: code, Type: typeName, Path: path, Text: text})
}

// firstSentence is how a description begins; the rest stands in the schema.
func firstSentence(description string) string {
	line := strings.Join(strings.Fields(description), " ")
	for i := range len(line) {
		if end := i + 1; line[i] == '.' && (end == len(line) || line[end] == ' ') {
			return line[:end]
		}
	}
	return line
}
