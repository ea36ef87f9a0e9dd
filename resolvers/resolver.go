// Package resolvers answers the app: one short method for each field of the contract, and the
// server around them. Start reading at API in server.go, then at viewer.resolvers.go.
//
// A field goes straight to the mailbox of the signed-in citizen (mailbox.go), whose rules stand in
// graph/model, and from there to the store. What a phone that was away does about it stands there as
// well, and what it missed in changes.go. Letters come in through deliver.go, alone or as a stream
// (bulk.go), documents through upload.go, statuses of dossiers through report.go, from sources that
// speak DOSIS through dosis.go. For whom a sender acts is decided in senders.go; what became of its
// letters is read in runs_asked.go and outcomes.go. Campaigns begin at campaigns.go and campaigns_desk.go;
// what they came to is counted in effect.go and followed over events.go, and the switch to digital post is
// counted in digitalswitch.go. Who may ask is decided in auth.go, what may be asked
// in limits.go and trusted.go, what wants a stronger sign-in in stepup.go, whether the input is right in validate.go, and how an error looks in errors.go.
package resolvers

import (
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

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
	hooks     WebhookRules
	validate  *inputValidator
	audit     *journal
	runs      *lru.Cache[model.RunID, *model.LetterRun] // what deliveries need of them
	seen      *lru.Cache[model.CitizenID, model.Day]    // who was noted as here, and when
	sources   *lru.Cache[string, struct{}]              // those that are written down
	elections *lru.Cache[string, struct{}]              // likewise
	quotas    *quotas
	watchers  *watchers
	documents *documents
	uses      *uses
	hub       *hub
	program   string           // which program this is, for ETags
	sensitive model.Assurances // sign-ins that are shown what is sensitive
	walks     chan struct{}    // has room for those through a territory that go on at the same time
	forgot    atomic.Int64     // when old results were last forgotten, in milliseconds since 1970
	atStep    func(model.ChainStep)
	log       *slog.Logger
}

// remember makes what is kept in memory to spare the store.
func (r *Resolver) remember() (err error) {
	if r.audit, err = newJournal(r.store); err != nil {
		return err
	}
	if r.runs, err = lru.New[model.RunID, *model.LetterRun](knownRuns); err != nil {
		return fmt.Errorf("prepare the cache of runs: %w", err)
	}
	if r.seen, err = lru.New[model.CitizenID, model.Day](100_000); err != nil {
		return fmt.Errorf("prepare the cache of sign-ins: %w", err)
	}
	if r.sources, err = lru.New[string, struct{}](10_000); err != nil {
		return fmt.Errorf("prepare the cache of sources: %w", err)
	}
	if r.elections, err = lru.New[string, struct{}](10_000); err != nil {
		return fmt.Errorf("prepare the cache of elections: %w", err)
	}
	return nil
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
