package seed

import (
	"fmt"
	"slices"
	"strings"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
)

// template is a letter with {placeholders}.
type template struct {
	kind        model.LetterKind
	service     string
	subject     string
	preview     string
	body        []string // paragraphs after the salutation
	why         string
	child       bool   // it is about a child
	deadline    int    // days after delivery; 0: none
	consequence string // of missing the deadline
	asks        bool   // it asks to pay before the deadline
	enclosed    *enclosure
}

// templates has one letter of each kind that is not a call letter; the texts are those that
// citizens read.
func templates() map[model.LetterKind]template {
	all := map[model.LetterKind]template{}
	for _, t := range slices.Concat(civilTemplates(), moneyTemplates(), otherTemplates()) {
		all[t.kind] = t
	}
	return all
}

func civilTemplates() []template {
	return []template{
		{
			kind: model.KindAssessorLetter, service: "Burgerzaken",
			subject: "U bent aangewezen als bijzitter", preview: "U helpt op {verkiezingsdag} mee in een stembureau.",
			body: []string{
				"Op {verkiezingsdag} helpt u mee in {stembureau}. We verwachten u om 7 uur.",
				"Vooraf krijgt u een korte uitleg. Breng uw identiteitskaart mee.",
				"**Kunt u niet komen?** Meld dat ten laatste op {datum}, met een bewijs.",
			},
			why: "U staat op de kiezerslijst van {gemeente}.", deadline: 5, consequence: "Daarna rekenen we op u.",
		},
		{
			kind: model.KindJuryCard, service: "Burgerzaken",
			subject: "Witte kaart: lijst van gezworenen", preview: "Stuur de witte kaart terug binnen 8 dagen.",
			body: []string{
				"Uw nummer is geloot voor de lijst van gezworenen. Dat gebeurt om de vier jaar.",
				"Vul de witte kaart in en stuur die terug ten laatste op {datum}.",
				"Op de kaart geeft u aan of er redenen zijn om u niet op te roepen.",
			},
			why: "Uw nummer op de kiezerslijst van {gemeente} is geloot.", deadline: 8, consequence: "Antwoordt u niet, dan blijft u op de lijst.",
			enclosed: &enclosure{
				kind: model.DocumentForm, title: "Witte kaart",
				text: []string{"Naam en voornaam:", "Zijn er redenen om u niet op te roepen?", "Datum en handtekening:"},
			},
		},
		{
			kind: model.KindEIDRenewal, service: "Burgerzaken",
			subject: "Vraag uw nieuwe identiteitskaart aan", preview: "Uw kaart is geldig tot {vervaldatum}.",
			body: []string{
				"Uw identiteitskaart is geldig tot {vervaldatum}. Maak voor die dag een afspraak {loket}.",
				"Breng uw oude kaart mee. Een pasfoto hebt u alleen nodig als uw foto niet meer lijkt.",
			},
			why: "Uw identiteitskaart vervalt binnenkort.", deadline: 30, consequence: "Zonder geldige kaart kunt u niet reizen of stemmen.",
		},
		{
			kind: model.KindEIDCodesReady, service: "Burgerzaken",
			subject: "Uw nieuwe identiteitskaart ligt klaar", preview: "U kunt uw kaart ophalen {loket}.",
			body: []string{
				"U kunt uw kaart ophalen {loket}. Maak eerst een afspraak.",
				"Breng uw oude kaart mee, en de brief met uw pin- en pukcode. Die brief krijgt u apart en alleen op papier.",
			},
			why: "U hebt een identiteitskaart aangevraagd.",
		},
		{
			kind: model.KindPolioReminder, service: "Burgerzaken", child: true,
			subject: "Poliovaccinatie van {kind}: we wachten op het attest", preview: "Bezorg ons het attest voor {datum}.",
			body: []string{
				"{kind} wordt op {datum} 18 maanden. De vaccinatie tegen polio is verplicht.",
				"Bezorg ons voor die datum het attest van uw arts of van Kind en Gezin.",
				"Is dat al gebeurd? Dan hoeft u niets te doen.",
			},
			why: "{kind} woont bij u in {gemeente}.", deadline: 24, consequence: "Daarna brengen we de gezondheidsinspectie op de hoogte.",
			enclosed: &enclosure{
				kind: model.DocumentForm, title: "Formulier voor de arts van {kind}",
				text: []string{"Naam van het kind: {kind}", "Datum van de vaccinaties:", "Stempel en handtekening van de arts:"},
			},
		},
	}
}

func otherTemplates() []template {
	return []template{
		{
			kind: model.KindInformation, service: "Communicatie",
			subject: "Werken in de {straat}", preview: "Vanaf maandag is er een omleiding voor auto's.",
			body: []string{
				"Vanaf maandag vernieuwen we de riolering in de {straat}. De werken duren drie weken.",
				"U kunt te voet en met de fiets altijd door. Voor auto's is er een omleiding.",
				"U hoeft niets te doen.",
			},
			why: "U woont in de buurt van de werken.",
		},
	}
}

func moneyTemplates() []template {
	return []template{
		{
			kind: model.KindTaxBill, service: "Financiën",
			subject: "Aanslagbiljet: milieubelasting {jaar}", preview: "U betaalt {bedrag} euro, ten laatste op {datum}.",
			body: []string{
				"U betaalt {bedrag} euro milieubelasting voor uw gezin. U woont op het adres {adres}.",
				"Betaal ten laatste op {datum} op rekening {iban}, met de mededeling {mededeling}.",
				"**Gaat u niet akkoord?** Dan kunt u bezwaar indienen tot en met {bezwaardatum}.",
				"**Kunt u het bedrag niet in één keer betalen?** Neem contact op met de dienst Financiën; we zoeken samen een oplossing.",
			},
			why: "U woont op het adres {adres}.", deadline: 45, consequence: "Daarna krijgt u een aanmaning.", asks: true,
			enclosed: &enclosure{kind: model.DocumentTaxBill, title: "Aanslagbiljet {jaar}"},
		},
		{
			kind: model.KindInvoice, service: "Buitenschoolse opvang", child: true,
			subject: "Factuur {nummer}: opvang van {kind}", preview: "U betaalt {bedrag} euro, ten laatste op {datum}.",
			body: []string{
				"U betaalt {bedrag} euro voor de opvang van {kind} in de vorige maand.",
				"Betaal ten laatste op {datum} op rekening {iban}, met de mededeling {mededeling}.",
			},
			why: "{kind} was in de opvang van {gemeente}.", deadline: 21, consequence: "Daarna krijgt u een aanmaning.", asks: true,
			enclosed: &enclosure{kind: model.DocumentInvoice, title: "Factuur {nummer}"},
		},
		{
			kind: model.KindDunning, service: "Financiën",
			subject: "Herinnering: factuur {nummer} is nog niet betaald", preview: "Wilt u het bedrag ten laatste op {datum} betalen?",
			body: []string{
				"We hebben uw betaling van {bedrag} euro nog niet ontvangen. Misschien bent u het vergeten.",
				"Wilt u het bedrag ten laatste op {datum} betalen? Dat kan op rekening {iban}, met de mededeling {mededeling}.",
				"Hebt u intussen betaald? Dan hoeft u niets te doen.",
			},
			why: "Factuur {nummer} staat op uw naam.", deadline: 14, consequence: "Daarna kunnen er kosten bij komen.", asks: true,
		},
		{
			kind: model.KindGASFine, service: "GAS",
			subject: "Kennisgeving van een overtreding", preview: "U hebt 15 dagen om uw kant van het verhaal te geven.",
			body: []string{
				"Op {vaststelling} stelde een ambtenaar een overtreding vast: {feit}. Er is nog geen beslissing genomen over een boete.",
				"U hebt 15 dagen, tot en met {datum}, om uw kant van het verhaal te geven: schriftelijk of in een gesprek.",
				"U vindt het proces-verbaal in de bijlage. U krijgt deze brief ook aangetekend.",
			},
			why: "De overtreding staat op uw naam.", deadline: 15, consequence: "Daarna beslist de ambtenaar zonder uw uitleg.",
			enclosed: &enclosure{
				kind: model.DocumentReport, title: "Proces-verbaal", issuer: "Politie {gemeente}",
				text: []string{"Op {vaststelling} stelden wij een overtreding vast: {feit}.", "Plaats: {straat}, {gemeente}."},
			},
		},
	}
}

// fine is the decision that may end the procedure of a GAS fine; its beginning is a template of that
// kind.
func fine() template {
	return template{
		kind: model.KindGASFine, service: "GAS",
		subject: "Beslissing: u krijgt een geldboete", preview: "U betaalt {bedrag} euro, ten laatste op {datum}.",
		body: []string{
			"We leggen u een geldboete op van {bedrag} euro, voor {feit}.",
			"Betaal ten laatste op {datum} op rekening {iban}, met de mededeling {mededeling}.",
			"**Gaat u niet akkoord?** Neem contact op met de dienst GAS. We leggen u uit wat u kunt doen.",
		},
		why: "De overtreding staat op uw naam.", deadline: 30, consequence: "Daarna kunnen er kosten bij komen.", asks: true,
		enclosed: &enclosure{kind: model.DocumentDecision, title: "Beslissing"},
	}
}

// letter fills a template for one citizen. number makes the reference and everything that differs
// from letter to letter.
func (s *script) letter(who citizen, t template, number, daysAgo int) *graph.DeliverLetterInput {
	delivered := model.DayOf(s.at(daysAgo))
	values := s.values(who, t, number, delivered)
	letter := &graph.DeliverLetterInput{
		Reference: fileNumber(delivered, number),
		Recipient: &graph.RecipientInput{Insz: new(who.Number.Digits())},
		Kind:      t.kind, Subject: values.Replace(t.subject), Preview: new(values.Replace(t.preview)),
		Service: new(t.service), Nis: new(string(who.Town.NIS)), Why: new(values.Replace(t.why)),
		Body: []*graph.TextInput{{Language: model.Dutch, Markdown: paragraphs(who, values, t.body...)}},
	}
	if t.child {
		letter.About = &graph.AboutInput{DisplayName: new(who.child), Relation: model.RelationChild}
	}
	if t.asks {
		letter.Payment = &graph.PaymentInput{
			AmountCents: cents(number), Currency: model.Currency, Iban: iban, Beneficiary: s.names[who.org], StructuredReference: new(structured(number)),
			DueOn: delivered.AddDays(t.deadline),
		}
	}
	if t.deadline > 0 {
		letter.Deadline = &graph.DeadlineInput{Date: delivered.AddDays(t.deadline), Consequence: t.consequence}
	}
	return letter
}

// values are what the placeholders stand for.
func (s *script) values(who citizen, t template, number int, delivered model.Day) *strings.Replacer {
	facts := []string{"foutparkeren op een voetpad", "sluikstorten van een vuilniszak", "nachtlawaai na 22 uur"}
	amount := cents(number)
	bureau, address := sample.PollingPlace(who.Town, 5)
	return strings.NewReplacer(
		"{kind}", who.child, "{gemeente}", who.Town.Name, "{loket}", who.desk, "{jaar}", fmt.Sprint(year(delivered)),
		"{bedrag}", fmt.Sprintf("%d,%02d", amount/100, amount%100), "{nummer}", fileNumber(delivered, number),
		"{iban}", iban, "{mededeling}", structured(number), "{adres}", who.Address(),
		"{straat}", strings.TrimRight(who.Street, "0123456789 "), "{feit}", facts[number%len(facts)],
		"{datum}", delivered.AddDays(t.deadline).Dutch(), "{bezwaardatum}", delivered.AddDays(90).Dutch(),
		"{vaststelling}", delivered.AddDays(-9).Dutch(), "{vervaldatum}", delivered.AddDays(60).Dutch(),
		"{verkiezingsdag}", s.election.Day.Dutch(), "{stembureau}", fmt.Sprintf("stembureau 5, %s, %s", bureau, address),
	)
}

// iban is the account of everybody in the demo: the one that Belgian banks use in examples.
const iban = "BE68 5390 0754 7034"

// cents is what a bill asks.
func cents(number int) int { return 2495 + number*1733%38000 }

// structured is a payment's reference as Belgian banks check it: ten digits and their remainder by
// 97.
func structured(number int) string {
	digits := 9_000_000_000 + int64(number)*7919
	check := digits % 97
	if check == 0 {
		check = 97
	}
	text := fmt.Sprintf("%010d%02d", digits, check)
	return fmt.Sprintf("+++%s/%s/%s+++", text[:3], text[3:7], text[7:])
}

func paragraphs(who citizen, values *strings.Replacer, texts ...string) string {
	all := append([]string{"Beste " + who.Name()}, texts...)
	return values.Replace(strings.Join(all, "\n\n")) + "\n"
}

// fileNumber is how a sender numbers what it sends or handles: citizens read it, as the reference of a letter
// and as the number of a dossier or an invoice, so that it looks like one that they know.
func fileNumber(day model.Day, number int) string {
	const before = 4500 // that the sender gave out this year to others
	return fmt.Sprintf("%d-%06d", year(day), before+number)
}

func year(day model.Day) int { return day.At(12, 0).Year() }
