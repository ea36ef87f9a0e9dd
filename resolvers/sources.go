package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/vikstrous/dataloadgen"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// noteSources writes down from which sources there are dossiers; the first organisation that reports
// from one has it.
func (r *Resolver) noteSources(ctx context.Context, reports []*report) error {
	var fresh []*model.Source
	for _, one := range reports {
		if one.err != nil {
			continue
		}
		source := model.NewSource(one.head.Source, one.head.Org, one.head.Sandbox)
		known := r.sources.Contains(source.ID) || slices.ContainsFunc(fresh, func(s *model.Source) bool { return s.ID == source.ID })
		if !known {
			fresh = append(fresh, source)
		}
	}
	for part := range slices.Chunk(fresh, store.MaxBatch) {
		if _, err := store.Add(ctx, r.store, part); err != nil {
			return fmt.Errorf("note the sources: %w", err)
		}
	}
	for _, source := range fresh {
		r.sources.Add(source.ID, struct{}{})
	}
	return nil
}

// reportSource takes in what a source says of itself. FORBIDDEN when it is another organisation's.
func (r *Resolver) reportSource(ctx context.Context, viewer *model.Viewer, input graph.ReportSourceInput) (*model.Source, error) {
	sender, err := r.sender(ctx, viewer, value(input.OnBehalfOf, ""))
	if err != nil {
		return nil, err
	}
	if err := model.Invalid(r.checkSource(input)); err != nil {
		return nil, err
	}
	wanted := model.NewSource(input.Source, sender.Code, viewer.Sandbox)
	if _, err := store.Add(ctx, r.store, []*model.Source{wanted}); err != nil {
		return nil, fmt.Errorf("note the source: %w", err)
	}
	return store.ChangeRecord(ctx, r.store, wanted.ID, func(s *model.Source) (bool, error) {
		if s.Org != sender.Code {
			return false, model.Errorf(model.CodeForbidden, "another organisation reports from this source")
		}
		return s.Report(input.AsOf, value(input.UnavailableSince, time.Time{})), nil
	})
}

func (r *Resolver) checkSource(input graph.ReportSourceInput) []model.FieldError {
	var wrong []model.FieldError
	latest := r.now().Add(clockSkew)
	if input.AsOf.After(latest) {
		wrong = append(wrong, model.FieldError{Path: "asOf", Message: "is in the future"})
	}
	switch since := input.UnavailableSince; {
	case since == nil:
	case since.After(latest):
		wrong = append(wrong, model.FieldError{Path: "unavailableSince", Message: "is in the future"})
	case since.Before(input.AsOf):
		wrong = append(wrong, model.FieldError{Path: "unavailableSince", Message: "is before asOf, when the source was still heard"})
	}
	return wrong
}

// sourceOf is the source of a dossier; nil when it never said anything of itself.
func (r *Resolver) sourceOf(ctx context.Context, d *model.Dossier) (*model.Source, error) {
	kept, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return nil, errors.New("sources are read within a request")
	}
	source, err := kept.sources.Load(ctx, model.SourceKey(d.Source, d.Sandbox))
	if errors.Is(err, dataloadgen.ErrNotFound) {
		return nil, nil // most sources say nothing of themselves, and the rules know that
	}
	return source, err
}
