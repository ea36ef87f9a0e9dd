package model_test

import (
	"slices"
	"testing"

	"burgerbode/graph/model"
)

func TestAMandateHoldsFromGrantToRevocation(t *testing.T) {
	t.Parallel()
	o := &model.Organisation{Code: "OVO1"}
	if !o.Grant("OVO2", noon()) || o.Grant("OVO2", noon().Add(1)) || !o.Mandated("OVO2") || o.Mandated("OVO3") {
		t.Errorf("granted: %+v", o.Mandates)
	}
	if !o.Revoke("OVO2", noon()) || o.Revoke("OVO2", noon()) || o.Revoke("OVO3", noon()) || o.Mandated("OVO2") {
		t.Errorf("revoked: %+v", o.Mandates)
	}
	if !o.Grant("OVO2", noon()) || !o.Mandated("OVO2") || len(o.Mandates) != 2 {
		t.Errorf("granted again: %+v", o.Mandates)
	}
}

func TestADepartmentKeepsItsDatesAndItsFormerNames(t *testing.T) {
	t.Parallel()
	o := &model.Organisation{}
	if !o.SendsDigitally("", model.KindInvoice, "2026-06-01") {
		t.Error("without departments nothing is digital")
	}
	set := func(id, name string) bool {
		changed, err := o.SetService(id, name, model.Contact{})
		if err != nil {
			t.Error(err)
		}
		return changed
	}
	if !set("financien", "Financiën") || set("financien", "Financiën") || !set("gas", "GAS") {
		t.Error("what is new is not told")
	}
	for _, want := range []bool{true, false} {
		if changed, err := o.SetDigital("Financiën", model.KindInvoice, "2026-06-02"); err != nil || changed != want {
			t.Errorf("setting a date: %v (%v)", changed, err)
		}
	}
	set("financien", "Geld")
	set("financien", "Geldzaken")
	set("financien", "Geld") // back to a former name
	if formerly := o.Services[0].Formerly; !slices.Equal(formerly, []string{"Financiën", "Geldzaken"}) {
		t.Errorf("it was called %q", formerly)
	}
	for _, name := range []string{"financien", "geld", "FINANCIËN", "Geldzaken"} {
		if o.SendsDigitally(name, model.KindInvoice, "2026-06-01") || !o.SendsDigitally(name, model.KindInvoice, "2026-06-02") || o.SendsDigitally(name, model.KindDunning, "2026-06-02") {
			t.Errorf("as %q it sends on other days", name)
		}
	}
	// A former name that another department takes is that one's.
	set("boekhouding", "Financiën")
	if found := o.Service("Financiën"); found == nil || found.ID != "boekhouding" {
		t.Errorf("Financiën is %+v", found)
	}
	for _, name := range []string{"gas", "GAS", "Gas"} {
		if _, err := o.SetService("andere", name, model.Contact{}); model.CodeOf(err) != model.CodeConflict {
			t.Errorf("the name %q is given twice: %v", name, err)
		}
	}
	if _, err := o.SetDigital("geen", model.KindInvoice, ""); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("a department that is not there: %v", err)
	}
	if changed, _ := o.SetDigital("geld", model.KindInvoice, ""); !changed || o.SendsDigitally("geld", model.KindInvoice, "2026-06-02") {
		t.Error("back to paper it is digital")
	}
}

func TestInitialsAreMadeOfTheName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Stad Mechelen": "SM", "Wonen in Vlaanderen": "WV", "FOD Mobiliteit en Vervoer": "FMV", "Een Naam Van Vijf Woorden": "ENV", "kleine naam": "K",
		"Écaussinnes": "É", "": "",
	} {
		if got := (&model.Organisation{Name: name}).ShownInitials(); got != want {
			t.Errorf("%q has %q, want %q", name, got, want)
		}
	}
	if got := (&model.Organisation{Name: "Stad Mechelen", Initials: "M"}).ShownInitials(); got != "M" {
		t.Errorf("set ones are %q", got)
	}
}

// A list of before a merger and a code of before it both stand for what they are today.
func TestAnOrganisationSendsForWhatItsMunicipalitiesAreToday(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		list       []model.NIS
		sends, not []model.NIS
	}{
		"a list of before the merger":        {[]model.NIS{"71022"}, []model.NIS{"71022", "73040", "71072"}, []model.NIS{"12025", "71071"}},
		"the other half of the merger":       {[]model.NIS{"73040"}, []model.NIS{"71022", "73040", "71072"}, []model.NIS{"73006"}},
		"a list of today":                    {[]model.NIS{"71072"}, []model.NIS{"71022", "73040", "71072"}, []model.NIS{"73111"}},
		"a merger under a code that stayed":  {[]model.NIS{"11002"}, []model.NIS{"11002", "11007"}, []model.NIS{"11001"}},
		"what went into a code that stayed":  {[]model.NIS{"11007"}, []model.NIS{"11002", "11007"}, []model.NIS{"11001"}},
		"two municipalities, one of a three": {[]model.NIS{"12025", "11056"}, []model.NIS{"46003", "46013", "46030", "12025"}, []model.NIS{"46029"}},
		"no list":                            {nil, []model.NIS{"71022", "12025"}, nil},
		"a code in no register":              {[]model.NIS{"99998"}, []model.NIS{"99998"}, []model.NIS{"99999", "", "71022"}},
	} {
		organisation := &model.Organisation{NIS: row.list}
		for _, nis := range row.sends {
			if !organisation.SendsFor(nis) {
				t.Errorf("%s: does not send for %s", name, nis)
			}
		}
		for _, nis := range row.not {
			if organisation.SendsFor(nis) {
				t.Errorf("%s: sends for %s", name, nis)
			}
		}
	}
}
