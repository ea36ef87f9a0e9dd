package resolvers

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// sendTest shows a campaign on phones whose owners gave their installation's id away: nobody else can name
// one. Each phone has its own result.
func (r *Resolver) sendTest(ctx context.Context, input graph.SendCampaignTestInput) (*graph.SendCampaignTestPayload, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	c, scope, err := r.bounded(ctx, t, input.ID)
	if err != nil {
		return nil, err
	}
	if err := wrongWith(&c.Draft, scope, true, r); err != nil {
		return nil, err
	}
	if err := r.noteAsk(ctx, t, model.AuditTested, c.ID); err != nil {
		return nil, err
	}
	payload := &graph.SendCampaignTestPayload{}
	for _, installation := range input.InstallationIds {
		result := &graph.CampaignTestResult{InstallationID: installation}
		result.Error = r.itemError(ctx, r.tryOn(ctx, t, c, input.ClientID, installation))
		payload.Results = append(payload.Results, result)
	}
	return payload, nil
}

// tryOn shows a campaign on one phone; NOT_FOUND when no such phone is registered.
func (r *Resolver) tryOn(ctx context.Context, t *team, c *model.Campaign, clientID, installation string) error {
	owner, err := r.ownerOf(ctx, installation)
	if err != nil {
		return err
	}
	_, err = r.mailboxes.Update(ctx, owner, func(m *model.Mailbox) error {
		return m.TryCampaign(c, t.org, clientID, installation, r.now())
	})
	return err
}

// ownerOf is whose phone an installation of the app is on.
func (r *Resolver) ownerOf(ctx context.Context, installation string) (model.CitizenID, error) {
	unknown := model.NotFound("registered phone")
	found, err := store.Get[model.Installation](ctx, r.store, model.InstallationKey(installation))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "", unknown
	case err != nil:
		return "", fmt.Errorf("look for the phone: %w", err)
	}
	claims, err := r.claimsOf(ctx, found.Token)
	if err != nil {
		return "", err
	}
	claim := claims[found.Token]
	if claim == nil || claim.Owner == "" || !claim.IsOf(installation) {
		return "", unknown
	}
	return claim.Owner, nil
}
