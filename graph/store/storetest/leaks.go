package storetest

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

// Main runs the tests of a package, for its TestMain, and fails where they leave goroutines behind. options are goleak's,
// which itself waits less than half a second for those that are about to end: too short where others use the machine.
func Main(m *testing.M, options ...goleak.Option) { goleak.VerifyTestMain(patient{m}, options...) }

// patient are tests after which nothing is under way any more, or what is will not end.
type patient struct{ *testing.M }

// Run implements goleak.TestingM.
func (p patient) Run() int {
	code := p.M.Run()
	for end := time.Now().Add(time.Minute); code == 0 && goleak.Find() != nil && time.Now().Before(end); {
		continue // it has waited
	}
	return code
}
