package model_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// syncedPhone is an app that keeps what it was told and asks for changes since.
type syncedPhone struct {
	shown map[model.EntryID]string
	token string // "" before the first load
}

// sync asks for the changes since the last time, takes them over, and compares with all there is.
func (w *world) sync() {
	w.t.Helper()
	w.trace = append(w.trace, "sync")
	if !w.phone.takeChanges(w) {
		w.phone.load(w)
	}
	want := map[model.EntryID]string{}
	for _, e := range entriesOf(w.m) {
		want[e.EntryID()] = shownAs(w.t, w.m, e, w.now)
	}
	for id, text := range w.phone.shown {
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
	p.shown, p.token = map[model.EntryID]string{}, w.m.Token(w.now).String()
	for _, e := range entriesOf(w.m) {
		p.shown[e.EntryID()] = shownAs(w.t, w.m, e, w.now)
	}
}

func (p *syncedPhone) takeChanges(w *world) bool {
	w.t.Helper()
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
	for _, e := range changes.Entries {
		p.shown[e.EntryID()] = shownAs(w.t, w.m, e, w.now)
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

// shownAs is all that a citizen sees of an entry: its content, the texts made from it, and where
// it stands.
func shownAs(t testing.TB, m *model.Mailbox, e model.Entry, now time.Time) string {
	t.Helper()
	var content any
	var more string
	switch e := e.(type) {
	case model.InboxLetter:
		l := *e.Letter
		l.Rev = 0
		passed := l.Deadline != nil && l.Deadline.Passed(now)
		content, more = l, fmt.Sprint(e.WhyText(), e.NextText(now), l.Active(now), passed)
	case model.InboxDossier:
		d := *e.Dossier
		d.Rev = 0
		content = d
	case model.InboxReminder:
		r := *e.Reminder
		r.Rev = 0
		content = r
	}
	text, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %s inbox %t pinned %t", text, more, among(m.Feed(model.FeedFilter{}, now), e), among(m.Pinned(now), e))
}

func among(entries []model.Entry, e model.Entry) bool {
	return slices.ContainsFunc(entries, func(other model.Entry) bool { return other.EntryID() == e.EntryID() })
}

// pageAfter is the page of the feed that follows the cursor (a moment and an id), as a server pages.
func pageAfter(feed []model.Entry, at time.Time, id model.EntryID, size int) []model.Entry {
	start := slices.IndexFunc(feed, func(e model.Entry) bool {
		return e.SortedAt().Before(at) || (e.SortedAt().Equal(at) && strings.Compare(string(e.EntryID()), string(id)) > 0)
	})
	if start < 0 {
		return nil
	}
	return feed[start:min(start+size, len(feed))]
}
