// Package hookrules hands the notifier's rules about webhooks to the API: the two never import each
// other, and a command knows both.
package hookrules

import (
	"crypto/rand"

	"burgerbode/graph/model"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

// With are the rules of an API whose senders may name the addresses that check allows:
// webhook.CheckURL, or that of a client which may send to addresses of any network.
func With(check func(text string) error) resolvers.WebhookRules {
	return resolvers.WebhookRules{CheckURL: check, NewSecret: func() (model.WebhookSecret, error) {
		secret, err := webhook.NewSecret(rand.Reader)
		return model.WebhookSecret(secret.Text()), err
	}}
}
