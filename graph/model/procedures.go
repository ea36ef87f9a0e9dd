package model

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// The catalogue describes the twelve processes of the municipal counter (Burgerloket), as citizens read
// them. Elections are one process there and two procedures here: registering as a voter, and giving a
// proxy. (The call letter is a letter.) What differs by election or municipality stands there as text,
// without an amount to count with. Each procedure names its sources, the pages of municipalities and
// governments it was read from.
//
//go:embed procedures.json
var proceduresJSON string

// ProcedureGuide is what a citizen is told about a procedure. The texts are Dutch.
type ProcedureGuide struct {
	Procedure Procedure           `json:"procedure"`
	Title     string              `json:"title"`
	Summary   string              `json:"summary"`
	Steps     []ProcedureStep     `json:"steps"`
	Deadlines []ProcedureDeadline `json:"deadlines"`
	Validity  OptionalText        `json:"validity"` // how long the result counts, or for whom
	Bring     []string            `json:"bring"`
	Sources   []string            `json:"sources"` // web pages, without https://
}

// ProcedureStep is one step of a procedure.
type ProcedureStep struct {
	Title     string `json:"title"`
	Text      string `json:"text"`
	ByCitizen bool   `json:"byCitizen"` // the citizen does it; otherwise an authority
}

// ProcedureDeadline is a term within which something is done. Amount is 0 where the text says it all.
type ProcedureDeadline struct {
	Text   string   `json:"text"`
	Amount int      `json:"amount"`
	Unit   TermUnit `json:"unit"`
}

// TermUnit is what a term is counted in.
type TermUnit string

// The units.
const (
	UnitDay        TermUnit = "DAY"
	UnitWorkingDay TermUnit = "WORKING_DAY"
	UnitWeek       TermUnit = "WEEK"
	UnitMonth      TermUnit = "MONTH"
	UnitYear       TermUnit = "YEAR"
)

// TermUnits lists the units.
func TermUnits() []TermUnit {
	return []TermUnit{UnitDay, UnitWorkingDay, UnitWeek, UnitMonth, UnitYear}
}

// MarshalGQL writes the unit as GraphQL does; the empty one is null.
func (u TermUnit) MarshalGQL(w io.Writer) { writeEnum(w, u) }

// UnmarshalGQL reads a unit.
func (u *TermUnit) UnmarshalGQL(v any) error { return readEnum(u, v, TermUnits()) }

// Number is the amount of a term; nil where the text says it all.
func (d *ProcedureDeadline) Number() *int {
	if d.Amount == 0 {
		return nil
	}
	return &d.Amount
}

// Catalogue is all procedures, with the version of their description.
type Catalogue struct {
	Version    string           `json:"version"`
	Procedures []ProcedureGuide `json:"procedures"`
}

// KnownProcedures is the catalogue. It panics on data that cannot be read: the data is part of the
// program, so a test finds that before anyone else does.
var KnownProcedures = sync.OnceValue(func() *Catalogue {
	catalogue, err := parseCatalogue(proceduresJSON)
	if err != nil {
		panic(err)
	}
	return catalogue
})

// parseCatalogue reads a catalogue and checks that it is whole. The error joins all that is wrong with it.
func parseCatalogue(text string) (*Catalogue, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	catalogue := new(Catalogue)
	if err := decoder.Decode(catalogue); err != nil {
		return nil, fmt.Errorf("read the catalogue of procedures: %w", err)
	}
	var problems []error
	if catalogue.Version == "" {
		problems = append(problems, errors.New("the version is missing"))
	}
	var described []Procedure
	for _, info := range catalogue.Procedures {
		described = append(described, info.Procedure)
		for _, problem := range info.check() {
			problems = append(problems, fmt.Errorf("%s: %w", info.Procedure, problem))
		}
	}
	if wanted := CatalogueProcedures(); !slices.Equal(described, wanted) {
		problems = append(problems, fmt.Errorf("they are %v instead of %v", described, wanted))
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("read the catalogue of procedures: %w", err)
	}
	return catalogue, nil
}

// check finds what is wrong with a description.
func (g *ProcedureGuide) check() []error {
	var problems []error
	texts := slices.Concat([]string{g.Title, g.Summary}, g.Bring, g.Sources)
	for _, step := range g.Steps {
		texts = append(texts, step.Title, step.Text)
	}
	for _, d := range g.Deadlines {
		texts = append(texts, d.Text)
		if d.Amount < 0 || (d.Amount == 0) != (d.Unit == "") || d.Unit != "" && !slices.Contains(TermUnits(), d.Unit) {
			problems = append(problems, fmt.Errorf("%d does not fit unit %q", d.Amount, d.Unit))
		}
	}
	if slices.ContainsFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" }) {
		problems = append(problems, errors.New("a text is empty"))
	}
	if len(g.Steps) == 0 || len(g.Sources) == 0 {
		problems = append(problems, errors.New("it has no steps or no sources"))
	}
	return problems
}

// CatalogueProcedures lists the procedures that the catalogue describes, in its order: all but reports
// and those that no other value fits.
func CatalogueProcedures() []Procedure {
	return slices.DeleteFunc(Procedures(), func(p Procedure) bool { return p == ProcedureReport || p == ProcedureOther })
}

// ProcedureOffer is what a municipality says of a procedure.
type ProcedureOffer struct {
	Procedure Procedure    `bson:"procedure"`
	Declined  bool         `bson:"declined,omitempty"` // it is not offered here
	StartURL  OptionalText `bson:"startUrl,omitempty"` // https, where a citizen starts it online
}

// Offer is what the organisation says of a procedure. Every municipality does all of them at its counter,
// so that one that says nothing offers it there, and nowhere online.
func (o *Organisation) Offer(procedure Procedure) ProcedureOffer {
	at := slices.IndexFunc(o.Procedures, func(offer ProcedureOffer) bool { return offer.Procedure == procedure })
	if at < 0 {
		return ProcedureOffer{Procedure: procedure}
	}
	return o.Procedures[at]
}

// ProductOf says through which procedure an organisation's product runs. DOSIS names products, by their number in the
// Flemish catalogue (IPDC), and knows no procedures.
type ProductOf struct {
	Product   string    `bson:"product" json:"product"`
	Procedure Procedure `bson:"procedure" json:"procedure"`
}

// ProcedureOf is the procedure that a product runs through; empty where the organisation did not say.
func (o *Organisation) ProcedureOf(product string) Procedure {
	at := slices.IndexFunc(o.Products, func(p ProductOf) bool { return p.Product == product })
	if at < 0 {
		return ""
	}
	return o.Products[at].Procedure
}
