package seed

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

// citizen is somebody of the demo.
type citizen struct {
	sample.Person
	index int           // 0 is An Peeters
	org   model.OrgCode // of the municipality
	desk  string        // where to go there, with its preposition
	child string        // given name
}

// digital tells whether the citizen chooses digital post.
func (c citizen) digital() bool { return c.index%3 == 0 }

// The order in which things happen within one round.
const (
	choices = iota // what citizens chose before
	post           // letters and statuses
	acts           // what citizens did with them
)

// event is one thing that happened: exactly one of letter, status, change and told is set.
type event struct {
	at     time.Time
	order  int
	who    model.INSZ
	org    model.OrgCode
	run    string
	letter *graph.DeliverLetterInput
	status *graph.ReportDossierStatusInput
	change func(m *model.Mailbox, now time.Time) error
	told   func(ctx context.Context, desk resolvers.Desk, now time.Time) error // what a sender did
	papers [][]byte                                                            // PDFs that are handed over first
}

// script is all that happened in the demo before it starts. It follows from the anchor and the
// number of citizens alone.
type script struct {
	anchor    time.Time // the moment at which the demo's past ends
	election  model.Election
	seed      uint64                   // of the people
	names     map[model.OrgCode]string // of organisations
	templates map[model.LetterKind]template
	flows     []flow
	citizens  []devissuer.Citizen
	people    []citizen
	town      []citizen // more people of the lead city
	events    []event
	number    int // of the last letter or dossier
	err       error
}

// past is how many days ago the demo's past begins.
const past = 21

// The first and the last event are letters to An Peeters: the first tells the anchor to a later
// start, the last that all is there.
const (
	firstReference = "WELKOM-1"
	lastReference  = "WERKEN-1"
)

func write(anchor time.Time, count, town int, seed uint64) (*script, error) {
	s := &script{
		anchor: anchor, seed: seed, names: names(), templates: templates(), flows: flows(),
		election: sample.ElectionOn(sample.ElectionDay(anchor)),
	}
	var err error
	if s.people, err = populate(count, seed); err != nil {
		return nil, err
	}
	s.desks()
	for _, who := range s.people {
		about := s.life(who)
		s.citizens = append(s.citizens, devissuer.Citizen{
			INSZ: who.Number.Digits(), Name: who.Name(), Municipality: who.Town.Name, About: about,
		})
	}
	if err := s.settleTown(town); err != nil {
		return nil, err
	}
	if s.err != nil {
		return nil, s.err
	}
	slices.SortStableFunc(s.events, func(a, b event) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.order, b.order)) })
	return s, nil
}

// populate draws the citizens: three of ten live in the lead city, the others all over.
func populate(count int, seed uint64) ([]citizen, error) {
	homes := towns()
	taken := map[model.INSZ]bool{}
	pools := make([][]sample.Person, len(homes))
	for i, home := range homes {
		var err error
		if pools[i], err = sample.People(string(home.nis), min(count+50, sample.MaxPeople), seed); err != nil {
			return nil, fmt.Errorf("draw the citizens: %w", err)
		}
	}
	children := strings.Fields("Lotte Noah Emma Lucas Mila Arthur Louise Liam Nora Jules")
	people := make([]citizen, 0, count)
	for i := range count {
		at := i % (len(homes) + 2) // the two beyond live in the lead city as well
		if at >= len(homes) {
			at = 0
		}
		for len(pools[at]) > 0 && taken[pools[at][0].Number] {
			pools[at] = pools[at][1:]
		}
		if len(pools[at]) == 0 {
			return nil, fmt.Errorf("%d citizens are more than there are demo numbers for", count)
		}
		person := pools[at][0]
		taken[person.Number] = true
		people = append(people, citizen{Person: person, index: i, org: homes[at].code, desk: homes[at].at, child: children[i%len(children)]})
	}
	return people, nil
}

// at is the moment, so many days before the anchor, at which things happen: each day at its own
// hour, between 9 and 17 in Belgium.
func (s *script) at(daysAgo int) time.Time {
	if daysAgo == 0 {
		return s.anchor.Add(-20 * time.Minute)
	}
	return model.DayOf(s.anchor).AddDays(-daysAgo).At(9+daysAgo*5%8, daysAgo*17%60)
}

// deliver lets the citizen's municipality send a letter for the election.
func (s *script) deliver(who citizen, daysAgo int, letter *graph.DeliverLetterInput) model.EntryID {
	s.events = append(s.events, event{at: s.at(daysAgo), order: post, who: who.Number, org: who.org, run: electionsRun, letter: letter})
	return model.LetterID(who.org, electionsRun, letter.Reference)
}

// send delivers a letter of a kind that is not a call letter.
func (s *script) send(who citizen, kind model.LetterKind, daysAgo int) model.EntryID {
	return s.sendAs(who, s.templates[kind], daysAgo)
}

// sendAs delivers a letter by its template, with its document where there may be an entry to show it.
func (s *script) sendAs(who citizen, t template, daysAgo int) model.EntryID {
	s.number++
	letter := s.letter(who, t, s.number, daysAgo)
	run := runOf(who.org, t.kind)
	e := event{at: s.at(daysAgo), order: post, who: who.Number, org: who.org, run: run, letter: letter}
	if t.enclosed != nil && who.digital() {
		enclosed := *t.enclosed
		if enclosed.text == nil {
			enclosed.text = t.body
		}
		day := model.DayOf(e.at)
		letter.Documents = s.enclose(&e, &enclosed, s.names[who.org], day, s.values(who, t, s.number, day))
	}
	s.events = append(s.events, e)
	return model.LetterID(who.org, run, letter.Reference)
}

// does lets the citizen do something.
func (s *script) does(who citizen, daysAgo, order int, change func(m *model.Mailbox, now time.Time) error) {
	s.events = append(s.events, event{at: s.at(daysAgo), order: order, who: who.Number, change: change})
}

func (s *script) opens(who citizen, daysAgo int, letter model.EntryID) {
	s.does(who, daysAgo, acts, func(m *model.Mailbox, now time.Time) error { return m.Open(letter, now) })
}

func (s *script) reads(who citizen, daysAgo int, entry model.EntryID) {
	s.does(who, daysAgo, acts, func(m *model.Mailbox, now time.Time) error {
		return m.MarkRead([]model.EntryID{entry}, true, now)
	})
}

// choosesDigitalPost happens on the first day, before any post that needs it.
func (s *script) choosesDigitalPost(who citizen) {
	s.does(who, past-1, choices, func(m *model.Mailbox, now time.Time) error {
		m.SetDigitalPost(true, now)
		return nil
	})
}

// prefers changes preferences on the first day.
func (s *script) prefers(who citizen, change func(p *model.Preferences)) {
	s.does(who, past-1, choices, func(m *model.Mailbox, now time.Time) error {
		wanted := m.Preferences
		change(&wanted)
		m.SetPreferences(wanted, now)
		return nil
	})
}

// dossier reports the statuses of a dossier up to the given one, the last of them so many days ago.
func (s *script) dossier(who citizen, f flow, stage, daysAgo int, about *graph.AboutInput) model.EntryID {
	s.number++
	org := who.org
	if f.org != "" {
		org = f.org
	}
	source := sourceOf(org)
	title := strings.ReplaceAll(f.title, "{kind}", who.child)
	if f.child && about == nil {
		about = &graph.AboutInput{DisplayName: new(who.child), Relation: model.RelationChild}
	}
	number := fileNumber(model.DayOf(s.anchor), s.number)
	for i, step := range f.steps[:stage+1] {
		ago := daysAgo + (stage-i)*f.gap
		status := &graph.ReportDossierStatusInput{
			Source: source, Number: number, Recipients: []*graph.RecipientInput{{Insz: new(who.Number.Digits())}},
			Procedure: f.procedure, Title: title, About: about, At: s.at(ago).Add(-12 * time.Minute),
			Phase: step.phase, Code: step.code, Label: step.label, Notify: model.NotifyPush,
			Manager: &graph.ContactInput{Desk: new(f.desk)},
		}
		if f.org == "" {
			status.Nis = new(string(who.Town.NIS))
		}
		step.fill(status, model.DayOf(status.At))
		e := event{at: s.at(min(ago, past-1)), order: post, who: who.Number, org: org, status: status}
		if step.enclosed != nil {
			status.Documents = s.enclose(&e, step.enclosed, s.names[org], model.DayOf(status.At), strings.NewReplacer("{kind}", who.child, "{naam}", who.Name()))
		}
		s.events = append(s.events, e)
	}
	return model.DossierID(source, number)
}

// fill adds to a status what only some steps have.
func (p step) fill(status *graph.ReportDossierStatusInput, day model.Day) {
	if p.detail != "" {
		status.Detail = new(p.detail)
	}
	if p.action != "" {
		status.ActionRequired, status.ActionText = true, new(p.action)
		status.ActionBefore = new(day.AddDays(p.within))
	}
	if p.silent {
		status.Notify = model.NotifySilent
	}
}

func (s *script) flow(procedure model.Procedure) flow {
	at := slices.IndexFunc(s.flows, func(f flow) bool { return f.procedure == procedure })
	return s.flows[at]
}
