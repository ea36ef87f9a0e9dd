// Package store says how Burgerbode keeps its documents. Start reading at Store; Mailboxes in
// update.go is how everyone else reads and changes mailboxes.
//
// One citizen is one document, the mailbox, saved by compare-and-swap on its revision. What settled
// long ago stands in archives that it names (archives.go), which are written once. Beside it
// stand records (model.Record: letters, dossiers, devices, receipts, organisations, the notifiers'
// sheet), all kept in one way, which records.go makes typed; citizens; and the store's stamps. There
// are no transactions and no change streams: every operation is safe to apply twice, so that a lost
// answer is met by doing it again.
//
// Two implementations pass the same suite (package storetest): mongo for production, sqlite for
// one machine. Nothing else in the program knows which one it has.
package store

import (
	"context"
	"errors"
	"time"

	"burgerbode/graph/model"
)

// MaxBatch is the largest number of documents in one call.
const MaxBatch = 500

// The errors of a store, besides the context's. Anything else that goes wrong inside wraps
// ErrUnavailable when trying again can help, and is a plain error when it cannot.
var (
	// ErrNotFound says that there is no document with that id.
	ErrNotFound = errors.New("not found")
	// ErrConflict says that the document is not at the revision that the save was made from, or,
	// for an insert, that the id is taken.
	ErrConflict = errors.New("conflict")
	// ErrUnavailable says that the store could not be reached or did not answer. A write may have
	// taken effect.
	ErrUnavailable = errors.New("store unavailable")
	// ErrLayout says that the store was written by another version of the program.
	ErrLayout = errors.New("the store has another layout")
)

// Store keeps documents. All methods are safe for concurrent use, honour the context, take at most
// MaxBatch documents or ids a call, and return documents that are the caller's own. Times come
// back in UTC with whole milliseconds.
type Store interface {
	Mailboxer
	Addresser
	Recorder

	// Stamp writes value under name unless there is one already, and answers the one that the store
	// holds. It never changes again: of several processes that start at once, all learn the same.
	Stamp(ctx context.Context, name, value string) (held string, err error)

	// Ping tells whether the store answers.
	Ping(ctx context.Context) error
	// Name says what the store is, for people: engine and place, without credentials.
	Name() string
	// Close ends all connections. The store is of no use afterwards.
	Close(ctx context.Context) error
}

// Mailboxer is the part of a store that keeps mailboxes.
type Mailboxer interface {
	// Mailboxes finds mailboxes by id; absent ones are left out.
	Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error)
	// States finds what stands for the state of mailboxes, without reading what is in them; absent ones
	// are left out. It is asked each second for whoever follows a mailbox.
	States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error)
	// SaveMailboxes replaces each mailbox (already sealed at its new revision Rev) where the store
	// holds revision Rev-1; at Rev 1 it must not be there. The answer has one error for each, in
	// the order of the input: nil, ErrConflict, or ErrUnavailable where it is not known. Ids must
	// differ. The last error is for the call as a whole: nothing is known of any mailbox then.
	SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error)
	// Due finds mailboxes within slots whose personal (or, with mass, mass) moment is not after
	// now, at most limit, in no order.
	Due(ctx context.Context, slots []int, mass bool, now time.Time, limit int) ([]model.CitizenID, error)
	// Backlog is how many mailboxes within slots Due would find without a limit, and the earliest of
	// their moments, zero when there is none. It reads an index entry for each that is due: it is for
	// operators, some times a minute.
	Backlog(ctx context.Context, slots []int, mass bool, now time.Time) (due int, oldest time.Time, err error)
	// Tagged lists mailboxes of one slot that carry tag, by id, after the given one.
	Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error)
	// InSlot lists all mailboxes of one slot, by id, after the given one.
	InSlot(ctx context.Context, slot int, after model.CitizenID, limit int) ([]model.CitizenID, error)
}

// Addresser is the part of a store that knows who is meant.
type Addresser interface {
	// Citizens finds citizens by the keyed hash of their number; absent ones are left out.
	Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error)
	// AddCitizens gives each keyed hash its id unless it has one already, and answers the ids that
	// hold.
	AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error)
}
