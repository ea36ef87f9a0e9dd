package orgfile_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
