package resolvers

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// maxPinned is how many entries stand above the feed; the others are counted.
const maxPinned = 20

// pinned is what stands above the feed: a list and a sync show the same.
func pinned(m *model.Mailbox, now time.Time) *graph.Pinned {
	all := m.Pinned(now)
	return &graph.Pinned{Nodes: all[:min(len(all), maxPinned)], TotalCount: len(all)}
}

func counts(m *model.Mailbox) *model.Counts {
	counted := m.Counts()
	return &counted
}

func entryIDs(ids []string) []model.EntryID {
	entries := make([]model.EntryID, len(ids))
	for i, id := range ids {
		entries[i] = model.EntryID(id)
	}
	return entries
}

// entriesPayload answers entries as they are after a change; those that were gone before are left out.
func entriesPayload(m *model.Mailbox, ids []model.EntryID, err error) (*graph.EntriesPayload, error) {
	if err != nil {
		return nil, err
	}
	payload := &graph.EntriesPayload{Entries: []model.Entry{}, Counts: counts(m), Rev: int(m.Rev)}
	for _, id := range m.Remaining(ids) {
		entry, err := m.Find(id)
		if err != nil {
			return nil, err
		}
		payload.Entries = append(payload.Entries, entry)
	}
	return payload, nil
}

// node is the mailbox itself or an entry of it; NOT_FOUND, or GONE for an entry that was removed.
func (r *Resolver) node(ctx context.Context, m *model.Mailbox, id string) (model.Node, error) {
	if id == string(m.ID) {
		return m, nil
	}
	m, err := r.holding(ctx, m, model.EntryID(id))
	if err != nil {
		return nil, err
	}
	entry, err := m.Find(model.EntryID(id))
	if err != nil {
		return nil, err
	}
	found, ok := entry.(model.Node)
	if !ok {
		return nil, model.NotFound("entry: " + id)
	}
	return found, nil
}

// pageOf is a page of a list of entries. Where it reaches those that stand in archives, of which lacks tells,
// they are read for it, the newest first.
func pageOf[E placed](
	ctx context.Context, r *Resolver, m *model.Mailbox, list func(m *model.Mailbox) []E, lacks func(m *model.Mailbox) model.Unlisted,
	name string, first *int, after *string,
) (page[E], error) {
	part, err := paginate(list(m), name, m, first, after)
	for entries := maxPage; err == nil; entries *= 2 {
		end := time.Time{} // of what was read, where the page lies before it
		if part.full {
			end = part.entries[len(part.entries)-1].SortedAt()
		}
		left := lacks(m)
		above := left.Above(end, entries)
		if len(above) == 0 {
			part.total += left.Count
			part.info.HasNextPage = part.info.HasNextPage || left.Count > 0
			break
		}
		if m, err = r.with(ctx, m, above); err == nil {
			part, err = paginate(list(m), name, m, first, after)
		}
	}
	return part, err
}

// feedPage is pageOf for those entries of a feed that are of one sort.
func feedPage[E interface {
	placed
	model.Entry
}](ctx context.Context, r *Resolver, m *model.Mailbox, name string, filter model.FeedFilter, first *int, after *string) (page[E], error) {
	now := r.now()
	list := func(m *model.Mailbox) []E { return only[E](m.Feed(filter, now)) }
	lacks := func(m *model.Mailbox) model.Unlisted { return m.Unlisted(filter) }
	return pageOf(ctx, r, m, list, lacks, listOf(name, filter), first, after)
}

func (r *Resolver) feedConnection(ctx context.Context, m *model.Mailbox, filter model.FeedFilter, first *int, after *string) (*graph.FeedConnection, error) {
	part, err := feedPage[model.Entry](ctx, r, m, "feed", filter, first, after)
	return entryConnection(part, err)
}

// entryConnection is a page of entries of any sort.
func entryConnection(part page[model.Entry], err error) (*graph.FeedConnection, error) {
	if err != nil {
		return nil, err
	}
	connection := &graph.FeedConnection{Nodes: part.entries, PageInfo: part.info, TotalCount: part.total, Edges: []*graph.FeedEdge{}}
	for i, entry := range part.entries {
		connection.Edges = append(connection.Edges, &graph.FeedEdge{Cursor: part.cursors[i], Node: entry, SortAt: entry.SortedAt()})
	}
	return connection, nil
}

func (r *Resolver) letterConnection(ctx context.Context, m *model.Mailbox, archived bool, first *int, after *string) (*graph.LetterConnection, error) {
	filter := model.FeedFilter{Types: []model.FeedEntryType{model.FeedLetter}, Archived: archived}
	part, err := feedPage[model.InboxLetter](ctx, r, m, "letters", filter, first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.LetterConnection{PageInfo: part.info, TotalCount: part.total, Edges: []*graph.LetterEdge{}, Nodes: []*model.InboxLetter{}}
	for i := range part.entries {
		connection.Nodes = append(connection.Nodes, &part.entries[i])
		connection.Edges = append(connection.Edges, &graph.LetterEdge{Cursor: part.cursors[i], Node: &part.entries[i]})
	}
	return connection, nil
}

func (r *Resolver) dossierConnection(ctx context.Context, m *model.Mailbox, archived bool, first *int, after *string) (*graph.DossierConnection, error) {
	filter := model.FeedFilter{Types: []model.FeedEntryType{model.FeedDossier}, Archived: archived}
	part, err := feedPage[model.InboxDossier](ctx, r, m, "dossiers", filter, first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.DossierConnection{PageInfo: part.info, TotalCount: part.total, Edges: []*graph.DossierEdge{}, Nodes: []*model.InboxDossier{}}
	for i := range part.entries {
		connection.Nodes = append(connection.Nodes, &part.entries[i])
		connection.Edges = append(connection.Edges, &graph.DossierEdge{Cursor: part.cursors[i], Node: &part.entries[i]})
	}
	return connection, nil
}

func (r *Resolver) reminderConnection(ctx context.Context, m *model.Mailbox, completed bool, first *int, after *string) (*graph.ReminderConnection, error) {
	list := func(m *model.Mailbox) []model.InboxReminder { return m.ReminderList(completed) }
	lacks := func(m *model.Mailbox) model.Unlisted { return m.UnlistedReminders(completed) }
	part, err := pageOf(ctx, r, m, list, lacks, "reminders "+strconv.FormatBool(completed), first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.ReminderConnection{PageInfo: part.info, TotalCount: part.total, Edges: []*graph.ReminderEdge{}, Nodes: []*model.InboxReminder{}}
	for i := range part.entries {
		connection.Nodes = append(connection.Nodes, &part.entries[i])
		connection.Edges = append(connection.Edges, &graph.ReminderEdge{Cursor: part.cursors[i], Node: &part.entries[i]})
	}
	return connection, nil
}

func (r *Resolver) documentConnection(
	ctx context.Context, m *model.Mailbox, filter model.DocumentFilter, first *int, after *string,
) (*graph.DocumentConnection, error) {
	var err error
	if filter.Entry != "" {
		m, err = r.holding(ctx, m, filter.Entry)
	} else {
		m, err = r.whole(ctx, m) // an archive does not tell how many documents its entries have
	}
	if err != nil {
		return nil, err
	}
	part, err := paginate(m.Documents(filter, r.now()), fmt.Sprintf("documents %+v", filter), m, first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.DocumentConnection{PageInfo: part.info, TotalCount: part.total, Edges: []*graph.DocumentEdge{}, Nodes: []*model.InboxDocument{}}
	for i := range part.entries {
		connection.Nodes = append(connection.Nodes, &part.entries[i])
		connection.Edges = append(connection.Edges, &graph.DocumentEdge{Cursor: part.cursors[i], Node: &part.entries[i]})
	}
	return connection, nil
}
