package notify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

const stad = model.OrgCode("OVO002067")

// hand hands a letter over, as the API does: its record, and its entry in the mailbox.
func (w *world) hand(id model.CitizenID, letter model.Letter) {
	w.t.Helper()
	record := &model.LetterRecord{
		ID: letter.ID, Sender: letter.Sender, Run: letter.Run, Reference: letter.Reference, By: letter.Sender,
		Kind: letter.Kind, Recipient: id, AcceptedAt: w.now(), Service: "Financiën",
	}
	if _, err := store.Add(w.t.Context(), w.store, []*model.LetterRecord{record}); err != nil {
		w.t.Fatal(err)
	}
	w.deliver(id, letter)
}

// share has a citizen share with the sender when letters are opened.
func (w *world) share(id model.CitizenID) {
	w.t.Helper()
	w.update(id, func(m *model.Mailbox) error {
		wanted := m.Preferences
		wanted.Sharing = []model.OrgCode{stad}
		m.SetPreferences(wanted, w.now())
		return nil
	})
}

func (w *world) open(id model.CitizenID, letter model.Letter) {
	w.t.Helper()
	w.update(id, func(m *model.Mailbox) error { return m.Open(letter.ID, w.now()) })
}

// report notes in a letter's record what the sender reported, and has the mailbox tell it, as the API does.
func (w *world) report(id model.CitizenID, letter model.Letter, event model.LetterEvent) {
	w.t.Helper()
	_, err := store.ChangeRecord(w.t.Context(), w.store, letter.ID, func(r *model.LetterRecord) (bool, error) {
		return r.Note(event, w.now(), true), nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.update(id, func(m *model.Mailbox) error {
		m.NoteForSender(letter.ID, letter.Sender, event, w.now())
		return nil
	})
}

func (w *world) record(letter model.Letter) *model.LetterRecord {
	w.t.Helper()
	record, err := store.Get[model.LetterRecord](w.t.Context(), w.store, letter.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return record
}

// feed is the whole feed of a sender, read in pages.
func (w *world) feed(sender model.OrgCode) []*model.Outcome {
	w.t.Helper()
	var all []*model.Outcome
	var at model.FeedCursor
	for {
		page, err := store.ReadOutcomes(w.t.Context(), w.store, sender, model.FeedReader{Org: sender}, at, 100)
		if err != nil {
			w.t.Fatal(err)
		}
		all, at = append(all, page.Outcomes...), page.Cursor
		if !page.More {
			return all
		}
	}
}

// events is the feed as "reference event", sorted.
func (w *world) events() []string {
	var events []string
	for _, one := range w.feed(stad) {
		events = append(events, one.Reference+" "+string(one.Event))
	}
	slices.Sort(events)
	return events
}

func (w *world) untilEvents(want ...string) {
	w.t.Helper()
	w.until(fmt.Sprintf("the feed tells %v", want), func() bool { return len(w.events()) >= len(want) })
	if got := w.events(); !slices.Equal(got, want) {
		w.t.Errorf("the feed tells %v, not %v", got, want)
	}
}

// untold is how many notices wait.
func (w *world) untold() int {
	waiting := 0
	for _, id := range w.citizens {
		waiting += len(w.mailbox(id).Notices)
	}
	return waiting
}

// A sender learns of one letter that it was opened only where the citizen shares that; else it is
// known for counts alone.
func TestOpenedIsToldWithConsentOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	open, shut := w.citizen(model.PlatformIOS), w.citizen()
	w.share(open)
	w.hand(open, bill("a"))
	w.hand(shut, bill("b"))
	w.run(w.config("n"))
	w.untilState(open, bill("a"), model.PushSent)
	w.advance(time.Hour)
	for range 2 {
		w.open(open, bill("a"))
		w.open(shut, bill("b"))
	}
	w.untilEvents("a OPENED")
	w.until("all is told", func() bool { return w.untold() == 0 })
	a, b := w.record(bill("a")).Facts, w.record(bill("b")).Facts
	if !a.Opened || !a.OpenedAt.Equal(w.now()) || !b.Opened || !b.OpenedAt.IsZero() {
		t.Errorf("the letters' records say %+v and %+v", a, b)
	}
	one := w.feed(stad)[0]
	if one.Service != "Financiën" || one.Run != "run" || one.Letter != bill("a").ID || !one.At.Equal(w.now()) || one.By != stad {
		t.Errorf("the feed tells %+v", one)
	}
	rung, err := store.Find[model.Rung](t.Context(), w.store, []model.EntryID{bill("a").ID, bill("b").ID})
	if err != nil || len(rung) != 1 || rung[bill("a").ID].Run != model.NewRunID(stad, "run") {
		t.Errorf("phones rang for %v, %v", rung, err)
	}
}

// What is due is told when it is due; what the sender reported itself is told once, however often it
// is reported; and a letter without a record holds up nothing.
func TestAllThatHappensIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen(model.PlatformAndroid)
	paper := bill("paper")
	paper.Paper = model.Paper{Reason: model.BecauseUntilOpened, Due: w.now().Add(48 * time.Hour)}
	w.hand(id, paper)
	w.hand(id, bill("paid"))
	w.hand(id, bill("withdrawn"))
	w.deliver(id, bill("forgotten"))
	w.run(w.config("n"))
	w.open(id, bill("forgotten"))
	w.report(id, bill("paid"), model.EventPaid)
	w.report(id, bill("withdrawn"), model.EventWithdrawn)
	w.untilEvents("paid PAID", "withdrawn WITHDRAWN")
	w.until("all that is due is told", func() bool { return w.untold() == 1 })
	w.report(id, bill("paid"), model.EventPaid)
	w.advance(48 * time.Hour)
	w.untilEvents("paid PAID", "paper PAPER_DUE", "withdrawn WITHDRAWN")
	w.until("the rest is told", func() bool { return w.untold() == 0 })
	if got := w.events(); len(got) != 3 {
		t.Errorf("the feed tells %v", got)
	}
	if facts := w.record(paper).Facts; !facts.PaperDueAt.Equal(w.now()) || facts.Opened {
		t.Errorf("the record says %+v", facts)
	}
	if l, err := w.mailbox(id).Letter(paper.ID); err != nil || !l.Paper.Sent {
		t.Errorf("the entry does not say that it is printed: %v", err)
	}
	if w.logs.count("a letter has no record") == 0 {
		t.Error("the letter without a record is not reported")
	}
}

// crowd has citizens open one letter each.
func (w *world) crowd(citizens int) {
	w.t.Helper()
	for n := range citizens {
		id := w.citizen()
		w.share(id)
		w.hand(id, bill(fmt.Sprintf("%05d", n)))
		w.open(id, bill(fmt.Sprintf("%05d", n)))
	}
}

// counted checks that each of the crowd is told of once, in parts without gaps.
func (w *world) counted(citizens int) {
	w.t.Helper()
	w.until("all is told", func() bool { return w.untold() == 0 })
	feed := w.feed(stad)
	seen, last := map[string]bool{}, map[string]string{}
	for _, one := range feed {
		seen[one.Reference] = true
		part := one.ID[:strings.LastIndexByte(one.ID, '/')]
		last[part] = max(last[part], one.ID)
	}
	if len(feed) != citizens || len(seen) != citizens {
		w.t.Errorf("%d entries tell of %d letters, not %d", len(feed), len(seen), citizens)
	}
	numbers := 0
	for _, id := range last {
		var number int
		if _, err := fmt.Sscanf(id[strings.LastIndexByte(id, '/')+1:], "%d", &number); err != nil {
			w.t.Fatal(err)
		}
		numbers += number
	}
	if numbers != len(feed) {
		w.t.Errorf("the numbers go to %d in all, and %d have an entry", numbers, len(feed))
	}
}

// Two notifiers tell of 2,000 letters of one sender, each once.
func TestManyNoticesOfOneSender(t *testing.T) {
	t.Parallel()
	citizens := 2000
	if testing.Short() {
		citizens = 300
	}
	w := newWorld(t, fcmtest.Options{})
	w.crowd(citizens)
	w.run(w.config("a"))
	w.run(w.config("b"))
	w.counted(citizens)
}

// A notifier is killed at each step at which something is told, while all that it writes still
// arrives; another one takes over, and nothing is told twice.
func TestKilledWhileTelling(t *testing.T) {
	t.Parallel()
	for _, step := range []model.ChainStep{model.ChainWoken, model.ChainTold, model.ChainSettled} {
		t.Run(string(step), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			w.crowd(60)
			cfg := short(w.config("victim"))
			victim := w.mortal(&cfg)
			cfg.Batch = 10
			killed := make(chan struct{})
			kill := sync.OnceFunc(func() {
				victim.dead.Store(true)
				close(killed)
			})
			cfg.AtStep = func(at model.ChainStep) {
				if at == step {
					kill()
				}
			}
			n := w.run(cfg)
			await(t, "it comes to the step", killed)
			n.stop()
			w.run(short(w.config("heir")))
			w.counted(60)
		})
	}
}

// torn writes part of a bulk of outcomes and then answers nothing, as a server that dies would.
type torn struct {
	store.Store
	collection string
	cuts       atomic.Int64 // how many more bulks are cut
}

func (s *torn) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if collection != s.collection || s.cuts.Add(-1) < 0 {
		return s.Store.SaveRecords(ctx, collection, rows)
	}
	var some []store.Row // every second one, so that numbers are missing
	for i, row := range rows {
		if i%2 == 1 {
			some = append(some, row)
		}
	}
	_, err := s.Store.SaveRecords(ctx, collection, some)
	return nil, errors.Join(err, store.ErrUnavailable)
}

// Writes of facts and of the feed that are cut off in the middle are done again: each letter is told
// of once, and readers get past the gaps.
func TestTornWrites(t *testing.T) {
	t.Parallel()
	for _, collection := range []string{"outcomes", "letters", "rungs"} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			id := w.citizen(model.PlatformAndroid)
			w.share(id)
			var letters []model.Letter
			for n := range 40 {
				letters = append(letters, bill(fmt.Sprint(n)))
				w.hand(id, letters[n])
			}
			cfg := w.config("n")
			s := &torn{Store: w.store, collection: collection}
			s.cuts.Store(3)
			cfg.Mailboxes.Store = s
			for _, letter := range letters[1:] {
				w.open(id, letter)
			}
			w.run(cfg)
			w.until("all is told", func() bool { return w.untold() == 0 })
			w.untilState(id, letters[0], model.PushSent)
			if got := slices.Compact(w.events()); len(got) != 39 || len(w.feed(stad)) != 39 {
				t.Errorf("%d entries tell of %d letters", len(w.feed(stad)), len(got))
			}
			for _, letter := range letters[1:] {
				if !w.record(letter).Facts.Opened {
					t.Error("a record does not say that its letter was opened")
				}
			}
		})
	}
}

// A letter whose record cannot be saved keeps its own notice, and holds up no other for long.
func TestBadLetterHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	w.crowd(30)
	cfg := w.config("n")
	s := &refusing{Store: w.store, key: string(bill("00007").ID)}
	s.on.Store(true)
	cfg.Mailboxes.Store = s
	w.run(cfg)
	w.until("all others are told", func() bool { return w.untold() == 1 && len(w.events()) == 29 })
	if w.logs.count("a mailbox fails") == 0 {
		t.Error("the letter is not reported")
	}
	s.on.Store(false)
	w.counted(30)
}

// refusing refuses to save one record for good.
type refusing struct {
	store.Store
	key string
	on  atomic.Bool
}

func (s *refusing) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if s.on.Load() && slices.ContainsFunc(rows, func(r store.Row) bool { return r.Key == s.key }) {
		return nil, errBad
	}
	return s.Store.SaveRecords(ctx, collection, rows)
}

// Somebody who holds the slot no more writes all the same: whoever holds it finds the number taken,
// and looks again.
func TestNumberTakenByAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	id := w.citizen()
	w.share(id)
	cfg := w.config("n")
	for _, reference := range []string{"a", "b", "c"} {
		w.hand(id, bill(reference))
	}
	w.run(cfg)
	w.open(id, bill("a"))
	w.untilEvents("a OPENED")
	alien := model.NewOutcome(model.Notice{ID: "alien", Event: model.EventPaid}, w.record(bill("c")))
	alien.ID = model.OutcomeKey(stad, id.Slot(), 2)
	if err := store.Save(t.Context(), w.store, alien); err != nil {
		t.Fatal(err)
	}
	w.open(id, bill("b"))
	w.untilEvents("a OPENED", "b OPENED", "c PAID")
}
