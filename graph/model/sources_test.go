package model_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
)

// What a source says of itself comes late and in any order too.
func TestTheLatestWordOfASourceHolds(t *testing.T) {
	t.Parallel()
	words := [][2]time.Time{
		{noon(), {}}, {noon(), noon().Add(5 * time.Minute)}, {noon(), noon().Add(7 * time.Minute)},
		{noon().Add(-time.Hour), noon().Add(-time.Minute)},
	}
	for _, order := range permutations(len(words)) {
		source := model.NewSource("https://bron.example", "OVO1", false)
		for _, i := range order {
			source.Report(words[i][0], words[i][1])
			if source.Report(words[i][0], words[i][1]) {
				t.Errorf("in order %v: word %d changes something twice", order, i)
			}
		}
		if !source.AsOf.Equal(noon()) || !source.UnavailableSince.Equal(words[2][1]) {
			t.Errorf("in order %v: %+v", order, source)
		}
	}
}

func TestADossierSaysThatItsSourceIsAway(t *testing.T) {
	t.Parallel()
	d := report(t, newMailbox(t), dossierOf("1"), statusAt(noon(), model.NotifyFeed), noon())
	own := model.NewSource(d.Source, d.Org, false)
	if got := d.FreshAsOf(nil); !got.Equal(noon()) || d.SourceText(nil, "Stad Mechelen", noon()) != "" {
		t.Errorf("without a word of the source: %s", got)
	}
	own.Report(noon().Add(time.Hour), time.Time{})
	if got := d.FreshAsOf(own); !got.Equal(noon().Add(time.Hour)) || d.SourceText(own, "Stad Mechelen", noon()) != "" {
		t.Errorf("while the source answers: %s", got)
	}
	own.Report(noon().Add(time.Hour), noon().Add(2*time.Hour))
	for now, want := range map[time.Time]string{
		noon().Add(3 * time.Hour):  "We kunnen de dossiers van Stad Mechelen nu niet ophalen. Laatst bijgewerkt: 13 uur.",
		noon().Add(30 * time.Hour): "We kunnen de dossiers van Stad Mechelen nu niet ophalen. Laatst bijgewerkt: " + model.DayOf(noon()).Dutch() + " om 13 uur.",
	} {
		if got := d.SourceText(own, "Stad Mechelen", now); got != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
	stranger := model.NewSource(d.Source, "OVO999999", false)
	stranger.Report(noon().Add(time.Hour), noon().Add(time.Hour))
	if !d.UnavailableSince(stranger).IsZero() || !d.FreshAsOf(stranger).Equal(noon()) {
		t.Error("another organisation's word counts")
	}
}
