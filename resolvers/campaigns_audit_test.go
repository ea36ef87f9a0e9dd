package resolvers_test

import (
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const askCampaignAudit = `query ($first: Int, $after: String) { campaignAudit(first: $first, after: $after) {
	nodes { at action subject person by { code } } pageInfo { hasNextPage endCursor } } }`

func TestWhoDidWhatWithACampaignStandsInTheAudit(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 8)
	author, approver := s.author(), s.approver()
	var id, hash string
	twice := func(step func()) { // what changes nothing is not written down again
		for range 2 {
			s.clock.advance(time.Second)
			step()
		}
	}
	twice(func() { id, hash = author.create(t, campaignDraft()) })
	for _, title := range []string{"Uw post", "Uw post digitaal?"} { // goes on with what was made just now
		wantState(t, author.does(t, "updateCampaign", id, m{"draft": change(campaignDraft(), "title", title)}), "DRAFT")
	}
	twice(func() { wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED") })
	wantError(t, author.does(t, "approveCampaign", id, m{"hash": hash}), model.CodeForbidden)
	twice(func() { wantState(t, approver.does(t, "rejectCampaign", id, m{"note": "Nog eens nalezen"}), "DRAFT") })
	for _, title := range []string{"Uw post in de app?", "Uw post op uw telefoon?"} {
		other := change(campaignDraft(), "title", title)
		twice(func() { wantState(t, author.does(t, "updateCampaign", id, m{"draft": other}), "DRAFT") })
	}
	wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED")
	hash = author.ask(t, `query ($id: ID!) { campaign(id: $id) { hash } }`, m{"id": id}).text("campaign.hash")
	twice(func() { wantState(t, approver.does(t, "approveCampaign", id, m{"hash": hash}), "APPROVED") })
	twice(func() {
		wantState(t, author.does(t, "scheduleCampaign", id, m{"at": opening.Add(time.Hour)}), "SCHEDULED")
	})
	s.clock.advance(2 * time.Hour)
	_, err := store.ChangeRecord(t.Context(), s.store, model.CampaignID(id), func(c *model.Campaign) (bool, error) { // as the engine does
		return c.StartCanary(8, time.Hour, s.clock.now())
	})
	must(t, err)
	twice(func() { wantState(t, approver.does(t, "resumeCampaign", id), "RUNNING") })
	twice(func() { wantState(t, author.does(t, "pauseCampaign", id), "PAUSED") })
	wantError(t, author.does(t, "updateCampaign", id, m{"draft": campaignDraft()}), model.CodeConflict)
	twice(func() { wantState(t, author.does(t, "cancelCampaign", id), "CANCELLED") })

	audit := author.ask(t, askCampaignAudit)
	did, by := audit.each("campaignAudit.nodes", "action"), audit.each("campaignAudit.nodes", "person")
	slices.Reverse(did)
	slices.Reverse(by)
	want(t, did, []string{
		"CAMPAIGN_CREATED", "CAMPAIGN_SUBMITTED", "CAMPAIGN_REJECTED", "CAMPAIGN_EDITED", "CAMPAIGN_SUBMITTED", "AUDIENCE_COUNTED",
		"CAMPAIGN_APPROVED", "CAMPAIGN_SCHEDULED", "CAMPAIGN_RESUMED", "CAMPAIGN_PAUSED", "CAMPAIGN_CANCELLED",
	})
	want(t, by, []string{"els", "els", "piet", "els", "els", "piet", "piet", "els", "piet", "els", "els"})
	want(t, audit.at("campaignAudit.nodes.10"), m{
		"at": opening.Add(time.Second), "action": "CAMPAIGN_CREATED", "subject": id, "person": "els", "by": m{"code": mechelen}})

	var paged []string
	var after any
	for more := any(true); more == true; {
		part := approver.ask(t, askCampaignAudit, m{"first": 4, "after": after})
		paged = append(paged, part.each("campaignAudit.nodes", "action")...)
		after, more = part.at("campaignAudit.pageInfo.endCursor"), part.at("campaignAudit.pageInfo.hasNextPage")
	}
	slices.Reverse(paged)
	want(t, paged, did)
	wantError(t, author.try(t, askCampaignAudit, m{"after": "x"}), model.CodeInvalid, "after")
}

func TestACampaignAuditIsOfItsOwnOrganisationAndItsCampaignsOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliver(t, numbered(2, an)...)
	upload := `mutation ($input: UploadCampaignReferencesInput!) { uploadCampaignReferences(input: $input) { id } }`
	var list string
	for range 2 {
		s.clock.advance(time.Second)
		list = s.author().ask(t, upload, m{"input": m{"run": run, "references": []string{"1"}}}).text("uploadCampaignReferences.id")
	}
	audit := s.author().ask(t, askCampaignAudit)
	want(t, audit.each("campaignAudit.nodes", "action"), []string{"CAMPAIGN_LIST_UPLOADED"})
	want(t, audit.each("campaignAudit.nodes", "subject"), []string{list})
	want(t, s.communicator(kraainem, "author", "els").ask(t, askCampaignAudit).list("campaignAudit.nodes"), []m{})
	for _, other := range []caller{s.as(an), s.sender(mechelen), s.communicator(supplier, "author", "els")} {
		wantError(t, other.try(t, askCampaignAudit), model.CodeForbidden)
	}
	wantError(t, s.anonymous().try(t, askCampaignAudit), model.CodeUnauthenticated)
}
