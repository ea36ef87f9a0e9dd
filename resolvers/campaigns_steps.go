package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// scope is what bounds the rule of a draft, with the list that it names. A list that is not there is one
// that the draft's check misses.
func (r *Resolver) scope(ctx context.Context, org *model.Organisation, draft *model.CampaignDraft) (model.Scope, error) {
	scope := model.Scope{Org: org}
	if draft.References == "" {
		return scope, nil
	}
	list, err := store.Get[model.ReferenceList](ctx, r.store, draft.References)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return scope, nil
	case err != nil:
		return scope, fmt.Errorf("read the uploaded list: %w", err)
	case list.Org == org.Code:
		scope.List = list
	}
	return scope, nil
}

// problemsOf is all that is wrong with what is written.
func (r *Resolver) problemsOf(ctx context.Context, c *model.Campaign) ([]*model.FieldError, error) {
	scope, err := r.scope(ctx, r.directory.shown(c.Org), &c.Draft)
	if err != nil {
		return nil, err
	}
	return faults(c.Draft.Check(scope, r.now())), nil
}

func faults(wrong []model.FieldError) []*model.FieldError {
	shown := make([]*model.FieldError, len(wrong))
	for i := range wrong {
		shown[i] = &wrong[i]
	}
	return shown
}

// bounded is a campaign of the team, and what bounds its rule.
func (r *Resolver) bounded(ctx context.Context, t *team, id string) (*model.Campaign, model.Scope, error) {
	c, err := r.campaign(ctx, t, id)
	if err != nil {
		return nil, model.Scope{}, err
	}
	scope, err := r.scope(ctx, t.org, &c.Draft)
	return c, scope, err
}

// wrongWith is what is wrong with the texts of a draft, or with all else.
func wrongWith(draft *model.CampaignDraft, scope model.Scope, texts bool, r *Resolver) error {
	return model.Invalid(slices.DeleteFunc(draft.Check(scope, r.now()), func(f model.FieldError) bool {
		return slices.Contains([]string{"title", "text", "pushText", "link"}, f.Path) != texts
	}))
}

func (r *Resolver) submitCampaign(ctx context.Context, input graph.SubmitCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, input.ID, func(c *model.Campaign) (bool, error) {
		scope, err := r.scope(ctx, t.org, &c.Draft)
		if err != nil {
			return false, err
		}
		return c.Submit(t.viewer.Person, scope, r.now())
	})
}

// approveCampaign counts the audience and approves the content that was counted. What is refused anyway
// is not counted.
func (r *Resolver) approveCampaign(ctx context.Context, input graph.ApproveCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.approver(ctx)
	if err != nil {
		return nil, err
	}
	looked, scope, err := r.bounded(ctx, t, input.ID)
	if err != nil {
		return nil, err
	}
	person := t.viewer.Person
	switch changed, err := looked.Approve(person, input.Hash, model.MinAudience, scope, r.now()); {
	case err != nil:
		return nil, err
	case !changed:
		return &graph.CampaignPayload{Campaign: looked}, nil
	}
	totals, err := r.countAudience(ctx, t, looked, scope, nil)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, input.ID, func(c *model.Campaign) (bool, error) {
		return c.Approve(person, input.Hash, totals.People, scope, r.now()) // the hash names the list too
	})
}

func (r *Resolver) rejectCampaign(ctx context.Context, input graph.RejectCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.approver(ctx)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, input.ID, func(c *model.Campaign) (bool, error) {
		return c.Reject(t.viewer.Person, input.Note, r.now())
	})
}

func (r *Resolver) scheduleCampaign(ctx context.Context, input graph.ScheduleCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, input.ID, func(c *model.Campaign) (bool, error) {
		scope, err := r.scope(ctx, t.org, &c.Draft)
		if err != nil {
			return false, err
		}
		return c.Schedule(t.viewer.Person, input.At, scope, r.now())
	})
}

// step does what anybody of the team may do at any time.
func (r *Resolver) step(ctx context.Context, id string, rule func(c *model.Campaign, by model.PersonID) (bool, error)) (*graph.CampaignPayload, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, id, func(c *model.Campaign) (bool, error) { return rule(c, t.viewer.Person) })
}

// uploadReferences takes a list in. INVALID when there is no such run of the organisation.
func (r *Resolver) uploadReferences(ctx context.Context, input graph.UploadCampaignReferencesInput) (*graph.UploadCampaignReferencesPayload, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	_, err = store.Get[model.LetterRun](ctx, r.store, model.NewRunID(t.org.Code, input.Run))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, model.Invalid([]model.FieldError{{
			Path: "run", Message: "is no run of the organisation", Advice: "Deze zending bestaat niet. Kies een zending uit de lijst.",
		}})
	case err != nil:
		return nil, fmt.Errorf("look for the run: %w", err)
	}
	list, err := model.NewReferenceList(t.org.Code, input.Run, input.References)
	if err != nil {
		return nil, err
	}
	now := r.now()
	known, err := store.Find[model.ReferenceList](ctx, r.store, []string{list.ID})
	switch {
	case err != nil:
		return nil, fmt.Errorf("look for the list: %w", err)
	case known[list.ID] != nil: // uploaded before
		return &graph.UploadCampaignReferencesPayload{ID: list.ID, Count: list.Len()}, nil
	}
	if err := r.audit.add(ctx, model.NewPersonAudit(t.org.Code, t.viewer.Person, model.AuditListUploaded, list.ID, now)); err != nil {
		return nil, err
	}
	held, err := store.Add(ctx, r.store, []*model.ReferenceList{list})
	if err != nil {
		return nil, fmt.Errorf("save the list: %w", err)
	}
	return &graph.UploadCampaignReferencesPayload{ID: held[0].ID, Count: held[0].Len()}, nil
}
