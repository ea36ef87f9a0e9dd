package notify_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// What is opened on one phone goes from the others, whatever they run.
func TestWhatIsOpenedOnOnePhoneGoesFromTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid, model.PlatformIOS, model.PlatformWeb)
	w.run(w.config("one"))
	letter := bill("1")
	w.deliver(id, letter)
	p := w.untilState(id, letter, model.PushSent)
	w.update(id, func(m *model.Mailbox) error {
		m.From(fmt.Sprintf("%s-%d", id, 0))
		return m.Open(letter.ID, w.now())
	})
	w.advance(time.Second)
	w.until("the withdrawals are taken", func() bool {
		p = w.push(id, letter)
		return p.Takedown != nil && len(p.Takedown.Phones) == 2 && !slices.ContainsFunc(p.Takedown.Phones, func(phone model.Phone) bool {
			return phone.State != model.PhoneAccepted
		})
	})
	withdrawn := map[string]bool{}
	for _, r := range w.requests() {
		data := r.message.Data
		if data["action"] == "" {
			continue
		}
		if data["action"] != "withdraw" || r.pushID() != string(p.ID) || data["entryId"] != string(letter.ID) || data["badge"] != "0" || r.body() != "" || withdrawn[r.token] {
			t.Errorf("a phone got %+v", r.message)
		}
		withdrawn[r.token] = true
	}
	if len(withdrawn) != 2 || withdrawn[token(id, 0).Secret()] {
		t.Errorf("withdrawn from %d phones, from that which opened it %t", len(withdrawn), withdrawn[token(id, 0).Secret()])
	}
	if box := w.mailbox(id); len(box.Push.Outbox) > 0 || len(box.Push.Record) != 1 {
		t.Errorf("the outbox has %d pushes, the record %d", len(box.Push.Outbox), len(box.Push.Record))
	}
}
