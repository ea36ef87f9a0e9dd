package cmd_test

import (
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store/storetest"
	"burgerbode/notify/fcm/fcmtest"
)

// The notifier as a process of its own against a fake FCM, with everything going wrong that can: killed and frozen
// processes, FCM away, the store away, phones that are off, clocks that jump. Each case says at the end how many pushes were
// expected by who put the letters in, and how many the fake received; the notifiers' own records are not asked.
//
// This is the short form. BURGERBODE_FAULTS=full runs the sizes and times of a bad day, which takes some twenty minutes.
// With a server in BURGERBODE_TEST_MONGODB it runs on that as well.
func TestFaults(t *testing.T) {
	t.Parallel()
	s := newFaultSuite(t, os.Getenv("BURGERBODE_FAULTS") == "full")
	cases := map[string]func(*testing.T, faultStore){
		"kills": s.kills, "phones off": s.phonesOff, "fcm away": s.fcmAway, "store away": s.storeAway, "clock jumps": s.clockJumps,
		"2 notifiers": func(t *testing.T, at faultStore) { s.sharesAndFreezes(t, at, 2) },
		"4 notifiers": func(t *testing.T, at faultStore) { s.sharesAndFreezes(t, at, 4) },
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run("sqlite/"+name, func(t *testing.T) {
			t.Parallel()
			cases[name](t, sqliteFaults(t))
		})
		if uri := os.Getenv("BURGERBODE_TEST_MONGODB"); uri != "" {
			t.Run("mongodb/"+name, func(t *testing.T) {
				t.Parallel()
				cases[name](t, mongoFaults(t, uri, strings.ReplaceAll(name, " ", "_")))
			})
		}
	}
}

// faultStore is a store that can be taken away from the notifiers.
type faultStore struct {
	url     string
	reached string // by the notifiers
	away    func(away bool)
	held    func() bool // whether a process holds the whole store; nil: none can
}

// sqliteFaults is a file. It is away while another program holds it for writing: what SQLite then still answers are reads.
func sqliteFaults(t *testing.T) faultStore {
	t.Helper()
	path := filepath.Join(t.TempDir(), "faults.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // what it holds, it holds until it lets go
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	say := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	away := func(away bool) {
		if away {
			say("PRAGMA busy_timeout = 20000")
			say("BEGIN IMMEDIATE")
		} else {
			say("ROLLBACK")
		}
	}
	held := func() bool {
		say("PRAGMA busy_timeout = 1000")
		if _, err := db.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
			return true
		}
		say("ROLLBACK")
		return false
	}
	return faultStore{url: "sqlite://" + path, reached: "sqlite://" + path, away: away, held: held}
}

// mongoFaults is a database of its own, which notifiers reach through a proxy.
func mongoFaults(t *testing.T, uri, purpose string) faultStore {
	t.Helper()
	direct := freshDatabase(t, uri, "faults_"+purpose)
	rest, ok := strings.CutPrefix(direct, "mongodb://")
	host, database, _ := strings.Cut(rest, "/")
	login, address, named := strings.Cut(host, "@")
	if !named {
		login, address = "", host
	} else {
		login += "@"
	}
	if !ok || strings.Contains(address, ",") {
		t.Fatal("this test needs a URI like mongodb://host:port/")
	}
	proxy := storetest.NewProxy(t, address)
	database, options, _ := strings.Cut(database, "?")
	return faultStore{
		url: direct, away: proxy.Cut,
		reached: "mongodb://" + login + proxy.Address() + "/" + database + "?directConnection=true&serverSelectionTimeoutMS=2000&" + options,
	}
}

// Notifiers are killed, at named steps and at random moments, while letters keep coming and FCM fails every tenth request
// in one way or another.
func (s *faultSuite) kills(t *testing.T, at faultStore) {
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{RetryAfterSeconds: 1, Shares: map[fcmtest.Outcome]float64{
		fcmtest.Unavailable: 0.05, fcmtest.QuotaExceeded: 0.019, fcmtest.RateLimitExceeded: 0.001,
		fcmtest.Hang: 0.01, fcmtest.Reset: 0.01, fcmtest.Lost: 0.01,
	}})
	random := rand.New(rand.NewPCG(20, 18))
	owners := w.citizens(s.size.pushes*3/4, phonesOf)
	var gone []*owner
	for n := 0; n < len(owners); n += 50 {
		gone = append(gone, owners[n])
		w.unregister(owners[n].phones[0].token)
	}
	living := []*teller{w.notifier(""), w.notifier("")}
	waves := slices.Collect(slices.Chunk(owners, (len(owners)+s.size.kills-1)/s.size.kills))
	for round, wave := range waves {
		if round%2 == 0 {
			w.killAtStep(fmt.Sprintf("%s:%d", killSteps()[round/2%len(killSteps())], 1+random.IntN(2)), wave)
		} else {
			living = append(living, w.notifier(""))
			w.deliver(wave, "brief", 24*time.Hour)
			w.pass(time.Duration(random.IntN(300)) * time.Millisecond)
			living[0].kill(t)
			living = living[1:]
		}
		w.line.kills++
	}
	if !s.size.full {
		w.hurry = 2 * time.Second
	}
	w.awaitAll()
	w.clock.set(w.clock.ahead() + model.DigestWindow)
	w.deliver(gone, "nog een brief", 24*time.Hour)
	w.awaitAll()
	w.stop()
	w.judge()
	tried, again := w.judgeUnregistered()
	if tried != len(gone) {
		t.Errorf("%d of %d unregistered phones were tried", tried, len(gone))
	}
	w.line.note("%d requests failed on purpose", w.failedOnPurpose())
	w.line.note("%d unregistered phones tried, %d again after a kill", tried, again)
}

// killSteps are the steps of a notifier at which it is killed.
func killSteps() []model.ChainStep {
	return []model.ChainStep{model.ChainSent, model.ChainWoken, model.ChainSettled, model.ChainBeatSaved}
}

// killAtStep starts a notifier that is killed at a step once it has work, and gives it some.
func (w *faultWorld) killAtStep(crashAt string, wave []*owner) {
	w.t.Helper()
	victim := w.notifier(crashAt)
	w.until("the one to be killed has slots", func() bool {
		select {
		case err := <-victim.ended: // before it had work
			victim.ended <- err
			return true
		default:
			return w.sheet()[victim.project] >= model.Slots/6
		}
	})
	w.deliver(wave, "brief", 24*time.Hour)
	victim.over = true
	victim.killed(w.t, crashAt)
}

func (w *faultWorld) failedOnPurpose() (failed int) {
	for _, request := range w.fake.Log() {
		if (request.Outcome != fcmtest.Accepted || request.Withheld) && request.Outcome != fcmtest.Unregistered {
			failed++
		}
	}
	return failed
}

// Phones are off while six letters come, and one that is of no use any more once they are back: on Android and the web
// there are six notifications, on iOS the newest, whose badge tells of all.
func (s *faultSuite) phonesOff(t *testing.T, at faultStore) {
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{})
	platforms := []fcmtest.Platform{fcmtest.Android, fcmtest.IOS, fcmtest.Web}
	owners := w.citizens(10, func(int) []fcmtest.Platform { return platforms })
	for _, who := range owners {
		for _, phone := range who.phones {
			if err := w.fake.Offline(phone.token, phone.platform); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.notifier("")
	w.notifier("")
	w.await(w.deliver(owners, "kort", 20*time.Minute))
	newest := map[string]model.PushID{}
	for n := range 6 {
		w.settled(owners)
		w.clock.set(w.clock.ahead() + model.DigestWindow + time.Minute)
		rings := w.deliver(owners, fmt.Sprintf("brief %d", n), 24*time.Hour)
		w.await(rings)
		for _, one := range rings {
			newest[one.Token] = one.Push
		}
	}
	w.stop()
	shown := map[fcmtest.Platform]int{}
	for _, who := range owners {
		for _, phone := range who.phones {
			w.fake.Online(phone.token)
			screen := w.fake.Phone(phone.token)
			shown[phone.platform] += len(screen.Shown)
			want := 6
			if phone.platform == fcmtest.IOS {
				want = 1
			}
			last := fcmtest.Shown{}
			for _, last = range screen.Shown {
				if last.Rang != 1 {
					t.Errorf("%s rang %d times for one push", phone.platform, last.Rang)
				}
			}
			if len(screen.Shown) != want || last.Tag != string(newest[phone.token]) || screen.Badge != 7 {
				t.Errorf("%s shows %d notifications, the newest %t, and the badge %d", phone.platform, len(screen.Shown),
					last.Tag == string(newest[phone.token]), screen.Badge)
			}
		}
	}
	w.judgeSends()
	for _, platform := range platforms {
		w.line.note("%s shows %d for each phone", platform, shown[platform]/len(owners))
	}
}

// FCM cuts every connection for five minutes. What expired meanwhile is never sent, what did not is: also what expires two
// minutes later, but for the short form, where the rules' clock runs faster than the notifier tries whether FCM is back.
func (s *faultSuite) fcmAway(t *testing.T, at faultStore) {
	const outage = 5 * time.Minute
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{RefuseAll: true})
	uses := []time.Duration{time.Minute, 3 * time.Minute, outage - 10*time.Second, 7 * time.Minute, 30 * time.Minute, 24 * time.Hour}
	owners := w.citizens(s.size.some/len(uses)*len(uses), phonesOf)
	w.notifier("")
	w.notifier("")
	began := w.clock.now()
	between := map[ring]bool{}
	for n, use := range uses {
		group := owners[n*len(owners)/len(uses) : (n+1)*len(owners)/len(uses)]
		switch {
		case use < outage:
			w.deliverUnexpected(group, "brief", use)
		case use < 2*outage && !s.size.full:
			for _, one := range w.deliverUnexpected(group, "brief", use) {
				between[one] = true
			}
		default:
			w.deliver(group, "brief", use)
		}
	}
	w.until("some were tried", func() bool { return len(w.fake.Log()) >= 10 })
	for w.clock.now().Before(began.Add(outage)) {
		w.pass(50 * time.Millisecond)
		if !s.size.full {
			w.clock.set(w.clock.ahead() + 5*time.Second)
		}
	}
	tries := len(w.fake.Log())
	if err := w.fake.SetBehaviour(fcmtest.Behaviour{}); err != nil {
		t.Fatal(err)
	}
	if !s.size.full {
		w.hurry = 15 * time.Second
	}
	w.awaitAll()
	w.until("all waits are over", func() bool { return s.size.full || w.clock.now().After(began.Add(20*time.Minute)) })
	w.stop()
	late := 0
	for one := range w.hits(fcmtest.Accepted) {
		if between[one] {
			late++
			w.expected[one] = true
		}
	}
	w.judge()
	w.line.note("%d tries while it was away", tries)
	if !s.size.full {
		w.line.note("of %d that expired within 2 min after it was back %d were sent", len(between), late)
	}
}

// The store is away in the middle of the work. Nothing is lost, memory stays as it was, and all goes on by itself.
func (s *faultSuite) storeAway(t *testing.T, at faultStore) {
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{LatencyMS: 200}) // long enough for the store to go in the middle
	if s.size.full {
		w.times = nil // as in production
	}
	owners := w.citizens(s.size.some*3/2, phonesOf)
	before, after := owners[:len(owners)/2], owners[len(owners)/2:]
	flags := []string{"--concurrency", "4", "--batch", "20"}
	n := w.notifier("", flags...)
	w.notifier("", flags...)
	w.await(w.deliver(before, "brief", 24*time.Hour))
	usual := memoryOf(t, n.program)
	rings := w.deliver(after, "brief", 24*time.Hour)
	w.until("some came", func() bool { return w.missing(rings) < len(rings)*9/10 })
	at.away(true)
	highest, ended := 0, time.After(s.size.outage)
	for away := true; away; {
		select {
		case <-ended:
			away = false
		default:
			w.pass(100 * time.Millisecond)
			highest = max(highest, memoryOf(t, n.program))
		}
	}
	w.catchUp()
	left := w.missing(rings)
	at.away(false)
	back := time.Now()
	w.awaitAll()
	recovered := time.Since(back)
	end := memoryOf(t, n.program)
	w.stop()
	w.judge()
	if left == 0 {
		t.Error("the store was not away for long enough: nothing was left to do")
	}
	if max(highest, end) > 3*usual {
		t.Errorf("memory grew from %d to %d and %d KiB", usual, highest, end)
	}
	w.line.note("away %v with %d to go, done %v after", s.size.outage, left, recovered.Round(100*time.Millisecond))
	w.line.note("memory %d, %d, %d MiB before, during, after", usual>>10, highest>>10, end>>10)
}

// memoryOf is what a process holds in memory now, in KiB.
func memoryOf(t *testing.T, p *program) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 1 // not on this system
	}
	found := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 1
	}
	kilobytes, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes
}

// The clock of the rules jumps by an hour, forward and back, while letters come and some wait to be tried again. What is
// new rings at once, whatever the clock says; what was to be tried at an hour that the clock left again waits for it, and is
// not lost. Nothing rings twice.
func (s *faultSuite) clockJumps(t *testing.T, at faultStore) {
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{})
	owners := w.citizens(s.size.some, phonesOf)
	w.notifier("")
	w.notifier("")
	jumps := []time.Duration{0, time.Hour, 0, -time.Hour, 0, time.Hour}
	waves := slices.Collect(slices.Chunk(owners, (len(owners)+len(jumps)-1)/len(jumps)))
	var calm []*owner // who rang before the jump
	for n, shift := range jumps {
		w.clock.set(shift)
		refused, taken := waves[n][:len(waves[n])/5], waves[n][len(waves[n])/5:]
		w.refuse(refused)
		seen := w.read
		later := w.deliver(refused, "brief", 24*time.Hour)
		w.await(w.deliver(taken, "brief", 24*time.Hour))
		w.await(w.deliver(calm, "tweede brief", 24*time.Hour)) // no digest holds it for an hour
		w.until("those were tried that are to wait", func() bool { return w.refusals(seen) >= len(later) })
		w.settled(taken)
		calm = taken
	}
	w.refuse(nil)
	w.clock.set(time.Hour + model.DigestWindow)
	w.hurry = 2 * time.Second
	w.awaitAll()
	w.stop()
	w.judge()
	w.line.note("jumps to %v", jumps)
}

// refuse has FCM answer 503 for the phones of these citizens, and well for all others.
func (w *faultWorld) refuse(owners []*owner) {
	w.t.Helper()
	busy := fcmtest.Behaviour{Tokens: map[string]fcmtest.Outcome{}}
	for _, who := range owners {
		for _, phone := range who.phones {
			busy.Tokens[phone.token] = fcmtest.Unavailable
		}
	}
	if err := w.fake.SetBehaviour(busy); err != nil {
		w.t.Fatal(err)
	}
}

// refusals counts the requests after a sequence number that were answered with 503.
func (w *faultWorld) refusals(after int64) (refused int) {
	for _, request := range w.fake.LogAfter(after, 0) {
		if request.Outcome == fcmtest.Unavailable {
			refused++
		}
	}
	return refused
}

// Several notifiers each send their share, and no push is sent by two. Then one is frozen and woken: the others do its work,
// and it repeats no more than it had under way.
func (s *faultSuite) sharesAndFreezes(t *testing.T, at faultStore, count int) {
	const concurrency, batch = 8, 20
	w := s.world(t, at.url, at.reached, fcmtest.Behaviour{LatencyMS: 20})
	if s.size.full {
		w.times = nil // as in production
	}
	calm := w.citizens(max(s.size.some, 1200), phonesOf) // of fewer, chance alone would give one much more than another
	storm := w.citizens(s.size.some, phonesOf)
	for range count {
		w.notifier("", "--concurrency", strconv.Itoa(concurrency), "--batch", strconv.Itoa(batch))
	}
	w.evenly(count)
	w.await(w.deliver(calm, "brief", 24*time.Hour))
	shares := map[string]int{}
	for one, hits := range w.hits(fcmtest.Accepted) {
		shares[hits[0].project]++
		if len(hits) > 1 {
			t.Errorf("a push was sent %d times while nothing was wrong: %v %v", len(hits), one.Push, hits)
		}
	}
	fair := len(w.expected) / count
	for _, n := range w.notifiers {
		if got := shares[n.project]; got < fair*7/10 || got > fair*13/10 {
			t.Errorf("%s sent %d of %d pushes, with %d notifiers", n.project, got, len(w.expected), count)
		}
	}
	w.line.note("shares %v of %d", slices.Sorted(maps.Values(shares)), fair)

	rings := w.deliver(storm, "brief", 24*time.Hour)
	w.until("some came", func() bool { return w.missing(rings) < len(rings)*3/4 })
	frozen := w.notifiers[0]
	frozen.freeze(t, at)
	ended := time.After(s.size.freeze)
	w.awaitAll()
	<-ended
	w.catchUp()
	woken := w.read
	frozen.signal(t, syscall.SIGCONT)
	w.evenly(count)
	late := 0
	for _, request := range w.fake.LogAfter(woken, 0) {
		if request.Project == frozen.project {
			late++
		}
	}
	w.await(w.deliver(w.citizens(count*20, phonesOf), "brief", 24*time.Hour))
	w.stop()
	w.judge()
	if late > concurrency || w.line.repeats > concurrency+batch*5 {
		t.Errorf("woken it sent %d, and %d pushes came again: more than it can have had under way", late, w.line.repeats)
	}
	w.line.note("frozen %v, sent %d once woken", s.size.freeze, late)
}

// freeze stops a process between two of its saves. In the middle of one it would hold a SQLite file, and with it everybody,
// until it is woken or killed: that is why production is to run on a server.
func (n *teller) freeze(t *testing.T, at faultStore) {
	t.Helper()
	n.cut, n.frozen = true, true
	n.halt(t)
	for at.held != nil && at.held() {
		n.signal(t, syscall.SIGCONT)
		<-time.After(10 * time.Millisecond)
		n.halt(t)
	}
}

// evenly waits until the slots are shared by so many.
func (w *faultWorld) evenly(count int) {
	w.t.Helper()
	w.until("the slots are shared", func() bool {
		held := w.sheet()
		return len(held) == count && held[""] == 0 && slices.Min(slices.Collect(maps.Values(held))) == model.Slots/count
	})
}
