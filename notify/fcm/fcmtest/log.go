package fcmtest

import (
	"encoding/json"
	"log/slog"
	"slices"
	"time"
)

// Received is one request for messages:send, as the fake's log keeps it.
type Received struct {
	// Seq counts requests from 1 without gaps, in the order in which they were
	// received. A first number above the one asked for means that a bounded log
	// has dropped what lies between.
	Seq int64 `json:"seq"`

	// At is when the request had been received in full.
	At time.Time `json:"at"`

	// Project is from the request's address, Token from the message.
	Project string `json:"project"`
	Token   string `json:"token,omitempty"`

	// ValidateOnly tells a dry run.
	ValidateOnly bool `json:"validateOnly,omitempty"`

	// Message is the message as sent, in compact JSON; nil when the request had
	// none that could be read.
	Message json.RawMessage `json:"message,omitempty"`

	// Outcome is ACCEPTED, VALIDATED or what was done instead. A message whose
	// answer was lost is ACCEPTED and Withheld.
	Outcome Outcome `json:"outcome"`

	// Name is the name given to an accepted message.
	Name string `json:"name,omitempty"`

	// Reason says what was wrong with an INVALID_ARGUMENT.
	Reason string `json:"reason,omitempty"`

	// Withheld tells that the client got no answer: the fake hung or cut the
	// connection, or the client left before the answer.
	Withheld bool `json:"withheld,omitempty"`
}

// LogValue leaves out the token and the message.
func (r Received) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int64("seq", r.Seq),
		slog.Time("at", r.At),
		slog.String("outcome", string(r.Outcome)),
		slog.Bool("withheld", r.Withheld),
	)
}

// log is the list of requests.
type log struct {
	max     int   // 0 means no bound
	last    int64 // the newest sequence number given
	records []Received
}

// add gives the request its sequence number and returns it so, and with it the one that fell out for
// it, if any.
func (l *log) add(r Received) (added, oldest Received, full bool) {
	l.last++
	r.Seq = l.last
	l.records = append(l.records, r)
	if full = l.max > 0 && len(l.records) > l.max; full {
		oldest = l.records[0]
		l.records[0] = Received{} // let go of the message
		l.records = l.records[1:]
	}
	return r, oldest, full
}

// at returns the request with a sequence number, or nil when it is dropped.
func (l *log) at(seq int64) *Received {
	first := l.last - int64(len(l.records)) + 1
	if seq < first || seq > l.last {
		return nil
	}
	return &l.records[seq-first]
}

func (l *log) after(after int64, limit int) []Received {
	first := l.last - int64(len(l.records)) + 1
	from := min(max(after+1-first, 0), int64(len(l.records)))
	found := l.records[from:]
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return slices.Clone(found)
}
