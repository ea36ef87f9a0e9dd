// Command burgerctl is the operator's and the sender's tool: it makes example letters, sends files
// of letters to Burgerbode, and gets tokens from the demo. Start reading at cli; each command is a
// struct in a file of its own, with its flags as fields and its work in Run.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/stores"
)

// cli is what can be asked of the tool.
type cli struct {
	Sample struct {
		Letters  sampleLetters  `cmd:"" help:"Make call letters for voters who do not exist, one JSON object a line."`
		Document sampleDocument `cmd:"" help:"Make a PDF to hand over with a letter."`
	} `cmd:"" help:"Make example data."`
	Import struct {
		Letters importLetters `cmd:"" help:"Send a file of letters, one JSON object a line as GraphQL's DeliverLetterInput. Safe to end and to repeat."`
	} `cmd:"" help:"Send files."`
	Deliver    deliverLetter      `cmd:"" help:"Send one letter."`
	Org        orgCommands        `cmd:"" help:"See and change the token's organisation."`
	Runs       runCommands        `cmd:"" name:"run" help:"Runs of letters."`
	Paper      paperCommands      `cmd:"" help:"Letters that go by post."`
	Campaign   campaignCommands   `cmd:"" help:"Campaigns of a communication team, with tokens of an author and an approver."`
	Digital    digitalCommand     `cmd:"" help:"Write how far an organisation's citizens have gone over to digital post, as CSV, with a communicator's token."`
	Outcomes   readOutcomes       `cmd:"" help:"Print what became of the sender's letters, one JSON object a line."`
	Webhook    webhookCommands    `cmd:"" help:"Addresses that are sent what became of the sender's letters."`
	Enterprise enterpriseCommands `cmd:"" help:"Digital post of enterprises, with an operator's token."`
	Operations operationCommands  `cmd:"" help:"Documents that apps may ask for, with an operator's token."`
	Push       struct {
		Status pushStatus `cmd:"" help:"Show what the notifiers do: what is due, how fast it goes, what FCM answers, why pushes do not ring."`
	} `cmd:"" help:"See to the notifiers."`
	Scenario scenarioCommands `cmd:"" help:"For app teams: let things happen in the demo."`
	Bench    benchCommands    `cmd:"" help:"Measure the notifier on this machine, with a fake FCM."`
	Schema   schemaCommands   `cmd:"" help:"The contract for app teams: what changed, and releases of it. In the source tree."`
	Token    getToken         `cmd:"" help:"Get a token from the demo and print it."`
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	process.Main(func(ctx context.Context) error {
		return run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	})
}

// run carries out one command. The error is what the user is to read.
func run(ctx context.Context, args []string, to streams) error {
	var commands cli
	parser, err := kong.New(&commands, kong.Name("burgerctl"), kong.Description("Burgerbode's tool for senders and operators."),
		kong.Writers(to.out, to.err), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.Vars{"stores": stores.Kinds}, kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(to))
	if err != nil {
		return fmt.Errorf("prepare the commands: %w", err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("burgerctl: %w", err)
	}
	return chosen.Run()
}

// service is which API is asked, and as whom.
type service struct {
	API       string `name:"api" env:"BURGERBODE_API" default:"http://127.0.0.1:8080" help:"Where the service is, without /graphql."`
	Token     string `env:"BURGERBODE_TOKEN" help:"Bearer token. Others on this machine can read flags: prefer the variable or --token-file."`
	TokenFile string `env:"BURGERBODE_TOKEN_FILE" type:"path" help:"File with the bearer token, read again for each request."`
}

// reach asks a service at its address.
func reach(address string) (*client.Client, error) {
	parsed, err := url.Parse(address)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" {
		return nil, fmt.Errorf("--api: %q must be an address such as http://127.0.0.1:8080", address)
	}
	return &client.Client{URL: strings.TrimSuffix(address, "/")}, nil
}

// client asks the service with the token.
func (s service) client() (*client.Client, error) {
	asks, err := reach(s.API)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Token != "" && s.TokenFile != "":
		return nil, errors.New("--token and --token-file are both set: give one")
	case s.Token == "" && s.TokenFile == "":
		return nil, errors.New("a token is needed: --token-file, --token or BURGERBODE_TOKEN; of the demo, `burgerctl token` gets one")
	case s.Token != "":
		asks.Token = func() (string, error) { return s.Token, nil }
	default:
		asks.Token = func() (string, error) {
			text, err := os.ReadFile(s.TokenFile)
			return strings.TrimSpace(string(text)), err
		}
	}
	return asks, nil
}

// ask sends one operation with the token. The error is what the user is to read.
func (s service) ask(ctx context.Context, query string, variables, into any) error {
	asks, err := s.client()
	if err != nil {
		return err
	}
	return asks.Do(ctx, query, variables, into)
}
