package mongo

import "context"

// stamp is a document of meta: a value that was written once.
type stamp struct {
	ID    string `bson:"_id"`
	Value string `bson:"value"`
}

// stampPrefix stands before a stamp's name, so that no name can be the layout's.
const stampPrefix = "stamp:"

// Stamp implements store.Store.
func (s *Store) Stamp(ctx context.Context, name, value string) (string, error) {
	const what = "stamp the store"
	mine := stamp{ID: stampPrefix + name, Value: value}
	taken, err := s.insert(ctx, what, meta, []any{mine})
	if err != nil {
		return "", err
	}
	if len(taken) == 0 {
		return value, nil
	}
	held, err := findByID[stamp](ctx, s, what, meta, mine.ID)
	if err != nil {
		return "", err
	}
	return held.Value, nil
}
