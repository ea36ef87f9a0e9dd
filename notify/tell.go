package notify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// errUntold says why a job's notices wait: the slot, or our beat, is not ours any more. Whoever holds
// the slot writes them down.
var errUntold = errors.New("the slot is not held any more")

// tell writes down what senders are to learn from the jobs: what became of their letters, and for which
// of them a phone rang. It comes before the settle is saved, since that lets go of the notices. It may
// be done again: what is written already is found. The errors are by mailbox; err is for all of them.
func (n *Notifier) tell(ctx context.Context, jobs []*job) (failed map[model.CitizenID]error, err error) {
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	jobs = slices.DeleteFunc(slices.Clone(jobs), func(j *job) bool { return j.told })
	if err := n.addRungs(ctx, jobs); err != nil {
		return nil, err
	}
	failed = map[model.CitizenID]error{}
	var telling []*job
	for _, j := range jobs {
		switch {
		case len(j.round.Notices) == 0:
		case n.mayTell(j.id.Slot()):
			telling = append(telling, j)
		default:
			failed[j.id] = errUntold
		}
	}
	if len(telling) == 0 {
		return failed, nil
	}
	entries, err := n.noteFacts(ctx, telling, failed)
	if err != nil {
		return nil, err
	}
	if err := n.feeds.write(ctx, entries); err != nil {
		return nil, err
	}
	for _, j := range telling {
		j.told = failed[j.id] == nil
	}
	n.atStep(model.ChainTold)
	return failed, nil
}

// mayTell tells whether outcomes from mailboxes in the slot may be written: it is ours, and our beat is
// fresh, so that whoever takes over comes after the last of them, as with sends.
func (n *Notifier) mayTell(slot int) bool { return n.work.holds(slot) && n.beating() }

// addRungs writes down the letters for which phones rang that took a push.
func (n *Notifier) addRungs(ctx context.Context, jobs []*job) error {
	var rungs []*model.Rung
	added := map[model.EntryID]bool{} // once for all the phones of a citizen
	for _, j := range jobs {
		for _, result := range j.results {
			at := slices.IndexFunc(j.round.Sends, func(s model.Send) bool {
				return s.Push == result.Push && s.Device.Registration == result.Registration
			})
			if result.State != model.PhoneAccepted || at < 0 {
				continue
			}
			for _, rung := range j.round.Sends[at].Rungs {
				if !added[rung.ID] {
					rungs, added[rung.ID] = append(rungs, &rung), true
				}
			}
		}
	}
	for part := range slices.Chunk(rungs, store.MaxBatch) {
		if _, err := store.Add(ctx, n.mailboxes.Store, part); err != nil {
			return fmt.Errorf("write down that phones rang: %w", err)
		}
	}
	return nil
}

// noteFacts notes in the records of the letters what the notices say, and answers what their senders'
// feeds are to tell. A letter that has no record any more has no sender to be told.
func (n *Notifier) noteFacts(ctx context.Context, jobs []*job, failed map[model.CitizenID]error) ([]*entry, error) {
	notices := map[model.EntryID][]model.Notice{}
	var letters []model.EntryID
	for _, j := range jobs {
		for _, notice := range j.round.Notices {
			if notices[notice.Letter] == nil {
				letters = append(letters, notice.Letter)
			}
			notices[notice.Letter] = append(notices[notice.Letter], notice)
		}
	}
	records, refused := map[model.EntryID]*model.LetterRecord{}, map[model.EntryID]error{}
	maybeTold := map[string]bool{} // by notice
	for part := range slices.Chunk(letters, store.MaxBatch) {
		held, bad, err := store.ChangeRecords(ctx, n.mailboxes.Store, part, func(r *model.LetterRecord) (bool, error) {
			some := false
			for _, notice := range notices[r.ID] {
				changed, before := r.Tell(notice)
				some, maybeTold[notice.ID] = some || changed, before
			}
			return some, nil
		})
		if err != nil {
			return nil, fmt.Errorf("note what became of letters: %w", err)
		}
		maps.Copy(records, held)
		maps.Copy(refused, bad)
	}
	var entries []*entry
	for _, j := range jobs {
		for _, notice := range j.round.Notices {
			record := records[notice.Letter]
			switch {
			case refused[notice.Letter] != nil:
				failed[j.id] = fmt.Errorf("note what became of a letter: %w", refused[notice.Letter])
			case record == nil:
				n.log.Warn("a letter has no record, so its sender is told nothing of it", "letter", notice.Letter, "event", notice.Event)
			case notice.Shared:
				entries = append(entries, &entry{
					feed:    feed{sender: record.Sender, slot: j.id.Slot()},
					outcome: model.NewOutcome(notice, record), maybe: maybeTold[notice.ID],
				})
			}
		}
	}
	return entries, nil
}
