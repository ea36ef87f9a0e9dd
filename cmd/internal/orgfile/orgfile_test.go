package orgfile_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/orgfile"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "organisations.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOnlyWhatDiffersIsSaved(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	to, err := stores.Open(t.Context(), "sqlite::memory:", log)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close(t.Context())
	first := `[{"code": "OVO1", "name": "Stad Mechelen", "level": "MUNICIPAL", "nis": ["12025"],
		"contact": {"desk": "Burgerzaken", "openingHours": "maandag"}}, {"code": "OVO2", "name": "Agentschap", "level": "FLEMISH"}]`
	for _, text := range []string{first, first, strings.Replace(first, "Agentschap", "Dienst", 1), `[]`} {
		read, err := orgfile.Read(write(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if err := orgfile.Save(t.Context(), to, read, log); err != nil {
			t.Fatal(err)
		}
	}
	held, err := store.ListAll[model.Organisation](t.Context(), to, model.AllOrganisations)
	if err != nil || len(held) != 2 {
		t.Fatalf("the store holds %d organisations (%v)", len(held), err)
	}
	if city := held[0]; city.Rev != 1 || !city.SendsFor("12025") || city.SendsFor("31005") || city.Contact.OpeningHours != "maandag" {
		t.Errorf("the city is %+v", city)
	}
	if agency := held[1]; agency.Rev != 2 || agency.Name != "Dienst" || agency.Level != model.LevelFlemish {
		t.Errorf("the agency is %+v", agency)
	}
}

func TestAllProblemsOfAFileAreTold(t *testing.T) {
	t.Parallel()
	_, err := orgfile.Read(write(t, `[{"code": "a b", "name": " ", "level": "MUNICIPALITY", "nis": ["00000"]},
		{"code": "OVO1", "name": "x", "level": "MUNICIPAL"}, {"code": "OVO1", "name": "x", "level": "FEDERAL"}, {"colour": "red"}, 5]`))
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	_, more := orgfile.Read(write(t, `[{"code": "OVO1", "name": "x", "level": "FLEMISH", "initials": "ABCD", "logo": "http://x", "quota": {"lettersPerDay": -1},
		"services": [{"id": "a b", "name": ""}, {"id": "gas", "name": "GAS", "digital": [{"kind": "POSTCARD", "from": "morgen"}]}, {"id": "gas", "name": "x"}, {"id": "y", "name": "gas"}]},
		{"code": "OVO2", "name": "Software", "level": "MUNICIPAL", "supplier": true}]`))
	if more == nil {
		t.Fatal("nothing is wrong with departments")
	}
	for _, want := range []string{"0.initials: ", "0.logo: ", "0.quota.lettersPerDay: ", "0.services.0.id: ", "0.services.0.name: ", "0.services.1.digital.0.kind: ",
		"0.services.1.digital.0.from: ", "0.services.2.id: gas", "0.services.3.name: "} {
		if !strings.Contains("\n"+more.Error(), "\n"+want) {
			t.Errorf("nothing about %q in\n%v", want, more)
		}
	}
	if strings.Contains(more.Error(), "\n1.") {
		t.Errorf("a supplier needs no municipalities: %v", more)
	}
	for _, want := range []string{"0.code: ", "0.name: ", "0.level: ", "0.nis.0: ", "1.nis: ", "2.code: OVO1 is at 1", `3: json: unknown field "colour"`, "4: json: "} {
		if !strings.Contains("\n"+err.Error(), "\n"+want) {
			t.Errorf("nothing about %q in\n%v", want, err)
		}
	}
	for _, text := range []string{"{}", "[] []", ""} {
		if _, err := orgfile.Read(write(t, text)); err == nil {
			t.Errorf("%q is taken for a list", text)
		}
	}
}

// What an organisation decided through the API is not undone when the file is read again.
func TestTheFileLeavesWhatTheOrganisationDecides(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	to, err := stores.Open(t.Context(), "sqlite::memory:", log)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close(t.Context())
	read := func(text string) *model.Organisation {
		t.Helper()
		organisations, err := orgfile.Read(write(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if err := orgfile.Save(t.Context(), to, organisations, log); err != nil {
			t.Fatal(err)
		}
		held, err := store.Get[model.Organisation](t.Context(), to, model.OrgCode("OVO1"))
		if err != nil {
			t.Fatal(err)
		}
		return held
	}
	text := `[{"code": "OVO1", "name": "Stad", "level": "MUNICIPAL", "nis": ["12025"], "initials": "S", "quota": {"lettersPerDay": 9},
		"services": [{"id": "gas", "name": "GAS", "digital": [{"kind": "GAS_FINE", "from": "2026-01-01"}, {"kind": "INVOICE", "from": "2026-01-01"}]}]}]`
	if first := read(text); !first.SendsDigitally("gas", model.KindGASFine, "2026-01-01") || first.Quota.LettersPerDay != 9 || first.Initials != "S" {
		t.Errorf("at first it is %+v", first)
	}
	_, err = store.ChangeRecord(t.Context(), to, model.OrgCode("OVO1"), func(o *model.Organisation) (bool, error) {
		o.Grant("OVO2", time.Now())
		_, _ = o.SetDigital("gas", model.KindGASFine, "")
		_, _ = o.SetDigital("gas", model.KindInvoice, "2027-01-01")
		return o.SetService("wonen", "Wonen", model.Contact{})
	})
	if err != nil {
		t.Fatal(err)
	}
	if same := read(text); same.Rev != 2 {
		t.Errorf("the same file saves it again, at %d", same.Rev)
	}
	later := read(strings.NewReplacer(`"Stad"`, `"Stad Mechelen"`, `"GAS"`, `"Sancties"`, "9}", "10}", `"initials": "S", `, "").Replace(text))
	if later.Name != "Stad Mechelen" || later.Quota.LettersPerDay != 10 || later.Initials != "" || later.Services[0].Name != "Sancties" {
		t.Errorf("what the file decides is %+v", later)
	}
	if !later.Mandated("OVO2") || later.Service("wonen") == nil || later.SendsDigitally("gas", model.KindGASFine, "2028-01-01") ||
		later.SendsDigitally("GAS", model.KindInvoice, "2026-12-31") || !later.SendsDigitally("GAS", model.KindInvoice, "2027-01-01") {
		t.Errorf("what it decided itself is %+v", later)
	}
}
