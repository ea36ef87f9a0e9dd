package resolvers

import (
	"context"
	"fmt"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// known is the organisation with that code; FORBIDDEN where there is none.
func (r *Resolver) known(ctx context.Context, code model.OrgCode) (*model.Organisation, error) {
	found, err := r.directory.fresh(ctx, code, r.now(), knownFor)
	if err != nil && model.CodeOf(err) == model.CodeNotFound {
		return nil, model.Errorf(model.CodeForbidden, "organisation %s is not known here", code)
	}
	return found, err
}

// changeOwn changes the viewer's own organisation by a rule, writes down what was done, and has it hold
// in this process at once. A supplier cannot do that for whom it sends, nor a token for a sandbox.
func (r *Resolver) changeOwn(
	ctx context.Context, action model.AuditAction, subject string, rule func(*model.Organisation) (bool, error),
) (*graph.OrganisationPayload, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if viewer.Behalf != "" || viewer.Sandbox {
		return nil, model.Errorf(model.CodeForbidden, "only a token of the organisation itself, for all citizens, allows that")
	}
	if _, err := r.sender(ctx, viewer, ""); err != nil {
		return nil, err
	}
	now := r.now()
	changed, err := store.ChangeRecord(ctx, r.store, viewer.Org, func(o *model.Organisation) (bool, error) {
		news, err := rule(o)
		if err == nil && news { // the same entry where another was faster and this is done again
			err = r.audit.add(ctx, model.NewAudit(viewer.Org, viewer.Org, action, subject, now))
		}
		return news, err
	})
	if err != nil {
		return nil, fmt.Errorf("change the organisation: %w", err)
	}
	return &graph.OrganisationPayload{Organisation: changed}, r.directory.load(ctx)
}

func (r *Resolver) grantMandate(ctx context.Context, input graph.GrantMandateInput) (*graph.OrganisationPayload, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	code := model.OrgCode(input.Supplier)
	wrong := func(message string) error {
		return model.Invalid([]model.FieldError{{Path: "supplier", Message: message}})
	}
	if code == viewer.Org {
		return nil, wrong("is the organisation itself")
	}
	if _, err := r.directory.get(ctx, code); err != nil {
		if model.CodeOf(err) == model.CodeNotFound {
			err = wrong("is not the code of an organisation")
		}
		return nil, err
	}
	return r.changeOwn(ctx, model.AuditMandateGranted, input.Supplier, func(o *model.Organisation) (bool, error) {
		return o.Grant(code, r.now()), nil
	})
}

func (r *Resolver) revokeMandate(ctx context.Context, input graph.RevokeMandateInput) (*graph.OrganisationPayload, error) {
	return r.changeOwn(ctx, model.AuditMandateRevoked, input.Supplier, func(o *model.Organisation) (bool, error) {
		return o.Revoke(model.OrgCode(input.Supplier), r.now()), nil
	})
}

func (r *Resolver) setService(ctx context.Context, input graph.SetServiceInput) (*graph.OrganisationPayload, error) {
	return r.changeOwn(ctx, model.AuditServiceChanged, input.ID, func(o *model.Organisation) (bool, error) {
		contact := value(contactOf(input.Contact), model.Contact{})
		return o.SetService(input.ID, input.Name, contact)
	})
}

func (r *Resolver) setDigitalFrom(ctx context.Context, input graph.SetDigitalFromInput) (*graph.OrganisationPayload, error) {
	day, given := input.From.ValueOK()
	if !given {
		return nil, model.Invalid([]model.FieldError{{Path: "from", Message: "is needed: a day, or null for back to paper"}})
	}
	subject := fmt.Sprintf("%s %s %s", input.Service, input.Kind, value(day, "PAPER"))
	return r.changeOwn(ctx, model.AuditServiceChanged, subject, func(o *model.Organisation) (bool, error) {
		return o.SetDigital(input.Service, input.Kind, value(day, ""))
	})
}

// quotaOf is how much an organisation may hand over and did today; to a sandbox, how much of that it did itself.
func (r *Resolver) quotaOf(ctx context.Context, org *model.Organisation) (*graph.SenderQuota, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	used, err := store.Count[model.LetterRecord](ctx, r.store, model.DayList(org.Code, viewer.Sandbox, model.DayOf(r.now())))
	if err != nil {
		return nil, fmt.Errorf("count the letters of today: %w", err)
	}
	quota := &graph.SenderQuota{UsedToday: used}
	if most := org.Quota.LettersPerDay; most > 0 {
		quota.LettersPerDay = &most
	}
	return quota, nil
}

// mandatesOf are the mandates of an organisation that the viewer may see: all of the own, else those
// that the viewer's has.
func mandatesOf(ctx context.Context, org *model.Organisation) ([]*model.Mandate, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	shown := []*model.Mandate{}
	for i := range org.Mandates {
		if m := &org.Mandates[i]; viewer.Org == org.Code || viewer.Org == m.Supplier {
			shown = append(shown, m)
		}
	}
	return shown, nil
}

// auditOf is a page of what was done for an organisation; for a supplier, of what it did itself.
func (r *Resolver) auditOf(ctx context.Context, org *model.Organisation, first *int, after *string) (*graph.AuditConnection, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	list := model.AuditOf(org.Code, "")
	if viewer.Org != org.Code {
		list = model.AuditOf(org.Code, viewer.Org)
	}
	return r.auditPage(ctx, list, first, after)
}

// auditPage is a page of a list of what was done.
func (r *Resolver) auditPage(ctx context.Context, list string, first *int, after *string) (*graph.AuditConnection, error) {
	part, err := listed[model.Audit](ctx, r.store, list, first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.AuditConnection{PageInfo: part.info, Edges: []*graph.AuditEdge{}, Nodes: part.records}
	for i, entry := range part.records {
		connection.Edges = append(connection.Edges, &graph.AuditEdge{Cursor: part.cursors[i], Node: entry})
	}
	return connection, nil
}

// territoryOf are the municipalities that an organisation may send for.
func territoryOf(org *model.Organisation) []*model.Municipality {
	territory := []*model.Municipality{}
	for _, nis := range org.NIS {
		if town, ok := model.LookupMunicipality(string(nis)); ok {
			territory = append(territory, &town)
		}
	}
	return territory
}
