package model_test

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// syncedPhone is an app that keeps what it was told and asks for changes since.
type syncedPhone struct {
	shown  map[model.EntryID]heldEntry
	pinned []model.EntryID
	counts model.Counts
	wishes string // preferences and digital post
	token  string // "" before the first load
	resync int    // how often it had to begin anew
}

// heldEntry is an entry as the phone holds it.
type heldEntry struct {
	text   string
	sortAt time.Time
	inFeed bool
}

// sync has the phone of the world ask for changes.
func (w *world) sync() {
	w.trace = append(w.trace, "sync")
	if w.shelves == nil { // else look compares, since pushes are forgotten without a revision
		w.phone.sync(w)
	}
}

// sync asks for the changes since the last time, takes them over in one page, and compares with all
// there is.
func (p *syncedPhone) sync(w *world) {
	for anew := p.resync; p.page(w, 5000); {
		if p.resync == anew || p.token != "" {
			w.fail("there is more than one page of 5000")
		}
	}
	p.compare(w)
}

// syncInPages does the same in small pages, between which the mailbox goes on changing at times. Some are of
// a process whose clock is behind.
func (p *syncedPhone) syncInPages(w *world, random *rand.Rand) {
	now := w.now
	for range random.IntN(4) {
		w.now = now.Add(-time.Duration(random.IntN(3600)) * time.Second)
		p.page(w, 1+random.IntN(4))
		w.now = now
		p.page(w, 1+random.IntN(4))
	}
	for pages := 0; p.page(w, 1+random.IntN(4)); pages++ {
		if pages > 5000 {
			w.fail("the pages do not end")
		}
		if random.IntN(3) == 0 {
			w.step()
		}
	}
	p.compare(w)
}

// page takes over one page and tells whether more waits.
func (p *syncedPhone) page(w *world, size int) bool {
	w.t.Helper()
	since := model.SyncToken{}
	if p.token != "" {
		var err error
		if since, err = model.ParseSyncToken(p.token); err != nil {
			w.fail("a token that was given: %v", err)
		}
	}
	changes, err := w.m.Changes(since, size, w.now)
	switch {
	case model.CodeOf(err) == model.CodeResyncRequired && p.token != "" && max(since.Rev, since.Base) <= w.m.Floor:
		*p = syncedPhone{resync: p.resync + 1}
		return true
	case err != nil:
		w.fail("a token %+v with floor %d: %v", since, w.m.Floor, err)
	case len(changes.Entries)+len(changes.Removed) > size, changes.More && len(changes.Entries)+len(changes.Removed) < size:
		w.fail("a page of %d has %d entries and %d removals, more %t", size, len(changes.Entries), len(changes.Removed), changes.More)
	}
	if p.token == "" {
		p.shown = map[model.EntryID]heldEntry{}
	}
	all := w.shown()
	for _, id := range changes.Removed {
		delete(p.shown, id)
	}
	for _, e := range changes.Entries {
		p.shown[e.EntryID()] = heldEntry{all[e.EntryID()], e.SortedAt(), e.InFeed(w.now)}
	}
	p.pinned, p.counts, p.token = idsOf(w.m.Pinned(w.now)), w.m.Counts(), changes.Token.String()
	if changes.Preferences && changes.DigitalPost || p.wishes == "" {
		p.wishes = wishes(w.m)
	} else if changes.Preferences || changes.DigitalPost {
		p.wishes = wishes(w.m) // each comes whole
	}
	if !changes.More && changes.Token != w.m.Token(w.now) {
		w.fail("the last page ends at %+v, the mailbox is at %+v", changes.Token, w.m.Token(w.now))
	}
	return changes.More
}

func wishes(m *model.Mailbox) string {
	preferences, post := m.Preferences, m.DigitalPost
	preferences.Rev, post.Rev = 0, 0
	return fmt.Sprintf("%+v %+v", preferences, post)
}

func idsOf(entries []model.Entry) []model.EntryID {
	ids := []model.EntryID{}
	for _, e := range entries {
		ids = append(ids, e.EntryID())
	}
	return ids
}

// compare demands that the phone shows what the server shows.
func (p *syncedPhone) compare(w *world) {
	w.t.Helper()
	want := maps.Clone(w.shown())
	for id, held := range p.shown {
		if want[id] != held.text {
			w.fail("the phone shows\n%s\nthe server\n%s", held.text, want[id])
		}
		delete(want, id)
	}
	for _, text := range want {
		w.fail("the phone misses\n%s", text)
	}
	feed := []model.EntryID{}
	for id, held := range p.shown {
		if held.inFeed {
			feed = append(feed, id)
		}
	}
	slices.SortFunc(feed, func(a, b model.EntryID) int {
		return cmp.Or(p.shown[b].sortAt.Compare(p.shown[a].sortAt), cmp.Compare(a, b))
	})
	if server := idsOf(w.m.Feed(model.FeedFilter{}, w.now)); !slices.Equal(feed, server) {
		w.fail("the phone's feed is %v, the server's %v", feed, server)
	}
	if server := idsOf(w.m.Pinned(w.now)); !slices.Equal(p.pinned, server) || p.counts != w.m.Counts() || p.wishes != wishes(w.m) {
		w.fail("pinned %v and %v, counts %+v and %+v, %s and %s", p.pinned, server, p.counts, w.m.Counts(), p.wishes, wishes(w.m))
	}
}

// entriesOf is everything in the mailbox, archived and hidden entries too.
func entriesOf(m *model.Mailbox) []model.Entry {
	var entries []model.Entry
	for _, l := range m.Letters.Entries {
		entries = append(entries, model.InboxLetter{Letter: l, Box: m})
	}
	for _, d := range m.Dossiers.Entries {
		entries = append(entries, model.InboxDossier{Dossier: d, Box: m})
	}
	for _, r := range m.Reminders.Entries {
		entries = append(entries, model.InboxReminder{Reminder: r, Box: m})
	}
	return entries
}

func revOf(e model.Entry) int64 {
	switch e := e.(type) {
	case model.InboxLetter:
		return e.Rev
	case model.InboxDossier:
		return e.Rev
	case model.InboxReminder:
		return e.Rev
	default:
		return 0
	}
}

// shown is all that a citizen sees of each entry: its content, the texts made from it, and where it
// stands.
func shown(t testing.TB, m *model.Mailbox, now time.Time) map[model.EntryID]string {
	t.Helper()
	inbox, pinned := m.Feed(model.FeedFilter{}, now), m.Pinned(now)
	texts := map[model.EntryID]string{}
	for _, e := range entriesOf(m) {
		var content any
		var more string
		switch e := e.(type) {
		case model.InboxLetter:
			l := *e.Letter
			l.Rev = 0
			passed := l.Deadline != nil && l.Deadline.Passed(now)
			more = fmt.Sprint(e.WhyText(), e.NextText(now), e.StateAt(now), e.StateText("Stad", now), passed, e.PaperNow())
			if bill := e.Bill(); bill != nil {
				more += fmt.Sprint(bill.StatusAt(now), bill.EPCAt(now))
			}
			for _, step := range e.Steps() {
				more += fmt.Sprint(step.ID, step.RingsAt(), step.Text(), step.State, step.Explanation(), step.Cancelled, step.Muted(), step.Switchable())
			}
			more += fmt.Sprint(" leads to ", leads(e.Replacement()), leads(e.Replaced()), leads(e.File()))
			content = l
		case model.InboxDossier:
			d := *e.Dossier
			d.Rev = 0
			content, more = d, e.WhyText("Stad")+e.NextText(now)
		case model.InboxReminder:
			r := *e.Reminder
			r.Rev = 0
			content, more = r, e.WhyText()+e.NextText(now)
			if subject := e.Subject(); subject != nil {
				more += fmt.Sprint(" leads to ", subject.EntryID())
			}
		}
		text, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		texts[e.EntryID()] = fmt.Sprintf("%s %s inbox %t pinned %t", text, more, among(inbox, e), among(pinned, e))
	}
	return texts
}

// leads is the id of an entry that another one leads to; "" for none.
func leads[E model.InboxLetter | model.InboxDossier](to *E) model.EntryID {
	if to == nil {
		return ""
	}
	return any(*to).(model.Entry).EntryID()
}

// shown is what shown answers of the world's mailbox as it is now, made once for all who look.
func (w *world) shown() map[model.EntryID]string {
	w.t.Helper()
	if state := (state{w.m.Rev, w.now}); w.seen == nil || w.seenAt != state {
		w.seen, w.seenAt = shown(w.t, w.m, w.now), state
	}
	return w.seen
}

// state is the revision of a mailbox and a moment: all that is shown follows from the two.
type state struct {
	rev int64
	now time.Time
}

func among(entries []model.Entry, e model.Entry) bool {
	return slices.ContainsFunc(entries, func(other model.Entry) bool { return other.EntryID() == e.EntryID() })
}

// syncSeeds is how many random lives of a mailbox the sync is tried on: fewer in short runs, more with
// BURGERBODE_SYNC_SEEDS.
func syncSeeds(t *testing.T, usual uint64) uint64 {
	t.Helper()
	if testing.Short() {
		usual /= 5
	}
	if text := os.Getenv("BURGERBODE_SYNC_SEEDS"); text != "" {
		seeds, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("BURGERBODE_SYNC_SEEDS: %v", err)
		}
		return seeds
	}
	return usual
}

// Phones that ask often, seldom, in small pages between which the mailbox changes, or after weeks, all
// end up with what the server has.
func TestAPhoneThatSyncsShowsWhatTheServerShows(t *testing.T) {
	t.Parallel()
	resyncs, seeds := 0, syncSeeds(t, 120)
	for seed := range seeds {
		w := newWorld(t, randomBytes(20*seed)) // the long ones
		w.name = fmt.Sprintf("seed %d", seed)
		random := rand.New(rand.NewPCG(seed, 11))
		eager, lazy, paged, late := &syncedPhone{}, &syncedPhone{}, &syncedPhone{}, &syncedPhone{}
		late.sync(w)
		for steps := 0; len(w.input) > 0; steps++ {
			w.step()
			eager.sync(w)
			if steps%17 == 0 {
				lazy.sync(w)
			}
			if random.IntN(9) == 0 {
				paged.syncInPages(w, random)
			}
		}
		late.syncInPages(w, random)
		paged.syncInPages(w, random)
		resyncs += lazy.resync + paged.resync + late.resync
	}
	if resyncs == 0 && seeds > 20 {
		t.Error("no phone was ever away for so long that it had to begin anew")
	}
}

// Of two moments with the same token, everything shown is the same: what time alone changes is among the
// turns.
func TestNothingShownDiffersUnderOneToken(t *testing.T) {
	t.Parallel()
	for seed := range syncSeeds(t, 60) {
		w := newWorld(t, randomBytes(20*seed))
		w.name = fmt.Sprintf("seed %d", seed)
		random := rand.New(rand.NewPCG(seed, 13))
		for len(w.input) > 0 {
			w.step()
			until := w.now.Add(400 * 24 * time.Hour)
			for _, at := range slices.Concat(w.m.Letters.Turns, w.m.Dossiers.Turns, w.m.Reminders.Turns) {
				if at.After(w.now) && at.Before(until) {
					until = at
				}
			}
			before, feed, pinned := w.shown(), idsOf(w.m.Feed(model.FeedFilter{}, w.now)), idsOf(w.m.Pinned(w.now))
			for _, then := range []time.Time{until.Add(-time.Millisecond), w.now.Add(time.Duration(random.Int64N(int64(until.Sub(w.now)))))} {
				if w.m.Token(then) != w.m.Token(w.now) {
					w.fail("the token changes at %s, before the next turn at %s", then, until)
				}
				after := shown(t, w.m, then)
				for id, text := range before {
					if after[id] != text {
						w.fail("now\n%s\nat %s\n%s", text, then, after[id])
					}
				}
				if !slices.Equal(feed, idsOf(w.m.Feed(model.FeedFilter{}, then))) || !slices.Equal(pinned, idsOf(w.m.Pinned(then))) {
					w.fail("the feed or what is above it differs at %s", then)
				}
			}
		}
	}
}

func TestSyncTokensSurviveTheWayToThePhoneAndBack(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	for _, now := range []time.Time{noon(), election.Day.At(14, 0)} {
		deliver(t, m, callLetter("kiesbrief"), noon())
		token := m.Token(now)
		got, err := model.ParseSyncToken(token.String())
		if err != nil || got != token {
			t.Errorf("%+v came back as %+v, %v", token, got, err)
		}
	}
}

func encoded(plain string) string { return base64.RawURLEncoding.EncodeToString([]byte(plain)) }

func FuzzParseSyncToken(f *testing.F) {
	for _, seed := range []string{
		"", "aaaa", model.SyncToken{Life: "a", Rev: 7, After: "l1", Base: 9, Turned: noon(), AfterTurn: "d2"}.String(),
		encoded("1||1||0|0|"), encoded("1|a|-1||0|0|"), encoded("1|a|1||0|-1|"), encoded("1|a|b|||0|"), encoded("2|a|1||0|0|"),
		encoded("1|a|1||0|0||"), encoded("1|a|9223372036854775808||0|0|"), encoded("1|a|01||0|0|"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, err := model.ParseSyncToken(text)
		if err != nil {
			code := model.CodeOf(err)
			if (code != model.CodeInvalid && code != model.CodeResyncRequired) || token != (model.SyncToken{}) {
				t.Fatalf("%q gives %+v, %v", text, token, err)
			}
			return
		}
		again, err := model.ParseSyncToken(token.String())
		if err != nil || again != token || token.Rev < 0 || token.Life == "" {
			t.Fatalf("%q gives %+v, which comes back as %+v, %v", text, token, again, err)
		}
	})
}

// While releases change, phones ask one with the token of the other: they must be able to go on.
func TestATokenOfAnotherReleaseNeedsAResync(t *testing.T) {
	t.Parallel()
	for plain, want := range map[string]model.Code{
		"2|a|1||0|0||": model.CodeResyncRequired, "3|anything": model.CodeResyncRequired,
		"2": model.CodeInvalid, "0|a|1||0|0|": model.CodeInvalid, "x|a|1||0|0|": model.CodeInvalid,
	} {
		_, err := model.ParseSyncToken(encoded(plain))
		wantCode(t, err, want)
	}
}

func TestATokenOfAnotherLifeOrFromTheFutureNeedsAResync(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	token := m.Token(noon())
	for _, foreign := range []model.SyncToken{
		{Life: "another", Rev: token.Rev}, {Life: token.Life, Rev: token.Rev + 1},
	} {
		_, err := m.Changes(foreign, 100, noon())
		wantCode(t, err, model.CodeResyncRequired)
	}
}

func TestARemovalIsRememberedForNinetyDays(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	r := reminderOf("paspoort", noon())
	must(t, m, m.CreateReminder(r, noon()), noon())
	before := m.Token(noon())
	must(t, m, m.DeleteReminder(r.ID, noon()), noon())
	after := m.Token(noon())

	ninetyDays := noon().Add(model.TombstoneAge)
	m.SetDigitalPost(true, ninetyDays)
	save(m, ninetyDays)
	changes, err := m.Changes(before, 100, ninetyDays)
	if err != nil || !slices.Equal(changes.Removed, []model.EntryID{r.ID}) {
		t.Errorf("after ninety days: removed %v, %v", changes.Removed, err)
	}

	later := ninetyDays.Add(time.Millisecond)
	m.SetDigitalPost(false, later)
	save(m, later)
	_, err = m.Changes(before, 100, later)
	wantCode(t, err, model.CodeResyncRequired)
	if changes, err := m.Changes(after, 100, later); err != nil || !changes.DigitalPost || changes.Preferences || len(changes.Removed) > 0 {
		t.Errorf("for a phone that knew already: %+v, %v", changes, err)
	}
}

// Nothing was saved, but what is shown of an entry changed with the time: that is a change too.
func TestWhatTurnsByItselfIsAChange(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	call := callLetter("kiesbrief")
	call.ExpiresAt = election.Day.At(8, 0)
	bill := letterOf(model.KindTaxBill, "aanslag")
	bill.Deadline = &model.Deadline{Date: "2026-06-08", Consequence: "Daarna …"}
	deliver(t, m, call, noon())
	deliver(t, m, bill, noon())
	r := reminderOf("paspoort", election.Day.At(10, 0))
	must(t, m, m.CreateReminder(r, noon()), noon())

	token := m.Token(noon())
	for _, turn := range []struct {
		at   time.Time
		want model.EntryID
	}{
		{call.ExpiresAt, call.ID}, {r.DueAt, r.ID}, {election.Day.At(14, 0), call.ID}, {model.Day("2026-06-09").At(0, 0), bill.ID},
	} {
		early, err := m.Changes(token, 100, turn.at.Add(-time.Millisecond))
		if err != nil || len(early.Entries) > 0 || early.Token != token {
			t.Errorf("before %s: %d entries, %v", turn.at, len(early.Entries), err)
		}
		changes, err := m.Changes(token, 100, turn.at)
		if err != nil || len(changes.Entries) != 1 || changes.Entries[0].EntryID() != turn.want {
			t.Errorf("at %s: %d entries, %v", turn.at, len(changes.Entries), err)
		}
		token = changes.Token
	}
}

// While somebody pages through the feed, the mailbox changes. Pages and changes together are the
// feed: what did not change is on exactly one page, what did is among the changes.
func TestPagingThroughAFeedThatChanges(t *testing.T) {
	t.Parallel()
	for seed := range syncSeeds(t, 60) {
		w := newWorld(t, randomBytes(20*seed))
		w.name = fmt.Sprintf("seed %d", seed)
		for len(w.input) > 120 {
			w.step()
		}
		since := w.m.Token(w.now)
		first := w.m.Feed(model.FeedFilter{}, w.now)
		pages := pageThrough(w)
		changes, err := w.m.Changes(since, 5000, w.now)
		if err != nil {
			continue // so much time passed that the phone must start anew
		}
		for _, e := range first {
			if n := len(pages[e.EntryID()]); !among(changes.Entries, e) && n != 1 && !slices.Contains(changes.Removed, e.EntryID()) {
				w.fail("entry %s did not change and was on %d pages", e.EntryID(), n)
			}
		}
		now := w.shown()
		for _, e := range w.m.Feed(model.FeedFilter{}, w.now) {
			onPage := slices.Contains(pages[e.EntryID()], now[e.EntryID()])
			if !onPage && !among(changes.Entries, e) {
				w.fail("entry %s is on no page and not among the changes", e.EntryID())
			}
		}
	}
}

// pageThrough reads the feed in pages of three, with operations in between. It answers what was
// shown of each entry.
func pageThrough(w *world) map[model.EntryID][]string {
	pages := map[model.EntryID][]string{}
	cursor := func(model.Entry) bool { return true }
	for {
		page := pageBeyond(w.m.Feed(model.FeedFilter{}, w.now), cursor, 3)
		if len(page) == 0 {
			return pages
		}
		now := w.shown()
		for _, e := range page {
			pages[e.EntryID()] = append(pages[e.EntryID()], now[e.EntryID()])
		}
		last := page[len(page)-1]
		at, id := last.SortedAt(), last.EntryID()
		cursor = func(e model.Entry) bool {
			return e.SortedAt().Before(at) || (e.SortedAt().Equal(at) && e.EntryID() > id)
		}
		w.step()
		w.step()
	}
}

// pageBeyond is the first entries of the feed that lie beyond the cursor.
func pageBeyond(feed []model.Entry, beyond func(model.Entry) bool, size int) []model.Entry {
	start := slices.IndexFunc(feed, beyond)
	if start < 0 {
		return nil
	}
	return feed[start:min(start+size, len(feed))]
}

// What does not change by itself any more is not told at every question from then on.
func TestACompletedReminderIsToldOnce(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	r := reminderOf("paspoort", noon().Add(time.Hour))
	must(t, m, m.CreateReminder(r, noon()), noon())
	must(t, m, m.CompleteReminder(r.ID, true, noon()), noon())
	token := m.Token(noon())
	later := noon().Add(2 * time.Hour)
	changes, err := m.Changes(token, 100, later)
	if err != nil || len(changes.Entries) > 0 {
		t.Errorf("told are %v, %v", changes.Entries, err)
	}
}

// A letter leads to its dossier and to the letter that it replaces once these are there, which may be later.
func TestALetterIsToldAgainWhenWhatItLeadsToComes(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	old, d := letterOf(model.KindInformation, "oud"), dossierOf("1")
	l := letterOf(model.KindInformation, "nieuw")
	l.Supersedes, l.Dossier = old.ID, d.ID
	deliver(t, m, l, noon())
	token := m.Token(noon())
	for _, comes := range []func(){
		func() { deliver(t, m, old, noon()) },
		func() { must(t, m, m.ReportStatus(d, statusAt(noon(), model.NotifyPush), noon()), noon()) },
	} {
		comes()
		changes, err := m.Changes(token, 100, noon())
		if err != nil || len(changes.Entries) != 2 || !slices.Contains(idsOf(changes.Entries), l.ID) {
			t.Errorf("told are %v, %v", idsOf(changes.Entries), err)
		}
		token = changes.Token
	}
}

// manyLetters is a mailbox with letters that were delivered in one save, and their ids in order.
func manyLetters(t *testing.T, n int, change func(l *model.Letter)) (*model.Mailbox, []model.EntryID) {
	t.Helper()
	m := newMailbox(t)
	var ids []model.EntryID
	for i := range n {
		l := letterOf(model.KindInformation, fmt.Sprint(i))
		change(&l)
		if err := m.Deliver(l, noon()); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, l.ID)
	}
	save(m, noon())
	slices.Sort(ids)
	return m, ids
}

// A phone that begins with nothing is told of no removals before it began, and of those since, on whatever
// page it is. Where the removals within the revision that it is at are forgotten, it begins anew.
func TestRemovalsWhileAPhoneLoadsForTheFirstTime(t *testing.T) {
	t.Parallel()
	m, ids := manyLetters(t, 4, func(*model.Letter) {})
	for i := range 3 {
		r := reminderOf(fmt.Sprint(i), noon())
		must(t, m, m.CreateReminder(r, noon()), noon())
		if i == 0 {
			must(t, m, m.DeleteReminder(r.ID, noon()), noon())
		}
	}
	page, err := m.Changes(model.SyncToken{}, 2, noon())
	if err != nil || !slices.Equal(idsOf(page.Entries), ids[:2]) || !page.More {
		t.Fatalf("the first page: %v, %v", idsOf(page.Entries), err)
	}
	later := noon().Add(time.Hour)
	m.DeleteOwnReminder(reminderOf("1", later).ID, later)
	m.DeleteOwnReminder(reminderOf("2", later).ID, later)
	save(m, later)
	page, err = m.Changes(page.Token, 3, later)
	if err != nil || !slices.Equal(idsOf(page.Entries), ids[2:]) || len(page.Removed) != 1 || !page.More {
		t.Fatalf("the second page: %v, removed %v, %v", idsOf(page.Entries), page.Removed, err)
	}
	half := page.Token // within the revision that removed two
	if page, err = m.Changes(half, 3, later); err != nil || len(page.Removed) != 1 || page.More {
		t.Errorf("the last page: %v, removed %v, %v", idsOf(page.Entries), page.Removed, err)
	}
	forgotten := later.Add(model.TombstoneAge + time.Second)
	m.SetDigitalPost(true, forgotten)
	save(m, forgotten)
	_, err = m.Changes(half, 3, forgotten)
	wantCode(t, err, model.CodeResyncRequired)
	if _, err = m.Changes(page.Token, 3, forgotten); err != nil {
		t.Errorf("who knows all of that revision needs nothing of what is forgotten: %v", err)
	}
}

// What many entries show changes at the same moment; a page may end among them, before them, and while
// others change.
func TestTurnsInSmallPages(t *testing.T) {
	t.Parallel()
	over := noon().Add(time.Hour)
	m, ids := manyLetters(t, 5, func(l *model.Letter) { l.ExpiresAt = over })
	page, err := m.Changes(m.Token(noon()), 2, over)
	if err != nil || !slices.Equal(idsOf(page.Entries), ids[:2]) || !page.More {
		t.Fatalf("the first page: %v, %v", idsOf(page.Entries), err)
	}
	r := reminderOf("bel", over.Add(time.Hour))
	must(t, m, m.CreateReminder(r, over), over)
	page, err = m.Changes(page.Token, 1, over)
	if err != nil || !slices.Equal(idsOf(page.Entries), []model.EntryID{r.ID}) || !page.More {
		t.Fatalf("what changed comes first: %v, %v", idsOf(page.Entries), err)
	}
	if page, err = m.Changes(page.Token, 3, over); err != nil || !slices.Equal(idsOf(page.Entries), ids[2:]) || page.More {
		t.Errorf("the others: %v, %v", idsOf(page.Entries), err)
	}
}

// Two processes answer, and the clock of one is behind: what it shows as before is told again.
func TestATokenOfAProcessWhoseClockIsAhead(t *testing.T) {
	t.Parallel()
	over := noon().Add(time.Hour)
	m, ids := manyLetters(t, 2, func(l *model.Letter) { l.ExpiresAt = over })
	ahead := m.Token(over)
	for _, id := range ids {
		if err := m.Open(id, noon()); err != nil {
			t.Fatal(err)
		}
	}
	save(m, noon())
	behind, err := m.Changes(ahead, 1, over.Add(-time.Second))
	if err != nil || !slices.Equal(idsOf(behind.Entries), ids[:1]) || !behind.More {
		t.Fatalf("told are %v, %v", idsOf(behind.Entries), err)
	}
	again, err := m.Changes(behind.Token, 9, over)
	if told := idsOf(again.Entries); err != nil || len(told) != 2 || again.More {
		t.Errorf("told are %v, %v", told, err)
	}
}
