package resolvers

import (
	"context"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// defaultChanges is how many entries and removals a page of changes has unless asked otherwise.
const defaultChanges = 50

// liveChanges is how many a subscription tells at a time: mostly there is one, and more follow at once.
const liveChanges = 20

// sinceOf reads the token that a client holds; the zero token for one that holds nothing. INVALID for
// what is no token.
func sinceOf(since *string) (model.SyncToken, error) {
	if since == nil {
		return model.SyncToken{}, nil
	}
	return model.ParseSyncToken(*since)
}

// changesPage is one page of what changed in a mailbox since, at now. RESYNC_REQUIRED as
// model.Mailbox.Changes.
func (r *Resolver) changesPage(
	ctx context.Context, m *model.Mailbox, since model.SyncToken, first int, now time.Time,
) (*graph.MailboxChanges, error) {
	changes, err := m.Changes(since, first, now)
	for entries := first + 1; err == nil; entries *= 2 { // a few archives hold a page, mostly
		lacks := m.Unsynced(since, changes, entries)
		if len(lacks) == 0 {
			break
		}
		if m, err = r.with(ctx, m, lacks); err == nil {
			changes, err = m.Changes(since, first, now)
		}
	}
	if err != nil {
		return nil, err
	}
	page := &graph.MailboxChanges{
		Entries: []*graph.ChangedEntry{}, Removed: []string{}, Pinned: []string{},
		Counts: counts(m), Rev: int(m.Rev), Token: changes.Token.String(), HasMore: changes.More,
	}
	for _, entry := range changes.Entries {
		page.Entries = append(page.Entries, &graph.ChangedEntry{
			Entry: entry, SortAt: entry.SortedAt(), InFeed: entry.InFeed(now), Asks: entry.Asks(),
		})
	}
	for _, id := range changes.Removed {
		page.Removed = append(page.Removed, string(id))
	}
	for _, entry := range pinned(m, now).Nodes {
		page.Pinned = append(page.Pinned, string(entry.EntryID()))
	}
	if changes.Preferences {
		page.Preferences = &m.Preferences
	}
	if changes.DigitalPost {
		page.DigitalPost = &m.DigitalPost
	}
	return page, nil
}
