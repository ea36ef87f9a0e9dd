package model_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

// Whatever holds a citizen's content is logged by its id alone.
func TestLogsShowNoContent(t *testing.T) {
	t.Parallel()
	const secret = "Geheim"
	call := &model.CallLetter{VoterName: secret, VoterAddress: secret, PlaceName: secret}
	device := model.Device{Registration: "reg", InstallationID: secret, Token: model.FCMToken(secret)}
	number, err := model.ParseINSZ("85010100016")
	if err != nil {
		t.Fatal(err)
	}
	enterprise, err := model.ParseEnterpriseNumber("0403170701")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := model.NewKeyring(bytes.Repeat([]byte(secret), 8))
	if err != nil {
		t.Fatal(err)
	}
	box := &model.Mailbox{ID: "box", Push: model.PushSection{Devices: []model.Device{device}}}
	payment := &model.Payment{Beneficiary: secret, IBAN: secret}
	values := []any{
		payment, model.LetterPayment{Payment: payment}, &model.LetterPayment{Payment: payment},
		box, &model.Letter{ID: "l1", Subject: secret, Call: call}, &model.LetterRecord{ID: "l1", Body: []model.Text{{Text: secret}}},
		call, model.Text{Language: model.Dutch, Text: secret}, &model.Dossier{ID: "d1", Title: secret},
		&model.Reminder{ID: "r1", Title: secret}, &device, device.Token, model.Send{Device: device, Words: model.Words{Subject: secret}},
		model.Words{Subject: secret, Public: call}, number, enterprise, keys,
	}
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		for _, value := range values {
			slog.New(handler).Info("seen", "value", value)
		}
	}
	for _, kept := range []string{secret, number.Digits(), enterprise.Digits()} {
		if strings.Contains(out.String(), kept) {
			t.Errorf("the log shows %q:\n%s", kept, out.String())
		}
	}
}
