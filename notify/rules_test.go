package notify_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
)

func TestRetryAt(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	wait := func(attempt int, after time.Duration, jitter float64) time.Duration {
		return notify.RetryAt(attempt, after, noon(), noon().Add(1000*time.Hour), jitter).Sub(noon())
	}
	for range 10_000 {
		attempt, jitter := random.IntN(80)-5, random.Float64()
		after := time.Duration(random.Int64N(int64(2 * time.Hour)))
		got := wait(attempt, 0, jitter)
		if got < 10*time.Second || got > 10*time.Minute {
			t.Fatalf("attempt %d waits %v", attempt, got)
		}
		if next := wait(attempt+1, 0, jitter); next < got {
			t.Fatalf("attempt %d waits %v, the next one %v", attempt, got, next)
		}
		if more := wait(attempt, 0, math.Nextafter(jitter, 2)); more < got {
			t.Fatalf("more jitter waits less: %v, %v", got, more)
		}
		if got := wait(attempt, after, jitter); got != max(after, wait(attempt, 0, jitter)) {
			t.Fatalf("attempt %d waits %v although FCM asked for %v", attempt, got, after)
		}
	}
	for range 10_000 { // there is a last try before the expiry, if there is time for one
		attempt, jitter := random.IntN(80), random.Float64()
		left := time.Duration(random.Int64N(int64(20 * time.Minute)))
		got := notify.RetryAt(attempt, 0, noon(), noon().Add(left), jitter).Sub(noon())
		if got < 10*time.Second || (left > 20*time.Second && got >= left) {
			t.Fatalf("attempt %d of a push with %v left waits %v", attempt, left, got)
		}
	}
	for attempt, want := range []float64{10, 10, 20, 40, 80, 160, 320, 600, 600} {
		if got := wait(attempt, 0, 0); got.Seconds() != want {
			t.Errorf("attempt %d waits %v", attempt, got)
		}
	}
	if got := wait(1, 0, 1); got != 15*time.Second {
		t.Errorf("with all jitter: %v", got)
	}
	if got := wait(math.MaxInt, 0, math.Inf(1)); got != 10*time.Minute {
		t.Errorf("far out: %v", got)
	}
}

// Whoever comes, goes and dies, and in whatever order they look at the sheet: no slot has a holder
// without a beat, a busy slot stays, and once nobody is busy all have their fair share.
func TestShareConverges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 0))
		var sheet store.Sheet
		living := map[string]int64{}
		for range 60 {
			name := fmt.Sprintf("n%d", random.IntN(9))
			if random.IntN(4) == 0 {
				delete(living, name) // dies, and leaves its slots in the sheet
				continue
			}
			living[name]++
			sheet = share(t, sheet, name, living, func(int) bool { return random.IntN(3) == 0 })
		}
		if len(living) == 0 {
			continue
		}
		for range 3 {
			for name := range living {
				living[name]++
				sheet = share(t, sheet, name, living, func(int) bool { return false })
			}
		}
		counts := map[string]int{}
		for _, holder := range sheet.Holders {
			counts[holder]++
		}
		for name := range living {
			if n := counts[name]; n < model.Slots/len(living) || n > (model.Slots+len(living)-1)/len(living) {
				t.Fatalf("seed %d: %s holds %d of %d slots among %d", seed, name, n, model.Slots, len(living))
			}
		}
		if counts[""] != 0 || len(sheet.Beats) != len(living) {
			t.Fatalf("seed %d: %v among %v", seed, counts, sheet.Beats)
		}
	}
}

// share does one step and checks what holds for each.
func share(t *testing.T, sheet store.Sheet, me string, living map[string]int64, busy func(int) bool) store.Sheet {
	t.Helper()
	isBusy := make([]bool, model.Slots)
	for slot := range isBusy {
		isBusy[slot] = busy(slot)
	}
	before := slices.Clone(sheet.Holders)
	dead := func(name string) bool { _, lives := living[name]; return !lives }
	wanted, closing := notify.Share(sheet, me, living[me], dead, func(slot int) bool { return isBusy[slot] })
	if !slices.Equal(before, sheet.Holders) {
		t.Fatal("the sheet that was read has changed")
	}
	if len(wanted.Holders) != model.Slots || wanted.Beats[me] != living[me] || wanted.Rev != sheet.Rev {
		t.Fatalf("got %+v", wanted)
	}
	for slot, holder := range wanted.Holders {
		if _, beats := wanted.Beats[holder]; holder != "" && !beats {
			t.Fatalf("slot %d is held by %s, which has no beat", slot, holder)
		}
		if len(before) == 0 {
			continue
		}
		if was := before[slot]; was == me && holder != me && isBusy[slot] {
			t.Fatalf("busy slot %d is given back", slot)
		} else if was != me && holder == me && was != "" && !dead(was) {
			t.Fatalf("slot %d is taken from %s, which lives", slot, was)
		}
	}
	for _, slot := range closing {
		if !isBusy[slot] || wanted.Holders[slot] != me {
			t.Fatalf("slot %d is closing", slot)
		}
	}
	return wanted
}

func TestLeave(t *testing.T) {
	t.Parallel()
	none := func(string) bool { return false }
	idle := func(int) bool { return false }
	sheet, _ := notify.Share(store.Sheet{}, "a", 1, none, idle)
	sheet, _ = notify.Share(sheet, "b", 1, none, idle)
	sheet, _ = notify.Share(sheet, "a", 2, none, idle)
	sheet, _ = notify.Share(sheet, "b", 2, none, idle)
	left := notify.Leave(sheet, "a")
	if _, beats := left.Beats["a"]; beats || slices.Contains(left.Holders, "a") {
		t.Errorf("got %+v", left)
	}
	if n := len(slices.DeleteFunc(slices.Clone(left.Holders), func(h string) bool { return h != "b" })); n != 32 {
		t.Errorf("b holds %d slots", n)
	}
}

// Personal messages go first; mass ones keep a tenth while there are any.
func TestMassKeepsATenth(t *testing.T) {
	t.Parallel()
	masses := 0
	for i, isMass := range notify.PickOrder(300, 100) {
		if isMass && i < 300 {
			masses++
		}
	}
	if masses != 30 {
		t.Errorf("%d of the first 300 messages are mass ones", masses)
	}
	if order := notify.PickOrder(0, 5); slices.Contains(order, false) || len(order) != 5 {
		t.Errorf("without personal ones: %v", order)
	}
}
