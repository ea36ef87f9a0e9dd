package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// A phone that nobody opened the app on still rings for a while, but nothing depends on it.
func TestAPhoneThatIsNotUsed(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		age     time.Duration
		counted bool // for the channel of a letter and the tag
		rings   bool
	}{
		"in use":              {model.StaleAfter - time.Second, true, true},
		"not for a month":     {model.StaleAfter, false, true},
		"nearly nine months":  {model.DeadAfter - time.Second, false, true},
		"not for nine months": {model.DeadAfter, false, false},
	} {
		m := newMailbox(t)
		m.RegisterDevice(phoneOf("pixel"), noon().Add(-row.age))
		save(m, noon().Add(-row.age))
		if rings := m.Reach(sender, false, noon()).Rings; rings != row.counted {
			t.Errorf("%s: counted on %t", name, rings)
		}
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		if tagged := slices.Contains(m.Derived.Tags, "push:on"); tagged != row.counted {
			t.Errorf("%s: tagged %t", name, tagged)
		}
		if sends := ring(m, noon()); (len(sends) == 1) != row.rings || (len(m.Push.Devices) == 1) != row.rings {
			t.Errorf("%s: sent %+v, and left %+v", name, sends, m.Push.Devices)
		}
		if !row.rings {
			wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDropped, model.ReasonNoPhone)
		}
	}
}

func TestAPhoneThatIsUsedAgainCountsAgain(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	later := noon().Add(model.DeadAfter)
	m.RegisterDevice(phoneOf("tablet"), later)
	save(m, later)
	if _, err := m.Device("pixel"); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("the phone of nine months ago is there: %v", err)
	}
	m.RegisterDevice(phoneOf("pixel"), later)
	save(m, later)
	if d, err := m.Device("pixel"); err != nil || d.Stale(later) || !slices.Contains(m.Derived.Tags, "push:on") {
		t.Errorf("the phone is %+v, %v", d, err)
	}
}

func TestWhatFallsOutOfTheRecordIsAddedUp(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	ask := func(n int) {
		at := noon().Add(time.Duration(n) * time.Hour)
		r := reminderOf(time.Duration(n).String(), at)
		must(t, m, m.CreateReminder(r, at), at)
		if n%2 == 0 {
			must(t, m, m.CompleteReminder(r.ID, true, at), at)
		} else {
			ring(m, at)
		}
		must(t, m, m.DeleteReminder(r.ID, at), at)
	}
	for n := range model.MaxRecord {
		ask(n)
	}
	if m.PushSummary() != nil {
		t.Errorf("nothing fell out, and it says %+v", m.PushSummary())
	}
	for n := range 5 {
		ask(model.MaxRecord + n)
	}
	want := &model.PushSummary{
		Since: model.Moment(noon()), Until: model.Moment(noon().Add(4 * time.Hour)),
		Counts: []model.PushCount{{State: model.PushDropped, Reason: model.ReasonCompleted, Count: 3}, {State: model.PushSent, Count: 2}},
	}
	if diff := difference(want, m.PushSummary()); diff != "" || len(m.Push.Record) != model.MaxRecord {
		t.Errorf("%d are kept; the sum %s", len(m.Push.Record), diff)
	}
	if page := m.PushPage("", m.Push.Record[1].ID, 10); len(page) != 1 || page[0] != m.Push.Record[0] {
		t.Errorf("after the last but one come %+v", page)
	}
	if page := m.PushPage("", "gone", 10); len(page) != 0 {
		t.Errorf("after one that is gone come %+v", page)
	}
}
