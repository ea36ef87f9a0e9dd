package main

import (
	"context"
	"fmt"
	"slices"
)

// enterpriseCommands are about enterprises.
type enterpriseCommands struct {
	Digital enterpriseDigital `cmd:"" help:"Note that enterprises chose digital post where they have their eBox, or with --paper went back."`
}

// enterpriseDigital notes choices.
type enterpriseDigital struct {
	service
	Paper   bool     `help:"They went back to paper."`
	Numbers []string `arg:"" help:"Numbers in the Crossroads Bank for Enterprises (KBO)."`
}

// maxEnterprises is how many enterprises one mutation takes.
const maxEnterprises = 500

// Run notes them. The error says how many could not be saved; it is safe to repeat.
func (c *enterpriseDigital) Run(ctx context.Context, to streams) error {
	failed := 0
	for part := range slices.Chunk(c.Numbers, maxEnterprises) {
		var answer struct {
			SetEnterprisesDigitalPost struct {
				Results []struct {
					Error *struct{ Code, Message string }
				}
			}
		}
		err := c.ask(ctx, `mutation ($input: SetEnterprisesDigitalPostInput!) { setEnterprisesDigitalPost(input: $input) { results { error { code message } } } }`,
			map[string]any{"input": map[string]any{"enterpriseNumbers": part, "active": !c.Paper}}, &answer)
		if err != nil {
			return err
		}
		for _, one := range answer.SetEnterprisesDigitalPost.Results {
			if one.Error != nil {
				failed++
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d choices could not be saved: repeat the command", failed, len(c.Numbers))
	}
	return printLine(to, fmt.Sprintf("enterprises=%d digital=%t", len(c.Numbers), !c.Paper))
}
