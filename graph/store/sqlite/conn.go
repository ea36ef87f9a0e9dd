package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"burgerbode/graph/store"
)

// errClosed is what calls of a closed store answer.
var errClosed = fmt.Errorf("the store is closed: %w", store.ErrUnavailable)

// conn is one connection with the statements that it has prepared. One goroutine uses it at a
// time.
type conn struct {
	sql        *sql.Conn
	statements map[string]*sql.Stmt
}

// statement prepares a query once.
func (c *conn) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if prepared := c.statements[query]; prepared != nil {
		return prepared, nil
	}
	prepared, err := c.sql.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	c.statements[query] = prepared
	return prepared, nil
}

// exec runs a statement and answers how many rows it changed.
func (c *conn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	prepared, err := c.statement(ctx, query) //nolint:sqlclosecheck // kept for the next time; close closes it
	if err != nil {
		return 0, err
	}
	result, err := prepared.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// query runs a query and calls scan at each row.
func (c *conn) query(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) (err error) {
	prepared, err := c.statement(ctx, query) //nolint:sqlclosecheck // kept for the next time; close closes it
	if err != nil {
		return err
	}
	rows, err := prepared.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c *conn) close() error {
	var errs []error
	for _, prepared := range c.statements {
		errs = append(errs, prepared.Close())
	}
	return errors.Join(append(errs, c.sql.Close())...)
}

// classify turns errors that may pass by themselves into store.ErrUnavailable.
func classify(err error) error {
	var engine *sqlite.Error
	if !errors.As(err, &engine) || errors.Is(err, store.ErrUnavailable) {
		return err
	}
	switch engine.Code() & 0xff { // without the extension
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, // others hold the file
		sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, // the disk
		sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT:
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	default:
		return err
	}
}
