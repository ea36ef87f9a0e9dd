package resolvers_test

import (
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const proceduresQuery = `query ($nis: ID!) { procedures(nis: $nis) { version municipality { nis name } procedures {
	procedure title offered startUrl validity bring steps { title text byCitizen } deadlines { text amount unit } } } }`

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
	wantError(t, s.anonymous().try(t, proceduresQuery, m{"nis": "99999"}), model.CodeInvalid, "nis")
}
