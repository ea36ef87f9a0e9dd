package resolvers_test

import (
	"fmt"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const proceduresQuery = `query ($nis: ID!) { procedures(nis: $nis) { version municipality { nis name } procedures {
	procedure title summary offered startUrl validity bring steps { title text byCitizen } deadlines { text amount unit } } } }`

func TestTheCatalogueIsAsTheMunicipalityOffersIt(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city, err := store.Get[model.Organisation](t.Context(), s.store.Store, mechelen)
	must(t, err)
	city.Procedures = []model.ProcedureOffer{
		{Procedure: model.ProcedureSlaughter, Declined: true}, {Procedure: model.ProcedureBirth, StartURL: "https://mechelen.example/geboorte"},
	}
	must(t, store.Save(t.Context(), s.store.Store, city))
	s = s.again(t)
	a := s.anonymous().ask(t, proceduresQuery, m{"nis": "12025"})
	offered := map[string]m{}
	for _, one := range a.list("procedures.procedures") {
		offered[one.(m)["procedure"].(string)] = one.(m)
	}
	if len(offered) != 13 || a.text("procedures.municipality.name") != "Mechelen" || a.text("procedures.version") == "" {
		t.Errorf("the catalogue is %s", short(a.raw))
	}
	if birth := offered["BIRTH_DECLARATION"]; birth["startUrl"] != "https://mechelen.example/geboorte" || birth["offered"] != true {
		t.Errorf("births: %v", birth)
	}
	if offered["SLAUGHTER_DECLARATION"]["offered"] != false || offered["EID_APPLICATION"]["offered"] != true || offered["EID_APPLICATION"]["startUrl"] != nil {
		t.Errorf("%v", offered)
	}
	silent := s.anonymous().ask(t, proceduresQuery, m{"nis": "71022"}) // nobody sends for Hasselt here, and the code has ended
	if silent.text("procedures.municipality.nis") != "71072" || silent.at("procedures.procedures.0.offered") != true {
		t.Errorf("Hasselt: %s", short(silent.raw))
	}
	want(t, a.at("procedures.procedures.1.deadlines"), []m{
		{"text": "Een gewone aanvraag duurt 6 tot 7 werkdagen.", "amount": 7, "unit": "WORKING_DAY"},
		{"text": "Een dringende aanvraag duurt 1 werkdag.", "amount": 1, "unit": "WORKING_DAY"},
		{"text": "Een heel dringende aanvraag in Brussel duurt 4,5 uur.", "amount": nil, "unit": nil},
	})
	want(t, a.at("procedures.procedures.1.bring"), []any{})
	want(t, a.at("procedures.procedures.5.validity"), nil)
	for i, procedure := range model.CatalogueProcedures() {
		if got := a.text(fmt.Sprintf("procedures.procedures.%d.procedure", i)); got != string(procedure) {
			t.Errorf("%d is %s, want %s", i, got, procedure)
		}
	}
}

func TestAnEndedMunicipalityAnswersForItsSuccessor(t *testing.T) {
	t.Parallel()
	s := newService(t)
	link := func(organisation *model.Organisation) {
		organisation.Procedures = []model.ProcedureOffer{{
			Procedure: model.ProcedureEID, StartURL: model.OptionalText("https://" + string(organisation.Code) + ".example"),
		}}
		must(t, store.Save(t.Context(), s.store, organisation))
	}
	// What an agency, a supplier or a province says is not the municipality's word.
	link(&model.Organisation{Code: "A", Name: "A", Level: model.LevelFlemish})
	link(&model.Organisation{Code: "B", Name: "B", Level: model.LevelMunicipal, Supplier: true, NIS: []model.NIS{"71072"}})
	link(&model.Organisation{Code: "C", Name: "C", Level: model.LevelProvincial, NIS: []model.NIS{"71072"}})
	link(&model.Organisation{Code: "D", Name: "D", Level: model.LevelMunicipal})
	must(t, store.Save(t.Context(), s.store, &model.Organisation{Code: "E", Name: "E", Level: model.LevelMunicipal, NIS: []model.NIS{"71072"}}))
	link(&model.Organisation{Code: "hasselt", Name: "Stad Hasselt", Level: model.LevelMunicipal, NIS: []model.NIS{"71072"}})
	must(t, s.api.Reload(t.Context()))
	for _, nis := range []string{"71022", "73040", "71072"} {
		a := s.anonymous().ask(t, proceduresQuery, m{"nis": nis})
		want(t, a.at("procedures.municipality.nis"), "71072")
		want(t, a.at("procedures.procedures.0.startUrl"), "https://hasselt.example")
	}
}

func TestProceduresOfNoMunicipality(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, nis := range []string{"", "99999", "1202", " 12025", "21004"} { // the last is the city of Brussels
		wantError(t, s.anonymous().try(t, proceduresQuery, m{"nis": nis}), model.CodeInvalid, "nis")
	}
}
