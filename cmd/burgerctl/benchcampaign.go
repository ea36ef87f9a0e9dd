package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	campaignOrg  = model.OrgCode("OVO002067")
	campaignTown = model.NIS("12025")
	openers      = 50 // citizens who open the app in turn
)

// The citizens are in three parts, told apart by when they were born: no citizen gets a second campaign's
// push on one day.
const (
	planBand = model.BirthBand("1950-1954") // half of them: planned and queued, never sent
	paceBand = model.BirthBand("1960-1964") // one in seven: told as fast as the machine can
	openBand = model.BirthBand("1970-1974") // all others: told at half of that, while citizens open the app
)

// bandOf is the part of the i-th citizen.
func bandOf(i int) model.BirthBand {
	switch part := i % 14; {
	case part < 7:
		return planBand
	case part < 9:
		return paceBand
	default:
		return openBand
	}
}

// benchCampaign measures what campaigns cost, and what citizens notice of them.
type benchCampaign struct {
	Mailboxes int           `default:"20000" help:"Mailboxes with a phone and a letter that was rung for."`
	Openings  int           `default:"400" help:"How often the app is opened before and after a campaign runs; meanwhile it is opened until the campaign has told everybody."`
	Every     time.Duration `default:"10ms" help:"Between two openings, whether or not those before were answered."`
	Rounds    int           `default:"3" help:"How often planning is measured, each time between two bare loops."`
	Writers   int           `default:"1" help:"Bulks that the bare loop saves at the same time. The engine saves one."`
	Patience  time.Duration `default:"60s" help:"Without any progress for so long it fails."`
	Least     float64       `default:"0" help:"Fail when planning is a smaller part of the bare bulk saves than this, such as 0.4, or memory grows; 0: only print."`
	benchWorld
}

// Run measures and prints.
func (c *benchCampaign) Run(ctx context.Context, to streams) (failed error) {
	if c.Mailboxes < 1400 || c.Openings < 1 || c.Every <= 0 || c.Writers < 1 || c.Rounds < 1 {
		return errors.New("--mailboxes must be at least 1400, --openings, --every, --rounds and --writers above 0")
	}
	if err := c.check(); err != nil {
		return err
	}
	to.err = &shared{to: to.err}
	fake, err := c.fake(ctx, to)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, fake.process.stop()) }()
	log := quietLog(to.err)
	opened, err := stores.Open(ctx, c.Store, log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	report, err := newCampaignBench(c, opened, log).measure(ctx, fake, to)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(to.out).Encode(report)
	} else {
		err = report.print(to.out)
	}
	return errors.Join(err, report.check(c.Least))
}

// campaignBench is one series of measurements.
type campaignBench struct {
	*benchCampaign
	log   *slog.Logger
	store store.Store
	boxes *store.Mailboxes // of whoever makes the citizens
	load  pushload.Load
	shift time.Duration // to noon of a Wednesday: campaigns keep office hours
}

func newCampaignBench(c *benchCampaign, opened store.Store, log *slog.Logger) *campaignBench {
	day := model.DayOf(time.Now())
	for model.WeekdayOf(day) != model.Wednesday {
		day = day.AddDays(1)
	}
	b := &campaignBench{benchCampaign: c, log: log, store: opened, shift: time.Until(day.At(12, 0))}
	b.boxes = &store.Mailboxes{Store: opened, Now: b.now, Log: log}
	b.load = pushload.Load{Name: fmt.Sprintf("campaign-%d-%d", os.Getpid(), time.Now().UnixMilli()), Phones: 1, Boxes: b.boxes}
	return b
}

func (b *campaignBench) now() time.Time { return time.Now().Add(b.shift) }

func (b *campaignBench) measure(ctx context.Context, fake *fakeFCM, to streams) (*campaignReport, error) {
	report := &campaignReport{Store: stores.Redacted(b.Store), Mailboxes: b.Mailboxes, Writers: b.Writers}
	started := time.Now()
	if _, err := store.Add(ctx, b.store, []*model.Organisation{b.organisation()}); err != nil {
		return nil, err
	}
	if err := b.load.Settled(ctx, 0, b.Mailboxes, b.inhabit); err != nil {
		return nil, err
	}
	_, _ = fmt.Fprintf(to.err, "%d mailboxes made in %v\n", b.Mailboxes, time.Since(started).Round(time.Millisecond))
	desk, err := b.desk(ctx)
	if err != nil {
		return nil, err
	}
	defer desk.close(ctx)
	if report.DryRun, err = b.dryRun(ctx, desk); err != nil {
		return nil, fmt.Errorf("measure the dry run: %w", err)
	}
	_, _ = fmt.Fprintf(to.err, "dry run measured: %.2f s, the bare read %.2f s\n", report.DryRun.Seconds, report.DryRun.Bare)
	if report.Opening, err = b.openApp(ctx, fake, desk, to); err != nil {
		return nil, fmt.Errorf("measure how the app opens: %w", err)
	}
	_, _ = fmt.Fprintln(to.err, "opening the app measured")
	if report.Plan, err = b.plan(ctx); err != nil {
		return nil, fmt.Errorf("measure planning: %w", err)
	}
	report.OfFloor = median(report.Plan)
	return report, nil
}

func (b *campaignBench) organisation() *model.Organisation {
	return &model.Organisation{Code: campaignOrg, Name: "Stad Mechelen", Level: model.LevelMunicipal, NIS: []model.NIS{campaignTown}}
}

// inhabit is who the i-th citizen is.
func (b *campaignBench) inhabit(i int, m *model.Mailbox) {
	wanted := m.Preferences
	wanted.Residence, wanted.Campaigns = campaignTown, true
	m.SetPreferences(wanted, b.now())
	m.NoteBirth(bandOf(i))
}

// part are the citizens of a band.
func (b *campaignBench) part(band model.BirthBand) ([]model.CitizenID, error) {
	var ids []model.CitizenID
	for i := range b.Mailboxes {
		if bandOf(i) != band {
			continue
		}
		id, err := b.load.Citizen(i)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// begin has a campaign for a band tell from now on. Its canary has passed: what is measured is the rest. The
// pace is put in after all steps, since it may be faster than a draft's can be.
func (b *campaignBench) begin(ctx context.Context, band model.BirthBand, audience int, perMinute float64) (model.CampaignID, error) {
	now := b.now()
	scope := model.Scope{Org: b.organisation()}
	rule := &model.Rule{Born: []model.BirthBand{band}}
	c := model.NewCampaign(campaignOrg, fmt.Sprintf("%s-%s-%d", b.load.Name, band, now.UnixNano()), "an", model.CampaignDraft{
		Title: "Uw pas ligt klaar", Text: "U kunt uw pas afhalen in het stadhuis.", PushText: "{afzender} heeft nieuws voor u.",
		Rule: rule.Text(), Window: model.DefaultWindow(), PerMinute: model.MaxPerMinute, ExpiresAt: now.AddDate(0, 0, 10),
	}, now)
	steps := []func() (bool, error){
		func() (bool, error) { return c.Submit("an", scope, now) },
		func() (bool, error) { return c.Approve("bert", c.Draft.Hash(), audience, scope, now) },
		func() (bool, error) { return c.Schedule("an", now, scope, now) },
		func() (bool, error) { return c.StartCanary(audience, 0, now.Add(time.Second)) },
	}
	for i, step := range steps {
		if _, err := step(); err != nil {
			return "", fmt.Errorf("begin a campaign, step %d: %w", i+1, err)
		}
	}
	var err error
	if c.State == model.CampaignPaused { // too few for a canary
		_, err = c.Resume("an", now.Add(time.Second))
	} else {
		_, err = c.Pass(now.Add(time.Second))
	}
	if err != nil {
		return "", fmt.Errorf("pass the canary: %w", err)
	}
	c.Draft.PerMinute = max(int(perMinute), 1)
	_, err = store.Add(ctx, b.store, []*model.Campaign{c})
	return c.ID, err
}

// end ends a campaign, so that no engine looks at it any more.
func (b *campaignBench) end(ctx context.Context, id model.CampaignID) error {
	_, err := store.ChangeRecord(ctx, b.store, id, func(c *model.Campaign) (bool, error) {
		if c.State.Ended() {
			return false, nil
		}
		return c.Cancel("an", b.now())
	})
	return err
}
