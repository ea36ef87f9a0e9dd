package resolvers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// clockSkew is how far a source's clock may be ahead of ours.
const clockSkew = 5 * time.Minute

// report is one status on its way in.
type report struct {
	input      *graph.ReportDossierStatusInput
	head       model.Dossier
	status     model.Status
	to         []recipient
	named      []model.CitizenID // whom the status names
	recipients []model.CitizenID // whom the dossier concerns
	err        error
}

// Report takes statuses of dossiers in: each is checked, the dossier's record written, then the
// mailboxes of all whom it concerns. Repetitions change nothing, and statuses may come in any
// order. Every status gets its own result; the error is for the call as a whole.
func (a *API) Report(
	ctx context.Context, viewer *model.Viewer, input graph.ReportDossierStatusesInput,
) (*graph.ReportDossierStatusesPayload, error) {
	if err := model.Invalid(a.resolver.validate.check(input)); err != nil {
		return nil, err
	}
	return a.resolver.report(ctx, viewer, input)
}

func (r *Resolver) report(
	ctx context.Context, viewer *model.Viewer, input graph.ReportDossierStatusesInput,
) (*graph.ReportDossierStatusesPayload, error) {
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	reports := make([]*report, len(input.Statuses))
	for i, status := range input.Statuses {
		reports[i] = r.acceptStatus(viewer, sender, status, nil)
	}
	if err := r.takeStatuses(ctx, sender, reports); err != nil {
		return nil, err
	}
	return r.reported(ctx, reports), nil
}

// takeStatuses takes statuses in that acceptStatus looked at; each has its own error afterwards. The
// error is for all of them: none is known to be in then.
func (r *Resolver) takeStatuses(ctx context.Context, sender *model.Organisation, reports []*report) error {
	if err := r.addressStatuses(ctx, reports); err != nil {
		return err
	}
	if err := r.attachToStatuses(ctx, sender, reports); err != nil {
		return err
	}
	if err := r.noteSources(ctx, reports); err != nil {
		return err
	}
	r.recordStatuses(ctx, reports)
	if err := r.keepOfStatuses(ctx, reports); err != nil {
		return err
	}
	return r.enterStatuses(ctx, reports)
}

// acceptStatus checks one status by all rules that need no store. read is what was found wrong as it
// was read.
func (r *Resolver) acceptStatus(
	viewer *model.Viewer, sender *model.Organisation, input *graph.ReportDossierStatusInput, read []model.FieldError,
) *report {
	one := &report{input: input}
	faults := checkAbout(input.About)
	fault := func(path, message string) { faults = append(faults, model.FieldError{Path: path, Message: message}) }
	if input.At.After(r.now().Add(clockSkew)) {
		fault("at", "is in the future")
	}
	if input.ActionRequired && value(input.ActionText, "") == "" {
		fault("actionText", "is needed when the citizen must act")
	}
	if input.Nis != nil && !sender.SendsFor(model.NIS(*input.Nis)) {
		fault("nis", "is outside the sender's territory")
	}
	for i, named := range input.Recipients {
		to, wrong := r.recipientOf(viewer, named)
		faults = append(faults, below(fmt.Sprintf("recipients[%d]", i), wrong)...)
		one.to = append(one.to, to)
	}
	if one.err = model.Invalid(eachOnce(read, eachOnce(r.validate.check(input), faults))); one.err != nil {
		return one
	}
	one.head, one.status = dossierOf(sender, input)
	one.head.Sandbox = viewer.Sandbox
	return one
}

// attachToStatuses finds the documents that statuses name, which makes the statuses what they are. One
// that was not handed over is a wrong field of its status.
func (r *Resolver) attachToStatuses(ctx context.Context, sender *model.Organisation, reports []*report) error {
	var keys []string
	for _, one := range reports {
		if one.err == nil {
			keys = append(keys, contentKeys(sender.Code, one.input.Documents)...)
		}
	}
	found, err := r.documentRecords(ctx, keys)
	if err != nil {
		return err
	}
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		documents, wrong := documentsOf(one.head.ID, sender.Code, one.input.Documents, found)
		one.status.Documents, one.err = documents, model.Invalid(wrong)
		one.status = model.NewStatus(one.status)
	}
	return nil
}

// keepOfStatuses notes that the documents of statuses are in use, before the mailboxes name them.
func (r *Resolver) keepOfStatuses(ctx context.Context, reports []*report) error {
	var documents []model.Document
	for _, one := range reports {
		if one.err == nil {
			documents = append(documents, one.status.Documents...)
		}
	}
	return r.keep(ctx, documents)
}

// addressStatuses finds the mailboxes of the recipients that the statuses name.
func (r *Resolver) addressStatuses(ctx context.Context, reports []*report) error {
	var keys []string
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		for _, to := range one.to {
			keys = append(keys, to.key)
		}
	}
	slices.Sort(keys)
	ids := map[string]model.CitizenID{}
	for part := range slices.Chunk(slices.Compact(keys), store.MaxBatch) {
		found, err := citizenIDs(ctx, r.store, part)
		if err != nil {
			return err
		}
		maps.Copy(ids, found)
	}
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		for _, to := range one.to {
			one.named = append(one.named, ids[to.key])
		}
	}
	return nil
}

// enterStatuses puts the statuses into the mailboxes, all of one citizen in one save.
func (r *Resolver) enterStatuses(ctx context.Context, reports []*report) error {
	byCitizen := map[model.CitizenID][]*report{}
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		for _, id := range one.recipients {
			byCitizen[id] = append(byCitizen[id], one)
		}
	}
	shared, err := r.sharedDossiers(ctx, reports)
	if err != nil {
		return err
	}
	err = updateEach(ctx, r, byCitizen, func(m *model.Mailbox, own []*report) error {
		for _, one := range own {
			if err := m.ReportStatus(one.head, one.status, r.now()); err != nil {
				one.failed(err)
				continue
			}
			m.NoteBirth(one.bornOf(m.ID))
		}
		for _, one := range own {
			for _, other := range shared[one.head.ID] {
				if err := m.ShareDossier(other, r.now()); err != nil {
					one.failed(err)
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put the statuses into the mailboxes: %w", err)
	}
	return nil
}

// bornOf is when a recipient that the input names was born, as far as that is known.
func (one *report) bornOf(citizen model.CitizenID) model.BirthBand {
	at := slices.Index(one.named, citizen)
	if at < 0 {
		return ""
	}
	return one.to[at].born
}

// failed notes an error; the first one holds.
func (one *report) failed(err error) {
	if one.err == nil {
		one.err = err
	}
}

// reported is the answer.
func (r *Resolver) reported(ctx context.Context, reports []*report) *graph.ReportDossierStatusesPayload {
	payload := &graph.ReportDossierStatusesPayload{Results: make([]*graph.StatusResult, len(reports))}
	for i, one := range reports {
		result := &graph.StatusResult{Source: one.input.Source, Number: one.input.Number, Error: r.itemError(ctx, one.err)}
		if one.err == nil {
			id := string(one.head.ID)
			result.DossierID = &id
		}
		payload.Results[i] = result
	}
	return payload
}

// dossierOf is the dossier and the status that an input describes, without documents and id.
func dossierOf(sender *model.Organisation, input *graph.ReportDossierStatusInput) (model.Dossier, model.Status) {
	text := func(field *string) model.OptionalText { return model.OptionalText(value(field, "")) }
	head := model.Dossier{
		ID: model.DossierID(input.Source, input.Number), Org: sender.Code, Source: input.Source, Number: input.Number,
		Procedure: input.Procedure, Title: input.Title, Level: sender.Level, NIS: model.NIS(value(input.Nis, "")),
		About: aboutOf(input.About), Link: text(input.Link), Product: text(input.Product),
	}
	head.Manager = contactOf(input.Manager)
	return head, model.Status{
		At: input.At, Phase: input.Phase, Code: input.Code, Label: input.Label,
		Detail: text(input.Detail), ActionRequired: input.ActionRequired,
		ActionText: text(input.ActionText), ActionBefore: value(input.ActionBefore, ""), Notify: input.Notify,
	}
}

// contactOf is the contact that an input describes; nil for none.
func contactOf(input *graph.ContactInput) *model.Contact {
	if input == nil {
		return nil
	}
	text := func(field *string) model.OptionalText { return model.OptionalText(value(field, "")) }
	return &model.Contact{
		Name: text(input.Name), Desk: text(input.Desk), Address: text(input.Address), Phone: text(input.Phone),
		Email: text(input.Email), Website: text(input.Website), OpeningHours: text(input.OpeningHours),
	}
}
