package resolvers

import (
	"fmt"
	"strconv"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// maxPinned is how many entries stand above the feed; the others are counted.
const maxPinned = 20

func counts(m *model.Mailbox) *model.Counts {
	now := m.Counts()
	return &now
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
func node(m *model.Mailbox, id string) (model.Node, error) {
	if id == string(m.ID) {
		return m, nil
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

func feedConnection(m *model.Mailbox, filter model.FeedFilter, now time.Time, first *int, after *string) (*graph.FeedConnection, error) {
	return entryConnection(m, m.Feed(filter, now), listOf("feed", filter), first, after)
}

// entryConnection is a page of entries of any sort.
func entryConnection(m *model.Mailbox, entries []model.Entry, list string, first *int, after *string) (*graph.FeedConnection, error) {
	part, err := paginate(entries, list, m, first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.FeedConnection{Nodes: part.entries, PageInfo: part.info, TotalCount: part.total, Edges: []*graph.FeedEdge{}}
	for i, entry := range part.entries {
		connection.Edges = append(connection.Edges, &graph.FeedEdge{Cursor: part.cursors[i], Node: entry, SortAt: entry.SortedAt()})
	}
	return connection, nil
}

func letterConnection(m *model.Mailbox, archived bool, now time.Time, first *int, after *string) (*graph.LetterConnection, error) {
	filter := model.FeedFilter{Types: []model.FeedEntryType{model.FeedLetter}, Archived: archived}
	part, err := paginate(only[model.InboxLetter](m.Feed(filter, now)), listOf("letters", filter), m, first, after)
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

func dossierConnection(m *model.Mailbox, archived bool, now time.Time, first *int, after *string) (*graph.DossierConnection, error) {
	filter := model.FeedFilter{Types: []model.FeedEntryType{model.FeedDossier}, Archived: archived}
	part, err := paginate(only[model.InboxDossier](m.Feed(filter, now)), listOf("dossiers", filter), m, first, after)
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

func reminderConnection(m *model.Mailbox, completed bool, first *int, after *string) (*graph.ReminderConnection, error) {
	part, err := paginate(m.ReminderList(completed), "reminders "+strconv.FormatBool(completed), m, first, after)
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

func documentConnection(m *model.Mailbox, filter model.DocumentFilter, now time.Time, first *int, after *string) (*graph.DocumentConnection, error) {
	part, err := paginate(m.Documents(filter, now), fmt.Sprintf("documents %+v", filter), m, first, after)
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
