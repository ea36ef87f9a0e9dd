package model

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
)

func TestParseINSZ(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"85010100016":     "85010100016",
		"85.01.01-000.16": "85010100016",
		"85 01 01 000 16": "85010100016",
		" 850101-00016 ":  "85010100016",
		"70010199960":     "70010199960",
		"12061599938":     "12061599938", // born from 2000 on
		"00022900046":     "00022900046",
		"93051822361":     "93051822361", // a published example
	} {
		if got, err := ParseINSZ(text); err != nil || got.Digits() != want {
			t.Errorf("ParseINSZ(%q) gives %q, %v", text, got.Digits(), err)
		}
	}
}

func TestParseINSZAcceptsUnknownDatesAndBIS(t *testing.T) {
	t.Parallel()
	for _, nine := range []string{"850000123", "850100123", "852101123", "854101123", "853231001", "855231998", "002000001", "004000001"} {
		for _, from2000 := range []bool{false, true} {
			text := fmt.Sprintf("%s%02d", nine, checkDigits(nine, from2000))
			if _, err := ParseINSZ(text); err != nil {
				t.Errorf("%s is rejected: %v", text, err)
			}
		}
	}
}

func TestParseINSZRejects(t *testing.T) {
	t.Parallel()
	withCheck := func(nine string) string { return fmt.Sprintf("%s%02d", nine, checkDigits(nine, false)) }
	for name, text := range map[string]string{
		"nothing": "", "short": "8501010001", "long": "850101000166", "letters": "8501010001x",
		"other separators": "85/01/01-000.16", "other digits": "８5010100016", "very long": strings.Repeat(" ", 40) + "85010100016",
		"check digits": "85010100017", "check digits 00": "85010100000", "check digits of the other century": "12061599937",
		"month 13": withCheck("851301001"), "month 19": withCheck("851901001"), "month 33": withCheck("853301001"),
		"month 53": withCheck("855301001"), "month 60": withCheck("856001001"), "month 99": withCheck("859901001"),
		"day 32": withCheck("850132001"), "day 99": withCheck("850199001"),
	} {
		got, err := ParseINSZ(text)
		if !errors.Is(err, ErrINSZ) || got != (INSZ{}) {
			t.Errorf("%s: accepted, %v", name, err)
		}
		if err != nil && regexp.MustCompile(`\d`).MatchString(err.Error()) {
			t.Errorf("%s: the error has digits: %v", name, err)
		}
	}
}

func TestINSZBirthYear(t *testing.T) {
	t.Parallel()
	withCheck := func(nine string, from2000 bool) string {
		return fmt.Sprintf("%s%02d", nine, checkDigits(nine, from2000))
	}
	for text, want := range map[string]string{
		"85010100016": "1985 1985-1989", "70010199960": "1970 1970-1974", "93051822361": "1993 1990-1994",
		"12061599938": "2012 2010-2014", "00022900046": "2000 2000-2004",
		withCheck("590000123", false): "1959 1955-1959", // month and day unknown
		withCheck("592101123", false): "1959 1955-1959", // BIS
		withCheck("074512001", true):  "2007 2005-2009", // BIS
		withCheck("002000001", false): "unknown ",       // BIS, date unknown
		withCheck("004000001", true):  "unknown ",
		withCheck("000000001", false): "unknown ",
	} {
		i, err := ParseINSZ(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := "unknown " + i.BirthYearBand()
		if year, known := i.BirthYear(); known {
			got = fmt.Sprint(year, " ", i.BirthYearBand())
		}
		if got != want {
			t.Errorf("%s: born %q, want %q", text, got, want)
		}
	}
	if year, known := (INSZ{}).BirthYear(); known || year != 0 || (INSZ{}).BirthYearBand() != "" || (INSZ{}).Digits() != "" {
		t.Error("the zero number tells something")
	}
}

func TestDemoINSZ(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		year, month, day, serial int
		want                     string
	}{{1985, 1, 1, 0, "85010100016"}, {1970, 1, 1, 999, "70010199960"}, {2012, 6, 15, 999, "12061599938"}, {2000, 2, 29, 0, "00022900046"}} {
		i, err := DemoINSZ(row.year, row.month, row.day, row.serial)
		if err != nil || i.Digits() != row.want {
			t.Errorf("%+v gives %q, %v", row, i.Digits(), err)
		}
		if year, known := i.BirthYear(); !known || year != row.year {
			t.Errorf("%+v is born in %d", row, year)
		}
		if parsed, err := ParseINSZ(row.want); err != nil || parsed != i {
			t.Errorf("%+v is not equal to what it parses to: %v", row, err)
		}
	}
	for _, bad := range [][4]int{{1985, 1, 1, 1}, {1985, 1, 1, -1}, {1985, 2, 30, 0}, {1985, 13, 1, 0}, {1985, 0, 1, 0}, {1899, 1, 1, 0}, {2100, 1, 1, 0}} {
		if i, err := DemoINSZ(bad[0], bad[1], bad[2], bad[3]); !errors.Is(err, ErrINSZ) || i != (INSZ{}) {
			t.Errorf("%v is accepted: %v", bad, err)
		}
	}
}

func TestINSZIsTest(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"85010100016": true, "70010199960": true, "00022900046": true, "93051822361": false} {
		if i, err := ParseINSZ(text); err != nil || i.IsTest() != want {
			t.Errorf("%s: nobody's is %v, want %v (%v)", text, i.IsTest(), want, err)
		}
	}
	if (INSZ{}).IsTest() {
		t.Error("no number is nobody's")
	}
}

func TestINSZIsNeverShown(t *testing.T) {
	t.Parallel()
	secret, err := DemoINSZ(1985, 1, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	neverShown(t, secret, secret.Digits(), redactedINSZ)
}

// neverShown prints, logs and encodes a number in every way, and wants the redacted text for it.
func neverShown[N interface {
	comparable
	fmt.Stringer
	fmt.GoStringer
}](t *testing.T, secret N, digits, redacted string) {
	t.Helper()
	type hidden struct{ inside N } // fmt does not ask the type about an unexported field
	type record struct {
		Citizen N
		Pointer *N
		Hidden  hidden
		List    []N
		Keys    map[N]int
	}
	values := []any{secret, &secret, record{secret, &secret, hidden{secret}, []N{secret}, map[N]int{secret: 1}}, &hidden{secret}, []any{secret}}
	var out bytes.Buffer
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%30s", "%.3s"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
		fmt.Fprintln(&out, value, fmt.Errorf("find %v: %w", value, ErrINSZ))
		for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			slog.New(handler).With("with", value).Info("message", "value", value, slog.Group("group", "inner", value))
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Errorf("%T: %v", value, err)
		}
		out.Write(encoded)
	}
	out.WriteString(secret.String() + secret.GoString())
	if err := xml.NewEncoder(&out).Encode(secret); err != nil {
		t.Error(err)
	}
	printed := out.String()
	for _, trace := range []string{digits, digits[:6], fmt.Sprintf("%x", digits), fmt.Sprintf("%X", digits)} {
		if strings.Contains(printed, trace) {
			t.Errorf("%q shows in:\n%s", trace, printed)
		}
	}
	if !strings.Contains(printed, redacted) {
		t.Error("nothing was printed")
	}
}

func FuzzParseINSZ(f *testing.F) {
	for _, seed := range []string{"85010100016", "85.01.01-000.16", "12061599938", "00000000097", "85010100017", "x", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		i, err := ParseINSZ(text)
		if err != nil {
			if i != (INSZ{}) || !errors.Is(err, ErrINSZ) || regexp.MustCompile(`\d`).MatchString(err.Error()) {
				t.Fatalf("rejected with %v", err)
			}
			return
		}
		if !regexp.MustCompile(`^\d{11}$`).MatchString(i.Digits()) {
			t.Fatalf("%q gives %q", text, i.Digits())
		}
		if again, err := ParseINSZ(i.Digits()); err != nil || again != i {
			t.Fatalf("%q does not parse again: %v", i.Digits(), err)
		}
		if year, known := i.BirthYear(); known && (year < 1900 || year > 2099 || fmt.Sprintf("%02d", year%100) != i.Digits()[:2]) {
			t.Fatalf("%q is born in %d", i.Digits(), year)
		}
	})
}
