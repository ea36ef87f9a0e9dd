package notify_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// setSheet changes the sheet as another notifier would.
func (w *world) setSheet(change func(*store.Sheet)) {
	w.t.Helper()
	err := store.Retry(w.t.Context(), func() error {
		sheet := w.sheet()
		change(&sheet)
		return store.Save(w.t.Context(), w.store, &sheet)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Messages wait for the rate while another notifier takes all slots over, sends them, and goes: what was
// decided before is not sent on that decision.
func TestWhatWaitsIsForgottenWithItsSlot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 20 {
		w.deliver(w.citizen(model.PlatformAndroid), bill("b"))
	}
	cfg := w.config("n")
	cfg.Quota, cfg.Share, cfg.Ramp = 60, 1, time.Millisecond // one a second
	n := w.figured(cfg)
	w.until("one is sent", func() bool { return len(w.requests()) >= 1 })
	w.setSheet(func(sheet *store.Sheet) {
		sheet.Beats["other"] = 1
		for slot := range sheet.Holders {
			sheet.Holders[slot] = "other"
		}
	})
	w.until("it knows that the slots are another's", func() bool { f := n.Figures(); return f.Slots == 0 && f.Sending == 0 })
	for _, id := range w.citizens {
		w.update(id, func(m *model.Mailbox) error {
			round := m.Wake(w.now())
			var results []model.Result
			for _, s := range round.Sends {
				results = append(results, model.Result{
					Push: s.Push, Registration: s.Device.Registration, TokenHash: s.Device.Token.Hash(), Attempt: s.Attempt,
					At: w.now(), State: model.PhoneAccepted, Name: "theirs",
				})
			}
			m.Settle(round, results, w.now())
			return nil
		})
	}
	before := len(w.requests())
	w.setSheet(func(sheet *store.Sheet) {
		delete(sheet.Beats, "other")
		for slot := range sheet.Holders {
			sheet.Holders[slot] = ""
		}
	})
	w.until("it has them back", func() bool { return slices.Equal(w.shares(), []int{64}) })
	w.pass(2500 * time.Millisecond)
	if after := len(w.requests()); after > before {
		t.Errorf("%d requests for what another one has sent", after-before)
	}
}

// While only few messages a second may be sent, no more are decided than go soon: a letter that was opened
// meanwhile does not ring.
func TestFewAreDecidedWhileFewMayBeSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	const many, opened = 45, 33
	for range many {
		w.deliver(w.citizen(model.PlatformAndroid), bill("b"))
	}
	cfg := w.config("n")
	cfg.Quota, cfg.Share, cfg.Ramp = 60*2, 1, time.Millisecond // two a second
	w.run(cfg)
	w.until("some are sent", func() bool { return len(w.requests()) >= 3 })
	rung := func(id model.CitizenID) bool {
		return slices.ContainsFunc(w.requests(), func(r ring) bool { return r.token == token(id, 0).Secret() })
	}
	seen := map[model.CitizenID]bool{}
	for _, id := range w.citizens {
		if len(seen) == opened || rung(id) {
			continue
		}
		seen[id] = true
		w.update(id, func(m *model.Mailbox) error { return m.Open(bill("b").ID, w.now()) })
	}
	for _, id := range w.citizens {
		if !seen[id] {
			w.untilState(id, bill("b"), model.PushSent)
		}
	}
	late := 0
	for id := range seen {
		if rung(id) {
			late++
		}
	}
	if late > opened/2 {
		t.Errorf("%d of %d letters rang after they had been opened", late, opened)
	}
}
