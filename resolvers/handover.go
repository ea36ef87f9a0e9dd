package resolvers

import (
	"context"
	"fmt"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// moveInstallation has the phone's installation name the token that registers now. Before that, the
// claims of the tokens that it had become nobody's where another citizen owns them, so that at no
// moment the phone rings for two. Those of the same citizen stay: the phone rings by the old token
// until the mailbox has the new one.
func (r *Resolver) moveInstallation(
	ctx context.Context, citizen model.CitizenID, token model.FCMToken, installationID string,
) (installation *model.Installation, err error) {
	err = store.Retry(ctx, func() error {
		if installation, err = r.installation(ctx, model.InstallationKey(installationID)); err != nil {
			return err
		}
		if err := r.disown(ctx, citizen, installation, token); err != nil {
			return err
		}
		if !installation.Move(token.Hash()) {
			return nil
		}
		return store.Save(ctx, r.store, installation)
	})
	if err != nil {
		return nil, err
	}
	// An old owner's app may have claimed its token once more before the installation had the new one.
	// Whoever does so after that meets stillHas.
	return installation, store.Retry(ctx, func() error { return r.disown(ctx, citizen, installation, token) })
}

// disown makes the tokens that the installation had, but for the one that registers now, nobody's
// where another citizen owns them.
func (r *Resolver) disown(ctx context.Context, citizen model.CitizenID, installation *model.Installation, token model.FCMToken) error {
	claims, err := r.claimsOf(ctx, installation.Others(token.Hash())...)
	if err != nil {
		return err
	}
	for _, claim := range claims {
		if claim.Installation != installation.ID || claim.Owner == citizen || !claim.Leave() {
			continue
		}
		if err := store.Save(ctx, r.store, claim); err != nil {
			return fmt.Errorf("take the phone's old token from its owner: %w", err)
		}
	}
	return nil
}

// leaveTokens takes the tokens that the installation had out of the mailboxes of their owners, and
// lets go of them. The citizen's own mailbox has the new token in their place already.
func (r *Resolver) leaveTokens(ctx context.Context, citizen model.CitizenID, installation *model.Installation) error {
	claims, err := r.claimsOf(ctx, installation.Before...)
	if err != nil {
		return err
	}
	for _, claim := range claims {
		if claim.Installation != installation.ID || claim.Owner != "" || claim.Former == citizen {
			continue
		}
		if err := r.release(ctx, claim.Former, claim.ID, claim.Generation); err != nil {
			return err
		}
	}
	if len(installation.Before) == 0 {
		return nil
	}
	return store.Retry(ctx, func() error {
		now, err := r.installation(ctx, installation.ID)
		if err != nil || now.Token != installation.Token || !now.Forget() {
			return err
		}
		return store.Save(ctx, r.store, now)
	})
}

// stillHas gives the claim up again when the installation has another token by now: two registrations
// of one phone at the same time are not both to ring. CONFLICT then.
func (r *Resolver) stillHas(ctx context.Context, installation *model.Installation, claim *model.DeviceClaim) error {
	now, err := r.installation(ctx, installation.ID)
	if err != nil || now.Token == claim.ID {
		return err
	}
	if claim.Leave() {
		if err := store.Save(ctx, r.store, claim); err != nil {
			return fmt.Errorf("give the phone's token up again: %w", err)
		}
	}
	return model.Errorf(model.CodeConflict, "this phone registered with another token just now")
}

// installation reads an installation; one that is not there yet is an empty one.
func (r *Resolver) installation(ctx context.Context, key string) (*model.Installation, error) {
	found, err := store.Find[model.Installation](ctx, r.store, []string{key})
	if err != nil {
		return nil, fmt.Errorf("look up the installation: %w", err)
	}
	if found[key] == nil {
		return &model.Installation{ID: key}, nil
	}
	return found[key], nil
}

// claimsOf says whose phones are, by the hashes of their tokens.
func (r *Resolver) claimsOf(ctx context.Context, tokens ...string) (map[string]*model.DeviceClaim, error) {
	found, err := store.Find[model.DeviceClaim](ctx, r.store, tokens)
	if err != nil {
		return nil, fmt.Errorf("look up whose phone it is: %w", err)
	}
	return found, nil
}
