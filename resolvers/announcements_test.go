package resolvers_test

import (
	"testing"

	"burgerbode/graph/model"
)

// What a campaign announces stands in the feed with its sender, and not among the citizen's own reminders.
func TestACitizenReadsAnAnnouncement(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).ask(t, `mutation { updatePreferences(input: {campaignPushes: true}) { preferences { campaignPushes } } }`)
	expires := s.clock.now().AddDate(0, 1, 0)
	_, err := s.mailboxes.Update(t.Context(), s.citizen(t, an), func(box *model.Mailbox) error {
		return box.Announce("Uw post digitaal?", model.Announcement{
			Campaign: "digitaal", Sender: mechelen, Text: "Kies zelf.", ExpiresAt: expires,
		}, "", s.clock.now(), s.clock.now())
	})
	if err != nil {
		t.Fatal(err)
	}
	shown := s.as(an).ask(t, `{ viewer { preferences { campaignPushes } reminders { totalCount } pushes { topic state }
		feed { nodes { ... on Reminder { title next announcement { sender { code } text link expiresAt } } } } } }`)
	want(t, shown.at("viewer"), m{
		"preferences": m{"campaignPushes": true}, "reminders": m{"totalCount": 0},
		"pushes": []any{m{"topic": "CAMPAIGN", "state": "PLANNED"}},
		"feed": m{"nodes": []any{m{
			"title": "Uw post digitaal?", "next": "U vindt dit bericht hier tot woensdag 1 juli 2026.",
			"announcement": m{"sender": m{"code": mechelen}, "text": "Kies zelf.", "link": nil, "expiresAt": expires},
		}}},
	})
}
