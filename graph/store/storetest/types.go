package storetest

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// recordTypes lists every type of record. A new one needs a line here, and no other case.
func recordTypes() []recordType {
	return []recordType{
		typeOf[model.Archive](),
		typeOf[model.Audit](),
		typeOf[model.DeviceClaim](),
		typeOf[model.CalledElection](),
		typeOf[model.Campaign](),
		typeOf[model.CampaignTally](),
		typeOf[model.DocumentBytes](),
		typeOf[model.DocumentRecord](),
		typeOf[model.DossierRecord](),
		typeOf[model.Installation](),
		typeOf[model.Intake](),
		typeOf[model.LetterRecord](),
		typeOf[model.LetterRun](),
		typeOf[model.OperationDocument](),
		typeOf[model.Organisation](),
		typeOf[model.Outcome](),
		typeOf[model.Receipt](),
		typeOf[model.ReferenceList](),
		typeOf[model.RunEntry](),
		typeOf[model.Rung](),
		typeOf[model.Source](),
		typeOf[model.Succession](),
		typeOf[model.SwitchPart](),
		typeOf[model.Webhook](),
		typeOf[store.Sheet](),
	}
}

// recordType is a type of record, for the cases that hold for all of them.
type recordType struct {
	fresh func() model.Record
	save  func(ctx context.Context, db store.Recorder, record model.Record) error
	get   func(ctx context.Context, db store.Recorder, key string) (model.Record, error)
	list  func(ctx context.Context, db store.Recorder, list string) ([]model.Record, error)
}

func typeOf[T any, R interface {
	*T
	model.Record
}]() recordType {
	return recordType{
		fresh: func() model.Record { return R(new(T)) },
		save: func(ctx context.Context, db store.Recorder, record model.Record) error {
			return store.Save[T, R](ctx, db, record.(R))
		},
		get: func(ctx context.Context, db store.Recorder, key string) (model.Record, error) {
			found, err := store.Get[T, R](ctx, db, key)
			return R(found), err
		},
		list: func(ctx context.Context, db store.Recorder, list string) ([]model.Record, error) {
			found, err := store.ListAll[T, R](ctx, db, list)
			all := make([]model.Record, len(found))
			for i, record := range found {
				all[i] = R(record)
			}
			return all, err
		},
	}
}

// collection is where the type's records are kept.
func (r recordType) collection() string { return r.fresh().Collection() }

// full makes a record with every field filled, never saved; the same each time.
func (r recordType) full() model.Record {
	record := r.fresh()
	fill(record)
	*record.Revision() = 0
	return record
}

// bare makes a record with nothing but a key.
func (r recordType) bare() model.Record {
	record := r.fresh()
	fields := reflect.ValueOf(record).Elem()
	for i := range fields.NumField() {
		if fields.Type().Field(i).Tag.Get("bson") == "_id" {
			fields.Field(i).SetString("bare")
		}
	}
	return record
}

// recordForms wants every collection to have a type in the list above, and the stored form of each
// to be what package model promises.
func (s *suite) recordForms(_ context.Context, t *testing.T) {
	var covered []string
	for _, kind := range recordTypes() {
		covered = append(covered, kind.collection())
		record := kind.full()
		*record.Revision() = 7
		form, err := bson.Marshal(record)
		must(t, err)
		if key, ok := bson.Raw(form).Lookup("_id").StringValueOK(); !ok || key != record.Key() || key == "" {
			t.Errorf("%s: the stored form has %q as _id, the record %q as its key", kind.collection(), key, record.Key())
		}
		if rev, ok := bson.Raw(form).Lookup("rev").AsInt64OK(); !ok || rev != 7 {
			t.Errorf("%s: the stored form has the revision %d, want 7", kind.collection(), rev)
		}
		if own := bson.Raw(form).Lookup("lists"); !own.IsZero() {
			t.Errorf("%s: the stored form has a field lists, where stores keep their own", kind.collection())
		}
		lists := record.Lists()
		if !slices.IsSorted(lists) || len(slices.Compact(slices.Clone(lists))) != len(lists) {
			t.Errorf("%s: lists %v are not sorted, each once", kind.collection(), lists)
		}
	}
	slices.Sort(covered)
	wanted := model.Collections()
	slices.Sort(wanted)
	same(t, "the collections of recordTypes and those of the model", covered, wanted)
}

// recordFull takes a filled record of every type there and back, by an insertion and by a
// replacement. What a store answers is the caller's own, and what it was given it does not keep.
func (s *suite) recordFull(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for _, kind := range recordTypes() {
		want := kind.full()
		for rev := int64(1); rev < 3; rev++ {
			given := kind.full()
			*given.Revision(), *want.Revision() = rev-1, rev
			must(t, kind.save(ctx, db, given))
			same(t, kind.collection()+" after the save", given, want)
			spoil(reflect.ValueOf(given))
			for range 2 {
				got, err := kind.get(ctx, db, want.Key())
				must(t, err)
				same(t, kind.collection(), got, want)
				spoil(reflect.ValueOf(got))
			}
			for _, list := range want.Lists() {
				listed, err := kind.list(ctx, db, list)
				must(t, err)
				same(t, kind.collection()+" on "+list, listed, []model.Record{want})
			}
		}
	}
}

func (s *suite) recordBare(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	for _, kind := range recordTypes() {
		want := kind.bare()
		must(t, kind.save(ctx, db, want))
		got, err := kind.get(ctx, db, want.Key())
		must(t, err)
		same(t, kind.collection(), got, want)
	}
}
