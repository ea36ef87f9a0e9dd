package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"burgerbode/graph/model"
)

// effect is what a campaign came to, as it is shown: every count is rounded to 5.
type effect struct {
	CountedAt time.Time
	Sample    float64

	Planned, Told, Sent, Accepted, Waiting, Failed, Received, Tapped, Opened, Acted, OptedOut int

	Failures []struct {
		Code  string
		Count int
	}
	Silent []struct {
		Reason string
		Count  int
	}
	Curve []struct {
		From, Until time.Time
		Count       int
	}
	CSV string
}

const effectTotals = `countedAt sample planned told sent accepted waiting failed received tapped opened acted optedOut`

// String is the totals on one line.
func (e effect) String() string {
	return fmt.Sprintf("counted=%s sample=%.2f planned~%d told~%d sent~%d accepted~%d waiting~%d failed~%d received~%d tapped~%d opened~%d acted~%d optedOut~%d",
		e.CountedAt.Format(time.RFC3339), e.Sample, e.Planned, e.Told, e.Sent, e.Accepted, e.Waiting, e.Failed, e.Received, e.Tapped, e.Opened,
		e.Acted, e.OptedOut)
}

// reportCampaign counts what a campaign came to.
type reportCampaign struct {
	ID  string `arg:"" help:"The campaign's id."`
	CSV string `name:"csv" type:"path" help:"Write all of it to this file too, as spreadsheets read it."`
	service
}

// Run prints the totals, and one code, reason or hour a line. All counts are rounded to 5.
func (c *reportCampaign) Run(ctx context.Context, to streams) error {
	var answer struct{ CampaignReport effect }
	query := `query ($id: ID!) { campaignReport(id: $id) { ` + effectTotals + ` failures { code count } silent { reason count } curve { from until count } csv } }`
	if err := c.ask(ctx, query, map[string]any{"id": c.ID}, &answer); err != nil {
		return err
	}
	report := answer.CampaignReport
	if c.CSV != "" {
		if err := os.WriteFile(c.CSV, []byte(report.CSV), 0o600); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	lines := []string{"report " + report.String()}
	for _, failure := range report.Failures {
		lines = append(lines, fmt.Sprintf("failed code=%s count~%d", failure.Code, failure.Count))
	}
	for _, silent := range report.Silent {
		lines = append(lines, fmt.Sprintf("silent reason=%s count~%d", silent.Reason, silent.Count))
	}
	for _, hour := range report.Curve {
		lines = append(lines, fmt.Sprintf("hour from=%s until=%s count~%d", hour.From.Format(time.RFC3339), hour.Until.Format(time.RFC3339), hour.Count))
	}
	return writeLines(to.out, lines)
}

// followCampaign follows a campaign.
type followCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints a line at once and for each change, until the campaign has ended. The service lets a
// subscription live for an hour, or as long as its token: it is asked again.
func (c *followCampaign) Run(ctx context.Context, to streams) error {
	asks, err := c.client()
	if err != nil {
		return err
	}
	query := `subscription ($id: ID!) { campaignProgress(id: $id) { ` + campaignFields + ` effect { ` + effectTotals + ` } } }`
	printed, state := "", model.CampaignState("")
	for {
		err := asks.Follow(ctx, query, map[string]any{"id": c.ID}, func(data json.RawMessage) error {
			var event struct {
				CampaignProgress struct {
					campaign
					Effect *effect
				}
			}
			if err := json.Unmarshal(data, &event); err != nil {
				return fmt.Errorf("read an event: %w", err)
			}
			line := event.CampaignProgress.String()
			if event.CampaignProgress.Effect != nil {
				line += " " + event.CampaignProgress.Effect.String()
			}
			state = event.CampaignProgress.State
			if line == printed { // as it was when the last subscription ended
				return nil
			}
			printed = line
			return writeLines(to.out, []string{line})
		})
		if err != nil || state.Ended() {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}
