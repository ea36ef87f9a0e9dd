package notify_test

import (
	"flag"
	"testing"

	"burgerbode/graph/store/storetest"
)

var update = flag.Bool("update", false, "rewrite testdata and the drawing in doc.go")

func TestMain(m *testing.M) { storetest.Main(m) }
