package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"burgerbode/cmd/internal/devissuer"
)

// getToken asks the demo for a token.
type getToken struct {
	API        string `name:"api" env:"BURGERBODE_API" default:"http://127.0.0.1:8080" help:"Where the demo is."`
	As         string `default:"sender" enum:"sender,citizen,communicator,operator" help:"Whose: ${enum}."`
	Org        string `default:"OVO002067" help:"Organisation of a sender, communicator or operator; the default is the demo's Mechelen."`
	INSZ       string `name:"insz" help:"A citizen's demo number, such as 85010100016."`
	OnBehalfOf string `name:"on-behalf-of" placeholder:"CODE" help:"Of a supplier's token: the organisation that it is for."`
	ACR        string `name:"acr" help:"Of a citizen: how strongly they signed in; empty: with the identity card."`
	Sandbox    bool   `help:"Of a sender: a token that reaches test citizens only."`

	Role string `default:"author" enum:"author,approver" help:"Role of a communicator: ${enum}."`
}

// Run prints the token.
func (c *getToken) Run(ctx context.Context, to streams) error {
	if c.As == "citizen" && c.INSZ == "" {
		return errors.New("--insz is needed with --as citizen, such as 85010100016")
	}
	wish := devissuer.Wish{As: c.As}
	switch c.As {
	case "citizen":
		wish.INSZ, wish.ACR = c.INSZ, c.ACR
	case "communicator":
		wish.Org, wish.Role = c.Org, c.Role
	default:
		wish.Org, wish.OnBehalfOf, wish.Sandbox = c.Org, c.OnBehalfOf, c.Sandbox
	}
	body, err := json.Marshal(wish)
	if err != nil {
		return fmt.Errorf("write the wish: %w", err)
	}
	asks, err := reach(c.API)
	if err != nil {
		return err
	}
	status, _, text, err := asks.Post(ctx, devissuer.TokenPath, body)
	if err != nil {
		return err
	}
	var answer struct {
		Token string `json:"access_token"`
		Error string `json:"error"`
	}
	switch {
	case json.Unmarshal(text, &answer) != nil:
		return fmt.Errorf("%s has no %s: only the demo gives tokens (status %d)", c.API, devissuer.TokenPath, status)
	case status != http.StatusOK:
		return fmt.Errorf("the demo gave no token: %s", answer.Error)
	}
	_, err = fmt.Fprintln(to.out, answer.Token)
	return err
}
