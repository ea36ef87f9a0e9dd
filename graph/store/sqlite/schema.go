package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// schema makes the tables. Every column beside id and doc follows from the document and is written
// with it. Documents come last in their rows, so that the columns before them are read without
// them; their tables have row numbers, because a b-tree of long rows by text is slow.
//
// The triggers keep the table of tags in step with the mailboxes and that of lists with the records,
// in the same transaction, and touch them only when the tags or the lists change.
const schema = `
CREATE TABLE mailboxes (
	id       TEXT NOT NULL UNIQUE,
	rev      INTEGER NOT NULL,
	slot     INTEGER NOT NULL,
	due      INTEGER, -- milliseconds since 1970; NULL: not due
	due_mass INTEGER,
	tags     TEXT,    -- JSON; NULL: none
	state    BLOB,    -- BSON of a model.MailboxState; that of another rev, or NULL: an older program saved it
	doc      BLOB NOT NULL
);
CREATE INDEX mailboxes_due ON mailboxes (slot, due, id) WHERE due IS NOT NULL;
CREATE INDEX mailboxes_due_mass ON mailboxes (slot, due_mass, id) WHERE due_mass IS NOT NULL;
` + slotIndex + `
CREATE TABLE tags (
	tag  TEXT NOT NULL,
	slot INTEGER NOT NULL,
	id   TEXT NOT NULL,
	PRIMARY KEY (tag, slot, id)
) WITHOUT ROWID;
CREATE TRIGGER mailboxes_tagged AFTER INSERT ON mailboxes WHEN new.tags IS NOT NULL BEGIN
	INSERT OR IGNORE INTO tags SELECT value, new.slot, new.id FROM json_each(new.tags);
END;
CREATE TRIGGER mailboxes_retagged AFTER UPDATE OF tags ON mailboxes WHEN old.tags IS NOT new.tags BEGIN
	DELETE FROM tags WHERE slot = old.slot AND id = old.id AND tag IN (
		SELECT value FROM json_each(old.tags) EXCEPT SELECT value FROM json_each(new.tags)
	);
	INSERT OR IGNORE INTO tags SELECT value, new.slot, new.id FROM json_each(new.tags);
END;

CREATE TABLE records (
	collection TEXT NOT NULL,
	key        TEXT NOT NULL,
	rev        INTEGER NOT NULL,
	lists      TEXT, -- JSON; NULL: none
	doc        BLOB NOT NULL,
	UNIQUE (collection, key)
);
CREATE TABLE lists (
	collection TEXT NOT NULL,
	list       TEXT NOT NULL,
	key        TEXT NOT NULL,
	PRIMARY KEY (collection, list, key)
) WITHOUT ROWID;
CREATE TRIGGER records_listed AFTER INSERT ON records WHEN new.lists IS NOT NULL BEGIN
	INSERT OR IGNORE INTO lists SELECT new.collection, value, new.key FROM json_each(new.lists);
END;
CREATE TRIGGER records_relisted AFTER UPDATE OF lists ON records WHEN old.lists IS NOT new.lists BEGIN
	DELETE FROM lists WHERE collection = old.collection AND key = old.key AND list IN (
		SELECT value FROM json_each(old.lists) EXCEPT SELECT value FROM json_each(new.lists)
	);
	INSERT OR IGNORE INTO lists SELECT new.collection, value, new.key FROM json_each(new.lists);
END;
CREATE TRIGGER records_removed AFTER DELETE ON records WHEN old.lists IS NOT NULL BEGIN
	DELETE FROM lists WHERE collection = old.collection AND key = old.key AND list IN (SELECT value FROM json_each(old.lists));
END;

CREATE TABLE citizens (key TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stamps (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`

// slotIndex is for walks over all mailboxes. A file that was made before there were any gets it when it is
// opened.
const slotIndex = `
CREATE INDEX IF NOT EXISTS mailboxes_slot ON mailboxes (slot, id);
`

// addState gives a file that was made before mailboxes had a column for their state one. It stands behind
// the document there, which is slower to read and as right.
func (c *conn) addState(ctx context.Context) error {
	there := 0
	err := c.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&there) },
		"SELECT count(*) FROM pragma_table_info('mailboxes') WHERE name = 'state'")
	if err != nil || there > 0 {
		return err
	}
	_, err = c.exec(ctx, "ALTER TABLE mailboxes ADD COLUMN state BLOB")
	return err
}

// migrate makes the schema in an empty database, and refuses one of another version.
func (c *conn) migrate(ctx context.Context) (err error) {
	if _, err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return classify(err)
	}
	end := "ROLLBACK"
	defer func() {
		if _, endErr := c.exec(context.WithoutCancel(ctx), end); err == nil && endErr != nil {
			err = classify(endErr)
		}
	}()
	version, tables, err := c.version(ctx)
	switch {
	case err != nil:
		return classify(err)
	case version == model.LayoutVersion:
		if _, err := c.sql.ExecContext(ctx, slotIndex); err != nil {
			return classify(err)
		}
		if err := c.addState(ctx); err != nil {
			return classify(err)
		}
		end = "COMMIT"
		return nil
	case version != 0 || tables > 0:
		return fmt.Errorf("%w: the file has version %d, this program writes version %d", store.ErrLayout, version, model.LayoutVersion)
	}
	if _, err := c.sql.ExecContext(ctx, schema+fmt.Sprintf("PRAGMA user_version = %d;", model.LayoutVersion)); err != nil {
		return classify(err)
	}
	end = "COMMIT"
	return nil
}

// version reads the layout version of the database (0 when it was never set) and how many tables
// it has.
func (c *conn) version(ctx context.Context) (version, tables int, err error) {
	err = c.query(ctx, func(rows *sql.Rows) error {
		return rows.Scan(&version, &tables)
	}, "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version")
	return version, tables, err
}
