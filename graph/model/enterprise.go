package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unique"
)

// ErrEnterpriseNumber says that a text is not an enterprise number. Errors that wrap it add which rule
// is broken and never the text itself.
var ErrEnterpriseNumber = errors.New("not a valid enterprise number")

const redactedEnterprise = "EnterpriseNumber(redacted)"

// EnterpriseNumber is the number of an enterprise in the Crossroads Bank for Enterprises (KBO). It is
// public, but that of a sole trader stands for a person, so it is given away in one place only, Digits,
// as an INSZ is. The zero EnterpriseNumber is no number.
type EnterpriseNumber struct {
	digits unique.Handle[string] // a handle for the same reason as INSZ has one
}

// ParseEnterpriseNumber reads a number of ten digits that begins with 0 or 1, with or without dots,
// spaces and the country: "0403.170.701", "BE 0403 170 701". The last two digits are 97 minus the
// remainder of the first eight by 97. An error wraps ErrEnterpriseNumber and never contains the number.
//
// Source of the rules: Royal Decree of 24 June 2003 on the identification number of enterprises.
func ParseEnterpriseNumber(text string) (EnterpriseNumber, error) {
	const longest = 24 // room for the country and a separator here and there
	text = strings.TrimSpace(text)
	if len(text) > longest {
		return EnterpriseNumber{}, fmt.Errorf("%w: it is too long", ErrEnterpriseNumber)
	}
	if len(text) > 2 && strings.EqualFold(text[:2], "BE") {
		text = text[2:]
	}
	digits := strings.NewReplacer(".", "", " ", "").Replace(text)
	switch {
	case strings.Trim(digits, "0123456789") != "":
		return EnterpriseNumber{}, fmt.Errorf("%w: it has other characters than digits", ErrEnterpriseNumber)
	case len(digits) != 10:
		return EnterpriseNumber{}, fmt.Errorf("%w: it has not ten digits", ErrEnterpriseNumber)
	case digits[0] > '1':
		return EnterpriseNumber{}, fmt.Errorf("%w: it does not begin with 0 or 1", ErrEnterpriseNumber)
	case number(digits[8:]) != 97-number(digits[:8])%97:
		return EnterpriseNumber{}, fmt.Errorf("%w: the check digits do not match", ErrEnterpriseNumber)
	}
	return EnterpriseNumber{unique.Make(digits)}, nil
}

// Digits is the number itself: ten digits, or nothing for the zero EnterpriseNumber. What it returns
// must not be stored, logged or sent.
func (n EnterpriseNumber) Digits() string {
	if n == (EnterpriseNumber{}) {
		return ""
	}
	return n.digits.Value()
}

// IsTest tells whether the number is nobody's: those that were given out begin at 0200.
func (n EnterpriseNumber) IsTest() bool { return strings.HasPrefix(n.Digits(), "00") }

// String is the same redacted text for every number.
func (n EnterpriseNumber) String() string { return redactedEnterprise }

// GoString is the same redacted text for every number.
func (n EnterpriseNumber) GoString() string { return redactedEnterprise }

// Format prints the redacted text for every verb.
func (n EnterpriseNumber) Format(state fmt.State, _ rune) {
	_, _ = state.Write([]byte(redactedEnterprise))
}

// LogValue is the redacted text.
func (n EnterpriseNumber) LogValue() slog.Value { return slog.StringValue(redactedEnterprise) }

// MarshalText is the redacted text, for JSON, XML and other encodings.
func (n EnterpriseNumber) MarshalText() ([]byte, error) { return []byte(redactedEnterprise), nil }

// MarshalJSON is the redacted text.
func (n EnterpriseNumber) MarshalJSON() ([]byte, error) {
	return []byte(`"` + redactedEnterprise + `"`), nil
}
