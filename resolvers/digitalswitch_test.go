package resolvers_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const askSwitch = `query ($from: String, $until: String, $printCents: Int) { digitalSwitch(from: $from, until: $until, printCents: $printCents) {
	countedAt from until printCents avoidedCents csv
	citizens { municipality { nis } mailboxes activated reachable optedOut }
	letters { month municipality { nis } service digital paper opened } } }`

// switching has 23 citizens in Mechelen, of whom 12 chose digital post and 8 want nothing of the city, with
// letters in June and July.
func (s *service) switching(t *testing.T) {
	t.Helper()
	s.people(t, 23)
	for i := range 12 {
		_, err := s.mailboxes.Update(t.Context(), model.CitizenID(model.HashID("inhabitant", fmt.Sprint(i))), func(box *model.Mailbox) error {
			box.SetDigitalPost(true, s.clock.now())
			preferences := box.Preferences
			if i < 8 {
				preferences.MutedSenders = []model.OrgCode{mechelen}
			}
			box.SetPreferences(preferences, s.clock.now())
			return nil
		})
		must(t, err)
	}
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	s.as(an).ask(t, updatePreferences, m{"input": m{"municipality": "12025"}})
	s.as(bram).ask(t, updatePreferences, m{"input": m{"municipality": "23099"}})
	s.sender(mechelen).deliver(t, append(numbered(12, an), letter("papier", cleo))...)
	for i := range 8 {
		s.learn(t, fmt.Sprintf("brief-%03d", i), model.EventOpened, false)
	}
	s.sender(mechelen).deliverRun(t, "papier", numbered(8, bram)...)
	s.sandbox(mechelen).try(t, deliverLetters, m{"input": m{"run": "proef", "letters": numbered(9, an)}})
	s.clock.moveTo(time.Date(2026, 6, 30, 22, 0, 0, 0, time.UTC)) // the first minute of July in Belgium
	late := callLetter("1", an)
	late["callLetter"] = change(late["callLetter"].(m), "election", m{"id": "later", "name": "Later", "day": "2026-10-11"})
	s.sender(mechelen).deliverRun(t, "juli", late)
}

func TestHowFarCitizensHaveGoneOverToDigitalPost(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.switching(t)
	shown := s.author().ask(t, askSwitch)
	want(t, []any{shown.at("digitalSwitch.from"), shown.at("digitalSwitch.until"), shown.at("digitalSwitch.countedAt")}, []any{"2025-08", "2026-07", s.clock.now()})
	want(t, shown.at("digitalSwitch.citizens"), []m{{"municipality": m{"nis": "12025"}, "mailboxes": 25, "activated": 15, "reachable": 15, "optedOut": 10}})
	city, village, nowhere := m{"nis": "12025"}, m{"nis": "23099"}, any(nil)
	want(t, shown.at("digitalSwitch.letters"), []m{
		{"month": "2026-07", "municipality": city, "service": "Burgerzaken", "digital": 5, "paper": 5, "opened": 5},
		{"month": "2026-06", "municipality": village, "service": nil, "digital": 5, "paper": 10, "opened": 5},
		{"month": "2026-06", "municipality": city, "service": nil, "digital": 10, "paper": 5, "opened": 10},
		{"month": "2026-06", "municipality": nowhere, "service": nil, "digital": 5, "paper": 5, "opened": 5},
	})
	want(t, []any{shown.at("digitalSwitch.printCents"), shown.at("digitalSwitch.avoidedCents")}, []int{125, 10 * 125})
	july := s.approver().ask(t, askSwitch, m{"from": "2026-07", "until": "2026-07", "printCents": 95})
	want(t, len(july.list("digitalSwitch.letters")), 1)
	want(t, july.at("digitalSwitch.avoidedCents"), 5*95)

	text := shown.text("digitalSwitch.csv")
	if !strings.HasPrefix(text, "\ufeffSoort;Maand;Gemeente;") || !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("the CSV is %q", text)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.Comma = ';'
	rows, err := reader.ReadAll() // and all rows are as long
	must(t, err)
	want(t, len(rows), 1+1+4+1)
	want(t, rows[1], []string{"Burgers", "", "Mechelen", "12025", "", "25", "15", "15", "10", "", "", "", "", ""})
	want(t, rows[3], []string{"Brieven", "2026-06", "Kraainem", "23099", "Geen dienst", "", "", "", "", "5", "10", "5", "", ""})
	want(t, rows[6], []string{"Totaal", "", "", "", "", "", "", "", "", "", "", "", "1,25", "12,50"})

	all := s.communicator(agency, "author", "an").ask(t, askSwitch)
	want(t, len(all.list("digitalSwitch.citizens")), 286) // every municipality, and who lives nowhere
	want(t, all.at("digitalSwitch.citizens.285"), m{"municipality": nil, "mailboxes": 5, "activated": 5, "reachable": 5, "optedOut": 5})
	want(t, all.at("digitalSwitch.letters"), []m{})
}

func TestWhatMayBeAskedOfTheSwitch(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, wrong := range map[string]struct {
		asked m
		paths []string
	}{
		"malformed":       {m{"from": "juni 2026"}, []string{"from"}},
		"no month":        {m{"until": "2026-13"}, []string{"until"}},
		"a day":           {m{"until": "2026-06-01"}, []string{"until"}},
		"both":            {m{"from": "", "until": "x", "printCents": 0}, []string{"from", "until", "printCents"}},
		"from after":      {m{"from": "2026-07", "until": "2026-06"}, []string{"from"}},
		"after this one":  {m{"from": "2026-07"}, []string{"from"}},
		"too many months": {m{"from": "2023-06", "until": "2026-06"}, []string{"from"}},
		"too dear":        {m{"printCents": 10_001}, []string{"printCents"}},
	} {
		t.Run(name, func(t *testing.T) { wantAdvice(t, s.author().try(t, askSwitch, wrong.asked), wrong.paths...) })
	}
	most := s.author().ask(t, askSwitch, m{"from": "2023-07", "printCents": 10_000})
	want(t, []any{most.at("digitalSwitch.from"), most.at("digitalSwitch.until"), most.at("digitalSwitch.avoidedCents")}, []any{"2023-07", "2026-06", 50_000})
	for _, other := range []caller{s.as(an), s.sender(mechelen), s.communicator(supplier, "author", "els")} {
		wantError(t, other.try(t, askSwitch), model.CodeForbidden)
	}
}

// What takes long to count is counted once an hour. The rest is as it is now.
func TestALongCountIsKeptForAnHour(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for part := range 4 { // on paper, so that no mailbox has to hold them
		letters := make([]m, 500)
		for i := range letters {
			letters[i] = letter(fmt.Sprintf("%d-%d", part, i), an)
		}
		s.sender(mechelen).deliver(t, letters...)
	}
	ask := func() answer { return s.author().ask(t, askSwitch, m{"from": "2026-06"}) }
	first := ask()
	want(t, first.at("digitalSwitch.letters.0.paper"), 2000)
	s.sender(mechelen).deliver(t, numbered(10, bram)...)
	s.as(bram).ask(t, updatePreferences, m{"input": m{"municipality": "12025"}})
	s.clock.advance(59 * time.Minute)
	kept := ask()
	want(t, []any{kept.at("digitalSwitch.letters"), kept.at("digitalSwitch.countedAt")}, []any{first.at("digitalSwitch.letters"), opening})
	s.clock.advance(time.Minute)
	again := ask()
	want(t, []any{len(again.list("digitalSwitch.letters")), again.at("digitalSwitch.countedAt")}, []any{2, s.clock.now()})
	part, err := store.Get[model.SwitchPart](t.Context(), s.store, model.SwitchPartID(mechelen, "2026-06"))
	must(t, err)
	want(t, []any{part.Counted, part.Rev}, []int{2010, 2})
}

// A spreadsheet takes what a sender calls its department for words, whatever it begins with.
func TestASheetHasNoFormulas(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for i, service := range []string{"=1+1", "+32 470", "-x", "@som", `Dienst "A"; en B`, "-5"} {
		sent := letter(fmt.Sprint(i), an)
		sent["service"] = service
		s.sender(mechelen).deliver(t, sent)
	}
	shown := s.author().ask(t, askSwitch)
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(shown.text("digitalSwitch.csv"), "\ufeff")))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	must(t, err)
	var services []string
	for _, row := range rows {
		if row[0] == "Brieven" {
			services = append(services, row[4])
		}
	}
	want(t, services, []string{"'+32 470", "-5", "'-x", "'=1+1", "'@som", `Dienst "A"; en B`}) // a number is no formula
	want(t, shown.each("digitalSwitch.letters", "service"), []string{"+32 470", "-5", "-x", "=1+1", "@som", `Dienst "A"; en B`})
}
