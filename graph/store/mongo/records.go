package mongo

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"burgerbode/graph/store"
)

// listsField stands in a record's document beside the record's own fields.
const listsField = "lists"

// FindRecords implements store.Recorder.
func (s *Store) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	what := "find " + collection
	if err := checkBatch(what, len(keys)); err != nil || len(keys) == 0 {
		return nil, err
	}
	rows, err := find[bson.Raw](ctx, s, what, collection, byID(keys...), options.Find())
	if err != nil {
		return nil, err
	}
	found := make([]store.Found, len(rows))
	for i, row := range rows {
		key, ok := row.Lookup("_id").StringValueOK()
		if !ok {
			return nil, fmt.Errorf("%s: a document whose _id is no text", what)
		}
		found[i] = store.Found{Key: key, Decode: func(into any) error { return bson.Unmarshal(*row, into) }}
	}
	return found, nil
}

// SaveRecords implements store.Recorder: one unordered bulk, in the order of _id, of insertions and
// of replacements with upsert, for the reasons that SaveMailboxes gives. Unlike mailboxes, records
// can be removed, and a replacement in a bulk would bring a removed one back; so a record that is
// saved by itself, as most are, is replaced only where it is.
func (s *Store) SaveRecords(ctx context.Context, collection string, saves []store.Row) ([]error, error) {
	what := "save " + collection
	if err := checkBatch(what, len(saves)); err != nil || len(saves) == 0 {
		return nil, err
	}
	results := make([]error, len(saves))
	var order []int
	again := store.Repeated(saves)
	for _, i := range sortedBy(len(saves), func(i int) string { return saves[i].Key }) {
		if again[i] {
			results[i] = fmt.Errorf("%s: %w", what, store.ErrConflict)
			continue
		}
		order = append(order, i)
	}
	bulk := make([]driver.WriteModel, len(order))
	for at, i := range order {
		document, err := recordDocument(&saves[i])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		if saves[i].Rev == 1 {
			bulk[at] = driver.NewInsertOneModel().SetDocument(document)
			continue
		}
		filter := append(byID(saves[i].Key), bson.E{Key: "rev", Value: saves[i].Rev - 1})
		bulk[at] = driver.NewReplaceOneModel().SetFilter(filter).SetReplacement(document).SetUpsert(len(order) > 1)
	}
	within, cancel := s.within(ctx)
	defer cancel()
	done, err := s.database.Collection(collection).BulkWrite(within, bulk, options.BulkWrite().SetOrdered(false))
	var some driver.BulkWriteException
	switch {
	case err == nil && len(order) == 1 && done.InsertedCount+done.MatchedCount == 0:
		results[order[0]] = fmt.Errorf("%s: %w", what, store.ErrConflict)
	case err != nil && (ctx.Err() != nil || !errors.As(err, &some)):
		return nil, failure(ctx, what, err)
	default:
		bulkResults(ctx, what, results, order, some)
	}
	return results, nil
}

// recordDocument is what is stored of a record: its own fields, and the lists that it stands on.
// Nothing is decoded for it, since a document may have megabytes.
func recordDocument(save *store.Row) (bson.Raw, error) {
	own, err := bson.Marshal(save.Document)
	if err != nil || len(save.Lists) == 0 { // the index of lists holds those that stand on some
		return own, err
	}
	document := own[:len(own)-1] // without the end
	at, document := bsoncore.AppendArrayElementStart(document, listsField)
	for i, list := range save.Lists {
		document = bsoncore.AppendStringElement(document, strconv.Itoa(i), list)
	}
	if document, err = bsoncore.AppendArrayEnd(document, at); err != nil {
		return nil, err
	}
	return bsoncore.AppendDocumentEnd(document, 0)
}

// ListRecords implements store.Recorder.
func (s *Store) ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error) {
	if limit <= 0 {
		return nil, nil
	}
	opts := options.Find().SetLimit(int64(limit)).SetSort(bson.D{{Key: "_id", Value: 1}})
	return findIDs[string](ctx, s, "list "+collection, collection, listedAfter(list, after), opts)
}

func listedAfter(list, after string) bson.D {
	return bson.D{{Key: listsField, Value: list}, {Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}}}
}

// CountRecords implements store.Recorder.
func (s *Store) CountRecords(ctx context.Context, collection, list string) (int, error) {
	within, cancel := s.within(ctx)
	defer cancel()
	count, err := s.database.Collection(collection).CountDocuments(within, bson.D{{Key: listsField, Value: list}})
	return int(count), failure(ctx, "count "+collection, err)
}

// RemoveRecords implements store.Recorder.
func (s *Store) RemoveRecords(ctx context.Context, collection string, keys []string) error {
	what := "remove " + collection
	if err := checkBatch(what, len(keys)); err != nil || len(keys) == 0 {
		return err
	}
	within, cancel := s.within(ctx)
	defer cancel()
	_, err := s.database.Collection(collection).DeleteMany(within, byID(keys...))
	return failure(ctx, what, err)
}
