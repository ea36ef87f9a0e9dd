package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// announceFor puts a campaign into the mailbox that expires after a while, and saves.
func announceFor(m *model.Mailbox, campaign string, expires time.Duration, now time.Time) error {
	a := model.Announcement{Campaign: model.CampaignID(campaign), Sender: sender, Text: "Kies voor digitale post.", ExpiresAt: now.Add(expires)}
	err := m.Announce("Uw post digitaal?", a, "", now, now)
	rings(m, now)
	return err
}

// announcements is how many entries of campaigns are in the mailbox.
func announcements(m *model.Mailbox) int {
	count := 0
	for _, r := range m.Reminders.Entries {
		if r.Announcement != nil {
			count++
		}
	}
	return count
}

// However many campaigns come and expire, a mailbox keeps few of them, and never forgets one that is still live: not
// even where the citizen removed its entry.
func TestCampaignsDoNotFillAMailbox(t *testing.T) {
	t.Parallel()
	start := model.Day("2026-01-05").At(12, 0)
	m := mailboxWithPhone(t)
	life := model.ToldFor - time.Hour
	for _, campaign := range []string{"kept", "removed"} {
		if err := announceFor(m, campaign, life, start); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.DeleteReminder(model.AnnouncementID(m.ID, "removed"), start); err != nil {
		t.Fatal(err)
	}
	save(m, start)
	now := start
	for n := range 1200 { // for 150 days
		now = now.Add(3 * time.Hour)
		if err := announceFor(m, fmt.Sprint("short-", n), 24*time.Hour, now); err != nil {
			t.Fatal(err)
		}
		if entries := announcements(m); entries > model.MaxAnnouncements+1 || len(m.Told) > 501 {
			t.Fatalf("after %d campaigns there are %d entries and %d records", n+1, entries, len(m.Told))
		}
	}
	before := announcements(m)
	for _, campaign := range []string{"kept", "removed"} {
		if _, err := m.ToldOf(model.CampaignID(campaign)); err != nil {
			t.Errorf("%s is forgotten: %v", campaign, err)
		}
		if err := announceFor(m, campaign, life-now.Sub(start), now); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := m.Reminder(model.AnnouncementID(m.ID, "removed")); err == nil || announcements(m) > before {
		t.Error("a live campaign was told again")
	}
}

// Of more live campaigns than a mailbox takes the last is refused, and those that are there can be told again.
func TestLiveCampaignsAreBounded(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	for n := range model.MaxAnnouncements {
		if err := announceFor(m, fmt.Sprint(n), 30*24*time.Hour, noon()); err != nil {
			t.Fatal(err)
		}
	}
	if err := announceFor(m, "more", 30*24*time.Hour, noon()); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("one more was answered %v", err)
	}
	if err := announceFor(m, "0", 30*24*time.Hour, noon()); err != nil {
		t.Errorf("the first again was answered %v", err)
	}
	if err := announceFor(m, "more", time.Hour, noon().AddDate(0, 0, 30)); err != nil {
		t.Errorf("once they have expired it was answered %v", err)
	}
}

// An entry that expired goes after a month, and phones learn of it; the campaign stays known.
func TestExpiredAnnouncementsGo(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	if err := announceFor(m, "digitaal", 24*time.Hour, noon()); err != nil {
		t.Fatal(err)
	}
	id := model.AnnouncementID(m.ID, "digitaal")
	m.Seal(noon().AddDate(0, 0, 31))
	if _, err := m.Reminder(id); err != nil {
		t.Errorf("after 30 days it is gone: %v", err)
	}
	token, later := m.Token(noon().AddDate(0, 0, 31)), noon().AddDate(0, 0, 32)
	m.Seal(later)
	changes, err := m.Changes(token, 100, later)
	if err != nil || !slices.Contains(changes.Removed, id) || announcements(m) > 0 {
		t.Errorf("a day later %d entries are there, and phones learn %v, %v", announcements(m), changes.Removed, err)
	}
	if _, err := m.ToldOf("digitaal"); err != nil {
		t.Errorf("the campaign is not known any more: %v", err)
	}
}

// An announcement that has expired stays as long as it waits in a digest, even where nobody comes to send it.
func TestAnAnnouncementThatWaitsInADigestStays(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	wanting := model.DefaultPreferences()
	wanting.Campaigns = true
	m.SetPreferences(wanting, noon())
	deliver(t, m, letterOf(model.KindInformation, "brief"), noon())
	a := model.Announcement{Campaign: "actie", Sender: sender, Text: "Kom langs", ExpiresAt: noon().Add(time.Hour)}
	must(t, m, m.Announce("Kom langs", a, "", noon(), noon()), noon())
	settle(m, m.Wake(noon()), model.PhoneRetry, noon())
	if waiting := m.Push.Outbox; len(waiting) != 1 || len(waiting[0].Members) != 2 {
		t.Fatalf("waiting are %+v", waiting)
	}
	later := noon().AddDate(0, 0, 40)
	m.SetDigitalPost(true, later)
	save(m, later)
	if announcements(m) != 1 {
		t.Error("it is gone")
	}
	ring(m, later)
	if announcements(m) != 0 || len(m.Push.Outbox) != 0 {
		t.Errorf("once nothing waits there are %d, and %+v", announcements(m), m.Push.Outbox)
	}
}
