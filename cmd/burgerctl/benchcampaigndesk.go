package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"burgerbode/cmd/internal/client"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/process"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers"
)

// benchDesk is the API over real HTTP, and who asks it.
type benchDesk struct {
	server   *process.Server
	author   *client.Client
	citizens []*client.Client
}

func (d *benchDesk) close(ctx context.Context) { _ = d.server.Drain(ctx, 10*time.Second) }

// desk starts the API, with an issuer of tokens beside it.
func (b *campaignBench) desk(ctx context.Context) (*benchDesk, error) {
	keys, err := model.NewKeyring([]byte("a bench, whose citizens do not exist"))
	if err != nil {
		return nil, err
	}
	issuer, err := devissuer.New(devissuer.Config{Now: b.now, Organisations: []*model.Organisation{b.organisation()}, Log: b.log})
	if err != nil {
		return nil, err
	}
	listener, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	url := "http://" + listener.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/dev/", issuer)
	d := &benchDesk{server: process.Serve(ctx, listener, mux, b.log)}
	auth, err := resolvers.NewAuth(ctx, resolvers.AuthConfig{Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: url + devissuer.KeysPath},
		keys, b.store, b.now, b.log)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare sign-in: %w", err), d.server.Drain(ctx, time.Second))
	}
	api, err := resolvers.New(ctx, resolvers.Config{
		Mailboxes: &store.Mailboxes{Store: b.store, Now: b.now, Log: b.log}, Keys: keys, Auth: auth, Development: true, Log: b.log,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare the API: %w", err), d.server.Drain(ctx, time.Second))
	}
	mux.Handle("/", api.Handler())
	if err := d.signIn(ctx, b, url, issuer, keys); err != nil {
		return nil, errors.Join(err, d.server.Drain(ctx, time.Second))
	}
	return d, nil
}

// signIn makes an author and some citizens.
func (d *benchDesk) signIn(ctx context.Context, b *campaignBench, url string, issuer *devissuer.Server, keys model.Keyring) error {
	transport := &http.Transport{MaxIdleConns: 2 * openers, MaxIdleConnsPerHost: 2 * openers}
	as := func(wish devissuer.Wish) (*client.Client, error) {
		token, err := issuer.Token(wish)
		return &client.Client{
			URL: url, Token: func() (string, error) { return token, nil }, HTTP: &http.Client{Transport: transport, Timeout: 10 * time.Minute},
		}, err
	}
	var err error
	if d.author, err = as(devissuer.Wish{As: "communicator", Org: string(campaignOrg), Role: "author"}); err != nil {
		return err
	}
	for i := range openers {
		number, err := model.DemoINSZ(1950+i, 1, 1, 0)
		if err != nil {
			return err
		}
		id, err := b.load.Citizen(i)
		if err != nil {
			return err
		}
		held, err := b.store.AddCitizens(ctx, map[string]model.CitizenID{keys.CitizenKey(number): id})
		if err != nil {
			return err
		}
		if held[keys.CitizenKey(number)] != id {
			return errors.New("the store has citizens of an earlier bench: use an empty one")
		}
		citizen, err := as(devissuer.Wish{As: "citizen", INSZ: number.Digits()})
		if err != nil {
			return err
		}
		d.citizens = append(d.citizens, citizen)
	}
	return nil
}

const (
	benchDraft = `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }`
	benchDry   = `mutation ($input: CampaignDryRunInput!) { campaignDryRun(input: $input) { people rings feedOnly unreachable
		unreachableBy { count } reasons { reason count } curve { from until count } problems { path } } }`
	dryRuns = 3
)

// dryRun measures the dry run of a campaign for everybody, and a bare read of the same mailboxes.
func (b *campaignBench) dryRun(ctx context.Context, desk *benchDesk) (f dryRunFigures, err error) {
	var made struct {
		CreateCampaign struct{ Campaign struct{ ID string } }
	}
	err = desk.author.Do(ctx, benchDraft, map[string]any{"input": map[string]any{"clientId": b.load.Name, "draft": map[string]any{
		"title": "Uw pas ligt klaar", "text": "U kunt uw pas afhalen in het stadhuis.", "pushText": "{afzender} heeft nieuws voor u.",
		"rule": map[string]any{"born": []model.BirthBand{planBand, paceBand, openBand}}, "perMinute": model.MaxPerMinute,
		"expiresAt": b.now().AddDate(0, 0, 30),
	}}}, &made)
	if err != nil {
		return f, err
	}
	for range dryRuns {
		bare, err := b.readAll(ctx)
		if err != nil {
			return f, err
		}
		var run struct{ CampaignDryRun struct{ People int } }
		began := time.Now()
		if err := desk.author.Do(ctx, benchDry, map[string]any{"input": map[string]any{"id": made.CreateCampaign.Campaign.ID}}, &run); err != nil {
			return f, err
		}
		took := time.Since(began).Seconds()
		if run.CampaignDryRun.People != model.RoundCount(b.Mailboxes) {
			return f, fmt.Errorf("it counted %d people, not %d", run.CampaignDryRun.People, b.Mailboxes)
		}
		if f.Seconds == 0 || took < f.Seconds {
			f.Seconds = took
		}
		if f.Bare == 0 || bare < f.Bare {
			f.Bare = bare
		}
	}
	f.OfBare = f.Seconds / f.Bare
	return f, nil
}

// readAll reads every mailbox, as many slots at once as there are processors, and answers the seconds.
func (b *campaignBench) readAll(ctx context.Context) (float64, error) {
	began := time.Now()
	var read atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for slot := range model.Slots {
		group.Go(func() error {
			walk := store.WalkAudience(b.store, nil, slot, "")
			for {
				boxes, err := walk.Mailboxes(ctx, store.MaxBatch)
				if err != nil || len(boxes) == 0 {
					return err
				}
				read.Add(int64(len(boxes)))
			}
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	if read.Load() != int64(b.Mailboxes) {
		return 0, fmt.Errorf("the store has %d mailboxes, not %d: use an empty one", read.Load(), b.Mailboxes)
	}
	return time.Since(began).Seconds(), nil
}
