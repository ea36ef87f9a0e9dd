package fcm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// The SDK repeats a request after a 503 or a network error, up to four times,
// and has no setting for it. It does have two rules that end its loop after the
// first request, and once uses them:
//
//   - after a network error it first looks whether the context has ended: once
//     ends it, having kept the error in the attempt;
//   - after a 503 it gives up when Retry-After asks for more than two minutes:
//     once asks for that, having kept the true headers in the attempt.
//
// Both leave status, body and thereby the SDK's error as FCM sent them.

// never is a Retry-After, in seconds, that the SDK will not wait for.
const never = "86400"

// maxAnswer bounds what is read of an answer, in bytes. FCM's answers have
// less than 1 KiB; a proxy's error page may have more.
const maxAnswer = 1 << 20

var errSecondRequest = errors.New("the sdk tried to send a message twice")

type attemptKey struct{}

// attempt is what once has seen of one Send. The SDK does the request in the
// goroutine of its caller, so it needs no lock.
type attempt struct {
	cancel context.CancelFunc
	began  bool        // a request was begun
	status int         // 0 without an answer
	header http.Header // the answer's, as received
	err    error       // why there is no answer
}

// once is the round tripper right below the SDK.
type once struct {
	next http.RoundTripper
}

// RoundTrip sends the request if it is its attempt's first.
func (o *once) RoundTrip(req *http.Request) (*http.Response, error) {
	a, ok := req.Context().Value(attemptKey{}).(*attempt)
	if !ok {
		return nil, errors.New("fcm request without an attempt")
	}
	if a.began {
		a.cancel()
		return nil, errSecondRequest
	}
	a.began = true
	resp, err := o.exchange(req)
	if err != nil {
		a.err = err
		a.cancel()
		return nil, err
	}
	a.status = resp.StatusCode
	a.header = resp.Header.Clone()
	if resp.StatusCode == http.StatusServiceUnavailable {
		resp.Header.Set("Retry-After", never)
	}
	return resp, nil
}

// exchange reads the answer's body too, since the SDK would take an error in
// the middle of it as a reason for another request.
func (o *once) exchange(req *http.Request) (*http.Response, error) {
	resp, err := o.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read fcm's answer: %w", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
