package pdfcheck

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// active are the names that stand for what a plain document does not have, wherever one stands.
// ISO 32000-1, 12.6.4 (actions), 12.5.6 (annotations), 7.11.4 (attached files), 12.7.8 (XFA), 7.6 (encryption).
func active(name string) string {
	switch name {
	case "JavaScript", "JS":
		return "JavaScript"
	case "Launch":
		return "an action that starts a program"
	case "SubmitForm", "ImportData":
		return "an action that sends or fetches form data"
	case "GoToR", "GoToE":
		return "an action that opens another file"
	case "RichMedia", "RichMediaExecute", "Rendition", "Movie", "Sound", "GoTo3DView":
		return "sound, film or 3D"
	case "EmbeddedFile", "EF", "FileAttachment":
		return "an attached file"
	case "XFA":
		return "an XFA form"
	case "Encrypt":
		return "encryption"
	}
	return ""
}

func refuseActive(what string) error {
	return refuse("the document holds %s, which is not allowed", what)
}

// scan looks for names that stand for active content in bytes, whatever they are part of.
func scan(text []byte) error {
	for {
		name, rest, found := nextName(text)
		if !found {
			return nil
		}
		if what := active(name); what != "" {
			return refuseActive(what)
		}
		text = rest
	}
}

// packedTwice tells whether a list of filters unpacks what was unpacked before. The library unpacks all stages but the
// last in full for each object stream, so that a few bytes, a thousandfold of a thousandfold, would keep it busy for
// long; honest programs pack once. A file in which it takes long to tell is none of theirs either.
func packedTwice(content []byte) bool {
	skips := 2 * len(content) // bytes of comments, which a hostile file has skipped again and again
	for skips >= 0 {
		name, rest, found := nextName(content)
		if !found {
			return false
		}
		content = rest
		if !unpacks(name) {
			continue
		}
		rest = afterSpace(rest)
		skips -= len(content) - len(rest)
		if next, _, _ := nextName(rest); bytes.HasPrefix(rest, []byte("/")) && unpacks(next) {
			return true
		}
	}
	return true
}

// unpacks tells whether a filter gives more than it takes. ISO 32000-1, tables 6 and 94.
func unpacks(filter string) bool {
	switch filter {
	case "FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL":
		return true
	}
	return false
}

// nextName finds the next name, without its escapes, and what follows it. A name longer than any that matters comes
// back empty.
func nextName(text []byte) (name string, rest []byte, found bool) {
	const enders = "\x00\t\n\f\r ()<>[]{}/%"
	const longest = 3 * len("RichMediaExecute") // each character escaped
	at := bytes.IndexByte(text, '/')
	if at < 0 {
		return "", nil, false
	}
	text = text[at+1:]
	end := bytes.IndexAny(text[:min(len(text), longest+1)], enders)
	switch {
	case end >= 0:
		return plain(string(text[:end])), text[end:], true
	case len(text) <= longest: // the text ends with it
		return plain(string(text)), nil, true
	default:
		return "", text, true
	}
}

// afterSpace leaves out spaces and comments.
func afterSpace(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, "\x00\t\n\f\r ")
		if !bytes.HasPrefix(text, []byte("%")) {
			return text
		}
		end := bytes.IndexAny(text, "\r\n")
		if end < 0 {
			return nil
		}
		text = text[end:]
	}
}

// plain is a name without its escapes, as in J#61vaScript.
func plain(name string) string {
	if decoded, err := types.DecodeName(name); err == nil {
		return decoded
	}
	return name
}
