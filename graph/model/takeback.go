package model

import (
	"slices"
	"time"
)

// A campaign that is paused takes back what no phone has yet: entry, push and record leave the mailbox
// as if it had not been told, so that resuming it tells all of it again. What was decided already stays
// decided: who has no phone, or wants none of this, has the entry and keeps it.
//
// The answer to a send may come later than that. So what is taken back is kept with the tombstone of the
// entry, and an answer that says that a phone has it after all brings it back: nobody is told twice.

// TakenBack is what a campaign took back.
type TakenBack struct {
	Entry *Reminder `bson:"entry"`
	Push  *Push     `bson:"push"`
	Told  Told      `bson:"told"`
}

// WaitingCampaigns are those whose push is not settled and is to be looked at at now or before, in
// order of planning: whether they are still to ring, the campaign says.
func (m *Mailbox) WaitingCampaigns(now time.Time) []CampaignID {
	var waiting []CampaignID
	for _, p := range m.Push.Outbox {
		if p.Topic != TopicCampaign || p.next().After(now) {
			continue
		}
		if r, err := m.Reminder(p.Entry); err == nil && r.Announcement != nil {
			waiting = append(waiting, r.Announcement.Campaign)
		}
	}
	return waiting
}

// TakeBack takes a campaign's entry, push and record out of the mailbox while its push waits, alone and
// accepted for no phone. It answers whether it did. Announce may tell the campaign again.
func (m *Mailbox) TakeBack(campaign CampaignID, now time.Time) bool {
	id := AnnouncementID(m.ID, campaign)
	r, err := m.Reminder(id)
	p := m.announced(campaign)
	if err != nil || p == nil || p.State.Settled() || p.accepted() || len(p.Members) > 0 {
		return false
	}
	back := &TakenBack{Entry: r, Push: p, Told: Told{Campaign: campaign, Sender: r.Announcement.Sender, About: r.Entry, At: r.CreatedAt}}
	if told := m.record(campaign); told != nil { // it is forgotten of what waits for very long
		back.Told = *told
	}
	m.Tombstones = append(m.Tombstones, Tombstone{ID: id, Rev: m.touch(), At: moment(now), Back: back})
	m.Reminders.Entries = slices.DeleteFunc(m.Reminders.Entries, func(other *Reminder) bool { return other == r })
	m.Push.Outbox = slices.DeleteFunc(m.Push.Outbox, func(other *Push) bool { return other == p })
	m.Told = slices.DeleteFunc(m.Told, func(t Told) bool { return t.Campaign == campaign })
	return true
}

// Excuse settles a campaign's push that waits, for a citizen whom the campaign is not meant for any
// more: the entry stays. It answers whether there was one. A push that is on its way in a digest is not
// stopped.
func (m *Mailbox) Excuse(campaign CampaignID, now time.Time) bool {
	p := m.announced(campaign)
	if p == nil || p.State.Settled() || len(p.Members) > 0 {
		return false
	}
	m.finish(p, PushDropped, ReasonNotMeant, now)
	return true
}

// announced is the campaign's push; nil when there is none.
func (m *Mailbox) announced(campaign CampaignID) *Push {
	return m.pushByID(NewPushID(m.ID, AnnouncementID(m.ID, campaign), StepAnnounced))
}

// takenBack is what a campaign took back of that entry; nil when it did not.
func (m *Mailbox) takenBack(id EntryID) *TakenBack {
	at := slices.IndexFunc(m.Tombstones, func(t Tombstone) bool { return t.ID == id })
	if at < 0 {
		return nil
	}
	return m.Tombstones[at].Back
}

// recall brings back what was taken back while it was on its way, by itself or in a digest, to a phone
// that has it now.
func (m *Mailbox) recall(round Round, results []Result) {
	for _, result := range results {
		if result.State != PhoneAccepted {
			continue
		}
		m.bringBack(result.Push)
		for _, d := range round.Decisions {
			if d.State == PushMerged && d.Into == result.Push && m.pushByID(result.Push) != nil {
				m.bringBack(d.Push)
			}
		}
	}
}

func (m *Mailbox) bringBack(id PushID) {
	at := slices.IndexFunc(m.Tombstones, func(t Tombstone) bool { return t.Back != nil && t.Back.Push.ID == id })
	if at < 0 {
		return
	}
	back := m.Tombstones[at].Back
	m.Tombstones = slices.Delete(m.Tombstones, at, at+1)
	back.Entry.Rev = m.touch()
	m.Reminders.Entries = append(m.Reminders.Entries, back.Entry)
	m.Push.Outbox = append(m.Push.Outbox, back.Push)
	m.Told = append(m.Told, back.Told)
}
