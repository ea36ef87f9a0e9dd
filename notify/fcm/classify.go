package fcm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"firebase.google.com/go/v4/errorutils"
	"firebase.google.com/go/v4/messaging"
	"golang.org/x/oauth2"

	"burgerbode/notify/retryafter"
)

const (
	// quotaWait is for a 429 without Retry-After
	// (https://firebase.google.com/docs/cloud-messaging/scale-fcm).
	quotaWait = 60 * time.Second

	// maxWait bounds what an answer can make us wait.
	maxWait = time.Hour

	// maxReason bounds an error's text, in bytes: a proxy may answer a page.
	maxReason = 300
)

// Error is why a message was not accepted. [errors.Unwrap] returns the SDK's
// error, or that of the network.
type Error struct {
	// Class and Code are those of the [Result].
	Class Class
	Code  string

	reason string
	cause  error
}

// Error returns class, code and reason, without the registration token.
func (e *Error) Error() string {
	return fmt.Sprintf("send to fcm: %s %s: %s", e.Class, e.Code, e.reason)
}

// Unwrap returns the SDK's error, or that of the network. FCM does not repeat
// registration tokens in its texts, but this one is as it came.
func (e *Error) Unwrap() error { return e.cause }

func failed(class Class, code, reason string, cause error) Result {
	return Result{Class: class, Code: code, Err: &Error{Class: class, Code: code, reason: reason, cause: cause}}
}

// noAnswer is for a request that ended without an answer.
func noAnswer(err error) Result {
	code, class := codeNetwork, Retry
	var credentials *noTokenError
	var refused *oauth2.RetrieveError
	var network net.Error
	switch {
	case errors.As(err, &credentials):
		code = codeNoToken
		if errors.As(err, &refused) && refused.Response != nil && ourFault(refused.Response.StatusCode) {
			class = Unauthorised
		}
	case errors.Is(err, context.Canceled):
		code = codeCancelled
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		code = codeTimeout
	}
	return failed(class, code, shorten(err.Error()), err)
}

// ourFault is about the answer of a server that issues access tokens.
func ourFault(status int) bool {
	return status >= 400 && status < 500 &&
		status != http.StatusRequestTimeout && status != http.StatusTooManyRequests
}

// notSent is for a message that the SDK itself refused.
func notSent(err error, m *messaging.Message) Result {
	if err == nil {
		err = errors.New("the sdk neither sent nor refused the message")
	}
	return failed(Invalid, codeMessage, redact(err.Error(), m), err)
}

// answered is for every answer of FCM, or of whatever stands before it, that
// does not accept the message.
func answered(status int, header http.Header, err error, m *messaging.Message) Result {
	code := codeOf(err)
	class := classOf(status, code)
	if status >= 200 && status < 300 {
		// The SDK takes any 2xx for a success, with or without the body.
		class, code = Retry, codeGarbled
		if err == nil {
			err = errors.New("the answer has no message name")
		}
	}
	if code == "" {
		code = "HTTP_" + strconv.Itoa(status)
	}
	if err == nil {
		err = fmt.Errorf("unexpected status %d", status)
	}
	r := failed(class, code, redact(reasonOf(err), m), err)
	r.RetryAfter = retryafter.Wait(header, maxWait)
	if r.Class == Quota && r.RetryAfter == 0 {
		r.RetryAfter = quotaWait
	}
	return r
}

// codeOf returns the code that FCM put into the answer's FcmError, or "". The
// SDK has no function that returns it, only these.
func codeOf(err error) string {
	switch {
	case messaging.IsUnregistered(err):
		return "UNREGISTERED"
	case messaging.IsSenderIDMismatch(err):
		return "SENDER_ID_MISMATCH"
	case messaging.IsQuotaExceeded(err):
		return "QUOTA_EXCEEDED"
	case messaging.IsUnavailable(err):
		return "UNAVAILABLE"
	case messaging.IsInternal(err):
		return "INTERNAL"
	case messaging.IsInvalidArgument(err):
		return "INVALID_ARGUMENT"
	case messaging.IsThirdPartyAuthError(err):
		return "THIRD_PARTY_AUTH_ERROR"
	}
	return ""
}

// classOf goes by FCM's code, and where there is none by the status. Only
// UNREGISTERED can mean that a device is gone: a plain 404 is what a wrong
// address or project gets, and a plain 403 a missing permission.
// SENDER_ID_MISMATCH says that token and credentials are of two projects, not
// which of them is the wrong one: with another project's credentials in our
// set-up, good in themselves, every token gets it. The rate of
// the whole project is refused with a plain 429, which the SDK's own
// IsQuotaExceeded does not recognise.
func classOf(status int, code string) Class {
	switch code {
	case "UNREGISTERED":
		return Unregistered
	case "QUOTA_EXCEEDED":
		return Quota
	case "UNAVAILABLE", "INTERNAL":
		return Retry
	case "INVALID_ARGUMENT", "SENDER_ID_MISMATCH":
		return Invalid
	case "THIRD_PARTY_AUTH_ERROR":
		return Unauthorised
	}
	switch {
	case status == http.StatusTooManyRequests:
		return Quota
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusNotFound:
		return Unauthorised
	case status == http.StatusRequestTimeout, status >= 500:
		return Retry
	case status >= 400:
		return Invalid
	}
	return Unauthorised // a redirect: something that is not FCM has answered
}

// reasonOf is the SDK's text with the fields that FCM complains about.
func reasonOf(err error) string {
	resp := errorutils.HTTPResponse(err)
	if resp == nil || resp.Body == nil {
		return err.Error()
	}
	var answer struct {
		Error struct {
			Details []struct {
				FieldViolations []struct{ Field, Description string }
			}
		}
	}
	body, readErr := io.ReadAll(resp.Body)
	if readErr != nil || json.Unmarshal(body, &answer) != nil {
		return err.Error()
	}
	resp.Body = io.NopCloser(strings.NewReader(string(body)))
	reasons := []string{err.Error()}
	for _, d := range answer.Error.Details {
		for _, v := range d.FieldViolations {
			reasons = append(reasons, fmt.Sprintf("%s: %s", v.Field, v.Description))
		}
	}
	return strings.Join(reasons, "; ")
}

func redact(text string, m *messaging.Message) string {
	if m != nil && m.Token != "" {
		text = strings.ReplaceAll(text, m.Token, "[token]")
	}
	return shorten(text)
}

func shorten(text string) string {
	if len(text) <= maxReason {
		return text
	}
	return strings.ToValidUTF8(text[:maxReason], "") + "…"
}
