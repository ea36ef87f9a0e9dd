package model

// Collection implements Record.
func (*Receipt) Collection() string { return "receipts" }

// Key implements Record.
func (r *Receipt) Key() string { return r.ID }

// Revision implements Record.
func (r *Receipt) Revision() *int64 { return &r.Rev }

// Lists implements Record.
func (*Receipt) Lists() []string { return nil }
