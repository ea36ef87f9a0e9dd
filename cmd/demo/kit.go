package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
)

// The kit of app teams: a clock to move, a beginning to go back to, scenarios to run. Its paths are
// beside the worlds, of which a reset replaces one by another.
const (
	clockPath    = "/dev/clock"
	resetPath    = "/dev/reset"
	scenarioPath = "/dev/scenario"
)

// maxFile bounds a scenario's file, in bytes.
const maxFile = 1 << 20

func (d *demo) mountKit(mux *http.ServeMux) {
	mux.HandleFunc("GET "+clockPath, func(w http.ResponseWriter, _ *http.Request) { d.answer(w, http.StatusOK, d.world().shownClock()) })
	mux.HandleFunc("POST "+clockPath, d.changes(d.serveMove))
	mux.HandleFunc("POST "+resetPath, d.changes(d.serveReset))
	mux.HandleFunc("GET "+scenarioPath, func(w http.ResponseWriter, _ *http.Request) {
		all, err := scenario.Builtin()
		if err != nil {
			d.refuse(w, err, nil)
			return
		}
		d.answer(w, http.StatusOK, map[string]any{"scenarios": all})
	})
	mux.HandleFunc("POST "+scenarioPath, d.changes(d.serveScenario))
}

// changes serves something that changes the world: one at a time, and only for programs of this machine and
// pages of the demo itself, since any page of the web can post to a local address.
func (d *demo) changes(do func(ctx context.Context, text []byte) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
			d.refuse(w, model.Errorf(model.CodeForbidden, "this is not for pages of other sites"), nil)
			return
		}
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFile))
		if err != nil {
			d.refuse(w, model.Errorf(model.CodeInvalid, "the body is above %d bytes or was cut off", maxFile), nil)
			return
		}
		if len(bytes.TrimSpace(text)) == 0 {
			text = []byte("{}")
		}
		d.turn.Lock()
		defer d.turn.Unlock()
		done, err := do(context.WithoutCancel(r.Context()), text) // to its end, also when nobody waits for it
		if err != nil {
			d.refuse(w, err, done)
			return
		}
		d.answer(w, http.StatusOK, done)
	}
}

func (d *demo) answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Date", d.world().clock.Now().UTC().Format(http.TimeFormat))
	w.WriteHeader(status)
	lines := json.NewEncoder(w)
	lines.SetIndent("", "  ")
	_ = lines.Encode(body) // fails only when the client has left
}

// refuse answers what is wrong, with every wrong field, and what was done before it.
func (d *demo) refuse(w http.ResponseWriter, err error, done any) {
	status, body := http.StatusBadGateway, map[string]any{"error": err.Error()}
	if known, ok := errors.AsType[*model.Error](err); ok {
		status = map[model.Code]int{
			model.CodeInvalid: http.StatusBadRequest, model.CodeNotFound: http.StatusNotFound, model.CodeConflict: http.StatusConflict,
			model.CodeForbidden: http.StatusForbidden,
		}[known.Code]
		if status == 0 {
			status = http.StatusBadGateway
		}
		body["code"] = known.Code
		if len(known.Fields) > 0 {
			body["error"], body["fields"] = known.Message, known.Fields
		}
	}
	if done != nil {
		body["done"] = done
	}
	d.answer(w, status, body)
}

// clockView is what the clock shows.
type clockView struct {
	Now      time.Time `json:"now"`      // in Belgium
	Ahead    string    `json:"ahead"`    // of the machine's clock
	Election model.Day `json:"election"` // the day of the demo's election
}

func (w *world) shownClock() clockView {
	return clockView{w.clock.Now().In(model.Brussels()).Truncate(time.Second), w.clock.shift().Round(time.Second).String(), w.day}
}

// serveMove moves the clock, and answers once what is due by then has rung.
func (d *demo) serveMove(ctx context.Context, text []byte) (any, error) {
	move, err := scenario.ReadMove(text)
	if err != nil {
		return nil, err
	}
	w := d.world()
	if _, err := w.move(move); err != nil {
		return nil, err
	}
	w.settle(ctx)
	return w.shownClock(), nil
}

// move moves the clock. What is due by then is found by the notifier's next idle round, within a second.
func (w *world) move(move scenario.Move) (time.Time, error) {
	now := w.clock.Now()
	to, err := move.Target(now, w.day)
	if err != nil {
		return now, err
	}
	w.clock.forward(to.Sub(now))
	return w.clock.Now(), nil
}

// settleTime is how long a move or a step waits for phones to ring.
const settleTime = 5 * time.Second

// settle waits until nothing is due: then the phones have rung, or FCM is down and it is tried again later. What
// takes longer, such as the ladder of a whole town, goes on afterwards.
func (w *world) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	slots := make([]int, model.Slots)
	for i := range slots {
		slots[i] = i
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !w.store.away.Load() {
		personal, _, err := w.store.Backlog(ctx, slots, false, w.clock.Now())
		mass, _, massErr := w.store.Backlog(ctx, slots, true, w.clock.Now())
		if (personal == 0 && mass == 0) || err != nil || massErr != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// serveReset begins again. What is not said is as the flags say it.
func (d *demo) serveReset(ctx context.Context, text []byte) (any, error) {
	if string(d.config.Store) != memory {
		return nil, model.Errorf(model.CodeConflict, "only a demo with --store %s is reset: this one keeps its documents in %s", memory, d.world().store.Name())
	}
	began := d.begins()
	if err := began.read(text); err != nil {
		return nil, err
	}
	w, err := d.reset(ctx, began)
	if err != nil {
		return nil, fmt.Errorf("reset: %w", err)
	}
	return map[string]any{"now": w.shownClock().Now, "election": w.day, "citizens": len(w.seeded.Citizens), "seed": began.Seed}, nil
}

// memory is the store that a reset can begin again.
const memory = "sqlite::memory:"

// read takes over what is said. INVALID names every wrong field.
func (b *beginning) read(text []byte) error {
	body := json.NewDecoder(bytes.NewReader(text))
	body.DisallowUnknownFields()
	if err := body.Decode(b); err != nil {
		return model.Errorf(model.CodeInvalid, `send {"citizens":300,"town":1500,"seed":1,"clock":"auto"} or less of it: %v`, err)
	}
	var wrong []model.FieldError
	for _, field := range []struct {
		name        string
		value, most int
	}{{"citizens", b.Citizens, 20_000}, {"town", b.Town, 15_000}} {
		if field.value < 0 || field.value > field.most {
			wrong = append(wrong, model.FieldError{Path: field.name, Message: fmt.Sprintf("is 0 to %d", field.most)})
		}
	}
	if _, err := newClock(b.Clock, time.Now()); err != nil {
		wrong = append(wrong, model.FieldError{Path: "clock", Message: "is auto, now or a moment such as 2026-06-01T10:00:00+02:00"})
	}
	return model.Invalid(wrong)
}

// finished is a scenario that was run.
type finished struct {
	file   string
	result *scenario.Result
}

// serveScenario runs a scenario: a file, or {"name": …} of one that comes with the program. A run that was
// done is answered as the first time, and nothing is done.
func (d *demo) serveScenario(ctx context.Context, text []byte) (any, error) {
	asked, err := whole(text)
	if err != nil {
		return nil, err
	}
	file, err := scenario.Read(asked)
	if err != nil {
		return nil, err
	}
	w := d.world()
	if file.Run == "" {
		file.Run = strings.ToLower(rand.Text()[:12])
	}
	if earlier := w.runs[file.Run]; earlier != nil {
		if earlier.file != string(asked) {
			return nil, model.Errorf(model.CodeConflict, "the run %q was of another scenario", file.Run)
		}
		return earlier.result, nil
	}
	result, err := d.stage(w).Run(ctx, file)
	if err != nil {
		return result, fmt.Errorf("%s: %w", file.Name, err)
	}
	w.runs[file.Run] = &finished{string(asked), result}
	return result, nil
}

// whole is the file that is meant: the text, or with steps added that stand in the program under its name.
func whole(text []byte) ([]byte, error) {
	var asked map[string]json.RawMessage
	var name string
	if json.Unmarshal(text, &asked) != nil || asked["steps"] != nil || json.Unmarshal(asked["name"], &name) != nil {
		return text, nil // as it is; what is wrong with it is told when it is read
	}
	builtin, err := scenario.Named(name)
	if err != nil {
		return nil, err
	}
	var file map[string]json.RawMessage
	if err := json.Unmarshal(builtin, &file); err != nil {
		return nil, fmt.Errorf("read the scenario %s: %w", name, err)
	}
	for field, value := range asked {
		file[field] = value
	}
	return json.Marshal(file)
}

// stage is the world as a scenario changes it.
func (d *demo) stage(w *world) *scenario.Stage {
	return &scenario.Stage{
		Now: w.clock.Now, Move: w.move, Behave: w.fake.SetBehaviour, Away: w.store.away.Store, Fail: w.faults.add, Settle: w.settle,
		Election: func() model.Day { return w.day },
		Ask: func(ctx context.Context, who devissuer.Wish, query string, variables, into any) error {
			asks := client.Client{
				URL: d.url, Token: func() (string, error) { return w.issuer.Token(who) },
				HTTP: &http.Client{Timeout: time.Minute, Transport: passing{d.pass}},
			}
			return asks.Do(ctx, query, variables, into)
		},
	}
}

// passing sends requests past the faults.
type passing struct{ pass string }

// RoundTrip implements http.RoundTripper.
func (p passing) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set(passHeader, p.pass)
	return http.DefaultTransport.RoundTrip(r)
}
