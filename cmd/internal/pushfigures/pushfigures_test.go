package pushfigures_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/admin"
	"burgerbode/cmd/internal/pushfigures"
	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

// serving is a notifier with three letters to tell of on two phones each, and its admin address.
func serving(t *testing.T) (url string, run func()) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	opened, err := stores.Open(t.Context(), "sqlite::memory:", log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close(context.Background()) })
	load := pushload.Load{Name: "test", Phones: 2, Boxes: &store.Mailboxes{Store: opened, Now: time.Now, Log: log}}
	if err := load.Fill(t.Context(), 0, 3); err != nil {
		t.Fatal(err)
	}
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	sender, err := fcm.New(t.Context(), fcm.Config{Project: "test", Endpoint: endpoint}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sender.Close)
	n, err := notify.New(notify.Config{
		Name: "n", Mailboxes: load.Boxes, Sender: sender, Log: log, Beat: 20 * time.Millisecond, Idle: 20 * time.Millisecond, Survey: 20 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	registry := admin.NewRegistry()
	registry.MustRegister(pushfigures.Collector(n))
	pages := admin.Handler(registry)
	pages.Handle("GET /push", pushfigures.Handler(n, opened, log))
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	return server.URL, func() {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- n.Run(ctx) }()
		t.Cleanup(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if closeErr := response.Body.Close(); err != nil || closeErr != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response.Status, err, closeErr)
	}
	return string(text)
}

func TestMetricsAreThereFromTheStartAndCount(t *testing.T) {
	t.Parallel()
	url, run := serving(t)
	page := get(t, url+"/metrics")
	for _, series := range []string{
		`burgerbode_push_answers_total{class="ACCEPTED",code=""} 0`, `burgerbode_push_answers_total{class="QUOTA",code="QUOTA_EXCEEDED"} 0`,
		`burgerbode_push_decisions_total{reason="QUIET_UNTIL_EXPIRY",state="DROPPED"} 0`, `burgerbode_push_due{lane="mass"} 0`,
		`burgerbode_push_oldest_due_seconds{lane="personal"} 0`, `burgerbode_push_latency_seconds_bucket{le="0.01"} 0`,
		`burgerbode_push_held_until_timestamp_seconds 0`, `burgerbode_push_mailboxes_settled_total 0`,
	} {
		if !strings.Contains(page, series+"\n") {
			t.Errorf("no %s", series)
		}
	}
	run()
	for deadline := time.Now().Add(2 * time.Minute); ; {
		page = get(t, url+"/metrics")
		if strings.Contains(page, "burgerbode_push_mailboxes_settled_total 3\n") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("not three mailboxes are settled:\n%s", page)
		}
	}
	for _, series := range []string{
		`burgerbode_push_answers_total{class="ACCEPTED",code=""} 6`, "burgerbode_push_latency_seconds_count 6", "burgerbode_push_slots_held 64",
	} {
		if !strings.Contains(page, series+"\n") {
			t.Errorf("no %s in\n%s", series, page)
		}
	}
	for line := range strings.Lines(pushfigures.Markdown()) { // what is documented is there
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "| `"), "`")
		if strings.HasPrefix(name, "burgerbode_") && !strings.Contains(page, "\n# TYPE "+name+" ") {
			t.Errorf("%s is documented and not shown", name)
		}
	}
}

func TestStatusHasTheSheet(t *testing.T) {
	t.Parallel()
	url, run := serving(t)
	run()
	for deadline := time.Now().Add(2 * time.Minute); ; {
		var status pushfigures.Status
		if err := json.Unmarshal([]byte(get(t, url+"/push")), &status); err != nil {
			t.Fatal(err)
		}
		if status.Figures.Settled == 3 && status.Holders[status.Figures.Notifier] == model.Slots {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%+v", status)
		}
	}
}
