package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// sheetID is the id of the one sheet.
const sheetID = "notifiers"

// Dossiers implements store.Store.
func (s *Store) Dossiers(ctx context.Context, ids []model.EntryID) (map[model.EntryID]*model.DossierRecord, error) {
	return find[model.DossierRecord](ctx, s, dossiers, ids)
}

// SaveDossier implements store.Store.
func (s *Store) SaveDossier(ctx context.Context, dossier *model.DossierRecord) error {
	saved := *dossier
	saved.Rev++
	if err := s.replace(ctx, dossiers, string(saved.ID), saved.Rev, &saved); err != nil {
		return err
	}
	dossier.Rev = saved.Rev
	return nil
}

// Organisations implements store.Store.
func (s *Store) Organisations(ctx context.Context) ([]*model.Organisation, error) {
	var rows []row
	err := s.read(ctx, "list organisations", func(ctx context.Context, c *conn) error {
		return c.query(ctx, func(found *sql.Rows) error {
			var r row
			if err := r.scan(found); err != nil {
				return err
			}
			rows = append(rows, r)
			return nil
		}, "SELECT id, doc FROM organisations ORDER BY id")
	})
	if err != nil {
		return nil, err
	}
	all := make([]*model.Organisation, len(rows))
	for i, r := range rows {
		if all[i], err = decode[model.Organisation](organisations, r); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// SaveOrganisation implements store.Store.
func (s *Store) SaveOrganisation(ctx context.Context, organisation *model.Organisation) error {
	saved := *organisation
	saved.Rev++
	if err := s.replace(ctx, organisations, string(saved.Code), saved.Rev, &saved); err != nil {
		return err
	}
	organisation.Rev = saved.Rev
	return nil
}

// AddReceipts implements store.Store.
func (s *Store) AddReceipts(ctx context.Context, added []model.Receipt) error {
	rows := make([]row, len(added))
	for i, r := range added {
		doc, err := bson.Marshal(r)
		if err != nil {
			return fmt.Errorf("write receipt %s: %w", r.ID, err)
		}
		rows[i] = row{r.ID, doc}
	}
	_, err := s.insert(ctx, receipts, rows)
	return err
}

// Sheet implements store.Store.
func (s *Store) Sheet(ctx context.Context) (*store.Sheet, error) {
	found, err := find[store.Sheet](ctx, s, sheet, []string{sheetID})
	if err != nil {
		return nil, err
	}
	if found[sheetID] == nil {
		return nil, fmt.Errorf("find sheet: %w", store.ErrNotFound)
	}
	return found[sheetID], nil
}

// SaveSheet implements store.Store.
func (s *Store) SaveSheet(ctx context.Context, changed *store.Sheet) error {
	saved := *changed
	saved.Rev++
	if err := s.replace(ctx, sheet, sheetID, saved.Rev, &saved); err != nil {
		return err
	}
	changed.Rev = saved.Rev
	return nil
}
