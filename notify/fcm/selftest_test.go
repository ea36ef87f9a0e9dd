package fcm_test

import (
	"errors"
	"strings"
	"testing"

	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

func TestSelfTest(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[fcmtest.Outcome]struct {
		refused bool
		says    string // in the error; empty for none
	}{
		fcmtest.Accepted:            {},
		fcmtest.InvalidArgument:     {}, // what FCM says of a made-up token
		fcmtest.Unregistered:        {},
		fcmtest.Unauthenticated:     {true, "check the project, the endpoint"},
		fcmtest.PermissionDenied:    {true, "check the project, the endpoint"},
		fcmtest.SenderIDMismatch:    {true, "belong together"},
		fcmtest.ThirdPartyAuthError: {false, "THIRD_PARTY_AUTH_ERROR"},
		fcmtest.RateLimitExceeded:   {false, "HTTP_429"},
		fcmtest.Unavailable:         {false, "UNAVAILABLE"},
		fcmtest.Reset:               {false, "NETWORK"},
	} {
		fake, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{outcome: 1}}})
		err := client(t, endpoint).SelfTest(t.Context())
		if errors.Is(err, fcm.ErrRefused) != want.refused || (err == nil) != (want.says == "") || (err != nil && !strings.Contains(err.Error(), want.says)) {
			t.Errorf("%s: got %v", outcome, err)
		}
		if log := fake.Log(); len(log) != 1 || !log[0].ValidateOnly {
			t.Errorf("%s: the requests are %+v", outcome, log)
		}
	}
}

func TestSelfTestAtAWrongAddress(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	if err := client(t, strings.Replace(endpoint, "/v1", "/nowhere/v1", 1)).SelfTest(t.Context()); !errors.Is(err, fcm.ErrRefused) {
		t.Errorf("got %v", err)
	}
	if err := client(t, "http://127.0.0.1:1/v1").SelfTest(t.Context()); err == nil || errors.Is(err, fcm.ErrRefused) {
		t.Errorf("nobody there: got %v", err)
	}
}
