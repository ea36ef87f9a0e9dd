package model

import (
	"slices"
	"time"
)

// How a test of a campaign says that it is one, in Dutch.
const (
	trialMark = "TEST: "
	trialText = "Dit is een test van een campagne. Alleen testtelefoons krijgen dit bericht.\n\n"
)

// trialShown is how long a test stays in the feed.
const trialShown = 24 * time.Hour

// TryCampaign shows the owner of a test phone what the campaign would look like: an entry that says that
// it is a test, gone after a day, and a push on that phone alone, whatever the hour. Nobody is told with
// it: it leaves no record, and the cap does not know of it. The same clientID shows the same test.
//
// Errors: as RequestTestPush; INVALID when the mailbox is full.
func (m *Mailbox) TryCampaign(c *Campaign, org *Organisation, clientID, installationID string, now time.Time) error {
	device, err := m.Device(installationID)
	if err != nil {
		return err
	}
	trial := CampaignID(HashID("campaign-trial", string(c.ID), clientID))
	id, step := AnnouncementID(m.ID, trial), Step("test:"+clientID+":"+device.Registration)
	push := NewPushID(m.ID, id, step)
	if m.pushByID(push) != nil {
		return nil
	}
	if err := m.mayTest(device, push, now); err != nil {
		return err
	}
	if _, err := m.Reminder(id); err != nil {
		if err := m.room(); err != nil {
			return err
		}
		m.leaveTrials(now)
		words := c.Draft.Render(m, org, "")
		m.Reminders.Entries = append(m.Reminders.Entries, &Reminder{
			ID: id, Rev: m.touch(), Title: trialMark + words.Title, DueAt: moment(now), CreatedAt: moment(now),
			Announcement: &Announcement{
				Campaign: trial, Sender: c.Org, Text: trialText + words.Text, Link: c.Draft.Link, PushText: trialMark + words.PushText,
				ExpiresAt: moment(now).Add(trialShown),
			},
		})
	}
	m.plan(Push{
		Entry: id, Step: step, Topic: TopicTest, Device: device.Registration,
		PlannedAt: moment(now), ExpiresAt: moment(now).Add(testExpiry),
	}, now)
	return nil
}

// leaveTrials removes tests that are over: a test phone sees many.
func (m *Mailbox) leaveTrials(now time.Time) {
	over := func(r *Reminder) bool { return r.over(now) && m.record(r.Announcement.Campaign) == nil }
	for _, r := range slices.Clone(m.Reminders.Entries) {
		if over(r) {
			_ = m.DeleteReminder(r.ID, now) // it is there
		}
	}
}
