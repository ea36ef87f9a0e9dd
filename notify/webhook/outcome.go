package webhook

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"syscall"
	"time"

	"burgerbode/notify/retryafter"
)

// Kind is what a delivery came to, as far as the caller acts on it.
type Kind string

// The kinds of an Outcome.
const (
	// Accepted: the endpoint answered 2xx. The event is delivered.
	Accepted Kind = "ACCEPTED"

	// Retry: the endpoint was not there, too slow or too busy (no connection, no answer in time, 408, 425, 429, 5xx).
	// The event is tried again as Next says.
	Retry Kind = "RETRY"

	// Refused: the endpoint, or what it is configured to be, does not take the event: another 4xx, a redirect, an address
	// that we do not deliver to. It is tried again like a Retry, since to Standard Webhooks all but 2xx is a failure, all
	// failures are retried, and only 410 ends it; a wrong route or an expired key is mended within the three days of the
	// schedule more often than not. It is a kind of its own because it does not pass by waiting: its owner must be told.
	Refused Kind = "REFUSED"

	// Gone: the endpoint answered 410. It is switched off and gets nothing more; the event is not tried again.
	Gone Kind = "GONE"
)

// Outcome is what became of one delivery.
type Outcome struct {
	Kind Kind

	// Status is the answer's status code, 0 where there was no answer.
	Status int

	// RetryAfter is how long the endpoint asks to be left alone, at most 24 h (the schedule's longest wait); 0 if it does
	// not ask. The next attempt waits for the longer of this and what Next says.
	RetryAfter time.Duration

	// Reason says in a few English words why the event was not accepted, for its owner to read; empty for Accepted. It
	// holds nothing that came from the endpoint or its configuration.
	Reason string
}

const longestRetryAfter = 24 * time.Hour

// answered is what an answer means; of its headers only Retry-After and Date are looked at.
func answered(status int, header http.Header) Outcome {
	outcome := Outcome{Status: status, RetryAfter: retryafter.Wait(header, longestRetryAfter)}
	switch {
	case status >= 200 && status < 300:
		return Outcome{Kind: Accepted, Status: status}
	case status == http.StatusGone:
		return Outcome{Kind: Gone, Status: status, Reason: "the endpoint answered that it is gone"}
	case status == http.StatusTooManyRequests:
		outcome.Kind, outcome.Reason = Retry, "the endpoint asked for fewer requests"
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		outcome.Kind, outcome.Reason = Retry, "the endpoint asked to try again"
	case status >= 500:
		outcome.Kind, outcome.Reason = Retry, "the endpoint answered with an error of its own"
	case status >= 300 && status < 400:
		outcome.Kind, outcome.Reason = Refused, "the endpoint redirected, and redirects are not followed"
	default:
		outcome.Kind, outcome.Reason = Refused, "the endpoint refused the event"
	}
	return outcome
}

// refused is for what is not sent at all.
func refused(reason string) Outcome { return Outcome{Kind: Refused, Reason: reason} }

// errNotPublic is why no connection was made to an address outside the public internet.
var errNotPublic = errors.New("the address is not one of the public internet")

// unanswered is for a request that ended without an answer. The texts of network errors are not handed on: they hold the
// endpoint's address, and some of them what it sent.
func unanswered(ctx context.Context, err error) Outcome {
	var network net.Error
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	reason := "the connection failed"
	switch {
	case errors.Is(err, errNotPublic):
		return refused("the host leads to an address that is not one of the public internet")
	case ctx.Err() != nil:
		reason = "the delivery was stopped before the endpoint answered"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		reason = "the endpoint did not answer in time"
	case errors.As(err, &name):
		reason = "the host was not found"
	case errors.As(err, &certificate):
		reason = "the endpoint's certificate is not trusted"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		reason = "the endpoint does not speak tls"
	case errors.Is(err, syscall.ECONNREFUSED):
		reason = "the endpoint refused the connection"
	}
	return Outcome{Kind: Retry, Reason: reason}
}
