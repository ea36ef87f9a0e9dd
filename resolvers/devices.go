package resolvers

import (
	"cmp"
	"context"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// register makes the viewer the one owner of a phone: first its installation, which takes the tokens
// that it had from other citizens, then the claim of its token, then the new owner's mailbox, then the
// old owners'. A crash between them leaves a phone that does not ring for an old owner; registering
// again finishes it.
func (r *Resolver) register(ctx context.Context, input graph.RegisterDeviceInput) (*graph.RegisterDevicePayload, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	token := model.FCMToken(input.Token)
	installation, err := r.moveInstallation(ctx, viewer.Citizen, token, input.InstallationID)
	if err != nil {
		return nil, err
	}
	r.atStep(model.ChainInstallationMoved)
	claim, former, err := r.claim(ctx, viewer.Citizen, token, input.InstallationID)
	if err != nil {
		return nil, err
	}
	if err := r.stillHas(ctx, installation, claim); err != nil {
		return nil, err
	}
	r.atStep(model.ChainDeviceClaimed)
	m, err := r.change(ctx, func(m *model.Mailbox, now time.Time) error {
		m.ReleaseDevice(claim.ID, claim.Generation-1, now) // the app was installed anew
		m.RegisterDevice(model.Device{
			InstallationID: input.InstallationID, Token: token, Generation: claim.Generation, Platform: input.Platform,
			AppVersion: input.AppVersion, OSVersion: model.OptionalText(value(input.OsVersion, "")),
			Permission: input.PushPermission, AppLanguage: input.AppLanguage,
		}, now)
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.atStep(model.ChainDeviceOwned)
	if former != "" && former != viewer.Citizen {
		if err := r.release(ctx, former, claim.ID, claim.Generation-1); err != nil {
			return nil, err
		}
	}
	if err := r.leaveTokens(ctx, viewer.Citizen, installation); err != nil {
		return nil, err
	}
	device, err := m.Device(input.InstallationID)
	if err != nil {
		return nil, err
	}
	return &graph.RegisterDevicePayload{Device: device, Secret: claim.Secret(r.keys.DeviceKey()), Counts: counts(m), Rev: int(m.Rev)}, nil
}

// claim makes citizen the owner of the phone with that token. It answers who owned it before.
func (r *Resolver) claim(
	ctx context.Context, citizen model.CitizenID, token model.FCMToken, installation string,
) (claim *model.DeviceClaim, former model.CitizenID, err error) {
	err = store.Retry(ctx, func() error {
		found, err := r.claimsOf(ctx, token.Hash())
		if err != nil {
			return err
		}
		claim = found[token.Hash()]
		if claim == nil {
			claim = &model.DeviceClaim{ID: token.Hash()}
		}
		former = claim.Former
		if !claim.Take(citizen, installation) {
			return nil
		}
		former = claim.Former
		return store.Save(ctx, r.store, claim)
	})
	return claim, former, err
}

// release takes a phone out of a mailbox, as far as the claim of that generation put it there.
func (r *Resolver) release(ctx context.Context, owner model.CitizenID, claimID string, generation int64) error {
	_, err := r.mailboxes.Update(ctx, owner, func(m *model.Mailbox) error {
		m.ReleaseDevice(claimID, generation, r.now())
		return nil
	})
	return err
}

// unregister stops pushes to a phone that shows its secret: first in the mailbox, then in the
// claim, so that until it is done the same secret does it again. A secret that does not fit is
// NOT_FOUND; one that was used before still answers yes.
func (r *Resolver) unregister(ctx context.Context, input graph.UnregisterDeviceInput) (*graph.UnregisterDevicePayload, error) {
	claim, err := r.opened(ctx, input)
	if err != nil {
		return nil, err
	}
	_, err = r.mailboxes.Update(ctx, cmp.Or(claim.Owner, claim.Former), func(m *model.Mailbox) error {
		m.ReleaseDevice(claim.ID, claim.Generation, r.now())
		// The app may have registered a newer token and missed the answer, with the newer secret.
		if newer, err := m.Device(input.InstallationID); err == nil && claim.Owner != "" {
			m.ReleaseDevice(newer.Token.Hash(), newer.Generation, r.now())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = store.Retry(ctx, func() error {
		claim, err := r.opened(ctx, input)
		if err != nil || !claim.Leave() {
			return err
		}
		return store.Save(ctx, r.store, claim)
	})
	if err != nil {
		return nil, err
	}
	return &graph.UnregisterDevicePayload{Unregistered: true}, nil
}

// opened is the claim that a phone's secret opens, or NOT_FOUND.
func (r *Resolver) opened(ctx context.Context, input graph.UnregisterDeviceInput) (*model.DeviceClaim, error) {
	unknown := model.NotFound("device with this installation and secret")
	id, ok := model.ClaimIDOf(input.Secret)
	if !ok {
		return nil, unknown
	}
	found, err := r.claimsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	claim := found[id]
	if claim == nil || !claim.IsOf(input.InstallationID) || !claim.OpenedBy(input.Secret, r.keys.DeviceKey()) {
		return nil, unknown
	}
	return claim, nil
}
