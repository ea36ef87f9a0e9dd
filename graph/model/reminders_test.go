package model_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestAReminderRingsAtItsMomentEvenAtNight(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	r := reminderOf("paspoort", night())
	must(t, m, m.CreateReminder(r, noon()), noon())
	if !m.Derived.Due.Equal(night()) || len(ring(m, night().Add(-time.Millisecond))) > 0 {
		t.Errorf("due at %s", m.Derived.Due)
	}
	if sends := ring(m, night()); len(sends) != 1 || sends[0].Entry != r.ID || sends[0].Words.Topic != model.TopicReminder {
		t.Errorf("at its moment: %+v", sends)
	}
	if len(ring(m, night().Add(time.Hour))) > 0 {
		t.Error("it rings twice")
	}
}

func TestAReminderForAMomentPastRingsAtOnce(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	must(t, m, m.CreateReminder(reminderOf("te laat", noon().Add(-time.Hour)), noon()), noon())
	if sends := ring(m, noon()); len(sends) != 1 || !sends[0].ExpiresAt.Equal(noon().Add(23*time.Hour)) {
		t.Errorf("sent %+v", sends)
	}
}

func TestACompletedReminderDoesNotRing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	done, gone := reminderOf("klaar", night()), reminderOf("weg", night())
	must(t, m, m.CreateReminder(done, noon()), noon())
	must(t, m, m.CreateReminder(gone, noon()), noon())
	must(t, m, m.CompleteReminder(done.ID, true, noon()), noon())
	must(t, m, m.DeleteReminder(gone.ID, noon()), noon())
	if len(ring(m, night())) > 0 || len(m.Feed(model.FeedFilter{}, night())) > 0 {
		t.Error("it rings, or shows")
	}
	wantPush(t, pushOf(t, m, done.ID, model.StepDue), model.PushDropped, model.ReasonCompleted)
	wantPush(t, pushOf(t, m, gone.ID, model.StepDue), model.PushDropped, model.ReasonCompleted)

	must(t, m, m.CompleteReminder(done.ID, false, night()), night())
	if len(m.Feed(model.FeedFilter{}, night())) != 1 || len(ring(m, night())) > 0 {
		t.Error("ticked back on it shows again, and does not ring")
	}
}

func TestTheIDOfAReminderIsTakenForEver(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	r := reminderOf("paspoort", noon().Add(time.Hour))
	must(t, m, m.CreateReminder(r, noon()), noon())
	if err := m.CreateReminder(r, noon()); err != nil || m.Changed() {
		t.Errorf("the same again: %v, changed %t", err, m.Changed())
	}
	other := r
	other.Title = "Iets anders"
	wantCode(t, m.CreateReminder(other, noon()), model.CodeConflict)
	must(t, m, m.DeleteReminder(r.ID, noon()), noon())
	wantCode(t, m.CreateReminder(r, noon()), model.CodeGone)
	if err := m.DeleteReminder(r.ID, noon()); err != nil || m.Changed() {
		t.Errorf("deleted again: %v, changed %t", err, m.Changed())
	}
}

func TestAReminderIsAboutSomethingThatIsThere(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	r := reminderOf("paspoort", noon())
	r.Entry = "lnope"
	wantCode(t, m.CreateReminder(r, noon()), model.CodeNotFound)
	wantCode(t, m.CompleteReminder(r.ID, true, noon()), model.CodeNotFound)
	wantCode(t, m.DeleteReminder(r.ID, noon()), model.CodeNotFound)
	if m.Changed() {
		t.Error("a refusal changed the mailbox")
	}
}
