package resolvers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// What each request of the app costs the store. An operation that is new, or asks for more, must say so here.
func TestWhatEachOperationOfTheAppAsksOfTheStore(t *testing.T) {
	t.Parallel()
	reads := map[string]map[string]int{ // beside those that read one mailbox, or read and save one
		"ActivateDigitalPost": {"Mailboxes": 1},
		"AppStatus":           {},
		"DossierDetail":       {"FindRecords sources": 1, "Mailboxes": 1},
		"LetterDetail":        {"FindRecords letters": 1, "Mailboxes": 1},
		"Procedures":          {},
		"RegisterDevice":      {"FindRecords devices": 1, "FindRecords installations": 2, "Mailboxes": 1},
		"ReportPushes":        {"Mailboxes": 1, "SaveRecords receipts": 1, "SaveRecords rungs": 1},
		"UnregisterDevice":    {"FindRecords devices": 2, "Mailboxes": 1, "SaveMailboxes": 1, "SaveRecords devices": 1},
	}
	for _, name := range []string{"Calendar", "Documents", "EntryType", "FeedPage", "MailboxChanged", "OpenApp", "Search", "Settings", "Sync"} {
		reads[name] = map[string]int{"Mailboxes": 1}
	}
	for _, name := range []string{"ArchiveEntries", "CompleteReminder", "CreateReminder", "DeactivateDigitalPost", "DeleteReminder", "MarkFeedRead", "MarkRead", "OpenAnnouncement", "OpenLetter", "SendTestPush", "SwitchLadderStep", "UpdatePreferences"} {
		reads[name] = map[string]int{"Mailboxes": 1, "SaveMailboxes": 1}
	}
	operations := appOperations(t)
	for name := range reads {
		if operations[name] == "" {
			t.Errorf("the app has no %s", name)
		}
	}
	for name, text := range operations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := rich(t)
			who := s.as(an)
			variables := s.variablesOf(t, name)
			who.ask(t, viewerID) // this day's sign of life is written once
			calls := s.store.counted(func() {
				if strings.HasPrefix(text, "subscription") {
					event, told := who.subscribe(t, text, variables).next(t)
					want(t, []any{event, len(told.Errors), len(told.list("mailboxChanged.entries"))}, []any{"next", 0, 1})
					return
				}
				who.ask(t, text, variables)
			})
			delete(calls, "States") // a follower's look, every 2 seconds
			want(t, calls, reads[name])
		})
	}
}

// variablesOf are those that make sense for one of the app's operations.
func (s *service) variablesOf(t *testing.T, name string) m {
	t.Helper()
	held := s.as(an).ask(t, `{ viewer { syncToken
		letters { nodes { id payment { status } ladder { id switchable } } } dossiers { nodes { id } } pushes { id }
		feed { nodes { ... on Reminder { id announcement { text } } } } reminders { nodes { id } } } }`)
	letterID, dossierID := held.text("viewer.letters.nodes.0.id"), held.text("viewer.dossiers.nodes.0.id")
	reminderID, announced := held.text("viewer.reminders.nodes.0.id"), ""
	for i := range held.list("viewer.feed.nodes") {
		if held.at(fmt.Sprintf("viewer.feed.nodes.%d.announcement", i)) != nil {
			announced = held.text(fmt.Sprintf("viewer.feed.nodes.%d.id", i))
		}
	}
	step := ""
	for i := range held.list("viewer.letters.nodes.0.ladder") {
		if at := fmt.Sprintf("viewer.letters.nodes.0.ladder.%d.", i); held.at(at+"switchable") == true {
			step = held.text(at + "id")
		}
	}
	inputs := m{
		"ActivateDigitalPost": m{"understood": true}, "DeactivateDigitalPost": m{}, "ArchiveEntries": m{"ids": []string{letterID}, "archived": true},
		"CompleteReminder": m{"id": reminderID, "completed": true}, "DeleteReminder": m{"id": reminderID},
		"CreateReminder": m{"clientId": "herinnering-9", "title": "Bel", "dueAt": s.clock.now().Add(time.Hour)},
		"MarkFeedRead":   m{"before": s.clock.now()}, "MarkRead": m{"ids": []string{letterID}, "read": true}, "OpenLetter": m{"id": letterID},
		"OpenAnnouncement": m{"id": announced}, "RegisterDevice": device(phone, token), "SendTestPush": m{"clientId": "proef-1234", "installationId": phone},
		"ReportPushes":      m{"events": []m{{"pushId": held.text("viewer.pushes.0.id"), "event": "RECEIVED", "at": s.clock.now()}}},
		"SwitchLadderStep":  m{"id": step, "on": false},
		"UpdatePreferences": m{"detail": "DETAILED"},
	}
	if name == "MailboxChanged" {
		s.sender(mechelen).deliver(t, letter("nieuw", an))
	}
	id := letterID
	if name == "DossierDetail" {
		id = dossierID
	}
	if name == "UnregisterDevice" {
		inputs[name] = m{"installationId": phone, "secret": s.as(an).register(t, phone, token)}
	}
	input, ok := inputs[name]
	if !ok {
		input = m{}
	}
	return m{
		"id": id, "installationId": phone, "first": 20, "language": "NL", "text": "straat", "nis": "12025", "platform": "ANDROID",
		"version": "2.4.0", "input": input, "since": held.text("viewer.syncToken"),
	}
}

// In production, with nothing changed, a trusted document costs one look at the state of the mailbox.
func TestATrustedDocumentThatDidNotChangeReadsNoMailbox(t *testing.T) {
	t.Parallel()
	open := appOperations(t)["OpenApp"]
	s := rich(t).again(t, func(s *setup) { s.config.AnyDocument, s.config.Documents = false, []string{open} })
	who := s.as(an)
	asked := url.Values{"documentId": {documentID(open)}, "variables": {`{"installationId":"` + phone + `","first":20}`}}
	get := func(held string) *http.Response {
		return who.get(t, "/graphql?"+asked.Encode(), "Burgerbode-App", "phone/2.4.0", "Burgerbode-Installation", phone, "If-None-Match", held)
	}
	tag := get("").Header.Get("ETag")
	calls := s.store.counted(func() { want(t, get(tag).StatusCode, http.StatusNotModified) })
	want(t, calls, map[string]int{"States": 1})
	s.sender(mechelen).deliver(t, letter("nieuw", an))
	calls = s.store.counted(func() { want(t, get(tag).StatusCode, http.StatusOK) })
	want(t, calls, map[string]int{"States": 1, "Mailboxes": 1})
}

// Several changes in one operation: each answers as the mailbox is after it.
func TestEachChangeOfAnOperationAnswersWhatItMade(t *testing.T) {
	t.Parallel()
	s := newService(t)
	answer := s.as(an).ask(t, `mutation {
		off: deactivateDigitalPost(input: {}) { digitalPost { active warning } }
		on: activateDigitalPost(input: {understood: true}) { digitalPost { active warning } }
		again: deactivateDigitalPost(input: {}) { digitalPost { active warning } }
	}`)
	for _, name := range []string{"off", "on", "again"} {
		on := name == "on"
		want(t, answer.at(name+".digitalPost.active"), on)
		want(t, answer.at(name+".digitalPost.warning") != nil, on)
	}
}
