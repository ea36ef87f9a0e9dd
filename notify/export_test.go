package notify

import (
	"context"
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
	_ = g.gate.note(answer, phone, now)
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
		if !s.wait() {
			return order
		}
		order = append(order, s.next().send.Mass)
	}
}

// Pacer is the pace of a notifier that holds every slot.
type Pacer struct{ pace *pace }

// NewPacer makes one for quota messages a second.
func NewPacer(quota float64, ramp time.Duration, most int) *Pacer {
	p := newPace(quota, ramp, most)
	p.own(1, time.Now())
	return &Pacer{pace: p}
}

// Own changes the part of the slots that is held.
func (p *Pacer) Own(part float64) { p.pace.own(part, time.Now()) }

// Admit waits until a message may be sent, and answers what is to be called with FCM's answer to it; nil
// once ctx ended.
func (p *Pacer) Admit(ctx context.Context) func(fcm.Result) {
	taken := p.pace.admit(ctx, func() bool { return true })
	if taken == nil {
		return nil
	}
	return func(answer fcm.Result) {
		taken.leave(&answer, time.Now())
		p.pace.note(answer)
	}
}

// Rate is how many messages a second may be sent.
func (p *Pacer) Rate() float64 { return p.pace.now(time.Now()).rate }

// Crowd is how many messages may be on their way, how many are, and how many of those are slow.
func (p *Pacer) Crowd() (limit, busy, slow int) {
	now := p.pace.now(time.Now())
	return now.limit, now.busy, now.slow
}
