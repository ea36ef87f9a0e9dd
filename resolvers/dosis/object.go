package dosis

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"burgerbode/graph/model"
)

// object is a JSON object on its way in. Its fields are found whatever the case of their names; null
// is as good as absent. A field of another type than it should be is noted, and reads as absent.
type object struct {
	r      *reader
	place  string            // its path as it was written; empty: the item itself
	values map[string]any    // by name in lower case
	names  map[string]string // name in lower case → as it was written
}

// object takes what was sent as an object.
func (r *reader) object(sent any, place string) (object, bool) {
	o := object{r: r, place: place, values: map[string]any{}, names: map[string]string{}}
	fields, ok := sent.(map[string]any)
	if !ok {
		r.wrong = append(r.wrong, model.FieldError{Path: place, Message: "must be an object"})
		return o, false
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) { // of two spellings the same one each time
		o.values[strings.ToLower(name)], o.names[strings.ToLower(name)] = fields[name], name
	}
	return o, true
}

// path is where the field that DOSIS calls name is, as it was written where it is there.
func (o object) path(name string) string {
	if written, ok := o.names[strings.ToLower(name)]; ok {
		name = written
	}
	if o.place == "" {
		return name
	}
	return o.place + "." + name
}

// find is the first of the named fields that is there, and its path; without any, the path of the
// first. The path is what the contract's own path is called from then on.
func (o object) find(own string, names ...string) (path string, value any) {
	path = o.path(names[0])
	for _, name := range names {
		if sent := o.values[strings.ToLower(name)]; sent != nil {
			path, value = o.path(name), sent
			break
		}
	}
	if own != "" {
		o.r.item.names[own] = path
	}
	return path, value
}

// text is the text of the first of the named fields that is there; "" for none.
func (o object) text(own string, names ...string) string {
	path, sent := o.find(own, names...)
	text, ok := sent.(string)
	if !ok && sent != nil {
		o.r.wrong = append(o.r.wrong, model.FieldError{Path: path, Message: "must be a text"})
	}
	return text
}

// numeral is text, for what others write as a number too.
func (o object) numeral(own string, names ...string) string {
	path, sent := o.find(own, names...)
	switch sent := sent.(type) {
	case nil:
		return ""
	case string:
		return sent
	case json.Number:
		return sent.String()
	default:
		o.r.wrong = append(o.r.wrong, model.FieldError{Path: path, Message: "must be a text or a number"})
		return ""
	}
}

// flag is a yes or no; the fallback when it is not there.
func (o object) flag(name string, fallback bool) bool {
	path, sent := o.find("", name)
	if sent == nil {
		return fallback
	}
	flag, ok := sent.(bool)
	if !ok {
		o.r.wrong = append(o.r.wrong, model.FieldError{Path: path, Message: "must be true or false"})
	}
	return flag
}

// object is the first of the named fields that is there; false for none.
func (o object) object(names ...string) (object, bool) {
	path, sent := o.find("", names...)
	if sent == nil {
		return object{}, false
	}
	return o.r.object(sent, path)
}

// list is the list in the named field; none when it is not there.
func (o object) list(name string) []any {
	path, sent := o.find("", name)
	list, ok := sent.([]any)
	if !ok && sent != nil {
		o.r.wrong = append(o.r.wrong, model.FieldError{Path: path, Message: "must be a list"})
	}
	return list
}
