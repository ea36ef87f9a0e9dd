package scenario

import (
	"context"
	"fmt"
	"strings"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/graph/model"
)

// campaign writes an announcement as its author, releases it as an approver, and lets it begin. It is
// confirmed where too few are told for a canary.
func (r *runner) campaign(ctx context.Context, c *Campaign) (Done, error) {
	draft, err := r.draft(c)
	if err != nil {
		return Done{}, err
	}
	author := devissuer.Wish{As: "communicator", Org: c.Org, Role: "author"}
	approver := devissuer.Wish{As: "communicator", Org: c.Org, Role: "approver"}
	shown, err := r.changeCampaign(ctx, author, "createCampaign", map[string]any{"clientId": "scenario-" + r.reference(c.As), "draft": draft})
	if err != nil {
		return Done{}, err
	}
	for _, step := range []struct {
		mutation string
		who      devissuer.Wish
		more     map[string]any
	}{
		{"submitCampaign", author, nil}, {"approveCampaign", approver, map[string]any{"hash": shown.Hash}},
		{"scheduleCampaign", author, map[string]any{"at": r.Now().UTC().Add(2 * time.Second)}},
	} {
		input := map[string]any{"id": shown.ID}
		for field, value := range step.more {
			input[field] = value
		}
		if shown, err = r.changeCampaign(ctx, step.who, step.mutation, input); err != nil {
			return Done{}, err
		}
	}
	if shown, err = r.begun(ctx, author, shown.ID); err != nil {
		return Done{}, err
	}
	return Done{
		Did: fmt.Sprintf("the campaign %q is %s", c.Title, shown.State), IDs: map[string]string{"as": c.As, "campaignId": shown.ID},
	}, nil
}

// draft is for people who live in the lead city and are at most about twelve years older or younger.
func (r *runner) draft(c *Campaign) (map[string]any, error) {
	number, err := devissuer.DemoNumber(r.scenario.Citizen)
	if err != nil {
		return nil, err
	}
	var first, last int
	if _, err := fmt.Sscanf(number.BirthYearBand(), "%d-%d", &first, &last); err != nil {
		return nil, fmt.Errorf("read the years %q: %w", number.BirthYearBand(), err)
	}
	var born []string
	for years := -10; years <= 10; years += 5 {
		born = append(born, fmt.Sprintf("%d-%d", first+years, last+years))
	}
	week := strings.Fields("MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY")
	return map[string]any{
		"title": c.Title, "text": c.Text, "pushText": c.PushText, "perMinute": 1000,
		"rule":      map[string]any{"all": []any{map[string]any{"municipality": leadCityNIS}, map[string]any{"born": born}}},
		"window":    map[string]any{"days": week, "from": "09:00", "until": "20:00"},
		"expiresAt": r.Now().UTC().AddDate(0, 0, 14),
	}, nil
}

// campaignShown is what a scenario looks at of a campaign.
type campaignShown struct {
	ID, Hash             string
	State                model.CampaignState
	WaitsForConfirmation bool
	Why                  *string
}

const campaignFields = `id hash state waitsForConfirmation why`

func (r *runner) changeCampaign(ctx context.Context, who devissuer.Wish, mutation string, input any) (campaignShown, error) {
	var answer map[string]struct{ Campaign campaignShown }
	query := fmt.Sprintf(`mutation ScenarioCampaign($input: %s%sInput!) { %s(input: $input) { campaign { %s } } }`,
		strings.ToUpper(mutation[:1]), mutation[1:], mutation, campaignFields)
	if err := r.Ask(ctx, who, query, map[string]any{"input": input}, &answer); err != nil {
		return campaignShown{}, fmt.Errorf("%s: %w", mutation, err)
	}
	return answer[mutation].Campaign, nil
}

// begun waits until the campaign tells people, a quarter of a minute at most: outside its hours it begins later.
func (r *runner) begun(ctx context.Context, who devissuer.Wish, id string) (campaignShown, error) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	var answer struct{ Campaign campaignShown }
	for range 150 {
		query := `query ScenarioCampaign($id: ID!) { campaign(id: $id) { ` + campaignFields + ` } }`
		if err := r.Ask(ctx, who, query, map[string]any{"id": id}, &answer); err != nil {
			return campaignShown{}, fmt.Errorf("look at the campaign: %w", err)
		}
		switch shown := answer.Campaign; {
		case shown.WaitsForConfirmation:
			return r.changeCampaign(ctx, who, "resumeCampaign", map[string]any{"id": id})
		case shown.State != model.CampaignScheduled && shown.State != model.CampaignApproved:
			return shown, nil
		}
		select {
		case <-ctx.Done():
			return campaignShown{}, ctx.Err()
		case <-tick.C:
		}
	}
	return answer.Campaign, nil
}
