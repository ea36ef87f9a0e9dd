package campaign

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify"
)

// maxEnded bounds how many campaigns that have ended are remembered, each with its uploaded list.
const maxEnded = 100

// Book knows the campaigns as they stood at most a second ago, whoever changes them. It reads them when it
// is asked, so that it needs no end. It is safe for concurrent use.
type Book struct {
	store store.Store
	every time.Duration

	mu    sync.Mutex
	read  time.Time // of the machine's clock; zero: not up to date
	live  map[model.CampaignID]*page
	ended map[model.CampaignID]*page // others that were asked for; what has ended stays as it is
	lists map[string]*model.ReferenceList

	addressees addressees
}

// page is a campaign as it was read. Nobody changes it.
type page struct {
	*model.Campaign
	audience *model.Audience
	tags     []string             // by which whoever is to be told is found
	wide     []string             // by which whoever was told is found, too
	list     *model.ReferenceList // the uploaded list on which all of them are; nil: none
}

// NewBook makes a book of the store's campaigns. every is how old what it says may be; 0: a second.
func NewBook(s store.Store, every time.Duration) *Book {
	if every <= 0 {
		every = time.Second
	}
	return &Book{store: s, every: every, ended: map[model.CampaignID]*page{}, lists: map[string]*model.ReferenceList{}}
}

// Judge implements notify.Campaigns. What is held is handed back: paused, cancelled, stopped by itself. Who
// does not meet the rule any more is excused, and so is everybody of a campaign that is not there.
func (b *Book) Judge(ctx context.Context, campaigns []model.CampaignID) (notify.CampaignJudge, error) {
	pages, err := b.find(ctx, campaigns)
	if err != nil {
		return nil, err
	}
	return func(m *model.Mailbox, campaign model.CampaignID, now time.Time) notify.Verdict {
		p := pages[campaign]
		switch {
		case p == nil:
			return notify.Excused
		case !p.State.Telling() && p.State != model.CampaignDone:
			return notify.HandedBack
		case !p.audience.Matches(m, now):
			return notify.Excused
		default:
			return notify.Rings
		}
	}, nil
}

// current are the campaigns that are live.
func (b *Book) current(ctx context.Context) (map[model.CampaignID]*page, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.refresh(ctx); err != nil {
		return nil, err
	}
	return b.live, nil
}

// campaign is one that is live; nil when it is not any more.
func (b *Book) campaign(ctx context.Context, id model.CampaignID) (*page, error) {
	live, err := b.current(ctx)
	return live[id], err
}

// find answers those of the campaigns that there are, live or not.
func (b *Book) find(ctx context.Context, ids []model.CampaignID) (map[model.CampaignID]*page, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.refresh(ctx); err != nil {
		return nil, err
	}
	found := map[model.CampaignID]*page{}
	var unknown []model.CampaignID
	for _, id := range ids {
		if found[id] = b.live[id]; found[id] == nil {
			found[id] = b.ended[id]
		}
		if found[id] == nil && !slices.Contains(unknown, id) {
			unknown = append(unknown, id)
		}
	}
	for part := range slices.Chunk(unknown, store.MaxBatch) {
		records, err := store.Find[model.Campaign](ctx, b.store, part)
		if err != nil {
			return nil, fmt.Errorf("find campaigns: %w", err)
		}
		pages, err := b.pages(ctx, records)
		if err != nil {
			return nil, err
		}
		for id, p := range pages {
			found[id] = p
			if p.State.Ended() {
				makeRoom(b.ended, maxEnded)
				b.ended[id] = p
			}
		}
	}
	return found, nil
}

// stale has the campaigns read again the next time.
func (b *Book) stale() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.read = time.Time{}
}

func (b *Book) refresh(ctx context.Context) error {
	began := time.Now()
	if !b.read.IsZero() && began.Sub(b.read) < b.every {
		return nil
	}
	list, err := store.ListAll[model.Campaign](ctx, b.store, model.LiveCampaigns)
	if err != nil {
		return fmt.Errorf("read the live campaigns: %w", err)
	}
	records := make(map[model.CampaignID]*model.Campaign, len(list))
	for _, c := range list {
		records[c.ID] = c
	}
	live, err := b.pages(ctx, records)
	if err != nil {
		return err
	}
	b.live, b.read = live, began
	return nil
}

// pages reads what bounds the campaigns: their organisations as they are now, and the uploaded lists. A
// campaign whose audience cannot be made out is for nobody: it is left out.
func (b *Book) pages(ctx context.Context, records map[model.CampaignID]*model.Campaign) (map[model.CampaignID]*page, error) {
	var codes []model.OrgCode
	for _, c := range records {
		if !slices.Contains(codes, c.Org) {
			codes = append(codes, c.Org)
		}
	}
	organisations, err := store.Find[model.Organisation](ctx, b.store, codes)
	if err != nil {
		return nil, fmt.Errorf("read the organisations of campaigns: %w", err)
	}
	pages := make(map[model.CampaignID]*page, len(records))
	for id, c := range records {
		scope := model.Scope{Org: organisations[c.Org]}
		if scope.List, err = b.list(ctx, c.Draft.References); err != nil {
			return nil, err
		}
		if p := newPage(c, scope); p != nil {
			pages[id] = p
		}
	}
	return pages, nil
}

// list is an uploaded list, which never changes; nil for none.
func (b *Book) list(ctx context.Context, id string) (*model.ReferenceList, error) {
	if id == "" || b.lists[id] != nil {
		return b.lists[id], nil
	}
	found, err := store.Find[model.ReferenceList](ctx, b.store, []string{id})
	if err != nil {
		return nil, fmt.Errorf("read an uploaded list: %w", err)
	}
	if found[id] != nil {
		makeRoom(b.lists, maxLists)
		b.lists[id] = found[id]
	}
	return found[id], nil
}

// makeRoom leaves room for one more: it forgets any one, so that of somewhat too many most are still known.
func makeRoom[K comparable, V any](kept map[K]V, most int) {
	for key := range kept {
		if len(kept) < most {
			return
		}
		delete(kept, key)
	}
}

// maxLists bounds how many uploaded lists, of up to 1.6 MB, are kept.
const maxLists = 20

// newPage is nil when the campaign's organisation is gone, or its rule cannot be read.
func newPage(c *model.Campaign, scope model.Scope) *page {
	if scope.Org == nil {
		return nil
	}
	audience, err := c.Draft.Audience(scope)
	if err != nil {
		return nil
	}
	return &page{Campaign: c, audience: audience, tags: audience.Tags(), wide: scope.Tags(), list: audience.List()}
}

// inCanary tells whether nobody else was told yet.
func (p *page) inCanary() bool {
	return p.State == model.CampaignInCanary || (p.State == model.CampaignPaused && p.Resumes == model.CampaignInCanary)
}

// canary tells whether the citizen belongs to it.
func (p *page) canary(citizen model.CitizenID) bool {
	return model.InCanary(p.ID, citizen, p.Canary.Share)
}
