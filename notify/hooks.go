package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/webhook"
)

const (
	hookReads  = 8   // webhooks for which the store is asked at the same time
	hookEvents = 100 // of one message
	hookDaily  = 24 * time.Hour
)

// hooks sends senders what stands in their feeds. A webhook belongs to a slot, and only its holder
// sends to it.
//
// Each webhook has one request under way at most, and waits for no other's: what is shared and bounded
// is the work on the store, and an endpoint that hangs does not hold any of it. How many requests there
// can be is bounded by model.MaxWebhooks of each who may set them.
type hooks struct {
	n *Notifier

	mu    sync.Mutex
	going map[string]bool // webhooks that are being sent to
	room  chan struct{}   // for work on the store
	sends sync.WaitGroup
}

// sendHooks sends to the webhooks of our slots until ctx ends, and waits for what is under way.
func (n *Notifier) sendHooks(ctx context.Context) {
	if n.cfg.Webhooks == nil {
		return
	}
	h := &hooks{n: n, going: map[string]bool{}, room: make(chan struct{}, hookReads)}
	defer h.sends.Wait()
	for wait(ctx, n.cfg.Idle) {
		if err := h.look(ctx); err != nil && ctx.Err() == nil {
			n.hookTrouble.note(err)
			continue
		}
		n.hookTrouble.note(nil)
	}
}

// look starts sending to every webhook that is not being sent to and whose time has come.
func (h *hooks) look(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, h.n.cfg.Timeout)
	defer cancel()
	all, err := store.ListAll[model.Webhook](within, h.n.mailboxes.Store, model.ActiveWebhooks)
	if err != nil {
		return fmt.Errorf("look for webhooks: %w", err)
	}
	for _, hook := range all {
		if err := h.reseal(within, hook); err != nil {
			return err
		}
		if hook.NextAt.After(h.n.now()) || !h.n.mayTell(hook.Slot()) || !h.begin(hook.ID) {
			continue
		}
		h.sends.Go(func() {
			defer h.end(hook.ID)
			for more := true; more; {
				var err error
				if more, err = h.send(ctx, hook.ID); err != nil && ctx.Err() == nil {
					h.n.log.Warn("a webhook could not be looked after", "webhook", hook.ID, "error", err)
				}
			}
		})
	}
	return nil
}

// reseal seals what stands in the store unsealed, or with a key that is to go, with the first key.
func (h *hooks) reseal(ctx context.Context, hook *model.Webhook) error {
	anew, err := h.n.cfg.WebhookKeys.Reseal(hook)
	if err != nil || len(anew) == 0 || !h.n.mayTell(hook.Slot()) {
		return err
	}
	_, err = store.ChangeRecord(ctx, h.n.mailboxes.Store, hook.ID, func(w *model.Webhook) (news bool, err error) {
		for old, sealed := range anew {
			news = w.Reseal(old, sealed) || news
		}
		return news, nil
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("seal a webhook's secret anew: %w", err)
	}
	return nil
}

func (h *hooks) begin(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.going[id] {
		return false
	}
	h.going[id] = true
	return true
}

func (h *hooks) end(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.going, id)
}

// send sends the next message to a webhook, or the one that was under way. It answers whether more
// may follow at once.
func (h *hooks) send(ctx context.Context, id string) (more bool, err error) {
	hook, outcomes, more, err := h.next(ctx, id)
	if err != nil || hook == nil {
		return more, err
	}
	message := hook.MessageID()
	body, err := json.Marshal(hookMessage{
		Type: "outcomes.v1", Timestamp: hook.BegunAt, Data: hookData{Events: hookEventsOf(outcomes), Cursor: hook.Pending.Text(hook.Org)},
	})
	if err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	endpoint, err := h.n.cfg.WebhookKeys.Endpoint(hook, h.n.now())
	if err != nil { // until whoever runs this gives the key, or the owner rotates the secret
		h.n.log.Warn("a webhook's messages cannot be signed", "webhook", hook.ID, "error", err)
		unsigned := webhook.Outcome{Kind: webhook.Refused, Reason: "the secret cannot be read here: rotate it"}
		return false, h.settle(ctx, id, message, unsigned)
	}
	answer := h.n.cfg.Webhooks.Send(ctx, endpoint, webhook.Message{ID: message, Body: body}) // at the machine's own time, which receivers check
	if ctx.Err() != nil && answer.Kind == webhook.Retry {
		return false, nil // it was ours that ended
	}
	return more && answer.Kind == webhook.Accepted, h.settle(ctx, id, message, answer)
}

// next is the webhook with the message that is to be sent now, whose end is saved before it is sent;
// nil when there is nothing to send.
func (h *hooks) next(ctx context.Context, id string) (hook *model.Webhook, outcomes []*model.Outcome, more bool, err error) {
	h.room <- struct{}{}
	defer func() { <-h.room }()
	db := h.n.mailboxes.Store
	hook, err = store.Get[model.Webhook](ctx, db, id)
	if err != nil || !hook.Active || hook.NextAt.After(h.n.now()) || !h.n.mayTell(hook.Slot()) {
		return nil, nil, false, err
	}
	if hook.Pending != nil {
		outcomes, err = store.OutcomesBetween(ctx, db, hook.Org, hook.Reader(), hook.Cursor, *hook.Pending)
		if errors.Is(err, store.ErrNotFound) {
			message := hook.MessageID()
			_, err = store.ChangeRecord(ctx, db, id, func(w *model.Webhook) (bool, error) { return w.Abandon(message), nil })
			return nil, nil, err == nil, err
		}
		return hook, outcomes, true, err
	}
	page, err := store.ReadOutcomes(ctx, db, hook.Org, hook.Reader(), hook.Cursor, hookEvents)
	if err != nil || page.Cursor == hook.Cursor {
		return nil, nil, false, err
	}
	begun := false
	hook, err = store.ChangeRecord(ctx, db, id, func(w *model.Webhook) (bool, error) {
		begun = w.Begin(hook.Cursor, page.Cursor, h.n.now())
		return begun, nil
	})
	if err != nil || !begun {
		return nil, nil, err == nil, err
	}
	if len(page.Outcomes) > 0 {
		return hook, page.Outcomes, page.More, nil
	}
	message := hook.MessageID() // all of it was others': there is nothing to tell
	_, err = store.ChangeRecord(ctx, db, id, func(w *model.Webhook) (bool, error) { return w.Arrived(message), nil })
	return nil, nil, page.More, err
}

// settle notes what became of a message.
func (h *hooks) settle(ctx context.Context, id, message string, answer webhook.Outcome) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.n.cfg.Timeout) // the answer is there: keep it
	defer cancel()
	h.room <- struct{}{}
	defer func() { <-h.room }()
	_, err := store.ChangeRecord(ctx, h.n.mailboxes.Store, id, func(w *model.Webhook) (bool, error) {
		if answer.Kind == webhook.Accepted {
			return w.Arrived(message), nil
		}
		pause, giveUp := webhook.Next(w.Failures+1, rand.Int64N)
		if giveUp { // the events stay in the feed, so that trying on costs nobody anything
			pause = hookDaily
		}
		now := h.n.now()
		return w.Failed(message, answer.Reason, answer.Kind == webhook.Gone, now.Add(max(pause, answer.RetryAfter)), now), nil
	})
	if err != nil {
		return fmt.Errorf("note what became of a message: %w", err)
	}
	return nil
}

// hookMessage is the body of a message, as Standard Webhooks lays it out.
type hookMessage struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      hookData  `json:"data"`
}

type hookData struct {
	Events []hookEvent `json:"events"`
	Cursor string      `json:"cursor"` // behind these events, for the query outcomes
}

// hookEvent is an event as the query outcomes answers it.
type hookEvent struct {
	ID        string            `json:"id"`
	Event     model.LetterEvent `json:"event"`
	At        time.Time         `json:"at"`
	Run       string            `json:"run"`
	Reference string            `json:"reference"`
	LetterID  model.EntryID     `json:"letterId"`
	Service   string            `json:"service,omitempty"`
}

func hookEventsOf(outcomes []*model.Outcome) []hookEvent {
	events := make([]hookEvent, len(outcomes))
	for i, o := range outcomes {
		events[i] = hookEvent{o.Notice, o.Event, o.At, o.Run, o.Reference, o.Letter, string(o.Service)}
	}
	return events
}
