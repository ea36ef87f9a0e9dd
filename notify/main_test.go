package notify_test

import (
	"flag"
	"testing"

	"go.uber.org/goleak"
)

var update = flag.Bool("update", false, "rewrite testdata and the drawing in doc.go")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
