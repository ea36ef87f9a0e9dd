package model_test

import (
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// A test is no telling: it rings at night, whatever the citizen wants of campaigns, and leaves no record.
func TestATestOfACampaignTellsNobody(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), night())
	for range 2 {
		if err := m.TryCampaign(c, mechelen(), "first", "pixel", night()); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.Push.Outbox) != 1 || len(m.Reminders.Entries) != 1 || len(m.Told) != 0 {
		t.Fatalf("%d pushes, %d entries, %d records", len(m.Push.Outbox), len(m.Reminders.Entries), len(m.Told))
	}
	entry, push := m.Reminders.Entries[0], m.Push.Outbox[0]
	if !strings.HasPrefix(entry.Title, "TEST: ") || !strings.HasPrefix(entry.Announcement.PushText, "TEST: ") {
		t.Errorf("the entry is %q and says %q", entry.Title, entry.Announcement.PushText)
	}
	if device, err := m.Device("pixel"); err != nil || push.Device != device.Registration {
		t.Errorf("it rings on %q", push.Device)
	}
	if round := m.Wake(night()); len(round.Sends) != 1 {
		t.Errorf("at night %d messages are sent", len(round.Sends))
	}
	if err := m.TryCampaign(c, mechelen(), "second", "pixel", night().Add(time.Second)); model.CodeOf(err) != model.CodeRateLimited {
		t.Errorf("a second test at once: %v", err)
	}
	if err := m.TryCampaign(c, mechelen(), "second", "elsewhere", night()); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("on a phone of nobody: %v", err)
	}
	if err := m.Announce("Echt", model.Announcement{Campaign: c.ID, Sender: sender, ExpiresAt: noon().AddDate(0, 0, 10)}, "", noon(), night()); err != nil || len(m.Told) != 1 {
		t.Errorf("the campaign itself is not told any more: %v", err)
	}
}

// What is over of tests goes with the next one, and nothing else does.
func TestTestsAreLeftWithTheNextOne(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), noon())
	if err := m.Announce("Echt", model.Announcement{Campaign: c.ID, Sender: sender, ExpiresAt: noon().Add(time.Hour)}, "", noon(), noon()); err != nil {
		t.Fatal(err)
	}
	for day, client := range []string{"first", "second"} {
		at := noon().AddDate(0, 0, 2*day)
		m.Wake(at)
		for _, push := range m.Push.Outbox { // settled by then
			push.State = model.PushSent
		}
		if err := m.TryCampaign(c, mechelen(), client, "pixel", at); err != nil {
			t.Fatal(err)
		}
	}
	var titles []string
	for _, r := range m.Reminders.Entries {
		titles = append(titles, r.Title)
	}
	if len(titles) != 2 || titles[0] != "Echt" || titles[1] != "TEST: Uw kiesbrief wacht" {
		t.Errorf("left are %q", titles)
	}
}

// All slots together keep the pace, within the window and until the end.
func TestThePaceOfAllSlotsIsThatOfTheCampaign(t *testing.T) {
	t.Parallel()
	draft := draftOf(unopenedCall())
	draft.PerMinute = 640
	from := model.Day("2026-05-20").At(18, 58) // a Wednesday: the window closes in two minutes
	told, nextDay := 0, 0
	for slot := range model.Slots {
		pace := draft.Pace(slot, from)
		last := from
		for range 30 {
			at := pace.Next()
			if at.Before(last) || !draft.Window.Open(at) {
				t.Fatalf("slot %d tells at %s", slot, at)
			}
			last = at
			if at.Before(model.Day("2026-05-20").At(19, 0)) {
				told++
			} else if at.Before(model.Day("2026-05-21").At(10, 1)) && !at.Before(model.Day("2026-05-21").At(10, 0)) {
				nextDay++
			}
		}
	}
	if told != 1280 || nextDay != 640 {
		t.Errorf("%d are told in the last two minutes, and %d in the first one of the next day", told, nextDay)
	}
	draft.ExpiresAt = from.Add(time.Minute)
	pace := draft.Pace(0, from.Add(2*time.Minute))
	if at := pace.Next(); !at.Equal(draft.ExpiresAt) {
		t.Errorf("after the end somebody is told at %s", at)
	}
}

func TestACampaignsPlanIsThatOfWhatWasApprovedFromItsStartOn(t *testing.T) {
	t.Parallel()
	c := &model.Campaign{Draft: model.CampaignDraft{
		Window: model.CampaignWindow{Days: model.Weekdays(), From: "10:00", Until: "19:00"}, PerMinute: 10, ExpiresAt: noon().AddDate(0, 0, 9),
	}}
	c.StartsAt = noon()
	if plan := c.Plan(); plan != nil {
		t.Errorf("nobody approved it, and %d hours are planned", len(plan))
	}
	c.Approval = &model.CampaignApproval{Audience: 1502}
	total := 0
	for _, hour := range c.Plan() {
		total += hour.Count
	}
	if total != 1500 {
		t.Errorf("%d are planned: the number is not rounded", total)
	}
	if c.StartsAt = (time.Time{}); c.Plan() != nil {
		t.Error("it is not scheduled, and hours are planned")
	}
}
