package resolvers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// dailyAsks is how often a day one person may count audiences, and how often test campaigns: with more
// counts of slightly different rules single people could be told apart.
const dailyAsks = 100

// noteAsk writes down that somebody of the team counts or tests a campaign, before it is done, and refuses
// it above dailyAsks: RATE_LIMITED, with the time until the next day. Many at once are all written down
// before any of them is done.
func (r *Resolver) noteAsk(ctx context.Context, t *team, action model.AuditAction, campaign model.CampaignID) error {
	now := r.now()
	left, err := r.asksLeft(ctx, t, action, now)
	if err != nil {
		return err
	}
	if left > 0 {
		if err := r.audit.add(ctx, model.NewPersonAudit(t.org.Code, t.viewer.Person, action, string(campaign), now)); err != nil {
			return err
		}
		// Many at once all found room. Each is written by now, so that no more than dailyAsks find it still.
		if left, err = r.asksLeft(ctx, t, action, now); err != nil {
			return err
		}
		left++ // this one's own place
	}
	if left <= 0 {
		return model.RateLimited(model.DayOf(now).End().Sub(now), fmt.Sprintf("at most %d a day for each person", dailyAsks))
	}
	return nil
}

// asksLeft is how often somebody of the team may still do that today; below 0 where more was asked at once
// than there was room for.
func (r *Resolver) asksLeft(ctx context.Context, t *team, action model.AuditAction, now time.Time) (int, error) {
	asked, err := store.Count[model.Audit](ctx, r.store, model.AuditOfPerson(t.org.Code, t.viewer.Person, action, model.DayOf(now)))
	if err != nil {
		return 0, fmt.Errorf("count what was asked today: %w", err)
	}
	return dailyAsks - asked, nil
}

// countsLeft is how many counts somebody of the team may still ask for today.
func (r *Resolver) countsLeft(ctx context.Context, t *team, now time.Time) (int, error) {
	left, err := r.asksLeft(ctx, t, model.AuditCounted, now)
	return max(0, left), err
}

// dryRun is what a campaign would come to if it started at a moment.
func (r *Resolver) dryRun(ctx context.Context, input graph.CampaignDryRunInput) (*graph.CampaignDryRun, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	c, scope, err := r.bounded(ctx, t, input.ID)
	if err != nil {
		return nil, err
	}
	now := model.Moment(r.now())
	from := value(input.StartsAt, c.StartsAt)
	switch {
	case input.StartsAt != nil && from.Before(now):
		return nil, model.Invalid([]model.FieldError{{
			Path: "startsAt", Message: "must not lie in the past", Advice: "Dit moment is al voorbij. Kies een later moment.",
		}})
	case from.Before(now):
		from = now
	}
	if err := wrongWith(&c.Draft, scope, false, r); err != nil {
		return nil, err
	}
	totals, err := r.countAudience(ctx, t, c, scope, &from)
	if err != nil {
		return nil, err
	}
	return dryRunOf(c, t.org, totals, from), nil
}

// countAudience counts for whom a campaign is now; with from also what it would come to if it started then.
func (r *Resolver) countAudience(ctx context.Context, t *team, c *model.Campaign, scope model.Scope, from *time.Time) (*model.Totals, error) {
	audience, err := c.Draft.Audience(scope)
	if err != nil {
		return nil, err
	}
	if err := r.noteAsk(ctx, t, model.AuditCounted, c.ID); err != nil {
		return nil, err
	}
	walk, err := meant(ctx, r.store, audience, audience.Tags())
	if err != nil {
		return nil, err
	}
	whole, mu := &model.Totals{}, sync.Mutex{}
	err = everySlot(ctx, func(ctx context.Context, slot int) error {
		counting := &slotCount{resolver: r, campaign: c, audience: audience}
		if from != nil {
			counting.pace = c.Draft.Pace(slot, *from)
		}
		if err := counting.count(ctx, walk(slot)); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		whole.Merge(&counting.totals)
		return nil
	})
	return whole, err
}

// slotCount counts the audience of one slot.
type slotCount struct {
	resolver *Resolver
	campaign *model.Campaign
	audience *model.Audience
	pace     *model.Pace // nil: only how many
	totals   model.Totals
}

func (s *slotCount) count(ctx context.Context, walk *store.AudienceWalk) error {
	return visitSlot(ctx, walk, func(boxes []*model.Mailbox) error {
		now := s.resolver.now()
		boxes = slices.DeleteFunc(boxes, func(m *model.Mailbox) bool { return !s.audience.Matches(m, now) })
		if s.pace == nil {
			s.totals.People += len(boxes)
			return nil
		}
		return s.forecast(ctx, boxes, now)
	})
}

// forecast adds up what the campaign would come to for these.
func (s *slotCount) forecast(ctx context.Context, boxes []*model.Mailbox, now time.Time) error {
	var unseen []model.CitizenID
	for _, m := range boxes {
		if reach := m.Reach(s.campaign.Org, false, now); !reach.Rings && !reach.Seen {
			unseen = append(unseen, m.ID)
		}
	}
	seen, err := s.resolver.seenLately(ctx, unseen)
	if err != nil {
		return err
	}
	for _, m := range boxes {
		forecast, err := s.campaign.Forecast(m, s.audience, seen[m.ID], s.pace.Next(), now)
		switch {
		case model.CodeOf(err) == model.CodeConflict && err != nil: // was told already
		case err != nil:
			return fmt.Errorf("forecast a campaign: %w", err)
		default:
			s.totals.Add(forecast, m.Preferences.Residence)
		}
	}
	return nil
}

// dryRunOf is a dry run as it may be shown: all of it follows from rounded counts.
func dryRunOf(c *model.Campaign, org *model.Organisation, totals *model.Totals, from time.Time) *graph.CampaignDryRun {
	shown := totals.Rounded(org)
	steps, left := c.Draft.Curve(shown.People, from)
	run := &graph.CampaignDryRun{
		Campaign: c, Hash: c.Draft.Hash(), StartsAt: from, People: shown.People, Rings: shown.Outcomes[model.OutcomeRings],
		FeedOnly: shown.Outcomes[model.OutcomeFeedOnly], Unreachable: shown.Outcomes[model.OutcomeUnreachable],
		UnreachableBy: []*graph.CampaignMunicipality{}, Reasons: []*graph.CampaignReason{}, Curve: []*model.CurveStep{},
		LeftOut: left, Problems: faults(totals.Check(c.Draft, from)),
	}
	for _, reason := range model.TotalReasons() {
		run.Reasons = append(run.Reasons, &graph.CampaignReason{Reason: reason, Count: shown.Reasons[reason]})
	}
	for nis, count := range shown.Unreachable {
		place := &graph.CampaignMunicipality{Count: count}
		if town, ok := model.LookupMunicipality(string(nis)); ok {
			place.Municipality = &town
		}
		run.UnreachableBy = append(run.UnreachableBy, place)
	}
	slices.SortFunc(run.UnreachableBy, byMunicipality)
	for i := range steps {
		run.Curve = append(run.Curve, &steps[i])
	}
	return run
}

// byMunicipality orders by name; who is nowhere comes last.
func byMunicipality(a, b *graph.CampaignMunicipality) int {
	switch {
	case a.Municipality == nil:
		return 1
	case b.Municipality == nil:
		return -1
	default:
		return cmp.Compare(a.Municipality.Name, b.Municipality.Name)
	}
}
