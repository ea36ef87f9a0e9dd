package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/campaign"
	"burgerbode/notify/fcm/fcmtest"
)

const quick = model.MaxPerMinute

func TestEverybodyIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, many)
	w.run("one")
	id := w.schedule(quick)
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
	c := w.campaign(id)
	if c.Canary.Audience != len(w.audience) || c.Canary.PassedAt.IsZero() {
		t.Errorf("the canary was %+v of %d", c.Canary, len(w.audience))
	}
	if tally := w.tally(id); tally.Sample != 1 || tally.Count.Told != len(w.audience) || tally.Count.Waiting != 0 || tally.Org != stad {
		t.Errorf("it is said to have come to %+v", tally)
	}
}

// Looking at all slots may take longer than the rest between two rounds: each slot has its turn all the same.
func TestAWalkThatTakesLongReachesEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, few)
	w.rest = time.Nanosecond
	w.run("one")
	id := w.confirmed(quick)
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
}

// A pause hands back what is not sent, and going on tells those again.
func TestPausedAndResumed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{LatencyMS: 50}}, few)
	w.run("one")
	id := w.confirmed(1200) // 20 a second: a machine with much else to do pauses it in time, too
	for part := 1; part < 4; part++ {
		w.until("a part was told", func() bool { return len(w.fake.Log()) > part*len(w.audience)/8 })
		w.change(id, func(c *model.Campaign) (bool, error) { return c.Pause(author, w.now()) })
		<-time.After(10 * bookAge) // then all know of it
		w.until("nothing waits", func() bool { return w.waiting(id) == 0 })
		told, rung := len(w.told(id)), len(w.rung())
		<-time.After(200 * time.Millisecond)
		if len(w.rung()) != rung { // a save under way may still come, and is handed back
			t.Error("somebody was rung during the pause")
		}
		if told == len(w.audience) {
			t.Errorf("pause %d came too late to prove anything", part)
		}
		w.change(id, func(c *model.Campaign) (bool, error) { return c.Resume(author, w.now()) })
	}
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
}

// Engines are stopped in the middle of whatever they do, and others go on.
func TestStoppedAnywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, many)
	id := w.schedule(quick)
	stops := 8
	if testing.Short() {
		stops = 4
	}
	for range stops {
		p := w.run("mortal")
		<-time.After(time.Duration(100+rand.IntN(500)) * time.Millisecond)
		p.halt()
	}
	if w.campaign(id).State.Ended() {
		t.Log("it was done before the last stop")
	} else {
		w.run("last")
	}
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
}

func TestTwoShareACampaign(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, few)
	w.run("one")
	w.run("two")
	id := w.confirmed(3000)
	three := w.run("three") // comes and goes meanwhile
	w.until("half were told", func() bool { return len(w.fake.Log()) > len(w.audience)/3 })
	three.halt()
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
}

// Too few people for a canary: nobody is told before somebody confirms.
func TestFewAreConfirmed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{}, few)
	w.run("one")
	id := w.schedule(quick)
	w.untilState(id, model.CampaignPaused)
	<-time.After(200 * time.Millisecond)
	if told := len(w.told(id)); told > 0 || !w.campaign(id).Confirm {
		t.Errorf("told %d before it was confirmed", told)
	}
	w.change(id, func(c *model.Campaign) (bool, error) { return c.Resume(approver, w.now()) })
	w.untilState(id, model.CampaignDone)
	w.onceEach(id, false)
}

func TestConfigurationIsChecked(t *testing.T) {
	t.Parallel()
	if _, err := campaign.New(campaign.Config{}); err == nil {
		t.Error("an engine without anything was made")
	}
}

// Whoever does not meet the rule any more when the push is due is not rung, and keeps the entry. A campaign
// that is cancelled takes back what nobody was rung for.
func TestTheRuleIsAskedAgainAndACancelledCampaignTakesBack(t *testing.T) {
	t.Parallel()
	for _, cancelled := range []bool{false, true} {
		t.Run(fmt.Sprintf("cancelled %t", cancelled), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{}, few)
			id := w.schedule(quick)
			w.change(id, func(c *model.Campaign) (bool, error) { return c.StartCanary(len(w.audience), time.Minute, w.now()) })
			w.change(id, func(c *model.Campaign) (bool, error) { return c.Resume(author, w.now()) })
			c := w.campaign(id)
			audience, err := c.Draft.Audience(scope(nil))
			if err != nil {
				t.Fatal(err)
			}
			for i, citizen := range w.audience { // told, and nobody was rung yet
				_, err := w.boxes.Update(t.Context(), citizen, func(m *model.Mailbox) error {
					err := c.Tell(m, audience, w.now(), w.now())
					if i%2 == 0 {
						m.NoteBirth("1990-1994")
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if cancelled {
				w.change(id, func(c *model.Campaign) (bool, error) { return c.Cancel(author, w.now()) })
			}
			w.run("one")
			if cancelled {
				w.until("all is taken back", func() bool { return len(w.told(id)) == 0 })
			} else {
				w.untilState(id, model.CampaignDone)
			}
			rung := w.rung()
			for i, citizen := range w.audience {
				if rings := len(rung[token(citizen).Secret()]) > 0; rings != (!cancelled && i%2 == 1 && w.rings[citizen]) {
					t.Fatalf("citizen %d of the audience was rung: %t", i, rings)
				}
			}
			if told := len(w.told(id)); !cancelled && told != len(w.audience) {
				t.Errorf("%d of %d have the entry", told, len(w.audience))
			}
		})
	}
}
