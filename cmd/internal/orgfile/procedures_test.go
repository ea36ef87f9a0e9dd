package orgfile_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"

	"burgerbode/cmd/internal/orgfile"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func TestAMunicipalitySaysWhatItOffers(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	to, err := stores.Open(t.Context(), "sqlite::memory:", log)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close(t.Context())
	const city = `[{"code": "OVO1", "name": "Stad", "level": "MUNICIPAL", "nis": ["12025"], "procedures": `
	birth := model.ProcedureOffer{Procedure: model.ProcedureBirth, StartURL: "https://stad.example/geboorte"}
	slaughter := model.ProcedureOffer{Procedure: model.ProcedureSlaughter, Declined: true}
	for _, step := range []struct {
		procedures string
		want       []model.ProcedureOffer
		rev        int64
	}{
		{`[]}]`, nil, 1},
		{`[{"procedure": "BIRTH_DECLARATION", "startUrl": "https://stad.example/geboorte"}]}]`, []model.ProcedureOffer{birth}, 2},
		{`[{"procedure": "BIRTH_DECLARATION", "offered": true, "startUrl": "https://stad.example/geboorte"}]}]`, []model.ProcedureOffer{birth}, 2},
		{`[{"procedure": "SLAUGHTER_DECLARATION", "offered": false, "startUrl": null}]}]`, []model.ProcedureOffer{slaughter}, 3},
		{`[]}]`, nil, 4},
		{`null}]`, nil, 4},
		{`[], "products": [{"product": "4711", "procedure": "PASSPORT_APPLICATION"}]}]`, nil, 5},
		{`[], "products": [{"product": "4711", "procedure": "PASSPORT_APPLICATION"}]}]`, nil, 5},
		{`[], "products": []}]`, nil, 6},
	} {
		read, err := orgfile.Read(write(t, city+step.procedures))
		if err != nil {
			t.Fatal(err)
		}
		if err := orgfile.Save(t.Context(), to, read, log); err != nil {
			t.Fatal(err)
		}
		held, err := store.Get[model.Organisation](t.Context(), to, model.OrgCode("OVO1"))
		if err != nil || !slices.Equal(held.Procedures, step.want) || held.Rev != step.rev {
			t.Errorf("after %s it is %+v at %d (%v)", step.procedures, held.Procedures, held.Rev, err)
		}
	}
}

func TestAllProblemsOfProceduresAreTold(t *testing.T) {
	t.Parallel()
	_, err := orgfile.Read(write(t, `[{"code": "OVO1", "name": "x", "level": "MUNICIPAL", "nis": ["12025"], "procedures": [
		{"procedure": "REPORT", "offered": true}, {"procedure": "PROXY", "offered": true, "startUrl": "http://x.example"},
		{"procedure": "PROXY", "offered": true}, {"procedure": "FISHING"}, {"procedure": "BIRTH_DECLARATION", "offered": false, "startUrl": "https://x.example"}]},
		{"code": "OVO2", "name": "x", "level": "FLEMISH", "procedures": [{"procedure": "PROXY", "offered": true}]},
		{"code": "OVO3", "name": "x", "level": "MUNICIPAL", "supplier": true, "procedures": [{"procedure": "PROXY", "offered": true}]},
		{"code": "OVO4", "name": "x", "level": "FLEMISH", "products": [{"product": "1", "procedure": "REPORT"}, {"product": "1", "procedure": "OTHER"}, {"product": "x", "procedure": "FISHING"}]},
		{"code": "OVO5", "name": "x", "level": "MUNICIPAL", "supplier": true, "products": [{"product": "1", "procedure": "REPORT"}]}]`))
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	wanted := []string{"0.procedures.0.procedure: ", "0.procedures.1.startUrl: ", "0.procedures.2.procedure: ", "0.procedures.3.procedure: ",
		"0.procedures.4.startUrl: ", "1.procedures: ", "2.procedures: ",
		"3.products.1.product: ", "3.products.2.product: ", "3.products.2.procedure: ", "4.products: "}
	told := strings.Split(err.Error(), "\n")
	for _, want := range wanted {
		if !slices.ContainsFunc(told, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("nothing about %q in\n%v", want, err)
		}
	}
	if len(told) != len(wanted) {
		t.Errorf("%d problems, want %d:\n%v", len(told), len(wanted), err)
	}
}
