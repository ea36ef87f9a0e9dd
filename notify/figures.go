package notify

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm"
)

// recentSeconds is over how long the rates of Figures are taken.
const recentSeconds = 60

// Figures are what one notifier has done since it started, and what it is doing now. They name no
// citizen, letter or phone: counts only. Of several notifiers of one store counts may be added up.
type Figures struct {
	Notifier string    `json:"notifier"` // this run, as the sheet names it
	At       time.Time `json:"at"`       // when they were taken, by the rules' clock
	Slots    int       `json:"slots"`    // held now
	Lanes    []Lane    `json:"lanes"`    // personal, then mass
	// Surveyed is when Due and Oldest of the lanes were last asked of the store; zero: not yet.
	Surveyed time.Time `json:"surveyed"`
	Sending  int       `json:"sending"` // requests to FCM under way
	Pace     Pace      `json:"pace"`

	Read      int64           `json:"read"`    // mailboxes read to be decided
	Settled   int64           `json:"settled"` // mailboxes saved with what became of their pushes
	Answers   []AnswerCount   `json:"answers"`
	Decisions []DecisionCount `json:"decisions"` // why pushes did not ring, or not yet
	Latency   Latency         `json:"latency"`
	Recent    Rates           `json:"recent"`
}

// Lane is how much is due in one lane: in the store, within the slots held, and here.
type Lane struct {
	Name     string    `json:"name"`     // personal or mass
	Due      int       `json:"due"`      // mailboxes, as the last survey found
	Oldest   time.Time `json:"oldest"`   // since when the first of them is due; zero: none is
	Waiting  int       `json:"waiting"`  // mailboxes here that are yet to be read
	InFlight int       `json:"inFlight"` // mailboxes here, from their admission until they are saved
	Messages int       `json:"messages"` // that wait for a sender
}

// Pace is how fast the notifier may send now.
type Pace struct {
	Rate  float64   `json:"rate"`  // messages a second
	Limit int       `json:"limit"` // messages to FCM at the same time, slow ones aside
	Slow  int       `json:"slow"`  // requests that have been under way for more than a second
	Held  time.Time `json:"held"`  // nothing is sent before, by the machine's clock; zero or past: not held
}

// AnswerCount is how many messages got an answer of one sort. Code is one of [fcm.Result], or
// TOO_LARGE or NOT_MADE where there was no message to send.
type AnswerCount struct {
	Class fcm.Class `json:"class"`
	Code  string    `json:"code"`
	Count int64     `json:"count"`
}

// DecisionCount is how many decisions of one sort were saved. A push that waits twice counts twice.
type DecisionCount struct {
	State  model.PushState `json:"state"`
	Reason model.Reason    `json:"reason"`
	Count  int64           `json:"count"`
}

// Latency is a histogram of how long pushes took from the moment at which they were due (of a letter:
// its arrival) until FCM had accepted them. First attempts only, and no push that waited on purpose.
type Latency struct {
	Bounds []float64 `json:"bounds"` // seconds, ascending
	Counts []int64   `json:"counts"` // pushes that took at most as long as the bound; the last one: all
	Sum    float64   `json:"sum"`    // seconds
}

// Rates are means a second over the last minute, or since the start where that is later.
type Rates struct {
	Read     float64 `json:"read"`     // mailboxes
	Accepted float64 `json:"accepted"` // messages
	Settled  float64 `json:"settled"`  // mailboxes
}

// latencyBounds go from what nobody notices to what everybody does.
func latencyBounds() []float64 {
	return []float64{0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60}
}

// Within estimates how long the quickest share (0 to 1) of the pushes took at most, in seconds, by
// drawing a straight line within the bucket; the highest bound for what took longer. False when there
// are none.
func (l *Latency) Within(share float64) (seconds float64, some bool) {
	if len(l.Bounds) == 0 || len(l.Counts) != len(l.Bounds)+1 || l.Counts[len(l.Bounds)] == 0 {
		return 0, false
	}
	wanted := share * float64(l.Counts[len(l.Bounds)])
	from, before := 0.0, int64(0)
	for i, bound := range l.Bounds {
		if here := l.Counts[i] - before; here > 0 && float64(l.Counts[i]) >= wanted {
			return from + (bound-from)*(wanted-float64(before))/float64(here), true
		}
		from, before = bound, l.Counts[i]
	}
	return l.Bounds[len(l.Bounds)-1], true
}

// figures count.
type figures struct {
	mu            sync.Mutex
	read, settled int64
	answers       map[AnswerCount]int64 // by sort, with Count 0
	decisions     map[DecisionCount]int64
	latency       []int64 // by bucket, not added up
	latencySum    time.Duration
	bounds        []float64
	recent        [recentSeconds]second
	started       time.Time // by the machine's clock, as recent
	surveyed      time.Time
	due           [lanes]backlog
}

// second is what was done in one second.
type second struct {
	at                      int64 // seconds since 1970
	read, accepted, settled int64
}

// backlog is what a survey found in a lane.
type backlog struct {
	due    int
	oldest time.Time
}

// newFigures has all that can be foreseen from the start: a series that is missing cannot be watched.
func newFigures(now time.Time) *figures {
	f := &figures{
		answers: map[AnswerCount]int64{}, decisions: map[DecisionCount]int64{}, bounds: latencyBounds(), started: now,
		latency: make([]int64, len(latencyBounds())+1),
	}
	for class, codes := range map[fcm.Class][]string{
		fcm.Accepted: {""}, fcm.Unregistered: {"UNREGISTERED"}, fcm.Quota: {"QUOTA_EXCEEDED", codeProjectRate},
		fcm.Retry:        {"UNAVAILABLE", "INTERNAL", "NETWORK", "TIMEOUT", "BAD_RESPONSE", "HTTP_503", "HTTP_500"},
		fcm.Invalid:      {"INVALID_ARGUMENT", "SENDER_ID_MISMATCH", codeSDKRefused, codeTooLarge, codeNotMade},
		fcm.Unauthorised: {codeThirdParty, "NO_TOKEN", "HTTP_401", "HTTP_403", "HTTP_404"},
	} {
		for _, code := range codes {
			f.answers[AnswerCount{Class: class, Code: code}] = 0
		}
	}
	for _, reason := range model.Reasons() {
		f.decisions[DecisionCount{State: model.PushDropped, Reason: reason}] = 0
	}
	f.decisions[DecisionCount{State: model.PushDeferred, Reason: model.ReasonQuiet}] = 0
	f.decisions[DecisionCount{State: model.PushDeferred, Reason: model.ReasonDigest}] = 0
	f.decisions[DecisionCount{State: model.PushMerged, Reason: model.ReasonDigest}] = 0
	return f
}

// now is the second that it is. mu is held.
func (f *figures) now() *second {
	now := time.Now().Unix()
	s := &f.recent[now%recentSeconds]
	if s.at != now {
		*s = second{at: now}
	}
	return s
}

// woken takes in that mailboxes were read.
func (f *figures) woken(mailboxes int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.read += int64(mailboxes)
	f.now().read += int64(mailboxes)
}

// answered takes in FCM's answer to a send, which came at now by the rules' clock.
func (f *figures) answered(send *model.Send, answer fcm.Result, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[AnswerCount{Class: answer.Class, Code: answer.Code}]++
	if answer.Class != fcm.Accepted {
		return
	}
	f.now().accepted++
	if send.Attempt != 1 || send.DueAt.IsZero() {
		return
	}
	taken := max(now.Sub(send.DueAt), 0)
	at, _ := slices.BinarySearch(f.bounds, taken.Seconds())
	f.latency[at]++
	f.latencySum += taken
}

// unmade takes in that there was no message to send.
func (f *figures) unmade(code model.OptionalText) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[AnswerCount{Class: fcm.Invalid, Code: string(code)}]++
}

// saved takes in that a mailbox is saved with what became of its round.
func (f *figures) saved(round *model.Round) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settled++
	f.now().settled++
	for _, d := range round.Decisions {
		if d.State != model.PushRetrying { // leads a digest, and rings
			f.decisions[DecisionCount{State: d.State, Reason: d.Reason}]++
		}
	}
}

// Figures are what this notifier did and does. It may be called at any time.
func (n *Notifier) Figures() Figures {
	pace := n.pace.now(time.Now())
	all := Figures{
		Notifier: n.life, At: n.now(), Slots: n.work.heldSlots(), Sending: pace.busy + pace.slow,
		Pace: Pace{Rate: pace.rate, Limit: pace.limit, Slow: pace.slow, Held: n.gate.heldUntil()},
	}
	waiting, inFlight, messages := n.depth()
	f := n.figures
	f.mu.Lock()
	defer f.mu.Unlock()
	for l, name := range [lanes]string{"personal", "mass"} {
		all.Lanes = append(all.Lanes, Lane{
			Name: name, Due: f.due[l].due, Oldest: f.due[l].oldest, Waiting: waiting[l], InFlight: inFlight[l], Messages: messages[l],
		})
	}
	all.Surveyed, all.Read, all.Settled = f.surveyed, f.read, f.settled
	for sort, count := range f.answers {
		sort.Count = count
		all.Answers = append(all.Answers, sort)
	}
	slices.SortFunc(all.Answers, func(a, b AnswerCount) int { return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Code, b.Code)) })
	for _, sort := range slices.Collect(maps.Keys(f.decisions)) {
		sort.Count = f.decisions[sort]
		all.Decisions = append(all.Decisions, sort)
	}
	slices.SortFunc(all.Decisions, func(a, b DecisionCount) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Reason, b.Reason))
	})
	all.Latency = f.histogram()
	all.Recent = f.rates(time.Now())
	return all
}

// histogram adds the buckets up. mu is held.
func (f *figures) histogram() Latency {
	l := Latency{Bounds: slices.Clone(f.bounds), Sum: f.latencySum.Seconds()}
	sum := int64(0)
	for _, count := range f.latency {
		sum += count
		l.Counts = append(l.Counts, sum)
	}
	return l
}

// rates are those of the last minute. mu is held.
func (f *figures) rates(now time.Time) Rates {
	over := min(max(now.Sub(f.started).Seconds(), 1), recentSeconds)
	var sum second
	for _, s := range &f.recent {
		if ago := now.Unix() - s.at; ago >= 0 && ago < recentSeconds { // a clock that was set back leaves some ahead
			sum.read, sum.accepted, sum.settled = sum.read+s.read, sum.accepted+s.accepted, sum.settled+s.settled
		}
	}
	return Rates{Read: float64(sum.read) / over, Accepted: float64(sum.accepted) / over, Settled: float64(sum.settled) / over}
}
