package resolvers

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// operate begins a subscription, by all that limits operations; refused is told why there is none. What it answers
// runs it to its end, and may do so in a goroutine with a smaller stack than beginning took: next is told each
// answer, and what is still to be told comes back: why it ended, if it did not end by itself.
func operate(
	ctx context.Context, exec graphql.GraphExecutor, params *graphql.RawParams, next, refused func(*graphql.Response),
) (run func() (last *graphql.Response)) {
	ctx, end := withEnding(graphql.StartOperationTrace(ctx))
	operation, errs := exec.CreateOperationContext(ctx, params)
	ctx = graphql.WithOperationContext(ctx, operation)
	if len(errs) > 0 {
		refused(exec.DispatchError(ctx, errs))
		return nil
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	return func() *graphql.Response {
		for response := responses(ctx); response != nil; response = responses(ctx) {
			next(response)
		}
		if err := end.why(); err != nil {
			return exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(err)})
		}
		return nil
	}
}

// encoded is what was made of data that can be written.
func encoded(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}
