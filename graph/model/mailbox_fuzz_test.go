package model_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// FuzzMailbox reads its input as a sequence of operations on one mailbox, and checks after each of
// them what must always hold. Start reading at world.
func FuzzMailbox(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(randomBytes(seed))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		newWorld(t, input).run()
	})
}

// The same with inputs that differ from seed to seed and never from run to run.
func TestRandomOperationsKeepTheInvariants(t *testing.T) {
	t.Parallel()
	seeds, shards := uint64(3_000), uint64(4)
	if testing.Short() {
		seeds = 300
	}
	for shard := range shards {
		t.Run(fmt.Sprint(shard), func(t *testing.T) {
			t.Parallel()
			for seed := shard; seed < seeds; seed += shards {
				w := newWorld(t, randomBytes(seed))
				w.name = fmt.Sprintf("seed %d", seed)
				w.run()
			}
		})
	}
}

func randomBytes(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 7))
	length := 20 + random.IntN(80)
	if seed%20 == 0 { // a few long ones
		length += 300
	}
	input := make([]byte, length)
	for i := range input {
		input[i] = byte(random.UintN(256))
	}
	return input
}

// world is one mailbox, a clock, and what was seen so far.
type world struct {
	t     *testing.T
	name  string
	input []byte
	trace []string

	m        *model.Mailbox
	saved    *model.Mailbox // a copy of m as it was last saved
	now      time.Time
	rounds   []settlement                  // woken, not yet or not for the last time settled
	accepted map[string]bool               // push and phone that a settled answer accepted
	takes    map[model.PushID]model.PushID // of each withdrawal that ever was, what it takes away
	causer   string                        // the registration on which the last operation was done; "" for none
	meaning  map[model.PushID]string       // entry and step of each push that ever was
	revs     map[model.EntryID]int64       // of each entry, at the last look
	phone    *syncedPhone                  // an app that asks for changes now and then
	seen     map[model.EntryID]string      // what was shown at the last look,
	seenAt   state                         // which was then
	allowed  map[[2]model.PushState]string // the transitions, and by which operations
	answers  string                        // what the last operation answered
	shelves  *shelves                      // where settled entries go; nil: they stay
}

// settlement is what a notifier brings back from one round.
type settlement struct {
	round   model.Round
	results []model.Result
}

func newWorld(t *testing.T, input []byte) *world {
	t.Helper()
	m, err := model.NewMailbox(citizen, bytes.NewReader(make([]byte, 16)))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, input: input, m: m,
		accepted: map[string]bool{}, meaning: map[model.PushID]string{}, revs: map[model.EntryID]int64{},
		takes: map[model.PushID]model.PushID{}, phone: &syncedPhone{}, allowed: map[[2]model.PushState]string{},
	}
	for _, transition := range model.Transitions() {
		w.allowed[[2]model.PushState{transition.From, transition.To}] = transition.By
	}
	starts := []time.Time{ // summer time begins and ends on two of the election days
		model.Day("2026-03-20").At(20, 50), model.Day("2026-03-28").At(17, 30), model.Day("2026-05-30").At(10, 0),
		model.Day("2026-06-06").At(23, 30), model.Day("2026-10-24").At(19, 0),
	}
	w.now = starts[w.pick(len(starts))]
	w.m.ID = []model.CitizenID{citizen, "b", "c", "dd", "ee", "f", "gg", "h"}[w.pick(8)] // spread differently
	w.saved = clone(w.m)
	return w
}

func elections() []model.Election {
	return []model.Election{
		{ID: "lente", Name: "Voorbeeldverkiezing", Day: "2026-03-29"}, election,
		{ID: "herfst", Name: "Voorbeeldverkiezing", Day: "2026-10-25"},
	}
}

// run does operations until the input is used up.
func (w *world) run() {
	for steps := 0; len(w.input) > 0 && steps < 200; steps++ {
		w.step()
	}
	w.sync()
}

// step does one operation.
func (w *world) step() {
	operations := []func(){
		w.deliver, w.deliver, w.deliver, w.switchStep, w.switchStep, w.withdraw, w.settlePayment, w.learn, w.open, w.markRead, w.markFeedRead, w.archive,
		w.report, w.report, w.report, w.removeDossier, w.shareDossier, w.createReminder, w.announce, w.announce, w.takeBack, w.pauseWhileSending, w.pauseWhileSending, w.excuse, w.openAnnouncement, w.completeReminder, w.deleteReminder,
		w.register, w.register, w.register, w.release, w.setPreferences, w.setDigitalPost, w.requestTest,
		w.pass, w.pass, w.pass, w.passUntilDue, w.passUntilDue, w.round, w.round, w.round, w.round,
		w.wakeOnly, w.settleLate, w.settleLate, w.sync,
	}
	operations[w.pick(len(operations))]()
}

// pick is the next choice out of n; 0 once the input is used up.
func (w *world) pick(n int) int {
	if len(w.input) == 0 {
		return 0
	}
	b := w.input[0]
	w.input = w.input[1:]
	return int(b) % n
}

func (w *world) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\n%s: %s", strings.Join(w.trace, "\n"), w.name, fmt.Sprintf(format, args...))
}

// do applies one operation, saves, and applies it again: the second time must change nothing.
func (w *world) do(name string, operation func() error) {
	w.trace = append(w.trace, fmt.Sprintf("%s rev %d %s", w.now.In(model.Brussels()).Format(time.DateTime), w.m.Rev, name))
	if w.shelves != nil {
		for range 2 {
			changed, err := w.shelves.do(w, operation)
			w.answers = fmt.Sprintf("%s changed %t: %v", name, changed, err)
		}
		return
	}
	err := operation()
	changed := w.m.Changed()
	switch {
	case !changed:
		w.same("no change was reported")
	case err != nil:
		w.fail("changed the mailbox and answered %v", err)
	default:
		w.m.Seal(w.now)
		if w.m.Rev != w.saved.Rev+1 {
			w.fail("revision %d became %d", w.saved.Rev, w.m.Rev)
		}
		w.checkTransitions(name)
		w.check()
		w.saved = clone(w.m)
	}
	again := operation()
	w.answers = fmt.Sprintf("%s changed %t: %v", name, w.m.Changed(), again)
	if model.CodeOf(again) != model.CodeOf(err) || (again == nil) != (err == nil) {
		w.fail("answered %v, and %v the second time", err, again)
	}
	if w.m.Changed() {
		w.fail("the second time changed something, or said so: %s", difference(w.saved, w.m))
	}
	w.same("done twice")
}

// same demands that the mailbox is as it was last saved.
func (w *world) same(when string) {
	if diff := difference(w.saved, w.m); diff != "" {
		w.fail("%s, but the mailbox differs: %s", when, diff)
	}
}

// The operations. Each takes its arguments from the input first, so that both applications get the
// same.

func (w *world) letterID(i int) model.EntryID {
	return model.LetterID(sender, "run", fmt.Sprint(i))
}

func (w *world) deliver() {
	i := w.pick(16)
	l := letterOf(model.LetterKinds()[i%len(model.LetterKinds())], fmt.Sprint(i))
	if l.Kind.Rules().Call {
		l.Call = callFor(elections()[w.pick(3)])
	}
	if l.Kind.Rules().Bill && w.pick(4) > 0 {
		l.Payment = paymentOf(model.DayOf(w.now).AddDays(w.pick(12) - 2))
	}
	switch w.pick(8) {
	case 0:
		l.Deadline = &model.Deadline{Date: model.DayOf(w.now).AddDays(w.pick(9) - 2), Consequence: "Daarna …"}
	case 1:
		l.ExpiresAt = w.now.Add(time.Duration(w.pick(200)-20) * time.Hour)
	case 2, 3:
		l.Supersedes = w.letterID(w.pick(16))
	case 5:
		l.Dossier = model.DossierID(source, fmt.Sprint(w.pick(4)))
	case 4:
		l.Paper = model.Paper{Reason: model.BecauseUntilOpened, Due: model.PaperDue(w.now, w.pick(9))}
	}
	if w.pick(3) == 0 {
		l.Ladder = w.ladder()
	}
	w.do("Deliver", func() error { return w.m.Deliver(l, w.now) })
}

// ladder is one that a sender chooses; what its letter cannot have among it is left out.
func (w *world) ladder() []model.LadderStep {
	ladder := []model.LadderStep{}
	for range w.pick(model.MaxLadder + 1) {
		ladder = append(ladder, model.LadderStep{
			Anchor: model.LadderAnchors()[w.pick(3)], Days: w.pick(13) - 8,
			At:    []model.ClockTime{"00:00", "02:30", "08:00", "13:50", "18:00", "23:59"}[w.pick(6)],
			While: model.LadderConditions()[w.pick(3)],
		})
	}
	return ladder
}

// switchStep cancels a push or puts it back. What is no step of a ladder must refuse.
func (w *world) switchStep() {
	pushes, id := w.m.PushesAbout(""), model.PushID("pnope")
	if len(pushes) > 0 {
		id = pushes[w.pick(256)%len(pushes)].ID
	}
	on := w.pick(3) == 0
	w.do("SwitchStep", func() error { return w.m.SwitchStep(id, on) })
	step, _, unknown := w.m.LadderStep(id)
	if err := w.m.SwitchStep(id, on); (err != nil) != (unknown != nil) {
		w.fail("switching push %s answers %v", id, err)
	}
	if unknown == nil && step.Switchable() && step.Cancelled == on {
		w.fail("step %s is switched %t, but cancelled %t", step.Step, on, step.Cancelled)
	}
}

func (w *world) withdraw() {
	id := w.letterID(w.pick(16))
	w.do("Withdraw", func() error { return w.m.Withdraw(id, w.now) })
}

func (w *world) settlePayment() {
	id, paidAt := w.letterID(w.pick(16)), w.now.Add(-time.Duration(w.pick(50))*time.Hour)
	w.do("SettlePayment", func() error { return w.m.SettlePayment(id, paidAt, w.now) })
}

// learn is what a sender's report does, also of a letter that is not here.
func (w *world) learn() {
	event := []model.LetterEvent{model.EventPaid, model.EventWithdrawn}[w.pick(2)]
	record := &model.LetterRecord{ID: w.letterID(w.pick(24)), Sender: sender}
	record.Note(event, w.now, true)
	operation := map[model.LetterEvent]string{model.EventPaid: "SettlePayment", model.EventWithdrawn: "Withdraw"}[event]
	w.do(operation, func() error { return w.m.Learn(record, event, w.now) })
}

func (w *world) open() {
	id := w.letterID(w.pick(16))
	w.doOnAPhone("Open", func() error { return w.m.Open(id, w.now) })
}

// doOnAPhone is do for what the citizen does on one of the phones, or nobody knows where.
func (w *world) doOnAPhone(name string, operation func() error) {
	installation := []string{"0", "1", "2", ""}[w.pick(4)]
	if installation != "" {
		w.causer = model.RegistrationID(w.m.ID, installation)
	}
	rule := operation
	if w.pick(3) == 0 { // of late, or by a clock that is ahead
		stamp := model.Stamp{ID: fmt.Sprint("daad-", w.pick(5)), At: w.now.Add(time.Duration(5-w.pick(120)) * time.Minute)}
		rule = func() error { return w.m.Stamped(stamp, w.now, operation) }
	}
	w.do(name, func() error {
		w.m.From(installation)
		defer w.m.From("")
		return rule()
	})
	w.causer = ""
}

func (w *world) entryIDs() []model.EntryID {
	var ids []model.EntryID
	for range 1 + w.pick(3) {
		ids = append(ids, w.entryID())
	}
	return ids
}

func (w *world) entryID() model.EntryID {
	if i := w.pick(20); i < 16 {
		return w.letterID(i)
	}
	return model.DossierID(source, fmt.Sprint(w.pick(4)))
}

func (w *world) markRead() {
	ids, read := w.entryIDs(), w.pick(3) > 0
	w.doOnAPhone("MarkRead", func() error { return w.m.MarkRead(ids, read, w.now) })
}

func (w *world) markFeedRead() {
	before := w.now.Add(-time.Duration(w.pick(50)) * time.Hour)
	w.doOnAPhone("MarkFeedRead", func() error { w.m.MarkFeedRead(before, w.now); return nil })
}

func (w *world) archive() {
	ids, archived := w.entryIDs(), w.pick(2) == 0
	w.doOnAPhone("Archive", func() error { return w.m.Archive(ids, archived, w.now) })
}

func (w *world) report() {
	number := w.pick(4)
	head := dossierOf(fmt.Sprint(number))
	head.Procedure = []model.Procedure{
		model.ProcedurePassport, model.ProcedureReport, model.ProcedureJury, model.ProcedureAdministration,
	}[number]
	n := w.pick(20)
	if n%3 == 0 && !head.Procedure.Sensitive() { // as DOSIS has it
		head.Procedure = ""
	}
	head.Title = fmt.Sprintf("Dossier %d.%d", number, n)
	status := model.NewStatus(model.Status{
		At:    model.DayOf(w.now).At(0, 0).Add(time.Duration(n-10) * 6 * time.Hour),
		Phase: model.Phases()[n%6], Code: "InBehandeling", Label: fmt.Sprintf("Stap %d", n),
		ActionRequired: n%5 == 0, Notify: []model.Notify{model.NotifyPush, model.NotifyFeed, model.NotifySilent, model.NotifyPush}[n%4],
	})
	if status.ActionRequired && n > 5 {
		status.ActionText, status.ActionBefore = "Bezorg een foto", model.DayOf(w.now).AddDays(n-8)
		status = model.NewStatus(status)
	}
	w.do("ReportStatus", func() error { return w.m.ReportStatus(head, status, w.now) })
}

func (w *world) removeDossier() {
	id := model.DossierID(source, fmt.Sprint(w.pick(4)))
	w.do("RemoveDossier", func() error { w.m.RemoveDossier(id, w.now); return nil })
	if _, err := w.m.Dossier(id); model.CodeOf(err) != model.CodeGone {
		w.fail("a removed dossier is there: %v", err)
	}
	for _, p := range w.m.Push.Outbox {
		if p.Entry == id && len(p.Members) == 0 && p.Takes == "" {
			w.fail("push %q of a removed dossier waits", p.Step)
		}
	}
}

// shareDossier takes over what another mailbox knows of a dossier.
func (w *world) shareDossier() {
	elsewhere, err := model.NewMailbox("elsewhere", bytes.NewReader(make([]byte, 16)))
	if err != nil {
		w.t.Fatal(err)
	}
	number := w.pick(2)
	for range 1 + w.pick(3) {
		head := dossierOf(fmt.Sprint(number))
		head.Title = fmt.Sprintf("Gedeeld %d", number)
		n := w.pick(20)
		if head.Procedure = model.ProcedureReport; n%3 == 0 {
			head.Procedure = ""
		}
		status := statusAt(model.DayOf(w.now).At(0, 0).Add(time.Duration(n-10)*6*time.Hour), []model.Notify{model.NotifyPush, model.NotifySilent}[n%2])
		if err := elsewhere.ReportStatus(head, status, w.now); err != nil {
			w.t.Fatal(err)
		}
	}
	shared := elsewhere.Dossiers.Entries[0]
	w.do("ReportStatus", func() error { return w.m.ShareDossier(shared, w.now) }) // it is nothing but that, several times
}

func (w *world) createReminder() {
	i := w.pick(6)
	r := reminderOf(fmt.Sprint(i), w.now.Add(time.Duration(w.pick(120)-10)*30*time.Minute))
	if w.pick(4) == 0 {
		r.Entry = w.entryID()
	}
	w.doOnAPhone("CreateReminder", func() error { return w.m.CreateReminder(r, w.now) })
}

// announce tells of a campaign, in half of the cases about an entry.
func (w *world) announce() {
	campaign, about := model.CampaignID(fmt.Sprint(w.pick(8))), model.EntryID("")
	if w.pick(2) == 0 {
		about = w.entryID()
	}
	a := model.Announcement{
		Campaign: campaign, Sender: sender, Text: "Kom langs", PushText: "Kom langs", ExpiresAt: w.now.Add(time.Duration(w.pick(200)) * time.Hour),
	}
	ringAt := w.now.Add(time.Duration(w.pick(20)-4) * time.Hour)
	w.do("Announce", func() error { return w.m.Announce("Kom langs", a, about, ringAt, w.now) })
}

func (w *world) takeBack() { w.takeBackOf(model.CampaignID(fmt.Sprint(w.pick(8)))) }

// pauseWhileSending takes back what is on its way and learns of the answers afterwards, perhaps when the campaigns
// are resumed already. All is there for one to ring.
func (w *world) pauseWhileSending() {
	wanting := model.DefaultPreferences()
	wanting.Campaigns, wanting.Quiet.On = true, false
	w.do("SetPreferences", func() error { w.m.SetPreferences(wanting, w.now); return nil })
	w.do("RegisterDevice", func() error { w.m.RegisterDevice(phoneOf("0"), w.now); return nil })
	w.announce()
	if w.pick(2) == 0 {
		w.deliver() // to ring in one digest
	}
	s, campaigns := w.wake(false), w.m.WaitingCampaigns(w.now)
	for _, campaign := range campaigns {
		w.takeBackOf(campaign)
	}
	late := w.pick(2) == 0
	if !late {
		w.settle(s)
	}
	for _, campaign := range campaigns {
		a := model.Announcement{Campaign: campaign, Sender: sender, Text: "Nog eens", ExpiresAt: w.now.Add(48 * time.Hour)}
		w.do("Announce", func() error { return w.m.Announce("Nog eens", a, "", w.now, w.now) })
	}
	if late {
		w.settle(s)
	}
	w.round()
	for _, campaign := range campaigns {
		if told := w.toldBy(model.AnnouncementID(w.m.ID, campaign)); told > 1 && len(w.rounds) == 0 {
			w.fail("phones have campaign %s under %d push ids", campaign, told)
		}
	}
}

// toldBy is how many pushes about an entry, by itself or in a digest, a phone has.
func (w *world) toldBy(entry model.EntryID) int {
	count := 0
	for _, p := range slices.Concat(w.m.Push.Outbox, w.m.Push.Record) {
		about := p.Entry == entry && len(p.Members) == 0 || slices.ContainsFunc(p.Members, func(member model.Member) bool { return member.Entry == entry })
		if about && slices.ContainsFunc(p.Phones, func(phone model.Phone) bool { return phone.State == model.PhoneAccepted }) {
			count++
		}
	}
	return count
}

// takeBackOf is what a paused campaign does. It is exact: what it leaves, a phone has or may never get.
func (w *world) takeBackOf(campaign model.CampaignID) {
	id := model.AnnouncementID(w.m.ID, campaign)
	w.do("TakeBack", func() error { w.m.TakeBack(campaign, w.now); return nil })
	p, pushErr := w.m.PushByID(model.NewPushID(w.m.ID, id, model.StepAnnounced))
	_, entryErr := w.m.Reminder(id)
	_, toldErr := w.m.ToldOf(campaign)
	switch {
	case pushErr == nil && !p.State.Settled() && len(p.Members) == 0 && !slices.ContainsFunc(p.Phones, func(phone model.Phone) bool { return phone.State == model.PhoneAccepted }):
		w.fail("campaign %s was taken back, and its push is %s", campaign, p.State)
	case pushErr != nil && (entryErr == nil || toldErr == nil):
		w.fail("campaign %s was taken back, and entry or record are there", campaign)
	}
}

func (w *world) excuse() {
	campaign := model.CampaignID(fmt.Sprint(w.pick(8)))
	w.do("Excuse", func() error { w.m.Excuse(campaign, w.now); return nil })
}

func (w *world) openAnnouncement() {
	id := model.AnnouncementID(w.m.ID, model.CampaignID(fmt.Sprint(w.pick(8))))
	w.doOnAPhone("OpenAnnouncement", func() error { return w.m.OpenAnnouncement(id, w.now) })
}

func (w *world) completeReminder() {
	i, completed := w.pick(10), w.pick(3) > 0
	id := model.ReminderID(citizen, fmt.Sprint(i))
	if i > 5 {
		id = model.AnnouncementID(w.m.ID, model.CampaignID(fmt.Sprint(i)))
	}
	complete := (*model.Mailbox).CompleteReminder
	if i <= 5 && w.pick(2) == 0 {
		complete = (*model.Mailbox).CompleteOwnReminder
	}
	w.doOnAPhone("CompleteReminder", func() error { return complete(w.m, id, completed, w.now) })
}

func (w *world) deleteReminder() {
	i := w.pick(10)
	id := model.ReminderID(citizen, fmt.Sprint(i))
	if i > 5 {
		id = model.AnnouncementID(w.m.ID, model.CampaignID(fmt.Sprint(i)))
	}
	own := i <= 5 && w.pick(3) == 0
	w.doOnAPhone("DeleteReminder", func() error {
		if own {
			w.m.DeleteOwnReminder(id, w.now)
			return nil
		}
		return w.m.DeleteReminder(id, w.now)
	})
}

// installation is one of three phones.
func (w *world) installation() string { return fmt.Sprint(w.pick(3)) }

func (w *world) register() {
	device := phoneOf(w.installation())
	if w.pick(30) == 0 { // more than fit
		for i := range model.MaxDevices {
			other := phoneOf(fmt.Sprint("other-", i))
			w.do("RegisterDevice", func() error { w.m.RegisterDevice(other, w.now); return nil })
		}
	}
	device.Generation = int64(1 + w.pick(2))
	device.Token += model.FCMToken(fmt.Sprintf("-%d", w.pick(2)))
	device.Permission = w.pick(8) > 0
	w.do("RegisterDevice", func() error { w.m.RegisterDevice(device, w.now); return nil })
}

func (w *world) release() {
	token := model.FCMToken(fmt.Sprintf("%s-%d", w.installation(), w.pick(2)))
	generation := int64(1 + w.pick(2))
	w.do("ReleaseDevice", func() error { w.m.ReleaseDevice(token.Hash(), generation, w.now); return nil })
}

func (w *world) setPreferences() {
	wanted := model.DefaultPreferences()
	wanted.Quiet = []model.QuietHours{
		model.DefaultQuietHours(), {}, {On: true, From: "22:00", Until: "07:00"},
		{On: true, From: "12:00", Until: "11:00"}, {On: true, From: "10:00", Until: "09:00", WeekendUntil: "23:00"},
		{On: true, From: "13:00", Until: "15:00", WeekendUntil: "12:00"},
	}[w.pick(6)]
	if w.pick(3) == 0 {
		wanted.MutedKinds = []model.LetterKind{model.KindInvoice, model.KindCallLetter, model.KindInvoice}
	}
	if w.pick(5) == 0 {
		wanted.MutedSenders = []model.OrgCode{sender}
	}
	if w.pick(2) == 0 {
		wanted.Sharing = []model.OrgCode{sender}
	}
	wanted.MuteStatus, wanted.MuteLadder, wanted.Campaigns = w.pick(4) == 0, w.pick(4) == 0, w.pick(2) == 0
	if w.pick(2) == 0 {
		wanted.Detail, wanted.Residence = model.DetailDetailed, "12025"
	}
	w.do("SetPreferences", func() error { w.m.SetPreferences(wanted, w.now); return nil })
}

func (w *world) setDigitalPost() {
	active := w.pick(2) == 0
	w.do("SetDigitalPost", func() error { w.m.SetDigitalPost(active, w.now); return nil })
}

func (w *world) requestTest() {
	clientID, installation := fmt.Sprint(w.pick(3)), w.installation()
	w.do("RequestTestPush", func() error {
		_, err := w.m.RequestTestPush(clientID, installation, w.now)
		return err
	})
}

// pass lets time pass: seconds, hours, days, and at times long enough to forget tombstones.
func (w *world) pass() {
	steps := []time.Duration{
		time.Second, 10 * time.Second, time.Minute, 9 * time.Minute, model.DigestWindow, time.Hour, 5 * time.Hour,
		24 * time.Hour, 3 * 24 * time.Hour, 8 * 24 * time.Hour, 100*time.Millisecond + 7*time.Microsecond, 95 * 24 * time.Hour,
	}
	w.now = w.now.Add(steps[w.pick(len(steps))])
}

// passUntilDue goes to the very moment at which something is to ring or turns by itself.
func (w *world) passUntilDue() {
	moments := slices.Concat([]time.Time{w.m.Derived.Due, w.m.Derived.DueMass}, w.m.Letters.Turns, w.m.Reminders.Turns)
	if at := moments[w.pick(len(moments))]; at.After(w.now) {
		w.now = at
	}
}

// round wakes the mailbox and settles at once, with an answer for every message.
func (w *world) round() {
	s := w.wake(false)
	w.settle(s)
	for _, due := range []time.Time{w.m.Derived.Due, w.m.Derived.DueMass} {
		if !due.IsZero() && !due.After(w.now) {
			w.fail("after a round something is still due at %s", due)
		}
	}
}

// wakeOnly wakes the mailbox; what became of it is told later, or never.
func (w *world) wakeOnly() {
	if len(w.rounds) < 6 {
		w.rounds = append(w.rounds, w.wake(true))
	}
}

// settleLate settles an earlier round, perhaps on a later revision and not for the last time.
func (w *world) settleLate() {
	if len(w.rounds) == 0 {
		return
	}
	i := w.pick(len(w.rounds))
	s := w.rounds[i]
	if w.pick(3) > 0 || w.now.Sub(s.round.At) > model.TombstoneAge { // no answer is that late
		w.rounds = slices.Delete(w.rounds, i, i+1)
	}
	w.settle(s)
}

func (w *world) wake(gaps bool) settlement {
	s := settlement{round: w.m.Wake(w.now)}
	w.same("Wake must only look")
	w.checkRound(s.round)
	w.checkCap(s.round)
	for _, send := range s.round.Sends {
		states := []model.PhoneState{
			model.PhoneAccepted, model.PhoneAccepted, model.PhoneRetry, model.PhoneRetry, model.PhoneRemoved, model.PhoneGivenUp,
		}
		result := answer(send, states[w.pick(len(states))], w.now)
		if result.State == model.PhoneRetry {
			result.RetryAt = w.now.Add(time.Duration(w.pick(250)) * time.Minute)
		}
		if !gaps || w.pick(4) > 0 {
			s.results = append(s.results, result)
		}
	}
	return s
}

// checkCap demands that a campaign that rings for the first time is within the cap.
func (w *world) checkCap(round model.Round) {
	fresh := map[model.PushID]bool{}
	for _, send := range round.Sends {
		if p, err := w.m.PushByID(send.Push); err == nil && p.Topic == model.TopicCampaign && send.Attempt == 1 && len(p.Phones) == 0 {
			fresh[p.ID] = true
		}
	}
	today, week := len(fresh), len(fresh)
	for _, ring := range w.m.Push.Campaigns {
		if fresh[ring.Push] {
			w.fail("push %s rang already", ring.Push)
		}
		if model.DayOf(ring.At) == model.DayOf(w.now) {
			today++
		}
		if w.now.Sub(ring.At) < 7*24*time.Hour {
			week++
		}
	}
	if len(fresh) > 0 && (today > model.CapPerDay || week > model.CapPerWeek) {
		w.fail("campaigns ring %d times today and %d times in 7 days", today, week)
	}
}

func (w *world) settle(s settlement) {
	w.do("Settle", func() error { w.m.Settle(s.round, s.results, w.now); return nil })
	for _, result := range s.results {
		if result.State == model.PhoneAccepted {
			w.accepted[string(result.Push)+result.Registration] = true
		}
	}
}

// The checks.

// checkTransitions demands that each push went from state to state as the table says.
func (w *world) checkTransitions(name string) {
	before := map[model.PushID]model.PushState{}
	for _, p := range slices.Concat(w.saved.Push.Outbox, w.saved.Push.Record) {
		before[p.ID] = p.State
	}
	for _, p := range slices.Concat(w.m.Push.Outbox, w.m.Push.Record) {
		from := before[p.ID]
		by, known := w.allowed[[2]model.PushState{from, p.State}]
		if rings, _, split := strings.Cut(by, "; withdrawals:"); split && p.Takes == "" {
			by = rings
		}
		if from != p.State && (!known || (p.State != model.PushDropped && !strings.Contains(by, name))) {
			w.fail("%s took push %s %q from %q to %q; the table says that %q may", name, p.Topic, p.Step, from, p.State, by)
		}
	}
}

// check looks at the mailbox as it would be saved.
func (w *world) check() {
	w.checkDerived()
	w.checkEntries()
	w.checkTags()
	w.checkPushes()
	w.checkWithdrawals()
	w.checkNotices()
}

// checkWithdrawals demands that each notification is taken away once from each phone that shows it and
// from no other, and never while something that it is about waits to be seen.
func (w *world) checkWithdrawals() {
	waiting := map[string]bool{} // push and phone
	for _, p := range slices.Concat(w.m.Push.Outbox, w.m.Push.Record) {
		if (p.Topic == model.TopicWithdrawal) != (p.Takes != "") {
			w.fail("push %q of topic %s takes %q away", p.Step, p.Topic, p.Takes)
		}
		if p.Takes == "" {
			continue
		}
		taken, err := w.m.PushByID(p.Takes)
		if w.meaning[p.Takes] == "" || waiting[string(p.Takes)+p.Device] || p.State.Settled() {
			w.fail("withdrawal %q of %q is of no push, stands there twice or is settled", p.Step, p.Takes)
		}
		waiting[string(p.Takes)+p.Device] = true
		if _, before := w.takes[p.ID]; before && !w.stood(p.ID) {
			w.fail("withdrawal %q is planned again", p.Step)
		}
		w.takes[p.ID] = p.Takes
		if err == nil { // else it fell out of the record
			w.checkTakenFrom(taken, p.Device)
		}
	}
	for _, p := range w.m.Push.Record {
		if p.Takedown == nil {
			continue
		}
		for _, phone := range p.Takedown.Phones {
			w.checkTakenFrom(p, phone.Registration)
			if (phone.State == model.PhoneRetry) != waiting[string(p.ID)+phone.Registration] {
				w.fail("push %q is taken away, and on a phone that is %s", p.Step, phone.State)
			}
		}
	}
}

// stood tells whether a push was in the mailbox at the last save.
func (w *world) stood(id model.PushID) bool {
	_, err := w.saved.PushByID(id)
	return err == nil
}

func (w *world) checkTakenFrom(p *model.Push, registration string) {
	has := func(phone model.Phone) bool {
		return phone.Registration == registration && phone.State == model.PhoneAccepted
	}
	switch {
	case p.State != model.PushSent || p.Takedown == nil || p.Topic == model.TopicTest || !slices.ContainsFunc(p.Phones, has):
		w.fail("push %s %q is %s and taken away from a phone that does not show it", p.Topic, p.Step, p.State)
	case registration == p.Takedown.By && len(p.Members) == 0:
		w.fail("push %q is taken away from the phone on which it was seen", p.Step)
	}
	if before, err := w.saved.PushByID(p.ID); (err != nil || before.Takedown == nil) && p.Takedown.By != w.causer {
		w.fail("push %q is taken away by %q and not by %q", p.Step, p.Takedown.By, w.causer)
	}
}

// checkNotices demands that nobody learns what is not shared, and each thing once.
func (w *world) checkNotices() {
	seen := map[string]bool{}
	for _, n := range w.m.Notices {
		if seen[n.ID] {
			w.fail("notice %s of %s stands there twice", n.Event, n.Letter)
		}
		seen[n.ID] = true
		l, err := w.m.Letter(n.Letter)
		reported := n.Event == model.EventPaid || n.Event == model.EventWithdrawn
		if err != nil && !reported {
			w.fail("notice %s is about no letter", n.Event)
		}
		if n.Event == model.EventPaperDue && (l.Paper.Sent || l.Withdrawn() || l.SupersededBy != "" || (l.Payment != nil && l.Payment.Paid())) {
			w.fail("a letter that is printed, withdrawn, replaced or paid is to be printed")
		}
	}
}

func (w *world) checkDerived() {
	both := model.FeedFilter{Types: []model.FeedEntryType{model.FeedLetter, model.FeedDossier}}
	unread, toDo := both, both
	unread.Unread, toDo.ToDo = true, true
	want := model.Counts{Unread: len(w.m.Feed(unread, w.now)), ToDo: len(w.m.Feed(toDo, w.now))}
	if got := w.m.Counts(); got != want {
		w.fail("counts are %+v, the feed shows %+v", got, want)
	}
	fresh := clone(w.m)
	fresh.Seal(w.now)
	fresh.Rev--
	if diff := difference(w.m, fresh); diff != "" {
		w.fail("derived fields are not what they are made anew: %s", diff)
	}
}

func (w *world) checkEntries() {
	for _, e := range entriesOf(w.m) {
		rev := revOf(e)
		if rev > w.m.Rev || rev < w.revs[e.EntryID()] {
			w.fail("an entry went from revision %d to %d in a mailbox of %d", w.revs[e.EntryID()], rev, w.m.Rev)
		}
		w.revs[e.EntryID()] = rev
	}
	for _, l := range w.m.Letters.Entries {
		// Of two that name each other, which is a sender's mistake, the later one stands.
		if old, err := w.m.Letter(l.Supersedes); err == nil && old.SupersededBy == "" && old.Supersedes != l.ID {
			w.fail("letter %s does not know that it is superseded", old.Reference)
		}
	}
	for _, d := range w.m.Dossiers.Entries {
		if !slices.IsSortedFunc(d.History, func(a, b model.Status) int { return b.At.Compare(a.At) }) {
			w.fail("the history of %s is out of order", d.Number)
		}
	}
}

func (w *world) checkTags() {
	tags := w.m.Derived.Tags
	if len(tags) > model.MaxTags || !slices.IsSorted(tags) || len(slices.Compact(slices.Clone(tags))) != len(tags) {
		w.fail("tags are too many, not sorted or not once each: %v", tags)
	}
	for _, tag := range tags {
		for _, kind := range model.LetterKinds() {
			if kind.Rules().Sensitive && strings.Contains(tag, string(kind)) {
				w.fail("tag %q tells something sensitive", tag)
			}
		}
		if strings.Contains(tag, string(model.ProcedureAdministration)) || strings.Contains(tag, string(model.ProcedureJury)) {
			w.fail("tag %q tells something sensitive", tag)
		}
	}
}

func (w *world) checkPushes() {
	seen := map[model.PushID]bool{}
	for i, p := range slices.Concat(w.m.Push.Outbox, w.m.Push.Record) {
		meaning := string(p.Entry) + " " + string(p.Step)
		if old, known := w.meaning[p.ID]; seen[p.ID] || (known && old != meaning) {
			w.fail("push %s stands there twice, or for %q and %q", p.ID, old, meaning)
		}
		seen[p.ID], w.meaning[p.ID] = true, meaning
		settled := i >= len(w.m.Push.Outbox)
		if p.State.Settled() != settled || p.SettledAt.IsZero() == settled {
			w.fail("push %q is %s, settled at %s, in the wrong place", p.Step, p.State, p.SettledAt)
		}
		shares := p.State == model.PushMerged || p.State == model.PushFailed || p.State == model.PushDropped
		if (p.Into == "" && p.State == model.PushMerged) || (p.Into != "" && !shares) {
			w.fail("push %q is %s and rang with %q", p.Step, p.State, p.Into)
		}
		w.checkPhones(p)
		w.checkStep(p)
		if l, err := w.m.Letter(p.Entry); err == nil && !settled && p.Takes == "" && l.Payment != nil && l.Payment.Paid() && len(p.Members) == 0 {
			w.fail("push %q of a paid bill is still to come", p.Step)
		}
	}
	if len(w.m.Push.Record) > model.MaxRecord || len(w.m.Push.Devices) > model.MaxDevices {
		w.fail("%d pushes on record, %d phones", len(w.m.Push.Record), len(w.m.Push.Devices))
	}
}

// checkStep looks at a step of a ladder: only those are cancelled, none outlasts what it is about, and
// none of those to come is known to be needless.
func (w *world) checkStep(p *model.Push) {
	l, err := w.m.Letter(p.Entry)
	step, ladder := p.Step.Ladder()
	switch {
	case err != nil || !ladder:
		if p.Cancelled || p.Reason == model.ReasonCancelled {
			w.fail("push %s %q is cancelled", p.Topic, p.Step)
		}
		return
	case p.Reason == model.ReasonCancelled && !p.Cancelled:
		w.fail("step %q is dropped as cancelled, which it is not", p.Step)
	case l.Call != nil && p.ExpiresAt.After(l.Call.ClosesAt()), !p.PlannedAt.Before(p.ExpiresAt):
		w.fail("step %q, meant for %s, is of use until %s", p.Step, p.PlannedAt, p.ExpiresAt)
	case p.State == model.PushPlanned && p.At.After(p.PlannedAt):
		w.fail("step %q is planned at %s, meant for %s", p.Step, p.At, p.PlannedAt)
	}
	if needless := step.While == model.WhileUnopened && !l.FirstOpenedAt.IsZero(); needless && !p.State.Settled() && len(p.Members) == 0 {
		w.fail("step %q of an opened letter is still to come", p.Step)
	}
	w.checkPromise(model.InboxLetter{Letter: l, Box: w.m})
}

// checkPromise demands that a letter whose steps are all cancelled promises none.
func (w *world) checkPromise(l model.InboxLetter) {
	for _, step := range l.Steps() {
		if !step.Cancelled && !step.State.Settled() {
			return
		}
	}
	if text := l.NextText(w.now); strings.Contains(text, "herinneren") {
		w.fail("of letter %s no step is to come, and it says %q", l.Reference, text)
	}
}

func (w *world) checkPhones(p *model.Push) {
	count := map[model.PhoneState]int{}
	for _, phone := range p.Phones {
		count[phone.State]++
	}
	switch {
	case (p.State == model.PushSent || (p.State == model.PushFailed && p.Into == "")) && len(p.Phones) == 0,
		p.State.Settled() && count[model.PhoneRetry] > 0,
		p.State.Settled() && (p.State == model.PushSent) != (count[model.PhoneAccepted] > 0),
		p.State == model.PushRetrying && count[model.PhoneRetry] == 0:
		w.fail("push %q is %s, but on its phones: %v", p.Step, p.State, count)
	}
}

// checkRound looks at what a round wants to send.
func (w *world) checkRound(round model.Round) {
	digests := map[model.PushID][]model.Member{}
	for _, decision := range round.Decisions {
		digests[decision.Push] = decision.Members
		if decision.State == model.PushDeferred && !decision.Until.After(w.now) {
			w.fail("a push is to wait until %s, which is over", decision.Until)
		}
	}
	once := map[string]bool{}
	for _, send := range round.Sends {
		p, err := w.m.PushByID(send.Push)
		if err != nil || p.State.Settled() {
			w.fail("sends push %s, which is settled or not there", send.Push)
		}
		key := string(send.Push) + send.Device.Registration
		if w.accepted[key] || once[key] {
			w.fail("sends push %s %q once more to a phone that has it", p.Topic, p.Step)
		}
		once[key] = true
		if p.Cancelled && len(p.Members) == 0 {
			w.fail("sends step %q, which is cancelled", p.Step)
		}
		members := digests[p.ID]
		if len(members) == 0 {
			members = p.Members
		}
		w.checkSend(p, members, send)
	}
}

func (w *world) checkSend(p *model.Push, members []model.Member, send model.Send) {
	if send.Takes != p.Takes || (p.Takes != "" && (send.Device.Registration != p.Device || !w.now.Before(send.ExpiresAt) || !send.Mass || len(send.Rungs) > 0)) {
		w.fail("sends withdrawal %q as %+v", p.Step, send)
	}
	if p.Takes != "" {
		return
	}
	if len(members) == 0 {
		members = []model.Member{{Entry: p.Entry, Topic: p.Topic, Step: p.Step, ExpiresAt: p.ExpiresAt}}
	}
	var last time.Time
	for _, member := range members {
		if w.matters(member) && member.ExpiresAt.After(last) {
			last = member.ExpiresAt
		}
		if d, err := w.m.Dossier(member.Entry); err == nil && d.Procedure.Confidential() {
			w.fail("sends a confidential push")
		}
	}
	if !w.now.Before(last) {
		w.fail("sends push %s %q, in which nothing matters any more", p.Topic, p.Step)
	}
	if !send.ExpiresAt.Equal(last) {
		w.fail("sends push %s %q until %s, though it is of use until %s", p.Topic, p.Step, send.ExpiresAt, last)
	}
	if !slices.Contains(w.m.Push.Devices, send.Device) || send.Badge != w.m.Counts().Unread {
		w.fail("sends to a phone that is not registered, or with badge %d", send.Badge)
	}
	var event model.Day
	if l, err := w.m.Letter(p.Entry); err == nil {
		event = theDay(l, p.Step)
	}
	if _, quiet := w.m.Preferences.Quiet.EndsFor(w.now, event); quiet && p.Topic != model.TopicReminder && p.Topic != model.TopicTest {
		w.fail("sends push %s %q in quiet hours", p.Topic, p.Step)
	}
}

// matters tells whether something still needs ringing for.
func (w *world) matters(member model.Member) bool {
	entry, err := w.m.Find(member.Entry)
	switch e := entry.(type) {
	case model.InboxLetter:
		if bill := e.Bill(); bill != nil && !bill.StatusAt(w.now).ToPay() {
			return false
		}
		step, ladder := member.Step.Ladder()
		reminds := ladder && step.While != model.WhileUnopened
		return !e.Withdrawn() && e.SupersededBy == "" && (e.FirstOpenedAt.IsZero() || reminds)
	case model.InboxDossier:
		newest := slices.IndexFunc(e.History, func(s model.Status) bool { return s.Notify == model.NotifyPush })
		asked := member.Topic != model.TopicAction || e.Status().ActionRequired // a newer status, which need not ring, may ask nothing any more
		return asked && !e.Read && e.History[newest].ID == string(member.Step)
	case model.InboxReminder:
		return !e.Completed() && (e.Announcement == nil || e.Announcement.FirstOpenedAt.IsZero() && w.mattersTo(e.Entry))
	default:
		return err != nil && member.Topic == model.TopicTest
	}
}

// mattersTo tells whether what an announcement reminds of still needs that.
func (w *world) mattersTo(about model.EntryID) bool {
	l, err := w.m.Letter(about)
	if err != nil {
		_, err = w.m.Dossier(about)
		return about == "" || err == nil
	}
	return !l.Withdrawn() && l.SupersededBy == "" && l.FirstOpenedAt.IsZero() && (l.Payment == nil || !l.Payment.Paid())
}

// theDay is the day that a push about a letter is for, on whose morning quiet hours end at 07:00; "" for none.
func theDay(l *model.Letter, step model.Step) model.Day {
	_, ladder := step.Ladder()
	switch {
	case l.Call != nil:
		return l.Call.Election.Day
	case ladder && l.Payment != nil:
		return l.Payment.DueOn
	case ladder && l.Deadline != nil:
		return l.Deadline.Date
	default:
		return ""
	}
}
