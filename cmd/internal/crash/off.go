//go:build !crashpoints

package crash

import "burgerbode/graph/model"

// AtStep is nil: this program was not built for crash tests.
func AtStep() func(model.ChainStep) { return nil }
