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
			if !record.Admit(recipients[i:i+1], statuses[i]) || record.Admit(recipients[i:i+1], statuses[i]) {
				t.Errorf("in order %v: admitting status %d changes something once", order, i)
			}
		}
		if !slices.Equal(record.Recipients, []model.CitizenID{"a", "b", "c"}) || record.NewestID != statuses[1].ID {
			t.Errorf("in order %v: %+v", order, record)
		}
	}
}
