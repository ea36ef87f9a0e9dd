package resolvers_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/resolvers"
)

// stampless is a store that cannot be stamped now.
type stampless struct{ store.Store }

func (stampless) Stamp(context.Context, string, string) (string, error) {
	return "", store.ErrUnavailable
}

// start makes an API on a store, with the keys of a secret.
func start(t *testing.T, db store.Store, issuer *issuer, secret string) error {
	t.Helper()
	keys, err := model.NewKeyring([]byte(secret))
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	config := resolvers.AuthConfig{Issuer: issuerName, Audience: audience, JWKSURL: issuer.url}
	auth, err := resolvers.NewAuth(t.Context(), config, keys, db, time.Now, log)
	must(t, err)
	_, err = resolvers.New(t.Context(), resolvers.Config{
		Webhooks:  webhookRules(),
		Mailboxes: &store.Mailboxes{Store: db, Now: time.Now, Log: log}, Keys: keys, Auth: auth, Log: log,
	})
	return err
}

// Under another secret every citizen would have an empty mailbox, so that an API refuses to start.
func TestTheSecretIsTheOneThatTheStoreWasMadeWith(t *testing.T) {
	t.Parallel()
	url := "sqlite://" + filepath.Join(t.TempDir(), "secret.db")
	const first, second = "the secret that the store was made with", "another secret, of a later day and hour"
	issuer := newIssuer(t)
	for process, secret := range []string{first, first, second, first} {
		db, err := sqlite.Open(t.Context(), url, slog.New(slog.DiscardHandler))
		must(t, err)
		err = start(t, db, issuer, secret)
		must(t, db.Close(t.Context()))
		switch {
		case secret == first:
			must(t, err)
		case err == nil || err.Error() != "the secret is not the one that this store was made with":
			t.Errorf("process %d: got %v, want that the secret is another", process, err)
		case errors.Is(err, store.ErrUnavailable):
			t.Errorf("process %d: no repetition helps: %v", process, err)
		}
	}
}

// A secret that cannot be checked is not taken for a wrong one.
func TestASecretThatCannotBeCheckedNow(t *testing.T) {
	t.Parallel()
	db, err := sqlite.Open(t.Context(), "sqlite::memory:", slog.New(slog.DiscardHandler))
	must(t, err)
	defer db.Close(t.Context())
	err = start(t, stampless{db}, newIssuer(t), "a secret that is as good as any other")
	if !errors.Is(err, store.ErrUnavailable) || !strings.HasPrefix(err.Error(), "check the secret: ") {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
}
