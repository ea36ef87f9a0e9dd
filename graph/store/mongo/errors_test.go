package mongo_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"burgerbode/graph/store"
	"burgerbode/graph/store/mongo"
)

// What the driver says, in the store's terms: worth trying again or not. Most of these cannot be had
// from a server on demand.
func TestFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		err     error
		passing bool
	}{
		{"no primary any more", driver.CommandError{Code: 10107, Name: "NotWritablePrimary"}, true},
		{"a network error", driver.CommandError{Labels: []string{"NetworkError"}, Wrapped: io.EOF}, true},
		{"another operation's network error", driver.CommandError{Message: "connection pool was cleared", Labels: []string{"TransientTransactionError"}}, true},
		{"a gateway whose server is away", driver.CommandError{Code: 1, Name: "InternalError"}, true},
		{"a deadlock", driver.WriteException{WriteErrors: driver.WriteErrors{{Code: 16908292}}}, true},
		{"a deadlock in a bulk", driver.WriteError{Code: 16908292}, true},
		{"no majority", driver.WriteException{WriteConcernError: &driver.WriteConcernError{Code: 64}}, true},
		{"no majority for a bulk", driver.BulkWriteException{WriteConcernError: &driver.WriteConcernError{Code: 64}}, true},
		{"the server's time limit", driver.CommandError{Code: 50}, true},
		{"the driver's time limit", context.DeadlineExceeded, true},
		{"not allowed", driver.CommandError{Code: 13, Name: "Unauthorized"}, false},
		{"too large", driver.WriteException{WriteErrors: driver.WriteErrors{{Code: 10334}}}, false},
		{"not to be encoded", driver.MarshalError{Value: "secret", Err: errors.New("no encoder")}, false},
		{"closed", driver.ErrClientDisconnected, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := mongo.Failure(t.Context(), "try", c.err)
			if errors.Is(err, store.ErrUnavailable) != c.passing || !strings.HasPrefix(err.Error(), "try: ") {
				t.Errorf("got %q, unavailable should be %v", err, c.passing)
			}
			if errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%q speaks of a deadline that is not the caller's", err)
			}
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			if err := mongo.Failure(ended, "try", c.err); !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrUnavailable) {
				t.Errorf("when the caller's context has ended: got %q", err)
			}
		})
	}
}
