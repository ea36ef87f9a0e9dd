package cmd_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"burgerbode/notify/fcm/fcmtest"
)

// faultSuite is what the cases share: the program, their size, and the table of what came out.
type faultSuite struct {
	notifier string // binary
	size     faultSize

	mu    sync.Mutex
	lines []faultLine
}

// faultSize is how large the cases are.
type faultSize struct {
	full     bool
	pushes   int // of the case with kills
	kills    int
	some     int // pushes of the other cases
	outage   time.Duration
	freeze   time.Duration
	patience time.Duration
}

// faultLine is one line of the table.
type faultLine struct {
	name                                              string
	expected, received, lost, repeats, twice, foreign int
	kills                                             int
	notes                                             []string
}

// note adds a figure of the case's own.
func (l *faultLine) note(format string, args ...any) {
	l.notes = append(l.notes, fmt.Sprintf(format, args...))
}

func (s *faultSuite) tell(line faultLine) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, line)
}

// String is the line before the table stands.
func (l faultLine) String() string {
	return fmt.Sprintf("expected %d, received %d, lost %d, foreign %d, repeats %d, rang twice %d, kills %d; %s",
		l.expected, l.received, l.lost, l.foreign, l.repeats, l.twice, l.kills, strings.Join(l.notes, "; "))
}

// table is the lines, for people.
func (s *faultSuite) table() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortFunc(s.lines, func(a, b faultLine) int { return strings.Compare(a.name, b.name) })
	var text strings.Builder
	out := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "case\texpected\treceived\tlost\tforeign\trepeats\trang twice\tkills\t")
	for _, l := range s.lines {
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", l.name, l.expected, l.received, l.lost, l.foreign, l.repeats, l.twice, l.kills,
			strings.Join(l.notes, "; "))
	}
	_ = out.Flush()
	return text.String()
}

// hit is one request that FCM took for a phone.
type hit struct {
	project  string
	withheld bool   // whoever sent it was not told
	at       string // by the clock of the rules
}

// judge ends a case: what was expected came, nothing else did, and what came again had to, carried the same push id, and
// by the rule of the app rang no phone twice. On an iPhone a repeat rings again; how often is in the table.
//
// What was accepted comes again only where its sender did not learn of it, or was killed or frozen before it could save it,
// or where one that was frozen had it under way and finishes once woken.
func (w *faultWorld) judge() {
	w.t.Helper()
	w.judgePhones(w.judgeSends())
}

// judgeSends is judge without the phones.
func (w *faultWorld) judgeSends() map[ring][]hit {
	t := w.t
	t.Helper()
	got, needless := w.hits(fcmtest.Accepted), 0
	w.line.expected, w.line.received = len(w.expected), 0
	for one, hits := range got {
		if !w.expected[one] {
			w.line.foreign++
			continue
		}
		w.line.received++
		w.line.repeats += len(hits) - 1
		for _, earlier := range hits[:len(hits)-1] {
			if !earlier.withheld && !w.interrupted(earlier.project) && !w.frozen(hits[len(hits)-1].project) {
				needless++
				if needless < 4 {
					t.Logf("again: %+v", hits)
				}
			}
		}
	}
	if needless > 0 {
		t.Errorf("%d pushes came again after who sent them had the answer and lived on", needless)
	}
	w.line.lost = w.line.expected - w.line.received
	if w.line.lost > 0 || w.line.foreign > 0 {
		t.Errorf("of %d pushes %d are lost, and %d came that must not", w.line.expected, w.line.lost, w.line.foreign)
	}
	return got
}

// judgePhones asks each phone what it showed and how often it rang.
func (w *faultWorld) judgePhones(got map[ring][]hit) {
	pushes := map[string]int{} // by token
	for one := range got {
		pushes[one.Token]++
	}
	for _, who := range w.owners {
		for _, phone := range who.phones {
			screen := w.fake.Phone(phone.token)
			if !w.unreached[phone.token] && len(screen.Shown) != pushes[phone.token] {
				w.t.Errorf("%s shows %d notifications for %d pushes", phone.token, len(screen.Shown), pushes[phone.token])
			}
			for _, shown := range screen.Shown {
				if shown.Rang == 1 {
					continue
				}
				w.line.twice++
				if phone.platform != fcmtest.IOS || shown.Rang != shown.Times {
					w.t.Errorf("%s (%s) rang %d times for one push", phone.token, phone.platform, shown.Rang)
				}
			}
		}
	}
}

// hits are the requests with an outcome, in the order in which they came.
func (w *faultWorld) hits(outcome fcmtest.Outcome) map[ring][]hit {
	w.t.Helper()
	got := map[ring][]hit{}
	for _, request := range w.fake.Log() {
		if request.Outcome == outcome {
			one := w.ringOf(request)
			got[one] = append(got[one], hit{request.Project, request.Withheld, request.At.Format("15:04:05.000")})
		}
	}
	return got
}

// interrupted tells whether the notifier of a project was killed or frozen.
func (w *faultWorld) interrupted(project string) bool {
	return slices.ContainsFunc(w.notifiers, func(n *teller) bool { return n.project == project && n.cut })
}

// frozen tells whether the notifier of a project was frozen.
func (w *faultWorld) frozen(project string) bool {
	return slices.ContainsFunc(w.notifiers, func(n *teller) bool { return n.project == project && n.frozen })
}

// judgeUnregistered looks at the phones that FCM does not know any more: such a phone is tried again only where the
// process that got the answer was killed before it could save it. It answers how many were tried at all, and how often
// one was tried again.
func (w *faultWorld) judgeUnregistered() (tried, again int) {
	w.t.Helper()
	attempts := map[string][]hit{}
	for _, request := range w.fake.Log() {
		if request.Outcome == fcmtest.Unregistered {
			attempts[request.Token] = append(attempts[request.Token], hit{project: request.Project, withheld: request.Withheld})
		}
	}
	for token, hits := range attempts {
		again += len(hits) - 1
		for _, earlier := range hits[:len(hits)-1] {
			if !earlier.withheld && !w.interrupted(earlier.project) {
				w.t.Errorf("%s is unregistered and was tried again: %v", token, hits)
			}
		}
	}
	return len(attempts), again
}

// phonesOf gives the n-th citizen a phone, every third one two: Android, iOS and the web in turn.
func phonesOf(n int) []fcmtest.Platform {
	all := []fcmtest.Platform{fcmtest.Android, fcmtest.Web, fcmtest.IOS, fcmtest.Android}
	return all[n%3 : n%3+1+n%3/2]
}

func newFaultSuite(t *testing.T, full bool) *faultSuite {
	t.Helper()
	s := &faultSuite{size: faultSize{
		full: full, pushes: 600, kills: 6, some: 300, outage: 5 * time.Second, freeze: 9 * time.Second, patience: 3 * time.Minute,
	}}
	switch {
	case full:
		s.size = faultSize{
			full: true, pushes: 20_000, kills: 50, some: 5_000, outage: time.Minute, freeze: time.Minute, patience: 15 * time.Minute,
		}
	case testing.Short():
		s.size.pushes, s.size.kills, s.size.some = 150, 2, 120
	}
	s.notifier = build(t, t.TempDir(), "notifier")
	t.Cleanup(func() { t.Log("\n" + s.table()) })
	return s
}
