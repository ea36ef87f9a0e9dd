package model

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestParseEnterpriseNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0403170701":      "0403170701", // a published example
		"0403.170.701":    "0403170701",
		"BE 0403170701":   "0403170701",
		"BE0403170701":    "0403170701",
		"BE 0403.170.701": "0403170701",
		" 0403 170 701 ":  "0403170701",
		"be0403170701":    "0403170701",
		"1000000021":      "1000000021", // the 1 in front
	} {
		if got, err := ParseEnterpriseNumber(text); err != nil || got.Digits() != want {
			t.Errorf("ParseEnterpriseNumber(%q) gives %q, %v", text, got.Digits(), err)
		}
	}
}

func TestParseEnterpriseNumberRejects(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing": "", "country alone": "BE", "short": "403170701", "long": "00403170701", "letters": "040317070x",
		"country inside": "0403BE170701", "country after": "0403170701BE", "country twice": "BEBE0403170701",
		"other country": "NL0403170701", "other separators": "0403-170-701",
		"slashes": "0403/170/701", "other digits": "٠403170701", "very long": strings.Repeat(" ", 40) + "0403170701",
		"check digits": "0403170702", "check digits 00": "0403170700", "digits exchanged": "0403107701",
		"starts with 2": "20000000" + enterpriseCheck("20000000"), "starts with 9": "90000000" + enterpriseCheck("90000000"),
	} {
		got, err := ParseEnterpriseNumber(text)
		if !errors.Is(err, ErrEnterpriseNumber) || got != (EnterpriseNumber{}) {
			t.Errorf("%s: accepted, %v", name, err)
		}
		if err != nil && regexp.MustCompile(`\d`).MatchString(err.Error()) {
			t.Errorf("%s: the error has digits: %v", name, err)
		}
	}
}

func TestDemoEnterpriseNumber(t *testing.T) {
	t.Parallel()
	for serial, want := range map[int]string{0: "0000000097", 1: "0000000196", 96: "0000009601", 999_999: "0099999971"} {
		n, err := DemoEnterpriseNumber(serial)
		if err != nil || n.Digits() != want || !n.IsTest() {
			t.Errorf("serial %d gives %q, test %v, %v", serial, n.Digits(), n.IsTest(), err)
		}
		if parsed, err := ParseEnterpriseNumber(want); err != nil || parsed != n {
			t.Errorf("serial %d is not equal to what it parses to: %v", serial, err)
		}
	}
	for _, serial := range []int{-1, 1_000_000} {
		if n, err := DemoEnterpriseNumber(serial); !errors.Is(err, ErrEnterpriseNumber) || n != (EnterpriseNumber{}) {
			t.Errorf("serial %d is accepted: %v", serial, err)
		}
	}
}

// A sandbox reaches numbers that no one has and nobody else.
func TestOnlyDemoNumbersAreTests(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"0403170701": false, "1000000021": false, "0000000196": true} {
		if n, err := ParseEnterpriseNumber(text); err != nil || n.IsTest() != want {
			t.Errorf("%s is a test: %v, %v", text, n.IsTest(), err)
		}
	}
	for text, want := range map[string]bool{"93051822361": false, "85010100016": true, "70010199960": true} {
		if i, err := ParseINSZ(text); err != nil || i.IsTest() != want {
			t.Errorf("%s is a test: %v, %v", text, i.IsTest(), err)
		}
	}
	if (EnterpriseNumber{}).IsTest() || (EnterpriseNumber{}).Digits() != "" || (INSZ{}).IsTest() {
		t.Error("a zero number tells something")
	}
}

func TestEnterpriseNumberIsNeverShown(t *testing.T) {
	t.Parallel()
	secret, err := ParseEnterpriseNumber("0403170701")
	if err != nil {
		t.Fatal(err)
	}
	neverShown(t, secret, secret.Digits(), redactedEnterpriseNumber)
}

// A person and an enterprise are never found by the same key, and another secret finds neither.
func TestEnterpriseKeys(t *testing.T) {
	t.Parallel()
	n, err := DemoEnterpriseNumber(1)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := NewKeyring(bytes.Repeat([]byte("a"), MinSecret))
	if err != nil {
		t.Fatal(err)
	}
	others, err := NewKeyring(bytes.Repeat([]byte("b"), MinSecret))
	if err != nil {
		t.Fatal(err)
	}
	key := keys.EnterpriseKey(n)
	if key != keys.EnterpriseKey(n) || key == keys.EnterpriseKey(EnterpriseNumber{}) || key == keys.CitizenKey(INSZ{}) || key == others.EnterpriseKey(n) {
		t.Error("two numbers have one key, or one number two")
	}
	if strings.Contains(key, n.Digits()) {
		t.Error("the key shows the number")
	}
}

func FuzzParseEnterpriseNumber(f *testing.F) {
	for _, seed := range []string{"0403170701", "BE 0403.170.701", "1000000021", "0000000097", "0403170702", "BE", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ParseEnterpriseNumber(text)
		if err != nil {
			if n != (EnterpriseNumber{}) || !errors.Is(err, ErrEnterpriseNumber) || regexp.MustCompile(`\d`).MatchString(err.Error()) {
				t.Fatalf("rejected with %v", err)
			}
			return
		}
		if !regexp.MustCompile(`^[01]\d{9}$`).MatchString(n.Digits()) {
			t.Fatalf("%q gives %q", text, n.Digits())
		}
		if again, err := ParseEnterpriseNumber("BE " + n.Digits()); err != nil || again != n {
			t.Fatalf("%q does not parse again: %v", n.Digits(), err)
		}
	})
}
