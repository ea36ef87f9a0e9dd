package resolvers_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestAnEmptyMailbox(t *testing.T) {
	t.Parallel()
	s := newService(t)
	shown := s.as(an).ask(t, `{ viewer { id rev counts { unread toDo } pinned { nodes { __typename } totalCount }
		feed { ...page edges { cursor } nodes { __typename } } letters { nodes { id } edges { cursor } totalCount } dossiers { nodes { id } edges { cursor } totalCount }
		reminders { nodes { id } edges { cursor } totalCount } devices { registration } pushes { id }
		digitalPost { active activatedAt senders { code } } preferences { mutedKinds mutedSenders { code } municipality { nis } } } }
		fragment page on FeedConnection { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`)
	none := []any{}
	empty := m{"nodes": none, "edges": none, "totalCount": 0}
	want(t, shown.at("viewer"), m{
		"id": s.citizen(t, an), "rev": 0, "counts": m{"unread": 0, "toDo": 0}, "pinned": m{"nodes": none, "totalCount": 0},
		"feed":    m{"nodes": none, "edges": none, "totalCount": 0, "pageInfo": m{"hasNextPage": false, "hasPreviousPage": false, "startCursor": nil, "endCursor": nil}},
		"letters": empty, "dossiers": empty, "reminders": empty, "devices": none, "pushes": none,
		"digitalPost": m{"active": false, "activatedAt": nil, "senders": []m{{"code": agency}, {"code": kraainem}, {"code": mechelen}}},
		"preferences": m{"mutedKinds": none, "mutedSenders": none, "municipality": nil},
	})
	want(t, s.as(an).ask(t, `query ($id: ID!) { node(id: $id) { id __typename } }`, m{"id": shown.at("viewer.id")}).at("node"),
		m{"id": shown.at("viewer.id"), "__typename": "Viewer"})
	want(t, s.mailbox(t, an).Rev, 0) // looking saves nothing
}

const page = `query ($first: Int, $after: String, $filter: FeedFilter) { viewer { feed(first: $first, after: $after, filter: $filter) {
	totalCount edges { cursor sortAt } nodes { ... on Letter { id reference } ... on Dossier { id number } ... on Reminder { id title } }
	pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`

// seven delivers call letters 1 to 7, a minute apart, and answers their ids, newest first.
func (s *service) seven(t testing.TB, p person) []string {
	t.Helper()
	var ids []string
	for i := range 7 {
		ids = append(ids, s.sender(mechelen).deliverOne(t, callLetter(fmt.Sprint(i+1), p)))
		s.clock.advance(time.Minute)
	}
	slices.Reverse(ids)
	return ids
}

func TestPages(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := s.seven(t, an)
	first := s.as(an).ask(t, page, m{"first": 3})
	want(t, first.each("viewer.feed.nodes", "id"), ids[:3])
	want(t, first.at("viewer.feed.totalCount"), 7)
	cursors := first.each("viewer.feed.edges", "cursor")
	want(t, first.at("viewer.feed.pageInfo"), m{"hasNextPage": true, "hasPreviousPage": false, "startCursor": cursors[0], "endCursor": cursors[2]})
	second := s.as(an).ask(t, page, m{"first": 3, "after": cursors[2]})
	want(t, second.each("viewer.feed.nodes", "id"), ids[3:6])
	third := s.as(an).ask(t, page, m{"first": 3, "after": second.at("viewer.feed.pageInfo.endCursor")})
	want(t, third.each("viewer.feed.nodes", "id"), ids[6:])
	want(t, third.at("viewer.feed.pageInfo.hasNextPage"), false)
	want(t, third.at("viewer.feed.pageInfo.hasPreviousPage"), true)
	past := s.as(an).ask(t, page, m{"after": third.at("viewer.feed.pageInfo.endCursor")})
	want(t, past.at("viewer.feed.pageInfo"), m{"hasNextPage": false, "hasPreviousPage": true, "startCursor": nil, "endCursor": nil})
	want(t, len(s.as(an).ask(t, page).list("viewer.feed.nodes")), 7)
	want(t, len(s.as(an).ask(t, page, m{"first": 100}).list("viewer.feed.nodes")), 7)
	want(t, len(s.as(an).ask(t, page, m{"first": nil}).list("viewer.feed.nodes")), 7)
	// From the middle of a page, and from an entry that was put away since.
	s.as(an).ask(t, `mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`, m{"id": ids[1]})
	want(t, s.as(an).ask(t, page, m{"first": 2, "after": cursors[1]}).each("viewer.feed.nodes", "id"), ids[2:4])
}

func TestCursorsAndPageSizesThatAreNotValid(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.seven(t, an)
	s.sender(mechelen).reportAll(t, status("1", "Ingediend", an))
	s.as(bram).activate(t)
	cursor := s.as(an).ask(t, page, m{"first": 1}).text("viewer.feed.pageInfo.endCursor")
	for _, size := range []int{0, -1, 101, 1 << 30} {
		wantError(t, s.as(an).try(t, page, m{"first": size}), model.CodeInvalid, "first")
		for _, list := range []string{"letters", "dossiers", "reminders"} {
			wantError(t, s.as(an).try(t, fmt.Sprintf(`{ viewer { %s(first: %d) { totalCount } } }`, list, size)), model.CodeInvalid, "first")
		}
		wantError(t, s.as(an).try(t, fmt.Sprintf(`{ viewer { pushes(first: %d) { id } } }`, size)), model.CodeInvalid, "first")
	}
	refused := map[string]answer{
		"another mailbox":  s.as(bram).try(t, page, m{"after": cursor}),
		"another filter":   s.as(an).try(t, page, m{"after": cursor, "filter": m{"unread": true}}),
		"the archive":      s.as(an).try(t, page, m{"after": cursor, "filter": m{"archived": true}}),
		"only letters":     s.as(an).try(t, page, m{"after": cursor, "filter": m{"types": []string{"LETTER"}}}),
		"another list":     s.as(an).try(t, `query ($after: String) { viewer { letters(after: $after) { totalCount } } }`, m{"after": cursor}),
		"a list of others": s.as(an).try(t, `query ($after: String) { viewer { dossiers(after: $after) { totalCount } } }`, m{"after": cursor}),
		"of reminders":     s.as(an).try(t, `query ($after: String) { viewer { reminders(after: $after) { totalCount } } }`, m{"after": cursor}),
	}
	for _, garbage := range []string{"", "x", "%%%", cursor[1:], cursor + "x", cursor[:len(cursor)-2], strings.ToUpper(cursor), strings.Repeat("A", 10_000), "fHx8", "YXxifGM"} {
		refused["garbage "+garbage[:min(len(garbage), 12)]] = s.as(an).try(t, page, m{"after": garbage})
	}
	for name, a := range refused {
		t.Run(name, func(t *testing.T) { wantError(t, a, model.CodeInvalid, "after") })
	}
	// A filter that says nothing is no other filter.
	s.as(an).ask(t, page, m{"after": cursor, "filter": m{"unread": false, "archived": nil}})
}

// Whoever pages through while letters come and go sees everything that stays, once.
func TestPagingSkipsAndDoublesNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			s := newService(t)
			s.as(an).activate(t)
			stays := map[string]int{}
			arrive := func(count int) {
				letters := make([]m, count) // in one call, so that they came at the same moment
				for i := range letters {
					letters[i] = letter(fmt.Sprint(random.Uint64()), an)
				}
				for _, result := range s.sender(mechelen).deliver(t, letters...) {
					stays[result.LetterID] = 0
				}
				s.clock.advance(time.Duration(random.IntN(3)) * time.Second)
			}
			for range 8 {
				arrive(1 + random.IntN(6))
			}
			old := slices.Sorted(maps.Keys(stays))
			var after any
			for {
				a := s.as(an).ask(t, page, m{"first": 1 + random.IntN(7), "after": after})
				for _, id := range a.each("viewer.feed.nodes", "id") {
					if _, ok := stays[id]; ok {
						stays[id]++
					}
				}
				if a.at("viewer.feed.pageInfo.hasNextPage") == false {
					break
				}
				after = a.at("viewer.feed.pageInfo.endCursor")
				switch random.IntN(3) {
				case 0:
					arrive(2)
				case 1:
					id := old[random.IntN(len(old))]
					s.as(an).ask(t, `mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`, m{"id": id})
					delete(stays, id)
				default:
					id := old[random.IntN(len(old))]
					s.as(an).ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { rev } }`, m{"id": id})
				}
			}
			for _, id := range old {
				if times, ok := stays[id]; ok && times != 1 {
					t.Errorf("%s was seen %d times", id, times)
				}
			}
			for id, times := range stays {
				if times > 1 {
					t.Errorf("%s, which is new, was seen %d times", id, times)
				}
			}
		})
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	sender := s.sender(mechelen)
	read := sender.deliverOne(t, letter("gelezen", an))
	away := sender.deliverOne(t, letter("weg", an))
	sender.deliverOne(t, change(letter("betalen", an), "deadline", m{"date": "2026-06-30", "consequence": "Daarna komt er een aanmaning."}))
	sender.reportAll(t, change(change(status("wacht", "Ingediend", an), "actionRequired", true), "actionText", "Bezorg een foto."),
		status("loopt", "Ingediend", an))
	s.as(an).ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Betalen!", "dueAt": "2026-06-01T10:00:00Z"}})
	s.as(an).ask(t, createReminder, m{"input": m{"clientId": "herinnering-2", "title": "Later", "dueAt": "2026-06-02T10:00:00Z"}})
	s.as(an).ask(t, `mutation ($read: ID!, $away: ID!) { markRead(input: {ids: [$read], read: true}) { rev }
		archiveEntries(input: {ids: [$away], archived: true}) { rev } }`, m{"read": read, "away": away})
	for name, test := range map[string]struct {
		filter any
		want   []string
	}{
		"none":            {nil, []string{"Betalen!", "betalen", "gelezen", "loopt", "wacht"}},
		"empty":           {m{"types": []string{}}, []string{"Betalen!", "betalen", "gelezen", "loopt", "wacht"}},
		"letters":         {m{"types": []string{"LETTER"}}, []string{"betalen", "gelezen"}},
		"two sorts":       {m{"types": []string{"DOSSIER", "REMINDER"}}, []string{"Betalen!", "loopt", "wacht"}},
		"unread":          {m{"unread": true}, []string{"betalen", "loopt", "wacht"}},
		"to do":           {m{"toDo": true}, []string{"betalen", "wacht"}},
		"unread and todo": {m{"toDo": true, "unread": true, "types": []string{"LETTER"}}, []string{"betalen"}},
		"archived":        {m{"archived": true}, []string{"weg"}},
	} {
		a := s.as(an).ask(t, page, m{"filter": test.filter})
		var names []string
		for i := range a.list("viewer.feed.nodes") {
			node := a.at(fmt.Sprintf("viewer.feed.nodes.%d", i)).(m)
			for _, field := range []string{"reference", "number", "title"} {
				if name, ok := node[field].(string); ok {
					names = append(names, name)
				}
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, test.want) || fmt.Sprint(a.at("viewer.feed.totalCount")) != fmt.Sprint(len(test.want)) {
			t.Errorf("%s: %q of %v, want %q", name, names, a.at("viewer.feed.totalCount"), test.want)
		}
	}
	lists := s.as(an).ask(t, `{ viewer { letters { totalCount } old: letters(archived: true) { nodes { reference } } dossiers { totalCount }
		none: dossiers(archived: true) { totalCount } reminders { nodes { title } } } }`)
	want(t, lists.at("viewer"), m{"letters": m{"totalCount": 2}, "old": m{"nodes": []m{{"reference": "weg"}}}, "dossiers": m{"totalCount": 2},
		"none": m{"totalCount": 0}, "reminders": m{"nodes": []m{{"title": "Later"}, {"title": "Betalen!"}}}})
	wantError(t, s.as(an).try(t, page, m{"filter": m{"types": []string{"BRIEF"}}}), model.CodeInvalid, "types[0]")
}

func TestPinnedIsShortAndCounted(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var letters []m
	for i := range 25 {
		letters = append(letters, callLetter(fmt.Sprint(i), an))
	}
	s.sender(mechelen).deliver(t, letters...)
	pinned := func() (int, any) {
		a := s.as(an).ask(t, `{ viewer { pinned { totalCount nodes { ... on Letter { id } } } } }`)
		return len(a.list("viewer.pinned.nodes")), a.at("viewer.pinned.totalCount")
	}
	shown, total := pinned()
	want(t, []any{shown, total}, []int{20, 25})
	s.clock.moveTo(time.Date(2026, 6, 7, 12, 0, 0, 0, time.UTC)) // the polls close
	shown, total = pinned()
	want(t, []any{shown, total}, []int{0, 0})
}

// wantNow wants counts and rev of a payload to be the viewer's afterwards.
func (c caller) wantNow(t testing.TB, payload any) {
	t.Helper()
	now := c.ask(t, `{ viewer { counts { unread toDo } rev } }`).at("viewer").(m)
	got := payload.(m)
	want(t, m{"counts": got["counts"], "rev": got["rev"]}, now)
}

func TestEveryPayloadTellsTheCountsAfterIt(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	letters := []string{s.sender(mechelen).deliverOne(t, callLetter("1", an)), s.sender(mechelen).deliverOne(t, callLetter("2", an))}
	dossier := s.sender(mechelen).reportAll(t, change(change(status("1", "Ingediend", an), "actionRequired", true), "actionText", "Bezorg een foto."))
	reminder := string(model.ReminderID(s.citizen(t, an), "herinnering-1"))
	rev := int64(3)
	for _, step := range []struct{ mutation, input string }{
		{"openLetter", `{id: "` + letters[0] + `"}`},
		{"markRead", `{ids: ["` + letters[0] + `", "` + letters[1] + `", "` + dossier + `"], read: true}`},
		{"markRead", `{ids: ["` + dossier + `"], read: false}`},
		{"archiveEntries", `{ids: ["` + dossier + `"], archived: true}`},
		{"archiveEntries", `{ids: ["` + dossier + `"], archived: false}`},
		{"markFeedRead", `{before: "2026-06-01T10:00:00Z"}`},
		{"createReminder", `{clientId: "herinnering-1", title: "Foto", dueAt: "2026-06-02T10:00:00Z", entryId: "` + dossier + `"}`},
		{"completeReminder", `{id: "` + reminder + `"}`},
		{"completeReminder", `{id: "` + reminder + `", completed: false}`},
		{"deleteReminder", `{id: "` + reminder + `"}`},
		{"updatePreferences", `{detail: DETAILED}`},
		{"activateDigitalPost", `{understood: true}`},
		{"deactivateDigitalPost", `{}`},
		{"registerDevice", `{installationId: "installatie-1", token: "fcm-token-1", platform: IOS, appVersion: "1.0", pushPermission: true}`},
	} {
		rev++
		query := fmt.Sprintf(`mutation { %s(input: %s) { counts { unread toDo } rev } }`, step.mutation, step.input)
		for range 2 { // the second time nothing changes any more
			got := caller.ask(t, query).at(step.mutation)
			caller.wantNow(t, got)
			if fmt.Sprint(got.(m)["rev"]) != fmt.Sprint(rev) {
				t.Errorf("%s: rev is %v, want %d", query, got.(m)["rev"], rev)
			}
		}
	}
}

func TestOpeningALetterCountsOnce(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	open := `mutation ($id: ID!) { openLetter(input: {id: $id}) { letter { read firstOpenedAt next pushes { state reason } } counts { unread } rev } }`
	s.clock.advance(time.Minute)
	first := s.as(an).ask(t, open, m{"id": id})
	want(t, first.at("openLetter.letter.firstOpenedAt"), "2026-06-01T10:01:00Z")
	want(t, first.at("openLetter.counts.unread"), 0)
	for i := range first.list("openLetter.letter.pushes") {
		want(t, first.at(fmt.Sprintf("openLetter.letter.pushes.%d", i)), m{"state": "DROPPED", "reason": "OPENED"})
	}
	s.clock.advance(time.Minute)
	want(t, s.as(an).ask(t, open, m{"id": id}).Data, first.Data)
	// The unread mark is the citizen's own and says nothing about opening.
	s.as(an).ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: false}) { rev } }`, m{"id": id})
	want(t, s.as(an).ask(t, open, m{"id": id}).at("openLetter.letter.firstOpenedAt"), "2026-06-01T10:01:00Z")
	dossier := s.sender(mechelen).reportAll(t, status("1", "Ingediend", an))
	for _, other := range []string{dossier, "x", string(model.LetterID(mechelen, run, "2"))} {
		wantError(t, s.as(an).try(t, open, m{"id": other}), model.CodeNotFound)
	}
	wantError(t, s.as(an).try(t, open, m{"id": ""}), model.CodeInvalid, "id")
}

func TestMarkingIsAllOrNothing(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := s.seven(t, an)
	before := s.mailbox(t, an)
	many := slices.Repeat([]string{ids[0]}, 201)
	mark := `mutation ($ids: [ID!]!) { markRead(input: {ids: $ids, read: true}) { entries { ... on Letter { id read firstOpenedAt } } } }`
	archive := `mutation ($ids: [ID!]!) { archiveEntries(input: {ids: $ids, archived: true}) { entries { ... on Letter { id archived } } } }`
	for _, mutation := range []string{mark, archive} {
		wantError(t, s.as(an).try(t, mutation, m{"ids": []string{ids[0], "x"}}), model.CodeNotFound)
		wantError(t, s.as(an).try(t, mutation, m{"ids": []string{}}), model.CodeInvalid, "ids")
		wantError(t, s.as(an).try(t, mutation, m{"ids": many}), model.CodeInvalid, "ids")
		wantError(t, s.as(an).try(t, mutation, m{"ids": []string{""}}), model.CodeInvalid, "ids[0]")
	}
	want(t, s.mailbox(t, an), before)
	marked := s.as(an).ask(t, mark, m{"ids": []string{ids[2], ids[0], ids[2]}})
	read := func(id string) m { return m{"id": id, "read": true, "firstOpenedAt": nil} }
	want(t, marked.at("markRead.entries"), []m{read(ids[2]), read(ids[0]), read(ids[2])})
}

func TestArchivingAndBack(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := s.seven(t, an)
	archive := `mutation ($ids: [ID!]!, $archived: Boolean!) { archiveEntries(input: {ids: $ids, archived: $archived}) { entries { ... on Letter { archived } } counts { unread } } }`
	shown := `{ viewer { counts { unread } feed { totalCount } archived: feed(filter: {archived: true}) { totalCount } pinned { totalCount } } }`
	before := s.as(an).ask(t, shown).Data
	away := s.as(an).ask(t, archive, m{"ids": ids[:2], "archived": true})
	want(t, away.at("archiveEntries"), m{"entries": []m{{"archived": true}, {"archived": true}}, "counts": m{"unread": 5}})
	want(t, s.as(an).ask(t, shown).at("viewer"), m{"counts": m{"unread": 5}, "feed": m{"totalCount": 5}, "archived": m{"totalCount": 2}, "pinned": m{"totalCount": 5}})
	want(t, s.as(an).ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { archived } } }`, m{"id": ids[0]}).at("node.archived"), true)
	s.as(an).ask(t, archive, m{"ids": ids[:2], "archived": false})
	want(t, s.as(an).ask(t, shown).Data, before)
}

func TestMarkingTheFeedReadUpToAMoment(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ids := s.seven(t, an)
	late := s.sender(mechelen).reportAll(t, change(status("1", "Ingediend", an), "at", "2026-06-01T10:03:00Z"))
	mark := `mutation ($before: Time!) { markFeedRead(input: {before: $before}) { entries { __typename ... on Letter { id } ... on Dossier { id } } counts { unread } } }`
	got := s.as(an).ask(t, mark, m{"before": "2026-06-01T12:03:00+02:00"})
	marked := got.each("markFeedRead.entries", "id")
	slices.Sort(marked)
	want(t, marked, slices.Sorted(slices.Values(append([]string{late}, ids[3:]...))))
	want(t, got.at("markFeedRead.counts.unread"), 3)
	again := s.as(an).ask(t, mark, m{"before": "2026-06-01T10:03:00Z"}) // the answer was lost: it is the same
	repeated := again.each("markFeedRead.entries", "id")
	slices.Sort(repeated)
	want(t, repeated, marked)
	want(t, again.at("markFeedRead.counts.unread"), 3)
	wantError(t, s.as(an).try(t, mark, m{"before": "gisteren"}), model.CodeInvalid, "before")
}

const createReminder = `mutation ($input: CreateReminderInput!) { createReminder(input: $input) {
	reminder { id title dueAt createdAt completedAt entry { __typename ... on Letter { id } ... on Dossier { id } } } counts { unread toDo } rev } }`

func TestReminders(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	letter := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	input := m{"clientId": "herinnering-1", "title": "  Identiteitskaart klaarleggen ", "dueAt": "2026-06-01T13:00:00+02:00", "entryId": letter}
	created := caller.ask(t, createReminder, m{"input": input})
	id := created.text("createReminder.reminder.id")
	want(t, created.at("createReminder"), m{
		"reminder": m{"id": id, "title": "Identiteitskaart klaarleggen", "dueAt": "2026-06-01T11:00:00Z", "createdAt": "2026-06-01T10:00:00Z",
			"completedAt": nil, "entry": m{"__typename": "Letter", "id": letter}},
		"counts": m{"unread": 1, "toDo": 0}, "rev": 2,
	})
	feed := func() []string { return caller.ask(t, page).each("viewer.feed.nodes", "id") }
	want(t, feed(), []string{letter}) // hidden until it is due
	s.clock.advance(time.Hour)
	want(t, feed(), []string{id, letter})
	want(t, caller.ask(t, `query ($id: ID!) { node(id: $id) { id __typename } }`, m{"id": id}).at("node.__typename"), "Reminder")

	// The same again is the same, also after its moment; something else under the id is not.
	s.clock.advance(10 * time.Minute)
	want(t, caller.ask(t, createReminder, m{"input": input}).Data, created.Data)
	for path, value := range map[string]any{"title": "Iets anders", "dueAt": "2026-06-01T12:00:00Z", "entryId": nil} {
		wantError(t, caller.try(t, createReminder, m{"input": change(input, path, value)}), model.CodeConflict)
	}
	other := s.as(bram).ask(t, createReminder, m{"input": m{"clientId": "herinnering-1", "title": "Iets van Bram", "dueAt": "2026-06-02T12:00:00Z"}})
	if other.text("createReminder.reminder.id") == id {
		t.Error("two citizens share a reminder")
	}

	complete := `mutation ($id: ID!, $completed: Boolean! = true) { completeReminder(input: {id: $id, completed: $completed}) { reminder { completedAt } } }`
	want(t, caller.ask(t, complete, m{"id": id}).at("completeReminder.reminder.completedAt"), "2026-06-01T11:10:00Z")
	want(t, feed(), []string{letter})
	list := `{ viewer { open: reminders { totalCount } all: reminders(completed: true) { totalCount } } }`
	want(t, caller.ask(t, list).at("viewer"), m{"open": m{"totalCount": 0}, "all": m{"totalCount": 1}})
	want(t, caller.ask(t, complete, m{"id": id, "completed": false}).at("completeReminder.reminder.completedAt"), nil)
	want(t, feed(), []string{id, letter})
	wantError(t, s.as(bram).try(t, complete, m{"id": id}), model.CodeNotFound)

	remove := `mutation ($id: ID!) { deleteReminder(input: {id: $id}) { id rev } }`
	wantError(t, s.as(bram).try(t, remove, m{"id": id}), model.CodeNotFound)
	removed := caller.ask(t, remove, m{"id": id})
	want(t, caller.ask(t, remove, m{"id": id}).Data, removed.Data)
	want(t, feed(), []string{letter})
	wantError(t, caller.try(t, complete, m{"id": id}), model.CodeGone)
	wantError(t, caller.try(t, createReminder, m{"input": change(input, "dueAt", "2026-06-02T10:00:00Z")}), model.CodeGone)
}

func TestBadReminders(t *testing.T) {
	t.Parallel()
	s := newService(t)
	good := m{"clientId": "herinnering-1", "title": "Stemmen", "dueAt": "2026-06-07T06:00:00Z"}
	for name, test := range map[string]struct {
		path  string
		value any
		code  model.Code
	}{
		"in the past":       {"dueAt", "2026-06-01T09:54:59Z", model.CodeInvalid},
		"beyond five years": {"dueAt", "2031-06-02T10:00:00Z", model.CodeInvalid},
		"no moment":         {"dueAt", "0001-01-01T00:00:00Z", model.CodeInvalid},
		"blank title":       {"title", " ", model.CodeInvalid},
		"long title":        {"title", strings.Repeat("é", 151), model.CodeInvalid},
		"short client id":   {"clientId", "kort", model.CodeInvalid},
		"about what is not": {"entryId", "x", model.CodeNotFound},
		"about a long id":   {"entryId", strings.Repeat("x", 65), model.CodeInvalid},
	} {
		a := s.as(an).try(t, createReminder, m{"input": change(good, test.path, test.value)})
		fields := []string{test.path}
		if test.code != model.CodeInvalid {
			fields = nil
		}
		t.Run(name, func(t *testing.T) { wantError(t, a, test.code, fields...) })
	}
	s.as(an).ask(t, createReminder, m{"input": change(good, "dueAt", "2026-06-01T09:56:00Z")}) // a phone's clock may be behind
}

const (
	preferences       = `quietHours { on from until weekendUntil } detail mutedKinds mutedSenders { code name } statusPushes ladderPushes municipality { nis name }`
	updatePreferences = `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { preferences { ` + preferences + ` } rev } }`
)

func TestPreferencesChangeWhatIsNamed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	update := func(input m) any {
		t.Helper()
		got := s.as(an).ask(t, updatePreferences, m{"input": input}).at("updatePreferences.preferences")
		want(t, s.as(an).ask(t, `{ viewer { preferences { `+preferences+` } } }`).at("viewer.preferences"), got)
		return got
	}
	now := m{
		"quietHours": m{"on": true, "from": "21:00", "until": "08:00", "weekendUntil": "09:00"}, "detail": "NEUTRAL", "mutedKinds": []any{},
		"mutedSenders": []any{}, "statusPushes": true, "ladderPushes": true, "municipality": nil,
	}
	want(t, update(m{}), now)
	want(t, s.mailbox(t, an).Rev, 0)
	for _, step := range []struct {
		input, changed m
	}{
		{m{"municipality": "12025"}, m{"municipality": m{"nis": "12025", "name": "Mechelen"}}},
		{m{"detail": "DETAILED"}, m{"detail": "DETAILED"}},
		{m{"statusPushes": false}, m{"statusPushes": false}},
		{m{"ladderPushes": false, "detail": nil}, m{"ladderPushes": false}},
		{m{"mutedKinds": []string{"INVOICE", "DUNNING", "INVOICE"}}, m{"mutedKinds": []string{"DUNNING", "INVOICE"}}},
		{m{"mutedSenders": []string{mechelen, agency}}, m{"mutedSenders": []m{{"code": mechelen, "name": "Stad Mechelen"}, {"code": agency, "name": "Agentschap Voorbeeld"}}}},
		{m{"quietHours": m{"on": false, "from": "22:30", "until": "07:00", "weekendUntil": "10:00"}}, m{"quietHours": m{"on": false, "from": "22:30", "until": "07:00", "weekendUntil": "10:00"}}},
		{m{"statusPushes": true}, m{"statusPushes": true}},
		{m{"mutedKinds": nil, "mutedSenders": nil, "quietHours": nil}, m{}},
		{m{"mutedKinds": []string{}, "mutedSenders": []string{}}, m{"mutedKinds": []any{}, "mutedSenders": []any{}}},
		{m{"municipality": nil}, m{"municipality": nil}}, // null forgets it, unlike leaving it out
	} {
		maps.Copy(now, step.changed)
		want(t, update(step.input), now)
	}
	for path, value := range map[string]any{"municipality": "99999", "mutedSenders": []string{stranger}} {
		field := map[string]string{"municipality": "municipality", "mutedSenders": "mutedSenders[0]"}[path]
		wantError(t, s.as(an).try(t, updatePreferences, m{"input": m{path: value}}), model.CodeInvalid, field)
	}
	wantError(t, s.as(an).try(t, updatePreferences, m{"input": m{"municipality": ""}}), model.CodeInvalid, "municipality")
	bad := m{"on": true, "from": "9:00", "until": "08:00", "weekendUntil": "09:00"}
	wantError(t, s.as(an).try(t, updatePreferences, m{"input": m{"quietHours": bad}}), model.CodeInvalid, "quietHours.from")
	want(t, s.as(an).ask(t, `{ viewer { preferences { `+preferences+` } } }`).at("viewer.preferences"), now)
}

func TestDigitalPostIsAChoice(t *testing.T) {
	t.Parallel()
	s := newService(t)
	wantError(t, s.as(an).try(t, `mutation { activateDigitalPost(input: {understood: false}) { rev } }`), model.CodeInvalid, "understood")
	shown := `digitalPost { active activatedAt explanation senders { name } }`
	on := s.as(an).ask(t, `mutation { activateDigitalPost(input: {understood: true}) { `+shown+` rev } }`)
	want(t, on.at("activateDigitalPost.digitalPost.active"), true)
	want(t, on.at("activateDigitalPost.digitalPost.activatedAt"), "2026-06-01T10:00:00Z")
	want(t, on.each("activateDigitalPost.digitalPost.senders", "name"), []string{"Agentschap Voorbeeld", "Gemeente Kraainem", "Stad Mechelen"})
	if text := on.text("activateDigitalPost.digitalPost.explanation"); !strings.Contains(text, "Later terug naar papier kan altijd.") {
		t.Errorf("the explanation is %q", text)
	}
	s.clock.advance(time.Minute)
	want(t, s.as(an).ask(t, `mutation { activateDigitalPost(input: {understood: true}) { `+shown+` rev } }`).Data, on.Data)
	s.as(bram).ask(t, updatePreferences, m{"input": m{"municipality": "12025"}}) // who sends to Mechelen comes first then
	want(t, s.as(bram).ask(t, `{ viewer { digitalPost { senders { name } } } }`).each("viewer.digitalPost.senders", "name"),
		[]string{"Agentschap Voorbeeld", "Stad Mechelen", "Gemeente Kraainem"})
	id := s.sender(mechelen).deliverOne(t, letter("1", an))
	off := s.as(an).ask(t, `mutation { deactivateDigitalPost(input: {clientMutationId: "x"}) { digitalPost { active activatedAt } } }`)
	want(t, off.at("deactivateDigitalPost.digitalPost"), m{"active": false, "activatedAt": "2026-06-01T10:00:00Z"})
	want(t, s.as(an).ask(t, page).each("viewer.feed.nodes", "id"), []string{id}) // what has arrived stays
}

func TestWhyAndWhatComesNext(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	deadline := m{"date": "2026-06-03", "consequence": "Daarna komt er een aanmaning."}
	local := change(change(callLetter("lokaal", an), "kind", "INVITATION_LETTER"), "callLetter.compulsory", false)
	letters := map[string]m{
		"call": callLetter("federaal", an), "invitation": local, "plain": letter("gewoon", an),
		"bill": change(change(letter("rekening", an), "kind", "TAX_BILL"), "deadline", deadline),
		"said": change(letter("reden", an), "why", "U woont in de straat."),
	}
	ids := map[string]string{}
	for name, sent := range letters {
		ids[name] = s.sender(mechelen).deliverOne(t, sent)
	}
	says := func(field, name string) string {
		return s.as(an).ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { `+field+` } } }`, m{"id": ids[name]}).text("node." + field)
	}
	nothing := "U hoeft niets te doen."
	for name, text := range map[string]string{
		"call": "U staat op de kiezerslijst van Mechelen.", "plain": "U koos voor digitale post.", "said": "U woont in de straat.",
	} {
		want(t, says("why", name), text)
	}
	for name, text := range map[string]string{
		"call":       "Opent u deze brief niet, dan herinneren we u er op donderdag 4 juni 2026 aan.",
		"invitation": "Opent u deze brief niet, dan herinneren we u er op donderdag 4 juni 2026 aan.",
		"plain":      nothing, "bill": "Doe dit ten laatste op woensdag 3 juni 2026. Daarna komt er een aanmaning.",
	} {
		want(t, says("next", name), text)
	}
	for _, name := range []string{"call", "invitation"} {
		s.as(an).ask(t, `mutation ($id: ID!) { openLetter(input: {id: $id}) { rev } }`, m{"id": ids[name]})
	}
	want(t, says("next", "call"), "Op zondag 7 juni 2026 stemt u.")
	want(t, says("next", "invitation"), "Op zondag 7 juni 2026 kunt u stemmen.")
	s.clock.moveTo(time.Date(2026, 6, 7, 12, 0, 0, 0, time.UTC))
	want(t, says("next", "call"), "De stembureaus zijn gesloten. "+nothing)
	want(t, says("next", "bill"), "De termijn liep tot en met woensdag 3 juni 2026. Daarna komt er een aanmaning.")
}

func TestPushesExplainThemselves(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	first := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	state := func(id string) []any {
		t.Helper()
		a := caller.ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { pushes { state reason explanation } } } }`, m{"id": id})
		return a.list("node.pushes")
	}
	explained := func(state, reason, text string) m {
		if reason == "" {
			return m{"state": state, "reason": nil, "explanation": text}
		}
		return m{"state": state, "reason": reason, "explanation": text}
	}
	ladder := state(first)
	want(t, len(ladder), 4)
	want(t, ladder[3], explained("PLANNED", "", "Deze melding is gepland voor maandag 1 juni 2026 om 12 uur."))
	s.ring(t, an)
	want(t, state(first)[3], explained("DROPPED", "NO_PHONE", "Er was geen telefoon aangemeld."))

	secret := caller.register(t, phone, token)
	second := s.sender(mechelen).deliverOne(t, callLetter("2", an))
	s.ringWith(t, an, func(model.Send) model.Result {
		return model.Result{State: model.PhoneRetry, RetryAt: s.clock.now().Add(time.Minute), Code: "UNAVAILABLE"}
	})
	want(t, state(second)[3], explained("RETRYING", "", "De melding kon nog niet op elke telefoon worden bezorgd. We proberen het opnieuw."))
	s.clock.advance(time.Minute)
	s.ring(t, an)
	want(t, state(second)[3], explained("SENT", "", "De melding is verstuurd."))
	third := s.sender(mechelen).deliverOne(t, callLetter("3", an))
	s.ring(t, an)
	want(t, state(third)[3], explained("DEFERRED", "DIGEST", "U kreeg net een melding. De volgende berichten komen samen om 12.11 uur."))

	s.clock.moveTo(time.Date(2026, 6, 1, 19, 30, 0, 0, time.UTC))
	fourth := s.sender(mechelen).deliverOne(t, callLetter("4", an))
	s.ring(t, an)
	waits := state(fourth)[3].(m)
	want(t, []any{waits["state"], waits["reason"]}, []string{"DEFERRED", "QUIET"})
	if text := fmt.Sprint(waits["explanation"]); !strings.HasPrefix(text, "Het is stille tijd tot 8") || !strings.HasSuffix(text, "; daarna krijgt u één melding.") {
		t.Errorf("the explanation is %q", text)
	}
	caller.ask(t, `mutation ($id: ID!) { openLetter(input: {id: $id}) { rev } }`, m{"id": fourth})
	want(t, state(fourth)[3], explained("DROPPED", "OPENED", "U had dit al bekeken. Een melding was niet meer nodig."))
	caller.unregister(t, phone, secret)
	all := caller.ask(t, `{ viewer { pushes(first: 100) { id entryId plannedAt } two: pushes(first: 2) { id } } }`)
	want(t, len(all.list("viewer.pushes")), 16)
	want(t, all.each("viewer.two", "id"), all.each("viewer.pushes", "id")[:2])
	moments := all.each("viewer.pushes", "plannedAt")
	if !slices.IsSortedFunc(moments, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("the pushes are not newest first: %q", moments)
	}
}
