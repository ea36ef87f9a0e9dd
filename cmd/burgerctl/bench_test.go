package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test binary be what bench starts: this program once more.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "bench" {
		main()
		return
	}
	os.Exit(m.Run())
}

func TestBenchPushLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	b := &bench{}
	out, errs, err := b.call(t.Context(), "bench", "push", "--mailboxes", "40", "--devices", "2,1", "--rounds", "2", "--floor", "80", "--tls", "--json", "--patience", "3m")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	var report pushReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Rounds) != 4 {
		t.Fatalf("%d rounds", len(report.Rounds))
	}
	for i, round := range report.Rounds {
		phones := []int{2, 2, 1, 1}[i]
		if round.Devices != phones || round.Queued != 40 || round.Measured != 40*phones || round.Lost == nil || *round.Lost != 0 ||
			round.Doubles != 0 || round.Strange != 0 || round.Outcomes["ACCEPTED"] != float64(40*phones) {
			t.Errorf("%+v", round)
		}
		if round.Rate <= 0 || round.OfFloor <= 0 || round.P99 < round.P50 {
			t.Errorf("it measured nothing: %+v", round)
		}
	}
}

func TestBenchPushCountsWhatIsLost(t *testing.T) {
	t.Parallel()
	b := &bench{}
	out, errs, err := b.call(t.Context(), "bench", "push", "--mailboxes", "60", "--devices", "1", "--floor", "200", "--fcm-share", "UNREGISTERED=0.5", "--least", "0.01", "--json")
	if err == nil || !strings.Contains(err.Error(), "something is lost") {
		t.Fatalf("%v\n%s", err, errs)
	}
	var report pushReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	round := report.Rounds[0]
	if gone := int(round.Outcomes["UNREGISTERED"]); gone == 0 || *round.Lost != gone || round.Measured != 60-gone {
		t.Errorf("%+v", round)
	}
}

func TestBenchPushMeasuresTheFirstOfMany(t *testing.T) {
	t.Parallel()
	b := &bench{}
	store := "sqlite://" + filepath.Join(t.TempDir(), "bench.db")
	out, errs, err := b.call(t.Context(), "bench", "push", "--store", store, "--queued", "50,120", "--first", "30", "--floor", "50", "--json", "--patience", "3m")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	var report pushReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	for i, round := range report.Rounds {
		if round.Queued != []int{50, 120}[i] || round.Measured != 30 || round.Lost != nil || round.Doubles != 0 || round.Strange != 0 {
			t.Errorf("%+v", round)
		}
	}
}

func TestBenchLatencyInOneProcessAndAcross(t *testing.T) {
	t.Parallel()
	b := &bench{}
	out, errs, err := b.call(t.Context(), "bench", "latency", "--idle", "3", "--rate", "50", "--for", "200ms", "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	var report latencyReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Rows) != 4 {
		t.Fatalf("%d rows", len(report.Rows))
	}
	for i, row := range report.Rows {
		if row.Across != (i >= 2) || row.Letters != []int{3, 10, 3, 10}[i] || row.Lost != 0 || row.Doubles != 0 || row.Max <= 0 {
			t.Errorf("%+v", row)
		}
	}
}

func TestBenchCampaignMeasuresAllOfIt(t *testing.T) {
	t.Parallel()
	for _, store := range []string{"sqlite::memory:", "sqlite://" + filepath.Join(t.TempDir(), "bench.db")} { // in one process, and in two
		b := &bench{}
		out, errs, err := b.call(t.Context(), "bench", "campaign", "--store", store, "--mailboxes", "1400", "--openings", "20", "--rounds", "2", "--json",
			"--every", "100ms", "--patience", "3m") // what opens is not more than a busy machine can answer
		if err != nil {
			t.Fatalf("%v\n%s", err, errs)
		}
		var report campaignReport
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatal(err)
		}
		o := report.Opening
		if o.Idle != 40 || o.During == 0 || o.FailedOnes != 0 || o.Pace <= 0 || o.Running <= 0 || o.P99OfIdle <= 0 || report.DryRun.OfBare <= 0 {
			t.Errorf("%+v", report)
		}
		if len(report.Plan) != 2 || report.Plan[1].Citizens != 700 || len(report.Plan[1].Memory) != 4 || report.OfFloor <= 0 {
			t.Errorf("%+v", report.Plan)
		}
		if report.check(100) == nil || report.check(0) != nil {
			t.Error("a part of the floor that nothing reaches is reached, or none is asked for and not")
		}
	}
}

func TestBenchLiveTellsEveryLetter(t *testing.T) {
	t.Parallel()
	b := &bench{}
	out, errs, err := b.call(t.Context(), "bench", "live", "--subscribers", "40", "--saves", "10", "--every", "1ms", "--idle", "100ms", "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	var report liveReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Rows) != 2 || report.Subscribers != 40 {
		t.Fatalf("%+v", report)
	}
	for _, row := range report.Rows {
		if row.Same.Lost+row.Other.Lost != 0 || row.Same.Max <= 0 || row.Other.Max <= 0 || row.Heap <= 0 {
			t.Errorf("%+v", row)
		}
	}
}

func TestBenchSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := &bench{}
	for want, args := range map[string][]string{
		"--store":       {"push", "--store", "postgres://x"},
		"--devices":     {"push", "--devices", "11"},
		"--mailboxes":   {"campaign", "--mailboxes", "10"},
		"--subscribers": {"live", "--subscribers", "10"},
		"--concurrency": {"latency", "--concurrency", "0"},
		"NOTHING":       {"push", "--fcm-share", "NOTHING=0.1"},
	} {
		_, errs, err := b.call(t.Context(), append([]string{"bench"}, args...)...)
		if err == nil || !strings.Contains(err.Error()+errs, want) {
			t.Errorf("%v: %v %s", args, err, errs)
		}
	}
}

// Whoever started the fake FCM may be killed: what it started ends then too.
func TestBenchChildEndsWithItsParent(t *testing.T) {
	t.Parallel()
	c, ready, err := startChild(t.Context(), os.Stderr, "", "bench", "fcm")
	if err != nil || !strings.HasPrefix(ready, "ready http://127.0.0.1:") {
		t.Fatal(ready, err)
	}
	if err := c.input.Close(); err != nil { // as the system does
		t.Fatal(err)
	}
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
}
