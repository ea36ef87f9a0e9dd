package notify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
	"burgerbode/notify/fcm/fcmtest"
)

// The store goes away right after FCM answered, and comes back: nothing is lost or sent twice, and
// the log says so once.
func TestStoreOutage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 10 {
		w.citizen(model.PlatformAndroid)
	}
	cfg := w.config("n")
	var down atomic.Bool
	cfg.Mailboxes.Store = storetest.Failing(w.store, func(int, string) bool { return down.Load() })
	var answers atomic.Int64
	cfg.OnAnswer = func(model.Send, model.Result) {
		if answers.Add(1) == 1 {
			down.Store(true)
		}
	}
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	w.run(cfg)
	w.until("the store is away", func() bool { return answers.Load() > 0 && w.logs.count("does not answer", `"settle"`) > 0 })
	w.pass(300 * time.Millisecond)
	for _, stage := range []string{"settle", "look", "sheet"} {
		if n := w.logs.count("does not answer", fmt.Sprintf("%q", stage)); n > 1 {
			t.Errorf("stage %s logged %d times", stage, n)
		}
	}
	down.Store(false)
	w.until("all are settled", func() bool {
		return !slices.ContainsFunc(w.citizens, func(id model.CitizenID) bool { return w.push(id, bill("b")).State != model.PushSent })
	})
	w.once(1)
}

// sheetless spares the notifiers' sheet: each beat is another write, so each would lose its answer.
type sheetless struct {
	store.Store
	whole store.Store
}

func (s *sheetless) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if collection == model.NotifiersCollection {
		return s.whole.SaveRecords(ctx, collection, rows)
	}
	return s.Store.SaveRecords(ctx, collection, rows)
}

// fifths fails one call in five, without a pattern.
func fifths(call int, _ string) bool { return rand.New(rand.NewPCG(uint64(call), 0)).IntN(5) == 0 }

// Calls of the store that fail now and then cost time and nothing else.
func TestStoreFailsNowAndThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, fcmtest.Options{})
	for range 15 {
		w.citizen(model.PlatformAndroid)
	}
	cfg := w.config("n")
	cfg.Mailboxes.Store = &sheetless{Store: storetest.DropAnswers(storetest.Failing(w.store, fifths)), whole: w.store}
	w.run(cfg)
	for _, id := range w.citizens {
		w.deliver(id, bill("b"))
	}
	for _, id := range w.citizens {
		w.untilState(id, bill("b"), model.PushSent)
	}
	w.once(1)
}

// picky refuses one mailbox for good: to read it or to save it.
type picky struct {
	store.Store
	bad          model.CitizenID
	reads, saves atomic.Bool // which are refused
}

var errBad = errors.New("cannot decode")

func (p *picky) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	if p.reads.Load() && slices.Contains(ids, p.bad) {
		return nil, errBad
	}
	return p.Store.Mailboxes(ctx, ids)
}

func (p *picky) SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error) {
	if p.saves.Load() && slices.ContainsFunc(mailboxes, func(m *model.Mailbox) bool { return m.ID == p.bad }) {
		return nil, errBad
	}
	return p.Store.SaveMailboxes(ctx, mailboxes)
}

// One mailbox that cannot be read, or not be saved, is reported and left alone, and the others ring.
// Once it is well again it goes on, without a second message where the first was sent.
func TestBadMailboxIsParked(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"read", "save"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			for range 10 {
				w.citizen(model.PlatformAndroid)
			}
			bad := w.citizens[3]
			cfg := w.config("n")
			p := &picky{Store: w.store, bad: bad}
			p.reads.Store(what == "read")
			p.saves.Store(what == "save")
			cfg.Mailboxes.Store = p
			for _, id := range w.citizens {
				w.deliver(id, bill("b"))
			}
			began := time.Now()
			w.run(cfg)
			for _, id := range w.citizens {
				if id != bad {
					w.untilState(id, bill("b"), model.PushSent)
				}
			}
			w.until("it is reported", func() bool { return w.logs.count(`"ERROR"`, string(bad), errBad.Error()) > 0 })
			if n := w.logs.count(`"ERROR"`, "fails"); n != w.logs.count(`"ERROR"`, string(bad)) {
				t.Errorf("others are reported too:\n%s", w.logs)
			}
			w.pass(200 * time.Millisecond)
			most := 2 // it is left alone for a second, and each time for twice as long
			for again := 3 * time.Second; time.Since(began) > again; again = 2*again + time.Second {
				most++
			}
			if n := w.logs.count(`"ERROR"`, string(bad)); n > most {
				t.Errorf("reported %d times", n)
			}
			p.reads.Store(false)
			p.saves.Store(false)
			w.untilState(bad, bill("b"), model.PushSent)
			w.once(1)
		})
	}
}

// A message that cannot be made is given up for its phone; the citizen's other phones ring, then and
// for what comes next, and the mailbox is not parked.
func TestMessageThatCannotBeMade(t *testing.T) {
	t.Parallel()
	for code, bad := range map[model.OptionalText]model.FCMToken{
		"TOO_LARGE": model.FCMToken(strings.Repeat("t", 5000)),
		"NOT_MADE":  "", // no token
	} {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fcmtest.Options{})
			id := w.citizen(model.PlatformAndroid, model.PlatformAndroid)
			claim := w.take(bad, id, "app")
			w.update(id, func(m *model.Mailbox) error {
				device := m.Devices()[0]
				device.Token, device.Generation = bad, claim.Generation
				m.RegisterDevice(device, w.now())
				return nil
			})
			w.run(w.config("n"))
			for n, reference := range []string{"b", "c"} {
				w.deliver(id, bill(reference))
				phones := w.untilState(id, bill(reference), model.PushSent).Phones
				states := map[model.OptionalText]model.PhoneState{}
				for _, phone := range phones {
					states[phone.Code] = phone.State
				}
				if len(phones) != 2 || states[code] != model.PhoneGivenUp || states[""] != model.PhoneAccepted {
					t.Errorf("got %+v", phones)
				}
				if rings := w.requests(); len(rings) != n+1 || rings[n].token != token(id, 1).Secret() {
					t.Errorf("got %d requests", len(rings))
				}
				w.advance(model.DigestWindow)
			}
			if n := len(w.mailbox(id).Devices()); n != 2 {
				t.Errorf("%d phones are left", n)
			}
			if n := w.logs.count("left alone"); n != 0 {
				t.Errorf("the mailbox is parked:\n%s", w.logs)
			}
			if n := w.logs.count(`"ERROR"`, "given up", fmt.Sprintf("%q", code)); n != 1 {
				t.Errorf("logged %d times:\n%s", n, w.logs)
			}
			if bad != "" && w.logs.count(bad.Secret()) > 0 {
				t.Error("the token is in the log")
			}
		})
	}
}
