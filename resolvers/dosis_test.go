package resolvers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

// dosisStatus is a status as a source's feed has it, with the names of the public connector.
func dosisStatus(number, code string, hour int, to ...person) m {
	agents := []any{}
	for _, p := range to {
		agents = append(agents, m{"@type": "BurgerAgent", "rijksregisternummer": string(p)})
	}
	return m{
		"@type": "DossierStatus", "index": 7, "bron": source, "dossiernummer": number, "dossiernaam": "Melding losliggende tegel",
		"doorverwijzingUrl": "https://mechelen.be/melding/1", "wijzigingsdatum": fmt.Sprintf("2026-05-31T%02d:00:00.52", hour), "product": 200,
		"status": m{"@type": "Status", "vlaamseFase": "Behandeling", "vlaamseCode": code, "detail": nil, "actie": nil},
		"dossier beheerder": m{"@type": "Contact", "naam": "Jan Voorbeeld", "dienst": "Openbaar domein", "telefoon": "015 12 34 56",
			"email": "melding@mechelen.example", "website": "https://mechelen.be", "adres": m{"straat": "Grote Markt", "huisnummer": "21", "postcode": 2800, "gemeente": "Mechelen"}},
		"agenten": agents,
	}
}

// inVersion1 is a status as the connector sends it to the calls of version 1.
func inVersion1(number, upload string, to person) m {
	return m{
		"Identificatie": m{"Bron": source, "DossierNummer": number}, "UploadId": upload, "Naam": "Melding losliggende tegel",
		"WijzigingsDatum": "2026-05-31T08:00:00.52", "TypeDossierCode": "DossierStatus", "Producten": []any{m{"Id": "200"}},
		"Status":           m{"VlaamsCode": "DossierOnvolledig", "VlaamsFase": "Behandeling", "Detail1": "De plaats is niet duidelijk.", "Actie": m{"ActieNodig": true, "Actie": "Bezorg een foto."}},
		"DossierBeheerder": m{"Naam": "Jan Voorbeeld", "Adres": m{"Straat": "Grote Markt", "Nummer": "21", "Postcode": "2800", "Gemeente": "Mechelen"}},
		"Agenten":          []any{m{"Identificatie": string(to), "Toegangsrechten": []any{m{"Code": "Raadpleger"}}}},
	}
}

// dosisAnswer is what a call of DOSIS answers.
type dosisAnswer struct {
	code int
	text string
	body any
}

func (a dosisAnswer) at(path string) any { return answer{Data: a.body}.at(path) }

// dosis makes one call of DOSIS.
func (c caller) dosis(t testing.TB, method, path string, body any) dosisAnswer {
	t.Helper()
	logbook.hideAll(body)
	encoded, err := json.Marshal(body)
	must(t, err)
	if body == nil {
		encoded = nil
	}
	return c.dosisRaw(t, method, path, "application/json; charset=utf-8", encoded)
}

func (c caller) dosisRaw(t testing.TB, method, path, kind string, body []byte) dosisAnswer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, c.url+"/dosis/"+path, bytes.NewReader(body))
	must(t, err)
	request.Header.Set("Content-Type", kind)
	var a dosisAnswer
	a.code, a.text = c.fetchText(t, request)
	if err := json.Unmarshal([]byte(a.text), &a.body); err != nil {
		a.body = nil
	}
	return a
}

// hand hands statuses over, all of which must be taken in.
func (c caller) hand(t testing.TB, statuses ...m) {
	t.Helper()
	a := c.dosis(t, http.MethodPost, "v2/dossiers", statuses)
	for i := range statuses {
		if a.code != http.StatusOK || a.at(fmt.Sprintf("%d.status", i)) != "VERWERKT" {
			t.Fatalf("HTTP %d: %s", a.code, a.text)
		}
	}
}

func keyed(path, number string) string {
	return path + "?" + url.Values{"bron": {source}, "dossierNummer": {number}}.Encode()
}

// fields are the fields that an answer calls wrong.
func (a dosisAnswer) fields(at string) []string {
	return answer{Data: a.body}.each(strings.TrimPrefix(at+".fouten", "."), "veld")
}

func TestAStatusInTheWordsOfDosisReachesTheFeed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	sent := change(dosisStatus("1", "dossieronvolledig", 8, an), "status.actie", "Bezorg een foto.")
	sent["agenten"] = append(sent["agenten"].([]any), m{"@type": "OndernemerAgent", "kboNummer": "0403.170.701",
		"toegangsrechten": []any{m{"recht": "Beheer", "context": "loket"}}})
	a := s.sender(mechelen).dosis(t, http.MethodPost, "v2/dossiers", sent)
	want(t, a.body, m{"bron": source, "dossierNummer": "1", "wijzigingsdatum": "2026-05-31T06:00:00.52Z", "status": "VERWERKT",
		"tijdstipVerwerking": "2026-06-01T10:00:00Z", "fouten": []m{}})
	shown := s.as(an).ask(t, `{ viewer { counts { toDo } dossiers { nodes { source number procedure title level product link manager { name desk phone email website address }
		status { at phase code label detail actionRequired actionText } pushes { topic } } } } }`)
	want(t, shown.at("viewer"), m{"counts": m{"toDo": 1}, "dossiers": m{"nodes": []m{{
		"source": source, "number": "1", "procedure": "OTHER", "title": "Melding losliggende tegel", "level": "MUNICIPAL", "product": "200",
		"link": "https://mechelen.be/melding/1", "manager": m{"name": "Jan Voorbeeld", "desk": "Openbaar domein", "phone": "015 12 34 56",
			"email": "melding@mechelen.example", "website": "https://mechelen.be", "address": "Grote Markt 21, 2800 Mechelen"},
		"status": m{"at": "2026-05-31T06:00:00.52Z", "phase": "BEHANDELING", "code": "DossierOnvolledig", "label": "Uw dossier is onvolledig",
			"detail": nil, "actionRequired": true, "actionText": "Bezorg een foto."},
		"pushes": []m{{"topic": "ACTION"}}}}}})
}

// A supplier who speaks DOSIS today only changes an address: the connector adds its own path to it.
func TestTheSpellingAndPathsOfVersion1AreTaken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	const upload = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
	a := s.sender(mechelen).dosis(t, http.MethodPost, "api/v1/dosis/dossiers", inVersion1("1", upload, an))
	want(t, a.body, m{"Identificatie": m{"Bron": source, "DossierNummer": "1"}, "UploadId": upload, "Status": "VERWERKT", "Fouten": []m{}})
	shown := s.as(an).ask(t, `{ viewer { dossiers { nodes { title product manager { address } status { detail actionText } } } } }`)
	want(t, shown.at("viewer.dossiers.nodes"), []m{{"title": "Melding losliggende tegel", "product": "200", "manager": m{"address": "Grote Markt 21, 2800 Mechelen"},
		"status": m{"detail": "De plaats is niet duidelijk.", "actionText": "Bezorg een foto."}}})
	found := s.sender(mechelen).dosis(t, http.MethodGet, "api/v1/dosis/dossiers/resultaten?uploadId="+upload, nil)
	want(t, []any{found.code, found.at("0.uploadId"), found.at("0.status")}, []any{200, upload, "VERWERKT"})
	wrong := s.sender(mechelen).dosis(t, http.MethodPost, "v1/dossiers", []m{change(inVersion1("2", upload, an), "Agenten.0.Identificatie", "85010100017")})
	want(t, []any{wrong.at("0.Status"), wrong.at("0.Fouten.0.Veld")}, []any{"FOUT", "Agenten[0].Identificatie"})
}

func TestWhatIsWrongIsNamedAsTheSourceWroteIt(t *testing.T) {
	t.Parallel()
	good := func() m { return dosisStatus("1", "Ingediend", 8, an) }
	for name, test := range map[string]struct {
		status m
		fields []string
	}{
		"no dossier":         {change(change(good(), "bron", nil), "dossiernummer", ""), []string{"bron", "dossiernummer"}},
		"no status":          {change(good(), "status", nil), []string{"status"}},
		"unknown words":      {change(change(good(), "status.vlaamseFase", "Bezig"), "status.vlaamseCode", "Bezig"), []string{"status.vlaamseFase", "status.vlaamseCode"}},
		"no words":           {change(good(), "status", m{}), []string{"status.vlaamseFase", "status.vlaamseCode"}},
		"no moment":          {change(good(), "wijzigingsdatum", absent{}), []string{"wijzigingsdatum"}},
		"no such moment":     {change(good(), "wijzigingsdatum", "31/05/2026"), []string{"wijzigingsdatum"}},
		"in the future":      {change(good(), "wijzigingsdatum", "2026-06-01T12:06:00"), []string{"wijzigingsdatum"}},
		"nobody":             {change(good(), "agenten", []any{}), []string{"agenten"}},
		"wrong number":       {change(good(), "agenten.0.rijksregisternummer", "85010100017"), []string{"agenten[0].rijksregisternummer"}},
		"wrong enterprise":   {change(good(), "agenten", []any{m{"kboNummer": "0403170702"}}), []string{"agenten[0].kboNummer"}},
		"an agent unnamed":   {change(good(), "agenten", []any{m{}}), []string{"agenten[0]"}},
		"action without it":  {change(good(), "status.actie", m{"actieNodig": true}), []string{"status.actie.actie"}},
		"link, mail, site":   {change(change(change(good(), "doorverwijzingUrl", "javascript:1"), "dossier beheerder.email", "x"), "dossier beheerder.website", "http://x"), []string{"doorverwijzingUrl", "dossier beheerder.email", "dossier beheerder.website"}},
		"product":            {change(good(), "product", "2 00"), []string{"product"}},
		"two products":       {change(good(), "producten", []any{m{"id": "1"}, m{"id": "2"}}), []string{"producten"}},
		"own words":          {change(change(good(), "procedure", "X"), "notify", "LOUD"), []string{"procedure", "notify"}},
		"outside, and title": {change(change(good(), "nis", "44021"), "dossiernaam", strings.Repeat("x", 151)), []string{"nis", "dossiernaam"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			a := s.sender(mechelen).dosis(t, http.MethodPost, "v2/dossiers", []m{test.status, dosisStatus("goed", "Ingediend", 8, bram)})
			want(t, []any{a.code, a.at("0.status"), a.at("1.status")}, []any{200, "FOUT", "VERWERKT"})
			sameSet(t, a.fields("0"), test.fields)
			want(t, s.as(an).ask(t, `{ viewer { dossiers { totalCount } } }`).at("viewer.dossiers.totalCount"), 0)
		})
	}
}

func sameSet(t testing.TB, got, wanted []string) {
	t.Helper()
	wrong := make([]model.FieldError, len(got))
	for i, field := range got {
		wrong[i] = model.FieldError{Path: field, Message: "-"}
	}
	wantFields(t, wrong, wanted)
}

func TestWhatHasNotTheFormIsRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	s := newService(t)
	good := dosisStatus("1", "Ingediend", 8, an)
	encode := func(v any) string {
		text, err := json.Marshal(v)
		must(t, err)
		return string(text)
	}
	ok := s.sender(mechelen)
	for name, test := range map[string]struct {
		caller caller
		kind   string
		body   string
		code   int
		fields []string
	}{
		"no JSON":       {ok, "application/json", `{"bron": `, 400, []string{""}},
		"more behind":   {ok, "application/json", `{} {}`, 400, []string{""}},
		"a text":        {ok, "application/json", `"x"`, 400, []string{""}},
		"an empty list": {ok, "application/json", `[]`, 400, []string{""}},
		"too many":      {ok, "application/json", "[" + strings.Repeat("{},", 500) + "{}]", 400, []string{""}},
		"wrong types": {ok, "application/json", encode([]any{good, change(change(change(good, "bron", 7), "agenten", m{}), "status", []any{}), "x"}), 400,
			[]string{"[1].bron", "[1].agenten", "[1].status", "[2]"}},
		"wrong types in one": {ok, "application/json", encode(change(change(good, "status.actie", 7), "agenten.0.toegangsrechten", []any{"x"})), 400,
			[]string{"status.actie", "agenten[0].toegangsrechten[0]"}},
		"not JSON by name": {ok, "text/plain", encode(good), 415, nil},
		"too large":        {ok, "application/json", `"` + strings.Repeat("x", 4<<20) + `"`, 413, nil},
		"nobody":           {s.anonymous(), "application/json", encode(good), 401, nil},
		"a citizen":        {s.as(an), "application/json", encode(good), 403, nil},
		"a stranger":       {s.sender(stranger), "application/json", encode(good), 403, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, path := range []string{"v2/dossiers", "v1/dossiers"} {
				a := test.caller.dosisRaw(t, http.MethodPost, path, test.kind, []byte(test.body))
				if a.code != test.code || a.at("status") != "FOUT" || a.at("boodschap") == "" {
					t.Errorf("HTTP %d: %.500s", a.code, a.text)
				}
				var fields []string
				for i := range (answer{Data: a.body}).list("fouten") {
					field, _ := a.at(fmt.Sprintf("fouten.%d.veld", i)).(string)
					fields = append(fields, field)
				}
				sameSet(t, fields, test.fields)
			}
		})
	}
	want(t, s.store.dump(t), newService(t).store.dump(t))
}

func TestResultsCanBeAskedFor(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	want(t, city.dosis(t, http.MethodGet, keyed("v2/dossiers/resultaten", "1"), nil).code, 404)
	city.hand(t, dosisStatus("1", "Ingediend", 8, an))
	city.dosis(t, http.MethodPost, "v2/dossiers", change(dosisStatus("1", "Ingediendd", 9, an), "agenten.0.rijksregisternummer", "85010100017"))
	for i := range 3 {
		city.dosis(t, http.MethodPost, "v2/dossiers", dosisStatus(fmt.Sprint("fout-", i), "Ingediendd", 9, an))
	}
	results := city.dosis(t, http.MethodGet, keyed("v2/dossiers/resultaten", "1"), nil)
	want(t, answer{Data: m{"all": results.body}}.each("all", "status"), []string{"FOUT", "VERWERKT"})
	sameSet(t, results.fields("0"), []string{"status.vlaamseCode", "agenten[0].rijksregisternummer"})

	faults := func() (numbers []string) {
		next := "/dosis/" + "v2/dossiers/resultaten/fouten?limiet=3&bron=" + url.QueryEscape(source)
		for next != "" {
			page := city.dosis(t, http.MethodGet, strings.TrimPrefix(next, "/dosis/"), nil)
			want(t, page.code, 200)
			numbers = append(numbers, answer{Data: page.body}.each("fouten", "dossierNummer")...)
			next, _ = page.at("volgende").(string)
		}
		return numbers
	}
	sameSet(t, faults(), []string{"1", "fout-0", "fout-1", "fout-2"})
	city.hand(t, dosisStatus("1", "InBehandeling", 9, an), dosisStatus("fout-1", "Ingediend", 9, an)) // mended
	sameSet(t, faults(), []string{"fout-0", "fout-2"})
	for _, path := range []string{keyed("v2/dossiers/resultaten", "1"), "v2/dossiers/resultaten/fouten?bron=" + url.QueryEscape(source)} {
		a := s.sender(agency).dosis(t, http.MethodGet, path, nil)
		if a.code != 404 && len((answer{Data: a.body}).list("fouten")) > 0 {
			t.Errorf("another organisation sees %s", a.text)
		}
	}
	sameSet(t, city.dosis(t, http.MethodGet, "v2/dossiers/resultaten", nil).fields(""), []string{"bron", "dossierNummer"})
	sameSet(t, city.dosis(t, http.MethodGet, "v2/dossiers/resultaten/fouten?limiet=501", nil).fields(""), []string{"bron", "limiet"})

	if dump := s.store.dump(t); strings.Contains(dump, string(an)) || strings.Contains(dump, "85010100017") {
		t.Error("the store holds a national number")
	}
	// What is too long ago is neither told nor kept.
	s.clock.advance((model.OutcomeDays + 1) * 24 * time.Hour)
	city = s.sender(mechelen)
	want(t, faults(), nil)
	want(t, city.dosis(t, http.MethodGet, keyed("v2/dossiers/resultaten", "1"), nil).code, 404)
	s.clock.advance(90 * 24 * time.Hour)
	s.sender(mechelen).hand(t, dosisStatus("2", "Ingediend", 9, an))
	left, err := store.List[model.Intake](t.Context(), s.store.Store, model.IntakeMonth(opening), "", 10)
	must(t, err)
	want(t, len(left), 0)
}

func TestASupplierSeesItsOwnResultsOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	_, err := store.ChangeRecord(t.Context(), s.store.Store, model.OrgCode(mechelen), func(o *model.Organisation) (bool, error) {
		return o.Grant(agency, s.clock.now()), nil
	})
	must(t, err)
	s.clock.advance(time.Minute)
	supplier := s.sender(agency)
	const behalf = "&onBehalfOf=" + mechelen
	a := supplier.dosis(t, http.MethodPost, "v2/dossiers?"+behalf, []m{dosisStatus("1", "Ingediend", 8, an), dosisStatus("2", "Fout", 8, an)})
	want(t, []any{a.at("0.status"), a.at("1.status")}, []any{"VERWERKT", "FOUT"})
	s.sender(mechelen).dosis(t, http.MethodPost, "v2/dossiers", dosisStatus("3", "Fout", 8, an))
	const faults = "v2/dossiers/resultaten/fouten?bron="
	want(t, answer{Data: supplier.dosis(t, http.MethodGet, faults+url.QueryEscape(source)+behalf, nil).body}.each("fouten", "dossierNummer"), []string{"2"})
	sameSet(t, answer{Data: s.sender(mechelen).dosis(t, http.MethodGet, faults+url.QueryEscape(source), nil).body}.each("fouten", "dossierNummer"), []string{"2", "3"})
	want(t, supplier.dosis(t, http.MethodGet, keyed("v2/dossiers/resultaten", "3")+behalf, nil).code, 404)
	want(t, supplier.dosis(t, http.MethodDelete, keyed("v2/dossiers", "1")+behalf, nil).code, 200)
	want(t, supplier.dosis(t, http.MethodDelete, keyed("v2/dossiers", "1"), nil).code, 404)
	want(t, s.sender(kraainem).dosis(t, http.MethodDelete, keyed("v2/dossiers", "1")+behalf, nil).code, 403)
}

func TestSourcesAndSettingsAreListed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).hand(t, dosisStatus("1", "Ingediend", 8, an), change(dosisStatus("1", "Ingediend", 8, an), "bron", "urn:mechelen:meldingen"))
	want(t, s.sender(mechelen).dosis(t, http.MethodGet, "v2/bronnen/uris", nil).body, m{"uris": []string{source, "urn:mechelen:meldingen"}})
	want(t, s.sender(agency).dosis(t, http.MethodGet, "v2/bronnen/uris", nil).body, m{"uris": []string{}})
	settings := s.sender(agency).dosis(t, http.MethodGet, "v2/instellingen/validatie", nil)
	want(t, settings.at("fasen"), []string{"Samenstelling", "Behandeling", "Beslissing", "Beroep", "Uitvoering", "Afgerond"})
	want(t, answer{Data: settings.body}.each("codes", "code"), model.StatusCodes())
	want(t, settings.at("maximumLengtes"), m{"bron": 200, "dossierNummer": 80, "dossiernaam": 150, "status.detail": 500, "status.actie": 300, "doorverwijzingUrl": 500,
		"beheerder.naam": 100, "beheerder.dienst": 100, "beheerder.telefoon": 30, "beheerder.email": 120, "beheerder.website": 200, "beheerder.adres": 200})
	want(t, []any{settings.at("maximumAantalDossiers"), settings.at("maximumAantalAgenten")}, []any{500, 10})
	want(t, s.sender(agency).dosis(t, http.MethodPut, "v2/dossiers", nil).code, 405)
}

// A source sends again what was refused or not answered. However the messages of a dossier come in,
// the removal among them, citizens see the same in the end.
func TestMessagesInAnyOrderLeadToTheSameEnd(t *testing.T) {
	t.Parallel()
	send := func(s *service, message m) {
		if message["weg"] != nil {
			s.sender(mechelen).dosis(t, http.MethodDelete, keyed("v2/dossiers", "1"), nil)
			return
		}
		s.sender(mechelen).dosis(t, http.MethodPost, "v2/dossiers", message)
	}
	statuses := []m{
		dosisStatus("1", "Ingediend", 8, an), dosisStatus("1", "InBehandeling", 9, bram),
		change(change(dosisStatus("1", "DossierOnvolledig", 10, an), "status.actie", "Bezorg een foto."), "procedure", "REPORT"),
		change(dosisStatus("1", "InWacht", 11, an), "notify", "SILENT"),
	}
	for name, messages := range map[string][]m{"statuses": statuses, "with removal": append(statuses[:3:3], m{"weg": true})} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rounds := 1
			if name == "with removal" { // which is refused while nothing is there, and sent again
				rounds = 2
			}
			var first any
			for _, order := range permuted(len(messages)) {
				s := newService(t)
				s.know(t, an, bram)
				s.sender(mechelen).hand(t, dosisStatus("2", "Ingediend", 8, an, bram))
				for range rounds {
					for _, i := range order {
						send(s, messages[i])
					}
				}
				end := []any{s.dossiersShown(t, an), s.dossiersShown(t, bram)}
				if first == nil {
					first = end
				}
				want(t, end, first)
			}
		})
	}
}

// The report of a loose paving stone over DOSIS: the source's words are the status' details.
func TestAReportOfALoosePavingStoneOverDosis(t *testing.T) {
	t.Parallel()
	s := newService(t)
	phases := map[string]string{"SAMENSTELLING": "Samenstelling", "BEHANDELING": "Behandeling", "UITVOERING": "Uitvoering", "AFGEROND": "Afgerond"}
	for number, step := range pavingStone() {
		sent := change(dosisStatus("tegel", step.code, 8+number, an), "procedure", "REPORT")
		sent["status"] = m{"vlaamseFase": phases[step.phase], "vlaamseCode": step.code, "detail": step.label, "actie": step.action}
		s.sender(mechelen).hand(t, sent)
		shown := s.as(an).ask(t, `{ viewer { counts { toDo } dossiers { nodes { procedure status { phase detail actionRequired } } } } }`)
		want(t, shown.at("viewer.dossiers.nodes"), []m{{"procedure": "REPORT", "status": m{
			"phase": step.phase, "detail": step.label, "actionRequired": step.action != ""}}})
	}
	want(t, s.as(an).ask(t, `{ viewer { dossiers { nodes { history { label } } } } }`).each("viewer.dossiers.nodes.0.history", "label"),
		[]string{"Uitgevoerd", "Uitgevoerd", "In behandeling", "Uw dossier is onvolledig", "Ingediend"})
}

// A guardianship stays silent also when later statuses do not say that it is one.
func TestADossierKeepsItsProcedure(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).hand(t, dosisStatus("1", "InBehandeling", 9, an))
	s.sender(mechelen).hand(t, change(dosisStatus("1", "Ingediend", 8, an), "procedure", "PROVISIONAL_ADMINISTRATION"))
	s.sender(mechelen).hand(t, dosisStatus("1", "Beslist", 10, an))
	want(t, s.as(an).ask(t, `{ viewer { dossiers { nodes { procedure } } } }`).at("viewer.dossiers.nodes.0.procedure"), "PROVISIONAL_ADMINISTRATION")
}

// Older programs write Latin-1. Taken for UTF-8, a name would lose its letters and nobody would notice.
func TestDosisIsUTF8(t *testing.T) {
	t.Parallel()
	s := newService(t)
	body, err := json.Marshal(change(dosisStatus("1", "Ingediend", 8, an), "dossiernaam", "Melding van José"))
	must(t, err)
	logbook.hide(string(an))
	latin := bytes.ReplaceAll(body, []byte("é"), []byte{0xe9})
	if a := s.sender(mechelen).dosisRaw(t, http.MethodPost, "v2/dossiers", "application/json", latin); a.code != http.StatusBadRequest {
		t.Errorf("Latin-1 is answered HTTP %d: %s", a.code, a.text)
	}
}

// A source that speaks DOSIS alone names a product. That of a guardianship must ring no phone.
func TestAProductSaysWhichProcedureItIs(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).hand(t,
		change(dosisStatus("1", "InBehandeling", 9, an), "product", 4711), change(inVersion1("2", "u", an), "Producten.0.Id", "4711"),
		change(change(dosisStatus("3", "InBehandeling", 8, an), "product", 4711), "procedure", "REPORT"), dosisStatus("4", "InBehandeling", 7, an))
	shown := map[string]any{}
	for _, one := range s.as(an).ask(t, `{ viewer { dossiers { nodes { number procedure } } } }`).list("viewer.dossiers.nodes") {
		shown[one.(map[string]any)["number"].(string)] = one.(map[string]any)["procedure"]
	}
	want(t, shown, m{"1": "PROVISIONAL_ADMINISTRATION", "2": "PROVISIONAL_ADMINISTRATION", "3": "REPORT", "4": "OTHER"})
}

func TestADosisCallSurvivesAStoreThatFails(t *testing.T) {
	t.Parallel()
	calm := newService(t)
	calm.know(t, an)
	calm.sender(mechelen).hand(t, dosisStatus("1", "Ingediend", 8, an))
	wanted := calm.store.dump(t)
	counting := &storetest.FailingStore{} // of the calls while the API starts
	newService(t).again(t, wrapped(func(inner store.Store) store.Store {
		counting = storetest.Failing(inner, func(int, string) bool { return false })
		return counting
	}))
	opening := counting.Calls()
	for n := range 12 {
		s := newService(t)
		s.know(t, an)
		failing := s.again(t, wrapped(func(inner store.Store) store.Store { return storetest.Failing(inner, storetest.Nth(opening+n+1)) }))
		a := failing.sender(mechelen).dosis(t, http.MethodPost, "v2/dossiers", dosisStatus("1", "Ingediend", 8, an))
		if a.code != 200 && a.code != 503 {
			t.Errorf("call %d fails: HTTP %d: %s", n, a.code, a.text)
		}
		s.sender(mechelen).hand(t, dosisStatus("1", "Ingediend", 8, an))
		want(t, s.store.dump(t), wanted)
	}
}
