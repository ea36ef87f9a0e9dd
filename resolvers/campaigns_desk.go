package resolvers

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// deskRuns and deskElections are how many a desk is shown to choose from.
const (
	deskRuns      = 100
	deskElections = 100
)

// campaignDesk is what somebody of a communication team needs to know before writing a campaign.
func (r *Resolver) campaignDesk(ctx context.Context) (*graph.CampaignDesk, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	now := r.now()
	desk := &graph.CampaignDesk{
		Person: string(t.viewer.Person), Organisation: t.org, Writes: !t.viewer.Approves, Approves: t.viewer.Approves,
		LetterKinds: model.CriterionKinds(), Procedures: model.CriterionProcedures(),
		Limits: &graph.CampaignLimits{Title: model.MaxCampaignTitle, Text: model.MaxCampaignText, PushText: model.MaxPushText},
	}
	if desk.CountsLeft, err = r.countsLeft(ctx, t, now); err != nil {
		return nil, err
	}
	if desk.Runs, err = r.lastRuns(ctx, t); err != nil {
		return nil, err
	}
	if desk.Elections, err = r.calledElections(ctx, t); err != nil {
		return nil, err
	}
	territory := t.org.TerritoryToday()
	for i := range territory {
		desk.Municipalities = append(desk.Municipalities, &territory[i])
	}
	for _, band := range model.BirthBands(now) {
		desk.Born = append(desk.Born, string(band))
	}
	examples := model.ExampleWords(t.org, now)
	for _, p := range model.Placeholders() {
		desk.Placeholders = append(desk.Placeholders, &graph.CampaignPlaceholder{Word: string(p), Meaning: p.Meaning(), Example: examples[p]})
	}
	return desk, nil
}

// lastRuns are the names of the organisation's last runs, the newest first; none of test citizens.
func (r *Resolver) lastRuns(ctx context.Context, t *team) ([]string, error) {
	entries, err := store.List[model.RunEntry](ctx, r.store, model.RunsOf(t.org.Code), "", deskRuns)
	if err != nil {
		return nil, fmt.Errorf("list the runs: %w", err)
	}
	ids := make([]model.RunID, len(entries))
	for i, entry := range entries {
		ids[i] = entry.Run
	}
	runs, err := store.Find[model.LetterRun](ctx, r.store, ids)
	if err != nil {
		return nil, fmt.Errorf("read the runs: %w", err)
	}
	names := []string{}
	for _, entry := range entries {
		if run := runs[entry.Run]; entry.Of(run) && !run.Sandbox {
			names = append(names, run.Name)
		}
	}
	return names, nil
}

// calledElections are the elections for which the organisation sent call letters, the next one first.
func (r *Resolver) calledElections(ctx context.Context, t *team) ([]*model.Election, error) {
	called, err := store.ListAll[model.CalledElection](ctx, r.store, model.ElectionsOf(t.org.Code))
	if err != nil {
		return nil, fmt.Errorf("list the elections: %w", err)
	}
	slices.SortFunc(called, model.NextFirst(model.DayOf(r.now())))
	shown := []*model.Election{}
	for _, one := range called[:min(len(called), deskElections)] {
		shown = append(shown, &one.Election)
	}
	return shown, nil
}

// noteElections writes down for which elections call letters are sent, once each. It comes before the
// letters, so that none is there whose election cannot be chosen. Test citizens have no elections.
func (r *Resolver) noteElections(ctx context.Context, call *sending, deliveries []*delivery) error {
	if call.viewer.Sandbox {
		return nil
	}
	fresh := map[string]*model.CalledElection{}
	for _, d := range deliveries {
		if d.err != nil || d.letter.Call == nil {
			continue
		}
		if called := model.NewCalledElection(call.sender.Code, d.letter.Call.Election); !r.elections.Contains(called.ID) {
			fresh[called.ID] = called
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if _, err := store.Add(ctx, r.store, slices.Collect(maps.Values(fresh))); err != nil {
		return fmt.Errorf("note the elections: %w", err)
	}
	for id := range fresh {
		r.elections.Add(id, struct{}{})
	}
	return nil
}

// countRule counts for how many citizens a rule is that no campaign has yet. It is checked as a
// campaign's, and stands in the audit by a hash of all that it says.
func (r *Resolver) countRule(ctx context.Context, input graph.CountCampaignAudienceInput) (*graph.CampaignCount, error) {
	t, err := r.author(ctx)
	if err != nil {
		return nil, err
	}
	draft := model.CampaignDraft{References: value(input.References, "")}
	if draft.Rule, err = ruleText(input.Rule, "rule"); err != nil {
		return nil, err
	}
	if draft.Minus, err = r.minusOf(ctx, t, input.Minus, "minus"); err != nil {
		return nil, err
	}
	scope, err := r.scope(ctx, t.org, &draft)
	if err != nil {
		return nil, err
	}
	if err := model.Invalid(draft.CheckAudience(scope)); err != nil {
		return nil, err
	}
	asked := &model.Campaign{ID: model.CampaignID("rule-" + draft.Hash()), Org: t.org.Code, Draft: draft}
	totals, err := r.countAudience(ctx, t, asked, scope, nil)
	if err != nil {
		return nil, err
	}
	left, err := r.countsLeft(ctx, t, r.now())
	if err != nil {
		return nil, err
	}
	return &graph.CampaignCount{People: model.RoundCount(totals.People), CountsLeft: max(0, left)}, nil
}
