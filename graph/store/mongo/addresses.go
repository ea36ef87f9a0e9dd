package mongo

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// citizen is a document of citizens: which mailbox belongs to the keyed hash of a number.
type citizen struct {
	Key     string          `bson:"_id"`
	Citizen model.CitizenID `bson:"citizen"`
}

// Citizens implements store.Addresser.
func (s *Store) Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error) {
	found, err := findByIDs(ctx, s, "find citizens", citizens, keys, func(c *citizen) string { return c.Key })
	if err != nil {
		return nil, err
	}
	ids := make(map[string]model.CitizenID, len(found))
	for key, c := range found {
		ids[key] = c.Citizen
	}
	return ids, nil
}

// AddCitizens implements store.Addresser.
func (s *Store) AddCitizens(ctx context.Context, added map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	const what = "add citizens"
	held := maps.Clone(added)
	keys := slices.Sorted(maps.Keys(added))
	rows := make([]any, len(keys))
	for i, key := range keys {
		rows[i] = citizen{Key: key, Citizen: added[key]}
	}
	taken, err := s.insert(ctx, what, citizens, rows)
	if err != nil {
		return nil, err
	}
	others := make([]string, len(taken))
	for i, at := range taken {
		others[i] = keys[at]
	}
	found, err := s.Citizens(ctx, others)
	if err != nil {
		return nil, err
	}
	for _, key := range others {
		id, ok := found[key]
		if !ok { // erased in between
			return nil, fmt.Errorf("%s: %w: one was taken and then gone", what, store.ErrUnavailable)
		}
		held[key] = id
	}
	return held, nil
}
