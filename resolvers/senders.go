package resolvers

import (
	"context"
	"time"

	"burgerbode/graph/model"
)

// knownFor is how old what is known of an organisation may be when somebody acts for it: what it changed
// through another process, such as a mandate or from when on it sends digitally, holds here within that time.
const knownFor = 5 * time.Second

// sender is the organisation that a viewer sends for: its own, or the one that the token or the call
// names, where that has given it a mandate. FORBIDDEN otherwise.
func (r *Resolver) sender(ctx context.Context, viewer *model.Viewer, onBehalfOf string) (*model.Organisation, error) {
	if err := model.May(viewer, "", model.OperationDeliver); err != nil {
		return nil, err
	}
	code := viewer.Org
	if viewer.Behalf != "" {
		code = viewer.Behalf
	}
	if onBehalfOf != "" {
		if viewer.Behalf != "" && onBehalfOf != string(viewer.Behalf) {
			return nil, model.Errorf(model.CodeForbidden, "this token is for sending on behalf of %s only", viewer.Behalf)
		}
		code = model.OrgCode(onBehalfOf)
	}
	if code != viewer.Org {
		return r.mandator(ctx, viewer, code)
	}
	sender, err := r.known(ctx, code)
	if err == nil && sender.Supplier {
		return nil, model.Errorf(model.CodeForbidden, "a supplier sends on behalf of an organisation: name it")
	}
	return sender, err
}

// mandator is the organisation that gave the viewer's a mandate; FORBIDDEN where none did, and where
// there is no such organisation.
func (r *Resolver) mandator(ctx context.Context, viewer *model.Viewer, code model.OrgCode) (*model.Organisation, error) {
	sender, err := r.directory.fresh(ctx, code, r.now(), knownFor)
	switch {
	case err == nil && sender.Mandated(viewer.Org):
		return sender, nil
	case err == nil, model.CodeOf(err) == model.CodeNotFound:
		return nil, model.Errorf(model.CodeForbidden, "%s has no mandate to send on behalf of %s", viewer.Org, code)
	default:
		return nil, err
	}
}

// noted writes down that the viewer did something for an organisation. It comes before the answer, so
// that nothing is done that is not written down. The same action on the same subject is one entry a
// day.
func (r *Resolver) noted(ctx context.Context, viewer *model.Viewer, org model.OrgCode, action model.AuditAction, subject string) error {
	entry := model.NewAudit(org, viewer.Org, action, subject, model.DayOf(r.now()).At(0, 0))
	return r.audit.add(ctx, entry)
}
