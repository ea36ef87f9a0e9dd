package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// Sources report late, twice and out of order: the dossier is the same in the end.
func TestStatusesInAnyOrderGiveTheSameDossier(t *testing.T) {
	t.Parallel()
	statuses := []model.Status{
		statusAt(noon().Add(-3*time.Hour), model.NotifyPush),
		statusAt(noon().Add(-2*time.Hour), model.NotifyFeed),
		statusAt(noon().Add(-1*time.Hour), model.NotifyPush),
		statusAt(noon(), model.NotifySilent),
	}
	var first *model.Dossier
	for _, order := range permutations(len(statuses)) {
		m := mailboxWithPhone(t)
		for _, i := range slices.Concat(order, order) { // and each one once more
			head := dossierOf("1")
			head.Title = fmt.Sprintf("Zoals bij status %d", i)
			report(t, m, head, statuses[i], noon())
		}
		d, err := m.Dossier(dossierOf("1").ID)
		if err != nil {
			t.Fatal(err)
		}
		d.Rev = 0
		if first == nil {
			first = d
		}
		if diff := difference(first, d); diff != "" {
			t.Errorf("in order %v: %s", order, diff)
		}
		if sends := ring(m, noon()); len(sends) != 1 || pushOf(t, m, d.ID, model.Step(statuses[2].ID)).State != model.PushSent {
			t.Errorf("in order %v, %d messages were sent", order, len(sends))
		}
	}
	if first.Title != "Zoals bij status 3" || first.Read || !first.SortAt.Equal(statuses[2].At) || len(first.History) != 4 {
		t.Errorf("the dossier is %+v", first)
	}
}

// permutations are all orders of 0 to n-1.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			order := append([]int{}, shorter[:at]...)
			all = append(all, append(append(order, n-1), shorter[at:]...))
		}
	}
	return all
}

func TestASilentStatusNeitherMovesNorRings(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyFeed), noon())
	must(t, m, m.MarkRead([]model.EntryID{d.ID}, true, noon()), noon())
	must(t, m, m.Archive([]model.EntryID{d.ID}, true, noon()), noon())
	report(t, m, dossierOf("1"), statusAt(noon().Add(time.Hour), model.NotifySilent), noon())
	if !d.Read || !d.Archived || !d.SortAt.Equal(noon()) || len(d.History) != 2 || len(m.Push.Outbox) > 0 {
		t.Errorf("the dossier is %+v", d)
	}
	report(t, m, dossierOf("1"), statusAt(noon().Add(2*time.Hour), model.NotifyPush), noon())
	if d.Read || d.Archived || !d.SortAt.Equal(noon().Add(2*time.Hour)) || len(ring(m, noon())) != 1 {
		t.Errorf("after a loud status the dossier is %+v", d)
	}
}

func TestAnOldStatusThatComesLateDoesNotRing(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	d := report(t, m, dossierOf("1"), statusAt(noon(), model.NotifyPush), noon())
	must(t, m, m.MarkRead([]model.EntryID{d.ID}, true, noon()), noon())
	report(t, m, dossierOf("1"), statusAt(noon().Add(-time.Hour), model.NotifyPush), noon())
	if !d.Read || len(d.History) != 2 || len(ring(m, noon())) > 0 {
		t.Errorf("the dossier is %+v", d)
	}
}

func TestANewerStatusTakesThePlaceOfTheOlderPush(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	older, newer := statusAt(night(), model.NotifyPush), statusAt(night().Add(time.Minute), model.NotifyPush)
	d := report(t, m, dossierOf("1"), older, night())
	ring(m, night())
	report(t, m, dossierOf("1"), newer, night().Add(time.Minute))
	wantPush(t, pushOf(t, m, d.ID, model.Step(older.ID)), model.PushDropped, model.ReasonSuperseded)
	if sends := ring(m, morning()); len(sends) != 1 || sends[0].Words.Total != 1 {
		t.Errorf("in the morning: %+v", sends)
	}
}

func TestAStatusIsPushedForSevenDays(t *testing.T) {
	t.Parallel()
	for age, want := range map[time.Duration]int{7*24*time.Hour - time.Millisecond: 1, 7 * 24 * time.Hour: 0} {
		m := mailboxWithPhone(t)
		status := statusAt(noon().Add(-age), model.NotifyPush)
		d := report(t, m, dossierOf("1"), status, noon())
		if sends := ring(m, noon()); len(sends) != want {
			t.Errorf("a status of %s ago rings %d times, want %d", age, len(sends), want)
		}
		if want == 0 {
			wantPush(t, pushOf(t, m, d.ID, model.Step(status.ID)), model.PushDropped, model.ReasonExpired)
		}
	}
}

// Guardianship: seen in the feed, never pushed, never a tag.
func TestAConfidentialDossierIsNeverPushed(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	head := dossierOf("bewind")
	head.Procedure = model.ProcedureAdministration
	status := statusAt(noon(), model.NotifyPush)
	d := report(t, m, head, status, noon())
	if sends := ring(m, noon()); len(sends) > 0 {
		t.Errorf("%d messages were sent", len(sends))
	}
	wantPush(t, pushOf(t, m, d.ID, model.Step(status.ID)), model.PushDropped, model.ReasonConfidential)
	if len(m.Feed(model.FeedFilter{Unread: true}, noon())) != 1 || len(m.Derived.Tags) != 1 || m.Derived.Tags[0] != "push:on" {
		t.Errorf("the feed shows %v, the tags are %v", m.Feed(model.FeedFilter{}, noon()), m.Derived.Tags)
	}
}

func TestAHistoryIsBounded(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	var d *model.Dossier
	for i := range model.MaxHistory {
		d = report(t, m, dossierOf("1"), statusAt(noon().Add(time.Duration(i)*time.Minute), model.NotifyFeed), noon())
	}
	oldest := d.History[model.MaxHistory-1]
	for _, late := range []model.Status{
		statusAt(noon().Add(-time.Hour), model.NotifyFeed),
		afterward(oldest), // at the same moment as the oldest that is kept
	} {
		if err := m.ReportStatus(dossierOf("1"), late, noon()); err != nil || m.Changed() {
			t.Errorf("a status older than all that is kept: %v, changed %t", err, m.Changed())
		}
	}
	report(t, m, dossierOf("1"), statusAt(noon().Add(24*time.Hour), model.NotifyFeed), noon())
	if len(d.History) != model.MaxHistory || d.History[model.MaxHistory-1].ID == oldest.ID {
		t.Errorf("%d statuses are kept", len(d.History))
	}
}

// afterward is a status at the same moment as s that sorts behind it.
func afterward(s model.Status) model.Status {
	for i := 0; ; i++ {
		other := s
		other.Label = fmt.Sprint(i)
		if other = model.NewStatus(other); other.ID > s.ID {
			return other
		}
	}
}

// The record that leads from a dossier to its mailboxes keeps to the same order as the mailboxes.
func TestADossierRecordIsTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	statuses := []model.Status{statusAt(noon(), model.NotifyFeed), statusAt(noon().Add(time.Hour), model.NotifyPush)}
	statuses = append(statuses, afterward(statuses[1]))
	recipients := []model.CitizenID{"c", "a", "b"}
	for _, order := range permutations(len(statuses)) {
		var record model.DossierRecord
		for _, i := range order {
			first, err := record.Admit(recipients[i:i+1], statuses[i])
			second, errAgain := record.Admit(recipients[i:i+1], statuses[i])
			if !first || second || err != nil || errAgain != nil {
				t.Errorf("in order %v: admitting status %d changes something once", order, i)
			}
		}
		if !slices.Equal(record.Recipients, []model.CitizenID{"a", "b", "c"}) || record.NewestID != statuses[1].ID {
			t.Errorf("in order %v: %+v", order, record)
		}
	}
}

func TestARemovedDossierIsGoneForGood(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	status := statusAt(night(), model.NotifyPush)
	d := report(t, m, dossierOf("1"), status, night())
	belonging := letterOf(model.KindInformation, "brief")
	belonging.Dossier = d.ID
	l := deliver(t, m, belonging, night())
	about := reminderOf("1", noon().Add(time.Hour))
	about.Entry = d.ID
	must(t, m, m.CreateReminder(about, night()), night())
	before := m.Token(night())

	m.RemoveDossier(d.ID, night())
	save(m, night())
	wantPush(t, pushOf(t, m, d.ID, model.Step(status.ID)), model.PushDropped, model.ReasonWithdrawn)
	changes, err := m.Changes(before, 100, night())
	if err != nil || !slices.Equal(changes.Removed, []model.EntryID{d.ID}) || len(changes.Entries) != 2 {
		t.Errorf("a phone hears %+v, %v", changes, err)
	}
	r, err := m.Reminder(about.ID)
	if err != nil || l.File() != nil || (model.InboxReminder{Reminder: r, Box: m}).Subject() != nil {
		t.Errorf("letter and reminder stay and lead nowhere: %v", err)
	}
	m.RemoveDossier(d.ID, morning())
	for _, late := range []model.Status{status, statusAt(noon(), model.NotifyPush)} {
		if err := m.ReportStatus(dossierOf("1"), late, noon()); model.CodeOf(err) != model.CodeConflict || m.Changed() {
			t.Errorf("a status of a removed dossier: %v, changed %t", err, m.Changed())
		}
	}
	for _, send := range ring(m, morning()) {
		if send.Entry == d.ID || send.Words.Total != 1 {
			t.Errorf("in the morning: %+v", send)
		}
	}
}

// A status may have been on its way to the mailbox when the dossier was removed.
func TestARemovalThatComesFirstHolds(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.RemoveDossier(dossierOf("1").ID, noon())
	save(m, noon())
	if err := m.ReportStatus(dossierOf("1"), statusAt(noon(), model.NotifyPush), noon()); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("the status that comes late: %v", err)
	}
	record := model.DossierRecord{Recipients: []model.CitizenID{"a"}}
	if !record.Remove(noon()) || record.Remove(morning()) || !record.RemovedAt.Equal(noon()) {
		t.Errorf("removed once: %+v", record)
	}
	if changed, err := record.Admit([]model.CitizenID{"b"}, statusAt(noon(), model.NotifyPush)); changed || model.CodeOf(err) != model.CodeConflict {
		t.Errorf("a removed record admits: %t, %v", changed, err)
	}
}

// What the letter belonged to is a secret still.
func TestALetterOfARemovedGuardianshipStaysSilent(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	head := dossierOf("bewind")
	head.Procedure = model.ProcedureAdministration
	report(t, m, head, statusAt(night(), model.NotifyFeed), night())
	belonging := letterOf(model.KindInformation, "brief")
	belonging.Dossier = head.ID
	deliver(t, m, belonging, night())
	m.RemoveDossier(head.ID, night())
	save(m, night())
	if sends := ring(m, morning()); len(sends) > 0 {
		t.Errorf("%d messages were sent", len(sends))
	}
	for _, tag := range m.Derived.Tags {
		if tag != "push:on" {
			t.Errorf("tag %q tells something", tag)
		}
	}
}

func TestDocumentsAreShownOnceAndOnlyThenPartOfAStatus(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	id := dossierOf("1").ID
	document := func(content, title string) model.Document {
		return model.Document{ID: model.NewDocumentID(id, content), Content: content, Type: model.DocumentDecision, Title: title, SHA256: content, Size: 1}
	}
	with := func(s model.Status, documents ...model.Document) model.Status {
		s.Documents = documents
		return model.NewStatus(s)
	}
	plain := statusAt(noon(), model.NotifyFeed)
	if with(plain).ID != plain.ID || with(plain, document("a", "Besluit")).ID == plain.ID ||
		with(plain, document("a", "Besluit")).ID == with(plain, document("a", "Beslissing")).ID {
		t.Error("documents are part of a status' id where there are any")
	}
	report(t, m, dossierOf("1"), with(plain, document("a", "Ontwerp"), document("b", "Plan")), noon())
	report(t, m, dossierOf("1"), with(statusAt(noon().Add(time.Hour), model.NotifyFeed), document("a", "Besluit")), noon())
	d, err := m.Dossier(id)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, file := range (model.InboxDossier{Dossier: d, Box: m}).Files() {
		titles = append(titles, file.Title)
	}
	if !slices.Equal(titles, []string{"Besluit", "Plan"}) {
		t.Errorf("the documents are %q", titles)
	}
}

// Two people share a dossier, and each was named by some of its statuses only: in the end both have
// the same, its procedure too, which only one status names.
func TestWhoSharesADossierSeesTheSame(t *testing.T) {
	t.Parallel()
	statuses := []model.Status{
		statusAt(noon().Add(-3*time.Hour), model.NotifyPush), statusAt(noon().Add(-2*time.Hour), model.NotifyFeed),
		statusAt(noon().Add(-1*time.Hour), model.NotifyPush), statusAt(noon(), model.NotifySilent),
	}
	for _, order := range permutations(len(statuses)) {
		one, other := mailboxWithPhone(t), mailboxWithPhone(t)
		for place, i := range order {
			m := one
			if place%2 == 1 {
				m = other
			}
			head := dossierOf("1")
			head.Title = fmt.Sprintf("Zoals bij status %d", i)
			if head.Procedure = ""; i == 1 {
				head.Procedure = model.ProcedureMarriage
			}
			report(t, m, head, statuses[i], noon())
		}
		for range 2 { // to and fro
			must(t, other, other.ShareDossier(one.Dossiers.Entries[0], noon()), noon())
			must(t, one, one.ShareDossier(other.Dossiers.Entries[0], noon()), noon())
		}
		a, b := *one.Dossiers.Entries[0], *other.Dossiers.Entries[0]
		a.Rev, b.Rev = 0, 0
		if diff := difference(a, b); diff != "" {
			t.Errorf("in order %v: %s", order, diff)
		}
		if a.Procedure != model.ProcedureMarriage || a.Title != "Zoals bij status 3" || len(a.History) != 4 {
			t.Errorf("in order %v: %+v", order, a)
		}
		for _, m := range []*model.Mailbox{one, other} {
			if sends := ring(m, noon()); len(sends) != 1 {
				t.Errorf("in order %v a phone rings %d times", order, len(sends))
			}
		}
	}
}
