package model_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// lateShift sleeps from 7:30 in the morning: on the day of an election until 7:00 the day after.
func lateShift() model.QuietHours {
	return model.QuietHours{On: true, From: "07:30", Until: "07:00"}
}

// What would be lost in quiet hours rings before they begin, and not everybody's in the same second.
func TestWhatCannotWaitForTheEndOfQuietHoursRingsBeforeThem(t *testing.T) {
	t.Parallel()
	begin, seen := election.Day.At(7, 30), map[time.Time]bool{}
	for i := range 300 {
		m := mailboxWithPhone(t)
		m.ID = model.CitizenID(fmt.Sprint("citizen ", i))
		m.SetPreferences(with(func(p *model.Preferences) { p.Quiet = lateShift() }), noon())
		l := deliver(t, m, callLetter("kiesbrief"), noon())
		p := pushOf(t, m, l.ID, model.StepSameDay)
		if !p.At.Before(begin) || p.At.Before(begin.Add(-30*time.Minute)) || p.PlannedAt.Before(begin) {
			t.Fatalf("it rings at %s, meant for %s", p.At, p.PlannedAt)
		}
		seen[p.At] = true
		if next := pushOf(t, m, l.ID, model.StepUnopened); next.At.Before(begin.AddDate(0, 0, -20)) {
			t.Errorf("what can wait rings at %s", next.At)
		}
		if sends := m.Wake(p.At).Sends; len(sends) != 1 {
			t.Errorf("before the quiet hours it sends %+v", sends)
		}
	}
	if len(seen) < 100 {
		t.Errorf("300 citizens share %d moments", len(seen))
	}
}

func TestOtherQuietHoursMoveWhatIsToCome(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	p := pushOf(t, m, l.ID, model.StepSameDay)
	meant, begin := p.PlannedAt, election.Day.At(7, 30)
	wants := func(now time.Time, quiet model.QuietHours, early bool) {
		t.Helper()
		rev := l.Rev
		m.SetPreferences(with(func(p *model.Preferences) { p.Quiet = quiet }), now)
		save(m, now)
		if p.PlannedAt != meant || p.At.Before(begin) != early || (!early && p.At != meant) || p.At.Before(now) {
			t.Errorf("at %s it is to ring at %s, meant for %s", now, p.At, p.PlannedAt)
		}
		if l.Rev == rev {
			t.Errorf("at %s phones do not hear of it", now)
		}
	}
	wants(noon(), lateShift(), true)
	wants(noon(), model.DefaultQuietHours(), false)
	wants(begin.Add(-time.Minute), lateShift(), true) // there is just time: at once
	if sends := ring(m, begin.Add(-time.Minute)); len(sends) != 1 || sends[0].Words.Total != 4 {
		t.Errorf("just before the quiet hours it sends %+v", sends)
	}
}

func TestQuietHoursThatBeganAlreadyDropWhatIsLostInThem(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Quiet = lateShift() }), noon())
	l := deliver(t, m, callLetter("kiesbrief"), election.Day.At(7, 35))
	p := pushOf(t, m, l.ID, model.StepSameDay)
	if p.At != p.PlannedAt {
		t.Errorf("it is to ring at %s, meant for %s", p.At, p.PlannedAt)
	}
	ring(m, p.At)
	wantPush(t, p, model.PushDropped, model.ReasonQuietExpiry)
}

// The digest must not make a push wait into quiet hours in which it is lost.
func TestADigestDoesNotWaitIntoQuietHoursThatOutlastIt(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	evening := noon().Add(8*time.Hour + 50*time.Minute) // 20:50
	deliver(t, m, letterOf(model.KindInvoice, "eerste"), evening)
	ring(m, evening)
	tonight := letterOf(model.KindInformation, "vanavond")
	tonight.ExpiresAt = evening.Add(2 * time.Hour)
	l := deliver(t, m, tonight, evening.Add(time.Minute))
	if sends := ring(m, evening.Add(time.Minute)); len(sends) != 1 || sends[0].Entry != l.ID {
		t.Errorf("it sends %+v", sends)
	}
}

func TestOtherQuietHoursEndTheWaitForADigestThatWouldBeLostInThem(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	ring(m, noon())
	today := letterOf(model.KindInformation, "vandaag")
	today.ExpiresAt = noon().Add(2 * time.Hour)
	now := noon().Add(time.Minute)
	l := deliver(t, m, today, now)
	ring(m, now)
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDeferred, model.ReasonDigest)
	m.SetPreferences(with(func(p *model.Preferences) { p.Quiet = model.QuietHours{On: true, From: "12:05", Until: "18:00"} }), now)
	save(m, now)
	if sends := ring(m, now); len(sends) != 1 || sends[0].Entry != l.ID {
		t.Errorf("before the new quiet hours it sends %+v", sends)
	}
}

// Whatever the quiet hours, the ladder and the moments: nothing rings within them but what is exempt,
// and nothing is lost in them that could have rung before.
func TestNoQuietHoursAreBrokenAndNothingIsLostInThem(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1_500) {
		quietLife(t, seed, rand.New(rand.NewPCG(seed, 11)))
	}
}

// quietLife delivers one letter, changes the quiet hours now and then, and rings until all is settled.
func quietLife(t *testing.T, seed uint64, random *rand.Rand) {
	t.Helper()
	clock := func() model.ClockTime {
		return model.ClockTime(fmt.Sprintf("%02d:%02d", random.IntN(24), random.IntN(60)))
	}
	m := mailboxWithPhone(t)
	m.ID = model.CitizenID(fmt.Sprint("citizen ", seed))
	day := []model.Day{"2026-03-29", "2026-10-25", "2026-06-07", "2026-06-10"}[random.IntN(4)]
	now := day.AddDays(-random.IntN(6)).At(random.IntN(24), random.IntN(60))
	changed := now
	change := func() {
		q := model.QuietHours{On: true, From: clock(), Until: clock()}
		if random.IntN(2) == 0 {
			q.WeekendUntil = clock()
		}
		m.SetPreferences(with(func(p *model.Preferences) { p.Quiet = q }), now)
		save(m, now)
		changed = now
	}
	change()
	l := deliver(t, m, randomLetter(random, day, clock), now)
	must(t, m, m.CreateReminder(reminderOf("eigen", day.At(3, 30)), now), now)
	for rounds := 0; len(m.Push.Outbox) > 0; rounds++ {
		if rounds > 100 {
			t.Fatalf("seed %d: it goes on for ever: %+v", seed, m.Push.Outbox[0])
		}
		due := m.Derived.Due
		if mass := m.Derived.DueMass; due.IsZero() || (!mass.IsZero() && mass.Before(due)) {
			due = mass
		}
		if random.IntN(6) == 0 && due.After(now) {
			now = now.Add(time.Duration(random.Int64N(int64(due.Sub(now))))).Truncate(time.Millisecond)
			change()
			continue
		}
		if due.After(now) {
			now = due
		}
		quiet := m.Preferences.Quiet
		for _, send := range ring(m, now) {
			if _, is := quiet.EndsFor(now, theDay(l.Letter, send.Words.Step)); is && send.Words.Topic == model.TopicLetter {
				t.Fatalf("seed %d: %s rings at %s in the quiet hours %+v", seed, send.Words.Step, now, quiet)
			}
		}
		for _, p := range m.PushesAbout(l.ID) {
			if p.State != model.PushDropped || !p.SettledAt.Equal(now) || !p.PlannedAt.Before(p.ExpiresAt) { // delivered too late
				continue
			}
			begin := quiet.BeginFor(now, theDay(l.Letter, p.Step))
			if p.Reason != model.ReasonQuietExpiry || begin.IsZero() || begin.After(changed) {
				t.Fatalf("seed %d: %s, meant for %s until %s, is dropped at %s for %s; quiet since %s, %+v",
					seed, p.Step, p.PlannedAt, p.ExpiresAt, now, p.Reason, begin, quiet)
			}
		}
	}
}

// randomLetter has some steps about that day.
func randomLetter(random *rand.Rand, day model.Day, clock func() model.ClockTime) model.Letter {
	anchors := []model.LadderAnchor{model.AnchorDelivery, model.AnchorDue}
	l := letterOf(model.KindInformation, "brief")
	switch random.IntN(3) {
	case 0:
		l = billOf(model.KindInvoice, "factuur", day)
	case 1:
		l.Deadline = &model.Deadline{Date: day, Consequence: "Daarna …"}
	case 2:
		l, anchors[1] = callLetter("kiesbrief"), model.AnchorEvent
		election := election
		election.Day = day
		l.Call = callFor(election)
	}
	for range random.IntN(model.MaxLadder + 1) {
		anchor := random.IntN(2)
		l.Ladder = append(l.Ladder, model.LadderStep{
			Anchor: anchors[anchor], Days: (1 - 2*anchor) * random.IntN(4), At: clock(),
			While: []model.LadderCondition{model.WhileUnopened, model.WhileAlways}[random.IntN(2)],
		})
	}
	return l
}

// On the last day to pay quiet hours end at 07:00, so that "today" is said in the morning, at weekends too.
func TestBillOnItsLastDayRingsInTheMorning(t *testing.T) {
	t.Parallel()
	sunday := model.Day("2026-06-14")
	m := mailboxWithPhone(t)
	l := letterOf(model.KindInvoice, "1")
	l.Payment = paymentOf(sunday)
	if err := m.Deliver(l, sunday.AddDays(-10).At(12, 0)); err != nil {
		t.Fatal(err)
	}
	rings(m, sunday.AddDays(-10).At(12, 0))
	p, err := m.PushByID(model.NewPushID(m.ID, l.ID, model.StepPayToday))
	if err != nil {
		t.Fatal(err)
	}
	rings(m, sunday.AddDays(-5).At(19, 0)) // the first reminder
	at := p.PlannedAt                      // a little after 08:00, spread; at weekends it is quiet until 09:00
	rings(m, at)
	if p.State != model.PushSent {
		t.Errorf("at %s it is %s %s", at.In(model.Brussels()), p.State, p.Reason)
	}
}
