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
	known []*model.Organisation
}

func (c *changing) Organisations(context.Context) ([]*model.Organisation, error) {
	c.known = append(c.known, &model.Organisation{Code: model.OrgCode(rune('A' + len(c.known))), Name: "Stad"})
	return c.known, nil
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
