package mongo

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
	"burgerbode/graph/store/storetest"
)

// Explain asks the server for its plan of a query that the store makes.
func (s *Store) Explain(ctx context.Context, query storetest.Query, ids []model.CitizenID) (bson.Raw, error) {
	slots := []int{1, 5, 9}
	find := bson.D{{Key: "find", Value: mailboxes}}
	switch query {
	case storetest.QueryMailboxes:
		find = append(find, bson.E{Key: "filter", Value: mailboxesByID(ids)})
	case storetest.QueryDue, storetest.QueryDueMass:
		find = append(find, bson.E{Key: "filter", Value: dueBy(slots, query == storetest.QueryDueMass, time.Unix(1_800_000_000, 0))},
			bson.E{Key: "limit", Value: 100})
	case storetest.QueryOldest:
		find = append(find, bson.E{Key: "filter", Value: dueBy([]int{1}, false, time.Unix(1_800_000_000, 0))},
			bson.E{Key: "sort", Value: bson.D{{Key: "due", Value: 1}}}, bson.E{Key: "limit", Value: 1})
	case storetest.QueryTagged:
		find = append(find, bson.E{Key: "filter", Value: taggedAfter(1, "push:on", "m")},
			bson.E{Key: "sort", Value: bson.D{{Key: "_id", Value: 1}}}, bson.E{Key: "limit", Value: 100})
	case storetest.QueryInSlot:
		find = append(find, bson.E{Key: "filter", Value: slotAfter(1, "m")},
			bson.E{Key: "sort", Value: slotOrder()}, bson.E{Key: "limit", Value: 100})
	case storetest.QueryRecords:
		find = bson.D{{Key: "find", Value: "letters"}, {Key: "filter", Value: byID(ids...)}}
	case storetest.QueryListed:
		find = bson.D{
			{Key: "find", Value: "letters"}, {Key: "filter", Value: listedAfter("run:a", "l")},
			{Key: "sort", Value: bson.D{{Key: "_id", Value: 1}}}, {Key: "limit", Value: 100},
		}
	case storetest.QueryCounted:
		find = bson.D{{Key: "find", Value: "letters"}, {Key: "filter", Value: bson.D{{Key: listsField, Value: "run:a"}}}}
	default:
		return nil, fmt.Errorf("no query %q", query)
	}
	command := bson.D{{Key: "explain", Value: find}, {Key: "verbosity", Value: "queryPlanner"}}
	return s.database.RunCommand(ctx, command).Raw()
}

// Failure puts an error of the driver in the store's terms.
func Failure(ctx context.Context, what string, err error) error { return failure(ctx, what, err) }
