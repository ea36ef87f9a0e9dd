package resolvers

import (
	"context"
	"fmt"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// quotaAge is for how long a count of an organisation's letters is trusted. Other processes may take
// letters in meanwhile, so a quota may be passed by what they take in within that time.
const quotaAge = 10 * time.Second

// quotas knows how many letters each organisation handed over today. It counts the records
// themselves: a letter that is sent again counts once.
type quotas struct {
	mu    sync.Mutex
	known map[quotaKey]usage
}

// quotaKey is what has a quota: an organisation, and its sandbox one of the same size, so that what is tried
// out takes nothing from what is sent.
type quotaKey struct {
	org     model.OrgCode
	sandbox bool
}

// usage is how many letters were there when they were counted, and how many may have come since.
type usage struct {
	day   model.Day
	count int
	at    time.Time
}

// withinQuota refuses new letters above what the organisation may hand over in a day: RATE_LIMITED,
// with the time until the next one. Letters that are there already are let through.
func (r *Resolver) withinQuota(ctx context.Context, call *sending, records []*model.LetterRecord) error {
	most := call.sender.Quota.LettersPerDay
	if most == 0 || len(records) == 0 {
		return nil
	}
	now := r.now()
	day, of := model.DayOf(now), quotaKey{call.sender.Code, call.run.Sandbox}
	used, err := r.usage(ctx, of, day, now, len(records), quotaAge)
	if err != nil || used+len(records) <= most {
		return err
	}
	ids := make([]model.EntryID, len(records)) // it may be too much: look closely
	for i, record := range records {
		ids[i] = record.ID
	}
	known, err := store.Find[model.LetterRecord](ctx, r.store, ids)
	if err != nil {
		return fmt.Errorf("look for letters sent before: %w", err)
	}
	if used, err = r.usage(ctx, of, day, now, len(records), 0); err != nil {
		return err
	}
	if fresh := len(records) - len(known); fresh > 0 && used+fresh > most {
		wait := day.End().Sub(now)
		return model.RateLimited(wait, fmt.Sprintf("the quota of %d new letters a day is used up: %d are in, %d more were sent", most, used, fresh))
	}
	return nil
}

// usage is how many letters are in today, and notes that more may follow.
func (r *Resolver) usage(ctx context.Context, of quotaKey, day model.Day, now time.Time, more int, age time.Duration) (int, error) {
	r.quotas.mu.Lock()
	defer r.quotas.mu.Unlock()
	known, ok := r.quotas.known[of]
	if passed := now.Sub(known.at); !ok || known.day != day || passed >= age || passed < 0 {
		count, err := store.Count[model.LetterRecord](ctx, r.store, model.DayList(of.org, of.sandbox, day))
		if err != nil {
			return 0, fmt.Errorf("count the letters of today: %w", err)
		}
		known = usage{day: day, count: count, at: now}
	}
	used := known.count
	known.count += more
	r.quotas.known[of] = known
	return used, nil
}
