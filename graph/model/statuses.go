package model

// StatusCode is a Flemish code of DOSIS, and how a citizen reads it where the source has no words of
// its own.
type StatusCode struct {
	Code string
	Text string // Dutch
}

// StatusCodeTexts lists the Flemish codes that DOSIS' public connector knows. The official list was
// not reachable; a code outside it is refused so that a typing error does not reach citizens.
func StatusCodeTexts() []StatusCode {
	return []StatusCode{
		{"Geinitieerd", "Gestart"},
		{"Aangevraagd", "Aangevraagd"},
		{"Ingediend", "Ingediend"},
		{"DossierOnvolledig", "Uw dossier is onvolledig"},
		{"DossierVolledig", "Uw dossier is volledig"},
		{"Ontvankelijk", "Ontvankelijk"},
		{"OnOntvankelijk", "Niet ontvankelijk"},
		{"InBehandeling", "In behandeling"},
		{"KlaarVoorBeslissing", "Klaar voor een beslissing"},
		{"InWacht", "In wacht"},
		{"Beslist", "Beslist"},
		{"Goedgekeurd", "Goedgekeurd"},
		{"Stopgezet", "Stopgezet"},
		{"Stopzetting", "Wordt stopgezet"},
		{"Geweigerd", "Geweigerd"},
		{"KlaarVoorBetaling", "Klaar voor betaling"},
		{"Betaald", "Betaald"},
		{"DeelsUitbetaald", "Voor een deel uitbetaald"},
		{"Uitgevoerd", "Uitgevoerd"},
		{"ErkendVergund", "Erkend of vergund"},
		{"DeelsGoedgekeurd", "Voor een deel goedgekeurd"},
	}
}

// StatusCodes lists the codes of StatusCodeTexts.
func StatusCodes() []string {
	texts := StatusCodeTexts()
	codes := make([]string, len(texts))
	for i, text := range texts {
		codes[i] = text.Code
	}
	return codes
}
