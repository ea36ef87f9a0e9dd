package campaign_test

import (
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// A campaign for an uploaded list tells whoever has a letter of it, and nobody else who has one of that run.
func TestAListIsToldByItsLetters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, few)
	listed, references := w.deliver()
	list, err := model.NewReferenceList(stad, "pas", append(references, "of nobody"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Add(t.Context(), w.store, []*model.ReferenceList{list}); err != nil {
		t.Fatal(err)
	}
	w.audience = listed
	w.run("one")
	id := w.scheduleFor(&model.Rule{Listed: &model.ListCriterion{Run: "pas", Opened: model.Unopened}}, list, quick)
	w.confirm(id)
	w.until("the list is told", func() bool { return w.tally(id).Count.Told == len(listed) }) // the letters rang just now: pushes wait
	told := w.told(id)
	for _, citizen := range listed {
		if told[citizen] == nil {
			t.Errorf("%s was missed", citizen)
		}
	}
	if len(told) != len(listed) || w.campaign(id).Canary.Audience != len(listed) {
		t.Errorf("told %d, of an audience of %d, where %d are listed", len(told), w.campaign(id).Canary.Audience, len(listed))
	}
}

// deliver sends every second citizen a letter of a run. It answers whom every third of these letters was sent to,
// and their references.
func (w *world) deliver() (listed []model.CitizenID, references []string) {
	w.t.Helper()
	for n, citizen := range w.all {
		if n%2 > 0 {
			continue
		}
		reference := string(citizen)
		record := &model.LetterRecord{
			ID: model.LetterID(stad, "pas", reference), Sender: stad, Run: "pas", Reference: reference, By: stad, Kind: model.KindInformation,
			Recipient: citizen, Channel: model.ChannelDigital, AcceptedAt: w.now(),
		}
		if _, err := store.Add(w.t.Context(), w.store, []*model.LetterRecord{record}); err != nil {
			w.t.Fatal(err)
		}
		_, err := w.boxes.Update(w.t.Context(), citizen, func(m *model.Mailbox) error {
			return m.Deliver(model.Letter{ID: record.ID, Sender: stad, Run: "pas", Reference: reference, Kind: model.KindInformation}, w.now())
		})
		if err != nil {
			w.t.Fatal(err)
		}
		if n%3 == 0 {
			listed, references = append(listed, citizen), append(references, reference)
		}
	}
	return listed, references
}
