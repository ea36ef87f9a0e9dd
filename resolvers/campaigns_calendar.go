package resolvers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// maxCalendar is how many days a calendar shows at most.
const maxCalendar = 366

// campaignCalendar are the campaigns of the team's organisation that tell citizens on the days from the
// first to the last.
func (r *Resolver) campaignCalendar(ctx context.Context, first, last model.Day) (*graph.CampaignCalendar, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	if err := model.Invalid(checkCalendar(first, last)); err != nil {
		return nil, err
	}
	all, err := store.ListAll[model.Campaign](ctx, r.store, model.CampaignList(t.org.Code))
	if err != nil {
		return nil, fmt.Errorf("list the campaigns: %w", err)
	}
	calendar := &graph.CampaignCalendar{CapPerDay: model.CapPerDay, CapPerWeek: model.CapPerWeek, Spans: []*graph.CampaignSpan{}}
	now, tellings := r.now(), map[*model.Campaign]model.Telling{}
	for _, c := range all {
		if telling, tells := c.Telling(now); tells && telling.Within(first, last) {
			tellings[c] = telling
			calendar.Spans = append(calendar.Spans, &graph.CampaignSpan{
				Campaign: c, From: telling.From, Until: telling.Until, Days: telling.Days, Overlaps: []*model.Campaign{},
			})
		}
	}
	slices.SortFunc(calendar.Spans, func(a, b *graph.CampaignSpan) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Campaign.ID, b.Campaign.ID))
	})
	for _, span := range calendar.Spans {
		for _, other := range calendar.Spans {
			if span != other && tellings[span.Campaign].Meets(tellings[other.Campaign]) {
				span.Overlaps = append(span.Overlaps, other.Campaign)
			}
		}
	}
	return calendar, nil
}

func checkCalendar(first, last model.Day) []model.FieldError {
	switch {
	case last.Before(first):
		return []model.FieldError{{Path: "until", Message: "must not be before the first day", Advice: "De laatste dag komt vóór de eerste. Kies een latere dag."}}
	case !last.Before(first.AddDays(maxCalendar)):
		return []model.FieldError{{
			Path: "until", Message: fmt.Sprintf("must be within %d days", maxCalendar),
			Advice: model.OptionalText(fmt.Sprintf("Kies hoogstens %d dagen.", maxCalendar)),
		}}
	default:
		return nil
	}
}
