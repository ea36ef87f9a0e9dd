package resolvers

import (
	"context"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// checkPayment is every field of a bill that is wrong by a rule over several fields.
func checkPayment(input *graph.DeliverLetterInput) []model.FieldError {
	if input.Payment == nil {
		return nil
	}
	var wrong []model.FieldError
	fault := func(path, message string) { wrong = append(wrong, model.FieldError{Path: path, Message: message}) }
	if !input.Kind.Rules().Bill {
		fault("payment", "is only for invoices, tax bills, dunning letters and GAS fines")
	}
	payment := paymentOf(input.Payment)
	if !payment.EPCFits(input.Reference) {
		fault("payment.beneficiary", "makes the QR code longer than 331 bytes")
	}
	if input.ExpiresAt != nil && input.ExpiresAt.Before(payment.Ends()) {
		fault("expiresAt", "must not be before the last day to pay is over")
	}
	return wrong
}

// paymentOf is what an input asks to pay. What has a wrong form in it is refused by then, or about to
// be.
func paymentOf(input *graph.PaymentInput) *model.Payment {
	payment := &model.Payment{
		AmountCents: int64(input.AmountCents), Currency: input.Currency, Beneficiary: input.Beneficiary, DueOn: input.DueOn,
	}
	if iban, err := model.ParseIBAN(input.Iban); err == nil {
		payment.IBAN = iban
	}
	if digits, err := model.ParseStructuredReference(value(input.StructuredReference, "")); err == nil {
		payment.Structured = model.OptionalText(digits)
	}
	return payment
}

// settle takes in which bills of a run were paid. Each has its own result; the error is for the call
// as a whole.
func (r *Resolver) settle(ctx context.Context, viewer *model.Viewer, input graph.ReportPaymentsInput) (*graph.ReportPaymentsPayload, error) {
	facts := make([]*fact, len(input.Payments))
	for i, paid := range input.Payments {
		facts[i] = &fact{reference: paid.Reference, at: paid.PaidAt, err: model.Invalid(r.checkPaid(paid))}
	}
	told := telling{
		viewer: viewer, onBehalfOf: value(input.OnBehalfOf, ""), run: input.Run,
		event: model.EventPaid, audit: model.AuditPaymentsNoted, facts: facts,
		may: func(record *model.LetterRecord) error {
			if record.Kind.Rules().Bill {
				return nil
			}
			return model.Invalid([]model.FieldError{{Path: "reference", Message: "is not a bill"}})
		},
	}
	if err := r.learn(ctx, told); err != nil {
		return nil, err
	}
	return &graph.ReportPaymentsPayload{Results: r.learned(ctx, facts)}, nil
}

func (r *Resolver) checkPaid(input *graph.ReportPaymentInput) []model.FieldError {
	var late []model.FieldError
	if input.PaidAt.After(r.now().Add(clockSkew)) {
		late = append(late, model.FieldError{Path: "paidAt", Message: "is in the future"})
	}
	return eachOnce(r.validate.check(input), late)
}
