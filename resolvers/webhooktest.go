package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// trialMessage is the body of a test: laid out as every message of Standard Webhooks, with a type that
// receivers of events pass over.
type trialMessage struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      trialData `json:"data"`
}

type trialData struct {
	Webhook string     `json:"webhook"` // its owner's id for it
	Events  []struct{} `json:"events"`  // always empty
}

// testWebhook has one message sent at once, and answers what the endpoint said. That it is under way is
// saved first, so that no other process sends one meanwhile.
func (r *Resolver) testWebhook(ctx context.Context, viewer *model.Viewer, input graph.WebhookInput) (*graph.TestWebhookPayload, error) {
	if err := r.hooks.check(); err != nil {
		return nil, err
	}
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	if err := r.noted(ctx, viewer, sender.Code, model.AuditWebhookTested, input.ID); err != nil {
		return nil, err
	}
	key := model.WebhookKey(sender.Code, viewer.Reader(), input.ID)
	now := r.now()
	hook, err := store.ChangeRecord(ctx, r.store, key, func(w *model.Webhook) (bool, error) { return true, w.BeginTest(now) })
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, model.NotFound("webhook: " + input.ID)
	case err != nil:
		return nil, err
	}
	test := *hook.LastTest
	body, err := json.Marshal(trialMessage{
		Type: "test.v1", Timestamp: test.At, Data: trialData{Webhook: hook.Name, Events: []struct{}{}},
	})
	if err != nil {
		return nil, fmt.Errorf("write a test: %w", err)
	}
	status, why, err := r.hooks.Send(ctx, hook, test.Message, body, now)
	if err != nil {
		r.log.WarnContext(ctx, "a webhook's messages cannot be signed", "webhook", hook.ID, "error", err)
		status, why = 0, "the secret cannot be read here: rotate it"
	}
	test.Status, test.Reason = status, model.OptionalText(why)
	kept := context.WithoutCancel(ctx) // the answer is there: keep it
	hook, err = r.changeWebhook(kept, key, func(w *model.Webhook) bool { return w.EndTest(&test) })
	if err != nil {
		return nil, err
	}
	return &graph.TestWebhookPayload{Webhook: hook, Test: &test}, nil
}
