package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// SQL for the tests of indexes.
const (
	DueQuery     = dueQuery
	DueMassQuery = dueMassQuery
	BacklogQuery = backlogQuery
	TaggedQuery  = taggedQuery
	InSlotQuery  = inSlotQuery
	FindQuery    = findMailboxes
	RecordsQuery = findRecords
	ListedQuery  = listRecords
	CountQuery   = countRecords
)

// Explain answers the engine's plan for a query.
func (s *Store) Explain(ctx context.Context, query string, args ...any) (string, error) {
	var plan strings.Builder
	err := s.read(ctx, "explain", func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(rows *sql.Rows) error {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				return err
			}
			plan.WriteString(detail + "\n")
			return nil
		}, "EXPLAIN QUERY PLAN "+query, args...)
	})
	return plan.String(), err
}

// LimitPages sets the largest size of the file, in pages.
func (s *Store) LimitPages(ctx context.Context, pages int) error {
	c := <-s.writing
	defer func() { s.writing <- c }()
	var got int
	return c.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&got) }, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
}

// Pragmas reads a setting of every connection.
func (s *Store) Pragmas(ctx context.Context, name string) ([]string, error) {
	var values []string
	for _, c := range s.all { // no test uses them at the same time
		err := c.query(ctx, func(rows *sql.Rows) error {
			var value string
			if err := rows.Scan(&value); err != nil {
				return err
			}
			values = append(values, value)
			return nil
		}, "PRAGMA "+name)
		if err != nil {
			return nil, err
		}
	}
	return values, nil
}
