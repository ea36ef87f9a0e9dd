package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestQuietHoursDeferAndThenItRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), night())
	if sends := ring(m, night()); len(sends) > 0 {
		t.Errorf("at night %d messages were sent", len(sends))
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDeferred, model.ReasonQuiet)
	// All who slept are due at the same moment: that is a mass, and it is spread.
	waking := model.SpreadMass(morning(), m.ID)
	if !m.Derived.Due.IsZero() || !m.Derived.DueMass.Equal(waking) || waking.Before(morning()) {
		t.Errorf("due again at %s and %s", m.Derived.Due, m.Derived.DueMass)
	}
	if sends := ring(m, waking); len(sends) != 1 || !sends[0].Mass {
		t.Errorf("in the morning %d messages were sent", len(sends))
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushSent, "")
}

func TestQuietHoursLongerThanThePushIsOfUse(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	letter := letterOf(model.KindInformation, "vannacht")
	letter.ExpiresAt = morning()
	l := deliver(t, m, letter, night())
	ring(m, night())
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDropped, model.ReasonQuietExpiry)
}

func TestOnTheDayOfTheElectionItsLetterMayRingFromSeven(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	dawn := election.Day.At(6, 0)
	call := deliver(t, m, callLetter("kiesbrief"), dawn)
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), dawn)
	ring(m, dawn)
	if sends := ring(m, model.SpreadMass(election.Day.At(7, 0), m.ID)); len(sends) != 1 || sends[0].Entry != call.ID || sends[0].Words.Total != 1 {
		t.Errorf("at seven: %+v", sends)
	}
	if sends := ring(m, model.SpreadMass(election.Day.At(9, 0), m.ID)); len(sends) != 1 || sends[0].Entry == call.ID { // it is Sunday
		t.Errorf("at nine: %+v", sends)
	}
}

// The first change rings at once. What follows within ten minutes becomes one push with the total.
func TestADigestTellsFurtherChangesTogether(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	if sends := ring(m, noon()); len(sends) != 1 || sends[0].Words.Total != 1 {
		t.Fatalf("the first: %+v", sends)
	}
	var further []model.InboxLetter
	for i := range 3 {
		at := noon().Add(time.Duration(i+1) * time.Minute)
		l := deliver(t, m, letterOf(model.KindInvoice, fmt.Sprint("verdere ", i)), at)
		if sends := ring(m, at); len(sends) > 0 {
			t.Errorf("%s rings within the window", l.Reference)
		}
		wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDeferred, model.ReasonDigest)
		further = append(further, l)
	}
	end := noon().Add(model.DigestWindow)
	if !m.Derived.Due.Equal(end) {
		t.Errorf("due again at %s, want %s", m.Derived.Due, end)
	}
	sends := ring(m, end)
	lead := pushOf(t, m, further[0].ID, model.StepDelivered)
	if len(sends) != 1 || sends[0].Push != lead.ID || sends[0].Words.Total != 3 || sends[0].Badge != 4 {
		t.Errorf("after the window: %+v", sends)
	}
	wantPush(t, lead, model.PushSent, "")
	if len(lead.Members) != 3 {
		t.Errorf("the digest has members %v", lead.Members)
	}
	for _, l := range further[1:] {
		p := pushOf(t, m, l.ID, model.StepDelivered)
		wantPush(t, p, model.PushMerged, model.ReasonDigest)
		if p.Into != lead.ID {
			t.Errorf("%s rang with %s, want %s", l.Reference, p.Into, lead.ID)
		}
	}
}

func TestADigestTellsOnlyWhatStillMatters(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	lead := letterOf(model.KindInvoice, "eerste")
	lead.ExpiresAt = noon().Add(time.Hour)
	first := deliver(t, m, lead, noon())
	second := deliver(t, m, letterOf(model.KindInvoice, "tweede"), noon())
	settle(m, m.Wake(noon()), model.PhoneRetry, noon())
	must(t, m, m.Open(first.ID, noon()), noon())

	sends := ring(m, noon().Add(model.MinRetry))
	if len(sends) != 1 || sends[0].Entry != second.ID || sends[0].Words.Total != 1 ||
		sends[0].Push != pushOf(t, m, first.ID, model.StepDelivered).ID { // a repeat carries the same id
		t.Fatalf("after the first was opened: %+v", sends)
	}
	if want := pushOf(t, m, second.ID, model.StepDelivered).ExpiresAt; !sends[0].ExpiresAt.Equal(want) {
		t.Errorf("it is of use until %s, want %s", sends[0].ExpiresAt, want)
	}
}

// A status that rings for nobody, but asks nothing any more, ends what rang for an earlier one that did.
func TestADigestDropsWhatIsNotAskedAnyMore(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	first := deliver(t, m, letterOf(model.KindInvoice, "brief"), noon())
	asks := statusAt(noon().Add(time.Hour), model.NotifyPush) // its push is of use for longer than the letter's
	asks.ActionRequired = true
	report(t, m, dossierOf("1"), model.NewStatus(asks), noon())
	settle(m, m.Wake(noon()), model.PhoneRetry, noon())
	report(t, m, dossierOf("1"), statusAt(noon().Add(2*time.Hour), model.NotifySilent), noon())

	sends := ring(m, noon().Add(model.MinRetry))
	if len(sends) != 1 || sends[0].Words.Total != 1 || !sends[0].ExpiresAt.Equal(pushOf(t, m, first.ID, model.StepDelivered).ExpiresAt) {
		t.Fatalf("after nothing is asked any more: %+v", sends)
	}
}

func TestADigestOutlivesTheFirstOfItsMembers(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	short := letterOf(model.KindInvoice, "kort")
	short.ExpiresAt = noon().Add(time.Minute)
	deliver(t, m, short, noon())
	deliver(t, m, letterOf(model.KindInvoice, "lang"), noon())
	round := m.Wake(noon())
	results := answers(round, model.PhoneRetry, noon())
	results[0].RetryAt = noon().Add(time.Hour)
	m.Settle(round, results, noon())
	save(m, noon())
	if !m.Derived.Due.Equal(noon().Add(time.Hour)) {
		t.Errorf("due again at %s", m.Derived.Due)
	}
	if sends := ring(m, noon().Add(time.Hour)); len(sends) != 1 || sends[0].Words.Total != 1 {
		t.Errorf("an hour later: %+v", sends)
	}
}

func TestRemindersAreNoPartOfADigest(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	must(t, m, m.CreateReminder(reminderOf("paspoort", noon()), noon()), noon())
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	if sends := ring(m, noon()); len(sends) != 2 || sends[0].Words.Total != 1 || sends[1].Words.Total != 1 {
		t.Errorf("sent %+v", sends)
	}
}

func TestEveryPhoneThatMayRingRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	silenced := phoneOf("silenced")
	silenced.Permission = false
	m.RegisterDevice(silenced, noon())
	m.RegisterDevice(phoneOf("tablet"), noon())
	deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	var rang []string
	for _, send := range ring(m, noon()) {
		rang = append(rang, send.Device.InstallationID)
	}
	if !slices.Equal(rang, []string{"pixel", "tablet"}) {
		t.Errorf("rang %v", rang)
	}
}

// Of several reasons the first of the list is kept.
func TestTheFirstReasonIsKept(t *testing.T) {
	t.Parallel()
	withdraw := func(m *model.Mailbox, id model.EntryID) {
		l, _ := m.Letter(id)
		l.WithdrawnAt = noon() // as a stale copy that a notifier holds
	}
	mute := func(m *model.Mailbox, _ model.EntryID) {
		p := m.Preferences
		p.MutedSenders = []model.OrgCode{sender}
		m.SetPreferences(p, noon())
	}
	release := func(m *model.Mailbox, _ model.EntryID) { m.ReleaseDevice(model.FCMToken("pixel").Hash(), 1, noon()) }
	silence := func(m *model.Mailbox, _ model.EntryID) {
		d := phoneOf("pixel")
		d.Permission = false
		m.RegisterDevice(d, noon())
	}
	expired := noon().AddDate(0, 0, 7)
	for _, row := range []struct {
		want    model.Reason
		at      time.Time
		changes []func(*model.Mailbox, model.EntryID)
	}{
		{model.ReasonWithdrawn, expired, []func(*model.Mailbox, model.EntryID){withdraw, mute, release}},
		{model.ReasonExpired, expired, []func(*model.Mailbox, model.EntryID){mute, release}},
		{model.ReasonOptedOut, night(), []func(*model.Mailbox, model.EntryID){mute, release}},
		{model.ReasonNoPhone, night(), []func(*model.Mailbox, model.EntryID){release}},
		{model.ReasonNoPermission, night(), []func(*model.Mailbox, model.EntryID){silence}},
		{model.ReasonQuiet, night(), nil},
	} {
		m := mailboxWithPhone(t)
		l := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
		for _, change := range row.changes {
			change(m, l.ID)
		}
		round := m.Wake(row.at)
		if len(round.Sends) > 0 || len(round.Decisions) != 1 || round.Decisions[0].Reason != row.want {
			t.Errorf("want %s: decided %+v, sends %d", row.want, round.Decisions, len(round.Sends))
		}
	}
}

// What a locked screen may say: names only for public kinds, or where the citizen asked for them,
// and never for what is sensitive.
func TestWhatAPushMaySay(t *testing.T) {
	t.Parallel()
	for _, kind := range model.LetterKinds() {
		for _, detail := range []model.Detail{model.DetailNeutral, model.DetailDetailed} {
			m := mailboxWithPhone(t)
			m.SetPreferences(with(func(p *model.Preferences) { p.Detail = detail }), noon())
			letter := letterOf(kind, "brief")
			if kind.Rules().Call {
				letter.Call = callFor(election)
			}
			deliver(t, m, letter, noon())
			words := ring(m, noon())[0].Words
			public := kind.Rules().Public
			named := !public && !kind.Rules().Sensitive && detail == model.DetailDetailed
			if (words.Public != nil) != public || (words.Subject != "") != named || (words.Sender != "") != named {
				t.Errorf("%s at level %s: %+v", kind, detail, words)
			}
		}
	}
}

func TestWhatAPushAboutADossierMaySay(t *testing.T) {
	t.Parallel()
	for _, procedure := range model.Procedures() {
		m := mailboxWithPhone(t)
		m.SetPreferences(with(func(p *model.Preferences) { p.Detail = model.DetailDetailed }), noon())
		head, status := dossierOf("1"), statusAt(noon(), model.NotifyPush)
		head.Procedure, status.ActionRequired = procedure, true
		report(t, m, head, model.NewStatus(status), noon())
		for _, send := range ring(m, noon()) {
			if named := send.Words.Subject != ""; named == procedure.Sensitive() || send.Words.Topic != model.TopicAction {
				t.Errorf("%s: %+v", procedure, send.Words)
			}
		}
	}
}

func TestAMovedPollingStationIsSaidSo(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	deliver(t, m, callLetter("kiesbrief"), noon())
	moved := callLetter("verplaatst")
	moved.Supersedes = callLetter("kiesbrief").ID
	moved.Call.PlaceAddress = "Nieuwstraat 1, 2800 Mechelen"
	deliver(t, m, moved, noon())
	if sends := ring(m, noon()); len(sends) != 1 || !sends[0].Words.Moved || sends[0].Words.Public.Election != election {
		t.Errorf("sent %+v", sends)
	}
	duplicate := callLetter("duplicaat")
	duplicate.Supersedes, duplicate.Call = moved.ID, moved.Call
	deliver(t, m, duplicate, noon().Add(time.Hour))
	if sends := ring(m, noon().Add(time.Hour)); len(sends) != 1 || sends[0].Words.Moved {
		t.Errorf("a duplicate says that something moved: %+v", sends)
	}
}

// Waiting for the digest must not make a push come too late.
func TestADigestDoesNotHoldBackWhatWouldExpire(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	ring(m, noon())
	urgent := letterOf(model.KindInformation, "dringend")
	urgent.ExpiresAt = noon().Add(5 * time.Minute)
	l := deliver(t, m, urgent, noon().Add(time.Minute))
	if sends := ring(m, noon().Add(time.Minute)); len(sends) != 1 || sends[0].Entry != l.ID {
		t.Errorf("sent %+v", sends)
	}
}

// A letter about a measure of guardianship is as confidential as the dossier.
func TestALetterAboutGuardianshipNeverRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	status := model.NewStatus(model.Status{At: noon(), Phase: model.PhaseTreatment, Code: "InBehandeling", Label: "Ontvangen", Notify: model.NotifySilent})
	head := model.Dossier{ID: model.DossierID("https://bron", "1"), Procedure: model.ProcedureAdministration}
	if err := m.ReportStatus(head, status, noon()); err != nil {
		t.Fatal(err)
	}
	letter := letterOf(model.KindInformation, "vonnis")
	letter.Dossier = head.ID
	l := deliver(t, m, letter, noon())
	if sends := ring(m, noon()); len(sends) > 0 {
		t.Errorf("sent %+v", sends)
	}
	wantPush(t, pushOf(t, m, l.ID, model.StepDelivered), model.PushDropped, model.ReasonConfidential)
}

// When the push that leads a digest reaches no phone, nothing that was to ring with it did.
func TestADigestThatFailsFailsForAll(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	first := deliver(t, m, letterOf(model.KindInvoice, "eerste"), noon())
	second := deliver(t, m, letterOf(model.KindInvoice, "tweede"), noon())
	settle(m, m.Wake(noon()), model.PhoneGivenUp, noon())
	wantPush(t, pushOf(t, m, first.ID, model.StepDelivered), model.PushFailed, model.ReasonRefused)
	wantPush(t, pushOf(t, m, second.ID, model.StepDelivered), model.PushFailed, model.ReasonRefused)
}
