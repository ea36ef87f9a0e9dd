package resolvers_test

import (
	"testing"

	"burgerbode/graph/model"
)

// What is previewed is what a citizen who wants so much detail is shown, whatever is wrong so far.
func TestAPreviewShowsWhatEachPhoneShows(t *testing.T) {
	t.Parallel()
	s := newService(t)
	draft := change(change(campaignDraft(), "pushText", "{afzender}: kies nu digitale post in {gemeente}."), "expiresAt", opening.AddDate(-1, 0, 0))
	id, _ := s.author().create(t, draft)
	ask := `query ($id: ID!) { campaign(id: $id) { preview { title pushText phones { platform detail title body visible } } } }`
	shown := s.approver().ask(t, ask, m{"id": id})
	want(t, shown.at("campaign.preview.title"), "Uw post digitaal in Mechelen?")
	said := "Stad Mechelen: kies nu digitale post in Mechelen."
	want(t, shown.at("campaign.preview.pushText"), said)
	var phones []m
	for _, phone := range []struct {
		platform string
		visible  int
	}{{"ANDROID", 50}, {"IOS", 178}, {"WEB", 120}} {
		phones = append(phones,
			m{"platform": phone.platform, "detail": "NEUTRAL", "title": "Burgerbode", "body": "U hebt een nieuw bericht in Burgerbode.", "visible": phone.visible},
			m{"platform": phone.platform, "detail": "DETAILED", "title": "Stad Mechelen", "body": said, "visible": phone.visible})
	}
	want(t, shown.at("campaign.preview.phones"), phones)

	// The same as what rings in truth.
	s.people(t, 1)
	box, err := s.mailboxes.Update(t.Context(), model.CitizenID(model.HashID("inhabitant", "0")), func(box *model.Mailbox) error {
		preferences := box.Preferences
		preferences.Detail = model.DetailDetailed
		box.SetPreferences(preferences, opening)
		rule := model.Rule{Municipality: "12025"}
		c := model.NewCampaign(mechelen, "waar", "els", model.CampaignDraft{
			Title: "Uw post", PushText: draft["pushText"].(string), Rule: rule.Text(), ExpiresAt: opening.AddDate(0, 1, 0),
		}, opening)
		audience, err := c.Draft.Audience(model.Scope{Org: organisations()[0]})
		if err != nil {
			return err
		}
		return c.Tell(box, audience, opening, opening)
	})
	must(t, err)
	sends := box.Wake(opening).Sends
	want(t, len(sends), 1)
	title, body := sends[0].Words.Text(model.Dutch, opening, s.api.Organisation)
	want(t, []any{title, body}, []any{"Stad Mechelen", said})
}
