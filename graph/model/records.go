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
	archivesCollection      = "archives"
	auditCollection         = "audit"
	bytesCollection         = "bytes"
	campaignsCollection     = "campaigns"
	devicesCollection       = "devices"
	documentsCollection     = "documents"
	dossiersCollection      = "dossiers"
	electionsCollection     = "elections"
	installationsCollection = "installations"
	intakesCollection       = "intakes"
	lettersCollection       = "letters"
	operationsCollection    = "operations"
	organisationsCollection = "organisations"
	outcomesCollection      = "outcomes"
	receiptsCollection      = "receipts"
	referencesCollection    = "references"
	rungsCollection         = "rungs"
	runOrderCollection      = "runorder"
	runsCollection          = "runs"
	sourcesCollection       = "sources"
	successionsCollection   = "successions"
	switchCollection        = "switch"
	talliesCollection       = "tallies"
	webhooksCollection      = "webhooks"
	// NotifiersCollection has one record, the notifiers' sheet, which is no word of the model.
	NotifiersCollection = "notifiers"
)

// Collections lists where records are kept.
func Collections() []string {
	return []string{
		archivesCollection, auditCollection, bytesCollection, campaignsCollection, devicesCollection, documentsCollection, dossiersCollection, electionsCollection,
		installationsCollection, intakesCollection, lettersCollection, NotifiersCollection, operationsCollection, organisationsCollection, outcomesCollection,
		receiptsCollection, referencesCollection, rungsCollection, runOrderCollection, runsCollection, sourcesCollection, successionsCollection, switchCollection,
		talliesCollection, webhooksCollection,
	}
}
