package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
)

// States implements store.Store. A mailbox that an older program saved last has no state of its revision
// beside it: it is read.
func (s *Store) States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error) {
	const what = "find states of mailboxes"
	if err := tooMany(what, len(ids)); err != nil {
		return nil, err
	}
	list, err := jsonList(ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	type row struct {
		id    model.CitizenID
		rev   int64
		state []byte
	}
	rows := make([]row, 0, len(ids))
	err = s.read(ctx, what, func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(found *sql.Rows) error {
			var r row
			if err := found.Scan(&r.id, &r.rev, &r.state); err != nil {
				return err
			}
			rows = append(rows, r)
			return nil
		}, findStates, list)
	})
	if err != nil {
		return nil, err
	}
	states := make(map[model.CitizenID]model.MailboxState, len(rows))
	var unknown []model.CitizenID
	for _, r := range rows {
		var state model.MailboxState
		if len(r.state) > 0 {
			if err := bson.Unmarshal(r.state, &state); err != nil {
				return nil, fmt.Errorf("read the state of mailbox %s: %w", r.id, err)
			}
		}
		if state.Rev != r.rev {
			unknown = append(unknown, r.id)
			continue
		}
		states[r.id] = state
	}
	if len(unknown) == 0 {
		return states, nil
	}
	mailboxes, err := s.Mailboxes(ctx, unknown)
	if err != nil {
		return nil, err
	}
	for id, m := range mailboxes {
		states[id] = m.State()
	}
	return states, nil
}
