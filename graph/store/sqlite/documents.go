package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"burgerbode/graph/store"
)

// row is a stored document.
type row struct {
	id  string
	doc []byte
}

// tooMany refuses batches above store.MaxBatch.
func tooMany(what string, n int) error {
	if n > store.MaxBatch {
		return fmt.Errorf("%s: %d at once, at most %d are allowed", what, n, store.MaxBatch)
	}
	return nil
}

// jsonList writes values as SQLite's json_each reads them.
func jsonList[V any](values []V) (string, error) {
	text, err := json.Marshal(values)
	return string(text), err
}

// find reads rows by id, in one statement; absent ones are left out. The list of ids is the query's
// last argument.
func (s *Store) find(ctx context.Context, what, query string, ids []string, args ...any) ([]row, error) {
	if err := tooMany(what, len(ids)); err != nil {
		return nil, err
	}
	list, err := jsonList(ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	found := make([]row, 0, len(ids))
	err = s.read(ctx, what, func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(rows *sql.Rows) error {
			var r row
			if err := rows.Scan(&r.id, &r.doc); err != nil {
				return err
			}
			found = append(found, r)
			return nil
		}, query, append(args, list)...)
	})
	return found, err
}
