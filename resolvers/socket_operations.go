package resolvers

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// subscribe begins a subscription.
func (s *socket) subscribe(message envelope) {
	params := &graphql.RawParams{ReadTime: graphql.TraceTiming{Start: graphql.Now(), End: graphql.Now()}}
	if err := fromJSON(message.Payload, params); err != nil || message.ID == "" {
		s.close(closeInvalid, "a subscription has an id and a payload with a query")
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.mu.Lock()
	_, goesOn := s.active[message.ID]
	full := len(s.active) >= maxOperations
	if !goesOn && !full {
		s.active[message.ID] = cancel
	}
	s.mu.Unlock()
	switch {
	case goesOn:
		cancel()
		s.close(closeDuplicate, "Subscriber for "+strings.ToValidUTF8(message.ID[:min(len(message.ID), 40)], "")+" already exists")
	case full:
		cancel()
		s.refuse(message.ID, gqlerror.List{refused(model.CodeRateLimited, "a socket has at most 10 subscriptions")})
	default:
		go s.operate(ctx, cancel, message.ID, params)
	}
}

func (s *socket) refuse(id string, errs gqlerror.List) {
	s.write(envelope{ID: id, Type: "error", Payload: encoded(errs)})
}

// leave ends a subscription; one that has ended is passed over.
func (s *socket) leave(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.active[id]; cancel != nil {
		cancel()
		delete(s.active, id)
	}
}

// operate begins a subscription.
func (s *socket) operate(ctx context.Context, cancel func(), id string, params *graphql.RawParams) {
	defer s.recover(ctx, id)
	next := func(response *graphql.Response) { s.write(envelope{ID: id, Type: "next", Payload: encoded(response)}) }
	sub := s.api.operate(ctx, s.exec, params, next, func(response *graphql.Response) {
		s.leave(id)
		s.refuse(id, response.Errors)
	})
	if sub == nil {
		cancel()
		return
	}
	sub.start(func(last *graphql.Response) {
		defer cancel()
		s.finish(ctx, id, last, next)
	})
}

// finish tells that a subscription has ended, unless the client knows or will hear it from the socket.
func (s *socket) finish(ctx context.Context, id string, last *graphql.Response, next func(*graphql.Response)) {
	if s.over(s.api.resolver.now()) {
		s.end()
	}
	left := ctx.Err() != nil // the client completed it, or the socket ends
	s.leave(id)
	if left {
		return
	}
	if last != nil {
		next(last)
	}
	s.write(envelope{ID: id, Type: "complete"})
}

// recover keeps a panic from ending the process.
func (s *socket) recover(ctx context.Context, id string) {
	if value := recover(); value != nil {
		request, _ := ctx.Value(requestIDKey{}).(string)
		logFailure(ctx, s.api.resolver.log, request, model.CodeInternal, "subscription", recovered(ctx, value))
		s.leave(id)
		s.refuse(id, gqlerror.List{internal()})
	}
}
