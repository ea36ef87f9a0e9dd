package model_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// syncedPhone is an app that keeps what it was told and asks for changes since.
type syncedPhone struct {
	shown map[model.EntryID]string
	token string // "" before the first load
}

// sync has the phone of the world ask for changes.
func (w *world) sync() {
	w.trace = append(w.trace, "sync")
	w.phone.sync(w)
}

// sync asks for the changes since the last time, takes them over, and compares with all there is.
func (p *syncedPhone) sync(w *world) {
	if !p.takeChanges(w) {
		p.load(w)
	}
	want := shown(w.t, w.m, w.now)
	for id, text := range p.shown {
		if want[id] != text {
			w.fail("the phone shows\n%s\nthe server\n%s", text, want[id])
		}
		delete(want, id)
	}
	for _, text := range want {
		w.fail("the phone misses\n%s", text)
	}
}

func (p *syncedPhone) load(w *world) {
	p.shown, p.token = shown(w.t, w.m, w.now), w.m.Token(w.now).String()
}

func (p *syncedPhone) takeChanges(w *world) bool {
	since, err := model.ParseSyncToken(p.token)
	if err != nil {
		return false
	}
	changes, err := w.m.Changes(since, w.now)
	if err != nil {
		if model.CodeOf(err) != model.CodeResyncRequired || since.Rev >= w.m.Floor {
			w.fail("a token at revision %d with floor %d: %v", since.Rev, w.m.Floor, err)
		}
		return false
	}
	all := shown(w.t, w.m, w.now)
	for _, e := range changes.Entries {
		p.shown[e.EntryID()] = all[e.EntryID()]
	}
	for _, id := range changes.Removed {
		delete(p.shown, id)
	}
	p.token = changes.Token.String()
	return true
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
			content = l
		case model.InboxDossier:
			d := *e.Dossier
			d.Rev = 0
			content, more = d, e.WhyText("Stad")+e.NextText(now)
		case model.InboxReminder:
			r := *e.Reminder
			r.Rev = 0
			content, more = r, e.WhyText()+e.NextText(now)
		}
		text, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		texts[e.EntryID()] = fmt.Sprintf("%s %s inbox %t pinned %t", text, more, among(inbox, e), among(pinned, e))
	}
	return texts
}

func among(entries []model.Entry, e model.Entry) bool {
	return slices.ContainsFunc(entries, func(other model.Entry) bool { return other.EntryID() == e.EntryID() })
}

func TestAPhoneThatSyncsShowsWhatTheServerShows(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		w := newWorld(t, randomBytes(20*seed)) // the long ones
		w.name = fmt.Sprintf("seed %d", seed)
		eager, lazy, late := &syncedPhone{}, &syncedPhone{}, &syncedPhone{}
		late.sync(w)
		for steps := 0; len(w.input) > 0; steps++ {
			w.step()
			eager.sync(w)
			if steps%17 == 0 {
				lazy.sync(w)
			}
		}
		late.sync(w)
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

func FuzzParseSyncToken(f *testing.F) {
	for _, seed := range []string{"", "aaaa.7.0", "aaaa.7.1780833600000", ".1.1", "a.-1.0", "a.1.-1", "a.b.c", "a.1", "a.1.1.1", "a.9223372036854775808.0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, err := model.ParseSyncToken(text)
		if err != nil {
			if model.CodeOf(err) != model.CodeInvalid || token != (model.SyncToken{}) {
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

func TestATokenOfAnotherLifeOrFromTheFutureNeedsAResync(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	token := m.Token(noon())
	for _, foreign := range []model.SyncToken{
		{Life: "another", Rev: token.Rev}, {Life: token.Life, Rev: token.Rev + 1},
	} {
		_, err := m.Changes(foreign, noon())
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
	changes, err := m.Changes(before, ninetyDays)
	if err != nil || !slices.Equal(changes.Removed, []model.EntryID{r.ID}) {
		t.Errorf("after ninety days: removed %v, %v", changes.Removed, err)
	}

	later := ninetyDays.Add(time.Millisecond)
	m.SetDigitalPost(false, later)
	save(m, later)
	_, err = m.Changes(before, later)
	wantCode(t, err, model.CodeResyncRequired)
	if changes, err := m.Changes(after, later); err != nil || !changes.Preferences || len(changes.Removed) > 0 {
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
		early, err := m.Changes(token, turn.at.Add(-time.Millisecond))
		if err != nil || len(early.Entries) > 0 || early.Token != token {
			t.Errorf("before %s: %d entries, %v", turn.at, len(early.Entries), err)
		}
		changes, err := m.Changes(token, turn.at)
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
	for seed := range uint64(100) {
		w := newWorld(t, randomBytes(20*seed))
		w.name = fmt.Sprintf("seed %d", seed)
		for len(w.input) > 120 {
			w.step()
		}
		since := w.m.Token(w.now)
		first := w.m.Feed(model.FeedFilter{}, w.now)
		pages := pageThrough(w)
		changes, err := w.m.Changes(since, w.now)
		if err != nil {
			continue // so much time passed that the phone must start anew
		}
		for _, e := range first {
			if n := len(pages[e.EntryID()]); !among(changes.Entries, e) && n != 1 && !slices.Contains(changes.Removed, e.EntryID()) {
				w.fail("entry %s did not change and was on %d pages", e.EntryID(), n)
			}
		}
		now := shown(t, w.m, w.now)
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
		now := shown(w.t, w.m, w.now)
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
	changes, err := m.Changes(token, later)
	if err != nil || len(changes.Entries) > 0 {
		t.Errorf("told are %v, %v", changes.Entries, err)
	}
}
