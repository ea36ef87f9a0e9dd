package model

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Code is the machine-readable kind of an error, the same in the API, in logs and in metrics.
type Code string

// The codes that an operation can answer with. The contract documents what an app does on each.
const (
	CodeUnauthenticated Code = "UNAUTHENTICATED"  // no token, or one that is not valid
	CodeForbidden       Code = "FORBIDDEN"        // signed in, but not allowed to do this
	CodeNotFound        Code = "NOT_FOUND"        // not there, or not the viewer's to see
	CodeInvalid         Code = "INVALID"          // the input is wrong; Fields names every wrong field
	CodeConflict        Code = "CONFLICT"         // the id is taken by something with other content
	CodeRateLimited     Code = "RATE_LIMITED"     // too much at once; try later
	CodeTooComplex      Code = "TOO_COMPLEX"      // the query asks for more than one request may
	CodeUnavailable     Code = "UNAVAILABLE"      // a service is away for the moment; repeat the same call
	CodeInternal        Code = "INTERNAL"         // our fault; quote the request id
	CodeResyncRequired  Code = "RESYNC_REQUIRED"  // the sync token is too old or of another life: load all again
	CodeGone            Code = "GONE"             // it was there and is gone for good
	CodeStepUpRequired  Code = "STEP_UP_REQUIRED" // the sign-in is not strong enough
	CodeUpgradeRequired Code = "UPGRADE_REQUIRED" // this version of the app is no longer served
)

// Codes lists every code.
func Codes() []Code {
	return []Code{
		CodeUnauthenticated, CodeForbidden, CodeNotFound, CodeInvalid, CodeConflict,
		CodeRateLimited, CodeTooComplex, CodeUnavailable, CodeInternal, CodeResyncRequired,
		CodeGone, CodeStepUpRequired, CodeUpgradeRequired,
	}
}

// Error is an error that the caller may see.
type Error struct {
	Code    Code
	Message string        // English, lower case, no personal data
	Fields  []FieldError  // with CodeInvalid: every field that is wrong
	After   time.Duration // with CodeRateLimited: how long to wait; 0: not known
	// Hints are told beside the code, as `extensions`: with CodeStepUpRequired `acr`, with
	// CodeUpgradeRequired `upgradeUrl` and `helpPhone`. No personal data.
	Hints map[string]string
	cause error
}

// FieldError is one wrong input field.
type FieldError struct {
	Path    string       `json:"path"`             // as the caller wrote it, such as "letters[3].nis"
	Message string       `json:"message"`          // what is wrong and what would be right
	Advice  OptionalText `json:"advice,omitempty"` // the same in Dutch; empty where no form asks for the field
}

// faults gathers what is wrong with what somebody fills in.
type faults []FieldError

// refuse adds a wrong field: what is wrong and what to do about it, in Dutch for who fills in the form and
// in English for developers.
func (f *faults) refuse(path, advice, format string, args ...any) {
	*f = append(*f, FieldError{Path: path, Message: fmt.Sprintf(format, args...), Advice: OptionalText(advice)})
}

func (e *Error) Error() string {
	text := e.Message
	if len(e.Fields) > 0 {
		wrong := make([]string, len(e.Fields))
		for i, field := range e.Fields {
			wrong[i] = field.Path + ": " + field.Message
		}
		text += ": " + strings.Join(wrong, "; ")
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap gives what caused the error, for logs; it is never shown to the caller.
func (e *Error) Unwrap() error { return e.cause }

// Errorf makes an error with a code and a message that the caller may see.
func Errorf(code Code, format string, args ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Because makes an error whose cause stays out of the message that the caller sees.
func Because(cause error, code Code, message string) error {
	return &Error{Code: code, Message: message, cause: cause}
}

// Invalid makes an INVALID error out of the fields that are wrong. It answers nil for none.
func Invalid(fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalid, Message: "the input is not valid", Fields: fields}
}

// RateLimited says that it is too much for now, and when to try again.
func RateLimited(after time.Duration, message string) error {
	return &Error{Code: CodeRateLimited, Message: message, After: after}
}

// NotFound says that what was looked up is not there, or not the viewer's to see.
func NotFound(what string) error {
	return &Error{Code: CodeNotFound, Message: "no such " + what}
}

// CodeOf is the code of err: that of the first *Error in its chain, else INTERNAL.
func CodeOf(err error) Code {
	if known, ok := errors.AsType[*Error](err); ok {
		return known.Code
	}
	return CodeInternal
}

// MarshalGQL writes the code as GraphQL does.
func (c Code) MarshalGQL(w io.Writer) { writeEnum(w, c) }

// UnmarshalGQL reads a code.
func (c *Code) UnmarshalGQL(v any) error { return readEnum(c, v, Codes()) }
