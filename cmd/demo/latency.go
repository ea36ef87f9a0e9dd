package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// stopwatch measures how long a letter's first push takes until the fake FCM has the request, from
// two moments: deliverLetters answered, which is what a sender sees, and the save of the mailbox,
// after which the notifier may send, before the answer too.
//
// Answered is the moment at which all letters of a call are saved and only the text of the answer
// is to be written. It is taken for all pushes that were saved and not answered yet: of two calls
// at the same time the first to be answered counts for the pushes of both. Both make the figure
// longer than what a sender would measure, never shorter. A push whose request comes before the
// answer counts as 0.
//
// A push that waits, for quiet hours or because the phone rang a moment ago, is not counted: it is
// late on purpose.
type stopwatch struct {
	mu         sync.Mutex
	started    map[model.PushID]*lap
	unanswered []*lap // of started, and some that ended since
	fromAnswer []time.Duration
	fromSave   []time.Duration // these two are of the same pushes, since the last report
}

// lap is one push under way.
type lap struct{ saved, answered time.Time } // answered is zero until it is

// maxStarted bounds what is kept of pushes that nobody sends.
const maxStarted = 200_000

func newStopwatch() *stopwatch { return &stopwatch{started: map[model.PushID]*lap{}} }

// saved starts the watch for new pushes, and stops it for those that wait or are settled.
func (s *stopwatch) saved(m *model.Mailbox) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, push := range m.Push.Outbox {
		_, runs := s.started[push.ID]
		fresh := push.State == model.PushPlanned && push.Topic == model.TopicLetter && push.Step == model.StepDelivered
		switch {
		case runs && push.State == model.PushDeferred:
			delete(s.started, push.ID)
		case !runs && fresh && len(m.Push.Devices) > 0 && len(s.started) < maxStarted && m.Rev == revisionOf(m, push):
			begun := &lap{saved: now}
			s.started[push.ID], s.unanswered = begun, append(s.unanswered, begun)
		}
	}
	for _, push := range m.Push.Record {
		delete(s.started, push.ID)
	}
}

// passed notes at model.ChainMailboxSaved, which the API reports at the end of deliverLetters, that
// the call is answered.
func (s *stopwatch) passed(step model.ChainStep) {
	if step != model.ChainMailboxSaved {
		return
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, begun := range s.unanswered {
		begun.answered = now
	}
	s.unanswered = nil
}

// revisionOf is the revision that brought the letter that a push is about: later saves of the same
// mailbox do not start the watch again.
func revisionOf(m *model.Mailbox, push *model.Push) int64 {
	letter, err := m.Letter(push.Entry)
	if err != nil {
		return 0
	}
	return letter.Rev
}

// requested stops the watch at a push's first request.
func (s *stopwatch) requested(received fcmtest.Received) {
	var message struct {
		Data struct {
			PushID model.PushID `json:"pushId"`
		} `json:"data"`
	}
	if json.Unmarshal(received.Message, &message) != nil {
		return
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	begun, found := s.started[message.Data.PushID]
	if !found {
		return
	}
	delete(s.started, message.Data.PushID)
	since := time.Duration(0)
	if !begun.answered.IsZero() {
		since = now.Sub(begun.answered)
	}
	s.fromAnswer, s.fromSave = append(s.fromAnswer, since), append(s.fromSave, now.Sub(begun.saved))
}

// report prints what was measured since the last report; nothing when there is no news.
func (s *stopwatch) report(w io.Writer) {
	s.mu.Lock()
	fromAnswer, fromSave := s.fromAnswer, s.fromSave
	s.fromAnswer, s.fromSave = nil, nil
	s.mu.Unlock()
	if len(fromSave) == 0 {
		return
	}
	slices.Sort(fromAnswer)
	slices.Sort(fromSave)
	_, _ = fmt.Fprintf(w, "deliverLetters answered to FCM request: p50 %v, p99 %v, n %d; letter saved to FCM request: p50 %v, p99 %v\n",
		at(fromAnswer, 0.50), at(fromAnswer, 0.99), len(fromAnswer), at(fromSave, 0.50), at(fromSave, 0.99))
}

// at is the time that a share of the pushes took at most; they are sorted, and some.
func at(taken []time.Duration, share float64) time.Duration {
	return taken[min(int(share*float64(len(taken))), len(taken)-1)].Round(100 * time.Microsecond)
}

// reportEvery reports until the context ends, and then once more.
func (s *stopwatch) reportEvery(ctx context.Context, pause time.Duration, w io.Writer) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			s.report(w)
		case <-ctx.Done():
			s.report(w)
			return
		}
	}
}
