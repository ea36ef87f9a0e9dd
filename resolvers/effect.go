package resolvers

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// countedEffect is how a campaign goes, as the engine counted it last; nil before it starts.
func (r *Resolver) countedEffect(ctx context.Context, c *model.Campaign) (*graph.CampaignEffect, error) {
	if c.Canary == nil {
		return nil, nil
	}
	tally, err := store.Get[model.CampaignTally](ctx, r.store, c.ID)
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && tally.Org != c.Org:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read how the campaign goes: %w", err)
	}
	return effectOf(c, &tally.Count, tally.At, tally.Sample), nil
}

// campaignReport counts anew what a campaign came to, from everybody's records. It is audited and limited as
// a count is: for whom it is planned is a count of the rule, and who asks again and again sees a rounded
// number turn at the very moment at which one citizen opened, acted or opted out. The live figures need no
// such limit: how often they are counted is the engine's, not the asker's.
func (r *Resolver) campaignReport(ctx context.Context, id string) (*graph.CampaignEffect, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	c, err := r.campaign(ctx, t, id)
	if err != nil {
		return nil, err
	}
	if c.Canary == nil {
		return nil, model.Errorf(model.CodeConflict, "the campaign did not start")
	}
	scope, err := r.scope(ctx, t.org, &c.Draft)
	if err != nil {
		return nil, err
	}
	audience, err := c.Draft.Audience(scope)
	if err != nil {
		return nil, err
	}
	leave, err := r.enterTerritory(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := r.noteAsk(ctx, t, model.AuditCounted, c.ID); err != nil {
		return nil, err
	}
	now := model.Moment(r.now())
	count, err := r.countEffect(ctx, c, audience, scope)
	if err != nil {
		return nil, fmt.Errorf("count what a campaign came to: %w", err)
	}
	return effectOf(c, count, now, 1), nil
}

// countEffect adds up what a campaign came to for all who have a letter of its uploaded list, or otherwise live in
// the organisation's territory: whoever was told did. Who has moved out of it since carries no tag by which to be found, and is not counted;
// nobody is missed where the territory is all of Flanders.
func (r *Resolver) countEffect(ctx context.Context, c *model.Campaign, audience *model.Audience, scope model.Scope) (*model.EffectCount, error) {
	walk, err := meant(ctx, r.store, audience, scope.Tags())
	if err != nil {
		return nil, err
	}
	whole, mu := &model.EffectCount{}, sync.Mutex{}
	err = everySlot(ctx, func(ctx context.Context, slot int) error {
		part := &model.EffectCount{}
		err := visitSlot(ctx, walk(slot), func(boxes []*model.Mailbox) error {
			return r.addEffects(ctx, c, audience, boxes, part)
		})
		mu.Lock()
		defer mu.Unlock()
		whole.Merge(part)
		return err
	})
	return whole, err
}

// addEffects counts these, with what their phones reported.
func (r *Resolver) addEffects(ctx context.Context, c *model.Campaign, audience *model.Audience, boxes []*model.Mailbox, count *model.EffectCount) error {
	now := r.now()
	var effects []model.Effect
	var reports []string
	for _, m := range boxes {
		effect, err := c.Effect(m, audience, now)
		switch {
		case err == nil:
			effects, reports = append(effects, effect), append(reports, effect.Receipts...)
		case audience.Matches(m, now):
			count.AddUntold()
		}
	}
	found := map[string]*model.Receipt{}
	for part := range slices.Chunk(reports, store.MaxBatch) {
		held, err := store.Find[model.Receipt](ctx, r.store, part)
		if err != nil {
			return fmt.Errorf("read what phones reported: %w", err)
		}
		maps.Copy(found, held)
	}
	for i := range effects {
		effects[i].Report(found)
		count.Add(effects[i])
	}
	return nil
}

// effectOf is a count as it may be shown, rounded.
func effectOf(c *model.Campaign, count *model.EffectCount, at time.Time, sample float64) *graph.CampaignEffect {
	shown := count.Rounded()
	effect := &graph.CampaignEffect{
		Campaign: c, CountedAt: at, Sample: sample, Planned: shown.Planned, Told: shown.Told, Sent: shown.Sent, Accepted: shown.Accepted,
		Waiting: shown.Waiting, Failed: shown.Failed, Received: shown.Received, Tapped: shown.Tapped, Opened: shown.Opened,
		Acted: shown.Acted, OptedOut: shown.OptedOut, Failures: []*graph.CampaignFailure{}, Silent: []*graph.CampaignReason{},
		Curve: []*model.CurveStep{},
	}
	for _, code := range model.FailureCodes() {
		effect.Failures = append(effect.Failures, &graph.CampaignFailure{Code: code, Count: shown.Failures[code]})
	}
	for _, reason := range model.SilentReasons() {
		effect.Silent = append(effect.Silent, &graph.CampaignReason{Reason: reason, Count: shown.Silent[reason]})
	}
	steps := shown.Curve(c, at)
	for i := range steps {
		effect.Curve = append(effect.Curve, &steps[i])
	}
	return effect
}
