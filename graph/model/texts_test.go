package model_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
)

// Every situation that a letter can be in, and what it says then of itself and of what comes next.
func TestWhatALetterSaysInEachSituation(t *testing.T) {
	t.Parallel()
	after := dueOn.AddDays(1).At(0, 0)
	supersede := func(m *model.Mailbox, id model.EntryID) error {
		l := letterOf(model.KindInformation, "nieuw")
		l.Supersedes = id
		return m.Deliver(l, noon().Add(48*time.Hour))
	}
	withdraw := func(m *model.Mailbox, id model.EntryID) error { return m.Withdraw(id, noon()) }
	pay := func(m *model.Mailbox, id model.EntryID) error { return m.SettlePayment(id, noon(), noon()) }
	open := func(m *model.Mailbox, id model.EntryID) error { return m.Open(id, noon()) }
	stopSharing := func(m *model.Mailbox, _ model.EntryID) error {
		m.SetPreferences(model.DefaultPreferences(), noon())
		return nil
	}
	stopAndOpen := func(m *model.Mailbox, id model.EntryID) error {
		_ = stopSharing(m, id)
		return m.Open(id, noon())
	}
	printed := func(m *model.Mailbox, _ model.EntryID) error {
		due := model.PaperDue(noon(), 3)
		m.Settle(m.Wake(due), nil, due)
		return nil
	}
	info := letterOf(model.KindInformation, "info")
	bill := billOf(model.KindInvoice, "factuur", dueOn)
	objection := billOf(model.KindTaxBill, "aanslag", dueOn)
	sameDay := billOf(model.KindTaxBill, "boete", dueOn)
	sameDay.Deadline = &model.Deadline{Date: dueOn, Consequence: "Daarna komt er 10 euro bij."}
	objection.Deadline = &model.Deadline{Date: dueOn.AddDays(60), Consequence: "Tot dan kunt u bezwaar indienen."}
	ends := letterOf(model.KindInformation, "eindig")
	ends.ExpiresAt = noon().Add(24 * time.Hour)
	waits, unpaid := info, bill
	waits.Paper = model.Paper{Reason: model.BecauseUntilOpened, Due: model.PaperDue(noon(), 3)}
	unpaid.Paper = waits.Paper
	const nothing = "U hoeft niets te doen."
	const withdrawn = "Stad Voorbeeld heeft deze brief op woensdag 20 mei 2026 ingetrokken. " + nothing
	const replaced = "Deze brief is vervangen door een nieuwere brief van vrijdag 22 mei 2026."
	const replacedNext = "Een nieuwe brief vervangt deze brief. " + nothing
	const late = "De laatste dag om te betalen was woensdag 3 juni 2026. Betaal zo snel mogelijk. Hebt u intussen betaald? Dan hoeft u niets te doen."
	const paid = "Deze rekening is betaald op woensdag 20 mei 2026. " + nothing
	for _, row := range []struct {
		name   string
		letter model.Letter
		change func(*model.Mailbox, model.EntryID) error
		at     time.Time
		state  model.LetterState
		says   string
		next   string
	}{
		{"a letter that asks nothing", info, nil, noon(), model.LetterActive, "", nothing},
		{"withdrawn", info, withdraw, noon(), model.LetterWithdrawn, withdrawn, nothing},
		{"replaced", info, supersede, noon(), model.LetterSuperseded, replaced, replacedNext},
		{"before its end", ends, nil, noon(), model.LetterActive, "", nothing},
		{"after its end", ends, nil, noon().Add(24 * time.Hour), model.LetterExpired, "Deze brief gold tot donderdag 21 mei 2026 om 12 uur.", nothing},
		{"call letter, polls open", callLetter("kiesbrief"), open, noon(), model.LetterActive, "", "Op zondag 7 juni 2026 stemt u."},
		{"call letter, polls closed", callLetter("kiesbrief"), nil, election.Day.At(14, 0), model.LetterExpired,
			"De stembureaus zijn gesloten. " + nothing, "De stembureaus zijn gesloten. " + nothing},
		{"call letter, withdrawn and polls closed", callLetter("kiesbrief"), withdraw, election.Day.At(14, 0), model.LetterWithdrawn, withdrawn, nothing},
		{"open bill", bill, nil, noon(), model.LetterActive, "",
			"Betaal ten laatste op woensdag 3 juni 2026. We herinneren u er op vrijdag 29 mei 2026 aan."},
		{"open bill, opened", bill, open, noon(), model.LetterActive, "",
			"Betaal ten laatste op woensdag 3 juni 2026. We herinneren u er op vrijdag 29 mei 2026 aan."},
		{"overdue bill", bill, nil, after, model.LetterActive, "", late},
		{"paid bill", bill, pay, noon(), model.LetterActive, "", paid},
		{"paid bill, later", bill, pay, after, model.LetterActive, "", paid},
		{"withdrawn bill", bill, withdraw, after, model.LetterWithdrawn, withdrawn, nothing},
		{"replaced bill", bill, supersede, after, model.LetterSuperseded, replaced, replacedNext},
		{"bill with a term to object", objection, nil, noon(), model.LetterActive, "",
			"Betaal ten laatste op woensdag 3 juni 2026. We herinneren u er op vrijdag 29 mei 2026 aan. " +
				"Er loopt ook een termijn tot en met zondag 2 augustus 2026. Tot dan kunt u bezwaar indienen."},
		{"bill whose deadline is its due day", sameDay, nil, noon(), model.LetterActive, "",
			"Betaal ten laatste op woensdag 3 juni 2026. We herinneren u er op vrijdag 29 mei 2026 aan. Daarna komt er 10 euro bij."},
		{"paper if unopened", waits, nil, noon(), model.LetterActive, "",
			nothing + " Opent u deze brief niet voor zaterdag 23 mei 2026, dan krijgt u hem ook met de post."},
		{"paper if unopened, opened", waits, open, noon(), model.LetterActive, "", nothing},
		{"paper if unopened, withdrawn", waits, withdraw, noon(), model.LetterWithdrawn, withdrawn, nothing},
		{"paper if unopened, replaced", waits, supersede, noon(), model.LetterSuperseded, replaced, replacedNext},
		{"paper if unopened, not shared any more", waits, stopSharing, noon(), model.LetterActive, "", nothing + " U krijgt deze brief ook met de post."},
		{"paper if unopened, opened unseen", waits, stopAndOpen, noon(), model.LetterActive, "", nothing + " U krijgt deze brief ook met de post."},
		{"paper is due and not printed yet", waits, nil, model.PaperDue(noon(), 3), model.LetterActive, "", nothing + " U krijgt deze brief ook met de post."},
		{"paper was printed", waits, printed, model.PaperDue(noon(), 4), model.LetterActive, "", nothing},
		{"unopened bill with paper, paid", unpaid, pay, noon(), model.LetterActive, "", paid},
	} {
		m := mailboxWithPhone(t)
		m.SetPreferences(model.Preferences{Detail: model.DetailNeutral, Sharing: []model.OrgCode{sender}}, noon())
		l := deliver(t, m, row.letter, noon())
		if row.change != nil {
			must(t, m, row.change(m, l.ID), noon())
		}
		if got := l.StateAt(row.at); got != row.state || l.Active(row.at) != (row.state == model.LetterActive) {
			t.Errorf("%s: state %s, want %s", row.name, got, row.state)
		}
		if got := string(l.StateText("Stad Voorbeeld", row.at)); got != row.says {
			t.Errorf("%s: says\n%q, want\n%q", row.name, got, row.says)
		}
		if got := l.NextText(row.at); got != row.next {
			t.Errorf("%s: next\n%q, want\n%q", row.name, got, row.next)
		}
	}
}

func TestWhatABillSaysAsItsRemindersRing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, billOf(model.KindInvoice, "factuur", dueOn), noon())
	ring(m, noon())
	for _, row := range []struct {
		at   time.Time
		want string
	}{
		{dueOn.AddDays(-5).At(18, 40), "Betaal ten laatste op woensdag 3 juni 2026. We herinneren u er op woensdag 3 juni 2026 aan."},
		{dueOn.At(8, 40), "Betaal ten laatste op woensdag 3 juni 2026."},
	} {
		before := m.Rev
		ring(m, row.at)
		if got := l.NextText(row.at); got != row.want || l.Rev <= before {
			t.Errorf("at %s: %q, want %q; told: %t", row.at, got, row.want, l.Rev > before)
		}
	}
}

func TestWhatADossierSaysInEachSituation(t *testing.T) {
	t.Parallel()
	status := func(change func(*model.Status)) model.Status {
		s := model.Status{At: noon(), Phase: model.PhaseTreatment, Code: "InBehandeling", Label: "In behandeling", Notify: model.NotifyFeed}
		change(&s)
		return model.NewStatus(s)
	}
	asks := func(s *model.Status) {
		s.ActionRequired, s.ActionText, s.ActionBefore = true, "Bezorg ons een foto", dueOn
	}
	runs := func(*model.Status) {}
	const runsNext = "Dit dossier loopt nog. U hoeft nu niets te doen."
	child := model.About{DisplayName: "Lotte", Relation: model.RelationChild}
	for _, row := range []struct {
		name      string
		procedure model.Procedure
		about     model.About
		statuses  []func(*model.Status)
		at        time.Time
		why, next string
	}{
		{"runs", model.ProcedureReport, model.About{}, []func(*model.Status){runs}, noon(), "U hebt een dossier bij Stad Voorbeeld.", runsNext},
		{"of a child", model.ProcedurePolio, child, []func(*model.Status){runs}, noon(), "Dit dossier bij Stad Voorbeeld gaat over Lotte.", runsNext},
		{"asks", model.ProcedureReport, model.About{}, []func(*model.Status){asks}, noon(),
			"U hebt een dossier bij Stad Voorbeeld.", "Bezorg ons een foto. Doe dit ten laatste op woensdag 3 juni 2026."},
		{"asked in vain", model.ProcedureReport, model.About{}, []func(*model.Status){asks}, dueOn.AddDays(1).At(0, 0),
			"U hebt een dossier bij Stad Voorbeeld.", "Bezorg ons een foto. De termijn liep tot en met woensdag 3 juni 2026."},
		{"asks without a day", model.ProcedureReport, model.About{}, []func(*model.Status){func(s *model.Status) {
			s.ActionRequired, s.ActionText = true, "Waar is het?"
		}}, noon(), "U hebt een dossier bij Stad Voorbeeld.", "Waar is het?"},
		{"asked, and got it", model.ProcedureReport, model.About{}, []func(*model.Status){asks, func(s *model.Status) { s.At = noon().Add(time.Hour) }},
			noon(), "U hebt een dossier bij Stad Voorbeeld.", runsNext},
		{"done", model.ProcedureReport, model.About{}, []func(*model.Status){func(s *model.Status) { s.Phase, s.Code = model.PhaseDone, "Uitgevoerd" }},
			noon(), "U hebt een dossier bij Stad Voorbeeld.", "Dit dossier is afgerond. U hoeft niets te doen."},
		{"guardianship", model.ProcedureAdministration, child, []func(*model.Status){asks}, noon(),
			"U bent betrokken bij dit dossier.", "Er wordt iets van u gevraagd. Bekijk dit dossier. Doe dit ten laatste op woensdag 3 juni 2026."},
	} {
		m := newMailbox(t)
		head := dossierOf("1")
		head.Procedure, head.About = row.procedure, row.about
		for _, change := range row.statuses {
			report(t, m, head, status(change), noon())
		}
		d := model.InboxDossier{Dossier: m.Dossiers.Entries[0], Box: m}
		if got := d.WhyText("Stad Voorbeeld"); got != row.why {
			t.Errorf("%s: why\n%q, want\n%q", row.name, got, row.why)
		}
		if got := d.NextText(row.at); got != row.next {
			t.Errorf("%s: next\n%q, want\n%q", row.name, got, row.next)
		}
	}
}

// A phone must hear that the day by which a dossier asks something is over.
func TestADossierTurnsWhenItsDayIsOver(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	asks := statusAt(noon(), model.NotifyFeed)
	asks.ActionRequired, asks.ActionBefore = true, dueOn
	d := report(t, m, dossierOf("1"), model.NewStatus(asks), noon())
	over := dueOn.AddDays(1).At(0, 0)
	token := m.Token(over.Add(-time.Millisecond))
	if changes, err := m.Changes(token, 100, over); err != nil || len(changes.Entries) != 1 || changes.Entries[0].EntryID() != d.ID || changes.Token == token {
		t.Errorf("told %+v, %v", changes, err)
	}
}

func TestWhatAReminderSays(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	due := dueOn.At(9, 30)
	about := reminderOf("bij een dossier", due)
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyFeed), noon())
	about.Entry = d.ID
	must(t, m, m.CreateReminder(reminderOf("los", due), noon()), noon())
	must(t, m, m.CreateReminder(about, noon()), noon())
	loose, tied := m.ReminderList(false)[0], m.ReminderList(false)[1]
	if loose.Entry != "" {
		loose, tied = tied, loose
	}
	for got, want := range map[string]string{
		loose.WhyText(): "U hebt deze herinnering op woensdag 20 mei 2026 zelf ingesteld.",
		tied.WhyText():  "U hebt deze herinnering op woensdag 20 mei 2026 zelf ingesteld bij een dossier.",
		loose.NextText(due.Add(-time.Millisecond)): "Deze herinnering verschijnt op woensdag 3 juni 2026 om 9.30 uur.",
		loose.NextText(due):                        "Vink deze herinnering af als u klaar bent.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	must(t, m, m.CompleteReminder(loose.ID, true, noon()), noon())
	if got, want := loose.NextText(due), "U hebt deze herinnering afgevinkt. U hoeft niets te doen."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLettersDossiersAndRemindersNameEachOther(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	letter := letterOf(model.KindInformation, "bij dossier 1")
	letter.Dossier = model.DossierID(source, "1")
	l := deliver(t, m, letter, noon())
	if l.File() != nil {
		t.Error("the letter names a dossier that did not come yet")
	}
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyFeed), noon())
	file := l.File()
	if file == nil || file.ID != d.ID || len(file.Letters()) != 1 || file.Letters()[0].ID != l.ID {
		t.Fatalf("the letter names %+v", file)
	}
	for i, entry := range []model.EntryID{l.ID, d.ID} {
		var want []model.EntryID
		for j, due := range []time.Time{noon().Add(3 * time.Hour), noon().Add(time.Hour), noon().Add(2 * time.Hour)} {
			r := reminderOf(string(rune('a'+3*i+j)), due)
			r.Entry = entry
			must(t, m, m.CreateReminder(r, noon()), noon())
			want = append(want, r.ID)
		}
		must(t, m, m.CompleteReminder(want[1], true, noon()), noon())
		reminders := l.Reminders()
		if i == 1 {
			reminders = file.Reminders()
		}
		if len(reminders) != 3 || reminders[0].ID != want[2] || reminders[1].ID != want[0] || reminders[2].ID != want[1] {
			t.Errorf("the reminders about %s are %+v", entry, reminders)
		}
		for _, r := range reminders {
			if r.Subject().EntryID() != entry {
				t.Errorf("the reminder names %v", r.Subject())
			}
		}
	}
}
