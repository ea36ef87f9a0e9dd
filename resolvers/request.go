package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"burgerbode/graph/model"
)

// readRequest reads what a request asks for: its query may be empty, where a document is named in place of
// it. All that is wrong with the request itself is an *unfit, and none of it is told back.
func readRequest(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, error) {
	params := &graphql.RawParams{Headers: r.Header}
	params.ReadTime.Start = graphql.Now()
	var err error
	switch r.Method {
	case http.MethodGet:
		err = fromURL(r, params)
	case http.MethodPost:
		err = fromBody(w, r, params)
	default:
		wrong := unfitf(http.StatusMethodNotAllowed, model.CodeInvalid, "ask by GET or POST")
		wrong.allow = allMethods
		err = wrong
	}
	params.ReadTime.End = graphql.Now()
	return params, err
}

// fromURL reads the parameters of a GET.
func fromURL(r *http.Request, params *graphql.RawParams) error {
	if len(r.URL.RawQuery) > maxURL {
		return unfitf(http.StatusRequestURITooLong, model.CodeTooComplex, "the address has %d bytes and may have %d: use POST", len(r.URL.RawQuery), maxURL)
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return unfitf(http.StatusBadRequest, model.CodeInvalid, "the parameters of the address cannot be read")
	}
	for name, given := range values {
		if len(given) > 1 {
			if isParameter(name) {
				return wrongParameter(name, "may be given once")
			}
			continue
		}
		if !utf8.ValidString(given[0]) {
			return unfitf(http.StatusBadRequest, model.CodeInvalid, "the parameters of the address are not UTF-8")
		}
		switch name {
		case "variables", "extensions":
			if given[0] == "" {
				continue
			}
			if err := tooNested([]byte(given[0])); err != nil {
				return err
			}
			decoder := json.NewDecoder(strings.NewReader(given[0]))
			decoder.UseNumber()
			if err := readParameter(decoder, name, params); err != nil {
				return err
			}
			if decoder.More() {
				return wrongParameter(name, "must be one JSON object")
			}
		case "query":
			params.Query = given[0]
		case "operationName":
			params.OperationName = given[0]
		case documentIDKey:
			nameDocument(params, given[0])
		}
	}
	return nil
}

// fromBody reads the JSON of a POST. A browser sends this media type to another site only after asking that
// site, which does not agree: no page can make a citizen's browser change anything here.
func fromBody(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) error {
	kind, more, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != jsonMimeType {
		return unfitf(http.StatusUnsupportedMediaType, model.CodeInvalid, "the Content-Type must be %s", jsonMimeType)
	}
	if charset := more["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return unfitf(http.StatusUnsupportedMediaType, model.CodeInvalid, "the charset must be utf-8")
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return unfitf(http.StatusUnsupportedMediaType, model.CodeInvalid, "the body may not be compressed")
	}
	body, err := readBody(r.Context(), w, r)
	if err != nil {
		return err
	}
	if !utf8.Valid(body) {
		return unfitf(http.StatusBadRequest, model.CodeInvalid, "the body is not UTF-8")
	}
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		return unfitf(http.StatusBadRequest, model.CodeInvalid, "one request asks one operation: send several at the same time, over one HTTP/2 connection")
	}
	return fromJSON(body, params)
}

// readBody reads as much as the viewer may send.
func readBody(ctx context.Context, w http.ResponseWriter, r *http.Request) ([]byte, error) {
	most := allowedTo(ctx).body
	tooLong := unfitf(http.StatusRequestEntityTooLarge, model.CodeTooComplex, "the body may have at most %d bytes", most)
	if r.ContentLength > most {
		return nil, tooLong
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLong
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, unfitf(http.StatusRequestTimeout, model.CodeInvalid, "the body did not arrive within %s", MaxRequestTime)
	}
	if err != nil {
		return nil, unfitf(http.StatusBadRequest, model.CodeInvalid, "the body did not arrive as a whole")
	}
	return body, nil
}

// fromJSON reads one object, in which a parameter stands once.
func fromJSON(body []byte, params *graphql.RawParams) error {
	if err := tooNested(body); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	malformed := unfitf(http.StatusBadRequest, model.CodeInvalid, "the body must be one JSON object")
	if begin, err := decoder.Token(); err != nil || begin != json.Delim('{') {
		return malformed
	}
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return malformed
		}
		name, _ := token.(string)
		if !isParameter(name) { // others are not ours to read
			if err := decoder.Decode(&json.RawMessage{}); err != nil {
				return malformed
			}
			continue
		}
		if seen[name] {
			return wrongParameter(name, "may be given once")
		}
		seen[name] = true
		if err := readParameter(decoder, name, params); err != nil {
			return err
		}
	}
	if end, err := decoder.Token(); err != nil || end != json.Delim('}') {
		return malformed
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return malformed
	}
	return nil
}

func isParameter(name string) bool {
	switch name {
	case "query", "operationName", "variables", "extensions", documentIDKey:
		return true
	default:
		return false
	}
}

// readParameter reads a parameter's value; null is as good as none.
func readParameter(decoder *json.Decoder, name string, params *graphql.RawParams) error {
	var text string
	var err error
	wanted := "a text"
	switch name {
	case "variables":
		wanted = "an object"
		err = decoder.Decode(&params.Variables)
	case "extensions":
		wanted = "an object"
		named := documentIDOf(params)
		err = decoder.Decode(&params.Extensions)
		nameDocument(params, named)
	default:
		err = decoder.Decode(&text)
	}
	if _, other := errors.AsType[*json.UnmarshalTypeError](err); other {
		return wrongParameter(name, "must be "+wanted)
	}
	if err != nil {
		return unfitf(http.StatusBadRequest, model.CodeInvalid, "the JSON cannot be read")
	}
	switch name {
	case "query":
		params.Query = text
	case "operationName":
		params.OperationName = text
	case documentIDKey:
		nameDocument(params, text)
	}
	return nil
}

// documentIDKey is the parameter that names a document in place of a query (persisted documents of GraphQL over
// HTTP). It is handed on among the extensions, since gqlgen has no place of its own for it.
const documentIDKey = "documentId"

// nameDocument notes which document a request names.
func nameDocument(params *graphql.RawParams, id string) {
	if id == "" {
		return
	}
	if params.Extensions == nil {
		params.Extensions = map[string]any{}
	}
	params.Extensions[documentIDKey] = id
}

// documentIDOf is the document that a request names; empty for none.
func documentIDOf(params *graphql.RawParams) string {
	id, _ := params.Extensions[documentIDKey].(string)
	return id
}

func wrongParameter(name, message string) error {
	return &unfit{error: model.Invalid([]model.FieldError{{Path: name, Message: message}}), status: http.StatusBadRequest}
}

// tooNested refuses JSON that is nested deeper than any input of the contract, before it is read.
func tooNested(text []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			if depth > maxNesting {
				return unfitf(http.StatusBadRequest, model.CodeTooComplex, "the JSON is nested deeper than %d", maxNesting)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// mediaRange is one part of an Accept header, with its weight: 0 for what is not wanted or cannot be read.
func mediaRange(part string) (name string, weight float64) {
	name, more, err := mime.ParseMediaType(strings.TrimSpace(part))
	if err != nil {
		return "", 0
	}
	weight = 1
	if q := more["q"]; q != "" {
		if weight, err = strconv.ParseFloat(q, 64); err != nil || weight < 0 || weight > 1 {
			return "", 0
		}
	}
	if charset := more["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return "", 0
	}
	return name, weight
}
