package fcmtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Outcome is what becomes of a request. Those from Unregistered to Lost can be
// asked for in a [Behaviour].
type Outcome string

const (
	// Accepted is a message taken and, unless Withheld, answered 200.
	Accepted Outcome = "ACCEPTED"
	// Validated is a dry run found good and answered 200.
	Validated Outcome = "VALIDATED"

	// Unregistered is a 404 with FCM's code: the token is gone.
	Unregistered Outcome = "UNREGISTERED"
	// SenderIDMismatch is a 403 with FCM's code: token and credentials are of
	// two projects. Either may be the wrong one.
	SenderIDMismatch Outcome = "SENDER_ID_MISMATCH"
	// QuotaExceeded is a 429 with FCM's code, as for one device's rate.
	QuotaExceeded Outcome = "QUOTA_EXCEEDED"
	// RateLimitExceeded is a 429 without FCM's code, as for a project's rate;
	// the SDK's IsQuotaExceeded does not recognise it.
	RateLimitExceeded Outcome = "RATE_LIMIT_EXCEEDED"
	// Unavailable is a 503 with FCM's code.
	Unavailable Outcome = "UNAVAILABLE"
	// Bare503 is a 503 without a body, as from a proxy.
	Bare503 Outcome = "BARE_503"
	// Internal is a 500 with FCM's code.
	Internal Outcome = "INTERNAL"
	// InvalidArgument is a 400 with FCM's code. The fake gives it by itself for
	// a wrong request; asked for, it is about the token.
	InvalidArgument Outcome = "INVALID_ARGUMENT"
	// ThirdPartyAuthError is a 401 with FCM's code: APNs refuses FCM's key.
	ThirdPartyAuthError Outcome = "THIRD_PARTY_AUTH_ERROR"
	// Unauthenticated is a 401 without FCM's code: a bad access token.
	Unauthenticated Outcome = "UNAUTHENTICATED"
	// PermissionDenied is a 403 without FCM's code: a missing permission.
	PermissionDenied Outcome = "PERMISSION_DENIED"

	// Hang takes nothing and answers nothing until the client leaves.
	Hang Outcome = "HANG"
	// Reset takes nothing and resets the connection.
	Reset Outcome = "RESET"
	// Lost takes the message, then resets the connection instead of answering.
	// The log has it as Accepted and Withheld.
	Lost Outcome = "LOST"

	// Refused is a connection cut before the message was read, by
	// [Behaviour.RefuseAll].
	Refused Outcome = "REFUSED"
)

// askable returns the outcomes that a behaviour may name, in the order in which
// shares are laid out for the random choice.
func askable() []Outcome {
	return []Outcome{
		Accepted, Unregistered, SenderIDMismatch, QuotaExceeded, RateLimitExceeded, Unavailable, Bare503,
		Internal, InvalidArgument, ThirdPartyAuthError, Unauthenticated, PermissionDenied, Hang, Reset, Lost,
	}
}

// Behaviour says how requests are answered. The zero value accepts every good
// request at once. What is wrong with a request, and tokens that were
// unregistered, come before it.
type Behaviour struct {
	// Shares of requests, 0 to 1 and together no more than 1, that get an
	// outcome other than being accepted.
	Shares map[Outcome]float64 `json:"shares,omitempty"`

	// Tokens have an outcome of their own and take no part in the shares.
	Tokens map[string]Outcome `json:"tokens,omitempty"`

	// LatencyMS is the time before an answer, in milliseconds. An accepted
	// message reaches its phone before it.
	LatencyMS int `json:"latencyMs,omitempty"`

	// RetryAfterSeconds is the Retry-After of answers 429 and 503; 0 means none.
	RetryAfterSeconds int `json:"retryAfterSeconds,omitempty"`

	// RefuseAll cuts every connection before its request is read.
	RefuseAll bool `json:"refuseAll,omitempty"`
}

// LogValue leaves out the tokens.
func (b Behaviour) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Any("shares", b.Shares),
		slog.Int("tokens", len(b.Tokens)),
		slog.Int("latencyMs", b.LatencyMS),
		slog.Int("retryAfterSeconds", b.RetryAfterSeconds),
		slog.Bool("refuseAll", b.RefuseAll),
	)
}

func (b Behaviour) check() error {
	var problems []error
	known := askable()
	sum := 0.0
	for outcome, share := range b.Shares {
		if !slices.Contains(known, outcome) {
			problems = append(problems, fmt.Errorf("shares: no outcome is called %q", outcome))
		}
		if !(share >= 0 && share <= 1) { // refuses NaN too
			problems = append(problems, fmt.Errorf("shares: %s has %v, which is not within 0 to 1", outcome, share))
		}
		sum += share
	}
	if sum > 1.000001 {
		problems = append(problems, fmt.Errorf("shares: together they are %v, above 1", sum))
	}
	for _, outcome := range b.Tokens {
		if !slices.Contains(known, outcome) {
			problems = append(problems, fmt.Errorf("tokens: no outcome is called %q", outcome))
		}
	}
	if b.LatencyMS < 0 || b.RetryAfterSeconds < 0 {
		problems = append(problems, errors.New("a time is negative"))
	}
	return errors.Join(problems...)
}

// clone keeps the server's maps apart from the caller's.
func (b Behaviour) clone() Behaviour {
	b.Shares = maps.Clone(b.Shares)
	b.Tokens = maps.Clone(b.Tokens)
	return b
}

// choose returns the outcome of a good request for a token; draw is within
// [0, 1).
func (b Behaviour) choose(token string, draw float64) Outcome {
	if outcome, ok := b.Tokens[token]; ok {
		return outcome
	}
	for _, outcome := range askable() {
		if draw -= b.Shares[outcome]; draw < 0 {
			return outcome
		}
	}
	return Accepted
}

func (b Behaviour) latency() time.Duration {
	return time.Duration(b.LatencyMS) * time.Millisecond
}

// SetBehaviour replaces the behaviour for requests received from now on. Its
// error names every problem at once; then nothing has changed.
func (s *Server) SetBehaviour(b Behaviour) error {
	if err := b.check(); err != nil {
		return fmt.Errorf("behaviour: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behaviour = b.clone()
	return nil
}

// Behaviour returns a copy of the present behaviour.
func (s *Server) Behaviour() Behaviour {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.behaviour.clone()
}

func (s *Server) serveBehaviour(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, s.Behaviour())
}

func (s *Server) serveSetBehaviour(w http.ResponseWriter, r *http.Request) {
	var b Behaviour
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	body.DisallowUnknownFields()
	err := body.Decode(&b)
	if err == nil {
		err = s.SetBehaviour(b)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, b)
}
