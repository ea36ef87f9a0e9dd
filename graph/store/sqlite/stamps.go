package sqlite

import (
	"context"
	"database/sql"
)

// Stamp implements store.Store.
func (s *Store) Stamp(ctx context.Context, name, value string) (string, error) {
	var held string
	err := s.write(ctx, "stamp the store", 1, func(ctx context.Context, c *conn) error {
		if _, err := c.exec(ctx, "INSERT INTO stamps (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value); err != nil {
			return err
		}
		return c.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&held) }, "SELECT value FROM stamps WHERE name = ?", name)
	})
	if err != nil {
		return "", err
	}
	return held, nil
}
