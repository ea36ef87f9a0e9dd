package sqlite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
)

// The bound of a mailbox is on an estimate, which must not be below what is stored: with as many phones
// as there may be, each of which took every push and had it taken away again.
func TestTheSizeOfAMailboxIsNotUnderestimated(t *testing.T) {
	t.Parallel()
	now := model.Day("2026-05-20").At(12, 0)
	m, err := model.NewMailbox("c", strings.NewReader(strings.Repeat("random", 20)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range model.MaxDevices {
		m.RegisterDevice(model.Device{
			InstallationID: fmt.Sprint("installatie-", i), Token: model.FCMToken(fmt.Sprint("token-", i)),
			Platform: model.PlatformAndroid, Permission: true,
		}, now)
	}
	answer := func() {
		round := m.Wake(now)
		var results []model.Result
		for _, send := range round.Sends {
			results = append(results, model.Result{
				Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(), Attempt: 1,
				State: model.PhoneAccepted, At: now,
				Name: "projects/burgerbode-production/messages/0:1500415314455276%31bd1c9631bd1c96",
			})
		}
		m.Settle(round, results, now)
		m.Seal(now)
	}
	for i := range model.MaxRecord / 2 {
		var letters []model.EntryID
		for j := range 2 { // they ring together
			letter := model.Letter{
				ID: model.LetterID("OVO002067", "run", fmt.Sprint(i, j)), Sender: "OVO002067", Kind: model.KindInvoice, Subject: "Factuur",
			}
			if err := m.Deliver(letter, now); err != nil {
				t.Fatal(err)
			}
			letters = append(letters, letter.ID)
		}
		m.Seal(now)
		answer()
		for _, id := range letters {
			if err := m.Open(id, now); err != nil {
				t.Fatal(err)
			}
		}
		m.Seal(now)
		now = now.Add(time.Minute)
		answer()
		now = now.Add(time.Hour)
		if model.DayOf(now) != model.DayOf(now.Add(9*time.Hour)) {
			now = model.DayOf(now).AddDays(1).At(12, 0) // no quiet hours
		}
	}
	stored, err := bson.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if size := m.Size(); size < len(stored) || size > 3*len(stored) {
		t.Errorf("the estimate is %d bytes, stored are %d", size, len(stored))
	}
}
