package notify

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm"
	"burgerbode/notify/webhook"
)

// Sender sends one message to one phone, with at most one request: *fcm.Client in production.
type Sender interface {
	Send(ctx context.Context, m *messaging.Message) fcm.Result
}

// Config is what a notifier needs. Only Name, Mailboxes, Sender and Log are required; a zero number
// or duration means the default.
//
// Beat, Fence, Dead and Timeout belong together: Beat is below Fence, and Fence and Timeout together
// are below Dead, so that whoever takes over comes after the last send. All notifiers of one store
// need the same. They run on the process' own clock; Mailboxes.Now may be another one.
type Config struct {
	Name      string           // of this notifier, for people; an id of this run is added to it
	Mailboxes *store.Mailboxes // the store, the clock of the rules, and who is told of saves
	Sender    Sender
	Bell      *store.Bell                // tells at once what this process saved; nil: idle rounds find it
	OrgName   func(model.OrgCode) string // what an organisation is called; nil, or "": not known
	Log       *slog.Logger
	Campaigns Campaigns       // which campaigns may ring; nil: all
	Webhooks  *webhook.Client // sends senders what became of their letters; nil: nobody does

	WebhookKeys webhook.Ring // opens what signs that, and seals it anew

	Quota         int           // messages a minute that the project may send, 600,000; FCM's own default
	Share         float64       // of the quota that all notifiers of the store may use together, 0.5
	Ramp          time.Duration // from nothing to the full rate, 60 s
	AvoidQuarters bool          // mass pushes are not begun around the quarters of an hour; see model.AroundQuarter
	Concurrency   int           // most sends at the same time, 512; how many there are follows how fast FCM answers
	Batch         int           // mailboxes read or saved at once, 200; at most store.MaxBatch

	Beat    time.Duration // between two saves of the beat, 2 s
	Fence   time.Duration // no send starts later than this after the last saved beat, 8 s
	Dead    time.Duration // a notifier whose beat has not moved for so long is dead, 20 s
	Timeout time.Duration // of one request to FCM, and of one call of the store, 10 s
	Idle    time.Duration // between two looks for what is due, 1 s
	Survey  time.Duration // between two counts of what is due, for Figures, 10 s
	Collect time.Duration // how long answers may wait to be saved together, 50 ms

	// AtStep is called at each step of the chain that the notifier passes, from many goroutines;
	// nil: nothing is.
	AtStep func(model.ChainStep)
	// OnAnswer is called with each answer of FCM, before it is saved, from many goroutines; for
	// metrics. nil: nothing is.
	OnAnswer func(model.Send, model.Result)
}

// Notifier makes phones ring. Make it with New, run it once with Run.
type Notifier struct {
	cfg       Config
	life      string          // names this run in the sheet
	mailboxes store.Mailboxes // without their log: an outage is logged here, once
	log       *slog.Logger

	work     *work
	sends    *sends
	pace     *pace
	finished chan *job
	pulse    pulse
	gate     gate
	refusals refusals
	figures  *figures
	feeds    feeds
	watch    watch // the keeper's alone
	beats    int64 // the keeper's alone

	sheetTrouble, lookTrouble, wakeTrouble, settleTrouble, hookTrouble trouble
}

// New makes a notifier. The error names every problem of the configuration at once.
func New(cfg Config) (*Notifier, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("notifier configuration: %w", err)
	}
	room := max(2*cfg.Batch, 4*cfg.Concurrency) // slow messages hold their mailboxes without holding up others
	life := lifeOf(cfg.Name, rand.Text())
	log := cfg.Log.With("notifier", life)
	mailboxes := *cfg.Mailboxes
	mailboxes.Log = slog.New(slog.DiscardHandler)
	at := func(stage string) trouble { return trouble{log: log, stage: stage} }
	n := &Notifier{
		cfg: cfg, life: life, mailboxes: mailboxes, log: log,
		work: newWork(room), sends: newSends(), pace: newPace(float64(cfg.Quota)/60*cfg.Share, cfg.Ramp, cfg.Concurrency), finished: make(chan *job, lanes*lane(room)),
		pulse: pulse{fence: cfg.Fence}, gate: newGate(log), watch: watch{after: cfg.Dead, most: cfg.Fence / 2},
		figures:      newFigures(time.Now()),
		refusals:     refusals{log: log, said: map[string]refusal{}},
		sheetTrouble: at("sheet"), lookTrouble: at("look"), wakeTrouble: at("wake"), settleTrouble: at("settle"), hookTrouble: at("webhooks"),
	}
	n.feeds = feeds{store: mailboxes.Store, tenure: n.work.tenure, fresh: n.beating, next: map[feed]place{}}
	return n, nil
}

// lifeOf names one run: the part of the name that suits a field's name in every store, and an id,
// so that a restart is told apart from its forerunner, which may still be sending.
func lifeOf(name, id string) string {
	suits := func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", r) {
			return r
		}
		return '-'
	}
	return strings.Map(suits, name) + "-" + strings.ToLower(id[:8])
}

func (c Config) withDefaults() Config {
	c.Quota = or(c.Quota, 600_000)
	c.Share = or(c.Share, 0.5)
	c.Ramp = or(c.Ramp, time.Minute)
	c.Concurrency = or(c.Concurrency, 512)
	c.Batch = or(c.Batch, 200)
	c.Beat = or(c.Beat, 2*time.Second)
	c.Fence = or(c.Fence, 8*time.Second)
	c.Dead = or(c.Dead, 20*time.Second)
	c.Timeout = or(c.Timeout, fcm.DefaultTimeout)
	c.Idle = or(c.Idle, time.Second)
	c.Survey = or(c.Survey, 10*time.Second)
	c.Collect = or(c.Collect, 50*time.Millisecond)
	if c.OrgName == nil {
		c.OrgName = func(model.OrgCode) string { return "" }
	}
	if c.AtStep == nil {
		c.AtStep = func(model.ChainStep) {}
	}
	if c.OnAnswer == nil {
		c.OnAnswer = func(model.Send, model.Result) {}
	}
	return c
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// check returns every problem, joined.
func (c Config) check() error {
	var problems []error
	wrong := func(is bool, format string, args ...any) {
		if is {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	wrong(c.Name == "", "the name is empty")
	wrong(c.Mailboxes == nil, "there are no mailboxes")
	wrong(c.Mailboxes != nil && (c.Mailboxes.Store == nil || c.Mailboxes.Now == nil), "the mailboxes have no store or no clock")
	wrong(c.Sender == nil, "there is no sender")
	wrong(c.Log == nil, "there is no log")
	wrong(c.Quota < 1, "quota %d is below 1", c.Quota)
	wrong(!(c.Share > 0 && c.Share <= 1), "share %v is not above 0 and at most 1", c.Share) // refuses NaN too
	wrong(c.Concurrency < 1, "concurrency %d is below 1", c.Concurrency)
	wrong(c.Batch < 1 || c.Batch > store.MaxBatch, "batch %d is not within 1 to %d", c.Batch, store.MaxBatch)
	wrong(min(c.Beat, c.Fence, c.Dead, c.Timeout, c.Idle, c.Survey, c.Collect, c.Ramp) <= 0, "a duration is not above zero")
	wrong(c.Beat >= c.Fence, "beat %v is not below fence %v", c.Beat, c.Fence)
	wrong(c.Fence+c.Timeout >= c.Dead, "fence %v and timeout %v together are not below dead %v", c.Fence, c.Timeout, c.Dead)
	return errors.Join(problems...)
}
