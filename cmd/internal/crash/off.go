//go:build !crashpoints

package crash

import (
	"time"

	"burgerbode/graph/model"
)

// AtStep is nil: this program was not built for crash tests.
func AtStep() func(model.ChainStep) { return nil }

// Now is the machine's clock: this program was not built for fault tests.
func Now() func() time.Time { return time.Now }
