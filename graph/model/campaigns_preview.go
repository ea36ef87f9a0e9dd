package model

import "time"

// CampaignPreview is what a campaign will look like, for an editor.
type CampaignPreview struct {
	CampaignWords
	Phones []CampaignPhonePreview // for each platform and level of detail
}

// CampaignPhonePreview is what a sort of phone shows of a campaign to who wants so much detail.
type CampaignPhonePreview struct {
	Platform    Platform
	Detail      Detail
	Title, Body string
	Visible     int // about how many characters of the body are shown before it is opened up
}

// Preview is what the campaign will look like, with examples in place of the placeholders.
func (c *Campaign) Preview(org *Organisation, now time.Time) CampaignPreview {
	preview := CampaignPreview{CampaignWords: c.Draft.Preview(org, now)}
	for _, platform := range Platforms() {
		for _, detail := range Details() {
			shown := CampaignPhonePreview{Platform: platform, Detail: detail, Visible: platform.visible()}
			shown.Title, shown.Body = c.rung(preview.CampaignWords, org, platform, detail, now)
			preview.Phones = append(preview.Phones, shown)
		}
	}
	return preview
}

// rung is title and body of the campaign's push. It is no rule of its own: somebody who has nothing but
// such a phone is told, and woken.
func (c *Campaign) rung(words CampaignWords, org *Organisation, platform Platform, detail Detail, now time.Time) (title, body string) {
	const sample = "preview"
	m := &Mailbox{ID: sample, Preferences: Preferences{Detail: detail, Campaigns: true}}
	m.RegisterDevice(Device{InstallationID: sample, Token: sample, Platform: platform, Permission: true, AppLanguage: Dutch}, now)
	told := *c
	told.Draft.ExpiresAt = now.Add(trialShown) // whatever is written so far
	if err := told.tell(m, words, "", false, now, now); err != nil {
		return "", "" // a mailbox with nothing in it has room
	}
	for _, send := range m.Wake(now).Sends {
		return send.Words.Text(send.Device.AppLanguage, now, func(OrgCode) string { return org.Name })
	}
	return "", ""
}

// visible is about how many characters of a notification's text are shown before it is opened up: four
// lines on the locked screen of an iPhone, one line on Android, as measured by those who send many (Batch,
// "What is the optimal length for every iOS/Android push notification?",
// doc.batch.com/guides-and-best-practices/message/push-notifications/page-4); about 120 in Chrome, by
// operating system (mojicnt.click/en/blog/push-notification-length.html). Neither Apple nor Google
// promises a number: it goes by the screen and the size of the letters.
func (p Platform) visible() int {
	switch p {
	case PlatformIOS:
		return MaxPushText
	case PlatformAndroid:
		return 50
	default:
		return 120
	}
}
