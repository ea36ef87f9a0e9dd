package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// delivered is a mailbox with a phone and one letter, just saved.
func delivered(name string) *model.Mailbox {
	m := &model.Mailbox{Rev: 1}
	m.Letters.Entries = []*model.Letter{{ID: model.EntryID(name), Rev: 1}}
	m.Push.Devices = []model.Device{{}}
	m.Push.Outbox = []*model.Push{{
		ID: model.PushID(name), Entry: model.EntryID(name), Step: model.StepDelivered, Topic: model.TopicLetter, State: model.PushPlanned,
	}}
	return m
}

func TestLatencyIsMeasuredFromTheAnswerAndFromTheSave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStopwatch()
		request := func(name string) {
			s.requested(fcmtest.Received{Message: []byte(`{"data":{"pushId":"` + name + `"}}`)})
		}
		s.saved(delivered("early"))
		s.saved(delivered("late"))
		waits := delivered("waits")
		s.saved(waits)
		waits.Push.Outbox[0].State = model.PushDeferred
		s.saved(waits)
		time.Sleep(10 * time.Millisecond)
		request("early") // before the answer
		s.passed(model.ChainLetterStored)
		time.Sleep(20 * time.Millisecond)
		s.passed(model.ChainMailboxSaved)
		s.passed(model.ChainMailboxSaved) // of another call: it does not answer the first again
		time.Sleep(50 * time.Millisecond)
		request("late")
		request("late") // a second phone
		request("waits")
		var out strings.Builder
		s.report(&out)
		s.report(&out) // no news
		want := "deliverLetters answered to FCM request: p50 50ms, p99 50ms, n 2; letter saved to FCM request: p50 80ms, p99 80ms\n"
		if out.String() != want {
			t.Errorf("got  %swant %s", out.String(), want)
		}
		s.saved(delivered("alone"))
		request("alone")
		out.Reset()
		s.report(&out)
		if !strings.HasPrefix(out.String(), "deliverLetters answered to FCM request: p50 0s, p99 0s, n 1;") {
			t.Errorf("a request before the answer: %s", out.String())
		}
	})
}
