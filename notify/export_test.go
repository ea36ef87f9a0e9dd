package notify

import (
	"log/slog"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm"
)

// Gate is the gate of a notifier.
type Gate struct{ gate gate }

// NewGate makes an open one.
func NewGate(log *slog.Logger) *Gate { return &Gate{gate: newGate(log)} }

// Note takes in an answer about a phone.
func (g *Gate) Note(answer fcm.Result, phone model.Device, now time.Time) {
	g.gate.note(answer, phone, now)
}

// Open tells whether sends may start.
func (g *Gate) Open(now time.Time) bool { return g.gate.open(now) }

// Refusals answers what logs the messages that are given up.
func Refusals(log *slog.Logger) func(code string, send model.Send, err error, now time.Time) {
	r := &refusals{log: log, said: map[string]refusal{}}
	return r.note
}

// PickOrder says which of the messages that wait are taken first: true for a mass one.
func PickOrder(personals, masses int) []bool {
	s := newSends()
	for i := range personals + masses {
		s.add(outgoing{send: model.Send{Mass: i >= personals}})
	}
	s.close()
	var order []bool
	for {
		o, ok := s.next()
		if !ok {
			return order
		}
		order = append(order, o.send.Mass)
	}
}
