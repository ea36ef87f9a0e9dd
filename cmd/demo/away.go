package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// awayStore is a store that can be taken away, so that an app team sees what the API answers then, and
// that nothing is lost by it.
type awayStore struct {
	store.Store
	away atomic.Bool
}

// gone is why nothing answers; nil while the store does.
func (s *awayStore) gone() error {
	if s.away.Load() {
		return fmt.Errorf("the demo took the store away: %w", store.ErrUnavailable)
	}
	return nil
}

// Mailboxes implements store.Mailboxer, as do the next ones.
func (s *awayStore) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.Mailboxes(ctx, ids)
}

// SaveMailboxes saves nothing while the store is away.
func (s *awayStore) SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.SaveMailboxes(ctx, mailboxes)
}

// Due finds nothing while the store is away.
func (s *awayStore) Due(ctx context.Context, slots []int, mass bool, now time.Time, limit int) ([]model.CitizenID, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.Due(ctx, slots, mass, now, limit)
}

// Citizens implements store.Addresser, as does AddCitizens.
func (s *awayStore) Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.Citizens(ctx, keys)
}

// AddCitizens adds nobody while the store is away.
func (s *awayStore) AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.AddCitizens(ctx, citizens)
}

// FindRecords implements store.Recorder, as do the next ones.
func (s *awayStore) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.FindRecords(ctx, collection, keys)
}

// SaveRecords saves nothing while the store is away.
func (s *awayStore) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.SaveRecords(ctx, collection, rows)
}

// ListRecords lists nothing while the store is away.
func (s *awayStore) ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error) {
	if err := s.gone(); err != nil {
		return nil, err
	}
	return s.Store.ListRecords(ctx, collection, list, after, limit)
}

// CountRecords counts nothing while the store is away.
func (s *awayStore) CountRecords(ctx context.Context, collection, list string) (int, error) {
	if err := s.gone(); err != nil {
		return 0, err
	}
	return s.Store.CountRecords(ctx, collection, list)
}

// Ping says that the store is away, for /readyz.
func (s *awayStore) Ping(ctx context.Context) error {
	if err := s.gone(); err != nil {
		return err
	}
	return s.Store.Ping(ctx)
}
