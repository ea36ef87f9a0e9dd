package resolvers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// telling is one call in which a sender tells something of letters that were handed over: that they
// were paid, or are taken back.
type telling struct {
	viewer     *model.Viewer
	onBehalfOf string
	run        string
	event      model.LetterEvent
	audit      model.AuditAction
	facts      []*fact
	may        func(*model.LetterRecord) error // refuses it for a letter
}

// fact is what is told of one letter.
type fact struct {
	reference string
	at        time.Time // when it happened
	record    *model.LetterRecord
	err       error
}

// learn takes in what a sender tells: first the records of the letters, then the mailboxes. A crash
// between the two is made good by the same call again, and for a letter that is not in its mailbox
// yet by its delivery. Each fact has its own error afterwards; the error is for all of them.
func (r *Resolver) learn(ctx context.Context, told telling) error {
	run, err := r.run(ctx, told.viewer, told.onBehalfOf, told.run)
	if err != nil {
		return err
	}
	if run.Sandbox != told.viewer.Sandbox {
		return model.NotFound("run: " + told.run)
	}
	if err := r.noted(ctx, told.viewer, run.Org, told.audit, run.Name); err != nil {
		return err
	}
	if err := r.noteFacts(ctx, run, told); err != nil {
		return err
	}
	return r.enterFacts(ctx, told)
}

// noteFacts writes down in the letters' records what is new. Of a letter that is named twice the first
// counts.
func (r *Resolver) noteFacts(ctx context.Context, run *model.LetterRun, told telling) error {
	first := map[model.EntryID]*fact{}
	var ids []model.EntryID
	id := func(one *fact) model.EntryID { return model.LetterID(run.Org, run.Name, one.reference) }
	for _, one := range told.facts {
		if one.err == nil && first[id(one)] == nil {
			first[id(one)] = one
			ids = append(ids, id(one))
		}
	}
	records, failed, err := store.ChangeRecords(ctx, r.store, ids, func(record *model.LetterRecord) (bool, error) {
		if err := told.may(record); err != nil {
			return false, err
		}
		return record.Note(told.event, first[record.ID].at, true), nil
	})
	if err != nil {
		return fmt.Errorf("write down what became of the letters: %w", err)
	}
	for _, one := range told.facts {
		if one.err != nil {
			continue
		}
		one.record, one.err = records[id(one)], failed[id(one)]
		if one.record == nil && one.err == nil {
			one.err = model.NotFound("letter: " + one.reference)
		}
	}
	return nil
}

// enterFacts applies to the mailboxes what the records know now.
func (r *Resolver) enterFacts(ctx context.Context, told telling) error {
	byCitizen := map[model.CitizenID][]*fact{}
	for _, one := range told.facts {
		if one.err != nil {
			continue
		}
		if one.err = model.May(told.viewer, one.record.Recipient, model.OperationDeliver); one.err == nil {
			byCitizen[one.record.Recipient] = append(byCitizen[one.record.Recipient], one)
		}
	}
	err := updateEach(ctx, r, byCitizen, func(m *model.Mailbox, own []*fact) error {
		for _, one := range own {
			if err := m.Learn(one.record, told.event, r.now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("tell the mailboxes what became of the letters: %w", err)
	}
	return nil
}

func (one *fact) failed(err error) { one.err = errors.Join(one.err, err) }

// learned is the answer.
func (r *Resolver) learned(ctx context.Context, facts []*fact) []*graph.LetterResult {
	results := make([]*graph.LetterResult, len(facts))
	for i, one := range facts {
		results[i] = &graph.LetterResult{Reference: one.reference, Error: r.itemError(ctx, one.err)}
		if one.err == nil {
			id := string(one.record.ID)
			results[i].LetterID = &id
		}
	}
	return results
}
