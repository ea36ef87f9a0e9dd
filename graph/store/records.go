package store

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph/model"
)

// Recorder is the part of a store that keeps records (model.Record), whatever their type. Nobody
// calls it but the functions of this file, which know the types.
type Recorder interface {
	// FindRecords reads records of a collection by key; absent ones are left out. The order is the
	// store's own.
	FindRecords(ctx context.Context, collection string, keys []string) ([]Found, error)
	// SaveRecords writes each record, whose Rev is the new one already, where the store holds the
	// revision before; at Rev 1 it must not be there. The answer has one error for each, in the
	// order of the input: nil, ErrConflict, or ErrUnavailable where it is not known. A key that
	// stands there twice is saved once, the first. The last error is for the call as a whole:
	// nothing is known of any record then.
	//
	// A save above Rev 1 of a record that is not there is ErrConflict, but one among several may
	// create it instead.
	SaveRecords(ctx context.Context, collection string, rows []Row) ([]error, error)
	// ListRecords are the keys on a list, in their order, after the given one.
	ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error)
	// CountRecords is how many records stand on a list.
	CountRecords(ctx context.Context, collection, list string) (int, error)
	// RemoveRecords removes records; those that are not there are no error.
	RemoveRecords(ctx context.Context, collection string, keys []string) error
}

// Row is a record on its way into the store.
type Row struct {
	Key      string
	Rev      int64    // the revision that it will have
	Lists    []string // sorted, each once
	Document any      // encodes with the key as _id and the revision as rev
}

// Repeated tells for each row whether one before it has the same key.
func Repeated(rows []Row) []bool {
	again, seen := make([]bool, len(rows)), make(map[string]bool, len(rows))
	for i, row := range rows {
		again[i] = seen[row.Key]
		seen[row.Key] = true
	}
	return again
}

// Found is a record as it was read.
type Found struct {
	Key    string
	Decode func(into any) error
}

// recordOf says that *T is a record, so that callers name T alone.
type recordOf[T any] interface {
	*T
	model.Record
}

// Find reads records by key; absent ones are left out.
func Find[T any, R recordOf[T], K ~string](ctx context.Context, s Recorder, keys []K) (map[K]*T, error) {
	found := make(map[K]*T, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := s.FindRecords(ctx, R(new(T)).Collection(), texts(keys))
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		record := new(T)
		if err := row.Decode(record); err != nil {
			return nil, fmt.Errorf("read %s from %s: %w", row.Key, R(record).Collection(), err)
		}
		found[K(row.Key)] = record
	}
	return found, nil
}

// Get reads one record; ErrNotFound when it is not there.
func Get[T any, R recordOf[T], K ~string](ctx context.Context, s Recorder, key K) (*T, error) {
	found, err := Find[T, R](ctx, s, []K{key})
	if err != nil {
		return nil, err
	}
	if found[key] == nil {
		return nil, fmt.Errorf("find a record of %s: %w", R(new(T)).Collection(), ErrNotFound)
	}
	return found[key], nil
}

// Add inserts records that are not there yet, at revision 1. It answers, in the order of the input,
// the record that the store holds under each key: the given one, or the one that was first, within
// this call too. Where the store could not tell, the error wraps ErrUnavailable, and the same call
// may be made again.
func Add[T any, R recordOf[T]](ctx context.Context, s Recorder, records []*T) ([]*T, error) {
	held := make([]*T, len(records))
	rows := make([]Row, len(records))
	for i, record := range records {
		held[i] = record
		*R(record).Revision() = 1
		rows[i] = row(R(record))
	}
	if len(rows) == 0 {
		return held, nil
	}
	results, err := s.SaveRecords(ctx, R(new(T)).Collection(), rows)
	if err != nil {
		return nil, err
	}
	var taken []string
	for i, result := range results {
		switch {
		case result == nil:
		case errors.Is(result, ErrConflict):
			taken = append(taken, rows[i].Key)
		default:
			return nil, result
		}
	}
	first, err := Find[T, R](ctx, s, taken)
	if err != nil {
		return nil, err
	}
	for i, result := range results {
		if result == nil {
			continue
		}
		if held[i] = first[rows[i].Key]; held[i] == nil {
			return nil, fmt.Errorf("add to %s: %w: one was taken and then gone", R(new(T)).Collection(), ErrUnavailable)
		}
	}
	return held, nil
}

// Save writes one record at its next revision, and sets that, if the store holds it at the one
// before; 0 means that it must not be there. ErrConflict otherwise. With any error the revision
// stays as it was.
func Save[T any, R recordOf[T]](ctx context.Context, s Recorder, record *T) error {
	results, err := SaveMany[T, R](ctx, s, []*T{record})
	if err != nil {
		return err
	}
	return results[0]
}

// SaveMany is Save for several, in bulk: one error for each, in the order of the input.
func SaveMany[T any, R recordOf[T]](ctx context.Context, s Recorder, records []*T) ([]error, error) {
	rows := make([]Row, len(records))
	for i, record := range records {
		*R(record).Revision()++
		rows[i] = row(R(record))
	}
	if len(rows) == 0 {
		return nil, nil
	}
	results, err := s.SaveRecords(ctx, R(new(T)).Collection(), rows)
	for i, record := range records {
		if err != nil || results[i] != nil {
			*R(record).Revision()--
		}
	}
	return results, err
}

// List reads the records on a list in the order of their keys, after the given one, at most limit,
// which is at most MaxBatch.
func List[T any, R recordOf[T]](ctx context.Context, s Recorder, list, after string, limit int) ([]*T, error) {
	keys, err := s.ListRecords(ctx, R(new(T)).Collection(), list, after, limit)
	if err != nil {
		return nil, err
	}
	return readAll[T, R](ctx, s, keys)
}

// ListAll reads all records on a list, in the order of their keys. It is for lists of some hundreds.
func ListAll[T any, R recordOf[T]](ctx context.Context, s Recorder, list string) ([]*T, error) {
	var all []*T
	after := ""
	for {
		keys, err := s.ListRecords(ctx, R(new(T)).Collection(), list, after, MaxBatch)
		if err != nil {
			return nil, err
		}
		page, err := readAll[T, R](ctx, s, keys)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(keys) < MaxBatch {
			return all, nil
		}
		after = keys[len(keys)-1]
	}
}

// readAll reads records in the order of their keys, without those that left meanwhile.
func readAll[T any, R recordOf[T]](ctx context.Context, s Recorder, keys []string) ([]*T, error) {
	found, err := Find[T, R](ctx, s, keys)
	if err != nil {
		return nil, err
	}
	records := make([]*T, 0, len(keys))
	for _, key := range keys {
		if found[key] != nil {
			records = append(records, found[key])
		}
	}
	return records, nil
}

// Keys are the keys on a list in their order, after the given one, at most limit.
func Keys[T any, R recordOf[T]](ctx context.Context, s Recorder, list, after string, limit int) ([]string, error) {
	return s.ListRecords(ctx, R(new(T)).Collection(), list, after, limit)
}

// Remove removes records by key; those that are not there are no error. Who saves one of several in
// bulk (SaveMany, ChangeRecords) at the same moment may bring it back.
func Remove[T any, R recordOf[T], K ~string](ctx context.Context, s Recorder, keys []K) error {
	if len(keys) == 0 {
		return nil
	}
	return s.RemoveRecords(ctx, R(new(T)).Collection(), texts(keys))
}

func texts[K ~string](keys []K) []string {
	all := make([]string, len(keys))
	for i, key := range keys {
		all[i] = string(key)
	}
	return all
}

// Count is how many records of a type stand on a list.
func Count[T any, R recordOf[T]](ctx context.Context, s Recorder, list string) (int, error) {
	return s.CountRecords(ctx, R(new(T)).Collection(), list)
}

// ChangeRecord changes one record by a rule, by compare-and-swap: it reads, changes in memory, and saves,
// again where another was faster. change may be called several times and answers whether there is
// anything to save. The record is answered as it is then.
//
// Errors: ErrNotFound; change's own; UNAVAILABLE when the store is away or others were faster.
func ChangeRecord[T any, R recordOf[T], K ~string](ctx context.Context, s Recorder, key K, change func(*T) (bool, error)) (*T, error) {
	var record *T
	err := Retry(ctx, func() (err error) {
		if record, err = Get[T, R](ctx, s, key); err != nil {
			return err
		}
		changed, err := change(record)
		if err != nil || !changed {
			return err
		}
		return Save[T, R](ctx, s, record)
	})
	return record, err
}

// ChangeRecords is ChangeRecord for several, in bulk. Keys that are not there are left out of the
// answer; the errors are by key, those of change too.
func ChangeRecords[T any, R recordOf[T], K ~string](
	ctx context.Context, s Recorder, keys []K, change func(*T) (bool, error),
) (changed map[K]*T, failed map[K]error, err error) {
	changed, failed = map[K]*T{}, map[K]error{}
	left := keys
	err = Retry(ctx, func() error {
		found, err := Find[T, R](ctx, s, left)
		if err != nil {
			return err
		}
		var bulk []*T
		left = left[:0:0]
		for key, record := range found {
			save, err := change(record)
			switch {
			case err != nil:
				failed[key] = err
			case save:
				bulk, left = append(bulk, record), append(left, key)
			default:
				changed[key] = record
			}
		}
		results, err := SaveMany[T, R](ctx, s, bulk)
		if err != nil {
			return err
		}
		var again []K
		for i, result := range results {
			switch {
			case result == nil:
				changed[left[i]] = bulk[i]
			case errors.Is(result, ErrConflict), errors.Is(result, ErrUnavailable):
				again = append(again, left[i])
			default:
				failed[left[i]] = result
			}
		}
		if left = again; len(left) > 0 {
			return ErrConflict
		}
		return nil
	})
	return changed, failed, err
}

func row[R model.Record](record R) Row {
	return Row{Key: record.Key(), Rev: *record.Revision(), Lists: record.Lists(), Document: record}
}
