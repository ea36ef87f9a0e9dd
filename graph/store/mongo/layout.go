package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The collections beside those of records.
const (
	mailboxes = "mailboxes"
	citizens  = "citizens"
	meta      = "meta" // the layout and the stamps
)

// layout is a document of meta: which version of the program's documents these are.
type layout struct {
	ID      string `bson:"_id"`
	Version int    `bson:"version"`
}

const layoutID = "layout"

// prepare makes the database fit for use. It is safe to do at any time, by several at once.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.checkLayout(ctx); err != nil {
		return err
	}
	within, cancel := s.within(ctx)
	defer cancel()
	if _, err := s.database.Collection(mailboxes).Indexes().CreateMany(within, mailboxIndexes()); err != nil {
		return failure(ctx, "create the indexes of mailboxes", err)
	}
	lists := presentIndex("lists", listsField, bson.D{{Key: listsField, Value: 1}, {Key: "_id", Value: 1}})
	for _, collection := range model.Collections() {
		if _, err := s.database.Collection(collection).Indexes().CreateOne(within, lists); err != nil {
			return failure(ctx, "create the index of "+collection, err)
		}
	}
	return nil
}

// checkLayout writes the layout's version into a new database and compares it in an old one.
func (s *Store) checkLayout(ctx context.Context) error {
	mine := layout{ID: layoutID, Version: model.LayoutVersion}
	found, err := findByID[layout](ctx, s, "read the layout", meta, layoutID)
	if errors.Is(err, store.ErrNotFound) {
		if _, err = s.insert(ctx, "write the layout", meta, []any{mine}); err == nil {
			found, err = findByID[layout](ctx, s, "read the layout", meta, layoutID) // another may have been first
		}
	}
	if err != nil {
		return err
	}
	if found.Version != mine.Version {
		return fmt.Errorf("%w: the database has version %d, this program version %d", store.ErrLayout, found.Version, mine.Version)
	}
	return nil
}

// mailboxIndexes are what Due, Tagged and InSlot need. Those of the first two are partial: a mailbox
// that waits for nothing or carries no tag costs nothing in them. The queries say so too ("$exists"),
// since not every server concludes from "due ≤ now" that there is a due.
func mailboxIndexes() []driver.IndexModel {
	return []driver.IndexModel{
		presentIndex("slot_due", "due", bson.D{{Key: "slot", Value: 1}, {Key: "due", Value: 1}}),
		presentIndex("slot_dueMass", "dueMass", bson.D{{Key: "slot", Value: 1}, {Key: "dueMass", Value: 1}}),
		presentIndex("slot_tags", "tags", bson.D{{Key: "slot", Value: 1}, {Key: "tags", Value: 1}, {Key: "_id", Value: 1}}),
		{Keys: slotOrder(), Options: options.Index().SetName("slot_all")},
	}
}

// presentIndex is an index of the documents that have a field.
func presentIndex(name, field string, keys bson.D) driver.IndexModel {
	present := bson.D{{Key: field, Value: bson.D{{Key: "$exists", Value: true}}}}
	return driver.IndexModel{Keys: keys, Options: options.Index().SetName(name).SetPartialFilterExpression(present)}
}
