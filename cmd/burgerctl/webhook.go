package main

import (
	"context"
	"errors"
	"fmt"
)

// webhookCommands are about the webhooks on a sender's feed.
type webhookCommands struct {
	List   listWebhooks  `cmd:"" help:"List the webhooks that the token's organisation set, and how they are."`
	Set    setWebhook    `cmd:"" help:"Set a webhook, or change its address. Prints the secret of a new one, once."`
	Test   testWebhook   `cmd:"" help:"Send one signed message without events now, and print what the endpoint answered."`
	Rotate rotateWebhook `cmd:"" help:"Print another secret. For a day messages are signed with both."`
	Replay replayWebhook `cmd:"" help:"Send everything after a place in the feed again."`
	Remove removeWebhook `cmd:"" help:"Remove a webhook. Safe to repeat."`
}

// whichWebhook is one webhook.
type whichWebhook struct {
	service
	behalf
	ID string `arg:"" help:"The id that its owner chose."`
}

// input is the input of a mutation about that webhook, with more fields where they are not empty.
func (w whichWebhook) input(more map[string]string) map[string]any {
	input := map[string]any{"id": w.ID, "onBehalfOf": w.given()}
	for name, text := range more {
		if text != "" {
			input[name] = text
		}
	}
	return map[string]any{"input": input}
}

const webhookFields = `webhook { id url active failures lastError }`

// shownWebhook is a webhook as it is printed.
type shownWebhook struct {
	ID, URL   string
	Active    bool
	Failures  int
	LastError string
}

func (w shownWebhook) print(to streams) error {
	line := fmt.Sprintf("%s %s active=%t failures=%d", w.ID, w.URL, w.Active, w.Failures)
	if w.LastError != "" {
		line += " error: " + w.LastError
	}
	return printLine(to, line)
}

func printLine(to streams, line string) error {
	if _, err := fmt.Fprintln(to.out, line); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// changedWebhook is the answer to most mutations.
type changedWebhook struct {
	Changed struct {
		Webhook shownWebhook
		Secret  string
	}
}

func (c *changedWebhook) print(to streams) error {
	if c.Changed.Secret != "" {
		return printLine(to, c.Changed.Secret)
	}
	return c.Changed.Webhook.print(to)
}

// listWebhooks lists webhooks.
type listWebhooks struct {
	service
	behalf
}

// Run prints a line for each.
func (c *listWebhooks) Run(ctx context.Context, to streams) error {
	var answer struct{ Webhooks []shownWebhook }
	query := `query Webhooks($org: ID) { webhooks(onBehalfOf: $org) { id url active failures lastError } }`
	if err := c.ask(ctx, query, map[string]any{"org": c.given()}, &answer); err != nil {
		return err
	}
	for _, one := range answer.Webhooks {
		if err := one.print(to); err != nil {
			return err
		}
	}
	return nil
}

// setWebhook sets a webhook.
type setWebhook struct {
	whichWebhook `embed:""`
	URL          string `arg:"" name:"url" help:"The https address."`
	After        string `help:"Cursor of the feed at which a new one begins; without it at the beginning."`
}

// Run prints the secret of a new webhook, or what became of one that was there.
func (c *setWebhook) Run(ctx context.Context, to streams) error {
	var answer changedWebhook
	query := `mutation SetWebhook($input: SetWebhookInput!) { changed: setWebhook(input: $input) { secret ` + webhookFields + ` } }`
	if err := c.ask(ctx, query, c.input(map[string]string{"url": c.URL, "after": c.After}), &answer); err != nil {
		return err
	}
	return answer.print(to)
}

// testWebhook tests a webhook.
type testWebhook struct {
	whichWebhook `embed:""`
}

// Run prints what the endpoint answered. The error says that the message was not taken.
func (c *testWebhook) Run(ctx context.Context, to streams) error {
	var answer struct {
		TestWebhook struct {
			Test struct {
				ID       string
				Accepted bool
				Status   *int
				Reason   string
			}
		}
	}
	query := `mutation TestWebhook($input: WebhookInput!) { testWebhook(input: $input) { test { id accepted status reason } } }`
	if err := c.ask(ctx, query, c.input(nil), &answer); err != nil {
		return err
	}
	test, status := answer.TestWebhook.Test, "none"
	if test.Status != nil {
		status = fmt.Sprint(*test.Status)
	}
	if err := printLine(to, fmt.Sprintf("message %s accepted=%t status=%s", test.ID, test.Accepted, status)); err != nil {
		return err
	}
	if !test.Accepted {
		return errors.New(test.Reason)
	}
	return nil
}

// rotateWebhook gives a webhook another secret.
type rotateWebhook struct {
	whichWebhook `embed:""`
}

// Run prints the new secret.
func (c *rotateWebhook) Run(ctx context.Context, to streams) error {
	var answer changedWebhook
	query := `mutation RotateWebhookSecret($input: WebhookInput!) { changed: rotateWebhookSecret(input: $input) { secret ` + webhookFields + ` } }`
	if err := c.ask(ctx, query, c.input(nil), &answer); err != nil {
		return err
	}
	return answer.print(to)
}

// replayWebhook sends things again.
type replayWebhook struct {
	whichWebhook `embed:""`
	After        string `help:"Cursor of the feed; without it everything from the beginning."`
}

// Run prints how the webhook is now.
func (c *replayWebhook) Run(ctx context.Context, to streams) error {
	var answer changedWebhook
	query := `mutation ReplayWebhook($input: ReplayWebhookInput!) { changed: replayWebhook(input: $input) { ` + webhookFields + ` } }`
	if err := c.ask(ctx, query, c.input(map[string]string{"after": c.After}), &answer); err != nil {
		return err
	}
	return answer.print(to)
}

// removeWebhook removes a webhook.
type removeWebhook struct {
	whichWebhook `embed:""`
}

// Run says that it is gone.
func (c *removeWebhook) Run(ctx context.Context, to streams) error {
	var answer struct{}
	query := `mutation RemoveWebhook($input: WebhookInput!) { removeWebhook(input: $input) { id } }`
	if err := c.ask(ctx, query, c.input(nil), &answer); err != nil {
		return err
	}
	return printLine(to, "removed "+c.ID)
}
