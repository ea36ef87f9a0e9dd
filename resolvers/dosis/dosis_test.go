package dosis_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/resolvers/dosis"
)

// A moment without a zone is what Belgian clocks show: the first of the two where they show it twice.
func TestMomentsWithoutAZoneAreBelgian(t *testing.T) {
	t.Parallel()
	for text, wanted := range map[string]string{
		"2021-04-28T11:16:50.52":    "2021-04-28T09:16:50.52Z",
		"2021-01-28T11:16:50":       "2021-01-28T10:16:50Z",
		"2026-10-25T02:30:15":       "2026-10-25T00:30:15Z", // happens twice
		"2026-03-29T02:30:00":       "2026-03-29T01:30:00Z", // is skipped
		"2026-06-01T09:00:00Z":      "2026-06-01T09:00:00Z",
		"2026-06-01T11:00:00+02:00": "2026-06-01T09:00:00Z",
	} {
		items, _, wrong := dosis.Read([]byte(`{"wijzigingsdatum":"` + text + `"}`))
		if len(wrong) > 0 || items[0].Input.At.UTC().Format(time.RFC3339Nano) != wanted {
			t.Errorf("%s is %s, want %s: %v", text, items[0].Input.At, wanted, wrong)
		}
	}
}

func TestEveryPhaseAndCodeIsReadWhateverItsCase(t *testing.T) {
	t.Parallel()
	for _, phase := range model.Phases() {
		for _, code := range model.StatusCodeTexts() {
			for _, spell := range []func(string) string{strings.ToLower, strings.ToUpper, strings.Clone} {
				body, err := json.Marshal(map[string]any{"status": map[string]any{"vlaamseFase": spell(dosis.Phase(phase)), "vlaamseCode": spell(code.Code)}})
				if err != nil {
					t.Fatal(err)
				}
				items, _, wrong := dosis.Read(body)
				if in := items[0].Input; len(wrong) > 0 || in.Phase != phase || in.Code != code.Code || in.Label != code.Text {
					t.Errorf("%s is %s, %s %q: %v", body, in.Phase, in.Code, in.Label, wrong)
				}
			}
		}
	}
}

// Whatever comes in is read or refused, the same each time, and nothing of it is said back but the
// names of fields.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		``, `[]`, `{}`, `[{"bron":"urn:x","BRON":"urn:y","status":{"actie":{"actieNodig":1}},"agenten":[{"identificatie":85010100016}]}]`,
		`{"Identificatie":{"Bron":"urn:x","DossierNummer":"1"},"Producten":[{"Id":"200"},7],"DossierBeheerder":{"Adres":"Markt 1"}}`,
		`[{"wijzigingsdatum":"2026-10-25T02:30:00","product":200.5,"agenten":{}},null,[[]]]`, `{"status":[]} x`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		items, list, wrong := dosis.Read(body)
		again, _, wrongAgain := dosis.Read(body)
		if len(wrong) != len(wrongAgain) || len(items) != len(again) {
			t.Fatal("read differently the second time")
		}
		for i := range wrong {
			if wrong[i] != wrongAgain[i] || wrong[i].Message == "" {
				t.Fatalf("%v, then %v", wrong[i], wrongAgain[i])
			}
		}
		if len(wrong) == 0 && (len(items) == 0 || len(items) > dosis.MaxItems || (!list && len(items) != 1)) {
			t.Fatalf("%d items", len(items))
		}
		for i, item := range items {
			first, _ := json.Marshal(item.Input)
			second, _ := json.Marshal(again[i].Input)
			if !bytes.Equal(first, second) {
				t.Fatalf("%s, then %s", first, second)
			}
		}
	})
}
