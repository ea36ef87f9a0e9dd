//go:build crashpoints

package crash

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"burgerbode/graph/model"
)

// AtStep kills the process at the step that BURGERBODE_CRASH_AT names: "step", or "step:n" for the
// n-th time that it is passed. It is nil when nothing is named, and panics on what is no step, since
// a test would then prove nothing.
func AtStep() func(model.ChainStep) {
	text := os.Getenv("BURGERBODE_CRASH_AT")
	if text == "" {
		return nil
	}
	name, count, counted := strings.Cut(text, ":")
	pass := 1
	if counted {
		var err error
		if pass, err = strconv.Atoi(count); err != nil || pass < 1 {
			panic(fmt.Sprintf("BURGERBODE_CRASH_AT: %q is no count of passes", count))
		}
	}
	known := false
	for _, step := range model.ChainSteps() {
		known = known || string(step) == name
	}
	if !known {
		panic(fmt.Sprintf("BURGERBODE_CRASH_AT: %q is not one of %v", name, model.ChainSteps()))
	}
	var passed atomic.Int64
	return func(step model.ChainStep) {
		if string(step) == name && passed.Add(1) == int64(pass) {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until the signal is delivered, go no further
		}
	}
}

// Now is the clock of the rules. Where BURGERBODE_CRASH_CLOCK names a file, it is the machine's moved
// by what the file says at that moment, a duration such as "-1h"; it panics where there is none, since
// a test would then prove nothing. What is measured with time.Now, such as the beat, goes on as before.
func Now() func() time.Time {
	path := os.Getenv("BURGERBODE_CRASH_CLOCK")
	if path == "" {
		return time.Now
	}
	return func() time.Time {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(fmt.Sprintf("BURGERBODE_CRASH_CLOCK: %v", err))
		}
		shift, err := time.ParseDuration(strings.TrimSpace(string(text)))
		if err != nil {
			panic(fmt.Sprintf("BURGERBODE_CRASH_CLOCK: %v", err))
		}
		return time.Now().Round(0).Add(shift) // no monotonic reading: it would not jump
	}
}
