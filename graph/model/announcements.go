package model

import (
	"slices"
	"time"
)

// CampaignID names a campaign of a sender.
type CampaignID string

// Announcement is what a campaign tells a citizen: a reminder that the citizen did not set, in the
// sender's words, for as long as it is of use. The feed keeps it whether or not it may ring.
type Announcement struct {
	Campaign  CampaignID   `bson:"campaign"`
	Sender    OrgCode      `bson:"sender"`
	Text      string       `bson:"text"`
	Link      OptionalText `bson:"link,omitempty"`
	PushText  string       `bson:"pushText,omitempty"`  // what a phone may say of it; never more than the citizen's level of detail
	ExpiresAt time.Time    `bson:"expiresAt"`           // from then on it is neither shown nor rung for
	ForOpened bool         `bson:"forOpened,omitempty"` // it is for those who opened the letter that it is about: that is no reason to be silent

	FirstOpenedAt time.Time `bson:"firstOpenedAt,omitempty"` // when the announcement itself was first shown; only a phone that was offline then makes it earlier
}

// ToldFor is how long a mailbox remembers that a campaign was told, whatever became of its entry.
const ToldFor = 180 * 24 * time.Hour

// The bounds on what campaigns leave in a mailbox.
const (
	// MaxAnnouncements is of how many campaigns a mailbox takes entries that have not expired, whether or not the
	// citizen removed them. Entries that have are kept while there are fewer in all.
	MaxAnnouncements = 200
	// announcementKept is how long an entry that has expired can still be opened, such as from its push.
	announcementKept = 30 * 24 * time.Hour
	// maxTold is how many records of campaigns are kept: the oldest of those that have expired go first.
	maxTold = 500
)

// optOutWindow is how long after it was told a campaign is held to be why the citizen wants no more
// of its kind.
const optOutWindow = 7 * 24 * time.Hour

// Told says that a campaign was told to the citizen: its record. It decides whether the campaign is still
// to be told, and it stays when the citizen removes the entry.
type Told struct {
	Campaign   CampaignID `bson:"campaign"`
	Sender     OrgCode    `bson:"sender"`
	About      EntryID    `bson:"about,omitempty"` // the entry that it reminded of
	At         time.Time  `bson:"at"`
	OpenedAt   time.Time  `bson:"openedAt,omitempty"`   // when its entry was first shown
	OptedOutAt time.Time  `bson:"optedOutAt,omitempty"` // when the citizen stopped campaigns like it, soon after
	ExpiresAt  time.Time  `bson:"expiresAt,omitempty"`  // from then on the campaign tells nobody
}

// The campaign cap: how many campaign pushes one citizen gets at most, whoever sends them.
const (
	CapPerDay  = 1 // a day, in Europe/Brussels
	CapPerWeek = 2 // in 7 days
	capWindow  = 7 * 24 * time.Hour
)

// CampaignRing is a campaign push that a phone has: the cap counts them.
type CampaignRing struct {
	Push PushID    `bson:"push"`
	At   time.Time `bson:"at"`
}

// AnnouncementID is the id of a campaign's entry in one mailbox: no citizen is told twice.
func AnnouncementID(citizen CitizenID, campaign CampaignID) EntryID {
	return EntryID(reminderPrefix + HashID("announcement", string(citizen), string(campaign)))
}

// Announce puts a campaign's entry into the feed and plans its push for ringAt, which the campaign
// paces. about is the entry that it reminds of; empty for none. A campaign that was told already, also
// one whose entry the citizen removed, is left as it is.
//
// Errors: NOT_FOUND when about is not there, INVALID when the mailbox is full.
func (m *Mailbox) Announce(title string, a Announcement, about EntryID, ringAt, now time.Time) error {
	id := AnnouncementID(m.ID, a.Campaign)
	if _, err := m.Reminder(id); err == nil || m.record(a.Campaign) != nil || (m.deleted(id) && m.takenBack(id) == nil) {
		return nil
	}
	if about != "" && !m.has(about) {
		return NotFound("entry: " + string(about))
	}
	if err := m.room(); err != nil {
		return err
	}
	if m.liveCampaigns(now) >= MaxAnnouncements {
		return Errorf(CodeInvalid, "the mailbox is full: it holds entries of %d campaigns", MaxAnnouncements)
	}
	m.Tombstones = slices.DeleteFunc(m.Tombstones, func(t Tombstone) bool { return t.ID == id }) // it was taken back
	a.ExpiresAt, a.FirstOpenedAt = moment(a.ExpiresAt), time.Time{}
	r := &Reminder{
		ID: id, Rev: m.touch(), Title: title, DueAt: moment(now), CreatedAt: moment(now), Entry: about, Announcement: &a,
	}
	m.Reminders.Entries = append(m.Reminders.Entries, r)
	m.Told = append(m.Told, Told{Campaign: a.Campaign, Sender: a.Sender, About: about, At: moment(now), ExpiresAt: a.ExpiresAt})
	m.plan(Push{
		Entry: id, Step: StepAnnounced, Topic: TopicCampaign, Mass: true,
		PlannedAt: later(moment(ringAt), moment(now)), ExpiresAt: a.ExpiresAt,
	}, now)
	return nil
}

// OpenAnnouncement notes that a campaign's entry itself was shown, the first time for ever: it needs no
// ringing for then. One that is gone may be opened again, as a save whose answer was lost is made again: there
// is nothing left to show, though. One that never was is NOT_FOUND.
func (m *Mailbox) OpenAnnouncement(id EntryID, now time.Time) error {
	r, err := m.Reminder(id)
	if err != nil && m.deleted(id) {
		return nil
	}
	if err != nil || r.Announcement == nil {
		return NotFound("announcement")
	}
	m.saw(id)
	first := &r.Announcement.FirstOpenedAt
	if at := m.doneAt(r.CreatedAt, now); first.IsZero() || at.Before(*first) {
		*first, r.Rev = at, m.touch()
		if told := m.record(r.Announcement.Campaign); told != nil {
			told.OpenedAt = at
		}
	}
	m.dropStale(now)
	return nil
}

// record is the campaign's record; nil when it was not told.
func (m *Mailbox) record(campaign CampaignID) *Told {
	at := slices.IndexFunc(m.Told, func(t Told) bool { return t.Campaign == campaign })
	if at < 0 {
		return nil
	}
	return &m.Told[at]
}

// ToldOf is the campaign's record, or NOT_FOUND.
func (m *Mailbox) ToldOf(campaign CampaignID) (Told, error) {
	if told := m.record(campaign); told != nil {
		return *told, nil
	}
	return Told{}, NotFound("record of that campaign")
}

// live tells whether the campaign may still tell citizens, as far as is known.
func (t *Told) live(now time.Time) bool { return t.ExpiresAt.IsZero() || now.Before(t.ExpiresAt) }

// liveCampaigns is how many campaigns told the citizen and have not expired.
func (m *Mailbox) liveCampaigns(now time.Time) int {
	live := 0
	for i := range m.Told {
		live += one(m.Told[i].live(now))
	}
	return live
}

// pruneCampaigns forgets what campaigns left and nobody needs. A campaign that may still tell citizens stays known,
// so that nobody is told twice: its record, which no campaign outlives by age (maxCampaignLife), and its entry or
// the tombstone of that.
func (m *Mailbox) pruneCampaigns(now time.Time) {
	m.Told = slices.DeleteFunc(m.Told, func(t Told) bool { return now.Sub(t.At) > ToldFor })
	over := len(m.Told) - maxTold
	m.Told = slices.DeleteFunc(m.Told, func(t Told) bool {
		if over <= 0 || t.live(now) {
			return false
		}
		over--
		return true
	})
	announced := 0
	for _, r := range m.Reminders.Entries {
		announced += one(r.Announcement != nil)
	}
	if announced == 0 {
		return
	}
	m.Reminders.Entries = slices.DeleteFunc(m.Reminders.Entries, func(r *Reminder) bool {
		if !r.over(now) || m.waits(r.ID) || (announced <= MaxAnnouncements && now.Sub(r.Announcement.ExpiresAt) <= announcementKept) {
			return false
		}
		announced--
		m.Tombstones = append(m.Tombstones, Tombstone{ID: r.ID, Rev: m.Rev, At: moment(now)})
		return true
	})
}

// waits tells whether a push about an entry waits, by itself or in a digest.
func (m *Mailbox) waits(entry EntryID) bool {
	about := func(member Member) bool { return member.Entry == entry }
	return slices.ContainsFunc(m.Push.Outbox, func(p *Push) bool { return slices.ContainsFunc(p.all(), about) })
}

// over tells whether an announcement is of no use any more.
func (r *Reminder) over(now time.Time) bool {
	return r.Announcement != nil && !now.Before(r.Announcement.ExpiresAt)
}

// needlessCampaign is why a campaign's push is of no use: its entry was ticked off or removed, what it
// reminds of is gone, or it reminds of a letter that needs no push any more; "" when it is of use.
func (m *Mailbox) needlessCampaign(entry EntryID) Reason {
	r, err := m.Reminder(entry)
	switch {
	case err != nil || r.Completed():
		return ReasonCompleted
	case r.Announcement != nil && !r.Announcement.FirstOpenedAt.IsZero():
		return ReasonOpened
	case r.Entry == "":
		return ""
	case !m.has(r.Entry):
		return ReasonWithdrawn
	}
	if _, err := m.Letter(r.Entry); err != nil { // a dossier
		return ""
	}
	stale := m.staleEntry(TopicLetter, r.Entry, StepAnnounced)
	if stale == ReasonOpened && r.Announcement != nil && r.Announcement.ForOpened {
		return ""
	}
	return stale
}

// subject is what a push about an entry is about in the end: of an announcement, what it reminds of.
func (m *Mailbox) subject(entry EntryID) EntryID {
	if r, err := m.Reminder(entry); err == nil && r.Announcement != nil && r.Entry != "" {
		return r.Entry
	}
	return entry
}

// declinesCampaign tells whether the citizen does not want a campaign's push.
func (m *Mailbox) declinesCampaign(entry EntryID) bool {
	r, err := m.Reminder(entry)
	if err != nil || r.Announcement == nil {
		return false
	}
	if m.Preferences.declines(r.Announcement.Sender, r.Entry) {
		return true
	}
	return r.Entry != "" && m.optedOut(&Push{Entry: r.Entry, Topic: TopicLetter, Step: StepAnnounced}) // as a reminder of the letter itself
}

// declines tells whether the citizen does not want to hear of a sender's campaigns: about an entry that
// one has they are on, all others are off until asked for.
func (p *Preferences) declines(sender OrgCode, about EntryID) bool {
	if slices.Contains(p.MutedSenders, sender) {
		return true
	}
	if about != "" {
		return p.MuteLadder
	}
	return !p.Campaigns
}

// noteOptOuts writes down with the campaigns told of late that the citizen stopped their kind, or takes
// that back. before are the preferences until now.
func (m *Mailbox) noteOptOuts(before *Preferences, now time.Time) {
	for i := range m.Told {
		told := &m.Told[i]
		was, is := before.declines(told.Sender, told.About), m.Preferences.declines(told.Sender, told.About)
		switch {
		case was == is:
		case !is:
			told.OptedOutAt = time.Time{}
		case now.Sub(told.At) < optOutWindow:
			told.OptedOutAt = moment(now)
		}
	}
}

// capped tells whether one more campaign push at now would be above the cap. A push that is on its way
// counts: FCM may have it.
func (m *Mailbox) capped(now time.Time) bool {
	moments := []time.Time{}
	for _, ring := range m.Push.Campaigns {
		moments = append(moments, ring.At)
	}
	for _, p := range m.Push.Outbox {
		counted := slices.ContainsFunc(m.Push.Campaigns, func(r CampaignRing) bool { return r.Push == p.ID })
		if len(p.Phones) > 0 && p.campaigns() > 0 && !counted {
			moments = append(moments, now)
		}
	}
	today, week := 0, 0
	for _, at := range moments {
		today += one(DayOf(at) == DayOf(now))
		week += one(now.Sub(at) < capWindow)
	}
	return today >= CapPerDay || week >= CapPerWeek
}

// campaigns is how many campaigns ring with the push.
func (p *Push) campaigns() int {
	count := one(p.Topic == TopicCampaign)
	for _, member := range p.Members {
		count += one(member.Topic == TopicCampaign && member.Push != p.ID)
	}
	return count
}

// noteCampaign counts a push that a phone has taken, once.
func (m *Mailbox) noteCampaign(p *Push, at time.Time) {
	known := slices.ContainsFunc(m.Push.Campaigns, func(r CampaignRing) bool { return r.Push == p.ID })
	if known || p.campaigns() == 0 {
		return
	}
	m.Push.Campaigns = slices.DeleteFunc(m.Push.Campaigns, func(r CampaignRing) bool { return at.Sub(r.At) >= capWindow })
	m.Push.Campaigns = append(m.Push.Campaigns, CampaignRing{Push: p.ID, At: moment(at)})
}
