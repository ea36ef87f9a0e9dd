package resolvers

import (
	"strconv"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// rowsOf are the lines of the table, its heading first.
func rowsOf(effect *graph.CampaignEffect, organisation string) [][]string {
	rows := [][]string{
		{"Onderwerp", "Detail", "Aantal burgers"},
		{"Campagne", effect.Campaign.Draft.Title, ""},
		{"Organisatie", organisation, ""},
		{"Geteld op", localMinute(effect.CountedAt), ""},
		{"Geteld deel", strconv.FormatFloat(100*effect.Sample, 'f', -1, 64) + " %", ""},
		{"Afronding", "Aantallen zijn afgerond op 5 en minstens 5, ook waar er niemand is.", ""},
	}
	add := func(subject, detail string, count int) {
		rows = append(rows, []string{subject, detail, strconv.Itoa(count)})
	}
	add("Doelgroep", "", effect.Planned)
	add("Bericht staat in de app", "", effect.Told)
	add("Melding verstuurd", "", effect.Sent)
	add("Melding aanvaard", "", effect.Accepted)
	add("Melding wacht nog", "", effect.Waiting)
	add("Melding mislukt", "", effect.Failed)
	add("Melding aangekomen", "", effect.Received)
	add("Melding aangetikt", "", effect.Tapped)
	add("Bericht geopend", "", effect.Opened)
	add("Gedaan wat gevraagd werd", "", effect.Acted)
	add("Afgemeld", "", effect.OptedOut)
	for _, failure := range effect.Failures {
		add("Melding mislukt, per code", failure.Code, failure.Count)
	}
	for _, silent := range effect.Silent {
		add("Geen melding, per reden", silentText(silent.Reason), silent.Count)
	}
	for _, hour := range effect.Curve {
		add("Verteld, per uur", localMinute(hour.From), hour.Count)
	}
	return rows
}

// localMinute is a moment as spreadsheets read it, in Belgian time.
func localMinute(t time.Time) string { return t.In(model.Brussels()).Format("2006-01-02 15:04") }

// silentText says in Dutch, to a communication team, why somebody got no push.
func silentText(reason model.Reason) string {
	text, known := map[model.Reason]string{
		model.ReasonOpened:       "Las het al",
		model.ReasonCompleted:    "Vinkte het af of verwijderde het",
		model.ReasonWithdrawn:    "De brief is ingetrokken",
		model.ReasonSuperseded:   "De brief is vervangen",
		model.ReasonPaid:         "De rekening is betaald",
		model.ReasonExpired:      "Te laat om nog nuttig te zijn",
		model.ReasonConfidential: "Vertrouwelijk",
		model.ReasonNotMeant:     "Hoort niet meer bij de doelgroep",
		model.ReasonOptedOut:     "Wil dit niet",
		model.ReasonNoPhone:      "Heeft geen telefoon met de app",
		model.ReasonNoPermission: "Laat geen meldingen toe",
		model.ReasonQuietExpiry:  "Rusttijd duurde te lang",
		model.ReasonCap:          "Kreeg al genoeg campagnes",
	}[reason]
	if !known {
		return string(reason)
	}
	return text
}
