package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// holds matches entries in which a text stands somewhere, letter by letter.
func holds(text string) func(texts []string) bool {
	return func(texts []string) bool {
		return slices.ContainsFunc(texts, func(own string) bool { return strings.Contains(own, text) })
	}
}

func TestSearchLooksAtWhatAnEntryShows(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	given := letterOf(model.KindInvoice, "ref-17")
	given.Subject, given.Service = "Wegenwerken", "Burgerzaken"
	given.Documents = []model.Document{{ID: "f1", Content: "c1", Type: model.DocumentInvoice, Title: "Rekening"}}
	bill := deliver(t, m, given, noon())
	call := deliver(t, m, callLetter("kiesbrief"), noon().Add(time.Minute))
	old := statusAt(noon(), model.NotifyFeed)
	old.Label = "Ontvangen bij de balie"
	old.Documents = []model.Document{{ID: "f2", Content: "c2", Type: model.DocumentAttest, Title: "Bewijs"}}
	status := statusAt(noon().Add(2*time.Minute), model.NotifyFeed)
	status.Label = "Klaar om af te halen"
	head := dossierOf("2026/88")
	head.Title = "Rijbewijs"
	report(t, m, head, old, noon())
	d := report(t, m, head, status, noon())
	done := reminderOf("paspoort", noon().Add(time.Hour))
	done.Title = "Rekening betalen"
	must(t, m, m.CreateReminder(done, noon()), noon())
	must(t, m, m.CompleteReminder(done.ID, true, noon()), noon())
	must(t, m, m.Archive([]model.EntryID{bill.ID, d.ID}, true, noon()), noon())

	name := func(code model.OrgCode) string { return "Naam van " + string(code) }
	for text, want := range map[string][]model.EntryID{
		"Wegenwerken":            {bill.ID},
		"ref-17":                 {bill.ID},
		"Burgerzaken":            {bill.ID},
		"Rekening":               {done.ID, bill.ID}, // newest first, ticked off and put away
		"digitaal duplicaat":     {call.ID},          // a document that is rendered has a title too
		"Naam van":               {d.ID, call.ID, bill.ID},
		"Rijbewijs":              {d.ID},
		"2026/88":                {d.ID},
		"Klaar om":               {d.ID},
		"Ontvangen bij de balie": nil, // no longer its status
		"Bewijs":                 {d.ID},
		"nergens":                nil,
	} {
		var got []model.EntryID
		for _, entry := range m.Search(name, func(model.EntryID) bool { return true }, holds(text)) {
			got = append(got, entry.EntryID())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	if m.Changed() {
		t.Error("searching changed something")
	}
}
