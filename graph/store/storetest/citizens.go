package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func (s *suite) citizens(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	first := map[string]model.CitizenID{"a": citizen(1), "b": citizen(2)}
	held, err := db.AddCitizens(ctx, first)
	must(t, err)
	same(t, "first", held, first)
	held, err = db.AddCitizens(ctx, map[string]model.CitizenID{"b": citizen(9), "c": citizen(3)})
	must(t, err)
	same(t, "again", held, map[string]model.CitizenID{"b": citizen(2), "c": citizen(3)})
	found, err := db.Citizens(ctx, []string{"a", "c", "absent", "a"})
	must(t, err)
	same(t, "found", found, map[string]model.CitizenID{"a": citizen(1), "c": citizen(3)})

	many := map[string]model.CitizenID{}
	for n := range store.MaxBatch {
		many["key "+strconv.Itoa(n)] = citizen(n)
	}
	held, err = db.AddCitizens(ctx, many)
	must(t, err)
	same(t, "a full batch", held, many)
}

// Whoever adds a citizen at the same time as others learns the same id as they do.
func (s *suite) citizensCompeting(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	const callers, rounds, keys = 8, 5, 20
	for round := range rounds {
		var answers [callers]map[string]model.CitizenID
		var errs [callers]error
		var wg sync.WaitGroup
		for c := range callers {
			wg.Go(func() {
				mine := map[string]model.CitizenID{}
				for k := range keys {
					mine[fmt.Sprint(round, " ", k)] = citizen(c*keys + k)
				}
				answers[c], errs[c] = db.AddCitizens(ctx, mine)
			})
		}
		wg.Wait()
		must(t, errors.Join(errs[:]...))
		found, err := db.Citizens(ctx, slices.Collect(maps.Keys(answers[0])))
		must(t, err)
		for c := range callers {
			same(t, "answer "+strconv.Itoa(c), answers[c], found)
		}
		if len(found) != keys {
			t.Errorf("%d of %d keys", len(found), keys)
		}
	}
}
