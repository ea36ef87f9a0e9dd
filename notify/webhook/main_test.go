package webhook_test

import (
	"testing"

	"burgerbode/graph/store/storetest"
)

func TestMain(m *testing.M) {
	storetest.Main(m)
}
