package model_test

import (
	"fmt"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestADocumentIsServedWhileAVersionAsksForIt(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)
	d := &model.OperationDocument{ID: model.OperationHash("{ a }")}
	for _, version := range []string{"1.0", "1.1", "1.1"} {
		if _, err := d.Register("phone", version); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.Versions) != 2 || !d.Retire("phone", "1.0", now) || d.Retire("phone", "1.0", now) || !d.Served() {
		t.Errorf("after one of two versions ended: %+v", d)
	}
	if d.Retire("phone", "9.9", now) || !d.Retire("phone", "1.1", now) || d.Served() {
		t.Errorf("after both ended: %+v", d)
	}
	if changed, err := d.Register("phone", "1.0"); !changed || err != nil || !d.Served() {
		t.Errorf("taken back: %v %v %+v", changed, err, d)
	}
}

func TestTheVersionThatWasRetiredFirstMakesRoom(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)
	d := &model.OperationDocument{}
	for n := range model.MaxOperationVersions {
		if _, err := d.Register("phone", fmt.Sprint(n)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Register("phone", "new"); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("too many that are served: %v", err)
	}
	d.Retire("phone", "7", now.Add(time.Hour))
	d.Retire("phone", "5", now)
	if _, err := d.Register("phone", "new"); err != nil || len(d.Versions) != model.MaxOperationVersions {
		t.Fatalf("%d versions, %v", len(d.Versions), err)
	}
	if d.Retire("phone", "5", now) || len(d.Lists()) != model.MaxOperationVersions+1 {
		t.Error("5 is still there")
	}
}
