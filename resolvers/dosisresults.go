package resolvers

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// noteOutcomes writes down what became of statuses, for their source to ask. Those that name no
// dossier cannot be asked for.
func (r *Resolver) noteOutcomes(ctx context.Context, viewer *model.Viewer, sender *model.Organisation, results []dosisResult) error {
	byID := map[string][]model.Handled{}
	var all []*model.Intake
	for _, result := range results {
		if len(r.validate.check(graph.DossierRefInput{Source: result.Source, Number: result.Number})) > 0 {
			continue
		}
		intake := model.NewIntake(sender.Code, viewer.Sandbox, result.Source, result.Number)
		if byID[intake.ID] == nil {
			all = append(all, intake)
		}
		byID[intake.ID] = append(byID[intake.ID], handled(viewer, result))
	}
	note := func(intake *model.Intake) (changed bool) {
		for _, outcome := range byID[intake.ID] {
			changed = intake.Note(outcome, r.now()) || changed
		}
		return changed
	}
	for part := range slices.Chunk(all, store.MaxBatch) {
		if err := r.saveIntakes(ctx, part, note); err != nil {
			return fmt.Errorf("note what became of the statuses: %w", err)
		}
	}
	return r.forgetIntakes(ctx)
}

func handled(viewer *model.Viewer, result dosisResult) model.Handled {
	outcome := model.Handled{By: viewer.Org}
	if result.Changed != nil {
		outcome.Change = *result.Changed
	}
	if len(result.Upload) <= maxUploadID {
		outcome.Upload = model.OptionalText(result.Upload)
	}
	for _, fault := range result.Faults {
		outcome.Faults = append(outcome.Faults, model.Fault(fault))
	}
	return outcome
}

// saveIntakes adds those that are not there and changes the others.
func (r *Resolver) saveIntakes(ctx context.Context, intakes []*model.Intake, note func(*model.Intake) bool) error {
	ids := make([]string, len(intakes))
	for i, intake := range intakes {
		ids[i] = intake.ID
	}
	found, err := store.Find[model.Intake](ctx, r.store, ids)
	if err != nil {
		return err
	}
	var fresh []*model.Intake
	for _, intake := range intakes {
		if found[intake.ID] == nil {
			note(intake)
			fresh = append(fresh, intake)
		}
	}
	held, err := store.Add(ctx, r.store, fresh)
	if err != nil {
		return err
	}
	for i, intake := range fresh {
		if held[i] == intake {
			ids = slices.DeleteFunc(ids, func(id string) bool { return id == intake.ID })
		}
	}
	_, failed, err := store.ChangeRecords(ctx, r.store, ids, func(intake *model.Intake) (bool, error) { return note(intake), nil })
	for _, failure := range failed {
		err = errors.Join(err, failure)
	}
	return err
}

// forgetIntakes removes the intakes of which nothing can be told any more: whoever hands something over
// makes room, once an hour.
func (r *Resolver) forgetIntakes(ctx context.Context) error {
	now := r.now()
	last := r.forgot.Load()
	if passed := now.Sub(time.UnixMilli(last)); (passed >= 0 && passed < time.Hour) || !r.forgot.CompareAndSwap(last, now.UnixMilli()) {
		return nil
	}
	const few = 200
	month := now.AddDate(0, 0, -now.Day()+1) // a day that every month has
	for back := 5; back <= 9; back++ {       // the fifth month back ended more than OutcomeDays ago
		old, err := store.List[model.Intake](ctx, r.store, model.IntakeMonth(month.AddDate(0, -back, 0)), "", few)
		if err != nil {
			return fmt.Errorf("look for results that nobody needs: %w", err)
		}
		ids := make([]string, len(old))
		for i, intake := range old {
			ids[i] = intake.ID
		}
		if err := store.Remove[model.Intake](ctx, r.store, ids); err != nil {
			return fmt.Errorf("forget results: %w", err)
		}
	}
	return nil
}

// told are the results of an intake that the call may know.
func (c dosisCall) told(intake *model.Intake, wanted func(model.Handled) bool) []dosisResult {
	results := []dosisResult{}
	for _, outcome := range intake.Told(c.viewer.Org, c.now()) {
		if !wanted(outcome) {
			continue
		}
		at := outcome.At
		result := dosisResult{
			Source: intake.Source, Number: intake.Number, Upload: string(outcome.Upload), Status: stateTaken, At: &at, Faults: []dosisFault{},
		}
		if change := outcome.Change; !change.IsZero() {
			result.Changed = &change
		}
		for _, fault := range outcome.Faults {
			result.Status = stateFault
			result.Faults = append(result.Faults, dosisFault(fault))
		}
		results = append(results, result)
	}
	return results
}

// results are what became of the changes of one dossier, the latest change first: those of the last
// model.OutcomeDays days, at most model.MaxOutcomes. NOT_FOUND when there are none.
func (c dosisCall) results() (any, error) {
	wanted := func(model.Handled) bool { return true }
	var intake *model.Intake
	if upload := c.req.URL.Query().Get("uploadId"); upload != "" {
		wanted = func(outcome model.Handled) bool { return string(outcome.Upload) == upload }
		found, err := store.List[model.Intake](c.ctx, c.store, model.UploadList(c.sender.Code, c.viewer.Sandbox, upload), "", 1)
		if err != nil {
			return nil, fmt.Errorf("look for results: %w", err)
		}
		if len(found) > 0 {
			intake = found[0]
		}
	} else {
		key, err := c.key()
		if err != nil {
			return nil, err
		}
		id := model.IntakeKey(c.sender.Code, c.viewer.Sandbox, key.Source, key.Number)
		intake, err = store.Get[model.Intake](c.ctx, c.store, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, fmt.Errorf("look for results: %w", err)
		}
	}
	var told []dosisResult
	if intake != nil {
		told = c.told(intake, wanted)
	}
	if len(told) == 0 {
		return nil, model.NotFound("result")
	}
	return told, nil
}

// dosisFaultPage is a page of what was not taken in.
type dosisFaultPage struct {
	Results []dosisResult `json:"fouten"`
	Limit   int           `json:"limiet"`
	Next    string        `json:"volgende,omitempty"` // address of the next page, relative; empty: that was all
}

// faults are what was not taken in of a source, dossier by dossier: limiet dossiers a page.
func (c dosisCall) faults() (any, error) {
	query := c.req.URL.Query()
	source, limit := query.Get("bron"), defaultFaults
	var wrong []model.FieldError
	if len(c.validate.check(graph.DossierRefInput{Source: source, Number: "1"})) > 0 {
		wrong = append(wrong, model.FieldError{Path: "bron", Message: "is needed: the URI of a source"})
	}
	if text := query.Get("limiet"); text != "" {
		var err error
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > maxFaults {
			wrong = append(wrong, model.FieldError{Path: "limiet", Message: fmt.Sprintf("must be from 1 to %d", maxFaults)})
		}
	}
	if err := model.Invalid(wrong); err != nil {
		return nil, err
	}
	list := model.FaultList(c.sender.Code, c.viewer.Org, c.viewer.Sandbox, source)
	intakes, err := store.List[model.Intake](c.ctx, c.store, list, query.Get("vanaf"), limit)
	if err != nil {
		return nil, fmt.Errorf("list what was not taken in: %w", err)
	}
	page := dosisFaultPage{Results: []dosisResult{}, Limit: limit}
	for _, intake := range intakes {
		page.Results = append(page.Results, c.told(intake, func(o model.Handled) bool { return len(o.Faults) > 0 })...)
	}
	if len(intakes) == limit {
		page.Next = c.next(query, intakes[limit-1].ID)
	}
	return page, nil
}

// next is the address of the page after the one that ends with the intake called last.
func (c dosisCall) next(query url.Values, last string) string {
	query.Set("vanaf", last)
	return c.req.URL.Path + "?" + query.Encode()
}

// sources lists the sources that the organisation was the first to report from.
func (c dosisCall) sources() (any, error) {
	all, err := store.ListAll[model.Source](c.ctx, c.store, model.SourcesOf(c.sender.Code, c.viewer.Sandbox))
	if err != nil {
		return nil, fmt.Errorf("list the sources: %w", err)
	}
	uris := make([]string, len(all))
	for i, source := range all {
		uris[i] = source.URI
	}
	slices.Sort(uris)
	return map[string][]string{"uris": uris}, nil
}

// inFirstSpelling is what the calls of version 1 answer.
func inFirstSpelling(results []dosisResult, list bool) any {
	type fault struct {
		Field   string `json:"Veld,omitempty"`
		Message string `json:"Omschrijving"`
	}
	type key struct {
		Source string `json:"Bron"`
		Number string `json:"DossierNummer"`
	}
	type answer struct {
		Key    key     `json:"Identificatie"`
		Upload string  `json:"UploadId,omitempty"`
		Status string  `json:"Status"`
		Faults []fault `json:"Fouten"`
	}
	answers := make([]answer, len(results))
	for i, result := range results {
		answers[i] = answer{key{result.Source, result.Number}, result.Upload, result.Status, []fault{}}
		for _, wrong := range result.Faults {
			answers[i].Faults = append(answers[i].Faults, fault(wrong))
		}
	}
	if !list {
		return answers[0]
	}
	return answers
}
