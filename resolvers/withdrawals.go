package resolvers

import (
	"context"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// withdraw takes letters of a run back.
func (r *Resolver) withdraw(ctx context.Context, viewer *model.Viewer, input graph.WithdrawLettersInput) (*graph.WithdrawLettersPayload, error) {
	facts := make([]*fact, len(input.References))
	for i, reference := range input.References {
		facts[i] = &fact{reference: reference, at: r.now()}
	}
	told := telling{
		viewer: viewer, onBehalfOf: value(input.OnBehalfOf, ""), run: input.Run,
		event: model.EventWithdrawn, audit: model.AuditWithdrawn, facts: facts,
		may: func(*model.LetterRecord) error { return nil },
	}
	if err := r.learn(ctx, told); err != nil {
		return nil, err
	}
	return &graph.WithdrawLettersPayload{Results: r.learned(ctx, facts)}, nil
}
