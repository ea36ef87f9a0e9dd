package resolvers

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// shownBatches is how many batches of a run are shown, the last ones.
const shownBatches = 100

// run is a run that the viewer may look into; NOT_FOUND for any other.
func (r *Resolver) run(ctx context.Context, viewer *model.Viewer, onBehalfOf, name string) (*model.LetterRun, error) {
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	run, err := store.Get[model.LetterRun](ctx, r.store, model.NewRunID(sender.Code, name))
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && !run.OpenTo(viewer):
		return nil, model.NotFound("run: " + name)
	case err != nil:
		return nil, fmt.Errorf("look for the run: %w", err)
	}
	return run, nil
}

// askedRuns are the runs that the viewer may look into, the newest first.
func (r *Resolver) askedRuns(ctx context.Context, onBehalfOf string, first *int, after *string) (*graph.LetterRunConnection, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	list, err := r.runList(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	part, err := listed[model.RunEntry](ctx, r.store, list, first, after)
	if err != nil {
		return nil, err
	}
	ids := make([]model.RunID, len(part.records))
	for i, entry := range part.records {
		ids[i] = entry.Run
	}
	runs, err := store.Find[model.LetterRun](ctx, r.store, ids)
	if err != nil {
		return nil, fmt.Errorf("read the runs: %w", err)
	}
	connection := &graph.LetterRunConnection{PageInfo: part.info, Edges: []*graph.LetterRunEdge{}, Nodes: []*model.LetterRun{}}
	for i, entry := range part.records {
		run := runs[entry.Run]
		if !entry.Of(run) || !run.OpenTo(viewer) {
			continue
		}
		if _, err := r.sender(ctx, viewer, string(run.Org)); err != nil { // its mandate ended
			if model.CodeOf(err) == model.CodeForbidden {
				continue
			}
			return nil, err
		}
		connection.Nodes = append(connection.Nodes, run)
		connection.Edges = append(connection.Edges, &graph.LetterRunEdge{Cursor: part.cursors[i], Node: run})
	}
	return connection, nil
}

// runList is the list of runs that is asked for.
func (r *Resolver) runList(ctx context.Context, viewer *model.Viewer, onBehalfOf string) (string, error) {
	if onBehalfOf == "" && viewer.Behalf == "" {
		own, err := r.known(ctx, viewer.Org)
		switch {
		case err != nil:
			return "", err
		case own.Supplier:
			return model.RunsBy(viewer.Org, ""), nil
		}
	}
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	switch {
	case err != nil:
		return "", err
	case sender.Code != viewer.Org:
		return model.RunsBy(viewer.Org, sender.Code), nil
	default:
		return model.RunsOf(sender.Code), nil
	}
}

// letterStatus is what became of one letter; NOT_FOUND for one that the viewer may not see.
func (r *Resolver) letterStatus(ctx context.Context, onBehalfOf, name, reference string) (*model.LetterRecord, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	run, err := r.run(ctx, viewer, onBehalfOf, name)
	if err != nil {
		return nil, err
	}
	letter, err := store.Get[model.LetterRecord](ctx, r.store, model.LetterID(run.Org, run.Name, reference))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, model.NotFound("letter: " + reference)
	case err != nil:
		return nil, fmt.Errorf("look for the letter: %w", err)
	}
	return letter, nil
}

// lettersOf is a page of a run's letters, or of those with a mark.
func (r *Resolver) lettersOf(
	ctx context.Context, run *model.LetterRun, mark model.LetterMark, first *int, after *string,
) (*graph.LetterStatusConnection, error) {
	part, err := listed[model.LetterRecord](ctx, r.store, model.RunList(run.ID, mark), first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.LetterStatusConnection{PageInfo: part.info, Edges: []*graph.LetterStatusEdge{}, Nodes: part.records}
	for i, letter := range part.records {
		connection.Edges = append(connection.Edges, &graph.LetterStatusEdge{Cursor: part.cursors[i], Node: letter})
	}
	return connection, nil
}

// batchesOf are a run's last batches for the printer.
func batchesOf(run *model.LetterRun) []*model.PaperBatch {
	shown := []*model.PaperBatch{}
	for i := max(0, len(run.Batches)-shownBatches); i < len(run.Batches); i++ {
		shown = append(shown, &run.Batches[i])
	}
	return shown
}

// count is how many letters of a run carry a mark; all of them without one.
func (r *Resolver) count(ctx context.Context, run model.RunID, mark model.LetterMark) (int, error) {
	count, err := store.Count[model.LetterRecord](ctx, r.store, model.RunList(run, mark))
	if err != nil {
		return 0, fmt.Errorf("count letters: %w", err)
	}
	return count, nil
}

// countDigital is how many letters of a run are in the mailbox only. While letters come in, the parts
// are counted at different moments.
func (r *Resolver) countDigital(ctx context.Context, run model.RunID) (int, error) {
	left := 0
	for _, part := range []struct {
		mark model.LetterMark
		sign int
	}{{model.MarkPaper, -1}, {model.MarkBoth, -1}, {"", 1}} {
		count, err := r.count(ctx, run, part.mark)
		if err != nil {
			return 0, err
		}
		left += part.sign * count
	}
	return max(0, left), nil
}

// countRungs is for about how many letters of a run a phone rang or, with an event, reported it: rounded.
func (r *Resolver) countRungs(ctx context.Context, run model.RunID, event model.ReceiptEvent) (int, error) {
	count, err := store.Count[model.Rung](ctx, r.store, model.RungList(run, event))
	if err != nil {
		return 0, fmt.Errorf("count the letters that phones rang for: %w", err)
	}
	return model.RoundCount(count), nil
}
