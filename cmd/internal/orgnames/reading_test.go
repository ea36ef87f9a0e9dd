package orgnames_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"burgerbode/cmd/internal/orgnames"
)

func TestOrganisationsAreReadAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		var logged bytes.Buffer
		reloads := 0
		reload := func(context.Context) error {
			reloads++
			if reloads == 1 {
				return errors.New("the store is away")
			}
			return nil
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			orgnames.ReadEvery(ctx, time.Minute, reload, slog.New(slog.NewTextHandler(&logged, nil)))
		}()
		time.Sleep(150 * time.Second)
		stop()
		<-ended
		if reloads != 2 {
			t.Errorf("read %d times in two and a half minutes", reloads)
		}
		if text := logged.String(); strings.Count(text, "the store is away") != 1 || strings.Count(text, "\n") != 1 {
			t.Errorf("the failure is not what is logged: %s", text)
		}
	})
}
