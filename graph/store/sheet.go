package store

import "burgerbode/graph/model"

// Sheet is how notifiers share the slots: each beats, each slot has a holder. It is a record, the
// only one of its collection; no clocks are compared. NewSheet makes the first one.
type Sheet struct {
	ID      string           `bson:"_id"` // SheetID
	Rev     int64            `bson:"rev"`
	Beats   map[string]int64 `bson:"beats"`           // notifier → a counter that it raises
	Holders []string         `bson:"holders"`         // slot → notifier; "" when free. Always model.Slots long
	Waits   map[string]int64 `bson:"waits,omitempty"` // notifier → milliseconds for which, at its beat, FCM still had it wait
}

// SheetID is the id of the one sheet.
const SheetID = "notifiers"

// NewSheet is the sheet before its first save: nobody beats, no slot has a holder.
func NewSheet() *Sheet { return &Sheet{ID: SheetID} }

// SetWait notes for how many milliseconds FCM has a notifier wait; 0: it does not.
func (s *Sheet) SetWait(name string, milliseconds int64) {
	switch {
	case milliseconds <= 0:
		delete(s.Waits, name)
	case s.Waits == nil:
		s.Waits = map[string]int64{name: milliseconds}
	default:
		s.Waits[name] = milliseconds
	}
}

// Collection implements model.Record.
func (*Sheet) Collection() string { return model.NotifiersCollection }

// Key implements model.Record.
func (s *Sheet) Key() string { return s.ID }

// Revision implements model.Record.
func (s *Sheet) Revision() *int64 { return &s.Rev }

// Lists implements model.Record: none.
func (*Sheet) Lists() []string { return nil }
