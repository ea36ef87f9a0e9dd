package orgfile

import (
	"errors"
	"fmt"
	"slices"

	"burgerbode/graph/model"
)

// offer is what a municipality says of a procedure in the file.
type offer struct {
	Procedure model.Procedure `json:"procedure"`
	Offered   *bool           `json:"offered"` // absent: true
	StartURL  string          `json:"startUrl"`
}

// declined tells whether the municipality does not offer it.
func (o offer) declined() bool { return o.Offered != nil && !*o.Offered }

// checkProcedures is check for what is said of procedures.
func (e *entry) checkProcedures() []error {
	var problems []error
	if len(e.Procedures) > 0 && (e.Level != model.LevelMunicipal || e.Supplier) {
		problems = append(problems, errors.New("procedures: are a municipality's alone"))
	}
	seen := map[model.Procedure]bool{}
	for i, o := range e.Procedures {
		if !slices.Contains(model.CatalogueProcedures(), o.Procedure) || seen[o.Procedure] {
			problems = append(problems, fmt.Errorf("procedures.%d.procedure: %q is not in the catalogue, or is there already", i, o.Procedure))
		}
		seen[o.Procedure] = true
		switch {
		case o.StartURL == "":
		case !model.HTTPSLink(o.StartURL):
			problems = append(problems, fmt.Errorf("procedures.%d.startUrl: %q is no https address", i, o.StartURL))
		case o.declined():
			problems = append(problems, fmt.Errorf("procedures.%d.startUrl: leads to what is not offered", i))
		}
	}
	return problems
}

// offers are what the store keeps of them.
func (e *entry) offers() []model.ProcedureOffer {
	var offers []model.ProcedureOffer
	for _, o := range e.Procedures {
		offers = append(offers, model.ProcedureOffer{
			Procedure: o.Procedure, Declined: o.declined(), StartURL: model.OptionalText(o.StartURL),
		})
	}
	return offers
}
