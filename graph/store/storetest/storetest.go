// Package storetest is the conformance suite of stores: what every implementation of store.Store
// must do, faults included. Start reading at Run.
//
// It also has two wrappers for the tests of those who use a store: DropAnswers loses the answer of
// each write once after it took effect, Failing fails chosen calls. A Proxy cuts the line to a server.
package storetest

import (
	"context"
	"testing"
	"time"

	"burgerbode/graph/store"
)

// Backend is what an implementation brings to the suite. Only Open is needed by every case; a case
// whose function is nil is left out.
type Backend struct {
	// Open answers a new, empty store. It is closed by its own t.Cleanup.
	Open func(t *testing.T) store.Store
	// Again answers a second store upon the same documents, as another process would have it; s
	// may be open or closed by then.
	Again func(t *testing.T, s store.Store) store.Store
	// Outage answers a new, empty store that can be taken away.
	Outage func(t *testing.T) Outage
	// OldLayout leaves documents of another layout version behind, opens them as a store and
	// answers the error of that.
	OldLayout func(t *testing.T, version int) error
	// Explain asks the engine how it would serve a query. It answers the engine's plan, for
	// people, and whether that plan finds the documents by an index without reading others.
	Explain func(t *testing.T, s store.Store, query Query) (plan string, indexed bool)
}

// Outage is a store that can be taken away and brought back.
type Outage struct {
	Store store.Store
	Down  func() // returns when calls that begin from now on fail
	Up    func() // returns when the cause is gone; the store may need a moment more
	// Reads tells whether reads fail too while it is away. Otherwise only writes do.
	Reads bool
}

// Query is a query that must be served by an index.
type Query string

// The queries.
const (
	QueryMailboxes Query = "mailboxes by id"
	QueryDue       Query = "due by slot"
	QueryDueMass   Query = "due in mass by slot"
	QueryOldest    Query = "the first that is due of a slot"
	QueryTagged    Query = "tagged by slot, after an id"
	QueryInSlot    Query = "all of a slot, after an id"
	QueryRecords   Query = "records by key"
	QueryListed    Query = "records on a list, after a key"
	QueryCounted   Query = "how many records are on a list"
)

// Queries lists the queries.
func Queries() []Query {
	return []Query{QueryMailboxes, QueryDue, QueryDueMass, QueryOldest, QueryTagged, QueryInSlot, QueryRecords, QueryListed, QueryCounted}
}

// patience is how long one case may take before it counts as hanging.
const patience = 5 * time.Minute

// suite is one run of the suite.
type suite struct {
	Backend
}

// Run runs the suite. Its cases run in parallel, each with a store of its own.
func Run(t *testing.T, backend Backend) {
	t.Helper()
	s := &suite{backend}
	cases := []struct {
		name string
		run  func(context.Context, *testing.T)
		can  bool
	}{
		{"round trip/full", s.roundTripFull, true},
		{"round trip/bare", s.roundTripBare, true},
		{"round trip/times", s.roundTripTimes, true},
		{"round trip/large", s.roundTripLarge, true},
		{"own copies", s.ownCopies, true},
		{"absent and empty", s.absentAndEmpty, true},
		{"mailboxes/insert twice", s.insertTwice, true},
		{"mailboxes/revisions", s.revisions, true},
		{"mailboxes/competing saves", s.competingSaves, true},
		{"mailboxes/bulk answers in order", s.bulkInOrder, true},
		{"mailboxes/crossing bulks", s.crossingBulks, true},
		{"mailboxes/states", s.states, true},
		{"due", s.due, true},
		{"due/follows saves", s.dueFollowsSaves, true},
		{"tagged", s.tagged, true},
		{"in slot", s.inSlot, true},
		{"tagged/follows saves", s.taggedFollowsSaves, true},
		{"indexes", s.indexes, backend.Explain != nil},
		{"records/forms", s.recordForms, true},
		{"records/round trip full", s.recordFull, true},
		{"records/round trip bare", s.recordBare, true},
		{"records/add", s.recordsAdd, true},
		{"records/competing adds", s.recordsAddCompeting, true},
		{"records/revisions", s.recordsRevisions, true},
		{"records/bulk answers in order", s.recordsBulkInOrder, true},
		{"records/crossing bulks", s.recordsCrossing, true},
		{"records/changing", s.recordsChanging, true},
		{"records/large", s.recordsLarge, true},
		{"lists", s.lists, true},
		{"lists/all", s.listAll, true},
		{"lists/follow saves and removals", s.listsFollow, true},
		{"collections apart", s.collectionsApart, true},
		{"citizens", s.citizens, true},
		{"citizens/competing", s.citizensCompeting, true},
		{"stamps", s.stamps, true},
		{"stamps/competing", s.stampsCompeting, true},
		{"stamps/another store upon the same documents", s.stampsAnother, backend.Again != nil},
		{"batch too large", s.batchTooLarge, true},
		{"context ended", s.contextEnded, true},
		{"context ends meanwhile", s.contextEndsMeanwhile, true},
		{"another store upon the same documents", s.another, backend.Again != nil},
		{"reopen", s.reopen, backend.Again != nil},
		{"outage", s.outage, backend.Outage != nil},
		{"outage/acknowledged saves stay", s.outageKeeps, backend.Outage != nil},
		{"old layout", s.oldLayout, backend.OldLayout != nil},
		{"update/16 writers", s.updateWriters, true},
		{"update/crossing bulks", s.updateCrossing, true},
		{"update/dropped answers", s.updateDropped, true},
		{"update/every call fails once", s.updateFailing, true},
		{"update/archives", s.updateArchiving, true},
	}
	for _, c := range cases {
		if !c.can {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			c.run(ctx, t)
		})
	}
}

// must fails the test at once when err is not nil.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// shorter is the size of a case: full, or a part of it with -short.
func shorter(full, short int) int {
	if testing.Short() {
		return short
	}
	return full
}
