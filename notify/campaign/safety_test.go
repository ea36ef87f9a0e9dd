package campaign_test

import (
	"fmt"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// Where FCM refuses every fifth phone for good, the campaign stops by itself, with few people told.
func TestCanaryThatFailsStops(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Unregistered: 0.2}}, Seed: 1}, many)
	w.run("one")
	id := w.schedule(quick)
	w.untilState(id, model.CampaignFailed)
	c := w.campaign(id)
	if told := len(w.told(id)); told > len(w.audience)/5 || c.Why == "" || !c.Canary.PassedAt.IsZero() {
		t.Errorf("told %d of %d; %q", told, len(w.audience), c.Why)
	}
}

// While FCM answers nobody, a canary says nothing, however long it is looked at.
func TestCanaryOfWhichNothingIsKnownWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.Unavailable: 1}}, Seed: 1}, many)
	w.run("one")
	id := w.schedule(quick)
	w.until("the canary is told and nothing of it is known", func() bool {
		count := w.tally(id).Count
		return count.Told > 60 && count.Waiting > 40 && count.Accepted+count.Failed == 0
	})
	<-time.After(time.Second)
	if c := w.campaign(id); c.State != model.CampaignInCanary {
		t.Errorf("it went on, %s", c.State)
	}
}

// optOut has some of those who were told want no more of it.
func (w *world) optOut(id model.CampaignID, count int) {
	w.t.Helper()
	for citizen := range w.told(id) {
		if !w.rings[citizen] {
			continue
		}
		count--
		if count < 0 {
			return
		}
		_, err := w.boxes.Update(w.t.Context(), citizen, func(m *model.Mailbox) error {
			wanted := m.Preferences
			wanted.Campaigns = false
			m.SetPreferences(wanted, w.now())
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// Where many of those who were told want no more of it, the campaign stops by itself: in the canary, which lasts
// long enough to see that, and while it runs.
func TestOptOutsStop(t *testing.T) {
	t.Parallel()
	for _, running := range []bool{false, true} {
		t.Run(fmt.Sprintf("running %t", running), func(t *testing.T) {
			t.Parallel()
			citizens := many
			if running {
				citizens = few
			}
			w := newWorld(t, fcmtest.Options{}, citizens)
			w.wait = time.Hour
			w.run("one")
			var id model.CampaignID
			least := 60
			if running {
				id = w.confirmed(300)
			} else {
				id = w.schedule(quick)
				w.until("the canary is told", func() bool { tally := w.tally(id); return tally.Count.Told > least && tally.Count.Waiting == 0 })
			}
			w.until("some were told", func() bool { return len(w.fake.Log()) > least })
			w.change(id, func(c *model.Campaign) (bool, error) {
				c.Draft.PerMinute = 60 // nobody may do that; it is for a machine with much else to do, which sees late what was done
				return true, nil
			})
			w.optOut(id, 12)
			w.untilState(id, model.CampaignFailed)
			c := w.campaign(id)
			if told := len(w.told(id)); told > len(w.audience)*3/4 || c.Why == "" || (!running && !c.Canary.PassedAt.IsZero()) {
				t.Errorf("told %d of %d; %q", told, len(w.audience), c.Why)
			}
			w.until("the end is counted", func() bool { return w.tally(id).Count.OptedOut >= 6 && w.tally(id).Count.Waiting == 0 })
		})
	}
}

// A canary that is paused hands back what is not sent, and is looked at for its whole wait once it goes on.
func TestCanaryPausedAndResumed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{LatencyMS: 50}}, many)
	w.wait = 2 * time.Second
	w.run("one")
	id := w.schedule(600) // ten a second: a machine with much else to do pauses it in time, too
	w.until("some were told", func() bool { return len(w.fake.Log()) > 10 })
	w.change(id, func(c *model.Campaign) (bool, error) { return c.Pause(author, w.now()) })
	if c := w.campaign(id); c.Resumes != model.CampaignInCanary {
		t.Fatalf("it was paused too late, as %s", c.Resumes)
	}
	<-time.After(10 * bookAge) // then all know of it
	w.until("nothing waits", func() bool { return w.waiting(id) == 0 })
	rung := len(w.rung())
	<-time.After(300 * time.Millisecond)
	if now := len(w.rung()); now != rung || now > len(w.audience)/5 {
		t.Errorf("%d were rung, then %d of %d", rung, now, len(w.audience))
	}
	told := len(w.told(id))
	w.until("the pause is counted", func() bool { return w.tally(id).Count.Told == told })
	resumed := w.now()
	w.change(id, func(c *model.Campaign) (bool, error) {
		c.Draft.PerMinute = quick // nobody may do that; it is not what is tried here
		return c.Resume(author, w.now())
	})
	w.untilState(id, model.CampaignDone)
	if waited := w.campaign(id).Canary.PassedAt.Sub(resumed); waited < w.wait {
		t.Errorf("it was looked at for %s", waited)
	}
	w.onceEach(id, false)
}

// An audience that grew since the approval stops a campaign before it tells anybody, and one under way.
func TestGrownStops(t *testing.T) {
	t.Parallel()
	for _, underWay := range []bool{false, true} {
		t.Run(fmt.Sprintf("under way %t", underWay), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{}, few)
			id := w.schedule(120) // two a second: it stops before all are told, also on a machine with much else to do
			if underWay {
				w.run("one")
				w.confirm(id)
				w.until("somebody was told", func() bool { return len(w.fake.Log()) > 0 })
			}
			more := &world{t: t, store: w.store, boxes: w.boxes, began: w.began, rings: map[model.CitizenID]bool{}}
			for n := range 60 {
				m, _ := more.citizen(model.CitizenID(model.HashID("citizen", fmt.Sprint(n))), 2)
				if _, err := w.store.SaveMailboxes(t.Context(), []*model.Mailbox{m}); err != nil {
					t.Fatal(err)
				}
			}
			if !underWay {
				w.run("one")
			}
			w.untilState(id, model.CampaignFailed)
			if told := len(w.told(id)); told >= len(w.audience) || (told > 0) != underWay {
				t.Errorf("told %d", told)
			}
		})
	}
}

// What a campaign that is cancelled has come to is counted once its pushes are sent or handed back.
func TestCancelledIsCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{LatencyMS: 50}}, few)
	w.run("one")
	id := w.confirmed(1200) // 20 a second: a machine with much else to do cancels it in time, too
	w.until("some were told", func() bool { return len(w.fake.Log()) > 30 })
	w.change(id, func(c *model.Campaign) (bool, error) { return c.Cancel(author, w.now()) })
	w.until("the end is counted", func() bool {
		told, tally := len(w.told(id)), w.tally(id)
		return told > 0 && told < len(w.audience) && tally.Count.Told == told && tally.Count.Waiting == 0 && w.waiting(id) == 0
	})
}
