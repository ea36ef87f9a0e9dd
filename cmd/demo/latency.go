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

// stopwatch measures how long a letter's first push takes: from the save of the mailbox, after
// which the notifier may send, to the moment at which the fake FCM has the request. The save comes
// before deliverLetters is answered (in a bulk, well before), so what the sender would measure from
// the answer is shorter, never longer. A push that waits, for quiet hours or because the phone rang
// a moment ago, is not counted: it is late on purpose.
type stopwatch struct {
	mu      sync.Mutex
	started map[model.PushID]time.Time
	taken   []time.Duration // since the last report
}

// maxStarted bounds what is kept of pushes that nobody sends.
const maxStarted = 200_000

func newStopwatch() *stopwatch { return &stopwatch{started: map[model.PushID]time.Time{}} }

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
			s.started[push.ID] = now
		}
	}
	for _, push := range m.Push.Record {
		delete(s.started, push.ID)
	}
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
	if start, found := s.started[message.Data.PushID]; found {
		s.taken = append(s.taken, now.Sub(start))
		delete(s.started, message.Data.PushID)
	}
}

// report prints what was measured since the last report; nothing when there is no news.
func (s *stopwatch) report(w io.Writer) {
	s.mu.Lock()
	taken := s.taken
	s.taken = nil
	s.mu.Unlock()
	if len(taken) == 0 {
		return
	}
	slices.Sort(taken)
	at := func(share float64) time.Duration {
		return taken[min(int(share*float64(len(taken))), len(taken)-1)].Round(100 * time.Microsecond)
	}
	_, _ = fmt.Fprintf(w, "letter saved to FCM request: p50 %v, p99 %v, n %d\n", at(0.50), at(0.99), len(taken))
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
