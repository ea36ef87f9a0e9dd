package model_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestARetryWaitsAtLeastTenSeconds(t *testing.T) {
	t.Parallel()
	for asked, want := range map[time.Duration]time.Duration{
		0: model.MinRetry, time.Second: model.MinRetry, time.Minute: time.Minute, time.Hour: time.Hour,
	} {
		m := mailboxWithPhone(t)
		deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		round := m.Wake(noon())
		results := answers(round, model.PhoneRetry, noon())
		results[0].RetryAt = noon().Add(asked)
		m.Settle(round, results, noon())
		save(m, noon())
		if !m.Derived.Due.Equal(noon().Add(want)) {
			t.Errorf("asked to wait %s, due again at %s", asked, m.Derived.Due)
		}
		if sends := m.Wake(noon().Add(want - time.Millisecond)).Sends; len(sends) > 0 {
			t.Errorf("asked to wait %s, sends too early", asked)
		}
		if sends := m.Wake(noon().Add(want)).Sends; len(sends) != 1 || sends[0].Attempt != 2 {
			t.Errorf("asked to wait %s, then sends %+v", asked, sends)
		}
	}
}

func TestARetryEndsWhereThePushIsOfNoUse(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	letter := letterOf(model.KindInvoice, "factuur")
	letter.ExpiresAt = noon().Add(model.MinRetry)
	l := deliver(t, m, letter, noon())
	settle(m, m.Wake(noon()), model.PhoneRetry, noon())
	p := pushOf(t, m, l.ID, model.StepDelivered)
	wantPush(t, p, model.PushFailed, model.ReasonRefused)
	if p.Phones[0].State != model.PhoneGivenUp {
		t.Errorf("on the phone it is %s", p.Phones[0].State)
	}
}

func TestARetryInQuietHoursWaitsForTheirEnd(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	evening := model.Day("2026-05-20").At(20, 59)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), evening)
	round := m.Wake(evening)
	results := answers(round, model.PhoneRetry, evening)
	results[0].RetryAt = evening.Add(time.Minute)
	m.Settle(round, results, evening)
	save(m, evening)
	if sends := ring(m, evening.Add(time.Minute)); len(sends) > 0 || !m.Derived.DueMass.Equal(model.SpreadMass(morning(), m.ID)) {
		t.Errorf("at nine %d messages were sent; due again at %s", len(sends), m.Derived.DueMass)
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDeferred, model.ReasonQuiet)
	if sends := ring(m, model.SpreadMass(morning(), m.ID)); len(sends) != 1 || sends[0].Attempt != 2 {
		t.Errorf("in the morning: %+v", sends)
	}
}

// One phone has it, another is to be tried again: in whichever order their answers stand.
func TestOnePhoneDoesNotAnswerForAnother(t *testing.T) {
	t.Parallel()
	for _, states := range [][]model.PhoneState{
		{model.PhoneAccepted, model.PhoneRetry}, {model.PhoneRetry, model.PhoneAccepted},
		{model.PhoneGivenUp, model.PhoneRetry}, {model.PhoneRetry, model.PhoneRemoved},
	} {
		m := mailboxWithPhone(t)
		m.RegisterDevice(phoneOf("tablet"), noon())
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		round := m.Wake(noon())
		results := []model.Result{answer(round.Sends[0], states[0], noon()), answer(round.Sends[1], states[1], noon())}
		m.Settle(round, results, noon())
		save(m, noon())
		wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushRetrying, "")
		retried := slices.Index(states, model.PhoneRetry)
		sends := ring(m, noon().Add(model.MinRetry))
		if len(sends) != 1 || sends[0].Device != round.Sends[retried].Device || sends[0].Attempt != 2 {
			t.Errorf("after %v: %+v", states, sends)
		}
		wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushSent, "")
	}
}

func TestAPhoneThatFCMDoesNotKnowIsRemoved(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	settle(m, m.Wake(noon()), model.PhoneRetry, noon())
	later := noon().Add(model.MinRetry)
	round := m.Wake(later)
	results := answers(round, model.PhoneRemoved, later)
	results[0].Code = "UNREGISTERED"
	m.Settle(round, results, later)
	save(m, later)
	p := pushOf(t, m, l.ID, model.StepDelivered)
	wantPush(t, p, model.PushFailed, model.ReasonRefused)
	if phone := p.Phones[0]; phone.State != model.PhoneRemoved || phone.Attempts != 2 || phone.Code != "UNREGISTERED" {
		t.Errorf("on the phone it is %+v", phone)
	}
	if len(m.Push.Devices) > 0 || slices.Contains(m.Derived.Tags, "push:on") {
		t.Errorf("registered are %v", m.Push.Devices)
	}
}

// The token was refreshed while the push was on its way with the old one.
func TestAPhoneWithARefreshedTokenIsTriedAgain(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	round := m.Wake(noon())
	refreshed := phoneOf("pixel")
	refreshed.Token = "pixel-2"
	m.RegisterDevice(refreshed, noon())
	save(m, noon())
	settle(m, round, model.PhoneRemoved, noon())
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushRetrying, "")
	if sends := ring(m, noon().Add(model.MinRetry)); len(sends) != 1 || sends[0].Device.Token != "pixel-2" || sends[0].Attempt != 2 {
		t.Errorf("tried again with %+v", sends)
	}
}

// The citizen opened the letter while its push was on the way: what the phone got is on record.
func TestAcceptedWinsOverADropByOpening(t *testing.T) {
	t.Parallel()
	for state, want := range map[model.PhoneState]model.PushState{
		model.PhoneAccepted: model.PushSent, model.PhoneRetry: model.PushDropped, model.PhoneGivenUp: model.PushDropped,
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		round := m.Wake(noon())
		must(t, m, m.Open(l.ID, noon()), noon())
		settle(m, round, state, noon().Add(time.Second))
		p := pushOf(t, m, l.ID, model.StepDelivered)
		withdrawn := len(m.Push.Outbox) == 1 && m.Push.Outbox[0].Takes == p.ID // what came after all goes again
		if p.State != want || (want == model.PushSent) != (p.Reason == "") || (want == model.PushSent) != withdrawn {
			t.Errorf("%s: the push is %s %q", state, p.State, p.Reason)
		}
		if len(p.Phones) != 1 || p.Phones[0].State == model.PhoneRetry {
			t.Errorf("%s: on the phones it is %+v", state, p.Phones)
		}
	}
}

func TestAPushThatAPhoneHasIsNotDropped(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.RegisterDevice(phoneOf("tablet"), noon())
	letter := letterOf(model.KindInvoice, "factuur")
	letter.ExpiresAt = noon().Add(time.Hour)
	l := deliver(t, m, letter, noon())
	round := m.Wake(noon())
	m.Settle(round, []model.Result{
		answer(round.Sends[0], model.PhoneAccepted, noon()), answer(round.Sends[1], model.PhoneRetry, noon()),
	}, noon())
	save(m, noon())
	ring(m, letter.ExpiresAt) // too late for the second phone
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushSent, "")
}

// A decision to wait or to drop was made on one revision; what the citizen did since may unmake it.
func TestDecisionsHoldOnlyForTheirRevision(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(m *model.Mailbox){
		"quiet": func(m *model.Mailbox) { m.SetPreferences(model.DefaultPreferences(), night()) },
		"muted": func(m *model.Mailbox) {
			m.SetPreferences(model.Preferences{MutedSenders: []model.OrgCode{sender}}, night())
		},
	} {
		m := mailboxWithPhone(t)
		prepare(m)
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), night())
		round := m.Wake(night())
		m.SetPreferences(model.Preferences{}, night())
		save(m, night())
		settle(m, round, model.PhoneAccepted, night())
		wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushPlanned, "")
		if len(ring(m, night())) != 1 {
			t.Errorf("%s: it does not ring now that it may", name)
		}
	}
}

// Two notifiers woke the same mailbox around a take-over. Whichever settles first, the end is the
// same.
func TestTwoSettlesInAnyOrder(t *testing.T) {
	t.Parallel()
	states := []model.PhoneState{model.PhoneAccepted, model.PhoneRetry, model.PhoneGivenUp, model.PhoneRemoved}
	for _, a := range states {
		for _, b := range states {
			if a == b || (a != model.PhoneAccepted && b != model.PhoneAccepted) {
				continue // of two refusals the first is kept
			}
			var ends []model.PushSection
			for _, order := range [][]model.PhoneState{{a, b}, {b, a}} {
				m := mailboxWithPhone(t)
				deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
				deliver(t, m, letterOf(model.KindInvoice, "tweede"), noon())
				first, second := m.Wake(noon()), m.Wake(noon())
				settle(m, first, order[0], noon())
				settle(m, second, order[1], noon())
				for _, p := range m.Push.Record { // in which order they were settled is not the point
					p.Reason = ""
				}
				slices.SortFunc(m.Push.Record, func(a, b *model.Push) int { return cmp.Compare(a.ID, b.ID) })
				ends = append(ends, m.Push)
			}
			if diff := difference(ends[0], ends[1]); diff != "" {
				t.Errorf("%s and %s: %s", a, b, diff)
			}
		}
	}
}

// FCM asked to wait with a digest, and its first letter was opened meanwhile. The others still ring.
func TestADigestWhoseFirstWasOpenedStillRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	first := deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	second := deliver(t, m, letterOf(model.KindInvoice, "tweede"), noon())
	round := m.Wake(noon())
	must(t, m, m.Open(first.ID, noon()), noon())
	settle(m, round, model.PhoneRetry, noon())
	wantPush(t, pushOf(t, m, second.ID, model.StepDelivered), model.PushPlanned, "")
	if sends := ring(m, noon()); len(sends) != 1 || sends[0].Entry != second.ID {
		t.Errorf("sent %+v", sends)
	}
}

// It rang as part of a digest, and by itself: a take-over happened in between.
func TestAMergedPushThatRangByItselfIsSent(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	first := deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	second := deliver(t, m, letterOf(model.KindInvoice, "tweede"), noon())
	digest := m.Wake(noon())
	must(t, m, m.Open(first.ID, noon()), noon())
	alone := m.Wake(noon())
	settle(m, digest, model.PhoneAccepted, noon())
	p := pushOf(t, m, second.ID, model.StepDelivered)
	wantPush(t, p, model.PushMerged, model.ReasonDigest)
	settle(m, alone, model.PhoneAccepted, noon())
	wantPush(t, p, model.PushSent, "")
	if p.Into != "" {
		t.Errorf("sent, and rang with %s", p.Into)
	}
}

func TestTheRecordIsBounded(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	for i := range model.MaxRecord + 5 {
		at := noon().Add(time.Duration(i) * time.Minute)
		_, err := m.RequestTestPush(fmt.Sprint(i), "pixel", at)
		must(t, m, err, at)
		ring(m, at)
	}
	if got := m.Push.Record; len(got) != model.MaxRecord || got[0].Step != "test:5" {
		t.Errorf("%d pushes are on record, from %q", len(got), got[0].Step)
	}
}

// After Settled a push changes no more, but for one thing: that it was sent after all. A member of a
// digest shares the fate of the push that leads it.
func TestTransitionsAreSound(t *testing.T) {
	t.Parallel()
	reached := map[model.PushState]bool{}
	for _, transition := range model.Transitions() {
		reached[transition.To] = true
		shares := transition.From == model.PushMerged || transition.To == model.PushMerged
		if transition.From.Settled() && transition.To != model.PushSent && !shares {
			t.Errorf("from %s to %s", transition.From, transition.To)
		}
		if transition.From != "" && !slices.Contains(model.PushStates(), transition.From) {
			t.Errorf("from %s, which is no state", transition.From)
		}
		if !slices.Contains(model.ChainSteps(), model.ChainStep(transition.After)) || transition.By == "" {
			t.Errorf("from %s to %s by %q after %q", transition.From, transition.To, transition.By, transition.After)
		}
	}
	for _, state := range model.PushStates() {
		if !reached[state] {
			t.Errorf("%s is never reached", state)
		}
	}
}
