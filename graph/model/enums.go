package model

import (
	"fmt"
	"io"
	"slices"
)

// writeEnum writes an enum value as GraphQL does; the empty one is null.
func writeEnum[E ~string](w io.Writer, value E) { marshalText(w, string(value)) }

// readEnum reads an enum value and names the ones that are known when it is not among them.
func readEnum[E ~string](into *E, v any, known []E) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("must be one of %v", known)
	}
	if !slices.Contains(known, E(text)) {
		return fmt.Errorf("%q is not one of %v", text, known)
	}
	*into = E(text)
	return nil
}

// OptionalText is a text that may be absent: the empty one is GraphQL's null.
type OptionalText string

// MarshalGQL writes the text as GraphQL does.
func (t OptionalText) MarshalGQL(w io.Writer) { marshalText(w, string(t)) }

// UnmarshalGQL reads a text or null.
func (t *OptionalText) UnmarshalGQL(v any) error { return readText(t, v) }

// readText reads an id or a text.
func readText[T ~string](into *T, v any) error {
	if v == nil {
		*into = ""
		return nil
	}
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("must be a text")
	}
	*into = T(text)
	return nil
}

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id EntryID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *EntryID) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id PushID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *PushID) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id CitizenID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *CitizenID) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the code as GraphQL does; the empty one is null.
func (id OrgCode) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the code.
func (id *OrgCode) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the code as GraphQL does; the empty one is null.
func (id NIS) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the code.
func (id *NIS) UnmarshalGQL(v any) error { return readText(id, v) }

// MarshalGQL writes the id as GraphQL does; the empty one is null.
func (id RunID) MarshalGQL(w io.Writer) { marshalText(w, string(id)) }

// UnmarshalGQL reads the id.
func (id *RunID) UnmarshalGQL(v any) error { return readText(id, v) }
