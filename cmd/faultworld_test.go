package cmd_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

// faultWorld is a store with mailboxes, a fake FCM, and notifiers that are processes of their own between them. What must
// come is known from what was put into the store, what came from the fake alone.
type faultWorld struct {
	t        *testing.T
	suite    *faultSuite
	line     faultLine
	store    string // as the notifiers reach it
	opened   store.Store
	boxes    *store.Mailboxes
	fake     *fcmtest.Server
	endpoint string
	times    []string // flags of the notifiers
	clock    *jumpyClock
	hurry    time.Duration // so much the clock of the rules jumps ahead with each 50 ms of waiting, so that what is tried again comes soon

	owners    []*owner
	unreached map[string]bool // tokens that FCM does not know any more
	expected  map[ring]bool
	notifiers []*teller
	read      int64         // up to where the fake's log was read
	came      map[ring]int  // how often it was accepted, up to there
	patience  time.Duration // how long nothing may come before something counts as lost; nothing waits so long when all is well
}

// owner is a citizen with phones.
type owner struct {
	id     model.CitizenID
	phones []handset
}

// handset is a phone of an owner.
type handset struct {
	token    string
	platform fcmtest.Platform
}

// teller is a notifier as a process. It sends for a project of its own, so that the fake's log tells who sent.
type teller struct {
	*program
	project string
	cut     bool // it was killed or frozen: what FCM answered it may be unsaved
	frozen  bool // it was frozen
	over    bool // it has ended
}

// jumpyClock is the clock of the rules, of all notifiers and of who puts letters in.
type jumpyClock struct {
	t     *testing.T
	path  string
	shift atomic.Int64 // nanoseconds
}

func (c *jumpyClock) now() time.Time { return time.Now().Round(0).Add(c.ahead()) }

// ahead is how far it is from the machine's.
func (c *jumpyClock) ahead() time.Duration { return time.Duration(c.shift.Load()) }

// set moves the clock so far from the machine's.
func (c *jumpyClock) set(shift time.Duration) {
	c.t.Helper()
	c.shift.Store(int64(shift))
	next := c.path + ".next" // renamed, so that nobody reads half of it
	if err := errors.Join(os.WriteFile(next, []byte(shift.String()), 0o600), os.Rename(next, c.path)); err != nil {
		c.t.Fatal(err)
	}
}

// faultWorld makes the world of one case on a store. reached, when not empty, is how notifiers reach that store.
func (s *faultSuite) world(t *testing.T, storeURL, reached string, behaviour fcmtest.Behaviour) *faultWorld {
	t.Helper()
	_, name, _ := strings.Cut(t.Name(), "/")
	w := &faultWorld{
		t: t, suite: s, line: faultLine{name: name}, store: cmp.Or(reached, storeURL), unreached: map[string]bool{}, expected: map[ring]bool{},
		came: map[ring]int{}, patience: s.size.patience, clock: &jumpyClock{t: t, path: filepath.Join(t.TempDir(), "clock")},
		times: []string{"--idle", "50ms", "--beat", "100ms", "--fence", "1s", "--timeout", "5s", "--dead", "7s"},
	}
	w.clock.set(0)
	opened, err := stores.Open(t.Context(), storeURL, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	w.opened = opened
	w.boxes = &store.Mailboxes{Store: opened, Now: w.clock.now, Log: slog.New(slog.DiscardHandler)}
	w.fake, w.endpoint = fcmtest.Start(t, fcmtest.Options{Seed: 4, Behaviour: behaviour, Now: w.clock.now})
	t.Cleanup(func() {
		t.Log(w.line)
		s.tell(w.line)
		for _, n := range w.notifiers {
			if !n.over {
				n.kill(t)
			}
			if t.Failed() {
				t.Logf("%s: %s", n.project, lastLines(n.stderr.String(), 15))
			}
		}
		if err := opened.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return w
}

func lastLines(text string, count int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(len(lines)-count, 0):], "\n")
}

// notifier starts a notifier, to be killed at a step unless that is empty.
func (w *faultWorld) notifier(crashAt string, flags ...string) *teller {
	w.t.Helper()
	n := &teller{project: fmt.Sprintf("n%d", len(w.notifiers)), cut: crashAt != ""}
	args := slices.Concat([]string{
		"--name", n.project, "--fcm-project", n.project, "--admin-addr", "", "--store", w.store, "--fcm-endpoint", w.endpoint, "--log-level", "warn",
	}, w.times, flags)
	n.program = startWith(w.t, w.suite.notifier, []string{"BURGERBODE_CRASH_AT=" + crashAt, "BURGERBODE_CRASH_CLOCK=" + w.clock.path}, args...)
	w.notifiers = append(w.notifiers, n)
	return n
}

// kill ends a notifier as a power cut would.
func (n *teller) kill(t *testing.T) {
	t.Helper()
	n.cut, n.over = true, true
	if err := n.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	<-n.ended
}

// halt freezes a notifier, and returns once each of its threads stands still: one that is within a call of the kernel ends
// that first, and may have locked a file by it.
func (n *teller) halt(t *testing.T) {
	t.Helper()
	n.signal(t, syscall.SIGSTOP)
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(n.command.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Errorf("the notifier does not stand still: status %x, %v", status, err)
	}
}

// signal lets a frozen notifier go on, or ends it.
func (n *teller) signal(t *testing.T, signal syscall.Signal) {
	t.Helper()
	if err := n.command.Process.Signal(signal); err != nil {
		t.Error(err)
	}
}

// citizens adds citizens with phones; platforms says which ones the n-th has. Their quiet hours are off: tests run at any
// hour.
func (w *faultWorld) citizens(count int, platforms func(n int) []fcmtest.Platform) []*owner {
	w.t.Helper()
	first := len(w.owners)
	for n := first; n < first+count; n++ {
		id, err := model.NewCitizenID(strings.NewReader(fmt.Sprintf("%016d", n)))
		if err != nil {
			w.t.Fatal(err)
		}
		who := &owner{id: id}
		for i, platform := range platforms(n) {
			who.phones = append(who.phones, handset{fmt.Sprintf("token-%d-%d", n, i), platform})
		}
		w.owners = append(w.owners, who)
	}
	added := w.owners[first:]
	for part := range slices.Chunk(added, 100) {
		w.register(part)
	}
	return added
}

// register claims the phones and puts them into the mailboxes.
func (w *faultWorld) register(owners []*owner) {
	w.t.Helper()
	var claims []*model.DeviceClaim
	changes := map[model.CitizenID]store.Change{}
	for _, who := range owners {
		for _, phone := range who.phones {
			claim := &model.DeviceClaim{ID: model.FCMToken(phone.token).Hash()}
			claim.Take(who.id, phone.token)
			claims = append(claims, claim)
		}
		changes[who.id] = func(m *model.Mailbox) error {
			wanted := m.Preferences
			wanted.Quiet.On = false
			m.SetPreferences(wanted, w.clock.now())
			for _, phone := range who.phones {
				m.RegisterDevice(model.Device{
					InstallationID: phone.token, Token: model.FCMToken(phone.token), Generation: 1, Platform: model.Platform(phone.platform),
					AppVersion: "1.0.0", Permission: true, AppLanguage: model.Dutch,
				}, w.clock.now())
			}
			return nil
		}
	}
	if _, err := store.Add(w.t.Context(), w.opened, claims); err != nil {
		w.t.Fatal(err)
	}
	w.save(changes)
}

func (w *faultWorld) save(changes map[model.CitizenID]store.Change) {
	w.t.Helper()
	_, failed, err := w.boxes.UpdateMany(w.t.Context(), changes)
	for _, one := range failed {
		err = errors.Join(err, one)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// deliver puts a letter into each mailbox, of use for so long. It answers what that makes come, and expects it.
func (w *faultWorld) deliver(owners []*owner, reference string, use time.Duration) []ring {
	w.t.Helper()
	rings := w.deliverUnexpected(owners, reference, use)
	for _, one := range rings {
		if !w.unreached[one.Token] {
			w.expected[one] = true
		}
	}
	return rings
}

func (w *faultWorld) deliverUnexpected(owners []*owner, reference string, use time.Duration) []ring {
	w.t.Helper()
	letter := model.Letter{
		ID: model.LetterID("OVO002067", "faults", reference), Sender: "OVO002067", Run: "faults", Reference: reference,
		Kind: model.KindInformation, Subject: "Werken in uw straat", Languages: []model.Language{model.Dutch},
		About: model.About{Relation: model.RelationSelf}, ExpiresAt: w.clock.now().Add(use),
	}
	var rings []ring
	for part := range slices.Chunk(owners, 250) {
		changes := map[model.CitizenID]store.Change{}
		for _, who := range part {
			changes[who.id] = func(m *model.Mailbox) error { return m.Deliver(letter, w.clock.now()) }
			for _, phone := range who.phones {
				rings = append(rings, ring{
					Token: phone.token, Push: model.NewPushID(who.id, letter.ID, model.StepDelivered), Entry: string(letter.ID),
					Registration: model.RegistrationID(who.id, phone.token),
				})
			}
		}
		w.save(changes)
	}
	return rings
}

// unregister makes FCM answer that it does not know these phones any more.
func (w *faultWorld) unregister(token string) {
	w.fake.Unregister(token)
	w.unreached[token] = true
}

// catchUp reads what came since the last time, and answers how much of it is new.
func (w *faultWorld) catchUp() (fresh int) {
	w.t.Helper()
	for _, request := range w.fake.LogAfter(w.read, 0) {
		w.read = request.Seq
		if request.Outcome != fcmtest.Accepted {
			continue
		}
		one := w.ringOf(request)
		if w.came[one] == 0 {
			fresh++
		}
		w.came[one]++
	}
	return fresh
}

func (w *faultWorld) ringOf(request fcmtest.Received) ring {
	w.t.Helper()
	var message struct {
		Data ring `json:"data"`
	}
	if err := json.Unmarshal(request.Message, &message); err != nil {
		w.t.Fatal(err)
	}
	message.Data.Token = request.Token
	return message.Data
}

// missing counts those of rings that did not come yet.
func (w *faultWorld) missing(rings []ring) (missing int) {
	for _, one := range rings {
		if w.came[one] == 0 && !w.unreached[one.Token] {
			missing++
		}
	}
	return missing
}

// await waits until all of rings came; after it, what did not is lost.
func (w *faultWorld) await(rings []ring) {
	w.t.Helper()
	w.until(fmt.Sprintf("%d pushes came", len(rings)), func() bool { return w.missing(rings) == 0 })
}

// awaitAll waits for everything that is expected.
func (w *faultWorld) awaitAll() {
	w.t.Helper()
	w.await(slices.Collect(maps.Keys(w.expected)))
}

// until waits for something, as long as there is news now and then.
func (w *faultWorld) until(what string, is func() bool) {
	w.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	lastNews := time.Now()
	for {
		if w.catchUp() > 0 {
			lastNews = time.Now()
		}
		switch {
		case is():
			return
		case time.Since(lastNews) > w.patience:
			w.t.Fatalf("still not so: %s; %d of %d pushes are lost", what, w.missing(slices.Collect(maps.Keys(w.expected))), len(w.expected))
		}
		<-tick.C
		if w.hurry > 0 {
			w.clock.set(w.clock.ahead() + w.hurry)
		}
	}
}

// settled waits until nothing is left to do for the mailboxes: a jump of the clock then falls between two pushes.
func (w *faultWorld) settled(owners []*owner) {
	w.t.Helper()
	w.until("what came is saved", func() bool {
		for part := range slices.Chunk(owners, store.MaxBatch) {
			ids := make([]model.CitizenID, len(part))
			for i, who := range part {
				ids[i] = who.id
			}
			boxes, err := w.boxes.GetMany(w.t.Context(), ids)
			if err != nil {
				w.t.Fatal(err)
			}
			for _, box := range boxes {
				if len(box.Push.Outbox) > 0 {
					return false
				}
			}
		}
		return true
	})
}

// pass lets time go by.
func (w *faultWorld) pass(d time.Duration) {
	w.t.Helper()
	select {
	case <-time.After(d):
	case <-w.t.Context().Done():
	}
}

// sheet is how many slots each notifier holds, by project.
func (w *faultWorld) sheet() map[string]int {
	w.t.Helper()
	held := map[string]int{}
	sheet, err := store.Get[store.Sheet](w.t.Context(), w.opened, store.SheetID)
	if err != nil {
		return held // not there yet, or locked
	}
	for _, holder := range sheet.Holders {
		project, _, _ := strings.Cut(holder, "-")
		held[project]++
	}
	return held
}

// stop ends the notifiers that are left.
func (w *faultWorld) stop() {
	w.t.Helper()
	for _, n := range w.notifiers {
		if !n.over {
			n.over = true
			n.stop(w.t)
		}
	}
}
