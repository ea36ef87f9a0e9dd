// Package hookrules hands the notifier's rules about webhooks to the API: the two never import each
// other, and a command knows both.
package hookrules

import (
	"context"
	"crypto/rand"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

// With are the rules of an API whose senders may name the addresses that client delivers to, and whose secrets
// ring seals. An empty ring: no webhook can be set.
func With(client *webhook.Client, ring webhook.Ring) resolvers.WebhookRules {
	if ring.Empty() {
		return resolvers.WebhookRules{}
	}
	return resolvers.WebhookRules{
		CheckURL: client.CheckURL,
		NewSecret: func(id string) (text string, sealed model.WebhookSecret, err error) {
			secret, err := webhook.NewSecret(rand.Reader)
			if err != nil {
				return "", "", err
			}
			sealed, err = ring.Seal(secret, id)
			return secret.Text(), sealed, err
		},
		Send: func(ctx context.Context, hook *model.Webhook, id string, body []byte, now time.Time) (status int, why string, err error) {
			endpoint, err := ring.Endpoint(hook, now)
			if err != nil {
				return 0, "", err
			}
			outcome := client.Send(ctx, endpoint, webhook.Message{ID: id, Body: body}) // at the machine's own time, which receivers check
			return outcome.Status, outcome.Reason, nil
		},
	}
}
