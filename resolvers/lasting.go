package resolvers

import "context"

// lasting is the context of what outlives its request: it knows who asks and by which app. The request's own
// holds much more, and would keep it for as long as the subscription goes on.
func lasting(request context.Context) context.Context {
	ctx := context.Background()
	for _, key := range []any{
		requestIDKey{}, headerKey{}, viewerKey{}, installationKey{}, appKey{}, eventsKey{}, onSocketKey{},
	} {
		if value := request.Value(key); value != nil {
			ctx = context.WithValue(ctx, key, value) //nolint:fatcontext // a few, once
		}
	}
	return ctx
}
