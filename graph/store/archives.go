package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"burgerbode/graph/model"
)

// Whole reads the archives of a mailbox into it, for whoever looks at all entries or for one that is not in the
// mailbox (see model.Mailbox.Elsewhere). A mailbox that is not partial is answered as it is. It may be a newer
// one than m.
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
// It answers what is of no use once they are saved, by mailbox.
func (s *Mailboxes) pack(ctx context.Context, bulk []*model.Mailbox) (done map[model.CitizenID]packed, err error) {
	done = map[model.CitizenID]packed{}
	var write []*model.Archive
	for _, m := range bulk {
		written, replaced := m.Pack(s.Now())
		write = append(write, written...)
		if len(written)+len(replaced) > 0 {
			done[m.ID] = packed{replaced, len(written) > 0}
		}
	}
	for some := range slices.Chunk(write, archiveBatch) {
		if _, err := Add(ctx, s.Store, some); err != nil {
			return nil, fmt.Errorf("write archives: %w", err)
		}
	}
	return done, nil
}

// archiveBatch is how many archives are written at once: each may have a megabyte.
const archiveBatch = 10

// packed is what was done with the archives of a mailbox.
type packed struct {
	replaced []string
	wrote    bool
}

// abandonedAfter is when an archive that its mailbox does not name is nobody's: no call takes so long.
const abandonedAfter = time.Hour

// tidy removes archives that a saved mailbox does not name any more, and at times what calls left that were
// overtaken or cut. What it cannot remove now it finds the next time.
func (s *Mailboxes) tidy(ctx context.Context, m *model.Mailbox, done packed) {
	remove := done.replaced
	if done.wrote {
		rest, err := s.abandoned(ctx, m)
		if err != nil {
			s.Log.WarnContext(ctx, "abandoned archives could not be looked for", "error", err)
		}
		remove = append(remove, rest...)
	}
	if len(remove) == 0 {
		return
	}
	if err := s.Store.RemoveRecords(ctx, new(model.Archive).Collection(), remove); err != nil {
		s.Log.WarnContext(ctx, "archives that were replaced could not be removed", "error", err)
	}
}

func (s *Mailboxes) abandoned(ctx context.Context, m *model.Mailbox) ([]string, error) {
	listed, err := s.Store.ListRecords(ctx, new(model.Archive).Collection(), model.ArchiveList(m.ID), "", MaxBatch)
	if err != nil {
		return nil, err
	}
	named := m.ArchiveKeys()
	archives, err := s.archives(ctx, slices.DeleteFunc(listed, func(id string) bool { return slices.Contains(named, id) }))
	if err != nil {
		return nil, err
	}
	var rest []string
	for id, archive := range archives {
		if s.Now().Sub(archive.At) > abandonedAfter {
			rest = append(rest, id)
		}
	}
	return rest, nil
}
