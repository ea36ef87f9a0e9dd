package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
	"unique"
)

// ErrINSZ says that a text is not a national number. Errors that wrap it add which rule is
// broken and never the text itself.
var ErrINSZ = errors.New("not a valid national number")

const redactedINSZ = "INSZ(redacted)"

// INSZ is a citizen's national number: the number of the National Register (rijksregisternummer)
// or of the Crossroads Bank (BIS). The zero INSZ is no number.
//
// The number may be used to look a citizen up and for nothing else, so the type gives it away
// in one place only, Digits. Printed, logged or encoded it is "INSZ(redacted)".
type INSZ struct {
	// A handle instead of a string: fmt prints unexported fields of enclosing structs without
	// asking the type, and of a handle it sees only an address. Equal numbers stay equal with ==.
	digits unique.Handle[string]
}

// ParseINSZ reads a number of eleven digits, with or without dots, dashes and spaces:
// "85.01.01-000.16". It checks month, day and check digits. Of a BIS number the month may be
// raised by 20 or 40, and an unknown month or day is 00. An error wraps ErrINSZ and never
// contains the number.
//
// Source of the rules: Royal Decree of 3 April 1984 (National Register) and of 8 February 1991
// (BIS numbers). Serial numbers are not checked, so that DemoINSZ's are accepted.
func ParseINSZ(text string) (INSZ, error) {
	digits, err := onlyDigits(text, ".- ", 11, ErrINSZ)
	if err != nil {
		return INSZ{}, err
	}
	month, day := number(digits[2:4])%20, number(digits[4:6])
	if number(digits[2:4]) >= 60 || month > 12 {
		return INSZ{}, fmt.Errorf("%w: the month does not exist", ErrINSZ)
	}
	if day > 31 {
		return INSZ{}, fmt.Errorf("%w: the day does not exist", ErrINSZ)
	}
	check := number(digits[9:])
	if check != checkDigits(digits[:9], false) && check != checkDigits(digits[:9], true) {
		return INSZ{}, fmt.Errorf("%w: the check digits do not match", ErrINSZ)
	}
	return INSZ{unique.Make(digits)}, nil
}

// onlyDigits removes the separators that people write between the digits and insists on as many
// digits as there are in a number of that sort. Its errors wrap wrong and hold nothing of the text.
func onlyDigits(text, separators string, count int, wrong error) (string, error) {
	const longest = 32 // room to spare for a separator around every digit
	if len(text) > longest {
		return "", fmt.Errorf("%w: it is too long", wrong)
	}
	digits := make([]byte, 0, longest)
	for _, char := range []byte(strings.TrimSpace(text)) {
		switch {
		case strings.IndexByte(separators, char) >= 0:
		case char < '0' || char > '9':
			return "", fmt.Errorf("%w: it has other characters than digits", wrong)
		default:
			digits = append(digits, char)
		}
	}
	if len(digits) != count {
		return "", fmt.Errorf("%w: it has too few or too many digits", wrong)
	}
	return string(digits), nil
}

// checkDigits are 97 minus the remainder of the first nine digits by 97; for those born from
// 2000 on a 2 comes before the nine. No nine digits have the same check digits both ways, so
// they also tell the century.
func checkDigits(nine string, from2000 bool) int {
	if from2000 {
		nine = "2" + nine
	}
	return 97 - number(nine)%97
}

// number reads digits that are known to be digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// DemoINSZ makes a number that no one has, for demos and tests: the register gives out serials
// 001 to 998 for a birthday, and this one has 000 or 999. One birthday makes two people.
// The error wraps ErrINSZ: for a date outside 1900-2099 or not in the calendar, or another serial.
func DemoINSZ(year, month, day, serial int) (INSZ, error) {
	if serial != 0 && serial != 999 {
		return INSZ{}, fmt.Errorf("%w: the serial of a demo number is 0 or 999", ErrINSZ)
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2099 || date.Day() != day || int(date.Month()) != month {
		return INSZ{}, fmt.Errorf("%w: the birthday does not exist", ErrINSZ)
	}
	nine := date.Format("060102") + fmt.Sprintf("%03d", serial)
	return INSZ{unique.Make(fmt.Sprintf("%s%02d", nine, checkDigits(nine, year >= 2000)))}, nil
}

// Digits is the number itself: eleven digits, or nothing for the zero INSZ. It is the only way
// to the number. What it returns must not be stored, logged or sent.
func (i INSZ) Digits() string {
	if i == (INSZ{}) {
		return ""
	}
	return i.digits.Value()
}

// IsTest tells whether the number is one of DemoINSZ's, which no one has. The zero INSZ is not.
func (i INSZ) IsTest() bool {
	digits := i.Digits()
	return digits != "" && (digits[6:9] == "000" || digits[6:9] == "999")
}

// BirthYear is the year of birth that the number tells. It is false for the zero INSZ and for
// a number made when the date of birth was unknown (year and month 00).
func (i INSZ) BirthYear() (year int, known bool) {
	digits := i.Digits()
	if digits == "" {
		return 0, false
	}
	year = number(digits[:2])
	if year == 0 && number(digits[2:4])%20 == 0 {
		return 0, false
	}
	if number(digits[9:]) == checkDigits(digits[:9], true) {
		return 2000 + year, true
	}
	return 1900 + year, true
}

// BirthYearBand is the year of birth to five years: "1955-1959", or nothing where it is unknown.
func (i INSZ) BirthYearBand() string {
	year, known := i.BirthYear()
	if !known {
		return ""
	}
	first := year - year%5
	return fmt.Sprintf("%d-%d", first, first+4)
}

// String is the same redacted text for every number.
func (i INSZ) String() string { return redactedINSZ }

// GoString is the same redacted text for every number.
func (i INSZ) GoString() string { return redactedINSZ }

// Format prints the redacted text for every verb.
func (i INSZ) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(redactedINSZ)) }

// LogValue is the redacted text.
func (i INSZ) LogValue() slog.Value { return slog.StringValue(redactedINSZ) }

// MarshalText is the redacted text, for JSON, XML and other encodings. There is no
// UnmarshalText: a number comes in through ParseINSZ, where its reader sees what it holds.
func (i INSZ) MarshalText() ([]byte, error) { return []byte(redactedINSZ), nil }

// MarshalJSON is the redacted text.
func (i INSZ) MarshalJSON() ([]byte, error) { return []byte(`"` + redactedINSZ + `"`), nil }
