package model

// Record is a small document beside the mailboxes: a letter's content, a run, a sender's webhook.
// All are kept in the same way: found by key, saved by compare-and-swap on their revision, and
// listed and counted by the lists that they stand on.
//
// A record's stored form (its bson tags) has the key as `_id` and the revision as `rev`.
type Record interface {
	// Collection is where it is kept, one of Collections. It is the same for every record of a type.
	Collection() string
	// Key names it within the collection.
	Key() string
	// Revision is one more with each save; 0: never saved.
	Revision() *int64
	// Lists are the lists that it stands on, derived from its content: few, short and sorted.
	Lists() []string
}

// The collections of records.
const (
	lettersCollection   = "letters"
	runsCollection      = "runs"
	runOrderCollection  = "runorder"
	outcomesCollection  = "outcomes"
	rungsCollection     = "rungs"
	documentsCollection = "documents"
	bytesCollection     = "bytes"
	auditCollection     = "audit"
	webhooksCollection  = "webhooks"
	sourcesCollection   = "sources"
	intakesCollection   = "intakes"
)

// Collections lists where records are kept.
func Collections() []string {
	return []string{
		lettersCollection, runsCollection, runOrderCollection, outcomesCollection, rungsCollection, documentsCollection, bytesCollection,
		auditCollection, webhooksCollection, sourcesCollection, intakesCollection,
	}
}
