package model_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

func TestEnterpriseNumbersAreRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0403170701", "0403.170.701", "BE 0403.170.701", "be0403170701", " 0403 170 701 "} {
		number, err := model.ParseEnterpriseNumber(text)
		if err != nil || number.Digits() != "0403170701" || number.IsTest() {
			t.Errorf("%q gives %q, %v", text, number.Digits(), err)
		}
	}
	for _, text := range []string{
		"", "BE", "0403170702", "403170701", "04031707011", "2403170701", "0403-170-701", "040317070x", "NL0403170701", strings.Repeat("0", 30),
	} {
		number, err := model.ParseEnterpriseNumber(text)
		if !errors.Is(err, model.ErrEnterpriseNumber) || number != (model.EnterpriseNumber{}) {
			t.Errorf("%q gives %q, %v", text, number.Digits(), err)
		}
		if len(text) > 4 && err != nil && strings.Contains(err.Error(), text) {
			t.Errorf("the error contains the number: %v", err)
		}
	}
}

func TestNumbersThatNobodyHasAreKnown(t *testing.T) {
	t.Parallel()
	test, err := model.ParseEnterpriseNumber("0000000196")
	if err != nil || !test.IsTest() {
		t.Errorf("0000000196: %v", err)
	}
	if (model.EnterpriseNumber{}).IsTest() || (model.INSZ{}).IsTest() || (model.EnterpriseNumber{}).Digits() != "" {
		t.Error("no number is nobody's")
	}
	demo, err := model.DemoINSZ(1985, 1, 1, 0)
	if err != nil || !demo.IsTest() {
		t.Errorf("a demo number: %v", err)
	}
	somebody, err := model.ParseINSZ("93051822361")
	if err != nil || somebody.IsTest() {
		t.Errorf("a number that somebody may have: %v", err)
	}
}

func TestEnterpriseNumbersAreRedacted(t *testing.T) {
	t.Parallel()
	number, err := model.ParseEnterpriseNumber("0403170701")
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "number", number, "in", struct{ N model.EnterpriseNumber }{number})
	encoded, err := json.Marshal(map[string]any{"number": number})
	if err != nil {
		t.Fatal(err)
	}
	shown := log.String() + string(encoded) + fmt.Sprintf("%v %+v %#v %s %q %d", number, number, number, number, number, number) +
		fmt.Sprintf("%+v", struct{ n model.EnterpriseNumber }{number})
	if strings.Contains(shown, "0403") {
		t.Errorf("it is given away: %s", shown)
	}
}
