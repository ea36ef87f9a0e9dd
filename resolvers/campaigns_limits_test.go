package resolvers_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// reading notes whose mailboxes are read, and refuses to look for others.
type reading struct {
	store.Store
	t    *testing.T
	mu   sync.Mutex
	read []model.CitizenID
}

func (r *reading) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.read = append(r.read, ids...)
	return r.Store.Mailboxes(ctx, ids)
}

func (r *reading) Tagged(ctx context.Context, slot int, tag string, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	r.t.Errorf("looked for %s in slot %d", tag, slot)
	return r.Store.Tagged(ctx, slot, tag, after, limit)
}

func (r *reading) InSlot(ctx context.Context, slot int, after model.CitizenID, limit int) ([]model.CitizenID, error) {
	r.t.Errorf("looked at all of slot %d", slot)
	return r.Store.InSlot(ctx, slot, after, limit)
}

// Who counts for whom an uploaded list is, or what came of it, looks at nobody else's mailbox.
func TestOnlyTheMailboxesOfAListAreLookedAt(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 30)
	s.sender(mechelen).deliver(t, letter("een", an), letter("twee", an), letter("drie", bram))
	box := s.mailbox(t, an)
	_, err := s.mailboxes.Update(t.Context(), box.ID, func(m *model.Mailbox) error {
		preferences := m.Preferences
		preferences.Residence = "12025"
		m.SetPreferences(preferences, s.clock.now())
		return nil
	})
	must(t, err)
	list := s.author().ask(t, `mutation ($input: UploadCampaignReferencesInput!) { uploadCampaignReferences(input: $input) { id } }`,
		m{"input": m{"run": run, "references": []string{"een", "twee", "nergens"}}}).text("uploadCampaignReferences.id")
	rule := m{"listed": m{"run": run, "opened": "UNOPENED"}}
	id, _ := s.author().create(t, change(change(campaignDraft(), "rule", rule), "references", list))

	watch := &reading{Store: s.store, t: t}
	watched := s.again(t, wrapped(func(store.Store) store.Store { return watch }))
	counted := watched.author().ask(t, countAudience, m{"input": m{"rule": rule, "references": list}})
	want(t, counted.at("countCampaignAudience.people"), 5)
	want(t, watched.author().ask(t, dryRun, m{"input": m{"id": id}}).at("campaignDryRun.people"), 5)
	_, err = store.ChangeRecord(t.Context(), s.store, model.CampaignID(id), func(c *model.Campaign) (bool, error) { // as the engine does
		c.Canary = &model.CampaignCanary{StartedAt: s.clock.now(), Audience: 1}
		return true, nil
	})
	must(t, err)
	report := watched.author().ask(t, `query ($id: ID!) { campaignReport(id: $id) { planned told } }`, m{"id": id})
	want(t, report.at("campaignReport"), m{"planned": 5, "told": 5})
	if read := slices.Compact(watch.read); !slices.Equal(read, []model.CitizenID{box.ID}) || len(watch.read) != 3 {
		t.Errorf("%d mailboxes were read: %v", len(watch.read), read)
	}
}
