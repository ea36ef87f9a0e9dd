package seed

import (
	"cmp"
	"slices"
	"strings"

	"burgerbode/graph/model"
)

// The organisations by what they do in the demo.
const (
	mechelen     model.OrgCode = "OVO002067"
	ronse        model.OrgCode = "OVO900007"
	province     model.OrgCode = "OVO900020"
	taxes        model.OrgCode = "OVO900021"
	housing      model.OrgCode = "OVO900022"
	mobility     model.OrgCode = "OVO900030"
	software     model.OrgCode = "OVO900040"
	electionsRun               = "verkiezingen" // of call letters
	postRun                    = "post"         // of all else
)

// town is a municipality of the demo and the organisation that sends for it.
type town struct {
	code model.OrgCode
	nis  model.NIS
	name string // of the organisation
	desk string // where citizens go
	at   string // the same as a place: with preposition and article
	zone string // of its telephone numbers
}

// towns are the municipalities of the demo, the lead city first. The codes are the demo's own.
func towns() []town {
	return []town{
		{mechelen, "12025", "Stad Mechelen", "Huis van de Mechelaar", "in het Huis van de Mechelaar", "015"},
		{"OVO900002", "31005", "Stad Brugge", "Huis van de Bruggeling", "in het Huis van de Bruggeling", "050"},
		{"OVO900003", "34022", "Stad Kortrijk", "Burgerzaken", "bij Burgerzaken", "056"},
		{"OVO900004", "35013", "Stad Oostende", "Stadsloket", "aan het stadsloket", "059"},
		{"OVO900005", "34040", "Stad Waregem", "Burgerzaken", "bij Burgerzaken", "056"},
		{"OVO900006", "34009", "Gemeente Deerlijk", "Onthaal gemeentehuis", "aan het onthaal van het gemeentehuis", "056"},
		{ronse, "45041", "Stad Ronse", "Burgerzaken", "bij Burgerzaken", "055"},
		{"OVO900008", "23096", "Gemeente Zemst", "Loket bevolking", "aan het loket bevolking", "015"},
		{"OVO900009", "71072", "Stad Hasselt", "Stadsloket", "aan het stadsloket", "011"},
		{"OVO900010", "37021", "Gemeente Wingene", "Onthaal gemeentehuis", "aan het onthaal van het gemeentehuis", "051"},
	}
}

// Organisations are those of the demo: ten municipalities, a province, two Flemish agencies, a federal
// one, and a supplier that may send for the lead city. That one goes digital in phases, by department;
// the others send everything digitally. Addresses end in .example and lead nowhere.
func Organisations() []*model.Organisation {
	var all []*model.Organisation
	for _, t := range towns() {
		site := strings.ToLower(t.name[strings.LastIndexByte(t.name, ' ')+1:]) + ".example"
		all = append(all, &model.Organisation{
			Code: t.code, Name: t.name, Level: model.LevelMunicipal, NIS: []model.NIS{t.nis},
			Contact: contact(t.desk, t.zone+" 00 00 00", site), Procedures: offersOf(t.code, site),
		})
	}
	lead := all[0]
	lead.Initials, lead.Services = "M", services()
	lead.Mandates = []model.Mandate{{Supplier: software, GrantedAt: model.Day("2025-01-01").At(9, 0)}}
	return append(all,
		&model.Organisation{Code: software, Name: "Voorbeeldsoftware", Level: model.LevelMunicipal, Supplier: true,
			Contact: contact("Helpdesk", "03 000 00 00", "software.example")},
		&model.Organisation{Code: province, Name: "Provincie Antwerpen", Level: model.LevelProvincial,
			Contact: contact("Dienst Omgevingsvergunningen", "03 000 00 00", "provincie.example")},
		&model.Organisation{Code: taxes, Name: "Vlaamse Belastingdienst", Level: model.LevelFlemish,
			Contact: contact("Infolijn belastingen", "1700", "belastingen.example")},
		&model.Organisation{Code: housing, Name: "Wonen in Vlaanderen", Level: model.LevelFlemish,
			Contact: contact("Infolijn premies", "1700", "wonen.example")},
		&model.Organisation{Code: mobility, Name: "FOD Mobiliteit en Vervoer", Level: model.LevelFederal,
			Contact: contact("Inschrijving van voertuigen", "02 000 00 00", "mobiliteit.example")},
	)
}

// services are the departments of the lead city. What they send digitally, they do since before any
// letter of the demo; Economie en Wonen is still on paper.
func services() []model.Service {
	digital := func(kinds ...model.LetterKind) []model.DigitalPhase {
		phases := make([]model.DigitalPhase, len(kinds))
		for i, kind := range kinds {
			phases[i] = model.DigitalPhase{Kind: kind, From: "2025-01-01"}
		}
		slices.SortFunc(phases, func(a, b model.DigitalPhase) int { return cmp.Compare(a.Kind, b.Kind) })
		return phases
	}
	ask := func(desk string) model.Contact { return contact(desk, "015 00 00 00", "mechelen.example") }
	return []model.Service{
		{ID: "burgerzaken", Name: "Burgerzaken", Contact: ask("Huis van de Mechelaar"), Digital: digital(
			model.KindCallLetter, model.KindInvitationLetter, model.KindCallLetterEUVoter, model.KindCallLetterDuplicate,
			model.KindAssessorLetter, model.KindJuryCard, model.KindEIDRenewal, model.KindEIDCodesReady, model.KindPolioReminder)},
		{ID: "communicatie", Name: "Communicatie", Contact: ask("Communicatie"), Digital: digital(model.KindInformation)},
		{ID: "economie-en-wonen", Name: "Economie en Wonen", Contact: ask("Economie en Wonen")},
		{ID: "financien", Name: "Financiën", Contact: ask("Financiën"), Digital: digital(model.KindTaxBill, model.KindInvoice, model.KindDunning)},
		{ID: "gas", Name: "GAS", Contact: ask("Sanctionerend ambtenaar"), Digital: digital(model.KindGASFine)},
		{ID: "opvang", Name: "Buitenschoolse opvang", Contact: ask("Buitenschoolse opvang"), Digital: digital(model.KindInvoice)},
	}
}

func contact(desk, phone, site string) model.Contact {
	return model.Contact{
		Desk: model.OptionalText(desk), Phone: model.OptionalText(phone), Email: model.OptionalText("info@" + site),
		Website: model.OptionalText("https://" + site), OpeningHours: "maandag tot vrijdag van 9 tot 12 uur, woensdag ook van 14 tot 19 uur",
	}
}

// offersOf is what a town says of procedures: the lead city starts most of them online and no longer takes
// declarations of slaughter, the others start passports and licences online.
func offersOf(code model.OrgCode, site string) []model.ProcedureOffer {
	online := []model.Procedure{model.ProcedurePassport, model.ProcedureDrivingLicence}
	var offers []model.ProcedureOffer
	if code == mechelen {
		online = append(online, model.ProcedureEID, model.ProcedureBirth, model.ProcedureMarriage, model.ProcedureCohabitation, model.ProcedurePolio)
		offers = append(offers, model.ProcedureOffer{Procedure: model.ProcedureSlaughter, Declined: true})
	}
	for _, procedure := range online {
		path := strings.ReplaceAll(strings.ToLower(string(procedure)), "_", "-")
		offers = append(offers, model.ProcedureOffer{Procedure: procedure, StartURL: model.OptionalText("https://" + site + "/loket/" + path)})
	}
	return offers
}

// names is what each organisation is called.
func names() map[model.OrgCode]string {
	called := map[model.OrgCode]string{}
	for _, o := range Organisations() {
		called[o.Code] = o.Name
	}
	return called
}
