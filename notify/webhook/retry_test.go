package webhook_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"burgerbode/notify/webhook"
)

// The specification's table, "Deliverability and reliability": the time since the first attempt.
func TestWithoutChanceTheScheduleIsTheSpecifications(t *testing.T) {
	t.Parallel()
	var since time.Duration
	var got []string
	for attempt := 0; ; attempt++ {
		wait, giveUp := webhook.Next(attempt, func(int64) int64 { return 0 })
		if giveUp {
			break
		}
		since += wait
		got = append(got, since.String())
	}
	want := []string{"0s", "5s", "5m5s", "35m5s", "2h35m5s", "7h35m5s", "17h35m5s", "31h35m5s", "51h35m5s", "75h35m5s"}
	if !slices.Equal(got, want) {
		t.Errorf("attempts are made after %v, not %v", got, want)
	}
}

func TestWaitsStayWithinAFifthAboveTheSchedule(t *testing.T) {
	t.Parallel()
	source := rand.New(rand.NewPCG(1, 2))
	chances := map[string]func(int64) int64{
		"even":   source.Int64N,
		"lowest": func(int64) int64 { return 0 }, "highest": func(n int64) int64 { return n - 1 },
		"broken": func(n int64) int64 { return n * int64(source.IntN(7)-3) }, "far off": func(int64) int64 { return math.MaxInt64 },
		"far below": func(int64) int64 { return math.MinInt64 },
	}
	for name, chance := range chances {
		for range 2000 {
			attempt := source.IntN(14) - 2
			scheduled, end := webhook.Next(attempt, func(int64) int64 { return 0 })
			wait, giveUp := webhook.Next(attempt, chance)
			if wait < scheduled || wait > scheduled+scheduled/5 || giveUp != end || giveUp != (attempt >= 10) {
				t.Fatalf("%s: after %d attempts it waits %v, %v; scheduled are %v", name, attempt, wait, giveUp, scheduled)
			}
		}
	}
	for _, attempt := range []int{math.MinInt, math.MaxInt} {
		if _, giveUp := webhook.Next(attempt, source.Int64N); giveUp != (attempt > 0) {
			t.Errorf("attempt %d: %v", attempt, giveUp)
		}
	}
}

// Endpoints that failed in the same second are spread: a wait takes many values, and its average is in the middle.
func TestChanceSpreadsTheWaits(t *testing.T) {
	t.Parallel()
	source := rand.New(rand.NewPCG(3, 4))
	seen, sum := map[time.Duration]bool{}, time.Duration(0)
	const draws = 1000
	for range draws {
		wait, _ := webhook.Next(2, source.Int64N)
		seen[wait], sum = true, sum+wait
	}
	if average := sum / draws; len(seen) < draws*9/10 || average < 325*time.Second || average > 335*time.Second {
		t.Errorf("%d waits of %d differ, on average %v", len(seen), draws, average)
	}
}
