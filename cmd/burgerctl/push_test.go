package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/pushfigures"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
	"burgerbode/notify/fcm"
)

// shown is a notifier that says what it is told to.
type shown notify.Figures

func (s shown) Figures() notify.Figures { return notify.Figures(s) }

func TestPushStatusAddsNotifiersUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	now := time.Now().UTC()
	sheet := store.NewSheet()
	sheet.Holders = make([]string, model.Slots)
	for i := range sheet.Holders {
		sheet.Holders[i] = []string{"one", "two", "three", ""}[i%4]
	}
	if err := store.Save(t.Context(), b.store, sheet); err != nil {
		t.Fatal(err)
	}
	addresses := make([]string, 0, 2)
	for _, name := range []string{"one", "two"} {
		figures := notify.Figures{
			Notifier: name, At: now, Surveyed: now.Add(-3 * time.Second), Slots: 16, Read: 10, Settled: 9, Recent: notify.Rates{Accepted: 1.5},
			Lanes:     []notify.Lane{{Name: "personal", Due: 4, Oldest: now.Add(-2 * time.Minute)}, {Name: "mass"}},
			Pace:      notify.Pace{Rate: 500, Limit: 64, Held: now.Add(time.Hour)},
			Answers:   []notify.AnswerCount{{Class: fcm.Quota, Code: "HTTP_429", Count: 2}, {Class: fcm.Retry, Code: "TIMEOUT"}},
			Decisions: []notify.DecisionCount{{State: model.PushDropped, Reason: model.ReasonNoPhone, Count: 3}},
			Latency:   notify.Latency{Bounds: []float64{0.1, 1}, Counts: []int64{5, 10, 10}},
		}
		mux := http.NewServeMux()
		mux.Handle("GET /push", pushfigures.Handler(shown(figures), b.store, slog.New(slog.DiscardHandler)))
		server := httptest.NewServer(mux)
		t.Cleanup(server.Close)
		addresses = append(addresses, server.URL)
	}
	out, _, err := b.call(t.Context(), "push", "status", "--admin", strings.Join(addresses, ","))
	if err != nil {
		t.Fatal(err)
	}
	squeezed := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{
		"one 16 0 64 500/s 20", "three 16 not asked", "(free) 16", "DUE, counted 3s ago", "personal 8 2m0s 0 0 0", "mass 0 - 0 0 0",
		"messages accepted 3.0", "mailboxes read 20", "p50 100ms p99 982ms n 20", "QUOTA HTTP_429 4", "DROPPED NO_PHONE 6",
	} {
		if !strings.Contains(squeezed, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "TIMEOUT") {
		t.Errorf("what never happened is shown:\n%s", out)
	}
	out, _, err = b.call(t.Context(), "push", "status", "--json", "--admin", addresses[0], "--admin", b.url)
	if err == nil || !strings.Contains(err.Error(), "404") || strings.Count(out, "\n") != 1 {
		t.Errorf("one that is no notifier: %v, and of the other: %s", err, out)
	}
}
