package model_test

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// told is the effect of a campaign of which the phone gave an answer; for PhoneRetry it is still waiting.
func told(t *testing.T, state model.PhoneState) model.Effect {
	t.Helper()
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), noon())
	audience := audienceOf(t, unopenedCall(), scopeOf())
	m := mailboxWithPhone(t)
	deliver(t, m, callLetter("1"), noon())
	rings(m, noon())
	at := noon().Add(time.Hour)
	if err := c.Tell(m, audience, at, at); err != nil {
		t.Fatal(err)
	}
	save(m, at)
	round := m.Wake(at)
	results := answers(round, state, at)
	for i := range results {
		results[i].Code = map[model.PhoneState]model.OptionalText{model.PhoneRemoved: "UNREGISTERED", model.PhoneGivenUp: "HTTP_418"}[state]
	}
	m.Settle(round, results, at)
	save(m, at)
	e, err := c.Effect(m, audience, at)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestWhatCountsAsSentAndAccepted(t *testing.T) {
	t.Parallel()
	for state, want := range map[model.PhoneState]model.EffectCount{
		model.PhoneAccepted: {Sent: 1, Accepted: 1},
		model.PhoneRetry:    {Sent: 1, Waiting: 1},
		model.PhoneRemoved:  {Sent: 1, Failed: 1, Failures: map[string]int{"UNREGISTERED": 1}},
		model.PhoneGivenUp:  {Sent: 1, Failed: 1, Failures: map[string]int{"UNSPECIFIED_ERROR": 1}},
	} {
		var got model.EffectCount
		got.Add(told(t, state))
		want.Planned, want.Told, want.Hours = 1, 1, map[string]int{"2026-05-20T11:00:00Z": 1}
		if diff := difference(got, want); diff != "" {
			t.Errorf("%s: %s", state, diff)
		}
	}
}

// What rang in a digest went as the push that led it: phones know that one alone.
func TestACampaignInADigestWentAsItsLead(t *testing.T) {
	t.Parallel()
	for state, want := range map[model.PhoneState]model.EffectCount{
		model.PhoneAccepted: {Sent: 1, Accepted: 1, Received: 1, Tapped: 1},
		model.PhoneGivenUp:  {Sent: 1, Failed: 1, Failures: map[string]int{"NETWORK": 1}},
	} {
		c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), noon())
		audience := audienceOf(t, unopenedCall(), scopeOf())
		m := mailboxWithPhone(t)
		l := deliver(t, m, callLetter("1"), noon())
		if err := c.Tell(m, audience, noon(), noon()); err != nil {
			t.Fatal(err)
		}
		save(m, noon())
		round := m.Wake(noon())
		results := answers(round, state, noon())
		for i := range results {
			if results[i].Code = "NETWORK"; state == model.PhoneAccepted {
				results[i].Code = ""
			}
		}
		m.Settle(round, results, noon())
		save(m, noon())
		e, err := c.Effect(m, audience, noon())
		if err != nil {
			t.Fatal(err)
		}
		receipt := model.NewReceipt(citizen, pushOf(t, m, l.ID, model.StepDelivered).ID, "", model.ReceiptOpened, noon())
		e.Report(map[string]*model.Receipt{receipt.ID: receipt})
		var got model.EffectCount
		got.Add(e)
		want.Planned, want.Told, want.Hours = 1, 1, map[string]int{"2026-05-20T10:00:00Z": 1}
		if diff := difference(got, want); diff != "" {
			t.Errorf("%s: %s", state, diff)
		}
	}
}

// What phones reported counts once for each citizen, however many phones and events there are.
func TestReceiptsOfACampaign(t *testing.T) {
	t.Parallel()
	for _, events := range [][]model.ReceiptEvent{
		nil, {model.ReceiptReceived}, {model.ReceiptDismissed}, {model.ReceiptOpened}, {model.ReceiptReceived, model.ReceiptOpened},
	} {
		e, found := told(t, model.PhoneAccepted), map[string]*model.Receipt{}
		for _, event := range events {
			receipt := model.NewReceipt(citizen, e.Push, "", event, noon())
			found[receipt.ID] = receipt
		}
		e.Report(found)
		if tapped := slices.Contains(events, model.ReceiptOpened); e.Received != (len(events) > 0) || e.Tapped != tapped {
			t.Errorf("%v: received %t, tapped %t", events, e.Received, e.Tapped)
		}
	}
	if e := told(t, model.PhoneRemoved); len(e.Receipts) > 0 {
		t.Error("receipts are looked for where no phone has it")
	}
}

func TestCountsAreMergedAndScaled(t *testing.T) {
	t.Parallel()
	var one, two model.EffectCount
	one.Add(model.Effect{State: model.PushDropped, Reason: model.ReasonNoPhone, At: noon(), Opened: true})
	one.AddUntold()
	two.Add(model.Effect{State: model.PushFailed, Code: "NETWORK", Sent: true, At: noon(), OptedOut: true})
	one.Merge(&two)
	want := model.EffectCount{
		Planned: 30, Told: 20, Sent: 10, Failed: 10, Opened: 10, OptedOut: 10, Failures: map[string]int{"NETWORK": 10},
		Silent: map[model.Reason]int{model.ReasonNoPhone: 10}, Hours: map[string]int{"2026-05-20T10:00:00Z": 20},
	}
	if diff := difference(one.Scale(0.1), want); diff != "" {
		t.Error(diff)
	}
	if one.Told != 2 {
		t.Error("scaling changed what it scaled")
	}
}

// Nobody looks like one, and one like nobody.
func TestRoundedCountsTellNobodyApart(t *testing.T) {
	t.Parallel()
	var nobody, somebody model.EffectCount
	somebody.Add(model.Effect{State: model.PushFailed, Code: "NETWORK", Sent: true, At: noon(), OptedOut: true, Acted: true})
	c := walk(t, submit, approve, schedule, canary)
	at := noon().Add(2 * time.Hour)
	if got, want := nobody.Curve(c, at), somebody.Curve(c, at); difference(got, want) == "" || len(want) != len(got)+1 {
		t.Errorf("who was told before the start is not in the curve: %v, %v", got, want)
	}
	somebody.Hours = map[string]int{"2026-05-20T11:00:00Z": 1}
	if diff := difference(nobody.Curve(c, at), somebody.Curve(c, at)); diff != "" || len(somebody.Curve(c, at)) != 2 {
		t.Errorf("the curve: %s", diff)
	}
	none, some := nobody.Rounded(), somebody.Rounded()
	none.Hours, some.Hours = nil, nil
	if diff := difference(none, some); diff != "" {
		t.Error(diff)
	}
	if none.Told != 5 || !maps.Equal(none.Failures, some.Failures) || len(none.Silent) != len(model.SilentReasons()) {
		t.Errorf("rounded: %+v", none)
	}
	somebody.Told = 13
	if again := somebody.Rounded(); again.Told != 15 || difference(again.Rounded(), again) != "" {
		t.Error("rounding twice is not rounding once")
	}
}

// The curve has the hours in which the window is open, until it ended, and none before it starts.
func TestTheCurveFollowsTheWindow(t *testing.T) {
	t.Parallel()
	var count model.EffectCount
	if steps := count.Curve(walk(t, submit), noon()); len(steps) > 0 {
		t.Errorf("a draft has a curve: %v", steps)
	}
	c := walk(t, submit, approve, schedule, canary) // 13:00 in Brussels, the window ends at 19:00
	if steps := count.Curve(c, noon().AddDate(0, 0, 1)); len(steps) != 6+3 {
		t.Errorf("a day later it has %d hours", len(steps))
	}
	if _, err := c.Cancel(author, noon().Add(90*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if steps := count.Curve(c, noon().AddDate(0, 0, 1)); len(steps) != 1 || !steps[0].From.Equal(noon().Add(time.Hour)) {
		t.Errorf("ended after half an hour it has %v", steps)
	}
}

// What a campaign reminded of stays where its effect is counted, however many letters come after it.
func TestTheEffectOfACampaignIsKnownWhenItsLetterIsOld(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), noon())
	audience := audienceOf(t, unopenedCall(), scopeOf())
	l := deliver(t, m, callLetter("1"), noon())
	if err := c.Tell(m, audience, noon(), noon()); err != nil {
		t.Fatal(err)
	}
	save(m, noon())
	later := noon().AddDate(0, 0, 170)
	for i := range 10 {
		other := deliver(t, m, letterOf(model.KindInformation, strconv.Itoa(i+2)), noon().Add(time.Hour))
		if err := errors.Join(m.Open(l.ID, later), m.Open(other.ID, later)); err != nil {
			t.Fatal(err)
		}
	}
	m.Push.Outbox, m.Push.Record, m.Notices, m.Reminders.Entries = nil, nil, nil, nil // as after months
	save(m, later)
	m.Begin(3, later)
	m.SetDigitalPost(true, later)
	m.Pack("", later)
	save(m, later)
	m.End()
	if e, err := c.Effect(m, audience, later); err != nil || !e.Opened || len(m.Letters.Entries) > 4 {
		t.Errorf("opened %t (%v), with %d letters in the mailbox", e.Opened, err, len(m.Letters.Entries))
	}
}
