package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// calendarCommand shows when campaigns tell citizens.
type calendarCommand struct {
	From  string `arg:"" help:"The first day, such as 2026-11-01."`
	Until string `arg:"" help:"The last day, at most 366 days on."`
	service
}

// Run prints how often one citizen is rung for at most, and one campaign a line.
func (c *calendarCommand) Run(ctx context.Context, to streams) error {
	var answer struct {
		CampaignCalendar struct {
			CapPerDay, CapPerWeek int
			Spans                 []struct {
				Campaign    campaign
				From, Until time.Time
				Days        []string
				Overlaps    []struct{ ID string }
			}
		}
	}
	query := `query ($from: Day!, $until: Day!) { campaignCalendar(from: $from, until: $until) { capPerDay capPerWeek
		spans { campaign { ` + campaignFields + ` } from until days overlaps { id } } } }`
	if err := c.ask(ctx, query, map[string]any{"from": c.From, "until": c.Until}, &answer); err != nil {
		return err
	}
	shown := answer.CampaignCalendar
	lines := []string{fmt.Sprintf("cap day=%d week=%d", shown.CapPerDay, shown.CapPerWeek)}
	for _, span := range shown.Spans {
		line := fmt.Sprintf("span id=%s state=%s title=%q from=%s until=%s days=%s", span.Campaign.ID, span.Campaign.State, span.Campaign.Draft.Title,
			span.From.Format(time.RFC3339), span.Until.Format(time.RFC3339), strings.Join(span.Days, ","))
		var others []string
		for _, other := range span.Overlaps {
			others = append(others, other.ID)
		}
		if len(others) > 0 {
			line += " overlaps=" + strings.Join(others, ",")
		}
		lines = append(lines, line)
	}
	return writeLines(to.out, lines)
}

// digitalCommand writes how far citizens have gone over to digital post.
type digitalCommand struct {
	From       string `help:"The first month, such as 2026-01; without it eleven months before the last."`
	Until      string `help:"The last month; without it this one. At most 36 months."`
	PrintCents int    `default:"125" help:"What one letter on paper costs, in cents."`
	service
}

// Run prints the CSV as it came.
func (c *digitalCommand) Run(ctx context.Context, to streams) error {
	var answer struct{ DigitalSwitch struct{ CSV string } }
	query := `query ($from: String, $until: String, $printCents: Int) {
		digitalSwitch(from: $from, until: $until, printCents: $printCents) { csv } }`
	asked := map[string]any{"printCents": c.PrintCents}
	if c.From != "" {
		asked["from"] = c.From
	}
	if c.Until != "" {
		asked["until"] = c.Until
	}
	if err := c.ask(ctx, query, asked, &answer); err != nil {
		return err
	}
	_, err := fmt.Fprint(to.out, answer.DigitalSwitch.CSV)
	return err
}
