package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The statements about mailboxes.
const (
	findMailboxes = "SELECT id, doc FROM mailboxes WHERE id IN (SELECT value FROM json_each(?))"
	findStates    = "SELECT id, rev, state FROM mailboxes WHERE id IN (SELECT value FROM json_each(?))"
	insertMailbox = "INSERT INTO mailboxes (id, rev, slot, due, due_mass, tags, state, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
	updateMailbox = "UPDATE mailboxes SET rev = ?2, slot = ?3, due = ?4, due_mass = ?5, tags = ?6, state = ?7, doc = ?8 WHERE id = ?1 AND rev = ?2 - 1"
	dueQuery      = "SELECT id FROM mailboxes WHERE slot IN (SELECT value FROM json_each(?)) AND due <= ? LIMIT ?"
	dueMassQuery  = "SELECT id FROM mailboxes WHERE slot IN (SELECT value FROM json_each(?)) AND due_mass <= ? LIMIT ?"
	backlogQuery  = "SELECT count(*), min(due) FROM mailboxes WHERE slot IN (SELECT value FROM json_each(?)) AND due <= ?"
	backlogMass   = "SELECT count(*), min(due_mass) FROM mailboxes WHERE slot IN (SELECT value FROM json_each(?)) AND due_mass <= ?"
	taggedQuery   = "SELECT id FROM tags WHERE tag = ? AND slot = ? AND id > ? ORDER BY id LIMIT ?"
	inSlotQuery   = "SELECT id FROM mailboxes INDEXED BY mailboxes_slot WHERE slot = ? AND id > ? ORDER BY id LIMIT ?"
)

// Mailboxes implements store.Store.
func (s *Store) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	rows, err := s.find(ctx, "find mailboxes", findMailboxes, texts)
	if err != nil {
		return nil, err
	}
	found := make(map[model.CitizenID]*model.Mailbox, len(rows))
	for _, r := range rows { // the connection is given back by now
		m := new(model.Mailbox)
		if err := bson.Unmarshal(r.doc, m); err != nil {
			return nil, fmt.Errorf("read mailbox %s: %w", r.id, err)
		}
		found[m.ID] = m
	}
	return found, nil
}

// SaveMailboxes implements store.Store.
func (s *Store) SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error) {
	if err := tooMany("save mailboxes", len(mailboxes)); err != nil {
		return nil, err
	}
	rows := make([][]any, len(mailboxes))
	for i, m := range mailboxes {
		var err error
		if rows[i], err = mailboxRow(m); err != nil {
			return nil, err
		}
	}
	if len(rows) == 0 {
		return nil, ctx.Err()
	}
	results := make([]error, len(rows))
	err := s.write(ctx, "save mailboxes", len(rows), func(ctx context.Context, c *conn) error {
		for i, row := range rows {
			statement := updateMailbox
			if row[1] == int64(1) {
				statement = insertMailbox
			}
			changed, err := c.exec(ctx, statement, row...)
			if err != nil {
				return err
			}
			if changed == 0 {
				results[i] = store.ErrConflict
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// mailboxRow is the row of a mailbox: id, rev, slot, due, due_mass, tags, state, doc.
func mailboxRow(m *model.Mailbox) ([]any, error) {
	doc, err := bson.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write mailbox %s: %w", m.ID, err)
	}
	var tags any
	if len(m.Derived.Tags) > 0 {
		if tags, err = jsonList(m.Derived.Tags); err != nil {
			return nil, fmt.Errorf("write tags of mailbox %s: %w", m.ID, err)
		}
	}
	state, err := bson.Marshal(m.State())
	if err != nil {
		return nil, fmt.Errorf("write the state of mailbox %s: %w", m.ID, err)
	}
	return []any{string(m.ID), m.Rev, m.Derived.Slot, moment(m.Derived.Due), moment(m.Derived.DueMass), tags, state, doc}, nil
}

// moment is a time as its column has it.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// Due implements store.Store.
func (s *Store) Due(ctx context.Context, slots []int, mass bool, now time.Time, limit int) ([]model.CitizenID, error) {
	query := dueQuery
	if mass {
		query = dueMassQuery
	}
	list, err := jsonList(slots)
	if err != nil {
		return nil, fmt.Errorf("find due mailboxes: %w", err)
	}
	return listIDs[model.CitizenID](ctx, s, "find due mailboxes", query, list, now.UnixMilli(), max(limit, 0))
}

// Backlog implements store.Store.
func (s *Store) Backlog(ctx context.Context, slots []int, mass bool, now time.Time) (due int, oldest time.Time, err error) {
	const what = "count due mailboxes"
	query := backlogQuery
	if mass {
		query = backlogMass
	}
	list, err := jsonList(slots)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("%s: %w", what, err)
	}
	var first sql.NullInt64
	err = s.read(ctx, what, func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&due, &first) }, query, list, now.UnixMilli())
	})
	if err != nil || !first.Valid {
		return 0, time.Time{}, err
	}
	return due, time.UnixMilli(first.Int64).UTC(), nil
}

// Tagged implements store.Store.
func (s *Store) Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	return listIDs[model.CitizenID](ctx, s, "find tagged mailboxes", taggedQuery, tag, slot, string(after), max(limit, 0))
}

// InSlot implements store.Store.
func (s *Store) InSlot(ctx context.Context, slot int, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	return listIDs[model.CitizenID](ctx, s, "list mailboxes", inSlotQuery, slot, string(after), max(limit, 0))
}

// listIDs reads nothing but ids.
func listIDs[ID ~string](ctx context.Context, s *Store, what, query string, args ...any) ([]ID, error) {
	var ids []ID
	err := s.read(ctx, what, func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(rows *sql.Rows) error {
			var id ID
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
			return nil
		}, query, args...)
	})
	return ids, err
}
