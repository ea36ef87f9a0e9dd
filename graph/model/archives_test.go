package model_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// shelves keep the mailbox of a world as a store does: in part, with archives beside it.
type shelves struct {
	kept     int
	stored   *model.Mailbox
	archives map[string]*model.Archive
	moved    int             // archives that were written
	removed  int             // and removed again
	wholes   int             // how often rules needed the whole mailbox
	spared   int             // how often a page of changes needed a part of it
	next     model.SyncToken // of the last page of changes
}

// do applies an operation as Mailboxes.UpdateMany of the store does, and tells whether it changed anything.
func (s *shelves) do(w *world, operation func() error) (bool, error) {
	w.t.Helper()
	w.m = clone(s.stored)
	w.m.Begin(s.kept, w.now)
	err := operation()
	if w.m.Missed() {
		s.wholes++
		w.m = s.whole(w)
		w.m.Begin(s.kept, w.now)
		err = operation()
	}
	changed := w.m.Changed()
	if changed {
		w.m.Replaced = nil
		write, _ := w.m.Pack("", w.now)
		for _, archive := range write {
			s.archives[archive.ID] = clone(archive)
		}
		w.m.Seal(w.now)
		s.stored = asStored(w.m)
		abandoned := w.m.Abandoned(slices.Collect(maps.Keys(s.archives)))
		if !reflect.DeepEqual(slices.Sorted(slices.Values(abandoned)), slices.Sorted(slices.Values(w.m.Replaced))) {
			w.fail("%v are abandoned, and %v were replaced", abandoned, w.m.Replaced)
		}
		s.moved, s.removed = s.moved+len(write), s.removed+len(abandoned)
		for _, id := range abandoned {
			delete(s.archives, id)
		}
	}
	w.m.End()
	s.again(w)
	if changed && len(w.m.Archives) > 0 && !w.m.Partial() {
		held := shown(w.t, w.m, w.now) // a whole mailbox is one also after its save
		if all := shown(w.t, s.whole(w), w.now); !reflect.DeepEqual(held, all) {
			w.fail("after the save the mailbox shows %v, the store's %v", held, all)
		}
	}
	w.m = s.whole(w)
	w.saved = clone(w.m)
	return changed, err
}

// again has a saved mailbox saved once more without a change in between, as who keeps it may do: it is the same.
func (s *shelves) again(w *world) {
	w.t.Helper()
	m := clone(w.m)
	m.Begin(1e9, w.now)
	if write, _ := m.Pack("", w.now); len(write) > 0 || len(m.Replaced) > len(w.m.Replaced) {
		w.fail("an unchanged mailbox writes %d archives and replaces %v", len(write), m.Replaced)
	}
	if diff := difference(s.stored.Letters.Entries, m.Letters.Entries); diff != "" && len(m.Archives) > 0 {
		w.fail("what stands in the mailbox differs: %s", diff)
	}
}

// asStored is the mailbox without what it knows in memory only.
func asStored(m *model.Mailbox) *model.Mailbox {
	stored := &model.Mailbox{}
	from, to := reflect.ValueOf(m).Elem(), reflect.ValueOf(stored).Elem()
	for i := range from.NumField() {
		if to.Field(i).CanSet() {
			to.Field(i).Set(from.Field(i))
		}
	}
	return clone(stored)
}

func (s *shelves) whole(w *world) *model.Mailbox {
	w.t.Helper()
	whole, ok := clone(s.stored).Whole(s.copies())
	if !ok {
		w.fail("an archive is missing")
	}
	return whole
}

func (s *shelves) copies() map[string]*model.Archive {
	copied := map[string]*model.Archive{}
	for id, archive := range s.archives {
		copied[id] = clone(archive)
	}
	return copied
}

// putAway has the world keep its mailbox as a store does.
func (w *world) putAway(kept int) {
	w.shelves = &shelves{kept: kept, stored: asStored(w.m), archives: map[string]*model.Archive{}}
}

// look is all that anybody can learn of a mailbox; partial is what stands in its document.
func (w *world) look(partial *model.Mailbox, since model.SyncToken) string {
	w.t.Helper()
	var text strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	say("rev %d counts %v turned %s", w.m.Rev, w.m.Counts(), w.m.Turned(w.now).Format(time.RFC3339Nano))
	shown := w.shown()
	for _, filter := range []model.FeedFilter{{}, {Archived: true}, {Unread: true}, {ToDo: true}, {Types: []model.FeedEntryType{model.FeedLetter}}, {Types: []model.FeedEntryType{model.FeedDossier}, Archived: true}} {
		feed := w.m.Feed(filter, w.now)
		say("feed %+v", filter)
		for _, e := range feed {
			say("  %s %s", e.EntryID(), shown[e.EntryID()])
		}
		w.checkUnlisted(partial, filter, feed)
	}
	for _, r := range w.m.ReminderList(true) {
		say("reminder %s %s", r.ID, shown[r.ID])
	}
	for _, d := range w.m.Documents(model.DocumentFilter{}, w.now) {
		say("document %s", d.ID)
	}
	w.saySync(say, partial, since)
	return text.String()
}

// saySync says the page of changes that a part of the mailbox has, with no more archives than it needs.
func (w *world) saySync(say func(string, ...any), part *model.Mailbox, since model.SyncToken) {
	changes, err := part.Changes(since, 5, w.now)
	for err == nil && len(part.Unsynced(since, changes, 1)) > 0 {
		part, _ = part.With(part.Unsynced(since, changes, 1), w.shelves.copies())
		changes, err = part.Changes(since, 5, w.now)
	}
	if part.Partial() {
		w.shelves.spared++
	}
	w.shelves.next = changes.Token
	say("changes %v %v %t %s %v", ids(changes.Entries), changes.Removed, changes.More, changes.Token, err)
}

// checkUnlisted demands that a partial mailbox knows how many entries of a list it lacks, and where.
func (w *world) checkUnlisted(partial *model.Mailbox, filter model.FeedFilter, whole []model.Entry) {
	w.t.Helper()
	lacks, newest := 0, time.Time{}
	held := partial.Feed(filter, w.now)
	for _, e := range whole {
		if !slices.ContainsFunc(held, func(other model.Entry) bool { return other.EntryID() == e.EntryID() }) {
			lacks++
			if !partial.Elsewhere(e.EntryID()) {
				w.fail("%s is in no index", e.EntryID())
			}
			if e.SortedAt().After(newest) {
				newest = e.SortedAt()
			}
		}
	}
	left := partial.Unlisted(filter)
	if left.Count != lacks || (lacks > 0 && len(left.Above(newest, 1)) == 0) {
		w.fail("of %+v %d are left out, the newest of %s, and %d are said to be", filter, lacks, newest, left.Count)
	}
	for at := newest; lacks > 0 && left.Count > 0; lacks-- { // whoever reads on finds them
		partial, _ = partial.With(left.Above(at, 1), w.shelves.copies())
		left, at = partial.Unlisted(filter), time.Time{}
	}
	if got, want := ids(partial.Feed(filter, w.now)), ids(whole); left.Count > 0 || !slices.Equal(got, want) {
		w.fail("of %+v %d are still left out: %v, want %v", filter, left.Count, got, want)
	}
}

func ids(entries []model.Entry) []model.EntryID {
	var ids []model.EntryID
	for _, e := range entries {
		ids = append(ids, e.EntryID())
	}
	return ids
}

// asking are the entries that the citizen did not look at and put away yet.
func (w *world) asking() []model.EntryID { return ids(w.m.Feed(model.FeedFilter{}, w.now)) }

// finish has the citizen look at entries and put them away, or tick them off.
func (w *world) finish(asked []model.EntryID) {
	w.t.Helper()
	for _, id := range asked {
		w.do("finish", func() error {
			if _, err := w.m.Letter(id); err == nil {
				_ = w.m.Open(id, w.now)
			}
			if err := w.m.Archive([]model.EntryID{id}, true, w.now); err == nil {
				return w.m.MarkRead([]model.EntryID{id}, true, w.now)
			}
			return w.m.CompleteReminder(id, true, w.now)
		})
	}
}

// forgetPushes takes away what keeps entries from settling in a short life.
func (w *world) forgetPushes() {
	m := w.shelves.stored
	other := func(p *model.Push) bool { return p.Topic != model.TopicCampaign }
	m.Push.Outbox, m.Push.Record = slices.DeleteFunc(m.Push.Outbox, other), slices.DeleteFunc(m.Push.Record, other)
	m.Notices = nil
	m.Derived.Due, m.Derived.DueMass = time.Time{}, time.Time{}
	w.m = w.shelves.whole(w)
	w.saved, w.seen, w.rounds = clone(w.m), nil, nil
}

// Whatever happens to a mailbox whose settled entries stand in archives, it answers and shows the same as one
// that holds all of them.
func TestArchivedEntriesAreMissedByNobody(t *testing.T) {
	t.Parallel()
	var total shelves
	for seed := range syncSeeds(t, 200) {
		plain, archived := newWorld(t, randomBytes(20*seed)), newWorld(t, randomBytes(20*seed))
		plain.putAway(1e9)
		archived.putAway(int(seed % 4))
		tokens := []model.SyncToken{{}}
		for step := 0; len(plain.input) > 0; step++ {
			plain.name, archived.name = fmt.Sprintf("seed %d step %d", seed, step), fmt.Sprintf("seed %d step %d, archived", seed, step)
			plain.step()
			archived.step()
			archived.now = plain.now // which may pass up to a turn that one of them holds
			since := tokens[step*7%len(tokens)]
			want, got := plain.look(plain.shelves.stored, since), archived.look(archived.shelves.stored, since)
			if diff := difference(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" || plain.answers != archived.answers {
				archived.fail("%s; answers %s and %s", diff, plain.answers, archived.answers)
			}
			if step%5 == 4 {
				asked := plain.asking()
				plain.finish(asked)
				archived.finish(asked)
			}
			if step%4 == 0 { // as after a hundred further ones
				plain.forgetPushes()
				archived.forgetPushes()
			}
			switch step % 3 {
			case 0:
				tokens = append(tokens, plain.m.Token(plain.now))
			case 1: // perhaps in the midst of a synchronisation
				tokens = append(tokens, plain.shelves.next)
			}
		}
		total.moved, total.removed, total.wholes = total.moved+archived.shelves.moved, total.removed+archived.shelves.removed, total.wholes+archived.shelves.wholes
		total.spared += archived.shelves.spared
	}
	t.Logf("%d archives were written, %d removed again; rules needed the whole mailbox %d times; %d pages needed a part of it",
		total.moved, total.removed, total.wholes, total.spared)
	if total.moved == 0 || total.removed == 0 || total.wholes == 0 || total.spared == 0 {
		t.Error("nothing was tried")
	}
}

// A campaign for those who have no such letter does not tell who has one in an archive.
func TestACampaignLooksIntoArchivesBeforeItTells(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.Preferences.Residence = mechelen().NIS[0]
	for i := range 10 {
		kind := model.KindInformation
		if i == 0 {
			kind = model.KindEIDRenewal
		}
		l := deliver(t, m, letterOf(kind, fmt.Sprint(i)), noon().Add(time.Duration(i)*time.Minute))
		if err := m.Open(l.ID, noon().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	m.Push.Outbox, m.Push.Record, m.Notices = nil, nil, nil
	later := noon().AddDate(1, 0, 0)
	save(m, later)
	m.Begin(3, later)
	m.SetDigitalPost(true, later)
	written, _ := m.Pack("", later)
	save(m, later)
	m.End()
	rule := &model.Rule{Not: &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindEIDRenewal}}}
	audience := audienceOf(t, rule, scopeOf())
	m.Begin(3, later)
	if found := audience.Matches(m, later); !found || !m.Missed() {
		t.Errorf("found %t; it is told by what stands in the mailbox", found)
	}
	m.End()
	archives := map[string]*model.Archive{}
	for _, archive := range written {
		archives[archive.ID] = archive
	}
	whole, ok := m.Whole(archives)
	if !ok || audience.Matches(whole, later) {
		t.Error("it is for who has such a letter")
	}
}
