package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unique"
)

// ErrEnterpriseNumber says that a text is not an enterprise number. Errors that wrap it never contain
// the text itself.
var ErrEnterpriseNumber = errors.New("not a valid enterprise number")

// EnterpriseNumber is the number of an enterprise in the Crossroads Bank (KBO). It is public, but that
// of a sole trader names a person, so it is treated as an INSZ is.
type EnterpriseNumber struct{ digits unique.Handle[string] }

// ParseEnterpriseNumber reads a number of ten digits.
func ParseEnterpriseNumber(text string) (EnterpriseNumber, error) {
	digits := strings.NewReplacer(".", "", " ", "", "BE", "").Replace(strings.TrimSpace(text))
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" || number(digits[8:]) != 97-number(digits[:8])%97 {
		return EnterpriseNumber{}, fmt.Errorf("%w: ten digits are needed, the last two checking the others", ErrEnterpriseNumber)
	}
	return EnterpriseNumber{unique.Make(digits)}, nil
}

// Digits is the number itself.
func (n EnterpriseNumber) Digits() string { return n.digits.Value() }

// IsTest tells whether the number was never given out.
func (n EnterpriseNumber) IsTest() bool { return strings.HasPrefix(n.Digits(), "00") }

// LogValue is redacted.
func (n EnterpriseNumber) LogValue() slog.Value {
	return slog.StringValue("EnterpriseNumber(redacted)")
}

// IsTest tells whether the number is nobody's.
func (i INSZ) IsTest() bool { serial := i.Digits()[6:9]; return serial == "000" || serial == "999" }

// EnterpriseKey is the keyed hash by which an enterprise is found.
func (k Keyring) EnterpriseKey(n EnterpriseNumber) string {
	return idEncoding.EncodeToString(mac(k.citizen, "kbo:"+n.Digits()))
}
