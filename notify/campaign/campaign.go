package campaign

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Config is what an engine needs. Mailboxes, Book, Holds and Log are required; a zero duration means the
// default. Durations are of the machine's clock, but for Wait, which is of that of the rules.
type Config struct {
	Mailboxes *store.Mailboxes    // the store, the clock of the rules, and who is told of saves
	Book      *Book               // of the same store; the notifier judges by the same one
	Holds     func(slot int) bool // which slots are ours: Notifier.Holds
	Log       *slog.Logger

	Wait  time.Duration // for how long a canary is looked at, 15 min
	Look  time.Duration // between two looks at the campaigns, 1 s
	Count time.Duration // between two recounts of a campaign, 10 s; more where one takes long
	Rest  time.Duration // between two rounds of walks over all slots, 30 s; more where one takes long
	Spare int           // looking at everybody takes one part in so many of the time at most, 10
	Ahead time.Duration // of sending, by the campaign's pace: how much may wait to be sent, 5 s
}

// Engine tells citizens of campaigns. Make it with New, run it once with Run.
type Engine struct {
	cfg   Config
	boxes *store.Mailboxes
	book  *Book
	log   *slog.Logger
}

// New makes an engine. The error names every problem of the configuration at once.
func New(cfg Config) (*Engine, error) {
	for value, standard := range map[*time.Duration]time.Duration{
		&cfg.Wait: 15 * time.Minute, &cfg.Look: time.Second, &cfg.Count: 10 * time.Second, &cfg.Rest: 30 * time.Second, &cfg.Ahead: 5 * time.Second,
	} {
		if *value == 0 {
			*value = standard
		}
	}
	if cfg.Spare == 0 {
		cfg.Spare = 10
	}
	var problems []error
	wrong := func(is bool, problem string) {
		if is {
			problems = append(problems, errors.New(problem))
		}
	}
	wrong(cfg.Mailboxes == nil || cfg.Mailboxes.Store == nil || cfg.Mailboxes.Now == nil, "the mailboxes are missing, or have no store or no clock")
	wrong(cfg.Book == nil, "there is no book")
	wrong(cfg.Holds == nil, "nobody says which slots are ours")
	wrong(cfg.Log == nil, "there is no log")
	wrong(min(cfg.Wait, cfg.Look, cfg.Count, cfg.Rest, cfg.Ahead) < 0, "a duration is below zero")
	wrong(cfg.Spare < 0, "the part of the time is below zero")
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("campaign engine configuration: %w", err)
	}
	return &Engine{cfg: cfg, boxes: cfg.Mailboxes, book: cfg.Book, log: cfg.Log}, nil
}

// Run tells of the live campaigns until ctx ends. It always answers nil: what goes wrong meanwhile is logged
// and tried again. It may end at any point: another engine, or this one once more, goes on.
func (e *Engine) Run(ctx context.Context) error {
	var attending sync.WaitGroup
	defer attending.Wait()
	var mu sync.Mutex
	attended := map[model.CampaignID]bool{}
	for wait(ctx, e.cfg.Look) {
		live, err := e.book.current(ctx)
		if err != nil {
			e.trouble(ctx, "", err)
			continue
		}
		for id := range live {
			mu.Lock()
			known := attended[id]
			attended[id] = true
			mu.Unlock()
			if known {
				continue
			}
			attending.Go(func() {
				e.attend(ctx, id)
				mu.Lock()
				defer mu.Unlock()
				delete(attended, id)
			})
		}
	}
	return nil
}

// attend does what is to be done for one campaign while it is live.
func (e *Engine) attend(ctx context.Context, id model.CampaignID) {
	var walking sync.WaitGroup
	defer walking.Wait()
	shared := &progress{}
	walking.Go(func() { newWalker(e, id, shared).run(ctx) })
	(&lead{engine: e, id: id, progress: shared}).run(ctx)
}

// after is how long to wait between two things each of which took so long: every, or more.
func (c *Config) after(every, took time.Duration) time.Duration {
	return max(every, time.Duration(c.Spare)*took)
}

// progress is what a walker lets the lead beside it know.
type progress struct {
	idle   atomic.Bool  // it has walked all its slots and told nobody since
	rounds atomic.Int64 // how often that came to be
}

// leads is the slot whose holder leads the campaign.
func leads(id model.CampaignID) int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, string(id))
	return int(h.Sum32() % model.Slots)
}

// change does an operation of a campaign, as it stands in the store then.
func (e *Engine) change(ctx context.Context, id model.CampaignID, operation func(c *model.Campaign) (bool, error)) error {
	before := model.CampaignState("")
	changed, err := store.ChangeRecord(ctx, e.boxes.Store, id, func(c *model.Campaign) (bool, error) {
		before = c.State
		return operation(c)
	})
	e.book.stale()
	if err != nil {
		return err
	}
	if changed.State != before {
		e.log.InfoContext(ctx, "a campaign goes on", "campaign", id, "from", before, "to", changed.State, "why", changed.Why)
	}
	return nil
}

// trouble logs what went wrong and is tried again.
func (e *Engine) trouble(ctx context.Context, id model.CampaignID, err error) {
	if ctx.Err() == nil {
		e.log.WarnContext(ctx, "a campaign waits; trying again", "campaign", id, "error", err)
	}
}

// errBroken says that the rules cannot deal with a mailbox.
var errBroken = errors.New("the mailbox breaks the rules of campaigns")

// safely applies rules to a mailbox, if there is one. One that makes them panic is left out and reported, so
// that it does not stop the campaign for all others.
func (e *Engine) safely(ctx context.Context, p *page, m *model.Mailbox, do func(m *model.Mailbox) error) (err error) {
	if m == nil {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = errBroken
			e.log.ErrorContext(ctx, "a mailbox is left out of a campaign", "campaign", p.ID, "mailbox", m.ID, "panic", r)
		}
	}()
	return do(m)
}

// wait passes d. It tells whether ctx let it.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
