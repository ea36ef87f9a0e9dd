package fcmtest

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// maxRequest bounds a request's body, in bytes.
const maxRequest = 1 << 20

// verdict is what is decided about a request while the lock is held.
type verdict struct {
	received   Received
	fitted     map[string]any // the message with its field names in snake_case
	outcome    Outcome        // as asked for: Lost, where received has Accepted
	violations []violation
	shapeOnly  bool // the violations are not FCM's own but those of its JSON reader
	latency    time.Duration
	retryAfter int // seconds, 0 means none
}

// serveSend reads, judges, logs, delivers and only then answers, so that a lost
// answer is lost after the message was taken.
func (s *Server) serveSend(w http.ResponseWriter, r *http.Request) {
	project := r.PathValue("project")
	if s.refusesAll() {
		s.record(verdict{received: Received{Project: project, Outcome: Refused, Withheld: true}})
		cut(w)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		http.Error(w, "request entity too large or not complete", http.StatusRequestEntityTooLarge)
		return
	}
	q := s.schema.read(body)
	v := s.record(s.judge(project, q))
	switch v.outcome {
	case Hang:
		s.wait(r, s.options.MaxHang)
		cut(w)
	case Reset, Lost:
		s.wait(r, v.latency)
		cut(w)
	default:
		if !s.wait(r, v.latency) {
			s.withhold(v.received.Seq)
			cut(w)
			return
		}
		v.answer(w)
	}
}

func (s *Server) refusesAll() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.behaviour.RefuseAll
}

// judge decides in FCM's order: first the request, then the token, then whether
// FCM is well.
func (s *Server) judge(project string, q request) verdict {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := verdict{
		violations: q.violations,
		fitted:     q.fitted,
		shapeOnly:  q.shapeOnly,
		latency:    s.behaviour.latency(),
		retryAfter: s.behaviour.RetryAfterSeconds,
		received: Received{
			Project: project, Token: q.token, ValidateOnly: q.validateOnly, Message: q.message,
		},
	}
	switch {
	case len(q.violations) > 0:
		v.outcome = InvalidArgument
		v.received.Reason = join(q.violations)
	case s.unregistered[q.token]:
		v.outcome = Unregistered
	default:
		v.outcome = s.behaviour.choose(q.token, s.random.Float64())
	}
	v.received.Outcome = v.outcome
	switch v.outcome {
	case Hang, Reset:
		v.received.Withheld = true
	case Lost:
		v.received.Outcome = Accepted
		v.received.Withheld = true
	}
	if v.received.Outcome == Accepted && q.validateOnly {
		v.received.Outcome = Validated
	}
	return v
}

// record writes the log, brings the message to its phone, and calls the hook.
func (s *Server) record(v verdict) verdict {
	s.mu.Lock()
	r := v.received
	r.At = s.options.Now()
	switch r.Outcome {
	case Accepted:
		// Google's names have a number of this length after "0:".
		r.Name = "projects/" + r.Project + "/messages/0:" + strconv.FormatInt(1e15+s.log.last+1, 10)
	case Validated:
		r.Name = "projects/" + r.Project + "/messages/fake_message_id"
	}
	r, oldest, full := s.log.add(r)
	if full {
		s.dropped(oldest)
	}
	if r.Outcome == Accepted {
		s.phone(r.Token).reach(r, v.fitted)
	}
	s.mu.Unlock()
	if s.options.OnRequest != nil {
		s.options.OnRequest(r)
	}
	v.received = r
	return v
}

// withhold notes that the client left before its answer.
func (s *Server) withhold(seq int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.log.at(seq); r != nil {
		r.Withheld = true
	}
}

// wait returns false when the client left or the server closed before the time
// was over.
func (s *Server) wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return r.Context().Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	case <-s.done:
		return false
	}
}

// cut ends the connection without an answer: over HTTP/1 with a TCP reset, over
// HTTP/2 with a reset of the stream.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	under := conn
	if t, ok := conn.(interface{ NetConn() net.Conn }); ok {
		under = t.NetConn()
	}
	if tcp, ok := under.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
