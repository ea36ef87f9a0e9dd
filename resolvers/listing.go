package resolvers

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// listing is a part of a list of records, which are ordered by their keys.
type listing[T any] struct {
	records []*T
	cursors []string
	info    *graph.PageInfo
}

// listed cuts a page out of a list of records. It begins after the key that the cursor names, whether
// or not that record still stands on the list.
func listed[T any, R interface {
	*T
	model.Record
}](ctx context.Context, s store.Recorder, list string, first *int, after *string) (listing[T], error) {
	size, err := pageSize(first)
	if err != nil {
		return listing[T]{}, err
	}
	name, start := R(new(T)).Collection()+"/"+list, ""
	if after != nil {
		if start, err = keyOf(name, *after); err != nil {
			return listing[T]{}, err
		}
	}
	records, err := store.List[T, R](ctx, s, list, start, size+1)
	if err != nil {
		return listing[T]{}, fmt.Errorf("list records: %w", err)
	}
	part := listing[T]{records: records[:min(size, len(records))], info: &graph.PageInfo{HasNextPage: len(records) > size, HasPreviousPage: start != ""}}
	for _, record := range part.records {
		part.cursors = append(part.cursors, keyCursor(name, R(record).Key()))
	}
	if len(part.cursors) > 0 {
		part.info.StartCursor, part.info.EndCursor = &part.cursors[0], &part.cursors[len(part.cursors)-1]
	}
	return part, nil
}

// keyCursor is the opaque place of a key in a list.
func keyCursor(list, key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(model.HashID("cursor", list)[:8] + "|" + key))
}

// keyOf reads a cursor that this list gave; INVALID for any other.
func keyOf(list, opaque string) (string, error) {
	plain, err := base64.RawURLEncoding.DecodeString(opaque)
	_, key, _ := strings.Cut(string(plain), "|")
	if err != nil || key == "" || keyCursor(list, key) != opaque {
		return "", model.Invalid([]model.FieldError{{Path: "after", Message: "is not a cursor of this list"}})
	}
	return key, nil
}
