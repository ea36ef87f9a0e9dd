package main

import (
	"context"
	"fmt"
	"time"

	"burgerbode/graph/model"
)

// submitCampaign hands a campaign over.
type submitCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints the campaign.
func (c *submitCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "submitCampaign", map[string]any{"id": c.ID})
}

// approveCampaign approves a content.
type approveCampaign struct {
	ID   string `arg:"" help:"The campaign's id."`
	Hash string `arg:"" help:"The content that you looked at, as show has it."`
	service
}

// Run prints the campaign.
func (c *approveCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "approveCampaign", map[string]any{"id": c.ID, "hash": c.Hash})
}

// rejectCampaign sends a campaign back.
type rejectCampaign struct {
	ID   string `arg:"" help:"The campaign's id."`
	Note string `arg:"" help:"Why."`
	service
}

// Run prints the campaign.
func (c *rejectCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "rejectCampaign", map[string]any{"id": c.ID, "note": c.Note})
}

// scheduleCampaign sets the start.
type scheduleCampaign struct {
	ID string    `arg:"" help:"The campaign's id."`
	At time.Time `arg:"" format:"2006-01-02T15:04:05Z07:00" help:"When it starts, such as 2026-06-02T10:00:00+02:00."`
	service
}

// Run prints the campaign.
func (c *scheduleCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "scheduleCampaign", map[string]any{"id": c.ID, "at": c.At})
}

// pauseCampaign pauses a campaign.
type pauseCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints the campaign.
func (c *pauseCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "pauseCampaign", map[string]any{"id": c.ID})
}

// resumeCampaign goes on with a campaign.
type resumeCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints the campaign.
func (c *resumeCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "resumeCampaign", map[string]any{"id": c.ID})
}

// cancelCampaign ends a campaign.
type cancelCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints the campaign.
func (c *cancelCampaign) Run(ctx context.Context, to streams) error {
	return c.changeCampaign(ctx, to, "cancelCampaign", map[string]any{"id": c.ID})
}

// tryCampaign shows a campaign on test phones.
type tryCampaign struct {
	ID       string   `arg:"" help:"The campaign's id."`
	Phones   []string `arg:"" name:"installation" help:"The test phones: the id of each one's installation of the app, at most 10."`
	ClientID string   `name:"client-id" required:"" help:"Your name for this test, 8 to 64 characters; the same again rings no second time."`
	service
}

// Run prints one phone a line.
func (c *tryCampaign) Run(ctx context.Context, to streams) error {
	var answer struct {
		SendCampaignTest struct {
			Results []struct {
				InstallationID string
				Error          *struct{ Code, Message string }
			}
		}
	}
	query := `mutation ($input: SendCampaignTestInput!) { sendCampaignTest(input: $input) { results { installationId error { code message } } } }`
	input := map[string]any{"id": c.ID, "clientId": c.ClientID, "installationIds": c.Phones}
	if err := c.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	var lines []string
	for _, result := range answer.SendCampaignTest.Results {
		line := fmt.Sprintf("phone installation=%s", result.InstallationID)
		if result.Error != nil {
			line += fmt.Sprintf(" error=%s message=%q", result.Error.Code, result.Error.Message)
		}
		lines = append(lines, line)
	}
	return writeLines(to.out, lines)
}

// dryRunCampaign counts a campaign.
type dryRunCampaign struct {
	ID string    `arg:"" help:"The campaign's id."`
	At time.Time `arg:"" optional:"" format:"2006-01-02T15:04:05Z07:00" help:"When it would start; without it as scheduled, else now."`
	service
}

// Run prints the totals, and one municipality, reason, hour or problem a line. All counts are rounded to 5.
func (c *dryRunCampaign) Run(ctx context.Context, to streams) error {
	var answer struct {
		CampaignDryRun struct {
			Hash                                          string
			StartsAt                                      time.Time
			People, Rings, FeedOnly, Unreachable, LeftOut int
			UnreachableBy                                 []struct {
				Municipality *struct{ Name string }
				Count        int
			}
			Reasons []struct {
				Reason string
				Count  int
			}
			Curve []struct {
				From, Until time.Time
				Count       int
			}
			Problems []model.FieldError
		}
	}
	query := `mutation ($input: CampaignDryRunInput!) { campaignDryRun(input: $input) { hash startsAt people rings feedOnly unreachable leftOut
		unreachableBy { municipality { name } count } reasons { reason count } curve { from until count } problems { path message } } }`
	input := map[string]any{"id": c.ID}
	if !c.At.IsZero() {
		input["startsAt"] = c.At
	}
	if err := c.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	run := answer.CampaignDryRun
	lines := []string{fmt.Sprintf("totals hash=%s starts=%s people~%d rings~%d feedOnly~%d unreachable~%d leftOut~%d",
		run.Hash, run.StartsAt.Format(time.RFC3339), run.People, run.Rings, run.FeedOnly, run.Unreachable, run.LeftOut)}
	for _, place := range run.UnreachableBy {
		name := ""
		if place.Municipality != nil {
			name = place.Municipality.Name
		}
		lines = append(lines, fmt.Sprintf("unreachable municipality=%q count~%d", name, place.Count))
	}
	for _, reason := range run.Reasons {
		lines = append(lines, fmt.Sprintf("reason %s count~%d", reason.Reason, reason.Count))
	}
	for _, hour := range run.Curve {
		lines = append(lines, fmt.Sprintf("hour from=%s until=%s count~%d", hour.From.Format(time.RFC3339), hour.Until.Format(time.RFC3339), hour.Count))
	}
	return writeLines(to.out, append(lines, problemLines(run.Problems)...))
}
