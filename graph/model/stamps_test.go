package model_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// deed is something that happens to a mailbox: at a fixed moment, or on a phone under a stamp, of which
// the service learns whenever.
type deed struct {
	name  string
	at    time.Time // when it happened
	learn time.Time // when the service learns of it
	knows time.Time // not before this: what it is about arrived then
	stamp string    // empty: it happens at the service
	do    func(m *model.Mailbox, now time.Time) error
}

// apply does it at the moment at which the service learns of it, and saves.
func (d *deed) apply(m *model.Mailbox) error {
	rule := func() error { return d.do(m, d.learn) }
	defer func() { save(m, d.learn) }()
	if d.stamp == "" {
		return rule()
	}
	return m.Stamped(model.Stamp{ID: d.stamp, At: d.at}, d.learn, rule)
}

// history is what senders do with a mailbox over ten days, and what two phones do that are offline.
type history struct {
	random  *rand.Rand
	deeds   []deed
	arrived map[model.EntryID]time.Time
	letters []model.EntryID
	files   []model.EntryID
	news    []model.EntryID // announcements
	moments map[time.Time]bool
}

const days = 10

// moment is one in the ten days, of which no other deed is.
func (h *history) moment() time.Time {
	for {
		at := noon().Add(time.Duration(h.random.IntN(days*24*60)) * time.Minute)
		if !h.moments[at] {
			h.moments[at] = true
			return at
		}
	}
}

// after is such a moment after another one.
func (h *history) after(start time.Time) time.Time {
	for {
		if at := h.moment(); at.After(start) {
			return at
		}
		if start.After(noon().Add((days*24 - 1) * time.Hour)) {
			return start.Add(time.Duration(1+h.random.IntN(1000)) * time.Second)
		}
	}
}

func newHistory(seed uint64) *history {
	h := &history{
		random: rand.New(rand.NewPCG(seed, 17)), arrived: map[model.EntryID]time.Time{}, moments: map[time.Time]bool{},
	}
	for i := range 5 {
		h.sendLetter(i)
	}
	for i := range 3 {
		h.runDossier(i)
	}
	for i := range 2 {
		h.tell(i)
	}
	for i := range 4 + h.random.IntN(25) {
		h.write(fmt.Sprintf("%s-%08d", []string{"pixel", "tablet"}[h.random.IntN(2)], h.random.IntN(1000)*100+i))
	}
	slices.SortFunc(h.deeds, func(a, b deed) int { return a.at.Compare(b.at) })
	return h
}

// at adds what happens at the service.
func (h *history) at(at time.Time, name string, do func(m *model.Mailbox, now time.Time) error) {
	h.deeds = append(h.deeds, deed{name: name, at: at, learn: at, do: do})
}

func (h *history) sendLetter(i int) {
	l := letterOf([]model.LetterKind{model.KindInformation, model.KindTaxBill, model.KindCallLetter}[i%3], fmt.Sprint(i))
	switch l.Kind {
	case model.KindCallLetter:
		l.Call = callFor(election)
	case model.KindTaxBill:
		l.Payment = paymentOf("2026-06-10")
	default:
		l.Deadline = &model.Deadline{Date: "2026-06-02", Consequence: "Daarna niet meer."}
	}
	if i > 0 && h.random.IntN(3) == 0 {
		l.Supersedes = h.letters[h.random.IntN(i)]
	}
	if h.random.IntN(3) == 0 {
		l.Dossier = model.DossierID(source, fmt.Sprint(h.random.IntN(3)))
	}
	at := h.moment()
	h.arrived[l.ID], h.letters = at, append(h.letters, l.ID)
	h.at(at, "deliver "+l.Reference, func(m *model.Mailbox, now time.Time) error { return m.Deliver(l, now) })
	if h.random.IntN(4) == 0 {
		h.at(h.after(at), "withdraw "+l.Reference, func(m *model.Mailbox, now time.Time) error { return m.Withdraw(l.ID, now) })
	}
}

func (h *history) runDossier(i int) {
	head := dossierOf(fmt.Sprint(i))
	at := h.moment()
	h.arrived[head.ID], h.files = at, append(h.files, head.ID)
	notify := model.NotifyPush // the first; a silent one would be read without anybody having read it
	for n := range 1 + h.random.IntN(4) {
		status := statusAt(at.Add(-time.Duration(h.random.IntN(60))*time.Minute), notify)
		if n > 0 && h.random.IntN(3) == 0 { // late news
			status = statusAt(at.Add(-time.Duration(h.random.IntN(100))*time.Hour), notify)
		}
		status.Label, status.ActionRequired = fmt.Sprint("Stap ", n), h.random.IntN(3) == 0
		status = model.NewStatus(status)
		h.at(at, "status of "+head.Number, func(m *model.Mailbox, now time.Time) error {
			if err := m.ReportStatus(head, status, now); model.CodeOf(err) != model.CodeConflict {
				return err
			}
			return nil // it was removed
		})
		at = h.after(at)
		notify = []model.Notify{model.NotifyPush, model.NotifyFeed, model.NotifySilent}[h.random.IntN(3)]
	}
	if h.random.IntN(3) == 0 {
		h.at(at, "remove "+head.Number, func(m *model.Mailbox, now time.Time) error { m.RemoveDossier(head.ID, now); return nil })
	}
}

func (h *history) tell(i int) {
	campaign := model.CampaignID(fmt.Sprint(i))
	id, at := model.AnnouncementID(citizen, campaign), h.moment()
	h.arrived[id], h.news = at, append(h.news, id)
	a := model.Announcement{Campaign: campaign, Sender: sender, Text: "Kom langs", ExpiresAt: noon().AddDate(0, 6, 0)}
	h.at(at, "announce "+fmt.Sprint(i), func(m *model.Mailbox, now time.Time) error { return m.Announce("Kom langs", a, "", now, now) })
}

// some are one to three of ids that had arrived by then, and when the last of them did.
func (h *history) some(ids []model.EntryID, by time.Time) (some []model.EntryID, last time.Time) {
	for _, id := range ids {
		if at := h.arrived[id]; at.Before(by) && h.random.IntN(2) == 0 && len(some) < 3 {
			some = append(some, id)
			if at.After(last) {
				last = at
			}
		}
	}
	return some, last
}

// write adds something that the citizen does on a phone that may be offline.
func (h *history) write(stamp string) {
	d := deed{at: h.moment(), stamp: stamp}
	letters, knows := h.some(h.letters, d.at)
	both, bothKnow := h.some(slices.Concat(h.letters, h.files), d.at)
	news, newsKnow := h.some(h.news, d.at)
	yes := h.random.IntN(3) > 0
	switch kind := h.random.IntN(9); {
	case kind < 2 && len(letters) > 0:
		d.name, d.knows = "open", knows
		d.do = func(m *model.Mailbox, now time.Time) error { return m.Open(letters[0], now) }
	case kind < 4 && len(both) > 0:
		d.name, d.knows = fmt.Sprint("read ", yes), bothKnow
		d.do = func(m *model.Mailbox, now time.Time) error { return m.MarkRead(both, yes, now) }
	case kind < 5 && len(both) > 0:
		d.name, d.knows = fmt.Sprint("archive ", yes), bothKnow
		d.do = func(m *model.Mailbox, now time.Time) error { return m.Archive(both, yes, now) }
	case kind < 6:
		before := d.at.Add(-time.Duration(h.random.IntN(180)) * time.Minute)
		if h.random.IntN(4) == 0 { // nonsense: what came after the moment of the stamp was not shown
			before = d.at.Add(time.Duration(h.random.IntN(72)) * time.Hour)
		}
		d.name, d.knows = "feed read", d.at
		d.do = func(m *model.Mailbox, now time.Time) error { m.MarkFeedRead(before, now); return nil }
	case kind < 7 && len(news) > 0:
		open := h.random.IntN(2) == 0
		d.name, d.knows = fmt.Sprint("announcement ", open, yes), newsKnow
		d.do = func(m *model.Mailbox, now time.Time) error {
			if open {
				return m.OpenAnnouncement(news[0], now)
			}
			return m.CompleteReminder(news[0], yes, now)
		}
	default:
		h.remind(d)
		return
	}
	h.deeds = append(h.deeds, d)
}

// remind adds a reminder of the citizen's own, and what either phone does with it.
func (h *history) remind(d deed) {
	r := reminderOf(d.stamp, d.at.Add(time.Duration(h.random.IntN(100))*time.Hour))
	if about, knows := h.some(slices.Concat(h.letters, h.files), d.at); len(about) > 0 {
		r.Entry, d.knows = about[0], knows
	}
	d.name = "create " + d.stamp
	d.do = func(m *model.Mailbox, now time.Time) error { return m.CreateReminder(r, now) }
	h.deeds = append(h.deeds, d)
	at := d.at
	for i := range h.random.IntN(4) {
		at = h.after(at)
		completed := h.random.IntN(3) > 0
		h.deeds = append(h.deeds, deed{
			name: fmt.Sprint("complete ", d.stamp, completed), at: at, stamp: fmt.Sprint(d.stamp, i),
			do: func(m *model.Mailbox, now time.Time) error { return m.CompleteOwnReminder(r.ID, completed, now) },
		})
	}
	if h.random.IntN(3) == 0 {
		h.deeds = append(h.deeds, deed{
			name: "delete " + d.stamp, at: h.after(d.at), stamp: d.stamp + "x",
			do: func(m *model.Mailbox, now time.Time) error { m.DeleteOwnReminder(r.ID, now); return nil },
		})
	}
}

// The ways in which the service learns of what happened on the phones.

func (h *history) inOrder() []deed {
	deeds := slices.Clone(h.deeds)
	for i := range deeds {
		deeds[i].learn = deeds[i].at
	}
	return deeds
}

func (h *history) twice() []deed {
	var deeds []deed
	for _, d := range h.inOrder() {
		if deeds = append(deeds, d); d.stamp != "" {
			deeds = append(deeds, d)
		}
	}
	return deeds
}

func (h *history) late() []deed {
	deeds := h.inOrder()
	for i := range deeds {
		if deeds[i].stamp != "" {
			deeds[i].learn = noon().AddDate(0, 0, 40).Add(time.Duration(i) * time.Second)
		}
	}
	return deeds
}

// shuffled is each at a moment of its own, some more than once, some by a clock that is ahead.
func (h *history) shuffled() []deed {
	var deeds []deed
	for _, d := range h.inOrder() {
		if d.stamp == "" {
			deeds = append(deeds, d)
			continue
		}
		for range 1 + h.random.IntN(3) {
			delay := []time.Duration{
				0, -4 * time.Minute, time.Minute, time.Duration(h.random.IntN(300)) * time.Minute,
				time.Duration(h.random.IntN(days*24)) * time.Hour, 30 * 24 * time.Hour,
			}[h.random.IntN(6)]
			if d.learn = d.at.Add(delay + time.Duration(h.random.IntN(60_000))*time.Millisecond); d.learn.Before(d.knows) {
				d.learn = d.knows.Add(time.Millisecond)
			}
			deeds = append(deeds, d)
		}
	}
	return deeds
}

// play is the mailbox after all of it, with a line for each deed.
func play(t *testing.T, deeds []deed) (*model.Mailbox, string) {
	t.Helper()
	slices.SortStableFunc(deeds, func(a, b deed) int { return a.learn.Compare(b.learn) })
	m := mailboxWithPhone(t)
	var lines strings.Builder
	for _, d := range deeds {
		err := d.apply(m)
		fmt.Fprintf(&lines, "%s (of %s) %s %s: %v\n", d.learn.Format(time.DateTime), d.at.Format(time.DateTime), d.name, d.stamp, err)
		if err != nil && model.CodeOf(err) != model.CodeGone {
			t.Fatalf("%s%v", lines.String(), err)
		}
	}
	return m, lines.String()
}

// ended is all that the citizen sees at last, and what senders are told.
func ended(t *testing.T, m *model.Mailbox) string {
	t.Helper()
	now := noon().AddDate(0, 0, 60)
	m.SetDigitalPost(true, now)
	save(m, now)
	var text strings.Builder
	entries := entriesOf(m)
	slices.SortFunc(entries, func(a, b model.Entry) int { return strings.Compare(string(a.EntryID()), string(b.EntryID())) })
	for _, e := range entries {
		var content any
		more := ""
		switch e := e.(type) {
		case model.InboxLetter:
			e.Rev, content, more = 0, e.Letter, e.NextText(now)+e.WhyText()+string(e.StateText("Stad", now))
		case model.InboxDossier:
			e.Rev, content, more = 0, e.Dossier, e.NextText(now)+e.WhyText("Stad")
		case model.InboxReminder:
			e.Rev, content, more = 0, e.Reminder, e.NextText(now)+e.WhyText()
		}
		shown, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s %s\n", shown, more)
	}
	fmt.Fprintln(&text, idsOf(m.Feed(model.FeedFilter{}, now)), idsOf(m.Pinned(now)), m.Counts())
	var gone []model.EntryID
	for _, stone := range m.Tombstones {
		gone = append(gone, stone.ID)
	}
	slices.Sort(gone)
	notices := slices.Clone(m.Notices)
	slices.SortFunc(notices, func(a, b model.Notice) int { return strings.Compare(a.ID, b.ID) })
	fmt.Fprintln(&text, "gone", gone)
	for _, n := range notices {
		fmt.Fprintln(&text, "told", n.Letter, n.Event, n.At)
	}
	return text.String()
}

// A queue of two phones that is replayed twice, late or in another order, whatever senders do meanwhile,
// ends the same.
func TestOfflineWritesEndTheSameHoweverTheyCome(t *testing.T) {
	t.Parallel()
	for seed := range syncSeeds(t, 200) {
		h := newHistory(seed)
		m, plain := play(t, h.inOrder())
		want := ended(t, m)
		for name, deeds := range map[string][]deed{"twice": h.twice(), "late": h.late(), "shuffled": h.shuffled(), "again": h.shuffled()} {
			other, lines := play(t, deeds)
			if got := ended(t, other); got != want {
				t.Fatalf("seed %d, in order:\n%s\n%s\n%s:\n%s\n%s", seed, plain, want, name, lines, got)
			}
		}
	}
}

// stamped does something under a stamp and saves.
func stamped(t *testing.T, m *model.Mailbox, id string, at, now time.Time, rule func() error) {
	t.Helper()
	must(t, m, m.Stamped(model.Stamp{ID: id, At: at}, now, rule), now)
}

func TestAStampFromTheFutureIsRefused(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	rule := func() error { m.SetDigitalPost(true, noon()); return nil }
	err := m.Stamped(model.Stamp{ID: "daad-1", At: noon().Add(model.MaxAhead + time.Millisecond)}, noon(), rule)
	wantCode(t, err, model.CodeInvalid)
	if m.Changed() {
		t.Error("a refused stamp changed the mailbox")
	}
	stamped(t, m, "daad-1", noon().Add(model.MaxAhead), noon(), rule)
}

// At the same moment the greater id holds; without a stamp the last one does, whatever the clocks of
// phones say.
func TestWhichMarkHolds(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInformation, "brief"), noon())
	mark := func(read bool) func() error {
		return func() error { return m.MarkRead([]model.EntryID{l.ID}, read, noon()) }
	}
	ahead := noon().Add(4 * time.Minute)
	for i, step := range []struct {
		id   string
		read bool
		want bool
	}{{"b", true, true}, {"a", false, true}, {"c", false, false}, {"b", true, false}, {"", true, true}, {"c", false, true}, {"d", false, false}} {
		if step.id == "" {
			must(t, m, mark(step.read)(), noon())
		} else {
			stamped(t, m, step.id, ahead, noon(), mark(step.read))
		}
		if l.Read != step.want {
			t.Errorf("step %d: read is %t", i+1, l.Read)
		}
	}
}

// A phone whose clock is behind did one thing after the other all the same.
func TestMarksByAClockThatIsBehind(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInformation, "brief"), noon())
	for i, step := range []struct {
		id    string
		hours int
		read  bool
	}{{"b", -5, true}, {"a", -4, false}, {"b", -5, true}} {
		stamped(t, m, step.id, noon().Add(time.Duration(step.hours)*time.Hour), noon(), func() error {
			return m.MarkRead([]model.EntryID{l.ID}, step.read, noon())
		})
		if want := i == 0; l.Read != want {
			t.Errorf("step %d: read is %t", i+1, l.Read)
		}
	}
}

// The sender is told once that a letter was opened; until it is, the earliest moment counts.
func TestALaterTaleOfAnEarlierOpening(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l := deliver(t, m, letterOf(model.KindInformation, "brief"), noon())
	hour := func(n int) time.Time { return noon().Add(time.Duration(n) * time.Hour) }
	open := func(id string, at, now time.Time) {
		stamped(t, m, id, at, now, func() error { return m.Open(l.ID, now) })
	}
	open("tablet-1", hour(3), hour(5))
	open("pixel-1", hour(2), hour(6))
	if len(m.Notices) != 1 || !m.Notices[0].At.Equal(hour(2)) || !l.FirstOpenedAt.Equal(hour(2)) {
		t.Fatalf("told is %+v, first opened %s", m.Notices, l.FirstOpenedAt)
	}
	ring(m, hour(7)) // the sender is told
	if len(m.Notices) != 0 {
		t.Fatalf("still to be told: %+v", m.Notices)
	}
	open("pixel-2", hour(1), hour(8))
	open("tablet-2", hour(-9), hour(8)) // before it was there, says a clock that is behind
	open("tablet-1", hour(3), hour(9))
	if len(m.Notices) != 0 || !l.FirstOpenedAt.Equal(noon()) {
		t.Errorf("told again: %+v, first opened %s", m.Notices, l.FirstOpenedAt)
	}
}

// What a phone did with several entries holds for those that are there, also when the removal of another is
// forgotten with the very save, and when the answer to that is lost.
func TestAStampedMarkPassesOverWhatIsNotThere(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	l, d := deliver(t, m, letterOf(model.KindInformation, "brief"), noon()), dossierOf("1")
	must(t, m, m.ReportStatus(d, statusAt(noon(), model.NotifyPush), noon()), noon())
	m.RemoveDossier(d.ID, noon())
	save(m, noon())
	unknown := letterOf(model.KindInformation, "nooit").ID
	now := noon().Add(time.Minute)
	mark := func(ids ...model.EntryID) error {
		return m.Stamped(model.Stamp{ID: "daad-1", At: noon()}, now, func() error { return m.MarkRead(ids, true, now) })
	}
	wantCode(t, mark(d.ID), model.CodeGone)
	wantCode(t, mark(unknown, d.ID), model.CodeGone)
	wantCode(t, mark(unknown), model.CodeNotFound)
	wantCode(t, m.MarkRead([]model.EntryID{l.ID, unknown}, true, now), model.CodeNotFound)
	wantCode(t, m.MarkRead([]model.EntryID{l.ID, d.ID}, true, now), model.CodeGone)
	if m.Changed() {
		t.Error("what was refused changed the mailbox")
	}
	now = noon().Add(model.TombstoneAge + time.Second)
	for range 2 {
		must(t, m, mark(d.ID, l.ID, unknown), now)
		if !l.Read || len(m.Tombstones) > 0 {
			t.Errorf("read is %t, and remembered are %v", l.Read, m.Tombstones)
		}
	}
	wantCode(t, mark(d.ID), model.CodeNotFound)
}

// A tick without its reminder waits for 90 days, and so does the removal of a reminder that never came.
func TestWhatIsKeptOfRemindersThatHaveNotCome(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	early, never := reminderOf("vroeg", night()), reminderOf("nooit", night())
	tick := func(r model.Reminder, completed bool) func() error {
		return func() error { return m.CompleteOwnReminder(r.ID, completed, noon()) }
	}
	stamped(t, m, "daad-2", noon().Add(-time.Minute), noon(), tick(early, true))
	stamped(t, m, "daad-1", noon().Add(-time.Hour), noon(), tick(early, false))
	stamped(t, m, "daad-3", noon(), noon(), tick(never, true))
	m.DeleteOwnReminder(never.ID, noon())
	save(m, noon())
	wantCode(t, m.CreateReminder(never, noon()), model.CodeGone)
	if err := m.CompleteOwnReminder(never.ID, true, noon()); err != nil || m.Changed() {
		t.Errorf("ticked off once it is gone: %v, changed %t", err, m.Changed())
	}
	must(t, m, m.CreateReminder(early, noon()), noon())
	if r, err := m.Reminder(early.ID); err != nil || !r.CompletedAt.Equal(noon().Add(-time.Minute)) || len(m.Reminders.Early) > 0 {
		t.Errorf("it came as %+v, %v, and kept is %+v", r, err, m.Reminders.Early)
	}
	if len(ring(m, night())) > 0 {
		t.Error("what is ticked off already rings")
	}
	for i := range 300 {
		must(t, m, m.CompleteOwnReminder(reminderOf(fmt.Sprint(i), night()).ID, true, noon()), noon())
	}
	if kept := len(m.Reminders.Early); kept != 200 {
		t.Errorf("%d ticks are kept", kept)
	}
	later := noon().Add(model.TombstoneAge + time.Second)
	m.SetDigitalPost(true, later)
	save(m, later)
	if len(m.Reminders.Early) > 0 {
		t.Errorf("after 90 days %d ticks are kept", len(m.Reminders.Early))
	}
}

// A reminder that was set offline rings late, as long as a push of it is of use.
func TestAReminderThatComesLateRingsWhileThatIsOfUse(t *testing.T) {
	t.Parallel()
	for hours, rings := range map[int]int{2: 1, 25: 0, 14 * 24: 0} {
		m := mailboxWithPhone(t)
		r, now := reminderOf("bel", noon()), noon().Add(time.Duration(hours)*time.Hour)
		stamped(t, m, "daad-1", noon().Add(-time.Hour), now, func() error { return m.CreateReminder(r, now) })
		if sent := len(ring(m, now)); sent != rings || len(m.Push.Outbox) > 0 {
			t.Errorf("%d hours late it rings %d times, and %d pushes wait", hours, sent, len(m.Push.Outbox))
		}
	}
}

// A mark that comes late does not take away what tells of something newer.
func TestALateMarkLeavesTheNewerStatusAlone(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	d := dossierOf("1")
	must(t, m, m.ReportStatus(d, statusAt(noon(), model.NotifyPush), noon()), noon())
	ring(m, noon())
	later := noon().Add(time.Hour)
	must(t, m, m.ReportStatus(d, statusAt(later, model.NotifyPush), later), later)
	ring(m, later)
	for _, rule := range []func() error{
		func() error { return m.MarkRead([]model.EntryID{d.ID}, true, later) },
		func() error { return m.Archive([]model.EntryID{d.ID}, true, later) },
	} {
		stamped(t, m, "daad-1", noon().Add(time.Minute), later.Add(time.Minute), rule)
	}
	held, err := m.Dossier(d.ID)
	if err != nil || held.Read || held.Archived || m.Counts().Unread != 1 || len(ring(m, later.Add(time.Hour))) > 0 {
		t.Errorf("the dossier is %+v, %v", held, err)
	}
}
