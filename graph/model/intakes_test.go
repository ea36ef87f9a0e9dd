package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestWhatBecameOfChangesIsBounded(t *testing.T) {
	t.Parallel()
	intake := model.NewIntake("OVO1", false, "https://bron.example", "1")
	faults := []model.Fault{{Field: "status", Message: "is needed"}}
	for i := range model.MaxOutcomes + 5 {
		outcome := model.Handled{Change: noon().Add(time.Duration(i) * time.Hour), By: "OVO2", Faults: faults}
		if !intake.Note(outcome, noon().Add(time.Duration(i)*time.Minute)) || intake.Note(outcome, noon().Add(time.Hour)) {
			t.Errorf("change %d is noted once", i)
		}
	}
	if len(intake.Outcomes) != model.MaxOutcomes || !intake.Outcomes[0].Change.Equal(noon().Add(14*time.Hour)) {
		t.Errorf("%d outcomes, the first is %+v", len(intake.Outcomes), intake.Outcomes[0])
	}
	list := model.FaultList("OVO1", "OVO1", false, "https://bron.example")
	if lists := intake.Lists(); !slices.Contains(lists, list) || !slices.IsSorted(lists) {
		t.Errorf("it stands on %q", lists)
	}
	if own, others := intake.Told("OVO2", noon()), intake.Told("OVO3", noon()); len(own) != model.MaxOutcomes || len(others) > 0 {
		t.Errorf("who handed it over is told %d, another %d", len(own), len(others))
	}
	later := noon().AddDate(0, 0, model.OutcomeDays+1)
	if told := intake.Told("OVO1", later); len(told) > 0 {
		t.Errorf("what is long ago is told: %+v", told)
	}
	if !intake.Note(model.Handled{Change: noon(), By: "OVO2"}, later) || len(intake.Outcomes) != 1 || slices.Contains(intake.Lists(), list) {
		t.Errorf("what is long ago is kept: %+v", intake)
	}
}
