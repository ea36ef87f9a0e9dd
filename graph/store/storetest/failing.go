package storetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// FailingStore is a store that fails chosen calls with ErrUnavailable, before they take effect.
// Stamp, Close and Name belong to the start and the end of a process rather than to its work: they
// never fail and are not counted.
type FailingStore struct {
	inner store.Store
	fails func(call int, method string) bool
	calls atomic.Int64
}

var _ store.Store = (*FailingStore)(nil)

// Failing wraps a store. fails chooses by the number of the call, from 1, and its method's name; it
// may be called concurrently. Nth, From and EveryNth are the usual choices.
func Failing(s store.Store, fails func(call int, method string) bool) *FailingStore {
	return &FailingStore{inner: s, fails: fails}
}

// Nth fails the n-th call only.
func Nth(n int) func(int, string) bool { return func(call int, _ string) bool { return call == n } }

// From fails the n-th call and all later ones.
func From(n int) func(int, string) bool { return func(call int, _ string) bool { return call >= n } }

// EveryNth fails every n-th call.
func EveryNth(n int) func(int, string) bool {
	return func(call int, _ string) bool { return call%n == 0 }
}

// Calls is how many calls were made so far.
func (f *FailingStore) Calls() int { return int(f.calls.Load()) }

func (f *FailingStore) fail(method string) error {
	if call := int(f.calls.Add(1)); f.fails(call, method) {
		return fmt.Errorf("%s failed on purpose: %w", method, store.ErrUnavailable)
	}
	return nil
}

// Mailboxes implements store.Store.
func (f *FailingStore) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	if err := f.fail("Mailboxes"); err != nil {
		return nil, err
	}
	return f.inner.Mailboxes(ctx, ids)
}

// States implements store.Store.
func (f *FailingStore) States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error) {
	if err := f.fail("States"); err != nil {
		return nil, err
	}
	return f.inner.States(ctx, ids)
}

// SaveMailboxes implements store.Store.
func (f *FailingStore) SaveMailboxes(ctx context.Context, mailboxes []*model.Mailbox) ([]error, error) {
	if err := f.fail("SaveMailboxes"); err != nil {
		return nil, err
	}
	return f.inner.SaveMailboxes(ctx, mailboxes)
}

// Due implements store.Store.
func (f *FailingStore) Due(ctx context.Context, slots []int, mass bool, now time.Time, limit int) ([]model.CitizenID, error) {
	if err := f.fail("Due"); err != nil {
		return nil, err
	}
	return f.inner.Due(ctx, slots, mass, now, limit)
}

// Backlog implements store.Store.
func (f *FailingStore) Backlog(ctx context.Context, slots []int, mass bool, now time.Time) (due int, oldest time.Time, err error) {
	if err := f.fail("Backlog"); err != nil {
		return 0, time.Time{}, err
	}
	return f.inner.Backlog(ctx, slots, mass, now)
}

// Tagged implements store.Store.
func (f *FailingStore) Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	if err := f.fail("Tagged"); err != nil {
		return nil, err
	}
	return f.inner.Tagged(ctx, slot, tag, after, limit)
}

// InSlot implements store.Store.
func (f *FailingStore) InSlot(ctx context.Context, slot int, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	if err := f.fail("InSlot"); err != nil {
		return nil, err
	}
	return f.inner.InSlot(ctx, slot, after, limit)
}

// Citizens implements store.Store.
func (f *FailingStore) Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error) {
	if err := f.fail("Citizens"); err != nil {
		return nil, err
	}
	return f.inner.Citizens(ctx, keys)
}

// AddCitizens implements store.Store.
func (f *FailingStore) AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	if err := f.fail("AddCitizens"); err != nil {
		return nil, err
	}
	return f.inner.AddCitizens(ctx, citizens)
}

// FindRecords implements store.Store.
func (f *FailingStore) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	if err := f.fail("FindRecords"); err != nil {
		return nil, err
	}
	return f.inner.FindRecords(ctx, collection, keys)
}

// SaveRecords implements store.Store.
func (f *FailingStore) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if err := f.fail("SaveRecords"); err != nil {
		return nil, err
	}
	return f.inner.SaveRecords(ctx, collection, rows)
}

// ListRecords implements store.Store.
func (f *FailingStore) ListRecords(ctx context.Context, collection, list, after string, limit int) ([]string, error) {
	if err := f.fail("ListRecords"); err != nil {
		return nil, err
	}
	return f.inner.ListRecords(ctx, collection, list, after, limit)
}

// CountRecords implements store.Store.
func (f *FailingStore) CountRecords(ctx context.Context, collection, list string) (int, error) {
	if err := f.fail("CountRecords"); err != nil {
		return 0, err
	}
	return f.inner.CountRecords(ctx, collection, list)
}

// RemoveRecords implements store.Store.
func (f *FailingStore) RemoveRecords(ctx context.Context, collection string, keys []string) error {
	if err := f.fail("RemoveRecords"); err != nil {
		return err
	}
	return f.inner.RemoveRecords(ctx, collection, keys)
}

// Ping implements store.Store.
func (f *FailingStore) Ping(ctx context.Context) error {
	if err := f.fail("Ping"); err != nil {
		return err
	}
	return f.inner.Ping(ctx)
}

// Stamp implements store.Store.
func (f *FailingStore) Stamp(ctx context.Context, name, value string) (string, error) {
	return f.inner.Stamp(ctx, name, value)
}

// Name implements store.Store.
func (f *FailingStore) Name() string { return f.inner.Name() }

// Close implements store.Store.
func (f *FailingStore) Close(ctx context.Context) error { return f.inner.Close(ctx) }
