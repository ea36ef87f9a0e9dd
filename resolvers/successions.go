package resolvers

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// refuseForeign refuses letters that would take the place of one in a run that the viewer may not fill: NOT_FOUND, as
// for looking into it. The letters of a run may come later; only the organisation itself names one that is not there
// yet, since another supplier may open it.
func (r *Resolver) refuseForeign(ctx context.Context, call *sending, deliveries []*delivery) error {
	replacing := map[model.RunID][]*delivery{}
	for _, d := range deliveries {
		if d.err != nil || d.input.Supersedes == nil {
			continue
		}
		run := model.NewRunID(call.sender.Code, value(d.input.Supersedes.Run, call.run.Name))
		if run != call.run.ID {
			replacing[run] = append(replacing[run], d)
		}
	}
	if len(replacing) == 0 {
		return nil
	}
	runs, err := store.Find[model.LetterRun](ctx, r.store, slices.Collect(maps.Keys(replacing)))
	if err != nil {
		return fmt.Errorf("look for the runs of replaced letters: %w", err)
	}
	wrong := map[*delivery]error{}
	for id, sharing := range replacing {
		may := call.viewer.Org == call.sender.Code
		if run := runs[id]; run != nil {
			may = run.FilledBy(call.viewer)
		}
		if may {
			continue
		}
		for _, d := range sharing {
			wrong[d] = model.NotFound("run: " + *d.input.Supersedes.Run)
		}
	}
	return r.refuseNew(ctx, wrong)
}

// succeed has the records of letters know which of them another one replaced, so that nobody prints those:
// letters of this call that take another's place, and letters of this call whose place was taken before
// they came.
func (r *Resolver) succeed(ctx context.Context, deliveries []*delivery) error {
	var taking []*model.Succession
	var keys []string
	for _, d := range deliveries {
		if d.err != nil {
			continue
		}
		if s := d.record.Succession(); s != nil {
			taking = append(taking, s)
		}
		keys = append(keys, model.SuccessionKey(d.record.ID, d.citizen))
	}
	taking, err := store.Add(ctx, r.store, taking) // of several that take one letter's place, the first
	if err != nil {
		return fmt.Errorf("note which letters are replaced: %w", err)
	}
	taken, err := store.Find[model.Succession](ctx, r.store, keys)
	if err != nil {
		return fmt.Errorf("look for letters that replace these: %w", err)
	}
	for _, s := range taken {
		taking = append(taking, s)
	}
	replaced, err := r.replaceRecords(ctx, taking)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		if known := replaced[d.letter.ID]; d.err == nil && known != nil {
			d.record = known
		}
	}
	return nil
}

// replaceRecords notes successions in the records of the letters whose place was taken.
func (r *Resolver) replaceRecords(ctx context.Context, successions []*model.Succession) (map[model.EntryID]*model.LetterRecord, error) {
	byLetter := map[model.EntryID][]*model.Succession{}
	for _, s := range successions {
		byLetter[s.Letter] = append(byLetter[s.Letter], s)
	}
	all := map[model.EntryID]*model.LetterRecord{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(byLetter)), store.MaxBatch) {
		changed, failed, err := store.ChangeRecords(ctx, r.store, part, func(record *model.LetterRecord) (news bool, err error) {
			for _, s := range byLetter[record.ID] {
				news = record.Replace(s) || news
			}
			return news, nil
		})
		for _, failure := range failed {
			err = errors.Join(err, failure)
		}
		if err != nil {
			return nil, fmt.Errorf("note that letters are replaced: %w", err)
		}
		maps.Copy(all, changed)
	}
	return all, nil
}
