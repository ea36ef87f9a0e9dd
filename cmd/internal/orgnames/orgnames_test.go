package orgnames_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"burgerbode/cmd/internal/orgnames"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// changing is a store that knows one organisation more each time.
type changing struct {
	store.Store
	known []string
}

func (c *changing) ListRecords(context.Context, string, string, string, int) ([]string, error) {
	c.known = append(c.known, string(rune('A'+len(c.known))))
	return c.known, nil
}

func (c *changing) FindRecords(_ context.Context, _ string, keys []string) ([]store.Found, error) {
	found := make([]store.Found, len(keys))
	for i, key := range keys {
		found[i] = store.Found{Key: key, Decode: func(into any) error {
			*into.(*model.Organisation) = model.Organisation{Code: model.OrgCode(key), Name: "Stad"}
			return nil
		}}
	}
	return found, nil
}

func TestNamesAreReadAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		names, err := orgnames.Load(t.Context(), &changing{})
		if err != nil {
			t.Fatal(err)
		}
		if names.Name("A") != "Stad" || names.Name("B") != "" {
			t.Error("the first reading is wrong")
		}
		go names.Refresh(t.Context(), time.Minute, slog.New(slog.DiscardHandler))
		time.Sleep(61 * time.Second)
		if names.Name("B") != "Stad" {
			t.Error("the names were not read again")
		}
	})
}
