package resolvers

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// subscription is one that has begun. Where its resolver drives it, it is at rest while there is nothing to tell:
// nobody waits, and what gqlgen holds to answer an operation is made for each answer. For the phone's own that is
// some 20 KiB, and more after a large answer.
type subscription struct {
	api       *API
	exec      graphql.GraphExecutor
	ctx       context.Context
	feed      *feed
	operation *graphql.OperationContext
	responses func() *graphql.Response // of one that is not driven
	ended     bool
	next      func(*graphql.Response)
	over      func(last *graphql.Response)
}

// operate begins a subscription, by all that limits operations; refused is told why there is none. Next is told
// each answer, from start on.
func (a *API) operate(
	ctx context.Context, exec graphql.GraphExecutor, params *graphql.RawParams, next, refused func(*graphql.Response),
) *subscription {
	ctx, feed := withFeed(graphql.StartOperationTrace(ctx))
	operation, errs := exec.CreateOperationContext(ctx, params)
	operation.Headers = nil // are read by now, and hold the token
	ctx = graphql.WithOperationContext(ctx, operation)
	if len(errs) > 0 {
		refused(exec.DispatchError(ctx, errs))
		return nil
	}
	s := &subscription{api: a, exec: exec, ctx: ctx, feed: feed, operation: operation, next: next}
	if responses := s.dispatch(ctx); feed.driver == nil {
		s.responses = responses
	}
	return s
}

// dispatch asks the resolver, with an operation that holds nothing yet of what answering it adds.
func (s *subscription) dispatch(ctx context.Context) (responses func() *graphql.Response) {
	o := s.operation
	handler, ctx := s.exec.DispatchOperation(ctx, &graphql.OperationContext{
		RawQuery: o.RawQuery, Variables: o.Variables, OperationName: o.OperationName, Doc: o.Doc, Extensions: o.Extensions, Headers: o.Headers,
		Operation: o.Operation, DisableIntrospection: o.DisableIntrospection, RecoverFunc: o.RecoverFunc,
		ResolverMiddleware: o.ResolverMiddleware, RootResolverMiddleware: o.RootResolverMiddleware, Stats: o.Stats,
	})
	return func() *graphql.Response { return handler(ctx) }
}

// start has the client told, from other goroutines: over is called once at the end, with what is still to be
// told: why it ended, if it did not end by itself.
func (s *subscription) start(over func(last *graphql.Response)) {
	s.over = over
	if s.feed.driver != nil {
		s.feed.driver.start(s.ctx, s.tell)
		return
	}
	go func() {
		for s.tell() {
		}
	}()
}

// tell waits for the next answer and hands it on. It answers whether the subscription goes on.
func (s *subscription) tell() (goesOn bool) {
	defer func() {
		if value := recover(); value != nil { // it would end the process
			id, _ := s.ctx.Value(requestIDKey{}).(string)
			logFailure(s.ctx, s.api.resolver.log, id, model.CodeInternal, "subscription", recovered(s.ctx, value))
			s.finish(&graphql.Response{Errors: gqlerror.List{internal()}})
			goesOn = false
		}
	}()
	if s.ended {
		return false
	}
	responses := s.responses
	if s.feed.driver != nil {
		responses = s.dispatch(s.ctx)
	}
	if response := responses(); response != nil {
		s.next(response)
		return true
	}
	var last *graphql.Response
	if err := s.feed.why(); err != nil {
		last = s.exec.DispatchError(s.ctx, gqlerror.List{gqlerror.Wrap(err)})
	}
	s.finish(last)
	return false
}

func (s *subscription) finish(last *graphql.Response) {
	if !s.ended {
		s.ended = true
		s.over(last)
	}
}

// internal is what a client is told of a panic.
func internal() *gqlerror.Error {
	return refused(model.CodeInternal, "something went wrong on our side")
}

// encoded is what was made of data that can be written.
func encoded(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}
