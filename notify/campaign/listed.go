package campaign

import (
	"context"
	"fmt"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// addressees are whom the letters of uploaded lists were sent to: a campaign for a list need not look at anybody
// else. They are read when somebody walks, and not by the book's other readers, whom a long list would hold up.
type addressees struct {
	mu    sync.Mutex
	lists map[string]readAddressees // by the list's id
}

type readAddressees struct {
	*store.Addressees
	at time.Time // of the machine's clock
}

// again is after how long letters of a list are looked for again that were not there.
const again = time.Minute

// of are those of a list.
func (a *addressees) of(ctx context.Context, s store.Store, list *model.ReferenceList) (*store.Addressees, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	known := a.lists[list.ID]
	if known.Addressees != nil && (known.Complete() || time.Since(known.at) < again) {
		return known.Addressees, nil
	}
	found, err := store.FindAddressees(ctx, s, list, known.Addressees)
	if err != nil {
		return nil, fmt.Errorf("find whom a list is about: %w", err)
	}
	if a.lists == nil {
		a.lists = map[string]readAddressees{}
	}
	delete(a.lists, list.ID)
	makeRoom(a.lists, maxLists)
	a.lists[list.ID] = readAddressees{found, time.Now()}
	return found, nil
}

// walk begins a walk over those of a slot who carry one of the tags; of a campaign for an uploaded list, over
// whom that is about.
func (b *Book) walk(ctx context.Context, p *page, tags []string, slot int) (*store.AudienceWalk, error) {
	if p.list == nil {
		return store.WalkAudience(b.store, tags, slot, ""), nil
	}
	found, err := b.addressees.of(ctx, b.store, p.list)
	if err != nil {
		return nil, err
	}
	return store.WalkAddressees(b.store, found, slot), nil
}
