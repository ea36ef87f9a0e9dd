package resolvers

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The most events of one part of a feed, and how many without being asked.
const (
	maxOutcomes     = 500
	defaultOutcomes = 100
)

// WebhookRules is what the API must know of webhooks. Sending to them is the notifier's.
type WebhookRules struct {
	CheckURL  func(text string) error // whether a sender may name this address
	NewSecret func() (model.WebhookSecret, error)
}

// outcomes reads a part of a sender's feed.
func (r *Resolver) outcomes(ctx context.Context, viewer *model.Viewer, onBehalfOf, after string, first int) (*graph.OutcomePage, error) {
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	if first < 1 || first > maxOutcomes {
		return nil, model.Invalid([]model.FieldError{{Path: "first", Message: fmt.Sprintf("must be from 1 to %d", maxOutcomes)}})
	}
	from, err := feedCursor(after, sender.Code)
	if err != nil {
		return nil, err
	}
	page, err := store.ReadOutcomes(ctx, r.store, sender.Code, viewer.Reader(), from, first)
	if err != nil {
		return nil, err
	}
	events := page.Outcomes
	if events == nil {
		events = []*model.Outcome{}
	}
	return &graph.OutcomePage{Events: events, Cursor: page.Cursor.Text(sender.Code), HasMore: page.More}, nil
}

// feedCursor reads a cursor; the empty one is the beginning.
func feedCursor(text string, sender model.OrgCode) (model.FeedCursor, error) {
	if text == "" {
		return model.FeedCursor{}, nil
	}
	return model.ParseFeedCursor(text, sender, "after")
}

// setWebhook sets a webhook or changes its address. Only a new one has a secret to show.
func (r *Resolver) setWebhook(ctx context.Context, viewer *model.Viewer, input graph.SetWebhookInput) (*graph.WebhookPayload, error) {
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	if err := r.hooks.CheckURL(input.URL); err != nil {
		return nil, model.Invalid([]model.FieldError{{Path: "url", Message: err.Error()}})
	}
	after, err := feedCursor(value(input.After, ""), sender.Code)
	if err != nil {
		return nil, err
	}
	secret, err := r.hooks.NewSecret()
	if err != nil {
		return nil, err
	}
	if err := r.noted(ctx, viewer, sender.Code, model.AuditWebhookChanged, input.ID); err != nil {
		return nil, err
	}
	fresh := &model.Webhook{
		ID: model.WebhookKey(sender.Code, viewer.Reader(), input.ID), Org: sender.Code, By: viewer.Org, Sandbox: viewer.Sandbox, Name: input.ID, URL: input.URL,
		Secret: secret, Active: true, CreatedAt: model.Moment(r.now()), Cursor: after,
	}
	held, err := store.Add(ctx, r.store, []*model.Webhook{fresh})
	if err != nil {
		return nil, fmt.Errorf("set a webhook: %w", err)
	}
	if held[0].Secret == secret {
		return shownOnce(held[0]), nil
	}
	changed, err := r.changeWebhook(ctx, fresh.ID, func(w *model.Webhook) bool {
		if w.URL == input.URL && w.Active {
			return false
		}
		w.URL = input.URL
		w.Replay(w.Cursor)
		return true
	})
	return &graph.WebhookPayload{Webhook: changed}, err
}

// webhookKey is the key of a webhook that the viewer's organisation is about to change, and notes that.
func (r *Resolver) webhookKey(ctx context.Context, viewer *model.Viewer, onBehalfOf *string, name string) (string, error) {
	sender, err := r.sender(ctx, viewer, value(onBehalfOf, ""))
	if err != nil {
		return "", err
	}
	return model.WebhookKey(sender.Code, viewer.Reader(), name), r.noted(ctx, viewer, sender.Code, model.AuditWebhookChanged, name)
}

// ownWebhook applies a change to a webhook that the viewer's organisation set; NOT_FOUND for any other.
func (r *Resolver) ownWebhook(
	ctx context.Context, viewer *model.Viewer, onBehalfOf *string, name string, change func(w *model.Webhook) bool,
) (*model.Webhook, error) {
	key, err := r.webhookKey(ctx, viewer, onBehalfOf, name)
	if err != nil {
		return nil, err
	}
	return r.changeWebhook(ctx, key, change)
}

func (r *Resolver) changeWebhook(ctx context.Context, key string, change func(w *model.Webhook) bool) (*model.Webhook, error) {
	changed, err := store.ChangeRecord(ctx, r.store, key, func(w *model.Webhook) (bool, error) { return change(w), nil })
	if errors.Is(err, store.ErrNotFound) {
		return nil, model.NotFound("webhook")
	}
	return changed, err
}

func (r *Resolver) rotateWebhook(ctx context.Context, viewer *model.Viewer, input graph.WebhookInput) (*graph.WebhookPayload, error) {
	secret, err := r.hooks.NewSecret()
	if err != nil {
		return nil, err
	}
	hook, err := r.ownWebhook(ctx, viewer, input.OnBehalfOf, input.ID, func(w *model.Webhook) bool {
		w.Rotate(secret, r.now())
		return true
	})
	if err != nil {
		return nil, err
	}
	return shownOnce(hook), nil
}

// shownOnce answers a webhook with its secret.
func shownOnce(hook *model.Webhook) *graph.WebhookPayload {
	secret := string(hook.Secret)
	return &graph.WebhookPayload{Webhook: hook, Secret: &secret}
}

func (r *Resolver) replayWebhook(ctx context.Context, viewer *model.Viewer, input graph.ReplayWebhookInput) (*graph.WebhookPayload, error) {
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	after, err := feedCursor(value(input.After, ""), sender.Code)
	if err != nil {
		return nil, err
	}
	hook, err := r.ownWebhook(ctx, viewer, input.OnBehalfOf, input.ID, func(w *model.Webhook) bool {
		w.Replay(after)
		return true
	})
	return &graph.WebhookPayload{Webhook: hook}, err
}

func (r *Resolver) removeWebhook(ctx context.Context, viewer *model.Viewer, input graph.WebhookInput) (*graph.RemoveWebhookPayload, error) {
	key, err := r.webhookKey(ctx, viewer, input.OnBehalfOf, input.ID)
	if err != nil {
		return nil, err
	}
	if err := store.Remove[model.Webhook](ctx, r.store, []string{key}); err != nil {
		return nil, fmt.Errorf("remove a webhook: %w", err)
	}
	return &graph.RemoveWebhookPayload{ID: input.ID}, nil
}

// webhooks lists what the viewer's organisation set on a feed.
func (r *Resolver) webhooks(ctx context.Context, viewer *model.Viewer, onBehalfOf string) ([]*model.Webhook, error) {
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	return store.ListAll[model.Webhook](ctx, r.store, model.WebhooksOf(sender.Code, viewer.Reader()))
}
