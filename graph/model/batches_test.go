package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestABatchKeepsItsLettersUntilItIsSealed(t *testing.T) {
	t.Parallel()
	run := &model.LetterRun{ID: "r"}
	for id, letters := range map[string][]model.EntryID{"a": {"l1", "l2"}, "b": {"l3"}} {
		if err := run.BeginBatch(id, letters, noon()); err != nil {
			t.Error(err)
		}
	}
	if chosen := run.Chosen(); len(chosen) != 3 || !chosen["l1"] || !chosen["l3"] {
		t.Errorf("chosen are %v", chosen)
	}
	if _, err := run.ConfirmBatch("a", noon()); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("one that nobody was told of is confirmed: %v", err)
	}
	if run.Batch("a").Letters() != nil || !run.SealBatch("a", 2) || run.SealBatch("a", 3) || run.SealBatch("c", 1) || *run.Batch("a").Letters() != 2 {
		t.Errorf("sealed: %+v", run.Batches)
	}
	if chosen := run.Chosen(); len(chosen) != 1 {
		t.Errorf("still chosen are %v", chosen)
	}
	for _, want := range []bool{true, false} {
		if news, err := run.ConfirmBatch("a", noon()); err != nil || news != want {
			t.Errorf("confirmed: %v (%v)", news, err)
		}
	}
	for len(run.Batches) < model.MaxPaperBatches {
		run.Batches = append(run.Batches, model.PaperBatch{})
	}
	if err := run.BeginBatch("more", nil, noon()); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("above all batches: %v", err)
	}
}

func TestALetterIsInOneBatchAndMayBePulled(t *testing.T) {
	t.Parallel()
	l := &model.LetterRecord{Channel: model.ChannelPaper, Policy: model.PaperIfNotActivated}
	if l.Printed(noon()) || !l.HandOut("a") || l.HandOut("a") || l.HandOut("b") || l.Facts.Batch != "a" || l.Pull() {
		t.Errorf("handed out: %+v", l.Facts)
	}
	if !l.Printed(noon()) || l.Printed(noon().Add(time.Hour)) || !l.PrintedAt().Equal(noon()) {
		t.Errorf("printed: %+v", l.Facts)
	}
	l.Note(model.EventPaid, noon(), true)
	if !l.Pull() {
		t.Error("what is paid is not pulled")
	}
	if withdrawn := (&model.LetterRecord{Channel: model.ChannelBoth, Facts: model.LetterFacts{WithdrawnAt: noon()}}); withdrawn.HandOut("a") || withdrawn.Pull() {
		t.Error("what was withdrawn before is handed out or pulled")
	}
}

func TestRunsAndAuditsAreListedTheNewestFirst(t *testing.T) {
	t.Parallel()
	var runs, audits []string
	for day := range 3 {
		at := noon().AddDate(0, 0, day)
		runs = append(runs, (&model.LetterRun{ID: "r", Org: "o", By: "s", OpenedAt: at}).Entry().ID)
		audits = append(audits, model.NewAudit("o", "s", model.AuditDelivered, "r", at).ID)
	}
	for _, ids := range [][]string{runs, audits} {
		newest := slices.Sorted(slices.Values(ids))
		slices.Reverse(newest)
		if !slices.Equal(ids, newest) {
			t.Errorf("in time they are %q", ids)
		}
	}
	run := &model.LetterRun{ID: "r", Org: "o", By: "s", OpenedAt: noon()}
	later := &model.LetterRun{ID: "r", Org: "o", By: "s", OpenedAt: noon().Add(time.Second)}
	if !run.Entry().Of(run) || later.Entry().Of(run) || run.Entry().Of(nil) {
		t.Error("the place of a run that was opened twice is not told from the other")
	}
}

func TestWhoSeesARunAndWhoFillsIt(t *testing.T) {
	t.Parallel()
	city, trial := &model.LetterRun{Org: "o", By: "s"}, &model.LetterRun{Org: "o", By: "s", Sandbox: true}
	for _, c := range []struct {
		viewer      model.Viewer
		city, trial bool
	}{
		{model.Viewer{Org: "o"}, true, true},
		{model.Viewer{Org: "s"}, true, true},
		{model.Viewer{Org: "o", Sandbox: true}, false, true},
		{model.Viewer{Org: "x"}, false, false},
		{model.Viewer{}, false, false},
	} {
		if city.OpenTo(&c.viewer) != c.city || trial.OpenTo(&c.viewer) != c.trial {
			t.Errorf("%+v sees %v and %v", c.viewer, city.OpenTo(&c.viewer), trial.OpenTo(&c.viewer))
		}
		fillsCity, fillsTrial := c.city && !c.viewer.Sandbox, c.trial && c.viewer.Sandbox
		if city.FilledBy(&c.viewer) != fillsCity || trial.FilledBy(&c.viewer) != fillsTrial {
			t.Errorf("%+v fills %v and %v", c.viewer, city.FilledBy(&c.viewer), trial.FilledBy(&c.viewer))
		}
	}
}
