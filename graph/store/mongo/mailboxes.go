package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Mailboxes implements store.Mailboxer.
func (s *Store) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	const what = "find mailboxes"
	if err := checkBatch(what, len(ids)); err != nil || len(ids) == 0 {
		return map[model.CitizenID]*model.Mailbox{}, err
	}
	found, err := find[model.Mailbox](ctx, s, what, mailboxes, mailboxesByID(ids), options.Find())
	if err != nil {
		return nil, err
	}
	return keyed(found, func(m *model.Mailbox) model.CitizenID { return m.ID }), nil
}

// section is what a state needs of a section of a mailbox.
type section struct {
	Turns []time.Time `bson:"turns"`
}

// state is what a state needs of a mailbox.
type state struct {
	ID        model.CitizenID `bson:"_id"`
	Rev       int64           `bson:"rev"`
	Life      string          `bson:"life"`
	Letters   section         `bson:"letters"`
	Dossiers  section         `bson:"dossiers"`
	Reminders section         `bson:"reminders"`
}

// States implements store.Mailboxer. The server reads the whole mailbox and sends a hundred bytes of it.
func (s *Store) States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error) {
	const what = "find states of mailboxes"
	if err := checkBatch(what, len(ids)); err != nil || len(ids) == 0 {
		return map[model.CitizenID]model.MailboxState{}, err
	}
	wanted := bson.D{
		{Key: "rev", Value: 1}, {Key: "life", Value: 1},
		{Key: "letters.turns", Value: 1}, {Key: "dossiers.turns", Value: 1}, {Key: "reminders.turns", Value: 1},
	}
	found, err := find[state](ctx, s, what, mailboxes, mailboxesByID(ids), options.Find().SetProjection(wanted))
	if err != nil {
		return nil, err
	}
	states := make(map[model.CitizenID]model.MailboxState, len(found))
	for _, m := range found {
		states[m.ID] = model.NewMailboxState(m.Life, m.Rev, m.Letters.Turns, m.Dossiers.Turns, m.Reminders.Turns)
	}
	return states, nil
}

// SaveMailboxes implements store.Mailboxer: one unordered bulk of replacements with upsert. Where
// the revision does not match, the upsert tries to insert, finds the _id taken, and the mailbox
// comes back as the loser that it is; no other way tells losers apart without reading again.
//
// The price: were there no mailbox at all, a save above revision 1 would create it. There always is
// one, since a mailbox is read before it is saved and never deleted.
func (s *Store) SaveMailboxes(ctx context.Context, saves []*model.Mailbox) ([]error, error) {
	const what = "save mailboxes"
	if err := checkBatch(what, len(saves)); err != nil || len(saves) == 0 {
		return nil, err
	}
	// In the order of _id: bulks keep their locks until they end, and in different orders they
	// would wait for each other.
	order := sortedBy(len(saves), func(i int) model.CitizenID { return saves[i].ID })
	bulk := make([]driver.WriteModel, len(order))
	for at, i := range order {
		m := saves[i]
		filter := append(mailboxesByID([]model.CitizenID{m.ID}), bson.E{Key: "rev", Value: m.Rev - 1})
		bulk[at] = driver.NewReplaceOneModel().SetFilter(filter).SetReplacement(m).SetUpsert(true)
	}
	within, cancel := s.within(ctx)
	defer cancel()
	_, err := s.database.Collection(mailboxes).BulkWrite(within, bulk, options.BulkWrite().SetOrdered(false))
	var some driver.BulkWriteException
	if err != nil && (ctx.Err() != nil || !errors.As(err, &some)) {
		return nil, failure(ctx, what, err)
	}
	results := make([]error, len(saves))
	bulkResults(ctx, "save a mailbox", results, order, some)
	return results, nil
}

// bulkResults puts the errors of a bulk at the positions in the input that order gives.
func bulkResults(ctx context.Context, what string, results []error, order []int, some driver.BulkWriteException) {
	if some.WriteConcernError != nil { // written, but perhaps to be undone when the primary changes
		for _, i := range order {
			results[i] = fmt.Errorf("%s: %w: %s", what, store.ErrUnavailable, some.WriteConcernError.Error())
		}
	}
	for _, e := range some.WriteErrors {
		if e.Code == duplicateKey {
			results[order[e.Index]] = fmt.Errorf("%s: %w", what, store.ErrConflict)
		} else {
			results[order[e.Index]] = failure(ctx, what, e.WriteError)
		}
	}
}

// Due implements store.Mailboxer.
func (s *Store) Due(ctx context.Context, slots []int, mass bool, now time.Time, limit int) ([]model.CitizenID, error) {
	if len(slots) == 0 || limit <= 0 {
		return nil, nil
	}
	opts := options.Find().SetLimit(int64(limit))
	return findIDs[model.CitizenID](ctx, s, "find due mailboxes", mailboxes, dueBy(slots, mass, now), opts)
}

// Backlog implements store.Mailboxer. The earliest moment is asked slot by slot: within one the index
// has them in order, across several a server would sort all that is due.
func (s *Store) Backlog(ctx context.Context, slots []int, mass bool, now time.Time) (due int, oldest time.Time, err error) {
	const what = "count due mailboxes"
	if len(slots) == 0 {
		return 0, time.Time{}, nil
	}
	within, cancel := s.within(ctx)
	defer cancel()
	count, err := s.database.Collection(mailboxes).CountDocuments(within, dueBy(slots, mass, now))
	if err != nil || count == 0 {
		return 0, time.Time{}, failure(ctx, what, err)
	}
	for _, slot := range slots {
		found, err := find[moments](ctx, s, what, mailboxes, dueBy([]int{slot}, mass, now), oldestFirst(mass))
		if err != nil {
			return 0, time.Time{}, err
		}
		for _, m := range found {
			if at := m.of(mass); oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
		}
	}
	return int(count), oldest, nil
}

// moments are when a mailbox is due, of its document.
type moments struct {
	Due     time.Time `bson:"due"`
	DueMass time.Time `bson:"dueMass"`
}

func (m *moments) of(mass bool) time.Time {
	if mass {
		return m.DueMass.UTC()
	}
	return m.Due.UTC()
}

// oldestFirst asks for the earliest moment only.
func oldestFirst(mass bool) *options.FindOptionsBuilder {
	field := dueField(mass)
	return options.Find().SetSort(bson.D{{Key: field, Value: 1}}).SetLimit(1).SetProjection(bson.D{{Key: field, Value: 1}})
}

// Tagged implements store.Mailboxer. MongoDB takes the order from the index; a server that does not
// must sort what is left of the slot, and still reads nothing but that.
func (s *Store) Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	if limit <= 0 {
		return nil, nil
	}
	opts := options.Find().SetLimit(int64(limit)).SetSort(bson.D{{Key: "_id", Value: 1}})
	return findIDs[model.CitizenID](ctx, s, "find tagged mailboxes", mailboxes, taggedAfter(slot, tag, after), opts)
}

// InSlot implements store.Mailboxer.
func (s *Store) InSlot(ctx context.Context, slot int, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	if limit <= 0 {
		return nil, nil
	}
	opts := options.Find().SetLimit(int64(limit)).SetSort(slotOrder())
	return findIDs[model.CitizenID](ctx, s, "list mailboxes", mailboxes, slotAfter(slot, after), opts)
}

// mailboxesByID is the filter for one mailbox or several. It names their slots, see the package
// comment.
func mailboxesByID(ids []model.CitizenID) bson.D {
	if len(ids) == 1 {
		return append(bson.D{{Key: "slot", Value: ids[0].Slot()}}, byID(ids...)...)
	}
	slots := make([]int, len(ids))
	for i, id := range ids {
		slots[i] = id.Slot()
	}
	slices.Sort(slots)
	in := bson.D{{Key: "$in", Value: slices.Compact(slots)}}
	return append(bson.D{{Key: "slot", Value: in}}, byID(ids...)...)
}

func dueBy(slots []int, mass bool, now time.Time) bson.D {
	return bson.D{
		{Key: "slot", Value: bson.D{{Key: "$in", Value: slots}}},
		{Key: dueField(mass), Value: bson.D{{Key: "$exists", Value: true}, {Key: "$lte", Value: now}}},
	}
}

func dueField(mass bool) string {
	if mass {
		return "dueMass"
	}
	return "due"
}

func taggedAfter(slot int, tag string, after model.CitizenID) bson.D {
	return bson.D{
		{Key: "slot", Value: slot},
		{Key: "tags", Value: tag},
		{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}},
	}
}

func slotAfter(slot int, after model.CitizenID) bson.D {
	return bson.D{
		{Key: "layout", Value: model.LayoutVersion},
		{Key: "slot", Value: slot},
		{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}},
	}
}

// slotOrder begins with what is the same in every mailbox: an index of slots and ids alone would be taken
// for Tagged too, by a server that knows little of its tags.
func slotOrder() bson.D {
	return bson.D{{Key: "layout", Value: 1}, {Key: "slot", Value: 1}, {Key: "_id", Value: 1}}
}
