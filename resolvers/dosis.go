package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/resolvers/dosis"
)

// The calls of DOSIS, so that a source that speaks them only changes an address. They take a sender's
// token and, from a supplier, ?onBehalfOf=CODE. What comes in goes the way of reportDossierStatuses.
//
//	POST   /dosis/v2/dossiers                        one status, or a list of 1 to 500
//	POST   /dosis/v1/dossiers                        the same, answered in the spelling of version 1
//	DELETE /dosis/v2/dossiers?bron=&dossierNummer=   removes a dossier for good
//	GET    /dosis/v2/dossiers/resultaten?bron=&dossierNummer=   what became of its changes; or ?uploadId=
//	GET    /dosis/v2/dossiers/resultaten/fouten?bron=           what was not taken in; &limiet= &vanaf=
//	GET    /dosis/v2/bronnen/uris                    the sources that the organisation reported from
//	GET    /dosis/v2/instellingen/validatie          phases, codes and bounds by which statuses are checked
//
// Each also answers under DOSIS' own path, /dosis/api/v2/dosis/… and /dosis/api/v1/dosis/…, so that
// the base address of DOSIS becomes https://…/dosis. Package dosis has the fields.
func (a *API) dosis() http.Handler {
	mux := http.NewServeMux()
	for _, version := range []string{"v1", "v2"} {
		for _, base := range []string{"/dosis/" + version, "/dosis/api/" + version + "/dosis"} {
			mux.HandleFunc("POST "+base+"/dossiers", a.dosisCall(func(c dosisCall) (any, error) { return c.upload(version == "v1") }))
			mux.HandleFunc("DELETE "+base+"/dossiers", a.dosisCall(dosisCall.remove))
			mux.HandleFunc("GET "+base+"/dossiers/resultaten", a.dosisCall(dosisCall.results))
			mux.HandleFunc("GET "+base+"/dossiers/resultaten/fouten", a.dosisCall(dosisCall.faults))
			mux.HandleFunc("GET "+base+"/bronnen/uris", a.dosisCall(dosisCall.sources))
			mux.HandleFunc("GET "+base+"/instellingen/validatie", a.dosisCall(func(dosisCall) (any, error) { return dosis.AllSettings(), nil }))
		}
	}
	return mux
}

// maxDosisBody is the largest body of a call: 500 statuses with every field as long as it may be.
const maxDosisBody = 4 << 20

// dosisCall is one call on its way.
type dosisCall struct {
	*Resolver
	ctx    context.Context //nolint:containedctx // a call lives no longer than its request
	req    *http.Request
	viewer *model.Viewer
	sender *model.Organisation
}

// dosisCall finds out who asks and for whom, and answers what answer gives, as JSON.
func (a *API) dosisCall(answer func(dosisCall) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		ctx := req.Context()
		call := dosisCall{Resolver: a.resolver, ctx: ctx, req: req}
		var err error
		if call.viewer, err = viewerFrom(ctx); err == nil {
			call.sender, err = a.resolver.sender(ctx, call.viewer, req.URL.Query().Get("onBehalfOf"))
		}
		var body any
		if err == nil {
			body, err = answer(call)
		}
		if err != nil {
			a.refuseDosis(ctx, w, err)
			return
		}
		w.Header().Set("Content-Type", dosisMimeType)
		_ = json.NewEncoder(w).Encode(body) // who has gone asks again
	}
}

// dosisFault is what is wrong with one field.
type dosisFault struct {
	Field   string `json:"veld,omitempty"`
	Message string `json:"boodschap"`
}

// The codes of refusals beside the contract's.
const (
	codeTooLarge  model.Code = "TOO_LARGE"
	codeNotJSON   model.Code = "NOT_JSON"
	stateTaken               = "VERWERKT"
	stateFault               = "FOUT"
	dosisMimeType            = "application/json"
	defaultFaults            = 100
	maxFaults                = 500
	maxUploadID              = 80
)

// refuseDosis answers an error in DOSIS' words: {"status":"FOUT","code":…,"boodschap":…,"fouten":[{veld,
// boodschap}]}.
func (a *API) refuseDosis(ctx context.Context, w http.ResponseWriter, err error) {
	a.refuseAs(ctx, w, err, func(item *graph.ItemError, requestID string) any {
		return struct {
			Status  string       `json:"status"`
			Code    model.Code   `json:"code"`
			Message string       `json:"boodschap"`
			Faults  []dosisFault `json:"fouten"`
			Request string       `json:"requestId"`
		}{stateFault, item.Code, item.Message, dosisFaults(item.Fields), requestID}
	})
}

func dosisFaults(fields []*model.FieldError) []dosisFault {
	faults := make([]dosisFault, len(fields))
	for i, field := range fields {
		faults[i] = dosisFault{field.Path, field.Message}
	}
	return faults
}

// body reads the body of a call.
func (c dosisCall) body() ([]byte, error) {
	if kind, _, err := mime.ParseMediaType(c.req.Header.Get("Content-Type")); err != nil || kind != dosisMimeType {
		return nil, model.Errorf(codeNotJSON, "the Content-Type must be %s", dosisMimeType)
	}
	body, err := io.ReadAll(c.req.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, model.Errorf(codeTooLarge, "the body may have at most %d bytes", maxDosisBody)
	}
	if err != nil {
		return nil, model.Because(err, model.CodeInvalid, "the body did not arrive whole: send it again")
	}
	return body, nil
}

// key is the dossier that a call names in its address.
func (c dosisCall) key() (graph.DossierRefInput, error) {
	query := c.req.URL.Query()
	key := graph.DossierRefInput{Source: query.Get("bron"), Number: query.Get("dossierNummer")}
	wrong := c.validate.check(key)
	for i := range wrong {
		wrong[i].Path = map[string]string{"source": "bron", "number": "dossierNummer"}[wrong[i].Path]
	}
	return key, model.Invalid(wrong)
}

// dosisResult is what became of one status, or of the removal of a dossier.
type dosisResult struct {
	Source  string       `json:"bron"`
	Number  string       `json:"dossierNummer"`
	Changed *time.Time   `json:"wijzigingsdatum,omitempty"`
	Upload  string       `json:"uploadId,omitempty"`
	Status  string       `json:"status"`
	At      *time.Time   `json:"tijdstipVerwerking,omitempty"`
	Faults  []dosisFault `json:"fouten"`
}

// upload takes statuses in: one answer each, in the form of the body.
func (c dosisCall) upload(first bool) (any, error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	items, list, wrong := dosis.Read(body)
	if err := model.Invalid(wrong); err != nil {
		return nil, err
	}
	results, err := c.take(items)
	switch {
	case err != nil:
		return nil, err
	case first:
		return inFirstSpelling(results, list), nil
	case list:
		return results, nil
	default:
		return results[0], nil
	}
}

// take takes statuses in as reportDossierStatuses does, and writes down what became of them.
func (c dosisCall) take(items []*dosis.Item) ([]dosisResult, error) {
	reports := make([]*report, len(items))
	for i, item := range items {
		if item.Input.Procedure == "" { // most sources name a product only
			item.Input.Procedure = c.sender.ProcedureOf(value(item.Input.Product, ""))
		}
		reports[i] = c.acceptStatus(c.viewer, c.sender, item.Input, item.Faults)
	}
	if err := c.takeStatuses(c.ctx, c.sender, reports); err != nil {
		return nil, err
	}
	results := make([]dosisResult, len(items))
	for i, item := range items {
		if code, _, _ := classify(reports[i].err); code == model.CodeUnavailable { // to DOSIS' clients 200 says that all went well
			return nil, reports[i].err
		}
		results[i] = c.resultOf(item, reports[i].err)
	}
	return results, c.noteOutcomes(c.ctx, c.viewer, c.sender, results)
}

func (c dosisCall) resultOf(item *dosis.Item, err error) dosisResult {
	now := model.Moment(c.now())
	result := dosisResult{
		Source: item.Input.Source, Number: item.Input.Number, Upload: item.UploadID,
		Status: stateTaken, At: &now, Faults: []dosisFault{},
	}
	if at := model.Moment(item.Input.At); !at.IsZero() {
		result.Changed = &at
	}
	wrong := c.itemError(c.ctx, err)
	if wrong == nil {
		return result
	}
	result.Status = stateFault
	for _, field := range wrong.Fields {
		result.Faults = append(result.Faults, dosisFault{item.Field(field.Path), field.Message})
	}
	if len(wrong.Fields) == 0 {
		result.Faults = append(result.Faults, dosisFault{"", wrong.Message})
	}
	return result
}

// remove removes the dossier that the address names.
func (c dosisCall) remove() (any, error) {
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	removals, err := c.removeDossiers(c.ctx, c.viewer, c.sender, []*graph.DossierRefInput{&key})
	if err != nil {
		return nil, err
	}
	return dosisResult{Source: key.Source, Number: key.Number, Status: stateTaken, Faults: []dosisFault{}}, removals[0].err
}
