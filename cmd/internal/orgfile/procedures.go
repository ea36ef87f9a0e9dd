package orgfile

import (
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

// checkProcedures is check for what is said of procedures.
func (e *entry) checkProcedures() []error {
	var problems []error
	seen := map[model.Procedure]bool{}
	for i, o := range e.Procedures {
		if !slices.Contains(model.Procedures(), o.Procedure) || seen[o.Procedure] {
			problems = append(problems, fmt.Errorf("procedures.%d.procedure: %q is no procedure, or is there already", i, o.Procedure))
		}
		seen[o.Procedure] = true
		if o.StartURL != "" && !model.HTTPSLink(o.StartURL) {
			problems = append(problems, fmt.Errorf("procedures.%d.startUrl: %q is no https address", i, o.StartURL))
		}
	}
	return problems
}

// offers are what the store keeps of them.
func (e *entry) offers() []model.ProcedureOffer {
	var offers []model.ProcedureOffer
	for _, o := range e.Procedures {
		offers = append(offers, model.ProcedureOffer{
			Procedure: o.Procedure, Declined: o.Offered != nil && !*o.Offered, StartURL: model.OptionalText(o.StartURL),
		})
	}
	return offers
}
