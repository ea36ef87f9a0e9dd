package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// with changes the default preferences.
func with(change func(p *model.Preferences)) model.Preferences {
	p := model.DefaultPreferences()
	change(&p)
	return p
}

// That there are elections, or that one is called as an assessor or juror, is no matter of taste;
// being reminded of it is.
func TestTheFirstPushOfACallLetterCannotBeMutedButItsLadderCan(t *testing.T) {
	t.Parallel()
	for name, wanted := range map[string]model.Preferences{
		"kind":   with(func(p *model.Preferences) { p.MutedKinds = []model.LetterKind{model.KindCallLetter} }),
		"sender": with(func(p *model.Preferences) { p.MutedSenders = []model.OrgCode{sender} }),
		"ladder": with(func(p *model.Preferences) { p.MuteLadder = true }),
	} {
		m := mailboxWithPhone(t)
		m.SetPreferences(wanted, noon())
		l := deliver(t, m, callLetter("kiesbrief"), noon())
		if len(ring(m, noon())) != 1 {
			t.Errorf("%s muted: the first push does not ring", name)
		}
		if len(ring(m, model.Day("2026-05-23").At(18, 40))) > 0 {
			t.Errorf("%s muted: the ladder rings", name)
		}
		wantPush(t, pushOf(t, m, l.ID, model.StepUnopened), model.PushDropped, model.ReasonOptedOut)
	}
}

func TestWhichFirstPushesCanBeMuted(t *testing.T) {
	t.Parallel()
	for _, kind := range model.LetterKinds() {
		m := mailboxWithPhone(t)
		m.SetPreferences(with(func(p *model.Preferences) {
			p.MutedKinds, p.MutedSenders = model.LetterKinds(), []model.OrgCode{sender}
		}), noon())
		deliver(t, m, letterOf(kind, "brief"), noon())
		if rang := len(ring(m, noon())) > 0; rang != kind.Rules().FirstAlways {
			t.Errorf("%s rings although muted: %t", kind, rang)
		}
	}
}

func TestStatusPushesCanBeMuted(t *testing.T) {
	t.Parallel()
	for name, wanted := range map[string]model.Preferences{
		"status": with(func(p *model.Preferences) { p.MuteStatus = true }),
		"sender": with(func(p *model.Preferences) { p.MutedSenders = []model.OrgCode{sender} }),
	} {
		m := mailboxWithPhone(t)
		m.SetPreferences(wanted, noon())
		status := statusAt(noon(), model.NotifyPush)
		d := report(t, m, dossierOf("1"), status, noon())
		if len(ring(m, noon())) > 0 {
			t.Errorf("%s muted: it rings", name)
		}
		wantPush(t, pushOf(t, m, d.ID, model.Step(status.ID)), model.PushDropped, model.ReasonOptedOut)
	}
}

func TestMutesAreASet(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	wanted := with(func(p *model.Preferences) {
		p.MutedKinds = []model.LetterKind{model.KindTaxBill, model.KindInvoice, model.KindTaxBill}
	})
	m.SetPreferences(wanted, noon())
	save(m, noon())
	if want := []model.LetterKind{model.KindInvoice, model.KindTaxBill}; !slices.Equal(m.Preferences.MutedKinds, want) {
		t.Errorf("muted are %v", m.Preferences.MutedKinds)
	}
	slices.Reverse(wanted.MutedKinds)
	m.SetPreferences(wanted, noon())
	if m.Changed() || m.Preferences.Rev != m.Rev {
		t.Error("the same in another order changed something")
	}
}

func TestSwitchingQuietHoursOffRingsWhatWaited(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), night())
	ring(m, night())
	now := night().Add(time.Hour)

	m.SetPreferences(with(func(p *model.Preferences) { p.Quiet.Until = "07:00" }), now)
	save(m, now)
	if len(ring(m, now)) > 0 || !m.Derived.DueMass.Equal(model.SpreadMass(model.Day("2026-05-21").At(7, 0), m.ID)) {
		t.Errorf("with a shorter night it is due at %s", m.Derived.DueMass)
	}
	m.SetPreferences(with(func(p *model.Preferences) { p.Quiet.On = false }), now)
	save(m, now)
	if len(ring(m, now)) != 1 {
		t.Error("without quiet hours it does not ring")
	}
}

func TestDigitalPostKeepsItsLastActivation(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	if m.DigitalPost.Active {
		t.Error("it is on by default")
	}
	m.SetDigitalPost(true, noon())
	save(m, noon())
	m.SetDigitalPost(true, noon().Add(time.Hour))
	if m.Changed() || !slices.Contains(m.Derived.Tags, "digital:on") {
		t.Error("activating twice is activating once")
	}
	m.SetDigitalPost(false, noon().Add(time.Hour))
	save(m, noon())
	if m.DigitalPost.Active || !m.DigitalPost.ActivatedAt.Equal(noon()) || m.DigitalPost.Rev != m.Rev {
		t.Errorf("deactivated it is %+v", m.DigitalPost)
	}
}

func TestAResidenceThatEndedIsKeptAsWhatItIsToday(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = "71022" }), noon())
	save(m, noon())
	if m.Preferences.Residence != "71072" {
		t.Errorf("the residence is %s", m.Preferences.Residence)
	}
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = "73040" }), noon())
	if m.Changed() {
		t.Error("the same municipality under another of its codes counts as a change")
	}
}

// What was stored before a merger is read, and tagged at the next save, as what it is today.
func TestAStoredResidenceFollowsAMerger(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.Preferences.Residence = "71022"
	m.SetDigitalPost(true, noon())
	save(m, noon())
	if tags := m.Derived.Tags; !slices.Contains(tags, "nis:71072") || slices.Contains(tags, "nis:71022") {
		t.Errorf("tags are %v", tags)
	}
	if town := m.Preferences.Municipality(); town == nil || town.NIS != "71072" {
		t.Errorf("the residence is shown as %+v", town)
	}
}
