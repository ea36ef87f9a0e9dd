package resolvers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// knownRuns is how many runs are kept in memory. What is kept of a run never changes.
const knownRuns = 1_000

// openRun opens a run, or finds it open. CONFLICT when the name is taken by another run.
func (r *Resolver) openRun(ctx context.Context, viewer *model.Viewer, input graph.OpenRunInput) (*model.LetterRun, error) {
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	if err := model.Invalid(checkRun(sender, input)); err != nil {
		return nil, err
	}
	wanted := r.newRun(viewer, sender, input.Name)
	wanted.Policy, wanted.Days = input.Policy, value(input.Days, 0)
	wanted.Kind = value(input.Kind, "")
	if wanted.Kind != "" && wanted.Kind.Rules().Call {
		wanted.Policy, wanted.Days = model.PaperAlways, 0
	}
	if service := sender.Service(value(input.Service, "")); service != nil {
		wanted.Service = model.OptionalText(service.Name)
	} else {
		wanted.Service = model.OptionalText(value(input.Service, ""))
	}
	held, err := r.addRun(ctx, viewer, wanted)
	if err != nil {
		return nil, err
	}
	if sameService(sender, string(held.Service), string(wanted.Service)) {
		wanted.Service = held.Service // the department has another name now
	}
	if !held.Same(wanted) {
		return nil, model.Errorf(model.CodeConflict, "the name is taken by another run")
	}
	return held, nil
}

func checkRun(sender *model.Organisation, input graph.OpenRunInput) []model.FieldError {
	var wrong []model.FieldError
	if (input.Policy == model.PaperIfUnopened) != (input.Days != nil) {
		wrong = append(wrong, model.FieldError{Path: "days", Message: "is needed with IF_UNOPENED, and only then"})
	}
	if input.Service != nil {
		wrong = append(wrong, checkService(sender, *input.Service)...)
	}
	return wrong
}

// checkService refuses a department that the organisation does not have, where it lists them.
func checkService(sender *model.Organisation, service string) []model.FieldError {
	if len(sender.Services) == 0 || sender.Service(service) != nil {
		return nil
	}
	return []model.FieldError{{Path: "service", Message: "is none of the organisation's services"}}
}

// sameService tells whether two names mean the same department.
func sameService(sender *model.Organisation, a, b string) bool {
	found := sender.Service(a)
	return strings.EqualFold(a, b) || (found != nil && found == sender.Service(b))
}

func (r *Resolver) newRun(viewer *model.Viewer, sender *model.Organisation, name string) *model.LetterRun {
	return &model.LetterRun{
		ID: model.NewRunID(sender.Code, name), Org: sender.Code, By: viewer.Org, Name: name,
		Policy: model.PaperIfNotActivated, Sandbox: viewer.Sandbox, OpenedAt: model.Moment(r.now()),
	}
}

func (r *Resolver) addRun(ctx context.Context, viewer *model.Viewer, wanted *model.LetterRun) (*model.LetterRun, error) {
	if err := r.noted(ctx, viewer, wanted.Org, model.AuditRunOpened, wanted.Name); err != nil {
		return nil, err
	}
	if _, err := store.Add(ctx, r.store, []*model.RunEntry{wanted.Entry()}); err != nil {
		return nil, fmt.Errorf("put the run among others: %w", err)
	}
	held, err := store.Add(ctx, r.store, []*model.LetterRun{wanted})
	if err != nil {
		return nil, fmt.Errorf("open the run: %w", err)
	}
	return held[0], nil
}

// runToFill is the run that a viewer delivers to, opened where it is not. CONFLICT when it is another
// supplier's, or is for test citizens and the token is not, or the reverse.
func (r *Resolver) runToFill(ctx context.Context, viewer *model.Viewer, sender *model.Organisation, name string) (*model.LetterRun, error) {
	wanted := r.newRun(viewer, sender, name)
	run, known := r.runs.Get(wanted.ID)
	if !known {
		var err error
		run, err = store.Get[model.LetterRun](ctx, r.store, wanted.ID)
		if errors.Is(err, store.ErrNotFound) {
			run, err = r.addRun(ctx, viewer, wanted)
		}
		if err != nil {
			return nil, fmt.Errorf("look for the run: %w", err)
		}
		r.runs.Add(run.ID, run)
	}
	switch {
	case run.FilledBy(viewer):
		return run, nil
	case run.SeenBy(viewer):
		return nil, model.Errorf(model.CodeConflict, "a run is for test citizens only or for others only")
	default:
		return nil, model.Errorf(model.CodeConflict, "the name is taken by another run")
	}
}
