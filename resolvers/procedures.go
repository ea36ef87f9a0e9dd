package resolvers

import (
	"burgerbode/graph"
	"burgerbode/graph/model"
)

// procedures is the catalogue as a municipality offers it; INVALID for a code that is none.
func (r *Resolver) procedures(nis string) (*graph.ProcedureCatalogue, error) {
	town, ok := model.CurrentMunicipality(nis)
	if !ok {
		return nil, model.Invalid([]model.FieldError{{Path: "nis", Message: "is not the NIS code of a Flemish municipality"}})
	}
	city := r.directory.municipality(town.NIS)
	catalogue := model.KnownProcedures()
	answer := &graph.ProcedureCatalogue{Version: catalogue.Version, Municipality: &town}
	for i := range catalogue.Procedures {
		info := &catalogue.Procedures[i]
		offer := city.Offer(info.Procedure)
		shown := &graph.ProcedureInfo{
			Procedure: info.Procedure, Title: info.Title, Summary: info.Summary, Offered: !offer.Declined,
			Steps: []*model.ProcedureStep{}, Deadlines: []*model.ProcedureDeadline{}, Bring: append([]string{}, info.Bring...),
			StartURL: present(offer.StartURL), Validity: present(info.Validity),
		}
		for j := range info.Steps {
			shown.Steps = append(shown.Steps, &info.Steps[j])
		}
		for j := range info.Deadlines {
			shown.Deadlines = append(shown.Deadlines, &info.Deadlines[j])
		}
		answer.Procedures = append(answer.Procedures, shown)
	}
	return answer, nil
}

// municipality is the municipality's own organisation: of several the first, by name, that says
// anything of procedures. After a merger those of its parts may still be there. Where none is known it
// is one that says nothing.
func (d *directory) municipality(nis model.NIS) *model.Organisation {
	for _, o := range d.all() {
		if o.Level == model.LevelMunicipal && len(o.NIS) > 0 && len(o.Procedures) > 0 && o.SendsFor(nis) {
			return o
		}
	}
	return &model.Organisation{}
}
