package model_test

import (
	"testing"

	"burgerbode/graph/model"
)

// The voters of a municipality that merged are on the list of what it went into, from the merger on.
func TestACallLetterNamesTheMunicipalityOfTheElectionsDay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		nis  model.NIS
		day  model.Day
		name string
	}{
		{"73040", "2024-06-09", "Kortessem"},
		{"73040", "2024-12-31", "Kortessem"},
		{"73040", "2025-01-01", "Hasselt"},
		{"71022", "2026-06-07", "Hasselt"},
		{"71072", "2026-06-07", "Hasselt"},
		{"12025", "2026-06-07", "Mechelen"},
	} {
		letter := callLetter("kiesbrief")
		call := *letter.Call
		letter.Call = &call
		call.NIS, call.Election.Day = row.nis, row.day
		l := model.InboxLetter{Letter: &letter, Box: newMailbox(t)}
		town := letter.Call.Municipality()
		if town == nil || town.Name != row.name || l.WhyText() != "U staat op de kiezerslijst van "+row.name+"." {
			t.Errorf("%s on %s: %v, %q", row.nis, row.day, town, l.WhyText())
		}
	}
	if model.NIS("99999").On("2026-06-07") != "99999" || (&model.CallLetter{NIS: "99999"}).Municipality() != nil {
		t.Error("a code that is not known has become another one")
	}
}
