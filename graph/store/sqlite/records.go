package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/store"
)

// The statements about records.
const (
	findRecords   = "SELECT key, doc FROM records WHERE collection = ? AND key IN (SELECT value FROM json_each(?))"
	insertRecord  = "INSERT INTO records (collection, key, rev, lists, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
	updateRecord  = "UPDATE records SET rev = ?3, lists = ?4, doc = ?5 WHERE collection = ?1 AND key = ?2 AND rev = ?3 - 1"
	listRecords   = "SELECT key FROM lists WHERE collection = ? AND list = ? AND key > ? ORDER BY key LIMIT ?"
	countRecords  = "SELECT count(*) FROM lists WHERE collection = ? AND list = ?"
	removeRecords = "DELETE FROM records WHERE collection = ? AND key IN (SELECT value FROM json_each(?))"
)

// FindRecords implements store.Recorder.
func (s *Store) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	rows, err := s.find(ctx, "find "+collection, findRecords, keys, collection)
	if err != nil {
		return nil, err
	}
	found := make([]store.Found, len(rows))
	for i, r := range rows {
		found[i] = store.Found{Key: r.id, Decode: func(into any) error { return bson.Unmarshal(r.doc, into) }}
	}
	return found, nil
}

// SaveRecords implements store.Recorder.
func (s *Store) SaveRecords(ctx context.Context, collection string, saves []store.Row) ([]error, error) {
	what := "save " + collection
	if err := tooMany(what, len(saves)); err != nil {
		return nil, err
	}
	rows := make([][]any, len(saves))
	for i, save := range saves {
		var err error
		if rows[i], err = recordRow(collection, save); err != nil {
			return nil, err
		}
	}
	if len(rows) == 0 {
		return nil, ctx.Err()
	}
	again := store.Repeated(saves)
	results := make([]error, len(rows))
	err := s.write(ctx, what, len(rows), func(ctx context.Context, c *conn) error {
		for i, row := range rows {
			var changed int64
			var err error
			switch {
			case again[i]:
			case row[2] == int64(1):
				changed, err = c.exec(ctx, insertRecord, row...)
			default:
				changed, err = c.exec(ctx, updateRecord, row...)
			}
			if err != nil {
				return err
			}
			if changed == 0 {
				results[i] = fmt.Errorf("%s: %w", what, store.ErrConflict)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// recordRow is the row of a record: collection, key, rev, lists, doc.
func recordRow(collection string, save store.Row) ([]any, error) {
	doc, err := bson.Marshal(save.Document)
	if err != nil {
		return nil, fmt.Errorf("write %s to %s: %w", save.Key, collection, err)
	}
	var lists any
	if len(save.Lists) > 0 {
		if lists, err = jsonList(save.Lists); err != nil {
			return nil, fmt.Errorf("write the lists of %s in %s: %w", save.Key, collection, err)
		}
	}
	return []any{collection, save.Key, save.Rev, lists, doc}, nil
}

// ListRecords implements store.Recorder.
func (s *Store) ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error) {
	return listIDs[string](ctx, s, "list "+collection, listRecords, collection, list, after, max(limit, 0))
}

// CountRecords implements store.Recorder.
func (s *Store) CountRecords(ctx context.Context, collection, list string) (int, error) {
	var count int
	err := s.read(ctx, "count "+collection, func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&count) }, countRecords, collection, list)
	})
	return count, err
}

// RemoveRecords implements store.Recorder.
func (s *Store) RemoveRecords(ctx context.Context, collection string, keys []string) error {
	what := "remove " + collection
	if err := tooMany(what, len(keys)); err != nil || len(keys) == 0 {
		return err
	}
	list, err := jsonList(keys)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.write(ctx, what, len(keys), func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, removeRecords, collection, list)
		return err
	})
}
