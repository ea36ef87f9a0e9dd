package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"burgerbode/graph/store"
)

// failure puts an error of the driver in the store's terms: the context's where the caller's has
// ended, store.ErrUnavailable where trying again can help, plain otherwise. What was tried comes
// first. A driver's error behind ErrUnavailable is told but not wrapped: it may say "deadline
// exceeded" about a deadline that is not the caller's.
func failure(ctx context.Context, what string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", what, ctx.Err())
	case driver.IsTimeout(err) && nearlyEnded(ctx):
		return fmt.Errorf("%s: %w", what, context.DeadlineExceeded)
	case passing(err):
		return fmt.Errorf("%s: %w: %s", what, store.ErrUnavailable, err.Error())
	default:
		return fmt.Errorf("%s: %w", what, err)
	}
}

// nearlyEnded tells whether the caller's time is up but for a moment: the driver starts nothing, and
// the server gives up, when there would be no time left for the answer's way back.
func nearlyEnded(ctx context.Context) bool {
	const moment = 100 * time.Millisecond
	deadline, ok := ctx.Deadline()
	return ok && time.Until(deadline) < moment
}

// passing tells whether the reason of an error may go by itself. What is not the server's word is
// about reaching it, apart from documents that cannot be encoded and a closed client.
func passing(err error) bool {
	var server driver.ServerError
	if !errors.As(err, &server) {
		var encoding driver.MarshalError
		return !errors.As(err, &encoding) && !errors.Is(err, driver.ErrClientDisconnected)
	}
	return driver.IsNetworkError(err) || driver.IsTimeout(err) || unconfirmed(err) ||
		slices.ContainsFunc(passingLabels(), server.HasErrorLabel) ||
		slices.ContainsFunc(server.ErrorCodes(), passingCode)
}

// passingLabels are the labels of what may go by itself. Here the last one is no word of the server's: outside of
// transactions the driver puts it on what it did not send, since another operation had just lost its connection.
func passingLabels() []string {
	return []string{"RetryableWriteError", "RetryableError", "SystemOverloadedError", "TransientTransactionError"}
}

// unconfirmed tells whether a write was done but not known to be with a majority.
func unconfirmed(err error) bool {
	var one driver.WriteException
	var many driver.BulkWriteException
	return errors.As(err, &one) && one.WriteConcernError != nil || errors.As(err, &many) && many.WriteConcernError != nil
}

// duplicateKey is the code of a write whose _id is taken.
const duplicateKey = 11000

// passingCode tells whether a server's error code is about the server's state and not about what
// was asked. The first are MongoDB's; DocumentDB gives PostgreSQL's SQLSTATE, five characters of
// six bits each, the first one lowest.
func passingCode(code int) bool {
	switch code {
	case 6, 7, 89, 9001, // a host cannot be reached, inside the cluster
		91, 189, 10107, 11600, 11602, 13435, 13436, // shutting down, stepping down, no primary any more
		24, 50, 112, 262, // a lock or the time has run out, conflicting writes
		43, 175, // the cursor or the plan is gone: ask again
		133, 134, // no suitable member for a read yet
		13388: // the shards' map is old
		return true
	case 1: // InternalError: what a gateway says when the server behind it is away
		return true
	case 16908292, 16777220, // 40P01 and 40001: given up to end a deadlock or a conflict; nothing was written
		16908741, 33685957, 50463173: // 57P01, 57P02, 57P03: shutting down, crashed, starting
		return true
	default:
		return false
	}
}
