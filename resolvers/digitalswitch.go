package resolvers

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// The bounds of what may be asked.
const (
	maxSwitchMonths = 36
	maxPrintCents   = 10_000
	printCents      = 125 // what a letter on paper costs unless it is said
)

// digitalSwitch is how far the citizens of the team's organisation have gone over to digital post.
func (r *Resolver) digitalSwitch(ctx context.Context, from, until *string, cents *int) (*graph.DigitalSwitch, error) {
	t, err := r.team(ctx)
	if err != nil {
		return nil, err
	}
	price := value(cents, printCents)
	months, wrong := switchMonths(from, until, model.MonthOf(r.now()))
	if price < 1 || price > maxPrintCents {
		wrong = append(wrong, model.FieldError{
			Path: "printCents", Message: fmt.Sprintf("must be from 1 to %d", maxPrintCents),
			Advice: model.OptionalText(fmt.Sprintf("Kies een prijs van 0,01 tot %d euro.", maxPrintCents/100)),
		})
	}
	if err := model.Invalid(wrong); err != nil {
		return nil, err
	}
	leave, err := r.enterTerritory(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	tally, countedAt, err := r.countSwitch(ctx, t.org, months)
	if err != nil {
		return nil, err
	}
	shown := &graph.DigitalSwitch{
		CountedAt: countedAt, From: string(months[0]), Until: string(months[len(months)-1]), PrintCents: price,
		Citizens: []*graph.DigitalSwitchCitizens{}, Letters: []*graph.DigitalSwitchLetters{},
	}
	citizens, letters, digital := tally.Rounded(t.org)
	shown.AvoidedCents = digital * price
	for _, c := range citizens {
		shown.Citizens = append(shown.Citizens, &graph.DigitalSwitchCitizens{
			Municipality: townOf(c.NIS), Mailboxes: c.Mailboxes, Activated: c.Activated, Reachable: c.Reachable, OptedOut: c.OptedOut,
		})
	}
	for _, l := range letters {
		shown.Letters = append(shown.Letters, &graph.DigitalSwitchLetters{
			Month: string(l.Month), Municipality: townOf(l.NIS), Service: present(model.OptionalText(l.Service)),
			Digital: l.Digital, Paper: l.Paper, Opened: l.Opened,
		})
	}
	shown.CSV, err = switchSheet(shown)
	return shown, err
}

// switchMonths are the months that are asked for: without words, this one and the eleven before it.
func switchMonths(from, until *string, now model.Month) (months []model.Month, wrong []model.FieldError) {
	read := func(path string, text *string, fallback model.Month) model.Month {
		if text == nil {
			return fallback
		}
		month, ok := model.ParseMonth(*text)
		if !ok {
			wrong = append(wrong, model.FieldError{
				Path: path, Message: "must be a month such as 2026-01", Advice: "Kies een maand, zoals 2026-01.",
			})
		}
		return month
	}
	last := read("until", until, now)
	if len(wrong) > 0 {
		last = now // so that a wrong first month is found too
	}
	first := read("from", from, last.Add(-11))
	switch {
	case len(wrong) > 0:
	case first > last:
		wrong = append(wrong, model.FieldError{
			Path: "from", Message: "must not come after the last month", Advice: "De eerste maand komt na de laatste. Kies een vroegere maand.",
		})
	case first < last.Add(1-maxSwitchMonths):
		wrong = append(wrong, model.FieldError{
			Path: "from", Message: fmt.Sprintf("must be within %d months of the last one", maxSwitchMonths),
			Advice: model.OptionalText(fmt.Sprintf("Kies hoogstens %d maanden.", maxSwitchMonths)),
		})
	default:
		months = first.Until(last)
	}
	return months, wrong
}

// townOf is a municipality; nil for one that is not known.
func townOf(nis model.NIS) *model.Municipality {
	if town, ok := model.LookupMunicipality(string(nis)); ok {
		return &town
	}
	return nil
}

// switchSheet is all that is shown, as one table: a row for each municipality, one for each month,
// municipality and department, and one with what was saved.
func switchSheet(shown *graph.DigitalSwitch) (string, error) {
	place := func(town *model.Municipality) (name, nis string) {
		if town == nil {
			return "Onbekend", ""
		}
		return town.Name, string(town.NIS)
	}
	rows := [][]string{{
		"Soort", "Maand", "Gemeente", "NIS-code", "Dienst", "Brievenbussen", "Koos digitale post", "Bereikbare telefoons", "Zette campagnes uit",
		"Alleen digitaal", "Op papier", "Geopend", "Prijs per brief (euro)", "Vermeden drukkosten (euro)",
	}}
	for _, c := range shown.Citizens {
		name, nis := place(c.Municipality)
		rows = append(rows, []string{
			"Burgers", "", name, nis, "", strconv.Itoa(c.Mailboxes), strconv.Itoa(c.Activated), strconv.Itoa(c.Reachable), strconv.Itoa(c.OptedOut),
			"", "", "", "", "",
		})
	}
	for _, l := range shown.Letters {
		name, nis := place(l.Municipality)
		rows = append(rows, []string{
			"Brieven", l.Month, name, nis, value(l.Service, "Geen dienst"), "", "", "", "",
			strconv.Itoa(l.Digital), strconv.Itoa(l.Paper), strconv.Itoa(l.Opened), "", "",
		})
	}
	total := append(strings.Split("Totaal"+strings.Repeat(";", 11), ";"), euros(shown.PrintCents), euros(shown.AvoidedCents))
	return sheet(append(rows, total))
}

// euros writes cents as Dutch spreadsheets read them.
func euros(cents int) string { return fmt.Sprintf("%d,%02d", cents/100, cents%100) }
