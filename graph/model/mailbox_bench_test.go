package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// The rules on an ordinary mailbox and on one as large as they get before archiving.
func BenchmarkMailbox(b *testing.B) {
	for _, entries := range []int{20, 300} {
		full := filledMailbox(b, entries)
		b.Run(fmt.Sprintf("deliver and seal/%d", entries), func(b *testing.B) {
			l := callLetter("nieuw")
			for b.Loop() {
				m := *full // Deliver appends, and changes no other entry
				m.Letters.Entries, m.Push.Outbox = slices.Clip(m.Letters.Entries), slices.Clip(m.Push.Outbox)
				if err := m.Deliver(l, noon()); err != nil {
					b.Fatal(err)
				}
				m.Seal(noon())
			}
		})
		b.Run(fmt.Sprintf("wake/%d", entries), func(b *testing.B) {
			for b.Loop() {
				if len(full.Wake(noon()).Sends) == 0 {
					b.Fatal("nothing is due")
				}
			}
		})
		b.Run(fmt.Sprintf("feed/%d", entries), func(b *testing.B) {
			for b.Loop() {
				if len(full.Feed(model.FeedFilter{}, noon())) != entries {
					b.Fatal("entries are missing")
				}
			}
		})
	}
}

// filledMailbox has letters, dossiers and reminders, nine tenths of them seen, and one phone.
func filledMailbox(b *testing.B, entries int) *model.Mailbox {
	b.Helper()
	m := mailboxWithPhone(b)
	for i := range entries {
		at := noon().Add(time.Duration(i-entries) * time.Hour)
		name := fmt.Sprint(i)
		switch {
		case i%10 == 9:
			must(b, m, m.CreateReminder(reminderOf(name, at), at), at)
		case i%10 > 6:
			report(b, m, dossierOf(name), statusAt(at, model.NotifyPush), at)
		default:
			deliver(b, m, letterOf(model.LetterKinds()[4+i%10], name), at)
		}
		if i < entries*9/10 {
			ring(m, at.Add(30*time.Minute))
		}
	}
	return m
}
