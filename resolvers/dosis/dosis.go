// Package dosis is the words of DOSIS, the Flemish exchange of statuses of dossiers: it reads what a
// source hands over into the contract's own input, and names what is wrong with it as the source
// wrote it. It decides nothing: the same rules hold as for what comes over GraphQL. Start reading at
// Read; the HTTP calls are in dosis.go of package resolvers.
//
// Two spellings are in use, and both are read wherever a status may come, whatever the case of the
// letters. The first is that of the feeds that sources keep, the second that of the calls of version 1
// (both as the public connector of VLAIO has them; the official description was not reachable):
//
//	bron, dossierNummer             Identificatie {Bron, DossierNummer}      natural key
//	dossiernaam                     Naam                                     title
//	wijzigingsdatum                 WijzigingsDatum                          when; without a zone: Europe/Brussels
//	status.vlaamseFase              Status.VlaamsFase                        Samenstelling … Afgerond
//	status.vlaamseCode              Status.VlaamsCode                        see GET …/instellingen/validatie
//	status.detail                   Status.Detail1                           more, in Dutch
//	status.actie                    Status.Actie {ActieNodig, Actie}         not empty: the citizen must act
//	product                         Producten [{Id}]                         number in the catalogue (IPDC)
//	doorverwijzingUrl               –                                        https
//	beheerder {naam, dienst,        DossierBeheerder {Naam, …,               who handles it; adres may be a text
//	  telefoon, email, website,       Adres {Straat, Nummer, Postcode,
//	  adres {straat, huisnummer,      Gemeente}}
//	  postcode, gemeente}}
//	agenten [{rijksregisternummer   Agenten [{Identificatie,                 whom it concerns
//	  | kboNummer,                    Toegangsrechten [{Code}]}]
//	  toegangsrechten [{recht,
//	  context}]}]
//	uploadId                        UploadId                                 the source's own id of the hand-over
//
// Ours beside it: `procedure` and `notify` (words of the contract; without them the dossier has the procedure
// that the organisation named for its product, else keeps what it has, and the phone rings), `nis`. Access rights within an enterprise are read and not kept:
// who represents it sees what its mailbox holds. Fields that are not known are passed over.
package dosis

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// MaxItems is how many statuses may come in one call.
const MaxItems = 500

// Item is one status as a source handed it over.
type Item struct {
	Input    *graph.ReportDossierStatusInput
	Faults   []model.FieldError // what could not be read, by the contract's paths
	UploadID string             // the source's own id of the hand-over; empty: it gave none

	names map[string]string // the contract's path → the source's
}

// Field is what the source calls the field that the contract has at path.
func (i *Item) Field(path string) string {
	if name, ok := i.names[path]; ok {
		return name
	}
	return path
}

// Phase is what DOSIS calls a phase.
func Phase(phase model.Phase) string {
	return string(phase[0]) + strings.ToLower(string(phase[1:]))
}

// phaseOf is the phase that DOSIS calls name, whatever its case; "" for none.
func phaseOf(name string) model.Phase {
	phases := model.Phases()
	at := slices.IndexFunc(phases, func(p model.Phase) bool { return strings.EqualFold(string(p), name) })
	if at < 0 {
		return ""
	}
	return phases[at]
}

// codeOf is the code that is written so, whatever its case; one of its own for a name that is none.
func codeOf(name string) model.StatusCode {
	codes := model.StatusCodeTexts()
	at := slices.IndexFunc(codes, func(c model.StatusCode) bool { return strings.EqualFold(c.Code, name) })
	if at < 0 {
		return model.StatusCode{Code: name, Text: "Status"}
	}
	return codes[at]
}

// Settings are the lists and bounds by which statuses are checked.
type Settings struct {
	Phases     []string          `json:"fasen"`
	Codes      []CodeText        `json:"codes"`
	Procedures []model.Procedure `json:"procedures"`
	Notify     []model.Notify    `json:"notify"`
	Lengths    map[string]int    `json:"maximumLengtes"` // in characters
	Items      int               `json:"maximumAantalDossiers"`
	Agents     int               `json:"maximumAantalAgenten"`
}

// CodeText is a code and how a citizen reads it.
type CodeText struct {
	Code string `json:"code"`
	Text string `json:"tekst"`
}

// AllSettings are the settings, as the contract's input has them.
func AllSettings() Settings {
	settings := Settings{Procedures: model.Procedures(), Notify: model.Notifies(), Items: MaxItems}
	for _, phase := range model.Phases() {
		settings.Phases = append(settings.Phases, Phase(phase))
	}
	for _, code := range model.StatusCodeTexts() {
		settings.Codes = append(settings.Codes, CodeText(code))
	}
	bounds := map[string]int{}
	boundsOf(reflect.TypeFor[graph.ReportDossierStatusInput](), "", bounds)
	boundsOf(reflect.TypeFor[graph.ContactInput](), "manager.", bounds)
	settings.Agents = bounds["recipients"]
	settings.Lengths = map[string]int{}
	for path, name := range map[string]string{
		"source": "bron", "number": "dossierNummer", "title": "dossiernaam", "detail": "status.detail", "actionText": "status.actie",
		"link": "doorverwijzingUrl", "manager.name": "beheerder.naam", "manager.desk": "beheerder.dienst",
		"manager.phone": "beheerder.telefoon", "manager.email": "beheerder.email", "manager.website": "beheerder.website",
		"manager.address": "beheerder.adres",
	} {
		settings.Lengths[name] = bounds[path]
	}
	return settings
}

// boundsOf reads the largest lengths out of an input's rules.
func boundsOf(input reflect.Type, prefix string, into map[string]int) {
	for field := range input.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		for rule := range strings.SplitSeq(field.Tag.Get("validate"), ",") {
			if most, ok := strings.CutPrefix(rule, "max="); ok {
				into[prefix+name], _ = strconv.Atoi(most) // the schema's rules are numbers
			}
		}
	}
}
