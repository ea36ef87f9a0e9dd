package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph/model"
)

// With reads some archives of a mailbox into it, for reading. known are those that were read before, to which it
// adds. It may be a newer mailbox than m, and then it is whole.
func (s *Mailboxes) With(
	ctx context.Context, m *model.Mailbox, keys []string, known map[string]*model.Archive,
) (*model.Mailbox, error) {
	archives, err := s.archives(ctx, slices.DeleteFunc(slices.Clone(keys), func(id string) bool { return known[id] != nil }))
	if err != nil {
		return nil, err
	}
	maps.Copy(known, archives)
	if more, ok := m.With(keys, known); ok {
		return more, nil
	}
	newer, err := s.Get(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	return s.Whole(ctx, newer)
}

// Whole reads the archives of a mailbox into it, for whoever looks at all entries. A mailbox that is not partial is
// answered as it is. It may be a newer one than m.
func (s *Mailboxes) Whole(ctx context.Context, m *model.Mailbox) (*model.Mailbox, error) {
	if !m.Partial() {
		return m, nil
	}
	wholes, err := s.wholes(ctx, map[model.CitizenID]*model.Mailbox{m.ID: m})
	if err != nil {
		return nil, err
	}
	return wholes[m.ID], nil
}

// wholes is Whole for many; it empties found. One of which an archive is missing was saved after it was read,
// and is read again.
func (s *Mailboxes) wholes(ctx context.Context, found map[model.CitizenID]*model.Mailbox) (map[model.CitizenID]*model.Mailbox, error) {
	wholes := make(map[model.CitizenID]*model.Mailbox, len(found))
	for attempt := range Attempts {
		if err := pause(ctx, attempt); err != nil {
			return nil, err
		}
		var keys []string
		for _, m := range found {
			keys = append(keys, m.ArchiveKeys()...)
		}
		archives, err := s.archives(ctx, keys)
		if err != nil {
			return nil, err
		}
		for id, m := range found {
			if whole, ok := m.Whole(archives); ok {
				wholes[id] = whole
				delete(found, id)
			}
		}
		if len(found) == 0 {
			return wholes, nil
		}
		if found, err = s.GetMany(ctx, slices.Collect(maps.Keys(found))); err != nil {
			return nil, err
		}
	}
	return nil, model.Errorf(model.CodeUnavailable, "the mailbox could not be read as a whole now; repeat the call")
}

func (s *Mailboxes) archives(ctx context.Context, keys []string) (map[string]*model.Archive, error) {
	archives := make(map[string]*model.Archive, len(keys))
	for some := range slices.Chunk(keys, MaxBatch) {
		found, err := Find[model.Archive](ctx, s.Store, some)
		if err != nil {
			return nil, fmt.Errorf("read archives: %w", err)
		}
		maps.Copy(archives, found)
	}
	return archives, nil
}

// pack writes the archives of mailboxes that are about to be saved, and takes out of these what stands there.
// It answers in which of them abandoned archives are to be looked for once they are saved.
func (s *Mailboxes) pack(ctx context.Context, nonce string, bulk []*model.Mailbox) (look map[model.CitizenID]bool, err error) {
	look = map[model.CitizenID]bool{}
	var write []*model.Archive
	for _, m := range bulk {
		if s.removeReplaced(ctx, m) {
			m.Replaced = nil
		}
		written, wanted := m.Pack(nonce, s.Now())
		write = append(write, written...)
		look[m.ID] = wanted
	}
	for some := range slices.Chunk(write, archiveBatch) {
		if _, err := Add(ctx, s.Store, some); err != nil {
			return nil, fmt.Errorf("write archives: %w", err)
		}
	}
	return look, nil
}

// archiveBatch is how many archives are written at once: each may have a megabyte.
const archiveBatch = 10

// tidy removes what a saved mailbox replaced, and, where look says so, what attempts left that were overtaken or
// cut. The mailbox still names the former, so that they are removed with its next change where that fails now.
func (s *Mailboxes) tidy(ctx context.Context, m *model.Mailbox, look bool) {
	s.removeReplaced(ctx, m)
	if !look {
		return
	}
	listed, err := s.Store.ListRecords(ctx, new(model.Archive).Collection(), model.ArchiveList(m.ID), "", MaxBatch)
	if err == nil {
		err = Remove[model.Archive](ctx, s.Store, m.Abandoned(listed))
	}
	if err != nil {
		s.Log.WarnContext(ctx, "abandoned archives could not be removed", "error", err)
	}
}

// removeReplaced removes archives that a mailbox, as it is stored, gave up, and tells whether they are gone.
func (s *Mailboxes) removeReplaced(ctx context.Context, m *model.Mailbox) bool {
	err := Remove[model.Archive](ctx, s.Store, m.Replaced)
	if err != nil {
		s.Log.WarnContext(ctx, "archives that were replaced could not be removed", "error", err)
	}
	return err == nil
}
