package seed

import "burgerbode/graph/model"

// step is one status of a flow. action is what the citizen must do; within is how many days there
// are for it.
type step struct {
	phase  model.Phase
	code   string
	label  string
	detail string
	action string
	within int
	silent bool
	// enclosed comes with it; its placeholders are {naam} and {kind}.
	enclosed *enclosure
}

// flow is how a dossier of a procedure goes, in the words that citizens read. The flows are
// designed after the procedures; they are no official lists of codes.
type flow struct {
	procedure model.Procedure
	org       model.OrgCode // empty: the citizen's municipality
	title     string
	desk      string
	child     bool // it is about a child
	gap       int  // days from one status to the next
	steps     []step
}

func flows() []flow {
	all := append(cardFlows(), familyFlows()...)
	all = append(all, civicFlows()...)
	return append(all, otherFlows()...)
}

func cardFlows() []flow {
	return []flow{
		{procedure: model.ProcedureEID, title: "Aanvraag identiteitskaart", desk: "Burgerzaken", gap: 6, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Uitgenodigd", action: "Maak een afspraak bij Burgerzaken.", within: 30},
			{phase: model.PhaseComposition, code: "Aangevraagd", label: "Aangevraagd"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In productie", detail: "Dat duurt twee tot drie weken."},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Klaar om af te halen", action: "Haal uw kaart op. Breng uw oude kaart en uw pin- en pukcode mee.", within: 60},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Geactiveerd"},
		}},
		{procedure: model.ProcedurePassport, title: "Aanvraag reispaspoort", desk: "Burgerzaken", gap: 3, steps: []step{
			{phase: model.PhaseComposition, code: "Aangevraagd", label: "Aangevraagd"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In productie", detail: "Dat duurt zes tot zeven werkdagen.", silent: true},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Klaar om af te halen", action: "Haal uw paspoort op. Breng uw oude paspoort mee.", within: 90},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Afgehaald"},
		}},
		{procedure: model.ProcedureDrivingLicence, title: "Vernieuwing rijbewijs", desk: "Rijbewijzen", gap: 4, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Onvolledig", action: "Bezorg ons een recente pasfoto.", within: 20},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In productie"},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Klaar", action: "Haal uw rijbewijs op en geef uw oude af.", within: 60},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Afgehaald"},
		}},
	}
}

func familyFlows() []flow {
	return []flow{
		{procedure: model.ProcedureBirth, title: "Geboorteaangifte van {kind}", desk: "Burgerlijke stand", child: true, gap: 2, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Nog aan te geven", action: "Geef de geboorte aan, online of aan het loket.", within: 12},
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In behandeling", silent: true},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Akte opgemaakt", enclosed: attest("Uittreksel uit de geboorteakte van {kind}", 0)},
		}},
		{procedure: model.ProcedureChild, title: "Erkenning van {kind}", desk: "Burgerlijke stand", child: true, gap: 5, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Documenten nodig", action: "Bezorg ons een kopie van de geboorteakte.", within: 25},
			{phase: model.PhaseDecision, code: "Beslist", label: "Aangifte opgemaakt"},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Akte van erkenning"},
		}},
		{procedure: model.ProcedurePolio, title: "Poliovaccinatie van {kind}", desk: "Burgerzaken", child: true, gap: 9, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Attest verwacht", action: "Bezorg ons het attest van uw arts of van Kind en Gezin.", within: 90},
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Herinnerd", action: "Bezorg ons het attest van uw arts of van Kind en Gezin.", within: 24},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Geregistreerd"},
		}},
		{procedure: model.ProcedureMarriage, title: "Huwelijksaangifte", desk: "Burgerlijke stand", gap: 5, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Onvolledig", action: "Kies de getuigen en bezorg ons hun gegevens.", within: 30},
			{phase: model.PhaseDecision, code: "Goedgekeurd", label: "Akte van aangifte"},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Datum bevestigd"},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Voltrokken"},
		}},
		{procedure: model.ProcedureCohabitation, title: "Verklaring van wettelijk samenwonen", desk: "Burgerlijke stand", gap: 3, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Tweede partner bevestigt", action: "Vraag uw partner om de verklaring te bevestigen.", within: 15},
			{phase: model.PhaseDecision, code: "Goedgekeurd", label: "Geregistreerd"},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Attest beschikbaar", enclosed: attest("Attest van wettelijke samenwoning", 0)},
		}},
		{procedure: model.ProcedureAdministration, title: "Maatregel geregistreerd", desk: "Burgerzaken", gap: 7, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Vonnis ontvangen"},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Geregistreerd"},
			{phase: model.PhaseDone, code: "Stopgezet", label: "Beëindigd"},
		}},
	}
}

func civicFlows() []flow {
	return []flow{
		{procedure: model.ProcedureSlaughter, title: "Slachtaangifte", desk: "Milieu", gap: 2, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseDecision, code: "Goedgekeurd", label: "Goedgekeurd", detail: "Uw bewijs is 8 dagen geldig.", enclosed: attest("Bewijs van slachtaangifte", 8)},
			{phase: model.PhaseDone, code: "Stopgezet", label: "Verlopen", silent: true},
		}},
		{procedure: model.ProcedureVoterRegistration, title: "Inschrijving als niet-Belgische kiezer", desk: "Burgerzaken", gap: 6, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In behandeling"},
			{phase: model.PhaseDone, code: "Goedgekeurd", label: "Op de kiezerslijst"},
		}},
		{procedure: model.ProcedureProxy, title: "Volmacht voor de verkiezingen", desk: "Burgerzaken", gap: 2, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Begonnen"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Wacht op attest", action: "Bezorg ons een attest van uw arts of werkgever.", within: 16},
			{phase: model.PhaseDone, code: "DossierVolledig", label: "Klaar"},
		}},
		{procedure: model.ProcedureJury, title: "Lijst van gezworenen", desk: "Burgerzaken", gap: 8, steps: []step{
			{phase: model.PhaseComposition, code: "Geinitieerd", label: "Uitgeloot", action: "Stuur de witte kaart ingevuld terug.", within: 8},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "Kaart ontvangen"},
			{phase: model.PhaseDone, code: "Beslist", label: "Geschrapt"},
		}},
		{procedure: model.ProcedureReport, title: "Melding: losliggende tegel", desk: "Openbare werken", gap: 3, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Melding ontvangen", detail: "Bedankt, we kijken ze na."},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Vraag om informatie", action: "We vinden de plaats niet terug. Kunt u een foto of een huisnummer bezorgen?", within: 14},
			{phase: model.PhaseExecution, code: "InBehandeling", label: "Herstelling gepland"},
			{phase: model.PhaseExecution, code: "Uitgevoerd", label: "Hersteld"},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Afgesloten"},
		}},
	}
}

// otherFlows are those of other levels of government.
func otherFlows() []flow {
	return []flow{
		{procedure: model.ProcedureOther, org: province, title: "Omgevingsvergunning: uitbreiding woning", desk: "Omgevingsvergunningen", gap: 7, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "Ontvankelijk", label: "Ontvankelijk en volledig"},
			{phase: model.PhaseDecision, code: "KlaarVoorBeslissing", label: "Klaar voor beslissing"},
			{phase: model.PhaseAppeal, code: "InWacht", label: "Beroep ingediend", detail: "Een buur tekende beroep aan."},
		}},
		{procedure: model.ProcedureOther, org: housing, title: "Premie voor dakisolatie", desk: "Premies", gap: 6, steps: []step{
			{phase: model.PhaseComposition, code: "Aangevraagd", label: "Aangevraagd"},
			{phase: model.PhaseTreatment, code: "DossierOnvolledig", label: "Factuur ontbreekt", action: "Bezorg ons de factuur van de aannemer.", within: 30},
			{phase: model.PhaseDecision, code: "Goedgekeurd", label: "Goedgekeurd", enclosed: decision("Beslissing over uw premie")},
			{phase: model.PhaseExecution, code: "KlaarVoorBetaling", label: "Uitbetaling gepland"},
			{phase: model.PhaseDone, code: "Betaald", label: "Uitbetaald"},
		}},
		{procedure: model.ProcedureOther, org: taxes, title: "Vermindering onroerende voorheffing", desk: "Onroerende voorheffing", gap: 8, steps: []step{
			{phase: model.PhaseComposition, code: "Aangevraagd", label: "Aangevraagd"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In behandeling"},
			{phase: model.PhaseDone, code: "DeelsGoedgekeurd", label: "Deels goedgekeurd", enclosed: decision("Beslissing over de vermindering")},
		}},
		{procedure: model.ProcedureOther, org: mobility, title: "Inschrijving van een voertuig", desk: "Inschrijving van voertuigen", gap: 2, steps: []step{
			{phase: model.PhaseComposition, code: "Ingediend", label: "Ingediend"},
			{phase: model.PhaseTreatment, code: "InBehandeling", label: "In behandeling", silent: true},
			{phase: model.PhaseDone, code: "Uitgevoerd", label: "Kentekenplaat verstuurd"},
		}},
	}
}

func attest(title string, days int) *enclosure {
	return &enclosure{kind: model.DocumentAttest, title: title, days: days, text: []string{"Dit attest is voor {naam}."}}
}

func decision(title string) *enclosure {
	return &enclosure{kind: model.DocumentDecision, title: title, text: []string{"Deze beslissing is voor {naam}."}}
}
