package seed

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

// The runs of the lead city's departments, beside those that all have.
const (
	financeRun  = "financien"
	childrenRun = "opvang"
	finesRun    = "gas"
)

// runOf is the run in which a sender sends letters of that kind.
func runOf(org model.OrgCode, kind model.LetterKind) string {
	if org != mechelen {
		return postRun
	}
	switch kind {
	case model.KindTaxBill, model.KindDunning:
		return financeRun
	case model.KindInvoice:
		return childrenRun
	case model.KindGASFine:
		return finesRun
	default:
		return postRun
	}
}

// sourceOf is where an organisation keeps its dossiers.
func sourceOf(org model.OrgCode) string {
	return "https://dosis.burgerbode.example/bronnen/" + strings.ToLower(string(org))
}

// desks is what senders do beside handing letters and statuses over: the lead city opens a run for
// each department, prints what goes by post, and the province's source of dossiers falls silent.
func (s *script) desks() {
	for _, run := range []graph.OpenRunInput{
		{Name: electionsRun, Service: new("burgerzaken"), Policy: model.PaperAlways},
		{Name: financeRun, Service: new("financien"), Policy: model.PaperIfUnopened, Days: new(14)},
		{Name: childrenRun, Service: new("opvang"), Kind: new(model.KindInvoice), Policy: model.PaperIfNotActivated},
		{Name: finesRun, Service: new("gas"), Kind: new(model.KindGASFine), Policy: model.PaperAlways},
	} {
		s.tells(mechelen, s.anchor.AddDate(0, 0, -past), choices, func(ctx context.Context, desk resolvers.Desk, _ time.Time) error {
			_, err := desk.OpenRun(ctx, run)
			return err
		})
	}
	s.tells(mechelen, s.at(3), acts, prints)
	s.tells(mechelen, s.at(0), acts, source(mechelen, s.at(0), time.Time{}))
	s.tells(province, s.at(1), acts, source(province, s.at(1).Add(-time.Hour), s.at(1)))
}

// prints hands the children's bills that go by post out, and says that they are printed.
func prints(ctx context.Context, desk resolvers.Desk, _ time.Time) error {
	const batch = "drukker-1"
	handed, err := desk.HandOutPaper(ctx, graph.HandOutPaperInput{Run: childrenRun, Batch: batch, Limit: model.MaxPaperBatch})
	if err != nil || len(handed.Letters) == 0 {
		return err
	}
	_, err = desk.ConfirmPaper(ctx, graph.ConfirmPaperInput{Run: childrenRun, Batch: batch})
	return err
}

func source(org model.OrgCode, asOf, silentSince time.Time) func(context.Context, resolvers.Desk, time.Time) error {
	input := graph.ReportSourceInput{Source: sourceOf(org), AsOf: asOf}
	if !silentSince.IsZero() {
		input.UnavailableSince = &silentSince
	}
	return func(ctx context.Context, desk resolvers.Desk, _ time.Time) error {
		_, err := desk.ReportSource(ctx, input)
		return err
	}
}

// pays lets the sender of a bill report that it is paid.
func (s *script) pays(who citizen, daysAgo int, bill model.EntryID) {
	run, reference := s.named(bill)
	s.tells(who.org, s.at(daysAgo), acts, func(ctx context.Context, desk resolvers.Desk, now time.Time) error {
		payload, err := desk.ReportPayments(ctx, graph.ReportPaymentsInput{
			Run: run, Payments: []*graph.ReportPaymentInput{{Reference: reference, PaidAt: now}},
		})
		if err != nil {
			return err
		}
		return refused(payload.Results)
	})
}

// withdraws lets the sender of a letter take it back.
func (s *script) withdraws(who citizen, daysAgo int, letter model.EntryID) {
	run, reference := s.named(letter)
	s.tells(who.org, s.at(daysAgo), acts, func(ctx context.Context, desk resolvers.Desk, _ time.Time) error {
		payload, err := desk.WithdrawLetters(ctx, graph.WithdrawLettersInput{Run: run, References: []string{reference}})
		if err != nil {
			return err
		}
		return refused(payload.Results)
	})
}

// named is how the sender knows a letter that was sent just before.
func (s *script) named(letter model.EntryID) (run, reference string) {
	for i := len(s.events) - 1; i >= 0; i-- {
		e := &s.events[i]
		if e.letter != nil && model.LetterID(e.org, e.run, e.letter.Reference) == letter {
			return e.run, e.letter.Reference
		}
	}
	s.err = errors.Join(s.err, fmt.Errorf("letter %s was not sent", letter))
	return "", ""
}

// tells lets a sender do something.
func (s *script) tells(org model.OrgCode, at time.Time, order int, told func(context.Context, resolvers.Desk, time.Time) error) {
	s.events = append(s.events, event{at: at, order: order, org: org, told: told})
}

func refused(results []*graph.LetterResult) error {
	for _, result := range results {
		if result.Error != nil {
			return fmt.Errorf("tell of %s: %s %v", result.Reference, result.Error.Message, fields(result.Error))
		}
	}
	return nil
}

// tell carries out what senders do at their desks.
func (p *player) tell(ctx context.Context, round []event) error {
	for _, e := range round {
		if e.told == nil {
			continue
		}
		if err := e.told(ctx, p.api.Desk(sender(e.org)), p.now); err != nil {
			return err
		}
	}
	return nil
}

// handOver hands the documents of a round over, before what names them.
func (p *player) handOver(ctx context.Context, round []event) error {
	for _, e := range round {
		for _, content := range e.papers {
			if _, err := p.api.Desk(sender(e.org)).HandOver(ctx, content); err != nil {
				return fmt.Errorf("hand a document over: %w", err)
			}
		}
	}
	return nil
}
