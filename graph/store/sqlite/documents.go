package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/store"
)

// table is a table of documents. Its names stand in SQL, so they are constants only.
type table string

// The tables that need no statements of their own.
const (
	claims        table = "claims"
	dossiers      table = "dossiers"
	organisations table = "organisations"
	receipts      table = "receipts"
	sheet         table = "sheet"
)

// row is a stored document.
type row struct {
	id  string
	doc []byte
}

func (r *row) scan(rows *sql.Rows) error { return rows.Scan(&r.id, &r.doc) }

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

// decode reads a document.
func decode[D any](from table, r row) (*D, error) {
	document := new(D)
	if err := bson.Unmarshal(r.doc, document); err != nil {
		return nil, fmt.Errorf("read %s from %s: %w", r.id, from, err)
	}
	return document, nil
}

// byID is the query for documents of a table by id.
func (t table) byID() string {
	return "SELECT id, doc FROM " + string(t) + " WHERE id IN (SELECT value FROM json_each(?))"
}

// findRows reads rows by id, in one statement. The list of ids is the query's last argument.
func findRows(ctx context.Context, c *conn, query string, ids []string, args ...any) ([]row, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := jsonList(ids)
	if err != nil {
		return nil, err
	}
	found := make([]row, 0, len(ids))
	err = c.query(ctx, func(rows *sql.Rows) error {
		var r row
		if err := r.scan(rows); err != nil {
			return err
		}
		found = append(found, r)
		return nil
	}, query, append(args, list)...)
	return found, err
}

// find reads documents of a table by id; absent ones are left out.
func find[D any, ID ~string](ctx context.Context, s *Store, from table, ids []ID) (map[ID]*D, error) {
	what := "find " + string(from)
	if err := tooMany(what, len(ids)); err != nil {
		return nil, err
	}
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	var rows []row
	err := s.read(ctx, what, func(ctx context.Context, c *conn) (err error) {
		rows, err = findRows(ctx, c, from.byID(), texts)
		return err
	})
	if err != nil {
		return nil, err
	}
	found := make(map[ID]*D, len(rows))
	for _, r := range rows { // the connection is given back by now
		if found[ID(r.id)], err = decode[D](from, r); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// insert adds rows that are not there yet, and answers what is stored under those ids that were.
func (s *Store) insert(ctx context.Context, into table, added []row) (held []row, err error) {
	what := "add " + string(into)
	if err := tooMany(what, len(added)); err != nil {
		return nil, err
	}
	added = slices.Clone(added)
	var found []row
	err = s.write(ctx, what, len(added), func(ctx context.Context, c *conn) error {
		var taken []string
		for _, r := range added {
			n, err := c.exec(ctx, "INSERT INTO "+string(into)+" (id, doc) VALUES (?, ?) ON CONFLICT DO NOTHING", r.id, r.doc)
			if err != nil {
				return err
			}
			if n == 0 {
				taken = append(taken, r.id)
			}
		}
		var err error
		found, err = findRows(ctx, c, into.byID(), taken)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// replace writes a document at revision rev where the table holds the revision before it; at
// revision 1 it must not be there. store.ErrConflict otherwise.
func (s *Store) replace(ctx context.Context, in table, id string, rev int64, document any) error {
	what := "save " + string(in)
	doc, err := bson.Marshal(document)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	var changed int64
	err = s.write(ctx, what, 1, func(ctx context.Context, c *conn) (err error) {
		if rev == 1 {
			changed, err = c.exec(ctx, "INSERT INTO "+string(in)+" (id, rev, doc) VALUES (?, 1, ?) ON CONFLICT DO NOTHING", id, doc)
			return err
		}
		changed, err = c.exec(ctx, "UPDATE "+string(in)+" SET rev = ?, doc = ? WHERE id = ? AND rev = ?", rev, doc, id, rev-1)
		return err
	})
	if err == nil && changed == 0 {
		return fmt.Errorf("%s: %w", what, store.ErrConflict)
	}
	return err
}
