package resolvers

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// cursor is where an entry stands in one list of one mailbox.
type cursor struct {
	list    string // which list, with its filter
	mailbox model.CitizenID
	at      time.Time
	id      model.EntryID
}

// String is the cursor's opaque form.
func (c cursor) String() string {
	mark := model.HashID("cursor", c.list, string(c.mailbox))[:8]
	plain := fmt.Sprintf("%s|%d|%s", mark, c.at.UnixMilli(), c.id)
	return base64.RawURLEncoding.EncodeToString([]byte(plain))
}

// parseCursor reads a cursor that this list of this mailbox gave; INVALID for any other.
func parseCursor(opaque, list string, mailbox model.CitizenID) (cursor, error) {
	invalid := model.Invalid([]model.FieldError{{Path: "after", Message: "is not a cursor of this list"}})
	plain, err := base64.RawURLEncoding.DecodeString(opaque)
	if err != nil {
		return cursor{}, invalid
	}
	parts := strings.Split(string(plain), "|")
	if len(parts) != 3 {
		return cursor{}, invalid
	}
	at, err := strconv.ParseInt(parts[1], 10, 64)
	read := cursor{list: list, mailbox: mailbox, at: time.UnixMilli(at).UTC(), id: model.EntryID(parts[2])}
	if err != nil || read.String() != opaque {
		return cursor{}, invalid
	}
	return read, nil
}

// placed is what stands at a place in a list.
type placed interface {
	EntryID() model.EntryID
	SortedAt() time.Time
}

// page is a part of a list.
type page[E placed] struct {
	entries []E
	cursors []string
	info    *graph.PageInfo
	total   int
	full    bool // it has as many entries as were asked for
}

// paginate cuts a page out of entries, which are ordered by (moment descending, id). The page
// begins after the place that the cursor names, whether or not the entry is still there: an entry
// that did not change is neither skipped nor doubled.
func paginate[E placed](entries []E, list string, box *model.Mailbox, first *int, after *string) (page[E], error) {
	size, err := pageSize(first)
	if err != nil {
		return page[E]{}, err
	}
	result := page[E]{total: len(entries), info: &graph.PageInfo{}}
	start := 0
	if after != nil {
		from, err := parseCursor(*after, list, box.ID)
		if err != nil {
			return page[E]{}, err
		}
		start = slices.IndexFunc(entries, func(e E) bool {
			return e.SortedAt().Before(from.at) || (e.SortedAt().Equal(from.at) && e.EntryID() > from.id)
		})
		if start < 0 {
			start = len(entries)
		}
	}
	end := min(start+size, len(entries))
	result.entries, result.full = entries[start:end], end == start+size
	for _, e := range result.entries {
		result.cursors = append(result.cursors, cursor{list, box.ID, e.SortedAt(), e.EntryID()}.String())
	}
	result.info.HasNextPage, result.info.HasPreviousPage = end < len(entries), start > 0
	if len(result.cursors) > 0 {
		result.info.StartCursor, result.info.EndCursor = &result.cursors[0], &result.cursors[len(result.cursors)-1]
	}
	return result, nil
}

// listOf names the list that a filter makes, so that a cursor of another filter is found out.
func listOf(name string, filter model.FeedFilter) string { return fmt.Sprintf("%s %+v", name, filter) }

// only keeps the entries of one sort.
func only[E model.Entry](entries []model.Entry) []E {
	var kept []E
	for _, entry := range entries {
		if e, ok := entry.(E); ok {
			kept = append(kept, e)
		}
	}
	return kept
}
