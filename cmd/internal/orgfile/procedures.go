package orgfile

import (
	"errors"
	"fmt"
	"regexp"
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

// checkProducts is check for what is said of products.
func (e *entry) checkProducts() []error {
	var problems []error
	if len(e.Products) > 0 && e.Supplier {
		problems = append(problems, errors.New("products: are those of who a supplier sends for"))
	}
	seen := map[string]bool{}
	for i, p := range e.Products {
		if !regexp.MustCompile(`^\d{1,10}$`).MatchString(p.Product) || seen[p.Product] {
			problems = append(problems, fmt.Errorf("products.%d.product: %q is no number of a product, or is there already", i, p.Product))
		}
		seen[p.Product] = true
		if !slices.Contains(model.Procedures(), p.Procedure) {
			problems = append(problems, fmt.Errorf("products.%d.procedure: %q is no procedure", i, p.Procedure))
		}
	}
	return problems
}
