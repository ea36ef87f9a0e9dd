package model_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestTheFeedIsNewestFirst(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	invoice := deliver(t, m, letterOf(model.KindInvoice, "factuur"), noon())
	fine := deliver(t, m, letterOf(model.KindGASFine, "boete"), noon()) // at the same moment: by id
	d := report(t, m, dossierOf("1"), statusAt(noon().Add(time.Minute), model.NotifyFeed), noon())
	r := reminderOf("paspoort", noon().Add(time.Hour))
	must(t, m, m.CreateReminder(r, noon()), noon())
	must(t, m, m.MarkRead([]model.EntryID{invoice.ID}, true, noon()), noon())

	byID := []model.EntryID{invoice.ID, fine.ID}
	slices.Sort(byID)
	for _, row := range []struct {
		name   string
		filter model.FeedFilter
		at     time.Time
		want   []model.EntryID
	}{
		{"a reminder is hidden until its moment", model.FeedFilter{}, r.DueAt.Add(-1), slices.Concat([]model.EntryID{d.ID}, byID)},
		{"all", model.FeedFilter{}, r.DueAt, slices.Concat([]model.EntryID{r.ID, d.ID}, byID)},
		{"unread", model.FeedFilter{Unread: true}, r.DueAt, []model.EntryID{d.ID, fine.ID}},
		{"letters", model.FeedFilter{Types: []model.FeedEntryType{model.FeedLetter}}, r.DueAt, byID},
		{"archived", model.FeedFilter{Archived: true}, r.DueAt, nil},
	} {
		var got []model.EntryID
		for _, e := range m.Feed(row.filter, row.at) {
			got = append(got, e.EntryID())
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// What a letter says comes next must be true after each change.
func TestNextTextOfACallLetter(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	now := noon()
	says := func(want string) {
		t.Helper()
		if got := l.NextText(now); got != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
	says("Opent u deze brief niet, dan herinneren we u er op zaterdag 23 mei 2026 aan.")

	m.SetPreferences(model.Preferences{Detail: model.DetailNeutral, MuteLadder: true}, now)
	says("Op zondag 7 juni 2026 stemt u.")
	m.SetPreferences(model.DefaultPreferences(), now)
	says("Opent u deze brief niet, dan herinneren we u er op zaterdag 23 mei 2026 aan.")

	ring(m, now)
	now = model.Day("2026-05-23").At(18, 40)
	ring(m, now)
	says("Opent u deze brief niet, dan herinneren we u er op zaterdag 6 juni 2026 aan.")

	now = model.Day("2026-06-06").At(18, 40)
	settle(m, m.Wake(now), model.PhoneRetry, now) // it is being sent: what comes after that?
	says("Opent u deze brief niet, dan herinneren we u er op zondag 7 juni 2026 aan.")

	must(t, m, m.Open(l.ID, now), now)
	says("Op zondag 7 juni 2026 stemt u.")
	now = election.Day.At(14, 0)
	says("De stembureaus zijn gesloten. U hoeft niets te doen.")
}

func TestNextTextAfterWhatASenderDoes(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, callLetter("kiesbrief"), noon())
	successor := callLetter("verplaatst")
	successor.Supersedes = l.ID
	moved := deliver(t, m, successor, noon())
	if got, want := l.NextText(noon()), "Een nieuwe brief vervangt deze brief. U hoeft niets te doen."; got != want {
		t.Errorf("superseded: %q, want %q", got, want)
	}
	must(t, m, m.Withdraw(moved.ID, noon()), noon())
	if got, want := moved.NextText(noon()), "U hoeft niets te doen."; got != want {
		t.Errorf("withdrawn: %q, want %q", got, want)
	}
}

func TestNextTextByKind(t *testing.T) {
	t.Parallel()
	invitation := letterOf(model.KindInvitationLetter, "uitnodiging")
	invitation.Call = callFor(election)
	invitation.Call.Compulsory = false
	bill := letterOf(model.KindTaxBill, "aanslag")
	bill.Deadline = &model.Deadline{Date: "2026-06-06", Consequence: "Daarna komt er een verhoging bij."}
	for _, row := range []struct {
		letter model.Letter
		at     time.Time
		want   string
	}{
		{invitation, model.Day("2026-06-07").At(12, 0), "Op zondag 7 juni 2026 kunt u stemmen."},
		{bill, model.Day("2026-06-06").At(23, 59), "Doe dit ten laatste op zaterdag 6 juni 2026. Daarna komt er een verhoging bij."},
		{bill, model.Day("2026-06-07").At(0, 0), "De termijn liep tot en met zaterdag 6 juni 2026. Daarna komt er een verhoging bij."},
		{letterOf(model.KindInformation, "info"), noon(), "U hoeft niets te doen."},
		{letterOf(model.KindEIDCodesReady, "kaart"), noon(), "Lees in de brief of u iets moet doen."},
	} {
		l := deliver(t, newMailbox(t), row.letter, row.at)
		if got := l.NextText(row.at); got != row.want {
			t.Errorf("%s: %q, want %q", l.Reference, got, row.want)
		}
	}
}

func TestWhyText(t *testing.T) {
	t.Parallel()
	own, elsewhere := letterOf(model.KindInvoice, "eigen woorden"), callLetter("onbekende gemeente")
	own.Why, elsewhere.Call.NIS = "U huurt een zaal.", "99999"
	for _, row := range []struct {
		letter model.Letter
		want   string
	}{
		{own, "U huurt een zaal."},
		{callLetter("kiesbrief"), "U staat op de kiezerslijst van Mechelen."},
		{elsewhere, "Deze brief is aan u gericht."},
		{letterOf(model.KindInvoice, "factuur"), "U koos voor digitale post."},
	} {
		if got := deliver(t, newMailbox(t), row.letter, noon()).WhyText(); got != row.want {
			t.Errorf("%s: %q, want %q", row.letter.Reference, got, row.want)
		}
	}
}

func TestWhatAnEntryIsTiedTo(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	old := deliver(t, m, callLetter("kiesbrief"), noon())
	successor := callLetter("verplaatst")
	successor.Supersedes, successor.Dossier = old.ID, dossierOf("1").ID
	moved := deliver(t, m, successor, noon())
	if moved.File() != nil || old.Replaced() != nil || moved.Replacement() != nil {
		t.Error("tied to what is not there")
	}
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyFeed), noon())
	r := reminderOf("stemmen", noon())
	r.Entry = moved.ID
	must(t, m, m.CreateReminder(r, noon()), noon())
	reminder, err := m.Find(r.ID)
	if err != nil {
		t.Fatal(err)
	}
	dossier := model.InboxDossier{Dossier: d, Box: m}
	if old.Replacement().ID != moved.ID || moved.Replaced().ID != old.ID || moved.File().ID != d.ID ||
		len(dossier.Letters()) != 1 || reminder.(model.InboxReminder).Subject().EntryID() != moved.ID {
		t.Error("not tied to what is there")
	}
}
