package model

import (
	"io"
	"time"
)

// Receipt is what a phone reported about a push. Receipts are kept apart from the mailbox and never
// change it.
type Receipt struct {
	ID           string       `bson:"_id"` // hash of citizen, push, registration and event
	Rev          int64        `bson:"rev"`
	Citizen      CitizenID    `bson:"citizen"`
	Push         PushID       `bson:"push"`
	Registration OptionalText `bson:"registration,omitempty"` // of the phone that reported it; empty: it did not say which it is
	Event        ReceiptEvent `bson:"event"`
	At           time.Time    `bson:"at"` // by the phone's clock
}

// Collection implements Record.
func (*Receipt) Collection() string { return receiptsCollection }

// Key implements Record.
func (r *Receipt) Key() string { return r.ID }

// Revision implements Record.
func (r *Receipt) Revision() *int64 { return &r.Rev }

// Lists implements Record: none.
func (*Receipt) Lists() []string { return nil }

// ReceiptEvent is what happened to a push on a phone.
type ReceiptEvent string

// The events.
const (
	ReceiptReceived  ReceiptEvent = "RECEIVED"
	ReceiptOpened    ReceiptEvent = "OPENED"
	ReceiptDismissed ReceiptEvent = "DISMISSED"
	receiptSeen      ReceiptEvent = "SEEN" // signed in; no phone reports it
)

// MarshalGQL writes the event as GraphQL does.
func (e ReceiptEvent) MarshalGQL(w io.Writer) { writeEnum(w, e) }

// UnmarshalGQL reads an event.
func (e *ReceiptEvent) UnmarshalGQL(v any) error {
	return readEnum(e, v, []ReceiptEvent{ReceiptReceived, ReceiptOpened, ReceiptDismissed})
}

// NewReceipt makes a receipt; the same report gives the same id. registration is empty for a phone
// that did not say which it is.
func NewReceipt(citizen CitizenID, push PushID, registration string, event ReceiptEvent, at time.Time) *Receipt {
	return &Receipt{
		ID:      receiptID(citizen, push, registration, event),
		Citizen: citizen, Push: push, Registration: OptionalText(registration), Event: event, At: moment(at),
	}
}

func receiptID(citizen CitizenID, push PushID, registration string, event ReceiptEvent) string {
	parts := []string{"receipt", string(citizen), string(push), string(event)}
	if registration != "" {
		parts = append(parts, registration)
	}
	return HashID(parts...)
}

// ReceiptIDs are the ids of all receipts that there may be of the push: from each phone that has it,
// and from one that did not say which it is. None where no phone has it.
func (p *Push) ReceiptIDs(citizen CitizenID) []string {
	if !p.accepted() {
		return nil
	}
	registrations := []string{""}
	for _, phone := range p.Phones {
		if phone.State == PhoneAccepted {
			registrations = append(registrations, phone.Registration)
		}
	}
	var ids []string
	for _, registration := range registrations {
		for _, event := range []ReceiptEvent{ReceiptReceived, ReceiptOpened, ReceiptDismissed} {
			ids = append(ids, receiptID(citizen, p.ID, registration, event))
		}
	}
	return ids
}

// NewSeen is the receipt of a citizen's last sign-in: one for each, which the next one overwrites, so that
// nobody's days are kept and whoever asks about many reads one record each.
func NewSeen(citizen CitizenID, at time.Time) *Receipt {
	return &Receipt{ID: seenID(citizen), Citizen: citizen, Event: receiptSeen, At: moment(at)}
}

// SeenIDs are the ids of the receipts of citizens' last sign-ins.
func SeenIDs(citizens []CitizenID) []string {
	ids := make([]string, len(citizens))
	for i, citizen := range citizens {
		ids[i] = seenID(citizen)
	}
	return ids
}

func seenID(citizen CitizenID) string { return HashID("seen", string(citizen)) }

// Lately tells whether a last sign-in was on one of the days, in Europe/Brussels, of UnseenLimit up to now.
func (r *Receipt) Lately(now time.Time) bool {
	return DayOf(r.At) > DayOf(now).AddDays(-int(UnseenLimit/(24*time.Hour)))
}
