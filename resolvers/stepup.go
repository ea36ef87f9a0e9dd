package resolvers

import (
	"context"
	"errors"

	"burgerbode/graph/model"
)

// mayShow lets the text and the documents of an entry be shown to a sign-in that is strong enough:
// STEP_UP_REQUIRED otherwise.
func (r *Resolver) mayShow(ctx context.Context, m *model.Mailbox, entry model.EntryID) error {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return err
	}
	return m.MayShow(entry, viewer, r.sensitive)
}

// shows is mayShow for what is left out in silence otherwise.
func (r *Resolver) shows(ctx context.Context, m *model.Mailbox, entry model.EntryID) bool {
	return r.mayShow(ctx, m, entry) == nil
}

// shownLink is where a document can be fetched, for who may see it.
func (r *Resolver) shownLink(ctx context.Context, document *model.InboxDocument) (*string, error) {
	if err := r.mayShow(ctx, document.Box, document.Entry.EntryID()); err != nil {
		return nil, err
	}
	link := r.documentLink(document.ID, document.Box.ID)
	return &link, nil
}

// challenge asks for a sign-in, or for a stronger one as RFC 9470 writes it; after a token that was refused it
// says so (RFC 6750, section 3). The values come from the configuration, which has none with quotes.
func challenge(err error, refusedToken bool) string {
	known, ok := errors.AsType[*model.Error](err)
	switch {
	case ok && known.Code == model.CodeStepUpRequired:
		return `Bearer error="insufficient_user_authentication", error_description="a stronger sign-in is needed", acr_values="` + known.Hints["acr"] + `"`
	case refusedToken:
		return `Bearer error="invalid_token"`
	default:
		return "Bearer"
	}
}
