package scenario

import (
	"encoding/json"
	"fmt"
	"time"

	"burgerbode/graph/model"
)

// Move is where the demo's clock goes. Exactly one field is set.
type Move struct {
	Now     *time.Time `json:"now,omitempty"`     // to that moment
	Forward string     `json:"forward,omitempty"` // by so much, such as 36h or 15m
	To      string     `json:"to,omitempty"`      // a moment of the demo: election-eve or election-day
}

// The moments that a Move names: when the push of the evening before has rung on every phone, and that
// of the morning itself.
const (
	ElectionEve = "election-eve" // 19:00 on the day before
	ElectionDay = "election-day" // 10:00 on the day itself
)

// farthest is how far one move goes: far enough for everything that is forgotten, and no typing error.
const farthest = 5 * 366 * 24 * time.Hour

// ReadMove reads a move. INVALID names what is wrong.
func ReadMove(text []byte) (Move, error) {
	var move Move
	r := &reader{}
	r.read("", json.RawMessage(text), &move)
	move.check(r, "")
	return move, model.Invalid(r.wrong)
}

func (m Move) check(r *reader, path string) {
	given := 0
	for _, set := range []bool{m.Now != nil, m.Forward != "", m.To != ""} {
		if set {
			given++
		}
	}
	if given != 1 {
		r.refuse(path, "has exactly one of now, forward and to")
	}
	if m.Forward != "" {
		by, err := time.ParseDuration(m.Forward)
		r.want(err == nil && by > 0 && by <= farthest, inside(path, "forward"), "is a time above 0 such as 36h or 15m")
	}
	r.want(m.To == "" || m.To == ElectionEve || m.To == ElectionDay, inside(path, "to"), "is "+ElectionEve+" or "+ElectionDay)
}

// Target is where the clock goes from now, with the demo's election on that day. CONFLICT for a moment that is
// past: what happened by the clock cannot be undone, so that only a reset goes back.
func (m Move) Target(now time.Time, election model.Day) (time.Time, error) {
	var to time.Time
	switch {
	case m.Now != nil:
		to = *m.Now
	case m.To == ElectionEve:
		to = election.AddDays(-1).At(19, 0)
	case m.To == ElectionDay:
		to = election.At(10, 0)
	default:
		by, err := time.ParseDuration(m.Forward)
		if err != nil {
			return time.Time{}, fmt.Errorf("forward: %w", err)
		}
		to = now.Add(by)
	}
	if to.Before(now) {
		return time.Time{}, model.Errorf(model.CodeConflict, "the clock stands at %s and goes forward only; POST /dev/reset begins again", now.UTC().Format(time.RFC3339))
	}
	if to.Sub(now) > farthest {
		return time.Time{}, model.Errorf(model.CodeInvalid, "the clock goes at most five years at once")
	}
	return to, nil
}
