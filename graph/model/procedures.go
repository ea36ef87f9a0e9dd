package model

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// The catalogue describes the twelve processes of the municipal counter (Burgerloket), as citizens read
// them. Elections are one process there and two procedures here: registering as a voter, and giving a
// proxy. Each procedure names its sources, the pages of municipalities and governments it was read from.
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

// parseCatalogue reads a catalogue and checks that it is whole.
func parseCatalogue(text string) (*Catalogue, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	catalogue := new(Catalogue)
	if err := decoder.Decode(catalogue); err != nil {
		return nil, fmt.Errorf("read the catalogue of procedures: %w", err)
	}
	seen := map[Procedure]bool{}
	for _, info := range catalogue.Procedures {
		switch {
		case !slices.Contains(Procedures(), info.Procedure) || seen[info.Procedure]:
			return nil, fmt.Errorf("read the catalogue of procedures: %q is not known, or stands there twice", info.Procedure)
		case info.Title == "" || info.Summary == "" || len(info.Steps) == 0 || len(info.Sources) == 0:
			return nil, fmt.Errorf("read the catalogue of procedures: %s is not described", info.Procedure)
		}
		for _, deadline := range info.Deadlines {
			if (deadline.Amount == 0) != (deadline.Unit == "") || (deadline.Unit != "" && !slices.Contains(TermUnits(), deadline.Unit)) {
				return nil, fmt.Errorf("read the catalogue of procedures: a term of %s has no unit", info.Procedure)
			}
		}
		seen[info.Procedure] = true
	}
	for _, procedure := range Procedures() {
		if !seen[procedure] && procedure != ProcedureReport && procedure != ProcedureOther {
			return nil, fmt.Errorf("read the catalogue of procedures: %s is missing", procedure)
		}
	}
	return catalogue, nil
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
