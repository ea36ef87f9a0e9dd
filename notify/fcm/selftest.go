package fcm

import (
	"context"
	"errors"
	"fmt"

	"firebase.google.com/go/v4/messaging"
)

// ErrRefused says that FCM, or what stands before it, refuses our set-up. Waiting does not mend it.
var ErrRefused = errors.New("FCM refuses our set-up")

// codeThirdParty is about the keys of APNs or web push that FCM holds, and stops one platform only.
const codeThirdParty = "THIRD_PARTY_AUTH_ERROR"

// madeUpToken is no phone's.
const madeUpToken = "burgerbode-self-test-no-phone-has-this-token"

// SelfTest finds out, by one message that is checked and never delivered, whether FCM takes our
// project and credentials. FCM then complains about the made-up token, and about nothing else.
//
// An error that wraps [ErrRefused] says what to check. Any other means that nothing is known: FCM was
// not reached, or had no time.
func (c *Client) SelfTest(ctx context.Context) error {
	err := c.ValidateOnly(ctx, &messaging.Message{Token: madeUpToken, Data: map[string]string{"action": "self-test"}})
	answer, failed := errors.AsType[*Error](err)
	switch {
	case !failed:
		return err
	case answer.Code == "SENDER_ID_MISMATCH":
		return fmt.Errorf("%w: check whether project and credentials belong together: %w", ErrRefused, err)
	case answer.Code == codeNoToken && answer.Class == Unauthorised:
		return fmt.Errorf("%w: check whether the credentials are valid and their account is enabled: %w", ErrRefused, err)
	case answer.Class == Unauthorised && answer.Code != codeThirdParty:
		return fmt.Errorf("%w: check the project, the endpoint, and whether the credentials may send for that project: %w", ErrRefused, err)
	case answer.Code == codeMessage:
		return fmt.Errorf("try whether FCM takes our messages: %w", err)
	case answer.Class == Invalid, answer.Class == Unregistered:
		return nil
	default:
		return fmt.Errorf("try whether FCM takes our messages: %w", err)
	}
}
