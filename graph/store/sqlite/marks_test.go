package sqlite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
)

// What a phone did under a stamp takes room only where it did something, and no more than is counted.
func TestMarksAreStoredOnlyWhereTheyAreMade(t *testing.T) {
	t.Parallel()
	now := model.Day("2026-05-20").At(12, 0)
	m, err := model.NewMailbox("c", strings.NewReader(strings.Repeat("random", 20)))
	if err != nil {
		t.Fatal(err)
	}
	var ids []model.EntryID
	for i := range 100 {
		letter := model.Letter{ID: model.LetterID("OVO002067", "run", fmt.Sprint(i)), Sender: "OVO002067", Kind: model.KindInformation}
		if err := m.Deliver(letter, now); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, letter.ID)
	}
	stored := func() string {
		m.Seal(now)
		document, err := bson.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(document)
	}
	if strings.Contains(stored(), "Mark") {
		t.Error("marks that nobody made are stored")
	}
	plain, estimate := len(stored()), m.Size()
	stamp := model.Stamp{ID: strings.Repeat("é", 32), At: now.Add(time.Minute)}
	err = m.Stamped(stamp, now, func() error {
		for i := range 100 {
			id := model.ReminderID("c", fmt.Sprint(i))
			if err := m.CompleteOwnReminder(id, true, now); err != nil {
				return err
			}
		}
		return m.Archive(ids, true, now)
	})
	if err != nil {
		t.Fatal(err)
	}
	document := stored()
	if grew := len(document) - plain; m.Size()-estimate < grew {
		t.Errorf("the marks take %d bytes and are counted as %d", grew, m.Size()-estimate)
	}
	var again model.Mailbox
	if err := bson.Unmarshal([]byte(document), &again); err != nil {
		t.Fatal(err)
	}
	if got, want := again.Letters.Entries[0].ArchivedMark, m.Letters.Entries[0].ArchivedMark; got.By != want.By || !got.At.Equal(want.At) {
		t.Errorf("a mark comes back as %+v, not %+v", got, want)
	}
}
