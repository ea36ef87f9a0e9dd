package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Dossiers implements store.Store.
func (s *Store) Dossiers(ctx context.Context, ids []model.EntryID) (map[model.EntryID]*model.DossierRecord, error) {
	return findByIDs(ctx, s, "find dossiers", dossiers, ids, func(d *model.DossierRecord) model.EntryID { return d.ID })
}

// SaveDossier implements store.Store.
func (s *Store) SaveDossier(ctx context.Context, dossier *model.DossierRecord) error {
	return s.swap(ctx, "save a dossier", dossiers, string(dossier.ID), &dossier.Rev, dossier)
}

// Organisations implements store.Store.
func (s *Store) Organisations(ctx context.Context) ([]*model.Organisation, error) {
	opts := options.Find().SetSort(bson.D{{Key: "_id", Value: 1}})
	return find[model.Organisation](ctx, s, "list organisations", organisations, bson.D{}, opts)
}

// SaveOrganisation implements store.Store.
func (s *Store) SaveOrganisation(ctx context.Context, organisation *model.Organisation) error {
	return s.swap(ctx, "save an organisation", organisations, string(organisation.Code), &organisation.Rev, organisation)
}

// AddReceipts implements store.Store.
func (s *Store) AddReceipts(ctx context.Context, added []model.Receipt) error {
	order := sortedBy(len(added), func(i int) string { return added[i].ID })
	documents := make([]any, len(order))
	for at, i := range order {
		documents[at] = added[i]
	}
	_, err := s.insert(ctx, "add receipts", receipts, documents)
	return err
}

// sheet is the one document of notifiers.
type sheet struct {
	ID          string `bson:"_id"`
	store.Sheet `bson:",inline"`
}

const sheetID = "sheet"

// Sheet implements store.Store.
func (s *Store) Sheet(ctx context.Context) (*store.Sheet, error) {
	found, err := findByID[sheet](ctx, s, "read the notifiers' sheet", notifiers, sheetID)
	if err != nil {
		return nil, err
	}
	return &found.Sheet, nil
}

// SaveSheet implements store.Store.
func (s *Store) SaveSheet(ctx context.Context, saved *store.Sheet) error {
	document := &sheet{ID: sheetID, Sheet: *saved}
	if err := s.swap(ctx, "save the notifiers' sheet", notifiers, sheetID, &document.Rev, document); err != nil {
		return err
	}
	saved.Rev = document.Rev
	return nil
}
