package model_test

import (
	"strings"
	"testing"

	"burgerbode/graph/model"
)

// A sentence that citizens read has at most 20 words.
func TestTheCatalogueIsWrittenForCitizens(t *testing.T) {
	t.Parallel()
	catalogue := model.KnownProcedures()
	if catalogue.Version == "" || len(catalogue.Procedures) != 13 {
		t.Errorf("version %q with %d procedures", catalogue.Version, len(catalogue.Procedures))
	}
	for _, info := range catalogue.Procedures {
		texts := []string{info.Title, info.Summary, string(info.Validity)}
		for _, step := range info.Steps {
			if step.Title == "" || step.Text == "" {
				t.Errorf("%s has an empty step", info.Procedure)
			}
			texts = append(texts, step.Title, step.Text)
		}
		for _, deadline := range info.Deadlines {
			texts = append(texts, deadline.Text)
		}
		for _, text := range append(texts, info.Bring...) {
			for sentence := range strings.SplitSeq(text, ". ") {
				if words := len(strings.Fields(sentence)); words > 20 {
					t.Errorf("%s: %d words: %s", info.Procedure, words, sentence)
				}
			}
			for _, word := range []string{"gelieve", "indien", "teneinde", "dienen te", "reeds", "moet u"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s: %q is no plain word: %s", info.Procedure, word, text)
				}
			}
		}
	}
}

func TestOffersAreTheMunicipalitysOwn(t *testing.T) {
	t.Parallel()
	o := &model.Organisation{Procedures: []model.ProcedureOffer{
		{Procedure: model.ProcedurePassport, StartURL: "https://paspoort.example"}, {Procedure: model.ProcedureSlaughter, Declined: true},
	}}
	if offer := o.Offer(model.ProcedurePassport); offer.Declined || offer.StartURL != "https://paspoort.example" {
		t.Errorf("passport: %+v", offer)
	}
	if !o.Offer(model.ProcedureSlaughter).Declined || o.Offer(model.ProcedureEID).Declined {
		t.Error("what is not offered is wrong")
	}
}
