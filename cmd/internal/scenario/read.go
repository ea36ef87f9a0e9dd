package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"burgerbode/cmd/internal/seed"
	"burgerbode/graph/model"
)

// reader reads JSON into structs and gathers everything that is wrong, where encoding/json ends at the
// first: whoever writes a file by hand wants to know all at once.
type reader struct{ wrong []model.FieldError }

// refuse notes what is wrong, once: of what has another shape, or holds something that has, no rule is told as well.
func (r *reader) refuse(path, message string) {
	if slices.ContainsFunc(r.wrong, func(w model.FieldError) bool { return within(w.Path, path) || within(path, w.Path) }) {
		return
	}
	r.wrong = append(r.wrong, model.FieldError{Path: path, Message: message})
}

// within tells whether a path is another one, or leads further.
func within(path, outer string) bool {
	rest, found := strings.CutPrefix(path, outer)
	return found && (rest == "" || outer == "" || rest[0] == '.' || rest[0] == '[')
}

func (r *reader) want(holds bool, path, message string) {
	if !holds {
		r.refuse(path, message)
	}
}

// inside is the path of a field of what is at a path.
func inside(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }

// named wants a name by which other steps can call what this one made.
func (r *reader) named(name, path string) {
	r.want(name != "" && len(name) <= 20 && printable(name), path, "is needed: a name for later steps, at most 20 letters, digits and hyphens")
}

func (r *reader) text(text string, most int, path string) {
	r.want(text != "" && len(text) <= most, path, fmt.Sprintf("is needed, at most %d bytes", most))
}

func (r *reader) organisation(code, path string) {
	known := slices.ContainsFunc(seed.Organisations(), func(o *model.Organisation) bool { return string(o.Code) == code })
	r.want(known, path, "is no organisation of the demo; GET / lists them")
}

func printable(name string) bool {
	return strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// read fills the struct, list or value that into points to.
func (r *reader) read(path string, text json.RawMessage, into any) {
	target := reflect.ValueOf(into).Elem()
	switch kind := target.Type(); {
	case kind.Kind() == reflect.Struct && ours(kind):
		r.readObject(path, text, target)
	case kind.Kind() == reflect.Slice && ours(kind.Elem()):
		var items []json.RawMessage
		if json.Unmarshal(text, &items) != nil {
			r.refuse(path, "is a list")
			return
		}
		list := reflect.MakeSlice(kind, len(items), len(items))
		for i, item := range items {
			r.read(fmt.Sprintf("%s[%d]", path, i), item, list.Index(i).Addr().Interface())
		}
		target.Set(list)
	case kind.Kind() == reflect.Pointer:
		if bytes.Equal(bytes.TrimSpace(text), []byte("null")) {
			return
		}
		target.Set(reflect.New(kind.Elem()))
		r.read(path, text, target.Interface())
	default:
		r.readValue(path, text, into)
	}
}

// readValue reads what is no object or list of this package. Enums know their values by themselves.
func (r *reader) readValue(path string, text json.RawMessage, into any) {
	if enum, ok := into.(interface{ UnmarshalGQL(v any) error }); ok {
		var name string
		if json.Unmarshal(text, &name) != nil {
			r.refuse(path, "is a text")
		} else if err := enum.UnmarshalGQL(name); err != nil {
			r.refuse(path, err.Error())
		}
		return
	}
	body := json.NewDecoder(bytes.NewReader(text))
	body.DisallowUnknownFields()
	if body.Decode(into) != nil {
		r.refuse(path, "is not "+wanted(reflect.TypeOf(into).Elem()))
	}
}

// ours tells whether a type is of this package: its fields are read one by one.
func ours(kind reflect.Type) bool {
	return kind.Kind() == reflect.Struct && kind.PkgPath() == reflect.TypeFor[Scenario]().PkgPath()
}

func (r *reader) readObject(path string, text json.RawMessage, target reflect.Value) {
	var given map[string]json.RawMessage
	if json.Unmarshal(text, &given) != nil || given == nil {
		r.refuse(path, "is a JSON object")
		return
	}
	known := map[string]int{}
	var names []string
	for i := range target.NumField() {
		name, _, _ := strings.Cut(target.Type().Field(i).Tag.Get("json"), ",")
		known[name] = i
		names = append(names, name)
	}
	keys := make([]string, 0, len(given))
	for key := range given {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		at := inside(path, key)
		if i, ok := known[key]; ok {
			r.read(at, given[key], target.Field(i).Addr().Interface())
			continue
		}
		r.refuse(at, "is not known; there are "+strings.Join(names, ", "))
	}
}

// wanted says what a value of the type looks like.
func wanted(kind reflect.Type) string {
	switch {
	case kind.Kind() == reflect.Bool:
		return "true or false"
	case kind.Kind() == reflect.Int:
		return "a whole number"
	case kind.Kind() == reflect.Struct && kind.Name() == "Time":
		return "a moment such as 2026-06-07T10:00:00+02:00"
	case kind.Kind() == reflect.Struct:
		return "what it should be: a field is unknown or of another type"
	default:
		return "a text"
	}
}

// kinds are the fields of a step that are set.
func (s Step) kinds() []string {
	var set []string
	value := reflect.ValueOf(s)
	for i, name := range stepKinds() {
		if !value.Field(i).IsNil() {
			set = append(set, name)
		}
	}
	return set
}

// stepKinds are what a step can be.
func stepKinds() []string {
	var all []string
	for field := range reflect.TypeFor[Step]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		all = append(all, name)
	}
	return all
}
