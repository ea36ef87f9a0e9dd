package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unique"
)

// ErrEnterpriseNumber says that a text is not an enterprise number. Errors that wrap it add which
// rule is broken and never the text itself.
var ErrEnterpriseNumber = errors.New("not a valid enterprise number")

const redactedEnterpriseNumber = "EnterpriseNumber(redacted)"

// EnterpriseNumber is the number of an enterprise in the Crossroads Bank for Enterprises (KBO). The
// zero EnterpriseNumber is no number.
//
// The number is public, but that of a sole trader names a person and its letters are private. So
// the type gives it away in one place only, Digits, as INSZ does.
type EnterpriseNumber struct {
	digits unique.Handle[string] // a handle for the reason that INSZ has one
}

// ParseEnterpriseNumber reads a number of ten digits, with or without dots and spaces, and with or
// without the country code that makes it a VAT number: "0403.170.701", "BE 0403170701". It checks the
// first digit, 0 or 1, and the last two. An error wraps ErrEnterpriseNumber and never contains the number.
//
// Source of the rules: Royal Decree of 24 June 2003 on the enterprise number; the 1 in front came when
// the numbers with a 0 ran out. The older form of nine digits is not accepted, since a digit
// that was forgotten looks the same.
func ParseEnterpriseNumber(text string) (EnterpriseNumber, error) {
	if bare := strings.TrimSpace(text); len(bare) > 2 && strings.EqualFold(bare[:2], "BE") {
		text = bare[2:]
	}
	digits, err := onlyDigits(text, ". ", 10, ErrEnterpriseNumber)
	if err != nil {
		return EnterpriseNumber{}, err
	}
	if digits[0] > '1' {
		return EnterpriseNumber{}, fmt.Errorf("%w: the first digit is none that is given out", ErrEnterpriseNumber)
	}
	if digits[8:] != enterpriseCheck(digits[:8]) {
		return EnterpriseNumber{}, fmt.Errorf("%w: the check digits do not match", ErrEnterpriseNumber)
	}
	return EnterpriseNumber{unique.Make(digits)}, nil
}

// enterpriseCheck is 97 minus the remainder of the first eight digits by 97, in two digits.
func enterpriseCheck(eight string) string { return fmt.Sprintf("%02d", 97-number(eight)%97) }

// DemoEnterpriseNumber makes a number that no one has, for demos and tests: the register's numbers
// start at 0200, and these start with 00. The serial is 0 to 999999; the error, for any
// other, wraps ErrEnterpriseNumber.
func DemoEnterpriseNumber(serial int) (EnterpriseNumber, error) {
	if serial < 0 || serial > 999_999 {
		return EnterpriseNumber{}, fmt.Errorf("%w: the serial of a demo number has at most six digits", ErrEnterpriseNumber)
	}
	eight := fmt.Sprintf("%08d", serial)
	return EnterpriseNumber{unique.Make(eight + enterpriseCheck(eight))}, nil
}

// Digits is the number itself: ten digits, or nothing for the zero EnterpriseNumber. It is the only
// way to the number. What it returns must not be stored, logged or sent.
func (n EnterpriseNumber) Digits() string {
	if n == (EnterpriseNumber{}) {
		return ""
	}
	return n.digits.Value()
}

// IsTest tells whether the number is one of DemoEnterpriseNumber's, which no one has. The zero
// EnterpriseNumber is not.
func (n EnterpriseNumber) IsTest() bool { return strings.HasPrefix(n.Digits(), "00") }

// String is the same redacted text for every number.
func (n EnterpriseNumber) String() string { return redactedEnterpriseNumber }

// GoString is the same redacted text for every number.
func (n EnterpriseNumber) GoString() string { return redactedEnterpriseNumber }

// Format prints the redacted text for every verb.
func (n EnterpriseNumber) Format(state fmt.State, _ rune) {
	_, _ = state.Write([]byte(redactedEnterpriseNumber))
}

// LogValue is the redacted text.
func (n EnterpriseNumber) LogValue() slog.Value { return slog.StringValue(redactedEnterpriseNumber) }

// MarshalText is the redacted text, for JSON, XML and other encodings. A number comes in through
// ParseEnterpriseNumber, as with INSZ.
func (n EnterpriseNumber) MarshalText() ([]byte, error) {
	return []byte(redactedEnterpriseNumber), nil
}

// MarshalJSON is the redacted text.
func (n EnterpriseNumber) MarshalJSON() ([]byte, error) {
	return []byte(`"` + redactedEnterpriseNumber + `"`), nil
}
