package resolvers

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"burgerbode/graph/model"
)

// maxLocations is how many places in the query one error names.
const maxLocations = 10

var elevenDigits = regexp.MustCompile(`\d{11}`)

// clipped is a text that fits into an error: what clients send, such as the name of a field, may be long,
// and may be somebody's national number.
func clipped(text string) string {
	text = elevenDigits.ReplaceAllStringFunc(text, func(digits string) string {
		if _, err := model.ParseINSZ(digits); err != nil {
			return digits
		}
		return "(a national number)" // sent in the place of an id, say
	})
	if len(text) <= maxMessage {
		return text
	}
	end := maxMessage
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// fewer are as many wrong fields as fit into an error.
func fewer(fields []model.FieldError) []model.FieldError {
	few := make([]model.FieldError, 0, min(len(fields), maxWrong))
	for _, field := range fields[:min(len(fields), maxWrong)] {
		field.Path, field.Message = clipped(field.Path), clipped(field.Message)
		few = append(few, field)
	}
	if more := len(fields) - len(few); more > 0 {
		few[maxWrong-1].Message = clipped(fmt.Sprintf("%s; %d more fields are wrong", few[maxWrong-1].Message, more))
	}
	return few
}

// withoutValues cuts values, which may be personal, out of the messages of gqlparser and of Go's own
// conversions. Names of fields, types and variables stay: they are what a message is about.
func withoutValues(message string) string {
	for _, cut := range cuts {
		message = cut.find.ReplaceAllString(message, cut.keep)
	}
	return message
}

// cuts find what the messages say with a value in it, and what is kept of that.
var cuts = []struct {
	find *regexp.Regexp
	keep string
}{
	{regexp.MustCompile(`(?s)^(.* cannot represent .*?value): .*?( Did you mean .*)?$`), "$1.$2"},
	{regexp.MustCompile(`(?s)^Value ".*" does not exist in (".*?" enum)`), "This value does not exist in $1"},
	{regexp.MustCompile(`(?s)^(Expected value of type ".*?"), found .*$`), "$1"},
	{regexp.MustCompile(`(?s)^operation .* not found$`), "the document has no such operation, or several and none is named"},
	{regexp.MustCompile(`(?s)^.* is not a valid (\w+)$`), "is not a valid $1"},
	{regexp.MustCompile(`(?s)^(Unexpected|Expected \S+, found) (Int|Float|String|BlockString) .*$`), "$1 $2"},
	{regexp.MustCompile(`(?s)strconv\.\w+: parsing ".*": `), ""},
}
