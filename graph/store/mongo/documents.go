package mongo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/graph/store"
)

// byID is the filter for one document, or for several.
func byID[ID ~string](ids ...ID) bson.D {
	if len(ids) == 1 {
		return bson.D{{Key: "_id", Value: ids[0]}}
	}
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
}

// find reads all documents that a filter selects.
func find[T any](ctx context.Context, s *Store, what, collection string, filter bson.D, opts *options.FindOptionsBuilder) ([]*T, error) {
	within, cancel := s.within(ctx)
	defer cancel()
	cursor, err := s.database.Collection(collection).Find(within, filter, opts.SetBatchSize(store.MaxBatch))
	if err != nil {
		return nil, failure(ctx, what, err)
	}
	defer cursor.Close(within) //nolint:errcheck // what it read is complete or the error is told
	var found []*T
	for cursor.Next(within) {
		document := new(T)
		if err := cursor.Decode(document); err != nil {
			return nil, fmt.Errorf("%s: decode a document: %w", what, err)
		}
		found = append(found, document)
	}
	if err := cursor.Err(); err != nil {
		return nil, failure(ctx, what, err)
	}
	return found, nil
}

// findByID reads one document: store.ErrNotFound when it is not there.
func findByID[T any](ctx context.Context, s *Store, what, collection, id string) (*T, error) {
	found, err := find[T](ctx, s, what, collection, byID(id), options.Find().SetLimit(1))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w", what, store.ErrNotFound)
	}
	return found[0], nil
}

// findByIDs reads documents of a collection that is keyed by _id alone.
func findByIDs[T any, ID ~string](ctx context.Context, s *Store, what, collection string, ids []ID, id func(*T) ID) (map[ID]*T, error) {
	if err := checkBatch(what, len(ids)); err != nil || len(ids) == 0 {
		return map[ID]*T{}, err
	}
	found, err := find[T](ctx, s, what, collection, byID(ids...), options.Find())
	if err != nil {
		return nil, err
	}
	return keyed(found, id), nil
}

// findIDs reads nothing but ids.
func findIDs[ID ~string](
	ctx context.Context, s *Store, what, collection string, filter bson.D, opts *options.FindOptionsBuilder,
) ([]ID, error) {
	type idOnly struct {
		ID ID `bson:"_id"`
	}
	found, err := find[idOnly](ctx, s, what, collection, filter, opts.SetProjection(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return nil, err
	}
	ids := make([]ID, len(found))
	for i, document := range found {
		ids[i] = document.ID
	}
	return ids, nil
}

func keyed[T any, ID ~string](documents []*T, id func(*T) ID) map[ID]*T {
	result := make(map[ID]*T, len(documents))
	for _, document := range documents {
		result[id(document)] = document
	}
	return result
}

// insert adds the documents that are not there yet and answers the positions of the others.
// Callers sort them by _id, so that two at once do not wait for each other in a ring. What is
// inserted stays when there is an error.
func (s *Store) insert(ctx context.Context, what, collection string, documents []any) (taken []int, err error) {
	if err := checkBatch(what, len(documents)); err != nil || len(documents) == 0 {
		return nil, err
	}
	within, cancel := s.within(ctx)
	defer cancel()
	_, err = s.database.Collection(collection).InsertMany(within, documents, options.InsertMany().SetOrdered(false))
	var some driver.BulkWriteException
	if !errors.As(err, &some) || some.WriteConcernError != nil {
		return nil, failure(ctx, what, err)
	}
	for _, e := range some.WriteErrors {
		if e.Code != duplicateKey {
			return nil, failure(ctx, what, e.WriteError)
		}
		taken = append(taken, e.Index)
	}
	return taken, nil
}

// checkBatch refuses what is more than one call may hold.
func checkBatch(what string, n int) error {
	if n > store.MaxBatch {
		return fmt.Errorf("%s: %d at once, the most is %d", what, n, store.MaxBatch)
	}
	return nil
}

// sortedBy are the positions of n things in the order of their ids; equal ones keep theirs.
func sortedBy[ID ~string](n int, id func(i int) ID) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(id(a), id(b)) })
	return order
}
