package resolvers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// directory keeps the organisations in memory: there are some hundreds, and every letter names one.
type directory struct {
	store  store.Store
	mu     sync.Mutex // of reading all, so that what was read later is what holds
	held   atomic.Pointer[organisations]
	readAt atomic.Int64 // milliseconds since 1970, by the clock of who asked for something fresh
}

// organisations are all of them at one moment.
type organisations struct {
	byCode map[model.OrgCode]*model.Organisation
	print  string // differs where anything of them does
}

// load reads all organisations.
func (d *directory) load(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	all, err := store.ListAll[model.Organisation](ctx, d.store, model.AllOrganisations)
	if err != nil {
		return fmt.Errorf("read the organisations: %w", err)
	}
	held := make(map[model.OrgCode]*model.Organisation, len(all))
	for _, organisation := range all {
		held[organisation.Code] = organisation
	}
	slices.SortFunc(all, func(a, b *model.Organisation) int { return cmp.Compare(a.Code, b.Code) })
	d.held.Store(&organisations{byCode: held, print: fmt.Sprintf("%x", sha256.Sum256(encoded(all)))})
	return nil
}

// get is the organisation with that code, read afresh when it is not known yet; NOT_FOUND.
func (d *directory) get(ctx context.Context, code model.OrgCode) (*model.Organisation, error) {
	if found, ok := d.held.Load().byCode[code]; ok {
		return found, nil
	}
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	if found, ok := d.held.Load().byCode[code]; ok {
		return found, nil
	}
	return nil, model.NotFound("organisation: " + string(code))
}

// fresh is get, from what was read less than age ago.
func (d *directory) fresh(ctx context.Context, code model.OrgCode, now time.Time, age time.Duration) (*model.Organisation, error) {
	if passed := now.Sub(time.UnixMilli(d.readAt.Load())); passed < 0 || passed >= age {
		if err := d.load(ctx); err != nil {
			return nil, err
		}
		d.readAt.Store(now.UnixMilli())
	}
	return d.get(ctx, code)
}

// shown is the organisation for a citizen to see: one that left the directory keeps its code.
func (d *directory) shown(code model.OrgCode) *model.Organisation {
	if found, ok := d.held.Load().byCode[code]; ok {
		return found
	}
	return &model.Organisation{Code: code, Name: string(code), Level: model.LevelMunicipal}
}

// shownAll is shown for several.
func (d *directory) shownAll(codes []model.OrgCode) []*model.Organisation {
	shown := make([]*model.Organisation, len(codes))
	for i, code := range codes {
		shown[i] = d.shown(code)
	}
	return shown
}

// name is the organisation's name; its code when it is not known.
func (d *directory) name(code model.OrgCode) string { return d.shown(code).Name }

// near is all, those first that send for who lives there.
func (d *directory) near(home model.NIS) []*model.Organisation {
	var here, elsewhere []*model.Organisation
	for _, organisation := range d.all() {
		if organisation.SendsFor(home) {
			here = append(here, organisation)
		} else {
			elsewhere = append(elsewhere, organisation)
		}
	}
	return slices.Concat(here, elsewhere)
}

// all lists the organisations that send in their own name, by name.
func (d *directory) all() []*model.Organisation {
	var all []*model.Organisation
	for _, organisation := range d.held.Load().byCode {
		if !organisation.Supplier {
			all = append(all, organisation)
		}
	}
	slices.SortFunc(all, func(a, b *model.Organisation) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return all
}
