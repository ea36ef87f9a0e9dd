package resolvers_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// experienced is the mailbox of somebody who opened some hundred letters over the years, the oldest first, most of
// which stand in archives by now.
func experienced(t testing.TB, letters int) (s *service, ids []string) {
	t.Helper()
	s = newService(t)
	s.as(an).activate(t)
	s.clock.moveTo(opening.AddDate(-6, 0, 0))
	ended := change(change(status("oud", "Beslist", an), "at", s.clock.now()), "phase", "AFGEROND")
	dossier := model.EntryID(s.sender(mechelen).reportAll(t, ended))
	for at := 0; at < letters; at += 20 {
		s.clock.advance(60 * 24 * time.Hour)
		var some []m
		for i := range 20 {
			sent := letter(fmt.Sprint(at+i), an)
			if at+i == 3 {
				sent = callLetter("3", an)
			}
			some = append(some, change(sent, "subject", fmt.Sprintf("Brief nummer %03d", at+i)))
		}
		for _, one := range s.sender(mechelen).deliver(t, some...) {
			ids = append(ids, one.LetterID)
		}
	}
	s.ring(t, an)
	s.clock.moveTo(opening.AddDate(3, 0, 0))
	_, err := s.mailboxes.Update(t.Context(), s.citizen(t, an), func(m *model.Mailbox) error {
		for _, id := range ids {
			if err := m.Open(model.EntryID(id), s.clock.now()); err != nil {
				return err
			}
		}
		return m.MarkRead([]model.EntryID{dossier}, true, s.clock.now())
	})
	must(t, err)
	for box := s.mailbox(t, an); len(box.Notices)+len(box.Push.Outbox) > 0; box = s.mailbox(t, an) {
		s.ring(t, an) // and tell the senders, as far as they may know
		s.clock.advance(time.Hour)
	}
	s.as(an).ask(t, `mutation { updatePreferences(input: {detail: DETAILED}) { rev } }`)
	return s, ids
}

func TestSettledLettersLeaveTheMailboxAndAreFoundAllTheSame(t *testing.T) {
	t.Parallel()
	const letters = 560
	s, ids := experienced(t, letters)
	held := s.mailbox(t, an)
	if got := len(held.Letters.Entries); got > model.KeptSettled+model.MaxRecord || len(held.Archives) == 0 {
		t.Fatalf("%d of %d letters are in the mailbox, which has %d archives", got, letters, len(held.Archives))
	}
	who := s.as(an)
	who.ask(t, viewerID)
	// The first page is one read.
	calls := who.store.counted(func() {
		first := who.ask(t, `{ viewer { feed(first: 50) { totalCount pageInfo { hasNextPage } nodes { ... on Letter { reference } } } } }`)
		want(t, []any{first.at("viewer.feed.totalCount"), first.at("viewer.feed.pageInfo.hasNextPage")}, []any{letters + 1, true})
	})
	want(t, calls, map[string]int{"Mailboxes": 1})
	shown, after := []string{}, any(nil)
	for more := true; more; {
		page := who.ask(t, `query ($after: String) { viewer { letters(first: 100, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { id reference } } } }`, m{"after": after})
		want(t, page.at("viewer.letters.totalCount"), letters)
		shown = append(shown, page.each("viewer.letters.nodes", "id")...)
		after, more = page.at("viewer.letters.pageInfo.endCursor"), page.at("viewer.letters.pageInfo.hasNextPage") == true
	}
	slices.Sort(shown)
	want(t, shown, slices.Sorted(slices.Values(ids)))
	found := who.ask(t, `{ viewer { search(text: "nummer 007") { nodes { ... on Letter { reference } } } documents { totalCount nodes { title url } } } }`)
	if !slices.Contains(found.each("viewer.search.nodes", "reference"), "7") || found.at("viewer.documents.totalCount") != 1.0 {
		t.Errorf("found %s", found.raw)
	}
	if page := s.anonymous().get(t, found.text("viewer.documents.nodes.0.url")); page.StatusCode != http.StatusOK || page.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("the call letter's page: %s", page.Status)
	}
	opened := who.ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { reference body { markdown } why } } }`, m{"id": ids[0]})
	want(t, opened.at("node.reference"), "0")
	wantError(t, s.as(bram).try(t, `query ($id: ID!) { node(id: $id) { id } }`, m{"id": ids[0]}), model.CodeNotFound)
	var app replica
	app.follow(t, who, 100)
	want(t, len(app.entries), letters+1)
	calls = who.store.counted(func() { app.follow(t, who, 100) })
	want(t, calls, map[string]int{"Mailboxes": 1})
}

// What happens to a letter in an archive happens to it as to any other; it is back in the mailbox then.
func TestLettersInArchivesChangeAsOthersDo(t *testing.T) {
	t.Parallel()
	s, ids := experienced(t, 560)
	who := s.as(an)
	var app replica
	app.follow(t, who, 100)
	archived := func(t *testing.T) string { // one that is not in the mailbox
		t.Helper()
		held := s.mailbox(t, an)
		at := slices.IndexFunc(ids, func(id string) bool { return held.Elsewhere(model.EntryID(id)) })
		if at < 0 {
			t.Fatal("none is left in an archive")
		}
		return ids[at]
	}
	reference := func(id string) string { return fmt.Sprint(slices.Index(ids, id)) }
	state := func(id string) any {
		return who.ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { state } } }`, m{"id": id}).at("node.state")
	}
	for name, happens := range map[string]func(t *testing.T, id string) (shows any){
		"unread": func(t *testing.T, id string) any {
			done := who.ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: false}) { entries { ... on Letter { id read } } } }`, m{"id": id})
			return done.at("markRead.entries.0.id") == id && done.at("markRead.entries.0.read") == false
		},
		"already read": func(t *testing.T, id string) any {
			done := who.ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { entries { ... on Letter { id } } } }`, m{"id": id})
			return done.at("markRead.entries.0.id") == id
		},
		"withdrawn": func(t *testing.T, id string) any {
			s.sender(mechelen).tryWithdraw(t, reference(id))
			return state(id) == "WITHDRAWN"
		},
		"superseded": func(t *testing.T, id string) any {
			s.sender(mechelen).deliverOne(t, change(letter("nieuw", an), "supersedes", m{"reference": reference(id)}))
			links := who.ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { supersededBy { reference supersedes { id } } } } }`, m{"id": id})
			want(t, links.at("node.supersededBy.supersedes.id"), id)
			return state(id) == "SUPERSEDED"
		},
		"reminded of": func(t *testing.T, id string) any {
			made := who.ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Nog eens lezen", "dueAt": s.clock.now().AddDate(0, 0, 2), "entryId": id}})
			about := who.ask(t, `query ($id: ID!) { node(id: $id) { ... on Reminder { entry { ... on Letter { id } } } } }`, m{"id": made.text("createReminder.reminder.id")})
			return about.at("node.entry.id") == id
		},
		"sent again": func(t *testing.T, id string) any {
			return s.sender(mechelen).deliverOne(t, change(letter(reference(id), an), "subject", fmt.Sprintf("Brief nummer %03s", reference(id)))) == id
		},
	} {
		id := archived(t)
		if happens(t, id) != true {
			t.Errorf("%s: %s does not show it", name, reference(id))
		}
		app.follow(t, who, 100)
		app.wantEqualOf(t, who, id)
	}
	if held := s.mailbox(t, an); len(held.Letters.Entries) > model.KeptSettled+model.MaxRecord+10 {
		t.Errorf("%d letters came back", len(held.Letters.Entries))
	}
}

// wantEqualOf wants the app to hold a letter as the service shows it.
func (r *replica) wantEqualOf(t testing.TB, c caller, id string) {
	t.Helper()
	shown := c.ask(t, `query ($id: ID!) { node(id: $id) { __typename ... on Letter { id read archived firstOpenedAt next state } } }`, m{"id": id})
	want(t, r.entries[id]["entry"], shown.at("node"))
}

// A dossier that its source removes leaves no trace in an archive.
func TestADossierIsRemovedFromArchivesToo(t *testing.T) {
	t.Parallel()
	s, _ := experienced(t, 560)
	held := s.mailbox(t, an)
	whole, err := s.mailboxes.Whole(t.Context(), held)
	must(t, err)
	dossier := whole.Dossiers.Entries[0].ID
	if len(held.Dossiers.Entries) > 0 || !held.Elsewhere(dossier) {
		t.Fatal("the dossier is not in an archive")
	}
	s.sender(mechelen).remove(t, "oud")
	wantError(t, s.as(an).try(t, `query ($id: ID!) { node(id: $id) { id } }`, m{"id": dossier}), model.CodeGone)
	left, err := store.ListAll[model.Archive](t.Context(), s.store, model.ArchiveList(held.ID))
	must(t, err)
	named := s.mailbox(t, an).ArchiveKeys()
	for _, archive := range left {
		if !slices.Contains(named, archive.ID) || len(archive.Dossiers) > 0 {
			t.Errorf("archive %s is left, with %d dossiers", archive.ID, len(archive.Dossiers))
		}
	}
}
