package notify

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm"
)

// massShare is the part of the sends that mass pushes keep while there are personal ones: one in
// so many.
const massShare = 10

// outgoing is one message to one phone, as part of its job.
type outgoing struct {
	job  *job
	send model.Send
}

// sends are the messages that wait to be sent.
type sends struct {
	mu     sync.Mutex
	some   *sync.Cond // there are messages, or none will come
	fewer  *sync.Cond // one was taken
	queues [lanes][]outgoing
	turn   int
	closed bool
}

func newSends() *sends {
	s := &sends{}
	s.some, s.fewer = sync.NewCond(&s.mu), sync.NewCond(&s.mu)
	return s
}

func (s *sends) add(o outgoing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := personal
	if o.send.Mass {
		l = mass
	}
	s.queues[l] = append(s.queues[l], o)
	s.some.Signal()
}

// below waits until fewer than most messages of the lane wait, so that what is decided is sent soon
// after. It tells whether ctx let it.
func (s *sends) below(ctx context.Context, l lane, most int) bool {
	unwatch := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.fewer.Broadcast()
	})
	defer unwatch()
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queues[l]) >= most && ctx.Err() == nil {
		s.fewer.Wait()
	}
	return ctx.Err() == nil
}

// close says that nothing more comes.
func (s *sends) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.some.Broadcast()
}

// wait waits for a message. It answers false once all are handed out and nothing more comes.
func (s *sends) wait() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queues[personal])+len(s.queues[mass]) == 0 {
		if s.closed {
			return false
		}
		s.some.Wait()
	}
	return true
}

// next takes a message, of which there is one: a personal one if there is any, but each massShare-th
// time a mass one.
func (s *sends) next() outgoing {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn++
	l := personal
	if len(s.queues[personal]) == 0 || (s.turn%massShare == 0 && len(s.queues[mass]) > 0) {
		l = mass
	}
	o := s.queues[l][0]
	s.queues[l][0] = outgoing{}
	s.queues[l] = s.queues[l][1:]
	s.fewer.Broadcast()
	return o
}

// sendAll starts sends, each as soon as the pace lets it, until nothing more comes, and waits for
// their ends. The pace is asked first and the message taken after, so that one that has just come and
// is urgent goes before those that wait. What may not be sent now is put back.
func (n *Notifier) sendAll(ctx context.Context) {
	var under sync.WaitGroup
	defer under.Wait()
	free := make(chan func()) // to a sender that has nothing to do; one is made where there is none
	defer close(free)
	for n.sends.wait() {
		taken := n.pace.admit(ctx, n.ready)
		o := n.sends.next()
		if taken == nil {
			n.answer(o.job, nil, &o.send)
			continue
		}
		send := func() { n.send(ctx, o, taken) }
		select {
		case free <- send:
		default:
			under.Go(func() {
				for send := send; send != nil; send = <-free { // kept, with the stack that it has grown
					send()
				}
			})
		}
	}
}

// send sends one message, if it still may: it asks last, right before the request. A message that
// cannot be made is given up for this phone: it would be no other the next time.
func (n *Notifier) send(ctx context.Context, o outgoing, taken *ticket) {
	now := n.now()
	m, err := n.message(o.send, now)
	if ctx.Err() != nil || !now.Before(o.send.ExpiresAt) || !n.mayRing(o.job) || !n.ready() {
		taken.leave(nil, time.Now())
		n.answer(o.job, nil, &o.send)
		return
	}
	if err != nil {
		taken.leave(nil, time.Now())
		result := notMade(o.send, err, now)
		n.refusals.note(string(result.Code), o.send, err, time.Now())
		n.figures.unmade(result.Code)
		n.answer(o.job, &result, nil)
		return
	}
	request, cancel := context.WithTimeout(context.WithoutCancel(ctx), n.cfg.Timeout)
	answer := n.cfg.Sender.Send(request, m)
	cancel()
	taken.leave(&answer, time.Now())
	n.pace.note(answer)
	if n.gate.note(answer, o.send.Device, time.Now()) {
		n.pace.halve()
	}
	n.pace.probe(n.gate.away())
	if answer.Class == fcm.Invalid {
		n.refusals.note(answer.Code, o.send, answer.Err, time.Now())
	}
	result := resultOf(o.send, answer, n.now(), rand.Float64()) //nolint:gosec // jitter, not a secret
	n.figures.answered(&o.send, answer, result.At)
	n.cfg.OnAnswer(o.send, result)
	n.answer(o.job, &result, nil)
}

// message makes the message; a panic on the way is an error like others.
func (n *Notifier) message(send model.Send, now time.Time) (m *messaging.Message, err error) {
	panicked := safely(func() { m, err = Message(send, now, n.cfg.OrgName) })
	return m, or(panicked, err)
}

// notMade is the outcome for a phone whose message could not be made, err saying why.
func notMade(send model.Send, err error, now time.Time) model.Result {
	r := model.Result{
		Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(), Attempt: send.Attempt,
		State: model.PhoneGivenUp, At: now, Code: codeNotMade,
	}
	if errors.Is(err, ErrTooLarge) {
		r.Code = codeTooLarge
	}
	return r
}

// resultOf is what FCM's answer, which came at now, means for the push.
func resultOf(send model.Send, answer fcm.Result, now time.Time, jitter float64) model.Result {
	r := model.Result{
		Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(), Attempt: send.Attempt,
		At: now, Code: model.OptionalText(answer.Code), Name: answer.MessageName,
	}
	switch answer.Class {
	case fcm.Accepted:
		r.State = model.PhoneAccepted
	case fcm.Unregistered:
		r.State = model.PhoneRemoved
	case fcm.Invalid:
		r.State = model.PhoneGivenUp
	default: // fcm.Quota, fcm.Retry, fcm.Unauthorised
		r.State, r.RetryAt = model.PhoneRetry, RetryAt(send.Attempt, answer.RetryAfter, now, send.ExpiresAt, jitter)
	}
	return r
}

// answer takes in the outcome of one send: a result, or that there was no time for it. The last
// outcome finishes the job.
func (n *Notifier) answer(j *job, result *model.Result, unsent *model.Send) {
	j.mu.Lock()
	if result != nil {
		j.results = append(j.results, *result)
	}
	if unsent != nil {
		j.unsent = append(j.unsent, *unsent)
	}
	j.left--
	last := j.left == 0
	j.mu.Unlock()
	if last {
		n.finish(j)
	}
}

// finish passes a job on to its settle; one with nothing to save ends here, and is due as before.
func (n *Notifier) finish(j *job) {
	if len(j.results) > 0 {
		n.atStep(model.ChainSent)
	}
	j.putOff(n.now())
	if len(j.results) > 0 || len(j.round.Decisions) > 0 || len(j.round.Notices) > 0 || len(j.rulings) > 0 {
		n.finished <- j
		return
	}
	n.work.drop(j.id)
}

// putOff says of each phone that was not tried that it still is to be, where another phone has an
// outcome for the same push: a push is settled by the phones that its record knows.
func (j *job) putOff(now time.Time) {
	for _, send := range j.unsent {
		if slices.ContainsFunc(j.results, func(r model.Result) bool { return r.Push == send.Push }) {
			j.results = append(j.results, model.Result{
				Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(), Attempt: send.Attempt - 1,
				State: model.PhoneRetry, At: now, RetryAt: now.Add(model.MinRetry), Code: codeNotSent,
			})
		}
	}
}
