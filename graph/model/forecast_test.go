package model_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// toAll is a campaign that is about the call letter, for those who have it, and for all others about nothing.
func toAll(t *testing.T) (*model.Campaign, *model.Audience) {
	t.Helper()
	rule := &model.Rule{Any: []model.Rule{*unopenedCall(), {Not: unopenedCall()}}}
	c := model.NewCampaign(sender, "iedereen", author, draftOf(rule), noon())
	c.Draft.ExpiresAt = noon().AddDate(2, 0, 0)
	return c, audienceOf(t, rule, model.Scope{Org: &model.Organisation{Code: sender, Name: "Vlaanderen"}})
}

func forecast(t *testing.T, m *model.Mailbox, at time.Time) model.Forecast {
	t.Helper()
	c, audience := toAll(t)
	before := clone(m)
	f, err := c.Forecast(m, audience, false, at, at)
	if err != nil {
		t.Fatal(err)
	}
	if diff := difference(before, m); diff != "" || m.Changed() != before.Changed() {
		t.Fatalf("a forecast changed the mailbox: %s", diff)
	}
	return f
}

func TestForecastsSayWhy(t *testing.T) {
	t.Parallel()
	asked := func(m *model.Mailbox) {
		m.SetPreferences(with(func(p *model.Preferences) { p.Campaigns = true }), noon())
	}
	for name, test := range map[string]struct {
		life    func(t *testing.T, m *model.Mailbox)
		at      time.Time
		outcome model.CampaignOutcome
		reason  model.Reason
	}{
		"rings":     {func(_ *testing.T, m *model.Mailbox) { asked(m) }, noon(), model.OutcomeRings, ""},
		"opted out": {func(*testing.T, *model.Mailbox) {}, noon(), model.OutcomeFeedOnly, model.ReasonOptedOut},
		"about": {func(t *testing.T, m *model.Mailbox) {
			t.Helper()
			deliver(t, m, callLetter("1"), noon())
			ring(m, noon())
		}, noon().Add(time.Hour), model.OutcomeRings, ""},
		"muted": {func(t *testing.T, m *model.Mailbox) {
			t.Helper()
			deliver(t, m, callLetter("1"), noon())
			m.SetPreferences(with(func(p *model.Preferences) { p.MuteLadder, p.Campaigns = true, true }), noon())
		}, noon(), model.OutcomeFeedOnly, model.ReasonOptedOut},
		"quiet": {func(_ *testing.T, m *model.Mailbox) { asked(m) }, night(), model.OutcomeRings, model.ReasonQuiet},
		"cap": {func(t *testing.T, m *model.Mailbox) {
			t.Helper()
			asked(m)
			announce(t, m, "ander", "", noon())
			rings(m, noon())
		}, noon().Add(time.Hour), model.OutcomeFeedOnly, model.ReasonCap},
		"no phone": {func(t *testing.T, m *model.Mailbox) {
			t.Helper()
			asked(m)
			m.ReleaseDevice(model.FCMToken("pixel").Hash(), 1, noon())
		}, noon(), model.OutcomeUnreachable, model.ReasonNoPhone},
		"no phone, seen": {func(t *testing.T, m *model.Mailbox) {
			t.Helper()
			asked(m)
			m.SetDigitalPost(true, noon())
			m.ReleaseDevice(model.FCMToken("pixel").Hash(), 1, noon())
		}, noon(), model.OutcomeFeedOnly, model.ReasonNoPhone},
		"permission": {func(_ *testing.T, m *model.Mailbox) {
			asked(m)
			device := phoneOf("pixel")
			device.Permission = false
			m.RegisterDevice(device, noon())
		}, noon(), model.OutcomeFeedOnly, model.ReasonNoPermission},
	} {
		m := mailboxWithPhone(t)
		test.life(t, m)
		if f := forecast(t, m, test.at); f.Outcome != test.outcome || f.Reason != test.reason || (f.Outcome == model.OutcomeRings) == f.At.IsZero() {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// With the clock frozen the forecast is what comes true, whatever else is in the mailbox: what is decided
// at once always, and where nothing else waits to ring, the end of it too.
func TestForecastsComeTrue(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range uint64(400) {
		w := newWorld(t, randomBytes(seed))
		w.run()
		c, audience := toAll(t)
		f, err := c.Forecast(w.m, audience, false, w.now, w.now)
		if err != nil {
			t.Fatal(err)
		}
		alone := len(w.m.Push.Outbox) == 0
		told := c.Tell(w.m, audience, w.now, w.now)
		save(w.m, w.now)
		if told != nil {
			t.Fatalf("seed %d: %v", seed, told)
		}
		state, reason, at := becomes(w.m, c.ID, w.now)
		rings := f.Outcome == model.OutcomeRings
		switch {
		case state == model.PushDeferred && rings && reason != f.Reason, state == model.PushDropped && (rings || reason != f.Reason),
			state == model.PushSent && !rings:
			t.Fatalf("seed %d: %+v came to %s %s", seed, f, state, reason)
		}
		for state == model.PushDeferred {
			state, reason, at = becomes(w.m, c.ID, at)
		}
		if alone && ((state == model.PushSent) != rings || (state == model.PushSent && !model.Moment(at).Equal(f.At))) {
			t.Fatalf("seed %d: %+v came to %s %s at %s", seed, f, state, reason, at)
		}
		seen[fmt.Sprint(f.Outcome, f.Reason)]++
	}
	if len(seen) < 8 {
		t.Errorf("only these were seen: %v", seen)
	}
}

// becomes wakes the mailbox with phones that take everything, and says what became of the campaign's push, and
// when, or when it is looked at next.
func becomes(m *model.Mailbox, campaign model.CampaignID, now time.Time) (model.PushState, model.Reason, time.Time) {
	rings(m, now)
	p, err := m.PushByID(model.NewPushID(m.ID, model.AnnouncementID(m.ID, campaign), model.StepAnnounced))
	switch {
	case err != nil:
		return model.PushFailed, "", now
	case p.State.Settled():
		if p.State == model.PushMerged {
			return model.PushSent, "", now
		}
		return p.State, p.Reason, now
	default:
		return p.State, p.Reason, p.NextAt()
	}
}

// A campaign for those who opened a letter rings for them; for those who did not say, opening it is a reason to be silent.
func TestCampaignForThoseWhoOpenedRings(t *testing.T) {
	t.Parallel()
	for opened, want := range map[model.Opening]model.Reason{model.Opened: "", "": model.ReasonOpened} {
		rule := &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindCallLetter, Opened: opened}}
		c := model.NewCampaign(sender, "geopend"+string(opened), author, draftOf(rule), noon())
		c.Draft.ExpiresAt = noon().AddDate(2, 0, 0)
		audience := audienceOf(t, rule, model.Scope{Org: &model.Organisation{Code: sender, Name: "Vlaanderen"}})
		m := mailboxWithPhone(t)
		letter := deliver(t, m, callLetter("1"), noon())
		ring(m, noon())
		if err := m.Open(letter.ID, noon()); err != nil {
			t.Fatal(err)
		}
		later := noon().Add(time.Hour)
		if f, err := c.Forecast(m, audience, true, later, later); err != nil || f.Reason != want {
			t.Errorf("opened %q: forecast %+v, %v", opened, f, err)
		}
		if err := c.Tell(m, audience, later, later); err != nil {
			t.Fatal(err)
		}
		rings(m, later)
		if p := pushOf(t, m, model.AnnouncementID(m.ID, c.ID), model.StepAnnounced); p.Reason != want || (p.State == model.PushSent) != (want == "") {
			t.Errorf("opened %q: the push is %s %s", opened, p.State, p.Reason)
		}
	}
}

func TestTotalsAreRounded(t *testing.T) {
	t.Parallel()
	var totals, part model.Totals
	for i := range 103 {
		part.Add(model.Forecast{Outcome: model.OutcomeRings, Reason: []model.Reason{"", model.ReasonQuiet}[i%2]}, "12025")
	}
	part.Add(model.Forecast{Outcome: model.OutcomeUnreachable, Reason: model.ReasonNoPhone}, "71022")
	totals.Merge(&model.Totals{})
	totals.Merge(&part)
	totals.Merge(&part)
	if totals.People != 208 || totals.Outcomes[model.OutcomeRings] != 206 || totals.Reasons[model.ReasonNoPhone] != 2 || totals.Unreachable["71072"] != 2 {
		t.Errorf("totals are %+v", totals)
	}
	org := mechelen()
	org.NIS = append(org.NIS, "71022")
	rounded := totals.Rounded(org)
	if rounded.People != 210 || rounded.Outcomes[model.OutcomeFeedOnly] != 5 || len(rounded.Reasons) != len(model.TotalReasons()) ||
		len(rounded.Unreachable) != 2 || rounded.Unreachable["12025"] != 5 || rounded.Unreachable["71072"] != 5 {
		t.Errorf("rounded they are %+v", rounded)
	}
	if wrong := totals.Check(draftOf(unopenedCall()), noon()); len(wrong) > 0 {
		t.Errorf("refused: %v", wrong)
	}
}

func TestNobodyIsForecastTwice(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	c, audience := toAll(t)
	if err := c.Tell(m, audience, noon(), noon()); err != nil {
		t.Fatal(err)
	}
	_, err := c.Forecast(m, audience, true, noon(), noon())
	wantCode(t, err, model.CodeConflict)
	if !m.TakeBack(c.ID, noon()) {
		t.Fatal("it is not taken back")
	}
	f, err := c.Forecast(m, audience, true, noon(), noon())
	if err := errors.Join(err, c.Tell(m, audience, noon(), noon())); err != nil || f.Reason != model.ReasonOptedOut {
		t.Errorf("taken back: %+v, %v", f, err)
	}
}

func BenchmarkForecast(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	m := filledMailbox(b, 20)
	rule := &model.Rule{Phone: new(bool)}
	c := model.NewCampaign(sender, "x", author, draftOf(rule), noon())
	audience, err := c.Draft.Audience(model.Scope{Org: &model.Organisation{Code: sender}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		at := noon().Add(time.Duration(random.IntN(3600)) * time.Second)
		audience.Matches(m, at)
		if _, err := c.Forecast(m, audience, true, at, noon()); err != nil {
			b.Fatal(err)
		}
	}
}
