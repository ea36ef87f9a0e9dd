//go:build crashpoints

package crash

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"

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
