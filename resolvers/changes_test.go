package resolvers_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

const askChanges = `query ($since: String, $first: Int) { viewer { changes(since: $since, first: $first) {
	entries { entry { __typename ...letter ...dossier ...reminder } sortAt inFeed }
	removed pinned counts { unread toDo } preferences { detail } digitalPost { active } rev token hasMore } } }
	fragment letter on Letter { id read archived firstOpenedAt next state }
	fragment dossier on Dossier { id read archived title next }
	fragment reminder on Reminder { id title completedAt createdAt next entry { __typename } }`

// replica is what an app holds that follows its mailbox by changes.
type replica struct {
	token   any // nil: it holds nothing
	entries map[string]m
	last    m
}

// follow takes over page after page, and answers how many there were.
func (r *replica) follow(t testing.TB, c caller, first int) int {
	t.Helper()
	for pages := 1; ; pages++ {
		page := c.ask(t, askChanges, m{"since": r.token, "first": first}).at("viewer.changes").(m)
		r.take(page)
		if page["hasMore"] == false {
			return pages
		}
	}
}

// take takes over a page.
func (r *replica) take(page m) {
	if r.token == nil {
		r.entries = map[string]m{}
	}
	for _, id := range page["removed"].([]any) {
		delete(r.entries, id.(string))
	}
	for _, changed := range page["entries"].([]any) {
		r.entries[changed.(m)["entry"].(m)["id"].(string)] = changed.(m)
	}
	r.token, r.last = page["token"], page
}

// feed is the inbox that the app shows, in its order.
func (r *replica) feed() []string {
	ids := []string{}
	for id, held := range r.entries {
		if held["inFeed"] == true {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		at := func(id string) string { return fmt.Sprint(r.entries[id]["sortAt"]) }
		return cmp.Or(cmp.Compare(at(b), at(a)), cmp.Compare(a, b))
	})
	return ids
}

// wantEqual wants the app to show what the service shows.
func (r *replica) wantEqual(t testing.TB, c caller) {
	t.Helper()
	shown := c.ask(t, `{ viewer { rev syncToken counts { unread toDo } pinned { nodes { ... on Letter { id } ... on Dossier { id } } }
		feed(first: 100) { nodes { __typename ...letter ...dossier ...reminder } } } }
		fragment letter on Letter { id read archived firstOpenedAt next state }
		fragment dossier on Dossier { id read archived title next }
		fragment reminder on Reminder { id title completedAt createdAt next entry { __typename } }`)
	held := []any{}
	for _, id := range r.feed() {
		held = append(held, r.entries[id]["entry"])
	}
	want(t, held, shown.at("viewer.feed.nodes"))
	want(t, r.last["counts"], shown.at("viewer.counts"))
	want(t, r.last["pinned"], shown.each("viewer.pinned.nodes", "id"))
	want(t, []any{r.token, r.last["rev"]}, []any{shown.at("viewer.syncToken"), shown.at("viewer.rev")})
}

func TestAnAppThatFollowsItsMailboxShowsWhatIsThere(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	caller.activate(t)
	letters := []string{}
	for i := range 7 {
		letters = append(letters, s.sender(mechelen).deliverOne(t, letter(fmt.Sprint(i), an)))
		s.clock.advance(time.Minute)
	}
	dossier := s.sender(mechelen).reportAll(t, status("1", "Ingediend", an))
	caller.ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Stemmen", "dueAt": "2026-06-02T10:00:00Z", "entryId": dossier}})
	var app replica
	want(t, app.follow(t, caller, 2), 5) // nine entries
	app.wantEqual(t, caller)
	want(t, []any{app.last["preferences"], app.last["digitalPost"]}, []any{nil, nil}) // told with the first page
	first := caller.ask(t, askChanges).at("viewer.changes").(m)
	want(t, []any{first["preferences"], first["digitalPost"]}, []any{m{"detail": "NEUTRAL"}, m{"active": true}})

	known := app.token
	want(t, app.follow(t, caller, 2), 1)
	want(t, []any{app.token, app.last["entries"], app.last["removed"]}, []any{known, []any{}, []any{}})

	caller.ask(t, `mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`, m{"id": letters[0]})
	caller.ask(t, `mutation { updatePreferences(input: {detail: DETAILED}) { rev } }`)
	s.sender(mechelen).remove(t, "1")
	app.follow(t, caller, 100)
	want(t, app.last["removed"], []string{dossier})
	want(t, []any{app.last["preferences"], app.last["digitalPost"]}, []any{m{"detail": "DETAILED"}, nil})
	app.wantEqual(t, caller)

	s.clock.moveTo(time.Date(2026, 6, 2, 10, 0, 0, 0, time.UTC)) // only time passes: the reminder appears
	app.follow(t, caller, 100)
	want(t, []int{len(app.last["entries"].([]any)), len(app.feed())}, []int{1, 7})
	app.wantEqual(t, caller)
}

func TestATokenThatIsNoneOrTooOld(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	caller.ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Stemmen", "dueAt": "2026-06-02T10:00:00Z"}})
	token := caller.ask(t, `{ viewer { syncToken } }`).at("viewer.syncToken")
	for _, bad := range []any{"", "x", token.(string) + "A"} {
		wantError(t, caller.try(t, askChanges, m{"since": bad}), model.CodeInvalid, "since")
	}
	wantError(t, caller.try(t, askChanges, m{"first": 0}), model.CodeInvalid, "first")
	wantError(t, caller.try(t, askChanges, m{"first": 101}), model.CodeInvalid, "first")
	s.know(t, bram)
	wantError(t, s.as(bram).try(t, askChanges, m{"since": token}), model.CodeResyncRequired) // of another mailbox

	caller.ask(t, `mutation { deleteReminder(input: {clientId: "herinnering-1"}) { id } }`)
	s.clock.advance(model.TombstoneAge)
	caller = s.as(an) // signed in again
	caller.ask(t, `mutation { activateDigitalPost(input: {understood: true}) { rev } }`)
	want(t, len(caller.ask(t, askChanges, m{"since": token}).list("viewer.changes.removed")), 1)
	s.clock.advance(time.Second)
	caller.ask(t, `mutation { deactivateDigitalPost(input: {}) { rev } }`)
	wantError(t, caller.try(t, askChanges, m{"since": token}), model.CodeResyncRequired)
	app := replica{}
	app.follow(t, caller, 50)
	app.wantEqual(t, caller)
}

// What was removed answers GONE wherever its id is named.
func TestWhatWasRemovedIsGone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	dossier := s.sender(mechelen).reportAll(t, status("1", "Ingediend", an))
	reminder := caller.ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Stemmen", "dueAt": "2026-06-02T10:00:00Z"}}).text("createReminder.reminder.id")
	s.sender(mechelen).remove(t, "1")
	caller.ask(t, `mutation ($id: ID!) { deleteReminder(input: {id: $id}) { id } }`, m{"id": reminder})
	for _, id := range []string{dossier, reminder} {
		for _, query := range []string{
			`query ($id: ID!) { node(id: $id) { id } }`,
			`mutation ($id: ID!) { openLetter(input: {id: $id}) { rev } }`,
			`mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { rev } }`,
			`mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`,
			`mutation ($id: ID!) { markRead(input: {ids: [$id], read: true, stamp: {id: "daad-0001", at: "2026-06-01T09:00:00Z"}}) { rev } }`,
			`mutation ($id: ID!) { completeReminder(input: {id: $id}) { rev } }`,
			`mutation ($id: ID!) { createReminder(input: {clientId: "herinnering-2", title: "Bel", dueAt: "2026-06-02T10:00:00Z", entryId: $id}) { rev } }`,
		} {
			wantError(t, caller.try(t, query, m{"id": id}), model.CodeGone)
			wantError(t, s.as(bram).try(t, query, m{"id": id}), model.CodeNotFound) // who never had it learns nothing
		}
	}
	wantError(t, caller.try(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Stemmen", "dueAt": "2026-06-02T10:00:00Z"}}), model.CodeGone)
	caller.ask(t, `mutation ($id: ID!) { deleteReminder(input: {id: $id}) { id } }`, m{"id": reminder}) // once more is no error
}

// The removal of one of the entries is forgotten with the very save that marks the other.
func TestAStampedMarkAnswersTheEntriesThatAreThere(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	kept := s.sender(mechelen).deliverOne(t, letter("1", an))
	gone := s.sender(mechelen).reportAll(t, status("1", "Ingediend", an))
	s.sender(mechelen).remove(t, "1")
	s.clock.advance(model.TombstoneAge + time.Hour)
	caller := s.as(an)
	for _, mutation := range []string{"markRead(input: {read: true,", "archiveEntries(input: {archived: true,"} {
		for range 2 {
			marked := caller.ask(t, `mutation ($ids: [ID!]!) { payload: `+mutation+` ids: $ids, stamp: {id: "daad-0001", at: "2026-06-01T10:20:00Z"}}) {
				entries { ... on Letter { id } } } }`, m{"ids": []string{gone, kept}})
			want(t, len(marked.list("payload.entries")), 1)
			want(t, marked.at("payload.entries.0.id"), kept)
		}
	}
}

func TestAStampMustBeOfThePast(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	open := `mutation ($id: ID!, $stamp: ChangeStamp) { openLetter(input: {id: $id, stamp: $stamp}) { letter { firstOpenedAt } rev } }`
	wantError(t, s.as(an).try(t, open, m{"id": id, "stamp": m{"id": "kort", "at": "2026-06-01T10:00:00Z"}}), model.CodeInvalid, "stamp.id")
	wantError(t, s.as(an).try(t, open, m{"id": id, "stamp": m{"id": "daad-0001", "at": "2026-06-01T10:05:00.001Z"}}), model.CodeInvalid, "stamp.at")
	opened := s.as(an).ask(t, open, m{"id": id, "stamp": m{"id": "daad-0001", "at": "2026-06-01T10:05:00Z"}})
	want(t, opened.at("openLetter.letter.firstOpenedAt"), "2026-06-01T10:05:00Z")
	s.clock.advance(time.Hour)
	earlier := s.as(an).ask(t, open, m{"id": id, "stamp": m{"id": "daad-0002", "at": "2026-05-31T10:00:00Z"}}) // by a clock that is behind
	want(t, earlier.at("openLetter.letter.firstOpenedAt"), "2026-06-01T10:00:00Z")                             // when it was received
}

func TestAReminderIsNamedInOneWay(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, query := range []string{`mutation ($input: CompleteReminderInput!) { completeReminder(input: $input) { rev } }`, `mutation ($input: DeleteReminderInput!) { deleteReminder(input: $input) { rev } }`} {
		for _, input := range []m{{}, {"id": "r", "clientId": "herinnering-1"}} {
			wantError(t, s.as(an).try(t, query, m{"input": input}), model.CodeInvalid, "id", "clientId")
		}
	}
}

// deed is something that was done on a phone without a connection.
type deed struct{ mutation, fields string }

// queue is what two phones did between 10:10 and 10:40 with what came at 10:00.
func queue(letters []string, dossier string) []deed {
	stamped := func(minute int, fields string) string {
		return fmt.Sprintf(`{%s, stamp: {id: "toestel-%03d", at: "2026-06-01T10:%02d:00Z"}}`, fields, minute, minute)
	}
	one, two := `"`+letters[0]+`"`, `"`+letters[1]+`"`
	return []deed{
		{"createReminder", stamped(10, `clientId: "herinnering-1", title: "Bel", dueAt: "2026-06-01T10:30:00Z", entryId: "`+dossier+`"`)},
		{"createReminder", stamped(11, `clientId: "herinnering-2", title: "Weg", dueAt: "2026-06-03T10:00:00Z"`)},
		{"openLetter", stamped(12, `id: `+one)},
		{"openLetter", stamped(13, `id: `+one)},
		{"markRead", stamped(14, `ids: [`+one+`], read: false`)},
		{"markRead", stamped(15, `ids: [`+two+`, "`+dossier+`"], read: true`)},
		{"archiveEntries", stamped(16, `ids: [`+two+`, "`+dossier+`"], archived: true`)},
		{"completeReminder", stamped(17, `clientId: "herinnering-1"`)},
		{"completeReminder", stamped(18, `clientId: "herinnering-2"`)},
		{"archiveEntries", stamped(19, `ids: [`+two+`], archived: false`)},
		{"deleteReminder", stamped(20, `clientId: "herinnering-2"`)},
		{"markFeedRead", stamped(21, `before: "2026-06-01T10:21:00Z"`)},
		{"markRead", stamped(22, `ids: [`+two+`], read: false`)},
		{"completeReminder", stamped(23, `clientId: "herinnering-1", completed: false`)},
		{"completeReminder", stamped(24, `clientId: "herinnering-1"`)},
	}
}

// replay sends a queue and answers what is there in the end. Meanwhile, at 10:30, the dossier moves on and
// a third letter takes the first one's place.
func replay(t *testing.T, order func(deeds []deed) (before, after []deed)) string {
	t.Helper()
	s := newService(t)
	caller := s.as(an)
	caller.activate(t)
	letters := []string{s.sender(mechelen).deliverOne(t, letter("1", an)), s.sender(mechelen).deliverOne(t, letter("2", an))}
	dossier := s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an))
	send := func(deeds []deed) {
		for _, d := range deeds {
			a := caller.try(t, fmt.Sprintf(`mutation { %s(input: %s) { rev } }`, d.mutation, d.fields))
			for _, code := range a.problems() {
				if tolerated := code == string(model.CodeGone) || (code == string(model.CodeNotFound) && d.mutation == "completeReminder"); !tolerated {
					t.Fatalf("%s %s: %s", d.mutation, d.fields, a.raw)
				}
			}
		}
	}
	before, after := order(queue(letters, dossier))
	s.clock.moveTo(opening.Add(29 * time.Minute))
	send(before)
	s.clock.moveTo(opening.Add(30 * time.Minute))
	s.sender(mechelen).reportAll(t, statusAt("1", "InBehandeling", 9))
	s.sender(mechelen).deliverOne(t, change(letter("3", an), "supersedes", m{"reference": "1"}))
	s.clock.moveTo(opening.Add(3 * time.Hour))
	send(after)
	shown := caller.ask(t, `{ viewer { counts { unread toDo } reminders(completed: true) { nodes { title createdAt completedAt entry { __typename } } }
		pinned { totalCount } inbox: feed { nodes { ...entry } } away: feed(filter: {archived: true}) { nodes { ...entry } } } }
		fragment entry on FeedEntry { ... on Letter { id read archived firstOpenedAt state next } ... on Dossier { id read archived next } ... on Reminder { completedAt } }`)
	var app replica
	app.follow(t, caller, 3)
	app.wantEqual(t, caller)
	return canonical(t, shown.Data)
}

// A queue that is sent twice, late, or in any other order comes to the same.
func TestAQueueOfOfflineChangesEndsTheSame(t *testing.T) {
	t.Parallel()
	plain := replay(t, func(deeds []deed) (before, after []deed) { return deeds, nil })
	if got := replay(t, func(deeds []deed) (before, after []deed) { return slices.Concat(deeds, deeds), deeds }); got != plain {
		t.Errorf("three times: %s, in order %s", got, plain)
	}
	if got := replay(t, func(deeds []deed) (before, after []deed) { return nil, deeds }); got != plain {
		t.Errorf("late: %s, in order %s", got, plain)
	}
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 19))
		got := replay(t, func(deeds []deed) (before, after []deed) {
			all := slices.Concat(deeds, deeds)
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			cut := random.IntN(len(all))
			return all[:cut], all[cut:]
		})
		if got != plain {
			t.Errorf("seed %d: %s, in order %s", seed, got, plain)
		}
	}
}
