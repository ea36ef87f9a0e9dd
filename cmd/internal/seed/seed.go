// Package seed fills a store with the demo's data: organisations, citizens with safe national
// numbers, three weeks of letters and dossiers, and what citizens did with them.
//
// Everything passes the doors that real senders and citizens use (API.Deliver, API.Report, API.Desk and
// the rules of the mailbox), only with a clock of the past, so that feeds look lived in. What happens
// is written first, as a script that follows from one moment (script.go, lives.go), and then
// played in order. Playing it again changes nothing; a store in which it was played to the end is
// left alone, so that what people did since then stays.
//
// Start reading at Run.
package seed

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers"
)

// Citizens is how many citizens the demo has unless it is told otherwise.
const Citizens = 300

// Config says what is seeded.
type Config struct {
	Store store.Store
	Keys  model.Keyring
	// Now is the moment at which the demo's past ends, unless the store was seeded before.
	Now time.Time
	// Count is how many citizens there are; 0 for organisations only.
	Count int
	// Town is how many more people live in the lead city: they are whom campaigns tell.
	Town int
	// Seed makes other people of the same places; 0: sample.Seed.
	Seed uint64
	Log  *slog.Logger
}

// Result says what there is now.
type Result struct {
	Citizens []devissuer.Citizen // who can sign in, An Peeters first
	Letters  int                 // handed over
	Statuses int                 // reported
	Already  bool                // it was there before; nothing was added
}

// Run seeds the store. It is safe to repeat, also after an end in the middle.
func Run(ctx context.Context, config Config) (*Result, error) {
	if err := saveOrganisations(ctx, config.Store); err != nil {
		return nil, err
	}
	if config.Count == 0 {
		return &Result{}, nil
	}
	anchor, done, err := progress(ctx, config)
	if err != nil {
		return nil, err
	}
	written, err := write(anchor, config.Count, config.Town, cmp.Or(config.Seed, sample.Seed))
	if err != nil {
		return nil, err
	}
	result := &Result{Citizens: written.citizens, Already: done}
	if done {
		return result, nil
	}
	p, err := newPlayer(ctx, config, written)
	if err != nil {
		return nil, err
	}
	if result.Letters, result.Statuses, err = p.play(ctx, written.events); err != nil {
		return nil, err
	}
	return result, p.phones(ctx, written.town)
}

// Numbers are those of the citizens that Run makes with this Count.
func Numbers(count int) (map[model.INSZ]bool, error) {
	people, err := populate(count, sample.Seed)
	if err != nil {
		return nil, err
	}
	numbers := make(map[model.INSZ]bool, len(people))
	for _, who := range people {
		numbers[who.Number] = true
	}
	return numbers, nil
}

func saveOrganisations(ctx context.Context, to store.Store) error {
	for _, organisation := range Organisations() {
		err := store.Save(ctx, to, organisation)
		if err != nil && !errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("save organisation %s: %w", organisation.Code, err)
		}
	}
	return nil
}

// progress finds out from the first and the last letter where an earlier run got to.
func progress(ctx context.Context, config Config) (anchor time.Time, done bool, err error) {
	first, last := model.LetterID(mechelen, postRun, firstReference), model.LetterID(mechelen, postRun, lastReference)
	found, err := store.Find[model.LetterRecord](ctx, config.Store, []model.EntryID{first, last})
	if err != nil {
		return time.Time{}, false, fmt.Errorf("look for earlier data: %w", err)
	}
	anchor = config.Now.UTC().Truncate(time.Minute)
	if record := found[first]; record != nil {
		anchor = record.AcceptedAt.AddDate(0, 0, past)
	}
	return anchor, found[last] != nil, nil
}

// player carries out a script.
type player struct {
	api       *resolvers.API
	mailboxes *store.Mailboxes
	ids       map[model.INSZ]model.CitizenID
	now       time.Time // the clock of the past
}

func newPlayer(ctx context.Context, config Config, written *script) (*player, error) {
	p := &player{ids: map[model.INSZ]model.CitizenID{}}
	p.mailboxes = &store.Mailboxes{Store: config.Store, Now: func() time.Time { return p.now }, Log: config.Log}
	var err error
	p.api, err = resolvers.New(ctx, resolvers.Config{
		Mailboxes: p.mailboxes, Keys: config.Keys, Log: config.Log,
		Auth: new(resolvers.Auth), // nobody signs in here: the player names the viewers itself
	})
	if err != nil {
		return nil, fmt.Errorf("open the door for the demo's data: %w", err)
	}
	for part := range slices.Chunk(slices.Concat(written.people, written.town), store.MaxBatch) {
		wanted, numbers := map[string]model.CitizenID{}, map[string]model.INSZ{}
		for _, who := range part {
			key := config.Keys.CitizenKey(who.Number)
			numbers[key] = who.Number
			if wanted[key], err = model.NewCitizenID(rand.Reader); err != nil {
				return nil, err
			}
		}
		held, err := config.Store.AddCitizens(ctx, wanted)
		if err != nil {
			return nil, fmt.Errorf("add the citizens: %w", err)
		}
		for key, number := range numbers {
			p.ids[number] = held[key]
		}
	}
	return p, nil
}

// play carries the events out, moment by moment, and after each lets the past decide about the
// pushes that were due then, so that the demo does not begin with a burst of them.
func (p *player) play(ctx context.Context, events []event) (letters, statuses int, err error) {
	for len(events) > 0 {
		end := 1
		for end < len(events) && events[end].at.Equal(events[0].at) && events[end].order == events[0].order {
			end++
		}
		round := events[:end]
		events = events[end:]
		p.now = round[0].at
		err := p.handOver(ctx, round)
		if err == nil {
			err = errors.Join(p.letters(ctx, round), p.statuses(ctx, round), p.changes(ctx, round), p.tell(ctx, round))
		}
		if err != nil {
			return letters, statuses, fmt.Errorf("seed what happened at %s: %w", p.now.Format(time.DateTime), err)
		}
		touched := map[model.CitizenID]bool{}
		for _, e := range round {
			if id, someone := p.ids[e.who]; someone {
				touched[id] = true
			}
			if e.letter != nil {
				letters++
			}
			if e.status != nil {
				statuses++
			}
		}
		if err := p.settle(ctx, slices.Collect(maps.Keys(touched))); err != nil {
			return letters, statuses, err
		}
	}
	return letters, statuses, p.settle(ctx, slices.Collect(maps.Values(p.ids)))
}

// sending names a run of one sender.
type sending struct {
	org model.OrgCode
	run string
}

func (p *player) letters(ctx context.Context, round []event) error {
	runs := map[sending][]*graph.DeliverLetterInput{}
	for _, e := range round {
		if e.letter != nil {
			runs[sending{e.org, e.run}] = append(runs[sending{e.org, e.run}], e.letter)
		}
	}
	for of, letters := range runs {
		for part := range slices.Chunk(letters, store.MaxBatch) {
			payload, err := p.api.Deliver(ctx, sender(of.org), graph.DeliverLettersInput{Run: of.run, Letters: part})
			if err != nil {
				return fmt.Errorf("deliver: %w", err)
			}
			for _, result := range payload.Results {
				if result.Error != nil {
					return fmt.Errorf("deliver %s: %s %v", result.Reference, result.Error.Message, fields(result.Error))
				}
			}
		}
	}
	return nil
}

func (p *player) statuses(ctx context.Context, round []event) error {
	byOrg := map[model.OrgCode][]*graph.ReportDossierStatusInput{}
	for _, e := range round {
		if e.status != nil {
			byOrg[e.org] = append(byOrg[e.org], e.status)
		}
	}
	for org, statuses := range byOrg {
		for part := range slices.Chunk(statuses, store.MaxBatch) {
			payload, err := p.api.Report(ctx, sender(org), graph.ReportDossierStatusesInput{Statuses: part})
			if err != nil {
				return fmt.Errorf("report: %w", err)
			}
			for _, result := range payload.Results {
				if result.Error != nil {
					return fmt.Errorf("report %s: %s %v", result.Number, result.Error.Message, fields(result.Error))
				}
			}
		}
	}
	return nil
}

// changes applies what citizens did, in order.
func (p *player) changes(ctx context.Context, round []event) error {
	byCitizen := map[model.CitizenID][]event{}
	for _, e := range round {
		if e.change != nil {
			byCitizen[p.ids[e.who]] = append(byCitizen[p.ids[e.who]], e)
		}
	}
	changes := map[model.CitizenID]store.Change{}
	for id, own := range byCitizen {
		changes[id] = func(m *model.Mailbox) error {
			for _, e := range own {
				if err := e.change(m, p.now); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return p.update(ctx, changes)
}

func (p *player) settle(ctx context.Context, ids []model.CitizenID) error {
	changes := map[model.CitizenID]store.Change{}
	for _, id := range ids {
		changes[id] = func(m *model.Mailbox) error {
			round := m.Wake(p.now)
			round.Notices = nil         // what senders are to learn waits for the notifier, which tells them
			m.Settle(round, nil, p.now) // no phone is registered yet, so nothing is to be sent
			return nil
		}
	}
	return p.update(ctx, changes)
}

func (p *player) update(ctx context.Context, changes map[model.CitizenID]store.Change) error {
	ids := slices.Sorted(maps.Keys(changes))
	for part := range slices.Chunk(ids, store.MaxBatch) {
		bulk := make(map[model.CitizenID]store.Change, len(part))
		for _, id := range part {
			bulk[id] = changes[id]
		}
		_, failed, err := p.mailboxes.UpdateMany(ctx, bulk)
		if err != nil {
			return fmt.Errorf("change mailboxes: %w", err)
		}
		for _, failure := range failed {
			return fmt.Errorf("change a mailbox: %w", failure)
		}
	}
	return nil
}

// sender is an organisation as it asks.
func sender(org model.OrgCode) *model.Viewer {
	return &model.Viewer{Roles: []model.Role{model.RoleSender}, Org: org}
}

func fields(failure *graph.ItemError) []model.FieldError {
	var wrong []model.FieldError
	for _, field := range failure.Fields {
		wrong = append(wrong, *field)
	}
	return wrong
}
