package resolvers

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/go-playground/validator/v10"

	"burgerbode/graph/model"
)

// inputValidator checks inputs against the rules that stand in the schema (`@goTag`). It is the
// one place where input rules are checked; it reports every wrong field at once.
type inputValidator struct {
	validate *validator.Validate
	rules    map[string]inputRule // by tag
}

func newInputValidator() (*inputValidator, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		return name
	})
	var problems []error
	rules := inputRules()
	for tag, check := range rules {
		problems = append(problems, v.RegisterValidation(tag, func(level validator.FieldLevel) bool {
			return check.valid(level.Field().String())
		}))
	}
	return &inputValidator{validate: v, rules: rules}, errors.Join(problems...)
}

// inputRule is a rule of our own that the schema can name.
type inputRule struct {
	valid   func(text string) bool
	message string // what would be right
}

func inputRules() map[string]inputRule {
	version := regexp.MustCompile(`^\d{1,4}(\.\d{1,5}){0,3}$`)
	return map[string]inputRule{
		"printable":  {printable, "must be text without control characters, and not blank"},
		"nis":        {func(text string) bool { _, ok := model.LookupMunicipality(text); return ok }, "is not the NIS code of a Flemish municipality"},
		"insz":       {func(text string) bool { _, err := model.ParseINSZ(text); return err == nil }, "is not a valid national number: 11 digits with a matching check number"},
		"kbo":        {func(text string) bool { _, err := model.ParseEnterpriseNumber(text); return err == nil }, "is not a valid enterprise number: 10 digits with a matching check number"},
		"sha256":     {regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString, "must be 64 hexadecimal digits in lower case"},
		"markdown":   {func(text string) bool { return checkMarkdown(text) == nil }, "must be plain CommonMark: no HTML, no images, links to https addresses only, no characters that were lost (U+FFFD)"},
		"ipdc":       {regexp.MustCompile(`^\d{1,10}$`).MatchString, "must be a number of 1 to 10 digits"},
		"statuscode": {func(text string) bool { return slices.Contains(model.StatusCodes(), text) }, "is not a Flemish status code"},
		"httpslink":  {model.HTTPSLink, "must be an https address"},
		"iban":       {func(text string) bool { _, err := model.ParseIBAN(text); return err == nil }, "is not a valid account number (IBAN) of a SEPA country"},
		"structuredreference": {
			func(text string) bool { _, err := model.ParseStructuredReference(text); return err == nil },
			"is not a valid structured reference: +++123/4567/89002+++ with matching check digits",
		},
		"slug":       {model.ServiceID, "must be small letters and digits, with single hyphens between them"},
		"appname":    {regexp.MustCompile(`^[a-z0-9.-]{1,40}$`).MatchString, "must be 1 to 40 small letters, digits, dots and hyphens"},
		"appversion": {version.MatchString, "must be a version such as 2.4.0"},
	}
}

// printable tells whether text is valid UTF-8 with something to see and no control characters.
func printable(text string) bool {
	return utf8.ValidString(text) && strings.TrimSpace(text) != "" &&
		!strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError })
}

// field checks the input of a mutation before its resolver runs.
func (v *inputValidator) field(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	if field.Object == "Mutation" {
		if input, ok := field.Args["input"]; ok {
			if err := model.Invalid(v.check(input)); err != nil {
				return nil, err
			}
		}
	}
	return next(ctx)
}

// check is every wrong field of an input, by its path as the caller wrote it.
func (v *inputValidator) check(input any) []model.FieldError {
	err := v.validate.Struct(input)
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) {
		return nil
	}
	fields := make([]model.FieldError, len(wrong))
	for i, fault := range wrong {
		_, path, _ := strings.Cut(fault.Namespace(), ".")
		fields[i] = model.FieldError{Path: path, Message: v.message(fault)}
		if filledIn(input) {
			fields[i].Advice = model.OptionalText(advice(fault))
		}
	}
	return fields
}

// filledIn tells whether people fill the input in, in a form: those of campaigns.
func filledIn(input any) bool {
	form := reflect.TypeOf(input)
	for form.Kind() == reflect.Pointer {
		form = form.Elem()
	}
	return strings.Contains(form.Name(), "Campaign")
}

// advice says in Dutch what to do about a wrong field, to who filled it in.
func advice(fault validator.FieldError) string {
	several := fault.Kind() == reflect.Slice
	switch {
	case fault.Tag() == "required":
		return "Vul dit in."
	case fault.Tag() == "max" && several:
		return fmt.Sprintf("Dit zijn er te veel: hoogstens %s.", fault.Param())
	case fault.Tag() == "max":
		return fmt.Sprintf("Dit is te lang: hoogstens %s tekens.", fault.Param())
	case fault.Tag() == "min" && several:
		return fmt.Sprintf("Dit zijn er te weinig: minstens %s.", fault.Param())
	case fault.Tag() == "min":
		return fmt.Sprintf("Dit is te kort: minstens %s tekens.", fault.Param())
	case fault.Tag() == "printable":
		return "Schrijf hier gewone tekst."
	default:
		return "Dit is niet juist ingevuld."
	}
}

// message says what would be right.
func (v *inputValidator) message(fault validator.FieldError) string {
	if rule, ok := v.rules[fault.Tag()]; ok {
		return rule.message
	}
	counted := "character"
	if fault.Kind() == reflect.Slice {
		counted = "item"
	}
	if fault.Param() != "1" {
		counted += "s"
	}
	if fault.Kind() == reflect.Int {
		switch fault.Tag() {
		case "max":
			return "may be at most " + fault.Param()
		case "min":
			return "must be at least " + fault.Param()
		}
	}
	switch fault.Tag() {
	case "required":
		return "is needed"
	case "max":
		return fmt.Sprintf("may have at most %s %s", fault.Param(), counted)
	case "min":
		return fmt.Sprintf("needs at least %s %s", fault.Param(), counted)
	case "eq":
		return "must be " + fault.Param()
	case "uri":
		return "must be a URI"
	case "email":
		return "must be an e-mail address"
	default:
		return "is not valid"
	}
}

// eachOnce adds what the rules over several fields find to what is wrong with the form: a field
// whose form is wrong is not judged further.
func eachOnce(form, rules []model.FieldError) []model.FieldError {
	all := form
	for _, fault := range rules {
		if !slices.ContainsFunc(form, func(f model.FieldError) bool { return f.Path == fault.Path }) {
			all = append(all, fault)
		}
	}
	return all
}
