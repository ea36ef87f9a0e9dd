package pdfcheck

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	pdf "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"burgerbode/graph/model"
)

// walker goes through the objects of one document.
type walker struct {
	ctx      context.Context
	table    map[int]*pdf.XRefTableEntry
	numbers  []int
	unpacked int64 // bytes that object streams may still unpack to
}

// unpack opens the object streams, all within one bound, and looks for names in what comes out: of two entries with
// one key, the library shows only the last.
func (w *walker) unpack() error {
	for _, number := range w.numbers {
		stream, ok := w.table[number].Object.(types.ObjectStreamDict)
		if !ok {
			continue
		}
		packed := stream.StreamDict // a copy: what is unpacked here is not kept
		if err := w.ctx.Err(); err != nil {
			return costly(err)
		}
		if err := packed.DecodeWithLimit(w.unpacked); err != nil {
			return model.Because(err, model.CodeInvalid, "the document has an object stream that is damaged or too large")
		}
		w.unpacked -= int64(len(packed.Content))
		if w.unpacked <= 0 {
			return refuse("the document unpacks to more than %d bytes", maxUnpacked)
		}
		if err := scan(packed.Content); err != nil {
			return err
		}
	}
	return nil
}

func costly(err error) error {
	return model.Because(err, model.CodeInvalid, "the document takes too much work to read")
}

// look judges an object and all that it holds directly. References are not followed: what they lead to is in the
// table, and gets its own turn.
func (w *walker) look(object types.Object, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return costly(err)
	}
	if depth > maxDepth {
		return refuse("the document is nested too deep")
	}
	switch object := object.(type) {
	case types.Name:
		if what := active(plain(string(object))); what != "" {
			return refuseActive(what)
		}
	case types.Array:
		for _, item := range object {
			if err := w.look(item, depth+1); err != nil {
				return err
			}
		}
	case types.Dict:
		return w.dict(object, depth)
	case types.StreamDict:
		return w.stream(object.Dict, depth)
	case types.ObjectStreamDict:
		return w.stream(object.Dict, depth)
	case types.XRefStreamDict:
		return w.stream(object.Dict, depth)
	case types.LazyObjectStreamObject:
		inside, err := object.DecodedObject(w.ctx)
		if err != nil {
			return model.Because(err, model.CodeInvalid, "the document has a damaged object stream")
		}
		return w.look(inside, depth+1)
	}
	return nil
}

// stream judges the dictionary of a stream.
func (w *walker) stream(dict types.Dict, depth int) error {
	for key := range dict {
		if name := plain(key); name == "F" || name == "FFilter" || name == "FDecodeParms" {
			return refuseActive("data that is kept in another file")
		}
	}
	if kind, ok := w.resolve(entry(dict, "Subtype")).(types.Name); ok && plain(string(kind)) == "PS" {
		return refuseActive("a PostScript program")
	}
	return w.dict(dict, depth)
}

func (w *walker) dict(dict types.Dict, depth int) error {
	for _, key := range slices.Sorted(maps.Keys(dict)) {
		value := dict[key]
		if what := active(plain(key)); what != "" {
			return refuseActive(what)
		}
		if err := w.special(plain(key), value); err != nil {
			return err
		}
		if err := w.look(value, depth+1); err != nil {
			return err
		}
	}
	if kind, ok := w.resolve(entry(dict, "Subtype")).(types.Name); ok {
		if name := plain(string(kind)); name == "3D" || name == "Screen" { // elsewhere, /Screen is a way to mix colours
			return refuseActive("sound, film or 3D")
		}
	}
	if kind, ok := w.resolve(entry(dict, "S")).(types.Name); ok && plain(string(kind)) == "URI" {
		return w.link(entry(dict, "URI"))
	}
	return nil
}

// special judges the keys whose values decide: what happens by itself (when the document or a page opens, when a field
// changes), and the list of attached files, which some programs write although it is empty.
func (w *walker) special(key string, value types.Object) error {
	switch key {
	case "EmbeddedFiles":
		tree, _ := w.resolve(value).(types.Dict)
		names, ok := w.resolve(entry(tree, "Names")).(types.Array)
		if !ok || len(names) > 0 || entry(tree, "Kids") != nil {
			return refuseActive("an attached file")
		}
	case "OpenAction":
		return w.jump(value, 0)
	case "AA":
		actions, ok := w.resolve(value).(types.Dict)
		if !ok {
			return nil
		}
		for _, name := range slices.Sorted(maps.Keys(actions)) {
			if err := w.jump(actions[name], 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// jump accepts a place in the document, or an action that goes to one and what follows it, and nothing else.
func (w *walker) jump(value types.Object, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return costly(err)
	}
	if depth > maxDepth {
		return refuse("the document is nested too deep")
	}
	action, ok := w.resolve(value).(types.Dict)
	if !ok { // a place, or nothing
		return nil
	}
	if kind, ok := w.resolve(entry(action, "S")).(types.Name); !ok || plain(string(kind)) != "GoTo" {
		return refuseActive("an action that runs by itself")
	}
	next := w.resolve(entry(action, "Next"))
	if list, ok := next.(types.Array); ok {
		for _, item := range list {
			if err := w.jump(item, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return w.jump(next, depth+1)
}

// link accepts addresses that a citizen can judge by reading them.
func (w *walker) link(value types.Object) error {
	address, err := types.StringOrHexLiteral(w.resolve(value))
	if err != nil || address == nil {
		return refuseActive("a link without an address")
	}
	lower := strings.ToLower(*address)
	for _, scheme := range []string{"https://", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) {
			return nil
		}
	}
	what := "a link to another kind of address" // which may say whom the document is about
	if strings.HasPrefix(lower, "http:") {
		what = "an http link"
	}
	return refuse("the document holds %s; only links to https, mailto and tel addresses are allowed", what)
}

// resolve follows references to what they lead to, as far as an honest document goes.
func (w *walker) resolve(object types.Object) types.Object {
	for range maxDepth {
		switch known := object.(type) {
		case types.IndirectRef:
			found := w.table[int(known.ObjectNumber)]
			if found == nil {
				return nil
			}
			object = found.Object
		case types.LazyObjectStreamObject:
			inside, err := known.DecodedObject(w.ctx)
			if err != nil {
				return nil // look says that it is damaged
			}
			object = inside
		default:
			return object
		}
	}
	return nil
}

// beside looks for names in the bytes of the file that are not the data of a known stream: gaps, comments, earlier
// revisions, and the objects themselves once more.
func (w *walker) beside(content []byte) error {
	type span struct{ from, to int64 }
	var spans []span
	var offsets []int64
	for _, number := range w.numbers {
		at := w.table[number]
		if at.Offset != nil && !at.Free {
			offsets = append(offsets, *at.Offset)
		}
		if stream, ok := streamOf(at.Object); ok {
			spans = append(spans, span{stream.StreamOffset, stream.StreamOffset + int64(len(stream.Raw))})
		}
	}
	slices.Sort(offsets)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	end := int64(len(content))
	position := int64(0)
	for _, data := range spans {
		from, to := min(max(data.from, position), end), min(max(data.to, position), end)
		if next, _ := slices.BinarySearch(offsets, from); next < len(offsets) && offsets[next] < to {
			return refuse("the document has an object within the data of another")
		}
		if err := scan(content[position:from]); err != nil {
			return err
		}
		position = to
	}
	return scan(content[position:])
}

func streamOf(object types.Object) (types.StreamDict, bool) {
	switch object := object.(type) {
	case types.StreamDict:
		return object, true
	case types.ObjectStreamDict:
		return object.StreamDict, true
	case types.XRefStreamDict:
		return object.StreamDict, true
	}
	return types.StreamDict{}, false
}

// entry finds a key of a dictionary, however it is written.
func entry(dict types.Dict, key string) types.Object {
	value, _ := dict.Find(key)
	return value
}
