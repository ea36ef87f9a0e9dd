package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"burgerbode/graph/model"
)

// Citizens implements store.Store.
func (s *Store) Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error) {
	if err := tooMany("find citizens", len(keys)); err != nil {
		return nil, err
	}
	found := make(map[string]model.CitizenID, len(keys))
	err := s.read(ctx, "find citizens", func(ctx context.Context, c *conn) error {
		return findCitizens(ctx, c, keys, found)
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func findCitizens(ctx context.Context, c *conn, keys []string, into map[string]model.CitizenID) error {
	list, err := jsonList(keys)
	if err != nil || len(keys) == 0 {
		return err
	}
	return c.query(ctx, func(rows *sql.Rows) error {
		var key string
		var id model.CitizenID
		if err := rows.Scan(&key, &id); err != nil {
			return err
		}
		into[key] = id
		return nil
	}, "SELECT key, id FROM citizens WHERE key IN (SELECT value FROM json_each(?))", list)
}

// AddCitizens implements store.Store.
func (s *Store) AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	if err := tooMany("add citizens", len(citizens)); err != nil {
		return nil, err
	}
	held := maps.Clone(citizens)
	added := maps.Clone(citizens) // the caller's own map is not read after its context has ended
	err := s.write(ctx, "add citizens", len(added), func(ctx context.Context, c *conn) error {
		var taken []string
		for _, key := range slices.Sorted(maps.Keys(added)) {
			n, err := c.exec(ctx, "INSERT INTO citizens (key, id) VALUES (?, ?) ON CONFLICT DO NOTHING", key, string(added[key]))
			if err != nil {
				return err
			}
			if n == 0 {
				taken = append(taken, key)
			}
		}
		return findCitizens(ctx, c, taken, held)
	})
	if err != nil {
		return nil, err
	}
	return held, nil
}
