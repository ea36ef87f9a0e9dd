package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// readied tells when the notifier says that it is ready.
type readied struct{ ready context.CancelFunc }

func (r readied) Write(p []byte) (int, error) {
	if strings.HasPrefix(string(p), "ready") {
		r.ready()
	}
	return len(p), nil
}

func arguments(endpoint string) []string {
	return []string{
		"--name", "test", "--admin-addr", "", "--store", "sqlite::memory:", "--fcm-project", "demo", "--fcm-endpoint", endpoint, "--timeout", "1s",
	}
}

func TestItStartsUnlessFCMRefusesItsSetUp(t *testing.T) {
	t.Parallel()
	for name, outcome := range map[string]fcmtest.Outcome{
		"takes it": fcmtest.Accepted, "knows no such phone": fcmtest.InvalidArgument, "is away": fcmtest.Unavailable,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{outcome: 1}}})
			ctx, ready := context.WithCancel(t.Context())
			defer ready()
			var log bytes.Buffer
			if err := run(ctx, arguments(endpoint), readied{ready}, &log); err != nil {
				t.Error(err)
			}
			if says := strings.Contains(log.String(), "FCM does not answer"); says != (outcome == fcmtest.Unavailable) {
				t.Errorf("the log says\n%s", log.String())
			}
		})
	}
	_, endpoint := fcmtest.Start(t, fcmtest.Options{Behaviour: fcmtest.Behaviour{Shares: map[fcmtest.Outcome]float64{fcmtest.PermissionDenied: 1}}})
	var out bytes.Buffer
	err := run(t.Context(), arguments(endpoint), &out, io.Discard)
	if !errors.Is(err, fcm.ErrRefused) || !strings.Contains(err.Error(), "check the project") || out.Len() > 0 {
		t.Errorf("refused: %v, and it printed %q", err, out.String())
	}
}
