package resolvers

import (
	"context"
	"crypto/sha256"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// Desk does what one sender may do, for a program that holds the store itself. Its methods are the
// mutations of the same names: the same rules, checks and audit.
type Desk struct {
	api    *API
	viewer *model.Viewer
}

// Desk is that of viewer, who must be a sender.
func (a *API) Desk(viewer *model.Viewer) Desk { return Desk{api: a, viewer: viewer} }

// OpenRun opens a run, or finds it open.
func (d Desk) OpenRun(ctx context.Context, input graph.OpenRunInput) (*graph.OpenRunPayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.OpenRun)
}

// ReportPayments takes in which bills were paid. Each has its own result.
func (d Desk) ReportPayments(ctx context.Context, input graph.ReportPaymentsInput) (*graph.ReportPaymentsPayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.ReportPayments)
}

// WithdrawLetters takes letters back. Each has its own result.
func (d Desk) WithdrawLetters(ctx context.Context, input graph.WithdrawLettersInput) (*graph.WithdrawLettersPayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.WithdrawLetters)
}

// ReportSource takes in what a source of dossiers says of itself.
func (d Desk) ReportSource(ctx context.Context, input graph.ReportSourceInput) (*graph.ReportSourcePayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.ReportSource)
}

// HandOutPaper hands letters out to be printed.
func (d Desk) HandOutPaper(ctx context.Context, input graph.HandOutPaperInput) (*graph.HandOutPaperPayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.HandOutPaper)
}

// ConfirmPaper notes that a batch is printed.
func (d Desk) ConfirmPaper(ctx context.Context, input graph.ConfirmPaperInput) (*graph.ConfirmPaperPayload, error) {
	return asked(ctx, d, input, graph.MutationResolver.ConfirmPaper)
}

// HandOver takes a PDF in, as POST /documents does.
func (d Desk) HandOver(ctx context.Context, content []byte) (*model.DocumentRecord, error) {
	sender, err := d.api.resolver.sender(ctx, d.viewer, "")
	if err != nil {
		return nil, err
	}
	return d.api.keepDocument(ctx, d.viewer, sender, content, sha256.Sum256(content))
}

// asked checks an input and does with it what the mutation does.
func asked[I, P any](ctx context.Context, d Desk, input I, mutate func(graph.MutationResolver, context.Context, I) (P, error)) (P, error) {
	if err := model.Invalid(d.api.resolver.validate.check(input)); err != nil {
		var none P
		return none, err
	}
	return mutate(d.api.resolver.Mutation(), context.WithValue(ctx, viewerKey{}, signedIn{viewer: d.viewer}), input)
}
