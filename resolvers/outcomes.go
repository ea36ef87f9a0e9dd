package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The most events of one part of a feed, and how many without being asked.
const (
	maxOutcomes     = 500
	defaultOutcomes = 100
)

// WebhookRules is what the API must know of webhooks. Sending events to them is the notifier's. The zero
// rules: none can be set or tested here.
type WebhookRules struct {
	// CheckURL tells whether a sender may name this address.
	CheckURL func(text string) error

	// NewSecret makes a secret for the webhook with that id: to be shown once, and to be kept.
	NewSecret func(id string) (text string, sealed model.WebhookSecret, err error)

	// Send sends a webhook one message at once. It answers the endpoint's status, 0 for none, and why the
	// message was not taken; an error where it could not be signed.
	Send func(ctx context.Context, hook *model.Webhook, id string, body []byte, now time.Time) (status int, why string, err error)
}

// check is FORBIDDEN where webhooks are not switched on.
func (rules WebhookRules) check() error {
	if rules.NewSecret == nil {
		return model.Errorf(model.CodeForbidden, "webhooks are not switched on here: there is no key to seal their secrets with")
	}
	return nil
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
	if err := r.hooks.check(); err != nil {
		return nil, err
	}
	if err := r.hooks.CheckURL(input.URL); err != nil {
		return nil, model.Invalid([]model.FieldError{{Path: "url", Message: err.Error()}})
	}
	after, err := feedCursor(value(input.After, ""), sender.Code)
	if err != nil {
		return nil, err
	}
	key := model.WebhookKey(sender.Code, viewer.Reader(), input.ID)
	if err := r.roomForWebhook(ctx, sender.Code, viewer.Reader(), key); err != nil {
		return nil, err
	}
	text, secret, err := r.hooks.NewSecret(key)
	if err != nil {
		return nil, err
	}
	if err := r.noted(ctx, viewer, sender.Code, model.AuditWebhookChanged, input.ID); err != nil {
		return nil, err
	}
	fresh := &model.Webhook{
		ID: key, Org: sender.Code, By: viewer.Org, Sandbox: viewer.Sandbox, Name: input.ID, URL: input.URL,
		Secret: secret, Active: true, CreatedAt: model.Moment(r.now()), Cursor: after,
	}
	held, err := store.Add(ctx, r.store, []*model.Webhook{fresh})
	if err != nil {
		return nil, fmt.Errorf("set a webhook: %w", err)
	}
	if held[0].Secret == secret {
		return &graph.WebhookPayload{Webhook: held[0], Secret: &text}, nil
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

// roomForWebhook refuses another webhook beyond model.MaxWebhooks: each may hold a connection of ours.
func (r *Resolver) roomForWebhook(ctx context.Context, org model.OrgCode, by model.FeedReader, key string) error {
	all, err := store.ListAll[model.Webhook](ctx, r.store, model.WebhooksOf(org, by))
	if err != nil {
		return fmt.Errorf("count webhooks: %w", err)
	}
	known := slices.ContainsFunc(all, func(w *model.Webhook) bool { return w.ID == key })
	if !known && len(all) >= model.MaxWebhooks {
		return model.Errorf(model.CodeConflict, "there are %d webhooks on this feed, and no more are allowed", len(all))
	}
	return nil
}

// webhookKey is the key of a webhook that the viewer's organisation is about to change, and notes that.
func (r *Resolver) webhookKey(ctx context.Context, viewer *model.Viewer, onBehalfOf *string, name string) (string, error) {
	sender, err := r.sender(ctx, viewer, value(onBehalfOf, ""))
	if err != nil {
		return "", err
	}
	return model.WebhookKey(sender.Code, viewer.Reader(), name), r.noted(ctx, viewer, sender.Code, model.AuditWebhookChanged, name)
}

func (r *Resolver) changeWebhook(ctx context.Context, key string, change func(w *model.Webhook) bool) (*model.Webhook, error) {
	changed, err := store.ChangeRecord(ctx, r.store, key, func(w *model.Webhook) (bool, error) { return change(w), nil })
	if errors.Is(err, store.ErrNotFound) {
		return nil, model.NotFound("webhook")
	}
	return changed, err
}

func (r *Resolver) rotateWebhook(ctx context.Context, viewer *model.Viewer, input graph.WebhookInput) (*graph.WebhookPayload, error) {
	if err := r.hooks.check(); err != nil {
		return nil, err
	}
	key, err := r.webhookKey(ctx, viewer, input.OnBehalfOf, input.ID)
	if err != nil {
		return nil, err
	}
	text, secret, err := r.hooks.NewSecret(key)
	if err != nil {
		return nil, err
	}
	hook, err := r.changeWebhook(ctx, key, func(w *model.Webhook) bool {
		w.Rotate(secret, r.now())
		return true
	})
	if err != nil {
		return nil, err
	}
	return &graph.WebhookPayload{Webhook: hook, Secret: &text}, nil // the one time that it is shown
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
	key, err := r.webhookKey(ctx, viewer, input.OnBehalfOf, input.ID)
	if err != nil {
		return nil, err
	}
	hook, err := r.changeWebhook(ctx, key, func(w *model.Webhook) bool {
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
