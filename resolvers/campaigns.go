package resolvers

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// maxRule is the longest rule that is kept, in bytes; what it may hold bounds it further.
const maxRule = 20_000

// team is somebody of an organisation's communication team.
type team struct {
	viewer *model.Viewer
	org    *model.Organisation
}

// team is who asks. FORBIDDEN for an organisation that is not known, or only sends for others.
func (r *Resolver) team(ctx context.Context) (*team, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	org, err := r.known(ctx, viewer.Org)
	if err == nil && org.Supplier {
		err = model.Errorf(model.CodeForbidden, "a supplier has no campaigns")
	}
	return &team{viewer: viewer, org: org}, err
}

// author is the team's somebody who writes; FORBIDDEN for one who approves.
func (r *Resolver) author(ctx context.Context) (*team, error) {
	t, err := r.team(ctx)
	if err == nil && t.viewer.Approves {
		err = model.Errorf(model.CodeForbidden, "an author does this; the token is an approver's")
	}
	return t, err
}

// approver is the team's somebody who approves; FORBIDDEN for one who writes.
func (r *Resolver) approver(ctx context.Context) (*team, error) {
	t, err := r.team(ctx)
	if err == nil && !t.viewer.Approves {
		err = model.Errorf(model.CodeForbidden, "an approver does this; the token is an author's")
	}
	return t, err
}

// campaign is one of the team's organisation; NOT_FOUND for any other.
func (r *Resolver) campaign(ctx context.Context, t *team, id string) (*model.Campaign, error) {
	found, err := store.Get[model.Campaign](ctx, r.store, model.CampaignID(id))
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && found.Org != t.org.Code:
		return nil, model.NotFound("campaign: " + id)
	case err != nil:
		return nil, fmt.Errorf("look for the campaign: %w", err)
	}
	return found, nil
}

// campaigns is a page of those of the team's organisation, the newest first. There are some dozens a year.
func (r *Resolver) campaigns(ctx context.Context, first *int, after *string, states []model.CampaignState) (*graph.CampaignConnection, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	size, err := pageSize(first)
	if err != nil {
		return nil, err
	}
	all, err := store.ListAll[model.Campaign](ctx, r.store, model.CampaignList(t.org.Code))
	if err != nil {
		return nil, fmt.Errorf("list the campaigns: %w", err)
	}
	slices.SortFunc(all, newestFirst)
	name := "campaigns/" + string(t.org.Code)
	wanted, start := all, 0
	if after != nil {
		key, err := keyOf(name, *after)
		if err != nil {
			return nil, err
		}
		start = 1 + slices.IndexFunc(all, func(c *model.Campaign) bool { return c.Key() == key })
		wanted = all[start:]
	}
	of := func(c *model.Campaign) bool { return len(states) == 0 || slices.Contains(states, c.State) }
	connection := &graph.CampaignConnection{
		Edges: []*graph.CampaignEdge{}, Nodes: []*model.Campaign{}, PageInfo: &graph.PageInfo{HasPreviousPage: start > 0},
	}
	for _, c := range all {
		if of(c) {
			connection.TotalCount++
		}
	}
	for _, c := range wanted {
		switch {
		case !of(c):
		case len(connection.Nodes) == size:
			connection.PageInfo.HasNextPage = true
		default:
			connection.Nodes = append(connection.Nodes, c)
			connection.Edges = append(connection.Edges, &graph.CampaignEdge{Cursor: keyCursor(name, c.Key()), Node: c})
		}
	}
	if count := len(connection.Edges); count > 0 {
		connection.PageInfo.StartCursor, connection.PageInfo.EndCursor = &connection.Edges[0].Cursor, &connection.Edges[count-1].Cursor
	}
	return connection, nil
}

func newestFirst(a, b *model.Campaign) int {
	return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// createCampaign makes a campaign, or finds it made. CONFLICT when the client's id is taken by another one.
func (r *Resolver) createCampaign(ctx context.Context, input graph.CreateCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	draft, err := r.draftOf(ctx, t, input.Draft)
	if err != nil {
		return nil, err
	}
	wanted := model.NewCampaign(t.org.Code, input.ClientID, t.viewer.Person, draft, r.now())
	made := wanted.Log[0].Hash
	if known, err := store.Find[model.Campaign](ctx, r.store, []model.CampaignID{wanted.ID}); err != nil {
		return nil, fmt.Errorf("look for the campaign: %w", err)
	} else if known[wanted.ID] == nil {
		if err := r.noteStep(ctx, wanted, r.now()); err != nil {
			return nil, err
		}
	}
	held, err := store.Add(ctx, r.store, []*model.Campaign{wanted})
	if err != nil {
		return nil, fmt.Errorf("save the campaign: %w", err)
	}
	if first := held[0]; first.Author != t.viewer.Person || first.Log[0].Hash != made {
		return nil, model.Errorf(model.CodeConflict, "this clientId was used for another campaign")
	}
	return &graph.CampaignPayload{Campaign: held[0]}, nil
}

// updateCampaign changes what is written. What was changed by the same call before is no conflict.
func (r *Resolver) updateCampaign(ctx context.Context, input graph.UpdateCampaignInput) (*graph.CampaignPayload, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	draft, err := r.draftOf(ctx, t, input.Draft)
	if err != nil {
		return nil, err
	}
	return r.changeCampaign(ctx, t, input.ID, func(c *model.Campaign) (bool, error) {
		if now := c.Draft.Hash(); input.Hash != nil && *input.Hash != now && draft.Hash() != now {
			return false, model.Errorf(model.CodeConflict, "somebody else changed the campaign: look at it again")
		}
		return c.Edit(t.viewer.Person, draft, r.now())
	})
}

// noteStep writes down, before it is saved, what somebody of the team has just done with a campaign.
func (r *Resolver) noteStep(ctx context.Context, c *model.Campaign, now time.Time) error {
	step := &c.Log[len(c.Log)-1]
	if action, audited := step.Audited(); audited {
		return r.audit.add(ctx, model.NewPersonAudit(c.Org, step.By, action, string(c.ID), now))
	}
	return nil
}

// changeCampaign changes a campaign of the team's organisation by a rule, and writes down what was done;
// NOT_FOUND for any other.
func (r *Resolver) changeCampaign(ctx context.Context, t *team, id string, rule func(*model.Campaign) (bool, error)) (*graph.CampaignPayload, error) {
	now := r.now()
	changed, err := store.ChangeRecord(ctx, r.store, model.CampaignID(id), func(c *model.Campaign) (bool, error) {
		if c.Org != t.org.Code {
			return false, model.NotFound("campaign: " + id)
		}
		steps := len(c.Log)
		news, err := rule(c)
		if err == nil && len(c.Log) > steps { // the same entry where another was faster and this is done again
			err = r.noteStep(ctx, c, now)
		}
		return news, err
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, model.NotFound("campaign: " + id)
	case err != nil:
		return nil, err
	}
	return &graph.CampaignPayload{Campaign: changed}, nil
}

// draftOf is the draft that an input describes. It may be half done; INVALID only for what cannot be kept.
func (r *Resolver) draftOf(ctx context.Context, t *team, input *graph.CampaignDraftInput) (model.CampaignDraft, error) {
	draft := model.CampaignDraft{
		Title: input.Title, Text: input.Text, Link: model.OptionalText(value(input.Link, "")), PushText: input.PushText,
		References: value(input.References, ""), Window: model.DefaultWindow(), PerMinute: input.PerMinute,
	}
	if input.ExpiresAt != nil {
		draft.ExpiresAt = *input.ExpiresAt
	}
	if input.Window != nil {
		draft.Window = model.CampaignWindow{Days: input.Window.Days, From: input.Window.From, Until: input.Window.Until}
	}
	var err error
	if draft.Rule, err = ruleText(input.Rule, "draft.rule"); err != nil {
		return draft, err
	}
	draft.Minus, err = r.minusOf(ctx, t, input.Minus, "draft.minus")
	return draft, err
}

// minusOf are campaigns to take off; INVALID, below path, for one that is not the organisation's.
func (r *Resolver) minusOf(ctx context.Context, t *team, named []string, path string) ([]model.CampaignID, error) {
	var minus []model.CampaignID
	for _, id := range named {
		minus = append(minus, model.CampaignID(id))
	}
	found, err := store.Find[model.Campaign](ctx, r.store, minus)
	if err != nil {
		return nil, fmt.Errorf("look for campaigns to take off: %w", err)
	}
	var wrong []model.FieldError
	for i, id := range minus {
		if found[id] == nil || found[id].Org != t.org.Code {
			wrong = append(wrong, model.FieldError{
				Path: fmt.Sprintf("%s[%d]", path, i), Message: "is no campaign of the organisation",
				Advice: "Deze campagne kennen we niet. Kies een campagne van uw eigen organisatie.",
			})
		}
	}
	return minus, model.Invalid(wrong)
}

// ruleText is a rule as it is stored. The contract's rules and the model's have the same JSON. INVALID, at
// path, when it is too large.
func ruleText(input *graph.CampaignRuleInput, path string) (model.RuleText, error) {
	if input == nil {
		return "", nil
	}
	text, err := json.Marshal(input)
	if err != nil {
		return "", fmt.Errorf("write the rule: %w", err)
	}
	if len(text) > maxRule {
		return "", model.Invalid([]model.FieldError{{
			Path: path, Message: "is too large", Advice: "De doelgroep heeft te veel voorwaarden. Neem er enkele weg.",
		}})
	}
	rule, err := model.RuleText(text).Rule()
	if err != nil {
		return "", fmt.Errorf("read the rule: %w", err)
	}
	return rule.Text(), nil
}

// ruleOf is a rule as the contract has it; nil for none.
func ruleOf(text model.RuleText) (*graph.CampaignRule, error) {
	if text == "" {
		return nil, nil
	}
	rule := new(graph.CampaignRule)
	if err := json.Unmarshal([]byte(text), rule); err != nil {
		return nil, fmt.Errorf("read the rule: %w", err)
	}
	return rule, nil
}

// warningsOf are where the texts of a campaign could be plainer.
func warningsOf(c *model.Campaign) []*model.StyleWarning {
	warnings := c.Draft.Warnings()
	shown := make([]*model.StyleWarning, len(warnings))
	for i := range warnings {
		shown[i] = &warnings[i]
	}
	return shown
}

// logOf is all that was done with a campaign.
func logOf(c *model.Campaign) []*model.CampaignStep {
	shown := make([]*model.CampaignStep, len(c.Log))
	for i := range c.Log {
		shown[i] = &c.Log[i]
	}
	return shown
}
