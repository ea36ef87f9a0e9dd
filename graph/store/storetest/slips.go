package storetest

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// slip is the record that the cases about records use: it stands on whatever lists it is told to.
type slip struct {
	ID   string   `bson:"_id"`
	Rev  int64    `bson:"rev"`
	On   []string `bson:"on,omitempty"`
	Text string   `bson:"text"`
	Done []string `bson:"done,omitempty"`
	Data []byte   `bson:"data,omitempty"`
}

// Collection implements model.Record.
func (*slip) Collection() string { return slips() }

// Key implements model.Record.
func (s *slip) Key() string { return s.ID }

// Revision implements model.Record.
func (s *slip) Revision() *int64 { return &s.Rev }

// Lists implements model.Record.
func (s *slip) Lists() []string { return s.On }

// slips is the collection of slips: one that stores have made ready.
func slips() string { return (&model.LetterRecord{}).Collection() }

func newSlip(n int, text string, lists ...string) *slip {
	return &slip{ID: slipID(n), Text: text, On: lists}
}

func slipID(n int) string { return "slip " + strconv.Itoa(n) }

func newSlips(from, n int, text string, lists ...string) []*slip {
	all := make([]*slip, n)
	for i := range all {
		all[i] = newSlip(from+i, text, lists...)
	}
	return all
}

func slipIDs(from, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = slipID(from + i)
	}
	return ids
}

// added adds slips that are not there yet.
func added(ctx context.Context, t *testing.T, db store.Recorder, all ...*slip) {
	t.Helper()
	results, err := store.SaveMany(ctx, db, all)
	must(t, err)
	must(t, errors.Join(results...))
}

// stored wants slips to be stored as they are given, or, where one is nil, not to be there.
func stored(ctx context.Context, t *testing.T, db store.Recorder, what string, from int, want ...*slip) {
	t.Helper()
	found, err := store.Find[slip](ctx, db, slipIDs(from, len(want)))
	must(t, err)
	for i, one := range want {
		same(t, what+": "+slipID(from+i), found[slipID(from+i)], one)
	}
}
