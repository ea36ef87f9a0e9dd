package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// scheduled is a campaign for so many people at so many a minute that starts at a moment.
func scheduled(t *testing.T, people, perMinute int, at time.Time, more ...func(*model.CampaignDraft)) *model.Campaign {
	t.Helper()
	draft := draftOf(unopenedCall())
	draft.PerMinute, draft.ExpiresAt = perMinute, noon().AddDate(0, 1, 0)
	for _, change := range more {
		change(&draft)
	}
	c := model.NewCampaign(sender, "kalender", author, draft, noon())
	for _, step := range []func() (bool, error){
		func() (bool, error) { return c.Submit(author, scopeOf(), noon()) },
		func() (bool, error) { return c.Approve("piet", c.Draft.Hash(), people, scopeOf(), noon()) },
		func() (bool, error) { return c.Schedule(author, at, scopeOf(), noon()) },
	} {
		if _, err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func wantTelling(t *testing.T, c *model.Campaign, now, from, until time.Time, days ...model.Day) {
	t.Helper()
	telling, ok := c.Telling(now)
	if !ok || !telling.From.Equal(from) || !telling.Until.Equal(until) || !slices.Equal(telling.Days, days) {
		t.Errorf("%s at %s: %t, from %s until %s on %v; want from %s until %s on %v", c.State, now, ok, telling.From, telling.Until, telling.Days, from, until, days)
	}
}

func TestACalendarFollowsPaceWindowAndExpiry(t *testing.T) {
	t.Parallel()
	friday := model.Day("2026-06-05") // the window is Monday to Friday, 10:00 to 19:00
	monday := friday.AddDays(3)
	at := func(day model.Day, hour, minute int) time.Time { return day.At(hour, minute) }
	wantTelling(t, scheduled(t, 600, 10, at(friday, 8, 0)), noon(), at(friday, 10, 0), at(friday, 11, 0), friday)
	over := scheduled(t, 1200, 10, at(friday, 18, 0)) // an hour of it on Friday and the rest on Monday
	wantTelling(t, over, noon(), at(friday, 18, 0), at(monday, 11, 0), friday, monday)
	over.Draft.ExpiresAt = at(monday, 10, 30)
	wantTelling(t, over, noon(), at(friday, 18, 0), at(monday, 10, 30), friday, monday)
	few := scheduled(t, 7, 1, at(friday, 12, 0)) // as rounded as where it is shown
	wantTelling(t, few, noon(), at(friday, 12, 0), at(friday, 12, 5), friday)
	wantTelling(t, few, at(friday, 12, 30), at(friday, 12, 30), at(friday, 12, 35), friday) // it should have started

	draft := model.NewCampaign(sender, "kalender", author, draftOf(unopenedCall()), noon())
	if telling, ok := draft.Telling(noon()); ok {
		t.Errorf("a draft tells on %v", telling.Days)
	}
	cancelled := scheduled(t, 600, 10, at(friday, 8, 0))
	if _, err := cancelled.Cancel(author, noon()); err != nil {
		t.Fatal(err)
	}
	if telling, ok := cancelled.Telling(noon()); ok {
		t.Errorf("one that was cancelled before it started tells on %v", telling.Days)
	}
}

func TestACalendarFollowsWhatWasDone(t *testing.T) {
	t.Parallel()
	monday := model.Day("2026-06-08")
	at := func(day model.Day, hour, minute int) time.Time { return day.At(hour, minute) }
	c := scheduled(t, 2000, 10, at(monday, 10, 0))
	do := func(changed bool, err error) {
		t.Helper()
		if err != nil || !changed {
			t.Fatalf("%t, %v", changed, err)
		}
	}
	do(c.StartCanary(2000, 30*time.Minute, at(monday, 10, 0))) // 100 people: ten minutes, and a look until half past
	wantTelling(t, c, at(monday, 10, 5), at(monday, 10, 0), at(monday, 13, 40), monday)
	do(c.Pass(at(monday, 10, 30)))
	wantTelling(t, c, at(monday, 10, 31), at(monday, 10, 0), at(monday, 13, 40), monday)
	do(c.Pause("piet", at(monday, 11, 30))) // 700 of them were told
	tuesday := monday.AddDays(1)
	wantTelling(t, c, at(tuesday, 9, 0), at(monday, 10, 0), at(tuesday, 12, 10), monday, tuesday) // if it went on now
	do(c.Resume("piet", at(tuesday, 18, 0)))
	wednesday := tuesday.AddDays(1)
	wantTelling(t, c, at(tuesday, 18, 1), at(monday, 10, 0), at(wednesday, 11, 10), monday, tuesday, wednesday)
	thursday := wednesday.AddDays(1)
	wantTelling(t, c, at(thursday, 10, 0), at(monday, 10, 0), at(thursday, 10, 0), monday, tuesday, wednesday, thursday) // slower than planned
	do(c.Cancel("piet", at(wednesday, 10, 30)))
	wantTelling(t, c, at(thursday, 10, 0), at(monday, 10, 0), at(wednesday, 10, 30), monday, tuesday, wednesday)

	grown := scheduled(t, 2000, 10, at(monday, 10, 0))
	do(grown.StartCanary(3000, time.Minute, at(monday, 10, 0)))
	if telling, ok := grown.Telling(at(monday, 10, 1)); ok {
		t.Errorf("one that failed before it told anybody tells on %v", telling.Days)
	}
	telling, _ := c.Telling(at(thursday, 10, 0))
	for _, days := range []struct {
		first, last model.Day
		within      bool
	}{{monday, monday, true}, {"2026-06-01", monday.AddDays(-1), false}, {thursday, thursday, false}, {"2026-06-01", "2026-07-01", true}} {
		if telling.Within(days.first, days.last) != days.within {
			t.Errorf("within %s to %s: want %t", days.first, days.last, days.within)
		}
	}
	if !telling.Meets(model.Telling{Days: []model.Day{thursday, wednesday}}) || telling.Meets(model.Telling{Days: []model.Day{thursday}}) {
		t.Error("campaigns on other days meet, or those on the same do not")
	}
}
