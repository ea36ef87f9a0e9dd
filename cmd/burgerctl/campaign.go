package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"burgerbode/graph/model"
)

// campaignCommands are about the campaigns of a communicator's organisation.
type campaignCommands struct {
	List     listCampaigns    `cmd:"" help:"List the campaigns, the newest first."`
	Show     showCampaign     `cmd:"" help:"Show a campaign: its texts, what is wrong with it, what was done with it."`
	Calendar calendarCommand  `cmd:"" help:"Show on which days campaigns tell citizens, and which of them overlap."`
	Create   createCampaign   `cmd:"" help:"Make a campaign of a file. The same file again is the same campaign."`
	Update   updateCampaign   `cmd:"" help:"Change what is written. What was submitted, approved or scheduled is a draft again."`
	DryRun   dryRunCampaign   `cmd:"" help:"Count what a campaign would come to: for how many a phone rings, and why not for the others."`
	Test     tryCampaign      `cmd:"" help:"Show a campaign on test phones, marked as a test."`
	Submit   submitCampaign   `cmd:"" help:"Hand a campaign over to be approved."`
	Approve  approveCampaign  `cmd:"" help:"Approve a campaign, with an approver's token."`
	Reject   rejectCampaign   `cmd:"" help:"Send a campaign back to its author, with an approver's token."`
	Schedule scheduleCampaign `cmd:"" help:"Set when an approved campaign starts."`
	Pause    pauseCampaign    `cmd:"" help:"Stop telling until the campaign is resumed."`
	Resume   resumeCampaign   `cmd:"" help:"Go on with a paused campaign, or confirm one that waits for that."`
	Cancel   cancelCampaign   `cmd:"" help:"End a campaign for good. What was told stays told."`
	Report   reportCampaign   `cmd:"" help:"Count what a campaign came to, from everybody's records."`
	Progress followCampaign   `cmd:"" help:"Follow a campaign until it has ended: a line at once and for each change."`
}

// campaign is a campaign as it is shown.
type campaign struct {
	ID, Hash, Author     string
	State                model.CampaignState
	CreatedAt            time.Time
	StartsAt, EndedAt    *time.Time
	WaitsForConfirmation bool
	Why                  *string
	Draft                struct{ Title string }
	Approval             *struct {
		By       string
		Audience int
	}
}

const campaignFields = `id hash author state createdAt startsAt endedAt waitsForConfirmation why draft { title } approval { by audience }`

// String is the campaign on one line.
func (c campaign) String() string {
	line := fmt.Sprintf("campaign id=%s state=%s title=%q author=%q hash=%s created=%s starts=%s",
		c.ID, c.State, c.Draft.Title, c.Author, c.Hash, c.CreatedAt.Format(time.RFC3339), moment(c.StartsAt))
	if c.Approval != nil {
		line += fmt.Sprintf(" approved-by=%q audience~%d", c.Approval.By, c.Approval.Audience)
	}
	if c.WaitsForConfirmation {
		line += " waits-for-confirmation=true"
	}
	if c.EndedAt != nil {
		line += " ended=" + moment(c.EndedAt)
	}
	if c.Why != nil {
		line += fmt.Sprintf(" why=%q", *c.Why)
	}
	return line
}

// changeCampaign does one step and prints the campaign as it is then.
func (s service) changeCampaign(ctx context.Context, to streams, mutation string, input any) error {
	var answer map[string]struct{ Campaign campaign }
	query := fmt.Sprintf(`mutation ($input: %s%sInput!) { %s(input: $input) { campaign { %s } } }`,
		strings.ToUpper(mutation[:1]), mutation[1:], mutation, campaignFields)
	if err := s.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	_, err := fmt.Fprintln(to.out, answer[mutation].Campaign)
	return err
}

// listCampaigns lists campaigns.
type listCampaigns struct{ service }

// Run prints one campaign a line.
func (c *listCampaigns) Run(ctx context.Context, to streams) error {
	query := `query ($after: String) { campaigns(first: 100, after: $after) { nodes { ` + campaignFields + ` } pageInfo { hasNextPage endCursor } } }`
	var after *string
	for {
		var answer struct {
			Campaigns struct {
				Nodes    []campaign
				PageInfo struct {
					HasNextPage bool
					EndCursor   *string
				}
			}
		}
		if err := c.ask(ctx, query, map[string]any{"after": after}, &answer); err != nil {
			return err
		}
		for _, one := range answer.Campaigns.Nodes {
			if _, err := fmt.Fprintln(to.out, one); err != nil {
				return err
			}
		}
		if after = answer.Campaigns.PageInfo.EndCursor; !answer.Campaigns.PageInfo.HasNextPage {
			return nil
		}
	}
}

// showCampaign shows one campaign.
type showCampaign struct {
	ID string `arg:"" help:"The campaign's id."`
	service
}

// Run prints the campaign, its texts with examples filled in, and one problem, warning or step a line.
func (c *showCampaign) Run(ctx context.Context, to streams) error {
	var answer struct {
		Campaign struct {
			campaign
			Preview  struct{ Title, Text, PushText string }
			Problems []model.FieldError
			Warnings []struct{ Path, Message string }
			Log      []struct {
				At       time.Time
				By, Note *string
				Did      string
				To       model.CampaignState
			}
		}
	}
	query := `query ($id: ID!) { campaign(id: $id) { ` + campaignFields + ` preview { title text pushText }
		problems { path message } warnings { path message } log { at by note did to } } }`
	if err := c.ask(ctx, query, map[string]any{"id": c.ID}, &answer); err != nil {
		return err
	}
	shown := answer.Campaign
	lines := []string{
		shown.String(), fmt.Sprintf("title %q", shown.Preview.Title), fmt.Sprintf("text %q", shown.Preview.Text),
		fmt.Sprintf("push %q", shown.Preview.PushText),
	}
	lines = append(lines, problemLines(shown.Problems)...)
	for _, w := range shown.Warnings {
		lines = append(lines, fmt.Sprintf("warning path=%s message=%q", w.Path, w.Message))
	}
	for _, step := range shown.Log {
		line := fmt.Sprintf("step at=%s did=%s to=%s", step.At.Format(time.RFC3339), step.Did, step.To)
		if step.By != nil {
			line += fmt.Sprintf(" by=%q", *step.By)
		}
		if step.Note != nil {
			line += fmt.Sprintf(" note=%q", *step.Note)
		}
		lines = append(lines, line)
	}
	return writeLines(to.out, lines)
}

func problemLines(problems []model.FieldError) []string {
	var lines []string
	for _, problem := range problems {
		lines = append(lines, fmt.Sprintf("problem path=%s message=%q", problem.Path, problem.Message))
	}
	return lines
}

func writeLines(out io.Writer, lines []string) error {
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}

// createCampaign makes a campaign.
type createCampaign struct {
	File string `arg:"" type:"existingfile" help:"JSON as GraphQL's CreateCampaignInput: clientId and draft."`
	service
}

// Run prints the campaign.
func (c *createCampaign) Run(ctx context.Context, to streams) error {
	input, err := campaignFile(c.File)
	if err != nil {
		return err
	}
	return c.changeCampaign(ctx, to, "createCampaign", input)
}

// campaignFile reads a file with a campaign.
func campaignFile(path string) (map[string]any, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the campaign: %w", err)
	}
	var input map[string]any
	if err := json.Unmarshal(text, &input); err != nil {
		return nil, fmt.Errorf("%s is no JSON object: %w", path, err)
	}
	return input, nil
}

// updateCampaign changes what is written.
type updateCampaign struct {
	ID   string `arg:"" help:"The campaign's id."`
	File string `arg:"" type:"existingfile" help:"JSON as for create; its draft is taken."`
	service
}

// Run prints the campaign.
func (c *updateCampaign) Run(ctx context.Context, to streams) error {
	input, err := campaignFile(c.File)
	if err != nil {
		return err
	}
	return c.changeCampaign(ctx, to, "updateCampaign", map[string]any{"id": c.ID, "draft": input["draft"]})
}
