// Package resolvers answers the app: one short method for each field of the contract, and the
// server around them. Start reading at API in server.go, then at viewer.resolvers.go.
//
// A field goes straight to the mailbox of the signed-in citizen (mailbox.go), whose rules stand in
// graph/model, and from there to the store. Letters come in through deliver.go, statuses of
// dossiers through report.go. Who may ask is decided in auth.go, what may be asked in limits.go,
// whether the input is right in validate.go, and how an error looks in errors.go.
package resolvers

import (
	"log/slog"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Resolver is the root of all resolvers.
type Resolver struct {
	mailboxes *store.Mailboxes
	store     store.Store
	keys      model.Keyring
	directory *directory
	app       AppConfig
	validate  *inputValidator
	atStep    func(model.ChainStep)
	log       *slog.Logger
}

// now is the moment of the request, by the clock that the mailboxes use.
func (r *Resolver) now() time.Time { return r.mailboxes.Now() }

// AppConfig is what appStatus answers.
type AppConfig struct {
	MinimumVersion string // such as "1.0.0"; empty: every version works
	UpgradeURL     string // where a newer version is
	Maintenance    string // Dutch; empty: no works
	HelpPhone      string // empty: "1700", the Flemish information line
}
