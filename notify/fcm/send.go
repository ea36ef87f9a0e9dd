package fcm

import (
	"context"
	"time"

	"firebase.google.com/go/v4/errorutils"
	"firebase.google.com/go/v4/messaging"
)

// Class says what the caller does next. The mapping from FCM's codes is in
// classify.go; the codes are Google's
// (https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode).
type Class string

const (
	// Accepted means that FCM took the message.
	Accepted Class = "ACCEPTED"

	// Unregistered means that this registration token will never work again:
	// remove the device. FCM said UNREGISTERED, and nothing else means this.
	Unregistered Class = "UNREGISTERED"

	// Retry means that nobody knows: FCM failed, or the answer was lost and the
	// message may have been taken. Send the same message later, with growing
	// waits of no less than ten seconds and [Result.RetryAfter].
	Retry Class = "RETRY"

	// Quota means that a rate was exceeded and the message not taken. Code
	// QUOTA_EXCEEDED is about this device or the project; code HTTP_429 is the
	// project's rate. Wait for [Result.RetryAfter].
	Quota Class = "QUOTA"

	// Invalid means that FCM will never take this message from us. Give the
	// message up and report why; keep the device, since FCM answers a bad
	// payload and a bad token alike, and with SENDER_ID_MISMATCH it may be our
	// credentials that are another project's, and not the token.
	Invalid Class = "INVALID"

	// Unauthorised means that our own set-up is refused (credentials, project,
	// address, or the keys for APNs that FCM holds). No message will fare
	// better: slow down, alert, and keep the message.
	Unauthorised Class = "UNAUTHORISED"
)

// Codes of results for which FCM gave none. An answer without one of FCM's own
// codes has HTTP_ and its status.
const (
	codeNetwork   = "NETWORK"      // no connection, or it broke
	codeTimeout   = "TIMEOUT"      // no answer in time
	codeCancelled = "CANCELLED"    // the caller's context was cancelled
	codeNoToken   = "NO_TOKEN"     // our credentials got no access token: refused, or just not now
	codeMessage   = "SDK_REFUSED"  // the SDK refused the message: nothing was sent
	codeGarbled   = "BAD_RESPONSE" // success, but without a message's name
)

// Result is the outcome of one [Client.Send].
type Result struct {
	// Class says what to do next.
	Class Class

	// Code is FCM's error code, or for want of one NETWORK, TIMEOUT, CANCELLED,
	// NO_TOKEN, SDK_REFUSED, BAD_RESPONSE or HTTP_ and the status. It is empty
	// when accepted and has few values, so it suits a metric's label.
	Code string

	// MessageName is FCM's name of an accepted message,
	// "projects/<project>/messages/<id>".
	MessageName string

	// RetryAfter is the least time to wait before the next request: with Quota
	// what FCM asked for or else 60 s, with Retry what it asked for or 0. Never
	// above an hour.
	RetryAfter time.Duration

	// Err is nil when accepted. Its text has no registration token and is short
	// enough to keep. Google's errorutils and messaging helpers do not unwrap:
	// give them what [errors.Unwrap] returns.
	Err error
}

// Send sends one message, with at most one request, and returns within the
// configured timeout or when ctx ends. The message needs a Token.
func (c *Client) Send(ctx context.Context, m *messaging.Message) Result {
	return c.do(ctx, m, c.messages.Send)
}

// ValidateOnly has FCM check a message and our credentials without delivering
// anything. The error, if any, is an [*Error]. With a made-up token its class
// [Invalid] or [Unregistered] tells a start-up test that FCM was reached and
// took project and credentials; with the token of a phone of ours, the code
// SENDER_ID_MISMATCH tells that these are another project's.
func (c *Client) ValidateOnly(ctx context.Context, m *messaging.Message) error {
	return c.do(ctx, m, c.messages.SendDryRun).Err
}

type sendFunc func(context.Context, *messaging.Message) (string, error)

func (c *Client) do(ctx context.Context, m *messaging.Message, send sendFunc) Result {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	a := &attempt{cancel: cancel}
	name, err := send(context.WithValue(ctx, attemptKey{}, a), m)
	switch {
	case err == nil && name != "":
		return Result{Class: Accepted, MessageName: name}
	case a.err != nil:
		return noAnswer(a.err)
	case a.status == 0 && ctx.Err() != nil:
		return noAnswer(ctx.Err())
	case a.status == 0:
		return notSent(err, m)
	}
	if resp := errorutils.HTTPResponse(err); resp != nil {
		resp.Header = a.header // undo what once had to write
	}
	return answered(a.status, a.header, err, m)
}
